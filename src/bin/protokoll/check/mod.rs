//! `protokoll check`.

mod json;
mod junit;
mod markdown;
mod report;
mod text;

use crate::args::{Check, ReportFormat};
use crate::exit::Exit;
use crate::messages::{count, say};
use anyhow::{Context, Result, anyhow, bail};
use protokoll::batch::{self, Case, Workers, write_whole};
use protokoll::compare;
use protokoll::gold::Gold;
use protokoll::measure::gate::{self, Baseline};
use protokoll::measure::{Board, Measured, measure};
use protokoll::{Language, Pipeline, Record, tables};
use report::{Document, Report};
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Write};
use std::path::Path;

/// Runs the pipeline over a corpus and shows how well its records agree with what is expected.
pub(crate) fn check(args: &Check) -> Result<Exit> {
    if args.update && args.baseline.is_none() {
        say("--update renews a baseline: say which with --baseline FILE");
        return Ok(Exit::Usage);
    }
    let baseline = match (&args.baseline, args.update) {
        (Some(path), false) => Some(read_baseline(path)?),
        _ => None,
    };
    let read = args.pairs.as_deref().map(pairs).transpose()?;
    let corpus = || args.corpus.display();
    let mut cases = batch::cases(&args.corpus).with_context(|| format!("cannot read {}", corpus()))?;
    if let Some(pairs) = &read {
        let all = cases.len();
        cases.retain(|case| case.gold.is_some() && pairs.contains_key(case.stem()));
        if cases.len() < all {
            say(&format!("{} left out: not among the pairs", count((all - cases.len()) as u64, "document")));
        }
    }
    if cases.is_empty() {
        bail!("nothing to check in {}: no NAME.gold.xml and no NAME.expected.json to be fed", corpus());
    }
    if let Some(folder) = &args.tables {
        tables::replace(batch::texts(folder).with_context(|| format!("cannot read {}", folder.display()))?)?;
    }
    let workers = Workers::new(args.limits()).context("no threads")?;
    batch::attribute_panics();
    let pipeline = Pipeline::new(protokoll::Settings::default());
    let done = workers.each(&cases, |case| one(case, &pipeline, read.as_ref(), args));
    for table in tables::unused() {
        say(&format!("{table}: no document needed a table of this name"));
    }
    let mut documents = Vec::with_capacity(cases.len());
    for (case, done) in cases.iter().zip(done) {
        let document = match done {
            Ok(document) => document?,
            Err(panic) => Document::failed(&case.name, panic),
        };
        if let Some(failure) = &document.failure {
            say(&format!("{}: {failure}", case.name));
        }
        documents.push(document);
    }

    let sheets: Vec<_> =
        documents.iter().map(|document| (document.language, &document.measured.sheet)).collect();
    let board = Board::new(&sheets);
    if let (Some(path), true) = (&args.baseline, args.update) {
        write_whole(path, Baseline::of(&board).to_json().as_bytes())
            .with_context(|| format!("cannot write {}", path.display()))?;
    }
    let falls = gate::falls(&board, baseline.as_ref().map(|baseline| (baseline, args.max_drop)), &args.floor);
    let changes = baseline.as_ref().map_or(Vec::new(), |baseline| gate::changes(&board, baseline));
    let report = Report { documents, board, baseline, changes, falls, details: args.details };
    let shown = match args.format {
        ReportFormat::Text => text::render(&report),
        ReportFormat::Json => json::render(&report),
        ReportFormat::Markdown => markdown::render(&report),
        ReportFormat::Junit => junit::render(&report),
    };
    let mut stdout = io::stdout().lock();
    stdout.write_all(shown.as_bytes())?;
    stdout.flush()?;
    Ok(if report.fell() {
        Exit::Fell
    } else if report.documents.iter().any(|document| document.failure.is_some()) {
        Exit::SomeFailed
    } else {
        Exit::Success
    })
}

fn read_baseline(path: &Path) -> Result<Baseline> {
    let json = fs::read_to_string(path)
        .with_context(|| format!("cannot read the baseline {} (--update makes one)", path.display()))?;
    Baseline::parse(&json).map_err(|error| anyhow!("{} is no baseline: {error}", path.display()))
}

/// A pair of texts, of which only the one that was read is wanted.
#[derive(serde::Deserialize)]
struct Pair {
    id: String,
    ocr: String,
}

/// What was read of each document, by its name.
fn pairs(path: &Path) -> Result<BTreeMap<String, String>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let mut found = BTreeMap::new();
    for (number, line) in (1..).zip(BufReader::new(file).lines()) {
        let place = || format!("{}, line {number}", path.display());
        let line = line.with_context(place)?;
        if line.trim().is_empty() {
            continue;
        }
        let pair: Pair = serde_json::from_str(&line).with_context(place)?;
        let id = pair.id.replace(['#', '/'], "-");
        if found.insert(id, pair.ocr).is_some() {
            bail!("{}: a second text with the id {}", place(), pair.id);
        }
    }
    Ok(found)
}

/// Feeds one document to the pipeline and measures its record.
///
/// # Errors
/// If an expected record is to be renewed and cannot be written; all else is the document's failure.
fn one(
    case: &Case,
    pipeline: &Pipeline,
    pairs: Option<&BTreeMap<String, String>>,
    args: &Check,
) -> Result<Document> {
    let fail = |why: String| Ok(Document::failed(&case.name, why));
    let gold = match case.gold.as_deref().map(read_gold).transpose() {
        Ok(gold) => gold,
        Err(why) => return fail(why),
    };
    let bytes = match (pairs, &case.text, &gold) {
        (Some(pairs), ..) => pairs.get(case.stem()).map(|text| text.as_bytes().to_vec()).unwrap_or_default(),
        (None, Some(path), _) => match fs::read(path) {
            Ok(bytes) => bytes,
            Err(error) => return fail(format!("{}: {error}", path.display())),
        },
        (None, None, Some(gold)) => gold.text.clone().into_bytes(),
        (None, None, None) => return fail("there is no NAME.txt to be read".into()),
    };
    let (record, failure) = match pipeline.process(&format!("{}.txt", case.name), &bytes) {
        Ok(record) => (Some(record), None),
        Err(error) => (None, Some(error.to_string())),
    };
    let mut measured = match &gold {
        Some(gold) => measure(gold, record.as_ref(), &String::from_utf8_lossy(&bytes), args.details),
        None => Measured::default(),
    };
    let mut differs = None;
    if let (Some(path), Some(record), None) = (&case.expected, &record, pairs) {
        if args.update {
            write_whole(path, pretty(record).as_bytes())
                .with_context(|| format!("cannot write {}", path.display()))?;
        }
        match fs::read_to_string(path) {
            Ok(expected) => differs = compare::with_expected(&expected, &line(record)),
            Err(error) => return fail(format!("{}: {error}", path.display())),
        }
        measured.sheet.add("expected record", [u64::from(differs.is_none()), 1, 0]);
    }
    let found = record.as_ref().and_then(|record| record.language.code.parse::<Language>().ok());
    let language = gold.map(|gold| gold.head.language).or(found);
    Ok(Document { name: case.name.clone(), language, measured, differs, failure })
}

fn read_gold(path: &Path) -> Result<Gold, String> {
    let shown = path.file_name().unwrap_or_default().to_string_lossy();
    let source = fs::read_to_string(path).map_err(|error| format!("{shown}: {error}"))?;
    Gold::parse(&source).map_err(|error| format!("{shown}, {error}"))
}

fn line(record: &Record) -> String {
    serde_json::to_string(record).expect("a record has only strings for keys")
}

fn pretty(record: &Record) -> String {
    let mut json = serde_json::to_string_pretty(record).expect("a record has only strings for keys");
    json.push('\n');
    json
}

//! `protokoll check`.

mod json;
mod junit;
mod markdown;
mod pairs;
mod report;
mod text;

use crate::args::{Check, ReportFormat};
use crate::exit::Exit;
use crate::messages::{count, say};
use crate::progress::Progress;
use crate::signals;
use anyhow::{Context, Result, anyhow, bail};
use protokoll::batch::{self, Case, Survey, Workers, write_whole};
use protokoll::compare;
use protokoll::gold::Gold;
use protokoll::measure::gate::{self, Baseline};
use protokoll::measure::{Board, Measured, measure};
use protokoll::{Language, Pipeline, Record, read, tables};
use report::{Document, Report};
use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

/// Runs the pipeline over a corpus and shows how well its records agree with what is expected.
pub(crate) fn check(args: &Check) -> Result<Exit> {
    signals::end_on_signal()?;
    let baseline = match (&args.baseline, args.update) {
        (Some(path), false) => Some(read_baseline(path)?),
        _ => None,
    };
    let read = args.pairs.as_deref().map(pairs::read).transpose()?;
    let corpus = || args.corpus.display();
    let found = batch::cases(&args.corpus).with_context(|| format!("cannot read {}", corpus()))?;
    for path in &found.left_out {
        say(&format!("{} left out: a link, or a name that is no UTF-8", path.display()));
    }
    let mut cases = found.cases;
    let texts = read.map(|read| read.of(&cases)).transpose()?;
    if let Some(texts) = &texts {
        let all = cases.len();
        cases.retain(|case| texts.contains_key(&case.name));
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
    let checker = Checker {
        pipeline: Pipeline::new(protokoll::Settings::default()),
        texts,
        most: args.limits().max_bytes,
        update: args.update,
        details: args.details,
        broken: Mutex::new(None),
    };
    let total =
        || Survey { documents: cases.len() as u64, bytes: cases.iter().map(|case| checker.size(case)).sum() };
    let progress = Mutex::new(Progress::begin(args.quiet, total));
    let done = workers.each(&cases, |case| {
        let document = checker.one(case);
        if let Ok(mut progress) = progress.lock() {
            progress.advance(1, checker.size(case));
        }
        document
    });
    if let Ok(progress) = progress.into_inner() {
        progress.close();
    }
    if let (Some((table, why)), Some(folder)) = (checker.broken(), &args.tables) {
        let path = folder.join(table);
        bail!("{} cannot be used: {}", path.display(), unusable(&path, &why));
    }
    for table in tables::unused() {
        say(&format!("{table}: no document needed a table of this name"));
    }
    let mut documents = Vec::with_capacity(cases.len());
    for (case, done) in cases.iter().zip(done) {
        let document = done.unwrap_or_else(|panic| Document::failed(&case.name, panic.to_string()));
        if let Some(failure) = &document.failure {
            say(&format!("{}: {failure}", case.name));
        }
        documents.push(document);
    }

    let sheets: Vec<_> =
        documents.iter().map(|document| (document.language, &document.measured.sheet)).collect();
    let board = Board::new(&sheets);
    let falls = gate::falls(&board, baseline.as_ref().map(|baseline| (baseline, args.max_drop)), &args.floor);
    let changes = baseline.as_ref().map_or(Vec::new(), |baseline| gate::changes(&board, baseline));
    let resized = baseline.as_ref().map_or(Vec::new(), |baseline| gate::resized(&board, baseline));
    let report = Report { documents, board, baseline, changes, resized, falls, details: args.details };
    if let (Some(path), true) = (&args.baseline, args.update) {
        if report.passed() {
            renew(path, &report)?;
        } else {
            say(&format!(
                "{} was not written, nor any expected record: the run did not pass",
                path.display()
            ));
        }
    }
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
    } else if report.failed().next().is_some() {
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

/// Writes the baseline and the expected records of a run.
fn renew(baseline: &Path, report: &Report) -> Result<()> {
    let records = report.documents.iter().filter_map(|document| document.renewed.as_ref());
    for (path, record) in records {
        write_whole(path, record.as_bytes()).with_context(|| format!("cannot write {}", path.display()))?;
    }
    write_whole(baseline, Baseline::of(&report.board).to_json().as_bytes())
        .with_context(|| format!("cannot write {}", baseline.display()))
}

/// What every document needs.
struct Checker {
    pipeline: Pipeline,
    /// What is fed instead of the texts in the corpus, by the names of documents.
    texts: Option<BTreeMap<String, String>>,
    /// Largest text in bytes.
    most: u64,
    update: bool,
    details: bool,
    /// The replaced table that could not be used, and why.
    broken: Mutex<Option<(&'static str, String)>>,
}

impl Checker {
    fn broken(&self) -> Option<(&'static str, String)> {
        self.broken.lock().ok()?.clone()
    }

    /// Bytes of what is read of a document, as far as progress wants to know.
    fn size(&self, case: &Case) -> u64 {
        match (
            self.texts.as_ref().and_then(|texts| texts.get(&case.name)),
            case.text.as_ref().or(case.gold.as_ref()),
        ) {
            (Some(text), _) => text.len() as u64,
            (None, Some(path)) => fs::metadata(path).map_or(0, |data| data.len()),
            (None, None) => 0,
        }
    }

    /// Feeds one document to the pipeline and measures its record. Where there is no record, everything annotated is
    /// missed: a document that cannot be done must not make the figures better.
    fn one(&self, case: &Case) -> Document {
        if self.broken().is_some() {
            return Document::failed(&case.name, "not done".into());
        }
        let gold = match case.gold.as_deref().map(read_gold).transpose() {
            Ok(gold) => gold,
            Err(why) => return Document::failed(&case.name, why),
        };
        let bytes = self.bytes(case, gold.as_ref());
        let done = bytes.as_ref().map_err(Clone::clone).and_then(|bytes| self.record(case, bytes));
        let (record, failure) = match done {
            Ok(record) => (Some(record), None),
            Err(why) => (None, Some(why)),
        };
        let found = record.as_ref().and_then(|record| record.language.code.parse::<Language>().ok());
        let measured = gold.as_ref().map_or_else(Measured::default, |gold| {
            measure(gold, record.as_ref(), &as_read(&bytes.unwrap_or_default()), self.details)
        });
        let language = gold.map(|gold| gold.head.language).or(found);
        let name = case.name.clone();
        let mut document = Document { name, language, measured, differs: None, failure, renewed: None };
        if let (Some(path), None) = (&case.expected, &self.texts) {
            self.expect(path, record.as_ref(), &mut document);
        }
        document
    }

    /// What is read of a document.
    fn bytes(&self, case: &Case, gold: Option<&Gold>) -> Result<Vec<u8>, String> {
        if let Some(texts) = &self.texts {
            return Ok(texts.get(&case.name).cloned().unwrap_or_default().into_bytes());
        }
        match (&case.text, gold) {
            (Some(path), _) => {
                let shown = |error: io::Error| format!("{}: {error}", path.display());
                if fs::metadata(path).map_err(shown)?.len() > self.most {
                    return Err(format!("too large: more than {} bytes", self.most));
                }
                fs::read(path).map_err(shown)
            }
            (None, Some(gold)) => Ok(gold.text.clone().into_bytes()),
            (None, None) => Err("there is no NAME.txt to be read".into()),
        }
    }

    fn record(&self, case: &Case, bytes: &[u8]) -> Result<Record, String> {
        match batch::caught(|| self.pipeline.process(&format!("{}.txt", case.name), bytes)) {
            Ok(Ok(record)) => Ok(record),
            Ok(Err(error)) => Err(error.to_string()),
            Err(panic) => {
                // Who waited for a table that another thread could not set up knows only that; the other says which.
                let waited = panic.message.contains("poisoned");
                let table = tables::last_asked_for().filter(|_| !waited);
                if let (Some(table), Ok(mut broken)) = (table, self.broken.lock()) {
                    broken.get_or_insert_with(|| (table, one_line(&panic.message)));
                }
                Err(panic.to_string())
            }
        }
    }

    /// Holds a record against the expected one, or keeps it to become that.
    fn expect(&self, path: &Path, record: Option<&Record>, document: &mut Document) {
        let right = match record {
            None => false,
            Some(record) if self.update => {
                document.renewed = Some((path.into(), pretty(record)));
                true
            }
            Some(record) => match fs::read_to_string(path) {
                Ok(expected) => {
                    document.differs = compare::with_expected(&expected, &line(record));
                    document.differs.is_none()
                }
                Err(error) => {
                    document.failure.get_or_insert_with(|| format!("{}: {error}", path.display()));
                    false
                }
            },
        };
        document.measured.sheet.add("expected record", [u64::from(right), 1, 0]);
    }
}

/// The text that the pipeline saw: what is wrong in it was wrong on the page, not in the bytes.
fn as_read(bytes: &[u8]) -> String {
    read::read("", bytes)
        .map_or_else(|_| String::from_utf8_lossy(bytes).into_owned(), |document| document.text)
}

/// Why a table could not be set up: where it is no TOML, with the line; else the beginning of what its reader said, for
/// some show the whole table after it.
fn unusable(path: &Path, why: &str) -> String {
    const MOST: usize = 300;
    if path.extension().is_some_and(|extension| extension == "toml")
        && let Ok(text) = fs::read_to_string(path)
        && let Err(error) = text.parse::<toml::Table>()
    {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        return format!("line {}: {}", 1 + before.matches('\n').count(), error.message());
    }
    match why.char_indices().nth(MOST) {
        Some((at, _)) => format!("{}…", &why[..at]),
        None => why.into(),
    }
}

/// What a parser says, without the picture of the line that it draws.
fn one_line(message: &str) -> String {
    let picture = |line: &&str| {
        line.trim_start_matches(|c: char| c.is_whitespace() || c.is_ascii_digit()).starts_with('|')
    };
    message.lines().filter(|line| !picture(line)).collect::<Vec<_>>().join(": ")
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

//! `protokoll coverage`.

mod suspects;
mod text;

use crate::args::{Coverage as Arguments, CoverageFormat};
use crate::exit::Exit;
use crate::failures::Failures;
use crate::progress::Progress;
use crate::signals;
use anyhow::{Context, Result};
use protokoll::Pipeline;
use protokoll::batch::{self, Inputs, Workers};
use protokoll::outline::{Coverage, Suspect};
use serde_json::{Value, json};
use std::io::{self, Write};
use std::sync::atomic::Ordering;
use suspects::Suspects;

/// Sums over all documents.
#[derive(Default)]
struct Totals {
    documents: u64,
    lines: u64,
    unexplained_lines: u64,
    suspects: Suspects,
}

impl Totals {
    fn add(&mut self, document: &Coverage) {
        self.documents += 1;
        self.lines += document.lines as u64;
        self.unexplained_lines += document.unexplained_lines as u64;
        self.suspects.add(document);
    }
}

/// Shows what the cues explain of the documents, and what they do not.
pub(crate) fn coverage(args: &Arguments) -> Result<Exit> {
    let inputs = Inputs::new(args.work.inputs.clone(), &[]);
    let mut failures = Failures::new(None);
    let workers = Workers::new(args.work.limits()).context("no threads")?;
    let stop = signals::stop_on_signal()?;
    batch::attribute_panics();
    let pipeline = Pipeline::new(args.work.pipeline()?);
    let mut progress = Progress::begin(args.work.quiet, || inputs.survey(|| stop.load(Ordering::Relaxed)));
    let mut stdout = io::BufWriter::new(io::stdout());
    let mut totals = Totals::default();

    let ended = workers
        .run(
            &inputs,
            &stop,
            |job, bytes| Ok((job.shown.clone(), pipeline.coverage(&job.shown, bytes)?)),
            |window| {
                for done in window {
                    progress.advance(1, done.bytes);
                    let (path, document) = match done.result {
                        Ok(done) => done,
                        Err(failure) => {
                            failures.add(&failure, &progress)?;
                            continue;
                        }
                    };
                    totals.add(&document);
                    if args.totals {
                        continue;
                    }
                    match args.format {
                        CoverageFormat::Text => {
                            stdout.write_all(text::document(&path, &document).as_bytes())?
                        }
                        CoverageFormat::Json => writeln!(stdout, "{}", as_json(&path, &document))?,
                    }
                }
                stdout.flush()
            },
        )
        .context("cannot write to stdout")?;

    match args.format {
        CoverageFormat::Text => write!(stdout, "{}", text::totals(&totals, args.top)),
        CoverageFormat::Json => writeln!(stdout, "{}", totals_as_json(&totals, args.top)),
    }
    .and_then(|()| stdout.flush())
    .context("cannot write to stdout")?;
    let (exit, more) = failures.end(&ended)?;
    progress.end(&more);
    Ok(exit)
}

/// Those that are suspects in their document; others may become suspects by what other documents have.
fn own(document: &Coverage) -> impl Iterator<Item = (&Suspect, &'static str)> {
    document.suspects.iter().filter_map(|one| one.why.map(|why| (one, why.name())))
}

fn as_json(path: &str, document: &Coverage) -> Value {
    let met = document
        .met
        .iter()
        .map(|met| json!({ "rule": met.rule, "words": met.words, "count": met.count, "line": met.line }));
    let unexplained = document.unexplained.iter().map(|one| {
        json!({
            "first_line": one.first_line,
            "last_line": one.last_line,
            "kind": one.kind,
            "words": one.words,
        })
    });
    let suspects = own(document).map(|(one, why)| {
        json!({
            "line": one.line,
            "text": one.text,
            "why": why,
            "near": one.near.as_ref().map(|near| near.heading),
            "section": one.near.as_ref().map(|near| near.section),
        })
    });
    json!({
        "path": path,
        "language": document.language.code(),
        "lines": document.lines,
        "unexplained_lines": document.unexplained_lines,
        "met": met.collect::<Vec<_>>(),
        "unexplained": unexplained.collect::<Vec<_>>(),
        "suspects": suspects.collect::<Vec<_>>(),
    })
}

fn totals_as_json(totals: &Totals, top: usize) -> Value {
    let common = totals.suspects.commonest(top);
    let suspects = common.iter().map(|one| {
        json!({
            "language": one.language,
            "text": one.text,
            "count": one.count,
            "documents": one.documents,
            "why": one.why.name(),
            "near": one.near.as_ref().map(|near| near.heading),
            "section": one.near.as_ref().map(|near| near.section),
        })
    });
    json!({
        "summary": {
            "documents": totals.documents,
            "lines": totals.lines,
            "unexplained_lines": totals.unexplained_lines,
            "suspects": suspects.collect::<Vec<_>>(),
            "cues": suspects::as_cues(&common),
        }
    })
}

//! `protokoll diff`.

mod join;
mod shown;

use crate::args::Diff;
use crate::exit::Exit;
use crate::signals;
use anyhow::{Context, Result, bail};
use join::{Join, Step};
use protokoll::compare::{self, Document, Head, Kind, Summary, Verb};
use shown::Shown;
use std::io::{self, BufWriter, Write};

/// Shows what changed between two files of records.
pub(crate) fn diff(args: &Diff) -> Result<Exit> {
    if [&args.old, &args.new].into_iter().all(|path| path.as_os_str() == "-") {
        bail!("standard input can be only one of the two");
    }
    signals::end_on_signal()?;
    let mut join = Join::open(&args.old, &args.new)?;
    let mut shown = Shown::new(args.format, args.quiet, BufWriter::new(io::stdout().lock()));
    let mut summary = Summary::default();
    let mut documents: u64 = 0;
    while let Some(step) = join.next()? {
        documents += 1;
        let lone = |line: &str, verb| -> Result<_> {
            let (there, nothing) = (parse(line)?, Document::nothing());
            let (old, new) = if verb == Verb::Lost { (&there, &nothing) } else { (&nothing, &there) };
            let changes =
                compare::compare(old, new).into_iter().filter(|change| change.kind != Kind::Document);
            Ok((there.path().to_owned(), changes.collect::<Vec<_>>()))
        };
        let (path, whole, changes) = match step {
            Step::Same => continue,
            Step::Both { old, new } => {
                let documents = (parse(&old)?, parse(&new)?);
                let mut changes = compare::compare(&documents.0, &documents.1);
                if changes.is_empty() {
                    match compare::of_runs(&old, &new) {
                        Some(how) => changes.push(compare::otherwise(how.lines().next().unwrap_or_default())),
                        // Another layout of the same record.
                        None => continue,
                    }
                }
                (documents.1.path().to_owned(), None, changes)
            }
            Step::Lost(line) => {
                let (path, changes) = lone(&line, Verb::Lost)?;
                (path, Some(Verb::Lost), changes)
            }
            Step::Gained(line) => {
                let (path, changes) = lone(&line, Verb::Gained)?;
                (path, Some(Verb::Gained), changes)
            }
        };
        if let Some(verb) = whole {
            summary.add(Kind::Document, verb);
        }
        for change in &changes {
            summary.add(change.kind, change.verb);
        }
        shown.document(&path, whole, &changes)?;
    }
    shown.end(documents, &summary)?.flush()?;
    Ok(if summary.is_empty() { Exit::Success } else { Exit::Changed })
}

/// Reads a record whose head has been read.
fn parse(line: &str) -> Result<Document<'_>> {
    let of = || Head::parse(line).map(|head| head.path.into_owned()).unwrap_or_default();
    Document::parse(line).with_context(|| format!("the record of {}", of()))
}

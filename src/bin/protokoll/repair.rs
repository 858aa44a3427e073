//! `protokoll repair`.

use crate::args::Repair;
use crate::changes::{self, Changes};
use crate::exit::Exit;
use crate::failures::{self, Failures};
use crate::messages::{printable, say};
use crate::progress::Progress;
use crate::signals;
use anyhow::{Context, Result};
use protokoll::Pipeline;
use protokoll::batch::{self, Failure, Inputs, Job, Reason, Workers};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// What is made of one document.
struct Repaired {
    job: Job,
    text: String,
    comparison: Option<(String, Changes)>,
}

/// Prints or writes the repaired text of all inputs, or shows what was changed.
pub(crate) fn repair(args: &Repair) -> Result<Exit> {
    let folder = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let list = folder.and_then(failures::list_beside);
    let outputs: Vec<PathBuf> = folder.iter().copied().chain(list.as_deref()).map(Into::into).collect();
    let inputs = Inputs::new(args.work.inputs.clone(), &outputs);
    if let Some(path) = inputs.overwritten() {
        say(&format!("{} is an input and would be overwritten", path.display()));
        return Ok(Exit::Usage);
    }
    let mut failures = Failures::new(list);
    let workers = Workers::new(args.work.limits()).context("no threads")?;
    let stop = signals::stop_on_signal()?;
    batch::attribute_panics();
    let pipeline = Pipeline::new(args.work.pipeline()?);
    let coloured = args.color.on_stdout();
    let titled = args.work.inputs.len() > 1 || args.work.inputs[0].is_dir();
    let mut mirror = folder.map(Mirror::new);
    let mut stdout = io::BufWriter::new(io::stdout());
    let mut changes = Changes::default();
    let mut first = true;
    // Texts on a terminal are their own progress.
    let quiet = args.work.quiet || (folder.is_none() && !args.diff);
    let mut progress = Progress::begin(quiet, || inputs.survey(|| stop.load(Ordering::Relaxed)));

    let ended = workers
        .run(
            &inputs,
            &stop,
            |job, bytes| {
                let document = pipeline.repair(&job.shown, bytes)?;
                let comparison = args.diff.then(|| {
                    changes::compare(
                        &document.source.text,
                        &document.repair.text,
                        &document.repair.edits,
                        coloured,
                    )
                });
                Ok(Repaired { job: job.clone(), text: document.repair.text, comparison })
            },
            |window| {
                for done in window {
                    progress.advance(1, done.bytes);
                    let repaired = match done.result {
                        Ok(repaired) => repaired,
                        Err(failure) => {
                            failures.add(&failure, &progress)?;
                            continue;
                        }
                    };
                    if let Some(mirror) = &mut mirror
                        && let Err(failure) = mirror.write(&repaired)?
                    {
                        failures.add(&failure, &progress)?;
                    }
                    let shown = match &repaired.comparison {
                        Some((view, its)) => {
                            changes += *its;
                            if view.is_empty() {
                                continue;
                            }
                            view
                        }
                        None if mirror.is_none() => &repaired.text,
                        None => continue,
                    };
                    if titled {
                        let blank = if first { "" } else { "\n" };
                        writeln!(stdout, "{blank}==> {} <==", printable(&repaired.job.shown))?;
                    }
                    first = false;
                    stdout.write_all(shown.as_bytes())?;
                    if titled && !shown.is_empty() && !shown.ends_with('\n') {
                        stdout.write_all(b"\n")?;
                    }
                }
                stdout.flush()
            },
        )
        .context("cannot write the repaired text")?;

    if args.diff {
        let blank = if first { "" } else { "\n" };
        writeln!(stdout, "{blank}{changes}")?;
        stdout.flush()?;
    }
    let (exit, more) = failures.end(&ended)?;
    progress.end(&more);
    Ok(exit)
}

/// A folder of repaired texts that mirrors the inputs.
struct Mirror<'a> {
    root: &'a Path,
    written: BTreeSet<PathBuf>,
}

impl<'a> Mirror<'a> {
    fn new(root: &'a Path) -> Self {
        Self { root, written: BTreeSet::new() }
    }

    /// Writes one text. A document whose text would take the place of another's, or of its own source, fails.
    fn write(&mut self, repaired: &Repaired) -> io::Result<Result<(), Failure>> {
        let path = repaired.job.mirrored(self.root);
        let taken = if repaired.job.is_at(&path) {
            Some("its repaired text would take the place of the document itself")
        } else if !self.written.insert(path.clone()) {
            Some("its repaired text would take the place of another document's")
        } else {
            None
        };
        if let Some(message) = taken {
            return Ok(Err(Failure::new(&repaired.job.shown, Reason::NameTaken, message)));
        }
        batch::write_whole(&path, repaired.text.as_bytes()).map_err(|error| batch::about(&path, &error))?;
        Ok(Ok(()))
    }
}

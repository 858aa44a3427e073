//! `protokoll run`.

use crate::args::Run;
use crate::exit::Exit;
use crate::failures::{self, Failures};
use crate::messages::say;
use crate::progress::Progress;
use crate::signals;
use anyhow::{Context, Result};
use protokoll::Pipeline;
use protokoll::batch::{self, Ended, Inputs, Replacement, Workers};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::Ordering;

/// Writes the records of all inputs.
pub(crate) fn run(args: &Run) -> Result<Exit> {
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let list = output.and_then(failures::list_beside);
    let mut outputs: Vec<PathBuf> = output.iter().copied().chain(list.as_deref()).map(Into::into).collect();
    outputs.extend(outputs.clone().iter().map(|path| failures::with_ending(path, ".partial")));
    let inputs = Inputs::new(args.work.inputs.clone(), &outputs);
    if let Some(path) = inputs.overwritten() {
        say(&format!("{} is an input and would be overwritten", path.display()));
        return Ok(Exit::Usage);
    }
    let unwritable = || match output {
        Some(path) => format!("cannot write {}", path.display()),
        None => "cannot write to stdout".into(),
    };
    let mut records = Records::begin(output).with_context(unwritable)?;
    let mut failures = Failures::new(list);
    let workers = Workers::new(args.work.limits()).context("no threads")?;
    let stop = signals::stop_on_signal()?;
    batch::attribute_panics();
    let pipeline = Pipeline::new(args.work.pipeline()?);
    let mut progress = Progress::begin(args.work.quiet, || inputs.survey(|| stop.load(Ordering::Relaxed)));

    let ended = workers
        .run(
            &inputs,
            &stop,
            |job, bytes| {
                let record = pipeline.process(&job.shown, bytes)?;
                let mut line = serde_json::to_vec(&record).expect("a record has only strings for keys");
                line.push(b'\n');
                Ok(line)
            },
            |window| {
                for done in window {
                    match done.result {
                        Ok(line) => records.write_all(&line)?,
                        Err(failure) => failures.add(&failure, &progress)?,
                    }
                    progress.advance(1, done.bytes);
                }
                records.flush()
            },
        )
        .with_context(unwritable)?;

    let (exit, more) = match ended {
        Ended::Finished => {
            records.finish().with_context(unwritable)?;
            let exit = if failures.none() { Exit::Success } else { Exit::SomeFailed };
            (exit, failures.finish()?)
        }
        Ended::Interrupted => {
            let left = records.leave().with_context(unwritable)?;
            let place = left.map(|path| format!("; what was done is in {}", path.display()));
            (Exit::Interrupted, format!("{}, interrupted{}", failures.leave()?, place.unwrap_or_default()))
        }
    };
    progress.end(&more);
    Ok(exit)
}

/// Where records go.
enum Records {
    File(Replacement),
    Stdout(io::BufWriter<io::Stdout>),
}

impl Records {
    fn begin(output: Option<&Path>) -> io::Result<Self> {
        Ok(match output {
            Some(path) => Self::File(Replacement::begin(path)?),
            None => Self::Stdout(io::BufWriter::new(io::stdout())),
        })
    }

    fn finish(self) -> io::Result<()> {
        match self {
            Self::File(file) => file.finish(),
            Self::Stdout(mut stdout) => stdout.flush(),
        }
    }

    fn leave(self) -> io::Result<Option<PathBuf>> {
        match self {
            Self::File(file) => file.leave(),
            Self::Stdout(mut stdout) => stdout.flush().map(|()| None),
        }
    }
}

impl Write for Records {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::File(file) => file.write(bytes),
            Self::Stdout(stdout) => stdout.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::File(file) => file.flush(),
            Self::Stdout(stdout) => stdout.flush(),
        }
    }
}

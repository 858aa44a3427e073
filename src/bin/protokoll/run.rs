//! `protokoll run`.

use crate::args::Run;
use crate::exit::Exit;
use crate::messages::{count, say};
use crate::progress::Progress;
use anyhow::{Context, Result};
use protokoll::Pipeline;
use protokoll::batch::{self, Ended, Failure, Inputs, Replacement, Workers};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Writes the records of all inputs.
pub(crate) fn run(args: &Run) -> Result<Exit> {
    let output = args.output.as_deref().filter(|path| *path != Path::new("-"));
    let written = output.map(|path| [path.into(), with(path, ".partial"), errors_beside(path)]);
    let outputs: Vec<&Path> = written.iter().flatten().map(PathBuf::as_path).collect();
    let inputs = Inputs::new(args.work.inputs.clone(), &outputs);
    if let Some(path) = inputs.overwritten() {
        say(&format!("{} is an input and would be overwritten", path.display()));
        return Ok(Exit::Usage);
    }
    let mut records = Records::begin(output)?;
    let mut failures = Failures::new(output);
    let workers = Workers::new(args.work.limits()).context("no threads")?;
    let stop = stop_on_signal()?;
    batch::attribute_panics();
    let pipeline = Pipeline::new(args.work.pipeline());
    let mut progress = Progress::begin(args.work.quiet, || inputs.survey(|| stop.load(Ordering::Relaxed)));

    let ended = workers.run(
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
                    Err(failure) => {
                        progress.say(&format!("{}: {}", failure.path, failure.message));
                        failures.add(&failure)?;
                    }
                }
                progress.advance(1, done.bytes);
            }
            records.flush()
        },
    );
    let ended = ended.with_context(|| match output {
        Some(path) => format!("cannot write {}", path.display()),
        None => "cannot write to stdout".into(),
    })?;

    let (failed, listed) = failures.finish().context("cannot write the list of errors")?;
    let mut more = match (failed, listed) {
        (0, _) => String::new(),
        (_, None) => format!(", {} not read", count(failed, "document")),
        (_, Some(path)) => format!(", {} not read, listed in {}", count(failed, "document"), path.display()),
    };
    let exit = match ended {
        Ended::Finished => {
            records.finish().with_context(|| format!("cannot write {}", shown(output)))?;
            if failed == 0 { Exit::Success } else { Exit::SomeFailed }
        }
        Ended::Interrupted => {
            if let Some(path) = records.leave()? {
                more.push_str(&format!(", interrupted; what was done is in {}", path.display()));
            }
            Exit::Interrupted
        }
    };
    progress.end(&more);
    Ok(exit)
}

/// A flag that the first interrupt sets; the second ends the program at once.
pub(crate) fn stop_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
    })
    .context("cannot listen for interrupts")?;
    Ok(stop)
}

/// Where records go.
enum Records {
    File(Replacement),
    Stdout(io::BufWriter<io::Stdout>),
}

impl Records {
    fn begin(output: Option<&Path>) -> Result<Self> {
        Ok(match output {
            Some(path) => {
                let file =
                    Replacement::begin(path).with_context(|| format!("cannot write {}", path.display()))?;
                Self::File(file)
            }
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

/// The error file, which exists only when there is something in it.
struct Failures {
    path: Option<PathBuf>,
    file: Option<Replacement>,
    count: u64,
}

impl Failures {
    fn new(output: Option<&Path>) -> Self {
        Self { path: output.map(errors_beside), file: None, count: 0 }
    }

    fn add(&mut self, failure: &Failure) -> io::Result<()> {
        self.count += 1;
        let Some(path) = &self.path else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Replacement::begin(path)?),
        };
        serde_json::to_writer(&mut *file, failure)?;
        file.write_all(b"\n")
    }

    /// The number of failures, and where they are listed. A list that an earlier run left is removed.
    fn finish(self) -> io::Result<(u64, Option<PathBuf>)> {
        let listed = self.file.is_some();
        if let Some(file) = self.file {
            file.finish()?;
        } else if let Some(path) = &self.path {
            match std::fs::remove_file(path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
                _ => {}
            }
        }
        Ok((self.count, self.path.filter(|_| listed)))
    }
}

fn shown(output: Option<&Path>) -> String {
    output.map_or_else(|| "to stdout".into(), |path| path.display().to_string())
}

fn errors_beside(output: &Path) -> PathBuf {
    with(output, ".errors.jsonl")
}

fn with(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

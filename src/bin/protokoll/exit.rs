//! How the program ends.

use crate::messages;
use std::io;
use std::process::ExitCode;

/// What the exit code says. `--help` shows the same table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Exit {
    /// Everything was done.
    Success = 0,
    /// The command line does not make sense.
    Usage = 1,
    /// The run could not go on: no threads, output not writable, disk full.
    Fatal = 2,
    /// The run was finished, but some documents could not be read.
    SomeFailed = 3,
    /// `diff`: something changed.
    Changed = 4,
    /// `check`: a figure fell, or a record is not the expected one.
    Fell = 5,
    /// Stopped by the user or the system.
    Interrupted = 130,
}

/// The table of exit codes, as `--help` prints it.
pub(crate) const TABLE: &str = "Exit codes:
  0    all documents were done (also where a closed pipe ended the output)
  1    the command line does not make sense
  2    the run could not go on, for example because the output cannot be written
  3    the run was finished, but some documents could not be read
  4    diff: something changed
  5    check: a figure fell below its floor or baseline, or a record is not the expected one
  130  interrupted";

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit as u8)
    }
}

/// Tells of an error that ends the run; a reader that has closed its pipe is none.
pub(crate) fn explain(error: &anyhow::Error) -> Exit {
    let closed = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
    };
    if error.chain().any(closed) {
        return Exit::Success;
    }
    messages::say(&format!("{error:#}"));
    Exit::Fatal
}

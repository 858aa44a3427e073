//! Interrupts: the first asks the run to stop, the second ends it.

use crate::exit::Exit;
use crate::messages::say;
use anyhow::{Context, Result};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// A flag that the first interrupt sets, saying so, for a document that is being done is done to its end; the second
/// ends the program at once.
pub(crate) fn stop_on_signal() -> Result<Arc<AtomicBool>> {
    let stop = Arc::new(AtomicBool::new(false));
    let flag = Arc::clone(&stop);
    ctrlc::set_handler(move || {
        if flag.swap(true, Ordering::Relaxed) {
            std::process::exit(Exit::Interrupted as i32);
        }
        say("stopping after the documents in work; once more to stop at once");
    })
    .context("cannot listen for interrupts")?;
    Ok(stop)
}

/// Ends the program at the first interrupt, with its own exit code, where nothing is worth keeping of a run that did
/// not come to its end.
pub(crate) fn end_on_signal() -> Result<()> {
    ctrlc::set_handler(|| std::process::exit(Exit::Interrupted as i32))
        .context("cannot listen for interrupts")
}

//! The command line.
//!
//! Everything that a person sees or types is here: arguments, progress, messages, colours, exit codes. What is done
//! with a document is the library's.

mod args;
mod changes;
mod check;
mod coverage;
mod diff;
mod exit;
mod explain;
mod failures;
mod json_lines;
mod learn;
mod messages;
mod progress;
mod repair;
mod run;
mod schema;
mod signals;

use args::{Args, Command};
use clap::Parser;
use exit::Exit;
use std::process::ExitCode;

fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A closed stream is no reason to fail; there is nobody left to tell.
            let _ = error.print();
            return if error.use_stderr() { Exit::Usage } else { Exit::Success }.into();
        }
    };
    let result = match &args.command {
        Command::Run(run) => run::run(run),
        Command::Repair(repair) => repair::repair(repair),
        Command::Check(check) => check::check(check),
        Command::Coverage(coverage) => coverage::coverage(coverage),
        Command::Diff(diff) => diff::diff(diff),
        Command::Explain(explain) => explain::explain(explain),
        Command::Learn(learn) => learn::learn(learn),
        Command::Schema => schema::print(),
    };
    result.unwrap_or_else(|error| exit::explain(&error)).into()
}

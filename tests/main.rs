//! The program from outside, and the promises that hold for every record. One integration target, so that it links
//! once.
//!
//! `UPDATE=1 cargo test` rewrites what is committed beside the code and compared with it here: the schema and the
//! expected records of the fixtures.

mod batch_cli;
mod check_cli;
mod citations;
mod coverage_cli;
mod cue_tables;
mod cues_cli;
mod determinism;
mod diff_cli;
mod fixtures;
mod layering;
mod linear;
mod mutations;
mod personal_cli;
mod promises;
mod prose;
mod repair_cli;
mod schema;
mod settings_cli;
mod workspace;

//! Many documents: files, threads, and what becomes of the ones that cannot be read.
//!
//! This is the only part of the library that opens files or starts threads. It hands bytes to a piece of work and
//! gives the results back in the order of the inputs, whatever the number of threads, a bounded number at a time,
//! so that memory does not grow with the number of documents. One document that fails, or makes the program panic,
//! is a [`Failure`] with its path and reason; the others are done. It refuses to know what the work is, and how a
//! person is told of it.

mod corpus;
mod failure;
mod inputs;
mod output;
mod panics;
mod windows;

pub use corpus::{Case, Cases, cases, texts};
pub use failure::{Failure, Reason};
pub use inputs::{Found, Inputs, Job, Survey};
pub use output::{Replacement, about, write_whole};
pub use panics::{Panic, attribute_panics, caught};
pub use windows::{Done, Ended, Settings, Workers};

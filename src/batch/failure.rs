//! A document that could not be done, and why.

use crate::read;
use serde::Serialize;
use std::io;

/// A document that could not be done: one line of the error file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// Path, as a record would have shown it.
    pub path: String,
    /// Kind of reason, for programs.
    pub reason: Reason,
    /// What happened, for people.
    pub message: String,
}

/// Why a document could not be done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// There is no text in it.
    Empty,
    /// It is not a text.
    NotText,
    /// It is larger than the limit.
    TooLarge,
    /// It does not exist, may not be read, or the device failed.
    Unreadable,
    /// It is a pipe, socket or device.
    NotAFile,
    /// What would be written for it would take the place of another document's.
    NameTaken,
    /// The program itself failed on it.
    Internal,
}

impl Failure {
    /// A failure of the document shown as `path`.
    pub fn new(path: &str, reason: Reason, message: impl Into<String>) -> Self {
        Self { path: path.into(), reason, message: message.into() }
    }

    pub(super) fn unreadable(path: &str, error: &io::Error) -> Self {
        Self::new(path, Reason::Unreadable, format!("cannot be read: {error}"))
    }

    pub(super) fn not_read(path: &str, error: &read::Error) -> Self {
        let reason = match error {
            read::Error::Empty => Reason::Empty,
            read::Error::NotText(_) => Reason::NotText,
        };
        Self::new(path, reason, error.to_string())
    }
}

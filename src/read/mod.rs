//! Bytes to text: what every later stage takes as read.

use crate::record::Format;
use std::fmt;

/// A document as read.
#[derive(Clone, Debug)]
pub struct Document {
    /// Path that the record shows.
    pub path: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    pub sha256: String,
    /// Number of bytes.
    pub bytes: u64,
    /// Form of the file.
    pub format: Format,
    /// WHATWG label of the encoding.
    pub encoding: String,
    /// Number of pages.
    pub pages: u32,
    /// The text: decoded, NFC, line ends `\n`.
    pub text: String,
}

/// Why bytes could not be read as a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Error {
    /// Nothing but white space.
    Empty,
    /// Not a text; the reason names what it looks like.
    NotText(String),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("empty: there is no text in it"),
            Self::NotText(what) => write!(f, "not text: {what}"),
        }
    }
}

impl std::error::Error for Error {}

/// Reads a document.
///
/// # Errors
/// If the bytes are no text.
pub fn read(path: &str, bytes: &[u8]) -> Result<Document, Error> {
    let text = String::from_utf8_lossy(bytes).into_owned();
    if text.trim().is_empty() {
        return Err(Error::Empty);
    }
    Ok(Document {
        path: path.into(),
        sha256: String::new(),
        bytes: bytes.len() as u64,
        format: Format::Text,
        encoding: "utf-8".into(),
        pages: 1,
        text,
    })
}

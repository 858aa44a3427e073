//! Annotated minutes: the true text of a document with its items, segments and entities, as people marked them.
//!
//! The format (`NAME.gold.xml`, described for users in `docs/gold.md`) is plain text with tags in it: without its tags
//! the file is exactly what a perfect reading of the pages would give. The reader is strict, because a slip in an
//! annotation would otherwise be counted against the program: every error names the line and says what to do. Kinds
//! and values are those of the record, so that an annotation cannot ask for what no record can say. This module
//! refuses to know how a record is measured against an annotation, and where files lie.

mod markup;
mod reader;

use crate::language::Language;
use crate::record::{DocumentType, EntityValue, Fate, Outcome, ProposalKind, SegmentKind, VoteMethod};
use std::fmt;
use std::ops::Range;

/// One annotated document. Every range counts bytes of [`Gold::text`].
#[derive(Clone, Debug, PartialEq)]
pub struct Gold {
    /// What is known of the whole document.
    pub head: Head,
    /// The true text: no tags, a form feed at each page break.
    pub text: String,
    /// Its items, in the order of the text.
    pub items: Vec<Item>,
    /// Its segments, in the order of the text; every non-blank line lies in one.
    pub segments: Vec<Segment>,
    /// Its entities, in the order in which they end.
    pub entities: Vec<Entity>,
}

/// What is known of the whole document.
#[derive(Clone, Debug, PartialEq)]
pub struct Head {
    /// The written language.
    pub language: Language,
    /// What kind of document it is.
    pub kind: DocumentType,
    /// Code of the municipality with its country: `SE-0126`.
    pub municipality: Option<String>,
    /// The body that met.
    pub body: Option<String>,
    /// Day of the meeting, `YYYY-MM-DD`.
    pub date: Option<String>,
    /// When it began, `HH:MM`.
    pub start: Option<String>,
    /// When it ended, `HH:MM`.
    pub end: Option<String>,
    /// Where it was held.
    pub place: Option<String>,
}

/// One item of business.
#[derive(Clone, Debug, PartialEq)]
pub struct Item {
    /// Number as the heading prints it.
    pub number: Option<String>,
    /// Title as the heading prints it.
    pub title: Option<String>,
    /// Case number as the heading prints it.
    pub case: Option<String>,
    /// Its text.
    pub range: Range<usize>,
}

/// A stretch of text with one function.
#[derive(Clone, Debug, PartialEq)]
pub struct Segment {
    /// Its function.
    pub kind: SegmentKind,
    /// Its text.
    pub range: Range<usize>,
    /// Index into [`Gold::items`]; none outside them.
    pub item: Option<usize>,
    /// It goes on after an interruption in the segment of the same kind before it.
    pub continues: bool,
    /// Whose it is: people as `Name (P)`, or a body.
    pub by: Vec<String>,
    /// What a decision comes to.
    pub outcome: Option<Outcome>,
    /// What a proposal would make of the matter.
    pub proposal: Option<ProposalKind>,
    /// What became of a proposal.
    pub fate: Option<Fate>,
    /// How a vote was taken.
    pub method: Option<VoteMethod>,
    /// Votes for the side printed as Ja, for, or first option.
    pub yes: Option<u32>,
    /// Votes for the other side.
    pub no: Option<u32>,
    /// Those who abstained.
    pub abstain: Option<u32>,
    /// Stated to be unanimous.
    pub unanimous: bool,
}

/// A mention of something in the world, with its value in the terms of the record.
#[derive(Clone, Debug, PartialEq)]
pub struct Entity {
    /// Its words.
    pub range: Range<usize>,
    /// What it is.
    pub value: EntityValue,
}

impl Gold {
    /// Reads one annotated document.
    ///
    /// # Errors
    /// If it is not well-formed, breaks a rule of the format, or leaves a line without a segment.
    pub fn parse(source: &str) -> Result<Self, Error> {
        reader::read(source)
    }
}

/// What is wrong with an annotated document, and where.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Error {
    /// Line of the file, counted from 1.
    pub line: usize,
    /// What is wrong and what to do, for a person.
    pub message: String,
}

impl Error {
    fn new(line: usize, message: impl Into<String>) -> Self {
        Self { line, message: message.into() }
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}: {}", self.line, self.message)
    }
}

impl std::error::Error for Error {}

#[cfg(test)]
mod tests;

//! Mangled characters to right ones, as edits.

use crate::language::Language;
use crate::record::{PageDamage, PageQuality};
use crate::text::{Edits, Repaired, Span};

/// What repair made of a text.
#[derive(Clone, Debug, Default)]
pub struct Repair {
    /// The repaired text.
    pub text: String,
    /// The edits that made it.
    pub edits: Edits,
    /// Changes that were not made.
    pub suggestions: Vec<Suggestion>,
    /// What happened to each page.
    pub damage: Vec<PageDamage>,
    /// Estimated share of wrong words as read, page by page.
    pub pages: Vec<PageQuality>,
    /// Number of words.
    pub words: u64,
    /// Unknown words that were left as they were.
    pub doubtful: u64,
    /// Estimated share of wrong words, as read and after repair.
    pub estimated_word_error_rate: (f64, f64),
}

/// A change that was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Where, in the repaired text.
    pub at: Span<Repaired>,
    /// What may have stood there.
    pub to: String,
    /// Probability that it is right, from 0 to 1.
    pub confidence: f32,
}

/// Repairs a text as read. Without a language nothing is changed.
pub fn repair(text: &str, _language: Option<Language>) -> Repair {
    Repair { text: text.to_owned(), ..Repair::default() }
}

//! How well a record agrees with an annotated document: counts for every figure, and a note for every disagreement.
//!
//! The words of the two texts are aligned first, because repair changes the text and offsets cannot be compared; all
//! that is compared by place is compared by aligned words. Counts of documents add up, and a [`Board`] turns their
//! sums into figures with intervals. The definitions are those of the score.py beside the measuring texts, down to
//! the choice among equally good alignments, so that the figures of both can be held against each other. Whatever counts
//! a miss or a false alarm tells of it in the same breath (`Notes::cost`).
//!
//! A [`gate`] compares figures with a baseline and with floors.
//!
//! This module refuses to know where documents come from, how a record is made, and how figures are shown.

mod board;
mod entities;
mod facts;
mod figure;
mod fold;
pub mod gate;
mod levenshtein;
mod note;
mod outline;
mod pairing;
mod reading;
mod words;

pub use board::{Board, Figures, Row};
pub use figure::{Better, Counts, Group, Kind, Sheet, is_figure};
pub use levenshtein::{Same, likeness, same};
pub use note::{Note, Wrong};
pub use pairing::align as pair_words;

use crate::gold::Gold;
use crate::record::Record;
use crate::text::CodePoints;
use note::Notes;
use pairing::align;
use words::Words;

/// What was measured on one document.
#[derive(Clone, Debug, Default)]
pub struct Measured {
    /// Counts for every figure.
    pub sheet: Sheet,
    /// Every miss and false alarm, if notes were wanted.
    pub notes: Vec<Note>,
}

/// Measures a record (none: the document could not be read) against the annotation. `raw` is the text that was read, decoded.
pub fn measure(gold: &Gold, record: Option<&Record>, raw: &str, details: bool) -> Measured {
    let comparison = Comparison::new(gold, record);
    let mut sheet = Sheet::default();
    let mut notes = Notes::new(details, &comparison);
    reading::measure(&comparison, raw, &mut sheet, &mut notes);
    facts::document(&comparison, &mut sheet, &mut notes);
    outline::measure(&comparison, &mut sheet, &mut notes);
    facts::items(&comparison, &mut sheet, &mut notes);
    entities::measure(&comparison, &mut sheet, &mut notes);
    Measured { sheet, notes: notes.found }
}

/// A document's two sides, word by word.
struct Comparison<'a> {
    gold: &'a Gold,
    points: CodePoints<'a>,
    record: Option<&'a Record>,
    /// Words of the true text and of the record's.
    gold_words: Words<'a>,
    words: Words<'a>,
    /// For each word of the true text, the word of the record that it is aligned with.
    back: Vec<Option<usize>>,
    /// For each word of the record, the word of the true text.
    forth: Vec<Option<usize>>,
}

impl<'a> Comparison<'a> {
    fn new(gold: &'a Gold, record: Option<&'a Record>) -> Self {
        let gold_words = Words::of(&gold.text);
        let words = Words::of(record.map_or("", |record| &record.text));
        let back = align(&words.list, &gold_words.list);
        let mut forth = vec![None; words.list.len()];
        for (at, word) in back.iter().enumerate() {
            if let Some(word) = word {
                forth[*word] = Some(at);
            }
        }
        Self { gold, points: CodePoints::new(&gold.text), record, gold_words, words, back, forth }
    }

    /// The words of a byte range of the true text.
    fn gold_inside(&self, range: &std::ops::Range<usize>) -> std::ops::Range<usize> {
        self.gold_words.inside(self.points.at(range.start), self.points.at(range.end))
    }

    /// The words of the true text that those of a stretch of the record are aligned with, in order.
    fn gold_of(&self, start: u64, end: u64) -> std::collections::BTreeSet<usize> {
        self.words.inside(start, end).filter_map(|word| self.forth[word]).collect()
    }
}

#[cfg(test)]
mod tests;

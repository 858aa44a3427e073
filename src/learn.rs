//! What an archive's own pages show of the way they are read: aligned pairs counted into confusions.
//!
//! A pair is a page as it truly reads and as it was read. Words are paired first, and of each pair the letters; what differs is
//! a confusion of one to three letters by one to three, the rest was read right. Words that differ in more than half of their
//! letters are layout, not reading, and say nothing. This module refuses to know where pairs come from, and what is done with
//! the counts: `repair` lays them over its tables.

use crate::identify;
use crate::language::Language;
use crate::measure::{likeness, pair_words, same};
use crate::repair::{self, ConfusionTable, Confusions};
use std::collections::BTreeMap;

/// Letters of the longest stretch that is counted.
const LONGEST: usize = 3;
/// Share of its letters in which a word that was read must agree with the true one.
const LIKE: f64 = 0.5;

/// Confusions of pages, gathered pair by pair.
#[derive(Debug, Default)]
pub struct Lessons(BTreeMap<(&'static str, &'static str), ConfusionTable>);

/// A pair of which nothing can be learned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Useless {
    /// Its true text is in none of the four languages.
    Language,
    /// No word of the one is like a word of the other.
    Alignment,
}

impl std::fmt::Display for Useless {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Language => "its true text is in none of the four languages",
            Self::Alignment => "the two texts have no words in common",
        })
    }
}

impl std::error::Error for Useless {}

impl Lessons {
    /// Learns from one page or document: how it truly reads, and how it was read.
    ///
    /// # Errors
    /// If there is nothing to learn from it.
    pub fn add(&mut self, truth: &str, read: &str, language: Option<Language>) -> Result<(), Useless> {
        let language = language.or_else(|| identify::identify(truth).language).ok_or(Useless::Language)?;
        let truth: Vec<&str> = truth.split_whitespace().collect();
        let words: Vec<&str> = read.split_whitespace().collect();
        let paired = pair_words(&words, &truth);
        let pairs: Vec<(&str, &str)> = truth
            .iter()
            .zip(paired)
            .filter_map(|(&truth, read)| Some((truth, words[read?])))
            .filter(|(truth, read)| truth == read || likeness(truth, read) >= LIKE)
            .collect();
        if pairs.is_empty() {
            return Err(Useless::Alignment);
        }
        let key = (language.code(), repair::reader(read, language));
        let table = self.0.entry(key).or_insert_with(|| ConfusionTable {
            language: key.0.into(),
            reader: key.1.into(),
            texts: 0,
            words: 0,
            counts: BTreeMap::new(),
        });
        table.texts += 1;
        table.words += pairs.len() as u64;
        for (truth, read) in pairs {
            count(truth, read, &mut table.counts);
        }
        Ok(())
    }

    /// What was learned.
    pub fn finish(self) -> Confusions {
        Confusions::new(self.0.into_values().collect())
    }
}

/// Counts what one word shows.
fn count(truth: &str, read: &str, counts: &mut BTreeMap<String, BTreeMap<String, u64>>) {
    let truth: Vec<char> = truth.chars().flat_map(char::to_lowercase).collect();
    let read: Vec<char> = read.chars().flat_map(char::to_lowercase).collect();
    let mut add = |truth: &[char], read: &[char]| {
        let letters = |stretch: &[char]| (1..=LONGEST).contains(&stretch.len());
        if letters(truth) && letters(read) && truth.iter().all(|c| c.is_alphabetic()) {
            let row = counts.entry(truth.iter().collect()).or_default();
            *row.entry(read.iter().collect()).or_default() += 1;
        }
    };
    // What stands between two equal stretches was confused; what vanished or came from nowhere did so with a neighbour.
    let (mut t, mut r) = (0, 0);
    let all = same(truth.iter(), read.iter());
    let ends = [(truth.len()..truth.len(), read.len()..read.len())];
    for (equal, with) in all.into_iter().map(|same| (same.one, same.two)).chain(ends) {
        let (mut gap, mut seen) = (t..equal.start, r..with.start);
        let mut borrowed = 0;
        if gap.is_empty() != seen.is_empty() {
            if !equal.is_empty() {
                (gap.end, seen.end, borrowed) = (gap.end + 1, seen.end + 1, 1);
            } else if gap.start > 0 && seen.start > 0 {
                (gap.start, seen.start) = (gap.start - 1, seen.start - 1);
            }
        }
        if gap.len() == seen.len() {
            for (t, r) in gap.zip(seen) {
                add(&truth[t..=t], &read[r..=r]);
            }
        } else {
            add(&truth[gap], &read[seen]);
        }
        for at in equal.start + borrowed..equal.end {
            add(&truth[at..=at], &truth[at..=at]);
        }
        (t, r) = (equal.end, with.end);
    }
    // Longer stretches that were read right are what their confusions are measured against.
    for size in 2..=LONGEST {
        for stretch in truth.windows(size).filter(|_| truth == read) {
            add(stretch, stretch);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Lessons, Useless, count};
    use crate::language::Language;
    use std::collections::BTreeMap;

    fn counted(truth: &str, read: &str) -> BTreeMap<String, BTreeMap<String, u64>> {
        let mut counts = BTreeMap::new();
        count(truth, read, &mut counts);
        counts
    }

    #[test]
    fn a_letter_read_as_two_and_two_read_as_one_are_one_confusion() {
        assert_eq!(counted("hamn", "harnn")["m"]["rn"], 1);
        assert_eq!(counted("barn", "bam")["rn"]["m"], 1);
        assert_eq!(counted("väg", "vig")["ä"]["i"], 1);
    }

    #[test]
    fn what_was_read_right_is_counted_once_a_letter() {
        let counts = counted("vägen", "vigen");
        assert_eq!(counts["v"]["v"] + counts["g"]["g"] + counts["e"]["e"] + counts["n"]["n"], 4);
        assert!(!counts.contains_key("vä"), "a stretch with an error in it was not read right");
        assert_eq!(counted("och", "och")["och"]["och"], 1);
    }

    #[test]
    fn pairs_teach_by_language_and_reader() {
        let truth = "Nämnden föreslår att fullmäktige antar förslaget och att åtgärderna följs upp årligen.";
        let mut lessons = Lessons::default();
        lessons.add(truth, &truth.replace('e', "c"), Some(Language::Swedish)).expect("a lesson");
        let learned = lessons.finish();
        assert_eq!((&*learned.tables[0].language, &*learned.tables[0].reader), ("sv", "own"));
        assert!(learned.tables[0].counts["e"]["c"] > 5);
        let mut none = Lessons::default();
        assert_eq!(none.add(truth, "123 456", Some(Language::Swedish)), Err(Useless::Alignment));
    }
}

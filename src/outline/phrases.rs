//! Short lists of folded phrases, asked of every line whether it begins or ends with one of them.
//!
//! Most lines begin with none, which the first letter alone tells. The lists refuse to know what a phrase means.

use super::fold::{begins_with, fold_cue};
use serde::Deserialize;

/// Phrases by their first byte, or by their last.
#[derive(Debug)]
struct Shelves {
    /// The longest first.
    phrases: Vec<String>,
    /// Indexes of the phrases of one byte after the other.
    order: Vec<u16>,
    /// Where those of a byte begin in the order, and once more where the last end.
    first: Box<[u16; 257]>,
}

impl Shelves {
    fn new(cues: &[String], key: impl Fn(&str) -> Option<u8>) -> Self {
        let folded = cues.iter().map(|cue| fold_cue(cue));
        let mut phrases: Vec<String> = folded.filter(|cue| !cue.is_empty()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let shelf = |index: u16| key(&phrases[usize::from(index)]).map_or(0, u16::from);
        let mut order: Vec<u16> = (0_u16..).zip(&phrases).map(|(index, _)| index).collect();
        order.sort_by_key(|&index| shelf(index));
        let mut first = Box::new([0; 257]);
        for (byte, slot) in (0_u16..).zip(first.iter_mut()) {
            *slot = u16::try_from(order.partition_point(|&index| shelf(index) < byte)).unwrap_or(u16::MAX);
        }
        Self { phrases, order, first }
    }

    /// The phrases of a byte, the longest first.
    fn of(&self, byte: Option<u8>) -> impl Iterator<Item = &str> {
        let order = byte.map_or(&[][..], |byte| {
            let at = usize::from(byte);
            &self.order[usize::from(self.first[at])..usize::from(self.first[at + 1])]
        });
        order.iter().map(|&index| self.phrases[usize::from(index)].as_str())
    }
}

/// Phrases that a text may begin with, as whole words.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Openings(Shelves);

impl From<Vec<String>> for Openings {
    fn from(cues: Vec<String>) -> Self {
        Self(Shelves::new(&cues, |phrase| phrase.bytes().next()))
    }
}

impl Default for Openings {
    fn default() -> Self {
        Vec::new().into()
    }
}

impl Openings {
    /// The phrases that `text` begins with, the longest first.
    pub(super) fn of<'s>(&'s self, text: &str) -> impl Iterator<Item = &'s str> {
        self.0.of(text.bytes().next()).filter(move |phrase| begins_with(text, phrase))
    }

    /// Whether `text` begins with one.
    pub(super) fn begin(&self, text: &str) -> bool {
        self.of(text).next().is_some()
    }

    /// Whether `text` is one.
    pub(super) fn holds(&self, text: &str) -> bool {
        self.0.of(text.bytes().next()).any(|phrase| phrase == text)
    }

    /// All of them, the longest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.phrases.iter().map(String::as_str)
    }
}

/// Ends of words.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Endings(Shelves);

impl Default for Endings {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl From<Vec<String>> for Endings {
    fn from(cues: Vec<String>) -> Self {
        Self(Shelves::new(&cues, |phrase| phrase.bytes().last()))
    }
}

impl Endings {
    /// The endings of `word`, the longest first.
    pub(super) fn of<'s>(&'s self, word: &str) -> impl Iterator<Item = &'s str> {
        self.0.of(word.bytes().last()).filter(move |ending| word.ends_with(ending))
    }

    /// Whether `word` ends with one.
    pub(super) fn end(&self, word: &str) -> bool {
        self.of(word).next().is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{Endings, Openings};

    #[test]
    fn the_longest_opening_comes_first_and_words_are_whole() {
        let list = Openings::from(vec!["Sak".into(), "Sak nr".into(), "Ärende".into()]);
        assert_eq!(list.of("sak nr 4").collect::<Vec<_>>(), ["sak nr", "sak"]);
        assert!(list.begin("arende 3") && list.holds("sak"));
        assert!(!list.begin("saken") && !list.begin("") && !list.holds("sak nr 4"));
    }

    #[test]
    fn endings_are_found_by_their_last_letter() {
        let list = Endings::from(vec!["nämnd".into(), "styrelse".into()]);
        assert!(list.end("kommunstyrelse") && list.end("byggnadsnamnd"));
        assert!(!list.end("styrelsen") && !list.end(""));
    }
}

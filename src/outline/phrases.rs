//! Lists of folded phrases, asked of every line whether it begins or ends with one of them, or which of them it holds.
//!
//! Most lines begin with none, which the first letter alone tells, and most words begin none, which a hash tells. The lists
//! refuse to know what a phrase means.

use super::fold::{begins_with, fold_cue, stands_free};
use super::shelves::Shelves;
use aho_corasick::{AhoCorasick, AhoCorasickKind, Input, MatchKind};
use serde::Deserialize;

/// A cue, and how it was spelt before å replaced aa.
pub(super) fn spellings(cue: &str) -> impl Iterator<Item = String> {
    let old = cue.contains('å').then(|| cue.replace('å', "aa"));
    std::iter::once(cue.to_owned()).chain(old)
}

/// Phrases by their first byte, or by their last.
#[derive(Debug)]
struct ByByte {
    /// The longest first.
    phrases: Vec<String>,
    /// Indexes of the phrases.
    order: Shelves<u16>,
}

impl ByByte {
    fn new(cues: &[String], byte: impl Fn(&str) -> Option<u8>) -> Self {
        let folded = cues.iter().map(|cue| fold_cue(cue));
        let mut phrases: Vec<String> = folded.filter(|cue| !cue.is_empty()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        let order = (0_u16..).zip(&phrases).map(|(index, _)| index).collect();
        let shelf = |index: &u16| byte(&phrases[usize::from(*index)]).map_or(0, usize::from);
        let order = Shelves::new(order, 1 << u8::BITS, shelf);
        Self { phrases, order }
    }

    /// The phrases of a byte, the longest first.
    fn of(&self, byte: Option<u8>) -> impl Iterator<Item = &str> {
        let order = byte.map_or(&[][..], |byte| self.order.of(usize::from(byte)));
        order.iter().map(|&index| self.phrases[usize::from(index)].as_str())
    }
}

/// Phrases that a text may begin with, as whole words.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Openings(ByByte);

impl From<Vec<String>> for Openings {
    fn from(cues: Vec<String>) -> Self {
        Self(ByByte::new(&cues, |phrase| phrase.bytes().next()))
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

    /// Adds phrases.
    pub(super) fn add(&mut self, more: impl Iterator<Item = String>) {
        let all: Vec<String> = self.iter().map(str::to_owned).chain(more).collect();
        *self = all.into();
    }

    /// All of them, the longest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.phrases.iter().map(String::as_str)
    }
}

/// Ends of words.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Endings(ByByte);

impl Default for Endings {
    fn default() -> Self {
        Self::from(Vec::new())
    }
}

impl From<Vec<String>> for Endings {
    fn from(cues: Vec<String>) -> Self {
        Self(ByByte::new(&cues, |phrase| phrase.bytes().last()))
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

/// Phrases that may stand anywhere in a text as whole words, all of them found in one walk over its words.
///
/// Each is looked for where its first word stands.
#[derive(Debug, Deserialize)]
#[serde(from = "Vec<String>")]
pub(super) struct Inside {
    phrases: Vec<String>,
    /// By the hash of their first words.
    by_first: Shelves<First>,
    /// How many shelves there are, a power of two.
    shelves: usize,
}

impl From<Vec<String>> for Inside {
    fn from(cues: Vec<String>) -> Self {
        Self::new(cues.iter().map(|cue| fold_cue(cue)).collect())
    }
}

impl Default for Inside {
    fn default() -> Self {
        Self::new(Vec::new())
    }
}

/// What a phrase is told by before it is read.
#[derive(Clone, Copy, Debug)]
struct First {
    /// Of its first word.
    hash: u32,
    /// The letter with which its second word begins, after one sign; none if it has no other word.
    second: Option<u8>,
    /// Its place in the list.
    phrase: u32,
}

impl Inside {
    /// Of folded phrases; hits tell their places in the list.
    pub(super) fn new(phrases: Vec<String>) -> Self {
        let first = |(index, phrase): (u32, &String)| {
            let (len, hash) = first_word(phrase.as_bytes());
            First { hash, second: phrase.as_bytes().get(len + 1).copied(), phrase: index }
        };
        let first = (0..).zip(&phrases).map(first).collect();
        let shelves = (2 * phrases.len()).next_power_of_two();
        let by_first = Shelves::new(first, shelves, |first| Self::shelf(first.hash, shelves));
        Self { phrases, by_first, shelves }
    }

    fn shelf(hash: u32, shelves: usize) -> usize {
        // The upper bits hang on all letters of a word as much as the lower ones.
        ((hash ^ hash >> 16) as usize) & (shelves - 1)
    }

    /// Whether one of the phrases stands in a folded text.
    pub(super) fn holds(&self, text: &str) -> bool {
        let mut held = false;
        self.each(text, |_, _| held = true);
        held
    }

    /// Tells of each phrase that stands in a folded text its place in the list, and where it begins, in the order of the text.
    pub(super) fn each(&self, text: &str, mut met: impl FnMut(usize, usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            // No phrase begins with a space.
            if bytes[at] == b' ' {
                at += 1;
                continue;
            }
            let (len, hash) = first_word(&bytes[at..]);
            for first in self.by_first.of(Self::shelf(hash, self.shelves)) {
                if first.hash != hash
                    || first.second.is_some_and(|second| bytes.get(at + len + 1) != Some(&second))
                {
                    continue;
                }
                let phrase = self.phrases[first.phrase as usize].as_str();
                if text[at..].starts_with(phrase) && stands_free(text, at, at + phrase.len()) {
                    met(first.phrase as usize, at);
                }
            }
            at += len;
        }
    }
}

/// Length and hash of the word that a folded text begins with; a sign is a word of its own. (The hash is FNV-1a.)
fn first_word(text: &[u8]) -> (usize, u32) {
    let add = |hash: u32, byte: u8| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    let (mut len, mut hash) = (0, 0x811C_9DC5);
    while let Some(&byte) = text.get(len)
        && byte.is_ascii_alphanumeric()
    {
        hash = add(hash, byte);
        len += 1;
    }
    match text.first() {
        Some(&sign) if len == 0 => (1, add(hash, sign)),
        _ => (len, hash),
    }
}

/// Phrases that are counted wherever they stand, within words too.
#[derive(Debug)]
pub(super) struct Counted {
    phrases: Vec<String>,
    /// Finds where one of them begins.
    automaton: AhoCorasick,
}

impl Counted {
    /// How often a phrase counts.
    const MOST: u32 = 3;

    /// Of folded phrases.
    pub(super) fn new(phrases: Vec<String>) -> Self {
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::LeftmostFirst)
            // Ready in a fraction of the time that a table of all transitions takes.
            .kind(Some(AhoCorasickKind::ContiguousNFA))
            .build(&phrases)
            .expect("a few dozen phrases");
        Self { phrases, automaton }
    }

    /// How often each phrase stands in a folded text, without overlap with itself.
    pub(super) fn times(&self, text: &str) -> Vec<u32> {
        let mut times = vec![0; self.phrases.len()];
        let mut ends = vec![0; self.phrases.len()];
        let mut from = 0;
        while let Some(found) = self.automaton.find(Input::new(text).range(from..)) {
            let at = found.start();
            for ((phrase, times), end) in self.phrases.iter().zip(&mut times).zip(&mut ends) {
                if at >= *end && *times < Self::MOST && text[at..].starts_with(phrase) {
                    (*times, *end) = (*times + 1, at + phrase.len());
                }
            }
            from = at + 1;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::Counted;
    use super::{Endings, Inside, Openings};

    #[test]
    fn phrases_inside_a_text_are_whole_words_and_may_overlap() {
        let list = ["yrkar", "yrkar bifall", "bifall till", "- nej", "r", "bro"].map(str::to_owned);
        let list = Inside::new(list.to_vec());
        let mut met = Vec::new();
        list.each("ek yrkar bifall till bron, alm - nej r1", |phrase, at| met.push((phrase, at)));
        met.sort_unstable();
        assert_eq!(met, [(0, 3), (1, 3), (2, 9), (3, 31)]);
        assert!(list.holds("en bro") && !list.holds("en brokad") && !list.holds(""));
        assert!(!Inside::default().holds("en bro"));
    }

    #[test]
    fn the_longest_opening_comes_first_and_words_are_whole() {
        let list = Openings::from(vec!["Sak".into(), "Sak nr".into(), "Ärende".into()]);
        assert_eq!(list.of("sak nr 4").collect::<Vec<_>>(), ["sak nr", "sak"]);
        assert!(list.begin("arende 3") && list.holds("sak"));
        assert!(!list.begin("saken") && !list.begin("") && !list.holds("sak nr 4"));
    }

    #[test]
    fn phrases_are_counted_within_words_and_within_each_other_a_few_times() {
        let list = Counted::new(["yrkar", "yrkar att", "ark", "aa"].map(str::to_owned).to_vec());
        assert_eq!(list.times("hon yrkar att parken, yrkar att arkivet"), [2, 2, 2, 0]);
        assert_eq!(list.times("aaaaa aaaaa aa"), [0, 0, 0, 3]);
        assert_eq!(list.times(""), [0; 4]);
    }

    #[test]
    fn endings_are_found_by_their_last_letter() {
        let list = Endings::from(vec!["nämnd".into(), "styrelse".into()]);
        assert!(list.end("kommunstyrelse") && list.end("byggnadsnamnd"));
        assert!(!list.end("styrelsen") && !list.end(""));
    }
}

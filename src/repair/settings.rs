//! What a user may ask of the repair: how bold it is, words that it should know, forms that it must leave.
//!
//! Nothing here looks at a text; files are opened by whoever has them.

use super::judge::Verdict;
use super::learned::LearnedChannel;
use crate::lexicon::{Entry, NameEntry};
use fst::Map;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::str::FromStr;
use unicode_normalization::UnicodeNormalization;

/// What a user asks of the repair. Settings are cheap to share and never change.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// How bold the repair is.
    pub level: Level,
    /// Words and names beside those of the lexicon.
    pub words: Option<WordList>,
    /// Forms that are left as they were read.
    pub never: NeverChange,
    /// What an archive's own pages have shown of its prints and readers.
    pub channel: Option<LearnedChannel>,
}

impl Settings {
    /// Whether words are found as they are without settings, so that what was found once holds for all.
    pub(super) fn finds_the_usual(&self) -> bool {
        self.words.is_none() && self.channel.is_none() && self.never.is_empty()
    }
}

/// How bold the repair is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Level {
    /// Nothing is changed; all that would be is suggested.
    Off,
    /// What is sure is changed, what is doubtful is suggested.
    Careful,
    /// What is likelier right than wrong is changed, and marked where it is doubtful.
    #[default]
    Normal,
    /// Suggestions that are likelier right than wrong are changed, too, and marked as doubtful.
    Bold,
}

/// Probability from which a bold repair makes a suggested change.
const BOLD: f32 = 0.5;

impl Level {
    /// All levels, from the most cautious on.
    pub const ALL: [Self; 4] = [Self::Off, Self::Careful, Self::Normal, Self::Bold];

    /// What a user types for it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Careful => "careful",
            Self::Normal => "normal",
            Self::Bold => "bold",
        }
    }

    /// What is done at this level with a change that is right with probability `p`.
    pub(super) fn weigh(self, verdict: Verdict, p: f32) -> Verdict {
        match (self, verdict) {
            (Self::Off, Verdict::Doubtful | Verdict::Change) => Verdict::Suggest,
            (Self::Careful, Verdict::Doubtful) => Verdict::Suggest,
            (Self::Bold, Verdict::Suggest) if p >= BOLD => Verdict::Doubtful,
            _ => verdict,
        }
    }
}

impl fmt::Display for Level {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Level {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|level| level.name() == name)
            .ok_or_else(|| format!("unknown level '{name}': use off, careful, normal or bold"))
    }
}

/// A user's words and names, to which damaged forms may be mended.
#[derive(Clone)]
pub struct WordList {
    /// In lower case.
    pub(super) words: Map<Vec<u8>>,
    /// As written.
    pub(super) names: Map<Vec<u8>>,
}

impl WordList {
    /// Reads a list: words at white space, `#` begins a comment. What begins with a capital is a name.
    pub fn parse(text: &str) -> Self {
        let (mut words, mut names) = (BTreeMap::new(), BTreeMap::new());
        for word in words_of(text) {
            if word.starts_with(char::is_uppercase) {
                names.insert(word, NameEntry::OF_USER);
            } else {
                words.insert(word.to_lowercase(), Entry::OF_USER);
            }
        }
        Self { words: map(words), names: map(names) }
    }

    /// Number of words and names.
    pub fn len(&self) -> usize {
        self.words.len() + self.names.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

impl fmt::Debug for WordList {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WordList({} words, {} names)", self.words.len(), self.names.len())
    }
}

fn map(entries: BTreeMap<String, u64>) -> Map<Vec<u8>> {
    Map::from_iter(entries).expect("a sorted map has its keys in order, once each")
}

/// Forms that are never changed, in any case.
#[derive(Clone, Debug, Default)]
pub struct NeverChange(BTreeSet<String>);

impl NeverChange {
    /// Reads a list: forms at white space, `#` begins a comment.
    pub fn parse(text: &str) -> Self {
        Self(words_of(text).map(|word| word.to_lowercase()).collect())
    }

    /// Number of forms.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether a form that was read is to be left.
    pub(super) fn holds(&self, read: &str) -> bool {
        !self.0.is_empty() && self.0.contains(&read.to_lowercase())
    }
}

/// The words of a list, in NFC.
fn words_of(text: &str) -> impl Iterator<Item = String> {
    let text = text.trim_start_matches('\u{feff}');
    let lines = text.lines().map(|line| line.split('#').next().unwrap_or(""));
    lines.flat_map(str::split_whitespace).map(|word| word.nfc().collect())
}

#[cfg(test)]
mod tests {
    use super::{Level, NeverChange, Verdict, WordList};

    #[test]
    fn lists_have_comments_and_names() {
        let list = WordList::parse("\u{feff}# of our archive\nbygdemål Skålevik  # a farm\n");
        assert!(list.words.contains_key("bygdemål") && list.names.contains_key("Skålevik"));
        let never = NeverChange::parse("Vanda lan\n");
        assert!(never.holds("VANDA") && never.holds("lan") && !never.holds("länet"));
        assert!(!NeverChange::default().holds(""));
    }

    #[test]
    fn levels_move_the_verdict_only_one_way() {
        let done = |level: Level, verdict| level.weigh(verdict, 0.6);
        assert_eq!(done(Level::Off, Verdict::Change), Verdict::Suggest);
        assert_eq!(done(Level::Careful, Verdict::Doubtful), Verdict::Suggest);
        assert_eq!(done(Level::Careful, Verdict::Change), Verdict::Change);
        assert_eq!(done(Level::Bold, Verdict::Suggest), Verdict::Doubtful);
        assert_eq!(Level::Bold.weigh(Verdict::Suggest, 0.45), Verdict::Suggest);
        for verdict in [Verdict::Leave, Verdict::Suggest, Verdict::Doubtful, Verdict::Change] {
            assert_eq!(done(Level::Normal, verdict), verdict);
        }
    }

    #[test]
    fn levels_are_typed_by_name() {
        for level in Level::ALL {
            assert_eq!(level.name().parse(), Ok(level));
        }
        assert!("brave".parse::<Level>().is_err());
    }
}

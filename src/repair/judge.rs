//! What is done with a belief: changed, changed but to be looked at, only suggested, or left alone.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::is_marked;

/// What is done with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Left as it is.
    Leave,
    /// Left, with a suggestion.
    Suggest,
    /// Changed; a reviewer should look.
    Doubtful,
    /// Changed.
    Change,
}

/// What a word is, for how sure one must be of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Stake {
    /// A word in lower case.
    Word,
    /// A capitalised word inside a sentence: likely a name.
    Capital,
    /// A name that no list holds.
    Guess,
    /// A lone sign or digit.
    Sign,
}

/// Probability below which nothing is even suggested.
const SUGGEST: f32 = 0.4;

/// The verdict on a change that is right with probability `p`.
pub(super) fn verdict(p: f32, stake: Stake) -> Verdict {
    let (change, sure) = match stake {
        Stake::Word => (0.72, 0.95),
        Stake::Capital => (0.85, 0.97),
        Stake::Guess => (0.8, 2.0),
        Stake::Sign => (0.95, 0.99),
    };
    if p >= sure {
        Verdict::Change
    } else if p >= change {
        Verdict::Doubtful
    } else if p >= SUGGEST {
        Verdict::Suggest
    } else {
        Verdict::Leave
    }
}

/// A candidate with the case that it should have where `read` stood.
pub(super) fn cased(candidate: &Candidate, read: &str, shape: Shape, inside_sentence: bool) -> String {
    let text = &*candidate.text;
    let capitalised = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    match shape {
        Shape::Upper => text.to_uppercase(),
        _ if matches!(candidate.kind, Kind::Name | Kind::Guess) => text.to_owned(),
        Shape::Lower => text.to_owned(),
        Shape::Capital => {
            // A reader without å often writes a capital A for a small one.
            let first = text.chars().next().unwrap_or(' ');
            let misread = is_marked(first)
                && read.starts_with(char::is_alphabetic)
                && !read.starts_with(|c: char| c.to_lowercase().eq([first]));
            if misread && inside_sentence { text.to_owned() } else { capitalised(text) }
        }
        Shape::Mixed => {
            let upper = read.chars().filter(|c| c.is_uppercase()).count();
            let letters = read.chars().filter(|c| c.is_alphabetic()).count();
            if upper * 2 > letters + 1 {
                text.to_uppercase()
            } else if read.starts_with(char::is_uppercase) {
                capitalised(text)
            } else {
                text.to_owned()
            }
        }
    }
}

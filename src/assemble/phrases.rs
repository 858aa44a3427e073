//! Phrases of one kind, as the tables write them, and where they stand in a text.
//!
//! A phrase is written in lower case; in it a space stands for any white space, `*` for any letters, `…` for up to
//! six words of one sentence, `.` for a point or the comma that readers make of it, `(a|b)` for either and `(a)?` for `a` or nothing.
//! It matches whole words only. Of several phrases the
//! one that begins first is found, and of those that begin together the one that stands first in the table.
//!
//! No regular expression: each table would be an automaton over all letters of the world, and a language has a
//! hundred tables. Here a phrase is tried where a word begins with its first byte, which is seldom.

use super::lower::{FIRST_BEYOND_ASCII, LETTERS, Lower, eight, is_letter};
use memchr::memmem::Finder;
use serde::Deserialize;
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// Most words that `…` stands for.
const OPEN_WORDS: usize = 6;

/// Bytes of an abbreviation with its point, at the most.
const ABBREVIATED: usize = 4;

/// Phrases of one kind.
#[derive(Debug, Deserialize)]
#[serde(try_from = "Vec<String>")]
pub(super) struct Phrases {
    /// In the order of the table, alternatives written out.
    all: Vec<Vec<Piece>>,
    /// Which of `groups` may begin with a byte; the first of them is empty.
    first: [u8; 256],
    groups: Vec<Vec<Try>>,
    /// What stands in every text that holds a phrase without a first letter of its own: one of these.
    open: Vec<Finder<'static>>,
}

/// A phrase that is tried where a word begins, and the bytes that must stand there; most tries end with them.
#[derive(Clone, Copy, Debug)]
struct Try {
    number: u16,
    bytes: u64,
    /// Which of the bytes must be the same.
    mask: u64,
}

impl Try {
    fn new(number: u16, phrase: &[Piece]) -> Self {
        let fixed = if first_byte(phrase).is_some() { fixed(phrase) } else { &[] };
        let ones = [u8::MAX; 8];
        Self { number, bytes: eight(fixed, 0), mask: eight(&ones[..fixed.len().min(ones.len())], 0) }
    }
}

/// A part of a phrase.
#[derive(Clone, Debug, PartialEq)]
enum Piece {
    Text(Box<str>),
    /// White space.
    Space,
    /// Any letters and digits, as many as possible, or none.
    Letters,
    /// White space, and up to [`OPEN_WORDS`] words with their white space, as few as possible.
    Words,
}

impl TryFrom<Vec<String>> for Phrases {
    type Error = String;

    fn try_from(list: Vec<String>) -> Result<Self, String> {
        let mut all = Vec::new();
        // Before the reforms of spelling å was written aa.
        let old = |phrase: &String| phrase.contains('å').then(|| phrase.replace('å', "aa"));
        let list = list.into_iter().flat_map(|phrase| [old(&phrase), Some(phrase)]).flatten();
        for phrase in &list.collect::<Vec<_>>() {
            for plain in alternatives(phrase)? {
                let ends = |c: Option<char>| c.is_some_and(|c| is_letter(c) || c == '*');
                if !ends(plain.chars().next()) || !ends(plain.chars().next_back()) {
                    return Err(format!("`{phrase}` does not begin and end with a word"));
                }
                all.push(pieces(&plain));
            }
        }
        let group = |fits: &dyn Fn(Option<u8>) -> bool| -> Vec<Try> {
            let fitting = (0..).zip(&all).filter(|(_, phrase)| fits(first_byte(phrase)));
            fitting.map(|(number, phrase)| Try::new(number, phrase)).collect()
        };
        // Phrases without a first letter of their own are tried at every word.
        let mut groups = vec![Vec::new(), group(&|first| first.is_none())];
        let mut first = [0; 256];
        if !groups[1].is_empty() {
            (0..=u8::MAX).filter(|&byte| may_begin_word(byte)).for_each(|byte| first[usize::from(byte)] = 1);
        }
        let begun: BTreeSet<u8> = all.iter().filter_map(|phrase| first_byte(phrase)).collect();
        for byte in begun {
            first[usize::from(byte)] = u8::try_from(groups.len()).map_err(|error| error.to_string())?;
            groups.push(group(&|first| first.is_none_or(|first| first == byte)));
        }
        let open = all.iter().filter(|phrase| first_byte(phrase).is_none());
        let open = open.map(|phrase| Finder::new(fixed(phrase)).into_owned()).collect();
        Ok(Self { all, first, groups, open })
    }
}

impl Phrases {
    /// The first phrase that begins at byte `from` of a lower-case text or after. What stands before `from` is no
    /// border of a word: a phrase at `from` itself is only found at the beginning of the text.
    pub(super) fn find_from<'t>(&self, text: impl Into<Lower<'t>>, from: usize) -> Option<Range<usize>> {
        let lower = text.into();
        let text = lower.text();
        let open = OnceCell::new();
        let from = if from == 0 { 0 } else { from + 1 };
        let may_begin = |byte: u8| self.first[usize::from(byte)] != 0;
        let found = lower.first_word(from, may_begin, |at, here| {
            let group = &self.groups[usize::from(self.first[usize::from(text.as_bytes()[at])])];
            let open = *open.get_or_init(|| self.open.iter().any(|run| run.find(text.as_bytes()).is_some()));
            self.ends(group, open, text, at, here).next()
        });
        found.map(|(start, end)| start..end)
    }

    /// Where the phrases of a group end that stand at byte `at`, in the order of the table; those without a first letter of
    /// their own only if `open`. `here` are the bytes from there on.
    fn ends<'p>(
        &'p self,
        group: &'p [Try],
        open: bool,
        text: &'p str,
        at: usize,
        here: u64,
    ) -> impl Iterator<Item = usize> + 'p {
        let fitting = group
            .iter()
            .filter(move |phrase| here & phrase.mask == phrase.bytes && (open || phrase.mask != 0));
        fitting.filter_map(move |phrase| end(&self.all[usize::from(phrase.number)], text, at))
    }

    /// The first phrase.
    pub(super) fn find<'t>(&self, text: impl Into<Lower<'t>>) -> Option<Range<usize>> {
        self.find_from(text, 0)
    }

    /// The longest phrase that the text begins with, in bytes.
    pub(super) fn longest(&self, text: &str) -> Option<usize> {
        let group = &self.groups[usize::from(self.first[usize::from(*text.as_bytes().first()?)])];
        self.ends(group, true, text, 0, eight(text.as_bytes(), 0)).max()
    }

    /// Whether the table has any.
    pub(super) fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All phrases, in order, without overlap.
    pub(super) fn iter<'t>(&'t self, text: impl Into<Lower<'t>>) -> impl Iterator<Item = Range<usize>> + 't {
        let text = text.into();
        let mut from = 0;
        std::iter::from_fn(move || {
            let found = self.find_from(text, from)?;
            from = found.end;
            Some(found)
        })
    }

    /// Whether any phrase stands in the text.
    pub(super) fn are_in<'t>(&self, text: impl Into<Lower<'t>>) -> bool {
        self.find(text).is_some()
    }
}

/// The ways to read a phrase with its groups, the first ones preferred.
fn alternatives(phrase: &str) -> Result<Vec<String>, String> {
    let Some((before, rest)) = phrase.split_once('(') else {
        return if phrase.contains([')', '|', '?', '\\']) {
            Err(format!("`{phrase}` has a sign that belongs to a group"))
        } else {
            Ok(vec![phrase.to_owned()])
        };
    };
    let (group, after) = rest.split_once(')').ok_or_else(|| format!("`{phrase}` lacks a bracket"))?;
    let (after, optional) = after.strip_prefix('?').map_or((after, false), |after| (after, true));
    let mut all = Vec::new();
    for choice in group.split('|').chain(optional.then_some("")) {
        all.extend(alternatives(&format!("{before}{choice}{after}"))?);
    }
    Ok(all)
}

fn pieces(phrase: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    for (i, word) in phrase.split(' ').enumerate() {
        if word == "…" {
            pieces.push(Piece::Words);
            continue;
        }
        if i > 0 && pieces.last() != Some(&Piece::Words) {
            pieces.push(Piece::Space);
        }
        for (k, text) in word.split('*').enumerate() {
            if k > 0 && pieces.last() != Some(&Piece::Letters) {
                pieces.push(Piece::Letters);
            }
            if !text.is_empty() {
                pieces.push(Piece::Text(text.into()));
            }
        }
    }
    pieces
}

/// The byte that a phrase begins with, unless with any letter.
fn first_byte(phrase: &[Piece]) -> Option<u8> {
    match phrase.first() {
        Some(Piece::Text(text)) => text.bytes().next(),
        _ => None,
    }
}

/// The bytes with which its first words begin: up to a point, which may be read as a comma.
fn fixed(phrase: &[Piece]) -> &[u8] {
    let text = phrase.iter().find_map(|piece| match piece {
        Piece::Text(text) => Some(text.split('.').next().unwrap_or_default()),
        _ => None,
    });
    text.unwrap_or_default().as_bytes()
}

/// Whether a letter may begin with a byte.
fn may_begin_word(byte: u8) -> bool {
    LETTERS[usize::from(byte)] || byte >= FIRST_BEYOND_ASCII
}

/// How many bytes of letters a text begins with.
fn letters(text: &str) -> usize {
    let mut at = 0;
    while let Some(&byte) = text.as_bytes().get(at) {
        match text[at..].chars().next() {
            _ if LETTERS[usize::from(byte)] => at += 1,
            Some(c) if !c.is_ascii() && is_letter(c) => at += c.len_utf8(),
            _ => break,
        }
    }
    at
}

/// Where a phrase that begins at byte `at` ends, if it stands there and a word ends with it.
fn end(phrase: &[Piece], text: &str, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let space = |rest: &str| rest.len() - rest.trim_start().len();
    let Some((piece, phrase)) = phrase.split_first() else {
        return (!rest.starts_with(is_letter)).then_some(at);
    };
    match piece {
        Piece::Text(words) => {
            let found = rest.as_bytes().get(..words.len())?;
            let same = |(&found, sign)| found == sign || found == b',' && sign == b'.';
            let stands =
                found == words.as_bytes() || words.contains('.') && found.iter().zip(words.bytes()).all(same);
            stands.then(|| end(phrase, text, at + words.len()))?
        }
        Piece::Space => match space(rest) {
            0 => None,
            wide => end(phrase, text, at + wide),
        },
        Piece::Letters => {
            let most = at + letters(rest);
            match phrase.first() {
                Some(Piece::Text(words)) => {
                    let begins = |place: &usize| match (text.as_bytes().get(*place), words.as_bytes()[0]) {
                        (Some(b','), b'.') => true,
                        (found, first) => found == Some(&first),
                    };
                    (at..=most).rev().filter(begins).find_map(|place| end(phrase, text, place))
                }
                // Nothing else goes on within the word.
                _ => end(phrase, text, most),
            }
        }
        Piece::Words => {
            let mut at = at;
            for words in 0..=OPEN_WORDS {
                let rest = &text[at..];
                let word = if words == 0 { 0 } else { rest.find(char::is_whitespace)? };
                // What is meant stands in one sentence; "pkt." ends none.
                if rest[..word].ends_with('.') && word > ABBREVIATED {
                    return None;
                }
                match space(&rest[word..]) {
                    0 => return None,
                    wide => at += word + wide,
                }
                if let Some(end) = end(phrase, text, at) {
                    return Some(end);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Phrases;

    fn phrases(list: &[&str]) -> Result<Phrases, String> {
        Phrases::try_from(list.iter().map(|&phrase| phrase.to_owned()).collect::<Vec<_>>())
    }

    fn found<'t>(list: &[&str], text: &'t str) -> Option<&'t str> {
        phrases(list).unwrap().find(text).map(|at| &text[at])
    }

    #[test]
    fn phrases_match_whole_words_and_may_leave_words_open() {
        let list = ["bifall", "bifalla*", "yrkar … avslag"];
        assert_eq!(found(&list, "att bifallas, helt"), Some("bifallas"));
        assert_eq!(found(&list, "yrkar att bifall"), Some("bifall"));
        assert_eq!(found(&list, "hon yrkar i första hand\navslag."), Some("yrkar i första hand\navslag"));
        assert_eq!(found(&list, "yrkar a b c d e f g avslag"), None);
        assert_eq!(found(&list, "bifallet, återbifall"), None);
        assert_eq!(phrases(&list).unwrap().iter("bifall bifall").count(), 2);
    }

    #[test]
    fn letters_may_be_left_open_on_both_sides() {
        assert_eq!(found(&["*yrkande*"], "hans återremissyrkandet föll"), Some("återremissyrkandet"));
        assert_eq!(found(&["*yrkande"], "yrkande"), Some("yrkande"));
        assert_eq!(found(&["*yrkande"], "yrkanden"), None);
    }

    #[test]
    fn groups_stand_for_each_of_their_words_or_for_none() {
        let list = ["föreslår (att )?(kommun|stads)?fullmäktige"];
        assert_eq!(
            found(&list, "nämnden föreslår  att stadsfullmäktige beslutar"),
            Some("föreslår  att stadsfullmäktige")
        );
        assert_eq!(found(&list, "föreslår fullmäktige"), Some("föreslår fullmäktige"));
        assert_eq!(found(&list, "föreslår att fullmäktigeledamot"), None);
    }

    #[test]
    fn a_point_may_be_read_as_a_comma() {
        assert_eq!(found(&["ers. för"], "Berg, ers, för Lind"), Some("ers, för"));
        assert_eq!(found(&["ers. för"], "ers för, ersi för"), None);
    }

    #[test]
    fn of_phrases_that_begin_together_the_first_in_the_table_is_found() {
        assert_eq!(found(&["till", "till handlingarna"], "läggs till handlingarna"), Some("till"));
        assert_eq!(
            found(&["till handlingarna", "till"], "läggs till handlingarna"),
            Some("till handlingarna")
        );
    }

    #[test]
    fn the_longest_phrase_is_found_whatever_the_order_of_the_table() {
        let list = phrases(&["till", "till handlingarna"]).unwrap();
        assert_eq!(list.longest("till handlingarna."), Some(17));
        assert_eq!(list.longest("till handlingen"), Some(4));
        assert_eq!(list.longest("in till"), None);
        assert_eq!(list.longest(""), None);
    }

    #[test]
    fn a_search_from_within_takes_no_word_that_stands_at_its_beginning() {
        let list = phrases(&["ja"]).unwrap();
        assert_eq!(list.find_from("ja", 0), Some(0..2));
        assert_eq!(list.find_from("ja ja", 1), Some(3..5));
        assert_eq!(list.find_from("ja ja", 3), None);
        assert_eq!(list.find_from("ja", 9), None);
    }

    #[test]
    fn a_phrase_that_cannot_be_read_is_an_error() {
        for wrong in ["(a|b", "a)", "a\\.", "", "(a)?", ".a"] {
            assert!(phrases(&[wrong]).is_err(), "{wrong}");
        }
    }
}

//! Where a word of a damaged stretch stands, and what its capital says there: inside a sentence, beside a name, among capitals.
//!
//! Nothing here knows candidates; it looks at the neighbours of a token and at the names of the lexicon.

use super::candidates::Shape;
use super::stretch::Stretch;
use super::tokens::{Kind, Token};

impl Stretch<'_> {
    /// Whether a word stands inside a sentence, so that its capital says something.
    pub(super) fn is_inside(&self, all: &[Token], at: usize) -> bool {
        inside_sentence(all, at)
            && !begins_block(self.text, all[at].start as usize)
            && !follows_registration(self.text, &all[at - 1])
            && !follows_item_number(self.text, &all[at])
    }

    /// Whether a party stands in brackets behind a word, or a given name before it.
    pub(super) fn is_named(&self, all: &[Token], at: usize) -> bool {
        let after = &self.text[all[at].end as usize..];
        let party =
            after.strip_prefix(" (").and_then(|rest| rest.split_once(')')).is_some_and(|(party, _)| {
                party.len() <= LONGEST_PARTY
                    && party.starts_with(char::is_uppercase)
                    && party.chars().all(char::is_alphabetic)
            });
        let given = |at: usize| {
            let read = all[at].of(self.text);
            all[at].kind == Kind::Word
                && Shape::of(read) == Shape::Capital
                && self.lexicon.get_name(read).is_some_and(|name| name.given && !name.municipality)
        };
        // A name at the end of the line above is another's.
        let beside = |at: usize| !self.text[all[at].end as usize..all[at + 1].start as usize].contains('\n');
        // The second half of a double name.
        let double = |at: usize| {
            all[at].glued
                && all[at - 1].kind == Kind::Word
                && Shape::of(all[at - 1].of(self.text)) == Shape::Capital
        };
        party || at > 0 && (given(at - 1) && beside(at - 1) || double(at))
    }

    /// Whether a municipality stands before a word, whose institutions have names of words: "Viborg Rådhus".
    pub(super) fn goes_after_municipality(&self, all: &[Token], at: usize) -> bool {
        at.checked_sub(1).map(|before| &all[before]).is_some_and(|before| {
            let read = before.of(self.text);
            before.kind == Kind::Word
                && Shape::of(read) == Shape::Capital
                && self.lexicon.get_name(read).is_some_and(|name| name.municipality && !name.given)
        })
    }

    /// Whether a capitalised form that is no word stands behind a word, as in "Berg Anna", but also in "Ordförande Berg".
    pub(super) fn goes_before_name(&self, all: &[Token], at: usize) -> bool {
        all.get(at + 1).is_some_and(|next| {
            let read = next.of(self.text);
            next.kind == Kind::Word
                && &self.text[all[at].end as usize..next.start as usize] == " "
                && Shape::of(read) == Shape::Capital
                && self.lexicon.get(&read.to_lowercase()).is_none()
        })
    }
}

/// Tokens on either side that say how a line is cased.
const BESIDE: usize = 6;

/// Bytes of the abbreviation of a party.
const LONGEST_PARTY: usize = 5;

/// Characters of a line that is surely full.
const FULL_LINE: usize = 55;

/// Whether a short token in capitals stands on a line of words in capitals.
pub(super) fn in_capitals(text: &str, all: &[Token], at: usize) -> bool {
    let token = &all[at];
    // A sign has no case of its own.
    let shape = if token.kind == Kind::Lone { Shape::Upper } else { Shape::of(token.of(text)) };
    if token.end - token.start > 4 || !matches!(shape, Shape::Upper | Shape::Capital) {
        return false;
    }
    let line = |token: &Token, other: &Token| {
        let (from, to) = (token.start.min(other.start), token.end.max(other.end));
        !text[from as usize..to as usize].contains('\n')
    };
    let beside = |at: Option<usize>| {
        at.and_then(|at| all.get(at)).is_some_and(|other| {
            let read = other.of(text);
            other.kind == Kind::Word && read.len() > 3 && Shape::of(read) == Shape::Upper
        })
    };
    if shape == Shape::Upper && (beside(at.checked_sub(1)) || beside(Some(at + 1))) {
        return true;
    }
    let around = all[..at].iter().rev().take(BESIDE).chain(all[at + 1..].iter().take(BESIDE));
    let (mut upper, mut lower) = (0, 0);
    for other in around.filter(|other| other.kind == Kind::Word && line(token, other)) {
        let read = other.of(text);
        match Shape::of(read) {
            Shape::Upper => upper += usize::from(read.len() > 3),
            Shape::Lower => lower += usize::from(read.len() > 2),
            Shape::Capital | Shape::Mixed => lower += usize::from(read.len() > 1),
        }
    }
    // A letter that stands alone is an initial or a party more often.
    let enough = if shape == Shape::Upper { 1 } else { 2 };
    lower == 0 && upper >= enough && (shape == Shape::Upper || !text[token.end as usize..].starts_with('.'))
}

/// Whether the token before is a word, a comma or a number, so that no sentence starts here.
pub(super) fn inside_sentence(all: &[Token], at: usize) -> bool {
    at > 0 && !matches!(all[at - 1].kind, Kind::Start | Kind::Mark | Kind::Lone | Kind::Section)
}

/// Whether a token is the number of a case, of three parts or more: what follows begins anew.
fn follows_registration(text: &str, before: &Token) -> bool {
    before.kind == Kind::Number
        && before.of(text).bytes().filter(|byte| matches!(byte, b'-' | b'/')).count() > 1
}

/// Whether nothing but an item's number stands before a word on the first line of a block: "PS 35/11 Årsmelding", "124 Ärenden".
fn follows_item_number(text: &str, word: &Token) -> bool {
    /// Letters of the words before the number, and of the shortest that is no unit of it: "30 år".
    const LEAD: usize = 5;
    const SHORTEST: usize = 4;
    let start = word.start as usize;
    let line = text[..start].rfind('\n').map_or(0, |end| end + 1);
    let mut parts = text[line..start].split_ascii_whitespace().rev();
    let number = |part: &str| part.bytes().any(|byte| byte.is_ascii_digit());
    let lead = |part: &str| part.chars().count() <= LEAD && !part.starts_with(char::is_lowercase);
    parts.next().is_some_and(number)
        && parts.by_ref().take(2).all(|part| number(part) || lead(part))
        && parts.next().is_none()
        && word.of(text).chars().count() >= SHORTEST
        && (begins_block(text, line) || text[..line].trim_end_matches([' ', '\t']).ends_with("\n\n"))
}

/// Whether a word begins a line that need not go on the line before: one after a line too short to be full.
fn begins_block(text: &str, start: usize) -> bool {
    let before = text[..start].trim_end_matches([' ', '\t']);
    if !before.ends_with(['\n', '\x0c']) {
        return false;
    }
    let above = before.trim_end();
    let line = above.rsplit('\n').next().unwrap_or(above);
    line.chars().count() < FULL_LINE
}

#[cfg(test)]
mod tests {
    use super::{follows_item_number, follows_registration};
    use crate::repair::tokens::tokens;

    #[test]
    fn what_follows_the_number_of_an_item_begins_a_heading() {
        for (text, heads) in [
            ("Vedtak.\n\nPS 35/11 Arsmelding 2010", true),
            ("Godkjent.\n\n124 Arsmelding", true),
            ("Utgiften er delt over\n\n30 Ar", false),
            ("dette er vedtatt slik styret foreslo det i møtet i mai om en\nPS 35/11 Arsmelding", false),
        ] {
            let mut all = Vec::new();
            tokens(text, 0, text.len(), &mut all);
            let word = all.iter().find(|token| token.of(text).starts_with("Ar")).expect("a word");
            assert_eq!(follows_item_number(text, word), heads, "{text}");
        }
    }

    #[test]
    fn what_follows_the_number_of_a_case_begins_anew() {
        for (text, anew) in
            [("Sagsnr. 727-2014-118 Aben sag", true), ("i 30 Ar fra", false), ("sak 35/11 Arsmelding", false)]
        {
            let mut all = Vec::new();
            tokens(text, 0, text.len(), &mut all);
            let at = all.iter().position(|token| token.of(text).starts_with("A")).expect("a word");
            assert_eq!(follows_registration(text, &all[at - 1]), anew, "{text}");
        }
    }
}

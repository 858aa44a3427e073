//! What each token of a stretch may have been, as the arcs of the lattice: candidates by the search, priced for their place.
//!
//! Words change little from document to document, so what was found is kept from one to the next, within bounds.

use super::candidates::{Candidate, Kind as Known, Search, Shape, name_cost};
use super::channel::{Channel, Reader, is_marked};
use super::stretch::Stretch;
use super::tokens::Token;
use crate::language::Language;
use crate::lexicon::NameEntry;
use crate::tables::{Table, table};
use crate::text::capitalised;
use foldhash::HashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
use std::sync::LazyLock;

impl Stretch<'_> {
    /// The candidates of a word through the channel as learned, which are the same in every document.
    pub(super) fn known(&self, read: &str, search: &mut Search<'_>) -> Rc<[Candidate]> {
        self.kept((Asked::Word, read), |read| self.word(read, false, search))
    }

    /// What was found before, if this is what is asked for usually, or what `find` finds.
    pub(super) fn kept(
        &self,
        (asked, read): (Asked, &str),
        find: impl FnOnce(&str) -> Vec<Candidate>,
    ) -> Rc<[Candidate]> {
        if !self.settings.finds_the_usual() {
            return find(read).into();
        }
        KNOWN.with_borrow_mut(|known| {
            let known = known.entry((self.language, self.reader, self.is_worn(), asked)).or_default();
            if let Some(arcs) = known.get(read) {
                return Rc::clone(arcs);
            }
            let arcs: Rc<[Candidate]> = find(read).into();
            if known.len() >= MOST_KNOWN {
                known.clear();
            }
            known.insert(read.into(), Rc::clone(&arcs));
            arcs
        })
    }

    /// The candidates of a word.
    pub(super) fn word(&self, read: &str, in_capitals: bool, search: &mut Search<'_>) -> Vec<Candidate> {
        if self.settings.never.holds(read) {
            return vec![as_read(read, 12.0)];
        }
        let shape = Shape::of(read);
        // Letters that the reader cannot write were not written by it.
        if read
            .chars()
            .any(|c| is_marked(c) && !self.reader.alphabet_has(c.to_lowercase().next().unwrap_or(c)))
        {
            return vec![as_read(read, 12.0)];
        }
        // A single capital is an initial or a party, unless all are capitals.
        if shape == Shape::Capital && read.chars().count() == 1 && !in_capitals {
            return vec![as_read(read, 12.0)];
        }
        // Short capitals are abbreviations.
        if shape == Shape::Upper && read.chars().count() <= 3 && !in_capitals {
            return vec![as_read(read, 12.0)];
        }
        let mut found = search.candidates(read, shape);
        // In worn print what is known may be misread as well.
        if self.reader == Reader::Own
            && !self.is_worn()
            && let Some(best) =
                found.iter().position(|candidate| candidate.channel < 1.0 && candidate.kind != Known::AsRead)
        {
            // Its own model errs in known words where only a mark is lost or won, as far as anybody can tell. What no running
            // text shows, or what parts happen to make, may be anything.
            let known = found.remove(best);
            if known.kind == Known::Name || known.kind == Known::Word && known.lexical < LISTED {
                let rivals = known.kind == Known::Word && shape == Shape::Lower;
                found.retain(|other| rivals && other.kind == Known::Word && !other.plain);
            }
            found.insert(0, known);
        }
        // A small letter for a capital is hard to tell in print: "jonas", and "lvar" for "Ivar".
        if shape == Shape::Lower && read.len() >= SHORTEST_GIVEN && found.len() < 8 {
            let named = |name: NameEntry| {
                let unknown = found.iter().any(|other| other.kind == Known::AsRead);
                let composed = found.first().is_some_and(|other| other.kind == Known::Compound);
                name.given && unknown
                    || name.municipality && self.reader == Reader::Own && (unknown || composed)
            };
            let stroke = read.strip_prefix('l').map(|rest| format!("I{rest}"));
            let hook = read.strip_prefix(LIKE_J).map(|rest| format!("J{rest}"));
            let mut capitals = std::iter::once(capitalised(read)).chain(stroke).chain(hook);
            let capital = capitals.find_map(|capital| {
                let name = self.lexicon.get_name(&capital).filter(|&name| named(name))?;
                Some((capital, name))
            });
            if let Some((capital, name)) = capital {
                let lexical = name.cost + super::words::NAME;
                found.push(Candidate {
                    text: capital.into(),
                    channel: SMALL_FOR_CAPITAL,
                    lexical,
                    frequency: 0.0,
                    kind: Known::Name,
                    plain: false,
                    vouched: true,
                });
            }
        }
        if shape == Shape::Capital
            && let Some(whole) = spelt_out(read)
            && let Some(stood) = found.iter().find(|other| other.kind == Known::AsRead).map(|arc| arc.lexical)
        {
            found.push(Candidate {
                text: whole.into(),
                channel: 0.5,
                lexical: stood - LOST_ENDING,
                frequency: 0.0,
                kind: Known::Name,
                plain: false,
                vouched: false,
            });
        }
        found
    }

    /// Whether a lone "|" stands before a word in small letters, or among capitals, alone on its line.
    pub(super) fn is_stroke(&self, token: &Token) -> bool {
        let (start, end) = (token.start as usize, token.end as usize);
        // No further than to the next stroke: a document may be one line of them.
        let (before, after) = (&self.text[..start], &self.text[end..]);
        let rules = |sign: Option<char>| sign == Some('|');
        let among_capitals = |rest: &str| {
            let next = rest.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            let last =
                before.trim_end_matches(' ').rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
            [last, next].iter().all(|word| word.len() > 2 && word.chars().all(char::is_uppercase))
        };
        token.of(self.text) == "|"
            && after
                .strip_prefix(' ')
                .is_some_and(|rest| rest.starts_with(char::is_lowercase) || among_capitals(rest))
            && !rules(before.chars().rev().find(|c| matches!(c, '|' | '\n')))
            && !rules(after.chars().find(|c| matches!(c, '|' | '\n')))
    }

    /// The candidates of a lone sign or digit.
    pub(super) fn lone(&self, read: &str, stroke: bool) -> Vec<Candidate> {
        let unlikely = if read.len() > 1 { 14.0 } else { 6.0 };
        let mut found = vec![as_read(read, if stroke { STROKE } else { unlikely })];
        for (truth, cost) in Channel::lone(read) {
            if let Some(entry) = self.lexicon.get(truth)
                && entry.attested
            {
                found.push(Candidate {
                    text: truth.into(),
                    channel: cost,
                    lexical: entry.cost,
                    frequency: entry.cost,
                    kind: Known::Word,
                    plain: true,
                    vouched: false,
                });
            }
        }
        found
    }

    /// A capitalised word inside a sentence is likely a name: its plain words cost more there.
    pub(super) fn in_place(
        &self,
        read: &str,
        often: bool,
        dearer: f32,
        arcs: &Rc<[Candidate]>,
    ) -> Rc<[Candidate]> {
        if arcs.len() < 2 || !(often || dearer > 0.0) {
            return Rc::clone(arcs);
        }
        let mut arcs: Vec<Candidate> = arcs.to_vec();
        if !self.is_worn() {
            // What is no word and stands often was misread the same way each time, if it was.
            let unknown =
                arcs.iter().any(|arc| arc.kind == Known::AsRead && arc.text.chars().count() >= TOLD);
            let keeps = unknown && dearer == 0.0 || !often && self.reader == Reader::Own;
            arcs.retain(|arc| keeps || !arc.plain);
            for arc in arcs.iter_mut().filter(|arc| often && arc.plain) {
                arc.channel += SAME_AGAIN;
            }
        }
        if dearer > 0.0 {
            let folded: Vec<char> = read.chars().flat_map(char::to_lowercase).collect();
            for arc in arcs.iter_mut().filter(|arc| matches!(arc.kind, Known::Word | Known::Compound)) {
                arc.lexical += dearer;
                // It may also be a name that happens to be spelt as a word.
                let cased = capitalised(&arc.text);
                // No name of so many letters is cheaper.
                let least = LEAST_NAME + LEAST_LETTER * folded.len() as f32;
                let name = if arc.lexical > least { name_cost(self.lexicon, &cased, &folded) } else { least };
                if name < arc.lexical || dearer >= CAPITAL_NAMED {
                    arc.lexical = arc.lexical.min(name);
                    arc.kind =
                        if super::words::same_folded(&arc.text, read) { Known::AsRead } else { Known::Guess };
                    if arc.kind == Known::Guess {
                        arc.text = cased.into();
                    }
                }
            }
        }
        arcs.into()
    }
}

thread_local! {
    /// Words change little from document to document: what was found is kept, within bounds.
    static KNOWN: RefCell<BTreeMap<(Language, Reader, bool, Asked), Kept>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is asked of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Asked {
    /// Its candidates.
    Word,
    /// Its candidates among capitals.
    InCapitals,
    /// What the halves of a broken word are together.
    Whole,
}

type Kept = HashMap<Box<str>, Rc<[Candidate]>>;

/// Words that are kept of one language and reader.
const MOST_KNOWN: usize = 40_000;

/// What a stroke costs that rules no table (nats).
const STROKE: f32 = 14.0;

/// Letters of a given name that is known without its capital, and what the loss of a capital costs (nats).
pub(super) const SHORTEST_GIVEN: usize = 4;
const SMALL_FOR_CAPITAL: f32 = 4.0;

/// What a capital J is read as: its hook stands at the foot, and may be lost.
const LIKE_J: [char; 3] = ['f', 't', 'l'];

/// A word at this price stands in lists alone (nats).
const LISTED: f32 = 15.0;

/// How much likelier a name is that ends as names do (nats).
const LOST_ENDING: f32 = 9.0;

/// Endings of names as a model without their letters reads them, and as they are spelt.
static ENDINGS: LazyLock<Vec<(&str, &str)>> = LazyLock::new(|| {
    static TABLE: Table = table!("channel/endings.tsv");
    let rows = TABLE.text().lines().filter(|line| !line.starts_with('#'));
    rows.filter_map(|line| line.split_once('\t')).collect()
});

/// A name with the letters of its ending that no Scandinavian model writes.
fn spelt_out(read: &str) -> Option<String> {
    ENDINGS.iter().find_map(|(ending, whole)| Some(format!("{}{whole}", read.strip_suffix(ending)?)))
}

/// What a name that no list holds costs at the least, and each of its letters (nats).
const LEAST_NAME: f32 = 6.0;
const LEAST_LETTER: f32 = 0.8;

pub(super) fn as_read(read: &str, lexical: f32) -> Candidate {
    Candidate {
        text: read.to_lowercase().into(),
        channel: 0.0,
        lexical,
        frequency: 0.0,
        kind: Known::AsRead,
        plain: false,
        vouched: false,
    }
}

/// Letters of a form that is told by most of them, and what it costs that it was misread in one way again and again (nats).
const TOLD: usize = 6;
const SAME_AGAIN: f32 = 3.0;

/// What a capital costs a plain word inside a sentence.
pub(super) const CAPITAL_INSIDE: f32 = 3.0;
/// The same where only a name is expected.
pub(super) const CAPITAL_NAMED: f32 = 6.0;

//! What is done with each word of a stretch, once the lattice has said what it believes: changes, suggestions, estimates.
//!
//! The bars that a belief must reach are the judge's; here is gathered what is at stake, and what is changed is written back to
//! where its letters stood.

use super::arcs::SHORTEST_GIVEN;
use super::calibration::calibrated;
use super::candidates::{Candidate, Kind as Known, Shape};
use super::channel::{Reader, is_marked, native};
use super::explain::{self, ExplainedWord};
use super::hyphen;
use super::judge::{self, Stake, Verdict};
use super::lattice::{Belief, Slot};
use super::place::in_capitals;
use super::settings::Level;
use super::stretch::{Joined, Stretch};
use super::tokens::{Kind, Token};
use crate::tables::{Table, table};
use crate::text::{Read, Span, capitalised};
use foldhash::HashMap;
use std::sync::LazyLock;

/// A change that a stretch asks for, or suggests.
#[derive(Clone, Debug)]
pub(super) struct Change {
    /// First byte of what is changed.
    pub(super) start: usize,
    /// The byte after the last.
    pub(super) end: usize,
    /// What should stand there.
    pub(super) with: String,
    /// Probability that it is right.
    pub(super) confidence: f32,
    /// What is done.
    pub(super) verdict: Verdict,
}

/// What is known of one word after decoding, for the estimates.
#[derive(Clone, Copy, Debug)]
pub(super) struct Estimate {
    /// Where the word starts.
    pub(super) start: usize,
    /// Probability that it was read wrong.
    pub(super) wrong: f32,
    /// The change that was found for it: its verdict, and the probability that it is right.
    pub(super) change: Option<(Verdict, f32)>,
    /// Not known to be a word, and left.
    pub(super) unknown: bool,
}

impl Estimate {
    /// Probability that the word is wrong after a repair of this level, in print that is as worn as `wear` says.
    pub(super) fn left_wrong(&self, level: Level, wear: f32) -> f32 {
        let change = self.change.map(|(verdict, p)| (level.weigh(verdict, p), p));
        match change {
            Some((verdict, p)) if verdict >= Verdict::Doubtful => 1.0 - calibrated(p, verdict, wear),
            _ => self.wrong,
        }
    }
}

/// What a stretch gives.
#[derive(Clone, Debug, Default)]
pub(super) struct Outcome {
    /// Changes and suggestions, in order.
    pub(super) changes: Vec<Change>,
    /// One per word.
    pub(super) estimates: Vec<Estimate>,
    /// The words that somebody asked for.
    pub(super) explained: Vec<ExplainedWord>,
    /// How worn the print is, from 0 to 1.
    pub(super) wear: f32,
}

/// A compound at this price was put together by chance.
pub(super) const BY_CHANCE: f32 = 20.0;

/// What one of the hundred commonest words costs at the most.
const COMMON: f32 = 7.0;

/// A confusion at this price is one of the print, not of its noise (nats).
const OF_PRINT: f32 = 4.0;

/// So many times as often a word must stand there that worn print misread it again and again.
const READ_RIGHT: u16 = 6;

/// Letters of a word that no name is by chance so near to.
pub(super) const LONG: usize = 9;

/// Whether a token holds what no word is spelt with: a sign or digit among letters, an é before others, a capital after small ones.
fn is_odd(read: &str) -> bool {
    let mut letters = read.chars().peekable();
    let mut small = false;
    while let Some(c) = letters.next() {
        let inside = letters.peek().is_some();
        if !c.is_alphabetic() || c == 'é' && inside || small && c.is_uppercase() {
            return true;
        }
        small |= c.is_lowercase();
    }
    false
}

/// Whether å, ä, ö, æ or ø of what was read would go.
fn loses_mark(read: &str, with: &str) -> bool {
    let marks = |word: &str| word.chars().filter(|&c| is_marked(c)).count();
    marks(with) < marks(read)
}

static INFLECTIONS: Table = table!("channel/inflections.tsv");

/// The endings by which two forms of one word may differ.
fn endings() -> &'static [&'static str] {
    static ALL: LazyLock<Vec<&'static str>> =
        LazyLock::new(|| INFLECTIONS.text().lines().filter(|line| !line.starts_with('#')).collect());
    &ALL
}

/// Whether one of two forms is the other with an ending more.
fn inflects(read: &str, with: &str) -> bool {
    let (read, with) = (read.to_lowercase(), with.to_lowercase());
    let ending = read.strip_prefix(&*with).or_else(|| with.strip_prefix(&*read));
    ending.is_some_and(|ending| endings().contains(&ending))
}

pub(super) fn best_of(slot: &Slot, belief: &Belief) -> Option<(usize, f32)> {
    if slot.arcs.len() == 1 {
        return Some((0, 1.0));
    }
    belief.p.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

impl Stretch<'_> {
    pub(super) fn outcome(
        &self,
        all: &[Token],
        joined: &Joined,
        times: &HashMap<&str, u16>,
        slots: &[Slot],
        beliefs: &[Belief],
        asked: Option<Span<Read>>,
    ) -> Outcome {
        let mut outcome = Outcome { wear: self.wear, ..Outcome::default() };
        for (at, token) in all.iter().enumerate() {
            if !matches!(token.kind, Kind::Word | Kind::Lone) {
                continue;
            }
            let slot = &slots[at];
            let Some((best, p)) = best_of(slot, &beliefs[at]) else { continue };
            let read = self.read(all, joined, at);
            // The same letters may stand there as a word and as a name.
            let as_name =
                Shape::of(read) == Shape::Capital && super::words::same_folded(&slot.arcs[best].text, read);
            let stood = if as_name { Some(best) } else { self.read_index(slot, read) };
            let p_of = |of: usize| {
                if slot.arcs.len() < 2 {
                    return 1.0;
                }
                let same = |arc: &Candidate| super::words::same_folded(&arc.text, &slot.arcs[of].text);
                let ps = slot.arcs.iter().zip(&beliefs[at].p).filter(|(arc, _)| same(arc)).map(|(_, p)| p);
                ps.sum::<f32>().min(1.0)
            };
            let p_read = stood.map_or(0.0, p_of);
            let at_read = Span::new(token.start as usize, token.end as usize);
            let is_asked = asked.is_some_and(|asked| explain::touches(asked, at_read));
            let (mut change, mut weighed) = (None, None);
            let p = if slot.arcs.len() > 1 { p_of(best) } else { p };
            if stood != Some(best) {
                let shape = Shape::of(read);
                let inside = self.is_inside(all, at);
                let in_capitals = in_capitals(self.text, all, at);
                let old = stood.map(|i| &slot.arcs[i]);
                let dearer = old.map_or(0.0, |old| slot.arcs[best].channel - old.channel);
                let alien = read.chars().any(|c| is_marked(c) && !native(self.language).contains(c));
                let named = shape == Shape::Capital
                    && (self.is_named(all, at)
                        || self.reader != Reader::Own && self.goes_before_name(all, at));
                // What is guessed may be listed as well; a place's name says nothing of who is called so.
                let listed = |arc: &Candidate| {
                    arc.kind == Known::Name
                        && super::words::same_folded(&arc.text, &slot.arcs[best].text)
                        && !self.is_place(&arc.text)
                };
                let kind = match slot.arcs[best].kind {
                    Known::Guess if slot.arcs.iter().any(listed) => Known::Name,
                    kind => kind,
                };
                let stake = Stake {
                    name: old.is_some_and(|old| old.kind == Known::Name),
                    word: old.is_some_and(|old| old.kind == Known::Word),
                    short: read.chars().count() < SHORTEST_GIVEN,
                    letters: read.chars().count(),
                    cased: shape != Shape::Lower,
                    composed: old.is_some_and(|old| old.kind == Known::Compound) && !self.is_inflected(read),
                    unmarks: loses_mark(read, &slot.arcs[best].text),
                    abbreviated: self.is_abbreviated(token.end as usize),
                    inflects: self.reader == Reader::Own && inflects(read, &slot.arcs[best].text),
                    place: kind == Known::Name
                        && self.is_place(&slot.arcs[best].text)
                        && self.is_named(all, at),
                    dearer,
                    own: self.reader == Reader::Own,
                    kind,
                    // A word with letters of another language was not written in this one.
                    known: !alien
                        && old.is_some_and(|old| match old.kind {
                            // What takes an ending more than a known word is as good as known.
                            Known::AsRead => {
                                slot.arcs[best].plain && self.is_inflected(read)
                                    || shape == Shape::Capital && self.is_word(read)
                            }
                            Known::Compound => {
                                old.lexical < BY_CHANCE || slot.arcs[best].plain && self.is_inflected(read)
                            }
                            _ => true,
                        }),
                    capital: shape == Shape::Capital
                        && (inside || named || slot.arcs[best].kind == Known::Compound)
                        || shape == Shape::Upper && read.len() < 5 && !in_capitals,
                    sign: token.kind == Kind::Lone,
                    plain: slot.arcs[best].plain,
                    worn: self.is_worn(),
                    vouched: slot.arcs[best].vouched,
                    named,
                    built: slot.arcs[best].kind == Known::Compound && self.may_be_name(&slot.arcs[best].text),
                    by_chance: slot.arcs[best].kind == Known::Compound && slot.arcs[best].lexical > BY_CHANCE,
                    common: old.is_some_and(|old| old.kind == Known::Word && old.lexical < COMMON)
                        && slot.arcs[best].lexical < COMMON,
                    loose: kind == Known::Name && self.is_loose(&slot.arcs[best].text),
                    long: read.chars().count() >= LONG,
                    odd: is_odd(read) && !is_odd(&slot.arcs[best].text),
                    rarer: old.map_or(0.0, |old| slot.arcs[best].lexical - old.lexical),
                };
                // What a print does, it does again; noise does not, and a name may be another.
                let print = stake.kind == Known::Word && !stake.plain && dearer < OF_PRINT;
                let shown = stake.kind == Known::Word && stake.vouched && stake.letters >= judge::TOLD;
                // Among so many that were read right, some that were read wrong are what worn print does.
                let seen = |form: &str| times.get(form).copied().unwrap_or(0);
                let few = self.is_worn()
                    && stake.plain
                    && seen(&slot.arcs[best].text) >= seen(read).saturating_mul(READ_RIGHT);
                let sights = if !alien
                    && !shown
                    && !few
                    && !stake.common
                    && (stake.known || stake.capital && shape == Shape::Capital && !print)
                {
                    times.get(read).copied().unwrap_or(1)
                } else {
                    1
                };
                let against = judge::after_sights(p / (p + p_read).max(f32::MIN_POSITIVE), dearer, sights);
                let p = judge::after_sights(p, dearer, sights);
                let verdict = judge::verdict(p, against, stake);
                change = Some((verdict, p));
                if verdict != Verdict::Leave || is_asked {
                    let small = inside && !self.may_be_name(&slot.arcs[best].text);
                    let mut with = judge::cased(&slot.arcs[best], read, shape, small);
                    let alone = with.chars().count() == 1;
                    if alone && (token.kind == Kind::Lone && !inside || in_capitals) {
                        with = with.to_uppercase();
                    }
                    if is_asked {
                        weighed = Some((self.settings.level.weigh(verdict, p), p, stake, with.clone()));
                    }
                    if verdict != Verdict::Leave {
                        self.push(&mut outcome.changes, *token, with, p, verdict);
                    }
                }
            }
            if is_asked {
                let candidates = explain::weighed(&slot.arcs, &beliefs[at]);
                outcome.explained.push(explain::word(at_read, candidates, weighed));
            }
            if token.kind == Kind::Word {
                let unknown = stood == Some(best) && slot.arcs[best].kind == Known::AsRead;
                outcome.estimates.push(Estimate {
                    start: token.start as usize,
                    wrong: 1.0 - p_read,
                    change,
                    unknown,
                });
            }
        }
        outcome
    }

    /// Writes a change back to where its letters stood.
    pub(super) fn push(
        &self,
        changes: &mut Vec<Change>,
        token: Token,
        with: String,
        confidence: f32,
        verdict: Verdict,
    ) {
        let (start, end) = (token.start as usize, token.end as usize);
        let mut push = |start: usize, end: usize, with: &str| {
            if self.text[start..end] != *with {
                changes.push(Change { start, end, with: with.to_owned(), confidence, verdict });
            }
        };
        match token.rest {
            None => push(start, end, &with),
            Some((second, last)) => {
                let (second, last) = (second as usize, last as usize);
                let cut = hyphen::cut(&with, &self.text[start..end], &self.text[second..last]);
                push(start, end, &with[..cut]);
                push(second, last, &with[cut..]);
            }
        }
    }

    /// Whether a form is a word of running text with one letter of an ending more.
    fn is_inflected(&self, read: &str) -> bool {
        let lower = read.to_lowercase();
        let letters = endings().iter().filter(|ending| ending.len() == 1);
        let stem = letters.copied().find_map(|letter| lower.strip_suffix(letter));
        stem.filter(|stem| stem.len() > SHORTEST_GIVEN)
            .and_then(|stem| self.lexicon.get(stem))
            .is_some_and(|entry| entry.attested)
    }

    /// Whether a form is a word of running text but for its capital.
    fn is_word(&self, read: &str) -> bool {
        self.lexicon.get(&read.to_lowercase()).is_some_and(|entry| entry.attested)
    }

    /// Whether a name is known of places alone.
    fn is_place(&self, name: &str) -> bool {
        let known = self.lexicon.get_name(name);
        known.is_some_and(|name| (name.place || name.municipality) && !name.given && !name.surname)
    }

    /// Whether a name is known, but not what it names.
    fn is_loose(&self, name: &str) -> bool {
        self.lexicon.get_name(name).is_some_and(|name| name.is_loose())
    }

    /// Whether a point stands at a byte that ends no sentence, since a small letter or a comma follows.
    fn is_abbreviated(&self, end: usize) -> bool {
        self.text[end..].strip_prefix('.').is_some_and(|rest| {
            rest.starts_with(',')
                || rest.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
        })
    }

    /// Whether a folded form is a name, or built as names are.
    fn may_be_name(&self, folded: &str) -> bool {
        let cased = capitalised(folded);
        self.lexicon.get_name(&cased).is_some() || self.lexicon.name_compound_cost(&cased).is_some()
    }

    /// The index of the candidate that is what was read.
    fn read_index(&self, slot: &Slot, read: &str) -> Option<usize> {
        slot.arcs
            .iter()
            .position(|arc| arc.kind == Known::AsRead || super::words::same_folded(&arc.text, read))
    }
}

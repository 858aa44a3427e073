//! One damaged stretch of text, read by one model: its words decoded, in two passes where the document is long enough to
//! show its own leaning of the channel.

use super::calibration::calibrated;
use super::candidates::{Candidate, Kind as Known, Search, Shape, name_cost};
use super::channel::{Channel, Leaning, Reader, is_marked, native};
use super::elsewhere;
use super::explain::{self, ExplainedWord};
use super::hyphen;
use super::judge::{self, Stake, Verdict};
use super::lattice::{self, Belief, Slot, class};
use super::settings::{Level, Settings};
use super::tokens::{Kind, Token, tokens};
use super::twins;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::tables::{Table, table};
use crate::text::{Read, Span};
use foldhash::HashMap;
use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;
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
    /// Probability that the word is wrong after a repair of this level.
    pub(super) fn left_wrong(&self, level: Level) -> f32 {
        match self.change {
            Some((verdict, p)) if level.weigh(verdict, p) >= Verdict::Doubtful => {
                1.0 - calibrated(p, level.weigh(verdict, p))
            }
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
}

/// Candidates by token, as cased.
type Cache<'t> = HashMap<&'t str, Rc<[Candidate]>>;

/// What a stretch holds of one form.
#[derive(Debug, Default)]
struct Form {
    /// How often it stands.
    times: u32,
    /// Its candidates, by where it stands: anywhere; in its place, which may be inside a sentence or where only a name
    /// is expected; among capitals.
    arcs: Option<Rc<[Candidate]>>,
    placed: Option<Rc<[Candidate]>>,
    inside: Option<Rc<[Candidate]>>,
    named: Option<Rc<[Candidate]>>,
    in_capitals: Option<Rc<[Candidate]>>,
}

thread_local! {
    /// Words change little from document to document: what was found is kept, within bounds.
    static KNOWN: RefCell<BTreeMap<(Language, Reader, bool, Asked), Kept>> = const { RefCell::new(BTreeMap::new()) };
}

/// What is asked of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Asked {
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

/// A form that stands so often in one stretch was not made by noise.
const OFTEN: u32 = 3;

/// How much dearer the second candidate must be that no leaning of the channel brings it up (nats).
const NO_RIVAL: f32 = 5.5;

fn has_no_rival(arcs: &[Candidate]) -> bool {
    match arcs {
        [best, others @ ..] => others.iter().all(|other| other.alone() > best.alone() + NO_RIVAL),
        [] => true,
    }
}

/// Repairs `text[start..end]`, read by `reader`. Tokens that begin at a byte for which `taken` holds are left alone.
pub(super) fn repair(
    text: &str,
    (start, end): (usize, usize),
    (language, reader): (Language, Reader),
    settings: &Settings,
    taken: &dyn Fn(usize) -> bool,
    asked: Option<Span<Read>>,
) -> Outcome {
    let stretch = Stretch { text, language, lexicon: Lexicon::of(language), reader, worn: false, settings };
    let learned = settings.channel.as_ref().and_then(|learned| learned.of(language, reader));
    let channel = learned.unwrap_or_else(|| Channel::of(language, reader));
    let (all, joined) = stretch.tokens(start, end, channel, taken);
    let slots = stretch.slots(&all, &joined, channel);
    let beliefs = lattice::decode(stretch.lexicon, &slots);
    if !is_worn(text, &all, &slots, &beliefs) {
        return stretch.weigh(&all, &joined, slots, beliefs, channel, asked);
    }
    let stretch = Stretch { worn: true, ..stretch };
    // What an archive's own pages have shown is known better than what worn pages show elsewhere.
    let channel = learned.unwrap_or_else(|| Channel::worn(language, reader));
    let (all, joined) = stretch.tokens(start, end, channel, taken);
    let slots = stretch.slots(&all, &joined, channel);
    let beliefs = lattice::decode(stretch.lexicon, &slots);
    stretch.weigh(&all, &joined, slots, beliefs, channel, asked)
}

/// Whether so many words are none that the print must be worn.
fn is_worn(text: &str, all: &[Token], slots: &[Slot], beliefs: &[Belief]) -> bool {
    let (mut words, mut broken) = (0_u32, 0_u32);
    for ((token, slot), belief) in all.iter().zip(slots).zip(beliefs) {
        let read = token.of(text);
        if token.kind != Kind::Word || read.len() < SHORTEST_GIVEN || Shape::of(read) != Shape::Lower {
            continue;
        }
        let Some((best, _)) = best_of(slot, belief) else { continue };
        words += 1;
        let best = &slot.arcs[best];
        broken += u32::from(best.kind == Known::AsRead || best.plain);
    }
    words >= LEAST_WORDS && broken * WORN > words
}

/// One word in so many is none where the print is worn, and how many must be seen.
const WORN: u32 = 11;
const LEAST_WORDS: u32 = 60;

struct Stretch<'t> {
    text: &'t str,
    language: Language,
    lexicon: &'static Lexicon,
    reader: Reader,
    /// The print is worn, so that all letters are misread.
    worn: bool,
    settings: &'t Settings,
}

/// Words broken at line ends, whole, by index of their token.
type Joined = BTreeMap<usize, String>;

impl Stretch<'_> {
    /// The tokens, those among them that go on below joined.
    fn tokens(
        &self,
        start: usize,
        end: usize,
        channel: &Channel,
        taken: &dyn Fn(usize) -> bool,
    ) -> (Vec<Token>, Joined) {
        let mut all = Vec::new();
        tokens(self.text, start, end, &mut all);
        let joined = self.join(&mut all, channel);
        for token in &mut all {
            if taken(token.start as usize) && matches!(token.kind, Kind::Lone | Kind::Word) {
                token.kind = Kind::Section;
            }
        }
        (all, joined)
    }

    /// What the document shows of itself, weighed with what was decoded without it.
    fn weigh(
        &self,
        all: &[Token],
        joined: &Joined,
        mut slots: Vec<Slot>,
        mut beliefs: Vec<Belief>,
        channel: &Channel,
        asked: Option<Span<Read>>,
    ) -> Outcome {
        let reads: Vec<Option<&str>> = (0..all.len())
            .map(|at| (all[at].kind == Kind::Word).then(|| self.read(all, joined, at)))
            .collect();
        let times = elsewhere::times(&reads);
        if self.reader != Reader::Own {
            let seen = self.seen(all, joined, &slots, &beliefs);
            let leaning = (seen.values().sum::<f64>() >= 8.0).then(|| channel.leaning(&seen));
            if let Some(leaning) = &leaning {
                self.lean(all, joined, &mut slots, channel, leaning);
            }
            twins::vouch(&reads, &mut slots, &beliefs, channel, leaning.as_ref());
            self.vouch_signs(all, &mut slots, &beliefs);
        }
        let explained = elsewhere::vouch(&reads, &times, &mut slots, &beliefs, channel, self.reader);
        // Its own model leaves the slots as they were, unless a word was explained.
        if explained || self.reader != Reader::Own {
            beliefs = lattice::decode(self.lexicon, &slots);
        }
        self.outcome(all, joined, &times, &slots, &beliefs, asked)
    }

    /// Joins words broken at line ends where the whole is a word; the second halves leave the tokens.
    fn join(&self, all: &mut Vec<Token>, channel: &Channel) -> Joined {
        let mut search =
            Search::new(self.lexicon, self.settings.words.as_ref(), channel, (self.reader, self.worn));
        let mut joined = BTreeMap::new();
        let mut gone = Vec::new();
        for at in 0..all.len() {
            let Some(rest) = hyphen::rest_of(self.text, all, at, self.language) else { continue };
            let whole = format!("{}{}", all[at].of(self.text), all[rest].of(self.text));
            let found = self.kept((Asked::Whole, &whole), |whole| search.candidates(whole, Shape::of(whole)));
            if found[0].kind == Known::AsRead {
                // Halves of a word that nobody knows are no words to repair.
                all[at].kind = Kind::Kept;
                all[rest].kind = Kind::Kept;
            } else {
                all[at].rest = Some((all[rest].start, all[rest].end));
                joined.insert(at, whole);
                gone.push(rest);
            }
        }
        // What is joined leaves; the keys follow.
        let mut moved = BTreeMap::new();
        for (at, whole) in joined {
            moved.insert(at - gone.partition_point(|&gone| gone < at), whole);
        }
        let mut index = 0;
        all.retain(|_| {
            index += 1;
            gone.binary_search(&(index - 1)).is_err()
        });
        moved
    }

    fn read<'a>(&'a self, all: &[Token], joined: &'a Joined, at: usize) -> &'a str {
        match joined.get(&at) {
            Some(whole) => whole,
            None => all[at].of(self.text),
        }
    }

    /// The lattice, through the channel as learned.
    fn slots<'a>(&'a self, all: &[Token], joined: &'a Joined, channel: &Channel) -> Vec<Slot> {
        let mut forms: HashMap<&str, Form> = HashMap::default();
        for (at, _) in all.iter().enumerate().filter(|(_, token)| token.kind == Kind::Word) {
            forms.entry(self.read(all, joined, at)).or_default().times += 1;
        }
        let mut search =
            Search::new(self.lexicon, self.settings.words.as_ref(), channel, (self.reader, self.worn));
        let mut signs: Cache<'_> = HashMap::default();
        let mut classes: HashMap<&'static str, Rc<[Candidate]>> = HashMap::default();
        let mut slots = Vec::with_capacity(all.len());
        for (at, token) in all.iter().enumerate() {
            let class = match token.kind {
                Kind::Word | Kind::Kept => None,
                // A stroke before a small word is a letter, unless it rules a table.
                Kind::Lone if self.is_stroke(token) => None,
                // "0g" is no number.
                Kind::Lone if token.of(self.text).ends_with(char::is_alphabetic) => None,
                Kind::Lone if token.of(self.text).starts_with(|c: char| c.is_ascii_digit()) => {
                    Some(class::NUMBER)
                }
                Kind::Lone | Kind::Mark => Some(class::MARK),
                Kind::Start => Some(class::START),
                Kind::Number => Some(class::NUMBER),
                Kind::Comma => Some(class::COMMA),
                Kind::Section => Some(class::SECTION),
            };
            let arcs = match token.kind {
                Kind::Word => {
                    let read = self.read(all, joined, at);
                    let form = forms.entry(read).or_default();
                    let often = form.times >= OFTEN;
                    if in_capitals(self.text, all, at) {
                        let arcs = form.in_capitals.get_or_insert_with(|| {
                            self.kept((Asked::InCapitals, read), |read| self.word(read, true, &mut search))
                        });
                        Rc::clone(arcs)
                    } else {
                        let arcs = form.arcs.get_or_insert_with(|| self.known(read, &mut search));
                        let capital = arcs.len() > 1 && Shape::of(read) == Shape::Capital;
                        let (placed, dearer) = if capital && self.is_named(all, at) {
                            (&mut form.named, CAPITAL_NAMED)
                        } else if capital
                            && (self.is_inside(all, at) || self.goes_before_name(all, at))
                            && !self.goes_after_municipality(all, at)
                        {
                            (&mut form.inside, CAPITAL_INSIDE)
                        } else {
                            (&mut form.placed, 0.0)
                        };
                        Rc::clone(placed.get_or_insert_with(|| self.in_place(read, often, dearer, arcs)))
                    }
                }
                Kind::Lone => {
                    let read = token.of(self.text);
                    let stroke = class.is_none() && read.len() == 1;
                    let key = if stroke { "a stroke" } else { read };
                    Rc::clone(signs.entry(key).or_insert_with(|| self.lone(read, stroke).into()))
                }
                Kind::Kept => [as_read(token.of(self.text), 12.0)].into(),
                _ => Rc::clone(
                    classes.entry(class.unwrap_or(class::MARK)).or_insert_with(|| [as_read("", 3.0)].into()),
                ),
            };
            let capital = token.kind == Kind::Word && Shape::of(token.of(self.text)) == Shape::Capital;
            slots.push(Slot { arcs, class, apart: token.glued, capital });
        }
        slots
    }

    /// Prices what has rivals by the document's own leaning of the channel.
    fn lean(&self, all: &[Token], joined: &Joined, slots: &mut [Slot], channel: &Channel, leaning: &Leaning) {
        // By where the candidates lie, which the places of one form share: they are kept, so that no others come to lie there.
        let mut leant: HashMap<*const Candidate, [Rc<[Candidate]>; 2]> = HashMap::default();
        for (at, slot) in slots.iter_mut().enumerate() {
            if all[at].kind != Kind::Word || has_no_rival(&slot.arcs) {
                continue;
            }
            let [_, arcs] = leant.entry(slot.arcs.as_ptr()).or_insert_with(|| {
                let folded: Vec<char> =
                    self.read(all, joined, at).chars().flat_map(char::to_lowercase).collect();
                let mut arcs = slot.arcs.to_vec();
                for arc in arcs.iter_mut().filter(|arc| !arc.plain) {
                    let truth: Vec<char> = arc.text.chars().flat_map(char::to_lowercase).collect();
                    arc.channel += channel.leant(&truth, &folded, leaning);
                }
                [Rc::clone(&slot.arcs), arcs.into()]
            });
            slot.arcs = Rc::clone(arcs);
        }
    }

    /// Where a lone sign surely stood for a word, the same sign likely does elsewhere: the print is one.
    fn vouch_signs(&self, all: &[Token], slots: &mut [Slot], beliefs: &[Belief]) {
        let lone = |at: &usize| all[*at].kind == Kind::Lone;
        let mut sure: BTreeMap<&str, Box<str>> = BTreeMap::new();
        for at in (0..all.len()).filter(lone) {
            if let Some((best, p)) = best_of(&slots[at], &beliefs[at])
                && p >= SURE_SIGN
                && slots[at].arcs[best].kind != Known::AsRead
            {
                sure.insert(all[at].of(self.text), slots[at].arcs[best].text.clone());
            }
        }
        if sure.is_empty() {
            return;
        }
        for at in (0..all.len()).filter(lone) {
            let Some(word) = sure.get(all[at].of(self.text)) else { continue };
            let mut arcs = slots[at].arcs.to_vec();
            for arc in arcs.iter_mut().filter(|arc| arc.text == *word && arc.kind != Known::AsRead) {
                arc.channel -= SHOWN_SIGN;
                arc.vouched = true;
            }
            slots[at].arcs = arcs.into();
        }
    }

    /// The candidates of a word through the channel as learned, which are the same in every document.
    fn known(&self, read: &str, search: &mut Search<'_>) -> Rc<[Candidate]> {
        self.kept((Asked::Word, read), |read| self.word(read, false, search))
    }

    /// What was found before, if this is what is asked for usually, or what `find` finds.
    fn kept(
        &self,
        (asked, read): (Asked, &str),
        find: impl FnOnce(&str) -> Vec<Candidate>,
    ) -> Rc<[Candidate]> {
        if !self.settings.finds_the_usual() {
            return find(read).into();
        }
        KNOWN.with_borrow_mut(|known| {
            let known = known.entry((self.language, self.reader, self.worn, asked)).or_default();
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
    fn word(&self, read: &str, in_capitals: bool, search: &mut Search<'_>) -> Vec<Candidate> {
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
        // A single capital is an initial or a party.
        if shape == Shape::Capital && read.chars().count() == 1 {
            return vec![as_read(read, 12.0)];
        }
        // Short capitals are abbreviations.
        if shape == Shape::Upper && read.chars().count() <= 3 && !in_capitals {
            return vec![as_read(read, 12.0)];
        }
        let mut found = search.candidates(read, shape);
        if self.reader == Reader::Own
            && let Some(best) =
                found.iter().position(|candidate| candidate.channel < 1.0 && candidate.kind != Known::AsRead)
        {
            // Its own model errs in known words where only a mark is lost or won, as far as anybody can tell.
            let known = found.swap_remove(best);
            let rivals = known.kind == Known::Word && shape == Shape::Lower;
            found.retain(|other| rivals && other.kind == Known::Word && !other.plain);
            found.insert(0, known);
        }
        // A small letter for a capital is hard to tell in print: "jonas".
        if shape == Shape::Lower && read.len() >= SHORTEST_GIVEN && found.len() < 8 {
            let mut letters = read.chars();
            let capital: String = letters
                .next()
                .into_iter()
                .flat_map(char::to_uppercase)
                .chain(letters.as_str().chars())
                .collect();
            if found.iter().any(|other| other.kind == Known::AsRead)
                && let Some(name) = self.lexicon.get_name(&capital)
                && name.given
            {
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

    /// Whether a lone "|" stands before a word in small letters, alone on its line.
    fn is_stroke(&self, token: &Token) -> bool {
        let (start, end) = (token.start as usize, token.end as usize);
        // No further than to the next stroke: a document may be one line of them.
        let (before, after) = (&self.text[..start], &self.text[end..]);
        let rules = |sign: Option<char>| sign == Some('|');
        token.of(self.text) == "|"
            && after.strip_prefix(' ').is_some_and(|rest| rest.starts_with(char::is_lowercase))
            && !rules(before.chars().rev().find(|c| matches!(c, '|' | '\n')))
            && !rules(after.chars().find(|c| matches!(c, '|' | '\n')))
    }

    /// The candidates of a lone sign or digit.
    fn lone(&self, read: &str, stroke: bool) -> Vec<Candidate> {
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
    fn in_place(&self, read: &str, often: bool, dearer: f32, arcs: &Rc<[Candidate]>) -> Rc<[Candidate]> {
        if arcs.len() < 2 || !(often || dearer > 0.0) {
            return Rc::clone(arcs);
        }
        let mut arcs: Vec<Candidate> = arcs.to_vec();
        if !self.worn {
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

    /// Whether a word stands inside a sentence, so that its capital says something.
    fn is_inside(&self, all: &[Token], at: usize) -> bool {
        inside_sentence(all, at) && !begins_block(self.text, all[at].start as usize)
    }

    /// Whether a party stands in brackets behind a word, or a given name before it.
    fn is_named(&self, all: &[Token], at: usize) -> bool {
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
    fn goes_after_municipality(&self, all: &[Token], at: usize) -> bool {
        at.checked_sub(1).map(|before| &all[before]).is_some_and(|before| {
            let read = before.of(self.text);
            before.kind == Kind::Word
                && Shape::of(read) == Shape::Capital
                && self.lexicon.get_name(read).is_some_and(|name| name.municipality && !name.given)
        })
    }

    /// Whether a capitalised form that is no word stands behind a word, as in "Berg Anna", but also in "Ordförande Berg".
    fn goes_before_name(&self, all: &[Token], at: usize) -> bool {
        all.get(at + 1).is_some_and(|next| {
            let read = next.of(self.text);
            next.kind == Kind::Word
                && &self.text[all[at].end as usize..next.start as usize] == " "
                && Shape::of(read) == Shape::Capital
                && self.lexicon.get(&read.to_lowercase()).is_none()
        })
    }

    /// Whether a form is a word of running text with one letter of an ending more.
    fn is_inflected(&self, read: &str) -> bool {
        let lower = read.to_lowercase();
        let stem = lower.strip_suffix(['t', 's', 'n', 'r', 'e', 'a']);
        stem.filter(|stem| stem.len() > SHORTEST_GIVEN)
            .and_then(|stem| self.lexicon.get(stem))
            .is_some_and(|entry| entry.attested)
    }

    /// Whether a form is a word of running text but for its capital.
    fn is_word(&self, read: &str) -> bool {
        self.lexicon.get(&read.to_lowercase()).is_some_and(|entry| entry.attested)
    }

    /// Whether a folded form is a name, or built as names are.
    fn may_be_name(&self, folded: &str) -> bool {
        let mut letters = folded.chars();
        let cased: String =
            letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect();
        self.lexicon.get_name(&cased).is_some() || self.lexicon.name_compound_cost(&cased).is_some()
    }

    /// The index of the candidate that is what was read.
    fn read_index(&self, slot: &Slot, read: &str) -> Option<usize> {
        slot.arcs
            .iter()
            .position(|arc| arc.kind == Known::AsRead || super::words::same_folded(&arc.text, read))
    }

    /// Confusions of marked letters that the document surely shows.
    fn seen(
        &self,
        all: &[Token],
        joined: &Joined,
        slots: &[Slot],
        beliefs: &[Belief],
    ) -> BTreeMap<(Box<str>, Box<str>), f64> {
        let mut seen = BTreeMap::new();
        for (at, slot) in slots.iter().enumerate() {
            if all[at].kind != Kind::Word {
                continue;
            }
            let Some((best, p)) = best_of(slot, &beliefs[at]) else { continue };
            // Without a marked letter nothing can be seen of one.
            if p < 0.9 || slot.arcs[best].text.is_ascii() {
                continue;
            }
            let read: Vec<char> = self.read(all, joined, at).chars().flat_map(char::to_lowercase).collect();
            let truth: Vec<char> = slot.arcs[best].text.chars().flat_map(char::to_lowercase).collect();
            for (true_letter, read) in confusions(&truth, &read) {
                *seen.entry((true_letter.to_string().into(), read.into())).or_insert(0.0) += f64::from(p);
            }
        }
        seen
    }

    fn outcome(
        &self,
        all: &[Token],
        joined: &Joined,
        times: &HashMap<&str, u16>,
        slots: &[Slot],
        beliefs: &[Belief],
        asked: Option<Span<Read>>,
    ) -> Outcome {
        let mut outcome = Outcome::default();
        for (at, token) in all.iter().enumerate() {
            if !matches!(token.kind, Kind::Word | Kind::Lone) {
                continue;
            }
            let slot = &slots[at];
            let Some((best, p)) = best_of(slot, &beliefs[at]) else { continue };
            let read = self.read(all, joined, at);
            let stood = self.read_index(slot, read);
            let p_read = match stood {
                Some(i) if slot.arcs.len() > 1 => beliefs[at].p[i],
                Some(_) => 1.0,
                None => 0.0,
            };
            let at_read = Span::new(token.start as usize, token.end as usize);
            let is_asked = asked.is_some_and(|asked| explain::touches(asked, at_read));
            let (mut change, mut weighed) = (None, None);
            // The same letters may stand there as a word and as a name.
            let same = |arc: &Candidate| super::words::same_folded(&arc.text, &slot.arcs[best].text);
            let p = if slot.arcs.len() > 1 {
                slot.arcs
                    .iter()
                    .zip(&beliefs[at].p)
                    .filter(|(arc, _)| same(arc))
                    .map(|(_, p)| p)
                    .sum::<f32>()
                    .min(1.0)
            } else {
                p
            };
            if stood != Some(best) {
                let shape = Shape::of(read);
                let inside = self.is_inside(all, at);
                let old = stood.map(|i| &slot.arcs[i]);
                let dearer = old.map_or(0.0, |old| slot.arcs[best].channel - old.channel);
                let alien = read.chars().any(|c| is_marked(c) && !native(self.language).contains(c));
                let named = shape == Shape::Capital
                    && (self.is_named(all, at)
                        || self.reader != Reader::Own && self.goes_before_name(all, at));
                let stake = Stake {
                    name: old.is_some_and(|old| old.kind == Known::Name),
                    word: old.is_some_and(|old| old.kind == Known::Word),
                    short: read.chars().count() < SHORTEST_GIVEN,
                    dearer,
                    own: self.reader == Reader::Own,
                    kind: slot.arcs[best].kind,
                    // A word with letters of another language was not written in this one.
                    known: !alien
                        && old.is_some_and(|old| match old.kind {
                            // What takes an ending more than a known word is as good as known.
                            Known::AsRead => {
                                slot.arcs[best].plain && self.is_inflected(read)
                                    || shape == Shape::Capital && self.is_word(read)
                            }
                            Known::Compound => old.lexical < BY_CHANCE,
                            _ => true,
                        }),
                    capital: shape == Shape::Capital
                        && (inside || named || slot.arcs[best].kind == Known::Compound)
                        || shape == Shape::Upper && read.len() < 5,
                    sign: token.kind == Kind::Lone,
                    plain: slot.arcs[best].plain,
                    worn: self.worn,
                    vouched: slot.arcs[best].vouched,
                    named,
                    built: slot.arcs[best].kind == Known::Compound && self.may_be_name(&slot.arcs[best].text),
                    long: read.chars().count() >= LONG,
                    odd: is_odd(read) && !is_odd(&slot.arcs[best].text),
                    rarer: old.map_or(0.0, |old| slot.arcs[best].lexical - old.lexical),
                };
                let sights = if !alien && (stake.known || stake.capital && shape == Shape::Capital) {
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
                    if token.kind == Kind::Lone && !inside && with.chars().count() == 1 {
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
    fn push(&self, changes: &mut Vec<Change>, token: Token, with: String, confidence: f32, verdict: Verdict) {
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
}

/// Probability from which a lone sign vouches for others of its kind, and how much likelier it makes them (nats).
const SURE_SIGN: f32 = 0.97;
const SHOWN_SIGN: f32 = 1.0;

/// What a stroke costs that rules no table (nats).
const STROKE: f32 = 14.0;

/// A compound at this price was put together by chance.
const BY_CHANCE: f32 = 20.0;

/// Letters of a word that no name is by chance so near to.
const LONG: usize = 9;

/// Letters of a given name that is known without its capital, and what the loss of a capital costs (nats).
const SHORTEST_GIVEN: usize = 4;
const SMALL_FOR_CAPITAL: f32 = 4.0;
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

/// Letters of a form that is told by most of them, and what it costs that it was misread in one way again and again (nats).
const TOLD: usize = 6;
const SAME_AGAIN: f32 = 3.0;

/// What a capital costs a plain word inside a sentence.
const CAPITAL_INSIDE: f32 = 3.0;
/// The same where only a name is expected.
const CAPITAL_NAMED: f32 = 6.0;

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters.as_str().chars()).collect()
}

fn as_read(read: &str, lexical: f32) -> Candidate {
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

/// Whether a short token in capitals stands among words in capitals.
fn in_capitals(text: &str, all: &[Token], at: usize) -> bool {
    let upper = |token: &Token| {
        let read = token.of(text);
        token.kind == Kind::Word && read.len() > 3 && Shape::of(read) == Shape::Upper
    };
    let token = &all[at];
    token.end - token.start <= 4
        && Shape::of(token.of(text)) == Shape::Upper
        && (at.checked_sub(1).is_some_and(|i| upper(&all[i])) || all.get(at + 1).is_some_and(upper))
}

/// Whether the token before is a word, a comma or a number, so that no sentence starts here.
fn inside_sentence(all: &[Token], at: usize) -> bool {
    at > 0 && !matches!(all[at - 1].kind, Kind::Start | Kind::Mark | Kind::Lone | Kind::Section)
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

/// Bytes of the abbreviation of a party.
const LONGEST_PARTY: usize = 5;

/// Characters of a line that is surely full.
const FULL_LINE: usize = 55;

fn best_of(slot: &Slot, belief: &Belief) -> Option<(usize, f32)> {
    if slot.arcs.len() == 1 {
        return Some((0, 1.0));
    }
    belief.p.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
}

/// Marked letters of the truth with what was read for them, where that is plain to see.
fn confusions(truth: &[char], read: &[char]) -> Vec<(char, String)> {
    let mut found = Vec::new();
    if truth.len() == read.len() {
        for (&t, &r) in truth.iter().zip(read) {
            if is_marked(t) {
                found.push((t, r.to_string()));
            }
        }
        return found;
    }
    let before = truth.iter().zip(read).take_while(|(a, b)| a == b).count();
    let after =
        truth[before..].iter().rev().zip(read[before..].iter().rev()).take_while(|(a, b)| a == b).count();
    let (truth, read) = (&truth[before..truth.len() - after], &read[before..read.len() - after]);
    if let [letter] = truth
        && is_marked(*letter)
        && (1..=3).contains(&read.len())
    {
        found.push((*letter, read.iter().collect()));
    }
    found
}

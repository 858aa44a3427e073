//! One damaged stretch of text, read by one model: its words decoded, in two passes where the document is long enough to
//! show its own leaning of the channel.

use super::arcs::{Asked, CAPITAL_INSIDE, CAPITAL_NAMED, SHORTEST_GIVEN, as_read};
use super::candidates::{Candidate, Kind as Known, Search, Shape};
use super::channel::{Channel, Leaning, Reader, is_marked};
use super::elsewhere;
use super::hyphen;
use super::lattice::{self, Belief, Slot, class};
use super::outcome::{Outcome, best_of};
use super::place::in_capitals;
use super::settings::Settings;
use super::tokens::{Kind, Token, tokens};
use super::twins;
use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::text::{Read, Span};
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};
use std::rc::Rc;

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
    let stretch = Stretch { text, language, lexicon: Lexicon::of(language), reader, wear: 0.0, settings };
    let learned = settings.channel.as_ref().and_then(|learned| learned.of(language, reader));
    let channel = learned.unwrap_or_else(|| Channel::of(language, reader));
    let (all, joined) = stretch.tokens(start, end, channel, taken);
    let slots = stretch.slots(&all, &joined, channel);
    let beliefs = lattice::decode(stretch.lexicon, &slots);
    let wear = wear(text, &all, &slots, &beliefs, reader);
    if wear == 0.0 {
        return stretch.weigh(&all, &joined, slots, beliefs, channel, asked);
    }
    let stretch = Stretch { wear, ..stretch };
    // What an archive's own pages have shown is known better than what worn pages show elsewhere.
    let channel = learned.unwrap_or_else(|| Channel::worn(language, reader));
    let (all, joined) = stretch.tokens(start, end, channel, taken);
    let slots = stretch.slots(&all, &joined, channel);
    let beliefs = lattice::decode(stretch.lexicon, &slots);
    stretch.weigh(&all, &joined, slots, beliefs, channel, asked)
}

/// How worn the print is, from 0, where too few words are none for that, to 1.
fn wear(text: &str, all: &[Token], slots: &[Slot], beliefs: &[Belief], reader: Reader) -> f32 {
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
    let least = if reader == Reader::Own { OWN_WORN } else { WORN };
    if words < LEAST_WORDS || broken * least <= words {
        return 0.0;
    }
    let least = 1.0 / least as f32;
    let share = broken as f32 / words as f32;
    ((share - least) / (WORN_OUT - least)).clamp(f32::MIN_POSITIVE, 1.0)
}

/// One word in so many is none where the print is worn, also where its own model read it, and how many must be seen.
const WORN: u32 = 11;
const OWN_WORN: u32 = 16;
/// The share of words that are none in print as worn as that of which the calibration knows.
const WORN_OUT: f32 = 0.25;
const LEAST_WORDS: u32 = 60;

/// A stretch with what is asked of it.
pub(super) struct Stretch<'t> {
    pub(super) text: &'t str,
    pub(super) language: Language,
    pub(super) lexicon: &'static Lexicon,
    pub(super) reader: Reader,
    /// How worn the print is, from 0 to 1: in worn print all letters are misread.
    pub(super) wear: f32,
    pub(super) settings: &'t Settings,
}

/// Words broken at line ends, whole, by index of their token.
pub(super) type Joined = BTreeMap<usize, String>;

impl Stretch<'_> {
    /// Whether the print is worn.
    pub(super) fn is_worn(&self) -> bool {
        self.wear > 0.0
    }

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
        let mut leant = false;
        if self.reader == Reader::Own {
            let seen = self.seen_plain(all, joined, &slots, &beliefs);
            if !seen.is_empty() {
                self.lean(all, joined, &mut slots, channel, &channel.leaning(&seen, OWN_WEIGHT));
                leant = true;
            }
        } else {
            let seen = self.seen(all, joined, &slots, &beliefs);
            let leaning =
                (seen.values().sum::<f64>() >= 8.0).then(|| channel.leaning(&seen, DOCUMENT_WEIGHT));
            if let Some(leaning) = &leaning {
                self.lean(all, joined, &mut slots, channel, leaning);
            }
            twins::vouch(&reads, &mut slots, &beliefs, channel, leaning.as_ref());
            self.vouch_signs(all, &mut slots, &beliefs);
        }
        let explained = elsewhere::vouch(&reads, &times, &mut slots, &beliefs, channel, self.reader);
        // Its own model leaves the slots as they were, unless the document has shown something.
        if explained || leant || self.reader != Reader::Own {
            beliefs = lattice::decode(self.lexicon, &slots);
        }
        self.outcome(all, joined, &times, &slots, &beliefs, asked)
    }

    /// Joins words broken at line ends where the whole is a word; the second halves leave the tokens.
    fn join(&self, all: &mut Vec<Token>, channel: &Channel) -> Joined {
        let mut search =
            Search::new(self.lexicon, self.settings.words.as_ref(), channel, (self.reader, self.is_worn()));
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

    pub(super) fn read<'a>(&'a self, all: &[Token], joined: &'a Joined, at: usize) -> &'a str {
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
            Search::new(self.lexicon, self.settings.words.as_ref(), channel, (self.reader, self.is_worn()));
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
                // What its own model did not show here it may yet have done.
                let own = self.reader == Reader::Own;
                for arc in arcs.iter_mut().filter(|arc| own || !arc.plain) {
                    let truth: Vec<char> = arc.text.chars().flat_map(char::to_lowercase).collect();
                    let leant = channel.leant(&truth, &folded, leaning);
                    arc.channel += if own { leant.min(0.0) } else { leant };
                }
                [Rc::clone(&slot.arcs), arcs.into()]
            });
            slot.arcs = Rc::clone(arcs);
        }
    }

    /// Where a lone sign stood for a word, as far as its neighbours tell, the same sign likely does elsewhere: the print is one.
    fn vouch_signs(&self, all: &[Token], slots: &mut [Slot], beliefs: &[Belief]) {
        let lone = |at: &usize| all[*at].kind == Kind::Lone;
        // How often each sign is expected to have been each word.
        let mut shown: BTreeMap<(&str, Box<str>), f32> = BTreeMap::new();
        for at in (0..all.len()).filter(lone) {
            for (arc, p) in
                slots[at].arcs.iter().zip(&beliefs[at].p).filter(|(arc, _)| arc.kind != Known::AsRead)
            {
                *shown.entry((all[at].of(self.text), arc.text.clone())).or_default() += p;
            }
        }
        shown.retain(|_, times| *times >= SHOWN_SIGN);
        if shown.is_empty() {
            return;
        }
        for at in (0..all.len()).filter(lone) {
            let read = all[at].of(self.text);
            let mut arcs = slots[at].arcs.to_vec();
            for arc in arcs.iter_mut().filter(|arc| arc.kind != Known::AsRead) {
                if let Some(times) = shown.get(&(read, arc.text.clone())) {
                    arc.channel -= (1.0 + SIGHT * times).ln().min(MOST_SHOWN);
                    arc.vouched = true;
                }
            }
            slots[at].arcs = arcs.into();
        }
    }

    /// Letters with what was read for them in words that surely stand there, for all letters that were misread repeatedly.
    fn seen_plain(
        &self,
        all: &[Token],
        joined: &Joined,
        slots: &[Slot],
        beliefs: &[Belief],
    ) -> BTreeMap<(Box<str>, Box<str>), f64> {
        let mut seen: BTreeMap<(char, char), f64> = BTreeMap::new();
        for (at, best, p) in surely(all, slots, beliefs) {
            if matches!(best.kind, Known::AsRead | Known::Guess) {
                continue;
            }
            let truth = best.text.chars().flat_map(char::to_lowercase);
            let read = self.read(all, joined, at).chars().flat_map(char::to_lowercase);
            if truth.clone().count() == read.clone().count() {
                for pair in truth.zip(read) {
                    *seen.entry(pair).or_insert(0.0) += f64::from(p);
                }
            }
        }
        let misread: BTreeSet<char> =
            seen.iter().filter(|((t, r), n)| t != r && **n >= LEAST_SEEN).map(|((t, _), _)| *t).collect();
        seen.into_iter()
            .filter(|((t, _), _)| misread.contains(t))
            .map(|((t, r), n)| ((t.to_string().into(), r.to_string().into()), n))
            .collect()
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
        for (at, best, p) in surely(all, slots, beliefs) {
            // Without a marked letter nothing can be seen of one.
            if best.text.is_ascii() {
                continue;
            }
            let read: Vec<char> = self.read(all, joined, at).chars().flat_map(char::to_lowercase).collect();
            let truth: Vec<char> = best.text.chars().flat_map(char::to_lowercase).collect();
            for (true_letter, read) in confusions(&truth, &read) {
                *seen.entry((true_letter.to_string().into(), read.into())).or_insert(0.0) += f64::from(p);
            }
        }
        seen
    }
}

/// The words that surely stand somewhere, with their places and probabilities.
fn surely<'s>(
    all: &'s [Token],
    slots: &'s [Slot],
    beliefs: &'s [Belief],
) -> impl Iterator<Item = (usize, &'s Candidate, f32)> {
    const SURE: f32 = 0.9;
    slots.iter().enumerate().filter(|(at, _)| all[*at].kind == Kind::Word).filter_map(|(at, slot)| {
        let (best, p) = best_of(slot, &beliefs[at])?;
        (p >= SURE).then(|| (at, &slot.arcs[best], p))
    })
}

/// How many letters' worth a channel weighs against what one document shows of it: of marked letters, and of all letters where its
/// own model read it, and how often a confusion must be seen there.
const DOCUMENT_WEIGHT: f64 = 25.0;
const OWN_WEIGHT: f64 = 200.0;
const LEAST_SEEN: f64 = 2.0;

/// How often a lone sign is expected to have been a word that it vouches for others of its kind, what each time weighs, and how
/// much likelier all of them make the word at the most (nats).
const SHOWN_SIGN: f32 = 0.95;
const SIGHT: f32 = 1.7;
const MOST_SHOWN: f32 = 2.0;

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

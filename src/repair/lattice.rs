//! Which candidates stand together: the paragraph decoded as one lattice, with the neighbours on both sides.
//!
//! Most words have one candidate, and only runs of words with several are decoded, between the sure words at their ends. The
//! forward-backward sums give each candidate the probability that it stood there, given all readings of its neighbours: that
//! probability, not the best path alone, is what the judgement goes by.

use super::candidates::{Candidate, Kind};
use crate::lexicon::{Context, Key, Lexicon, symbol_of};
use std::rc::Rc;

/// One place of the lattice.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    /// The candidates; one where nothing is to be decided.
    pub(super) arcs: Rc<[Candidate]>,
    /// What the place is to the language statistics if it is no word.
    pub(super) class: Option<&'static str>,
    /// No context from the place before.
    pub(super) apart: bool,
    /// A word with a capital.
    pub(super) capital: bool,
}

/// What the lattice says of one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Belief {
    /// Probability of each candidate, in their order.
    pub(super) p: Vec<f32>,
}

/// Dearest step that context may cost beyond what the word costs alone; pairs never seen say little.
const CONTEXT_LIMIT: f32 = 4.0;
/// What a word saves at the most by the one before it: now and then the table of pairs takes one pair for another.
const CONTEXT_GAIN: f32 = 6.0;
/// The same beside a word that takes rare noise of the print: of so many, some stand well beside anything.
const PLAIN_GAIN: f32 = 2.5;
const NOISE: f32 = 5.0;

/// What the word before may say of whether a name follows, at the most (nats).
const NAMED_LIMIT: f32 = 2.0;

/// The classes of the language statistics.
pub(super) mod class {
    /// Start of a sentence.
    pub(in crate::repair) const START: &str = "<s>";
    /// Number.
    pub(in crate::repair) const NUMBER: &str = "<num>";
    /// Comma.
    pub(in crate::repair) const COMMA: &str = "<,>";
    /// Another sign.
    pub(in crate::repair) const MARK: &str = "<p>";
    /// Name.
    pub(in crate::repair) const NAME: &str = "<name>";
    /// Section sign.
    pub(in crate::repair) const SECTION: &str = "§";
}

/// How a candidate is known to the language statistics.
fn shown<'s>(slot: &'s Slot, arc: &'s Candidate) -> &'s str {
    match (arc.kind, slot.class) {
        (Kind::AsRead, Some(class)) => class,
        // What nobody knows and has a capital is most likely a name.
        (Kind::AsRead, None) if slot.capital => class::NAME,
        (Kind::Name | Kind::Guess, _) => class::NAME,
        _ => &arc.text,
    }
}

/// A candidate with what the language statistics know of it, whoever stands beside it.
#[derive(Clone, Copy, Debug)]
struct Arc<'s> {
    candidate: &'s Candidate,
    /// As the left of a pair.
    context: Context,
    /// As the right of a pair.
    key: Key,
    alone: f32,
}

impl<'s> Arc<'s> {
    fn new(lexicon: &Lexicon, slot: &'s Slot, candidate: &'s Candidate) -> Self {
        let form = shown(slot, candidate);
        let (form, alone) = match symbol_of(form) {
            Some(symbol) => (symbol, lexicon.alone(symbol)),
            None => (form, candidate.frequency),
        };
        Self { candidate, context: lexicon.context(form), key: Key::of(form), alone }
    }
}

fn arcs<'s>(lexicon: &'s Lexicon, slot: &'s Slot) -> impl Iterator<Item = Arc<'s>> {
    slot.arcs.iter().map(move |candidate| Arc::new(lexicon, slot, candidate))
}

fn step(lexicon: &Lexicon, from: &Arc<'_>, right: &Slot, to: &Arc<'_>) -> f32 {
    let lexical = to.candidate.lexical;
    if right.apart {
        return lexical;
    }
    let after = || lexicon.after(from.context, to.key, to.alone);
    match to.candidate.kind {
        // What the place makes a word dearer by, it costs after whatever word.
        Kind::Word => {
            let placed = (lexical - to.candidate.frequency).max(0.0);
            let alone = lexical - placed;
            let noise = |arc: &Arc<'_>| arc.candidate.plain && arc.candidate.channel > NOISE;
            let gain = if noise(from) || noise(to) { PLAIN_GAIN } else { CONTEXT_GAIN };
            after().clamp(alone - gain, alone + CONTEXT_LIMIT) + placed
        }
        Kind::AsRead if right.class.is_some() => after(),
        Kind::Name | Kind::Guess | Kind::AsRead if right.capital => {
            lexical + (after() - to.alone).clamp(-NAMED_LIMIT, NAMED_LIMIT)
        }
        // What no table holds stands after nothing: it pays what any word pays that was never seen there.
        Kind::Compound => lexicon.after(from.context, to.key, lexical).min(lexical + CONTEXT_LIMIT),
        _ => lexical,
    }
}

/// The beliefs of all places; places with one candidate get none.
pub(super) fn decode(lexicon: &Lexicon, slots: &[Slot]) -> Vec<Belief> {
    let mut beliefs = vec![Belief::default(); slots.len()];
    let mut at = 0;
    while at < slots.len() {
        if slots[at].arcs.len() < 2 {
            at += 1;
            continue;
        }
        let first = at;
        while at < slots.len() && slots[at].arcs.len() > 1 {
            at += 1;
        }
        decode_run(lexicon, slots, first, at, &mut beliefs);
    }
    beliefs
}

/// Decodes `slots[first..end]`, all of which have several candidates.
fn decode_run(lexicon: &Lexicon, slots: &[Slot], first: usize, end: usize, beliefs: &mut [Belief]) {
    let places: Vec<Vec<Arc<'_>>> =
        slots[first..end].iter().map(|slot| arcs(lexicon, slot).collect()).collect();
    // What lies beside the run has one candidate, if any.
    let beside = |slot| arcs(lexicon, slot).next();
    let before = first.checked_sub(1).and_then(|before| beside(&slots[before]));
    let after = slots.get(end).and_then(|slot| Some((slot, beside(slot)?)));
    let mut forward: Vec<Vec<f32>> = Vec::with_capacity(end - first);
    let mut steps: Vec<Vec<f32>> = Vec::with_capacity(end - first);
    let mut paths: Vec<f32> = Vec::new();
    for (n, place) in places.iter().enumerate() {
        let slot = &slots[first + n];
        let mut row = Vec::with_capacity(place.len());
        let mut taken = Vec::new();
        for to in place {
            let into = match n.checked_sub(1) {
                None => match &before {
                    Some(from) => -step(lexicon, from, slot, to),
                    None => -to.candidate.lexical,
                },
                Some(left) => {
                    paths.clear();
                    for (from, score) in places[left].iter().zip(&forward[left]) {
                        let cost = step(lexicon, from, slot, to);
                        taken.push(cost);
                        paths.push(score - cost);
                    }
                    log_sum(&paths)
                }
            };
            row.push(into - to.candidate.channel);
        }
        forward.push(row);
        steps.push(taken);
    }
    let mut backward: Vec<f32> = places.last().map_or_else(Vec::new, |place| match &after {
        Some((slot, to)) => place.iter().map(|from| -step(lexicon, from, slot, to)).collect(),
        None => vec![0.0; place.len()],
    });
    for (n, place) in places.iter().enumerate().rev() {
        let scores: Vec<f32> = forward[n].iter().zip(&backward).map(|(a, b)| a + b).collect();
        let all = log_sum(&scores);
        beliefs[first + n].p = scores.iter().map(|score| (score - all).exp()).collect();
        let Some(left) = n.checked_sub(1) else { break };
        let froms = places[left].len();
        let taken = &steps[n];
        let into = |from: usize| {
            paths.clear();
            let ahead = place.iter().zip(&backward).enumerate();
            paths.extend(
                ahead.map(|(to, (arc, score))| score - arc.candidate.channel - taken[to * froms + from]),
            );
            log_sum(&paths)
        };
        backward = (0..froms).map(into).collect();
    }
}

fn log_sum(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln()
}

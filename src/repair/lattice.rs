//! Which candidates stand together: the paragraph decoded as one lattice, with the neighbours on both sides.
//!
//! Most words have one candidate, and only runs of words with several are decoded, between the sure words at their ends. The
//! forward-backward sums give each candidate the probability that it stood there, given all readings of its neighbours: that
//! probability, not the best path alone, is what the judgement goes by.

use super::candidates::{Candidate, Kind};
use crate::lexicon::Lexicon;
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
}

/// What the lattice says of one place.
#[derive(Clone, Debug, Default)]
pub(super) struct Belief {
    /// Probability of each candidate, in their order.
    pub(super) p: Vec<f32>,
}

/// Dearest step that context may cost beyond what the word costs alone; pairs never seen say little.
const CONTEXT_LIMIT: f32 = 4.0;

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
        (Kind::Name | Kind::Guess, _) => class::NAME,
        _ => &arc.text,
    }
}

fn step(lexicon: &Lexicon, left: &Slot, from: &Candidate, right: &Slot, to: &Candidate) -> f32 {
    if right.apart {
        return to.lexical;
    }
    match to.kind {
        Kind::Word => lexicon.bigram(shown(left, from), &to.text).min(to.lexical + CONTEXT_LIMIT),
        Kind::AsRead if right.class.is_some() => lexicon.bigram(shown(left, from), shown(right, to)),
        _ => to.lexical,
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
    let mut forward: Vec<Vec<f32>> = Vec::with_capacity(end - first);
    let mut steps: Vec<Vec<f32>> = Vec::with_capacity(end - first);
    for at in first..end {
        let slot = &slots[at];
        let mut row = Vec::with_capacity(slot.arcs.len());
        let mut taken = Vec::new();
        for arc in slot.arcs.iter() {
            let into = if at == first {
                match first.checked_sub(1).map(|before| &slots[before]) {
                    Some(left) if !left.arcs.is_empty() => -step(lexicon, left, &left.arcs[0], slot, arc),
                    _ => -arc.lexical,
                }
            } else {
                let left = &slots[at - 1];
                let paths = left.arcs.iter().zip(&forward[at - 1 - first]).map(|(from, score)| {
                    let cost = step(lexicon, left, from, slot, arc);
                    taken.push(cost);
                    score - cost
                });
                log_sum(&paths.collect::<Vec<f32>>())
            };
            row.push(into - arc.channel);
        }
        forward.push(row);
        steps.push(taken);
    }
    let mut backward: Vec<f32> = match slots.get(end) {
        Some(right) if !right.arcs.is_empty() => {
            let left = &slots[end - 1];
            left.arcs.iter().map(|from| -step(lexicon, left, from, right, &right.arcs[0])).collect()
        }
        _ => vec![0.0; slots[end - 1].arcs.len()],
    };
    for at in (first..end).rev() {
        let scores: Vec<f32> = forward[at - first].iter().zip(&backward).map(|(a, b)| a + b).collect();
        let all = log_sum(&scores);
        beliefs[at].p = scores.iter().map(|score| (score - all).exp()).collect();
        if at > first {
            let froms = slots[at - 1].arcs.len();
            let taken = &steps[at - first];
            backward = (0..froms)
                .map(|from| {
                    let paths: Vec<f32> = slots[at]
                        .arcs
                        .iter()
                        .enumerate()
                        .map(|(to, arc)| backward[to] - arc.channel - taken[to * froms + from])
                        .collect();
                    log_sum(&paths)
                })
                .collect();
        }
    }
}

fn log_sum(scores: &[f32]) -> f32 {
    let most = scores.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    most + scores.iter().map(|score| (score - most).exp()).sum::<f32>().ln()
}

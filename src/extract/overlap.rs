//! One rule for mentions that overlap: the longer wins, of two as long the surer, then the more specific kind.
//!
//! The order of kinds goes from what its form proves (a statute, a number, a date) to what only its surroundings
//! suggest (a place). A candidate that is unsure yields to a sure one although it is longer.

use super::Candidate;
use crate::record::EntityValue;
use std::collections::{BTreeMap, BTreeSet};

/// Below this a candidate loses to any sure one that it overlaps.
const UNSURE: f32 = 0.5;

fn rank(value: &EntityValue) -> u8 {
    match value {
        EntityValue::Law { .. } => 0,
        EntityValue::Case => 1,
        EntityValue::Date { .. } => 2,
        EntityValue::Money { .. } => 3,
        EntityValue::Municipality { .. } => 4,
        EntityValue::Person { .. } => 5,
        EntityValue::Organisation => 6,
        EntityValue::Party => 7,
        EntityValue::Place => 8,
    }
}

/// Keeps what does not overlap, in the order of the text.
pub(super) fn resolve(mut candidates: Vec<Candidate>) -> Vec<Candidate> {
    candidates.retain(|candidate| candidate.end > candidate.start && candidate.confidence > 0.35);
    // A surname in the genitive is no longer mention than the person whom it names.
    let people: BTreeSet<(usize, usize)> = candidates
        .iter()
        .filter(|candidate| {
            matches!(candidate.value, EntityValue::Person { .. }) && candidate.confidence >= UNSURE
        })
        .map(|candidate| (candidate.start, candidate.end))
        .collect();
    // Nor does a place begin inside a name and end beyond it.
    let begun = |at: usize, end: usize| {
        people.range(..(at, 0)).next_back().is_some_and(|&(_, name_end)| at < name_end && name_end < end)
    };
    candidates.retain(|candidate| {
        candidate.value != EntityValue::Place
            || !people.contains(&(candidate.start, candidate.end - 1))
                && !begun(candidate.start, candidate.end)
    });
    // Candidates are large: places in the list are sorted.
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| {
        let (a, b) = (&candidates[a], &candidates[b]);
        let sure = |c: &Candidate| c.confidence >= UNSURE;
        sure(b)
            .cmp(&sure(a))
            .then((b.end - b.start).cmp(&(a.end - a.start)))
            .then(b.confidence.total_cmp(&a.confidence))
            .then(rank(&a.value).cmp(&rank(&b.value)))
            .then(a.start.cmp(&b.start))
    });
    let mut kept = vec![false; candidates.len()];
    let mut taken: BTreeMap<usize, usize> = BTreeMap::new();
    for i in order {
        let Candidate { start, end, .. } = candidates[i];
        if taken.range(..end).next_back().is_none_or(|(_, &other)| other <= start) {
            taken.insert(start, end);
            kept[i] = true;
        }
    }
    let mut kept = kept.into_iter();
    candidates.retain(|_| kept.next().unwrap_or_default());
    candidates.sort_by_key(|candidate| candidate.start);
    candidates
}

#[cfg(test)]
mod tests {
    use super::{Candidate, resolve};
    use crate::record::EntityValue;

    fn candidate(start: usize, end: usize, value: EntityValue, confidence: f32) -> Candidate {
        Candidate { start, end, value, confidence }
    }

    #[test]
    fn the_genitive_of_a_surname_is_a_person_and_no_place() {
        let person = EntityValue::Person { party: None, role: None };
        let kept = resolve(vec![
            candidate(0, 7, EntityValue::Place, 0.9),
            candidate(0, 6, person.clone(), 0.9),
            candidate(10, 18, EntityValue::Place, 0.9),
            candidate(10, 16, person.clone(), 0.9),
            candidate(30, 40, person.clone(), 0.9),
            candidate(35, 48, EntityValue::Place, 0.9),
        ]);
        let kinds: Vec<_> = kept.iter().map(|c| (c.start, c.value.clone())).collect();
        assert_eq!(kinds, [(0, person.clone()), (10, EntityValue::Place), (30, person)]);
    }

    #[test]
    fn the_longer_wins_unless_it_is_unsure() {
        let kept = resolve(vec![
            candidate(0, 5, EntityValue::Place, 0.9),
            candidate(0, 12, EntityValue::Organisation, 0.9),
            candidate(20, 40, EntityValue::Place, 0.4),
            candidate(22, 28, EntityValue::Case, 0.9),
        ]);
        let kinds: Vec<_> = kept.iter().map(|c| (c.start, c.value.clone())).collect();
        assert_eq!(kinds, [(0, EntityValue::Organisation), (22, EntityValue::Case)]);
    }
}

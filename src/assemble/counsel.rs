//! What bodies counsel in the facts: "Kontoret bedömer att … och föreslår att ansökan avslås".
//!
//! It stands in no segment of its own, but whoever moves "bifall till kontorets förslag" supports it. The module does not
//! say whether a body may counsel; it keeps who is named before the verb and what would be done.

use super::cues::Cues;
use super::decisions;
use super::passage::Passage;
use crate::record::Outcome;

/// Counsel that is told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// What stands in its sentence before the verb, in lower case: the body, and what it thinks.
    subject: String,
    outcome: Outcome,
}

/// A name of a body is no shorter, in bytes.
const SHORTEST: usize = 6;

/// What is counselled in the sentences of passages, in order.
pub(super) fn told(passages: &[&Passage], cues: &Cues) -> Vec<Told> {
    let sentences = passages.iter().flat_map(|passage| passage.lower().split(". "));
    let counsel = |sentence: &str| {
        let verb = cues.phrases.recommendation.told.find(sentence)?;
        let outcome = decisions::stated(&sentence[verb.start..], cues)?;
        Some(Told { subject: sentence[..verb.start].to_owned(), outcome })
    };
    sentences.filter_map(counsel).collect()
}

/// What the body whose genitive stands in a clause counsels: "till kontorets förslag".
pub(super) fn of_owner(told: &[Told], clause: &str) -> Option<Outcome> {
    let owners = clause.split_whitespace().filter_map(|word| word.strip_suffix('s'));
    let mut owners = owners.filter(|owner| owner.len() >= SHORTEST);
    owners.find_map(|owner| told.iter().rev().find(|one| one.subject.contains(owner))).map(|one| one.outcome)
}

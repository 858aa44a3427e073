//! What bodies counsel in the facts: "Kontoret bedömer att … och föreslår att ansökan avslås".
//!
//! It stands in no segment of its own, but whoever moves "bifall till kontorets förslag" supports it. The module does not
//! say whether a body may counsel; it keeps who is named before the verb and what would be done.

use super::cues::Cues;
use super::decisions;
use super::passage::Passage;
use crate::record::Outcome;
use std::ops::Range;

/// Counsel that is told.
#[derive(Clone, Debug)]
pub(super) struct Told {
    /// What stands in its sentence before the verb, in lower case: the body, and what it thinks.
    subject: String,
    pub(super) outcome: Outcome,
}

/// A name of a body is no shorter, in bytes.
const SHORTEST: usize = 6;

/// What is counselled in the sentences of passages, in order.
pub(super) fn told(passages: &[&Passage], cues: &Cues) -> Vec<Told> {
    let counsel = |passage: &Passage, sentence: Range<usize>| {
        let said = passage.words().part(sentence);
        let verb = cues.phrases.recommendation.told.find(said)?;
        let outcome = decisions::stated(said.part(verb.start..said.text().len()), cues)?;
        Some(Told { subject: said.text()[..verb.start].to_owned(), outcome })
    };
    let of = |passage: &&Passage| {
        let passage: &Passage = passage;
        passage.sentences().iter().filter_map(|at| counsel(passage, at.clone())).collect::<Vec<_>>()
    };
    passages.iter().flat_map(of).collect()
}

/// What the body whose genitive stands in a clause counsels: "till kontorets förslag".
pub(super) fn of_owner(told: &[Told], clause: &str) -> Option<Outcome> {
    let owners = clause.split_whitespace().filter_map(|word| word.strip_suffix('s'));
    let mut owners = owners.filter(|owner| owner.len() >= SHORTEST);
    owners.find_map(|owner| told.iter().rev().find(|one| one.subject.contains(owner))).map(|one| one.outcome)
}

#[cfg(test)]
mod tests {
    use super::{Told, of_owner};
    use crate::record::Outcome;

    #[test]
    fn the_owner_of_a_proposal_is_the_one_who_counselled() {
        let told = [
            ("kontoret bedömer att medel saknas och", Outcome::Rejected),
            ("nämnden har", Outcome::Approved),
        ]
        .map(|(subject, outcome)| Told { subject: subject.to_owned(), outcome });
        assert_eq!(of_owner(&told, "till kontorets förslag"), Some(Outcome::Rejected));
        assert_eq!(of_owner(&told, "till nämndens förslag"), Some(Outcome::Approved));
        assert_eq!(of_owner(&told, "till motionens förslag"), None);
    }
}

//! What was decided: the outcome from the formula and from what it points to.
//!
//! "Enligt förvaltningens förslag" says nothing without the recommendation, and adopting a recommendation to refuse
//! is a refusal. Where nothing is known, a decision counts as adopting what was before the body: minutes state every
//! other outcome in so many words.

use super::cues::{Cues, Phrases};
use super::lists;
use super::passage::{Passage, sentences};
use crate::record::{Decision, Outcome};
use crate::text::CodePoints;

/// What a decision is measured against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Before<'a> {
    /// What the last recommendation with words of its own would have the body do.
    pub(super) recommended: Option<Outcome>,
    /// A proposal to change or add was adopted.
    pub(super) amended: bool,
    /// The votes on the item were unanimous.
    pub(super) unanimous: bool,
    /// The body that met, in lower case.
    pub(super) body: &'a str,
}

/// The decision of a passage.
pub(super) fn decision(
    passage: &Passage,
    before: Before<'_>,
    cues: &Cues,
    points: &CodePoints<'_>,
) -> Decision {
    let unanimous = before.unanimous || cues.phrases.decision.unanimous.are_in(passage.lower());
    Decision {
        outcome: outcome(passage.lower(), before, cues),
        unanimous: unanimous.then_some(true),
        text: lists::body(passage, cues),
        points: lists::points(passage, cues),
        start: points.at(passage.span.start()),
        end: points.at(passage.span.end()),
    }
}

/// The outcome that the first formula of a text states.
pub(super) fn stated(text: &str, cues: &Cues) -> Option<Outcome> {
    let table = &cues.phrases.outcome;
    let all: [(Outcome, &Phrases); 8] = [
        (Outcome::Rejected, &table.rejected),
        (Outcome::Remitted, &table.remitted),
        (Outcome::Postponed, &table.postponed),
        (Outcome::Withdrawn, &table.withdrawn),
        (Outcome::Answered, &table.answered),
        (Outcome::Noted, &table.noted),
        (Outcome::Elected, &table.elected),
        (Outcome::Approved, &table.approved),
    ];
    let first = |outcome: Outcome, phrases: &Phrases| {
        phrases.find(text).map(|at| (at.start, std::cmp::Reverse(at.end), outcome))
    };
    all.into_iter()
        .filter_map(|(outcome, phrases)| first(outcome, phrases))
        .min_by_key(|&(start, end, _)| (start, end))
        .map(|(.., outcome)| outcome)
}

/// The outcome of a decision in lower case.
pub(super) fn outcome(text: &str, before: Before<'_>, cues: &Cues) -> Outcome {
    let formulas = &cues.phrases.decision;
    if let Some(at) = formulas.recommends.find(text)
        && (before.body.is_empty() || !text[at].contains(before.body))
    {
        return Outcome::Recommended;
    }
    if formulas.discharge.are_in(text) && cues.phrases.outcome.elected.are_in(text) {
        return Outcome::Elected;
    }
    let stated = stated(text, cues);
    let reference = formulas.by_reference.find(text);
    let base = match (stated, &reference) {
        (Some(Outcome::Approved), Some(_)) if before.recommended == Some(Outcome::Rejected) => {
            Outcome::Rejected
        }
        (Some(Outcome::Approved), Some(at)) if refuses_with_reference(text, at.start, cues) => {
            Outcome::Rejected
        }
        (None, Some(_)) => before.recommended.unwrap_or(Outcome::Approved),
        (outcome, _) => outcome.unwrap_or(Outcome::Approved),
    };
    let amended = before.amended || cues.phrases.outcome.approved_amended.are_in(text);
    if base == Outcome::Approved && amended { Outcome::ApprovedAmended } else { base }
}

/// "Bifalla styrelsens förslag och därmed avslå motionen".
fn refuses_with_reference(text: &str, reference: usize, cues: &Cues) -> bool {
    let Some(sentence) = sentences(text).into_iter().find(|sentence| sentence.contains(&reference)) else {
        return false;
    };
    let sentence = &text[sentence];
    let nouns = &cues.phrases.vote.proposal_nouns;
    cues.phrases.outcome.rejected.iter(sentence).any(|at| {
        // To refuse a competing proposal is part of adopting the first.
        let rest: usize =
            sentence[at.end..].char_indices().nth(60).map_or(sentence.len(), |(i, _)| at.end + i);
        !nouns.are_in(&sentence[at.end..rest])
    })
}

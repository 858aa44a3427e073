//! Reservations, statements, disqualification, and the bodies that recommend.

use super::cues::Cues;
use super::lists;
use super::passage::{Passage, sentences};
use crate::record::{Dissent, Recommendation, Recusal};
use crate::text::CodePoints;

/// A reservation or statement.
pub(super) fn dissent(passage: &Passage, cues: &Cues, points: &CodePoints<'_>) -> Dissent {
    Dissent {
        by: passage.subject(cues).0,
        text: lists::body(passage),
        start: points.at(passage.span.start()),
        end: points.at(passage.span.end()),
    }
}

/// Who declared or was examined for an interest in the matter; those who serve in their place are left out.
pub(super) fn recusals(passage: &Passage, cues: &Cues) -> Vec<Recusal> {
    let table = &cues.phrases.dissent;
    let mut out: Vec<Recusal> = Vec::new();
    for range in sentences(passage.text()) {
        let sentence = &passage.lower()[range.clone()];
        let actors: Vec<_> =
            passage.actors.iter().filter(|actor| range.contains(&actor.range.start)).collect();
        if actors.is_empty() || table.substitute.are_in(sentence) && !out.is_empty() {
            continue;
        }
        // A name with initials may reach over what looks like the end of the sentence.
        let named = (actors[0].range.end - range.start).min(sentence.len());
        let found = table.reason.find_from(sentence, named).map(|at| at.start);
        let reason = found.map(|at| {
            let prose = passage.prose(range.start + at..range.end);
            prose.trim_end_matches('.').to_owned()
        });
        let limit = found.unwrap_or(sentence.len());
        for actor in
            actors.into_iter().filter(|actor| !actor.is_party && actor.range.start - range.start < limit)
        {
            if !out.iter().any(|known| known.name == actor.person.name) {
                out.push(Recusal {
                    name: actor.person.name.clone(),
                    party: actor.person.party.clone(),
                    reason: reason.clone(),
                });
            }
        }
    }
    out
}

/// A written proposal for a decision.
pub(super) fn recommendation(
    passage: &Passage,
    body: &str,
    cues: &Cues,
    points: &CodePoints<'_>,
) -> Recommendation {
    Recommendation {
        by: recommender(passage, body, cues),
        text: lists::body(passage),
        points: lists::points(passage, cues),
        start: points.at(passage.span.start()),
        end: points.at(passage.span.end()),
    }
}

/// The body that recommends, as its heading or first sentence names it: not the one that is to decide (`body`, in lower case).
fn recommender(passage: &Passage, body: &str, cues: &Cues) -> Option<String> {
    for pattern in cues.recommends.of(passage.lower()) {
        for found in pattern.captures_iter(passage.lower()) {
            let Some(by) = found.name("by") else { continue };
            let name = passage.prose(by.range());
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            let small = super::passage::lower(name);
            if name.is_empty()
                || small == body
                || cues.phrases.recommendation.not_bodies.find(&small).is_some_and(|at| at.start == 0)
            {
                continue;
            }
            if let Some(full) = cues.phrases.recommendation.abbreviations.get(&small) {
                return Some(full.clone());
            }
            return Some(super::meeting::sentence_case(name));
        }
    }
    None
}

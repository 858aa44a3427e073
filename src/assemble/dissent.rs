//! Reservations, statements, disqualification, and the bodies that recommend.

use super::cues::Cues;
use super::lists;
use super::passage::{Passage, sentences};
use crate::extract::Mention;
use crate::record::{Dissent, EntityValue, Item, Outcome, Recommendation, Recusal};
use crate::text::CodePoints;
use std::collections::BTreeMap;

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

/// Recommendations that name nobody are of the body that most of the others are of: "Det indstilles, at …".
pub(super) fn name_recommenders(items: &mut [Item]) {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for by in items.iter().flat_map(|item| &item.recommendations).filter_map(|one| one.by.as_ref()) {
        *counts.entry(by.clone()).or_default() += 1;
    }
    let named: usize = counts.values().sum();
    let Some((most, _)) = counts.into_iter().find(|(_, count)| count * 2 > named) else { return };
    // Formalities are put by the chair.
    let formal = |item: &Item| {
        item.decisions.iter().any(|one| matches!(one.outcome, Outcome::Noted | Outcome::Elected))
    };
    let items = items.iter_mut().filter(|item| !formal(item));
    for one in items.flat_map(|item| &mut item.recommendations) {
        one.by.get_or_insert_with(|| most.clone());
    }
}

/// Gives an office that is named by its kind alone its whole name, where the document has only one of that kind: "Kontoret" is
/// "Miljö- och byggkontoret". `body` meets, and is meant by no such word.
pub(super) fn spell_out_recommenders(items: &mut [Item], mentions: &[Mention], body: &str, cues: &Cues) {
    let body = super::lower::lower(body);
    let mut named: BTreeMap<String, &str> = BTreeMap::new();
    for mention in mentions.iter().filter(|mention| matches!(mention.value, EntityValue::Organisation)) {
        named.entry(super::lower::lower(&mention.text)).or_insert(&mention.text);
    }
    for by in items.iter_mut().flat_map(|item| &mut item.recommendations).filter_map(|one| one.by.as_mut()) {
        let kind = super::lower::lower(by);
        let mut whole = named
            .iter()
            .filter(|(name, printed)| {
                name.len() > kind.len()
                    && name.ends_with(&kind)
                    && **name != body
                    && printed.starts_with(char::is_uppercase)
            })
            .map(|(_, name)| *name);
        if cues.phrases.people.office.contains(&kind)
            && let (Some(name), None) = (whole.next(), whole.next())
        {
            *by = name.to_owned();
        }
    }
}

/// The body that recommends, as its heading or first sentence names it: not the one that is to decide (`body`, in lower case).
fn recommender(passage: &Passage, body: &str, cues: &Cues) -> Option<String> {
    for pattern in cues.recommends.of(passage.lower()) {
        for found in pattern.captures_iter(passage.lower()) {
            let Some(by) = found.name("by") else { continue };
            let name = passage.prose(by.range());
            let name = name.trim_matches(|c: char| !c.is_alphanumeric());
            // "4) Teknisk forvaltning": the number of a point is no part of a name.
            let numbered = |mark: &str| mark.bytes().all(|b| b.is_ascii_digit());
            let name = match name.split_once(") ") {
                Some((mark, rest)) if numbered(mark) => rest.trim_start(),
                _ => name,
            };
            // "Formannskapet (sak 80/24": nor is a bracket, whose end the pattern has left behind.
            let name = name.split(" (").next().unwrap_or(name);
            // "Råd frå formannskapet 20.11": the day of its meeting is not part of its name.
            let bare = name.trim_end_matches(|c: char| c.is_ascii_digit());
            let name = if bare.ends_with(' ') { bare.trim_end() } else { name };
            let small = super::lower::lower(name);
            // Two columns read as one.
            let torn = name.match_indices("- ").any(|(at, _)| name[at + 2..].starts_with(char::is_uppercase));
            // "Udvalget for havnen indstiller, at taksten fra": what it does is no part of its name.
            let acts = cues.phrases.recommendation.told.find(small.as_str()).is_some_and(|at| at.start > 0);
            if name.is_empty()
                || torn
                || acts
                || small == body
                || cues.phrases.recommendation.not_bodies.find(small.as_str()).is_some_and(|at| at.start == 0)
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

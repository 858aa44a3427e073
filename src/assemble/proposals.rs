//! Proposals put at the meeting: by whom, of what kind, and what became of them.
//!
//! The kind is what a proposal would make of the matter: to support a recommendation to refuse is to refuse. The fate
//! comes from the mover, from what the chair found about that very proposal, from the words that stand in the
//! decision, and at last from the outcome.

use super::cues::{Cues, Phrases};
use super::decisions;
use super::passage::{Passage, sentences};
use crate::record::{Fate, Outcome, Person, Proposal, ProposalKind};
use crate::text::CodePoints;
use std::collections::BTreeSet;

/// A proposal before its fate is known.
#[derive(Debug)]
pub(super) struct Moved<'p> {
    pub(super) passage: &'p Passage,
    pub(super) by: Vec<Person>,
    pub(super) kind: ProposalKind,
    /// Where the words of the proposal begin, after its movers.
    words: usize,
}

/// The proposals of an item, in order.
pub(super) fn moved<'p>(
    passages: impl IntoIterator<Item = &'p Passage>,
    context: Context,
    cues: &Cues,
) -> Vec<Moved<'p>> {
    let mut out: Vec<Moved<'p>> = Vec::new();
    for passage in passages {
        let (mut by, words) = passage.subject(cues);
        let alternative = cues.phrases.proposal.alternative.find(passage.lower());
        if let (Some(at), Some(before)) = (&alternative, out.last())
            && by.is_empty()
            && passage.lower()[..at.start].split_whitespace().count() <= 2
        {
            by.clone_from(&before.by);
        }
        let earlier_approval = out.iter().any(|moved| moved.kind == ProposalKind::Approval);
        let kind = kind(
            passage.lower(),
            words,
            Context { basis: context.basis || earlier_approval, ..context },
            cues,
        );
        out.push(Moved { passage, by, kind, words });
    }
    out
}

/// What a proposal is measured against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context {
    /// There is something that a proposal could change.
    pub(super) basis: bool,
    /// What the last recommendation would have the body do.
    pub(super) recommended: Option<Outcome>,
    /// Somebody is to be elected.
    pub(super) election: bool,
}

fn kind(lower: &str, words: usize, context: Context, cues: &Cues) -> ProposalKind {
    let table = &cues.phrases.proposal;
    let body = &lower[words.min(lower.len())..];
    let find = |text: &str| {
        let all: [(ProposalKind, &Phrases); 7] = [
            (ProposalKind::Remittal, &table.remittal),
            (ProposalKind::Postponement, &table.postponement),
            (ProposalKind::Rejection, &table.rejection),
            (ProposalKind::Addition, &table.addition),
            (ProposalKind::Amendment, &table.amendment),
            (ProposalKind::Other, &table.other),
            (ProposalKind::Approval, &table.approval),
        ];
        all.into_iter()
            .filter_map(|(kind, phrases)| {
                phrases.find(text).map(|at| (at.start, std::cmp::Reverse(at.end), kind, at))
            })
            .min_by_key(|&(start, end, ..)| (start, end))
            .map(|(.., kind, at)| (kind, at))
    };
    if context.election && table.approval.find(body).is_none() && table.rejection.find(body).is_none() {
        return ProposalKind::Other;
    }
    match find(body) {
        Some((ProposalKind::Approval, at)) => {
            let clause_end = table.rejection.find_from(body, at.end).map_or(body.len(), |no| no.start);
            let clause = &body[at.end..clause_end];
            let object = table.recommendation_nouns.find(clause).map_or(usize::MAX, |noun| noun.start);
            // "Bifall till förslaget med det tillägget att …", or "bifall till bilagt tilläggsyrkande".
            let added = table.addition.find(clause);
            let changed = table.amendment.find(clause);
            let with = |found: &Option<std::ops::Range<usize>>| {
                found.as_ref().is_some_and(|found| {
                    found.start < object
                        || clause[..found.start].split_whitespace().rev().take(3).any(|w| w == "med")
                })
            };
            if with(&added) {
                ProposalKind::Addition
            } else if with(&changed) {
                ProposalKind::Amendment
            } else {
                supported(clause, object, context, cues)
            }
        }
        Some((kind, _)) => kind,
        None => match find(&lower[..words.min(lower.len())]) {
            Some((kind, _)) if kind != ProposalKind::Approval => kind,
            _ if context.basis => ProposalKind::Amendment,
            _ => ProposalKind::Other,
        },
    }
}

/// What the supported recommendation would make of the matter.
fn supported(clause: &str, object: usize, context: Context, cues: &Cues) -> ProposalKind {
    // "… förslag att motionen ska anses besvarad" says it itself.
    let own = (object < clause.len()).then(|| decisions::stated(&clause[object..], cues)).flatten();
    let recommendation = object < clause.len() && !clause[object..].starts_with("motion");
    match own.or(if recommendation { context.recommended } else { None }) {
        Some(Outcome::Rejected) => ProposalKind::Rejection,
        Some(Outcome::Answered | Outcome::Noted) => ProposalKind::Other,
        Some(Outcome::Remitted) => ProposalKind::Remittal,
        Some(Outcome::Postponed) => ProposalKind::Postponement,
        _ => ProposalKind::Approval,
    }
}

/// Whether an addition or amendment was adopted, from its own words and those about it; none where they do not say.
pub(super) fn told(
    moved: &Moved<'_>,
    votings: &[&Passage],
    decisions: &[&Passage],
    recommendations: &[&Passage],
    cues: &Cues,
) -> Option<bool> {
    let table = &cues.phrases.proposal;
    // The vote that stands between this proposal and the next, where each is voted on at once.
    let phrases = match moved.kind {
        ProposalKind::Addition => &table.addition,
        ProposalKind::Amendment => &table.amendment,
        ProposalKind::Remittal => &table.remittal,
        ProposalKind::Postponement => &table.postponement,
        ProposalKind::Rejection => &table.rejection,
        _ => return named_result(moved, votings, None, cues),
    };
    if let Some(result) = named_result(moved, votings, Some(phrases), cues) {
        return Some(result);
    }
    let wanted = content(&moved.passage.lower()[moved.words.min(moved.passage.lower().len())..]);
    let known: BTreeSet<&str> = recommendations.iter().flat_map(|passage| content(passage.lower())).collect();
    let new: Vec<&&str> = wanted.iter().filter(|word| !known.contains(**word)).collect();
    if decisions.is_empty() || new.len() < 3 {
        return None;
    }
    let decided: BTreeSet<&str> = decisions.iter().flat_map(|passage| content(passage.lower())).collect();
    let kept = new.iter().filter(|word| decided.contains(***word)).count();
    Some(kept * 2 > new.len())
}

/// What a sentence about this proposal says of its fate.
fn named_result(
    moved: &Moved<'_>,
    votings: &[&Passage],
    kind: Option<&Phrases>,
    cues: &Cues,
) -> Option<bool> {
    let mut found = None;
    for voting in votings {
        let mut open = false;
        for range in sentences(voting.text()) {
            let sentence = &voting.lower()[range.clone()];
            let mentions =
                kind.is_some_and(|phrases| phrases.are_in(sentence)) && !names_another(moved, voting, &range);
            let by_mover =
                names_mover(moved, voting, &range) && cues.phrases.vote.proposal_nouns.are_in(sentence);
            if mentions || by_mover {
                open = true;
            }
            if open && let Some(won) = result(sentence, cues) {
                found = found.or(Some(won));
                open = false;
            }
        }
    }
    found
}

fn names_mover(moved: &Moved<'_>, voting: &Passage, range: &std::ops::Range<usize>) -> bool {
    voting.actors.iter().filter(|actor| range.contains(&actor.range.start)).any(|actor| {
        moved.by.iter().any(|person| {
            person.name == actor.person.name
                || person.party.is_some()
                    && actor.is_party
                    && person.party.as_deref() == Some(&actor.person.name)
        })
    })
}

/// Somebody is named in the sentence, and it is not the mover nor the mover's party.
fn names_another(moved: &Moved<'_>, voting: &Passage, range: &std::ops::Range<usize>) -> bool {
    let mut named = voting.actors.iter().filter(|actor| range.contains(&actor.range.start)).peekable();
    named.peek().is_some() && !names_mover(moved, voting, range)
}

/// Whether the sentence says that what it is about was won.
fn result(sentence: &str, cues: &Cues) -> Option<bool> {
    let table = &cues.phrases.proposal;
    let part = if table.result.is_empty() { sentence } else { &sentence[table.result.find(sentence)?.end..] };
    let last = |phrases: &Phrases| phrases.iter(part).last();
    match (last(&table.won), last(&table.lost)) {
        (None, None) => None,
        (won, lost) => Some(won.map(|at| at.end) > lost.map(|at| at.end)),
    }
}

/// Words that carry content: long ones and figures.
fn content(text: &str) -> Vec<&str> {
    text.split(|c: char| !c.is_alphanumeric())
        .filter(|word| {
            word.chars().count() >= 6 || (!word.is_empty() && word.bytes().all(|b| b.is_ascii_digit()))
        })
        .collect()
}

/// The proposal with its fate.
pub(super) fn proposal(
    moved: &Moved<'_>,
    told: Option<bool>,
    outcome: Option<Outcome>,
    decided: &str,
    cues: &Cues,
    points: &CodePoints<'_>,
) -> Proposal {
    Proposal {
        by: moved.by.clone(),
        kind: moved.kind,
        fate: fate(moved, told, outcome, decided, cues),
        text: super::lists::body(moved.passage, cues),
        start: points.at(moved.passage.span.start()),
        end: points.at(moved.passage.span.end()),
    }
}

fn fate(moved: &Moved<'_>, told: Option<bool>, outcome: Option<Outcome>, decided: &str, cues: &Cues) -> Fate {
    let lower = moved.passage.lower();
    let table = &cues.phrases.proposal;
    if table.withdrawn.find_from(lower, moved.words.min(lower.len())).is_some() {
        return Fate::Withdrawn;
    }
    if table.lapsed.are_in(lower) {
        return Fate::Rejected;
    }
    let by_word = told.map(|won| if won { Fate::Adopted } else { Fate::Rejected });
    let Some(outcome) = outcome else { return by_word.unwrap_or(Fate::Unknown) };
    let when = |adopted: bool| if adopted { Fate::Adopted } else { Fate::Rejected };
    match (moved.kind, outcome) {
        (ProposalKind::Remittal, outcome) => when(outcome == Outcome::Remitted),
        (ProposalKind::Postponement, outcome) => when(outcome == Outcome::Postponed),
        (ProposalKind::Other, Outcome::Remitted) => Fate::Unknown,
        (_, Outcome::Remitted | Outcome::Postponed | Outcome::Withdrawn) => Fate::Rejected,
        (ProposalKind::Rejection, outcome) => when(outcome == Outcome::Rejected),
        (ProposalKind::Approval, outcome) => when(matches!(
            outcome,
            Outcome::Approved
                | Outcome::ApprovedAmended
                | Outcome::Recommended
                | Outcome::Elected
                | Outcome::Noted
        )),
        (ProposalKind::Addition | ProposalKind::Amendment, _) => by_word.unwrap_or(Fate::Rejected),
        (ProposalKind::Other, Outcome::Elected) => {
            // Whoever is nominated stands behind the mover.
            let nominee = moved.passage.actors.iter().rfind(|actor| !actor.is_party);
            nominee.map_or(Fate::Unknown, |actor| {
                when(decided.contains(&super::passage::lower(&actor.person.name)))
            })
        }
        (ProposalKind::Other, Outcome::Answered | Outcome::Noted) => Fate::Adopted,
        (ProposalKind::Other, _) => by_word.unwrap_or(Fate::Unknown),
    }
}

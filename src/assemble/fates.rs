//! What became of the proposals put at the meeting.
//!
//! The fate comes from the mover, from what the chair found about that very proposal, from the words that stand in the
//! decision, and at last from the outcome. What the reports of votes say of each is read in [`reports`](super::reports).

use super::content::{content, is_figure, same, stem};
use super::cues::Cues;
use super::decisions;
use super::lower::Lower;
use super::passage::Passage;
use super::phrases::Phrases;
use super::proposals::Moved;
use crate::record::{Fate, Outcome, Proposal, ProposalKind, Side, Vote};
use crate::text::CodePoints;
use std::collections::BTreeSet;

/// Whether a proposal was adopted, from what is said of it; none where nothing is.
pub(super) fn told(
    all: &[Moved<'_>],
    which: usize,
    reported: Option<bool>,
    votings: &[(&Passage, &Vote)],
    decided: &Wording<'_>,
    recommended: &Wording<'_>,
    cues: &Cues,
) -> Option<bool> {
    let moved = &all[which];
    // What is decided word for word was adopted, however the report of the votes is read.
    if quoted(moved, decided, recommended) {
        return Some(true);
    }
    if reported.is_some() {
        return reported;
    }
    let changes =
        matches!(moved.kind, ProposalKind::Addition | ProposalKind::Amendment | ProposalKind::Rejection);
    if changes && restated(all, which, decided, recommended) {
        return Some(true);
    }
    if cues.phrases.proposal.unopposed.are_in(moved.passage.words()) {
        return Some(true);
    }
    if let Some(result) = own_vote(all, which, votings) {
        return Some(result);
    }
    if let Some(result) = linked_vote(all, which, votings, cues) {
        return Some(result);
    }
    if !changes {
        return None;
    }
    let new: BTreeSet<&str> = moved.content().filter(|word| !recommended.content.contains(word)).collect();
    if decided.words.is_empty() || new.len() < 3 {
        return None;
    }
    let repeated = new.intersection(&decided.content).count() * 5 >= new.len() * 2;
    // "Skolen opprettholdes inntil videre" is decided in the words of the one who moved to refuse; a refusal in words
    // of its own says nothing.
    (repeated || moved.kind != ProposalKind::Rejection).then_some(repeated)
}

/// The words in which an item was decided, or recommended: asked for by each of its proposals, and taken once.
pub(super) struct Wording<'p> {
    /// Those of each text in their order, in lower case, without the signs around them.
    words: Vec<Vec<&'p str>>,
    /// Those that say something of the matter, of all texts.
    content: BTreeSet<&'p str>,
}

impl<'p> Wording<'p> {
    pub(super) fn of(passages: &[&'p Passage]) -> Self {
        Self {
            words: passages.iter().map(|passage| bare_words(passage.lower())).collect(),
            content: passages.iter().flat_map(|passage| content(passage.lower())).collect(),
        }
    }

    /// Whether the words stand in a row in one of the texts.
    fn holds(&self, words: &[&str]) -> bool {
        self.words.iter().any(|text| text.windows(words.len()).any(|window| window == words))
    }
}

fn bare_words(text: &str) -> Vec<&str> {
    let words = text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a sentence of the proposal stands word for word in the decision, and in no recommendation.
fn quoted(moved: &Moved<'_>, decided: &Wording<'_>, recommended: &Wording<'_>) -> bool {
    const LEAST: usize = 5;
    let lower = moved.passage.lower();
    moved.passage.sentences().iter().any(|range| {
        let sentence = &lower[range.start.max(moved.words.min(range.end))..range.end];
        let after_label = [": ", ":\n"].iter().filter_map(|mark| sentence.rfind(mark)).max();
        let words = bare_words(after_label.map_or(sentence, |at| &sentence[at + 1..]));
        words.len() >= LEAST && decided.holds(&words) && !recommended.holds(&words)
    })
}

/// Whether the decision says in so many words what only this proposal does: neither a recommendation nor another proposal.
fn restated(all: &[Moved<'_>], which: usize, decided: &Wording<'_>, recommended: &Wording<'_>) -> bool {
    const LEAST: usize = 2;
    if all.len() > MOST_COMPARED {
        return false;
    }
    let mut known: BTreeSet<&str> = recommended.content.iter().copied().map(stem).collect();
    let others = (0..all.len()).filter(|&other| other != which);
    known.extend(others.flat_map(|other| all[other].content()).map(stem));
    let new: BTreeSet<&str> = all[which].content().map(stem).filter(|word| !known.contains(word)).collect();
    let decided: BTreeSet<&str> = decided.content.iter().copied().map(stem).collect();
    let again = new.intersection(&decided);
    // "18 mill." where 14,5 were recommended: a sum that nobody else named.
    again.clone().any(|word| is_sum(word)) || new.len() >= LEAST && again.count() * 5 >= new.len() * 3
}

/// A figure that is no year.
fn is_sum(word: &str) -> bool {
    let year = word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    is_figure(word) && !year && !word.trim_matches('0').is_empty()
}

/// Most proposals of an item that are compared with each other.
const MOST_COMPARED: usize = 60;

/// Where each proposal is voted on before the next is put, the vote that follows is its own.
fn own_vote(all: &[Moved<'_>], which: usize, votings: &[(&Passage, &Vote)]) -> Option<bool> {
    let place = |i: usize| all.get(i).map_or(usize::MAX, |moved| moved.passage.span.start());
    let follows =
        |i: usize| votings.iter().find(|(voting, _)| (place(i)..place(i + 1)).contains(&voting.span.start()));
    let in_turn = (0..all.len() - 1).any(|i| follows(i).is_some());
    let (_, vote) = follows(which).filter(|_| in_turn)?;
    vote.carried.map(|side| side == Side::Yes)
}

/// What the votes say that are about this proposal and no other: they begin with its mover, or with words that only it
/// has. One that is put in parts is adopted with any of them.
fn linked_vote(all: &[Moved<'_>], which: usize, votings: &[(&Passage, &Vote)], cues: &Cues) -> Option<bool> {
    // No meeting puts so many: the text is no item.
    if all.len() * votings.len() > MOST_PAIRS {
        return None;
    }
    let results = votings
        .iter()
        .filter(|(voting, _)| subject_of(all, voting, cues) == Some(which))
        .filter_map(|(voting, vote)| {
            let words = || voting.sentences().iter().rev();
            let said = words().find_map(|range| result(voting.words().part(range.clone()), None, cues));
            let carried = vote.carried.map(|side| side == Side::Yes);
            carried
                .filter(|_| vote.yes.is_some() && vote.no.is_some())
                .or(said)
                .or(carried)
                .or_else(|| vote.unanimous.then_some(true))
        });
    results.reduce(|a, b| a || b)
}

/// Most proposals times votes of an item that are compared with each other.
pub(super) const MOST_PAIRS: usize = 400;

/// Longest report of a vote that is read for the words of a proposal, in bytes.
const SHORT_VOTE: usize = 200;

/// Which proposal a vote is about.
fn subject_of(all: &[Moved<'_>], voting: &Passage, cues: &Cues) -> Option<usize> {
    let lower = voting.lower();
    if cues.phrases.vote.against.are_in(voting.words()) {
        return None;
    }
    let moves = |moved: &Moved<'_>, name: &str| moved.by.iter().any(|person| person.name == name);
    if let Some(first) = voting.actors.first().filter(|actor| !actor.is_party) {
        let after = &lower[first.range.end..];
        // "Innstillingen fikk 4 og Bergs forslag 3" is about the recommendation.
        let before = &lower[voting.body.min(first.range.start)..first.range.start];
        let owns = (after.starts_with('s')
            || cues.phrases.vote.gains.find(after.trim_start()).is_some_and(|at| at.start == 0))
            && !cues.phrases.proposal.recommendation_nouns.are_in(before)
            && before.split_whitespace().count() <= 5;
        let mut own = (0..all.len()).filter(|&i| moves(&all[i], &first.person.name));
        if owns && let (Some(which), None) = (own.next(), own.next()) {
            return Some(which);
        }
        if owns {
            return None;
        }
    }
    // Where the chair puts the questions in so many words, the words of proposals stand in all of them.
    if !cues.phrases.proposal.result.is_empty()
        || lower.len() > SHORT_VOTE
        || cues.phrases.proposal.recommendation_nouns.are_in(voting.words())
        || cues.phrases.vote.proposal_nouns.are_in(voting.words())
    {
        return None;
    }
    let told: Vec<&str> = content(lower).collect();
    let score = |moved: &Moved<'_>| {
        let body = &moved.passage.lower()[moved.words.min(moved.passage.lower().len())..];
        let own: Vec<&str> = content(body).collect();
        told.iter().filter(|word| own.iter().any(|own| same(word, own))).count()
    };
    let scores: Vec<usize> = all.iter().map(score).collect();
    let best = scores.iter().copied().max().filter(|&best| best > 0)?;
    let mut winners = (0..all.len()).filter(|&i| scores[i] == best);
    let which = winners.next()?;
    winners.next().is_none().then_some(which)
}

/// What a motion to send the matter back, to put it off or to refuse it would make of it: the one that was won, or the only
/// proposal if nothing says that it was lost.
pub(super) fn motion(all: &[Moved<'_>], told: &[Option<bool>], cues: &Cues) -> Option<Outcome> {
    let outcome = |moved: &Moved<'_>| match moved.kind {
        _ if moved.is_withdrawn(cues) || cues.phrases.proposal.lapsed.are_in(moved.passage.words()) => None,
        ProposalKind::Remittal => Some(Outcome::Remitted),
        ProposalKind::Postponement => Some(Outcome::Postponed),
        _ => None,
    };
    let refusal = |moved: &Moved<'_>| (moved.kind == ProposalKind::Rejection).then_some(Outcome::Rejected);
    let won = all
        .iter()
        .zip(told)
        .filter(|(_, told)| **told == Some(true))
        .find_map(|(moved, _)| outcome(moved).or_else(|| refusal(moved)));
    won.or_else(|| match (all, told) {
        ([only], [None]) => outcome(only),
        _ => None,
    })
}

/// Whether the sentence says that what stands at byte `about` was won.
fn result(sentence: Lower<'_>, about: Option<usize>, cues: &Cues) -> Option<bool> {
    let table = &cues.phrases.proposal;
    let part = if table.result.is_empty() {
        sentence.part(about.unwrap_or_default()..sentence.text().len())
    } else {
        sentence.part(table.result.find(sentence)?.end..sentence.text().len())
    };
    let last = |phrases: &Phrases| phrases.iter(part).last();
    match (last(&table.won), last(&table.lost)) {
        (None, None) => None,
        // "Ikke vedtatt" holds "vedtatt": where both end together, it was lost.
        (won, lost) => Some(won.map(|at| at.end) > lost.map(|at| at.end)),
    }
}

/// What was decided of an item, as far as the fates of its proposals hang on it.
pub(super) struct Decided {
    /// What became of the matter.
    outcome: Option<Outcome>,
    /// The words of all its decisions in lower case, single-spaced: names may run over line ends.
    text: String,
    /// What those words say by themselves.
    stated: Option<Outcome>,
    /// Who was nominated, and whether it came to a vote.
    nominees: Vec<String>,
    contested: bool,
}

impl Decided {
    /// Whether somebody is elected and not only as another's deputy: of all who were nominated, the first that is named.
    fn elects(&self, name: &str) -> bool {
        let place = |name: &str| self.text.find(&super::lower::lower(name));
        place(name).is_some_and(|at| {
            !self.contested || self.nominees.iter().filter_map(|other| place(other)).all(|other| at <= other)
        })
    }

    pub(super) fn new(
        outcome: Option<Outcome>,
        decisions: &[&Passage],
        moved: &[Moved<'_>],
        contested: bool,
        cues: &Cues,
    ) -> Self {
        let words: Vec<&str> =
            decisions.iter().flat_map(|passage| passage.lower().split_whitespace()).collect();
        let text = words.join(" ");
        let stated = decisions::stated(text.as_str(), cues);
        let nominees = moved.iter().filter_map(|one| one.nominee().map(str::to_owned)).collect();
        Self { outcome, text, stated, nominees, contested }
    }
}

/// The proposal with its fate. `said`: whether it was adopted, from all that is said of it, and as the votes report it.
pub(super) fn proposal(
    moved: &Moved<'_>,
    said: (Option<bool>, Option<bool>),
    decided: &Decided,
    cues: &Cues,
    points: &CodePoints<'_>,
) -> Proposal {
    Proposal {
        by: moved.by.clone(),
        kind: moved.kind,
        fate: fate(moved, said, decided, cues),
        text: super::lists::body(moved.passage),
        start: points.at(moved.passage.span.start()),
        end: points.at(moved.passage.span.end()),
    }
}

fn fate(
    moved: &Moved<'_>,
    (told, reported): (Option<bool>, Option<bool>),
    decided: &Decided,
    cues: &Cues,
) -> Fate {
    let lower = moved.passage.lower();
    let table = &cues.phrases.proposal;
    if moved.is_withdrawn(cues) {
        return Fate::Withdrawn;
    }
    if table.lapsed.are_in(lower) {
        return Fate::Rejected;
    }
    let by_word = told.map(|won| if won { Fate::Adopted } else { Fate::Rejected });
    let Some(outcome) = decided.outcome else { return by_word.unwrap_or(Fate::Unknown) };
    let when = |adopted: bool| if adopted { Fate::Adopted } else { Fate::Rejected };
    match (moved.kind, outcome) {
        (ProposalKind::Rejection | ProposalKind::Remittal | ProposalKind::Postponement, _)
            if reported == Some(false) =>
        {
            Fate::Rejected
        }
        (ProposalKind::Remittal, outcome) => when(outcome == Outcome::Remitted),
        (ProposalKind::Postponement, outcome) => when(outcome == Outcome::Postponed),
        (ProposalKind::Other, Outcome::Remitted) => Fate::Unknown,
        (_, Outcome::Remitted | Outcome::Postponed | Outcome::Withdrawn) => Fate::Rejected,
        (ProposalKind::Rejection, outcome) => when(outcome == Outcome::Rejected),
        // What another proposal was put against and beat.
        (ProposalKind::Approval, Outcome::ApprovedAmended) if told == Some(false) => Fate::Rejected,
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
            moved.nominee().map_or(Fate::Unknown, |name| when(decided.elects(name)))
        }
        (ProposalKind::Other, Outcome::Answered | Outcome::Noted) => Fate::Adopted,
        (ProposalKind::Other, _) => by_word.unwrap_or_else(|| {
            // "Motionen anses besvarad" where it was refused.
            let own = decisions::stated(&lower[moved.words.min(lower.len())..], cues);
            let settled = |outcome: &Outcome| {
                matches!(outcome, Outcome::Answered | Outcome::Noted | Outcome::Rejected | Outcome::Approved)
            };
            match (own.filter(settled), decided.stated.filter(settled)) {
                (Some(own), Some(decided)) => when(own == decided),
                _ if outcome == Outcome::Rejected => Fate::Rejected,
                _ => Fate::Unknown,
            }
        }),
    }
}

//! Proposals put at the meeting: by whom, of what kind, and what became of them.
//!
//! The kind is what a proposal would make of the matter: to support a recommendation to refuse is to refuse. The fate
//! comes from the mover, from what the chair found about that very proposal, from the words that stand in the
//! decision, and at last from the outcome.

use super::cues::Cues;
use super::decisions;
use super::lower::Lower;
use super::passage::Passage;
use super::phrases::Phrases;
use crate::record::{Fate, Outcome, Person, Proposal, ProposalKind, Side, Vote};
use crate::text::{CodePoints, Repaired, Span};
use std::collections::BTreeSet;
use std::ops::Range;

/// A proposal before its fate is known.
#[derive(Debug)]
pub(super) struct Moved<'p> {
    pub(super) passage: &'p Passage,
    pub(super) by: Vec<Person>,
    pub(super) kind: ProposalKind,
    /// Where the words of the proposal begin, after its movers.
    pub(super) words: usize,
    /// The mover took it back further on.
    taken_back: bool,
}

/// The proposals of an item, in order.
pub(super) fn moved<'p>(
    passages: impl IntoIterator<Item = &'p Passage>,
    context: Context<'_>,
    cues: &Cues,
) -> Vec<Moved<'p>> {
    let mut out: Vec<Moved<'p>> = Vec::new();
    for passage in passages {
        let (mut by, words) = passage.subject(cues);
        let alternative = cues.phrases.proposal.alternative.find(passage.words());
        if let (Some(at), Some(before)) = (&alternative, out.last())
            && by.is_empty()
            && passage.lower()[..at.start].split_whitespace().count() <= 2
        {
            by.clone_from(&before.by);
        }
        // "Interpellanten fremmet forslag": who brought the matter up stands in its heading.
        if by.is_empty()
            && let Some(asker) = context.asker
            && cues.phrases.proposal.asker.find(passage.words()).is_some_and(|at| at.start < HEAD)
        {
            by.push(asker.clone());
        }
        if let Some(before) = taken_back(passage, &by, words, &out, cues) {
            out[before].taken_back = true;
            continue;
        }
        let earlier_approval = out.iter().any(|moved| moved.kind == ProposalKind::Approval);
        // What stands before all that was recommended is the matter itself.
        let first = context.first.is_some_and(|first| passage.span.start() < first.start());
        let context = if first { Context { written: &[], recommended: "", ..context } } else { context };
        let context = Context { rival: context.rival || earlier_approval, ..context };
        let kind = kind(passage.words(), words, context, cues);
        out.push(Moved { passage, by, kind, words, taken_back: false });
    }
    out
}

/// The only proposal of the movers, where the passage says nothing but that they took it back: "Berg trak forslaget".
fn taken_back(
    passage: &Passage,
    by: &[Person],
    words: usize,
    earlier: &[Moved<'_>],
    cues: &Cues,
) -> Option<usize> {
    /// How far behind the movers it is said, in bytes.
    const NEAR: usize = 12;
    let lower = passage.lower();
    let said = passage.words().part(words.min(lower.len())..lower.len());
    let at = cues.phrases.proposal.withdrawn.find(said)?;
    let own = |moved: &Moved<'_>| !by.is_empty() && moved.by.iter().any(|one| by.contains(one));
    let mut of_movers = (0..earlier.len()).filter(|&i| own(&earlier[i]));
    (at.start <= NEAR).then(|| of_movers.next().filter(|_| of_movers.next().is_none()))?
}

/// A written recommendation as proposals refer to it.
#[derive(Clone, Debug)]
pub(super) struct Written {
    /// The body, in lower case.
    pub(super) by: Option<String>,
    /// What it would have the body do.
    pub(super) outcome: Option<Outcome>,
    /// How many points it has.
    pub(super) points: usize,
}

/// What a proposal is measured against.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context<'a> {
    /// The recommendations, in the order of the text.
    pub(super) written: &'a [Written],
    /// Title of the item, in lower case.
    pub(super) title: &'a str,
    /// The words of the last recommendation, in lower case.
    pub(super) recommended: &'a str,
    /// Where the first recommendation stands.
    pub(super) first: Option<Span<Repaired>>,
    /// Somebody has moved to adopt something.
    pub(super) rival: bool,
    /// Somebody is to be elected.
    pub(super) election: bool,
    /// Who brought the matter up, as its heading says.
    pub(super) asker: Option<&'a Person>,
}

/// How far into a passage its mover is named, in bytes.
const HEAD: usize = 60;

impl Context<'_> {
    /// Whether the last recommendation is to refuse.
    fn refused(&self) -> bool {
        self.written.iter().rev().find_map(|one| one.outcome) == Some(Outcome::Rejected)
    }
}

/// The last words of a text.
fn last_words(text: &str, count: usize) -> &str {
    let start = text.rmatch_indices(char::is_whitespace).map(|(at, _)| at).nth(count).unwrap_or_default();
    &text[start..]
}

fn kind(whole: Lower<'_>, words: usize, context: Context<'_>, cues: &Cues) -> ProposalKind {
    let table = &cues.phrases.proposal;
    let lower = whole.text();
    let words = words.min(lower.len());
    let body = whole.part(words..lower.len());
    // "Ingen motsatte sig", "men trakk det", and in a sentence of its own "Lid sluttet seg til", is said of the proposal, not by it.
    let joins = cues.phrases.people.joins.iter(body).find(|at| {
        let before = body.text()[..at.start].trim_end();
        before.rfind(". ").is_some_and(|stop| before.len() - stop < JOINED_BY)
    });
    let said_of_it = [table.unopposed.find(body), table.withdrawn.find(body), joins];
    let end = said_of_it.into_iter().flatten().map(|at| at.start).filter(|&at| at > 0).min();
    let spoken = body.part(0..end.unwrap_or(body.text().len()));
    let body = spoken.text();
    let find = |text: Lower<'_>| {
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
    // To take one nominee in the place of another changes the list.
    if context.election && !context.written.is_empty() && table.amendment.are_in(spoken) {
        return ProposalKind::Amendment;
    }
    if context.election && table.approval.find(spoken).is_none() && table.rejection.find(spoken).is_none() {
        return ProposalKind::Other;
    }
    match find(spoken) {
        // "Utsettelsesforslag: Saken sendes tilbake": what it asks for goes before what it is called.
        Some((ProposalKind::Postponement, at))
            if body[at.end..].starts_with(':') && table.remittal.are_in(&body[at.end..]) =>
        {
            ProposalKind::Remittal
        }
        // "At indstillingens punkt 1 afvises": what is named is not supported.
        Some((ProposalKind::Approval, at)) if is_denied(spoken, &at, cues) => ProposalKind::Rejection,
        Some((ProposalKind::Approval, at)) => {
            let clause_end = table.rejection.find_from(spoken, at.end).map_or(body.len(), |no| no.start);
            let clause = &body[at.end..clause_end];
            let object = table.recommendation_nouns.find(clause).map_or(usize::MAX, |noun| noun.start);
            // "tok opp innstillingen som sitt forslag": the words that support hold what is supported.
            if object == usize::MAX && table.recommendation_nouns.are_in(&body[at.clone()]) {
                return supported(&body[at.start..clause_end], 0, context, cues);
            }
            // "Bifall till förslaget med det tillägget att …", or "bifall till bilagt tilläggsyrkande".
            let added = table.addition.find(clause);
            let changed = table.amendment.find(clause);
            let with = |found: &Option<Range<usize>>| {
                found.as_ref().is_some_and(|found| {
                    found.start < object || table.qualifies.are_in(last_words(&clause[..found.start], 3))
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
        // "At grunden ikke sælges, men udlejes": something else is to be done.
        Some((ProposalKind::Rejection, at)) if goes_on_otherwise(&body[at.end..], cues) => {
            ProposalKind::Amendment
        }
        // "Framlegg til nytt pkt. 2" changes the second of three points.
        Some((ProposalKind::Addition, at)) if replaces_point(&body[at.end..], context) => {
            ProposalKind::Amendment
        }
        Some((kind, _)) if kind != ProposalKind::Amendment => kind,
        found => match find(whole.part(0..words)) {
            _ if denies(body, context, cues) => ProposalKind::Rejection,
            Some((ProposalKind::Addition, at)) if replaces_point(&lower[at.end..], context) => {
                ProposalKind::Amendment
            }
            // "Tilleggsforslag: Rammen økes": what it is called goes before what it says.
            Some((ProposalKind::Addition, _)) => ProposalKind::Addition,
            _ if found.as_ref().is_some_and(|(_, at)| changes_something(body, at.start, context)) => {
                ProposalKind::Amendment
            }
            Some((kind, _)) if !matches!(kind, ProposalKind::Approval | ProposalKind::Amendment) => kind,
            // To grant what others would refuse.
            _ if context.refused() && decisions::stated(body, cues) == Some(Outcome::Approved) => {
                ProposalKind::Approval
            }
            Some((ProposalKind::Amendment, _)) => ProposalKind::Amendment,
            _ if context.rival || !context.written.is_empty() => ProposalKind::Amendment,
            _ => ProposalKind::Other,
        },
    }
}

/// Bytes of the names that may stand before a sentence says that they join a proposal.
const JOINED_BY: usize = 90;

/// Bytes of an abbreviation with its point, at the most.
const ABBREVIATED: usize = 4;

/// Whether the words at `at` only name what was recommended, and a word of refusal follows them close by.
fn is_denied(spoken: Lower<'_>, at: &Range<usize>, cues: &Cues) -> bool {
    const NEAR: usize = 4;
    let table = &cues.phrases.proposal;
    let names =
        table.recommendation_nouns.find(&spoken.text()[at.clone()]).is_some_and(|noun| noun.start == 0);
    let refusal = table.rejection.find_from(spoken, at.end).filter(|_| names);
    refusal.is_some_and(|no| {
        let between = &spoken.text()[at.end..no.start.max(at.end)];
        let ends = between.split_whitespace().any(|word| {
            // "Pkt." ends nothing.
            word.ends_with([';', ',']) || word.ends_with('.') && word.len() > ABBREVIATED
        });
        between.split_whitespace().count() <= NEAR && !ends
    })
}

/// Whether what is refused is followed by what is to be done in its place.
fn goes_on_otherwise(after: &str, cues: &Cues) -> bool {
    /// How far behind the refusal, in bytes.
    const NEAR: usize = 40;
    let end = after.char_indices().map(|(at, _)| at).find(|&at| at >= NEAR).unwrap_or(after.len());
    let clause = after[..end].split(['.', ';', ':']).next().unwrap_or_default();
    clause.split_once(',').is_some_and(|(_, next)| {
        let word = next.split_whitespace().next().unwrap_or_default();
        cues.phrases.proposal.instead.iter().any(|instead| instead == word)
    })
}

/// Whether a word of change at byte `at` changes what others put: where nobody did, only if the proposal is called so, before its own
/// words.
fn changes_something(body: &str, at: usize, context: Context<'_>) -> bool {
    let own_words = body.find([':', '"', '”', '«']).unwrap_or(body.len());
    context.rival || !context.written.is_empty() || at < own_words
}

/// Whether the number that follows is one of the recommendation's points.
fn replaces_point(after: &str, context: Context<'_>) -> bool {
    let number =
        after.trim_start_matches(|c: char| !c.is_alphanumeric()).split(|c: char| !c.is_ascii_digit()).next();
    let points = context.written.iter().map(|one| one.points).max().unwrap_or_default();
    number
        .and_then(|number| number.parse::<usize>().ok())
        .is_some_and(|number| (1..=points).contains(&number))
}

/// A short proposal that says "not" of what the item is about, or right before what was recommended: "inte säljs".
fn denies(body: &str, context: Context<'_>, cues: &Cues) -> bool {
    /// How far from the beginning the negation may stand, in bytes, and among how many words after it the verb.
    const NEAR: usize = 80;
    const AFTER: usize = 2;
    let Some(not) = cues.phrases.dissent.negation.find(body) else { return false };
    let root = |word: &str| word.chars().take(4).collect::<String>();
    let mut after = body[not.end..].split_whitespace().take(AFTER);
    let verb = after.find_map(|word| {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        (word.chars().count() >= 5).then(|| root(word))
    });
    if not.start < NEAR
        && verb.is_some_and(|own| context.recommended.split_whitespace().map(root).any(|word| word == own))
    {
        return true;
    }
    let own: Vec<&str> = content(body).collect();
    let known: Vec<&str> = content(context.title).collect();
    let about = own.iter().filter(|word| known.iter().any(|title| alike(word, title))).count();
    not.start < NEAR && own.len() <= 8 && about > 0 && about * 3 >= own.len()
}

/// The same word in another form, or part of the same compound.
fn alike(a: &str, b: &str) -> bool {
    beginning(a) == beginning(b)
}

fn beginning(word: &str) -> &str {
    &word[..word.char_indices().nth(6).map_or(word.len(), |(at, _)| at)]
}

/// What words that are the same in other forms have in common, and figures only if they are equal.
fn stem(word: &str) -> &str {
    if is_figure(word) { word } else { beginning(word) }
}

fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// What the supported recommendation would make of the matter.
fn supported(clause: &str, object: usize, context: Context<'_>, cues: &Cues) -> ProposalKind {
    let recommendation = object < clause.len() && !clause[object..].starts_with("motion");
    // "… förslag att motionen ska anses besvarad" says it itself.
    let own = (object < clause.len()).then(|| decisions::stated(&clause[object..], cues)).flatten();
    let named = context
        .written
        .iter()
        .find(|one| one.by.as_deref().is_some_and(|by| clause.contains(by)))
        .and_then(|one| one.outcome);
    let last = context.written.iter().rev().find_map(|one| one.outcome);
    match own.or(if recommendation { named.or(last) } else { None }) {
        Some(Outcome::Rejected) => ProposalKind::Rejection,
        Some(Outcome::Answered | Outcome::Noted) => ProposalKind::Other,
        Some(Outcome::Remitted) => ProposalKind::Remittal,
        Some(Outcome::Postponed) => ProposalKind::Postponement,
        _ => ProposalKind::Approval,
    }
}

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

/// The same figure, or the same word in another form.
fn same(a: &str, b: &str) -> bool {
    stem(a) == stem(b)
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

/// Words that carry content: long ones and figures.
fn content(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| {
        word.chars().count() >= 6 || (word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_digit()))
    })
}

impl Moved<'_> {
    /// The words of the proposal that carry content.
    fn content(&self) -> impl Iterator<Item = &str> {
        let lower = self.passage.lower();
        content(&lower[self.words.min(lower.len())..])
    }

    /// How many of the words that carry content in a text are the proposal's, too.
    pub(super) fn words_of(&self, text: &str) -> usize {
        let own: Vec<&str> = self.content().collect();
        content(text).filter(|word| own.iter().any(|own| same(word, own))).count()
    }

    /// Who is nominated, if anybody: the last that is named.
    fn nominee(&self) -> Option<&str> {
        self.passage.actors.iter().rfind(|actor| !actor.is_party).map(|actor| actor.person.name.as_str())
    }

    /// Whether the mover took it back.
    pub(super) fn is_withdrawn(&self, cues: &Cues) -> bool {
        if self.taken_back {
            return true;
        }
        let lower = self.passage.lower();
        let words = self.passage.words().part(self.words.min(lower.len())..lower.len());
        cues.phrases.proposal.withdrawn.are_in(words)
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

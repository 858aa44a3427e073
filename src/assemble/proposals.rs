//! Proposals put at the meeting: by whom, and of what kind.
//!
//! The kind is what a proposal would make of the matter: to support a recommendation to refuse is to refuse. What became of
//! them is told in [`fates`](super::fates).

use super::content::{Quantity, alike, content, differs, quantities, same};
use super::counsel::{self, Told};
use super::cues::Cues;
use super::decisions;
use super::lower::Lower;
use super::passage::Passage;
use super::phrases::Phrases;
use crate::record::{Outcome, Person, ProposalKind};
use crate::text::{Repaired, Span};
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
    /// Counsel that is only told.
    pub(super) told: &'a [Told],
    /// The sums and quantities that the facts and the recommendations name.
    pub(super) quantities: &'a [Quantity],
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
        let written = self.written.iter().rev().find_map(|one| one.outcome);
        written.or_else(|| self.told.last().map(|one| one.outcome)) == Some(Outcome::Rejected)
    }

    /// Whether the title of the item holds a word in another form.
    fn is_about(&self, word: &str) -> bool {
        word.len() >= TELLING && content(self.title).any(|own| longest_common(own, word) >= TELLING)
    }

    /// Whether a proposal names another sum than the facts and the recommendations do: to grant less than was asked for is to amend.
    fn grants_otherwise(&self, body: &str) -> bool {
        differs(&quantities(body), self.quantities)
    }
}

/// So many letters in common tell that two long words are forms of one.
const TELLING: usize = 10;

/// How many bytes two words have in common at their beginnings.
fn longest_common(a: &str, b: &str) -> usize {
    a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count()
}

/// The word of a text that begins at a byte.
fn word_at(text: &str, start: usize) -> &str {
    text[start..].split(|c: char| !c.is_alphanumeric() && c != '-').next().unwrap_or_default()
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
                // "Tilläggsanslaget" is no addition where it is what the item is about.
                let matter = |at: &Range<usize>| {
                    kind == ProposalKind::Addition && context.is_about(word_at(text.text(), at.start))
                };
                let at = phrases.iter(text).find(|at| !matter(at))?;
                Some((at.start, std::cmp::Reverse(at.end), kind, at))
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
        // "Beviljas bidrag med 40 000 kronor", where 85 000 were asked for and nothing was to be given.
        Some((ProposalKind::Approval, _)) if context.refused() && context.grants_otherwise(body) => {
            ProposalKind::Amendment
        }
        Some((ProposalKind::Approval, at)) if supports_remainder(body, &at, cues) => ProposalKind::Amendment,
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
            _ if context.refused()
                && decisions::stated(body, cues) == Some(Outcome::Approved)
                && !context.grants_otherwise(body) =>
            {
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

/// "Skolen legges til Vik. Punktene 2 og 3 som i innstillingen.": only what is left is supported, after something of its own.
fn supports_remainder(body: &str, approval: &Range<usize>, cues: &Cues) -> bool {
    const OWN: usize = 2;
    let Some((before, _)) = body[..approval.start].rsplit_once(". ") else { return false };
    let sentence = &body[before.len()..approval.end];
    let own = &before[before.rfind([':', '"', '”', '«']).unwrap_or(0)..];
    content(own).take(OWN).count() == OWN && cues.phrases.proposal.remainder.are_in(sentence)
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
    let told = || counsel::of_owner(context.told, clause.split(['.', ',']).next().unwrap_or(clause));
    match own.or_else(|| if recommendation { named.or(last).or_else(told) } else { None }) {
        Some(Outcome::Rejected) => ProposalKind::Rejection,
        Some(Outcome::Answered | Outcome::Noted) => ProposalKind::Other,
        Some(Outcome::Remitted) => ProposalKind::Remittal,
        Some(Outcome::Postponed) => ProposalKind::Postponement,
        _ => ProposalKind::Approval,
    }
}

impl Moved<'_> {
    /// The words of the proposal that carry content.
    pub(super) fn content(&self) -> impl Iterator<Item = &str> {
        let lower = self.passage.lower();
        content(&lower[self.words.min(lower.len())..])
    }

    /// How many of the words that carry content in a text are the proposal's, too.
    pub(super) fn words_of(&self, text: &str) -> usize {
        let own: Vec<&str> = self.content().collect();
        content(text).filter(|word| own.iter().any(|own| same(word, own))).count()
    }

    /// Who is nominated, if anybody: the last that is named.
    pub(super) fn nominee(&self) -> Option<&str> {
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

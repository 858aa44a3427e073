//! What the reports of votes, and the decision, say of each proposal: which proposals a sentence refers to, and which of
//! them it says was won or lost.
//!
//! A proposal is referred to by its number ("Forslag 4: enstemmig vedtatt"), by its mover or the mover's party beside a noun
//! for proposals ("Bergs forslag", "forslaget fra V"), or by a noun of its kind ("utsettelsesforslaget"). A party among
//! those who voted refers to nothing. What was won is what stands nearest before the verb; of two that were put
//! against each other the other one was lost. The module refuses to judge by words that a proposal has in common
//! with the decision: that is for [`fates`](super::fates).

use super::cues::Cues;
use super::fates::MOST_PAIRS;
use super::lower::{self, Lower};
use super::passage::Passage;
use super::people::Actor;
use super::phrases::Phrases;
use super::proposals::Moved;
use crate::record::{ProposalKind, Side, Vote, VoteMethod};
use std::ops::Range;

/// What a sentence refers to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Referent {
    /// One of the proposals put at the meeting.
    Moved(usize),
    /// What was recommended in writing.
    Written,
}

/// A reference, and where it stands in its passage.
#[derive(Clone, Debug)]
struct Reference {
    at: Range<usize>,
    to: Referent,
}

/// How many words may stand between a mover and the noun for the proposal.
const BESIDE: usize = 3;

/// How far into a proposal its own number is looked for, in bytes.
const HEAD: usize = 240;

/// What is said of each proposal: won, lost, or nothing.
pub(super) fn reported(
    all: &[Moved<'_>],
    votings: &[(&Passage, &Vote)],
    decisions: &[&Passage],
    cues: &Cues,
) -> Vec<Option<bool>> {
    let mut told = vec![None; all.len()];
    // No meeting puts so many: the text is no item.
    if all.is_empty() || all.len() * (votings.len() + decisions.len()) > MOST_PAIRS {
        return told;
    }
    let mut labels: Vec<Option<String>> = all.iter().map(|moved| own_label(moved, cues)).collect();
    for (voting, _) in votings {
        for (which, label) in given_labels(all, &labels, voting, cues) {
            labels[which] = Some(label);
        }
    }
    for (at, (voting, vote)) in votings.iter().enumerate() {
        let before = just_put(all, votings, at);
        let preliminary = is_preliminary(voting, cues);
        for (which, won) in vote_report(all, &labels, voting, vote, before, cues) {
            if won && preliminary {
                continue;
            }
            // One that is put in parts is adopted with any of them.
            let stands_alone = !is_duel(voting, cues) && vote.no_means.is_none();
            told[which] = Some(won || told[which] == Some(true) && stands_alone);
        }
    }
    for (at, (voting, vote)) in votings.iter().enumerate() {
        // A vote that refers to nothing is about what was just put; in Swedish minutes its yes may be for anything.
        if let Some(which) = just_put(all, votings, at).filter(|&which| told[which].is_none())
            && cues.phrases.proposal.result.is_empty()
            && vote.method != Some(VoteMethod::Ballot)
            && voting.sentences().iter().all(|range| references(all, &labels, voting, range, cues).is_empty())
        {
            let unopposed = cues.phrases.proposal.unopposed.are_in(voting.words());
            told[which] = vote.carried.map(|side| side == Side::Yes).or(unopposed.then_some(true));
        }
    }
    for decision in decisions {
        for range in decision.sentences() {
            let sentence = decision.words().part(range.clone());
            let found = references(all, &labels, decision, range, cues);
            // "Bergs forslag er dermed vedtaget": the decision knows best.
            for (at, won) in results(sentence, cues) {
                for about in spoken_of(&found, range.start + at, decision, range.end, cues) {
                    let named = found.iter().any(|one| one.to == about && names_mover(decision, one));
                    if let (Referent::Moved(which), true) = (about, named) {
                        told[which] = Some(won);
                    }
                }
            }
            let lost =
                cues.phrases.proposal.lost.are_in(sentence) || cues.phrases.dissent.negation.are_in(sentence);
            for reference in &found {
                // The noun of a kind alone may be of anything.
                if let Referent::Moved(which) = reference.to
                    && told[which].is_none()
                    && names_mover(decision, reference)
                {
                    told[which] = Some(!lost);
                }
            }
        }
    }
    told
}

/// Whether somebody is named in a reference.
fn names_mover(passage: &Passage, reference: &Reference) -> bool {
    passage.actors.iter().any(|actor| reference.at.contains(&actor.range.start))
}

/// Gives those that support what others put the kind of it: who supports Berg's amendment would amend, and to support what a party
/// put beside the recommendation is to change it.
pub(super) fn take_kinds(all: &mut [Moved<'_>], is_recommended: bool, cues: &Cues) {
    for i in 0..all.len() {
        let (earlier, rest) = all.split_at_mut(i);
        let moved = &mut rest[0];
        if moved.kind == ProposalKind::Approval
            && let Some(kind) = kind_of_supported(earlier, moved, is_recommended, cues)
        {
            moved.kind = kind;
        }
    }
}

fn kind_of_supported(
    earlier: &[Moved<'_>],
    moved: &Moved<'_>,
    is_recommended: bool,
    cues: &Cues,
) -> Option<ProposalKind> {
    let passage = moved.passage;
    let from = moved.words.min(passage.lower().len());
    let words = passage.words().part(from..passage.lower().len());
    let support = from + cues.phrases.proposal.approval.find(words)?.start;
    let range = passage.sentences().iter().find(|range| range.contains(&support))?;
    let nouns = passage.places(&cues.phrases.vote.proposal_nouns, range);
    let nouns: Vec<Range<usize>> = nouns.filter(|noun| noun.start >= support).collect();
    let first = nouns.first()?.start;
    let owners = passage.actors.iter().filter(|actor| {
        actor.range.start >= support
            && range.contains(&actor.range.start)
            && !moves(moved, actor)
            && beside_noun(passage, actor, &nouns, range, cues).is_some_and(|(_, noun)| noun == Some(first))
    });
    owners.into_iter().find_map(|owner| match earlier.iter().find(|other| moves(other, owner)) {
        Some(other) => Some(other.kind),
        None => (owner.is_party && is_recommended).then_some(ProposalKind::Amendment),
    })
}

/// The proposal that was put just before a vote, where each is voted on in turn or there is only one.
fn just_put(all: &[Moved<'_>], votings: &[(&Passage, &Vote)], at: usize) -> Option<usize> {
    let start = votings[at].0.span.start();
    let from = at.checked_sub(1).map(|before| votings[before].0.span.start());
    let mut put = (0..all.len()).filter(|&i| {
        let place = all[i].passage.span.start();
        place < start && from.is_none_or(|from| place > from)
    });
    let which = put.next()?;
    put.next().is_none().then_some(which)
}

fn is_duel(voting: &Passage, cues: &Cues) -> bool {
    cues.phrases.vote.against.are_in(voting.words())
}

/// Whether a vote only finds what is to stand against the main proposal.
fn is_preliminary(voting: &Passage, cues: &Cues) -> bool {
    cues.phrases.vote.counter.are_in(voting.words())
}

/// What a report of one vote says of the proposals.
fn vote_report(
    all: &[Moved<'_>],
    labels: &[Option<String>],
    voting: &Passage,
    vote: &Vote,
    just_put: Option<usize>,
    cues: &Cues,
) -> Vec<(usize, bool)> {
    let table = &cues.phrases.proposal;
    let carried = vote.carried.map(|side| side == Side::Yes);
    let mut said: Vec<(Referent, bool)> = Vec::new();
    for (side, means) in [(true, &vote.yes_means), (false, &vote.no_means)] {
        let own = |moved: &Moved<'_>| {
            moved.by.iter().any(|by| means.as_deref().is_some_and(|means| means.ends_with(&by.name)))
        };
        if let (Some(which), Some(carried)) = (all.iter().position(own), carried) {
            said.push((Referent::Moved(which), carried == side));
        }
    }
    let meant = !said.is_empty();
    let mut seen: Vec<Referent> = Vec::new();
    let mut last = just_put.map(Referent::Moved);
    // Two are put to the vote as one: "the recommendation with the addition".
    let mut together = false;
    for range in voting.sentences() {
        let sentence = voting.words().part(range.clone());
        // To be chosen as the one that stands against the main proposal is not to be won.
        if table.preliminary.are_in(sentence) {
            continue;
        }
        let mut found = references(all, labels, voting, range, cues);
        if let Some(which) = just_put {
            mean_just_put(&mut found, which, voting, cues);
        }
        together |= found.windows(2).any(|pair| are_joined(voting.lower(), &pair[0], &pair[1], cues));
        for reference in &found {
            if !seen.contains(&reference.to) {
                seen.push(reference.to);
            }
        }
        for (at, won) in results(sentence, cues).into_iter().filter(|_| !meant) {
            let at = range.start + at;
            let mut about = spoken_of(&found, at, voting, range.end, cues);
            if found.is_empty() {
                about.extend(last);
            }
            for about in about {
                if !said.iter().any(|(other, _)| *other == about) {
                    said.push((about, won));
                }
            }
        }
        if let Some(only) = found.last() {
            last = Some(only.to);
        }
    }
    // No verb says it: the numbers do. Those of a ballot are of people, and where the chair puts questions, a yes is an answer
    // to them.
    let together = together && !is_duel(voting, cues);
    if said.is_empty()
        && vote.method != Some(VoteMethod::Ballot)
        && (table.result.is_empty() || is_duel(voting, cues))
        && let Some(carried) = carried
    {
        match &seen[..] {
            [only] => said.push((*only, carried)),
            [first, second] => said.extend([(*first, carried), (*second, carried == together)]),
            _ => {}
        }
    }
    // The chair's own question names the winner; the other thing that the report speaks of stood against it.
    if let ([(winner, won)], [only]) = (&said[..], &seen[..])
        && meant
        && winner != only
    {
        said.push((*only, !won));
    }
    // What was put against what was won was lost.
    let winner = said.iter().find(|(_, won)| *won).map(|(winner, _)| *winner);
    let loser = said.iter().find(|(_, won)| !*won).map(|(loser, _)| *loser);
    if let [first, second] = seen[..]
        && !together
    {
        for (one, other) in [(first, second), (second, first)] {
            let untold = !said.iter().any(|(about, _)| *about == other);
            if untold && winner == Some(one) {
                said.push((other, false));
            } else if untold && loser == Some(one) && is_duel(voting, cues) {
                said.push((other, true));
            }
        }
    }
    said.into_iter()
        .filter_map(|(about, won)| match about {
            Referent::Moved(which) => Some((which, won)),
            Referent::Written => None,
        })
        .collect()
}

/// "Forslaget forkastedes", where something was just put and nothing else is spoken of: a noun that may be of anything is of that.
fn mean_just_put(found: &mut [Reference], which: usize, voting: &Passage, cues: &Cues) {
    let lower = voting.lower();
    let [only] = found else { return };
    let owned = lower[..only.at.start].trim_end().ends_with(['s', ':']);
    let anyones =
        cues.phrases.vote.proposal_nouns.find(&lower[only.at.clone()]).is_some_and(|at| at.start == 0);
    if only.to == Referent::Written && anyones && !owned {
        only.to = Referent::Moved(which);
    }
}

/// What a verb at byte `at` speaks of: what stands before it, or after it where the verb comes first.
fn spoken_of(found: &[Reference], at: usize, voting: &Passage, end: usize, cues: &Cues) -> Vec<Referent> {
    /// How far after an active verb its object may stand, in bytes.
    const OBJECT: usize = 60;
    let lower = voting.lower();
    let after = found.iter().position(|reference| reference.at.start > at);
    let follows = |reference: &Reference| {
        reference.at.start - at <= OBJECT && !lower[at..reference.at.start.min(end)].contains([',', ';'])
    };
    // "… och finner att styrelsen bifaller Bergs yrkande": where the chair finds, the object follows.
    let object = after.filter(|&after| !cues.phrases.proposal.result.is_empty() && follows(&found[after]));
    let Some(before) =
        found.iter().rposition(|reference| reference.at.start < at).filter(|_| object.is_none())
    else {
        let Some(first) = object.or(after) else { return Vec::new() };
        let mut about = vec![found[first].to];
        for pair in found[first..].windows(2).take_while(|pair| are_joined(lower, &pair[0], &pair[1], cues)) {
            about.push(pair[1].to);
        }
        return about;
    };
    // "Innstillingen ble satt opp mot forslaget fra V og vedtatt": what is set against something is spoken of.
    let subject = before.checked_sub(1).filter(|&first| {
        cues.phrases
            .vote
            .against
            .are_in(&lower[found[first].at.end..found[before].at.start.max(found[first].at.end)])
    });
    vec![found[subject.unwrap_or(before)].to]
}

/// Whether two references are put to the vote together: "indstillingen med tilføjelsen".
fn are_joined(lower: &str, a: &Reference, b: &Reference, cues: &Cues) -> bool {
    if a.at.end > b.at.start {
        return false;
    }
    let mut words = lower[a.at.end..b.at.start]
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .peekable();
    words.peek().is_some() && words.all(|word| cues.is_joint(word))
}

/// Where a sentence says that something was won or lost, in bytes of the sentence.
fn results(sentence: Lower<'_>, cues: &Cues) -> Vec<(usize, bool)> {
    let table = &cues.phrases.proposal;
    let from = if table.result.is_empty() {
        0
    } else {
        match table.result.find(sentence) {
            Some(at) => at.end,
            None => {
                // "Bergs tilläggsförslag godkändes": told without the chair's finding.
                let passed = table.passed.iter(sentence).map(|at| (at.start, true));
                let mut told: Vec<(usize, bool)> =
                    passed.chain(table.failed.iter(sentence).map(|at| (at.start, false))).collect();
                told.sort_unstable();
                return told;
            }
        }
    };
    let lost: Vec<Range<usize>> = table.lost.iter(sentence).filter(|at| at.start >= from).collect();
    let won = table.won.iter(sentence).filter(|at| at.start >= from);
    // "Ikke vedtatt" holds "vedtatt".
    let won = won.filter(|at| !lost.iter().any(|lost| lost.start <= at.start && at.end <= lost.end));
    let mut all: Vec<(usize, bool)> = won.map(|at| (at.start, true)).collect();
    // "Det falt 22 stemmer på hver": the votes fell.
    let votes_fell = |at: &Range<usize>| {
        let next = sentence.text()[at.end..].split_whitespace().next().unwrap_or_default();
        cues.number(next).is_some()
    };
    all.extend(lost.iter().filter(|at| !votes_fell(at)).map(|at| (at.start, false)));
    all.sort_unstable();
    all
}

/// What a sentence refers to, in its order.
fn references(
    all: &[Moved<'_>],
    labels: &[Option<String>],
    passage: &Passage,
    range: &Range<usize>,
    cues: &Cues,
) -> Vec<Reference> {
    let nouns: Vec<Range<usize>> = passage.places(&cues.phrases.vote.proposal_nouns, range).collect();
    let mut found: Vec<Reference> = Vec::new();
    let mut used: Vec<usize> = Vec::new();
    for noun in &nouns {
        let Some((label, end)) = label_after(passage.lower(), noun.end, range.end, cues) else { continue };
        let mut same = (0..all.len()).filter(|&i| labels[i].as_deref() == Some(label));
        let to = match (same.next(), same.next()) {
            (Some(which), None) => Referent::Moved(which),
            // Another number than that of any proposal: of what was recommended.
            (None, _) if labels.iter().any(Option::is_some) => Referent::Written,
            _ => continue,
        };
        found.push(Reference { at: noun.start..end, to });
        used.push(noun.start);
    }
    let actors = passage.actors.iter().filter(|actor| range.contains(&actor.range.start));
    for actor in actors {
        let Some((at, noun)) = beside_noun(passage, actor, &nouns, range, cues) else { continue };
        let mut own: Vec<usize> = (0..all.len()).filter(|&i| moves(&all[i], actor)).collect();
        if own.len() > 1 {
            // The noun may say which of the mover's proposals is meant.
            let by_kind = |&i: &usize| {
                kind_phrases(all[i].kind, cues)
                    .is_some_and(|phrases| phrases.are_in(&passage.lower()[at.clone()]))
            };
            own.retain(by_kind);
        }
        if let [which] = own[..] {
            found.push(Reference { at, to: Referent::Moved(which) });
            used.extend(noun);
        }
    }
    for noun in nouns
        .iter()
        .filter(|noun| !found.iter().any(|one| one.at.start == noun.start))
        .cloned()
        .collect::<Vec<_>>()
    {
        if let Some((which, end)) = by_letters(all, passage.lower(), noun.end, range.end, cues) {
            used.push(noun.start);
            found.push(Reference { at: noun.start..end, to: Referent::Moved(which) });
        }
    }
    for noun in nouns.iter().filter(|noun| !used.contains(&noun.start)).cloned().collect::<Vec<_>>() {
        if let Some((which, end)) = by_matter(all, passage.lower(), noun.end, range.end, cues)
            && !found.iter().any(|one| one.at.start <= noun.start && noun.start < one.at.end)
        {
            used.push(noun.start);
            found.push(Reference { at: noun.start..end, to: Referent::Moved(which) });
        }
    }
    if found.is_empty() {
        found.extend(by_kind(all, passage, range, cues));
    }
    for at in passage.places(&cues.phrases.proposal.recommendation_nouns, range) {
        let claimed = used.contains(&at.start)
            || found.iter().any(|one| one.at.start <= at.start && at.start < one.at.end);
        if !claimed {
            found.push(Reference { at, to: Referent::Written });
        }
    }
    // "Rådmannens forslag", "rådmannen sitt framlegg": somebody's who moved nothing.
    for noun in nouns.iter().filter(|noun| !used.contains(&noun.start)) {
        let owner =
            passage.lower()[range.start..noun.start].split_whitespace().next_back().unwrap_or_default();
        let owned = owner.len() > 4 && owner.ends_with('s') || cues.phrases.vote.gains.find(owner).is_some();
        let claimed = found.iter().any(|one| one.at.start <= noun.start && noun.start < one.at.end);
        let named = passage
            .actors
            .iter()
            .any(|actor| actor.range.end + 2 >= noun.start && actor.range.start < noun.start);
        if owned && !claimed && !named {
            found.push(Reference { at: noun.clone(), to: Referent::Written });
        }
    }
    found.sort_by_key(|reference| (reference.at.start, reference.at.end));
    found.dedup_by(|b, a| a.to == b.to && a.at.end > b.at.start);
    found
}

/// "Framlegget frå BYG": the letters of the only mover's party, where no party is recognised.
fn by_letters(all: &[Moved<'_>], lower: &str, from: usize, to: usize, cues: &Cues) -> Option<(usize, usize)> {
    let rest = &lower[from..to.max(from)];
    let mut words = rest
        .split(|c: char| c.is_whitespace() || matches!(c, '/' | ',' | ':' | '.'))
        .filter(|word| !word.is_empty());
    if !cues.is_source(words.next()?) {
        return None;
    }
    let letters = words.next()?;
    let own = |moved: &Moved<'_>| {
        moved
            .by
            .iter()
            .any(|person| person.party.as_deref().is_some_and(|party| lower::lower(party) == letters))
    };
    let mut movers = (0..all.len()).filter(|&i| own(&all[i]));
    let which = movers.next().filter(|_| movers.next().is_none())?;
    let end = from + (letters.as_ptr() as usize - rest.as_ptr() as usize) + letters.len();
    Some((which, end))
}

/// "Forslaget om en forsøgsordning": the only proposal that has a word of it; where the words end.
fn by_matter(all: &[Moved<'_>], lower: &str, from: usize, to: usize, cues: &Cues) -> Option<(usize, usize)> {
    const MOST: usize = 5;
    let rest = &lower[from..to.max(from)];
    let mut words = rest.split_whitespace().take_while(|word| !word.contains(['(', '"', ':']));
    let first = words.next()?;
    if !cues.phrases.vote.about.iter().any(|about| about == first) {
        return None;
    }
    let mut matter: Vec<&str> = Vec::new();
    for word in words.take(MOST) {
        matter.push(word);
        if word.ends_with([',', '.', ';']) {
            break;
        }
    }
    let end = from + (matter.last()?.as_ptr() as usize - rest.as_ptr() as usize) + matter.last()?.len();
    let score = |moved: &Moved<'_>| moved.words_of(&matter.join(" "));
    let best = all.iter().map(score).max().filter(|&best| best > 0)?;
    let mut winners = (0..all.len()).filter(|&i| score(&all[i]) == best);
    let which = winners.next().filter(|_| winners.next().is_none())?;
    Some((which, end))
}

/// The only proposal of a kind, by the noun of that kind.
fn by_kind(all: &[Moved<'_>], passage: &Passage, range: &Range<usize>, cues: &Cues) -> Option<Reference> {
    let named = |i: usize| {
        let mut same = all.iter().filter(|other| other.kind == all[i].kind);
        if same.nth(1).is_some() {
            return None;
        }
        let at = passage.places(kind_phrases(all[i].kind, cues)?, range).next()?;
        Some(Reference { at, to: Referent::Moved(i) })
    };
    (0..all.len()).filter_map(named).min_by_key(|reference| reference.at.start)
}

fn kind_phrases(kind: ProposalKind, cues: &Cues) -> Option<&Phrases> {
    let table = &cues.phrases.proposal;
    match kind {
        ProposalKind::Addition => Some(&table.addition),
        ProposalKind::Amendment => Some(&table.amendment),
        ProposalKind::Remittal => Some(&table.remittal),
        ProposalKind::Postponement => Some(&table.postponement),
        ProposalKind::Rejection => Some(&table.rejection),
        ProposalKind::Approval | ProposalKind::Other => None,
    }
}

/// Whether a proposal is the actor's, or the actor's party's.
fn moves(moved: &Moved<'_>, actor: &Actor) -> bool {
    moved.by.iter().any(|person| {
        person.name == actor.person.name
            || actor.is_party && person.party.as_deref() == Some(&actor.person.name)
    })
}

/// The noun for a proposal that an actor owns: "Bergs forslag", "forslaget fra Berg", "Berg fikk 5 stemmer"; where the
/// reference stands, and the noun if there is one.
fn beside_noun(
    passage: &Passage,
    actor: &Actor,
    nouns: &[Range<usize>],
    range: &Range<usize>,
    cues: &Cues,
) -> Option<(Range<usize>, Option<usize>)> {
    let lower = passage.lower();
    let table = &cues.phrases.vote;
    let few = |from: usize, to: usize| {
        from <= to
            && lower[from..to].split_whitespace().count() <= BESIDE
            && !lower[from..to].contains(['.', ';', ':', '('])
    };
    let after = &lower[actor.range.end..range.end.max(actor.range.end)];
    let genitive = after.starts_with("s ")
        || after.starts_with("s'")
        || after.starts_with("' ")
        || after.starts_with(":s ")
        || lower[actor.range.clone()].ends_with(['s', 'z', 'x']) && after.starts_with(' ');
    if genitive {
        let from = actor.range.end;
        if let Some(noun) = nouns.iter().find(|noun| noun.start >= from && few(from, noun.start)) {
            return Some((actor.range.start..noun.end, Some(noun.start)));
        }
        // "Bergs tilføjelse vedtoges": a noun of its kind only.
        let part = passage.words().part(from..range.end);
        let kinds = [&cues.phrases.proposal.addition, &cues.phrases.proposal.amendment];
        if let Some(at) = kinds.into_iter().filter_map(|kind| kind.find(part)).min_by_key(|at| at.start)
            && few(from, from + at.start)
        {
            return Some((actor.range.start..from + at.end, None));
        }
    }
    let before = nouns.iter().rfind(|noun| noun.end <= actor.range.start && few(noun.end, actor.range.start));
    if let Some(noun) = before
        && lower[noun.end..actor.range.start].split_whitespace().any(|word| cues.is_source(word))
    {
        return Some((noun.start..actor.range.end, Some(noun.start)));
    }
    // "Tillegget frå Berg": a noun of its kind only.
    let lead = lower[range.start..actor.range.start].trim_end();
    let source = lead.split_whitespace().next_back().is_some_and(|word| cues.is_source(word));
    if source {
        let part = passage.words().part(range.start..actor.range.start);
        let kinds = [&cues.phrases.proposal.addition, &cues.phrases.proposal.amendment];
        if let Some(at) =
            kinds.into_iter().filter_map(|kind| kind.iter(part).last()).max_by_key(|at| at.start)
            && few(range.start + at.end, actor.range.start)
        {
            return Some((range.start + at.start..actor.range.end, None));
        }
    }
    let gains = table.gains.find(after.trim_start()).is_some_and(|at| at.start == 0);
    (gains && !actor.is_party).then(|| (actor.range.clone(), None))
}

/// The number or letter that a proposal is given: "Forslag nr. 2", "ændringsforslag A", "(nr. 3)".
fn own_label(moved: &Moved<'_>, cues: &Cues) -> Option<String> {
    let lower = moved.passage.lower();
    let end = lower.char_indices().map(|(at, _)| at).find(|&at| at >= HEAD).unwrap_or(lower.len());
    let head = moved.passage.words().part(0..end);
    let mut nouns = cues.phrases.vote.proposal_nouns.iter(head);
    nouns.find_map(|noun| label_after(lower, noun.end, end, cues)).map(|(label, _)| label.to_owned()).or_else(
        || {
            // The number in a bracket at the end of what is moved.
            let at = cues.phrases.vote.label_brackets.iter().find_map(|open| lower.rfind(open.as_str()))?;
            label_after(lower, at + 1, lower.len(), cues).map(|(label, _)| label.to_owned())
        },
    )
}

/// "Forslaget fra Berg (forslag 2)": numbers that only the report gives.
fn given_labels(
    all: &[Moved<'_>],
    labels: &[Option<String>],
    voting: &Passage,
    cues: &Cues,
) -> Vec<(usize, String)> {
    let lower = voting.lower();
    let mut given = Vec::new();
    for range in voting.sentences() {
        let found = references(all, labels, voting, range, cues);
        for noun in voting.places(&cues.phrases.vote.proposal_nouns, range) {
            let named = found.iter().rfind(|one| one.at.end <= noun.start);
            let bracket = lower[..noun.start].ends_with('(');
            if let (true, Some(Reference { to: Referent::Moved(which), .. })) = (bracket, named)
                && let Some((label, end)) = label_after(lower, noun.end, range.end, cues)
                && lower[end..].starts_with(')')
                && labels[*which].is_none()
            {
                given.push((*which, label.to_owned()));
            }
        }
    }
    given
}

/// A number of one or two figures, or a letter, after a noun, with "nr." between them; where it ends.
fn label_after<'t>(lower: &'t str, from: usize, limit: usize, cues: &Cues) -> Option<(&'t str, usize)> {
    let table = &cues.phrases.vote;
    let rest = &lower[from..limit.max(from)];
    let mut at = from + rest.len() - rest.trim_start_matches(' ').len();
    let number = table.label_lead.iter().find(|lead| lower[at..].starts_with(lead.as_str()));
    at += number.map_or(0, String::len);
    let word = lower[at..limit.max(at)].split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let numbered = !word.is_empty() && word.len() <= 2 && word.bytes().all(|b| b.is_ascii_digit());
    let lettered = word.len() == 1 && word.bytes().all(|b| (b'a'..=b'h').contains(&b)) && at > from;
    // "Forslag 14 stemmer" is a count; "i" is a word.
    let after = lower[at + word.len()..].strip_prefix(' ');
    let counted =
        after.is_some_and(|after| table.ballots.iter().any(|word| after.starts_with(word.as_str())));
    ((numbered || lettered) && !counted).then(|| (word, at + word.len()))
}

//! The items of business with all that happened to them, worked out in the order in which it depends on each other:
//! recommendations, proposals, votes, decisions, and at last the fates of the proposals.

use super::content::{self, Quantity};
use super::cues::Cues;
use super::decisions::{self, Before};
use super::fates::{self, Decided, Wording};
use super::lower::lower;
use super::passage::Passage;
use super::proposals::{self, Context, Written};
use super::{counsel, dissent, lists, reports, votes};
use crate::outline::Outline;
use crate::record::{Item, Outcome, ProposalKind, SegmentKind, Vote, Warning};
use crate::text::CodePoints;
/// The items without facts: of a text whose language is not known.
pub(super) fn bare(outline: &Outline, points: &CodePoints<'_>) -> Vec<Item> {
    outline
        .items
        .iter()
        .map(|item| Item {
            number: item.number.clone(),
            title: item.title.clone(),
            case_numbers: item.case_numbers.clone(),
            continues: item.continues,
            start: points.at(item.span.start()),
            end: points.at(item.span.end()),
            ..Item::default()
        })
        .collect()
}

/// The items with their facts.
pub(super) fn items(
    outline: &Outline,
    passages: &[Passage],
    body: &str,
    cues: &Cues,
    points: &CodePoints<'_>,
    warnings: &mut Vec<Warning>,
) -> Vec<Item> {
    let mut items = bare(outline, points);
    let mut by_item: Vec<Vec<&Passage>> = vec![Vec::new(); items.len()];
    for passage in passages {
        if let Some(list) = passage.item.and_then(|item| by_item.get_mut(item as usize)) {
            list.push(passage);
        }
    }
    let body = lower(body);
    for (item, passages) in items.iter_mut().zip(&by_item) {
        fill(item, passages, &body, cues, points, warnings);
    }
    dissent::name_recommenders(&mut items);
    items
}

fn fill(
    item: &mut Item,
    passages: &[&Passage],
    body: &str,
    cues: &Cues,
    points: &CodePoints<'_>,
    warnings: &mut Vec<Warning>,
) {
    let of = |kind: SegmentKind| -> Vec<&Passage> {
        passages.iter().copied().filter(|passage| passage.kind == kind).collect()
    };
    let recommended = of(SegmentKind::Recommendation);
    let votings = of(SegmentKind::Voting);
    let decided = of(SegmentKind::Decision);
    item.recommendations =
        recommended.iter().map(|passage| dissent::recommendation(passage, body, cues, points)).collect();
    item.votes = votings.iter().map(|passage| votes::vote(passage, cues, points, warnings)).collect();
    item.recusals =
        of(SegmentKind::Recusal).iter().flat_map(|passage| dissent::recusals(passage, cues)).collect();
    item.reservations =
        of(SegmentKind::Reservation).iter().map(|passage| dissent::dissent(passage, cues, points)).collect();
    item.statements =
        of(SegmentKind::Statement).iter().map(|passage| dissent::dissent(passage, cues, points)).collect();
    item.recipients =
        of(SegmentKind::Recipients).iter().flat_map(|passage| lists::entries(passage, cues)).collect();
    item.attachments =
        of(SegmentKind::Attachments).iter().flat_map(|passage| lists::entries(passage, cues)).collect();

    // The last recommendation that says something of its own: "Indstilles" points to the one before.
    let written: Vec<Written> = recommended
        .iter()
        .zip(&item.recommendations)
        .map(|(passage, one)| Written {
            by: one.by.as_deref().map(lower),
            outcome: decisions::recommended(passage, body, one.points.len() > 1, cues),
            points: one.points.len(),
        })
        .collect();
    let title = item.title.as_deref().map(lower).unwrap_or_default();
    let mut before = Before {
        has_recommendation: !written.is_empty(),
        recommended: written.iter().rev().find_map(|one| one.outcome),
        unanimous: !item.votes.is_empty() && item.votes.iter().all(|vote| vote.unanimous),
        title: &title,
        body,
        ..Before::default()
    };
    let first = decided.first().map(|passage| decisions::outcome(passage, before, cues));
    let asker = of(SegmentKind::Heading)
        .into_iter()
        .flat_map(|passage| &passage.actors)
        .find(|actor| !actor.is_party);
    let proposed = of(SegmentKind::Proposal);
    let facts = if proposed.is_empty() { Vec::new() } else { of(SegmentKind::Background) };
    let counsel = counsel::told(&facts, cues);
    let known = facts.iter().chain(&recommended);
    let quantities: Vec<Quantity> = known.flat_map(|passage| content::quantities(passage.lower())).collect();
    let context = Context {
        told: &counsel,
        quantities: &quantities,
        asker: asker.map(|actor| &actor.person),
        written: &written,
        title: &title,
        recommended: recommended.last().map_or("", |passage| passage.lower()),
        first: recommended.first().map(|passage| passage.span),
        election: first == Some(Outcome::Elected),
        ..Context::default()
    };
    let mut moved = proposals::moved(proposed, context, cues);
    reports::take_kinds(&mut moved, !written.is_empty(), cues);
    let kinds = |kind: ProposalKind| moved.iter().any(|moved| moved.kind == kind);
    before.remittal_moved = kinds(ProposalKind::Remittal);
    before.postponement_moved = kinds(ProposalKind::Postponement);
    let ballots: Vec<(&Passage, &Vote)> = votings.iter().copied().zip(&item.votes).collect();
    let reported = reports::reported(&moved, &ballots, &decided, cues);
    let told: Vec<Option<bool>> = if moved.is_empty() {
        Vec::new()
    } else {
        let (decided, recommended) = (Wording::of(&decided), Wording::of(&recommended));
        let each = reported.iter().copied().enumerate();
        each.map(|(i, said)| fates::told(&moved, i, said, &ballots, &decided, &recommended, cues)).collect()
    };
    before.motion = fates::motion(&moved, &told, cues);
    before.carried = told.contains(&Some(true));
    before.amended = moved.iter().zip(&told).any(|(moved, told)| {
        matches!(moved.kind, ProposalKind::Addition | ProposalKind::Amendment)
            && *told == Some(true)
            && !moved.is_withdrawn(cues)
    });
    item.decisions =
        decided.iter().map(|passage| decisions::decision(passage, before, cues, points)).collect();
    let outcome = item.decisions.first().map(|decision| match decision.outcome {
        // To recommend a refusal is to refuse, as far as those go who moved for or against it.
        Outcome::Recommended => match decisions::stated(decided[0].words(), cues) {
            Some(stated @ (Outcome::Rejected | Outcome::Answered)) => stated,
            _ => Outcome::Recommended,
        },
        outcome => outcome,
    });
    if moved.is_empty() {
        return;
    }
    let decided = Decided::new(outcome, &decided, &moved, !votings.is_empty(), cues);
    item.proposals = moved
        .iter()
        .zip(told.into_iter().zip(reported))
        .map(|(moved, said)| fates::proposal(moved, said, &decided, cues, points))
        .collect();
}

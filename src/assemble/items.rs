//! The items of business with all that happened to them, worked out in the order in which it depends on each other:
//! recommendations, proposals, votes, decisions, and at last the fates of the proposals.

use super::cues::Cues;
use super::decisions::{self, Before};
use super::passage::{Passage, lower};
use super::proposals::{self, Context};
use super::{dissent, lists, votes};
use crate::outline::Outline;
use crate::record::{Item, Outcome, ProposalKind, SegmentKind, Warning};
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
        recommended.iter().map(|passage| dissent::recommendation(passage, cues, points)).collect();
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
    let would_be = recommended.iter().rev().find_map(|passage| decisions::stated(passage.lower(), cues));
    let unanimous = !item.votes.is_empty() && item.votes.iter().all(|vote| vote.unanimous);
    let mut before = Before { recommended: would_be, amended: false, unanimous, body };
    let first = decided.first().map(|passage| decisions::outcome(passage.lower(), before, cues));
    let context = Context {
        basis: !recommended.is_empty(),
        recommended: would_be,
        election: first == Some(Outcome::Elected),
    };
    let moved = proposals::moved(of(SegmentKind::Proposal), context, cues);
    let told: Vec<Option<bool>> =
        moved.iter().map(|moved| proposals::told(moved, &votings, &decided, &recommended, cues)).collect();
    before.amended = moved.iter().zip(&told).any(|(moved, told)| {
        matches!(moved.kind, ProposalKind::Addition | ProposalKind::Amendment) && *told == Some(true)
    });
    item.decisions =
        decided.iter().map(|passage| decisions::decision(passage, before, cues, points)).collect();
    let outcome = item.decisions.first().map(|decision| decision.outcome);
    let words: String = decided.iter().map(|passage| passage.lower()).collect();
    item.proposals = moved
        .iter()
        .zip(told)
        .map(|(moved, told)| proposals::proposal(moved, told, outcome, &words, cues, points))
        .collect();
}

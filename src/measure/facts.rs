//! The document, its items, and what was moved, voted, decided and dissented in each.

use super::Comparison;
use super::figure::Sheet;
use super::fold::{fold, number_key, plain};
use super::levenshtein::same;
use super::note::{Notes, Wrong};
use crate::gold;
use crate::record::{Item, Person, SegmentKind};
use serde::Serialize;
use std::collections::{BTreeMap, VecDeque};

/// Facts in the form that is compared, each with its place: a code point of the record, or a word of the true text.
type Found<P> = Vec<(String, P)>;

/// Facts by figure.
type Facts<P> = [(&'static str, Found<P>); 9];

pub(super) fn document(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let (head, record) = (&comparison.gold.head, comparison.record);
    let meeting = record.and_then(|record| record.meeting.as_ref());
    let language = record.map(|record| record.language.code.clone());
    let kind = record.map(|record| called(&record.document.kind));
    let code = meeting.and_then(|meeting| meeting.municipality.as_ref()?.code.clone());
    let of_meeting = |field: fn(&crate::record::Meeting) -> &Option<String>| {
        meeting.and_then(|meeting| field(meeting).clone())
    };
    let compared = [
        ("language", language, Some(head.language.code().to_owned())),
        ("document type", kind, Some(called(&head.kind))),
        ("meeting body", of_meeting(|meeting| &meeting.body), head.body.clone()),
        ("meeting date", of_meeting(|meeting| &meeting.date), head.date.clone()),
        ("meeting start", of_meeting(|meeting| &meeting.start), head.start.clone()),
        ("meeting municipality", code, head.municipality.clone()),
    ];
    for (figure, got, want) in compared {
        let Some(want) = want else { continue };
        let right = plain(got.as_deref().unwrap_or_default()) == plain(&want);
        sheet.add(figure, [u64::from(right), 1, 0]);
        if !right {
            notes.add(|notes| {
                let wrong = if got.is_some() { Wrong::Different } else { Wrong::Missed };
                let evidence = format!("got {}, should be {want:?}", quoted(got.as_deref()));
                notes.at(0, figure, wrong, evidence)
            });
        }
    }
}

pub(super) fn items(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let found = comparison.record.map_or(&[][..], |record| &record.items);
    let wanted = &comparison.gold.items;
    let keys = |numbers: Vec<Option<&str>>| numbers.into_iter().map(number_key).collect::<Vec<_>>();
    sheet.add(
        "items",
        agreement(
            keys(found.iter().map(|item| item.number.as_deref()).collect()),
            keys(wanted.iter().map(|item| item.number.as_deref()).collect()),
        ),
    );
    // Items of the same number are taken in the order of the text.
    let mut waiting: BTreeMap<String, VecDeque<&Item>> = BTreeMap::new();
    for item in found {
        waiting.entry(number_key(item.number.as_deref())).or_default().push_back(item);
    }
    let mut placed = 0;
    for (index, want) in wanted.iter().enumerate() {
        let key = number_key(want.number.as_deref());
        let got = waiting.get_mut(&key).and_then(VecDeque::pop_front);
        let words = comparison.gold_inside(&want.range);
        if got.is_none() {
            notes.add(|notes| {
                let evidence =
                    format!("{} {}", quoted(want.number.as_deref()), quoted(want.title.as_deref()));
                notes.at_gold(words.start, "items", Wrong::Missed, evidence)
            });
        }
        if got.is_some_and(|got| is_placed(comparison, got, &words)) {
            placed += 1;
        } else if let Some(got) = got {
            notes.add(|notes| {
                let evidence = format!("{} has other words", quoted(got.number.as_deref()));
                notes.at(got.start, "items@0.8", Wrong::Different, evidence)
            });
        }
        heading(want, got, words.start, sheet, notes);
        let segments: Vec<&gold::Segment> = comparison
            .gold
            .segments
            .iter()
            .filter(|segment| segment.item == Some(index) && !segment.continues)
            .collect();
        outcomes(&segments, got, words.start, sheet, notes);
        let got = facts_of_item(got);
        for ((figure, got), (_, want)) in got.into_iter().zip(facts_of_gold(comparison, &segments)) {
            compare(figure, &got, &want, sheet, notes);
        }
    }
    for item in waiting.into_values().flatten() {
        notes.add(|notes| {
            let evidence = format!("{} {}", quoted(item.number.as_deref()), quoted(item.title.as_deref()));
            notes.at(item.start, "items", Wrong::FalseAlarm, evidence)
        });
        for (figure, got) in facts_of_item(Some(item)) {
            sheet.add(figure, [0, got.len() as u64, 0]);
        }
    }
    let surplus = (found.len() as u64).saturating_sub(placed);
    sheet.add("items@0.8", [placed, surplus, wanted.len() as u64 - placed]);
}

fn is_placed(comparison: &Comparison<'_>, got: &Item, words: &std::ops::Range<usize>) -> bool {
    let got = comparison.gold_of(got.start, got.end);
    let common = got.range(words.clone()).count();
    let either = words.len() + got.len() - common;
    common as f64 >= 0.8 * either.max(1) as f64
}

fn heading(want: &gold::Item, got: Option<&Item>, at: usize, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let given = |text: &Option<String>| text.clone().filter(|text| !text.is_empty());
    if let Some(title) = given(&want.title) {
        let found = got.and_then(|got| got.title.as_deref());
        let right = plain(found.unwrap_or_default()) == plain(&title);
        sheet.add("item title", [u64::from(right), 1, 0]);
        if !right {
            notes.add(|notes| {
                let evidence = format!("got {}, should be {title:?}", quoted(found));
                notes.at_gold(at, "item title", Wrong::Different, evidence)
            });
        }
    }
    if let Some(case) = given(&want.case) {
        let found = got.map_or(&[][..], |got| &got.case_numbers);
        let right = found.iter().any(|found| plain(found) == plain(&case));
        sheet.add("item case number", [u64::from(right), 1, 0]);
        if !right {
            notes.add(|notes| {
                let evidence = format!("got {found:?}, should be {case:?}");
                notes.at_gold(at, "item case number", Wrong::Different, evidence)
            });
        }
    }
}

/// The share of the annotated decisions whose outcome is given, in order.
fn outcomes(
    segments: &[&gold::Segment],
    got: Option<&Item>,
    at: usize,
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let decided = segments.iter().filter(|segment| segment.kind == SegmentKind::Decision);
    let want: Vec<String> = decided.map(|segment| called(&segment.outcome)).collect();
    let decisions = got.map_or(&[][..], |got| &got.decisions);
    let found: Vec<String> = decisions.iter().map(|decision| called(&decision.outcome)).collect();
    let right: usize = same(found.iter(), want.iter()).iter().map(|same| same.two.len()).sum();
    sheet.add("decision outcome", [right as u64, want.len() as u64, 0]);
    if found != want {
        notes.add(|notes| {
            let evidence = format!("got [{}], should be [{}]", found.join(", "), want.join(", "));
            match decisions.first() {
                Some(decision) => notes.at(decision.start, "decision outcome", Wrong::Different, evidence),
                None => notes.at_gold(at, "decision outcome", Wrong::Missed, evidence),
            }
        });
    }
}

fn compare(
    figure: &str,
    got: &Found<u64>,
    want: &Found<usize>,
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let keys = |found: Vec<&String>| found.into_iter().cloned().collect::<Vec<_>>();
    let got_keys = keys(got.iter().map(|(key, _)| key).collect());
    let want_keys = keys(want.iter().map(|(key, _)| key).collect());
    let counts = agreement(got_keys.clone(), want_keys.clone());
    sheet.add(figure, counts);
    if counts[1] + counts[2] == 0 {
        return;
    }
    notes.add(|notes| {
        let (surplus, missed) = (without(&got_keys, &want_keys), without(&want_keys, &got_keys));
        let evidence = format!("got {got_keys:?}, should be {want_keys:?}");
        let wrong = match (surplus.is_empty(), missed.is_empty()) {
            (true, _) => Wrong::Missed,
            (_, true) => Wrong::FalseAlarm,
            _ => Wrong::Different,
        };
        let surplus = got.iter().find(|(key, _)| surplus.contains(key));
        let missed = want.iter().find(|(key, _)| missed.contains(key));
        match (surplus, missed) {
            (Some((_, place)), _) => notes.at(*place, figure, wrong, evidence),
            (None, Some((_, word))) => notes.at_gold(*word, figure, wrong, evidence),
            (None, None) => notes.at(0, figure, wrong, evidence),
        }
    });
}

/// What is in both multisets, only in the first, only in the second.
pub(super) fn agreement<T: Ord>(got: Vec<T>, want: Vec<T>) -> [u64; 3] {
    let (sizes, common) = ((got.len() as u64, want.len() as u64), common(got, want));
    [common, sizes.0 - common, sizes.1 - common]
}

fn common<T: Ord>(mut one: Vec<T>, mut two: Vec<T>) -> u64 {
    one.sort();
    two.sort();
    let mut count = 0;
    let mut others = two.into_iter().peekable();
    for thing in one {
        while others.next_if(|other| *other < thing).is_some() {}
        count += u64::from(others.next_if(|other| *other == thing).is_some());
    }
    count
}

/// The things of the first multiset that the second has not, in their order.
pub(super) fn without<T: Ord + Clone>(one: &[T], two: &[T]) -> Vec<T> {
    let mut left: BTreeMap<&T, usize> = BTreeMap::new();
    for thing in two {
        *left.entry(thing).or_default() += 1;
    }
    let unmatched = one.iter().filter(|thing| match left.get_mut(thing) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    unmatched.cloned().collect()
}

fn quoted(text: Option<&str>) -> String {
    text.map_or("nothing".into(), |text| format!("{text:?}"))
}

/// A value as records write it.
fn called<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => "none".into(),
    }
}

fn person(name: &str, party: Option<&str>) -> String {
    let (name, party) = (fold(name), party.filter(|party| !party.is_empty()));
    match party {
        Some(party) if !name.is_empty() => plain(&format!("{name} ({party})")),
        _ if name.is_empty() => plain(party.unwrap_or_default()),
        _ => plain(&name),
    }
}

fn people(mut names: Vec<String>) -> String {
    names.sort();
    names.join("; ")
}

fn movers(by: &[Person]) -> String {
    people(by.iter().map(|mover| person(&mover.name, mover.party.as_deref())).collect())
}

fn facts_of_item(item: Option<&Item>) -> Facts<u64> {
    let nobody = Item::default();
    let item = item.unwrap_or(&nobody);
    let proposal = |x: &crate::record::Proposal| {
        format!("{} | {} | {}", movers(&x.by), called(&x.kind), called(&x.fate))
    };
    let votes = || item.votes.iter();
    let counted = votes().filter_map(|vote| {
        let (no, abstain) = (vote.no.unwrap_or(0), vote.abstain.unwrap_or(0));
        vote.yes.map(|yes| (format!("{yes}-{no}-{abstain}"), vote.start))
    });
    [
        ("decisions (outcome)", item.decisions.iter().map(|x| (called(&x.outcome), x.start)).collect()),
        ("proposals (by)", item.proposals.iter().map(|x| (movers(&x.by), x.start)).collect()),
        ("proposals (by, kind, fate)", item.proposals.iter().map(|x| (proposal(x), x.start)).collect()),
        ("reservations (by)", item.reservations.iter().map(|x| (movers(&x.by), x.start)).collect()),
        ("statements (by)", item.statements.iter().map(|x| (movers(&x.by), x.start)).collect()),
        (
            "recommendations (by)",
            item.recommendations
                .iter()
                .map(|x| (x.by.as_deref().map(plain).unwrap_or_default(), x.start))
                .collect(),
        ),
        (
            "recusals (who)",
            item.recusals.iter().map(|x| (person(&x.name, x.party.as_deref()), item.start)).collect(),
        ),
        ("vote counts", counted.collect()),
        ("votes (method)", votes().map(|vote| (called(&vote.method), vote.start)).collect()),
    ]
}

fn facts_of_gold(comparison: &Comparison<'_>, segments: &[&gold::Segment]) -> Facts<usize> {
    let of = |kind: SegmentKind, fact: &dyn Fn(&gold::Segment) -> String| -> Found<usize> {
        let kind = segments.iter().filter(|segment| segment.kind == kind);
        kind.map(|segment| (fact(segment), comparison.gold_inside(&segment.range).start)).collect()
    };
    let by = |segment: &gold::Segment| people(segment.by.iter().map(|name| plain(name)).collect());
    let voting = || segments.iter().filter(|segment| segment.kind == SegmentKind::Voting);
    let first = |segment: &gold::Segment| comparison.gold_inside(&segment.range).start;
    let counted = voting().filter_map(|segment| {
        let (no, abstain) = (segment.no.unwrap_or(0), segment.abstain.unwrap_or(0));
        segment.yes.map(|yes| (format!("{yes}-{no}-{abstain}"), first(segment)))
    });
    let recused = segments.iter().filter(|segment| segment.kind == SegmentKind::Recusal);
    [
        ("decisions (outcome)", of(SegmentKind::Decision, &|segment| called(&segment.outcome))),
        ("proposals (by)", of(SegmentKind::Proposal, &by)),
        (
            "proposals (by, kind, fate)",
            of(SegmentKind::Proposal, &|segment| {
                format!("{} | {} | {}", by(segment), called(&segment.proposal), called(&segment.fate))
            }),
        ),
        ("reservations (by)", of(SegmentKind::Reservation, &by)),
        ("statements (by)", of(SegmentKind::Statement, &by)),
        ("recommendations (by)", of(SegmentKind::Recommendation, &by)),
        (
            "recusals (who)",
            recused.flat_map(|segment| segment.by.iter().map(|name| (plain(name), first(segment)))).collect(),
        ),
        ("vote counts", counted.collect()),
        ("votes (method)", of(SegmentKind::Voting, &|segment| called(&segment.method))),
    ]
}

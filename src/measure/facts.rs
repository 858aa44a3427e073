//! The document, its items, and what was moved, voted, decided and dissented in each.

use super::Comparison;
use super::figure::Sheet;
use super::fold::{fold, number_key, plain};
use super::levenshtein::same;
use super::note::{Notes, Wrong, quoted};
use super::outline::called;
use crate::gold;
use crate::record::{Item, Person, SegmentKind};
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
    for figure in ["items", "items@0.8"] {
        sheet.add(figure, [0; 3]);
    }
    // Items of the same number are taken in the order of the text.
    let mut waiting: BTreeMap<String, VecDeque<&Item>> = BTreeMap::new();
    for item in found {
        waiting.entry(number_key(item.number.as_deref())).or_default().push_back(item);
    }
    for (index, want) in wanted.iter().enumerate() {
        let key = number_key(want.number.as_deref());
        let got = waiting.get_mut(&key).and_then(VecDeque::pop_front);
        let words = comparison.gold_inside(&want.range);
        match got {
            None => notes.cost(sheet, &[("items", [0, 1]), ("items@0.8", [0, 1])], |notes| {
                let evidence =
                    format!("{} {}", quoted(want.number.as_deref()), quoted(want.title.as_deref()));
                notes.at_gold(words.start, "items", Wrong::Missed, evidence)
            }),
            Some(got) => {
                sheet.add("items", [1, 0, 0]);
                if is_placed(comparison, got, &words) {
                    sheet.add("items@0.8", [1, 0, 0]);
                } else {
                    notes.cost(sheet, &[("items@0.8", [1, 1])], |notes| {
                        let evidence = format!("{} has other words", quoted(got.number.as_deref()));
                        notes.at(got.start, "items@0.8", Wrong::Different, evidence)
                    });
                }
            }
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
        notes.cost(sheet, &[("items", [1, 0]), ("items@0.8", [1, 0])], |notes| {
            let evidence = format!("{} {}", quoted(item.number.as_deref()), quoted(item.title.as_deref()));
            notes.at(item.start, "items", Wrong::FalseAlarm, evidence)
        });
        for (figure, got) in facts_of_item(Some(item)) {
            sheet.add(figure, [0; 3]);
            for (fact, place) in got {
                notes.cost(sheet, &[(figure, [1, 0])], |notes| {
                    let evidence = format!("{fact:?}, in an item that is none");
                    notes.at(place, figure, Wrong::FalseAlarm, evidence)
                });
            }
        }
    }
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
    let surplus = without(got, want);
    let missed = without(want, got);
    sheet.add(figure, [(got.len() - surplus.len()) as u64, 0, 0]);
    // A surplus fact and a missed one are told of together: most often they are one fact, read wrongly.
    for at in 0..surplus.len().max(missed.len()) {
        let (got, want) = (surplus.get(at), missed.get(at));
        let cost = [u64::from(got.is_some()), u64::from(want.is_some())];
        notes.cost(sheet, &[(figure, cost)], |notes| match (got, want) {
            (Some((got, place)), Some((want, _))) => {
                notes.at(*place, figure, Wrong::Different, format!("got {got:?}, should be {want:?}"))
            }
            (Some((got, place)), None) => notes.at(*place, figure, Wrong::FalseAlarm, format!("{got:?}")),
            (None, Some((want, word))) => notes.at_gold(*word, figure, Wrong::Missed, format!("{want:?}")),
            (None, None) => notes.at(0, figure, Wrong::Different, String::new()),
        });
    }
}

/// The first's facts that the second has not, in their order, repeated ones as often as they are too many.
fn without<P: Copy, Q>(one: &Found<P>, two: &Found<Q>) -> Found<P> {
    let mut left: BTreeMap<&str, usize> = BTreeMap::new();
    for (fact, _) in two {
        *left.entry(fact).or_default() += 1;
    }
    let unmatched = one.iter().filter(|(fact, _)| match left.get_mut(fact.as_str()) {
        Some(count) if *count > 0 => {
            *count -= 1;
            false
        }
        _ => true,
    });
    unmatched.cloned().collect()
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

//! Entities, by kind, surface and value; those in running heads and feet count on neither side.

use super::Comparison;
use super::facts::{agreement, without};
use super::figure::Sheet;
use super::fold::{lower, plain, surface};
use super::note::{Notes, Wrong};
use crate::record::{EntityValue, SegmentKind};
use std::collections::{BTreeMap, BTreeSet};

/// An entity in the form that is compared.
#[derive(Clone)]
struct Mention<P> {
    surface: String,
    value: Option<String>,
    place: P,
}

type Mentions<P> = BTreeMap<&'static str, Vec<Mention<P>>>;

pub(super) fn measure(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let wanted = annotated(comparison);
    let found = recorded(comparison);
    let kinds: BTreeSet<&str> = wanted.keys().chain(found.keys()).copied().collect();
    for kind in kinds {
        let want = wanted.get(kind).map_or(&[][..], Vec::as_slice);
        let got = found.get(kind).map_or(&[][..], Vec::as_slice);
        surfaces(comparison, kind, got, want, sheet, notes);
        if matches!(kind, "person" | "municipality" | "date" | "money" | "law") {
            let figure = format!("entities {kind} norm");
            let (got_pairs, want_pairs) = (pairs(got), pairs(want));
            sheet.add(&figure, agreement(got_pairs.clone(), want_pairs.clone()));
            values(&figure, got, without(&want_pairs, &got_pairs), notes);
        }
        if matches!(kind, "municipality" | "date" | "money" | "law") {
            let of = |pairs: Vec<(String, String)>| pairs.into_iter().map(|(_, value)| value).collect();
            sheet
                .add(&format!("entities {kind} value"), agreement::<String>(of(pairs(got)), of(pairs(want))));
        }
    }
}

fn annotated(comparison: &Comparison<'_>) -> Mentions<usize> {
    let gold = comparison.gold;
    let mut mentions = Mentions::new();
    for entity in &gold.entities {
        let start = entity.range.start;
        let segment = gold.segments.iter().find(|segment| segment.range.contains(&start));
        if segment.is_some_and(|segment| segment.kind == SegmentKind::Furniture) {
            continue;
        }
        let point = |byte| comparison.points.at(byte);
        mentions.entry(kind_of(&entity.value)).or_default().push(Mention {
            surface: surface(&gold.text[entity.range.clone()]),
            value: value_of(&entity.value),
            place: comparison.gold_words.touched(point(start), point(entity.range.end)).start,
        });
    }
    mentions
}

fn recorded(comparison: &Comparison<'_>) -> Mentions<u64> {
    let mut mentions = Mentions::new();
    let Some(record) = comparison.record else { return mentions };
    let furniture: Vec<_> =
        record.segments.iter().filter(|segment| segment.kind == SegmentKind::Furniture).collect();
    for entity in &record.entities {
        if furniture.iter().any(|segment| segment.start <= entity.start && entity.start < segment.end) {
            continue;
        }
        mentions.entry(kind_of(&entity.value)).or_default().push(Mention {
            surface: surface(&entity.text),
            value: value_of(&entity.value),
            place: entity.start,
        });
    }
    mentions
}

const fn kind_of(value: &EntityValue) -> &'static str {
    match value {
        EntityValue::Person { .. } => "person",
        EntityValue::Party => "party",
        EntityValue::Municipality { .. } => "municipality",
        EntityValue::Organisation => "organisation",
        EntityValue::Place => "place",
        EntityValue::Date { .. } => "date",
        EntityValue::Case => "case",
        EntityValue::Money { .. } => "money",
        EntityValue::Law { .. } => "law",
    }
}

/// The value that is compared; none where there is none.
fn value_of(value: &EntityValue) -> Option<String> {
    let value = match value {
        EntityValue::Person { party, .. } => party.as_deref().map(lower),
        EntityValue::Municipality { code } => code.clone(),
        EntityValue::Date { iso } => iso.clone(),
        EntityValue::Money { amount, currency } => {
            amount.map(|amount| format!("{amount:.2} {}", currency.as_deref().unwrap_or("-")))
        }
        EntityValue::Law { norm } => norm.as_deref().map(plain),
        _ => None,
    };
    value.filter(|value| !value.is_empty())
}

fn pairs<P>(mentions: &[Mention<P>]) -> Vec<(String, String)> {
    let valued =
        mentions.iter().filter_map(|mention| Some((mention.surface.clone(), mention.value.clone()?)));
    valued.collect()
}

fn surfaces(
    comparison: &Comparison<'_>,
    kind: &str,
    got: &[Mention<u64>],
    want: &[Mention<usize>],
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let got_surfaces: Vec<String> = got.iter().map(|mention| mention.surface.clone()).collect();
    let want_surfaces: Vec<String> = want.iter().map(|mention| mention.surface.clone()).collect();
    let counts = agreement(got_surfaces.clone(), want_surfaces.clone());
    let figure = format!("entities {kind}");
    sheet.add(&figure, counts);
    sheet.add("entities ALL", counts);
    if counts[1] + counts[2] == 0 {
        return;
    }
    // Of several with one surface, those whose places do not answer to each other are told of.
    let places: BTreeSet<(&str, u64)> =
        got.iter().map(|mention| (mention.surface.as_str(), mention.place)).collect();
    let mut missed = counted(without(&want_surfaces, &got_surfaces));
    let answered = |mention: &Mention<usize>| {
        comparison.back[mention.place]
            .is_some_and(|word| places.contains(&(mention.surface.as_str(), comparison.words.starts[word])))
    };
    let (unanswered, rest): (Vec<_>, Vec<_>) = want.iter().partition(|mention| !answered(mention));
    for mention in unanswered.into_iter().chain(rest) {
        if take(&mut missed, &mention.surface) {
            notes.add(|notes| {
                let evidence = format!("{:?}", mention.surface);
                notes.at_gold(mention.place, &figure, Wrong::Missed, evidence)
            });
        }
    }
    let mut surplus = counted(without(&got_surfaces, &want_surfaces));
    for mention in got {
        if take(&mut surplus, &mention.surface) {
            notes.add(|notes| {
                notes.at(mention.place, &figure, Wrong::FalseAlarm, format!("{:?}", mention.surface))
            });
        }
    }
}

fn counted(things: Vec<String>) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

fn take(counts: &mut BTreeMap<String, usize>, thing: &str) -> bool {
    match counts.get_mut(thing) {
        Some(count) if *count > 0 => {
            *count -= 1;
            true
        }
        _ => false,
    }
}

/// Tells of values that are wrong where the surface is right.
fn values(figure: &str, got: &[Mention<u64>], missed: Vec<(String, String)>, notes: &mut Notes<'_, '_>) {
    for (surface, want) in missed {
        let same: Vec<_> = got.iter().filter(|mention| mention.surface == surface).collect();
        let other = same.iter().find(|mention| mention.value.as_ref() != Some(&want)).or(same.first());
        if let Some(other) = other {
            notes.add(|notes| {
                let value = other.value.as_deref().unwrap_or("nothing");
                let evidence = format!("{surface:?}: got {value}, should be {want}");
                notes.at(other.place, figure, Wrong::Different, evidence)
            });
        }
    }
}

//! Entities, by kind, surface and value; those in running heads and feet count on neither side.

use super::Comparison;
use super::figure::{NORMED, Sheet, VALUED};
use super::fold::{lower, plain, surface};
use super::note::{Note, Notes, Wrong};
use crate::record::{EntityValue, SegmentKind};
use std::collections::{BTreeMap, BTreeSet};

/// An entity in the form that is compared.
#[derive(Clone)]
struct Mention<P> {
    surface: String,
    value: Option<String>,
    place: P,
    /// What the record says of how it was found.
    rule: Option<String>,
}

type Mentions<P> = BTreeMap<&'static str, Vec<Mention<P>>>;

/// What two mentions have to have in common to be the same; none for one that is not compared.
type Key = fn(&str, Option<&str>) -> Option<(String, String)>;

/// The surface alone; the surface with its value; the value alone.
const SURFACE: Key = |surface, _| Some((surface.into(), String::new()));
const NORM: Key = |surface, value| Some((surface.into(), value?.into()));
const VALUE: Key = |_, value| Some((String::new(), value?.into()));

pub(super) fn measure(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let wanted = annotated(comparison);
    let found = recorded(comparison);
    let kinds: BTreeSet<&str> = wanted.keys().chain(found.keys()).copied().collect();
    for kind in kinds {
        let want = wanted.get(kind).map_or(&[][..], Vec::as_slice);
        let got = found.get(kind).map_or(&[][..], Vec::as_slice);
        let mut compare =
            |figures: &[String], key| compare(comparison, figures, key, (got, want), sheet, notes);
        compare(&[format!("entities {kind}"), "entities ALL".into()], SURFACE);
        if NORMED.contains(&kind) {
            compare(&[format!("entities {kind} norm")], NORM);
        }
        if VALUED.contains(&kind) {
            compare(&[format!("entities {kind} value")], VALUE);
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
            rule: None,
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
            rule: Some(format!("mention, {:.1} %", 100.0 * entity.confidence)),
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

/// The mentions of the first that the second has not, in their order. Of several that are the same, those are taken
/// first that `first` picks.
fn without<'m, P, Q>(
    one: &'m [Mention<P>],
    two: &[Mention<Q>],
    key: Key,
    first: impl Fn(&Mention<P>) -> bool,
) -> Vec<&'m Mention<P>> {
    let mut surplus: BTreeMap<(String, String), usize> = BTreeMap::new();
    for mention in one {
        if let Some(key) = key(&mention.surface, mention.value.as_deref()) {
            *surplus.entry(key).or_default() += 1;
        }
    }
    for mention in two {
        let key = key(&mention.surface, mention.value.as_deref());
        if let Some(count) = key.and_then(|key| surplus.get_mut(&key)) {
            *count = count.saturating_sub(1);
        }
    }
    let (chosen, rest): (Vec<_>, Vec<_>) = one.iter().enumerate().partition(|(_, mention)| first(mention));
    let mut found: Vec<_> = chosen
        .into_iter()
        .chain(rest)
        .filter(|(_, mention)| {
            let key = key(&mention.surface, mention.value.as_deref());
            match key.and_then(|key| surplus.get_mut(&key)) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    true
                }
                _ => false,
            }
        })
        .collect();
    found.sort_by_key(|(at, _)| *at);
    found.into_iter().map(|(_, mention)| mention).collect()
}

/// Counts the mentions that are the same on both sides, and tells of all others. A miss and a false alarm with the
/// same words are one mention with another value.
fn compare(
    comparison: &Comparison<'_>,
    figures: &[String],
    key: Key,
    (got, want): (&[Mention<u64>], &[Mention<usize>]),
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let figure = &figures[0];
    let costs = |cost| figures.iter().map(|figure| (figure.as_str(), cost)).collect::<Vec<_>>();
    let starts: BTreeSet<(&str, u64)> =
        got.iter().map(|mention| (mention.surface.as_str(), mention.place)).collect();
    let answered =
        |mention: &Mention<usize>| {
            comparison.back.get(mention.place).copied().flatten().is_some_and(|word| {
                starts.contains(&(mention.surface.as_str(), comparison.words.starts[word]))
            })
        };
    let missed = without(want, got, key, |mention| !answered(mention));
    let mut surplus = without(got, want, key, |_| true);
    let keyed = |mention: &&Mention<u64>| key(&mention.surface, mention.value.as_deref()).is_some();
    let right = got.iter().filter(keyed).count() - surplus.len();
    for figure in figures {
        sheet.add(figure, [right as u64, 0, 0]);
    }
    for want in missed {
        let same = surplus.iter().position(|got| got.surface == want.surface);
        match same.map(|at| surplus.remove(at)) {
            Some(got) => notes.cost(sheet, &costs([1, 1]), |notes| {
                let evidence = format!("{:?}: got {}, should be {}", want.surface, said(got), said(want));
                Note { rule: got.rule.clone(), ..notes.at(got.place, figure, Wrong::Different, evidence) }
            }),
            None => notes.cost(sheet, &costs([0, 1]), |notes| {
                let evidence = format!("{}{}", shown(want, key), instead(want, got));
                notes.at_gold(want.place, figure, Wrong::Missed, evidence)
            }),
        }
    }
    for got in surplus {
        notes.cost(sheet, &costs([1, 0]), |notes| {
            let evidence = format!("{}{}", shown(got, key), instead(got, want));
            Note { rule: got.rule.clone(), ..notes.at(got.place, figure, Wrong::FalseAlarm, evidence) }
        });
    }
}

fn said<P>(mention: &Mention<P>) -> &str {
    mention.value.as_deref().unwrap_or("nothing")
}

/// A mention as far as it is compared.
fn shown<P>(mention: &Mention<P>, key: Key) -> String {
    match key(&mention.surface, mention.value.as_deref()) {
        Some((_, value)) if !value.is_empty() => format!("{:?} = {value}", mention.surface),
        _ => format!("{:?}", mention.surface),
    }
}

/// What the other side has for the words of a mention that it lacks.
fn instead<P, Q>(mention: &Mention<P>, others: &[Mention<Q>]) -> String {
    let same: Vec<_> = others.iter().filter(|other| other.surface == mention.surface).collect();
    match same.len() {
        0 => String::new(),
        _ if same.iter().any(|other| other.value != mention.value) => {
            let values: BTreeSet<&str> = same.iter().map(|other| said(other)).collect();
            format!(" (the other side has {})", values.into_iter().collect::<Vec<_>>().join(", "))
        }
        1 => " (the other side has it once)".into(),
        count => format!(" (the other side has it {count} times)"),
    }
}

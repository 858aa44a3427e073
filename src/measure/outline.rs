//! Segments: what each word's stretch is called, and whether whole segments are found.

use super::Comparison;
use super::figure::Sheet;
use super::note::{Notes, Wrong};
use crate::record::SegmentKind;
use serde::Serialize;
use std::collections::BTreeSet;

/// The kinds that hold what was moved and decided.
const PRIMARY: [SegmentKind; 6] = [
    SegmentKind::Decision,
    SegmentKind::Proposal,
    SegmentKind::Reservation,
    SegmentKind::Recommendation,
    SegmentKind::Statement,
    SegmentKind::Voting,
];

/// Share of common words from which two segments are the same.
const SAME: f64 = 0.8;

pub(super) fn measure(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    tokens(comparison, sheet, notes);
    whole(comparison, sheet, notes);
}

/// A value as records and annotations write it.
pub(super) fn called<T: Serialize>(value: &T) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(name)) => name,
        _ => "none".into(),
    }
}

fn name(kind: SegmentKind) -> String {
    called(&kind)
}

fn labels(words: usize, segments: Vec<(std::ops::Range<usize>, SegmentKind)>) -> Vec<Option<SegmentKind>> {
    let mut labels = vec![None; words];
    for (range, kind) in segments {
        labels[range].fill(Some(kind));
    }
    labels
}

/// Every word of the true text counts once, under the kind of its segment.
fn tokens(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let annotated = comparison.gold.segments.iter();
    let wanted = labels(
        comparison.gold_words.list.len(),
        annotated.map(|segment| (comparison.gold_inside(&segment.range), segment.kind)).collect(),
    );
    let mut segments: Vec<_> = comparison.record.iter().flat_map(|record| &record.segments).collect();
    segments.sort_by_key(|segment| segment.start);
    let found = labels(
        comparison.words.list.len(),
        segments
            .into_iter()
            .map(|segment| (comparison.words.inside(segment.start, segment.end), segment.kind))
            .collect(),
    );
    // Words of one mistake make one note.
    let mut mistake: Option<(SegmentKind, Option<SegmentKind>, usize, usize)> = None;
    let figure = |kind| format!("segment tokens {}", name(kind));
    let mut tell = |sheet: &mut Sheet, mistake: Option<(SegmentKind, Option<SegmentKind>, usize, usize)>| {
        let Some((want, got, from, to)) = mistake else { return };
        let words = (to - from) as u64;
        let (figure, instead) = (figure(want), got.map(figure));
        let mut costs = vec![(figure.as_str(), [0, words])];
        costs.extend(instead.iter().map(|instead| (instead.as_str(), [words, 0])));
        costs.push(("segment tokens ALL", [if got.is_some() { words } else { 0 }, words]));
        notes.cost(sheet, &costs, |notes| {
            let got = got.map_or("no segment".into(), name);
            let text = excerpt(comparison, from..to);
            let evidence = format!("{words} words of {} called {got}: {text}", name(want));
            notes.at_gold(from, &figure, Wrong::Different, evidence)
        });
    };
    for (at, want) in wanted.into_iter().enumerate() {
        let Some(want) = want else { continue };
        let got = comparison.back[at].and_then(|word| found[word]);
        if got == Some(want) {
            sheet.add(&figure(want), [1, 0, 0]);
            sheet.add("segment tokens ALL", [1, 0, 0]);
            tell(sheet, mistake.take());
            continue;
        }
        match &mut mistake {
            // A word that lies in no segment may stand between two of one mistake.
            Some((same_want, same_got, _, to)) if (*same_want, *same_got, *to) == (want, got, at) => {
                *to = at + 1
            }
            _ => tell(sheet, mistake.replace((want, got, at, at + 1))),
        }
    }
    tell(sheet, mistake);
}

/// The first words of a stretch of the true text.
fn excerpt(comparison: &Comparison<'_>, words: impl Iterator<Item = usize>) -> String {
    let mut out = String::new();
    for word in words {
        if out.chars().count() > 60 {
            out.push_str(" …");
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(comparison.gold_words.list[word]);
    }
    out
}

/// Words of the true text that a segment holds, its continuations with it.
struct Whole {
    kind: SegmentKind,
    words: BTreeSet<usize>,
    /// First code point, for segments of the record.
    start: u64,
}

fn joined(parts: impl Iterator<Item = (Whole, bool)>) -> Vec<Whole> {
    let mut found: Vec<Whole> = Vec::new();
    for (part, continues) in parts {
        let before = found.iter_mut().rev().find(|before| continues && before.kind == part.kind);
        match before {
            Some(before) => before.words.extend(part.words),
            None => found.push(part),
        }
    }
    found
}

fn whole(comparison: &Comparison<'_>, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let annotated = joined(comparison.gold.segments.iter().map(|segment| {
        let words = comparison.gold_inside(&segment.range).collect();
        (Whole { kind: segment.kind, words, start: 0 }, segment.continues)
    }));
    let mut segments: Vec<_> = comparison.record.iter().flat_map(|record| &record.segments).collect();
    segments.sort_by_key(|segment| segment.start);
    let found = joined(segments.into_iter().map(|segment| {
        let words = comparison.gold_of(segment.start, segment.end);
        (Whole { kind: segment.kind, words, start: segment.start }, segment.continues)
    }));

    let mut used = vec![false; found.len()];
    let figure = |kind: SegmentKind| format!("segments@0.8 {}", name(kind));
    for want in annotated.iter().filter(|want| PRIMARY.contains(&want.kind)) {
        let (mut best, mut most) = (None, 0.0);
        for (index, got) in found.iter().enumerate() {
            if got.kind != want.kind || used[index] || want.words.is_empty() || got.words.is_empty() {
                continue;
            }
            let common = want.words.intersection(&got.words).count();
            let share = common as f64 / (want.words.len() + got.words.len() - common) as f64;
            if share > most {
                (best, most) = (Some(index), share);
            }
        }
        match best.filter(|_| most >= SAME) {
            Some(index) => {
                used[index] = true;
                for figure in [figure(want.kind).as_str(), "segments@0.8 ALL"] {
                    sheet.add(figure, [1, 0, 0]);
                }
            }
            None => {
                let figure = figure(want.kind);
                notes.cost(sheet, &[(&figure, [0, 1]), ("segments@0.8 ALL", [0, 1])], |notes| {
                    let words = excerpt(comparison, want.words.iter().copied());
                    let evidence = format!("{} missed (best overlap {most:.2}): {words}", name(want.kind));
                    let first = want.words.first().copied().unwrap_or_default();
                    notes.at_gold(first, &figure, Wrong::Missed, evidence)
                });
            }
        }
    }
    for (got, _) in found.iter().zip(used).filter(|(got, used)| !used && PRIMARY.contains(&got.kind)) {
        let figure = figure(got.kind);
        notes.cost(sheet, &[(&figure, [1, 0]), ("segments@0.8 ALL", [1, 0])], |notes| {
            let words = excerpt(comparison, got.words.iter().copied());
            let evidence = format!("{} that is none: {words}", name(got.kind));
            notes.at(got.start, &figure, Wrong::FalseAlarm, evidence)
        });
    }
}

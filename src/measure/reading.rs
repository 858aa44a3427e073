//! Characters and words: how the text was read, what repair put right, and what it spoiled.

use super::figure::Sheet;
use super::fold::{fold, is_mangled};
use super::levenshtein::{distance, word_distance};
use super::note::{Notes, Wrong, quoted as shown};
use super::pairing::align;
use super::words::Words;
use super::{Comparison, Note};
use crate::record::EntityValue;
use std::collections::{BTreeSet, HashSet};

pub(super) fn measure(comparison: &Comparison<'_>, raw: &str, sheet: &mut Sheet, notes: &mut Notes<'_, '_>) {
    let truth = &comparison.gold_words.list;
    let after = &comparison.words.list;
    let before = Words::of(raw).list;
    rates(comparison, raw, &before, sheet);

    let count = |yes: bool| u64::from(yes);
    let read = align(&before, truth);
    let names = name_words(comparison);
    for (at, word) in truth.iter().enumerate() {
        let word_before = read[at].map(|index| before[index]);
        let word_after = comparison.back[at].map(|index| after[index]);
        section_sign(comparison, at, word_before, sheet, notes);
        let stands = word_after == Some(*word);
        if word_before == Some(*word) {
            sheet.add("wrong changes per 10,000", [count(!stands), 1, 0]);
            if names.contains(&at) {
                sheet.add("names spoiled per 1,000", [count(!stands), 1, 0]);
            }
            if !stands {
                notes.add(|notes| {
                    let name = if names.contains(&at) { " (a name)" } else { "" };
                    let evidence = format!("changed a right word{name}: {word:?} -> {}", shown(word_after));
                    let figure = "wrong changes per 10,000";
                    repaired(comparison, notes, at, notes.at_gold(at, figure, Wrong::FalseAlarm, evidence))
                });
            }
            continue;
        }
        sheet.add("wrong words repaired", [count(stands), 1, 0]);
        let mangled = word_before.is_some_and(|before| is_mangled(before, word));
        if mangled {
            sheet.add("mangled words repaired", [count(stands), 1, 0]);
            sheet.add("mangled words", [1, 0, 0]);
        }
        if !stands {
            notes.add(|notes| {
                let figure = if mangled { "mangled words repaired" } else { "wrong words repaired" };
                let (from, to) = (shown(word_before), shown(word_after));
                let evidence = format!("not repaired: {from} -> {to}, should be {word:?}");
                repaired(comparison, notes, at, notes.at_gold(at, figure, Wrong::Missed, evidence))
            });
        }
    }
    invented_signs(comparison, &before, sheet, notes);
    for figure in
        ["wrong changes per 10,000", "names spoiled per 1,000", "wrong words repaired", "mangled words"]
    {
        sheet.add(figure, [0; 3]);
    }
    for figure in ["mangled words repaired", "section signs restored", "section signs invented"] {
        sheet.add(figure, [0; 3]);
    }
}

/// A note about a word of the true text, with the repair that made the word of the record.
fn repaired(comparison: &Comparison<'_>, notes: &Notes<'_, '_>, at: usize, note: Note) -> Note {
    match notes.repair(comparison.back[at]) {
        Some(rule) => Note { rule: Some(rule), ..note },
        None => note,
    }
}

fn rates(comparison: &Comparison<'_>, raw: &str, before: &[&str], sheet: &mut Sheet) {
    let truth = fold(&comparison.gold.text);
    let characters = truth.chars().count() as u64;
    let words = comparison.gold_words.list.len() as u64;
    let text = comparison.record.map_or("", |record| &record.text);
    let cer_before = distance(&fold(raw), &truth) as u64;
    let cer_after = distance(&fold(text), &truth) as u64;
    sheet.add("cer before", [cer_before, characters, 0]);
    sheet.add("cer after", [cer_after, characters, 0]);
    sheet.add("cer reduction", [cer_before, cer_after, 0]);
    let wer = |words: &[&str]| word_distance(words, &comparison.gold_words.list) as u64;
    sheet.add("wer before", [wer(before), words, 0]);
    sheet.add("wer after", [wer(&comparison.words.list), words, 0]);
}

/// The words of people's and places' names.
fn name_words(comparison: &Comparison<'_>) -> BTreeSet<usize> {
    let is_name = |value: &EntityValue| matches!(value, EntityValue::Person { .. } | EntityValue::Place);
    let names = comparison.gold.entities.iter().filter(|entity| is_name(&entity.value));
    let point = |byte| comparison.points.at(byte);
    names
        .flat_map(|name| comparison.gold_words.touched(point(name.range.start), point(name.range.end)))
        .collect()
}

fn signs(word: &str) -> usize {
    word.matches('§').count()
}

/// A section sign that the reading lost or glued to its number: does it stand again, at its place or beside it?
fn section_sign(
    comparison: &Comparison<'_>,
    at: usize,
    before: Option<&str>,
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let truth = &comparison.gold_words.list;
    let count = signs(truth[at]);
    if count == 0 || before.is_some_and(|before| signs(before) == count) {
        return;
    }
    let around = at.saturating_sub(1)..(at + 2).min(truth.len());
    let beside: Vec<&str> = around
        .filter(|word| *word == at || signs(truth[*word]) == 0)
        .filter_map(|word| comparison.back[word].map(|index| comparison.words.list[index]))
        .collect();
    let restored = beside.iter().any(|word| signs(word) == count);
    sheet.add("section signs restored", [u64::from(restored), 1, 0]);
    if !restored {
        notes.add(|notes| {
            let context = truth[at.saturating_sub(2)..(at + 3).min(truth.len())].join(" ");
            let evidence = format!("not restored: {context:?}, got {:?}", beside.join(" "));
            notes.at_gold(at, "section signs restored", Wrong::Missed, evidence)
        });
    }
}

/// Section signs where none stood, neither read nor true.
fn invented_signs(
    comparison: &Comparison<'_>,
    before: &[&str],
    sheet: &mut Sheet,
    notes: &mut Notes<'_, '_>,
) {
    let truth = &comparison.gold_words.list;
    let mut read: Option<HashSet<&str>> = None;
    for (index, word) in comparison.words.list.iter().enumerate() {
        if signs(word) == 0 || read.get_or_insert_with(|| before.iter().copied().collect()).contains(word) {
            continue;
        }
        let at = comparison.forth[index];
        let stood = at.is_some_and(|at| {
            truth[at.saturating_sub(1)..(at + 2).min(truth.len())].iter().any(|word| signs(word) > 0)
        });
        if !stood {
            sheet.add("section signs invented", [1, 0, 0]);
            notes.add(|notes| -> Note {
                let should = shown(at.map(|at| truth[at]));
                let place = comparison.words.starts[index];
                let evidence = format!("{word:?}, should be {should}");
                let note = notes.at(place, "section signs invented", Wrong::FalseAlarm, evidence);
                let rule = notes.repair(Some(index)).or(note.rule);
                Note { rule, ..note }
            });
        }
    }
}

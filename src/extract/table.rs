//! Sums in the cells of a table, whose unit stands in its heading, and sums under a ditto mark.
//!
//! ```text
//! table = heading with a unit at the end of a cell, row*
//! unit  = ("(" | "," | "i") ("tkr" | "mill. kr" | "1000 kr" | "kr") [")"]
//! row   = label (number | "–")+, to the end of the line
//! ditto = '"' number, under a sum
//! ```
//! Finds the two sums of `Skolor   21 340   9 118` under `Anslag, tkr   Förbrukat, tkr`. Leaves a row of years, empty
//! cells, and whatever follows a line that is no row.

use super::cues::flag;
use super::money::{Number, Unit, number, push};
use super::scene::Scene;
use super::tokens::{Gap, Kind};
use super::{Candidate, EntityValue};

/// Lines between a heading with a unit and the first row.
const HEADING_LINES: usize = 3;
/// Rows of the longest table.
const ROWS: usize = 60;

/// Finds the sums of tables, and forgets the sum that a heading's unit looks like ("tal i 1000 kr").
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut i = 0;
    while i < tokens.len() {
        if tokens.is_text(i, "\"") || tokens.is_text(i, "”") {
            ditto(scene, i, out);
        }
        let Some((first, unit)) = heading(scene, i) else {
            i += 1;
            continue;
        };
        let start = tokens.at(first).start as usize;
        if let Some(after) = rows(scene, &unit, out) {
            out.retain(|sum| !matches!(sum.value, EntityValue::Money { .. }) || sum.start != start);
            i = after;
        } else {
            i = unit.last + 1;
        }
    }
}

/// A unit at `i` that is said of a table: its first token, and what it is.
fn heading(scene: &Scene<'_>, i: usize) -> Option<(usize, Unit)> {
    let tokens = scene.tokens;
    let thousand = Some(i)
        .filter(|&i| tokens.kind(i) == Some(Kind::Number) && matches!(tokens.surface(i), "1" | "1000"))
        .and_then(|i| number(tokens, i))
        .filter(|number| number.value == 1000.0);
    let unit = match thousand {
        Some(thousand) => {
            let unit = super::money::unit(scene, thousand.last).filter(|unit| unit.factor == 1.0)?;
            Unit { factor: 1000.0, ..unit }
        }
        None if i > 0
            && tokens.is(i, flag::MONEY_WORD | flag::OWN_CURRENCY | flag::SCALE)
            && !matches!(tokens.kind(i - 1), Some(Kind::Number | Kind::Mixed)) =>
        {
            super::money::unit(scene, i - 1)?
        }
        None => return None,
    };
    let led = i > 0
        && (matches!(tokens.lower(i - 1), "(" | ",") || tokens.is(i - 1, flag::BODY_IN))
        && tokens.gap(i) <= Gap::Space;
    let mut after = unit.last + 1;
    while matches!(tokens.lower(after), ")" | ":" | ".") && tokens.gap(after) == Gap::Glued {
        after += 1;
    }
    let ends_cell = tokens.gap(after) >= Gap::Line || tokens.gap(after) == Gap::Wrap;
    (led && ends_cell && unit.factor >= 0.99).then_some((i, unit))
}

/// The rows after a unit; returns the token after the last of them.
fn rows(scene: &Scene<'_>, unit: &Unit, out: &mut Vec<Candidate>) -> Option<usize> {
    let tokens = scene.tokens;
    let line_end = |mut i: usize| {
        i += 1;
        while i < tokens.len() && !tokens.at(i).heads_line {
            i += 1;
        }
        i
    };
    let mut at = line_end(unit.last);
    let (mut found, mut skipped) = (false, 0);
    for _ in 0..ROWS {
        if at >= tokens.len() {
            break;
        }
        let end = line_end(at);
        match cells(scene, at, end) {
            Some(cells) => {
                for (first, cell) in cells {
                    let start = tokens.at(first).start as usize;
                    let end = tokens.at(cell.last).end as usize;
                    push(scene, start, end, cell.value * unit.factor, unit.currency.as_deref(), out);
                    found = true;
                }
            }
            None if found || skipped == HEADING_LINES => break,
            None => skipped += 1,
        }
        at = end;
    }
    found.then_some(at)
}

/// The sums of a row: what follows its label, if that is nothing but numbers and signs. A row of years has none.
fn cells(scene: &Scene<'_>, first: usize, end: usize) -> Option<Vec<(usize, Number)>> {
    let tokens = scene.tokens;
    let sign = |i: usize| matches!(tokens.surface(i), "-" | "–" | "—" | "+" | "−");
    let plain = |i: usize| {
        matches!(tokens.kind(i), Some(Kind::Number)) || sign(i) || matches!(tokens.surface(i), "." | ",")
    };
    let mut label = end;
    while label > first && plain(label - 1) {
        label -= 1;
    }
    // A row has a label, and its numbers stand apart from it.
    let has_label = (first..label).any(|i| tokens.kind(i) == Some(Kind::Word));
    if label == end || !has_label || label > first && tokens.gap(label) == Gap::Glued {
        return None;
    }
    let apart = (label..end).any(|i| tokens.gap(i) == Gap::Hard) || end - label > 2;
    if !apart {
        return None;
    }
    let mut out = Vec::new();
    let mut i = label;
    while i < end {
        if tokens.kind(i) != Some(Kind::Number) {
            i += 1;
            continue;
        }
        let cell = number(tokens, i)?;
        if cell.last >= end {
            return None;
        }
        if cell.value != 0.0 {
            // "-1,5" in a column is less than nothing; a dash apart from its number is an empty cell.
            let below = i > label
                && matches!(tokens.surface(i - 1), "-" | "–" | "−")
                && tokens.gap(i) == Gap::Glued
                && tokens.gap(i - 1) > Gap::Glued;
            out.push((i, if below { cell.negative() } else { cell }));
        }
        i = cell.last + 1;
    }
    let is_year = |&(first, cell): &(usize, Number)| {
        cell.last == first && tokens.surface(first).len() == 4 && (1800.0..2100.0).contains(&cell.value)
    };
    Some(if out.iter().all(is_year) { Vec::new() } else { out })
}

/// `"   21 000`: a sum in the unit of the one above it.
fn ditto(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    const ABOVE: usize = 400;
    let tokens = scene.tokens;
    let (Some(_), Some(number)) = (tokens.get(i + 1), number(tokens, i + 1)) else { return };
    let stands_apart = tokens.gap(i) >= Gap::Space && tokens.gap(i + 1) >= Gap::Space;
    let here = tokens.at(i).start as usize;
    let above = out.iter().rev().find(|sum| sum.start < here).and_then(|sum| match &sum.value {
        EntityValue::Money { currency, .. } if sum.start + ABOVE > here => currency.clone(),
        _ => None,
    });
    if let Some(currency) = above.filter(|_| stands_apart && tokens.gap(number.last + 1) >= Gap::Line) {
        let end = tokens.at(number.last).end as usize;
        push(scene, here, end, number.value, Some(&currency), out);
    }
}

#[cfg(test)]
mod tests {
    use crate::extract::extract;
    use crate::language::Language;
    use crate::outline::Outline;
    use crate::record::EntityValue;

    fn sums(language: Language, text: &str) -> Vec<f64> {
        extract(text, Some(language), &Outline::default())
            .into_iter()
            .filter_map(|mention| match mention.value {
                EntityValue::Money { amount, .. } => amount,
                _ => None,
            })
            .collect()
    }

    #[test]
    fn a_unit_in_the_heading_is_that_of_every_cell() {
        let text = "Post, tkr            2023       2024\n  Vägar           1 450      2 300\n  Parker, torg      900          –\n\nDet kostade 5 kronor.\n";
        assert_eq!(sums(Language::Swedish, text), [1.45e6, 2.3e6, 0.9e6, 5.0]);
        let text = "Rammene vert slik (tal i 1000 kr):\n\n              2013      2014\n  Skular    38 400    38 900\n  Vegar          -     - 650\n\nNye punkt 12.\n";
        assert_eq!(sums(Language::Nynorsk, text), [38.4e6, 38.9e6, 0.65e6]);
    }

    #[test]
    fn a_sign_before_a_number_of_a_column_makes_it_less_than_nothing() {
        let text = "Udvalg, mio. kr.        2010       2011\n  Skoler               868,5       -1,5\n  Veje                     -        4,2\n";
        assert_eq!(sums(Language::Danish, text), [868.5e6, -1.5e6, 4.2e6]);
    }

    #[test]
    fn a_ditto_mark_repeats_the_currency_above() {
        let text = "     Bøker        kr. 38 500\n     Kart         \"   21 000\n";
        assert_eq!(sums(Language::Bokmal, text), [38_500.0, 21_000.0]);
    }

    #[test]
    fn a_unit_in_running_text_makes_no_table() {
        let text = "Summan uppgår till 300 tkr.\nPlats för 20 bilar och 30 cyklar   12\n";
        assert_eq!(sums(Language::Swedish, text), [300_000.0]);
        assert!(sums(Language::Swedish, "Alla belopp, tkr\n\nAntal bilar är 20 st\n").is_empty());
    }
}

//! Names in tables and lists: a party as heading or column, a role in another cell, titles under those who sign.
//!
//! A row is a line and its cells are parted by wide gaps; what belongs to whom is told by the row alone.

use super::Found;
use crate::extract::cues::flag;
use crate::extract::gazetteer;
use crate::extract::party;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;
use std::collections::{BTreeMap, BTreeSet};

/// `Frå H:`, `Senterpartiet:`, `(S)` alone before a list: the party, and the token after.
pub(super) fn list_head(scene: &Scene<'_>, i: usize) -> Option<(String, usize)> {
    let tokens = scene.tokens;
    let at = i + usize::from(tokens.is(i, flag::LIST_LEAD));
    if tokens.kind(at) != Some(Kind::Word) || tokens.gap(at) == Gap::Hard && at > i {
        return None;
    }
    let mut last = at;
    if !party::is_code(scene, at) {
        let found = gazetteer::matches(tokens, at)
            .find(|found| found.entry == gazetteer::Entry::Party(scene.country))?;
        last = found.last;
    }
    if !(tokens.is_text(last + 1, ":") && tokens.gap(last + 1) <= Gap::Space) {
        return None;
    }
    if !matches!(scene.segment(i), SegmentKind::Attendance | SegmentKind::Other | SegmentKind::Cover) {
        return None;
    }
    let (start, end) = tokens.span(at, last);
    Some((tokens.text()[start..end].to_owned(), last + 2))
}

/// Whether a line opens something else than more names: a label with a colon.
pub(super) fn ends_list(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    if !tokens.at(i).heads_line {
        return false;
    }
    let end = tokens.cell_end(i).min(i + 5);
    (i..end).any(|k| tokens.is_text(k, ":")) || tokens.at(i).shape == Shape::Lower
}

/// Whether the next column of the row holds nothing but a party's letters.
pub(super) fn before_party_column(scene: &Scene<'_>, last: usize) -> bool {
    let tokens = scene.tokens;
    let cell = last + 1;
    tokens.gap(cell) == Gap::Hard
        && tokens.get(cell).is_some_and(|token| !token.heads_line)
        && party::is_code(scene, cell)
        && tokens.gap(cell + 1) >= Gap::Wrap
}

/// Party and role from the other columns of a table's row.
pub(super) fn columns(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = scene.tokens;
    let firsts: BTreeSet<usize> = found.iter().map(|person| person.first).collect();
    for person in found.iter_mut() {
        // Cells to the right, up to the next name or the end of the line.
        if person.party.is_none() {
            let mut k = person.last + 1;
            let mut steps = 0;
            while k < tokens.len() && !tokens.at(k).heads_line && !firsts.contains(&k) && steps < 12 {
                let cell = tokens.gap(k) >= Gap::Wrap && (tokens.gap(k + 1) >= Gap::Wrap);
                let table_cell = tokens.is_text(k.wrapping_sub(1), "|") && tokens.is_text(k + 1, "|");
                if (cell || table_cell)
                    && (party::is_code(scene, k)
                        || tokens.is(k, flag::PARTY_LETTER) && tokens.surface(k).len() <= 4)
                {
                    person.party = Some(tokens.surface(k).to_owned());
                    person.confidence = person.confidence.max(0.9);
                    break;
                }
                k += 1;
                steps += 1;
            }
        }
        let before = person.first.wrapping_sub(1);
        if scene.segment(person.first) == SegmentKind::Attendance
            && person.role.is_none()
            && person.first > 0
            && tokens.is(before, flag::ROLE)
            && !tokens.at(person.first).heads_line
        {
            let mut first = before;
            while first > 0
                && !tokens.at(first).heads_line
                && tokens.gap(first) <= Gap::Space
                && tokens.is(first - 1, flag::ROLE)
            {
                first -= 1;
            }
            let (start, end) = tokens.span(first, before);
            person.role = Some(tokens.text()[start..end].to_lowercase());
        }
    }
}

/// The title on a line of its own under a line that is one name, with nothing else between blank lines.
pub(super) fn title_below(tokens: &Tokens<'_>, last: usize) -> Option<String> {
    let under = last + 1;
    if !tokens.get(under)?.heads_line || tokens.gap(under) == Gap::Hard {
        return None;
    }
    let first = (0..=last).rev().take(LONGEST_TITLE).find(|&k| tokens.at(k).heads_line)?;
    let (titles, after) = cells(tokens, under);
    let [title] = titles[..] else { return None };
    let alone = tokens.gap(first) == Gap::Hard && tokens.gap(after) == Gap::Hard;
    let (start, end) = tokens.span(title.0, title.1);
    (alone && is_title(tokens, title)).then(|| tokens.text()[start..end].to_lowercase())
}

/// Titles under the names of those who sign: a line of names, one or several beside each other, over a line of as many titles, and
/// nothing else between blank lines. Of longer blocks nobody knows whether a title belongs to the name above or below it.
pub(super) fn titles_below(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = scene.tokens;
    let at: BTreeMap<usize, usize> = found.iter().enumerate().map(|(i, person)| (person.first, i)).collect();
    for &first in at.keys() {
        if tokens.gap(first) != Gap::Hard || !tokens.at(first).heads_line {
            continue;
        }
        let (names, under) = cells(tokens, first);
        if tokens.gap(under) == Gap::Hard || under >= tokens.len() {
            continue;
        }
        let (titles, after) = cells(tokens, under);
        let people: Option<Vec<usize>> = names
            .iter()
            .map(|&(start, end)| at.get(&start).copied().filter(|&i| found[i].last == end))
            .collect();
        let Some(people) = people else { continue };
        if tokens.gap(after) != Gap::Hard
            || titles.len() != people.len()
            || !titles.iter().all(|&cell| is_title(tokens, cell))
        {
            continue;
        }
        for (i, (start, end)) in people.into_iter().zip(titles) {
            let person = &mut found[i];
            if person.role.is_none() {
                let (start, end) = tokens.span(start, end);
                person.role = Some(tokens.text()[start..end].to_lowercase());
            }
        }
    }
}

/// Whether a cell is a title: a few words, one of them a role.
fn is_title(tokens: &Tokens<'_>, (start, end): (usize, usize)) -> bool {
    end < start + LONGEST_TITLE
        && (start..=end).all(|k| tokens.kind(k) == Some(Kind::Word))
        && (start..=end).any(|k| tokens.is(k, flag::ROLE) && tokens.surface(k).chars().count() > 3)
}

/// Words of the longest title.
const LONGEST_TITLE: usize = 5;

/// The cells of the line that begins at a token, first and last token of each, and the first token of the next line.
fn cells(tokens: &Tokens<'_>, first: usize) -> (Vec<(usize, usize)>, usize) {
    let mut cells = vec![(first, first)];
    let mut k = first + 1;
    while k < tokens.len() && !tokens.at(k).heads_line {
        if tokens.gap(k) == Gap::Hard {
            cells.push((k, k));
        } else if let Some(last) = cells.last_mut() {
            last.1 = k;
        }
        k += 1;
    }
    (cells, k)
}

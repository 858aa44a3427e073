//! Names in tables and lists: a party as heading or column, a role in another cell, titles under those who sign.
//!
//! A row is a line and its cells are parted by wide gaps; what belongs to whom is told by the row alone.

use super::Found;
use super::beside::{brackets, role_text, role_words};
use crate::extract::cues::flag;
use crate::extract::gazetteer;
use crate::extract::party;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;
use std::collections::{BTreeMap, BTreeSet};

/// `Frå H:`, `Senterpartiet:`, `For Høgre (H):`, `(S)` alone before a list: the party, and the token after.
pub(super) fn list_head(scene: &Scene<'_>, i: usize) -> Option<(String, usize)> {
    let tokens = scene.tokens;
    let at = i + usize::from(tokens.is(i, flag::LIST_LEAD));
    let at = at + usize::from(at > i && tokens.is_text(at, "."));
    if tokens.kind(at) != Some(Kind::Word) || tokens.gap(at) == Gap::Hard && at > i {
        return None;
    }
    let mut last = at;
    if !party::is_code(scene, at) {
        let found = gazetteer::matches(tokens, at)
            .find(|found| found.entry == gazetteer::Entry::Party(scene.country))?;
        last = found.last;
    }
    // Its letters, or how many they are, in a bracket.
    let mut close = last;
    let mut letters = at..=last;
    if tokens.is_text(last + 1, "(") {
        close = party::letters_close(tokens, last)?;
        let dotted = party::dotted(scene, last + 2).is_some_and(|end| end + 1 == close);
        if party::is_code(scene, last + 2) && close == last + 3 || dotted {
            letters = last + 2..=close - 1;
        } else if tokens.kind(last + 2) != Some(Kind::Number) {
            return None;
        }
    }
    // "Sp   : Kari Lie": the colons of several lists stand in one column.
    let column = tokens.gap(close + 1) == Gap::Hard
        && tokens.get(close + 1).is_some_and(|token| !token.heads_line)
        && tokens.at(i).heads_line;
    if !(tokens.is_text(close + 1, ":") && (tokens.gap(close + 1) <= Gap::Space || column)) {
        return None;
    }
    if !matches!(scene.segment(i), SegmentKind::Attendance | SegmentKind::Other | SegmentKind::Cover) {
        return None;
    }
    let (start, end) = tokens.span(*letters.start(), *letters.end());
    Some((tokens.text()[start..end].to_owned(), close + 2))
}

/// A list of a party's members under the party's name or letters.
#[derive(Debug)]
pub(super) struct PartyList {
    pub(super) party: String,
    /// The function of the text that holds the list.
    pub(super) kind: SegmentKind,
    /// Column of the heading where the names begin on its own line: further lines of the list stand deeper.
    column: Option<usize>,
}

impl PartyList {
    pub(super) fn new(scene: &Scene<'_>, party: String, head: usize, names: usize) -> Self {
        let tokens = scene.tokens;
        let inline = tokens.get(names).is_some_and(|token| !token.heads_line);
        let line = (0..=head).rev().take(400).find(|&k| tokens.at(k).heads_line).unwrap_or(head);
        Self { party, kind: scene.segment(head), column: inline.then(|| column(tokens, line)) }
    }

    /// Whether no more members follow at `i`: a sentence begins, or a line that is a label or no deeper than the heading.
    pub(super) fn ends(&self, scene: &Scene<'_>, i: usize) -> bool {
        let tokens = scene.tokens;
        if !tokens.at(i).heads_line {
            return tokens.is_text(i.wrapping_sub(1), ".")
                && tokens.is_capital(i)
                && tokens
                    .get(i + 1)
                    .is_some_and(|next| next.shape == Shape::Lower && next.kind == Kind::Word)
                && !tokens.is(i + 1, flag::PARTICLE | flag::AND | flag::ROLE);
        }
        let end = tokens.cell_end(i).min(i + 5);
        let goes_on = i > 0
            && (tokens.gap(i) == Gap::Wrap || tokens.is_text(i - 1, ",") || tokens.is(i - 1, flag::AND));
        (i..end).any(|k| tokens.is_text(k, ":"))
            || tokens.at(i).shape == Shape::Lower && !goes_on
            || !goes_on && self.column.is_some_and(|head| column(tokens, i) <= head)
    }
}

/// Characters before a token on its line.
fn column(tokens: &Tokens<'_>, i: usize) -> usize {
    let before = &tokens.text()[..tokens.at(i).start as usize];
    before[before.rfind('\n').map_or(0, |end| end + 1)..].chars().count()
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

/// What stands after a name in a row whose column gaps have shrunk to single spaces.
#[derive(Debug)]
pub(super) struct Row {
    /// How many words of the run are the name.
    pub(super) words: usize,
    pub(super) party: Option<String>,
    pub(super) role: Option<String>,
    /// The row's last token that was read.
    pub(super) end: usize,
}

/// Reads `Name Name V Borgmester`, `Name Name AP`, `Name Name medlem` in a list of people: the letters after the name
/// are the party, the word after it the role. `column`: words that close several rows, which are no surnames. None where
/// the run is nothing but a name, or opens no row.
pub(super) fn row(scene: &Scene<'_>, run: &[usize], column: &BTreeSet<String>) -> Option<Row> {
    let tokens = scene.tokens;
    let first = *run.first()?;
    let listing = match scene.segment(first) {
        SegmentKind::Attendance => true,
        // A vote by names or a title page holds sentences too: only whole rows count there.
        SegmentKind::Cover | SegmentKind::Other | SegmentKind::Voting => false,
        _ => return None,
    };
    let headed = listing && role_heads(tokens, first);
    if run.len() < 2 || !headed && !opens_row(tokens, first) {
        return None;
    }
    // A tick is no initial, and behind another single letter no name.
    let run = match run {
        [row @ .., letter, tick]
            if row.len() > 1 && tokens.surface(*letter).len() <= 2 && is_tick(scene, *tick) =>
        {
            &run[..run.len() - 1]
        }
        _ => run,
    };
    let code =
        |k: usize| party::is_code(scene, k) && tokens.gap(k) == Gap::Space && tokens.gap(k + 1) != Gap::Glued;
    let filler = |k: usize| column.contains(tokens.lower(k));
    let is_function =
        |k: usize| tokens.is(k, flag::ROLE) && !tokens.is(k, flag::SURNAME | flag::GIVEN) || filler(k);
    let inside = (2..run.len()).find(|&at| {
        let next = run[at] + 1;
        let closes = at + 1 == run.len();
        let beside_function = |k: usize| tokens.is(k, flag::ROLE) || filler(k);
        // "Anna B Lind" has an initial, "Anna Lind B" a party.
        let initial = tokens.gap(next) < Gap::Wrap
            && tokens.surface(run[at]).len() == 1
            && closes
            && tokens.is_capital(next)
            && !(headed && tokens.is_capital(next + 1))
            && !is_tick(scene, next);
        code(run[at])
            && (closes || beside_function(run[at + 1]) || at > 2 && is_function(run[at - 1]))
            && !initial
    });
    // "Member Anna Berg S Bo Ek", "Member Anna Berg S AB": behind the party the row tells of an absence.
    let absence = |at: &usize| {
        let rest = &run[*at + 1..];
        let apart = |k: &usize| tokens.surface(*k).chars().all(char::is_uppercase);
        headed && code(run[*at]) && (rest.len() > 1 || rest.first().is_some_and(apart))
    };
    let inside = inside.or_else(|| (2..run.len()).find(absence));
    let last = run[run.len() - 1];
    let mut words = inside.unwrap_or(run.len());
    let mut letters = match inside {
        Some(at) => Some(run[at]),
        None => code(last + 1).then_some(last + 1),
    };
    // A role between the name and the party, or one with a capital that closes the run.
    let mut role = None;
    let mut filled = false;
    while words > 2
        && (tokens.is(run[words - 1], flag::ROLE) || filler(run[words - 1]))
        && !tokens.is(run[words - 1], flag::SURNAME | flag::GIVEN)
    {
        words -= 1;
        filled |= filler(run[words]);
        role = tokens.is(run[words], flag::ROLE).then_some((run[words], run[words] + 1));
    }
    if letters.is_none() {
        let at = run[words - 1] + 1;
        role = role_words(scene, at).filter(|_| tokens.gap(at) == Gap::Space).map(|end| (at, end));
        letters = role.map(|(_, end)| end).filter(|&end| code(end) && tokens.gap(end + 1) >= Gap::Wrap);
    }
    let mut end = letters.map_or(run[words - 1], |code| code).max(role.map_or(0, |(_, end)| end - 1)) + 1;
    // Specks of the reader between the columns.
    if role.is_none() {
        let mut at = end;
        while tokens.kind(at) == Some(Kind::Mark)
            && !tokens.at(at).heads_line
            && !matches!(tokens.surface(at), "(" | "," | ":" | "." | ";")
            && at < end + 4
        {
            at += 1;
        }
        role = (!tokens.get(at).is_none_or(|token| token.heads_line))
            .then(|| role_words(scene, at))
            .flatten()
            .map(|end| (at, end));
        end = role.map_or(at, |(_, end)| end);
    }
    let closed = headed && letters.is_some() && inside.is_some()
        || tokens.get(end).is_none_or(|token| token.heads_line)
        || is_tick(scene, end);
    let told = letters.is_some()
        || filled
        || role.is_some() && (tokens.gap(end) >= Gap::Wrap || matches!(tokens.lower(end), "," | "("));
    if !(told && (listing || closed && letters.is_some())) {
        return None;
    }
    Some(Row {
        words,
        party: letters.map(|k| tokens.surface(k).to_owned()),
        role: role.and_then(|(at, end)| role_text(scene, at, end - 1)),
        end: end - 1,
    })
}

/// `Berg, Anna (S)`, `Berg Ek, Anna Maria` alone in its row or cell: the last token of the given names.
pub(super) fn surname_first(scene: &Scene<'_>, i: usize) -> Option<usize> {
    const MOST: usize = 3;
    let tokens = scene.tokens;
    let listing = matches!(
        scene.segment(i),
        SegmentKind::Attendance
            | SegmentKind::Voting
            | SegmentKind::Signatures
            | SegmentKind::Attachments
            | SegmentKind::Other
    );
    if !listing || !opens_row(tokens, i) || i > 0 && tokens.is_text(i - 1, ",") {
        return None;
    }
    let words = |from: usize| {
        let joined = |k: usize| tokens.is_capital(k) && (k == from || tokens.gap(k) == Gap::Space);
        (from..from + MOST).take_while(|&k| joined(k)).last()
    };
    let comma = words(i)? + 1;
    let given = comma + 1;
    // "Anna Berg, Bo Ek" and "Anna, Bo" are two.
    let is_given = |k: usize| tokens.is(k, flag::GIVEN);
    if !tokens.is_text(comma, ",")
        || tokens.gap(comma) != Gap::Glued
        || tokens.gap(given) != Gap::Space
        || tokens.is(i, flag::GIVEN_FIRST) && (comma > i + 1 || !tokens.is(i, flag::SURNAME))
    {
        return None;
    }
    let last = words(given).filter(|&last| (given..=last).all(is_given))?;
    let closes = tokens.get(last + 1).is_none_or(|next| next.heads_line) || tokens.gap(last + 1) == Gap::Hard;
    (closes || brackets(scene, last).party.is_some()).then_some(last)
}

/// Whether nothing but the tick of a vote's table stands there to the end of the line: an X, or behind a party in a numbered row
/// whatever single sign was read for it.
fn is_tick(scene: &Scene<'_>, at: usize) -> bool {
    let tokens = scene.tokens;
    let tick = at + usize::from(tokens.is_text(at, "."));
    let end = tick + 1 + usize::from(tokens.is_text(tick + 1, "."));
    if !tokens.get(end).is_none_or(|token| token.heads_line) {
        return false;
    }
    let numbered = || {
        let line = (0..at).rev().take(LONGEST_ROW).find(|&k| tokens.at(k).heads_line);
        line.is_some_and(|first| tokens.kind(first) == Some(Kind::Number))
    };
    tokens.is_text(tick, "x")
        || scene.segment(at) == SegmentKind::Voting
            && tokens.surface(tick).chars().count() == 1
            && at > 0
            && party::is_code(scene, at - 1)
            && numbered()
}

/// Tokens of a row of names, at the most.
const LONGEST_ROW: usize = 12;

/// Words that close three rows or more of the attendance list and that no lexicon knows as names: a column's word that
/// the reader spoiled, "Mediem", rather than so many of one family.
pub(super) fn closing_words(scene: &Scene<'_>) -> BTreeSet<String> {
    let tokens = scene.tokens;
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for head in (2..=tokens.len()).filter(|&k| tokens.get(k).is_none_or(|token| token.heads_line)) {
        let last = head - 1;
        let row = tokens.is_capital(last)
            && tokens.gap(last) == Gap::Space
            && tokens.is_capital(last - 1)
            && !tokens.at(last - 1).heads_line
            && tokens.surface(last).chars().count() > 3
            && !tokens.is(last, flag::SURNAME | flag::GIVEN)
            && scene.segment(last) == SegmentKind::Attendance;
        if row {
            *counts.entry(tokens.lower(last)).or_default() += 1;
        }
    }
    counts.into_iter().filter(|&(_, count)| count > 2).map(|(word, _)| word.to_owned()).collect()
}

/// Whether the line that begins at a token is a row of its own in a list: a few words, the last a role or a party.
pub(super) fn is_row(scene: &Scene<'_>, head: usize) -> bool {
    let tokens = scene.tokens;
    if !tokens.get(head).is_some_and(|token| token.heads_line)
        || scene.segment(head) != SegmentKind::Attendance
    {
        return false;
    }
    let end = (head + 1..head + 9).find(|&k| tokens.get(k).is_none_or(|token| token.heads_line));
    end.is_some_and(|end| {
        end > head + 2 && (party::is_code(scene, end - 1) || tokens.is(end - 1, flag::ROLE))
    })
}

/// Whether nothing but a role stands before the token on its line, with a number or specks of the reader.
fn role_heads(tokens: &Tokens<'_>, i: usize) -> bool {
    const MOST: usize = 4;
    let mut role = false;
    for k in (i.saturating_sub(MOST)..i).rev() {
        let is_role = tokens.is(k, flag::ROLE);
        if !is_role && matches!(tokens.kind(k), Some(Kind::Word | Kind::Mixed) | None) {
            return false;
        }
        role |= is_role;
        if tokens.at(k).heads_line {
            return role;
        }
    }
    false
}

/// Whether nothing but a number or bullet stands before the token on its line, or a wide gap.
pub(super) fn opens_row(tokens: &Tokens<'_>, i: usize) -> bool {
    let mut k = i;
    loop {
        if tokens.at(k).heads_line || tokens.gap(k) == Gap::Hard {
            return true;
        }
        let lead = matches!(tokens.kind(k - 1), Some(Kind::Number))
            || matches!(tokens.surface(k - 1), "." | "-" | "•" | "–" | "*" | ")" | ":");
        if !lead || k + 3 < i {
            return false;
        }
        k -= 1;
    }
}

/// Party and role from the other columns of a table's row.
pub(super) fn columns(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = scene.tokens;
    let firsts: BTreeSet<usize> = found.iter().map(|person| person.first).collect();
    let lasts: BTreeMap<usize, usize> = found.iter().map(|person| (person.first, person.last)).collect();
    // Roles that stand after the name of their holder are nobody else's.
    let claimed: BTreeSet<usize> = found.iter().filter_map(|person| person.role_end).collect();
    for person in found.iter_mut() {
        // Cells to the right, up to the next name or the end of the line.
        if person.party.is_none() {
            let mut k = person.last + 1;
            // "Anna Berg   Bo Ek   S": whom she sits for stands between her and the party of both.
            if tokens.at(person.first).heads_line
                && scene.segment(person.first) == SegmentKind::Attendance
                && tokens.gap(k) == Gap::Hard
                && let Some(&last) = lasts.get(&k)
                && tokens.gap(last + 1) == Gap::Hard
                && tokens.gap(last + 2) >= Gap::Line
            {
                k = last + 1;
            }
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
            && !claimed.contains(&before)
            // The second line of a label for several.
            && !(tokens.at(before).heads_line && tokens.at(before).shape == Shape::Lower)
        {
            let mut first = before;
            while first > 0
                && !tokens.at(first).heads_line
                && tokens.gap(first) <= Gap::Space
                && tokens.is(first - 1, flag::ROLE)
            {
                first -= 1;
            }
            person.role = role_text(scene, first, before);
        }
        if person.role.is_none() && scene.segment(person.first) == SegmentKind::Attendance {
            person.role = role_beyond(scene, person.last, &firsts);
        }
    }
}

/// The role in a cell to the right of a name, other cells between them.
fn role_beyond(scene: &Scene<'_>, last: usize, firsts: &BTreeSet<usize>) -> Option<String> {
    let tokens = scene.tokens;
    let row = (last + 1..last + 24)
        .take_while(|k| tokens.get(*k).is_some_and(|token| !token.heads_line) && !firsts.contains(k));
    let at = row.filter(|&k| tokens.gap(k) == Gap::Hard && !tokens.is_text(k, "|")).find_map(|k| {
        let end = role_words(scene, k)?;
        (tokens.gap(end) >= Gap::Line || matches!(tokens.lower(end), "," | ".")).then_some((k, end))
    });
    at.and_then(|(at, end)| role_text(scene, at, end - 1))
}

/// The title on a line of its own under a line that is one name, with nothing else between blank lines.
pub(super) fn title_below(scene: &Scene<'_>, last: usize) -> Option<String> {
    let tokens = scene.tokens;
    let under = last + 1;
    if !tokens.get(under)?.heads_line || tokens.gap(under) == Gap::Hard {
        return None;
    }
    let first = (0..=last).rev().take(LONGEST_TITLE).find(|&k| tokens.at(k).heads_line)?;
    let (titles, after) = cells(tokens, under);
    let [title] = titles[..] else { return None };
    let alone = tokens.gap(first) == Gap::Hard && tokens.gap(after) == Gap::Hard;
    (alone && is_title(tokens, title)).then(|| role_text(scene, title.0, title.1))?
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
                person.role = role_text(scene, start, end);
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
pub(super) const LONGEST_TITLE: usize = 5;

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

//! Whether a run of capitalised words is a person, how surely, and which of the words are the name.
//!
//! The run's own words, its title or honorific, its party and its place in a list speak for or against it; the rest
//! of the document is not asked here.

use super::Found;
use super::beside::{brackets, closes_line, owns, role_after, title_start, title_text};
use super::row::{before_party_column, opens_row, row};
use super::run::{is_initial, no_name, opens_next_name};
use crate::extract::cues::flag;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;
use std::collections::BTreeSet;

/// What is known of the list that a run stands in.
pub(super) struct List<'a> {
    /// It holds a party's members.
    pub(super) of_party: bool,
    /// Words of its columns.
    pub(super) column: &'a BTreeSet<String>,
}

/// Judges a run. Tokens before `claimed` belong to the person before.
pub(super) fn judge(scene: &Scene<'_>, run: &[usize], claimed: usize, list: &List<'_>) -> Option<Found> {
    let tokens = scene.tokens;
    let mut run = run;
    let mut title = None;
    let mut honorific = false;
    // "Per" is a preposition in a sentence and a man in a list.
    let in_list = run
        .first()
        .is_some_and(|&k| matches!(scene.segment(k), SegmentKind::Attendance | SegmentKind::Signatures));
    // In a list of names the first word of a cell is a name, also "Skog" and "Berg".
    let heads_cell =
        in_list && run.first().is_some_and(|&k| tokens.gap(k) >= Gap::Line || opens_row(tokens, k));
    // What stands before the name in the run: titles, words that open a sentence.
    while let [head, rest @ ..] = run {
        if rest.is_empty() {
            break;
        }
        let next_given = tokens.is(rest[0], flag::GIVEN) || is_initial(tokens, rest[0]);
        if tokens.is(*head, flag::HONORIFIC) {
            honorific = true;
        } else if tokens.is(*head, flag::ROLE) && (!tokens.is(*head, flag::GIVEN) || next_given) {
            title = Some(*head);
        } else if is_initial(tokens, *head)
            || tokens.is(*head, flag::PARTICLE) && !tokens.is_capital(*head)
            || heads_cell && !tokens.is(*head, flag::COMMON | flag::LOCATIVE) && !labels(tokens, *head, rest)
            || in_list && tokens.is(*head, flag::GIVEN) && is_cell(scene, *head, *rest.last().unwrap_or(head))
            || !(no_name(scene, *head) && (next_given || !tokens.is(*head, flag::SURNAME))
                || heads_cell && labels(tokens, *head, rest))
        {
            break;
        }
        run = rest;
    }
    let first = *run.first()?;
    // A title or honorific in lower case before the run.
    if first > 0 && tokens.gap(first) <= Gap::Line {
        let before = first - 1;
        if tokens.is(before, flag::HONORIFIC) {
            honorific = true;
            // "viceborgmester fru Lind"
            if before > claimed
                && title.is_none()
                && tokens.is(before - 1, flag::ROLE)
                && tokens.gap(before) == Gap::Space
                && tokens.surface(before - 1).chars().count() > 3
            {
                title = Some(before - 1);
            }
        } else if tokens.is(before, flag::ROLE)
            && title.is_none()
            && tokens.surface(before).chars().count() > 3
            && before >= claimed
            && !closes_line(tokens, before)
            && !closes_row(scene, before, first)
        {
            title = Some(before);
        } else if tokens.is_text(before, ".")
            && before > claimed
            && title.is_none()
            && tokens.gap(before) == Gap::Glued
            && tokens.gap(first) == Gap::Space
            && scene.cues.is_short_role(tokens.lower(before - 1))
        {
            title = Some(before - 1);
        } else if tokens.is(before, flag::AND) && before > 1 {
            // "herrar Hållander och Nordgren"
            let k = before - 1;
            honorific |= k > 0 && tokens.is_capital(k) && tokens.is(k - 1, flag::HONORIFIC);
        }
    }
    // A function that the reader spoiled stands before the name in a row: "Medlern Anna Berg S".
    let mut row = row(scene, run, list.column);
    if let (Some(row), [head, rest @ ..]) = (&mut row, run)
        && row.words > 2
        && tokens.is(rest[0], flag::GIVEN)
        && !tokens.is(*head, flag::GIVEN | flag::SURNAME | flag::PARTICLE)
        && !is_initial(tokens, *head)
    {
        row.words -= 1;
        run = rest;
    }
    let first = *run.first()?;
    let mut end_index = row.as_ref().map_or(run.len(), |row| row.words);
    // A role that closes the run: "Anna Berg Ordförande".
    while end_index > 2
        && tokens.is(run[end_index - 1], flag::ROLE)
        && !tokens.is(run[end_index - 1], flag::SURNAME | flag::GIVEN)
    {
        end_index -= 1;
    }
    let run = &run[..end_index];
    let last = *run.last()?;
    let words = run.iter().filter(|&&k| !tokens.is(k, flag::PARTICLE) || tokens.is_capital(k)).count();
    let said = brackets(scene, last);
    let row_party = row.as_ref().and_then(|row| row.party.clone()).map(|letters| (letters, true));
    // One word needs a party or an honorific, whatever else is said of it.
    if words < 2 && !honorific && said.party.is_none() && row_party.is_none() {
        return None;
    }
    let role_after = role_after(scene, last, &said, title.is_some());
    // "Anna Berg, ordförande (S)"
    let behind =
        role_after.as_ref().filter(|&&(_, end)| end > last).and_then(|&(_, end)| brackets(scene, end).party);
    let party = said.party.or(row_party).or(behind);
    let role_end = role_after.as_ref().map(|&(_, end)| end).filter(|&end| end > last);
    let row_end = row.as_ref().filter(|row| row.role.is_some()).map(|row| row.end);
    let role_after = role_after.map(|(role, _)| role).or_else(|| row.and_then(|row| row.role));
    let role_end = role_end.or(row_end);
    let given = tokens.is(first, flag::GIVEN) || is_initial(tokens, first);
    let segment = scene.segment(first);
    // The line end before a surname with its party parts it from the given name.
    let mut first = first;
    if party.is_some() && !honorific {
        while first > 0
            && matches!(tokens.gap(first), Gap::Line | Gap::Wrap)
            && tokens.is_capital(first - 1)
            && tokens.is(first - 1, flag::GIVEN)
            && tokens.gap(first - 1) == Gap::Space
            && !tokens.is(first - 1, flag::ROLE)
        {
            first -= 1;
        }
    }
    let lists = list.of_party || matches!(segment, SegmentKind::Attendance | SegmentKind::Signatures);
    let unlike = |k: usize| {
        let flags = tokens.flags(k);
        flags & (flag::BODY | flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE) != 0
            || flags & flag::GIVEN == 0
                && flags & (flag::MONTH | flag::LAW | flag::WEEKDAY | flag::CASE_LABEL) != 0
            || flags & (flag::PLACE_HEAD | flag::BODY_HEAD | flag::STREET) != 0
                && flags & (flag::SURNAME | flag::GIVEN) == 0
            || scene.cues.is_company_form(tokens.surface(k))
    };
    if run.iter().any(|&k| unlike(k)) && party.is_none() {
        return None;
    }
    // "Borås kommun": the form of a municipality follows in lower case.
    if tokens.is(last + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE | flag::PLACE_HEAD | flag::BODY_HEAD)
        && tokens.gap(last + 1) == Gap::Space
        && tokens.at(last + 1).shape == Shape::Lower
        && party.is_none()
        && !tokens.is(last + 1, flag::ROLE)
    {
        return None;
    }
    let number_follows = matches!(tokens.kind(last + 1), Some(Kind::Number | Kind::Mixed))
        && tokens.gap(last + 1) == Gap::Space;
    let confidence = if let Some((_, strong)) = &party
        && (*strong || given)
        && !(words == 1 && no_name(scene, first) && !honorific)
    {
        0.99
    } else if honorific && !tokens.is(first, flag::ROLE | flag::COMMON) {
        0.95
    } else if words >= 2 && given && (title.is_some() || role_after.is_some()) {
        0.97
    } else if words >= 2 && given && !number_follows {
        let surname = tokens.is(last, flag::SURNAME);
        let word = tokens.is(last, flag::WORD) && !surname;
        let site = tokens.is(last, flag::PLACE_HEAD | flag::STREET | flag::BODY_HEAD);
        match (surname, word || site) {
            (true, false) => 0.95,
            (true, true) => 0.85,
            (false, false) => 0.9,
            (false, true) => 0.4,
        }
    } else if (2..=4).contains(&words)
        && ((title.is_some() || role_after.is_some()) && !number_follows || before_party_column(scene, last))
        && !run.iter().any(|&k| no_name(scene, k))
    {
        0.9
    } else if lists
        && (2..=4).contains(&words)
        && is_cell(scene, first, last)
        && !run.iter().any(|&k| no_name(scene, k) || tokens.is(k, flag::ROOM | flag::BUILDING))
    {
        0.85
    } else if (2..=3).contains(&words)
        && tokens.is(run[run.len() - 1], flag::GIVEN)
        && lists
        && is_cell(scene, first, last)
        && !tokens.is(first, flag::COMMON | flag::ROLE | flag::BODY)
    {
        0.9
    } else if words >= 2
        && tokens.is(last, flag::SURNAME)
        && !number_follows
        && !run.iter().any(|&k| no_name(scene, k))
        && !tokens.is(first, flag::PLACE | flag::PLACE_ADJECTIVE)
        && !tokens.is(last, flag::PLACE_HEAD | flag::PLACE)
    {
        0.6
    } else {
        return None;
    };
    let end = tokens.at(last).end as usize;
    let title = title.filter(|_| !owns(scene, last));
    let office = title.and_then(|at| office_before(scene, at, claimed));
    let role = role_after.or(office).or_else(|| title.and_then(|at| title_text(scene, at, first)));
    Some(Found { first, last, end, party: party.map(|(letters, _)| letters), role, role_end, confidence })
}

/// Whether a word of the language stands before a whole name, as the label of a row whose gap is lost: `Absent Anna Berg`.
fn labels(tokens: &Tokens<'_>, head: usize, name: &[usize]) -> bool {
    name.len() > 1
        && tokens.is(head, flag::WORD)
        && !tokens.is(head, flag::SURNAME | flag::GIVEN)
        && tokens.is(name[0], flag::GIVEN_FIRST)
        && !tokens.is(name[name.len() - 1], flag::GIVEN_FIRST)
}

/// Whether the role that ends at `before` closes a row of the line above: there it belongs to that line's name.
fn closes_row(scene: &Scene<'_>, before: usize, name: usize) -> bool {
    let tokens = scene.tokens;
    let start = title_start(tokens, before);
    if !tokens.at(name).heads_line || start == 0 || tokens.at(start).heads_line {
        return false;
    }
    let apart = tokens.gap(name) >= Gap::Line && tokens.is_text(start - 1, ",");
    let row = scene.segment(name) == SegmentKind::Attendance
        && (tokens.gap(start) == Gap::Hard
            || tokens.is_capital(start - 1) && !tokens.is(start - 1, flag::HONORIFIC | flag::ROLE));
    apart || row
}

/// The office that a trade follows: "ordföranden, handlanden Anna Berg".
fn office_before(scene: &Scene<'_>, trade: usize, claimed: usize) -> Option<String> {
    let tokens = scene.tokens;
    let comma = title_start(tokens, trade).checked_sub(1).filter(|&k| tokens.is_text(k, ","))?;
    let last = comma.checked_sub(1).filter(|&k| k >= claimed && tokens.is(k, flag::ROLE))?;
    let first = title_start(tokens, last);
    let opens = first == 0
        || matches!(tokens.surface(first - 1), "," | ":" | ".")
        || tokens.is(first - 1, flag::AND | flag::HONORIFIC)
        || tokens.gap(first) >= Gap::Line;
    opens.then(|| title_text(scene, last, comma))?
}

/// Whether the tokens fill a line or a cell but for a closing comma; names beside each other in a row are cells, too.
fn is_cell(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let tokens = scene.tokens;
    let after = last + 1;
    let open = tokens.gap(first) >= Gap::Wrap
        || first > 0 && matches!(tokens.surface(first - 1), "," | ":" | ";" | "." | "•" | "-" | ")")
        || first > 1 && opens_next_name(scene, &[first - 2, first - 1], first);
    let closed = tokens.gap(after) >= Gap::Wrap
        || matches!(tokens.lower(after), "," | ";" | "." | "(")
        || tokens.is(after, flag::AND)
        || opens_next_name(scene, &[first, last], after);
    open && closed
}

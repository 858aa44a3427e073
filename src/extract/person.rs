//! People, with the party and role that the document gives them.
//!
//! ```text
//! person = name "(" PARTY ")" | TITLE name | name "," ROLE | HONORIFIC surname | GIVEN name+ | a cell of an attendance list
//! name   = (GIVEN | initial "." | SURNAME) (capitalised | particle)*
//! list   = "Frå H:" person ("," person)* | person ("," person)* ", samtliga (M)"
//! ```
//! Finds `Lena af Ekensteen (M)`, `kommunechef Ewa Lind`, `fru Ek-Holm`, surname-first lists. Leaves `Hjarbæk Fjord`,
//! `Strömsbro skola`, `Borås Stad`. A full name once found is a person wherever it stands; a surname alone is one
//! where exactly one known person has it. Party and role never come from outside the document.

use super::cues::flag;
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape, Tokens};
use super::{Candidate, EntityValue, party};
use crate::record::SegmentKind;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Debug)]
struct Found {
    first: usize,
    last: usize,
    end: usize,
    party: Option<String>,
    role: Option<String>,
    confidence: f32,
}

/// Finds people.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut list_party: Option<(String, SegmentKind)> = None;
    let mut i = 0;
    while i < tokens.len() {
        if tokens.at(i).heads_line || tokens.gap(i) == Gap::Hard {
            match list_head(scene, i) {
                Some((party, next)) => {
                    list_party = Some((party, scene.segment(i)));
                    i = next;
                    continue;
                }
                None if list_party.is_some() && ends_list(scene, i) => list_party = None,
                None => {}
            }
        }
        if !starts_name(tokens, i) {
            i += 1;
            continue;
        }
        let run = run(tokens, i);
        match judge(scene, &run) {
            Some(mut person) => {
                if person.party.is_none()
                    && let Some((party, kind)) = &list_party
                    && *kind == scene.segment(person.first)
                {
                    person.party = Some(party.clone());
                    person.confidence = person.confidence.max(0.9);
                }
                i = person.last.max(i) + 1;
                found.push(person);
            }
            None => i = run.last().map_or(i, |&last| last) + 1,
        }
    }
    all_of(scene, &mut found);
    columns(scene, &mut found);
    titles_below(scene, &mut found);
    let known = Known::new(scene, &found);
    known.name(scene, &mut found);
    found.sort_by_key(|person| (person.first, std::cmp::Reverse(person.last)));
    for person in found {
        out.push(Candidate {
            start: tokens.at(person.first).start as usize,
            end: person.end,
            value: EntityValue::Person { party: person.party, role: person.role },
            confidence: person.confidence,
        });
    }
}

/// `Frå H:`, `Senterpartiet:`, `(S)` alone before a list: the party, and the token after.
fn list_head(scene: &Scene<'_>, i: usize) -> Option<(String, usize)> {
    let tokens = scene.tokens;
    let at = i + usize::from(tokens.is(i, flag::LIST_LEAD));
    if tokens.kind(at) != Some(Kind::Word) || tokens.gap(at) == Gap::Hard && at > i {
        return None;
    }
    let mut last = at;
    if !party::is_code(scene, at) {
        let found = super::gazetteer::matches(tokens, at)
            .find(|found| found.entry == super::gazetteer::Entry::Party(scene.country))?;
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
fn ends_list(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    if !tokens.at(i).heads_line {
        return false;
    }
    let end = tokens.cell_end(i).min(i + 5);
    (i..end).any(|k| tokens.is_text(k, ":")) || tokens.at(i).shape == Shape::Lower
}

fn is_initial(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_capital(i)
        && (tokens.surface(i).chars().count() <= 2 || tokens.is(i, flag::NAME_ABBREVIATION))
        && tokens.at(i).shape == Shape::Capital
        && tokens.is_text(i + 1, ".")
        && tokens.gap(i + 1) == Gap::Glued
}

fn starts_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let token = tokens.at(i);
    token.kind == Kind::Word
        && (token.shape == Shape::Capital
            || token.shape == Shape::Lower
                && tokens.is(i, flag::PARTICLE)
                && tokens.is_capital(i + 1)
                && i > 0
                && (tokens.is(i - 1, flag::HONORIFIC)
                    || tokens.gap(i) >= Gap::Line && tokens.surface(i).chars().count() > 1))
}

/// The capitalised words that begin at `i`, with particles and initials between them.
fn run(tokens: &Tokens<'_>, i: usize) -> Vec<usize> {
    let mut out = vec![i];
    let mut last = i;
    while out.len() < 7 {
        let mut next = last + 1;
        if is_initial(tokens, last) {
            next += 1;
        }
        // A double name broken after its hyphen.
        let broken = tokens.is_text(next, "-")
            && tokens.gap(next) == Gap::Glued
            && tokens.gap(next + 1) >= Gap::Wrap
            && tokens.gap(next + 1) < Gap::Hard;
        if broken && tokens.is_capital(next + 1) {
            next += 1;
        }
        let gap = tokens.gap(next);
        let fits =
            broken || gap == Gap::Space || gap == Gap::Wrap || is_initial(tokens, last) && gap == Gap::Glued;
        if !fits || tokens.kind(next) != Some(Kind::Word) {
            break;
        }
        // A label that opens the next line is no part of the name.
        if gap == Gap::Wrap
            && (tokens.is(next, flag::COMMON | flag::LOCATIVE | flag::LIST_LEAD | flag::ROLE | flag::BODY)
                || tokens.is_text(next + 1, ":"))
        {
            break;
        }
        if tokens.at(next).shape == Shape::Capital {
            out.push(next);
            last = next;
            continue;
        }
        let mut particle = next;
        while tokens.is(particle, flag::PARTICLE)
            && tokens.at(particle).shape == Shape::Lower
            && particle < next + 2
            && tokens.gap(particle) <= Gap::Wrap
        {
            particle += 1;
        }
        if particle > next
            && tokens.is_capital(particle)
            && tokens.at(particle).shape == Shape::Capital
            && tokens.gap(particle) <= Gap::Wrap
            && (tokens.is(i, flag::GIVEN) || is_initial(tokens, i))
        {
            out.extend(next..=particle);
            last = particle;
            continue;
        }
        break;
    }
    out
}

/// Whether a word cannot be a part of a person's name where it stands first.
fn no_name(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    tokens.is(i, flag::ROLE | flag::HONORIFIC | flag::BODY | flag::WEEKDAY | flag::MUNICIPAL)
        || tokens.is(
            i,
            flag::COMMON | flag::LOCATIVE | flag::AND | flag::WORD | flag::LIST_LEAD | flag::CASE_LABEL,
        ) && !tokens.is(i, flag::GIVEN)
        || tokens.is(i, flag::COMMON) && tokens.opens(i)
}

fn judge(scene: &Scene<'_>, run: &[usize]) -> Option<Found> {
    let tokens = scene.tokens;
    let mut run = run;
    let mut title = None;
    let mut honorific = false;
    // In a list of names the first word of a cell is a name, also "Skog" and "Berg".
    let heads_cell = run.first().is_some_and(|&k| {
        tokens.gap(k) >= Gap::Line
            && matches!(scene.segment(k), SegmentKind::Attendance | SegmentKind::Signatures)
    });
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
            || heads_cell && !tokens.is(*head, flag::COMMON | flag::LOCATIVE)
            || !(no_name(scene, *head) && (next_given || !tokens.is(*head, flag::SURNAME)))
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
        } else if tokens.is(before, flag::ROLE)
            && title.is_none()
            && tokens.surface(before).chars().count() > 3
        {
            title = Some(before);
        } else if tokens.is(before, flag::AND) && before > 1 {
            // "herrar Hållander och Nordgren"
            let k = before - 1;
            honorific |= k > 0 && tokens.is_capital(k) && tokens.is(k - 1, flag::HONORIFIC);
        }
    }
    let mut end_index = run.len();
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
    let party = bracket(scene, last);
    let role_after = role_after(scene, last);
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
    let lists = matches!(segment, SegmentKind::Attendance | SegmentKind::Signatures);
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
        && is_cell(tokens, first, last)
        && !run.iter().any(|&k| no_name(scene, k) || tokens.is(k, flag::ROOM | flag::BUILDING))
    {
        0.85
    } else if (2..=3).contains(&words)
        && tokens.is(run[run.len() - 1], flag::GIVEN)
        && lists
        && is_cell(tokens, first, last)
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
    // Surname before the given name, in a list: the comma form is kept as printed.
    let mut end = tokens.at(last).end as usize;
    if confidence >= 0.9 && party.is_some() {
        end = tokens.at(last).end as usize;
    }
    let role = role_after.or_else(|| title.map(|at| title_text(tokens, at, first)));
    Some(Found { first, last, end, party: party.map(|(letters, _)| letters), role, confidence })
}

/// Whether the next column of the row holds nothing but a party's letters.
fn before_party_column(scene: &Scene<'_>, last: usize) -> bool {
    let tokens = scene.tokens;
    let cell = last + 1;
    tokens.gap(cell) == Gap::Hard
        && tokens.get(cell).is_some_and(|token| !token.heads_line)
        && party::is_code(scene, cell)
        && tokens.gap(cell + 1) >= Gap::Wrap
}

/// The words of a title that ends at `at`.
fn title_text(tokens: &Tokens<'_>, at: usize, name: usize) -> String {
    let mut first = at;
    while first > 0
        && tokens.is(first - 1, flag::ROLE)
        && tokens.gap(first) == Gap::Space
        && tokens.kind(first - 1) == Some(Kind::Word)
    {
        first -= 1;
    }
    let (start, end) = tokens.span(first, at.max(first).min(name.saturating_sub(1)).max(first));
    tokens.text()[start..end].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Whether the tokens fill a line or a cell but for a closing comma.
fn is_cell(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    let after = last + 1;
    let open = tokens.gap(first) >= Gap::Wrap
        || first > 0 && matches!(tokens.surface(first - 1), "," | ":" | ";" | "." | "•" | "-" | ")");
    let closed = tokens.gap(after) >= Gap::Wrap
        || matches!(tokens.lower(after), "," | ";" | "." | "(")
        || tokens.is(after, flag::AND);
    open && closed
}

/// The party in brackets after token `last`, and whether its letters are known or look like a party's.
fn bracket(scene: &Scene<'_>, last: usize) -> Option<(String, bool)> {
    let tokens = scene.tokens;
    let open = last + 1;
    if !matches!(tokens.lower(open), "(" | "[") || tokens.gap(open) == Gap::Hard && !tokens.is_text(open, "(")
    {
        return None;
    }
    let first = open + 1;
    let close = (first + 1..first + 5).find(|&k| matches!(tokens.lower(k), ")" | "]"))?;
    if tokens.gap(first) > Gap::Space || tokens.kind(first) != Some(Kind::Word) {
        return None;
    }
    let (start, end) = tokens.span(first, close - 1);
    let inside = tokens.text()[start..end].split_whitespace().collect::<Vec<_>>().join(" ");
    if close == first + 1 {
        let known = tokens.is(first, flag::PARTY_LETTER);
        let short = inside.chars().count() <= 6
            && inside.chars().any(char::is_uppercase)
            && !tokens.is(first, flag::ROLE | flag::MONTH | flag::GIVEN);
        let lower = known && inside.chars().count() <= 4;
        let name = super::gazetteer::matches(tokens, first)
            .any(|found| matches!(found.entry, super::gazetteer::Entry::Party(_)));
        return (known && (lower || inside.chars().any(char::is_uppercase)) || short || name)
            .then(|| (inside.clone(), known || name || inside.chars().all(char::is_uppercase)));
    }
    let name = super::gazetteer::matches(tokens, first)
        .any(|found| found.last + 1 == close && matches!(found.entry, super::gazetteer::Entry::Party(_)));
    // "(S, ordförande)"
    if tokens.is(first, flag::PARTY_LETTER) && tokens.is_text(first + 1, ",") {
        return Some((tokens.surface(first).to_owned(), true));
    }
    name.then_some((inside, true))
}

/// A role after a name: `, kommunchef`, `(ordførar)`, or in the next column.
fn role_after(scene: &Scene<'_>, last: usize) -> Option<String> {
    let tokens = scene.tokens;
    let mut at = last + 1;
    // Past the party.
    if tokens.is_text(at, "(") {
        if tokens.is(at + 1, flag::ROLE) && tokens.surface(at + 1).chars().count() > 3 {
            let close = (at + 2..at + 5).find(|&k| tokens.is_text(k, ")"))?;
            let (start, end) = tokens.span(at + 1, close - 1);
            return Some(tokens.text()[start..end].to_lowercase());
        }
        if bracket(scene, last).is_some() {
            at = (at..at + 6).find(|&k| tokens.is_text(k, ")"))? + 1;
        }
    }
    if at == last + 1
        && let Some(title) = title_below(tokens, last)
    {
        return Some(title);
    }
    let column = tokens.gap(at) == Gap::Hard && tokens.get(at).is_some_and(|token| !token.heads_line);
    if tokens.is_text(at, ",") {
        at += 1;
    } else if !column {
        return None;
    }
    if tokens.kind(at) == Some(Kind::Number) && tokens.is_text(at + 1, ".") {
        at += 2;
    }
    // "förste vice ordförande", "II vice ordf."
    let mut end = at;
    while tokens.is(end, flag::ROLE)
        && (end == at || tokens.gap(end) <= Gap::Space)
        && tokens.kind(end) == Some(Kind::Word)
    {
        end += 1;
    }
    let strong = end > at && tokens.surface(end - 1).chars().count() > 3;
    if !strong {
        return None;
    }
    // The rest of the role: "kommunalsjef oppvekst".
    let mut stop = end;
    while tokens.kind(stop) == Some(Kind::Word)
        && tokens.gap(stop) == Gap::Space
        && tokens.at(stop).shape == Shape::Lower
        && !tokens.is(stop, flag::AND | flag::LOCATIVE)
        && stop < end + 2
    {
        stop += 1;
    }
    let whole = tokens.gap(stop) >= Gap::Wrap || matches!(tokens.lower(stop), "," | "(");
    let stop = if whole { stop } else { end };
    let (start, end) = tokens.span(at, stop - 1);
    Some(tokens.text()[start..end].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// `A, B och C, samtliga (M)`, `A og B (begge SV)`: the party of everybody named just before.
fn all_of(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = scene.tokens;
    for k in 1..tokens.len() {
        if !tokens.is(k, flag::ALL_OF) {
            continue;
        }
        let letters = k + 1 + usize::from(tokens.is_text(k + 1, "("));
        if !tokens.is(letters, flag::PARTY_LETTER)
            || !(tokens.is_text(letters + 1, ")") || party::is_code(scene, letters))
        {
            continue;
        }
        let party = tokens.surface(letters).to_owned();
        let mut next = k;
        for person in found.iter_mut().rev().skip_while(|person| person.first > k) {
            let linked = (person.last + 1..next).all(|j| {
                matches!(tokens.lower(j), "," | "(" | ")")
                    || tokens.is(j, flag::AND | flag::HONORIFIC | flag::PARTICLE)
            });
            if !linked || person.party.is_some() {
                break;
            }
            person.party = Some(party.clone());
            next = person.first;
        }
    }
}

/// Party and role from the other columns of a table's row.
fn columns(scene: &Scene<'_>, found: &mut [Found]) {
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
fn title_below(tokens: &Tokens<'_>, last: usize) -> Option<String> {
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

/// Whether a cell is a title: a few words, one of them a role.
fn is_title(tokens: &Tokens<'_>, (start, end): (usize, usize)) -> bool {
    end < start + LONGEST_TITLE
        && (start..=end).all(|k| tokens.kind(k) == Some(Kind::Word))
        && (start..=end).any(|k| tokens.is(k, flag::ROLE) && tokens.surface(k).chars().count() > 3)
}

/// Titles under the names of those who sign: a line of names, one or several beside each other, over a line of as many titles, and
/// nothing else between blank lines. Of longer blocks nobody knows whether a title belongs to the name above or below it.
fn titles_below(scene: &Scene<'_>, found: &mut [Found]) {
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

/// The people of a document by name.
#[derive(Default)]
struct Known {
    /// Words of a name in lower case, sorted, with the party.
    people: BTreeMap<Vec<String>, Option<String>>,
    /// A surname with the people who have it.
    surnames: HashMap<String, BTreeSet<Vec<String>>>,
    /// Names in their order, by first word.
    by_word: HashMap<String, Vec<Vec<String>>>,
}

fn words(tokens: &Tokens<'_>, first: usize, last: usize) -> Vec<String> {
    (first..=last)
        .filter(|&k| tokens.kind(k) == Some(Kind::Word))
        .map(|k| tokens.lower(k).to_owned())
        .collect()
}

fn key(words: &[String]) -> Vec<String> {
    let mut key = words.to_vec();
    key.sort();
    key
}

impl Known {
    fn new(scene: &Scene<'_>, found: &[Found]) -> Self {
        let tokens = scene.tokens;
        let mut known = Self::default();
        for person in found.iter().filter(|person| person.confidence >= 0.8) {
            let words = words(tokens, person.first, person.last);
            if words.len() < 2 {
                continue;
            }
            let id = key(&words);
            let party = known.people.entry(id.clone()).or_default();
            if party.is_none() {
                party.clone_from(&person.party);
            }
            let list = known.by_word.entry(words[0].clone()).or_default();
            if !list.contains(&words) {
                list.push(words.clone());
            }
            // Surname first: the given name closes.
            let reversed = !tokens.is(person.first, flag::GIVEN)
                && (person.first + 1..=person.last).all(|k| tokens.is(k, flag::GIVEN));
            let surname = if reversed { words[0].clone() } else { words[words.len() - 1].clone() };
            known.surnames.entry(surname).or_default().insert(id);
            if reversed {
                let mut turned = words[1..].to_vec();
                turned.push(words[0].clone());
                known.by_word.entry(turned[0].clone()).or_default().push(turned);
            }
        }
        known.by_word.values_mut().for_each(|list| list.sort_by_key(|words| std::cmp::Reverse(words.len())));
        // "Engbergs (L)" is Engberg in the genitive where the document has him without -s.
        let genitives: Vec<Vec<String>> = known
            .people
            .keys()
            .filter(|id| {
                id.iter().any(|word| {
                    word.strip_suffix('s').is_some_and(|stem| {
                        let bare: Vec<String> =
                            id.iter().map(|w| if w == word { stem.to_owned() } else { w.clone() }).collect();
                        known.people.contains_key(&key(&bare))
                    })
                })
            })
            .cloned()
            .collect();
        for id in genitives {
            known.people.remove(&id);
            known.surnames.values_mut().for_each(|people| {
                people.remove(&id);
            });
            known.by_word.values_mut().for_each(|list| list.retain(|words| key(words) != id));
        }
        known
    }

    fn party(&self, id: &[String]) -> Option<String> {
        self.people.get(id).cloned().flatten()
    }

    /// Gives known people their party, and finds where else they are named.
    fn name(&self, scene: &Scene<'_>, found: &mut Vec<Found>) {
        let tokens = scene.tokens;
        for person in found.iter_mut() {
            let mut words = words(tokens, person.first, person.last);
            // A genitive that the bracket hid.
            if !self.people.contains_key(&key(&words)) && words.len() > 1 {
                let stem = words.last().and_then(|word| word.strip_suffix('s')).map(str::to_owned);
                if let Some(stem) = stem {
                    let mut bare = words.clone();
                    *bare.last_mut().expect("a name has words") = stem;
                    if self.people.contains_key(&key(&bare)) {
                        person.end -= 1;
                        words = bare;
                    }
                }
            }
            let id = key(&words);
            if self.people.contains_key(&id) {
                person.confidence = person.confidence.max(0.85);
            }
            if person.party.is_none() {
                person.party = self.party(&id);
            }
            if words.len() == 1
                || person.party.is_none() && words.iter().any(|word| word.chars().count() <= 2)
            {
                self.by_surname(tokens, person);
            }
        }
        let mut taken = vec![false; tokens.len()];
        for person in found.iter() {
            taken[person.first..=person.last].fill(true);
        }
        let mut i = 0;
        while i < tokens.len() {
            if taken[i] || !tokens.is_capital(i) {
                i += 1;
                continue;
            }
            if let Some(person) = self.full(tokens, i).or_else(|| self.alone(scene, i)) {
                i = person.last + 1;
                found.push(person);
            } else {
                i += 1;
            }
        }
    }

    fn by_surname(&self, tokens: &Tokens<'_>, person: &mut Found) {
        let lower = tokens.lower(person.last);
        let stem = lower.strip_suffix('s').unwrap_or(lower);
        let (people, genitive) = match (self.surnames.get(lower), self.surnames.get(stem)) {
            (Some(people), _) => (people, false),
            (None, Some(people)) => (people, true),
            _ => return,
        };
        if genitive && person.end == tokens.at(person.last).end as usize {
            person.end -= 1;
        }
        if person.party.is_none() {
            let parties: BTreeSet<Option<String>> = people.iter().map(|id| self.party(id)).collect();
            if parties.len() == 1 {
                person.party = parties.into_iter().next().flatten();
            }
        }
    }

    /// A known full name at `i`, in any case, perhaps in the genitive.
    fn full(&self, tokens: &Tokens<'_>, i: usize) -> Option<Found> {
        let names = self.by_word.get(tokens.lower(i))?;
        names.iter().find_map(|words| {
            let mut at = i;
            let mut genitive = false;
            for (k, word) in words.iter().enumerate() {
                while k > 0 && matches!(tokens.lower(at), "." | "-") {
                    at += 1;
                }
                let lower = tokens.lower(at);
                if k > 0 && tokens.gap(at) > Gap::Line {
                    return None;
                }
                if lower != word {
                    let last = k + 1 == words.len();
                    if !(last && lower.strip_suffix('s') == Some(word)) {
                        return None;
                    }
                    genitive = true;
                }
                at += 1;
            }
            let last = at - 1;
            let end = tokens.at(last).end as usize - usize::from(genitive);
            Some(Found { first: i, last, end, party: self.party(&key(words)), role: None, confidence: 0.95 })
        })
    }

    /// A surname alone that belongs to one known person.
    fn alone(&self, scene: &Scene<'_>, i: usize) -> Option<Found> {
        let tokens = scene.tokens;
        if tokens.at(i).shape == Shape::Upper {
            return None;
        }
        let lower = tokens.lower(i);
        let (people, genitive) = match self.surnames.get(lower) {
            Some(people) => (people, false),
            None => (self.surnames.get(lower.strip_suffix('s')?)?, true),
        };
        let only = people.iter().next().filter(|_| people.len() == 1)?;
        let beside = i > 0 && tokens.is_capital(i - 1) && tokens.gap(i) == Gap::Space && !tokens.opens(i - 1)
            || tokens.is_capital(i + 1) && tokens.gap(i + 1) == Gap::Space;
        let follows =
            tokens.is(i + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE | flag::PLACE_HEAD | flag::BODY_HEAD);
        let number = matches!(tokens.kind(i + 1), Some(Kind::Number | Kind::Mixed));
        let led = i > 0 && tokens.is(i - 1, flag::LOCATIVE_STRONG) && !tokens.is(i - 1, flag::LIST_LEAD);
        if beside
            || follows
            || number
            || led
            || tokens.is(i, flag::COMMON)
            || tokens.is(i, flag::WORD) && tokens.opens(i)
            || tokens.gap(i) == Gap::Hard && tokens.gap(i + 1) == Gap::Hard
        {
            return None;
        }
        let mut first = i;
        while first > 0
            && tokens.is(first - 1, flag::PARTICLE)
            && only.contains(&tokens.lower(first - 1).to_owned())
        {
            first -= 1;
        }
        let end = tokens.at(i).end as usize - usize::from(genitive);
        Some(Found { first, last: i, end, party: self.party(only), role: None, confidence: 0.9 })
    }
}

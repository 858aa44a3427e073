//! What stands beside a name: the party in its bracket, the role before or after it, one bracket for several.
//!
//! Only the same line or cell is read, and the title under a name that stands alone; tables are read in [`super::row`].

use super::Found;
use super::row::title_below;
use crate::extract::cues::flag;
use crate::extract::gazetteer;
use crate::extract::party;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};

/// The party in brackets after token `last`, and whether its letters are known or look like a party's.
pub(super) fn bracket(scene: &Scene<'_>, last: usize) -> Option<(String, bool)> {
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
        let name =
            gazetteer::matches(tokens, first).any(|found| matches!(found.entry, gazetteer::Entry::Party(_)));
        return (known && (lower || inside.chars().any(char::is_uppercase)) || short || name)
            .then(|| (inside.clone(), known || name || inside.chars().all(char::is_uppercase)));
    }
    let name = gazetteer::matches(tokens, first)
        .any(|found| found.last + 1 == close && matches!(found.entry, gazetteer::Entry::Party(_)));
    // "(S, ordförande)"
    if tokens.is(first, flag::PARTY_LETTER) && tokens.is_text(first + 1, ",") {
        return Some((tokens.surface(first).to_owned(), true));
    }
    name.then_some((inside, true))
}

/// Whether a role ends its line after the party of the name before it: "Anna Berg (S) ordf".
pub(super) fn closes_line(tokens: &Tokens<'_>, role: usize) -> bool {
    let mut first = role;
    while first > 0 && tokens.is(first, flag::ROLE) && tokens.gap(first) == Gap::Space {
        first -= 1;
    }
    tokens.gap(role + 1) >= Gap::Line && first < role && tokens.is_text(first, ")")
}

/// Whether the name is a genitive before what somebody moved: in "ställer ordföranden Anna Bergs (S) yrkande" the
/// office is another's.
pub(super) fn owns(scene: &Scene<'_>, last: usize) -> bool {
    let tokens = scene.tokens;
    let close =
        (last + 2..last + 5).find(|&k| tokens.is_text(k, ")")).filter(|_| tokens.is_text(last + 1, "("));
    let next = close.unwrap_or(last) + 1;
    tokens.get(next).is_some()
        && tokens.surface(last).ends_with(['s', 'S'])
        && scene.cues.table.person.owned.iter().any(|noun| tokens.lower(next).ends_with(noun.as_str()))
}

/// A role after a name: `, kommunchef`, `(ordførar)`, or in the next column.
pub(super) fn role_after(scene: &Scene<'_>, last: usize) -> Option<String> {
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
    // "Anna Berg (S) ordf" at the end of its line.
    let closes = at > last + 1 && tokens.gap(at) == Gap::Space && tokens.is(at, flag::ROLE);
    if tokens.is_text(at, ",") {
        at += 1;
    } else if !column && !closes {
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
    if closes && tokens.gap(stop) < Gap::Wrap {
        return None;
    }
    let stop = if whole { stop } else { end };
    let (start, end) = tokens.span(at, stop - 1);
    Some(tokens.text()[start..end].split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase())
}

/// The words of a title that ends at `at`.
pub(super) fn title_text(tokens: &Tokens<'_>, at: usize, name: usize) -> String {
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

/// `A, B och C, samtliga (M)`, `A og B (begge SV)`: the party of everybody named just before.
pub(super) fn all_of(scene: &Scene<'_>, found: &mut [Found]) {
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

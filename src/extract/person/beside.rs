//! What stands beside a name: the party in its bracket, the role before or after it, one bracket for several.
//!
//! Only the same line or cell is read, and the title under a name that stands alone; tables are read in [`super::row`].

use super::Found;
use super::row::{LONGEST_TITLE, title_below};
use crate::extract::cues::flag;
use crate::extract::gazetteer;
use crate::extract::party;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;

/// What the brackets after a name say of somebody.
#[derive(Debug, Default)]
pub(super) struct Bracketed {
    /// The party, and whether its letters are known or look like a party's.
    pub(super) party: Option<(String, bool)>,
    pub(super) role: Option<String>,
    /// The token after the last bracket that was understood.
    after: usize,
}

/// The brackets after token `last`: `(S)`, `(V, borgmester)`, `(formand) (V)`.
pub(super) fn brackets(scene: &Scene<'_>, last: usize) -> Bracketed {
    let tokens = scene.tokens;
    let mut said = Bracketed { after: last + 1, ..Bracketed::default() };
    for _ in 0..2 {
        let open = said.after;
        if !matches!(tokens.lower(open), "(" | "[")
            || tokens.gap(open) == Gap::Hard && !tokens.is_text(open, "(")
            || said.after > last + 1 && tokens.gap(open) > Gap::Space
        {
            break;
        }
        let close = (open + 2..open + LONGEST_BRACKET).find(|&k| matches!(tokens.lower(k), ")" | "]"));
        let Some(close) = close else { break };
        let party = party_inside(scene, open + 1, close);
        let role = role_inside(scene, open + 1, close);
        if party.is_none() && role.is_none() {
            break;
        }
        said.party = said.party.or(party);
        said.role = said.role.or(role);
        said.after = close + 1;
    }
    if said.after == last + 1
        && let Some(party) = set_off_party(scene, last)
    {
        said.party = Some((tokens.surface(party).to_owned(), true));
        said.after = party + 1;
    }
    said
}

/// The party set off from a name by commas, as older minutes have it: `Anna Berg, AP, foreslo`, `Anna Berg, H: …`,
/// `herr Nils Lund, m, yrkade`.
fn set_off_party(scene: &Scene<'_>, last: usize) -> Option<usize> {
    let tokens = scene.tokens;
    let party = last + 2;
    let letters = tokens.is_text(last + 1, ",")
        && tokens.gap(last + 1) == Gap::Glued
        && tokens.get(party).is_some()
        && tokens.gap(party) == Gap::Space
        && tokens.is(party, flag::PARTY_LETTER);
    // "Anna Berg, H. Dahl" is two people.
    (letters && set_off_ends(tokens, party)).then_some(party)
}

/// Whether the letters of a party that a comma set off end before another mark or with the line.
fn set_off_ends(tokens: &Tokens<'_>, party: usize) -> bool {
    tokens.get(party + 1).is_none()
        || tokens.gap(party + 1) >= Gap::Line
        || tokens.gap(party + 1) == Gap::Glued && matches!(tokens.lower(party + 1), "," | ":" | ";")
}

/// Tokens of the longest bracket that says something of a person.
const LONGEST_BRACKET: usize = 11;

/// Letters of the abbreviation of a party.
const ABBREVIATION: usize = 6;

/// A party between the brackets, whose content begins at `first` and ends before `close`.
fn party_inside(scene: &Scene<'_>, first: usize, close: usize) -> Option<(String, bool)> {
    let tokens = scene.tokens;
    if tokens.gap(first) > Gap::Space || tokens.kind(first) != Some(Kind::Word) {
        return None;
    }
    let (start, end) = tokens.span(first, close - 1);
    let inside = tokens.prose(start, end);
    let listed = |last: usize| {
        gazetteer::matches(tokens, first)
            .any(|found| found.last == last && matches!(found.entry, gazetteer::Entry::Party(_)))
    };
    if close == first + 1 {
        let known = tokens.is(first, flag::PARTY_LETTER);
        let short = inside.chars().count() <= 6
            && inside.chars().any(char::is_uppercase)
            && !tokens.is(first, flag::ROLE | flag::MONTH | flag::GIVEN | flag::EXCUSE);
        let lower = known && inside.chars().count() <= 4;
        let name =
            gazetteer::matches(tokens, first).any(|found| matches!(found.entry, gazetteer::Entry::Party(_)));
        return (known && (lower || inside.chars().any(char::is_uppercase)) || short || name)
            .then(|| (inside.clone(), known || name || inside.chars().all(char::is_uppercase)));
    }
    // "(Saml.)", "(Sannf.)"
    if close == first + 2
        && tokens.is_text(first + 1, ".")
        && tokens.gap(first + 1) == Gap::Glued
        && tokens.at(first).shape == Shape::Capital
        && (2..=ABBREVIATION).contains(&tokens.surface(first).chars().count())
        && !tokens.is(first, flag::ROLE | flag::MONTH | flag::GIVEN | flag::EXCUSE)
    {
        return Some((inside, tokens.is(first, flag::PARTY_LETTER)));
    }
    // "(S, ordförande)"
    if tokens.is(first, flag::PARTY_LETTER) && tokens.is_text(first + 1, ",") {
        return Some((tokens.surface(first).to_owned(), true));
    }
    if listed(close - 1) || party::dotted(scene, first).is_some_and(|last| last + 1 == close) {
        return Some((inside, true));
    }
    // A local list by its name and its letters.
    let letters = close - 1;
    (close > first + 2
        && tokens.is_text(letters - 1, ",")
        && tokens.at(letters).shape == Shape::Upper
        && tokens.surface(letters).chars().count() <= 5
        && tokens.is_capital(first))
    .then(|| (tokens.surface(letters).to_owned(), true))
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

/// A role between the brackets: `(ordførar)`, `(A, 1. viceborgmester)`.
fn role_inside(scene: &Scene<'_>, first: usize, close: usize) -> Option<String> {
    let tokens = scene.tokens;
    let starts = std::iter::once(first)
        .chain((first..close).filter(|&k| tokens.is_text(k, ",")).map(|comma| comma + 1))
        .find(|&at| at < close && role_words(scene, at).is_some_and(|end| end <= close))?;
    // "(vara for Anna Berg)" goes on in something else.
    let until = (starts + 1..close)
        .find(|&k| {
            tokens.is_text(k, ",")
                || tokens.is(k, flag::LOCATIVE)
                || tokens.is_capital(k) && !tokens.is(k, flag::ROLE)
        })
        .unwrap_or(close);
    (until <= starts + LONGEST_TITLE).then(|| role_text(scene, starts, until - 1))?
}

/// Where the words of a role that begins at `at` end, if one does: `förste vice ordförande`, `1:e vice ordförande`.
pub(super) fn role_words(scene: &Scene<'_>, at: usize) -> Option<usize> {
    let tokens = scene.tokens;
    let from = past_ordinal(tokens, at);
    let mut end = from;
    while tokens.is(end, flag::ROLE)
        && (end == at || tokens.gap(end) <= Gap::Space || end == from && tokens.gap(end) < Gap::Hard)
        && tokens.kind(end) == Some(Kind::Word)
    {
        end += 1;
    }
    (end > from && tokens.surface(end - 1).chars().count() > 3).then_some(end)
}

/// The token after `1.`, `2:e`, `1:a` or `2`, which belong to the role that follows.
fn past_ordinal(tokens: &Tokens<'_>, at: usize) -> usize {
    if tokens.kind(at) != Some(Kind::Number) || tokens.surface(at).len() > 1 {
        return at;
    }
    let glued = |k: usize| tokens.get(k).is_some() && tokens.gap(k) == Gap::Glued;
    if tokens.is(at + 1, flag::ROLE) && tokens.gap(at + 1) == Gap::Space {
        return at + 1;
    }
    if tokens.is_text(at + 1, ".") && glued(at + 1) {
        at + 2
    } else if tokens.is_text(at + 1, ":") && glued(at + 1) && glued(at + 2) && tokens.lower(at + 2).len() == 1
    {
        at + 3
    } else {
        at
    }
}

/// The role that the tokens name, in its plain form.
pub(super) fn role_text(scene: &Scene<'_>, first: usize, last: usize) -> Option<String> {
    let (start, end) = scene.tokens.span(first, last);
    scene.cues.role(&scene.tokens.text()[start..end])
}

/// A role after a name, `, kommunchef` or in the next column, and its last token where it may be taken for the title
/// of the name that follows. `titled`: a title stands before the name, so that in `rådmann A, rektor B` the second is B's.
pub(super) fn role_after(
    scene: &Scene<'_>,
    last: usize,
    said: &Bracketed,
    titled: bool,
) -> Option<(String, usize)> {
    let tokens = scene.tokens;
    if let Some(role) = &said.role {
        return Some((role.clone(), last));
    }
    let mut at = said.after;
    if at == last + 1
        && let Some(title) = title_below(scene, last)
    {
        return Some((title, last));
    }
    let column = tokens.gap(at) == Gap::Hard && tokens.get(at).is_some_and(|token| !token.heads_line);
    let listing = scene.segment(last) == SegmentKind::Attendance;
    // "Anna Berg (s) ordf" fills its line.
    let narrow = at > last + 1
        && tokens.gap(at) == Gap::Space
        && role_words(scene, at).is_some_and(|end| tokens.gap(end) >= Gap::Wrap);
    if tokens.is_text(at, ",") {
        at += 1;
    } else if !column && !narrow {
        return None;
    }
    // "teknisk direktör"
    let adjective = listing
        && tokens.get(at).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
        && tokens.surface(at).chars().count() > 4
        && !tokens.is(at, flag::ROLE | flag::COMMON | flag::LOCATIVE | flag::AND)
        && tokens.gap(at + 1) == Gap::Space;
    let end = role_words(scene, at).or_else(|| role_words(scene, at + 1).filter(|_| adjective))?;
    let named = |k: usize| {
        let k = k + usize::from(tokens.is(k, flag::HONORIFIC) && tokens.gap(k) <= Gap::Wrap);
        tokens.is_capital(k) && tokens.gap(k) <= Gap::Wrap && !tokens.is(k, flag::ROLE)
    };
    let trade = tokens.is_text(end, ",")
        && role_words(scene, end + 1).is_some_and(|after| tokens.gap(end + 1) <= Gap::Wrap && named(after));
    // "økonomisjef A, kommunalsjef oppvekst B"
    let field = tokens.get(end).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
        && tokens.gap(end) == Gap::Space
        && tokens.gap(end + 1) == Gap::Space
        && tokens.is(end + 1, flag::GIVEN)
        && named(end + 1);
    if titled && (named(end) || trade || field) {
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
    Some((role_text(scene, at, stop - 1)?, stop - 1))
}

/// The title that ends at token `at`, before a name.
pub(super) fn title_text(scene: &Scene<'_>, at: usize, name: usize) -> Option<String> {
    let last = at.min(name.saturating_sub(1));
    role_text(scene, title_start(scene.tokens, at), last)
}

/// The first token of the title that ends at `at`, with its ordinal.
pub(super) fn title_start(tokens: &Tokens<'_>, at: usize) -> usize {
    let mut first = at;
    while first > 0
        && tokens.is(first - 1, flag::ROLE)
        && tokens.gap(first) == Gap::Space
        && tokens.kind(first - 1) == Some(Kind::Word)
    {
        first -= 1;
    }
    [3, 2]
        .into_iter()
        .find_map(|back| {
            let start = first.checked_sub(back)?;
            (past_ordinal(tokens, start) == first && tokens.gap(first) == Gap::Space).then_some(start)
        })
        .unwrap_or(first)
}

/// `A, B och C, samtliga (M)`, `A og B (begge SV)`, `A och B, båda m,`: the party of everybody named just before.
pub(super) fn all_of(scene: &Scene<'_>, found: &mut [Found]) {
    let tokens = scene.tokens;
    for k in 1..tokens.len() {
        if !tokens.is(k, flag::ALL_OF) {
            continue;
        }
        let letters = k + 1 + usize::from(tokens.is_text(k + 1, "("));
        let closed = tokens.is_text(letters + 1, ")") || set_off_ends(tokens, letters);
        if !tokens.is(letters, flag::PARTY_LETTER) || !(closed || party::is_code(scene, letters)) {
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

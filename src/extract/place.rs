//! Places: towns, streets, buildings, waters, roads, properties, countries.
//!
//! ```text
//! property = NAME n ":" n | "gnr." n "bnr." n | "matr.nr." n
//! road     = ("väg" | "riksvei" …) n | "E" n
//! street   = NAME…gatan [n] | NAME "gata" [n]
//! site     = NAME+ ("skola" | "fjord" …) | "Förskolan" NAME | Stadshuset
//! named    = a town, municipality, area or country of the gazetteer | preposition + unknown capital
//! ```
//! Finds `Sätra 108:5`, `gnr. 33 bnr. 118`, `Storgata 51`, `vid Hultarondellen`. Leaves meeting rooms, `skolan`,
//! `Kommunfullmäktige`. A name once found is a place wherever the document has it.

use super::cues::flag;
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape};
use super::{Candidate, EntityValue};
use foldhash::HashSet;
use std::collections::BTreeSet;

fn push(scene: &Scene<'_>, first: usize, end: usize, confidence: f32, out: &mut Vec<Candidate>) {
    let start = scene.tokens.at(first).start as usize;
    out.push(Candidate { start, end, value: EntityValue::Place, confidence });
}

/// Finds places that show by their form or stand in the gazetteer.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    for i in 0..tokens.len() {
        if tokens.at(i).kind != Kind::Word {
            continue;
        }
        parcel(scene, i, out);
        road(scene, i, out);
        if tokens.is_capital(i) || tokens.is(i, flag::KEEP_BEFORE) {
            site(scene, i, out);
        }
        if tokens.is_capital(i) {
            property(scene, i, out);
            word(scene, i, out);
            gazetteer(scene, i, out);
        }
    }
}

fn number(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.tokens.kind(i), Some(Kind::Number | Kind::Mixed))
}

/// `gnr. 33 bnr. 118`, `matr.nr. 7a`.
fn parcel(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if !tokens.is(i, flag::PARCEL) {
        return;
    }
    let mut at = i + 1;
    let skip = |at: &mut usize| {
        while matches!(tokens.lower(*at), "." | "," | ":" | "/")
            || tokens.is(*at, flag::LABEL_TAIL)
            || tokens.is_text(*at, "nr")
        {
            *at += 1;
        }
    };
    skip(&mut at);
    if !number(scene, at) || tokens.gap(at) >= Gap::Hard {
        return;
    }
    let mut last = at;
    if tokens.is_text(at + 1, "/") && number(scene, at + 2) && tokens.gap(at + 1) == Gap::Glued {
        last = at + 2;
    }
    let mut next = last + 1;
    skip(&mut next);
    // "tomt 2 i kvarter 514": without the block it is no designation.
    if scene.cues.language == crate::language::Language::Swedish {
        if !tokens.is(next, flag::BODY_IN) || !tokens.is(next + 1, flag::PARCEL_TAIL) {
            return;
        }
        next += 1;
    }
    while tokens.is(next, flag::PARCEL_TAIL) && tokens.gap(next) < Gap::Hard {
        let mut value = next + 1;
        skip(&mut value);
        if !number(scene, value) {
            break;
        }
        last = value;
        next = last + 1;
        skip(&mut next);
    }
    push(scene, i, tokens.at(last).end as usize, 0.97, out);
}

/// `väg 40`, `Rv. 80`, `E6`.
fn road(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if tokens.is(i, flag::ROAD) {
        let at = i + 1 + usize::from(tokens.is_text(i + 1, ".") && tokens.gap(i + 1) == Gap::Glued);
        if tokens.kind(at) == Some(Kind::Number)
            && tokens.gap(at) == Gap::Space
            && tokens.surface(at).len() <= 4
        {
            push(scene, i, tokens.at(at).end as usize, 0.95, out);
        }
    }
    let surface = tokens.surface(i);
    if let Some(digits) = surface.strip_prefix('E')
        && (1..=3).contains(&digits.len())
        && digits.bytes().all(|b| b.is_ascii_digit())
    {
        push(scene, i, tokens.at(i).end as usize, 0.95, out);
    }
    if surface == "E"
        && tokens.gap(i + 1) == Gap::Space
        && tokens.kind(i + 1) == Some(Kind::Number)
        && tokens.surface(i + 1).len() <= 2
        && i > 0
        && tokens.is(i - 1, flag::LOCATIVE_STRONG)
    {
        push(scene, i, tokens.at(i + 1).end as usize, 0.8, out);
    }
}

/// `Sätra 108:5`, `Norra Berget 1:12`.
fn property(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut last = i;
    while tokens.is_capital(last + 1) && tokens.gap(last + 1) == Gap::Space && last < i + 3 {
        last += 1;
    }
    let colon = last + 2;
    if tokens.kind(last + 1) == Some(Kind::Number)
        && matches!(tokens.gap(last + 1), Gap::Space | Gap::Wrap | Gap::Line)
        && tokens.is_text(colon, ":")
        && tokens.gap(colon) == Gap::Glued
        && tokens.kind(colon + 1) == Some(Kind::Number)
        && tokens.gap(colon + 1) == Gap::Glued
        && !tokens.is(i, flag::LAW | flag::CASE_LABEL)
        && !(tokens.at(last).shape == Shape::Upper && tokens.surface(last).len() < 4)
    {
        let first = (i..=last).find(|&k| !tokens.is(k, flag::COMMON | flag::PLACE_BEFORE)).unwrap_or(last);
        push(scene, first, tokens.at(colon + 1).end as usize, 0.95, out);
        return;
    }
    // "kvarteret Vargen 3", "fastigheten Gitarren 3", "detaljplan för Vargen 3"
    if i > 0
        && (tokens.is(i - 1, flag::PLACE_BEFORE)
            || i > 1 && tokens.is(i - 1, flag::LOCATIVE) && tokens.is(i - 2, flag::PLAN))
        && tokens.gap(i) <= Gap::Line
        && tokens.kind(last + 1) == Some(Kind::Number)
        && tokens.gap(last + 1) == Gap::Space
        && tokens.surface(last + 1).len() <= 3
    {
        push(scene, i, tokens.at(last + 1).end as usize, 0.9, out);
    }
}

/// `Strömsbro skola`, `Hjarbæk Fjord`, `Inre Fjärden`, `Förskolan Sländan`.
fn site(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    // Förskolan Sländan; kvarteret Vargen
    let dot = usize::from(
        tokens.is_text(i + 1, ".") && tokens.gap(i + 1) == Gap::Glued && tokens.surface(i).len() <= 3,
    );
    let name = i + 1 + dot;
    if tokens.is(i, flag::KEEP_BEFORE)
        && tokens.is_capital(name)
        && tokens.gap(name) <= Gap::Line
        && tokens.gap(name) > Gap::Glued
        && !tokens.is(name, flag::ROLE)
    {
        let mut last = name;
        while tokens.is_capital(last + 1) && tokens.gap(last + 1) == Gap::Space && last < i + 3 {
            last += 1;
        }
        let number = last + 1;
        if tokens.kind(number) == Some(Kind::Number)
            && tokens.gap(number) == Gap::Space
            && tokens.surface(number).len() <= 3
        {
            last = number;
        }
        push(scene, i, tokens.at(last).end as usize, 0.9, out);
        return;
    }
    if tokens.is(i, flag::COMMON | flag::ROLE) || scene.is_common_opening(i) {
        return;
    }
    if i > 0
        && tokens.gap(i) == Gap::Space
        && tokens.is_capital(i - 1)
        && !tokens.is(i - 1, flag::COMMON | flag::ROLE | flag::PLACE_BEFORE)
        && !tokens.opens(i - 1)
    {
        // The name began earlier.
        return;
    }
    let mut k = i + 1;
    while k < i + 4 && k < tokens.len() {
        let gap = tokens.gap(k);
        if gap > Gap::Line || gap == Gap::Glued || tokens.kind(k) != Some(Kind::Word) {
            return;
        }
        let stem = tokens.lower(k).strip_suffix('s').filter(|_| !tokens.is(k, flag::PLACE_HEAD));
        let plain = k == i + 1
            && tokens.is(i, flag::WORD)
            && !tokens.is(i, flag::PLACE | flag::PLACE_ADJECTIVE | flag::SURNAME)
            && !tokens.is_capital(k)
            && !(i > 0 && tokens.is(i - 1, flag::LOCATIVE_STRONG));
        if plain {
            return;
        }
        let street = tokens.is(k, flag::STREET)
            && tokens.is_capital(k)
            && number(scene, k + 1)
            && tokens.gap(k + 1) == Gap::Space;
        let named = tokens.is(i, flag::PLACE_ADJECTIVE)
            && k == i + 1
            && tokens.is_capital(k)
            && tokens.is(k, flag::PLACE_WORD | flag::PLACE)
            && !tokens.is(k, flag::BODY | flag::ROLE);
        let head = tokens.is(k, flag::PLACE_HEAD)
            || street
            || named
            || stem.is_some_and(|stem| scene.cues.listed(stem) & flag::PLACE_HEAD != 0);
        let short = tokens.surface(k).chars().count() < 3 && !(i > 0 && tokens.is(i - 1, flag::LOCATIVE));
        if head && (!short || tokens.is_capital(k)) && !(gap == Gap::Line && tokens.is_capital(k)) {
            let end = tokens.at(k).end as usize - usize::from(stem.is_some());
            let doubtful = tokens.is(i, flag::GIVEN) && tokens.is_capital(k);
            let mut last_end = end;
            let street = k + 1;
            if tokens.is(k, flag::STREET) && number(scene, street) && tokens.gap(street) == Gap::Space {
                last_end = tokens.at(street).end as usize;
            }
            push(scene, i, last_end, if doubtful { 0.4 } else { 0.88 }, out);
            return;
        }
        if !tokens.is_capital(k) {
            return;
        }
        k += 1;
    }
}

/// `Storgata 51`, `Kransbindaregatan`, `Rådhuset`: one word that ends like a place.
fn word(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let lower = tokens.lower(i);
    let (stem, genitive) = match lower.strip_suffix('s') {
        Some(stem) if !tokens.is(i, flag::PLACE_WORD | flag::BUILDING | flag::STREET) => {
            (scene.cues.flags(stem), true)
        }
        _ => (tokens.flags(i), false),
    };
    let address = tokens.kind(i + 1).is_some_and(|kind| kind != Kind::Word)
        && number(scene, i + 1)
        && tokens.gap(i + 1) == Gap::Space
        && tokens.surface(i + 1).len() <= 4
        && !tokens.is_text(i + 2, "kap")
        && !(tokens.is_text(i + 2, ".") && tokens.month(i + 3).is_some());
    if stem & flag::STREET != 0 && address && stem & (flag::NOT_PLACE | flag::COMMON) == 0 {
        push(scene, i, tokens.at(i + 1).end as usize, 0.95, out);
        return;
    }
    let end = tokens.at(i).end as usize - usize::from(genitive);
    if stem & flag::BUILDING != 0 {
        push(scene, i, end, 0.9, out);
        return;
    }
    let listed = stem & flag::PLACE != 0
        && stem & (flag::GIVEN | flag::SURNAME | flag::WORD) == 0
        && tokens.surface(i).chars().count() > 3;
    if stem & flag::PLACE_WORD == 0 && !listed
        || stem
            & (flag::NOT_PLACE
                | flag::BODY
                | flag::ROLE
                | flag::ROOM
                | flag::LAW
                | flag::GIVEN
                | flag::COMMON)
            != 0
    {
        return;
    }
    if stem & flag::SURNAME != 0 && !(i > 0 && tokens.is(i - 1, flag::LOCATIVE_STRONG)) {
        return;
    }
    let led = i > 0 && tokens.is(i - 1, flag::LOCATIVE) && tokens.gap(i) < Gap::Hard;
    let beside_name = i > 0
        && tokens.is_capital(i - 1)
        && tokens.gap(i) == Gap::Space
        && !tokens.is(i - 1, flag::COMMON | flag::LOCATIVE)
        || tokens.is_capital(i + 1) && tokens.gap(i + 1) == Gap::Space;
    if scene.is_common_opening(i) {
        return;
    }
    let confidence = match (led, beside_name, scene.cues.is_common(tokens, i)) {
        (true, false, false) => 0.9,
        (true, ..) => 0.7,
        (false, false, false) => 0.7,
        _ => 0.3,
    };
    push(scene, i, end, confidence, out);
}

fn gazetteer(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let Some(found) = matches(tokens, i).find(|found| match found.entry {
        Entry::Town(country) | Entry::Area(country) => country == scene.country,
        Entry::Municipality(unit) => {
            let there = scene.cues.gazetteer.units[unit as usize].country;
            there == scene.country || found.end - tokens.at(i).start as usize > 3
        }
        Entry::Nation => true,
        _ => false,
    }) else {
        return;
    };
    let home = match found.entry {
        Entry::Municipality(unit) => scene.cues.gazetteer.units[unit as usize].country == scene.country,
        _ => true,
    };
    let led = i > 0 && tokens.is(i - 1, flag::LOCATIVE) && tokens.gap(i) < Gap::Hard;
    let ambiguous = found.last == i
        && (tokens.is(i, flag::GIVEN | flag::SURNAME | flag::COMMON | flag::ROLE | flag::MONTH)
            || scene.is_common_opening(i)
            || scene.cues.is_common(tokens, i));
    let beside_name = i > 0
        && tokens.is_capital(i - 1)
        && tokens.gap(i) == Gap::Space
        && !tokens.opens(i - 1)
        || tokens.is_capital(found.last + 1) && tokens.gap(found.last + 1) == Gap::Space && !found.genitive;
    if (tokens.is(found.last + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE) || scene.own_body_at(found.last + 1))
        && tokens.gap(found.last + 1) <= Gap::Line
    {
        return;
    }
    let confidence = match (home, led, ambiguous, beside_name) {
        (_, true, false, false) => 0.95,
        (_, true, _, false) => 0.8,
        (true, false, false, false) => 0.85,
        (true, true, ..) => 0.6,
        _ => return,
    };
    push(scene, i, found.end, confidence, out);
}

/// Unknown capitals after a preposition, and names that the document has shown to be places. `taken` tells what the
/// surer grammars have claimed.
pub(super) fn find_unknown(
    scene: &Scene<'_>,
    taken: &dyn Fn(usize, usize) -> bool,
    out: &mut Vec<Candidate>,
) {
    let tokens = scene.tokens;
    let mut known: BTreeSet<&str> = out
        .iter()
        .filter(|c| c.value == EntityValue::Place && c.confidence >= 0.8)
        .map(|c| &tokens.text()[c.start..c.end])
        .collect();
    let mut found = Vec::new();
    // Inside a sentence a capital shows a name, but for the capital nouns of older Danish.
    let capital_nouns = scene.cues.language == crate::language::Language::Danish
        && scene.year.is_some_and(|year| year < 1950);
    let proper = |i: usize| {
        !capital_nouns
            && tokens.is(i, flag::PLACE)
            && i > 0
            && tokens.is(i - 1, flag::LOCATIVE_STRONG)
            && tokens.at(i - 1).shape == Shape::Lower
            && !tokens.is_capital(i + 1)
    };
    let unknown = |i: usize| {
        tokens.is_capital(i)
            && !(tokens.is_text(i + 1, "-") && tokens.gap(i + 1) == Gap::Glued)
            && tokens.at(i).shape == Shape::Capital
            && tokens.surface(i).chars().count() > 2
            && !tokens.is(
                i,
                flag::GIVEN
                    | flag::ROLE
                    | flag::BODY
                    | flag::MONTH
                    | flag::WEEKDAY
                    | flag::COMMON
                    | flag::LAW
                    | flag::ROOM
                    | flag::NOT_PLACE,
            )
            && tokens.surface(i).split('-').all(|part| part.chars().filter(|c| c.is_uppercase()).count() <= 1)
            && (!scene.cues.is_common(tokens, i) || proper(i))
            && !taken(tokens.at(i).start as usize, tokens.at(i).end as usize)
    };
    for i in 1..tokens.len() {
        if !unknown(i) || tokens.gap(i) >= Gap::Hard {
            continue;
        }
        let led = tokens.is(i - 1, flag::LOCATIVE_STRONG) && tokens.at(i - 1).shape == Shape::Lower
            || tokens.is(i - 1, flag::PLACE_BEFORE) && tokens.gap(i) == Gap::Space
            || tokens.is(i + 1, flag::DIRECTION)
                && tokens.gap(i + 1) == Gap::Space
                && tokens.at(i + 1).shape == Shape::Lower
                && tokens.is(i - 1, flag::LOCATIVE);
        let listed = (tokens.is_text(i - 1, ",")
            || tokens.is(i - 1, flag::AND)
            || matches!(tokens.surface(i - 1), "–" | "-"))
            && found.last().is_some_and(|&(_, end, _): &(usize, usize, f32)| {
                tokens.index_at(end) + 1 >= i && tokens.index_at(end) < i + 1
            });
        if !(led || listed) {
            continue;
        }
        let mut last = i;
        while unknown(last + 1) && tokens.gap(last + 1) == Gap::Space && last < i + 2 {
            last += 1;
        }
        // A person's or body's name goes on.
        if tokens.is_capital(last + 1) && tokens.gap(last + 1) == Gap::Space
            || tokens.is_text(last + 1, "(") && tokens.is(last + 2, flag::PARTY_LETTER)
        {
            continue;
        }
        let mut end = tokens.at(last).end as usize;
        let surface = tokens.surface(last);
        let genitive = surface.ends_with('s')
            && tokens.kind(last + 1) == Some(Kind::Word)
            && tokens.gap(last + 1) == Gap::Space
            && !tokens.is(last + 1, flag::LOCATIVE | flag::AND)
            && known.contains(&surface[..surface.len() - 1]);
        if genitive {
            end -= 1;
        }
        found.push((tokens.at(i).start as usize, end, if led { 0.7 } else { 0.5 }));
    }
    for &(start, end, confidence) in &found {
        out.push(Candidate { start, end, value: EntityValue::Place, confidence });
        if confidence >= 0.7 {
            known.insert(&tokens.text()[start..end]);
        }
    }
    // What is a place once is one everywhere.
    let first_words: HashSet<String> = known
        .iter()
        .filter_map(|name| name.split(|c: char| !c.is_alphanumeric() && c != '-').next())
        .map(str::to_lowercase)
        .collect();
    for i in 0..tokens.len() {
        if !tokens.is_capital(i) {
            continue;
        }
        let surface = tokens.surface(i);
        let lower = tokens.lower(i);
        let stem = lower.strip_suffix('s').unwrap_or(lower);
        if !(first_words.contains(lower) || first_words.contains(stem)) {
            continue;
        }
        let start = tokens.at(i).start as usize;
        let rest = &tokens.text()[start..];
        let best = known.iter().filter(|name| rest.starts_with(**name)).max_by_key(|name| name.len());
        if let Some(name) = best {
            let after = rest[name.len()..].chars().next();
            let after2 = rest[name.len()..].chars().nth(1);
            let whole = after.is_none_or(|c| {
                !c.is_alphanumeric() && c != '-' || c == '-' && after2.is_some_and(|c| c.is_whitespace())
            });
            let genitive = matches!(after, Some('s')) && after2.is_none_or(|c| !c.is_alphanumeric());
            let beside = tokens.is_capital(i + 1)
                && tokens.gap(i + 1) == Gap::Space
                && name.len() <= surface.len()
                && !genitive
                || i > 0 && tokens.is_capital(i - 1) && tokens.gap(i) == Gap::Space && !tokens.opens(i - 1);
            if (whole || genitive) && !beside && !taken(start, start + name.len()) {
                out.push(Candidate {
                    start,
                    end: start + name.len(),
                    value: EntityValue::Place,
                    confidence: 0.65,
                });
            }
        }
    }
}

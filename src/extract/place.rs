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
use super::{Candidate, EntityValue, parcel};
use crate::record::SegmentKind;
use foldhash::HashSet;
use std::collections::BTreeSet;

pub(super) fn push(scene: &Scene<'_>, first: usize, end: usize, confidence: f32, out: &mut Vec<Candidate>) {
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
        parcel::parcel(scene, i, out);
        parcel::road(scene, i, out);
        if tokens.is_capital(i) || tokens.is(i, flag::KEEP_BEFORE) {
            site(scene, i, out);
        }
        if tokens.is_capital(i) {
            parcel::property(scene, i, out);
            word(scene, i, out);
            gazetteer(scene, i, out);
            adjective(scene, i, out);
            route(scene, i, out);
            dateline(scene, i, out);
        } else if tokens.is(i, flag::BUILDING)
            && !tokens.is(i, flag::PLACE_HEAD)
            && tokens.at(i).shape == Shape::Lower
        {
            // "möte å rådhuset": the one of its municipality.
            let end = tokens.at(i).end as usize;
            push(scene, i, end, 0.8, out);
        }
    }
}

/// `vid Norra Bro`, `lokalplan 12, Sdr. Onsild`: an adjective of places before a name that nobody knows.
fn adjective(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if !tokens.is(i, flag::PLACE_ADJECTIVE) || i == 0 {
        return;
    }
    let short = tokens.is_text(i + 1, ".") && tokens.gap(i + 1) == Gap::Glued;
    let name = i + 1 + usize::from(short);
    let led = tokens.is(i - 1, flag::LOCATIVE_STRONG) && tokens.gap(i) < Gap::Hard
        || short && tokens.is_text(i - 1, ",");
    let is_name = tokens.at(i).shape == Shape::Capital
        && tokens.is_capital(name)
        && tokens.gap(name) == Gap::Space
        && !tokens.is(name, flag::ROLE | flag::BODY | flag::COMMON | flag::GIVEN | flag::LAW | flag::ROOM)
        && !(tokens.is_capital(name + 1) && tokens.gap(name + 1) == Gap::Space);
    if led && is_name {
        push(scene, i, tokens.at(name).end as usize, 0.96, out);
    }
}

/// `cykelsti Søllested-Højreby`, `ferja Sand - Ropeid`: the two ends of what runs between them.
fn route(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if i == 0 || !tokens.is(i - 1, flag::ROUTE) || tokens.gap(i) > Gap::Line {
        return;
    }
    let is_end = |k: usize| {
        tokens.is_capital(k)
            && tokens.surface(k).chars().count() > 2
            && !tokens.is(k, flag::ROLE | flag::COMMON | flag::MONTH | flag::WEEKDAY)
    };
    let surface = tokens.surface(i);
    let parts: Vec<&str> = surface.split('-').collect();
    let names = |part: &&str| part.chars().next().is_some_and(char::is_uppercase) && part.chars().count() > 2;
    if parts.len() > 1 && parts.len() <= 4 && parts.iter().all(names) {
        let mut start = tokens.at(i).start as usize;
        for part in parts {
            let end = start + part.len();
            out.push(Candidate { start, end, value: EntityValue::Place, confidence: 0.96 });
            start = end + 1;
        }
        return;
    }
    let (dash, other) = (i + 1, i + 2);
    if is_end(i)
        && matches!(tokens.lower(dash), "-" | "–" | "—")
        && tokens.gap(dash) <= Gap::Wrap
        && is_end(other)
        && tokens.gap(other) <= Gap::Wrap
    {
        for name in [i, other] {
            push(scene, name, tokens.at(name).end as usize, 0.9, out);
        }
    }
}

/// `Simmerbølle, den 17/11 1913`, `Ingå 17.9.2020`: where something was signed, at the head of a line.
fn dateline(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let heads =
        tokens.gap(i) >= Gap::Line || i > 0 && tokens.is_text(i - 1, ".") && tokens.gap(i) == Gap::Space;
    if !heads || tokens.at(i).shape != Shape::Capital || tokens.surface(i).chars().count() < 3 {
        return;
    }
    let comma = tokens.is_text(i + 1, ",") && tokens.gap(i + 1) == Gap::Glued;
    let mut at = i + 1 + usize::from(comma);
    let lead = tokens.is(at, flag::DATE_LEAD) && tokens.gap(at) == Gap::Space;
    at += usize::from(lead);
    // Day, month and year, the last of four figures where nothing else shows a date.
    let number = |k: usize| tokens.kind(k) == Some(Kind::Number);
    let parted = |k: usize| matches!(tokens.lower(k), "." | "/" | "-") && tokens.gap(k) == Gap::Glued;
    let year = |k: usize| number(k) && tokens.surface(k).len() == 4 && tokens.gap(k) <= Gap::Space;
    let in_figures = number(at) && parted(at + 1) && number(at + 2) && (year(at + 4) || year(at + 3) || lead);
    let in_words =
        number(at) && (tokens.month(at + 1).is_some() || parted(at + 1) && tokens.month(at + 2).is_some());
    let no_name =
        flag::ROLE | flag::BODY | flag::COMMON | flag::WORD | flag::MONTH | flag::WEEKDAY | flag::CASE_LABEL;
    if tokens.gap(at) == Gap::Space
        && (in_figures || in_words)
        && (lead && comma || scene.segment(i) == SegmentKind::Signatures)
        && !tokens.is(i, no_name)
    {
        push(scene, i, tokens.at(i).end as usize, 0.8, out);
    }
}

pub(super) fn number(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.tokens.kind(i), Some(Kind::Number | Kind::Mixed))
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
        // Before 1950 "å" is rather the preposition: "i Hjo å rådhuset".
        let old = scene.year.is_some_and(|year| year < 1950) && tokens.surface(k) == "å";
        let after_somebody = k > i + 1
            && tokens.is(k, flag::STREET)
            && tokens.is_capital(k)
            && tokens.lower(k - 1).ends_with('s');
        let head = tokens.is(k, flag::PLACE_HEAD) && !old
            || after_somebody
            || street
            || named
            || !old && stem.is_some_and(|stem| scene.cues.listed(stem) & flag::PLACE_HEAD != 0);
        let short = tokens.surface(k).chars().count() < 3 && !(i > 0 && tokens.is(i - 1, flag::LOCATIVE));
        if head && (!short || tokens.is_capital(k)) && !(gap == Gap::Line && tokens.is_capital(k)) {
            let end = tokens.at(k).end as usize - usize::from(stem.is_some());
            // "Johannes Jørgensens Vej" is named after somebody.
            let named_after = tokens.is(k, flag::STREET) && tokens.lower(k - 1).ends_with('s');
            let doubtful = tokens.is(i, flag::GIVEN) && tokens.is_capital(k) && !named_after;
            let mut last_end = end;
            let street = k + 1;
            if tokens.is(k, flag::STREET) && number(scene, street) && tokens.gap(street) == Gap::Space {
                last_end = tokens.at(street).end as usize;
            }
            push(scene, i, last_end, if doubtful { 0.4 } else { 0.88 }, out);
            return;
        }
        // "Varaldsøy gamle skule"
        let old = tokens.is(k, flag::PLACE_ADJECTIVE) && tokens.is(k + 1, flag::PLACE_HEAD);
        if !tokens.is_capital(k) && !old {
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
    let street =
        stem & flag::COMMON == 0 && (stem & flag::NOT_PLACE == 0 || i > 0 && tokens.is_text(i - 1, ","));
    if stem & flag::STREET != 0 && address && street {
        push(scene, i, tokens.at(i + 1).end as usize, 0.95, out);
        return;
    }
    // "Svendborg Rådhus, Ramsherred 5"
    let house = i > 1
        && tokens.is_text(i - 1, ",")
        && tokens.is(i - 2, flag::BUILDING)
        && tokens.at(i).shape == Shape::Capital
        && stem & (flag::COMMON | flag::ROLE | flag::ROOM | flag::MONTH | flag::WEEKDAY) == 0;
    if house && address {
        push(scene, i, tokens.at(i + 1).end as usize, 0.9, out);
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
    // "sammenslåing av Troms og Finnmark" names two counties, although one county had the name.
    let area = |k: usize| {
        matches(tokens, k)
            .any(|one| one.last == k && matches!(one.entry, Entry::Area(country) if country == scene.country))
    };
    if found.last == i + 2 && tokens.is(i + 1, flag::AND) && area(i) && area(i + 2) {
        for k in [i, i + 2] {
            push(scene, k, tokens.at(k).end as usize, 0.9, out);
        }
        return;
    }
    let home = match found.entry {
        Entry::Municipality(unit) => scene.cues.gazetteer.units[unit as usize].country == scene.country,
        _ => true,
    };
    // "Strandvägen 2, Ingå"
    let addressed = i > 1
        && tokens.is_text(i - 1, ",")
        && (number(scene, i - 2) && i > 2 && tokens.is(i - 3, flag::STREET)
            || tokens.is(i - 2, flag::BUILDING));
    let led = addressed || i > 0 && tokens.is(i - 1, flag::LOCATIVE) && tokens.gap(i) < Gap::Hard;
    let ambiguous = found.last == i
        && (tokens.is(i, flag::GIVEN | flag::SURNAME | flag::COMMON | flag::ROLE | flag::MONTH)
            || scene.is_common_opening(i)
            || scene.cues.is_common(tokens, i));
    let beside_name = i > 0
        && tokens.is_capital(i - 1)
        && tokens.gap(i) == Gap::Space
        && !tokens.opens(i - 1)
        || tokens.is_capital(found.last + 1) && tokens.gap(found.last + 1) == Gap::Space && !found.genitive;
    if (tokens.is(found.last + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE)
        || scene.own_body_at(found.last + 1))
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

/// Takes back places of one word that are the surname of somebody whom the document names in full, unless the word is led
/// by what leads no person: "Röstberättigade: Holm, Österåker", "i Österåker".
pub(super) fn drop_surnames(scene: &Scene<'_>, candidates: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let surnames: HashSet<String> = candidates
        .iter()
        .filter(|c| matches!(c.value, EntityValue::Person { .. }) && c.confidence >= 0.8)
        .filter_map(|c| tokens.text()[c.start..c.end].split_once(char::is_whitespace))
        .flat_map(|(first, rest)| [first, rest.rsplit(char::is_whitespace).next().unwrap_or(rest)])
        .map(str::to_lowercase)
        .collect();
    candidates.retain(|c| {
        if c.value != EntityValue::Place {
            return true;
        }
        let name = tokens.text()[c.start..c.end].to_lowercase();
        let is_surname =
            surnames.contains(&name) || name.strip_suffix('s').is_some_and(|stem| surnames.contains(stem));
        let i = tokens.index_at(c.start);
        let led = i > 0 && tokens.is(i - 1, flag::LOCATIVE_STRONG) && !tokens.is(i - 1, flag::LIST_LEAD);
        // Those who voted, by surname.
        let comma = |k: usize| tokens.is_text(k, ",");
        let voted = i > 1
            && tokens.index_at(c.end) == i + 1
            && scene.segment(i) == SegmentKind::Voting
            && comma(i + 1)
            && (comma(i - 1) && tokens.is_capital(i - 2) || tokens.is_capital(i + 2) && comma(i + 3));
        led || !is_surname && !voted
    });
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
    let ends: HashSet<usize> =
        out.iter().filter(|c| c.value == EntityValue::Place && c.confidence >= 0.8).map(|c| c.end).collect();
    // "Baksalen skole" shows that Baksalen, which ends like a room, is a name.
    let stems: HashSet<&str> = out
        .iter()
        .filter(|c| c.value == EntityValue::Place && c.confidence >= 0.8)
        .filter_map(|c| tokens.text()[c.start..c.end].split_once(' '))
        .filter(|(_, head)| head.starts_with(char::is_lowercase))
        .map(|(stem, _)| stem)
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
            && !(i > 0 && tokens.is(i - 1, flag::ROUTE) && tokens.surface(i).contains('-'))
            && tokens.surface(i).chars().count() > 2
            && (stems.contains(tokens.surface(i))
                || !tokens.is(
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
                ))
            && tokens.surface(i).split('-').all(|part| part.chars().filter(|c| c.is_uppercase()).count() <= 1)
            && (!scene.cues.is_common(tokens, i) || proper(i))
            && !(capital_nouns && !tokens.is(i, flag::PLACE) && scene.cues.ends_like_noun(tokens.lower(i)))
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
            && (found.last().is_some_and(|&(_, end, _): &(usize, usize, f32)| {
                tokens.index_at(end) + 1 >= i && tokens.index_at(end) < i + 1
            }) || i > 1
                && tokens.is(i - 1, flag::AND)
                && ends.contains(&(tokens.at(i - 2).end as usize)));
        // "Forlængelse af råstofgrav, Robbedale": what closes a heading after a comma.
        let closes = i > 1
            && tokens.is_text(i - 1, ",")
            && tokens.gap(i + 1) >= Gap::Line
            && matches!(tokens.kind(i - 2), Some(Kind::Word))
            && tokens.at(i - 2).shape == Shape::Lower
            && scene.segment(i) == SegmentKind::Heading;
        if !(led || listed || closes) {
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

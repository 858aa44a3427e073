//! Properties, parcels and numbered roads: places that show by their numbers.
//!
//! ```text
//! property = NAME n ":" n | NAME n "-" n "-" n "-" n | "kvarteret" NAME n
//! parcel   = "gnr." n "bnr." n | "matr.nr." n [letter] [district] | "tomt" n "i kvarter" n
//! road     = ("väg" | "riksvei" …) n | "E" n
//! ```
//! Finds `Sätra 108:5`, `matr.nr. 5f Ejby By, Ejby`, `E6`. Leaves the clock of `Paus 19:55`.

use super::Candidate;
use super::cues::flag;
use super::gazetteer::Country;
use super::place::{number, push};
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape};

/// `gnr. 33 bnr. 118`, `matr.nr. 7a`.
pub(super) fn parcel(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
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
    let last = cadastral(scene, parcel_letter(scene, last));
    push(scene, i, tokens.at(last).end as usize, 0.97, out);
}

/// The letter that stands apart from a Danish parcel's number: `88 b`, `61 a`.
fn parcel_letter(scene: &Scene<'_>, number: usize) -> usize {
    let tokens = scene.tokens;
    let letter = number + 1;
    let stands = scene.country == Country::Denmark
        && tokens.kind(number) == Some(Kind::Number)
        && tokens.kind(letter) == Some(Kind::Word)
        && tokens.at(letter).shape == Shape::Lower
        && tokens.surface(letter).chars().count() <= 2
        && matches!(tokens.gap(letter), Gap::Space | Gap::Wrap | Gap::Line)
        && scene.cues.is_parcel_letter(tokens.surface(letter));
    if stands { letter } else { number }
}

/// The cadastral district after a Danish parcel: `Haslev By, Haslev`, `, Poulsker`.
fn cadastral(scene: &Scene<'_>, number: usize) -> usize {
    let tokens = scene.tokens;
    if scene.country != Country::Denmark {
        return number;
    }
    let comma = |k: usize| usize::from(tokens.is_text(k, ",") && tokens.gap(k) == Gap::Glued);
    let names = |mut k: usize| {
        let first = k;
        while tokens.is_capital(k)
            && matches!(tokens.gap(k), Gap::Space | Gap::Wrap | Gap::Line)
            && !tokens.is(k, flag::ROLE | flag::BODY | flag::COMMON)
            && k < first + 4
        {
            k += 1;
        }
        k
    };
    let first = number + 1 + comma(number + 1);
    let end = names(first);
    if end == first {
        return number;
    }
    let more = end + comma(end);
    let last = names(more);
    if more > end && last > more { last - 1 } else { end - 1 }
}

/// `väg 40`, `Rv. 80`, `E6`.
pub(super) fn road(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    if tokens.is(i, flag::ROAD) {
        let at = i + 1 + usize::from(tokens.is_text(i + 1, ".") && tokens.gap(i + 1) == Gap::Glued);
        if tokens.kind(at) == Some(Kind::Number)
            && matches!(tokens.gap(at), Gap::Space | Gap::Wrap)
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
pub(super) fn property(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut last = i;
    while tokens.is_capital(last + 1) && tokens.gap(last + 1) == Gap::Space && last < i + 3 {
        last += 1;
    }
    let colon = last + 2;
    // The name begins after what only says that one follows.
    let named = || (i..=last).find(|&k| !tokens.is(k, flag::COMMON | flag::PLACE_BEFORE)).unwrap_or(last);
    // Nygård 946-429-3-58
    let dashed = |k: usize| {
        tokens.is_text(k, "-")
            && tokens.gap(k) == Gap::Glued
            && tokens.kind(k + 1) == Some(Kind::Number)
            && tokens.gap(k + 1) == Gap::Glued
    };
    if tokens.kind(last + 1) == Some(Kind::Number)
        && tokens.gap(last + 1) <= Gap::Line
        && tokens.surface(last + 1).len() == 3
        && dashed(last + 2)
        && dashed(last + 4)
        && dashed(last + 6)
    {
        push(scene, named(), tokens.at(last + 7).end as usize, 0.96, out);
        return;
    }
    // "Paus 19:55": hours and minutes after a common word.
    let clock = last == i
        && scene.cues.is_common(tokens, last)
        && !tokens.is(i, flag::PLACE)
        && !(i > 0 && tokens.is(i - 1, flag::PLACE_BEFORE | flag::LOCATIVE))
        && tokens.kind(last + 1) == Some(Kind::Number)
        && tokens.surface(last + 1).parse::<u32>().is_ok_and(|hour| hour < 24)
        && tokens.get(colon + 1).is_some()
        && tokens.surface(colon + 1).len() == 2
        && tokens.surface(colon + 1).parse::<u32>().is_ok_and(|minute| minute < 60);
    if tokens.kind(last + 1) == Some(Kind::Number)
        && !clock
        && matches!(tokens.gap(last + 1), Gap::Space | Gap::Wrap | Gap::Line)
        && tokens.is_text(colon, ":")
        && tokens.gap(colon) == Gap::Glued
        && tokens.kind(colon + 1) == Some(Kind::Number)
        && tokens.gap(colon + 1) == Gap::Glued
        && !tokens.is(i, flag::LAW | flag::CASE_LABEL)
        && !(tokens.at(last).shape == Shape::Upper && tokens.surface(last).len() < 4)
    {
        push(scene, named(), tokens.at(colon + 1).end as usize, 0.95, out);
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

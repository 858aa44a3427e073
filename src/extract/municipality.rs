//! Municipalities with their official codes.
//!
//! ```text
//! municipality = NAME ["s"] ("kommun" | "stad" | "herad" …) | "kommunerna" NAME ("," NAME)* "och" NAME
//!              | NAME own body | own body "i" NAME, in the opening
//! ```
//! Finds `Ulricehamns kommun`, `VOSS HERAD`, `kommunerna Ale och Lerum` (two). Leaves the bare town (`i Lerum`, a
//! place), `varje kommun`, `Vestland fylkeskommune`. The code is the one valid in the document's year.

use super::cues::flag;
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tokens::{Gap, Shape, Tokens};
use super::{Candidate, EntityValue};

/// Finds municipalities.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    for i in 0..tokens.len() {
        if tokens.is(i, flag::MUNICIPAL_PLURAL) {
            listed(scene, i, out);
            listed_before(scene, i, out);
        }
        if !tokens.is_capital(i) {
            continue;
        }
        if let Some((last, end, units)) = named(tokens, i) {
            let form = last + 1;
            if let Some(end) = form_end(tokens, form) {
                push(scene, i, end, code(scene, &units), 0.99, out);
            } else if known_now(scene, &units) && (bare(scene, i, last) || has_body(scene, i, last)) {
                push(scene, i, end, code(scene, &units), 0.97, out);
            }
        } else if form_end(tokens, i + 1).is_some()
            && tokens.is(i + 1, flag::MUNICIPAL)
            && !tokens.is(i, flag::COMMON | flag::LOCATIVE)
            && !scene.cues.is_common(tokens, i)
            && tokens.lower(i + 1).chars().count() > 4
        {
            // A municipality that no gazetteer knows, or an older one.
            push(scene, i, tokens.at(i + 1).end as usize, None, 0.75, out);
        }
    }
}

/// The end of "kommun" or its genitive at `i`.
pub(super) fn form_end(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if tokens.gap(i) > Gap::Line {
        return None;
    }
    if tokens.is(i, flag::MUNICIPAL) {
        Some(tokens.at(i).end as usize)
    } else if tokens.is(i, flag::MUNICIPAL_GENITIVE) {
        Some(tokens.at(i).end as usize - 1)
    } else {
        None
    }
}

/// The longest municipality's name at `i`: last token, end, units.
pub(super) fn named(tokens: &Tokens<'_>, i: usize) -> Option<(usize, usize, Vec<u32>)> {
    let mut best: Option<(usize, usize, Vec<u32>)> = None;
    for found in matches(tokens, i) {
        let Entry::Municipality(unit) = found.entry else { continue };
        match &mut best {
            Some((last, _, units)) if *last == found.last => units.push(unit),
            Some((last, ..)) if *last > found.last => {}
            _ => best = Some((found.last, found.end, vec![unit])),
        }
    }
    best
}

pub(super) fn code(scene: &Scene<'_>, units: &[u32]) -> Option<String> {
    let gazetteer = scene.cues.gazetteer;
    let home = gazetteer.code(&scene.home_units, scene.country, scene.year, None);
    gazetteer.code(units, scene.country, scene.year, home).map(str::to_owned)
}

/// Whether a name without the word for a municipality may still mean one: its code lives on, or it was one in the year.
fn known_now(scene: &Scene<'_>, units: &[u32]) -> bool {
    code(scene, units).is_some() || scene.cues.gazetteer.is_valid(units, scene.year)
}

fn push(
    scene: &Scene<'_>,
    first: usize,
    end: usize,
    code: Option<String>,
    confidence: f32,
    out: &mut Vec<Candidate>,
) {
    let start = scene.tokens.at(first).start as usize;
    out.push(Candidate { start, end, value: EntityValue::Municipality { code }, confidence });
}

/// The names after "kommunerna".
fn listed(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut at = i + 1;
    if matches!(tokens.lower(at), "," | ":" | "(") {
        at += 1;
    }
    let mut names = Vec::new();
    while tokens.gap(at) < Gap::Hard {
        let Some((last, end, units)) = tokens.is_capital(at).then(|| named(tokens, at)).flatten() else {
            break;
        };
        names.push((at, end, units));
        at = last + 1;
        let mut links = 0;
        while tokens.is_text(at, ",") || tokens.is(at, flag::AND) {
            at += 1;
            links += 1;
        }
        if links == 0 || tokens.at(at.min(tokens.len() - 1)).shape == Shape::Lower {
            break;
        }
    }
    for (first, end, units) in names {
        push(scene, first, end, code(scene, &units), 0.95, out);
    }
}

/// `Ishøj og Vallensbæk kommuner`: the names before the word, each of one word.
fn listed_before(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut at = i;
    while at > 0 && tokens.gap(at) <= Gap::Line && tokens.is_capital(at - 1) {
        let name = at - 1;
        let Some((last, end, units)) = named(tokens, name) else { return };
        if last != name {
            return;
        }
        // The last name takes the word with it, as it does alone.
        let end = if at == i { tokens.at(i).end as usize } else { end };
        push(scene, name, end, code(scene, &units), 0.95, out);
        if name == 0 || !(tokens.is_text(name - 1, ",") || tokens.is(name - 1, flag::AND)) {
            return;
        }
        at = name - 1;
    }
}

/// Whether a name stands beside the body that met where the document says whose it is: `SULDAL FORMANNSKAP`,
/// `fullmäktige i Hjo`.
fn has_body(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let tokens = scene.tokens;
    let after = tokens.gap(last + 1) <= Gap::Line && scene.own_body_at(last + 1);
    // "Stadsfullmäktiges i Eksjö sammanträde å rådhuset i Eksjö": the house is in the town.
    let names = |k: usize| {
        scene.own_body_at(k)
            && (k + 1..first - 1).all(|between| !tokens.is(between, flag::BUILDING | flag::LOCATIVE))
            && !(k + 2 == first && tokens.is(k, flag::BODY_GENITIVE))
    };
    let before = first > 1
        && tokens.gap(first) < Gap::Hard
        && tokens.is(first - 1, flag::BODY_IN)
        && (first.saturating_sub(4)..first - 1).any(names);
    scene.is_opening(first) && (after || before)
}

/// Whether a bare name is the municipality and not its town: only in papers about municipalities, which are not
/// minutes, where it stands as the one who acts or heads a line, not after a preposition.
fn bare(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let tokens = scene.tokens;
    if !scene.about_municipalities {
        return false;
    }
    let led = first > 0 && tokens.is(first - 1, flag::LOCATIVE) && tokens.gap(first) < Gap::Hard;
    let beside = first > 0
        && tokens.is_capital(first - 1)
        && tokens.gap(first) == Gap::Space
        && !tokens.opens(first - 1)
        || tokens.is_capital(last + 1) && tokens.gap(last + 1) == Gap::Space;
    let heads = tokens.at(first).heads_line && matches!(tokens.lower(last + 1), "–" | "-" | "—");
    let ambiguous = first == last
        && (tokens.is(first, flag::GIVEN | flag::SURNAME | flag::COMMON)
            || scene.cues.is_common(tokens, first));
    !led && !beside && (heads || !ambiguous)
}

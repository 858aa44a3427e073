//! Companies and associations that show by their legal form.
//!
//! ```text
//! company = NAME+ [small word] ("AB" | "A/S" | "rf" …) | "AB" NAME+ | NAME+ "AB" NAME+ | SHORT "." NAME+ form
//! ```
//! Finds `Nordbo Eiendom AS`, `Innherred renovasjon IKS`, `Brdr. Hauge A/S`. Leaves the common word or title before a name.

use super::Candidate;
use super::cues::{Cues, flag};
use super::organisation::{near, push};
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape, Tokens};

/// The last token of a company form at `i`.
fn form(tokens: &Tokens<'_>, cues: &Cues, i: usize) -> Option<usize> {
    cues.company_after
        .iter()
        .filter(|form| {
            form.iter().enumerate().all(|(k, word)| {
                tokens.get(i + k).is_some()
                    && tokens.surface(i + k) == word
                    && (k == 0 || tokens.gap(i + k) == Gap::Glued)
            })
        })
        .map(|form| i + form.len() - 1)
        .max()
}

pub(super) fn company(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) {
    let (tokens, cues) = (scene.tokens, scene.cues);
    // AB Name: the form stands first.
    if cues.company_before.contains(tokens.surface(i))
        && tokens.is_capital(i + 1)
        && tokens.gap(i + 1) == Gap::Space
        && (i == 0
            || !tokens.is_capital(i - 1)
            || tokens.gap(i) >= Gap::Line
            || tokens.opens(i)
            || tokens.is(i - 1, flag::COMMON | flag::LOCATIVE))
        && form(tokens, cues, i + 1).is_none()
    {
        let last = capital_run(scene, i + 1);
        push(scene, i, tokens.at(last).end as usize, 0.95, out);
        return;
    }
    let Some(mut last) = form(tokens, cues, i) else { return };
    if i == 0 || !near(tokens, i) || tokens.gap(i) == Gap::Glued {
        return;
    }
    // "Oy Ab"
    if tokens.gap(last + 1) == Gap::Space
        && let Some(more) = form(tokens, cues, last + 1)
    {
        last = more;
    }
    let mut first = i;
    let mut k = i;
    while k > 0 && near(tokens, k) && i - k < 6 {
        let before = k - 1;
        let both = tokens.is(before, flag::AND)
            && before > 0
            && tokens.is(before - 1, flag::PLACE)
            && tokens.is(before + 1, flag::PLACE);
        let link = tokens.is(before, flag::BODY_IN) || both || matches!(tokens.lower(before), "-" | "&");
        if tokens.is_capital(before)
            || matches!(tokens.kind(before), Some(Kind::Number | Kind::Mixed))
                && k > 1
                && tokens.is_capital(k - 2)
        {
            if scene.cues.is_company_form(tokens.surface(before)) {
                break;
            }
            first = if tokens.is_capital(before) { before } else { first };
            k = before;
            if tokens.opens(before) && tokens.gap(before) >= Gap::Line {
                break;
            }
        } else if tokens.is_text(before, ".")
            && tokens.gap(before) == Gap::Glued
            && before > 0
            && tokens.is_capital(before - 1)
            && (2..=4).contains(&tokens.surface(before - 1).chars().count())
            && tokens.gap(k) == Gap::Space
        {
            // "Brdr. Haugerud A/S", "Fjordby Mek. Verksted A/S"
            first = before - 1;
            k = first;
            if tokens.opens(first) {
                break;
            }
        } else if tokens.is(before, flag::AND)
            && before > 2
            && tokens.is_text(before - 1, "-")
            && tokens.gap(before - 1) == Gap::Glued
            && tokens.is_capital(before - 2)
        {
            // "Tømrer- og Murerfirma A/S"
            first = before - 2;
            k = first;
        } else if k == i
            && is_small_word(tokens, before)
            && (0..2).any(|back| {
                // "Agder kommunerevisjon IKS", "Den lille by rf": one or two small words after the name.
                let name = before.checked_sub(1 + back);
                (before - back.min(before)..before).all(|small| is_small_word(tokens, small))
                    && name.is_some_and(|name| tokens.is_capital(name) && near(tokens, name + 1))
            })
        {
            k = before;
            while k > 0 && !tokens.is_capital(k - 1) {
                k -= 1;
            }
        } else if link
            && before > 0
            && tokens.is_capital(before - 1)
            && near(tokens, before)
            && before > 1
            && !tokens.is(before - 1, flag::COMMON)
        {
            k = before;
        } else {
            break;
        }
    }
    while first < i
        && tokens.is(first, flag::COMMON | flag::LOCATIVE | flag::ROLE)
        && tokens.is_capital(first + 1)
        && first + 1 < i
    {
        first += 1;
    }
    if first == i {
        return;
    }
    // "Fastighets Ab Korsholms Bostäder": the form stands inside.
    let inside = first + 1 == i
        && tokens.lower(first).ends_with('s')
        && tokens.is_capital(last + 1)
        && tokens.gap(last + 1) == Gap::Space;
    if inside {
        last = capital_run(scene, last + 1);
    }
    push(scene, first, tokens.at(last).end as usize, 0.98, out);
}

/// Whether a token is a noun inside a company's name: no word that holds a sentence together.
fn is_small_word(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.kind(i) == Some(Kind::Word)
        && tokens.at(i).shape == Shape::Lower
        && tokens.gap(i) == Gap::Space
        && tokens.surface(i).chars().count() > 1
        && !tokens.is(i, flag::COMMON | flag::LOCATIVE | flag::AND | flag::ROLE)
}

/// The last token of a run of capitalised words, with one "i" or "och" between two.
pub(super) fn capital_run(scene: &Scene<'_>, i: usize) -> usize {
    let tokens = scene.tokens;
    let mut last = i;
    while last < i + 4 {
        if tokens.is_capital(last + 1)
            && tokens.gap(last + 1) <= Gap::Wrap
            && tokens.gap(last + 1) > Gap::Glued
        {
            last += 1;
        } else if (tokens.is(last + 1, flag::BODY_IN) || tokens.is_text(last + 1, "&"))
            && tokens.is_capital(last + 2)
            && tokens.gap(last + 1) <= Gap::Wrap
            && tokens.gap(last + 2) <= Gap::Wrap
        {
            last += 2;
        } else {
            break;
        }
    }
    last
}

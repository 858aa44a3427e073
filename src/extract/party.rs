//! Parties where they act or are counted; never the bracket after a name.
//!
//! ```text
//! party = a party's name | letters, where other party letters, a count or a word of voting stands beside them
//! ```
//! Finds `Liberalerna yrkar`, `For stemte: A, B og Ø`, `Ap 13, H 10`, `frå SV`. Leaves `Anna Berg (S)`, `alternativ B`,
//! the heading `Senterpartiet:` over its members, a column of party letters.

use super::cues::flag;
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tokens::{Gap, Kind};
use super::{Candidate, EntityValue};
use crate::record::SegmentKind;

/// Finds parties.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut i = 0;
    while i < tokens.len() {
        if tokens.at(i).kind != Kind::Word {
            i += 1;
            continue;
        }
        if let Some(found) = matches(tokens, i).find(|found| found.entry == Entry::Party(scene.country)) {
            let bracket = i > 0 && tokens.is_text(i - 1, "(") && tokens.is_text(found.last + 1, ")");
            let heading = tokens.is_text(found.last + 1, ":")
                && tokens.gap(i) >= Gap::Line
                && scene.segment(i) == SegmentKind::Attendance;
            let opens = tokens.opens(i) && tokens.lower(i).chars().count() < 3;
            // "Venstre" and "Høyre" are words; capitals show that they are names.
            if !(bracket || heading || opens) && (tokens.is_capital(i) || found.last > i) {
                let start = tokens.at(i).start as usize;
                let letters = found.end - start <= 3;
                if !letters || is_letters(scene, i) {
                    out.push(Candidate {
                        start,
                        end: found.end,
                        value: EntityValue::Party,
                        confidence: 0.95,
                    });
                    i = found.last + 1;
                    continue;
                }
            }
        }
        if is_code(scene, i) && is_letters(scene, i) {
            let token = tokens.at(i);
            out.push(Candidate {
                start: token.start as usize,
                end: token.end as usize,
                value: EntityValue::Party,
                confidence: 0.9,
            });
        }
        i += 1;
    }
}

/// Whether a party's letters stand there, in their capital.
pub(super) fn is_code(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    // "Med" opens a sentence; "MED" is a party.
    let word = tokens.get(i).is_some_and(|token| token.shape == super::tokens::Shape::Capital)
        && tokens.surface(i).chars().count() > 1
        && tokens.is(i, flag::COMMON | flag::LOCATIVE);
    tokens.is(i, flag::PARTY_LETTER) && tokens.is_capital(i) && !word
}

fn is_letters(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    let surface = tokens.surface(i);
    let single = surface.chars().count() == 1;
    // A bracket after a name; "(samtliga MP)".
    if i > 0 && tokens.is_text(i - 1, "(") {
        let counted = tokens.kind(i + 1) == Some(Kind::Number);
        let list = tokens.is_text(i + 1, ",") && is_code(scene, i + 2)
            || tokens.is(i + 1, flag::AND) && is_code(scene, i + 2);
        if !counted && !(list && !(i > 1 && tokens.is_capital(i - 2))) {
            return false;
        }
    }
    if i > 0 && tokens.is(i - 1, flag::ALL_OF) && tokens.gap(i) == Gap::Space {
        return false;
    }
    // A column or the heading of a list of members.
    let alone = tokens.gap(i) >= Gap::Line && tokens.gap(i + 1) >= Gap::Line;
    // The same where the columns have shrunk to single spaces: "Anna Berg Sp".
    let column = i > 0
        && scene.segment(i) == SegmentKind::Attendance
        && tokens.gap(i) == Gap::Space
        && tokens.is_capital(i - 1)
        && !tokens.is(i - 1, flag::PARTY_LEAD);
    if column
        || alone
        || tokens.gap(i) == Gap::Glued && i > 0 && matches!(tokens.surface(i - 1), "-" | "/" | ".")
    {
        return false;
    }
    if tokens.is_text(i + 1, ":") && scene.segment(i) == SegmentKind::Attendance {
        return false;
    }
    // "KD:s grupp"
    if tokens.is_text(i + 1, ":")
        && tokens.gap(i + 2) == Gap::Glued
        && matches!(tokens.lower(i + 2), "s" | "ar" | "are")
    {
        return true;
    }
    if tokens.gap(i + 1) == Gap::Glued
        && matches!(tokens.lower(i + 1), "/" | "." | "-")
        && tokens.gap(i + 2) == Gap::Glued
    {
        return false;
    }
    let link_before =
        i > 1 && tokens.gap(i) < Gap::Hard && (tokens.is_text(i - 1, ",") || tokens.is(i - 1, flag::AND));
    let before =
        link_before.then(|| if tokens.kind(i - 2) == Some(Kind::Number) && i > 2 { i - 3 } else { i - 2 });
    let counted = tokens.kind(i + 1) == Some(Kind::Number) && tokens.gap(i + 1) == Gap::Space;
    let count_before = i > 1
        && tokens.kind(i - 1) == Some(Kind::Number)
        && tokens.gap(i) == Gap::Space
        && matches!(tokens.lower(i - 2), "(" | ",")
        && matches!(tokens.lower(i + 1), ")" | ",");
    let after = i + 1 + usize::from(counted);
    let link_after = tokens.is_text(after, ",") || tokens.is(after, flag::AND);
    let neighbour = before.is_some_and(|k| is_code(scene, k) || is_name(scene, k))
        || link_after
            && (is_code(scene, after + 1) || is_name(scene, after + 1))
            && tokens.gap(after + 1) < Gap::Hard;
    let led = i > 0 && tokens.is(i - 1, flag::PARTY_LEAD) && tokens.gap(i) < Gap::Hard;
    let colon = i > 1
        && tokens.is_text(i - 1, ":")
        && (tokens.kind(i - 2) == Some(Kind::Number) || tokens.is(i - 2, flag::PARTY_LEAD));
    let acts = scene.cues.party_acts(tokens.lower(i + 1)) && tokens.gap(i + 1) < Gap::Hard;
    if count_before {
        return true;
    }
    if single {
        return neighbour || led && !tokens.is_capital(i + 1) || colon || acts && tokens.opens(i);
    }
    neighbour
        || led
        || colon
        || acts
        || counted
        || surface.chars().count() > 2
        || surface.chars().any(char::is_lowercase)
}

fn is_name(scene: &Scene<'_>, i: usize) -> bool {
    i < scene.tokens.len() && matches(scene.tokens, i).any(|found| found.entry == Entry::Party(scene.country))
}

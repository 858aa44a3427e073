//! Where a name may begin and how far its words go.
//!
//! It knows capitals, initials, particles and line ends; whether the words are somebody is judged elsewhere.

use super::row::is_row;
use crate::extract::cues::flag;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;

pub(super) fn starts_name(tokens: &Tokens<'_>, i: usize) -> bool {
    let token = tokens.at(i);
    token.kind == Kind::Word
        && !is_sum(tokens, i)
        && (token.shape == Shape::Capital
            || token.shape == Shape::Lower
                && tokens.is(i, flag::PARTICLE)
                && tokens.is_capital(i + 1)
                && i > 0
                && (tokens.is(i - 1, flag::HONORIFIC)
                    || tokens.gap(i) >= Gap::Line && tokens.surface(i).chars().count() > 1))
}

/// The capitalised words that begin at `i`, with particles and initials between them.
pub(super) fn run(scene: &Scene<'_>, i: usize) -> Vec<usize> {
    let tokens = scene.tokens;
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
        let fits = broken
            || gap == Gap::Space
            || gap == Gap::Wrap
            || gap == Gap::Line && is_parted(tokens, i, last, next)
            || is_initial(tokens, last) && gap == Gap::Glued;
        if !fits || tokens.kind(next) != Some(Kind::Word) {
            break;
        }
        // So is a party that heads the next part of a list: "Anna Berg Sp: Bo Ek".
        if tokens.is_text(next + 1, ":") && tokens.is(next, flag::PARTY_LETTER) {
            break;
        }
        if opens_next_name(scene, &out, next) {
            break;
        }
        // A label or row that opens the next line is no part of the name.
        if gap == Gap::Wrap
            && (is_row(scene, next)
                || tokens.is(next, flag::COMMON | flag::LOCATIVE | flag::LIST_LEAD | flag::ROLE | flag::BODY)
                || tokens.is_text(next + 1, ":"))
        {
            break;
        }
        // "Anna v. Berg"
        if tokens.at(next).shape == Shape::Lower
            && tokens.is(next, flag::NAME_ABBREVIATION)
            && tokens.is_text(next + 1, ".")
            && tokens.gap(next + 1) == Gap::Glued
            && tokens.gap(next + 2) == Gap::Space
            && tokens.is_capital(next + 2)
            && (tokens.is(i, flag::GIVEN) || is_initial(tokens, i))
        {
            out.extend([next, next + 2]);
            last = next + 2;
            continue;
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
            && out.iter().any(|&k| tokens.is(k, flag::GIVEN) || is_initial(tokens, k))
        {
            out.extend(next..=particle);
            last = particle;
            continue;
        }
        break;
    }
    out
}

/// Whether the lines of a list part a given name from the surname: "Kari Berg, Odd Magne" over "Heggli, Ola Vik",
/// "samt fru Eva" over "Alm.".
fn is_parted(tokens: &Tokens<'_>, first: usize, last: usize, next: usize) -> bool {
    let after_name = |k: usize| {
        tokens.is_text(k, ",")
            || tokens.is(k, flag::AND | flag::HONORIFIC | flag::ROLE) && tokens.gap(first) <= Gap::Wrap
    };
    last <= first + 1
        && first > 0
        && after_name(first - 1)
        && (first..=last).all(|k| tokens.is(k, flag::GIVEN))
        && tokens.is_capital(next)
        && tokens.gap(next + 1) == Gap::Glued
        && matches!(tokens.lower(next + 1), "," | ".")
}

/// Whether the word at `next` begins the name of somebody else in a row whose column gaps have shrunk to single spaces:
/// `Anna Berg Bo Ek`, and where surnames stand first, `Berg Anna Ek Bo`.
pub(super) fn opens_next_name(scene: &Scene<'_>, run: &[usize], next: usize) -> bool {
    let tokens = scene.tokens;
    let [first, .., last] = run[..] else { return false };
    // Many a surname is somebody's given name, too: "Kjær", "Olsen".
    let given_first = |k: usize| tokens.is(k, flag::GIVEN_FIRST);
    let initial = is_initial(tokens, next);
    let after = next + 1 + usize::from(initial);
    let begins = tokens.gap(next) == Gap::Space
        && tokens.is_capital(next)
        && tokens.is_capital(after)
        && tokens.gap(after) == Gap::Space;
    let given = given_first(next) || initial;
    if !begins || given_first(last) == given || !is_list(scene, first) {
        return false;
    }
    if given {
        return tokens.is(first, flag::GIVEN) || is_initial(tokens, first);
    }
    let end = tokens.cell_end(next);
    run.len() == 2
        && !given_first(first)
        && (end - next).is_multiple_of(2)
        && (next..end).all(|k| tokens.is_capital(k) && given_first(k) == ((k - next) % 2 == 1))
}

/// Whether a token stands in a list of people, or in a row of nothing but names.
fn is_list(scene: &Scene<'_>, first: usize) -> bool {
    let tokens = scene.tokens;
    matches!(scene.segment(first), SegmentKind::Attendance | SegmentKind::Signatures)
        || tokens.at(first).heads_line
            && (first..tokens.cell_end(first)).all(|k| tokens.is_capital(k) || tokens.is_text(k, "."))
}

pub(super) fn is_initial(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.is_capital(i)
        && (tokens.surface(i).chars().count() <= 2 || tokens.is(i, flag::NAME_ABBREVIATION))
        && tokens.at(i).shape == Shape::Capital
        && tokens.is_text(i + 1, ".")
        && tokens.gap(i + 1) == Gap::Glued
        && !is_sum(tokens, i)
}

/// Whether the word is the currency of a number before it: "500 Kr." is money, no initial.
fn is_sum(tokens: &Tokens<'_>, i: usize) -> bool {
    i > 0
        && tokens.is(i, flag::OWN_CURRENCY)
        && tokens.gap(i) <= Gap::Wrap
        && tokens.kind(i - 1) == Some(Kind::Number)
}

/// Whether a word cannot be a part of a person's name where it stands first.
pub(super) fn no_name(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    tokens.is(i, flag::ROLE | flag::HONORIFIC | flag::BODY | flag::WEEKDAY | flag::MUNICIPAL)
        || tokens.is(
            i,
            flag::COMMON | flag::LOCATIVE | flag::AND | flag::WORD | flag::LIST_LEAD | flag::CASE_LABEL,
        ) && !tokens.is(i, flag::GIVEN)
        || tokens.is(i, flag::COMMON) && tokens.opens(i)
}

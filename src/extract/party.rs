//! Parties where they act or are counted; never the bracket after a name.
//!
//! ```text
//! party   = a party's name | NAME"partiet" | letters, where other party letters, a count or a word of voting stands beside them
//! letters = those of the table, or capitals that this document has in brackets after names
//! ```
//! Finds `Liberalerna yrkar`, `For stemte: A, B og Ø`, `Ap 13, H 10`, `frå SV`. Leaves `Anna Berg (S)`, `alternativ B`,
//! the heading `Senterpartiet:` over its members, a column of party letters.

use super::cues::flag;
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape, Tokens};
use super::{Candidate, EntityValue};
use crate::language::Language;
use crate::record::SegmentKind;
use std::collections::{BTreeMap, BTreeSet};

/// Finds parties.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut i = 0;
    while i < tokens.len() {
        if tokens.at(i).kind != Kind::Word {
            i += 1;
            continue;
        }
        if let Some(last) = dotted(scene, i) {
            let bracket = i > 0 && tokens.is_text(i - 1, "(") && tokens.is_text(last + 1, ")");
            if !(bracket && !is_counted_bracket(scene, i) || heads_members(scene, i, last)) {
                let (start, end) = tokens.span(i, last);
                out.push(Candidate { start, end, value: EntityValue::Party, confidence: 0.9 });
            }
            i = last + 1;
            continue;
        }
        let mut push = |first: usize, end: usize, confidence: f32| {
            let start = tokens.at(first).start as usize;
            out.push(Candidate { start, end, value: EntityValue::Party, confidence });
        };
        if let Some(found) = matches(tokens, i).find(|found| found.entry == Entry::Party(scene.country)) {
            let opens = tokens.opens(i) && tokens.lower(i).chars().count() < 3;
            let (last, end) = local(scene, i, found.last, found.end);
            let bracket = i > 0 && tokens.is_text(i - 1, "(") && tokens.is_text(last + 1, ")");
            // "Gröna Linjen": a word that goes on in another name.
            let within = last == i && tokens.is_capital(i + 1) && tokens.gap(i + 1) == Gap::Space;
            // "Venstre" and "Høyre" are words; capitals show that they are names. Longer names are none but in the table.
            let written =
                tokens.is_capital(i) || found.last > i || found.end - tokens.at(i).start as usize > 6;
            if !(bracket || heads_members(scene, i, found.last) || opens || within) && written {
                let letters = found.end - tokens.at(i).start as usize <= 3;
                if !letters || is_letters(scene, i) {
                    push(i, end, 0.95);
                    i = last + 1;
                    continue;
                }
            }
        }
        if is_code(scene, i) && is_letters(scene, i) {
            push(i, tokens.at(i).end as usize, 0.9);
        } else if let Some(end) = genitive(scene, i) {
            push(i, end, 0.8);
        } else if is_local_party(scene, i) {
            push(i, tokens.at(i).end as usize, 0.9);
        }
        i += 1;
    }
}

/// Whether the name from `first` to `last` is the heading over its members: `Sp:   Kåre Hønes, Ragnhild Lie`, `Høyre (H):`.
fn heads_members(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let tokens = scene.tokens;
    let last = letters_close(tokens, last).unwrap_or(last);
    let heads = tokens.gap(first) >= Gap::Line || tokens.at(first - 1).heads_line;
    tokens.is_text(last + 1, ":")
        && (heads && tokens.gap(last + 2) >= Gap::Hard
            || matches!(scene.segment(first), SegmentKind::Attendance | SegmentKind::Cover))
}

/// Where the bracket with a party's letters, or how many they are, closes behind its name, which ends at `last`.
pub(super) fn letters_close(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    (last + 3..last + 8).find(|&k| tokens.is_text(k, ")")).filter(|_| tokens.is_text(last + 1, "("))
}

/// A local list goes on in the name of its place: `Lokallisten Lolland`.
fn local(scene: &Scene<'_>, first: usize, last: usize, end: usize) -> (usize, usize) {
    let tokens = scene.tokens;
    let goes_on = first == last
        && scene.cues.is_party_list(tokens.lower(first))
        && tokens.is_capital(last + 1)
        && tokens.gap(last + 1) == Gap::Space
        && tokens.is(last + 1, flag::PLACE);
    if goes_on { (last + 1, tokens.at(last + 1).end as usize) } else { (last, end) }
}

/// `Lerumspartiet`: a name of one word that ends in the word for a party.
fn is_local_party(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    tokens.at(i).shape == Shape::Capital
        && scene.cues.is_party_name(tokens.lower(i))
        && !heads_members(scene, i, i)
        && !scene.cues.is_common(tokens, i)
        && !(i > 0 && tokens.is_text(i - 1, "("))
}

/// The end of a party's letters before the -s of the genitive: `Hs forslag`.
fn genitive(scene: &Scene<'_>, i: usize) -> Option<usize> {
    let tokens = scene.tokens;
    let stem = tokens.surface(i).strip_suffix('s')?;
    // "på V's og C's vegne"
    let bare = stem.trim_end_matches(['\'', '’']);
    let code = bare.chars().all(char::is_uppercase) && scene.codes.contains(bare);
    let owns = tokens.kind(i + 1) == Some(Kind::Word)
        && tokens.at(i + 1).shape == Shape::Lower
        && tokens.gap(i + 1) <= Gap::Line
        && (bare.len() < stem.len() || !tokens.is(i + 1, flag::AND | flag::LOCATIVE));
    let end = tokens.at(i).start as usize + bare.len();
    (code && owns && scene.cues.language != Language::Swedish).then_some(end)
}

/// The letters that this document has in brackets after names; those that no table knows only where they are capitals
/// and stand there twice, or beside several others.
pub(super) fn codes(tokens: &Tokens<'_>) -> BTreeSet<String> {
    let mut counts: BTreeMap<&str, u32> = BTreeMap::new();
    for i in 2..tokens.len() {
        if tokens.is_text(i - 1, "(")
            && tokens.kind(i) == Some(Kind::Word)
            && tokens.at(i).shape != Shape::Lower
            && tokens.surface(i).chars().count() <= 5
            && matches!(tokens.lower(i + 1), ")" | ",")
            && tokens.gap(i + 1) == Gap::Glued
            && tokens.is_capital(i - 2)
            && !tokens.is(i, flag::ROLE | flag::EXCUSE)
        {
            let known = tokens.is(i, flag::PARTY_LETTER);
            if known || tokens.at(i).shape == Shape::Upper && tokens.gap(i - 1) == Gap::Space {
                *counts.entry(tokens.surface(i)).or_default() += 1 + u32::from(known);
            }
        }
    }
    let parties = counts.values().filter(|&&count| count > 1).count();
    let shown = |count: u32| count > 1 || parties > 2;
    counts.into_iter().filter(|&(_, count)| shown(count)).map(|(code, _)| code.to_owned()).collect()
}

/// Whether a party's letters stand there, in their capital.
pub(super) fn is_code(scene: &Scene<'_>, i: usize) -> bool {
    const LONGEST: usize = 8;
    let tokens = scene.tokens;
    let Some(token) = tokens.get(i).filter(|token| token.kind == Kind::Word && token.shape != Shape::Lower)
    else {
        return false;
    };
    let listed = tokens.is(i, flag::PARTY_LETTER)
        || (token.end - token.start) as usize <= LONGEST && scene.codes.contains(tokens.surface(i));
    if !listed || !tokens.is(i, flag::COMMON | flag::LOCATIVE) {
        return listed;
    }
    // "Med" opens a sentence; "MED" is a party.
    let word = token.shape == Shape::Capital && tokens.surface(i).chars().count() > 1;
    // Nor is it one in a heading in capitals: "EXTRA STÄMMA MED AB X".
    let heading = tokens.gap(i) == Gap::Space
        && i > 0
        && tokens.at(i - 1).shape == Shape::Upper
        && tokens.gap(i + 1) == Gap::Space
        && tokens.get(i + 1).is_some_and(|token| token.shape == Shape::Upper)
        && !tokens.is(i + 1, flag::PARTY_LETTER);
    !word && !heading
}

/// The last token of a party's letters with stops between them: `Kr.F.`. Capitals alone, as in `A.P.`, are somebody's
/// initials unless a bracket holds them.
pub(super) fn dotted(scene: &Scene<'_>, first: usize) -> Option<usize> {
    let tokens = scene.tokens;
    if !tokens.is_capital(first) || !tokens.is_text(first + 1, ".") {
        return None;
    }
    let mut letters = String::new();
    let mut last = first;
    let mut small = false;
    for k in first..first + 6 {
        let glued = tokens.get(k).is_some() && (k == first || tokens.gap(k) == Gap::Glued);
        match tokens.get(k).filter(|_| glued) {
            Some(token) if token.kind == Kind::Word && tokens.surface(k).chars().count() <= 3 => {
                small |= tokens.surface(k).chars().any(char::is_lowercase);
                letters.push_str(tokens.lower(k));
            }
            Some(_) if tokens.is_text(k, ".") => {}
            _ => break,
        }
        last = k;
    }
    let bracket = first > 0 && tokens.is_text(first - 1, "(") && tokens.is_text(last + 1, ")");
    (last > first + 1 && (small || bracket) && scene.cues.flags(&letters) & flag::PARTY_LETTER != 0)
        .then_some(last)
}

fn is_letters(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    let surface = tokens.surface(i);
    let single = surface.chars().count() == 1;
    if is_counted_bracket(scene, i) || is_row(scene, i) {
        return true;
    }
    if let Some(counted) = is_counted_in_bracket(scene, i) {
        return counted;
    }
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
    // Lost columns end the line of a name wherever they stand.
    let ends_line = || tokens.gap(i + 1) >= Gap::Line && i > 1 && tokens.is_capital(i - 2);
    let column = i > 0
        && tokens.gap(i) == Gap::Space
        && (scene.segment(i) == SegmentKind::Attendance || ends_line())
        && (tokens.is_capital(i - 1) || tokens.is(i - 1, flag::ROLE))
        && !tokens.is(i - 1, flag::PARTY_LEAD);
    let slashed = slashed(scene, i);
    if column
        || alone
        || is_set_off(scene, i)
        || heads_members(scene, i, i)
        || !slashed
            && tokens.gap(i) == Gap::Glued
            && i > 0
            && matches!(tokens.surface(i - 1), "-" | "/" | ".")
    {
        return false;
    }
    if slashed {
        return true;
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
        && tokens.gap(i) <= Gap::Line
        && (matches!(tokens.lower(i - 2), "(" | ",") || tokens.is(i - 2, flag::AND))
        && (matches!(tokens.lower(i + 1), ")" | ",") || tokens.is(i + 1, flag::AND) && !single);
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
    // "SF finder", "idet Z stemte": who does something, at the head of a clause.
    let heads_clause = tokens.opens(i)
        || i > 0 && tokens.is(i - 1, flag::COMMON | flag::AND) && tokens.at(i - 1).shape == Shape::Lower;
    let does = !single
        && tokens.opens(i)
        && tokens.gap(i + 1) == Gap::Space
        && tokens.get(i + 1).is_some_and(|token| token.kind == Kind::Word && token.shape == Shape::Lower)
        && !tokens.is(i + 1, flag::AND | flag::LOCATIVE);
    if count_before || does {
        return true;
    }
    if single {
        let ends = !tokens.is_capital(i + 1) || tokens.gap(i + 1) >= Gap::Line;
        return neighbour || led && ends || colon || acts && heads_clause;
    }
    neighbour
        || led
        || colon
        || acts
        || counted
        || tokens.is(i, flag::PARTY_LETTER)
            && (surface.chars().count() > 2 || surface.chars().any(char::is_lowercase))
}

/// A bracket that says who was counted: `mod 4 (V)`, `2 stemmer (SV og 1 AP)`.
fn is_counted_bracket(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    if i < 2 || !tokens.is_text(i - 1, "(") || tokens.gap(i) != Gap::Glued {
        return false;
    }
    let short = i > 2 && tokens.is_text(i - 2, ".") && tokens.kind(i - 3) == Some(Kind::Word);
    let before = i - 2 - usize::from(short);
    let count = |k: usize| {
        tokens.kind(k) == Some(Kind::Number)
            && tokens.surface(k).len() <= 2
            && !(k > 0 && tokens.is(k - 1, flag::SECTION | flag::ITEM_WORD | flag::PLAN))
    };
    let near = |from: usize| (from.saturating_sub(2)..from).any(count);
    count(before)
        || scene.cues.is_vote(tokens.lower(before)) && near(before)
        || tokens.is(before, flag::PARTY_LEAD) && near(before)
        || scene.cues.is_party_group(tokens.lower(before))
}

/// `FRP (4)` where votes are told; alone on its line it heads its members.
fn is_counted_in_bracket(scene: &Scene<'_>, i: usize) -> Option<bool> {
    let tokens = scene.tokens;
    let bracket = tokens.is_text(i + 1, "(")
        && tokens.kind(i + 2) == Some(Kind::Number)
        && tokens.surface(i + 2).len() <= 2
        && tokens.is_text(i + 3, ")");
    bracket.then(|| !(tokens.gap(i) >= Gap::Line && tokens.gap(i + 4) >= Gap::Line))
}

/// A row of a table of votes: letters, and a number in the next column, with another such row beside it.
fn is_row(scene: &Scene<'_>, i: usize) -> bool {
    const NEAR: usize = 8;
    let tokens = scene.tokens;
    let row = |k: usize| {
        is_code(scene, k)
            && tokens.at(k).heads_line
            && tokens.kind(k + 1) == Some(Kind::Number)
            && tokens.gap(k + 1) == Gap::Hard
            && !tokens.at(k + 1).heads_line
            && tokens.surface(k + 1).len() <= 2
    };
    row(i) && (i.saturating_sub(NEAR)..(i + NEAR).min(tokens.len())).any(|k| k != i && row(k))
}

/// Two parties that act as one: `framlegget frå V/SV`. Letters of companies are none.
fn slashed(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    let glued = |k: usize| tokens.get(k).is_some() && tokens.gap(k) == Gap::Glued;
    let pair = |slash: usize| {
        slash > 0 && tokens.is_text(slash, "/") && glued(slash) && glued(slash + 1) && {
            let (a, b) = (slash - 1, slash + 1);
            let letters = tokens.surface(a).len() + tokens.surface(b).len();
            let led = a > 0 && tokens.is(a - 1, flag::PARTY_LEAD);
            is_code(scene, a) && is_code(scene, b) && (letters > 2 || led)
        }
    };
    pair(i + 1) || i > 1 && pair(i - 1)
}

/// The party of the person before it, between commas: `Anna Berg, AP, foreslo`.
fn is_set_off(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    let closed = tokens.gap(i + 1) >= Gap::Line
        || tokens.gap(i + 1) == Gap::Glued && matches!(tokens.lower(i + 1), "," | ":" | ";");
    let name = |k: usize| tokens.is_capital(k) && !is_code(scene, k) && !is_name(scene, k);
    closed
        && i > 2
        && tokens.is_text(i - 1, ",")
        && name(i - 2)
        && name(i - 3)
        && tokens.gap(i - 2) == Gap::Space
        && tokens.gap(i - 1) == Gap::Glued
}

fn is_name(scene: &Scene<'_>, i: usize) -> bool {
    i < scene.tokens.len() && matches(scene.tokens, i).any(|found| found.entry == Entry::Party(scene.country))
}

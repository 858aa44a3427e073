//! Case and journal numbers of the registries.
//!
//! ```text
//! labelled = LABEL ["nr"] [":" | "."] code
//! code     = [CAPS " "] (letters | digits | "/" | "." | "-" | ":")+ with a digit
//! bare     = CAPS (" " | "-" | "/") year ("-" | "/") serial | yy "/" 3–6 digits ["-" n] | yyyy "/" n ["-" n]
//!          | n "/" dd.dd.dd "/" yyyy | CAPS yy "." n | yyyy "." n CAPS | yyyy "-" 5–7 digits
//! cited    = "sak" n "/" yy, where it is no item of this document
//! earlier  = n "/" yy in a cell of a row with a body and a day
//! ```
//! Finds `Dnr KS 2021-00045`, `22/00418-14`, `87/02.06.01/2024`. Leaves an item's own `PS 12/24`, the date `28/8`,
//! the share `3/4`. A number once seen with its label is one everywhere in the document.

use super::cues::flag;
use super::gazetteer::Country;
use super::scene::{Scene, item_key};
use super::tokens::{Gap, Kind, Shape, Tokens};
use super::{Candidate, EntityValue};
use crate::record::SegmentKind;
use std::collections::BTreeSet;

/// Finds case numbers.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut found: Vec<(usize, usize, f32)> = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        if let Some((first, last)) = labelled(tokens, i) {
            let (start, end) = tokens.span(first, last);
            let code = &tokens.text()[start..end];
            known.insert(code);
            if let Some((head, tail)) = code.rsplit_once('-')
                && tail.len() < 4
                && head.contains('/')
            {
                known.insert(head);
            }
            found.push((first, last, 0.995));
            i = last + 1;
        } else if let Some((first, last, confidence)) = bare(scene, i) {
            found.push((first, last, confidence));
            i = last + 1;
        } else {
            i += 1;
        }
    }
    // What has a label in one place needs none in another ("24/11" in the list of contents).
    for i in 0..tokens.len() {
        if tokens.kind(i) == Some(Kind::Number) && tokens.gap(i) != Gap::Glued {
            let last = code_end(tokens, i);
            let (start, end) = tokens.span(i, last);
            if last > i && known.contains(&tokens.text()[start..end]) {
                found.push((i, last, 0.9));
            }
        }
    }
    found.sort_by_key(|&(first, last, _)| (first, std::cmp::Reverse(last)));
    found.dedup_by_key(|&mut (first, _, _)| first);
    for (first, last, confidence) in found {
        let (start, end) = tokens.span(first, last);
        out.push(Candidate { start, end, value: EntityValue::Case, confidence });
    }
}

/// The last token of the unbroken code that begins at `i`: no closing mark belongs to it.
fn code_end(tokens: &Tokens<'_>, i: usize) -> usize {
    let mut last = i;
    let mut k = i;
    while tokens.get(k + 1).is_some() && tokens.gap(k + 1) == Gap::Glued {
        k += 1;
        match tokens.kind(k) {
            Some(Kind::Mark) if matches!(tokens.surface(k), "/" | "-" | "." | ":" | "–" | "_") => {}
            // The reader's sign for the letter Ø between a class and its number: "08.00.00-@60".
            Some(Kind::Mark)
                if tokens.is_text(k, "@")
                    && tokens.is_text(k - 1, "-")
                    && tokens.kind(k + 1) == Some(Kind::Number) => {}
            Some(Kind::Mark) | None => break,
            Some(Kind::Word) if tokens.at(k).shape == Shape::Lower && tokens.surface(k).len() > 2 => break,
            Some(Kind::Word) if tokens.surface(k).len() > 6 => break,
            Some(_) => last = k,
        }
    }
    last
}

fn has_digit(tokens: &Tokens<'_>, first: usize, last: usize) -> bool {
    (first..=last).any(|k| matches!(tokens.kind(k), Some(Kind::Number | Kind::Mixed)))
}

/// A code after its label that begins at `i`: its first and last token.
fn labelled(tokens: &Tokens<'_>, i: usize) -> Option<(usize, usize)> {
    let mut at = if tokens.is(i, flag::CASE_LABEL) { i + 1 } else { dotted_label(tokens, i)? };
    let mut gap_limit = Gap::Space;
    for _ in 0..4 {
        if matches!(tokens.lower(at), "." | ":" | "-") && tokens.gap(at) <= Gap::Space {
            // The value of a form may stand in the next column.
            gap_limit = if tokens.is_text(at, ":") { Gap::Hard } else { Gap::Line };
            at += 1;
        } else if tokens.is(at, flag::LABEL_TAIL) && tokens.gap(at) <= Gap::Space {
            at += 1;
        } else {
            break;
        }
    }
    gap_limit = gap_limit.max(Gap::Line);
    tokens.get(at)?;
    if tokens.gap(at) > gap_limit {
        return None;
    }
    // A registry's letters before the number: "KS 2021-00045", "Ks 123/2021".
    let letters = tokens.kind(at) == Some(Kind::Word)
        && tokens.at(at).shape != Shape::Lower
        && tokens.surface(at).chars().count() <= 6;
    if tokens.kind(at) == Some(Kind::Word) && !letters {
        return None;
    }
    let mut last = code_end(tokens, at);
    if letters && last == at {
        let next = at + 1;
        if tokens.gap(next) != Gap::Space || !matches!(tokens.kind(next), Some(Kind::Number | Kind::Mixed)) {
            return None;
        }
        last = code_end(tokens, next);
        // "KS 09311 106": the class stands after the number.
        if tokens.kind(last + 1) == Some(Kind::Number)
            && tokens.gap(last + 1) == Gap::Space
            && tokens.surface(last + 1).len() == 3
        {
            last += 1;
        }
    } else if tokens.kind(at) == Some(Kind::Number) {
        // "2011/KS 0206 001": the registry stands inside.
        let inside = tokens.kind(last) == Some(Kind::Word) && tokens.at(last).shape == Shape::Upper;
        while inside && tokens.kind(last + 1) == Some(Kind::Number) && tokens.gap(last + 1) == Gap::Space {
            last += 1;
        }
    }
    let whole = has_digit(tokens, at, last);
    let single = at == last && tokens.surface(at).len() < 4 && tokens.kind(at) == Some(Kind::Number);
    (whole && !single).then_some((at, last))
}

/// `J. nr.`, `Sags id`: a label of two words; returns what follows it.
fn dotted_label(tokens: &Tokens<'_>, i: usize) -> Option<usize> {
    if !tokens.is(i, flag::LABEL_HEAD) {
        return None;
    }
    let dotted = tokens.is_text(i + 1, ".") && tokens.gap(i + 1) == Gap::Glued;
    let tail = i + 1 + usize::from(dotted);
    if tokens.gap(tail) <= Gap::Space && tokens.is(tail, flag::LABEL_TAIL) {
        return Some(tail + 1);
    }
    // "J. 03.11/78": the class and the year say what the letter alone does not.
    let coded = dotted
        && tokens.surface(i).len() == 1
        && tokens.kind(tail) == Some(Kind::Number)
        && (tail + 1..=code_end(tokens, tail)).any(|k| tokens.is_text(k, "/"));
    coded.then_some(tail)
}

/// A code that shows by its form what it is.
fn bare(scene: &Scene<'_>, i: usize) -> Option<(usize, usize, f32)> {
    let tokens = scene.tokens;
    let here = tokens.get(i)?;
    let digits = |k: usize| match tokens.kind(k) {
        Some(Kind::Number) => tokens.surface(k).len(),
        _ => 0,
    };
    let glued = |k: usize, marks: &[&str]| {
        tokens.get(k).is_some() && tokens.gap(k) == Gap::Glued && marks.contains(&tokens.surface(k))
    };
    let year = |k: usize| digits(k) == 4 && matches!(tokens.surface(k).get(..2), Some("19" | "20"));
    if here.kind == Kind::Word {
        let letters = here.end - here.start;
        let capitals = here.shape == Shape::Upper
            && (2..=6).contains(&letters)
            && tokens.surface(i).bytes().all(|b| b.is_ascii_alphabetic() || b >= 0x80);
        // RBG/318/10.03.02/2022
        if (here.shape == Shape::Upper || letters == 1)
            && glued(i + 1, &["/"])
            && digits(i + 2) > 0
            && glued(i + 3, &["/"])
            && digits(i + 4) == 2
            && glued(i + 5, &["."])
        {
            return Some((i, code_end(tokens, i + 2), 0.97));
        }
        // sak F-0112/94
        if letters == 1
            && here.shape == Shape::Capital
            && i > 0
            && tokens.is(i - 1, flag::CITED)
            && glued(i + 1, &["-"])
            && digits(i + 2) >= 2
            && glued(i + 3, &["/"])
            && digits(i + 4) == 2
        {
            return Some((i, i + 4, 0.9));
        }
        // SIBDno-2018-418: a registry of capitals and small letters.
        let mixed = !capitals
            && (3..=8).contains(&letters)
            && tokens.surface(i).chars().take(2).filter(|c| c.is_uppercase()).count() == 2
            && glued(i + 1, &["-"])
            && year(i + 2)
            && glued(i + 3, &["-"])
            && digits(i + 4) > 0;
        if mixed {
            return Some((i, code_end(tokens, i + 2), 0.95));
        }
        // KS15.377: the year stands beside the registry.
        if here.shape == Shape::Upper
            && year_in_registry(tokens.surface(i))
            && glued(i + 1, &["."])
            && digits(i + 2) > 0
        {
            return Some((i, code_end(tokens, i + 2), 0.95));
        }
        if !capitals {
            return None;
        }
        // KS-0207/2016: the serial first.
        if glued(i + 1, &["-"])
            && (3..=6).contains(&digits(i + 2))
            && glued(i + 3, &["/"])
            && year(i + 4)
            && tokens.gap(i + 4) == Gap::Glued
        {
            return Some((i, code_end(tokens, i + 2), 0.95));
        }
        // KS-2021/00045, KS 2021-00045, SLK-2025-00364
        let number = if glued(i + 1, &["-", "/", "."]) { i + 2 } else { i + 1 };
        if !year(number) {
            if tokens.is(i, flag::ITEM_WORD | flag::CITED) {
                return cited(scene, i, scene.items.is_empty());
            }
            if number == i + 1 && counted_by_year(scene, i) {
                return cited(scene, i, false);
            }
        }
        if !year(number)
            || tokens.gap(number) > Gap::Line
            || tokens.gap(number) == Gap::Glued && number == i + 1
        {
            return None;
        }
        let serial = number + 2;
        let dotted = glued(i + 1, &["."]) && glued(number + 1, &["."]) && glued(serial + 1, &["."]);
        if (dotted || glued(number + 1, &["-", "/", ":"]))
            && digits(serial) > 0
            && tokens.gap(serial) == Gap::Glued
        {
            // "SFS 2017:725" is a statute, "KF 2024-01-15" a date.
            // The years 2024-2030 are a span.
            if digits(serial) == 4
                && year(serial)
                && glued(number + 1, &["-"])
                && tokens.surface(serial) > tokens.surface(number)
            {
                return None;
            }
            if glued(serial + 1, &["-"]) && digits(serial) <= 2 && digits(serial + 2) == 2
                || tokens.is_text(i, "sfs")
            {
                return None;
            }
            return Some((i, code_end(tokens, number), 0.95));
        }
        return None;
    }
    if here.kind != Kind::Number || tokens.gap(i) == Gap::Glued && i > 0 && tokens.surface(i - 1) != "(" {
        return None;
    }
    if i > 0
        && (tokens.is(i - 1, flag::ITEM_WORD) || tokens.is_text(i - 1, "§"))
        && tokens.gap(i) == Gap::Space
    {
        return None;
    }
    let last = code_end(tokens, i);
    // 2018.337 SBN
    if year(i)
        && glued(i + 1, &["."])
        && (2..=5).contains(&digits(i + 2))
        && last == i + 2
        && tokens.gap(i + 3) == Gap::Space
        && tokens.kind(i + 3) == Some(Kind::Word)
        && tokens.at(i + 3).shape == Shape::Upper
        && (2..=5).contains(&tokens.surface(i + 3).chars().count())
    {
        return Some((i, i + 3, 0.95));
    }
    // 727-2014-90318: the municipality's number, the year, the serial.
    if digits(i) == 3 && glued(i + 1, &["-"]) && year(i + 2) && glued(i + 3, &["-"]) && digits(i + 4) >= 3 {
        return Some((i, last, 0.95));
    }
    // 2021-000764
    if year(i) && glued(i + 1, &["-"]) && (5..=7).contains(&digits(i + 2)) && last == i + 2 {
        return Some((i, last, 0.95));
    }
    // 87/02.06.01/2024
    if glued(i + 1, &["/"])
        && digits(i + 2) == 2
        && glued(i + 3, &["."])
        && digits(i + 4) == 2
        && last >= i + 6
    {
        return Some((i, last, 0.97));
    }
    // 18.00.00-P19-1-20
    if digits(i) == 2
        && glued(i + 1, &["."])
        && digits(i + 2) == 2
        && glued(i + 3, &["."])
        && digits(i + 4) == 2
        && glued(i + 5, &["-"])
        && last >= i + 6
        && !tokens.is_text(i + 6, "@")
    {
        return Some((i, last, 0.95));
    }
    // 006-1348/2010
    if digits(i) == 3 && glued(i + 1, &["-"]) && digits(i + 2) >= 3 && glued(i + 3, &["/"]) && year(i + 4) {
        return Some((i, last, 0.95));
    }
    if !glued(i + 1, &["/"]) || tokens.gap(i + 2) != Gap::Glued {
        return None;
    }
    let (a, b) = (digits(i), digits(i + 2));
    let own = item_key(&tokens.text()[here.start as usize..tokens.at(i + 2).end as usize]);
    if scene.items.contains(&own) {
        return None;
    }
    let foreign = scene.country != Country::Sweden || scene.segment(i) == SegmentKind::Heading;
    let numbered_year = matches!(scene.country, Country::Sweden | Country::Finland) && year(i + 2);
    if a == 2 && (3..=6).contains(&b) && foreign && !numbered_year && !matches!(tokens.surface(i), "00") {
        return Some((i, last, 0.93));
    }
    if a >= 3 && !year(i) && b == 4 && year(i + 2) && last == i + 2 {
        return Some((i, last, 0.85));
    }
    // The school year 2010/11 is a span.
    let next_year = year(i)
        && b == 2
        && tokens.surface(i)[2..]
            .parse::<u8>()
            .ok()
            .zip(tokens.surface(i + 2).parse::<u8>().ok())
            .is_some_and(|(x, y)| (x + 1) % 100 == y);
    if next_year {
        return None;
    }
    if year(i) && (1..=8).contains(&b) && !(b == 4 && year(i + 2)) && !glued(i + 3, &["/"]) {
        return Some((i, last, 0.9));
    }
    // sak 031/24 of another body
    let stop = i.wrapping_sub(1 + usize::from(i > 0 && tokens.is_text(i - 1, ".")));
    if i > 0 && tokens.is(stop, flag::CITED) && b == 2 && (1..=4).contains(&a) && !heads_item(scene, stop) {
        return Some((i, last, 0.9));
    }
    let counts = (1..=4).contains(&a) && (1..=4).contains(&b) && last == i + 2;
    (counts && is_of_another_body(scene, i)).then_some((i, last, 0.9))
}

/// Whether a number stands in a cell of a row that tells when another body had the case: `Formannskapet   05.06.2019   71/19`.
fn is_of_another_body(scene: &Scene<'_>, i: usize) -> bool {
    /// Tokens of such a row.
    const ROW: usize = 24;
    let tokens = scene.tokens;
    let end =
        (i + 1..i + ROW).find(|&k| tokens.get(k).is_none_or(|token| token.heads_line)).unwrap_or(i + ROW);
    let Some(start) = (i.saturating_sub(ROW)..i).rev().find(|&k| tokens.at(k).heads_line) else {
        return false;
    };
    let name = (start..i).take_while(|&k| k == start || tokens.gap(k) < Gap::Hard);
    let dated = (start..end).any(|k| {
        tokens.kind(k) == Some(Kind::Number)
            && matches!(tokens.surface(k).len(), 2 | 4)
            && k > start + 3
            && (k - 3..=k).all(|part| tokens.gap(part) == Gap::Glued)
            && tokens.is_text(k - 1, ".")
            && tokens.is_text(k - 3, ".")
    });
    tokens.gap(i) == Gap::Hard
        && dated
        && name.into_iter().any(|k| tokens.is(k, flag::BODY | flag::LISTED_BODY))
}

/// The letters of a registry with a year of two digits after them: `KS15`.
fn year_in_registry(surface: &str) -> bool {
    let letters = surface.trim_end_matches(|c: char| c.is_ascii_digit());
    surface.len() == letters.len() + 2 && (2..=5).contains(&letters.chars().count())
}

/// Whether a number of the form `118/04` follows a registry's letters: in Norway any, elsewhere one that is too long for
/// the items of a year.
fn counted_by_year(scene: &Scene<'_>, i: usize) -> bool {
    let tokens = scene.tokens;
    let digits = |k: usize| if tokens.kind(k) == Some(Kind::Number) { tokens.surface(k).len() } else { 0 };
    let least = if scene.country == Country::Norway { 1 } else { 3 };
    (least..=5).contains(&digits(i + 1))
        && tokens.is_text(i + 2, "/")
        && tokens.gap(i + 2) == Gap::Glued
        && digits(i + 3) == 2
        && tokens.gap(i + 3) == Gap::Glued
}

/// `PS 23/9` where it is no item of this document; `unknown`: its items are not told, and it may be one.
fn cited(scene: &Scene<'_>, i: usize, unknown: bool) -> Option<(usize, usize, f32)> {
    let tokens = scene.tokens;
    let number = i + 1;
    if tokens.kind(number) != Some(Kind::Number)
        || tokens.gap(number) != Gap::Space
        || !tokens.is_text(number + 1, "/")
    {
        return None;
    }
    let last = code_end(tokens, number);
    if last != number + 2 {
        return None;
    }
    let (start, end) = tokens.span(number, last);
    let key = item_key(&tokens.text()[start..end]);
    let heads = heads_item(scene, i) && !is_of_another_body(scene, i);
    let own = scene.items.contains(&key) || heads || unknown;
    (!own).then_some((i, last, 0.85))
}

/// Whether the token opens a line of a heading or of the list of contents.
fn heads_item(scene: &Scene<'_>, i: usize) -> bool {
    matches!(scene.segment(i), SegmentKind::Heading | SegmentKind::Cover) || scene.tokens.at(i).heads_line
}

//! First and last pages: labels in a column or on a line of their own, and the names of those who sign.

use super::Drafts;
use crate::outline::cues::Cues;
use crate::outline::fold::find_words;
use crate::outline::heads;
use crate::outline::page::Page;
use crate::record::SegmentKind;

/// First and last pages: labels in a column or on a line of their own.
pub(super) fn front(
    page: &Page,
    cues: &'static Cues,
    from: usize,
    to: usize,
    first: SegmentKind,
    out: &mut Drafts,
) {
    if from >= to {
        return;
    }
    let mut kind = first;
    let mut id = None;
    for at in from..to {
        let row = page.content[at];
        let line = page.rows.folded(row);
        let mut found: Option<(usize, SegmentKind, &'static str)> = None;
        for front in &cues.fronts {
            if let Some(len) = heads::label(line, &front.labels)
                && label_stands(line, len)
                && found.as_ref().is_none_or(|(best, _, _)| len > *best)
            {
                found = Some((len, front.kind, front.id.as_str()));
            }
            if page.begins(at) && front.any.iter().any(|cue| find_words(line, cue).is_some()) {
                found = found.or(Some((1, front.kind, front.id.as_str())));
            }
        }
        if found.is_none() && first == SegmentKind::Other {
            found = closing(page, cues, at, line);
        }
        if let Some((len, next, rule)) = found {
            // A label of a kind keeps the segment of that kind open.
            if id.is_none() || next != kind {
                kind = next;
                id = Some(out.open(kind, None, rule, Some(page.rows.span(row, 0, len))));
            }
        } else if kind == SegmentKind::Other && first == SegmentKind::Cover && page.begins(at) {
            // A remark between the lists of the first page ends with its paragraph.
            kind = SegmentKind::Cover;
            id = None;
        }
        let current = *id.get_or_insert_with(|| out.open(kind, None, "front", None));
        out.of[at] = current;
    }
}

/// After the last item: place and date over the names of those who sign.
fn closing(
    page: &Page,
    cues: &'static Cues,
    at: usize,
    line: &str,
) -> Option<(usize, SegmentKind, &'static str)> {
    if page.begins(at) && is_place_and_date(page, at) {
        return Some((line.len(), SegmentKind::Signatures, "closing.place_and_date"));
    }
    let head = page.heads[at].as_ref()?;
    let section = &cues.sections[head.section];
    section.closes.then_some((head.len, SegmentKind::Other, section.id.as_str()))
}

/// "Voss, 20.06.2022", "Bodø, 14. oktober 2022": a capital, a comma, digits, no verb.
pub(super) fn is_place_and_date(page: &Page, at: usize) -> bool {
    let line = page.line(at);
    let Some((place, date)) = line.split_once(", ").or_else(|| line.split_once(" den ")) else {
        return false;
    };
    let words = date.split_ascii_whitespace().count();
    let year = date.bytes().rev().take_while(u8::is_ascii_digit).count();
    page.rows.begins_upper(page.content[at])
        && place.split_ascii_whitespace().count() <= 3
        && place.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ' || b == b'-')
        && words <= 4
        && matches!(year, 2 | 4)
        && date.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// A label stands before a colon, a gap or the line's end, or before a value that begins with a capital or figure.
fn label_stands(line: &str, len: usize) -> bool {
    let rest = &line[len.min(line.len())..];
    let words = rest.split_ascii_whitespace().count();
    rest.is_empty() || rest.starts_with(':') || rest.starts_with("  ") || !(line.ends_with('.') && words > 8)
}

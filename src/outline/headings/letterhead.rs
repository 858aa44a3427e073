//! The heading of a document that is one item without a number: its letterhead.
//!
//! Nothing but layout and the labels of the tables tells where it ends.

use super::Heading;
use super::parts::{collapse, is_case_line, joined};
use crate::outline::codes;
use crate::outline::heads;
use crate::outline::page::Page;
use crate::text::{Repaired, Span};

/// The heading of a document that is one item without a number: everything before the first section, with the last
/// title-like paragraph as its title.
pub(in crate::outline) fn unnumbered(page: &Page, from: usize) -> Heading {
    let n = page.content.len();
    let first_head = (from..n).find(|&at| page.heads[at].is_some()).unwrap_or(n).min(from + 40);
    let mut heading = Heading { start: from, end: from, ..Heading::default() };
    let mut title: Option<(usize, usize)> = None;
    let mut at = from;
    while at < first_head {
        let mut end = at + 1;
        while end < first_head && !page.begins(end) {
            end += 1;
        }
        let long = (at..end).map(|k| page.line(k).len()).sum::<usize>() > 240;
        if long || page.line(end - 1).ends_with('.') && end - at > 1 {
            break; // running text
        }
        let line = heads::undecorated(page.line(at));
        let letters = line.bytes().filter(u8::is_ascii_alphabetic).count();
        let label =
            is_case_line(page, page.content[at]) || heads::label(line, &page.cues.heading.meta).is_some();
        if letters >= 8 && !label {
            title = Some((at, end));
        }
        heading.end = end;
        at = end;
    }
    if heading.end == from && first_head > from {
        // No heading before the text: the first line serves.
        return heading;
    }
    if let Some((start, end)) = title {
        let spans: Vec<Span<Repaired>> = (start..end).map(|k| page.rows.rows[page.content[k]].span).collect();
        heading.title = joined(page, &spans);
        heading.end = heading.end.max(end);
    }
    for at in heading.start..heading.end {
        labelled_cases(page, at, heading.end, &mut heading.case_numbers);
    }
    heading
}

/// Case numbers of a letterhead, also where a label is glued to the value before it.
pub(super) fn labelled_cases(page: &Page, at: usize, end: usize, cases: &mut Vec<String>) {
    let row = page.content[at];
    let line = page.rows.folded(row);
    for label in page.cues.heading.case.iter() {
        let Some(found) = line.find(label) else { continue };
        let after = found + label.len();
        let value_at =
            after + line[after..].len() - line[after..].trim_start_matches([':', '.', ' ', '*', '#']).len();
        let len = codes::labelled(&line[value_at..]);
        if len > 0 {
            cases.push(unglued(page, row, value_at, len));
            return;
        }
        if value_at >= line.len() && at + 1 < end && label.len() > 3 {
            let next = page.content[at + 1];
            let value = page.rows.folded(next);
            let len = codes::labelled(value);
            if len > 0 {
                cases.push(unglued(page, next, 0, len));
            }
            return;
        }
    }
}

/// A case number without the label that is glued to its end.
fn unglued(page: &Page, row: usize, at: usize, len: usize) -> String {
    let folded = &page.rows.folded(row)[at..at + len];
    let cut = page
        .cues
        .heading
        .meta
        .iter()
        .chain(page.cues.heading.case.iter())
        .filter(|label| label.len() > 3 && folded.len() > label.len() && folded.ends_with(label))
        .map(|label| folded.len() - label.len())
        .min()
        .unwrap_or(folded.len());
    collapse(page.rows.span(row, at, cut).of(page.rows.text))
}

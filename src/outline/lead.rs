//! The headings that a segment begins with, so that its words can be read without them.
//!
//! "Beslut", "Reservationer" over what was decided and said belong to their segment, but are no part of its words. A line
//! that is the beginning of a sentence ("Kommunstyrelsen beslutar" over "att …") is no heading, though it is met as one:
//! running prose is never cut.

use super::heads::{Head, How};
use super::page::Page;
use super::points;
use crate::text::{Repaired, Span};

/// The heading lines of the segment that begins at `start` and lasts before `end`, positions in the content rows.
pub(super) fn lead(page: &Page, start: usize, end: usize) -> Option<Span<Repaired>> {
    let first = page.rows.rows[page.content[start]].span.start();
    let mut lead = None;
    // Of a segment that is all headings, the last is what it says: "Indstilles.", "Udsat".
    for at in start..end {
        let Some(head) = &page.heads[at] else { break };
        let row = page.content[at];
        if head.len < page.line(at).len() {
            // "Beslut: Bifalls." A label that names who moved is part of what they moved.
            if head.organ.is_none() && head.how != How::Pattern {
                lead = Some(Span::new(first, page.rows.span(row, 0, head.len).end()));
            }
            break;
        }
        if at + 1 == end || runs_on(page, at, head) {
            break;
        }
        lead = Some(Span::new(first, page.rows.rows[row].span.end()));
    }
    lead
}

/// Whether a heading is the beginning of a sentence: who acts, a verb, and small letters on the next line.
fn runs_on(page: &Page, at: usize, head: &Head) -> bool {
    let (line, next) = (page.line(at), page.content[at + 1]);
    let acts = head.how == How::Pattern
        && head.organ.as_ref().is_some_and(|organ| {
            line.find(organ.as_str()).is_some_and(|from| line[from + organ.len()..].starts_with(' '))
        });
    acts && !line.ends_with(':') && page.rows.of(next).trim_start().starts_with(char::is_lowercase)
}

/// The number of the point that begins at `start`.
pub(super) fn number(page: &Page, start: usize) -> Option<Span<Repaired>> {
    let line = page.line(start);
    let (_, rest) = points::leading(line)?;
    Some(page.rows.span(page.content[start], 0, line.len() - rest.len()))
}

//! What the document is called and when it was written.

use super::passage::Passage;
use crate::extract::Mention;
use crate::outline::Outline;
use crate::record::{Document, DocumentType, EntityValue, Meeting, SegmentKind};

/// Kind, title and date.
pub(super) fn document(
    text: &str,
    outline: &Outline,
    mentions: &[Mention],
    passages: &[Passage],
    meeting: Option<&Meeting>,
) -> Document {
    let kind = outline.form.unwrap_or(DocumentType::Other);
    let title = match kind {
        DocumentType::Minutes | DocumentType::Newsletter | DocumentType::Other => None,
        _ => outline
            .items
            .first()
            .and_then(|item| item.title.clone())
            .or_else(|| heading(passages))
            .or_else(|| first_line(text)),
    };
    let date = match (kind, meeting) {
        (DocumentType::Minutes, meeting) => meeting.and_then(|meeting| meeting.date.clone()),
        _ => dated(outline, mentions),
    };
    Document { kind, title, date }
}

/// The first heading that holds words and not only labels.
fn heading(passages: &[Passage]) -> Option<String> {
    let mut headings = passages.iter().filter(|passage| passage.kind == SegmentKind::Heading);
    headings.find_map(|passage| passage.lines().map(|(_, line)| plain(line)).find(|line| is_title(line)))
}

fn first_line(text: &str) -> Option<String> {
    text.lines().take(30).map(plain).find(|line| is_title(line))
}

/// A line without Markdown marks, white space folded.
fn plain(line: &str) -> String {
    let words: Vec<&str> = line.split_whitespace().map(|word| word.trim_matches(['*', '#', '_'])).collect();
    words.join(" ").trim().to_owned()
}

fn is_title(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphabetic()).count();
    let digits = line.chars().filter(char::is_ascii_digit).count();
    line.split_whitespace().count() >= 3
        && letters >= 12
        && digits * 3 < letters
        && !line.contains([':', '@'])
}

/// The first full date of the letterhead.
fn dated(outline: &Outline, mentions: &[Mention]) -> Option<String> {
    let head_end = outline
        .segments
        .iter()
        .find(|segment| {
            !matches!(segment.kind, SegmentKind::Heading | SegmentKind::Cover | SegmentKind::Furniture)
        })
        .map_or(usize::MAX, |segment| segment.span.start());
    mentions.iter().take_while(|mention| mention.span.start() < head_end).find_map(|mention| {
        match &mention.value {
            EntityValue::Date { iso: Some(iso) } if iso.len() == 10 => Some(iso.clone()),
            _ => None,
        }
    })
}

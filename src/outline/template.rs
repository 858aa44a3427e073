//! Headings of a template that the tables do not know, told by their recurrence.
//!
//! Every template ends its items with what was decided. Where no item has a heading for that, a short line that heads
//! text in several items, and is the last such line in most of them, is taken for it. Nothing else is inferred from
//! recurrence: what the other lines head stays unknown.

use super::cues::Cues;
use super::headings::Heading;
use super::heads::{Head, How};
use super::page::Page;
use std::collections::BTreeMap;

/// The rows that head decisions by recurrence, as heads of the tables' section of decisions.
pub(super) fn decision_heads(page: &Page, found: &[Heading], cues: &Cues) -> Vec<(usize, Head)> {
    let Some(section) = (0..cues.sections.len()).find(|&section| cues.sections[section].decides()) else {
        return Vec::new();
    };
    let first = found.first().map_or(page.content.len(), |heading| heading.start);
    if (first..page.content.len())
        .any(|at| page.heads[at].as_ref().is_some_and(|head| cues.sections[head.section].decides()))
    {
        return Vec::new();
    }
    // For each line: where it stands, and in how many items it is the last.
    let mut lines: BTreeMap<&str, (Vec<usize>, usize)> = BTreeMap::new();
    for (index, heading) in found.iter().enumerate() {
        let limit = found.get(index + 1).map_or(page.content.len(), |next| next.start);
        let mut last = None;
        for at in heading.end..limit {
            if let Some(line) = heads_text(page, at, limit) {
                lines.entry(line).or_default().0.push(at);
                last = Some(line);
            }
        }
        if let Some(line) = last {
            lines.entry(line).or_default().1 += 1;
        }
    }
    let best = lines.into_values().max_by_key(|(places, last)| (*last, std::cmp::Reverse(places.len())));
    match best {
        Some((places, last)) if last >= 2 && last * 3 >= found.len() && last * 3 >= places.len() * 2 => {
            places
                .into_iter()
                .map(|at| {
                    (
                        page.content[at],
                        Head { section, organ: None, len: page.line(at).len(), how: How::Pattern },
                    )
                })
                .collect()
        }
        _ => Vec::new(),
    }
}

/// The words of a line that stands over text as a heading does.
fn heads_text<'p>(page: &'p Page, at: usize, limit: usize) -> Option<&'p str> {
    let line = page.line(at);
    let words = line.split_ascii_whitespace().count();
    let row = page.content[at];
    let stands =
        page.begins(at) && page.heads[at].is_none() && at + 1 < limit && !page.rows.rows[row + 1].after_blank;
    let short = (4..=40).contains(&line.len())
        && words <= 6
        && !line.contains("  ")
        && !line.ends_with(['.', ',', ';', '-', ')'])
        && !line.bytes().any(|b| b.is_ascii_digit())
        && page.rows.begins_upper(row);
    let letters =
        line.bytes().all(|b| b.is_ascii_alphabetic() || matches!(b, b' ' | b':' | b'/' | b'-' | b'?'));
    (stands && short && letters && page.rows.begins_upper(page.content[at + 1]))
        .then(|| line.trim_end_matches(':'))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::outline;
    use crate::record::SegmentKind;

    fn decisions(text: &str) -> Vec<String> {
        let found = outline(text, Some(Language::Danish));
        let kept = found.segments.iter().filter(|segment| segment.kind == SegmentKind::Decision);
        kept.map(|segment| segment.span.of(text).split_whitespace().collect::<Vec<_>>().join(" ")).collect()
    }

    #[test]
    fn the_last_recurring_line_of_items_heads_what_was_decided() {
        let text = "Referat af møde i Kulturudvalget\n\nPunkt 1: Ny scene\n\nDet drejer sig om\nScenen er slidt.\n\n\
                    Hvad blev enden\nDer bygges en ny.\n\nPunkt 2: Takster\n\nDet drejer sig om\nTaksterne for 2020.\n\n\
                    Hvad blev enden\nIngen ændringer.\n";
        assert_eq!(
            decisions(text),
            ["Hvad blev enden Der bygges en ny.", "Hvad blev enden Ingen ændringer."]
        );
    }

    #[test]
    fn known_headings_need_no_inference() {
        let text = "Referat af møde i Kulturudvalget\n\nPunkt 1: Ny scene\n\nBeslutning\nGodkendt.\n\nTil stede i salen\nAlle.\n\n\
                    Punkt 2: Takster\n\nBeslutning\nUdsat.\n\nTil stede i salen\nAlle.\n";
        assert!(decisions(text).iter().all(|text| !text.starts_with("Til stede")));
    }
}

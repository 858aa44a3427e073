//! Labels of title pages and what stands behind them: the rest of the line with the indented lines below, or the next line
//! where a label stands alone.
//!
//! A label begins a line or a column. What a value means is for those who ask for it.

use super::passage::Passage;
use super::phrases::Phrases;
use std::ops::Range;

/// A line's place in its passage, and its text.
type Line<'p> = (Range<usize>, &'p str);

/// The values of labels that are closed by a colon, a gap or the line's end, or followed by figures.
pub(super) fn labelled(passage: &Passage, labels: &Phrases) -> Vec<Range<usize>> {
    let lines: Vec<Line<'_>> = passage.lines().collect();
    let mut out = Vec::new();
    for (i, (range, _)) in lines.iter().enumerate() {
        let small = &passage.lower()[range.clone()];
        for at in labels.iter(passage.words().part(range.clone())) {
            let before = &small[..at.start];
            let begins = before.trim().is_empty() || before.ends_with("  ");
            let after = &small[at.end..];
            if begins && (is_closed(after) || after.trim_start().starts_with(|c: char| c.is_ascii_digit())) {
                out.extend(behind(&lines, i, after));
            }
        }
    }
    out
}

/// The same for labels of which the longer is meant, and which a single space may part from a value with a capital:
/// readers narrow the gap of a column.
pub(super) fn values(passage: &Passage, labels: &Phrases) -> Vec<Range<usize>> {
    let lines: Vec<Line<'_>> = passage.lines().collect();
    let mut out = Vec::new();
    for (i, (range, line)) in lines.iter().enumerate() {
        let small = &passage.lower()[range.clone()];
        let columns =
            small.match_indices("  ").map(|(at, _)| at + 2).filter(|&at| !small[at..].starts_with(' '));
        for start in std::iter::once(small.len() - small.trim_start().len()).chain(columns) {
            let Some(length) = labels.longest(&small[start..]) else { continue };
            let after = &small[start + length..];
            let next = line[start + length..].trim_start().chars().next();
            let narrow = after.starts_with(' ')
                && line[start..].starts_with(char::is_uppercase)
                && next.is_some_and(|c| c.is_uppercase() || c == '|')
                && line[..start].trim().is_empty()
                && !line.ends_with('.');
            if after.starts_with(' ') && !is_closed(after) && next.is_some_and(|c| c.is_ascii_digit()) {
                // "Mødelokale 12" is a room's name.
                out.push(range.start + start..range.end);
            } else if is_closed(after) || narrow {
                out.extend(behind(&lines, i, after));
            }
        }
    }
    out
}

fn is_closed(after: &str) -> bool {
    after.is_empty() || after.starts_with(':') || after.starts_with("  ") || after.starts_with('\t')
}

/// The value of a label on line `i`, where `after` is what stands behind it.
fn behind(lines: &[Line<'_>], i: usize, after: &str) -> Option<Range<usize>> {
    let (range, line) = &lines[i];
    let value = after.trim_start_matches([':', ' ', '\t']);
    if value.is_empty() {
        let (below, text) = lines.get(i + 1)?;
        return (!text.trim().is_empty()).then(|| below.clone());
    }
    let column = line[..line.len() - value.len().min(line.len())].chars().count();
    let mut end = range.end;
    for (below, text) in &lines[i + 1..] {
        let indent = text.chars().take_while(|c| c.is_whitespace()).count();
        if text.trim().is_empty() || indent + 2 < column || indent < 4 {
            break;
        }
        end = below.end;
    }
    Some(range.end - value.len()..end)
}

//! Lists: the points of a decision, recipients, annexes; and prose without its own heading.

use super::cues::Cues;
use super::passage::Passage;
use std::ops::Range;

/// The passage as prose, without the headings that open it.
pub(super) fn body(passage: &Passage) -> String {
    passage.prose(passage.body..passage.text().len())
}

/// The mark that begins a point: `1.`, `2)`, `a)`, `–`, `•`, or one of the words. Its length in bytes.
fn marker(line: &str, words: &[String]) -> Option<(Mark, usize)> {
    let mut chars = line.char_indices();
    let (_, first) = chars.next()?;
    if matches!(first, '-' | '–' | '—' | '•' | '*' | '·') {
        let rest = line[first.len_utf8()..].trim_start();
        return (rest.len() < line.len() - first.len_utf8()).then_some((Mark::Sign, line.len() - rest.len()));
    }
    let token = line.split_whitespace().next()?;
    let bare = token.trim_end_matches(['.', ')', ':']);
    let closed = bare.len() < token.len();
    let after = line[token.len()..].trim_start();
    let length = line.len() - after.len();
    if after.is_empty() {
        return None;
    }
    if closed && bare.len() <= 2 && !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit()) {
        return Some((Mark::Number(bare.parse().ok()?), length));
    }
    if closed && bare.chars().count() == 1 && bare.chars().all(char::is_alphabetic) && !token.ends_with(':') {
        return Some((Mark::Letter(bare.chars().next()?.to_lowercase().next()?), length));
    }
    words.iter().any(|word| *word == token.to_lowercase()).then_some((Mark::Word, length))
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mark {
    Number(u32),
    Letter(char),
    Sign,
    Word,
}

/// The numbered, lettered or listed points of a passage, without their marks, as prose. A list of one is no list,
/// unless it is numbered from 1.
pub(super) fn points(passage: &Passage, cues: &Cues) -> Vec<String> {
    let starts = point_starts(passage, cues);
    let end = passage.text().len();
    (0..starts.len())
        .map(|i| {
            let (_, _, start) = starts[i];
            let stop = starts.get(i + 1).map_or_else(|| paragraph_end(passage.text(), start), |next| next.1);
            passage.prose(start..stop.min(end))
        })
        .filter(|point| !point.is_empty())
        .collect()
}

/// Where the second of several points begins.
pub(super) fn second_point(passage: &Passage, cues: &Cues) -> Option<usize> {
    point_starts(passage, cues).get(1).map(|&(_, start, _)| start)
}

/// The points: mark, start of its line, start of its words.
fn point_starts(passage: &Passage, cues: &Cues) -> Vec<(Mark, usize, usize)> {
    let mut starts: Vec<(Mark, usize, usize)> = Vec::new();
    let mut kind = None;
    for (range, line) in passage.lines() {
        let indent = line.len() - line.trim_start().len();
        let Some((mark, length)) = marker(line.trim_start(), &cues.phrases.lists.point_words) else {
            continue;
        };
        let class = std::mem::discriminant(&mark);
        let follows = match (starts.last(), mark) {
            (None, Mark::Number(n)) => n <= 30,
            (None, Mark::Letter(c)) => c == 'a',
            (None, _) => true,
            (Some(&(Mark::Number(before), ..)), Mark::Number(n)) => n == before + 1,
            (Some(&(Mark::Letter(before), ..)), Mark::Letter(c)) => u32::from(c) == u32::from(before) + 1,
            _ => true,
        };
        // A list inside a point ("a)" under "2.") belongs to it.
        if follows && kind.is_none_or(|first| first == class) {
            kind = Some(class);
            starts.push((mark, range.start, range.start + indent + length));
        }
    }
    let single = matches!(starts[..], [(Mark::Number(1), ..)]);
    if starts.len() < 2 && !single { Vec::new() } else { starts }
}

/// The end of the paragraph that `from` stands in: what follows the last point after a blank line is not part of it.
fn paragraph_end(text: &str, from: usize) -> usize {
    let mut at = from;
    for line in text[from..].split_inclusive('\n') {
        if at > from && line.trim().is_empty() {
            return at;
        }
        at += line.len();
    }
    text.len()
}

/// The entries of a list of recipients or annexes.
pub(super) fn entries(passage: &Passage, cues: &Cues) -> Vec<String> {
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut first = true;
    for (range, line) in passage.lines() {
        if range.end <= passage.body && passage.body > 0 {
            first = false;
            continue;
        }
        if line.trim().is_empty() {
            open = false;
            continue;
        }
        let mut start = range.start + (line.len() - line.trim_start().len());
        if passage.body > start && passage.body < range.end {
            (start, first) = (passage.body, false);
        }
        if std::mem::take(&mut first) {
            let small = &passage.lower()[start..range.end];
            if let Some(heading) = cues.phrases.lists.headings.find(small)
                && heading.start == 0
            {
                let rest = small[heading.end..].trim_start_matches([':', ' ', '\t']);
                start = range.end - rest.len();
                if rest.is_empty() {
                    continue;
                }
            }
        }
        let rest = &passage.text()[start..range.end];
        let marked = marker(rest, &[]);
        let goes_on = rest.starts_with(char::is_lowercase) && marked.is_none();
        match ranges.last_mut() {
            Some(last) if open && goes_on => last.end = range.end,
            _ => ranges.push(start + marked.map_or(0, |(_, length)| length)..range.end),
        }
        open = true;
    }
    ranges
        .into_iter()
        .flat_map(|range| {
            let entry = passage.prose(range);
            let entry = entry.trim_end_matches(['.', ',', ';']).to_owned();
            // One line with several names: each is an entry.
            if entry.contains(", ") && !entry.chars().any(|c| c.is_ascii_digit()) {
                entry.split(", ").map(str::to_owned).collect()
            } else {
                vec![entry]
            }
        })
        .filter(|entry| !entry.is_empty())
        .collect()
}

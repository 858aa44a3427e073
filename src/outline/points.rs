//! Numbered wishes of a strategy, each under its own heading, also where a page break tore the numbers off.
//!
//! A wish is a heading-like paragraph that says what is wanted. Numbers on lines of their own, torn from their
//! paragraphs, belong in order to the wishes without a number that follow them.

use super::cues::Cues;
use super::page::Page;

/// Where each wish begins, and which rows hold nothing but a torn-off number.
#[derive(Debug, Default)]
pub(super) struct Points {
    /// Positions in the content rows.
    pub(super) wishes: Vec<usize>,
    pub(super) orphans: Vec<usize>,
}

/// Finds the wishes; none unless at least two are numbered or torn.
pub(super) fn points(page: &Page, cues: &Cues) -> Points {
    let mut out = Points::default();
    let mut expected = 1;
    let mut waiting = 0;
    let mut found: Vec<usize> = Vec::new();
    for at in 0..page.content.len() {
        let line = page.line(at);
        if let Some(number) = orphan(line) {
            if number == expected || number == expected + waiting {
                waiting += 1;
                out.orphans.push(at);
            }
            continue;
        }
        let numbered = leading(line);
        let rest = numbered.map_or(line, |(_, rest)| rest);
        let wish = cues.wishes.holds(rest);
        if let Some((number, _)) = numbered {
            if number == expected && wish && heading_like(page, at) {
                found.push(at);
                expected += 1;
            }
        } else if waiting > 0
            && wish
            && page.begins(at)
            && page.rows.begins_upper(page.content[at])
            && heading_like(page, at)
        {
            found.push(at);
            expected += 1;
            waiting -= 1;
        }
    }
    if found.len() >= 2 {
        out.wishes = found;
    } else {
        out.orphans.clear();
    }
    out
}

/// A line that is a number and its bracket or full stop.
fn orphan(line: &str) -> Option<u32> {
    let digits = line.strip_suffix([')', '.'])?;
    (!digits.is_empty() && digits.len() <= 2).then(|| digits.parse().ok())?
}

/// The number that a line begins with, and what follows it.
pub(super) fn leading(line: &str) -> Option<(u32, &str)> {
    let end = line.bytes().take_while(u8::is_ascii_digit).count();
    if end == 0 || end > 2 {
        return None;
    }
    let rest = line[end..].strip_prefix([')', '.'])?;
    let rest = rest.strip_prefix(' ')?;
    Some((line[..end].parse().ok()?, rest))
}

/// A short line that does not run on: it ends in an exclamation mark, or has no full stop and a break after it.
fn heading_like(page: &Page, at: usize) -> bool {
    let line = page.line(at);
    let breaks = at + 1 >= page.content.len()
        || page.begins(at + 1)
        || page.rows.begins_upper(page.content[at + 1]) && (line.len() < 80 || line.ends_with('!'));
    line.len() < 130 && breaks && (line.ends_with('!') || !line.ends_with(['.', ',', ';', '-']))
}

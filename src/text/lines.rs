//! Lines and pages of a text.
//!
//! A form feed breaks the page wherever it stands: alone on a line, before the first word of one, or after the
//! last. It is never part of a line.

use super::span::Span;

/// One line, without its line end and without form feeds.
#[derive(Debug)]
pub struct Line<S> {
    /// The line's characters; empty for an empty line.
    pub span: Span<S>,
    /// The page that it stands on, counted from 0.
    pub page: u32,
    /// Columns of white space before the first character (a tab counts as one).
    pub indent: u32,
}

impl<S> Line<S> {
    /// Whether the line holds only white space.
    pub fn is_blank(&self, text: &str) -> bool {
        self.span.len() == self.indent as usize || self.span.of(text).trim().is_empty()
    }
}

/// Splits a text at line ends and form feeds. The lines are in order and do not overlap; what lies between two
/// of them is one `\n` or `\f`.
pub fn lines<S>(text: &str) -> Vec<Line<S>> {
    let mut out = Vec::with_capacity(text.len() / 40 + 1);
    let (mut start, mut page) = (0, 0);
    let mut push = |start: usize, end: usize, page: u32| {
        let body = &text[start..end];
        let indent = body.chars().take_while(|c| c.is_whitespace()).count();
        out.push(Line {
            span: Span::new(start, end),
            page,
            indent: u32::try_from(indent).unwrap_or(u32::MAX),
        });
    };
    for at in memchr::memchr2_iter(b'\n', b'\x0c', text.as_bytes()) {
        push(start, at, page);
        page += u32::from(text.as_bytes()[at] == b'\x0c');
        start = at + 1;
    }
    if start < text.len() {
        push(start, text.len(), page);
    }
    out
}

/// The lines of a text with the line end or form feed that closes each.
pub fn closed_lines(text: &str) -> impl Iterator<Item = &str> {
    let mut breaks = memchr::memchr2_iter(b'\n', b'\x0c', text.as_bytes());
    let mut from = 0;
    std::iter::from_fn(move || {
        let end = breaks.next().map_or(text.len(), |at| at + 1);
        let line = &text[from..end];
        from = end;
        (!line.is_empty()).then_some(line)
    })
}

#[cfg(test)]
mod tests {
    use super::{Line, closed_lines, lines};
    use crate::text::Read;

    #[test]
    fn form_feeds_break_pages_wherever_they_stand() {
        let text = "Sida 1\n\x0c\nSida 2\n\x0c§ 3\nslut\x0cSida 4";
        let found: Vec<Line<Read>> = lines(text);
        let shown: Vec<(&str, u32)> = found.iter().map(|line| (line.span.of(text), line.page)).collect();
        assert_eq!(
            shown,
            [("Sida 1", 0), ("", 0), ("", 1), ("Sida 2", 1), ("", 1), ("§ 3", 2), ("slut", 2), ("Sida 4", 3)]
        );
    }

    #[test]
    fn closed_lines_are_the_whole_text() {
        for text in ["", "\n", "a", "a\n\x0cb", "Sida 1\n\x0c\nå\n"] {
            assert!(closed_lines(text).eq(text.split_inclusive(['\n', '\x0c'])), "{text:?}");
        }
    }

    #[test]
    fn indent_is_counted_in_characters() {
        let found: Vec<Line<Read>> = lines("   § 3\n   ");
        assert_eq!(found[0].indent, 3);
        assert!(found[1].is_blank("   § 3\n   "));
    }
}

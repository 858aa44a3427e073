//! Lines with the marks of layout that later steps ask for.
//!
//! A row is a line of the repaired text with its folded reading and a few facts of position. Rows refuse to know
//! what a line means; they are the only place where characters are counted.

use super::fold::fold_onto;
use crate::text::{Repaired, Span, lines};

/// A line and what can be seen of it without reading.
#[derive(Debug)]
pub(super) struct Row {
    /// The line without white space at its ends.
    pub(super) span: Span<Repaired>,
    /// Page, from 0.
    pub(super) page: u32,
    /// Columns before the first character.
    pub(super) indent: u32,
    /// A blank line, a page break or the beginning stands before it.
    pub(super) after_blank: bool,
    /// A figure stands in it.
    pub(super) has_digit: bool,
    /// A colon stands in it.
    pub(super) has_colon: bool,
    /// Range in [`Rows::folded`], without white space at the ends.
    folded: (u32, u32),
}

/// The non-blank lines of a text.
#[derive(Debug)]
pub(super) struct Rows<'a> {
    /// The repaired text.
    pub(super) text: &'a str,
    /// The non-blank lines, in order.
    pub(super) rows: Vec<Row>,
    folded: String,
}

impl<'a> Rows<'a> {
    /// Reads the lines of `text`.
    pub(super) fn new(text: &'a str) -> Self {
        let mut folded = Vec::with_capacity(text.len());
        let mut rows = Vec::new();
        let mut after_blank = true;
        let mut page = 0;
        for line in lines::<Repaired>(text) {
            let span = line.span.trim(text);
            if span.is_empty() {
                after_blank = true;
                continue;
            }
            let start = folded.len();
            fold_onto(&mut folded, span.of(text));
            let narrow = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
            let end = folded.len();
            let signs = |is: fn(u8) -> bool| folded[start..].iter().fold(false, |any, &byte| any | is(byte));
            let (has_digit, has_colon) = (signs(|byte| byte.is_ascii_digit()), signs(|byte| byte == b':'));
            folded.push(b' ');
            rows.push(Row {
                span,
                page: line.page,
                indent: line.indent,
                after_blank: after_blank || line.page != page,
                has_digit,
                has_colon,
                folded: (narrow(start), narrow(end)),
            });
            after_blank = false;
            page = line.page;
        }
        Self { text, rows, folded: String::from_utf8(folded).unwrap_or_default() }
    }

    /// The folded rows one after the other, a space between them.
    pub(super) fn all(&self) -> &str {
        &self.folded
    }

    /// How many rows there are.
    pub(super) fn len(&self) -> usize {
        self.rows.len()
    }

    /// The folded reading of a row: one byte per character, no white space at the ends.
    pub(super) fn folded(&self, row: usize) -> &str {
        let (start, end) = self.rows[row].folded;
        &self.folded[start as usize..end as usize]
    }

    /// The row as it stands in the text.
    pub(super) fn of(&self, row: usize) -> &'a str {
        self.rows[row].span.of(self.text)
    }

    /// The row as it stands in the text, after its first `from` characters.
    pub(super) fn after(&self, row: usize, from: usize) -> &'a str {
        let line = self.of(row);
        &line[line.char_indices().nth(from).map_or(line.len(), |(byte, _)| byte)..]
    }

    /// The text span of `len` characters from the `at`-th of a row; runs are cut at the row's end.
    pub(super) fn span(&self, row: usize, at: usize, len: usize) -> Span<Repaired> {
        let end = self.rows[row].span.end();
        Span::new(end - self.after(row, at).len(), end - self.after(row, at + len).len())
    }

    /// Whether the first letter of a row is a capital, past quotation marks, bullets and list numbers.
    pub(super) fn begins_upper(&self, row: usize) -> bool {
        self.of(row).chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
    }

    /// Whether the letters of a row are capitals.
    pub(super) fn is_upper(&self, row: usize) -> bool {
        let (mut upper, mut lower) = (0, 0);
        for c in self.of(row).chars() {
            upper += usize::from(c.is_uppercase());
            lower += usize::from(c.is_lowercase());
        }
        upper >= 3 && lower * 8 <= upper
    }

    /// Width of a row in characters.
    pub(super) fn width(&self, row: usize) -> usize {
        let (start, end) = self.rows[row].folded;
        (end - start) as usize
    }

    /// Whether a row closes a sentence, a quotation or a heading.
    pub(super) fn ends_sentence(&self, row: usize) -> bool {
        matches!(self.folded(row).bytes().last(), Some(b'.' | b':' | b'?' | b'!' | b'"' | b')'))
    }
}

#[cfg(test)]
mod tests {
    use super::Rows;

    #[test]
    fn rows_are_lines_with_letters_counted() {
        let text = "  § 3\n\nVal av å\nslut\x0cny sida";
        let rows = Rows::new(text);
        assert_eq!(rows.len(), 4);
        assert_eq!((rows.folded(0), rows.rows[0].indent, rows.rows[0].after_blank), ("$ 3", 2, true));
        assert_eq!(rows.folded(1), "val av a");
        assert!(!rows.rows[2].after_blank && rows.rows[3].after_blank);
        assert_eq!(rows.span(1, 7, 1).of(text), "å");
        assert!(rows.begins_upper(1) && !rows.begins_upper(2));
    }
}

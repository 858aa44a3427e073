//! A joined reading of parts of a text: what a person reads who skips the page furniture.
//!
//! Names, sums and sentences run over line ends, page breaks and line-end hyphens. A view holds chosen parts of the
//! repaired text one after the other, with words hyphenated at a line end joined, and knows for every character
//! where it stood. A soft line end stays `\n`, so that a reader of the view may cross it or not; a blank line stays
//! `\n\n`. The view refuses to know what the parts are: who makes it says what is left out.

use super::lines::closed_lines;
use super::span::{Joined, Repaired, Span};
use std::ops::Range;

/// Most line ends, and most page breaks, between the two parts of a hyphenated word.
const MOST_JOINED: usize = 2;

/// Joined text with its way back to the repaired text.
#[derive(Debug, Default)]
pub struct View {
    text: String,
    /// (offset in the view, offset in the repaired text): from here on the two run in step.
    anchors: Vec<(u32, u32)>,
}

impl View {
    /// Joins `parts` of `text`, in order, without overlap. `keeps_hyphen` is asked with the word that follows a
    /// line-end hyphen: `true` keeps hyphen and line end ("mark- \n och exploatering").
    pub fn new(
        text: &str,
        parts: impl IntoIterator<Item = Span<Repaired>>,
        keeps_hyphen: impl Fn(&str) -> bool,
    ) -> Self {
        let mut view = Self::default();
        for part in parts {
            if !view.text.is_empty() && !view.text.ends_with('\n') {
                view.text.push('\n');
            }
            view.push(text, part, &keeps_hyphen);
        }
        view
    }

    fn push(&mut self, text: &str, part: Span<Repaired>, keeps_hyphen: &impl Fn(&str) -> bool) {
        let body = part.of(text);
        let mut at = 0;
        for line in closed_lines(body) {
            let start = part.start() + at;
            at += line.len();
            let bare = line.trim_start_matches(['\x0c', ' ', '\t']);
            if self.ends_hyphenated() && joins(bare, keeps_hyphen) {
                while self.text.ends_with([' ', '\n', '\x0c']) {
                    self.text.pop();
                }
                self.text.pop();
                self.anchor(start + (line.len() - bare.len()));
                self.text.push_str(bare);
            } else {
                self.anchor(start);
                self.text.push_str(line);
            }
        }
    }

    /// Whether the view so far ends in a line-end hyphen after a letter.
    fn ends_hyphenated(&self) -> bool {
        let mut back = self.text.chars().rev();
        // However many blank lines and pages there are, no more than these are looked at.
        let (mut lines, mut pages) = (0, 0);
        let last = loop {
            match back.next() {
                Some('\n') if lines < MOST_JOINED => lines += 1,
                Some('\x0c') if pages < MOST_JOINED => pages += 1,
                Some(' ') => {}
                last => break last,
            }
        };
        lines + pages > 0
            && matches!(last, Some('-' | '\u{ad}' | '\u{2010}'))
            && back.next().is_some_and(char::is_alphabetic)
    }

    fn anchor(&mut self, source: usize) {
        let narrow = |offset: usize| u32::try_from(offset).expect("documents are smaller than 4 GiB");
        let at = narrow(self.text.len());
        while self.anchors.last().is_some_and(|&(last, _)| last >= at) {
            self.anchors.pop();
        }
        self.anchors.push((at, narrow(source)));
    }

    /// The joined text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a stretch of the view stands in the repaired text: from its first character to its last.
    pub fn source(&self, span: Span<Joined>) -> Span<Repaired> {
        let start = self.source_of(span.start());
        if span.is_empty() {
            return Span::new(start, start);
        }
        let last = self.text[span.range()]
            .char_indices()
            .next_back()
            .map_or(span.start(), |(i, _)| span.start() + i);
        Span::new(start, self.source_of(last) + (span.end() - last))
    }

    /// The same for a plain byte range of [`View::text`].
    pub fn source_range(&self, range: Range<usize>) -> Span<Repaired> {
        self.source(Span::new(range.start, range.end))
    }

    /// Where a stretch of the repaired text stands in the view; what the view leaves out shrinks to nothing.
    pub fn joined(&self, span: Span<Repaired>) -> Span<Joined> {
        let start = self.joined_of(span.start());
        Span::new(start, self.joined_of(span.end()).max(start))
    }

    fn joined_of(&self, source: usize) -> usize {
        let after = self.anchors.partition_point(|&(_, from)| from as usize <= source);
        let limit = self.anchors.get(after).map_or(self.text.len(), |&(at, _)| at as usize);
        match after.checked_sub(1).map(|i| self.anchors[i]) {
            None => 0,
            Some((at, from)) => (at as usize + (source - from as usize)).min(limit),
        }
    }

    /// Where the character at a byte of the view stands in the repaired text.
    ///
    /// # Panics
    /// If the view is empty.
    pub fn source_of(&self, offset: usize) -> usize {
        let after = self.anchors.partition_point(|&(at, _)| at as usize <= offset);
        let (at, source) =
            self.anchors[after.checked_sub(1).expect("a view that holds text has an anchor at 0")];
        source as usize + (offset - at as usize)
    }

    /// The stretch as prose: every run of white space is one space.
    pub fn prose(&self, range: Range<usize>) -> String {
        let mut out = String::with_capacity(range.len());
        for word in self.text[range].split_whitespace() {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(word);
        }
        out
    }
}

/// Whether a line goes on a word that the line before broke off.
fn joins(line: &str, keeps_hyphen: &impl Fn(&str) -> bool) -> bool {
    let word = line.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    word.chars().next().is_some_and(char::is_lowercase) && !keeps_hyphen(word)
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::text::{Repaired, Span};
    use proptest::prelude::*;

    fn keeps(word: &str) -> bool {
        word == "och"
    }

    fn whole(text: &str) -> Span<Repaired> {
        Span::new(0, text.len())
    }

    #[test]
    fn a_hyphenated_word_is_joined_and_found_again() {
        let text = "till kommun-\n   styrelsen och mark-\noch miljö";
        let view = View::new(text, [whole(text)], keeps);
        assert_eq!(view.text(), "till kommunstyrelsen och mark-\noch miljö");
        let at = view.text().find("kommunstyrelsen").unwrap();
        assert_eq!(view.source_range(at..at + 15).of(text), "kommun-\n   styrelsen");
        assert_eq!(view.prose(0..view.text().len()), "till kommunstyrelsen och mark- och miljö");
    }

    #[test]
    fn a_word_is_joined_over_a_blank_line_and_a_page_but_not_over_more() {
        let joined = |text: &str| View::new(text, [whole(text)], keeps).text().to_owned();
        assert_eq!(joined("förut-\n\n\x0csättning"), "förutsättning");
        assert_eq!(joined("förut-\n\n\nsättning"), "förut-\n\n\nsättning");
        assert_eq!(joined("förut- sättning"), "förut- sättning");
    }

    #[test]
    fn furniture_between_the_halves_of_a_word_is_skipped() {
        let text = "förut-\nSida 2\nsättning";
        let view = View::new(text, [Span::new(0, 8), Span::new(15, text.len())], keeps);
        assert_eq!(view.text(), "förutsättning");
        assert_eq!(view.source_range(0..view.text().len()).of(text), text);
        assert_eq!(view.joined(Span::new(15, 19)).of(view.text()), "sät");
        assert!(view.joined(Span::new(9, 13)).is_empty(), "furniture is not in the view");
    }

    proptest! {
        #[test]
        fn every_character_of_a_view_stands_where_it_says(text in "[a-cåÖ\\-\n\x0c ]{0,80}") {
            let view = View::new(&text, [whole(&text)], keeps);
            for (at, c) in view.text().char_indices() {
                let source = view.source_range(at..at + c.len_utf8());
                prop_assert_eq!(source.of(&text), &view.text()[at..at + c.len_utf8()]);
                prop_assert_eq!(view.joined(source).of(view.text()), &view.text()[at..at + c.len_utf8()]);
            }
        }
    }
}

//! A text as words with their places.

use super::fold::is_space;
use std::ops::Range;

/// The words of a text; places are code points.
#[derive(Debug, Default)]
pub(super) struct Words<'t> {
    pub(super) list: Vec<&'t str>,
    pub(super) starts: Vec<u64>,
    pub(super) ends: Vec<u64>,
}

impl<'t> Words<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let mut words = Self::default();
        let mut open: Option<(usize, u64)> = None;
        let mut count = 0;
        for (at, c) in text.char_indices() {
            match (is_space(c), open) {
                (true, Some((byte, start))) => {
                    words.push(&text[byte..at], start, count);
                    open = None;
                }
                (false, None) => open = Some((at, count)),
                _ => {}
            }
            count += 1;
        }
        if let Some((byte, start)) = open {
            words.push(&text[byte..], start, count);
        }
        words
    }

    fn push(&mut self, word: &'t str, start: u64, end: u64) {
        self.list.push(word);
        self.starts.push(start);
        self.ends.push(end);
    }

    /// The words that begin in a stretch; the last may go one character beyond its end (a closing comma).
    pub(super) fn inside(&self, start: u64, end: u64) -> Range<usize> {
        let first = self.starts.partition_point(|at| *at < start);
        let mut last = self.starts.partition_point(|at| *at < end).max(first);
        while last > first && self.ends[last - 1] > end + 1 {
            last -= 1;
        }
        first..last
    }

    /// The words that a stretch touches.
    pub(super) fn touched(&self, start: u64, end: u64) -> Range<usize> {
        let first = self.starts.partition_point(|at| *at <= start).saturating_sub(1);
        first..self.starts.partition_point(|at| *at < end).max(first)
    }
}

#[cfg(test)]
mod tests {
    use super::Words;

    #[test]
    fn places_are_code_points() {
        let words = Words::of(" Å är\n§\u{c}1");
        assert_eq!(words.list, ["Å", "är", "§", "1"]);
        assert_eq!(words.starts, [1, 3, 6, 8]);
        assert_eq!(words.ends, [2, 5, 7, 9]);
    }

    #[test]
    fn a_comma_after_the_end_does_not_cost_the_word() {
        let words = Words::of("Anna Berg, ledamot");
        assert_eq!(words.inside(0, 9), 0..2);
        assert_eq!(words.inside(0, 7), 0..1);
        assert_eq!(words.inside(1, 4), 1..1);
        assert_eq!(words.touched(6, 9), 1..2);
    }
}

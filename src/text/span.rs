//! Spans that cannot be mixed up: a byte range together with the text that it belongs to.
//!
//! The coordinate space is a type parameter that is never a value (the idea is harper's `Span<T>` and the
//! referential `Range` of Hugging Face's tokenizers): a span of the text as read cannot slice the repaired text.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;
use std::ops::Range;

/// The text as it was read: decoded, NFC, line ends `\n`.
#[derive(Debug)]
pub enum Read {}
/// The text after repair: what every later stage reads, and the `text` of the record.
#[derive(Debug)]
pub enum Repaired {}
/// The text of a [`View`](super::View): parts of the repaired text with line-end hyphens joined.
#[derive(Debug)]
pub enum Joined {}

/// A half-open byte range of a text of space `S`; `start <= end` always holds.
pub struct Span<S> {
    start: u32,
    end: u32,
    space: PhantomData<fn() -> S>,
}

impl<S> Span<S> {
    /// The span from byte `start` to before byte `end`.
    ///
    /// # Panics
    /// If `start > end`, or an offset does not fit in 32 bits (inputs are limited to far less).
    #[track_caller]
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span from {start} to {end}");
        let narrow = |offset: usize| u32::try_from(offset).expect("documents are smaller than 4 GiB");
        Self { start: narrow(start), end: narrow(end), space: PhantomData }
    }

    /// The first byte.
    pub const fn start(self) -> usize {
        self.start as usize
    }

    /// The byte after the last.
    pub const fn end(self) -> usize {
        self.end as usize
    }

    /// Length in bytes.
    pub const fn len(self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing lies in the span.
    pub const fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// The byte range.
    pub const fn range(self) -> Range<usize> {
        self.start as usize..self.end as usize
    }

    /// The stretch of `text` that the span covers.
    ///
    /// # Panics
    /// If the span does not lie in `text`, or cuts a character.
    #[track_caller]
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }

    /// Whether `other` lies wholly inside.
    pub const fn contains(self, other: Self) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share at least one byte.
    pub const fn overlaps(self, other: Self) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The smallest span that holds both.
    pub fn cover(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end), space: PhantomData }
    }

    /// The span without white space at its ends.
    pub fn trim(self, text: &str) -> Self {
        let inside = self.of(text);
        let start = self.start() + (inside.len() - inside.trim_start().len());
        Self::new(start, (start + inside.trim().len()).max(start))
    }
}

impl<S> Clone for Span<S> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<S> Copy for Span<S> {}
impl<S> PartialEq for Span<S> {
    fn eq(&self, other: &Self) -> bool {
        (self.start, self.end) == (other.start, other.end)
    }
}
impl<S> Eq for Span<S> {}
impl<S> PartialOrd for Span<S> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}
impl<S> Ord for Span<S> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.start, self.end).cmp(&(other.start, other.end))
    }
}
impl<S> Hash for Span<S> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.start, self.end).hash(state);
    }
}
impl<S> fmt::Debug for Span<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}..{}", self.start, self.end)
    }
}

#[cfg(test)]
mod tests {
    use super::{Read, Span};

    #[test]
    fn trim_drops_white_space_at_both_ends() {
        let text = "  å och ö \n";
        let all = Span::<Read>::new(0, text.len());
        assert_eq!(all.trim(text).of(text), "å och ö");
        assert!(Span::<Read>::new(0, 2).trim(text).is_empty());
    }

    #[test]
    #[should_panic(expected = "a span from 3 to 2")]
    fn a_span_never_runs_backwards() {
        let _ = Span::<Read>::new(3, 2);
    }
}

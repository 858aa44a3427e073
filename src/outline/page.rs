//! The rows that are not furniture, with the headings among them: what items and segments are read from.
//!
//! Paragraphs are told here, once for all steps. The page refuses to know what a row means.

use super::codes;
use super::cues::Cues;
use super::heads::Head;
use super::prose::is_list_point;
use super::rows::Rows;

/// What the steps of this module share.
pub(super) struct Page<'a> {
    pub(super) rows: &'a Rows<'a>,
    /// Rows that are not furniture.
    pub(super) content: &'a [usize],
    /// The section heading that a content row is.
    pub(super) heads: &'a [Option<Head>],
    pub(super) cues: &'a Cues,
}

impl Page<'_> {
    pub(super) fn line(&self, at: usize) -> &str {
        self.rows.folded(self.content[at])
    }
    /// Length of the case number without a label that a row begins with after its first `from` characters.
    pub(super) fn code(&self, row: usize, from: usize) -> Option<usize> {
        codes::unlabelled(&self.rows.folded(row)[from..], self.rows.after(row, from))
    }
    /// Whether a row is a case number without a label and nothing else.
    pub(super) fn is_code(&self, row: usize) -> bool {
        self.code(row, 0) == Some(self.rows.width(row))
    }
    /// Whether a paragraph begins here: after a blank line, or after furniture where the text before was complete.
    pub(super) fn begins(&self, at: usize) -> bool {
        if at == 0 {
            return true;
        }
        let (row, before) = (self.content[at], self.content[at - 1]);
        if row != before + 1 {
            return self.complete(at - 1) || self.heads[at].is_some();
        }
        self.rows.rows[row].after_blank && !self.runs_on(at)
    }
    /// Whether a line goes on with the sentence of the line before, over the blank line between lines of wide typing.
    fn runs_on(&self, at: usize) -> bool {
        let before = self.line(at - 1);
        !self.complete(at - 1)
            && !before.ends_with([':', ';'])
            && self.heads[at].is_none()
            && self.rows.of(self.content[at]).trim_start().starts_with(char::is_lowercase)
            && !is_list_point(self.line(at))
    }
    /// Whether a row is a heading and nothing else.
    pub(super) fn is_head(&self, at: usize) -> bool {
        self.heads[at].as_ref().is_some_and(|head| head.len >= self.line(at).len())
    }
    /// Whether a line does not run on into the next.
    pub(super) fn complete(&self, at: usize) -> bool {
        self.rows.ends_sentence(self.content[at])
            || self.heads[at].is_some()
            || self.rows.width(self.content[at]) < 45
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::kinds;
    use crate::record::SegmentKind::{Decision, Recommendation};

    #[test]
    fn a_sentence_goes_on_over_a_blank_line_of_wide_typing() {
        let text = "Rådmannens innstilling:\n\nKommunen overtar veien fra Lia til brua, og legger den om i løpet av året når\n\n\
            det foreligger penger.\n\nVedtak:\n\nSom innstilt.";
        assert_eq!(kinds(Language::Bokmal, text), [Recommendation, Decision]);
    }
}

//! What an item decided where it does not say so.
//!
//! Minutes say of every item what became of it, so where no heading and no formula decided, what was said last did. Its
//! segment names the rule `last_said`, so that who wants only what is told in so many words can leave it out.

use super::Walk;
use crate::outline::prose::{is_list_point, tallies};
use crate::record::SegmentKind;

impl Walk<'_, '_> {
    /// Minutes tell of every item what became of it. Where neither heading nor formula did, it is the last thing said: the
    /// paragraph after the vote, or the item's last one. Dissent, recipients and annexes may follow it.
    pub(super) fn unheaded_decision(&mut self, from: usize, end: usize) {
        let kind = |walk: &Self, at: usize| walk.out.drafts[walk.out.of[at]].kind;
        let placed = (from..end).all(|at| self.out.of[at] != usize::MAX);
        if !self.minutes || !placed || (from..end).any(|at| kind(self, at) == SegmentKind::Decision) {
            return;
        }
        // Facts under a heading of their own, after a written proposal: the meeting's part is missing or was not read.
        let recommended = (from..end).any(|at| kind(self, at) == SegmentKind::Recommendation);
        let mut last = end;
        for _ in 0..4 {
            while last > from
                && matches!(
                    kind(self, last - 1),
                    SegmentKind::Reservation
                        | SegmentKind::Statement
                        | SegmentKind::Recipients
                        | SegmentKind::Attachments
                        | SegmentKind::Other
                )
            {
                last -= 1;
            }
            if last == from {
                return;
            }
            let draft = self.out.of[last - 1];
            let first =
                (from..last).rev().take_while(|&at| self.out.of[at] == draft).last().unwrap_or(last - 1);
            let headed = !matches!(self.out.drafts[draft].rule, "rest" | "open");
            let start = match kind(self, last - 1) {
                SegmentKind::Background if headed && recommended => None,
                SegmentKind::Voting => self.after_vote(first, last),
                SegmentKind::Background | SegmentKind::Deliberation => self.last_paragraph(first, last),
                _ => None,
            };
            let Some(start) = start else { return };
            if self.only_talked(start, last) {
                return;
            }
            if self.is_told(start, last) {
                let id = self.out.open(SegmentKind::Decision, self.item, "last_said", None);
                self.out.of[start..last].fill(id);
                return;
            }
            // Names of those who sign, a date of dispatch: what was decided stands before.
            if start <= first {
                return;
            }
            last = start;
        }
    }

    /// Whether rows say that nothing was decided, or tell no more than who asked and who answered.
    fn only_talked(&self, from: usize, to: usize) -> bool {
        let says = |k: usize| self.says([self.cues.rules.undecided], k) == [true];
        (from..to).any(says) || self.is_spoken(from)
    }

    /// Whether rows hold a sentence, or introduce a list: names in columns do neither.
    fn is_told(&self, from: usize, to: usize) -> bool {
        let mut rows = (from..to).map(|at| self.page.content[at]);
        let small = |row: usize| {
            let words = self.page.rows.of(row).split_whitespace();
            words.filter(|word| word.starts_with(char::is_lowercase)).count() >= 2
        };
        rows.clone().any(small)
            && (rows.any(|row| self.page.rows.ends_sentence(row)) || self.page.line(from).ends_with(':'))
    }

    /// Where what follows a vote in its segment begins: the paragraphs at its end that tell no result.
    fn after_vote(&self, first: usize, end: usize) -> Option<usize> {
        let mut start = None;
        let mut below = end;
        for at in (first + 1..end).rev() {
            if !self.begins(at) {
                continue;
            }
            let counts = (at..below).any(|row| self.has_result(row) || tallies(self.page.line(row)));
            if counts {
                break;
            }
            if self.page.complete(at - 1) && !is_list_point(self.page.line(at)) {
                start = Some(at);
            }
            below = at;
        }
        start
    }

    /// Where the last paragraph of a stretch begins, numbered points with what introduces them; none where it is only
    /// a list, or ends in a heading.
    fn last_paragraph(&self, first: usize, end: usize) -> Option<usize> {
        let back = |at: usize| (first..=at).rev().find(|&row| self.begins(row) || row == first);
        let mut start = back(end - 1)?;
        while start > first
            && (is_list_point(self.page.line(start))
                || !self.page.rows.begins_upper(self.page.content[start])
                || (4..20).contains(&self.page.rows.rows[self.page.content[start]].indent)
                || self.page.line(start - 1).ends_with(':'))
        {
            start = back(start - 1)?;
        }
        // The last sentence that begins a line of a paragraph with points or of a long one.
        let pointed = is_list_point(self.page.line(start)) || is_list_point(self.page.line(end - 1));
        let headed = self.page.heads[start].is_some();
        if pointed || headed || start == first && end - start > 2 {
            let sentence = (start + 1..end).rev().find(|&at| {
                self.page.rows.ends_sentence(self.page.content[at - 1])
                    && self.starts_sentence(at)
                    && !is_list_point(self.page.line(at))
            });
            return match sentence {
                Some(at) => Some(at),
                None if headed => {
                    (start + 1 < end && self.page.heads[start + 1].is_none() && !pointed).then_some(start + 1)
                }
                None => None,
            };
        }
        Some(start)
    }
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::{item, kinds};
    use crate::record::SegmentKind::{Background, Decision, Voting};

    #[test]
    fn what_is_said_last_decides_where_no_heading_does() {
        use Language::{Bokmal, Nynorsk};
        let text = "Grunneierne i Lia ber om vei.\n\nKommunen bygger veien i år.";
        assert_eq!(kinds(Bokmal, text), [Background, Decision]);
        let text = "Avrøysting:\nFramlegget fekk 3 røyster og fall.\n\nKommunen held på vegen som han er.";
        assert_eq!(kinds(Nynorsk, text), [Voting, Decision]);
        // Names in columns and lists without a sentence decide nothing.
        let text = "Grunneierne i Lia ber om vei.\n\nVeien legges om.\n\n   Per Berg      Kari Lid";
        assert_eq!(item(Bokmal, text)[1], (Decision, "Veien legges".to_owned()));
        let text = "Votering:\nFor: 6 (Ap 4, H 2). Mot: 3.\n\nMot forslaget: 3 (Sp)";
        assert_eq!(kinds(Bokmal, text), [Voting]);
    }
}

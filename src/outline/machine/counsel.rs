//! Counsel that is told in running text: which of the bodies that said something before the meeting recommend to it.
//!
//! Bodies are told by the endings of their names. Whether a sentence holds words of counsel is for the rules of the tables.

use super::sentences::Unit;
use super::{State, Walk};
use crate::outline::prose::label;
use crate::outline::rules::{Rule, Subject};
use crate::outline::subject::subject;
use crate::record::SegmentKind;

/// The first two words of a text, if more follow.
fn first_words(text: &str) -> Option<&str> {
    text.match_indices(' ').nth(1).map(|(end, _)| &text[..end])
}

/// So many paragraphs may tell what one body after the other said.
const BODIES: usize = 4;

/// So many rows at the most.
const ROWS: usize = 60;

impl Walk<'_, '_> {
    /// Whether a paragraph under the heading of a recommendation is no more of it: what is recommended stands in one paragraph, or in
    /// points, and what is told after its end are facts. A body may go on to recommend.
    pub(super) fn is_beside_counsel(&self, state: &State, unit: &Unit, at: usize) -> bool {
        self.minutes
            && self.is_under(state, SegmentKind::Recommendation)
            && state.kind == SegmentKind::Recommendation
            && state.draft.is_some_and(|draft| !self.only_heading(draft, at))
            && unit.subject != Some(Subject::Body)
            && at > 0
            && self.page.line(at - 1).ends_with('.')
            && !self.goes_on(at)
    }

    /// Whether a paragraph under a recommendation is the next body's: "Kommunstyrelsens utkast: …", or it begins as the one before it
    /// does, "Så ville tekniska nämnden …" after "Så ville skolnämnden …".
    pub(super) fn counsels_again(&self, state: &State, unit: &Unit, at: usize) -> bool {
        let of_body = |word: &str| {
            let bare = word.trim_end_matches(['.', ',']);
            self.cues.subject.body.end(bare.strip_suffix('s').unwrap_or(bare))
        };
        if label(&unit.folded).is_some_and(|label| label.split(' ').take(2).any(of_body)) {
            return true;
        }
        let before =
            state.draft.and_then(|draft| (0..at).rev().take_while(|&k| self.out.of[k] == draft).last());
        before.is_some_and(|first| {
            let words = first_words(&unit.folded);
            words.is_some() && words == first_words(self.page.line(first))
        })
    }

    /// Whether what a body counsels is only told: a body that prepares what the meeting decides counsels after it.
    pub(super) fn is_prepared_later(&self, rule: &Rule, unit: &Unit, at: usize) -> bool {
        rule.kind == SegmentKind::Recommendation
            && rule.own == Some(false)
            && !self.prepares(&unit.folded)
            && (at + 1..self.limit.min(at + ROWS))
                .take_while(|&k| self.page.heads[k].is_none())
                .filter(|&k| self.page.begins(k))
                .take(BODIES)
                .any(|k| self.prepares(self.page.line(k)) && self.counsels(k))
    }

    /// Whether a paragraph begins with a body that prepares what others decide: "Arbetsutskottet har föreslagit".
    fn prepares(&self, folded: &str) -> bool {
        let first = folded.split([' ', ',']).find(|word| self.cues.subject.body.end(word));
        first.is_some_and(|word| self.cues.subject.prepares.end(word)) && self.is_own(folded) == Some(false)
    }

    /// Whether the first sentence of a paragraph holds words of counsel.
    fn counsels(&self, at: usize) -> bool {
        let unit = self.unit(at, 0);
        self.cues.rules.list.iter().zip(&unit.heard).any(|(rule, heard)| {
            rule.kind == SegmentKind::Recommendation && rule.own == Some(false) && rule.is_heard(heard, 0)
        })
    }

    /// Whether no heading of the item is for a recommendation, and what follows the paragraph is the meeting's handling: a heading,
    /// a person's or this body's act, or the end.
    pub(super) fn asks_before_handling(&self, state: &State, at: usize) -> bool {
        let kind =
            |k: usize| self.page.heads[k].as_ref().and_then(|head| self.cues.sections[head.section].kind);
        let start = self.out.item_ends.last().copied().unwrap_or_default();
        if (start..self.limit).any(|k| kind(k) == Some(SegmentKind::Recommendation)) {
            return false;
        }
        // What yet other bodies said may follow, one after the other.
        let paragraphs =
            (at + 1..self.limit).filter(|&k| self.page.begins(k) || self.page.heads[k].is_some());
        let body = |k: usize| {
            let mut words = self.page.line(k).split([' ', ',']);
            words.find(|word| self.cues.subject.body.end(word))
        };
        for next in paragraphs.take(BODIES) {
            if self.page.heads[next].is_some() {
                return kind(next) != Some(SegmentKind::Background);
            }
            let (text, folded) = (self.page.rows.of(self.page.content[next]), self.page.line(next));
            match subject(text, folded, self.cues) {
                Some(Subject::Body) if self.is_own(folded) == Some(false) => {
                    // The same body goes on telling.
                    if body(next) == body(at) {
                        return false;
                    }
                }
                // Among what bodies did before, one after the other, nobody speaks in the meeting.
                found => {
                    let open = state.section.is_none() && self.starts_sentence(next);
                    return found.is_some() || open && self.is_handling(folded);
                }
            }
        }
        (at + 1..self.limit).filter(|&k| self.page.begins(k)).count() < BODIES
    }

    /// Whether a paragraph tells of the meeting's handling, whoever its subject is: "I ärendet yttrar sig …".
    fn is_handling(&self, folded: &str) -> bool {
        /// How far from its beginning it says so, in bytes.
        const BEGINNING: usize = 40;
        let heard = self.cues.rules.heard(folded.get(..BEGINNING).unwrap_or(folded));
        self.cues.rules.list.iter().zip(&heard).any(|(rule, heard)| {
            matches!(rule.kind, SegmentKind::Deliberation | SegmentKind::Voting)
                && rule.subject.is_empty()
                && (rule.asks.start || rule.asks.any)
                && !rule.asked
                && rule.is_heard(heard, 0)
        })
    }
}

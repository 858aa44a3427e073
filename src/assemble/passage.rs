//! A passage: one segment with its continuations, as a person reads it who skips the page furniture.
//!
//! All facts are read from passages. Offsets inside a passage are bytes of its joined text; its lower-case twin has
//! the same offsets, so that a phrase found there can be cut from the text as printed.

use super::cues::Cues;
use super::lower::{Lower, Word, lower, words};
use super::people::{Actor, Roster};
use super::phrases::Phrases;
use crate::extract::Mention;
use crate::outline::{Outline, Segment};
use crate::record::{EntityValue, SegmentKind};
use crate::text::{Repaired, Span, View, closed_lines};
use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::ops::Range;

/// One segment with its continuations.
#[derive(Debug)]
pub(super) struct Passage {
    pub(super) kind: SegmentKind,
    pub(super) item: Option<u32>,
    /// From its first character to its last, interruptions included.
    pub(super) span: Span<Repaired>,
    view: View,
    lower: String,
    words: Vec<Word>,
    sentences: OnceCell<Vec<Range<usize>>>,
    /// Where the words after the headings begin, in the joined text.
    pub(super) body: usize,
    /// Who is named, in the order of the text.
    pub(super) actors: Vec<Actor>,
}

impl Passage {
    /// The joined text.
    pub(super) fn text(&self) -> &str {
        self.view.text()
    }

    /// The joined text in lower case, byte for byte beside [`Passage::text`].
    pub(super) fn lower(&self) -> &str {
        &self.lower
    }

    /// The same with the places where its words begin.
    pub(super) fn words(&self) -> Lower<'_> {
        Lower::new(&self.lower, &self.words)
    }

    /// The sentences of the joined text.
    pub(super) fn sentences(&self) -> &[Range<usize>] {
        self.sentences.get_or_init(|| sentences(self.text()))
    }

    /// Where phrases stand in a stretch, in order, without overlap.
    pub(super) fn places<'p>(
        &'p self,
        phrases: &'p Phrases,
        range: &Range<usize>,
    ) -> impl Iterator<Item = Range<usize>> + 'p {
        let start = range.start;
        phrases.iter(self.words().part(range.clone())).map(move |at| start + at.start..start + at.end)
    }

    /// A stretch as prose.
    pub(super) fn prose(&self, range: Range<usize>) -> String {
        self.view.prose(range)
    }

    /// Where a stretch of the repaired text stands in the joined text.
    pub(super) fn place(&self, span: Span<Repaired>) -> Range<usize> {
        self.view.joined(span).range()
    }

    /// The lines with their places, blank ones included.
    pub(super) fn lines(&self) -> impl Iterator<Item = (Range<usize>, &str)> {
        let mut at = 0;
        closed_lines(self.text()).map(move |line| {
            let start = at;
            at += line.len();
            let body = line.trim_end();
            (start..start + body.len(), body)
        })
    }
}

/// The passages that hold facts, in the order of the text.
pub(super) fn passages(
    text: &str,
    outline: &Outline,
    mentions: &[Mention],
    roster: &Roster,
    cues: &Cues,
) -> Vec<Passage> {
    let moved: BTreeSet<Option<u32>> = outline
        .segments
        .iter()
        .filter(|segment| segment.kind == SegmentKind::Proposal)
        .map(|segment| segment.item)
        .collect();
    let mut groups: Vec<Vec<&Segment>> = Vec::new();
    for segment in &outline.segments {
        // The facts are asked only for the counsel that proposals support.
        let debated = segment.kind == SegmentKind::Background && moved.contains(&segment.item);
        if matches!(segment.kind, SegmentKind::Background | SegmentKind::Deliberation) && !debated {
            continue;
        }
        let before = groups
            .iter_mut()
            .rev()
            .take(6)
            .find(|group| group[0].kind == segment.kind && group[0].item == segment.item);
        match before {
            Some(group) if segment.continues => group.push(segment),
            _ => groups.push(vec![segment]),
        }
    }
    let mut chair = None;
    groups
        .into_iter()
        .map(|group| {
            let view = View::new(text, group.iter().map(|part| part.span), |word| cues.keeps_hyphen(word));
            let lower = lower(view.text());
            let words = words(&lower);
            let mut actors = Vec::new();
            for part in &group {
                // A mention that reaches into the next segment stands where it begins, once.
                let first = mentions.partition_point(|mention| mention.span.start() < part.span.start());
                for mention in &mentions[first..] {
                    if mention.span.start() >= part.span.end() {
                        break;
                    }
                    let range = view.joined(mention.span).range();
                    match &mention.value {
                        _ if range.is_empty() => {}
                        EntityValue::Person { party, role } => actors.push(Actor {
                            person: roster.resolve(&mention.text, party.as_deref()),
                            role: role.clone(),
                            is_party: false,
                            range,
                        }),
                        EntityValue::Party => actors.push(Actor::party(&mention.text, range)),
                        _ => {}
                    }
                }
            }
            let body = group[0].lead.map_or(0, |lead| {
                let joined = view.text();
                let at = view.joined(lead).end();
                at + (joined[at..].len() - joined[at..].trim_start_matches([':', '*', ' ', '\t', '\n']).len())
            });
            let moves = matches!(
                group[0].kind,
                SegmentKind::Proposal | SegmentKind::Reservation | SegmentKind::Statement
            );
            if moves && actors.is_empty() {
                roster.add_groups(view.text(), &mut actors);
            }
            let chair = chair.get_or_insert_with(|| roster.chair(cues));
            roster.add_offices(Lower::new(&lower, &words), chair.as_ref(), cues, &mut actors);
            Passage {
                kind: group[0].kind,
                item: group[0].item,
                span: group[0].span.cover(group[group.len() - 1].span),
                view,
                lower,
                words,
                sentences: OnceCell::new(),
                body,
                actors,
            }
        })
        .collect()
}

/// Sentences of a text: cut after a full stop, question or exclamation mark that is followed by a capital, and at
/// blank lines. Short words before the stop are taken for abbreviations.
pub(super) fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    let mut push = |start: &mut usize, end: usize| {
        if !text[*start..end].trim().is_empty() {
            out.push(*start..end);
        }
        *start = end;
    };
    let bytes = text.as_bytes();
    for (at, &byte) in bytes.iter().enumerate() {
        let blank_line =
            byte == b'\n' && text[at + 1..].trim_start_matches([' ', '\t', '\u{c}']).starts_with('\n');
        if blank_line || (matches!(byte, b'.' | b'?' | b'!') && ends_sentence(text, at)) {
            push(&mut start, at + 1);
        }
    }
    push(&mut start, text.len());
    out
}

/// Whether the mark at byte `at` ends a sentence.
pub(super) fn ends_sentence(text: &str, at: usize) -> bool {
    let after = text[at + 1..].trim_start_matches(['"', '”', '»', ')', '\'']);
    let gap = after.len() - after.trim_start().len();
    let Some(next) = after.trim_start().chars().next() else { return true };
    if gap == 0 || !(next.is_uppercase() || next.is_ascii_digit() || matches!(next, '"' | '”' | '«')) {
        return false;
    }
    if text.as_bytes()[at] != b'.' {
        return true;
    }
    let word = text[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let number = word.chars().all(|c| c.is_ascii_digit());
    // "jf. § 3", "nr. 14", "T. Berg", "14. juni": no end; "(S).", "kl. 16.35." are ends.
    // A party's letters end a sentence: "frå KrF. Framlegget …".
    let capitals = letters >= 2 && word.chars().skip(1).any(char::is_uppercase);
    (letters > 3 || capitals || word.ends_with(')') || word.chars().filter(char::is_ascii_digit).count() > 2)
        && !(number && word.len() <= 2)
}

#[cfg(test)]
mod tests {
    use super::sentences;

    fn cut(text: &str) -> Vec<&str> {
        sentences(text).into_iter().map(|range| text[range].trim()).collect()
    }

    #[test]
    fn sentences_end_at_stops_but_not_at_abbreviations() {
        assert_eq!(
            cut("Enligt styrelseslovens § 3, stk. 1, nr. 2 kl. 14.30. Godkendt."),
            ["Enligt styrelseslovens § 3, stk. 1, nr. 2 kl. 14.30.", "Godkendt."]
        );
        assert_eq!(
            cut("Beslut\n\nAnna Berg (S) avstår. Ingen röstar nej"),
            ["Beslut", "Anna Berg (S) avstår.", "Ingen röstar nej"]
        );
    }
}

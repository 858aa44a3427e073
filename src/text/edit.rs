//! Edits: how the text as read becomes the repaired text, and back.
//!
//! Text is never changed in place. A repair is a list of edits, sorted and without overlap, applied once in one
//! forward pass; putting the originals back gives the text as read to the byte. (After ruff's `Edit` and
//! `Fix`, and eyecite's sparse `SpanUpdater`: the cost is per edit, not per byte.)

use super::span::{Read, Repaired, Span};

/// What an edit does to the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EditKind {
    /// Characters of a word or sign were read badly.
    Character,
    /// One word was read as two or more, or a space too many stood in it.
    Join,
    /// Two words were read as one.
    Split,
    /// Bytes were decoded wrongly before they reached us ("vÃ¤nort").
    Encoding,
}

/// One replacement in the text as read.
#[derive(Clone, Debug, PartialEq)]
pub struct Edit {
    /// What is replaced; empty for an insertion.
    pub at: Span<Read>,
    /// What stands there instead; empty for a deletion.
    pub with: Box<str>,
    /// What the edit does.
    pub kind: EditKind,
    /// Probability that the edit is right, from 0 to 1.
    pub confidence: f32,
    /// Applied, but a reviewer should look at it.
    pub doubtful: bool,
}

/// Edits of one text, sorted by place, never overlapping.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Edits {
    sorted: Vec<Edit>,
    /// For each edit, where its replacement starts in the repaired text.
    starts: Vec<u32>,
}

impl Edits {
    /// Sorts the edits and drops each that overlaps an earlier one, is empty on both sides, or changes nothing.
    pub fn new(mut edits: Vec<Edit>, read: &str) -> Self {
        edits.sort_by_key(|edit| edit.at);
        let mut sorted: Vec<Edit> = Vec::with_capacity(edits.len());
        for edit in edits {
            let changes = edit.at.of(read) != &*edit.with;
            let follows = sorted.last().is_none_or(|last| {
                last.at.end() < edit.at.start() || (last.at.end() == edit.at.start() && !edit.at.is_empty())
            });
            if changes && follows {
                sorted.push(edit);
            }
        }
        let mut shift = 0_i64;
        let starts = sorted
            .iter()
            .map(|edit| {
                let start = edit.at.start() as i64 + shift;
                shift += edit.with.len() as i64 - edit.at.len() as i64;
                u32::try_from(start).expect("an edit starts inside the text")
            })
            .collect();
        Self { sorted, starts }
    }

    /// The edits in the order of the text, each with the span of its replacement in the repaired text.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = (&Edit, Span<Repaired>)> {
        self.sorted.iter().zip(&self.starts).map(|(edit, &start)| {
            let start = start as usize;
            (edit, Span::new(start, start + edit.with.len()))
        })
    }

    /// Number of edits.
    pub fn len(&self) -> usize {
        self.sorted.len()
    }

    /// Whether the text stays as it was read.
    pub fn is_empty(&self) -> bool {
        self.sorted.is_empty()
    }

    /// The repaired text.
    pub fn apply(&self, read: &str) -> String {
        let mut repaired = String::with_capacity(read.len() + 2 * self.sorted.len());
        let mut done = 0;
        for edit in &self.sorted {
            repaired.push_str(&read[done..edit.at.start()]);
            repaired.push_str(&edit.with);
            done = edit.at.end();
        }
        repaired.push_str(&read[done..]);
        repaired
    }

    /// The edits that do at once what these do to `read` and then `next` to what comes of it (`between`). Where the two
    /// meet, one edit does the work of both, and is no surer than the less sure of them.
    pub fn then(&self, next: &Self, read: &str, between: &str) -> Self {
        let first = self.iter().map(|(edit, at)| (at.start(), at.end(), edit, true));
        let second = next.sorted.iter().map(|edit| (edit.at.start(), edit.at.end(), edit, false));
        let mut all: Vec<(usize, usize, &Edit, bool)> = first.chain(second).collect();
        all.sort_by_key(|&(start, end, _, first)| (start, end, first));
        let mut out: Vec<Edit> = Vec::with_capacity(all.len());
        let (mut at, mut shift) = (0, 0_i64);
        while at < all.len() {
            let (start, mut end, ..) = all[at];
            let from = at;
            while at < all.len() {
                let (begins, ends, _, first) = all[at];
                // Neighbours stay apart, unless they are of both rounds or nothing is between them to hold on to.
                let meets = begins == end
                    && (ends == begins
                        || start == end
                        || all[from..at].iter().any(|member| member.3 != first));
                if at > from && begins >= end && !meets {
                    break;
                }
                end = end.max(ends);
                at += 1;
            }
            let group = &all[from..at];
            let before = shift;
            for (_, _, edit, _) in group.iter().filter(|member| member.3) {
                shift += edit.with.len() as i64 - edit.at.len() as i64;
            }
            let read_at = |offset: usize, shift: i64| {
                usize::try_from(offset as i64 - shift).expect("an edit starts inside the text")
            };
            let mut with = String::new();
            let mut done = start;
            for (start, end, edit, _) in group.iter().filter(|member| !member.3) {
                with.push_str(&between[done..*start]);
                with.push_str(&edit.with);
                done = *end;
            }
            with.push_str(&between[done..end]);
            let leading = group.iter().find(|member| !member.3).unwrap_or(&group[0]).2;
            out.push(Edit {
                at: Span::new(read_at(start, before), read_at(end, shift)),
                with: with.into(),
                kind: leading.kind,
                confidence: group.iter().map(|member| member.2.confidence).fold(1.0, f32::min),
                doubtful: group.iter().any(|member| member.2.doubtful),
            });
        }
        Self::new(out, read)
    }

    /// Where a span of the text as read stands in the repaired text; a span that touches an edit grows to hold
    /// its whole replacement.
    pub fn to_repaired(&self, span: Span<Read>) -> Span<Repaired> {
        let move_offset = |offset: usize, to_end: bool| {
            let after = self.sorted.partition_point(|edit| {
                edit.at.start() < offset || (to_end && edit.at.start() == offset && edit.at.is_empty())
            });
            match after.checked_sub(1).map(|i| (&self.sorted[i], self.starts[i] as usize)) {
                None => offset,
                Some((edit, start)) if offset < edit.at.end() => {
                    start + if to_end { edit.with.len() } else { 0 }
                }
                Some((edit, start)) => start + edit.with.len() + (offset - edit.at.end()),
            }
        };
        Span::new(move_offset(span.start(), false), move_offset(span.end(), true))
    }
}

#[cfg(test)]
mod tests {
    use super::{Edit, EditKind, Edits, Span};
    use proptest::prelude::*;

    fn edit(start: usize, end: usize, with: &str) -> Edit {
        Edit {
            at: Span::new(start, end),
            with: with.into(),
            kind: EditKind::Character,
            confidence: 1.0,
            doubtful: false,
        }
    }

    #[test]
    fn edits_apply_once_and_know_where_they_stand() {
        let read = "dka forstaelsen 1 tid";
        let edits = Edits::new(
            vec![edit(16, 17, "i"), edit(0, 3, "öka"), edit(4, 15, "förståelsen"), edit(5, 6, "x")],
            read,
        );
        let repaired = edits.apply(read);
        assert_eq!(repaired, "öka förståelsen i tid");
        let stands: Vec<&str> = edits.iter().map(|(_, at)| at.of(&repaired)).collect();
        assert_eq!(stands, ["öka", "förståelsen", "i"]);
        assert_eq!(edits.to_repaired(Span::new(18, 21)).of(&repaired), "tid");
        assert_eq!(edits.to_repaired(Span::new(6, 8)).of(&repaired), "förståelsen");
    }

    #[test]
    fn an_edit_that_changes_nothing_is_dropped() {
        assert!(Edits::new(vec![edit(0, 3, "och")], "och").is_empty());
    }

    /// Edits of some of the pieces that a text is made of.
    fn some(pieces: &[String], replacements: &[String], every: usize) -> (String, Edits) {
        let text = pieces.concat();
        let mut at = 0;
        let mut edits = Vec::new();
        for (n, (piece, with)) in pieces.iter().zip(replacements).enumerate() {
            if n % every == 0 {
                edits.push(edit(at, at + piece.len(), with));
            }
            at += piece.len();
        }
        let edits = Edits::new(edits, &text);
        (text, edits)
    }

    proptest! {
        #[test]
        fn two_rounds_of_edits_can_be_made_one(
            words in prop::collection::vec("[a-zåäö ]{0,4}", 1..20),
            first in prop::collection::vec("[a-zåäö]{0,5}", 1..20),
            second in prop::collection::vec("[a-zåäö]{0,5}", 1..20),
            cut in 1_usize..5,
            every in 1_usize..4,
        ) {
            let (read, one) = some(&words, &first, every);
            let between = one.apply(&read);
            let letters: Vec<char> = between.chars().collect();
            let pieces: Vec<String> = letters.chunks(cut).map(|piece| piece.iter().collect()).collect();
            let (_, two) = some(&pieces, &second, every);
            let both = one.then(&two, &read, &between);
            prop_assert_eq!(both.apply(&read), two.apply(&between));
        }

        #[test]
        fn putting_the_originals_back_gives_the_text_as_read(
            words in prop::collection::vec("[a-zåäöæøé1 ]{0,6}", 1..20),
            replacements in prop::collection::vec("[a-zåäöæø]{0,7}", 1..20),
        ) {
            let read = words.concat();
            let mut at = 0;
            let mut edits = Vec::new();
            for (word, with) in words.iter().zip(&replacements) {
                edits.push(edit(at, at + word.len(), with));
                at += word.len();
            }
            let edits = Edits::new(edits, &read);
            let mut text = edits.apply(&read);
            let places: Vec<_> = edits.iter().map(|(edit, at)| (at, edit.at.of(&read).to_owned())).collect();
            for (at, from) in places.iter().rev() {
                text.replace_range(at.range(), from);
            }
            prop_assert_eq!(text, read);
        }
    }
}

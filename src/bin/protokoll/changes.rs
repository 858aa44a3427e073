//! What repair changed, line by line, for a person.
//!
//! ```text
//!     12 - Forslag till beslut
//!        + Förslag till beslut
//!          Forslag → Förslag 99.9 %
//! ```

use crate::messages::printable;
use protokoll::text::{Edit, Edits, Read, Repaired, Span};
use std::fmt::{self, Write};
use std::ops::AddAssign;

const OLD: &str = "\x1b[31m";
const NEW: &str = "\x1b[32m";
const CHANGED: &str = "\x1b[1;4m";
const FAINT: &str = "\x1b[2m";
const DOUBTFUL: &str = "\x1b[33m";
const PLAIN: &str = "\x1b[0m";

/// How much was changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    places: u64,
    lines: u64,
    doubtful: u64,
}

impl AddAssign for Changes {
    fn add_assign(&mut self, other: Self) {
        self.places += other.places;
        self.lines += other.lines;
        self.doubtful += other.doubtful;
    }
}

impl fmt::Display for Changes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let places = crate::messages::count(self.places, "change");
        let lines = crate::messages::count(self.lines, "line");
        write!(f, "{places} on {lines}, {} doubtful", self.doubtful)
    }
}

/// A changed word (or words, where a space was changed) with what stood there before.
struct Change {
    old: Span<Read>,
    new: Span<Repaired>,
    confidence: f32,
    doubtful: bool,
}

/// Shows the changed lines of a text, and counts the changes.
pub(crate) fn compare(read: &str, repaired: &str, edits: &Edits, coloured: bool) -> (String, Changes) {
    let words = changed_words(read, repaired, edits);
    let mut out = Painter { out: String::new(), coloured };
    let mut total = Changes { places: words.len() as u64, ..Changes::default() };
    let (mut counted, mut line) = (0, 1);
    let mut at = 0;
    while at < words.len() {
        // A change that runs over a line end takes both lines with it, and with them the changes there.
        let (mut old, mut new) = (lines_around(read, words[at].old), lines_around(repaired, words[at].new));
        let mut end = at + 1;
        while end < words.len() && words[end].old.start() < old.end() {
            if words[end].old.end() > old.end() || words[end].new.end() > new.end() {
                old = old.cover(lines_around(read, words[end].old));
                new = new.cover(lines_around(repaired, words[end].new));
            }
            end += 1;
        }
        let group = &words[at..end];
        line += read[counted..old.start()].matches('\n').count();
        counted = old.start();
        out.lines(read, old, Some(line), OLD, '-', group.iter().map(|change| change.old));
        out.lines(repaired, new, None, NEW, '+', group.iter().map(|change| change.new));
        out.sureness(read, repaired, group);
        total.lines += old.of(read).lines().count() as u64;
        total.doubtful += group.iter().filter(|change| change.doubtful).count() as u64;
        at = end;
    }
    (out.out, total)
}

/// The edits, each grown to the words that it changes; edits in one word are one change, as sure as the least sure.
fn changed_words(read: &str, repaired: &str, edits: &Edits) -> Vec<Change> {
    let mut words: Vec<Change> = Vec::new();
    for (edit, new) in edits.iter() {
        let Edit { at, confidence, doubtful, .. } = edit;
        let before = trailing_word(&read[..at.start()]);
        let after = leading_word(&read[at.end()..]);
        let old = Span::new(at.start() - before, at.end() + after);
        // What stands around an edit is the same on both sides, unless another edit is in the same word; that
        // one then brings its own part, and the two are joined.
        let new_before = trailing_word(&repaired[..new.start()]);
        let new_after = leading_word(&repaired[new.end()..]);
        let new = Span::new(new.start() - new_before, new.end() + new_after);
        match words.last_mut() {
            Some(last) if last.old.overlaps(old) || last.new.overlaps(new) => {
                last.old = last.old.cover(old);
                last.new = last.new.cover(new);
                last.confidence = last.confidence.min(*confidence);
                last.doubtful |= doubtful;
            }
            _ => words.push(Change { old, new, confidence: *confidence, doubtful: *doubtful }),
        }
    }
    words
}

/// Longest part of a word that is shown beside a change, in characters: something has to end what has no spaces.
const MOST_BESIDE: usize = 40;

/// Bytes of the word that `text` ends with.
fn trailing_word(text: &str) -> usize {
    text.chars().rev().take(MOST_BESIDE).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum()
}

/// Bytes of the word that `text` begins with.
fn leading_word(text: &str) -> usize {
    text.chars().take(MOST_BESIDE).take_while(|c| !c.is_whitespace()).map(char::len_utf8).sum()
}

/// The whole lines that a span touches, without the last line end.
fn lines_around<S>(text: &str, span: Span<S>) -> Span<S> {
    let start = text[..span.start()].rfind('\n').map_or(0, |at| at + 1);
    let end = text[span.end()..].find('\n').map_or(text.len(), |at| span.end() + at);
    Span::new(start, end)
}

struct Painter {
    out: String,
    coloured: bool,
}

impl Painter {
    fn paint(&mut self, colour: &str) {
        if self.coloured {
            self.out.push_str(colour);
        }
    }

    /// Writes lines of one side, with the changed words in them marked, and the number of the first if it is given.
    fn lines<S>(
        &mut self,
        text: &str,
        lines: Span<S>,
        number: Option<usize>,
        colour: &str,
        sign: char,
        words: impl Iterator<Item = Span<S>>,
    ) {
        let mut pieces = Vec::new();
        let mut at = lines.start();
        for word in words {
            let word = word.range();
            pieces.push((at..word.start, false));
            at = word.end;
            pieces.push((word, true));
        }
        pieces.push((at..lines.end(), false));
        self.margin(number, colour, sign);
        let mut next = number;
        for (range, marked) in pieces {
            for (i, part) in text[range].split('\n').enumerate() {
                if i > 0 {
                    self.paint(PLAIN);
                    self.out.push('\n');
                    next = next.map(|number| number + 1);
                    self.margin(next, colour, sign);
                }
                if marked && !part.is_empty() {
                    self.paint(CHANGED);
                    self.out.push_str(&printable(part));
                    self.paint(PLAIN);
                    self.paint(colour);
                } else {
                    self.out.push_str(&printable(part));
                }
            }
        }
        self.paint(PLAIN);
        self.out.push('\n');
    }

    fn margin(&mut self, number: Option<usize>, colour: &str, sign: char) {
        self.paint(FAINT);
        let number = number.map(|number| number.to_string()).unwrap_or_default();
        let _ = write!(self.out, "{number:>6} ");
        self.paint(PLAIN);
        self.paint(colour);
        let _ = write!(self.out, "{sign} ");
    }

    /// Says of each changed word how sure it is.
    fn sureness(&mut self, read: &str, repaired: &str, changes: &[Change]) {
        self.out.push_str("         ");
        for (i, change) in changes.iter().enumerate() {
            let (old, new) = (printable(change.old.of(read)), printable(change.new.of(repaired)));
            self.paint(if change.doubtful { DOUBTFUL } else { FAINT });
            let comma = if i == 0 { "" } else { ", " };
            let doubt = if change.doubtful { " doubtful" } else { "" };
            let _ = write!(self.out, "{comma}{old} → {new} {:.1} %{doubt}", 100.0 * change.confidence);
            self.paint(PLAIN);
        }
        self.out.push('\n');
    }
}

#[cfg(test)]
mod tests {
    use super::{Changes, compare};
    use protokoll::text::{Edit, EditKind, Edits, Span};

    fn edits(read: &str, changes: &[(&str, &str, bool)]) -> Edits {
        let edits = changes.iter().map(|(old, new, doubtful)| {
            let start = read.find(old).unwrap();
            Edit {
                at: Span::new(start, start + old.len()),
                with: (*new).into(),
                kind: EditKind::Character,
                confidence: 0.995,
                doubtful: *doubtful,
            }
        });
        Edits::new(edits.collect(), read)
    }

    #[test]
    fn changed_lines_are_shown_with_their_words_and_numbers() {
        let read = "§ 3\n\nForslag till foreldrar\noch mer\nslut har";
        let edits = edits(
            read,
            &[("ors", "örs", false), ("fore", "för", true), ("ldr", "äldr", false), ("har", "här", false)],
        );
        let repaired = edits.apply(read);
        assert_eq!(repaired, "§ 3\n\nFörslag till föräldrar\noch mer\nslut här");
        let (view, changes) = compare(read, &repaired, &edits, false);
        let expected = [
            "     3 - Forslag till foreldrar",
            "       + Förslag till föräldrar",
            "         Forslag → Förslag 99.5 %, foreldrar → föräldrar 99.5 % doubtful",
            "     5 - slut har",
            "       + slut här",
            "         har → här 99.5 %",
            "",
        ];
        assert_eq!(view, expected.join("\n"));
        assert_eq!(changes, Changes { places: 3, lines: 2, doubtful: 1 });
    }

    #[test]
    fn a_change_over_a_line_end_takes_both_lines() {
        let read = "ett be\nslut om\nhus";
        let edits = edits(read, &[("be\nslut", "beslut\n", false)]);
        let repaired = edits.apply(read);
        let (view, changes) = compare(read, &repaired, &edits, false);
        assert!(view.starts_with("     1 - ett be\n     2 - slut om\n       + ett beslut\n"), "{view}");
        assert_eq!(changes.lines, 2);
    }

    #[test]
    fn colour_is_only_added_around_the_same_text() {
        let read = "dar";
        let edits = edits(read, &[("a", "ä", false)]);
        let (view, _) = compare(read, "där", &edits, true);
        assert!(view.contains("\x1b[32m+ \x1b[1;4mdär\x1b[0m"), "{view:?}");
    }

    #[test]
    fn a_text_without_changes_shows_nothing() {
        assert_eq!(compare("hus", "hus", &Edits::default(), true), (String::new(), Changes::default()));
    }
}

//! Text in lower case, byte for byte beside the text as printed, and where its words begin.
//!
//! A hundred tables of phrases are asked of the same text. Phrases begin where words do, so the words are found once for all of
//! them. Nothing is known here of phrases.

use crate::text::is_letter_or_digit;
use std::ops::Range;

/// Lower case that keeps every character at its byte.
pub(super) fn lower(text: &str) -> String {
    let small = |c: char| {
        // Most letters beyond ASCII are small ones of these.
        if ('ß'..='ÿ').contains(&c) {
            return c;
        }
        let mut small = c.to_lowercase();
        match (small.next(), small.next()) {
            (Some(one), None) if one.len_utf8() == c.len_utf8() => one,
            _ => c,
        }
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let plain = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let from = out.len();
        out.push_str(&rest[..plain]);
        out[from..].make_ascii_lowercase();
        let mut marked = rest[plain..].chars();
        out.extend(marked.next().map(small));
        rest = marked.as_str();
    }
    out
}

/// Where a word begins, and how.
#[derive(Clone, Copy, Debug)]
pub(super) struct Word {
    at: u32,
    /// Its first bytes, and what follows them; see [`eight`].
    bytes: u64,
}

/// The words of a text. Signs beyond ASCII count as words: whoever asks looks at the letters.
pub(super) fn words(text: &str) -> Vec<Word> {
    let bytes = text.as_bytes();
    let mut words = Vec::with_capacity(bytes.len() / 6);
    let mut within = false;
    let mut at = 0;
    while let Some(&byte) = bytes.get(at) {
        let (letter, len) = if byte.is_ascii() {
            (LETTERS[usize::from(byte)], 1)
        } else {
            text[at..].chars().next().map_or((false, 1), |c| (is_letter(c), c.len_utf8()))
        };
        if !within && (letter || !byte.is_ascii()) {
            words.push(Word { at: u32::try_from(at).unwrap_or(u32::MAX), bytes: eight(bytes, at) });
        }
        within = letter;
        at += len;
        while within && bytes.get(at).is_some_and(|&byte| LETTERS[usize::from(byte)]) {
            at += 1;
        }
    }
    words
}

/// The next eight bytes of a text, zeros after its end.
pub(super) fn eight(text: &[u8], at: usize) -> u64 {
    let rest = &text[at..];
    match rest.first_chunk() {
        Some(eight) => u64::from_le_bytes(*eight),
        None => rest.iter().rev().fold(0, |bytes, &byte| bytes << u8::BITS | u64::from(byte)),
    }
}

/// A lower-case text, or a stretch of one, with its words if they are known.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lower<'t> {
    text: &'t str,
    /// Of the stretch, with places in the whole text.
    words: Option<&'t [Word]>,
    /// Where the stretch begins in the whole text.
    from: usize,
}

impl<'t> From<&'t str> for Lower<'t> {
    fn from(text: &'t str) -> Self {
        Self { text, words: None, from: 0 }
    }
}

impl<'t> Lower<'t> {
    /// Of a whole text and its [`words`].
    pub(super) fn new(text: &'t str, words: &'t [Word]) -> Self {
        Self { text, words: Some(words), from: 0 }
    }

    pub(super) fn text(self) -> &'t str {
        self.text
    }

    /// A stretch of it.
    pub(super) fn part(self, range: Range<usize>) -> Self {
        let words = self.words.map(|words| {
            let before = |place: usize| words.partition_point(|word| (word.at as usize) < self.from + place);
            &words[before(range.start)..before(range.end)]
        });
        Self { text: &self.text[range.clone()], words, from: self.from + range.start }
    }

    /// The first place at byte `from` or after where `met` finds something in a word that begins there, with what it finds.
    /// `met` is given the place and the eight bytes from there on, if the first of them `may_begin` what is looked for.
    pub(super) fn first_word<T>(
        self,
        from: usize,
        may_begin: impl Fn(u8) -> bool,
        mut met: impl FnMut(usize, u64) -> Option<T>,
    ) -> Option<(usize, T)> {
        let bytes = self.text.as_bytes();
        let Some(words) = self.words else {
            let mut places = plain_words(self.text, from).filter(|&at| may_begin(bytes[at]));
            return places.find_map(|at| Some((at, met(at, eight(bytes, at))?)));
        };
        // A stretch may begin within a word.
        let whole = words.first().is_some_and(|word| word.at as usize == self.from);
        if from == 0
            && !whole
            && let Some(&byte) = bytes.first()
            && may_begin(byte)
            && let Some(found) = met(0, eight(bytes, 0))
        {
            return Some((0, found));
        }
        let later = words.partition_point(|word| (word.at as usize) < self.from + from);
        let mut words = words[later..].iter().filter(|word| may_begin(word.bytes as u8));
        words.find_map(|word| {
            let at = word.at as usize - self.from;
            Some((at, met(at, word.bytes)?))
        })
    }
}

/// Where words begin at byte `from` of a text or after; the text begins one.
fn plain_words(text: &str, from: usize) -> impl Iterator<Item = usize> {
    let bytes = text.as_bytes();
    let beyond_ascii = |at: usize| at > 0 && !bytes[at - 1].is_ascii();
    let within = move |at: usize| beyond_ascii(at) && text[..at].chars().next_back().is_some_and(is_letter);
    let mut at = from;
    std::iter::from_fn(move || {
        loop {
            let byte = *bytes.get(at)?;
            if at > 0 && LETTERS[usize::from(bytes[at - 1])] {
                // Most bytes stand within a word.
                at += 1 + bytes[at..].iter().position(|&byte| !LETTERS[usize::from(byte)])?;
                continue;
            }
            at += 1;
            if (LETTERS[usize::from(byte)] || byte >= FIRST_BEYOND_ASCII) && !within(at - 1) {
                return Some(at - 1);
            }
        }
    })
}

/// The least byte that begins a character beyond ASCII.
pub(super) const FIRST_BEYOND_ASCII: u8 = 0xC2;

/// The letters and digits of ASCII, by their bytes.
pub(super) static LETTERS: [bool; 256] = {
    let mut letters = [false; 256];
    let mut byte = 0_u8;
    while byte < 128 {
        letters[byte as usize] = byte.is_ascii_alphanumeric() || byte == b'_';
        byte += 1;
    }
    letters
};

pub(super) fn is_letter(c: char) -> bool {
    is_letter_or_digit(c) || c == '_'
}

#[cfg(test)]
mod tests {
    use super::{Lower, lower, words};

    #[test]
    fn words_are_the_same_whether_they_are_known_or_not() {
        let text = "år 1975–76: åsa_ek, s.k. ”bör” ü\n\nja";
        let known = words(text);
        let starts = |text: Lower, from: usize| {
            let mut starts = Vec::new();
            let note = |at, bytes| {
                starts.push((at, bytes as u8));
                None::<()>
            };
            assert_eq!(text.first_word(from, |_| true, note), None);
            starts
        };
        for from in (0..text.len()).filter(|&at| text.is_char_boundary(at)) {
            assert_eq!(starts(Lower::new(text, &known), from), starts(text.into(), from), "{from}");
            let part = Lower::new(text, &known).part(from..text.len());
            let plain: Vec<usize> = starts(part.text().into(), 0).into_iter().map(|(at, _)| at).collect();
            let scanned: Vec<usize> = starts(part, 0).into_iter().map(|(at, _)| at).collect();
            // The sign at which a stretch begins is asked though it be none of a word.
            assert_eq!(
                scanned.iter().filter(|&&at| at > 0).collect::<Vec<_>>(),
                plain.iter().filter(|&&at| at > 0).collect::<Vec<_>>()
            );
        }
        assert!(starts("".into(), 0).is_empty() && starts(Lower::new("", &[]), 0).is_empty());
    }

    #[test]
    fn lower_case_keeps_bytes() {
        for text in ["ÅSA ÖBERG", "İstanbul ẞ", "ÆØÅ §"] {
            assert_eq!(lower(text).len(), text.len());
        }
        assert_eq!(lower("ÅSA ÖBERG"), "åsa öberg");
    }
}

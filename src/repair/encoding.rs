//! Letters that were decoded twice, or whose marks were taken off, on their way to us.
//!
//! "vÃ¤nort" is "vänort" written as UTF-8 and read as Windows-1252; "fo¨rslag" and "a˚r" come out of page descriptions that draw
//! letter and mark apart. Both are undone before anything else is looked at, wherever they stand: no text means such a sequence.
//! "faår" for "får" does mean itself in a compound ("extraåtgärd"), so it is mended only where the lexicon knows what comes of it
//! and not what was read. Nothing here knows how readers misread.

use crate::lexicon::Lexicon;
use crate::text::{Edit, EditKind, Span};
use encoding_rs::WINDOWS_1252;
use memchr::memmem;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_normalization::char::compose;

/// What was done to a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Twist {
    /// UTF-8 was decoded as something else.
    DecodedTwice,
    /// Letters and their marks stand apart.
    TakenApart,
}

/// A place that was twisted, with what it says.
pub(super) struct Found {
    pub(super) twist: Twist,
    pub(super) edit: Edit,
}

/// How often an encoding is undone at one place: a text may have gone the wrong way twice.
const ROUNDS: usize = 3;
/// Probability that such a sequence is what it seems to be, and that a known word is meant by an unknown one with a letter twice.
const SURE: f32 = 0.999;
const LIKELY: f32 = 0.97;

/// The twisted places of a text, in order and apart.
pub(super) fn found(text: &str, lexicon: &Lexicon) -> Vec<Found> {
    let mut found = decoded_twice(text);
    found.extend(marks_apart(text));
    found.extend(letters_twice(text, lexicon));
    found.sort_by_key(|found| found.edit.at);
    found
}

fn edit(start: usize, end: usize, with: String, confidence: f32) -> Edit {
    Edit {
        at: Span::new(start, end),
        with: with.into(),
        kind: EditKind::Encoding,
        confidence,
        doubtful: false,
    }
}

/// The bytes of the characters of Windows-1252 from 0x80 on; what it does not define stands for itself, as browsers have it.
fn byte_of(c: char) -> Option<u8> {
    static BYTES: LazyLock<BTreeMap<char, u8>> = LazyLock::new(|| {
        let of = |byte: u8| {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(std::slice::from_ref(&byte));
            text.chars().next().map(|c| (c, byte))
        };
        (0x80..=0xff).filter_map(of).collect()
    });
    BYTES.get(&c).copied()
}

/// Stretches of UTF-8 that was decoded as Windows-1252: "Ã¤".
fn decoded_twice(text: &str) -> Vec<Found> {
    // What the letters and signs of European text begin with in UTF-8: C2, C3, C5 and E2, read as Â, Ã, Å and â.
    let firsts = ["\u{c2}", "\u{c3}", "\u{e2}\u{20ac}", "\u{e2}\u{80}", "\u{c5}\u{a1}", "\u{c4}\u{8d}"];
    if firsts.iter().all(|first| memmem::find(text.as_bytes(), first.as_bytes()).is_none()) {
        return Vec::new();
    }
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        match undone(&text[at..]) {
            Some((length, mut letter)) => {
                let mut end = at + length;
                for _ in 1..ROUNDS {
                    // "ÃƒÂ¤": what comes out is one half of a further sequence.
                    let Some((more, half)) = undone(&text[end..]) else { break };
                    let pair: String = [letter, half].iter().collect();
                    let Some((_, whole)) = undone(&pair) else { break };
                    (letter, end) = (whole, end + more);
                }
                let with = if letter == '\u{a0}' { ' ' } else { letter };
                let edit = edit(at, end, with.to_string(), SURE);
                found.push(Found { twist: Twist::DecodedTwice, edit });
                at = end;
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// The character that the first characters of a text are the UTF-8 of, with their length, if it is one of European text.
fn undone(text: &str) -> Option<(usize, char)> {
    let mut bytes = [0_u8; 3];
    let mut length = 0;
    let mut wanted = 1;
    for (n, c) in text.chars().take(3).enumerate() {
        let byte = byte_of(c)?;
        if n == 0 {
            wanted = match byte {
                0xc2..=0xc5 => 2,
                0xe2 => 3,
                _ => return None,
            };
        }
        bytes[n] = byte;
        length += c.len_utf8();
        if n + 1 == wanted {
            let letter = std::str::from_utf8(&bytes[..wanted]).ok()?.chars().next()?;
            let meant = letter.is_alphabetic()
                || matches!(letter, '\u{a0}'..='\u{bf}' | '\u{d7}' | '\u{f7}')
                || matches!(letter, '\u{2010}'..='\u{2044}' | '\u{20ac}' | '\u{2122}');
            return meant.then_some((length, letter));
        }
    }
    None
}

/// Marks that stand alone, with what they are on a letter, and the letters that have them.
const MARKS: [(char, char, &str); 4] = [
    ('\u{a8}', '\u{308}', "aouAOU"),
    ('\u{2da}', '\u{30a}', "aA"),
    ('\u{b0}', '\u{30a}', "aA"),
    ('\u{b4}', '\u{301}', "eE"),
];

/// Letters before marks that stand alone: "fo¨rslag".
fn marks_apart(text: &str) -> Vec<Found> {
    let mut found = Vec::new();
    for (alone, mark, letters) in MARKS {
        let mut sign = [0; 4];
        let sign = alone.encode_utf8(&mut sign);
        for at in memmem::find_iter(text.as_bytes(), sign.as_bytes()) {
            let end = at + sign.len();
            let Some(letter) = text[..at].chars().next_back().filter(|&c| letters.contains(c)) else {
                continue;
            };
            // "A° C" is no word: a word goes on, or has begun.
            let inside =
                text[end..].starts_with(char::is_alphabetic) || text[..at - 1].ends_with(char::is_alphabetic);
            if let Some(whole) = compose(letter, mark).filter(|_| inside) {
                let edit = edit(at - 1, end, whole.to_string(), SURE);
                found.push(Found { twist: Twist::TakenApart, edit });
            }
        }
    }
    found
}

/// Letters that stand before themselves with their mark: "faår".
fn letters_twice(text: &str, lexicon: &Lexicon) -> Vec<Found> {
    let mut found = Vec::new();
    let pairs = ["aå", "aä", "oö", "Aå", "AÅ", "Aä", "AÄ", "Oö", "OÖ"];
    for pair in pairs {
        for at in memmem::find_iter(text.as_bytes(), pair.as_bytes()) {
            let word = |c: char| !c.is_alphabetic();
            let start = text[..at]
                .rfind(word)
                .map_or(0, |before| before + text[before..].chars().next().map_or(1, char::len_utf8));
            let end = text[at..].find(word).map_or(text.len(), |length| at + length);
            if end - start > LONGEST {
                continue;
            }
            let read = text[start..end].to_lowercase();
            let meant = format!("{}{}", &text[start..at], &text[at + 1..end]).to_lowercase();
            let known = |form: &str| lexicon.get(form).is_some_and(|entry| entry.attested);
            if known(&meant) && lexicon.get(&read).is_none() && lexicon.compound_cost(&read).is_none() {
                // The capital stays, if the letter that goes had one.
                let marked = text[at + 1..].chars().next().unwrap_or_default();
                let capital = text[at..].starts_with(char::is_uppercase);
                let with: String = if capital { marked.to_uppercase().collect() } else { marked.to_string() };
                let edit = edit(at, at + 1 + marked.len_utf8(), with, LIKELY);
                found.push(Found { twist: Twist::TakenApart, edit });
            }
        }
    }
    found
}

/// Bytes of a word that is looked up.
const LONGEST: usize = 60;

#[cfg(test)]
mod tests {
    use super::{Twist, found};
    use crate::language::Language;
    use crate::lexicon::Lexicon;
    use crate::text::Edits;

    fn mended(text: &str) -> String {
        let found = found(text, Lexicon::of(Language::Swedish));
        Edits::new(found.into_iter().map(|found| found.edit).collect(), text).apply(text)
    }

    #[test]
    fn what_was_decoded_twice_is_decoded_once() {
        assert_eq!(
            mended("vÃ¤nort, Ã¶verbrygga, pÃ¥gÃ¥r, Ã„NGEN, Â§ 12 â€“ kÃ¸b"),
            "vänort, överbrygga, pågår, ÄNGEN, § 12 – køb"
        );
        assert_eq!(mended("vÃƒÂ¤nort"), "vänort");
        let text = "fÃ¶rslag";
        assert_eq!(found(text, Lexicon::of(Language::Swedish))[0].twist, Twist::DecodedTwice);
    }

    #[test]
    fn marks_that_stand_apart_are_put_back() {
        assert_eq!(mended("fo¨rslag till a˚tga¨rder i a°r"), "förslag till åtgärder i år");
        assert_eq!(mended("ide´n"), "idén");
    }

    #[test]
    fn a_letter_that_stands_twice_goes_only_from_a_known_word() {
        assert_eq!(mended("vi faår det oöver aår"), "vi får det över år");
        for right in ["extraåtgärder", "kamreraåldern", "Aårsta"] {
            assert_eq!(mended(right), right);
        }
    }

    #[test]
    fn right_text_is_left_alone() {
        for right in [
            "Åhlén, São Paulo och Ångström; 20 °C, 5° norr, A° C",
            "SÃO PAULO ÂGE",
            "citat ”så här” – och € 5, ½, §§ 3–4",
            "ÄÖÅ åäö éüß ÆØÅ æøå",
        ] {
            assert_eq!(mended(right), right);
        }
    }
}

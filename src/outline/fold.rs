//! The form in which lines and cues are compared: one plain ASCII byte per character.
//!
//! Minutes shout ("RØYSTING"), and recognition loses rings, dots and strokes; a cue must be met all the same. Every
//! character becomes exactly one byte, so a place in the folded text is a count of characters in the original. The
//! fold refuses to know words: what is worth finding is data.

/// What stands for the section sign, also where it was read as a dollar sign.
pub(super) const SECTION: u8 = b'$';

/// What stands for each character of ASCII.
static ASCII: [u8; 128] = {
    let mut table = [0; 128];
    let mut byte = 0_u8;
    while byte < 128 {
        table[byte as usize] = match byte {
            b'\t' | b'\r' | b'\x0c' | b'\n' => b' ',
            b'@' => b'o',
            _ => byte.to_ascii_lowercase(),
        };
        byte += 1;
    }
    table
};

/// Folds one character: lower case, no marks, one kind of dash and of quotation mark.
pub(super) fn fold(c: char) -> u8 {
    match c {
        '\0'..='\x7f' => ASCII[c as usize],
        'å' | 'ä' | 'æ' | 'á' | 'à' | 'â' | 'ã' | 'Å' | 'Ä' | 'Æ' | 'Á' | 'À' | 'Â' | 'Ã' | 'ă' | 'ą' => {
            b'a'
        }
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' | 'õ' | 'Ö' | 'Ø' | 'Ó' | 'Ò' | 'Ô' | 'Õ' | 'ő' => b'o',
        'é' | 'è' | 'ê' | 'ë' | 'É' | 'È' | 'Ê' | 'Ë' | 'ę' | 'ė' => b'e',
        'í' | 'ì' | 'î' | 'ï' | 'Í' | 'Ì' | 'Î' | 'Ï' | 'ı' => b'i',
        'ú' | 'ù' | 'û' | 'ü' | 'Ú' | 'Ù' | 'Û' | 'Ü' => b'u',
        'ý' | 'ÿ' | 'Ý' => b'y',
        'ç' | 'ć' | 'č' | 'Ç' | 'Ć' | 'Č' => b'c',
        'ñ' | 'ń' | 'Ñ' => b'n',
        'š' | 'ś' | 'ş' | 'Š' | 'Ś' | 'Ş' | 'ß' => b's',
        'ž' | 'ź' | 'ż' | 'Ž' | 'Ź' | 'Ż' => b'z',
        'ł' | 'Ł' => b'l',
        'ð' | 'Ð' => b'd',
        '§' => SECTION,
        '–' | '—' | '‐' | '‑' | '−' | '―' | '\u{ad}' => b'-',
        '”' | '“' | '„' | '»' | '«' => b'"',
        '’' | '‘' | '´' | '‚' => b'\'',
        '•' | '·' | '▪' | '●' | '°' | '¢' => b'*',
        '…' => b'.',
        c if c.is_whitespace() => b' ',
        c if c.is_alphabetic() => b'x',
        _ => b'~',
    }
}

/// Folds a text, and appends it to others that are folded.
pub(super) fn fold_onto(folded: &mut Vec<u8>, text: &str) {
    folded.reserve(text.len());
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            0..=0x7F => folded.push(ASCII[usize::from(byte)]),
            // Within a character.
            0x80..=0xBF => {}
            _ => folded.extend(text[at..].chars().next().map(fold)),
        }
    }
}

/// Folds a text.
pub(super) fn folded(text: &str) -> String {
    let mut folded = Vec::with_capacity(text.len());
    fold_onto(&mut folded, text);
    String::from_utf8(folded).unwrap_or_default()
}

/// Folds a cue; runs of white space become one space.
pub(super) fn fold_cue(cue: &str) -> String {
    single_spaced(&folded(cue))
}

/// A folded text in which runs of spaces are one space, and none stands at an end.
pub(super) fn single_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_ascii_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Whether the byte before `start` and the byte at `end` do not go on with a word.
pub(super) fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric());
    let inside = |at: usize| at > 0 && word(at - 1) && word(at);
    !inside(start) && !inside(end)
}

/// Where two signs stand one after the other: a gap between columns, a full stop before a space.
pub(super) fn find_pair(text: &str, pair: [u8; 2]) -> Option<usize> {
    text.as_bytes().windows(2).position(|signs| signs == pair)
}

/// The parts of a text between spaces; none of a gap is left out.
pub(super) fn tokens(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = Some(text);
    std::iter::from_fn(move || {
        let from = rest?;
        let end = from.bytes().position(|byte| byte == b' ');
        rest = end.map(|end| &from[end + 1..]);
        Some(end.map_or(from, |end| &from[..end]))
    })
}

/// Whether `text` begins with the whole words of `cue`.
pub(super) fn begins_with(text: &str, cue: &str) -> bool {
    text.starts_with(cue) && stands_free(text, 0, cue.len())
}

/// Where the whole words of `cue` stand in `text`.
pub(super) fn find_words(text: &str, cue: &str) -> Option<usize> {
    let mut from = 0;
    while let Some(at) = text[from..].find(cue) {
        let at = from + at;
        if stands_free(text, at, at + cue.len()) {
            return Some(at);
        }
        from = at + 1;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{begins_with, find_pair, find_words, fold, fold_cue, folded, tokens};

    #[test]
    fn lost_marks_and_capitals_do_not_hide_a_cue() {
        assert_eq!(fold_cue("  RØYSTING "), fold_cue("roysting"));
        assert_eq!(fold_cue("Överläggning"), fold_cue("Overlaggning"));
        assert_eq!(fold_cue("§ 3"), fold_cue("$ 3"));
    }

    #[test]
    fn a_text_is_folded_as_its_characters_are() {
        let text = "Å ÄRENDE\t@ §12 – «Bø»\u{ad}… naïve Ł漢 ✓";
        assert_eq!(folded(text), text.chars().map(|c| char::from(fold(c))).collect::<String>());
        assert_eq!(folded(""), "");
    }

    #[test]
    fn tokens_are_what_spaces_part() {
        for text in ["", " ", "a", "§ 4  Åsa ", "  a"] {
            assert!(tokens(text).eq(text.split(' ')), "{text}");
        }
    }

    #[test]
    fn two_signs_are_found_together() {
        assert_eq!(find_pair("a.b. c. d", [b'.', b' ']), Some(3));
        assert_eq!(find_pair("a   b", [b' ', b' ']), Some(1));
        assert_eq!(find_pair("a b ", [b' ', b' ']), None);
    }

    #[test]
    fn cues_are_whole_words() {
        assert!(begins_with("beslut: bifalls", "beslut"));
        assert!(!begins_with("beslutande", "beslut"));
        assert_eq!(find_words("omrostning och rostning", "rostning"), Some(15));
        assert_eq!(find_words("omrostning", "rostning"), None);
    }
}

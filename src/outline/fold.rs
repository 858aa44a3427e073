//! The form in which lines and cues are compared: one plain ASCII byte per character.
//!
//! Minutes shout ("RØYSTING"), and recognition loses rings, dots and strokes; a cue must be met all the same. Every
//! character becomes exactly one byte, so a place in the folded text is a count of characters in the original. The
//! fold refuses to know words: what is worth finding is data.

/// What stands for the section sign, also where it was read as a dollar sign.
pub(super) const SECTION: u8 = b'$';

/// Folds one character: lower case, no marks, one kind of dash and of quotation mark.
pub(super) fn fold(c: char) -> u8 {
    if c.is_ascii() {
        return match c {
            '\t' | '\r' | '\x0c' | '\n' => b' ',
            '@' => b'o',
            _ => (c as u8).to_ascii_lowercase(),
        };
    }
    match c {
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

/// Folds a text.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(|c| char::from(fold(c))).collect()
}

/// Folds a cue; runs of white space become one space.
pub(super) fn fold_cue(cue: &str) -> String {
    folded(cue).split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

/// Whether the byte before `start` and the byte at `end` do not go on with a word.
pub(super) fn stands_free(text: &str, start: usize, end: usize) -> bool {
    let bytes = text.as_bytes();
    let word = |at: usize| bytes.get(at).is_some_and(|b| b.is_ascii_alphanumeric());
    let inside = |at: usize| at > 0 && word(at - 1) && word(at);
    !inside(start) && !inside(end)
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
    use super::{begins_with, find_words, fold_cue};

    #[test]
    fn lost_marks_and_capitals_do_not_hide_a_cue() {
        assert_eq!(fold_cue("  RØYSTING "), fold_cue("roysting"));
        assert_eq!(fold_cue("Överläggning"), fold_cue("Overlaggning"));
        assert_eq!(fold_cue("§ 3"), fold_cue("$ 3"));
    }

    #[test]
    fn cues_are_whole_words() {
        assert!(begins_with("beslut: bifalls", "beslut"));
        assert!(!begins_with("beslutande", "beslut"));
        assert_eq!(find_words("omrostning och rostning", "rostning"), Some(15));
        assert_eq!(find_words("omrostning", "rostning"), None);
    }
}

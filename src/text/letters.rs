//! What a character is, answered at once for the letters of the Latin script.
//!
//! The standard library searches a table of all scripts for every `å`; here a character below [`LATIN_END`] costs two
//! comparisons. The answers are the same for every character.

/// The first character after the Latin letters with and without accents.
const LATIN_END: char = '\u{250}';

/// [`char::is_alphabetic`].
pub fn is_letter(c: char) -> bool {
    match c {
        '\0'..'\u{80}' => c.is_ascii_alphabetic(),
        '\u{C0}'..LATIN_END => c != '×' && c != '÷',
        _ => c.is_alphabetic(),
    }
}

/// [`char::is_alphanumeric`].
pub fn is_letter_or_digit(c: char) -> bool {
    match c {
        '\0'..'\u{80}' => c.is_ascii_alphanumeric(),
        '\u{C0}'..LATIN_END => c != '×' && c != '÷',
        _ => c.is_alphanumeric(),
    }
}

#[cfg(test)]
mod tests {
    use super::{is_letter, is_letter_or_digit};

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}

//! What a character is, answered at once for the letters of the Latin script, and the capital of a text.
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

/// A text with a capital at its beginning; the rest stays as it is.
pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::{capitalised, is_letter, is_letter_or_digit};

    #[test]
    fn only_the_first_letter_becomes_a_capital() {
        assert_eq!(capitalised("ödåkra skola"), "Ödåkra skola");
        assert_eq!((capitalised(""), capitalised("KS")), (String::new(), "KS".to_owned()));
    }

    #[test]
    fn every_character_is_what_the_standard_library_says() {
        for c in '\0'..=char::MAX {
            assert_eq!(is_letter(c), c.is_alphabetic(), "{c:?}");
            assert_eq!(is_letter_or_digit(c), c.is_alphanumeric(), "{c:?}");
        }
    }
}

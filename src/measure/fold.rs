//! Strings as they are compared: white space, case, dashes, quotation marks and foreign marks folded.

use std::borrow::Cow;
use unicode_normalization::UnicodeNormalization;

/// White space, with the four separators of ASCII that Unicode does not call so.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// White space folded to single spaces, none at the ends.
pub(super) fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split(is_space).filter(|word| !word.is_empty()) {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A letter without the marks that no Scandinavian language has (æ and ø do not decompose).
fn unmarked(c: char) -> char {
    if c.is_ascii() || matches!(c, 'å' | 'ä' | 'ö' | 'Å' | 'Ä' | 'Ö') {
        return c;
    }
    std::iter::once(c).nfd().next().unwrap_or(c)
}

fn plain_sign(c: char) -> Option<char> {
    Some(match c {
        '–' | '—' | '‐' | '‑' | '−' => '-',
        '“' | '”' | '„' | '»' | '«' => '"',
        '’' | '‘' | '´' | '`' => '\'',
        '\u{ad}' => return None,
        _ => c,
    })
}

/// A string as names, titles and surfaces are compared.
pub(super) fn plain(text: &str) -> String {
    let folded: String = text.nfc().filter_map(plain_sign).map(unmarked).collect();
    lower(&fold(&folded))
}

/// The surface of an entity: hyphens are left out, since a line end may hide whether one belongs to the word.
pub(super) fn surface(text: &str) -> String {
    let plain = plain(text);
    let mut out = String::with_capacity(plain.len());
    let mut rest = plain.as_str();
    while let Some(at) = rest.find('-') {
        out.push_str(&rest[..at]);
        rest = rest[at + 1..].trim_start_matches(is_space);
    }
    out + rest
}

pub(super) fn lower(text: &str) -> String {
    let lower = text.to_lowercase();
    if lower.contains('ß') { lower.replace('ß', "ss") } else { lower }
}

/// A number of an item without its signs and words' case.
pub(super) fn number_key(number: Option<&str>) -> String {
    let mut key = lower(number.unwrap_or_default());
    key.retain(|c| c.is_ascii_digit() || c.is_ascii_lowercase() || c == '/');
    key
}

/// A digit of any size: `m²` is as much a unit as a word.
const fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '²' | '³' | '¹' | '⁰'..='⁹' | '₀'..='₉')
}

/// Letters and digits only, foreign marks folded.
fn bare(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_') {
        return word.into();
    }
    word.chars().map(unmarked).filter(|c| c.is_alphanumeric() || *c == '_').collect::<String>().into()
}

/// Whether a word's letters were read badly, not lost, moved or merged by the layout: numbers, codes, and words that
/// differ in signs alone do not count.
pub(super) fn is_mangled(read: &str, truth: &str) -> bool {
    let letters = truth.chars().filter(|c| c.is_alphabetic()).count();
    if letters == 0 || truth.chars().filter(|c| is_digit(*c)).count() >= letters {
        return false;
    }
    let (read_bare, truth_bare) = (bare(read), bare(truth));
    if read_bare == truth_bare {
        return false;
    }
    let length = |word: &str| word.chars().count();
    let short_read = if read_bare.is_empty() { length(read) } else { length(&read_bare) };
    (length(&truth_bare) <= 2 && short_read <= 2) || super::levenshtein::likeness(read, truth) >= 0.5
}

#[cfg(test)]
mod tests {
    use super::{fold, is_mangled, number_key, plain, surface};

    #[test]
    fn names_are_compared_without_case_dashes_and_foreign_marks() {
        assert_eq!(plain("  Dušan  BORIĆ–Åse\u{ad} "), "dusan boric-åse");
        assert_eq!(plain("»Fjällräven«"), "\"fjällräven\"");
        assert_ne!(plain("Sörby"), plain("Sorby"));
    }

    #[test]
    fn surfaces_are_compared_without_hyphens() {
        assert_eq!(surface("kommun-\nstyrelsen"), "kommunstyrelsen");
        assert_eq!(surface("Hans-Erik Ek"), "hanserik ek");
    }

    #[test]
    fn white_space_is_folded() {
        assert_eq!(fold("\u{c}\n a \t b\n"), "a b");
        assert_eq!(fold(" \n"), "");
    }

    #[test]
    fn numbers_lose_their_signs() {
        assert_eq!(number_key(Some("§ 12 a")), "12a");
        assert_eq!(number_key(Some("Sak 021/24")), "sak021/24");
        assert_eq!(number_key(None), "");
    }

    #[test]
    fn a_word_is_mangled_where_its_letters_are() {
        for (read, truth) in [("Forslag", "Förslag"), ("pa", "på"), ("a", "å"), ("ofver", "över")] {
            assert!(is_mangled(read, truth), "{read} {truth}");
        }
        // Signs alone, foreign marks alone, numbers, codes, another word.
        let not = [
            ("beslut", "beslut."),
            ("Boric", "Borić"),
            ("8", "§"),
            ("KS2023/1", "KS-2023/18"),
            ("och", "nämnden"),
            ("m2", "m²"),
        ];
        for (read, truth) in not {
            assert!(!is_mangled(read, truth), "{read} {truth}");
        }
    }
}

//! A capital I that stands alone where a small one or the number one is meant: bad print hardly tells the three apart.
//!
//! Only inside a sentence, and only where the words on both sides say so: elsewhere it is a numeral, an initial or the start of a
//! sentence without its full stop.

use super::judge::Verdict;
use super::outcome::Change;
use crate::lexicon::Lexicon;

/// How much likelier the small letter, or the number, must make its neighbours (nats).
const SMALL: f32 = 2.0;
const NUMBER: f32 = 4.0;
/// Probability that it is the one or the other then.
const CONFIDENCE: f32 = 0.95;
/// What stands for a number in the language statistics.
const ONE: &str = "1";
const NAME: &str = "<name>";

/// What a lone capital I is in `text[start..end]`.
pub(super) fn changes(text: &str, (start, end): (usize, usize), lexicon: &Lexicon) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut rest = &text[start..end];
    let mut before = "";
    let mut at = start;
    while let Some(from) = rest.find(|c: char| !c.is_whitespace()) {
        let length = rest[from..].find(char::is_whitespace).unwrap_or(rest.len() - from);
        let (chunk, after) = (&rest[from..from + length], &rest[from + length..]);
        let place = at + from;
        if chunk == "I"
            && !rest[..from].contains("\n\n")
            && let Some(with) = meant(before, after, lexicon)
        {
            changes.push(Change {
                start: place,
                end: place + 1,
                with: with.to_owned(),
                confidence: CONFIDENCE,
                verdict: Verdict::Doubtful,
            });
        }
        before = chunk;
        at = place + length;
        rest = after;
    }
    changes
}

fn meant(before: &str, after: &str, lexicon: &Lexicon) -> Option<&'static str> {
    let gap = after.find(|c: char| !c.is_whitespace())?;
    let next = after[gap..].split_whitespace().next()?.trim_end_matches([',', '.', ';', ':']);
    let is_word = |word: &str| word.chars().nth(1).is_some() && word.chars().all(char::is_alphabetic);
    if after[..gap].contains("\n\n") || !is_word(next) || !is_word(before) {
        return None;
    }
    if !before.chars().all(char::is_lowercase) {
        return None;
    }
    let lower = next.to_lowercase();
    let next = if next.starts_with(char::is_uppercase) { NAME } else { lower.as_str() };
    let stands = |word: &str| lexicon.bigram(before, word) + lexicon.bigram(word, next);
    let (small, number) = (stands("i"), stands(ONE));
    if number > small + SMALL {
        Some("i")
    } else if small > number + NUMBER && next != NAME {
        Some(ONE)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::meant;
    use crate::language::Language;
    use crate::lexicon::Lexicon;

    #[test]
    fn a_capital_inside_a_sentence_is_what_its_neighbours_say() {
        let sv = Lexicon::of(Language::Swedish);
        assert_eq!(meant("beslutet", " enlighet med förslaget", sv), Some("i"));
        assert_eq!(meant("ersättare", " Norrbotten", sv), Some("i"));
        assert_eq!(meant("den", " januari", sv), Some("1"));
        assert_eq!(meant("saken", " møte", Lexicon::of(Language::Bokmal)), Some("i"));
    }

    #[test]
    fn numerals_initials_and_starts_are_left() {
        let sv = Lexicon::of(Language::Swedish);
        assert_eq!(meant("Bilaga", " till protokollet", sv), None);
        assert_eq!(meant("kapitel", "\n\nallmänna råd", sv), None);
        assert_eq!(meant("sammanträdet.", " budgeten", sv), None);
        assert_eq!(meant("av", " 12", sv), None);
    }
}

//! A small letter where a sentence or a name must begin with a capital of the same shape: bad print hardly tells "o" from "O".
//!
//! Sentences only at the start of a paragraph or behind a full stop, and only in words that are known: what begins small there
//! otherwise is a point of a list, an abbreviation, or the rest of a sentence whose comma was read as a full stop. Names only where
//! no word is spelt so.

use super::judge::Verdict;
use super::outcome::Change;
use crate::lexicon::Lexicon;
use crate::text::capitalised;
use foldhash::HashSet;

/// Letters whose capital has their shape, or nearly.
const ALIKE: [char; 7] = ['i', 'j', 'o', 's', 'u', 'v', 'ö'];
/// Letters whose capital is but larger, which only names are mended by.
const ALIKE_IN_NAMES: [char; 7] = ['c', 'k', 'p', 'w', 'x', 'z', 'ø'];
/// Of those of one shape, those that a comma read as a full stop seldom stands before.
const BEHIND_STOP: [char; 5] = ['j', 'o', 'u', 'v', 'ö'];
/// Letters of a word that holds no others together, and of one that is no abbreviation before its full stop.
const WORD: usize = 5;
const NO_ABBREVIATION: usize = 5;
/// What a word may cost that begins a paragraph (nats).
const DEAREST: f32 = 15.0;
/// What a name may cost that was read small (nats).
const RAREST_NAME: f32 = 14.0;
/// Probability that the capital is meant: of paragraphs and names, and behind full stops.
const SURE: f32 = 0.97;
const LIKELY: f32 = 0.9;

/// Where `text[start..end]` wants a capital. `mended`: what becomes of its words, in order.
pub(super) fn changes(
    text: &str,
    (start, end): (usize, usize),
    lexicon: &Lexicon,
    mended: &[Change],
) -> Vec<Change> {
    let mut out = Vec::new();
    let names: HashSet<&str> =
        text[start..end].split_whitespace().map(bare).filter(|word| is_name(word)).collect();
    let mut before = "";
    let mut at = start;
    let mut breaks = 2;
    for piece in text[start..end].split_inclusive(char::is_whitespace) {
        let place = at;
        at += piece.len();
        let chunk = piece.trim_end();
        if !chunk.is_empty() {
            let meant =
                capital(chunk, before, breaks > 1, lexicon).or_else(|| name(chunk, before, lexicon, &names));
            if let Some((with, confidence)) = meant
                && !is_mended(place, mended)
            {
                let end = place + chunk.chars().next().map_or(0, char::len_utf8);
                out.push(Change { start: place, end, with, confidence, verdict: Verdict::Doubtful });
            }
            before = chunk;
            breaks = 0;
        }
        breaks += usize::from(piece.ends_with('\n'));
    }
    out
}

/// The capital that a chunk must begin with, and how sure it is.
fn capital(chunk: &str, before: &str, begins: bool, lexicon: &Lexicon) -> Option<(String, f32)> {
    let first = chunk.chars().next().filter(|first| ALIKE.contains(first))?;
    let word = bare(chunk);
    let small = word.chars().count();
    if !word.chars().all(char::is_alphabetic) || lexicon.get(word).is_none() || lexicon.alone(word) > DEAREST
    {
        return None;
    }
    let stop = before.trim_end_matches('.');
    let stopped = stop.len() < before.len()
        && stop.chars().count() >= NO_ABBREVIATION
        && stop.chars().all(char::is_alphabetic);
    // "den 14." over "juni".
    let ended = before.ends_with(':')
        || before.strip_suffix('.').is_some_and(|rest| !rest.ends_with(|c: char| c.is_ascii_digit()));
    let confidence = if begins && ended && small > 1 {
        SURE
    } else if stopped && small >= WORD && BEHIND_STOP.contains(&first) {
        LIKELY
    } else {
        return None;
    };
    Some((first.to_uppercase().collect(), confidence))
}

/// The capital of a name that was read small: "jens (A)". `names`: what the text has with a capital.
fn name(chunk: &str, before: &str, lexicon: &Lexicon, names: &HashSet<&str>) -> Option<(String, f32)> {
    let first =
        chunk.chars().next().filter(|first| ALIKE.contains(first) || ALIKE_IN_NAMES.contains(first))?;
    let word = bare(chunk);
    // The rest of a word that the line parts, or of one beside a lost letter.
    let torn = before.ends_with(['-', '\u{ad}', '¬']);
    if torn || word.len() < 2 || !word.chars().all(char::is_lowercase) {
        return None;
    }
    let cased = capitalised(word);
    let known = lexicon.get_name(&cased);
    let named = known.is_some_and(|name| {
        (name.given || name.surname || name.place || name.municipality)
            && !name.net
            && name.cost <= RAREST_NAME
    });
    // "Petra wallenius": behind another name, what the text has with a capital elsewhere.
    let follows = || {
        let named = |before: &str| lexicon.get_name(before).is_some_and(|name| name.given || name.surname);
        is_name(before) && named(before) && names.contains(cased.as_str())
    };
    let unknown = || lexicon.get(word).is_none() && lexicon.compound_cost(word).is_none();
    let meant = (named || follows()) && unknown();
    meant.then(|| (first.to_uppercase().collect(), SURE))
}

/// A word without the marks behind it.
fn bare(chunk: &str) -> &str {
    chunk.trim_end_matches([',', '.', ';', ':'])
}

/// Whether a word has a capital, and only at its head.
fn is_name(word: &str) -> bool {
    let mut letters = word.chars();
    letters.next().is_some_and(char::is_uppercase)
        && letters.clone().next().is_some()
        && letters.all(char::is_lowercase)
}

/// Whether something else is changed where a word begins.
fn is_mended(place: usize, mended: &[Change]) -> bool {
    let next = mended.partition_point(|change| change.end <= place);
    mended.get(next).is_some_and(|change| change.start <= place && change.verdict >= Verdict::Doubtful)
}

#[cfg(test)]
mod tests {
    use super::changes;
    use crate::language::Language;
    use crate::lexicon::Lexicon;

    fn meant(text: &str) -> Vec<(usize, String)> {
        let lexicon = Lexicon::of(Language::Swedish);
        changes(text, (0, text.len()), lexicon, &[]).into_iter().map(|one| (one.start, one.with)).collect()
    }

    #[test]
    fn sentences_begin_with_a_capital() {
        assert_eq!(meant("Ärendet avslås.\n\nvotering begärs."), [(19, "V".to_owned())]);
        assert_eq!(meant("Ärendet är justerat. justeringen har kungjorts."), [(23, "J".to_owned())]);
    }

    #[test]
    fn names_that_are_no_words_begin_with_a_capital() {
        assert_eq!(meant("Närvarande: joakim Ek, väsby"), [(13, "J".to_owned()), (24, "V".to_owned())]);
        assert!(meant("väster om bron, se www.vara.se och kris-\njoakim").is_empty());
    }

    #[test]
    fn points_abbreviations_and_the_rest_of_a_sentence_are_left() {
        for text in [
            "Beslut\n\nvalet förrättas",
            "till inköp av.\nvirke",
            "m. fl. ordförande",
            "kronor. som belastar",
            "Uppdraget.\n\ni)",
            "den 14.\n\njuni",
            "med bilar, vilket",
        ] {
            assert!(meant(text).is_empty(), "{text}");
        }
    }
}

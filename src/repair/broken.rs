//! Whether a text that has all its letters was read from a bad copy, and so by the language's own model.
//!
//! Nothing is missing from the alphabet then, and only words tell: on a bad copy every tenth is none, in print hardly one in two
//! hundred. A sample of words from all over the text raises the suspicion, so that clean text costs next to nothing; borne out it
//! is only by words that were mended. Older spelling and dialect are unknown words, too, but no confusion of letters explains them.

use super::judge::Verdict;
use super::outcome::{BY_CHANCE, Change};
use crate::lexicon::Lexicon;
use std::collections::BTreeSet;

/// Bytes of text for one word of the sample, and how large the sample is.
const BYTES: usize = 160;
const LEAST_SAMPLE: usize = 24;
const SAMPLE: usize = 96;
/// So many words, and a third of the sample, clear a text if none is broken.
const CLEARED: usize = 12;
/// Letters of a word that tells something, and bytes in which one is sought.
const SHORTEST: usize = 5;
const REACH: usize = 200;
/// A suspicion takes one broken word in so many, and so many.
const SUSPECT: usize = 32;
const LEAST_BROKEN: usize = 2;
/// It is borne out by so many different words mended, if they are one in so many words; and where few words are all there is.
const MENDED: (usize, usize) = (4, 150);
const MENDED_OF_FEW: (usize, usize) = (3, 30);

/// Whether so many words are none that the text may have been misread.
pub(super) fn is_suspected(text: &str, lexicon: &Lexicon) -> bool {
    let wanted = (text.len() / BYTES).clamp(LEAST_SAMPLE, SAMPLE);
    let stride = (text.len() / wanted).max(1);
    let (mut seen, mut broken, mut reached) = (0, 0, 0);
    for n in 0..wanted {
        // A part of the sample clears most texts.
        if broken == 0 && n >= CLEARED && n * 3 >= wanted {
            return false;
        }
        let Some((word, end)) = word_after(text, reached.max(n * stride)) else { continue };
        reached = end;
        seen += 1;
        broken += usize::from(!is_known(word, lexicon));
    }
    broken >= LEAST_BROKEN && broken * SUSPECT >= seen
}

/// The first whole word in small letters after a byte, and where it ends.
fn word_after(text: &str, from: usize) -> Option<(&str, usize)> {
    let bytes = text.as_bytes();
    let until = (from + REACH).min(bytes.len());
    let mut at = from;
    while at < until {
        at += bytes[at..until].iter().position(u8::is_ascii_whitespace)? + 1;
        let length = bytes[at..].iter().position(u8::is_ascii_whitespace).unwrap_or(bytes.len() - at);
        let word = text[at..at + length].trim_end_matches(['.', ',', ':', ';']);
        if word.len() >= SHORTEST && word.chars().all(char::is_lowercase) {
            return Some((word, at + length));
        }
    }
    None
}

fn is_known(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.get(word).is_some() || lexicon.compound_cost(word).is_some_and(|cost| cost < BY_CHANCE)
}

/// Whether what was mended shows that a text of so many words was read from a bad copy.
pub(super) fn is_borne_out(text: &str, changes: &[Change], words: u32) -> bool {
    let small = |word: &str| word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase);
    let mended = changes.iter().filter(|change| change.verdict >= Verdict::Doubtful && small(&change.with));
    let read = mended.map(|change| (&text[change.start..change.end], change.with.as_str()));
    let forms: BTreeSet<&str> = read
        .filter(|(read, with)| small(read) && as_sounded(read) != as_sounded(with))
        .map(|(read, _)| read)
        .collect();
    let words = words as usize;
    forms.len() >= MENDED.0 && forms.len() * MENDED.1 >= words
        || forms.len() >= MENDED_OF_FEW.0 && forms.len() * MENDED_OF_FEW.1 >= words
}

/// A form without what another time spelt otherwise: doubled letters, e for ä or æ, the vowel of an ending.
fn as_sounded(form: &str) -> String {
    let mut sounded = String::with_capacity(form.len());
    for c in form.chars() {
        let c = if matches!(c, 'ä' | 'æ') { 'e' } else { c };
        if !sounded.ends_with(c) {
            sounded.push(c);
        }
    }
    if sounded.ends_with(['a', 'e']) {
        sounded.pop();
    }
    sounded
}

#[cfg(test)]
mod tests {
    use super::{is_borne_out, is_suspected};
    use crate::language::Language;
    use crate::lexicon::Lexicon;
    use crate::repair::judge::Verdict;
    use crate::repair::outcome::Change;

    const PRINT: &str = "Nämnden föreslår att fullmäktige antar förslaget till översiktsplan för tätorten och att \
        åtgärderna följs upp varje kvartal. Förvaltningen får i uppdrag att återkomma med ett ändrat förslag före sommaren. ";
    const COPY: &str = "Nämnden föreslär att fulmäktige antar förslagct till översiktspian för tätorten och ätt \
        åtgärderna följs upp varie kvartal. Förvaltningen fär i uppdräg att återkomma med ett ändrat förslag före sommären. ";

    #[test]
    fn broken_words_raise_a_suspicion() {
        let lexicon = Lexicon::of(Language::Swedish);
        assert!(is_suspected(&COPY.repeat(8), lexicon));
        assert!(!is_suspected(&PRINT.repeat(8), lexicon));
        assert!(!is_suspected("", lexicon));
    }

    #[test]
    fn only_different_words_that_were_mended_bear_it_out() {
        let text = "handlingarne förslagct varie uppdräg sommären Vistberg";
        let mut changes = Vec::new();
        let mut borne_out = |read: &str, with: &str, words| {
            let start = text.find(read).expect("a word of the text");
            let (end, with) = (start + read.len(), with.to_owned());
            changes.push(Change { start, end, with, confidence: 0.99, verdict: Verdict::Change });
            is_borne_out(text, &changes, words)
        };
        assert!(!borne_out("handlingarne", "handlingarna", 100));
        assert!(!borne_out("förslagct", "förslaget", 100));
        assert!(!borne_out("varie", "varje", 100));
        // Of few words three are enough.
        assert!(!borne_out("uppdräg", "uppdrag", 100) && borne_out("uppdräg", "uppdrag", 60));
        // Neither a name nor the same word again.
        assert!(!borne_out("Vistberg", "Västberg", 100));
        assert!(!borne_out("uppdräg", "uppdrag", 100));
        assert!(!borne_out("sommären", "sommaren", 10_000));
        assert!(borne_out("sommären", "sommaren", 100));
    }
}

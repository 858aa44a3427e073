//! Marks of prose: points of lists, ends of sentences, quotations, numbers of votes.
//!
//! All of it is told from punctuation and figures; the few words that stand between two numbers of votes are data.

use super::cues::ContestCues;
use super::fold::find_pair;

/// "9 mot 8", "12 stemmer mot 4", "fem ja, fyra nej", "4 for og 3 imod": votes that stood against votes.
pub(super) fn contests(line: &str, cues: &ContestCues) -> bool {
    const MOST: u32 = 199;
    /// How many words may stand between a number and what it is set against.
    const BETWEEN: usize = 4;
    fn bare(word: &str) -> &str {
        word.trim_matches([',', '.', ';', ':'])
    }
    // Words with what brackets open before them: "15 stemmer (A, F) mod 10".
    fn words(line: &str) -> impl Iterator<Item = (&str, u32)> {
        let mut depth = 0_u32;
        let parts = line.split_inclusive([' ', '(', ')']).map(move |part| {
            let inside = depth;
            match part.bytes().last() {
                Some(b'(') => depth += 1,
                Some(b')') => depth = depth.saturating_sub(1),
                _ => {}
            }
            (part.trim_end_matches([' ', '(', ')']), inside)
        });
        parts.filter(|(word, _)| !word.is_empty())
    }
    let counts = |word: &str| word.starts_with(|c: char| !c.is_ascii_lowercase()) || cues.numbers.holds(word);
    if !words(line).any(|(word, _)| counts(bare(word))) {
        return false;
    }
    let (words, inside): (Vec<&str>, Vec<u32>) = words(line).unzip();
    let figures = |at: usize| words.get(at).is_some_and(|word| word.bytes().all(|b| b.is_ascii_digit()));
    // "1 200" is one number, and none of votes.
    let number = |at: usize| {
        let grouped = figures(at) && (figures(at + 1) || at > 0 && figures(at - 1));
        let word = bare(words[at]);
        !grouped && (word.parse::<u32>().is_ok_and(|votes| votes <= MOST) || cues.numbers.holds(word))
    };
    let ends = |at: usize| words[at].ends_with(['.', ';', ':']) && !number(at);
    let (mut yes, mut no) = (false, false);
    for at in (0..words.len()).filter(|&at| number(at)) {
        let near = |from: usize| {
            let outside = (from..words.len()).filter(|&next| inside[next] <= inside[at]);
            outside.take(BETWEEN).take_while(|&at| !ends(at))
        };
        let side = words.get(at + 1).map_or("", |word| bare(word));
        yes |= cues.yes.holds(side);
        no |= cues.no.holds(side);
        let against = near(at + 1).find(|&at| cues.against.holds(bare(words[at])));
        if against.is_some_and(|against| near(against + 1).take(2).any(number)) {
            return true;
        }
    }
    yes && no
}

/// "1. ", "a) ", "- ", "• ".
pub(super) fn is_list_point(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    match bytes.first() {
        Some(b'-' | b'*') => bytes.get(1) == Some(&b' '),
        Some(_) if digits > 0 && digits <= 2 => {
            matches!(bytes.get(digits), Some(b'.' | b')')) && bytes.get(digits + 1).is_none_or(|b| *b == b' ')
        }
        Some(b) if b.is_ascii_lowercase() => matches!(bytes.get(1), Some(b')')),
        _ => false,
    }
}

/// Where the first sentence ends: at a full stop before a capital, abbreviations and figures apart.
pub(super) fn sentence_end(folded: &str, text: &str) -> usize {
    let mut letters = text.chars();
    let mut read = 0;
    let mut from = 0;
    while let Some(at) = find_pair(&folded[from..], [b'.', b' ']) {
        let at = from + at;
        let word = folded[..at].rsplit([' ', '(']).next().unwrap_or("");
        // "Repr. Anna Ek …", "Johs. Lund …": what the sentence begins with, cut short.
        let first = word.len() <= 5 && folded[..at].trim_start_matches(['-', '*', '"', '(', ' ']) == word;
        let short = first || word.len() <= 3 || word.bytes().any(|b| b.is_ascii_digit() || b == b'.');
        if !short {
            let next = letters.nth(at + 2 - read);
            read = at + 3;
            if at + 2 < folded.len() && next.is_some_and(char::is_uppercase) {
                return at + 1;
            }
        }
        from = at + 2;
    }
    folded.len()
}

/// Where a quotation begins after a colon.
pub(super) fn quotation_start(folded: &str) -> usize {
    let mut colons = memchr::memchr_iter(b':', folded.as_bytes());
    colons.find(|&at| folded[at + 1..].starts_with(" \"")).map_or(folded.len(), |at| at + 1)
}

/// What stands before the colon near the beginning of a sentence: a few words, brackets apart. A clock's colon is none.
pub(super) fn label(folded: &str) -> Option<&str> {
    const LONGEST: usize = 80;
    const MOST_WORDS: usize = 6;
    let (label, rest) = folded.split_once(':').filter(|(label, _)| label.len() <= LONGEST)?;
    let mut open = false;
    let words = label.split_ascii_whitespace().filter(|word| {
        let inside = open || word.starts_with('(');
        open = inside && !word.contains(')');
        !inside
    });
    let words = words.count();
    ((1..=MOST_WORDS).contains(&words) && (rest.is_empty() || rest.starts_with(' '))).then_some(label)
}

/// How many lines a quotation has been open after this line; none is believed open for long.
pub(super) fn quoted(line: &str, open: u32) -> u32 {
    let marks = line.bytes().filter(|b| *b == b'"').count();
    let now = if marks % 2 == 1 { open == 0 } else { open > 0 };
    if now && open <= 14 { open + 1 } else { 0 }
}

/// "For: 6 (…)", "Imod: 5", "12 (Ap)": numbers of votes, or like them.
pub(super) fn tallies(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace().peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        let number = !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
        let bracket = words.peek().is_some_and(|next| next.starts_with('('));
        if number && (before.ends_with(':') || bracket) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{contests, label};
    use super::{is_list_point, quoted, sentence_end, tallies};
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::outline::fold::folded;

    #[test]
    fn a_label_is_short() {
        assert_eq!(
            label("havnestyret (5 mot 4 av de som var til stede): ja"),
            Some("havnestyret (5 mot 4 av de som var til stede)")
        );
        assert_eq!(label("kontoret meddelar att tre anbud har kommit in: ett"), None);
        assert_eq!(label("kl 18:30 oppnas motet"), None);
    }

    #[test]
    fn votes_stand_against_votes() {
        for (language, lines) in [
            (
                Language::Bokmal,
                &["skattøren fikk 9 mot 8.", "med 12 stemmer mot 4", "fire for, seks imot"][..],
            ),
            (
                Language::Swedish,
                &[
                    "utfallet blev fem ja, fyra nej och en blank",
                    "17 ja, 13 nej och 1 som avstår",
                    "med 5 röster mot 4",
                ],
            ),
            (Language::Danish, &["vistoft fik 5 (a, sf, rv) mod 5", "4 for og 3 imod"]),
            (Language::Nynorsk, &["med 6 mot 3 røyster"]),
        ] {
            for line in lines {
                let folded = folded(line);
                assert!(contests(&folded, &Cues::of(language).contest), "{line}");
            }
        }
        let cues = &Cues::of(Language::Bokmal).contest;
        for line in [
            "møtet 12. mai mot ordførerens råd",
            "fra 3 til 5 meter",
            "1 200 kr mot 1 500 kr i fjor",
            "sak 4 mot kommunen. 3 bilag",
        ] {
            assert!(!contests(&folded(line), cues), "{line}");
        }
    }

    #[test]
    fn tallies_are_numbers_after_a_colon_or_before_a_bracket() {
        assert!(tallies("for: 6 (ap, h)") && tallies("mot 12 (sp)") && tallies("imod: 5"));
        assert!(!tallies("vegen vert 12 meter") && !tallies("jf. kap. 3"));
    }

    #[test]
    fn list_points_and_sentences() {
        assert!(is_list_point("1. vegen") && is_list_point("a) vegen") && is_list_point("- vegen"));
        assert!(!is_list_point("1970 byggdes") && !is_list_point("att bygga"));
        let text = "Ja, jf. loven § 3. Nej";
        assert_eq!(sentence_end(&text.to_lowercase().replace('§', "$"), text), text.chars().count());
        let text = "Forslaget falt. Dermed ble";
        assert_eq!(sentence_end(&text.to_lowercase(), text), 15);
    }

    #[test]
    fn an_unclosed_quotation_is_given_up() {
        let mut open = quoted("sade \"detta", 0);
        assert_eq!(open, 1);
        for _ in 0..20 {
            open = quoted("mer text", open);
        }
        assert_eq!(open, 0);
        assert_eq!(quoted("slut\"", 3), 0);
    }
}

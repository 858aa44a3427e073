//! Specks of dust between words, which a reader takes for points, colons and hyphens ("hvis.den", "er-nabo").
//!
//! Where both sides are words that stand together, and the whole is none, the sign was white space. Nothing here knows addresses,
//! abbreviations or numbers: whatever holds one of them is no pair of small words.

use super::judge::Verdict;
use super::stretch::Change;
use crate::lexicon::Lexicon;

/// Letters of a word that may stand at either side; a shorter right one must be known to follow the left one.
const SHORTEST: usize = 2;
const SURE_RIGHT: usize = 3;
/// What the rarer of the two may cost (nats), what a word costs that only holds others together, and what a pair may cost more
/// than its right word alone.
const RAREST: f32 = 15.5;
const CLOSED_CLASS: f32 = 7.0;
const LOOSEST: f32 = 1.5;
/// Probability that such a sign is dust.
const CONFIDENCE: f32 = 0.96;

/// The signs of `text[start..end]` that stand for white space.
pub(super) fn between_words(text: &str, (start, end): (usize, usize), lexicon: &Lexicon) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut at = start;
    for chunk in text[start..end].split_inclusive(char::is_whitespace) {
        let offset = at;
        at += chunk.len();
        let body = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(sign) = body.find(['.', ':', '-']) else { continue };
        let (left, right) = (&body[..sign], &body[sign + 1..]);
        if is_dust(left, right, &body[sign..=sign], lexicon) {
            let start = offset + chunk.find(body).unwrap_or(0) + sign;
            changes.push(Change {
                start,
                end: start + 1,
                with: " ".to_owned(),
                confidence: CONFIDENCE,
                verdict: Verdict::Doubtful,
            });
        }
    }
    changes
}

fn is_dust(left: &str, right: &str, sign: &str, lexicon: &Lexicon) -> bool {
    let small = |word: &str| word.chars().all(char::is_lowercase);
    let mut letters = left.chars();
    let opens = letters.next().is_some_and(char::is_alphabetic) && small(letters.as_str());
    if !opens || !small(right) || right.is_empty() || left.len() < SHORTEST && right.len() < SURE_RIGHT {
        return false;
    }
    let lower = left.to_lowercase();
    let cost = |word: &str| match lexicon.get(word) {
        Some(entry) if entry.attested => Some(entry.cost),
        _ => lexicon.compound_cost(word).filter(|_| word.len() > 7),
    };
    let (Some(before), Some(after)) = (cost(&lower), cost(right)) else { return false };
    let pair = lexicon.bigram(&lower, right) - lexicon.alone(right);
    let whole = format!("{lower}{right}");
    if before > RAREST && left.len() < 8 || after > RAREST && right.len() < 8 || lexicon.get(&whole).is_some()
    {
        return false;
    }
    // "kommun-styrelse" was broken at a line end; "er-nabo" never was one word.
    let loose = before.min(after) < CLOSED_CLASS;
    match sign {
        "-" if super::hyphen::is_suspended(right, lexicon.language()) => false,
        "-" => loose && left.len().min(right.len()) >= SHORTEST && pair < 0.0,
        _ if right.len() < SURE_RIGHT => pair < -0.5,
        _ => left.len() > 2 && (loose || pair < LOOSEST) || pair < -0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::between_words;
    use crate::language::Language;
    use crate::lexicon::Lexicon;

    fn mended(text: &str, language: Language) -> String {
        let mut out = text.to_owned();
        for change in between_words(text, (0, text.len()), Lexicon::of(language)).iter().rev() {
            out.replace_range(change.start..change.end, &change.with);
        }
        out
    }

    #[test]
    fn a_speck_between_two_words_is_white_space() {
        for (language, read, right) in [
            (Language::Danish, "Sagen blev.dermed udsat", "Sagen blev dermed udsat"),
            (Language::Bokmal, "det er beregnet:for hele året", "det er beregnet for hele året"),
            (Language::Swedish, "Ärendet-har beretts", "Ärendet har beretts"),
        ] {
            assert_eq!(mended(read, language), right);
        }
    }

    #[test]
    fn abbreviations_addresses_and_hyphens_stay() {
        for text in [
            "bl.a. detta",
            "kommunen.se",
            "kl.tolv",
            "t.ex. skolor",
            "mark-och miljö",
            "kommun-styrelsen",
            "Anna.Berg",
            "e-post",
            "3.e rummet",
        ] {
            assert_eq!(mended(text, Language::Swedish), text);
        }
    }
}

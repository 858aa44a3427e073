//! Specks of dust between words, which a reader takes for points, colons and hyphens ("hvis.den", "er-nabo").
//!
//! Where both sides are words that stand together, and the whole is none, the sign was white space. Nothing here knows addresses,
//! abbreviations or numbers: whatever holds one of them is no pair of small words.

use super::judge::Verdict;
use super::outcome::Change;
use crate::lexicon::Lexicon;
use foldhash::HashMap;

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

/// A word that only holds others together, whatever stands beside it: what it costs at the most, and letters of its neighbour.
const LITTLE_WORD: f32 = 6.8;
const NEIGHBOUR: usize = 4;

/// Figures of a number that may stand close to the word before it.
const MOST_FIGURES: usize = 3;

/// The signs of `text[start..end]` that stand for white space; `mended`: what becomes of its words.
pub(super) fn between_words(
    text: &str,
    (start, end): (usize, usize),
    lexicon: &Lexicon,
    mended: &[Change],
) -> Vec<Change> {
    let words: HashMap<usize, &Change> = mended
        .iter()
        .filter(|change| change.verdict >= Verdict::Doubtful)
        .map(|change| (change.start, change))
        .collect();
    let mut changes = Vec::new();
    let mut at = start;
    for chunk in text[start..end].split_inclusive(char::is_whitespace) {
        let offset = at;
        at += chunk.len();
        let body = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let first = offset + chunk.find(body).unwrap_or(0);
        if let Some(cut) = lost_space(body, lexicon) {
            let last = body[..cut].chars().next_back().map_or(0, char::len_utf8);
            changes.push(Change {
                start: first + cut - last,
                end: first + cut,
                with: format!("{} ", &body[cut - last..cut]),
                confidence: CONFIDENCE,
                verdict: Verdict::Doubtful,
            });
            continue;
        }
        let Some(sign) = body.find(['.', ':', '-', '\'']) else { continue };
        let (left, right) = (&body[..sign], &body[sign + 1..]);
        let as_mended = |word: &str, at: usize| match words.get(&at) {
            Some(change) if change.end == at + word.len() => change.with.clone(),
            _ => word.to_owned(),
        };
        let dust = if let Some(rest) = right.strip_prefix(['.', '-']) {
            // "Klima--og": a hyphen that hangs, and a speck.
            (&body[sign..=sign] == "-" && super::hyphen::is_suspended(rest, lexicon.language()))
                .then_some(first + sign + 1)
        } else {
            let before = as_mended(left, first);
            let after = as_mended(right, first + sign + 1);
            is_dust(&before, &after, &body[sign..=sign], lexicon).then_some(first + sign)
        };
        if let Some(start) = dust {
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

/// Where white space was lost between a word that only holds others together and a number of few figures: "Sida 2 av5".
fn lost_space(body: &str, lexicon: &Lexicon) -> Option<usize> {
    let cut = body.find(|c: char| c.is_ascii_digit()).filter(|&cut| cut > 0)?;
    let (word, number) = body.split_at(cut);
    let figures = number.len() <= MOST_FIGURES && number.bytes().all(|byte| byte.is_ascii_digit());
    let small = word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase);
    (figures && small && is_little(word, lexicon)).then_some(cut)
}

/// Whether a word only holds others together.
fn is_little(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.get(word).is_some_and(|entry| entry.attested && entry.cost < LITTLE_WORD)
        && word.chars().any(super::words::is_vowel)
}

fn is_dust(left: &str, right: &str, sign: &str, lexicon: &Lexicon) -> bool {
    let small = |word: &str| word.chars().all(char::is_lowercase);
    let mut letters = left.chars();
    let opens = letters.next().is_some_and(char::is_alphabetic) && small(letters.as_str());
    let lower = left.to_lowercase();
    let cost = |word: &str| match lexicon.get(word) {
        Some(entry) if entry.attested => Some(entry.cost),
        _ => lexicon.compound_cost(word).filter(|_| word.len() > 7),
    };
    let little = |word: &str| is_little(word, lexicon);
    // "den.31", "av-7": no abbreviation is so common a word.
    if opens && !right.is_empty() && right.bytes().all(|byte| byte.is_ascii_digit()) {
        return matches!(sign, "." | "-") && left.len() >= SHORTEST && small(left) && little(left);
    }
    if !opens || !small(right) || right.is_empty() || left.len() < SHORTEST && right.len() < SURE_RIGHT {
        return false;
    }
    let (Some(before), Some(after)) = (cost(&lower), cost(right)) else { return false };
    let pair = lexicon.bigram(&lower, right) - lexicon.alone(right);
    let whole = format!("{lower}{right}");
    if before > RAREST && left.len() < 8 || after > RAREST && right.len() < 8 || lexicon.get(&whole).is_some()
    {
        return false;
    }
    // "kommun-styrelse" was broken at a line end; "er-nabo" never was one word.
    let loose = before.min(after) < CLOSED_CLASS;
    let (long_left, long_right) = (left.chars().count() >= NEIGHBOUR, right.chars().count() >= NEIGHBOUR);
    let holds = |language| super::hyphen::is_suspended(right, language);
    match sign {
        "-" if holds(lexicon.language()) => false,
        // A little word is no part of a compound.
        "-" if little(&lower) && long_right || little(right) && long_left => true,
        "-" => loose && left.len().min(right.len()) >= SHORTEST && pair < 0.0,
        // A name on the net ends in two letters.
        "." | "'" if little(right) && long_left && right.chars().count() != 2 => true,
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
        for change in between_words(text, (0, text.len()), Lexicon::of(language), &[]).iter().rev() {
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
            (Language::Bokmal, "som er-nabo til eiendommen", "som er nabo til eiendommen"),
            (Language::Danish, "Indstillingen-blev godkendt", "Indstillingen blev godkendt"),
            (Language::Danish, "Udvalget for Klima--og Miljø", "Udvalget for Klima- og Miljø"),
            (Language::Swedish, "den.31 maj", "den 31 maj"),
            (Language::Swedish, "Sida 2 av5", "Sida 2 av 5"),
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
            "nr.5",
            "kap.6",
            "covid-19",
            "nr5 km2 E4 a4",
            "mark-och",
            "ja-röster",
            "orten.no",
        ] {
            assert_eq!(mended(text, Language::Swedish), text);
        }
    }
}

//! Specks of dust between words, which a reader takes for points, colons and hyphens ("hvis.den", "er-nabo").
//!
//! Where both sides are words that stand together, and the whole is none, the sign was white space. Nothing here knows addresses,
//! abbreviations or numbers: whatever holds one of them is no pair of small words.

use super::judge::Verdict;
use super::outcome::Change;
use super::tokens::is_address;
use crate::lexicon::Lexicon;
use foldhash::HashMap;
use std::borrow::Cow;

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

/// Letters of a word that a mark may have been read beside, and of a party in brackets at the most.
const WORD: usize = 3;
const PARTY: usize = 3;
/// How much likelier two words that were read as one must stand together than apart (nats).
const TOGETHER: f32 = 0.5;
/// Letters of a word that is no abbreviation.
const NO_ABBREVIATION: usize = 5;
/// Letters behind the first of a chunk that may be two words.
const GLUED: usize = 4;

/// The signs of `text[start..end]` that stand for white space, and white space that was lost; `mended`: what becomes of its words.
pub(super) fn between_words(
    text: &str,
    (start, end): (usize, usize),
    lexicon: &Lexicon,
    mended: &[Change],
) -> Vec<Change> {
    let mended = Mended::new(mended);
    let mut changes = Vec::new();
    let mut push = |start: usize, end: usize, with: String| {
        changes.push(Change { start, end, with, confidence: CONFIDENCE, verdict: Verdict::Doubtful });
    };
    let mut at = start;
    let mut chunks = text[start..end].split_inclusive(char::is_whitespace).peekable();
    let mut before = "";
    while let Some(chunk) = chunks.next() {
        let offset = at;
        at += chunk.len();
        let follows = std::mem::replace(&mut before, chunk);
        if let Some((from, to)) = speck_before(follows, chunk, offset, &mended, lexicon) {
            push(from, to, String::new());
        }
        if let Some(next) = chunks.peek()
            && let Some((from, to)) =
                speck_behind((chunk, offset), (next, at), &mended, lexicon).or_else(|| {
                    let party = text[at + next.len()..].starts_with('(');
                    speck_in_name(follows, (chunk, offset), (next, at, party), &mended, lexicon)
                })
        {
            push(from, to, String::new());
        }
        let body = chunk.trim_matches(|c: char| !c.is_alphanumeric());
        let first = offset + chunk.find(body).unwrap_or(0);
        if is_address(body) {
            continue;
        }
        // Half a word is none, either.
        let half = chunk.trim_end().ends_with('-');
        let whole = (!half && !mended.changes(first)).then(|| glued(body, lexicon)).flatten();
        if let Some(cut) = lost_space(body, lexicon).or(whole) {
            let last = body[..cut].chars().next_back().map_or(0, char::len_utf8);
            push(first + cut - last, first + cut, format!("{} ", &body[cut - last..cut]));
            continue;
        }
        for gap in gaps(body) {
            let left = mended.word(gap.left(body), first + gap.from);
            let right = mended.word(gap.right(body), first + gap.end);
            let (start, end) = (first + gap.start, first + gap.end);
            let mark = start + gap.sign(body).chars().next().map_or(0, char::len_utf8);
            match gap.kind(body, left, right, lexicon) {
                Some(Gap::Dust) => push(start, end, " ".to_owned()),
                Some(Gap::First) => push(start, mark, " ".to_owned()),
                Some(Gap::Second) => push(mark, end, " ".to_owned()),
                Some(Gap::Lost) => push(start, end, format!("{} ", gap.sign(body))),
                None => {}
            }
        }
    }
    changes
}

/// What becomes of words, by where they begin.
struct Mended<'c>(HashMap<usize, &'c Change>);

impl<'c> Mended<'c> {
    fn new(changes: &'c [Change]) -> Self {
        let made = changes.iter().filter(|change| change.verdict >= Verdict::Doubtful);
        Self(made.map(|change| (change.start, change)).collect())
    }

    /// Whether a word that begins at a byte is changed.
    fn changes(&self, at: usize) -> bool {
        self.0.contains_key(&at)
    }

    /// The word that stands at a byte, as mended.
    fn word<'w>(&'w self, word: &'w str, at: usize) -> &'w str {
        match self.0.get(&at) {
            Some(change) if change.end == at + word.len() => &change.with,
            _ => word,
        }
    }
}

/// A point behind a word in the middle of a sentence, where the next word is small, or a closing mark that nothing opened.
/// Abbreviations are shorter, or no words.
fn speck_behind(
    (chunk, offset): (&str, usize),
    (next, next_at): (&str, usize),
    mended: &Mended<'_>,
    lexicon: &Lexicon,
) -> Option<(usize, usize)> {
    let body = chunk.strip_suffix(' ')?;
    let read = body.trim_end_matches(|c: char| !c.is_alphanumeric());
    let word = read.trim_start_matches(|c: char| !c.is_alphanumeric());
    let opened = read.len() - word.len();
    let letters = || word.chars().count();
    let fits = match &body[read.len()..] {
        // An abbreviation stops in the middle of a syllable: "ekskl."
        "." => letters() >= NO_ABBREVIATION && word.chars().rev().take(WORD).any(super::words::is_vowel),
        "’" | "‘" => opened == 0 && letters() >= WORD && !word.ends_with(['s', 'x', 'z']),
        _ => false,
    };
    if !fits || !word.chars().all(char::is_alphabetic) {
        return None;
    }
    let small = next.len() - next.trim_start_matches(char::is_lowercase).len();
    let (after, rest) = next.split_at(small);
    // An I or J is read as the small letter.
    let goes_on = small >= SHORTEST
        && !after.starts_with(['i', 'j'])
        && !rest.starts_with(|c: char| c.is_alphanumeric() || matches!(c, ')' | '.'))
        && is_known(mended.word(after, next_at), lexicon);
    (goes_on && is_known(mended.word(word, offset + opened), lexicon))
        .then_some((offset + read.len(), offset + body.len()))
}

/// A point behind a given name that a surname follows: "Tage. Lindahl". Nobody is called by the given name alone at the end of
/// a sentence; what a capital stands before may be a surname itself. An unknown surname needs the bracket of its party behind it.
fn speck_in_name(
    before: &str,
    (chunk, offset): (&str, usize),
    (next, next_at, party): (&str, usize, bool),
    mended: &Mended<'_>,
    lexicon: &Lexicon,
) -> Option<(usize, usize)> {
    let word = chunk.strip_suffix(". ")?;
    let surname = next.split(|c: char| !c.is_alphabetic()).next().unwrap_or(next);
    let found = is_given(word, offset, mended, lexicon)
        && (before.ends_with('\n') || !before.starts_with(char::is_uppercase))
        && is_capital_word(surname)
        && (party || is_known_name(mended.word(surname, next_at), lexicon));
    found.then_some((offset + word.len(), offset + word.len() + 1))
}

/// Whether the word at a byte is somebody's given name, no abbreviation of one.
fn is_given(word: &str, at: usize, mended: &Mended<'_>, lexicon: &Lexicon) -> bool {
    word.chars().count() >= WORD
        && word.starts_with(char::is_uppercase)
        && word.chars().rev().take(WORD).any(super::words::is_vowel)
        && lexicon.is_given_name(&mended.word(word, at).to_lowercase())
}

/// A capital and small letters.
fn is_capital_word(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.chars().nth(WORD - 1).is_some()
        && word.chars().skip(1).all(char::is_lowercase)
}

fn is_known_name(name: &str, lexicon: &Lexicon) -> bool {
    lexicon.get_name(name).is_some() || lexicon.name_compound_cost(name).is_some()
}

/// A point or two before a word, or a hyphen between an initial and a name: "Odd B. -Lindahl".
fn speck_before(
    before: &str,
    chunk: &str,
    offset: usize,
    mended: &Mended<'_>,
    lexicon: &Lexicon,
) -> Option<(usize, usize)> {
    let word = |rest: &'_ str| rest.len() - rest.trim_start_matches(char::is_alphabetic).len();
    if let Some(rest) = chunk.strip_prefix('-') {
        let name = &rest[..word(rest)];
        let initial = before.strip_suffix(". ").is_some_and(|initial| {
            initial.starts_with(char::is_uppercase) && initial.chars().nth(1).is_none()
        });
        return (initial && is_capital_word(name)).then_some((offset, offset + 1));
    }
    let rest = chunk.trim_start_matches('.');
    let points = chunk.len() - rest.len();
    let word = &rest[..word(rest)];
    let found = (1..=2).contains(&points)
        && (word.chars().count() >= NO_ABBREVIATION && is_known(mended.word(word, offset + points), lexicon)
            || is_capital_word(word)
                && before.strip_suffix(' ').is_some_and(|name| {
                    name.starts_with(char::is_uppercase) && lexicon.is_given_name(&name.to_lowercase())
                }));
    found.then_some((offset, offset + points))
}

/// Whether running text or a list of names has a word.
fn is_known(word: &str, lexicon: &Lexicon) -> bool {
    lexicon.get(&word.to_lowercase()).is_some_and(|entry| entry.attested)
        || word.starts_with(char::is_uppercase) && lexicon.get_name(word).is_some()
}

/// What stands between two words that white space should part.
enum Gap {
    /// Nothing but dust.
    Dust,
    /// A mark, and dust behind it.
    Second,
    /// Dust before a bracket.
    First,
    /// A mark that lost the white space behind it.
    Lost,
}

/// Signs between letters or figures of one chunk, as bytes of it.
#[derive(Clone, Copy)]
struct Between {
    /// Where the word before begins.
    from: usize,
    start: usize,
    end: usize,
    /// Where the word behind ends.
    to: usize,
}

/// The signs inside a chunk that begins and ends with a letter or figure.
fn gaps(body: &str) -> impl Iterator<Item = Between> + '_ {
    let sign = |c: char| !c.is_alphanumeric();
    let (mut from, mut at) = (0, 0);
    std::iter::from_fn(move || {
        let start = at + body[at..].find(sign)?;
        let end = start + body[start..].find(char::is_alphanumeric)?;
        let to = end + body[end..].find(sign).unwrap_or(body.len() - end);
        let gap = Between { from, start, end, to };
        (from, at) = (end, to);
        Some(gap)
    })
}

impl Between {
    fn left(self, body: &str) -> &str {
        &body[self.from..self.start]
    }

    fn sign(self, body: &str) -> &str {
        &body[self.start..self.end]
    }

    fn right(self, body: &str) -> &str {
        &body[self.end..self.to]
    }

    /// What the signs are, between the two words as mended.
    fn kind(self, body: &str, left: &str, right: &str, lexicon: &Lexicon) -> Option<Gap> {
        let sign = self.sign(body);
        let letters = |word: &str| word.chars().all(char::is_alphabetic);
        let long = |word: &str| letters(word) && word.chars().nth(WORD - 1).is_some();
        let known = |word: &str| is_known(word, lexicon);
        let only = self.from == 0 && self.to == body.len();
        let mut signs = sign.chars();
        match (signs.next()?, signs.next(), signs.next()) {
            // "Klima--og": a hyphen that hangs, and a speck.
            ('-', Some('.' | '-'), None) if super::hyphen::is_suspended(right, lexicon.language()) => {
                Some(Gap::Second)
            }
            ('-', Some(_), _) => None,
            // "moms..Etter", "nr..4".
            ('.' | ',' | ':' | ';', Some('.' | '-' | '_' | '°' | '\'' | '·'), None)
                if letters(left) && left.len() >= SHORTEST && !right.is_empty() =>
            {
                Some(Gap::Second)
            }
            // "(S)-och", "(M).yrkar".
            (')', Some('.' | '-' | ':'), None)
                if right.chars().all(char::is_lowercase)
                    && right.len() >= SHORTEST
                    && letters(left)
                    && known(right) =>
            {
                Some(Gap::Second)
            }
            // "Lindgren.(C)".
            ('.', Some('('), None)
                if long(left)
                    && right.chars().count() <= PARTY
                    && right.starts_with(char::is_uppercase)
                    && letters(right) =>
            {
                Some(Gap::First)
            }
            ('.' | ':' | '-' | '\'' | '’' | '‘', None, None) => {
                let sign = if matches!(sign, "’" | "‘") { "'" } else { sign };
                // Of several points some belong to an abbreviation: "fr.o.m".
                if (only || sign != "." || long(left) && long(right)) && is_dust(left, right, sign, lexicon) {
                    return Some(Gap::Dust);
                }
                let person = |word: &str| lexicon.get_name(word).is_some_and(|name| name.given);
                let given = |word: &str| lexicon.is_given_name(&word.to_lowercase());
                let capital = |word: &str| word.starts_with(char::is_uppercase) && long(word);
                match sign {
                    // "fra.Anna"; "Anna.Berg" is two names, where it is no part of something longer.
                    "." if only && is_little(left, lexicon) && capital(right) => Some(Gap::Dust),
                    "." if only
                        && capital(right)
                        && (given(left) || person(left) && lexicon.get_name(right).is_some()) =>
                    {
                        Some(Gap::Dust)
                    }
                    "." if long(left)
                        && left.chars().all(char::is_lowercase)
                        && left.chars().count() > WORD
                        && capital(right)
                        && known(left)
                        && known(right) =>
                    {
                        Some(Gap::Lost)
                    }
                    _ => None,
                }
            }
            (',', None, None) if long(left) && letters(right) && known(left) && known(right) => {
                (long(right) || is_little(right, lexicon)).then_some(Gap::Lost)
            }
            _ => None,
        }
    }
}

/// Where white space was lost between a word that only holds others together and a number of few figures: "Sida 2 av5".
fn lost_space(body: &str, lexicon: &Lexicon) -> Option<usize> {
    let cut = body.find(|c: char| c.is_ascii_digit()).filter(|&cut| cut > 0)?;
    let (word, number) = body.split_at(cut);
    let figures = number.len() <= MOST_FIGURES && number.bytes().all(|byte| byte.is_ascii_digit());
    let small = word.chars().count() >= SHORTEST && word.chars().all(char::is_lowercase);
    (figures && small && is_little(word, lexicon)).then_some(cut)
}

/// Where white space was lost between two words of a chunk that is none: "Isalen", "vintil". They are known to stand side by side,
/// and the second only holds others together, or the first is a single letter: other little words begin compounds ("omframlegg").
fn glued(body: &str, lexicon: &Lexicon) -> Option<usize> {
    let mut letters = body.chars();
    letters.next()?;
    if letters.clone().count() < GLUED || !letters.all(char::is_lowercase) {
        return None;
    }
    let lower =
        if body.starts_with(char::is_lowercase) { Cow::Borrowed(body) } else { body.to_lowercase().into() };
    if lexicon.get(&lower).is_some()
        || lexicon.get_name(body).is_some()
        || lexicon.compound_cost(&lower).is_some()
    {
        return None;
    }
    let attested = |word: &str| lexicon.get(word).is_some_and(|entry| entry.attested);
    let gain = |cut: usize| {
        let (left, right) = lower.split_at(cut);
        let little = left.len() < SHORTEST || is_little(right, lexicon);
        (little && attested(left) && attested(right))
            .then(|| lexicon.bigram(left, right) - lexicon.alone(right))
    };
    let cuts = lower.char_indices().skip(1).map(|(cut, _)| cut).filter(|&cut| lower.len() - cut >= SHORTEST);
    let best = cuts.filter_map(|cut| Some((cut, gain(cut)?))).min_by(|a, b| a.1.total_cmp(&b.1));
    best.filter(|&(cut, gain)| gain < if cut < SHORTEST { -4.0 * TOGETHER } else { -TOGETHER })
        .map(|(cut, _)| cut)
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
        // No abbreviation is so common a word; a name on the net ends in two letters.
        "." | "'" if little(&lower) && long_right => true,
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
            (Language::Danish, "Valg af.medlem", "Valg af medlem"),
            (Language::Swedish, "Ärendet-har beretts", "Ärendet har beretts"),
            (Language::Bokmal, "som er-nabo til eiendommen", "som er nabo til eiendommen"),
            (Language::Danish, "Indstillingen-blev godkendt", "Indstillingen blev godkendt"),
            (Language::Danish, "Udvalget for Klima--og Miljø", "Udvalget for Klima- og Miljø"),
            (Language::Swedish, "den.31 maj", "den 31 maj"),
            (Language::Swedish, "Sida 2 av5", "Sida 2 av 5"),
            (
                Language::Swedish,
                "Karl Lindgren.(C) och (S)-och (M).yrkar",
                "Karl Lindgren (C) och (S) och (M) yrkar",
            ),
            (Language::Danish, "heraf moms..Sagen, nr..4", "heraf moms. Sagen, nr. 4"),
            (Language::Nynorsk, "Isalen sat elleve", "I salen sat elleve"),
            (Language::Bokmal, "den vedtatte planen,som gjelder", "den vedtatte planen, som gjelder"),
            (
                Language::Danish,
                "Gensidig. orientering om .kommunens havn",
                "Gensidig orientering om kommunens havn",
            ),
            (Language::Swedish, "enligt förslaget’ bifalles", "enligt förslaget bifalles"),
            (Language::Swedish, "efter.Anna Lindgren", "efter Anna Lindgren"),
            (Language::Swedish, "yrkar Anders. Lindgren att", "yrkar Anders Lindgren att"),
            (Language::Bokmal, "fra Hilde. Vraangsundet (Sp) om", "fra Hilde Vraangsundet (Sp) om"),
            (Language::Danish, "bifald fra Elsy.Bograngen", "bifald fra Elsy Bograngen"),
            (Language::Bokmal, "Odd B. -Lindgren og Bo .Fensbol", "Odd B. Lindgren og Bo Fensbol"),
        ] {
            assert_eq!(mended(read, language), right);
        }
    }

    #[test]
    fn abbreviations_addresses_and_hyphens_stay() {
        for text in [
            "bl.a. detta",
            "herr Chr. Lindgren",
            "för Anna. Ärendet",
            "Anders Berg. Lindgren",
            "fr.o.m. maj",
            "budgetför- pliktelser",
            "omframlägget",
            "ca 4 mill. kronor",
            "ekskl. moms",
            "ersättaren. justeringen",
            "vik. lärare",
            "kommunen. b) nämnden",
            "Lars’ yrkande",
            "kommunen.se",
            "kl.tolv",
            "t.ex. skolor",
            "mark-och miljö",
            "kommun-styrelsen",
            "Anna.Berg@orten.no",
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

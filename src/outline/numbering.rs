//! The forms in which an item's number is printed.
//!
//! This module reads one line and says which number it may begin with; whether it heads an item is for
//! [`headings`](super::headings) to judge from what stands around it. Damaged section signs are read as candidates
//! of lower rank.

use super::cues::Cues;
use super::fold::{SECTION, begins_with};

/// The family of a number: numbers of one family ascend together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Family {
    /// `§ 12`.
    Section,
    /// A word or code before the number: `Sak 12/24`, `PS 22/072`, `Punkt 3`.
    Word(String),
    /// A body's letters that no table lists, before the number: `Ks 151.`, `SN 12  Title`.
    Code(String),
    /// `041/22: Title`.
    Fraction,
    /// `3. Title`, `3  Title`.
    Plain,
    /// `3) Title`, or `3)` over the text.
    Bracket,
}

impl Family {
    /// Whether its numbers look like those of any list.
    pub(super) fn is_bare(&self) -> bool {
        matches!(self, Self::Plain | Self::Bracket | Self::Code(_))
    }
}

/// A number at the head of a line. Offsets count characters of the folded line.
#[derive(Clone, Debug)]
pub(super) struct Number {
    pub(super) family: Family,
    /// The number that ascends.
    pub(super) value: u32,
    /// The other number of a pair: the year, unless it is the other way round.
    pub(super) other: Option<u32>,
    /// The number with its word, as printed.
    pub(super) start: usize,
    pub(super) end: usize,
    /// Where the title or case number begins.
    pub(super) rest: usize,
    /// The section sign or the word was misread.
    pub(super) damaged: bool,
}

/// Longest prefix of organ codes before a section sign, in words.
const PREFIX_WORDS: usize = 4;

/// Longest prefix before a section sign, in characters: codes of bodies, or the name of one.
const LONGEST_PREFIX: usize = 40;

/// The number that `line` begins with. `original` is the same line before folding.
pub(super) fn number(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    if line.len() > 400 {
        return None;
    }
    section(line, original, cues)
        .or_else(|| before_sign(line))
        .or_else(|| word(line, original, cues))
        .or_else(|| code(line, original, cues))
        .or_else(|| fraction(line))
        .or_else(|| plain(line))
        .or_else(|| misread_word(line, original, cues))
        .or_else(|| misread_stop(line, original, cues))
}

/// Reads digits with an optional letter and full stop: `12`, `102 a`, `88a`.
fn digits(line: &str, at: usize) -> Option<(u32, usize)> {
    let body = line.as_bytes();
    let mut end = at;
    while end < body.len() && body[end].is_ascii_digit() {
        end += 1;
    }
    if end == at || end - at > 5 {
        return None;
    }
    Some((line[at..end].parse().ok()?, end))
}

fn skip_spaces(line: &str, mut at: usize) -> usize {
    while line.as_bytes().get(at) == Some(&b' ') {
        at += 1;
    }
    at
}

/// `§ 12`, `§12`, `§.2.`, `§ 12/24`, `KS § 12`, `Kf § 102`, `KFGE § 28 TITLE`, `Kommunstyrelsen § 12   3.4.2019`, and `8 12`,
/// `& 12` where the sign was misread.
fn section(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    let body = line.as_bytes();
    let (sign, damaged) = match memchr::memchr(SECTION, body) {
        Some(at) => (at, false),
        None if body.first().is_some_and(|b| matches!(b, b'8' | b'&' | b's' | b'5' | b'*' | b'~')) => {
            (0, true)
        }
        None => return None,
    };
    // Organ codes before the sign: few, short, capital at the beginning.
    let prefix = &line[..sign];
    let named = || original.starts_with(char::is_uppercase) && cues.subject.body.end(prefix.trim_end());
    if sign > LONGEST_PREFIX || prefix.split_ascii_whitespace().count() > PREFIX_WORDS {
        return None;
    }
    if sign > 0 && !named() {
        let letters = original.chars().take(sign).filter(|c| c.is_alphabetic());
        let (upper, all) =
            letters.fold((0, 0), |(upper, all), c| (upper + usize::from(c.is_uppercase()), all + 1));
        let codes = prefix.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty());
        let short = codes.clone().all(|word| word.len() <= 6);
        if upper == 0 || !(short && upper * 2 >= all || codes.clone().count() == 1 && upper * 3 >= all) {
            return None;
        }
    }
    let mut at = sign + 1;
    if body.get(at) == Some(&SECTION) {
        return None; // "§§ 12-15" is a range
    }
    if damaged && body.get(at) != Some(&b' ') {
        return None;
    }
    if body.get(at) == Some(&b'.') {
        at += 1;
    }
    at = skip_spaces(line, at);
    let (value, mut end) = digits(line, at)?;
    // "§ 12/24", "§ 88 a", "§ 12:1"; not "§ 12-3", "§§ 12, 13" or "§ 14.2": those cite a statute.
    if matches!(body.get(end), Some(b'/')) {
        let (_, after) = digits(line, end + 1)?;
        end = after;
    }
    if body.get(end) == Some(&b'.') && body.get(end + 1).is_none_or(|b| *b == b' ') {
        end += 1;
    }
    match body.get(end) {
        None | Some(b' ' | b':') => {}
        _ => return None,
    }
    let mut rest = skip_spaces(line, if body.get(end) == Some(&b':') { end + 1 } else { end });
    // A letter that belongs to the number: "88 a".
    if let (Some(b), None | Some(b' ')) = (body.get(rest), body.get(rest + 1)) {
        let alone = body.get(rest + 1).is_none_or(|_| true);
        if b.is_ascii_lowercase()
            && alone
            && original.chars().nth(rest).is_some_and(char::is_lowercase)
            && !matches!(b, b'i')
        {
            end = rest + 1;
            rest = skip_spaces(line, end);
        }
    }
    if matches!(body.get(rest), Some(b',' | b';')) {
        return None;
    }
    Some(Number { family: Family::Section, value, other: None, start: sign, end, rest, damaged })
}

/// `188 §`, `12 a §`: the number before the sign, as in Swedish Finland.
fn before_sign(line: &str) -> Option<Number> {
    let body = line.as_bytes();
    let (value, mut at) = digits(line, 0)?;
    at = skip_spaces(line, at);
    if body.get(at).is_some_and(u8::is_ascii_lowercase) && body.get(at + 1) == Some(&b' ') {
        at = skip_spaces(line, at + 1);
    }
    let end = at + 1;
    if body.get(at) != Some(&SECTION) || !matches!(body.get(end), None | Some(b' ' | b':')) {
        return None;
    }
    let rest = skip_spaces(line, if body.get(end) == Some(&b':') { end + 1 } else { end });
    Some(Number { family: Family::Section, value, other: None, start: 0, end, rest, damaged: false })
}

/// `Sak 021/24`, `Sak nr. 62/08`, `Punkt 3`, `Pkt. 42`, `PS 22/072`, `K-sak 42/19`, `F.sak 42/85`, `FT-13/17`.
fn word(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    let body = line.as_bytes();
    let upper = |cue: &&str| original.chars().take(cue.len()).all(|c| !c.is_lowercase());
    // "F.sak": the letters of a body before the word.
    let letters = lettered(line);
    let beside = || cues.heading.number.of(&line[letters..]).find(|name| letters > 0 && name.len() > 2);
    let name = cues.heading.number.of(line).next();
    let name = name.or_else(|| Some(&line[..letters + beside()?.len()]));
    let name = name.or_else(|| cues.heading.code.of(line).find(upper))?;
    let mut at = name.len();
    // "Sag nr. 3" and "Sag nr: 4" count together.
    let name = name.trim_end_matches('.').trim_end_matches(" nr").to_owned();
    if !original.chars().next().is_some_and(|c| c.is_uppercase()) {
        return None;
    }
    while matches!(body.get(at), Some(b'.' | b' ' | b'-' | b':')) {
        at += 1;
    }
    if begins_with(&line[at..], "nr") {
        at += 2;
        while matches!(body.get(at), Some(b'.' | b' ' | b':')) {
            at += 1;
        }
    }
    let (mut value, mut end) = digits(line, at)?;
    let mut other = None;
    if let Some((number, year, after)) = with_year(line, at) {
        (value, other, end) = (number, Some(year), after);
    }
    if body.get(end) == Some(&b'.')
        && body.get(end + 1).is_none_or(|b| *b == b' ')
        && !line[at..end].contains('/')
        && name.len() < 2
    {
        end += 1;
    }
    let mut rest = end;
    while matches!(body.get(rest), Some(b'.' | b':' | b' ' | b'-')) {
        rest += 1;
    }
    match body.get(end) {
        None | Some(b' ' | b':' | b'.' | b'-') => {}
        _ => return None,
    }
    // "Sag: 05.01.02-G01-7-21" is a case number.
    if matches!(body.get(end), Some(b'-' | b'.')) && body.get(end + 1).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    Some(Number { family: Family::Word(name), value, other, start: 0, end, rest, damaged: false })
}

/// `Punke 2: Title`: a word of which one letter was misread, with a number that nothing but a heading sets off so.
fn misread_word(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    const SHORTEST: usize = 4;
    let (word, after) = line.split_once(' ')?;
    let (value, end) = digits(line, line.len() - after.len())?;
    if word.len() < SHORTEST
        || line.as_bytes().get(end) != Some(&b':')
        || !word.bytes().all(|b| b.is_ascii_lowercase())
        || !original.starts_with(char::is_uppercase)
    {
        return None;
    }
    let near = |cue: &&str| {
        cue.len() >= SHORTEST && cue.len().abs_diff(word.len()) < 2 && strsim::levenshtein(cue, word) == 1
    };
    let name = cues.heading.number.iter().find(near)?.to_owned();
    let rest = skip_spaces(line, end + 1);
    Some(Number { family: Family::Word(name), value, other: None, start: 0, end, rest, damaged: true })
}

/// `Fsak 12/96`, `Fisak 12/96`: the stop between a body's letter and the word was lost or read as a letter; the year behind the
/// number tells that it is one.
fn misread_stop(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    let (word, after) = line.split_once(' ')?;
    let letter = word.get(..1).filter(|_| original.starts_with(char::is_uppercase))?;
    let stop = |sign: &str| matches!(sign, "" | "i" | "l" | "," | ":");
    let names = || [1, 2].into_iter().filter_map(|from| Some((word.get(1..from)?, word.get(from..)?)));
    let (_, name) = names().find(|(sign, name)| {
        stop(sign) && name.len() > 2 && cues.heading.number.iter().any(|cue| cue == *name)
    })?;
    let at = line.len() - after.len();
    let (value, year, end) = with_year(line, at)?;
    if !matches!(line.as_bytes().get(end), None | Some(b' ' | b':' | b'.')) {
        return None;
    }
    let other = Some(year);
    let family = Family::Word(format!("{letter}.{name}"));
    let rest = skip_spaces(line, end + usize::from(line[end..].starts_with([':', '.'])));
    Some(Number { family, value, other, start: 0, end, rest, damaged: true })
}

/// How many characters the letters of a body take up with the mark that joins them to a word: `F.`, `K-`.
fn lettered(line: &str) -> usize {
    const LETTERS: usize = 4;
    let letters = line.bytes().take(LETTERS + 1).take_while(u8::is_ascii_alphabetic).count();
    let joined = matches!(line.as_bytes().get(letters), Some(b'.' | b'-'));
    if joined && (1..=LETTERS).contains(&letters) { letters + 1 } else { 0 }
}

/// `Ks 151.`, `SN 12  Title`: two to four letters, the first a capital, and a number that is set off from what follows.
fn code(line: &str, original: &str, cues: &Cues) -> Option<Number> {
    const LETTERS: std::ops::RangeInclusive<usize> = 2..=4;
    let letters = line.bytes().take(LETTERS.end() + 1).take_while(u8::is_ascii_alphabetic).count();
    let name = &line[..letters];
    if !LETTERS.contains(&letters)
        || !matches!(line.as_bytes().get(letters), None | Some(b' '))
        || !original.starts_with(char::is_uppercase)
        || cues.heading.no_code.iter().any(|word| word == name)
    {
        return None;
    }
    let (value, mut end) = digits(line, skip_spaces(line, name.len()))?;
    let body = line.as_bytes();
    let set_off = match body.get(end) {
        Some(b'.' | b':') => {
            end += usize::from(body[end] == b'.');
            true
        }
        after => {
            // "KF 81 KS15.214": a case number and nothing else.
            let alone = || {
                let rest = line[end..].trim();
                !rest.contains(' ') && rest.bytes().filter(u8::is_ascii_digit).count() >= 3
            };
            after.is_none() || line[end..].starts_with("  ") || alone()
        }
    };
    let rest = skip_spaces(line, if body.get(end) == Some(&b':') { end + 1 } else { end });
    (set_off && (rest > end || rest == line.len())).then(|| Number {
        family: Family::Code(name.to_owned()),
        value,
        other: None,
        start: 0,
        end,
        rest,
        damaged: false,
    })
}

/// Of `22/072` and `012/24`, the part that runs: the one that is not the year.
fn running(first: &str, a: u32, second: &str, b: u32) -> u32 {
    let year = |text: &str, value: u32| text.len() == 4 && (1900..2100).contains(&value) || text.len() == 2;
    match (year(first, a), year(second, b)) {
        // "PS 22/072": padded, or longer, is what runs.
        (true, _) if second.len() > first.len() => b,
        (_, true) if first.len() > second.len() => a,
        (true, false) => b,
        // Both may be years: the year is the same in all, which the chain finds out by trying the first.
        _ => a,
    }
}

/// Reads two numbers with a stroke between them: the one that runs, the other, and where they end.
fn with_year(line: &str, at: usize) -> Option<(u32, u32, usize)> {
    let (first, slash) = digits(line, at)?;
    let (second, end) = digits(line, slash + 1).filter(|_| line.as_bytes()[slash] == b'/')?;
    let value = running(&line[at..slash], first, &line[slash + 1..end], second);
    Some((value, if value == first { second } else { first }, end))
}

/// `041/22: Title`, `041/22 Title`.
fn fraction(line: &str) -> Option<Number> {
    let body = line.as_bytes();
    const WIDEST: usize = 4;
    if digits(line, 0)?.1 > WIDEST {
        return None;
    }
    let (value, year, end) = with_year(line, 0)?;
    let gap = match body.get(end) {
        Some(b':' | b' ') => end + 1,
        _ => return None,
    };
    let rest = skip_spaces(line, gap);
    body.get(rest)?;
    Some(Number { family: Family::Fraction, value, other: Some(year), start: 0, end, rest, damaged: false })
}

/// `3. Title`, `3  Title`, `3 Title`.
fn plain(line: &str) -> Option<Number> {
    let body = line.as_bytes();
    let (value, mut end) = digits(line, 0)?;
    if end > 3 || value == 0 || body[0] == b'0' {
        return None;
    }
    let mark = body.get(end).copied();
    match mark {
        Some(b'.' | b')') => end += 1,
        Some(b' ') => {}
        _ => return None,
    }
    // With its mark, a number may stand on a line of its own.
    let alone = body.len() == end && mark != Some(b' ');
    if !alone && body.get(end) != Some(&b' ') {
        return None;
    }
    let rest = skip_spaces(line, end);
    if !alone {
        body.get(rest)?;
    }
    let family = if mark == Some(b')') { Family::Bracket } else { Family::Plain };
    Some(Number { family, value, other: None, start: 0, end, rest, damaged: false })
}

#[cfg(test)]
mod tests {
    use super::{Family, number};
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::outline::fold::folded;

    fn read(line: &str, language: Language) -> Option<(String, u32)> {
        let found = number(&folded(line), line, Cues::of(language))?;
        Some((line.chars().skip(found.start).take(found.end - found.start).collect(), found.value))
    }

    #[test]
    fn numbers_are_read_with_their_words() {
        let cases = [
            ("§ 12", Language::Swedish, "§ 12", 12),
            ("§12 Val", Language::Swedish, "§12", 12),
            ("KS § 231", Language::Swedish, "§ 231", 231),
            ("KFGE § 28 SAMMANTRÄDET", Language::Swedish, "§ 28", 28),
            ("§ 88 a", Language::Swedish, "§ 88 a", 88),
            ("§ 141.", Language::Swedish, "§ 141.", 141),
            ("188 §      Val av justerare", Language::Swedish, "188 §", 188),
            ("12 a § Anslag", Language::Swedish, "12 a §", 12),
            ("§ 5 1339/22", Language::Swedish, "§ 5", 5),
            ("Sak 021/24   Arkivsak 24/11", Language::Bokmal, "Sak 021/24", 21),
            ("Sak nr. 62/08", Language::Bokmal, "Sak nr. 62/08", 62),
            ("PS 22/072  Søknad", Language::Bokmal, "PS 22/072", 72),
            ("F.sak 115/85.  Møteboka", Language::Nynorsk, "F.sak 115/85", 115),
            ("Kommunstyrelsen § 211     25.09.2018", Language::Swedish, "§ 211", 211),
            ("PS 15/45 Budsjett", Language::Bokmal, "PS 15/45", 15),
            ("041/22: Godkjenning", Language::Nynorsk, "041/22", 41),
            ("Punkt 3: Budget", Language::Danish, "Punkt 3", 3),
            ("Pkt. 42", Language::Danish, "Pkt. 42", 42),
            ("3. Salg af areal", Language::Danish, "3.", 3),
            ("Ks 151.   Föregående protokoll", Language::Swedish, "Ks 151.", 151),
            ("SN 12  Taxor", Language::Swedish, "SN 12", 12),
            ("19 Laglighet och beslutförhet", Language::Swedish, "19", 19),
        ];
        for (line, language, printed, value) in cases {
            assert_eq!(read(line, language), Some((printed.to_owned(), value)), "{line}");
        }
    }

    #[test]
    fn a_misread_section_sign_is_a_candidate() {
        let folded = "8 232   dnr 318/84";
        let found = number(folded, "8 232   Dnr 318/84", Cues::of(Language::Swedish)).unwrap();
        assert!(found.damaged && found.value == 232 && found.family == Family::Section);
    }

    #[test]
    fn a_misread_word_before_a_number_is_a_candidate() {
        let found = number("punke 4: ny skole", "Punke 4: Ny skole", Cues::of(Language::Danish)).unwrap();
        assert!(found.damaged && found.value == 4 && found.family == Family::Word("punkt".to_owned()));
        assert!(number("punkter 4: ny skole", "Punkter 4: Ny skole", Cues::of(Language::Danish)).is_none());
        assert!(number("bilag 4: ny skole", "Bilag 4: Ny skole", Cues::of(Language::Danish)).is_none());
    }

    #[test]
    fn a_stop_read_as_a_letter_hides_no_number() {
        for line in ["Fsak 177/96 Meldingar", "Fisak 177/96 Meldingar"] {
            let found = number(&line.to_lowercase(), line, Cues::of(Language::Nynorsk)).unwrap();
            assert!(
                found.damaged && found.value == 177 && found.family == Family::Word("f.sak".to_owned()),
                "{line}"
            );
        }
        assert!(number("fisak i 96", "Fisak i 96", Cues::of(Language::Nynorsk)).is_none());
    }

    #[test]
    fn citations_are_no_numbers() {
        for line in [
            "§ 12-12 første ledd",
            "§§ 12 och 13",
            "enligt 6 kap. 28 §",
            "§ 35, stk. 2",
            "2024-03-06",
            "12,5 mnkr",
            "Sag: 05.01.02-G01-7-21",
            "Kl. 18.30",
            "Kr 500",
            "Maj 12, 1976",
        ] {
            assert_eq!(read(line, Language::Danish), None, "{line}");
        }
    }
}

//! Section signs that were read as something else.
//!
//! No Scandinavian reading model knows "§": it becomes 8, $, &, 5 or S, alone or glued to its number. It is put back where the
//! place proves it: at the head of an item whose number the neighbours confirm, and in the citation of a law. Everywhere else
//! an 8 is an eight. The words that surround citations are in `corpora/channel/citation.tsv`.

use super::channel::is_marked;
use super::chunks::{Chunk, chunks};
use super::judge::Verdict;
use super::outcome::Change;
use super::words;
use crate::language::Language;
use crate::tables::{Table, table};
use std::collections::{BTreeSet, VecDeque};
use std::ops::RangeInclusive;
use std::sync::LazyLock;

static CITATION: Table = table!("channel/citation.tsv");

/// What stands beside section signs in one language.
#[derive(Debug, Default)]
struct Cues {
    laws: Vec<&'static str>,
    abbreviations: Vec<&'static str>,
    chapters: Vec<&'static str>,
    leads: Vec<&'static str>,
    parts: Vec<&'static str>,
    between: Vec<&'static str>,
}

impl Cues {
    fn of(language: Language) -> &'static Self {
        static ALL: LazyLock<[Cues; 4]> = LazyLock::new(|| Language::ALL.map(Cues::read));
        &ALL[language.index()]
    }

    fn read(language: Language) -> Self {
        let mut cues = Self::default();
        for line in CITATION.text().lines().filter(|line| !line.starts_with('#')) {
            let mut cells = line.split('\t');
            if cells.next() != Some(language.code()) {
                continue;
            }
            let (Some(kind), Some(form)) = (cells.next(), cells.next()) else { continue };
            match kind {
                "law" => cues.laws.push(form),
                "abbreviation" => cues.abbreviations.push(form),
                "chapter" => cues.chapters.push(form),
                "lead" => cues.leads.push(form),
                "part" => cues.parts.push(form),
                "in" => cues.between.push(form),
                _ => {}
            }
        }
        cues
    }

    fn is_law(&self, word: &str) -> bool {
        let word = bare(word);
        self.abbreviations.contains(&word) || {
            let lower = word.to_lowercase();
            word.len() > 3 && self.laws.iter().any(|law| ends_alike(&lower, law))
        }
    }

    fn leads(&self, word: &str) -> bool {
        let word = bare(word);
        self.is_law(word) || self.leads.contains(&&*word.to_lowercase())
    }

    /// Whether a list of sections goes on: "28 og 29".
    fn joins(&self, word: &str, after: &VecDeque<Chunk<'_>>) -> bool {
        word.len() <= 3
            && word.chars().all(char::is_alphabetic)
            && after.get(2).is_some_and(|chunk| number(chunk.text).is_some())
            && !self.is_part(word)
    }

    fn has_chapter(&self, word: &str) -> bool {
        self.chapters.contains(&&*bare(word).to_lowercase())
    }

    fn is_part(&self, word: &str) -> bool {
        let word = bare(word).to_lowercase();
        self.parts.iter().any(|part| part.chars().count() == word.chars().count() && ends_alike(&word, part))
    }
}

/// Whether a word as read ends with a form: any letter may have been read for å ä ö æ ø.
fn ends_alike(word: &str, form: &str) -> bool {
    let mut letters = word.chars().rev();
    form.chars().rev().all(|truth| {
        letters.next().is_some_and(|read| read == truth || is_marked(truth) && read.is_alphabetic())
    })
}

/// Whether a chunk ends a date: "2024-03-25", "7.5.2024", "2022,".
fn ends_date(chunk: &str) -> bool {
    let inner = bare(chunk);
    let digits = inner.bytes().filter(u8::is_ascii_digit).count();
    let year = |part: &str| part.len() == 4 && (part.starts_with("19") || part.starts_with("20"));
    let whole = inner.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.' | b'/'));
    whole && digits >= 4 && inner.split(['-', '.', '/']).any(year) && (digits > 4 || chunk.ends_with(','))
}

/// Whether a board may be called so for short: "KF", "Kst".
fn is_initials(word: &str) -> bool {
    let consonant = |c: char| c.is_alphabetic() && !words::is_vowel(c);
    word.chars().all(char::is_uppercase)
        || word.starts_with(char::is_uppercase) && word.chars().all(consonant)
}

fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric())
}

/// A sign that may be a section sign, with its number.
#[derive(Clone, Copy, Debug, Default)]
struct Sign {
    /// First byte and the byte after the last of the sign itself.
    at: (usize, usize),
    /// What it was read as, by its first letter.
    kind: char,
    /// How many section signs it stands for.
    signs: usize,
    /// The number that it goes with.
    number: u32,
    /// It stands glued to its number, and can be told from it only by the neighbours.
    glued: bool,
    /// It can hardly be anything else.
    sure: bool,
    /// First on its line, and so perhaps the head of an item.
    heads: bool,
    /// A law, chapter or lead stands beside it.
    cited: bool,
    /// A word stands before it.
    follows_word: bool,
    /// It stands close to what is before it.
    inside: bool,
    /// It heads an item from behind its number.
    behind: bool,
}

impl Sign {
    /// Whether it was read as a section sign.
    fn is_right(&self) -> bool {
        self.kind == '§'
    }

    /// Whether it was read as an eight.
    fn is_eight(&self) -> bool {
        self.kind == '8'
    }
}

/// The section signs of a text that were read as something else.
pub(super) fn section_signs(text: &str, language: Language) -> Vec<Change> {
    let mut signs = find(text, Cues::of(language));
    let mut changes = Vec::new();
    let counted: Vec<usize> = (0..signs.len()).filter(|&at| counts_on(&signs, at)).collect();
    for at in counted {
        signs[at].sure = true;
    }
    // The numbers of the document's own items, as far as they are sure.
    let own: BTreeSet<u32> = signs
        .iter()
        .enumerate()
        .filter(|(i, sign)| {
            sign.heads
                && (!sign.glued || sign.sure)
                && (sign.is_right() || sign.sure || is_confirmed(&signs, *i))
        })
        .map(|(_, sign)| sign.number)
        .collect();
    for (i, sign) in signs.iter().enumerate() {
        if sign.is_right() {
            continue;
        }
        let confirmed = if sign.heads {
            is_confirmed(&signs, i)
        } else {
            !sign.glued && sign.follows_word && own.len() > 2 && own.contains(&sign.number)
        };
        let p = match (sign.sure, sign.cited, confirmed) {
            (true, true, _) | (true, _, true) => 0.999,
            (true, false, false) => 0.98,
            (false, _, true) => 0.99,
            (false, true, false) if !sign.glued => 0.97,
            _ => continue,
        };
        let mut with = "§".repeat(sign.signs);
        if sign.inside {
            with.insert(0, ' ');
        }
        if sign.glued && !sign.inside {
            with.push(' ');
        }
        changes.push(Change {
            start: sign.at.0,
            end: sign.at.1,
            with,
            confidence: p,
            verdict: Verdict::Change,
        });
    }
    changes
}

/// Whether the heads around one count with it: the head before has the number before, or the head after the number after.
/// Signs that are no sure section signs confirm each other only as eights, which is what most of them become.
fn is_confirmed(signs: &[Sign], at: usize) -> bool {
    let sign = signs[at];
    // A document heads its items in one way.
    let alike = |other: &Sign| other.behind || !sign.behind;
    let counts = |other: &&Sign| other.heads && (other.is_right() || !other.glued) && alike(other);
    // Rows of a table count on from one, and may well have an eight behind their numbers.
    let heads_as_eight = |sign: &Sign| sign.is_eight() && (!sign.behind || sign.number >= ROWS);
    let vouches = |other: &Sign| {
        other.is_right()
            || other.sure
            || heads_as_eight(other) && heads_as_eight(&sign)
            || other.kind == 'S' && sign.kind == 'S'
    };
    let mut before = signs[..at].iter().rev().filter(counts).take(4);
    let mut after = signs[at + 1..].iter().filter(counts).take(4);
    let below = before.any(|other| vouches(other) && other.number + 1 == sign.number);
    let above = after.any(|other| vouches(other) && sign.number + 1 == other.number);
    let stands = signs
        .iter()
        .any(|other| other.is_right() && other.heads && other.number == sign.number && alike(other));
    if sign.behind {
        // Where items are headed so, each stage of an item is headed with its number anew.
        below || above || stands
    } else if sign.sure || sign.is_eight() {
        (below || above) && (sign.sure || !stands)
    } else {
        // A five or an S is seldom a section sign: both neighbours must say so.
        below && above && !stands
    }
}

/// Whether a glued sign heads one of a list of items that count on, near a number that some other sign has.
fn counts_on(signs: &[Sign], at: usize) -> bool {
    let sign = signs[at];
    // "82", "83" are rows of a list as often as not, and so, if less often, are "843", "844".
    if !sign.glued || sign.inside || !sign.heads || !sign.is_eight() || sign.number < 10 {
        return false;
    }
    let enough = if sign.number < 100 { 3 } else { 2 };
    let near = |other: &&Sign| other.heads && other.number.abs_diff(sign.number) <= NEAR && other.number > 0;
    let before = signs[..at].iter().rev().filter(|other| other.heads).take(LISTED).filter(near);
    let after = signs[at + 1..].iter().filter(|other| other.heads).take(LISTED).filter(near);
    let below = before.filter(|other| other.number < sign.number).count();
    let above = after.filter(|other| other.number > sign.number).count();
    let elsewhere = |other: &&Sign| {
        !other.glued
            && (other.is_right() || other.sure || other.is_eight())
            && other.number.abs_diff(sign.number) <= NEAR
    };
    below + above >= enough && signs.iter().filter(elsewhere).count() >= 2
}

/// Rows that a table has at the most that lists people or places.
const ROWS: u32 = 20;

/// How far numbers may be apart that count on, and how many heads a list is followed for.
const NEAR: u32 = 8;
const LISTED: usize = 6;

fn find(text: &str, cues: &Cues) -> Vec<Sign> {
    let mut signs = Vec::new();
    let mut window: [Option<Chunk<'_>>; 3] = [None; 3];
    let mut chunks = chunks(text).peekable();
    // The chunk, two before it and two after it are all that a citation takes.
    let mut ahead: VecDeque<Chunk<'_>> = VecDeque::new();
    loop {
        while ahead.len() < 4 {
            match chunks.next() {
                Some(chunk) => ahead.push_back(chunk),
                None => break,
            }
        }
        let Some(chunk) = ahead.pop_front() else { break };
        if may_hold_sign(chunk.text)
            && let Some(sign) = sign_at(chunk, &window, &ahead, cues)
        {
            signs.push(sign);
        } else if let Some(sign) =
            sign_inside(chunk, &window, &ahead, cues).or_else(|| sign_behind(chunk, &ahead))
        {
            signs.push(sign);
        }
        window = [window[1], window[2], Some(chunk)];
    }
    signs
}

fn may_hold_sign(chunk: &str) -> bool {
    chunk.trim_start_matches(['(', '"', '[', '.']).starts_with(['§', '$', '&', '£', '8', '5', 'S', '6'])
}

/// A sign that stands for little else in minutes.
fn is_mark(sign: char) -> bool {
    matches!(sign, '§' | '$' | '&' | '£')
}

/// A number of at most four digits at the start, and what follows it.
fn number(text: &str) -> Option<(u32, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    text[..digits].parse().ok().map(|number| (number, &text[digits..]))
}

/// What may follow the number of a section: nothing, a letter, a chapter's hyphen, a full stop, a comma.
fn ends_section(rest: &str) -> bool {
    let mut letters = rest.chars();
    match letters.next() {
        None => true,
        Some(c) if c.is_ascii_lowercase() => letters.next().is_none_or(|c| !c.is_alphanumeric()),
        Some('-' | '–' | '—') => {
            letters.all(|c| c.is_ascii_digit() || matches!(c, ',' | '.' | ')' | ';' | ':'))
        }
        Some(',' | '.') => !letters.as_str().starts_with(|c: char| c.is_ascii_digit()),
        Some(')' | ';' | ':' | '?' | '"' | '”' | '/') => true,
        _ => false,
    }
}

/// A sign that stands behind its number or a year, and close to it: "28.8 kommunallagen", "1984,$ 149,".
fn sign_inside(
    chunk: Chunk<'_>,
    before: &[Option<Chunk<'_>>; 3],
    after: &VecDeque<Chunk<'_>>,
    cues: &Cues,
) -> Option<Sign> {
    let body = chunk.text.trim_start_matches(['(', '"', '[']);
    let digits = body.bytes().take_while(u8::is_ascii_digit).count();
    if !(1..=4).contains(&digits) {
        return None;
    }
    let mut rest = body[digits..].chars();
    let (point, kind) = (rest.next()?, rest.next()?);
    let rest = rest.as_str();
    if !matches!(kind, '$' | '&' | '8' | '5') || !matches!(rest, "" | "." | ")" | "," | ").") {
        return None;
    }
    let at = chunk.at + (chunk.text.len() - body.len()) + digits;
    let text = |at: usize| after.get(at).map_or("", |chunk| chunk.text);
    let (number, _) = number(&body[..digits])?;
    let sign = Sign {
        at: (at, at + 1 + kind.len_utf8()),
        kind,
        signs: 1,
        number,
        sure: true,
        cited: true,
        inside: true,
        ..Sign::default()
    };
    match point {
        '.' => {
            let behind_chapter = before[2].is_some_and(|chunk| cues.has_chapter(chunk.text));
            let before_law = cues.is_law(text(0)) || cues.between.contains(&text(0)) && cues.is_law(text(1));
            let bracketed = chunk.text.starts_with('(');
            let cited = before_law && (behind_chapter || bracketed || kind == '8' && !follows_number(before));
            cited.then_some(sign)
        }
        ',' => {
            let dated = digits == 4 && body.starts_with(['1', '2']) && rest.is_empty();
            let (section, tail) = self::number(text(0))?;
            let at = (at + 1, at + 1 + kind.len_utf8());
            (dated && tail.starts_with(',')).then_some(Sign { at, number: section, ..sign })
        }
        _ => None,
    }
}

/// An eight glued to the number that heads an item: "998 YTTRANDE". Years are not.
fn sign_behind(chunk: Chunk<'_>, after: &VecDeque<Chunk<'_>>) -> Option<Sign> {
    let (whole, rest) = number(chunk.text)?;
    if !chunk.heads
        || !goes_on_as_title(after)
        || !rest.is_empty()
        || whole < 100
        || whole % 10 != 8
        || YEARS.contains(&whole)
    {
        return None;
    }
    let end = chunk.at + chunk.text.len();
    Some(Sign {
        at: (end - 1, end),
        kind: '8',
        signs: 1,
        number: whole / 10,
        glued: true,
        heads: true,
        inside: true,
        behind: true,
        ..Sign::default()
    })
}

/// Whether what follows on the same line may be the title of an item.
fn goes_on_as_title(after: &VecDeque<Chunk<'_>>) -> bool {
    after.front().is_some_and(|next| !next.heads && next.text.starts_with(char::is_uppercase))
}

/// Years that a line of minutes may begin with.
const YEARS: RangeInclusive<u32> = 1800..=2100;

/// Whether a word joins the last number to one before it: "11 och 12".
fn between_numbers(before: &[Option<Chunk<'_>>; 3]) -> bool {
    let joins = |chunk: Chunk<'_>| chunk.text.len() <= 3 && chunk.text.chars().all(char::is_alphabetic);
    before[1].is_some_and(joins) && before[0].is_some_and(|chunk| number(bare(chunk.text)).is_some())
}

/// Whether a number of money or measure goes on here: "1 234.8".
fn follows_number(before: &[Option<Chunk<'_>>; 3]) -> bool {
    before[2].is_some_and(|chunk| chunk.text.bytes().all(|byte| byte.is_ascii_digit()))
}

fn sign_at(
    chunk: Chunk<'_>,
    before: &[Option<Chunk<'_>>; 3],
    after: &VecDeque<Chunk<'_>>,
    cues: &Cues,
) -> Option<Sign> {
    let body = chunk.text.trim_start_matches(['(', '"', '[', '.']);
    let at = chunk.at + (chunk.text.len() - body.len());
    let heads = chunk.heads && at == chunk.at;
    let kind = body.chars().next()?;
    // One sign, or two, which need not have been read alike: "$8", "8$".
    let alike = |c: char| matches!(c, '§' | '$' | '&') || c == kind || (is_mark(kind) && c == '8');
    let mut count = 1 + usize::from(body[kind.len_utf8()..].starts_with(alike));
    let mut length: usize = body.chars().take(count).map(char::len_utf8).sum();
    if kind.is_ascii_digit() && body[length..].starts_with(|c: char| c.is_ascii_digit())
        || count == 2 && matches!(kind, '$' | '&') && body[1..].starts_with('8') && body.len() > 2
    {
        (count, length) = (1, kind.len_utf8());
    }
    let mixed = count == 2 && !body.starts_with(&body[kind.len_utf8()..length]);
    let mut rest = &body[length..];
    let last = before[2].map_or("", |chunk| chunk.text);
    let next = after.front().map_or("", |chunk| chunk.text);
    let second = after.get(1).map_or("", |chunk| chunk.text);
    // A speck between the sign and its number.
    let speck = rest.strip_prefix('.').filter(|rest| {
        let (number, behind) = if rest.is_empty() { (next, second) } else { (*rest, next) };
        let head = heads || is_mark(kind) || ends_date(last);
        head && self::number(number).is_some_and(|(_, tail)| ends_section(tail))
            && (is_mark(kind) || ends_date(last) || behind.chars().next().is_none_or(char::is_uppercase))
    });
    if let Some(bare) = speck.filter(|_| kind != '6') {
        (rest, length) = (bare, length + 1);
    }
    // "KF 8 29" heads an item as "8 29" does, and so does "Kst 8 29".
    // What a law ends a line with goes on below it.
    let heads = heads && !cues.is_law(last);
    let heads = heads
        || before[2].is_some_and(|chunk| chunk.heads && chunk.text.len() < 8 && is_initials(chunk.text));
    let base = Sign {
        at: (at, at + length),
        signs: count.min(2),
        kind,
        glued: false,
        sure: is_mark(kind) || mixed,
        heads,
        cited: false,
        follows_word: last.ends_with(|c: char| c.is_alphabetic() || c == ','),
        ..Sign::default()
    };
    // The Swedish order: "5 kap. 11 8 kommunallagen", "12 8 förvaltningslagen".
    if rest.is_empty() || matches!(rest, "," | "." | ")" | ";" | ").") {
        let (before_last, lone) = (before[1].map_or("", |chunk| chunk.text), last.len() == 1);
        // "14 b §": the letter belongs to the number.
        let last = if lone && last.chars().all(char::is_lowercase) { before_last } else { last };
        let last = last.trim_start_matches(['(', '"']);
        let numbered = number(last).is_some_and(|(_, rest)| rest.is_empty() || rest.len() == 1);
        let behind_chapter = before[1].is_some_and(|chunk| cues.has_chapter(chunk.text));
        let between = cues.between.contains(&next);
        let third = after.get(2).map_or("", |chunk| chunk.text);
        let before_law = rest.is_empty()
            && (cues.is_law(next)
                || (cues.is_part(next) || between) && cues.is_law(second)
                || (between || next.ends_with('-')) && cues.is_law(third));
        let before_part = rest.is_empty() && number(next).is_some() && cues.is_part(second);
        let goes_on = kind == '$' && rest.is_empty() && next.starts_with(char::is_lowercase);
        let marked = is_mark(kind) && (between || goes_on || rest.starts_with(['.', ')']));
        // "14.9.2020 190 §": where an item was before.
        let dated = rest.is_empty() && count == 1 && ends_date(before_last);
        let heads = heads && !before_law;
        // The Finnish order: "förvaltningsstadgan 118 §."
        let behind_law = !cues.chapters.is_empty() && cues.is_law(before_last);
        let before_law = before_law || behind_law;
        if numbered
            && !heads
            && (before_law || before_part || behind_chapter || marked || dated)
            && kind != '6'
        {
            let (number, _) = number(last)?;
            // "11 $8" is one sign, unless it stands behind several numbers: "11–14 $8".
            let several =
                last.contains(['-', '–', '—']) || before_last.ends_with(',') || between_numbers(before);
            let signs = if mixed && !several { 1 } else { base.signs };
            return Some(Sign { number, cited: true, signs, ..base });
        }
        // "97 8 FÖRSÄLJNING AV MARK" heads an item as "8 97" does.
        let headed = rest.is_empty() && count == 1 && before[2].is_some_and(|chunk| chunk.heads);
        if headed && goes_on_as_title(after) && !heads && matches!(kind, '§' | '$' | '&' | '8') {
            let (number, tail) = number(last)?;
            return tail.is_empty().then_some(Sign { number, heads: true, behind: true, ..base });
        }
    }
    if rest.is_empty() {
        let (number, tail) = number(next)?;
        let law = cues.leads(last);
        let decimal =
            (law || is_mark(kind)) && tail.strip_prefix('.').is_some_and(|rest| self::number(rest).is_some());
        if !(ends_section(tail) || decimal) || after.front().is_some_and(|chunk| chunk.heads) && !law {
            return None;
        }
        let upto = tail.strip_prefix(['-', '–', '—']).and_then(self::number).map(|(upto, _)| upto);
        let listed = self::number(second).is_none() && cues.joins(second, after);
        // "§§ 28, 29"
        let counted = tail == "," && self::number(second).is_some_and(|(next, _)| next == number + 1);
        // "§§ 14-14 og 14-17": sections of a chapter, not a range.
        let several = upto.is_some_and(|upto| upto > number) || listed;
        // Two signs stand before a range or a list; one eight before a number is an eight unless it is cited.
        let two = base.is_right()
            || base.sure
            || law && listed
            || counted
            || upto.is_some_and(|upto| upto > number);
        if count == 2 && !two {
            return None;
        }
        let signs = if mixed && !several { 1 } else { count };
        let money = second.starts_with("mil") || second.starts_with("kr");
        // Behind a year and a comma anything may be counted, behind a whole date hardly.
        let whole = bare(last).bytes().filter(u8::is_ascii_digit).count() > 5 && !money;
        let dated = ends_date(last)
            && (last.ends_with(',') && (whole || tail.starts_with([',', ')', ';'])) || !last.ends_with(','));
        let listed =
            count == 2 && !law && (last.ends_with([',', ':']) || last.chars().all(char::is_alphabetic));
        // "§ 5 første ledd"
        let third = after.get(2).map_or("", |chunk| chunk.text);
        let parted = cues.is_part(second) && (tail.ends_with(',') || third.starts_with(char::is_lowercase));
        let cited = !heads && (law || dated || listed) || parted && kind != 'S';
        if kind == '6' && !heads || kind == 'S' && !heads && !cited {
            return None;
        }
        return Some(Sign { number, cited, signs, sure: base.sure && !money, ..base });
    }
    // Glued to the number: "$413", "8413".
    let (number, tail) = number(rest)?;
    if !ends_section(tail) || rest.starts_with('0') {
        return None;
    }
    if base.is_right() {
        return Some(Sign { number, ..base });
    }
    if is_mark(kind) || length > kind.len_utf8() * count {
        let cited = cues.leads(last) || ends_date(last) || tail.is_empty() && number < 1000;
        return Some(Sign { number, cited, glued: true, sure: heads || cited, ..base });
    }
    // An eight at the head of a line, before what looks like a heading.
    let one = kind.len_utf8();
    if heads
        && matches!(kind, '8' | '5' | 'S' | '&')
        && (next.is_empty() || next.starts_with(|c: char| c.is_alphabetic()) || after[0].heads)
    {
        let (number, tail) = self::number(&body[one..])?;
        return (tail.is_empty() && number > 0).then_some(Sign {
            at: (at, at + one),
            signs: 1,
            number,
            glued: true,
            sure: false,
            ..base
        });
    }
    None
}

#[cfg(test)]
mod tests {
    use super::section_signs;
    use crate::language::Language;

    fn mended(text: &str, language: Language) -> String {
        let mut out = text.to_owned();
        for change in section_signs(text, language).iter().rev() {
            out.replace_range(change.start..change.end, &change.with);
        }
        out
    }

    #[test]
    fn heads_count_together() {
        let read = "8 12\nVal av justerare\n\n$ 13\nBudget\n\n§ 14\nInformation\n\n8 15 Avslutning\n";
        let right = "§ 12\nVal av justerare\n\n§ 13\nBudget\n\n§ 14\nInformation\n\n§ 15 Avslutning\n";
        assert_eq!(mended(read, Language::Swedish), right);
    }

    #[test]
    fn a_glued_sign_is_told_by_its_neighbours() {
        assert_eq!(
            mended("§ 412 Budget\ntext\n8413 Taxor\ntext\n§ 414 Val\n", Language::Swedish),
            "§ 412 Budget\ntext\n§ 413 Taxor\ntext\n§ 414 Val\n"
        );
        assert_eq!(mended("8413 Storgatan\n", Language::Swedish), "8413 Storgatan\n");
    }

    #[test]
    fn glued_signs_that_count_on_are_told_by_one_another() {
        let read = "8412 Justering\n8413 Budget\n8415 Taxor\n8416 Val\nLena Ek (M) ej 8 416\nOmfattning 88 412-416\n";
        let right = "§ 412 Justering\n§ 413 Budget\n§ 415 Taxor\n§ 416 Val\nLena Ek (M) ej § 416\nOmfattning §§ 412-416\n";
        assert_eq!(mended(read, Language::Swedish), right);
    }

    #[test]
    fn a_sign_behind_its_number_heads_an_item_too() {
        let read = "96 § RAMAR\ntext\n97 8 FÖRSÄLJNING\ntext\n988 BIDRAG\ntext\n99 & YTTRANDE\n";
        let right = "96 § RAMAR\ntext\n97 § FÖRSÄLJNING\ntext\n98 § BIDRAG\ntext\n99 § YTTRANDE\n";
        assert_eq!(mended(read, Language::Swedish), right);
        for read in
            ["199 § Val\n2018 Budget\n1998 Taxor\n", "§ 9 Val\n108 Lägenheter\n§ 10 Taxor\n§ 11 Lån\n"]
        {
            assert_eq!(mended(read, Language::Swedish), read);
        }
    }

    #[test]
    fn a_board_is_named_before_the_sign_and_a_whole_date_behind_it() {
        let read = "Kst 8 321\ntext\nKst 8 322\ntext\nNämndens förslag 2018-05-16, 8 41\n";
        let right = "Kst § 321\ntext\nKst § 322\ntext\nNämndens förslag 2018-05-16, § 41\n";
        assert_eq!(mended(read, Language::Swedish), right);
        let letters = "S 1. Val.\nS 2. Taxor.\nS 3. Lån.\n";
        assert_eq!(mended(letters, Language::Swedish), "S 1. Val.\n§ 2. Taxor.\nS 3. Lån.\n");
    }

    #[test]
    fn laws_are_cited_with_their_signs() {
        for (language, read, right) in [
            (Language::Swedish, "enligt 5 kap. 11 8 kommunallagen", "enligt 5 kap. 11 § kommunallagen"),
            (Language::Bokmal, "jf. kommuneloven 8 11-3", "jf. kommuneloven § 11-3"),
            (Language::Danish, "planlovens $ 27, stk. 2", "planlovens § 27, stk. 2"),
            (Language::Swedish, "lades fram (71 8 i kommunallagen)", "lades fram (71 § i kommunallagen)"),
            (Language::Swedish, "lades fram (97.5. i kommunallagen)", "lades fram (97 §. i kommunallagen)"),
            (Language::Swedish, "enligt 6 kap. 28.8 kommunallagen", "enligt 6 kap. 28 § kommunallagen"),
            (Language::Swedish, "jfr 14 b & väglagen", "jfr 14 b § väglagen"),
            (Language::Swedish, "enligt 125 8 2 mom. i lagen", "enligt 125 § 2 mom. i lagen"),
            (Language::Swedish, "enligt lagen 118 8. Protokollet", "enligt lagen 118 §. Protokollet"),
            (Language::Swedish, "den 3 maj 1984,$ 149, med", "den 3 maj 1984, § 149, med"),
            (Language::Bokmal, "jf. kommuneloven 88 14-14 og 14-17", "jf. kommuneloven §§ 14-14 og 14-17"),
            (
                Language::Bokmal,
                "barnets beste i Grunnloven\n8 104 og",
                "barnets beste i Grunnloven\n§ 104 og",
            ),
            (Language::Danish, "jf. bekendtgerelsens 8 6.", "jf. bekendtgerelsens § 6."),
        ] {
            assert_eq!(mended(read, language), right);
        }
    }

    #[test]
    fn numbers_stay_numbers() {
        for text in [
            "8 12 personer",
            "kl. 8 30",
            "8 ledamöter och 5 ersättare",
            "den 8 11 1984",
            "pris 5 000 kr",
            "US $ 5 milj",
            "8 12\n",
            "5 kap. 8 sidor",
            " 52 Tove\n 53 Mats\n 54 Saga\n 55 Emil\n",
            "82 Tove\n83 Mats\n84 Saga\n§ 40 Val\n§ 41 Val\n",
            "7 8 Elias\n8 8 Ingrid\n",
            "8411 Lön\n8412 Skatt\n8413 Hyra\n",
            "summa 28.8 miljoner",
            "höjdes med 1 250.8 enligt",
        ] {
            assert_eq!(mended(text, Language::Swedish), text);
        }
    }
}

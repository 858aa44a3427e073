//! Items whose number was misread: the numbers around a gap say which one is lacking and in which form, so it is looked for, as
//! recognition may have read it, in the lines between.
//!
//! What is looked for is known to the letter; a line is compared with nothing else, and only where the chain of numbers has a
//! hole. Which sign is read as which is data (`corpora/channel/numerals.tsv`). Lines that bear a number of their own turn are for
//! [`chain`](super::chain).

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

use super::candidates::{self, Candidate};
use crate::outline::contents;
use crate::outline::fold::{SECTION, begins_with, fold_cue, folded};
use crate::outline::numbering::{Family, Number};
use crate::outline::page::Page;
use crate::tables::{Table, table};

static NUMERALS: Table = table!("channel/numerals.tsv");

/// What each sign of a number is read as.
static MISREAD: LazyLock<BTreeMap<u8, Vec<Vec<u8>>>> = LazyLock::new(|| {
    let rows = NUMERALS
        .text()
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once('\t'));
    let signs = |signs: &str| signs.split(' ').map(|sign| sign.as_bytes().to_vec()).collect();
    rows.filter_map(|(printed, read)| Some((*folded(printed).as_bytes().first()?, signs(read)))).collect()
});

/// Widest hole that is looked into, in numbers, and how far the series is followed beyond what is known.
const WIDEST: usize = 12;

/// Longest form of a number, in characters: `Kommunstyrelsen § 118`.
const LONGEST_FORM: usize = 28;

/// What may differ from the form, in hundredths of a letter that differs wholly.
mod cost {
    pub(super) const ALIKE: u32 = 30;
    pub(super) const OTHER_FIGURE: u32 = 70;
    pub(super) const OTHER: u32 = 100;
    pub(super) const SPACING: u32 = 15;
    pub(super) const LOST_SIGN: u32 = 40;
}

/// What speaks for a line, in hundredths: see [`Sought::weigh`].
mod weight {
    pub(super) const EXACT: i32 = 100;
    pub(super) const COST: i32 = 3;
    pub(super) const BEGINS: i32 = 100;
    pub(super) const AROUND: i32 = 60;
    pub(super) const PINNED: i32 = 200;
    pub(super) const DECLARED: i32 = 200;
    /// What a line must reach.
    pub(super) const LEAST: i32 = 320;
    /// What it must where its number looks like that of any list.
    pub(super) const LEAST_BARE: i32 = 600;
}

/// The form of a number, with the number that is lacking in it.
struct Sought {
    value: u32,
    /// Folded, with single spaces: what the line is compared with.
    form: Vec<u8>,
    /// Of it, the part that is the number with its word.
    number: Range<usize>,
    /// As the neighbours print it.
    printed: String,
    like: Number,
    /// Whether the cover speaks of this number.
    declared: bool,
    /// Whether the neighbour's heading is in capitals.
    upper: bool,
}

/// Where a form was met at the head of a line.
#[derive(Clone, Copy)]
struct Met {
    cost: u32,
    /// Letters, figures and signs that are as in the form.
    exact: u32,
    /// Characters of the line that it takes up.
    len: usize,
    /// Its figure may be any.
    any: bool,
}

/// The candidates that fill the holes of a chain. `listed` are those that a list of contents holds.
pub(super) fn fill(page: &Page, chain: &[Candidate], listed: &[Candidate]) -> Vec<Candidate> {
    let mut out = Vec::new();
    // Of reports between the items, others count.
    let mut families = BTreeMap::<&Family, usize>::new();
    for own in chain {
        *families.entry(&own.number.family).or_default() += 1;
    }
    let Some((&family, _)) = families.iter().max_by_key(|(_, count)| **count) else { return out };
    let series: Vec<&Candidate> = chain.iter().filter(|own| own.number.family == *family).collect();
    let (Some(first), Some(last)) =
        (series.iter().min_by_key(|own| own.number.value), series.iter().max_by_key(|own| own.number.value))
    else {
        return out;
    };
    let known: BTreeSet<u32> = series.iter().map(|own| own.number.value).collect();
    let mut taken: BTreeSet<usize> = chain.iter().map(|own| own.at).collect();
    let lacking = |pair: &[&Candidate]| {
        let hole = pair[0].number.value + 1..pair[1].number.value;
        if hole.len() > WIDEST {
            return Vec::new();
        }
        hole.filter(|value| !known.contains(value)).collect()
    };
    // Where much is lacking, that is how the items are numbered, and no more is sought than what the holes hold.
    let few = series.windows(2).map(|pair| lacking(pair).len()).sum::<usize>() <= WIDEST;
    for pair in series.windows(2) {
        let (before, after) = (pair[0], pair[1]);
        let mut from = before.at + 1;
        for value in lacking(pair) {
            let here = best(page, before, value, from..after.at, &taken, true);
            from = here.as_ref().map_or(from, |found| found.at + 1);
            // What was taken out of its turn stands elsewhere.
            let elsewhere = || best(page, before, value, series[0].at + 1..after.at, &taken, false);
            if let Some(found) = here.or_else(|| if few { elsewhere() } else { None }) {
                taken.insert(found.at);
                out.push(found);
            }
        }
    }
    let listed = listed.iter().filter(|own| own.number.family == *family && own.at < first.at);
    let listed = listed.map(|own| own.at + 1).max().unwrap_or_default();
    let below = |lowest: &Candidate| {
        let value = lowest.number.value.checked_sub(1).filter(|value| *value > 0)?;
        best(page, lowest, value, listed..lowest.at, &taken, false)
    };
    // One number may be unreadable.
    let above = |highest: &Candidate| {
        // What bears the last number again is that item still.
        let again = |at: &usize| {
            let figures = |c: char| !c.is_ascii_digit();
            page.line(*at).split(figures).any(|part| part.parse() == Ok(highest.number.value))
        };
        let repeats: BTreeSet<usize> =
            (highest.at + 1..page.content.len()).filter(again).chain(taken.iter().copied()).collect();
        let rows = || highest.at + 1..page.content.len();
        let next = |step: u32| best(page, highest, highest.number.value + step, rows(), &repeats, false);
        next(1).or_else(|| next(2))
    };
    out.extend(std::iter::successors(below(first), below).take(WIDEST));
    out.extend(std::iter::successors(above(last), above).take(WIDEST));
    out
}

/// Of "041/22", "042/22", "043/27" the last was misread: its neighbours bear the numbers before and after it, and one year.
pub(super) fn agree(page: &Page, chain: &mut [Candidate]) {
    let mut years = BTreeMap::<u32, usize>::new();
    for year in chain.iter().filter_map(|own| own.number.other) {
        *years.entry(year).or_default() += 1;
    }
    let Some((&year, &count)) = years.iter().max_by_key(|(_, count)| **count) else { return };
    if count < 3 || count * 3 < years.values().sum::<usize>() * 2 {
        return;
    }
    let printed = year.to_string();
    for index in 0..chain.len() {
        let value = chain[index].number.value;
        let next_to = |other: Option<&Candidate>, step: i64| {
            other.is_some_and(|other| {
                other.number.other == Some(year) && i64::from(other.number.value) == i64::from(value) + step
            })
        };
        let readable = chain[index].restored.is_none() && chain[index].number.other == Some(year);
        if let Some(whole) = readable.then(|| lost_figure(chain, index)).flatten() {
            chain[index].restored = with_number(&chain[index].printed(page), value, whole);
            chain[index].number.value = whole;
            continue;
        }
        let in_turn = next_to(index.checked_sub(1).and_then(|at| chain.get(at)), -1)
            || next_to(chain.get(index + 1), 1);
        let read = chain[index].number.other.filter(|read| *read != year);
        let Some(read) = read.filter(|_| in_turn && chain[index].restored.is_none()) else { continue };
        let misread = read.to_string();
        let alike = printed.len() == misread.len()
            && printed.bytes().zip(misread.bytes()).all(|(sign, read)| swapped(sign, read) <= cost::ALIKE);
        if alike {
            chain[index].restored = with_number(&chain[index].printed(page), read, year);
        }
    }
}

/// "F.sak 19/85" between 118 and 120: the number whose first figure was not read, if its neighbour bears the number beside it.
fn lost_figure(chain: &[Candidate], index: usize) -> Option<u32> {
    let read = chain[index].number.value;
    let before = index.checked_sub(1).map(|at| chain[at].number.value);
    let after = chain.get(index + 1).map(|next| next.number.value);
    // Numbers that begin anew are in turn as they are read.
    if before.is_some_and(|before| before + 1 == read) || after == Some(read + 1) {
        return None;
    }
    let tens = 10_u32.checked_pow(read.checked_ilog10()? + 1)?;
    let due = [before.map(|before| before + 1), after.and_then(|after| after.checked_sub(1))];
    due.into_iter().flatten().find(|&due| due != read && due % tens == read && due / tens < 10)
}

/// "Sak 4642", "Sak 4742" for "Sak 46/12", "Sak 47/12": the stroke was not read, or as one figure with the next. What the
/// figures end in is the year that others bear after a stroke, or that the first page bears, if the rest ascends.
pub(super) fn part_years(page: &Page, candidates: &mut [Candidate]) {
    const FEWEST: usize = 3;
    let year = |other: &Option<u32>| other.filter(|year| (10..100).contains(year));
    let families: BTreeSet<Family> = candidates
        .iter()
        .filter(|own| matches!(own.number.family, Family::Word(_)))
        .map(|own| own.number.family.clone())
        .collect();
    for family in families {
        let own = |candidate: &&Candidate| candidate.number.family == family;
        let mut years = BTreeMap::<u32, usize>::new();
        for year in candidates.iter().filter(own).filter_map(|own| year(&own.number.other)) {
            *years.entry(year).or_default() += 1;
        }
        let stated = years.iter().max_by_key(|(_, count)| **count).map(|(year, _)| *year);
        let Some(year) = stated.or_else(|| year_of_cover(page)) else { continue };
        let printed = format!("{year:02}");
        let parted: Vec<(usize, u32)> = (0..candidates.len())
            .filter(|&at| candidates[at].number.family == family && candidates[at].number.other.is_none())
            .filter_map(|at| Some((at, before_year(candidates[at].number.value, &printed)?)))
            .collect();
        let ascends = parted.windows(2).filter(|pair| pair[1].1 == pair[0].1 + 1).count();
        if stated.is_none() && (parted.len() < FEWEST || ascends * 2 < parted.len() - 1) {
            continue;
        }
        for (at, value) in parted {
            let whole = candidates[at].number.value.to_string();
            let read = candidates[at].printed(page);
            let Some(from) = read.rfind(&whole) else { continue };
            candidates[at].restored =
                Some(format!("{}{value}/{printed}{}", &read[..from], &read[from + whole.len()..]));
            candidates[at].number.value = value;
            candidates[at].number.other = Some(year);
        }
    }
}

/// What stands before a year of two figures in a number that lost its stroke.
fn before_year(number: u32, year: &str) -> Option<u32> {
    let figures = number.to_string();
    let (head, tail) = figures.split_at_checked(figures.len().checked_sub(2)?)?;
    let (tail, year) = (tail.as_bytes(), year.as_bytes());
    // A stroke and the 1 after it are read as one figure.
    let first =
        tail[0] == year[0] || swapped(year[0], tail[0]) <= cost::ALIKE || matches!(tail[0], b'4' | b'7');
    (first && tail[1] == year[1]).then(|| head.parse().ok()).flatten()
}

/// The last two figures of the year that the first lines of the document name most often.
fn year_of_cover(page: &Page) -> Option<u32> {
    const COVER: usize = 40;
    let mut years = BTreeMap::<u32, usize>::new();
    for at in 0..page.content.len().min(COVER) {
        let words = page.line(at).split(|c: char| !c.is_ascii_digit()).filter(|word| word.len() == 4);
        for year in
            words.filter_map(|word| word.parse::<u32>().ok()).filter(|year| (1900..2100).contains(year))
        {
            *years.entry(year).or_default() += 1;
        }
    }
    years.into_iter().max_by_key(|&(_, count)| count).map(|(year, _)| year % 100)
}

/// The line among some that is most like the heading of this number.
fn best(
    page: &Page,
    neighbour: &Candidate,
    value: u32,
    rows: Range<usize>,
    taken: &BTreeSet<usize>,
    pinned: bool,
) -> Option<Candidate> {
    let sought = Sought::like(page, neighbour, value)?;
    let rows = rows.filter(|at| !taken.contains(at));
    rows.filter_map(|at| sought.weigh(page, at, pinned)).min_by_key(|(rank, _)| *rank).map(|(_, found)| found)
}

/// Whether the cover declares a range that begins or ends with this number: "§§ 118-124".
fn declared(page: &Page, value: u32) -> bool {
    const COVER: usize = 60;
    let value = value.to_string();
    (0..page.content.len().min(COVER)).map(|at| page.line(at)).any(|line| {
        let ranges =
            line.split(|c: char| !c.is_ascii_digit() && c != '-').filter_map(|part| part.split_once('-'));
        ranges
            .into_iter()
            .any(|(from, to)| !from.is_empty() && !to.is_empty() && (from == value || to == value))
    })
}

impl Sought {
    /// The form that a neighbour's number has, with another number in it.
    fn like(page: &Page, neighbour: &Candidate, value: u32) -> Option<Self> {
        let row = page.content[neighbour.at];
        let (line, number) = (page.rows.folded(row), &neighbour.number);
        // Whether a misread sign was one is open; a word is known by its other letters.
        if number.damaged && !matches!(number.family, Family::Word(_)) {
            return None;
        }
        let lead = line.len() - line.trim_start_matches(candidates::SPECKS).len();
        let text = page.rows.of(row);
        let printed = with_number(&neighbour.printed(page), number.value, value)?;
        let prefix: String = text.chars().skip(lead).take(number.start.saturating_sub(lead)).collect();
        let mark = line.get(number.end..number.rest)?.trim_start_matches('-').trim();
        let form = fold_cue(&format!("{prefix}{printed}{mark}"));
        let start = fold_cue(&prefix).len() + usize::from(prefix.ends_with(' '));
        // What is folded may be shorter than what it was made of.
        let start = start.min(form.len());
        let number = start..form.len().saturating_sub(mark.len()).max(start);
        (form.len() <= LONGEST_FORM).then(|| Self {
            value,
            form: form.into_bytes(),
            number,
            printed,
            like: neighbour.number.clone(),
            declared: declared(page, value),
            upper: page.rows.is_upper(row),
        })
    }

    /// A line as the heading, with its rank among others, if enough speaks for it: what is nearer to the form comes first.
    fn weigh(&self, page: &Page, at: usize, pinned: bool) -> Option<((u32, i32), Candidate)> {
        let row = page.content[at];
        let line = page.rows.folded(row);
        let word = || matches!(&self.like.family, Family::Word(word) if begins_with(line, word));
        if !page.rows.rows[row].has_digit && !word() {
            return None;
        }
        let skip = line.len() - line.trim_start_matches(candidates::SPECKS).len();
        let met = self.meet(&line.as_bytes()[skip..])?;
        let end = skip + met.len;
        // "§ 917" for "§ 91 /": a stroke behind the number read as a figure of it, between the numbers before and after.
        let stroke = pinned
            && matches!(line.as_bytes()[end..], [figure, next, ..] if figure.is_ascii_digit() && matches!(next, b'/' | b' '));
        let (end, met) = if stroke {
            (end + 1, Met { cost: met.cost + cost::OTHER_FIGURE, len: met.len + 1, ..met })
        } else {
            (end, met)
        };
        // "§ 14 och 15" and "12,5" are no headings.
        if line[..end].ends_with(|c: char| c.is_ascii_digit())
            && line[end..].starts_with(|c: char| c.is_ascii_digit())
            || line[end..].starts_with(',') && line[end + 1..].starts_with(|c: char| c.is_ascii_digit())
            || contents::has_leader(line)
        {
            return None;
        }
        let rest_at = end + line[end..].len()
            - line[end..].trim_start_matches([' ', '.', ':', '_', '-', '|', ',', '/']).len();
        let rest = &line[rest_at..];
        let number = Number {
            value: self.value,
            start: skip + self.number.start.min(met.len),
            end: if self.number.end < self.form.len() { end.saturating_sub(1).max(skip + 1) } else { end },
            rest: rest_at,
            damaged: false,
            ..self.like.clone()
        };
        let heads = candidates::rest_weight(page, row, &number, rest, false)?;
        let candidate = Candidate {
            at,
            number,
            score: 0,
            continues: false,
            restored: (met.cost > 0).then(|| self.printed.clone()),
        };
        let around = candidates::surroundings(page, std::slice::from_ref(&candidate), 0);
        let exact = i32::try_from(met.exact).unwrap_or_default() * weight::EXACT;
        let cost = i32::try_from(met.cost).unwrap_or(i32::MAX / weight::COST) * weight::COST;
        // Capitals like the neighbour's set a line off as a blank line does.
        let set_off = pinned && self.upper && page.rows.is_upper(row) && !rest.is_empty();
        let begins = page.begins(at) || row != page.content[at.saturating_sub(1)] + 1 || set_off;
        let score = exact - cost
            + if begins { weight::BEGINS } else { -weight::BEGINS }
            + (around + heads) * weight::AROUND
            + if pinned { weight::PINNED } else { 0 }
            + if self.declared && !pinned { weight::DECLARED } else { 0 };
        let least = if matches!(self.like.family, Family::Plain | Family::Bracket) {
            weight::LEAST_BARE
        } else {
            weight::LEAST
        };
        // Of lines whose figure may be any, the first is the next.
        let rank = if met.any { i32::try_from(at).unwrap_or(i32::MAX) } else { -score };
        (score >= least).then_some(((met.cost, rank), candidate))
    }

    /// The cheapest reading of the form at the head of a line.
    fn meet(&self, line: &[u8]) -> Option<Met> {
        let most = (self.form.len() + 4).min(line.len());
        // For each length of the line's head: cost and number of signs that are as in the form, of what of the form came so far.
        let mut above: Vec<(u32, i32)> = (0..=most).map(|at| (inserted(&line[..at]), 0)).collect();
        for &sign in &self.form {
            let mut costs: Vec<(u32, i32)> = Vec::with_capacity(most + 1);
            for at in 0..=most {
                let mut cheapest = (above[at].0 + lost(sign), above[at].1);
                if at > 0 {
                    let read = line[at - 1];
                    let same = i32::from(sign == read && sign != b' ' && !is_mark(sign));
                    let kept = (above[at - 1].0 + swapped(sign, read), above[at - 1].1 - same);
                    let added = (costs[at - 1].0 + inserted(&line[at - 1..at]), costs[at - 1].1);
                    cheapest = cheapest.min(kept).min(added);
                }
                for read in MISREAD.get(&sign).into_iter().flatten().filter(|read| read.len() > 1) {
                    if line[..at].ends_with(read) {
                        let before = above[at - read.len()];
                        cheapest = cheapest.min((before.0 + cost::ALIKE, before.1));
                    }
                }
                costs.push(cheapest);
            }
            above = costs;
        }
        let (len, &(cost, exact)) =
            above.iter().enumerate().skip(1).min_by_key(|(len, cost)| (**cost, *len))?;
        let figures = self.form.iter().filter(|sign| sign.is_ascii_digit()).count();
        // As much as is left must tell the number from any other.
        let most = u32::try_from(figures).unwrap_or(u32::MAX).min(2) * cost::OTHER;
        (cost < most)
            .then(|| Met { cost, exact: exact.unsigned_abs(), len, any: false })
            .or_else(|| self.any_figure(line))
    }

    /// "Punkt r Dagsorden", "Punkt's: Budget": after the word as it is printed, its one figure may be read as anything but another.
    fn any_figure(&self, line: &[u8]) -> Option<Met> {
        let Family::Word(word) = &self.like.family else { return None };
        let rest = line.strip_prefix(word.as_bytes()).filter(|_| self.value < 10)?;
        // A short word is known by its stop: "Ad.i Dagsorden".
        let known_word = word.len() > 3 || rest.first() == Some(&b'.') && rest.get(1) != Some(&b' ');
        if !known_word {
            return None;
        }
        let marks = rest.iter().take_while(|&&sign| sign == b' ' || is_mark(sign)).count();
        let read = rest[marks..].iter().take_while(|&&sign| sign != b' ' && !is_mark(sign)).count();
        let figure = rest.get(marks..marks + read).filter(|read| read.len() <= 1)?;
        let known = figure.iter().any(u8::is_ascii_digit) || marks == 0;
        let exact = u32::try_from(word.len() + marks).unwrap_or_default();
        (!known).then(|| Met { cost: cost::OTHER_FIGURE, exact, len: word.len() + marks + read, any: true })
    }
}

/// A printed number with another in the place of the one that ascends, as many figures wide.
fn with_number(printed: &str, old: u32, new: u32) -> Option<String> {
    let mut runs = Vec::new();
    let mut start = None;
    for (at, c) in printed.char_indices().chain([(printed.len(), ' ')]) {
        match (c.is_ascii_digit(), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    let run =
        runs.into_iter().filter(|run| printed[run.clone()].parse() == Ok(old)).max_by_key(|run| run.len())?;
    let padded = printed[run.clone()].starts_with('0');
    let width = if padded { run.len() } else { 0 };
    Some(format!("{}{new:0width$}{}", &printed[..run.start], &printed[run.end..]))
}

fn is_mark(sign: u8) -> bool {
    matches!(sign, b'.' | b':' | b')' | b',' | b';' | b'-' | b'_' | b'|' | b'\'' | b'"' | b'~')
}

fn inserted(read: &[u8]) -> u32 {
    read.iter().map(|&sign| if sign == b' ' || is_mark(sign) { cost::SPACING } else { cost::OTHER }).sum()
}

fn lost(sign: u8) -> u32 {
    match sign {
        SECTION => cost::LOST_SIGN,
        b' ' => cost::SPACING,
        _ if is_mark(sign) => cost::SPACING,
        _ => cost::OTHER,
    }
}

fn swapped(sign: u8, read: u8) -> u32 {
    let alike = || MISREAD.get(&sign).is_some_and(|signs| signs.iter().any(|other| **other == [read]));
    match sign {
        _ if sign == read => 0,
        _ if is_mark(sign) && is_mark(read) || sign == b' ' && is_mark(read) => cost::SPACING,
        _ if alike() => cost::ALIKE,
        b'0'..=b'9' if read.is_ascii_digit() => cost::OTHER_FIGURE,
        _ => cost::OTHER,
    }
}

#[cfg(test)]
mod tests {
    use super::with_number;
    use crate::language::Language;
    use crate::outline::sample::{items, numbers};

    #[test]
    fn a_number_takes_the_place_of_another_in_its_form() {
        assert_eq!(with_number("Sak 021/24", 21, 22).as_deref(), Some("Sak 022/24"));
        assert_eq!(with_number("PS 22/099", 99, 100).as_deref(), Some("PS 22/100"));
        assert_eq!(with_number("§ 9", 9, 10).as_deref(), Some("§ 10"));
        assert_eq!(with_number("§ 9", 7, 10), None);
    }

    #[test]
    fn after_the_word_a_figure_may_be_read_as_anything() {
        let text = "Referat\n\nPunkt 1: Dagsorden\nGodkendt.\n\nPunkt r Ny scene\nUdsat.\n\nPunkt's: Takster\nGodkendt.\n\n\
                    Punkt 4: Valg\nValgt blev Ib Dam.\n";
        assert_eq!(numbers(text, Language::Danish), ["Punkt 1", "Punkt 2", "Punkt 3", "Punkt 4"]);
        let text = "Referat\n\nAd.1 Dagsorden\nGodkendt.\n\nAd.< Ny scene i parken\nUdsat.\n\nAd.o Takster for kano\n\
                    Godkendt.\n\nAd.4 Valg\nValgt blev Ib Dam.\n";
        assert_eq!(numbers(text, Language::Danish), ["Ad.1", "Ad.2", "Ad.3", "Ad.4"]);
    }

    #[test]
    fn a_lost_first_figure_is_told_from_the_neighbours() {
        let item = |number: &str| format!("{number} Tilskot til laget\n\nVedtak:\nGodkjend.\n\n");
        let text = ["F.sak 117/85", "F.sak 18/85", "F.sak 119/85"].map(item).concat();
        assert_eq!(
            numbers(&format!("Møtebok\n\n{text}"), Language::Nynorsk),
            ["F.sak 117/85", "F.sak 118/85", "F.sak 119/85"]
        );
    }

    #[test]
    fn a_misread_number_is_met_by_the_numbers_around_it() {
        let item =
            |number: &str| format!("{number} Sag om bro\n\nSagsnr. 19/2286\n\nBeslutning\n\nGodkendt.\n\n");
        let text: String = ["Punkt 24:", "Punkt 2s:", "Punkt 26:"].into_iter().map(item).collect();
        assert_eq!(
            numbers(&format!("Referat\n\n{text}"), Language::Danish),
            ["Punkt 24", "Punkt 25", "Punkt 26"]
        );
        let item =
            |number: &str| format!("{number}   Dnr KS 2023-117\nBrygga i Norrhamn\n\nBeslut\n\nBifalls.\n\n");
        for misread in ["58413", "413", "8 418", "$ 4l3"] {
            let text: String = ["§ 412", misread, "§ 414"].into_iter().map(item).collect();
            let found = items(&format!("PROTOKOLL\n\n{text}"), Language::Swedish);
            assert_eq!(found.len(), 3, "{misread}");
            assert_eq!(found[1].0.as_deref(), Some("§ 413"), "{misread}");
            assert_eq!(found[1].1.as_deref(), Some("Brygga i Norrhamn"), "{misread}");
        }
    }

    #[test]
    fn a_misread_year_is_that_of_the_numbers_beside_it() {
        let found = |heads: [&str; 5]| {
            let item = |number: &str| {
                format!("{number}: Sak om bru\n\nArkivsak: 19/01733\n\nVedtak\n\nGodkjent.\n\n")
            };
            let text: String = heads.into_iter().map(item).collect();
            numbers(&format!("MØTEBOK\n\n{text}"), Language::Nynorsk)
        };
        assert_eq!(
            found(["041/22", "042/22", "043/27", "044/22", "045/22"]),
            ["041/22", "042/22", "043/22", "044/22", "045/22"]
        );
        // A meeting over the turn of the year.
        assert_eq!(
            found(["120/22", "001/23", "002/23", "003/23", "004/23"])
                .iter()
                .filter(|one| one.ends_with("/23"))
                .count(),
            4
        );
    }

    #[test]
    fn a_hole_that_no_line_fills_stays_one() {
        let text = "Referat\n\n2. Bro\n\nSagsnr. 19/2286\n\nIndstilling\n\n1. Broen rives.\n3. Vejen lukkes.\n\nBeslutning\n\nGodkendt.\n\n\
                    4. Vej\n\nSagsnr. 19/2287\n\nBeslutning\n\nGodkendt.\n\n";
        assert_eq!(numbers(text, Language::Danish), ["2.", "4."]);
        let text = "PROTOKOLL\n\n§ 12 Val\n\nBeslut\n\nBo Ek väljs, jämför 13 kap. 2 §.\n\n13 ledamöter deltog i valet.\n\n§ 14 Bro\n\nBeslut\n\n\
                    Bifalls.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 12", "§ 14"]);
    }
}

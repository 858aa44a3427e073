//! Dates, months and years.
//!
//! ```text
//! date  = year "-" month "-" day | day sep month sep year | day "/" month [year] | day ["."] MONTH [year]
//! month = MONTH year | lead MONTH
//! year  = four digits from 1800 to 2099 that count nothing
//! range = date ("–" | "till" | "och" …) date, the first of which may lack month or year
//! ```
//! Finds `den 3 mars 2021`, `24-09-2019`, `1.1–31.12.2023` (two). Leaves `tfn 08-123 45 67`, `2 000 kronor`,
//! `1870-talet`. A year that is missing comes from the date that closes the range, else from the meeting.

use super::cues::{Dates, flag};
use super::dating::resolve;
use super::scene::Scene;
use super::tokens::{Gap, Kind, Tokens};
use super::{Candidate, EntityValue};

/// A date as printed; what is missing is filled in by [`resolve`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Found {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) end: usize,
    pub(super) year: Option<i32>,
    pub(super) month: Option<u8>,
    pub(super) day: Option<u8>,
    /// Words say which month it is, counted from the document's.
    pub(super) same_month: Option<i8>,
    /// Words say which year it is, counted from the document's.
    pub(super) same_year: Option<i8>,
    pub(super) confidence: f32,
}

/// All dates of a document, and the year that it is of.
pub(super) fn find(scene: &mut Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut found = Vec::new();
    let mut i = 0;
    while i < tokens.len() {
        match tokens.at(i).kind {
            Kind::Number => i = number(tokens, i, &scene.cues.table.dates, &mut found),
            Kind::Word if tokens.is(i, flag::MONTH) => {
                i = month(tokens, i, &scene.cues.table.dates, &mut found)
            }
            Kind::Mixed => i = ordinal(tokens, i, &scene.cues.table.dates.ordinals, &mut found),
            _ => i += 1,
        }
    }
    resolve(tokens, &mut found, scene);
    out.extend(found.iter().filter_map(|date| {
        Some(Candidate {
            start: tokens.at(date.first).start as usize,
            end: date.end,
            value: EntityValue::Date { iso: Some(iso(date)?) },
            confidence: date.confidence,
        })
    }));
}

fn iso(date: &Found) -> Option<String> {
    let year = date.year?;
    Some(match (date.month, date.day) {
        (Some(month), Some(day)) => format!("{year:04}-{month:02}-{day:02}"),
        (Some(month), None) => format!("{year:04}-{month:02}"),
        _ => format!("{year:04}"),
    })
}

fn value(tokens: &Tokens<'_>, i: usize) -> Option<(i32, usize)> {
    let token = tokens.get(i).filter(|token| token.kind == Kind::Number)?;
    let len = (token.end - token.start) as usize;
    (len <= 4).then(|| tokens.surface(i).parse().ok().map(|n| (n, len)))?
}

fn day(tokens: &Tokens<'_>, i: usize) -> Option<u8> {
    let (n, len) = value(tokens, i)?;
    (len <= 2 && (1..=31).contains(&n)).then(|| u8::try_from(n).ok())?
}

fn year(tokens: &Tokens<'_>, i: usize) -> Option<i32> {
    let (n, len) = value(tokens, i)?;
    (len == 4 && (1800..2100).contains(&n)).then_some(n)
}

pub(super) fn is_day(year: Option<i32>, month: u8, day: u8) -> bool {
    let longest = match month {
        4 | 6 | 9 | 11 => 30,
        2 => {
            if year.is_none_or(|y| y % 4 == 0 && (y % 100 != 0 || y % 400 == 0)) {
                29
            } else {
                28
            }
        }
        1..=12 => 31,
        _ => 0,
    };
    (1..=longest).contains(&day)
}

fn glued(tokens: &Tokens<'_>, i: usize, marks: &[&str]) -> bool {
    tokens.get(i).is_some() && tokens.gap(i) == Gap::Glued && marks.contains(&tokens.surface(i))
}

/// Whether a day and a month in figures are a date without a year: led by what leads a date, closing a range, alone in
/// brackets, or (`certain`: no fraction looks so) after any word that heads no number.
fn is_short(tokens: &Tokens<'_>, i: usize, certain: bool) -> bool {
    if i == 0 {
        return false;
    }
    let before = i - 1;
    if tokens.is(before, flag::DATE_LEAD | flag::WEEKDAY) {
        return true;
    }
    // "pr. 1/4"
    if before > 0 && glued(tokens, before, &["."]) && tokens.is(before - 1, flag::DATE_LEAD) {
        return tokens.gap(i) == Gap::Space;
    }
    let closed = tokens.is_text(i + 3, ")") || tokens.is_text(i + 3, ",");
    if tokens.is_text(before, "(") && tokens.gap(i) == Gap::Glued && closed {
        return true;
    }
    let numbers =
        flag::CASE_LABEL | flag::LABEL_TAIL | flag::ITEM_WORD | flag::CITED | flag::ROAD | flag::SECTION;
    certain
        && tokens.kind(before) == Some(Kind::Word)
        && tokens.gap(i) == Gap::Space
        && tokens.at(before).shape == super::tokens::Shape::Lower
        && !tokens.is(before, numbers)
}

/// Whether day and month with a point between them follow a word that heads no number, and count nothing: `kunngjort
/// 5.12.`; decimals have a comma in all four languages.
fn is_told(tokens: &Tokens<'_>, i: usize) -> bool {
    let heads = flag::CASE_LABEL
        | flag::LABEL_TAIL
        | flag::ITEM_WORD
        | flag::CITED
        | flag::ROAD
        | flag::SECTION
        | flag::CHAPTER
        | flag::LAW_PART
        | flag::ARTICLE
        | flag::NOT_DATE_BEFORE
        | flag::NOT_YEAR_BEFORE
        | flag::MONEY_PREFIX
        | flag::PARCEL
        | flag::STREET;
    let counted =
        flag::NOT_YEAR_AFTER | flag::SCALE | flag::MONEY_WORD | flag::OWN_CURRENCY | flag::OTHER_CURRENCY;
    // "2/3 av 4.5 poäng", "se 2.5 ovan": after a small word only what no decimal is.
    let small = |k: usize| tokens.is(k, flag::COMMON | flag::LOCATIVE | flag::AND);
    let day = value(tokens, i).is_some_and(|(day, _)| day > 12);
    let noun = tokens.kind(i + 3) == Some(Kind::Word)
        && tokens.at(i + 3).shape == super::tokens::Shape::Lower
        && tokens.gap(i + 3) < Gap::Line
        && !small(i + 3);
    i > 0
        && tokens.kind(i - 1) == Some(Kind::Word)
        && matches!(tokens.gap(i), Gap::Space | Gap::Wrap)
        && !tokens.is(i - 1, heads)
        && (day
            || tokens.is(i - 1, flag::DATE_RANGE) && !tokens.is(i - 1, flag::AND)
            || !small(i - 1) && !noun)
        && tokens.surface(i - 1).chars().count() > 1
        && !tokens.is(i + 3, counted)
        && !tokens.is_text(i + 3, "%")
}

/// Where the month of a day stands: past a point, an ordinal's ending, and words that say which month is near.
fn month_place(tokens: &Tokens<'_>, i: usize) -> usize {
    let word = i + 1 + usize::from(glued(tokens, i + 1, &["."]));
    let filler = tokens.is(word, flag::DATE_FILLER) && tokens.gap(word) < Gap::Hard;
    let stop = usize::from(filler && glued(tokens, word + 1, &["."]) && tokens.month(word + 1).is_none());
    word + usize::from(filler) + stop
}

pub(super) fn is_dash(tokens: &Tokens<'_>, i: usize) -> bool {
    tokens.get(i).is_some() && matches!(tokens.surface(i), "-" | "–" | "—" | "−")
}

/// A date that begins with a number. Returns the token to go on with.
fn number(tokens: &Tokens<'_>, i: usize, dates: &Dates, out: &mut Vec<Found>) -> usize {
    // Part of a longer number or code: "12.3.4", "KS-2019".
    let school_year = i > 1
        && tokens.surface(i - 1) == "/"
        && year(tokens, i - 2).is_some_and(|y| Some(y + 1) == year(tokens, i));
    let bound = i > 0
        && tokens.gap(i) == Gap::Glued
        && !school_year
        && (matches!(tokens.surface(i - 1), "/" | "." | ":" | "," | "_" | "#")
            || is_dash(tokens, i - 1) && tokens.gap(i - 1) == Gap::Glued);
    let range_end = i > 1
        && is_dash(tokens, i - 1)
        && out.last().is_some_and(|last| last.last + 2 == i || last.last + 1 == i);
    if bound && !range_end {
        return i + 1;
    }
    let open = |last: usize| {
        // Not followed by more of a code.
        !(tokens.get(last + 1).is_some()
            && tokens.gap(last + 1) == Gap::Glued
            && (tokens.surface(last + 1) == "/"
                || tokens.surface(last + 1) == ":"
                    && tokens.gap(last + 2) == Gap::Glued
                    && matches!(tokens.kind(last + 2), Some(Kind::Number | Kind::Mixed))
                || matches!(tokens.surface(last + 1), "-" | ".")
                    && tokens.gap(last + 2) == Gap::Glued
                    && matches!(tokens.kind(last + 2), Some(Kind::Number | Kind::Mixed))
                    && !is_dash(tokens, last + 1)))
    };
    let mut push = |last: usize, year: Option<i32>, month: Option<u8>, day: Option<u8>, confidence: f32| {
        out.push(Found {
            first: i,
            last,
            end: tokens.at(last).end as usize,
            year,
            month,
            day,
            same_month: None,
            same_year: None,
            confidence,
        });
        last + 1
    };
    // 94-04-20
    if dates.short_years
        && let Some((short, 2)) = value(tokens, i)
        && glued(tokens, i + 1, &["-"])
        && let Some((month, 2)) = value(tokens, i + 2).filter(|_| tokens.gap(i + 2) == Gap::Glued)
        && glued(tokens, i + 3, &["-"])
        && let Some((day, 2)) = value(tokens, i + 4).filter(|_| tokens.gap(i + 4) == Gap::Glued)
        && let (Ok(m), Ok(d)) = (u8::try_from(month), u8::try_from(day))
        && let y = short + if short < 40 { 2000 } else { 1900 }
        && is_day(Some(y), m, d)
        && open(i + 4)
        && !bound
        && !(i > 0 && tokens.gap(i) == Gap::Glued)
        && !tokens.is(i.wrapping_sub(1), flag::CASE_LABEL | flag::LABEL_TAIL)
    {
        return push(i + 4, Some(y), Some(m), Some(d), 0.9);
    }
    // 2024-01-17
    if let Some(y) = year(tokens, i)
        && glued(tokens, i + 1, &["-", "–", "‑", "/", "."])
        && let Some(m) = day(tokens, i + 2).filter(|&m| m <= 12 && tokens.gap(i + 2) == Gap::Glued)
        && glued(tokens, i + 3, &[tokens.surface(i + 1)])
        && let Some(d) = day(tokens, i + 4).filter(|_| tokens.gap(i + 4) == Gap::Glued)
        && is_day(Some(y), m, d)
    {
        return push(i + 4, Some(y), Some(m), Some(d), 0.99);
    }
    if let Some(d) = day(tokens, i) {
        // 24-09-2019, 13.6.2024, 17/1-24
        if glued(tokens, i + 1, &["-", ".", "/", "–"])
            && let Some(m) = day(tokens, i + 2).filter(|&m| m <= 12 && tokens.gap(i + 2) == Gap::Glued)
        {
            let second = i + 3;
            if glued(tokens, second, &["-", ".", "/", "–"])
                && (tokens.surface(second) == tokens.surface(i + 1) || tokens.surface(i + 1) == "/")
                && tokens.gap(second + 1) <= Gap::Space
                && let Some((n, len)) = value(tokens, second + 1)
            {
                let y = match len {
                    4 if (1800..2100).contains(&n) => Some(n),
                    2 if tokens.gap(second + 1) == Gap::Glued => {
                        Some(if n < 50 { 2000 + n } else { 1900 + n })
                    }
                    _ => None,
                };
                if let Some(y) = y
                    && is_day(Some(y), m, d)
                    && open(second + 1)
                {
                    return push(second + 1, Some(y), Some(m), Some(d), 0.99);
                }
            }
            // 31/12 1985, 28/8
            if tokens.surface(i + 1) == "/" && is_day(None, m, d) {
                if let Some(y) = year(tokens, i + 3)
                    .filter(|_| tokens.gap(i + 3) != Gap::Hard && tokens.gap(i + 3) != Gap::Glued)
                {
                    return push(i + 3, Some(y), Some(m), Some(d), 0.97);
                }
                let ends = |from: usize| {
                    is_dash(tokens, from)
                        && day(tokens, from + 1).is_some()
                        && glued(tokens, from + 2, &["/"])
                };
                let ranged = range_end || ends(i + 3);
                if (ranged || is_short(tokens, i, d > m)) && open(i + 2) {
                    return push(i + 2, None, Some(m), Some(d), 0.9);
                }
            }
            // "den 28.8", "(5.9)": a point parts tens from units nowhere here, but clock times and sections have one too.
            if tokens.surface(i + 1) == "."
                && is_day(None, m, d)
                && open(i + 2)
                && (is_short(tokens, i, false) || range_end || is_told(tokens, i))
                && !tokens.is(i.wrapping_sub(1), flag::ROOM)
            {
                return push(i + 2, None, Some(m), Some(d), 0.85);
            }
            // 21.12-2.1
            if tokens.surface(i + 1) == "."
                && is_day(None, m, d)
                && is_dash(tokens, i + 3)
                && day(tokens, i + 4).is_some()
                && glued(tokens, i + 5, &["."])
                && day(tokens, i + 6).is_some_and(|m| m <= 12 && m > 0)
                && tokens.gap(i + 6) == Gap::Glued
                && is_told(tokens, i)
            {
                return push(i + 2, None, Some(m), Some(d), 0.85);
            }
            // 1.1–31.12.2023
            if tokens.surface(i + 1) == "."
                && is_dash(tokens, i + 3)
                && day(tokens, i + 4).is_some()
                && glued(tokens, i + 5, &["."])
                && day(tokens, i + 6).is_some_and(|m| m <= 12)
                && is_day(None, m, d)
            {
                return push(i + 2, None, Some(m), Some(d), 0.95);
            }
        }
        // 17 januari 2024, 8. juni 2023, 25 sistlidne oktober, 8de november
        let word = month_place(tokens, i);
        let told = near_month(tokens, word, dates).or_else(|| {
            (tokens.is(word, flag::SAME_MONTH) && (Gap::Space..=Gap::Line).contains(&tokens.gap(word)))
                .then_some((0, word))
        });
        if let Some((shift, word)) = told {
            let next = push(word, None, None, Some(d), 0.9);
            if let Some(date) = out.last_mut() {
                date.same_month = Some(shift);
                date.end = past_stop(tokens, date.last, date.end);
            }
            return next;
        }
        if tokens.gap(word) < Gap::Hard
            && let Some(m) = tokens.month(word)
            && is_day(None, m, d)
        {
            let y = year_after(tokens, word);
            return match y {
                Some((y, last)) if is_day(Some(y), m, d) => push(last, Some(y), Some(m), Some(d), 0.99),
                _ => {
                    let next = push(word, None, Some(m), Some(d), 0.95);
                    if let Some(date) = out.last_mut() {
                        if dates.is_short_month(tokens.lower(word)) {
                            date.end = past_stop(tokens, date.last, date.end);
                        }
                        // "19 oktober i fjol"
                        let word = date.last + 2;
                        if tokens.is(date.last + 1, flag::BODY_IN)
                            && tokens.gap(word) <= Gap::Line
                            && let Some(&shift) = dates.near_year.get(tokens.lower(word))
                        {
                            date.same_year = Some(shift);
                            date.end = tokens.at(word).end as usize;
                        }
                    }
                    next
                }
            };
        }
        // "2–31 juli", "8 och 22 augusti": the day is a date when a whole one follows.
        let connector = i + 1 + usize::from(glued(tokens, i + 1, &["."]));
        if tokens.get(connector).is_some()
            && (is_dash(tokens, connector) || tokens.is(connector, flag::AND | flag::DATE_RANGE))
        {
            let mut next = connector + 1;
            if tokens.is(next, flag::DATE_LEAD) {
                next += 1;
            }
            if tokens.gap(next) < Gap::Hard && day(tokens, next).is_some() {
                let word = next + 1 + usize::from(glued(tokens, next + 1, &["."]));
                if tokens.month(word).is_some() && tokens.gap(word) < Gap::Hard {
                    return push(i, None, None, Some(d), 0.95);
                }
            }
        }
        return i + 1;
    }
    // 1988-91
    if let Some(y) = year(tokens, i)
        && tokens.gap(i + 1) == Gap::Glued
        && is_dash(tokens, i + 1)
        && let Some((short, 2)) = value(tokens, i + 2).filter(|_| tokens.gap(i + 2) == Gap::Glued)
        && (13..100).contains(&short)
        && short > y % 100
        && !glued(tokens, i + 3, &["-", "/", ":", "–"])
        && !(glued(tokens, i + 3, &["."]) && tokens.gap(i + 4) == Gap::Glued)
        && !bound
        && tokens.gap(i) != Gap::Glued
        && !tokens.is(i.wrapping_sub(1), flag::CASE_LABEL | flag::NOT_YEAR_BEFORE)
    {
        push(i, Some(y), None, None, 0.9);
        out.push(found_year(tokens, i + 2, y - y % 100 + short));
        return i + 3;
    }
    // 2016/17
    if let Some(y) = year(tokens, i)
        && glued(tokens, i + 1, &["/"])
        && let Some((short, 2)) = value(tokens, i + 2).filter(|_| tokens.gap(i + 2) == Gap::Glued)
        && short == (y + 1) % 100
        && !glued(tokens, i + 3, &["-", "/", ":", "–"])
        && !bound
        && tokens.gap(i) != Gap::Glued
        && !tokens
            .is(i.wrapping_sub(1), flag::CASE_LABEL | flag::CITED | flag::ITEM_WORD | flag::NOT_YEAR_BEFORE)
        && !(i > 0 && tokens.at(i - 1).shape == super::tokens::Shape::Upper)
    {
        push(i, Some(y), None, None, 0.85);
        out.push(found_year(tokens, i + 2, y + 1));
        return i + 3;
    }
    if let Some(y) = year(tokens, i)
        && is_bare_year(tokens, i)
    {
        return push(i, Some(y), None, None, 0.9);
    }
    i + 1
}

/// The end past the full stop of an abbreviation, where the sentence goes on after it.
fn past_stop(tokens: &Tokens<'_>, last: usize, end: usize) -> usize {
    let stop = last + 1;
    let goes_on = glued(tokens, stop, &["."])
        && tokens.kind(stop + 1) == Some(Kind::Word)
        && tokens.gap(stop + 1) < Gap::Hard
        && !tokens.is_capital(stop + 1);
    if goes_on { tokens.at(stop).end as usize } else { end }
}

/// A year alone at a token.
fn found_year(tokens: &Tokens<'_>, i: usize, year: i32) -> Found {
    Found {
        first: i,
        last: i,
        end: tokens.at(i).end as usize,
        year: Some(year),
        month: None,
        day: None,
        same_month: None,
        same_year: None,
        confidence: 0.9,
    }
}

/// `29. f. M.`: letters that say which month is near, and their last token.
fn near_month(tokens: &Tokens<'_>, word: usize, dates: &Dates) -> Option<(i8, usize)> {
    let shift = *dates.near_month.get(tokens.lower(word))?;
    let letters = tokens.gap(word) == Gap::Space
        && glued(tokens, word + 1, &["."])
        && tokens.gap(word + 2) <= Gap::Space
        && tokens.is_text(word + 2, &dates.month_letter)
        && glued(tokens, word + 3, &["."]);
    letters.then_some((shift, word + 3))
}

/// A day written as an ordinal before the name of its month: `8de November 1913`. Returns the token to go on with.
fn ordinal(tokens: &Tokens<'_>, i: usize, endings: &[String], out: &mut Vec<Found>) -> usize {
    let surface = tokens.surface(i);
    let figures = surface.len() - surface.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let day = surface[..figures]
        .parse()
        .ok()
        .filter(|_| endings.iter().any(|ending| *ending == surface[figures..]));
    let word = month_place(tokens, i);
    let free = i == 0 || tokens.gap(i) > Gap::Glued;
    if let Some(day) = day
        && free
        && tokens.gap(word) < Gap::Hard
        && let Some(month) = tokens.month(word)
        && is_day(None, month, day)
    {
        let (year, last) = year_after(tokens, word).map_or((None, word), |(year, last)| (Some(year), last));
        out.push(Found {
            first: i,
            last,
            end: tokens.at(last).end as usize,
            year,
            month: Some(month),
            day: Some(day),
            same_month: None,
            same_year: None,
            confidence: 0.95,
        });
        return last + 1;
    }
    i + 1
}

/// A year after a month's name: `2024`, `, 2024`.
fn year_after(tokens: &Tokens<'_>, month: usize) -> Option<(i32, usize)> {
    let at = month + 1 + usize::from(glued(tokens, month + 1, &[".", ","]));
    if tokens.gap(at) >= Gap::Hard {
        return None;
    }
    let y = year(tokens, at)?;
    // "4 mars 2000 kronor" counts money.
    (!tokens.is(at + 1, flag::OWN_CURRENCY)).then_some((y, at))
}

fn is_bare_year(tokens: &Tokens<'_>, i: usize) -> bool {
    let next = i + 1;
    if tokens.is(next, flag::NOT_YEAR_AFTER | flag::SCALE | flag::MONEY_WORD) && tokens.gap(next) < Gap::Hard
    {
        return false;
    }
    if tokens.get(next).is_some() && tokens.gap(next) == Gap::Glued {
        let mark = tokens.surface(next);
        let after = tokens.kind(next + 1).filter(|_| tokens.gap(next + 1) == Gap::Glued);
        match mark {
            ":" if after.is_some_and(|kind| kind != Kind::Mark) => return false,
            "/" | "_" | "%" | "§" => {
                let follows = year(tokens, next + 1).zip(year(tokens, i)).is_some_and(|(b, a)| b == a + 1);
                if !(mark == "/" && follows) {
                    return false;
                }
            }
            "." | "," if after == Some(Kind::Number) => return false,
            "-" | "–" | "—" => match after {
                Some(Kind::Word) => return false,
                Some(Kind::Number) if year(tokens, next + 1).is_none() => return false,
                _ => {}
            },
            _ => {}
        }
    }
    // "2 000", "2000 500": part of a longer number.
    if tokens.kind(next) == Some(Kind::Number)
        && tokens.gap(next) == Gap::Space
        && tokens.surface(next).len() == 3
    {
        return false;
    }
    if tokens.is_text(next, "§") || tokens.is_text(next, "%") {
        return false;
    }
    if i > 0 {
        let before = i - 1;
        if tokens.gap(i) == Gap::Glued {
            if is_dash(tokens, before) {
                return year(tokens, before.wrapping_sub(1)).is_some_and(|y| Some(y) < year(tokens, i))
                    || tokens.gap(before) != Gap::Glued;
            }
            if !matches!(tokens.surface(before), "(" | "/" | "\"" | "”" | "«" | "“") {
                return false;
            }
            if tokens.surface(before) == "/" {
                return before > 0
                    && year(tokens, before - 1).is_some_and(|y| Some(y + 1) == year(tokens, i));
            }
        } else if tokens.gap(i) < Gap::Hard {
            let stop = before - usize::from(tokens.surface(before) == "." && before > 0);
            if tokens.is(stop, flag::NOT_YEAR_BEFORE | flag::CASE_LABEL | flag::MONEY_PREFIX | flag::ROAD)
                || matches!(tokens.surface(before), "§" | "§§" | "#" | "+")
                || tokens.kind(before) == Some(Kind::Number)
                    && tokens.gap(i) == Gap::Space
                    && tokens.surface(before).len() <= 3
                || tokens.at(before).shape == super::tokens::Shape::Upper
                    && tokens.surface(before).chars().count() <= 5
                    && tokens.gap(i) == Gap::Space
                    && !matches!(tokens.lower(before), "år" | "året")
                    && glued(tokens, next, &["-", "/", ":"])
            {
                return false;
            }
            // A street address or postal code: "8800 Viborg" is one before a capital at the start of a cell.
        }
    }
    true
}

/// A date that begins with a month's name.
fn month(tokens: &Tokens<'_>, i: usize, dates: &Dates, out: &mut Vec<Found>) -> usize {
    let Some(m) = tokens.month(i) else { return i + 1 };
    let end = tokens.at(i).end as usize;
    if let Some((y, last)) = year_after(tokens, i) {
        out.push(Found {
            first: i,
            last,
            end: tokens.at(last).end as usize,
            year: Some(y),
            month: Some(m),
            day: None,
            same_month: None,
            same_year: None,
            confidence: 0.97,
        });
        return last + 1;
    }
    // A short form alone is too little; so is a month of any year ("i juli måned").
    let led = i > 0 && tokens.is(i - 1, flag::MONTH_LEAD) && tokens.gap(i) < Gap::Hard;
    // "januari–mars"
    let opens = is_dash(tokens, i + 1) && tokens.gap(i + 2) < Gap::Hard && tokens.month(i + 2).is_some();
    let closes = i > 1
        && is_dash(tokens, i - 1)
        && out.last().is_some_and(|date| date.last + 2 == i && date.day.is_none());
    if (led || opens || closes)
        && !dates.is_short_month(tokens.lower(i))
        && !tokens.is(i + 1, flag::MONTH_TAIL)
        && !tokens.is_capital(i)
    {
        out.push(Found {
            first: i,
            last: i,
            end,
            year: None,
            month: Some(m),
            day: None,
            same_month: None,
            same_year: None,
            confidence: 0.8,
        });
    }
    i + 1
}

//! What a date lacks: its month or year, from the date that closes its range, from words, or from the meeting.

use super::cues::flag;
use super::date::{Found, is_dash, is_day};
use super::scene::Scene;
use super::tokens::{Gap, Tokens};

/// Fills in what is missing: from the date that closes a range, else the year of the document.
pub(super) fn resolve(tokens: &Tokens<'_>, found: &mut Vec<Found>, scene: &mut Scene<'_>) {
    let linked = |from: usize, to: usize| {
        to > from
            && to - from <= 4
            && (from + 1..to).all(|k| {
                is_dash(tokens, k)
                    || tokens.is(k, flag::DATE_RANGE | flag::AND | flag::DATE_LEAD | flag::WEEKDAY)
                    || matches!(tokens.surface(k), "." | ",")
            })
            && tokens.gap(to) < Gap::Hard
    };
    // "År 1951, tirsdag den 17. april": the year stands before its day, and a comma between them.
    for k in 1..found.len() {
        let (before, date) = (found[k - 1], &mut found[k]);
        if before.month.is_none()
            && before.day.is_none()
            && date.day.is_some()
            && date.month.is_some()
            && date.year.is_none()
            && tokens.is_text(before.last + 1, ",")
            && linked(before.last, date.first)
        {
            date.year = before.year;
        }
    }
    scene.year =
        found.iter().find(|date| date.day.is_some() && date.year.is_some()).and_then(|date| date.year);
    if scene.year.is_none() {
        scene.year =
            found.iter().find(|date| date.month.is_some() && date.year.is_some()).and_then(|date| date.year);
    }
    for k in (0..found.len().saturating_sub(1)).rev() {
        let next = found[k + 1];
        let date = &mut found[k];
        if !linked(date.last, next.first) {
            continue;
        }
        if date.month.is_none() && date.day.is_some() {
            date.month = next.month;
        }
        if date.year.is_none() {
            date.year = next.year;
            // "20. december til 5. januar 2024" began the year before.
            if let (Some(a), Some(b), Some(y)) = (date.month, next.month, next.year)
                && a > b
                && is_dash(tokens, date.last + 1)
            {
                date.year = Some(y - 1);
            }
        }
    }
    let own = found.iter().find(|date| date.day.is_some() && date.year.is_some()).copied();
    for date in found.iter_mut() {
        if let (Some(shift), Some(year)) = (date.same_year, scene.year) {
            date.year = Some(year + i32::from(shift));
        }
    }
    for date in found.iter_mut() {
        if let (Some(shift), Some(own)) = (date.same_month, own)
            && let (Some(month), Some(year)) = (own.month, own.year)
        {
            let months = year * 12 + i32::from(month) - 1 + i32::from(shift);
            date.month = u8::try_from(months.rem_euclid(12) + 1).ok();
            date.year = Some(months.div_euclid(12));
        }
    }
    for k in 0..found.len() {
        let date = found[k];
        if date.year.is_some() || date.month.is_none() {
            continue;
        }
        found[k].year = scene.year;
        // "Räkenskaperna för 1968 utvisade den 31 december": no day to come in what has been.
        let to_come =
            own.is_some_and(|own| own.year == scene.year && (date.month, date.day) > (own.month, own.day));
        let before = k.checked_sub(1).filter(|&j| {
            let year = &found[j];
            date.first - year.last < 40
                && year.month.is_none()
                && year.day.is_none()
                && year.year.is_some_and(|y| Some(y + 1) == scene.year)
        });
        if let Some(year) = before.filter(|_| to_come)
            && (found[year].last + 1..date.first).all(|j| tokens.gap(j) < Gap::Hard)
        {
            found[k].year = found[year].year;
        }
    }
    found.retain(|date| {
        date.day.is_none() || date.month.is_some_and(|m| is_day(date.year, m, date.day.unwrap_or(1)))
    });
}

//! Sums of money with amount and currency.
//!
//! ```text
//! sum    = [PREFIX] number unit | PREFIX number [":-" | ",-"] | number (":-" | ",-") | kr ":" öre PER
//! unit   = SCALE CURRENCY | CURRENCY | JOINED ("mnkr", "tkr")
//! number = 1–3 digits, groups of three after a space or full stop, "," decimals
//! range  = number ("–" | "till" | "og" …) sum, the first number taking the unit of the second
//! ```
//! Finds `1,2 mnkr`, `kr. 1.250.000,-`, `38 og 45 millioner kroner` (two). Leaves `18.450 m2`, `230 000 ton`,
//! `§ 5 kr`. Amounts are in the document's currency unless it says otherwise.

use super::cues::flag;
use super::scene::Scene;
use super::tokens::{Gap, Kind, Tokens};
use super::{Candidate, EntityValue};

#[derive(Clone, Copy)]
pub(super) struct Number {
    pub(super) value: f64,
    /// The value if its comma parts thousands.
    parted: f64,
    pub(super) last: usize,
}

impl Number {
    /// As much less than nothing.
    pub(super) fn negative(self) -> Self {
        Self { value: -self.value, parted: -self.parted, ..self }
    }

    /// What so many of a unit come to. No coin is a thousandth: of a plain currency the comma parted thousands.
    fn of(&self, unit: f64) -> f64 {
        if unit == 1.0 { self.parted } else { self.value * unit }
    }
}

#[derive(Clone)]
pub(super) struct Unit {
    pub(super) factor: f64,
    pub(super) currency: Option<String>,
    pub(super) end: usize,
    pub(super) last: usize,
}

/// Finds sums of money.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut i = 0;
    while i < tokens.len() {
        let here = tokens.at(i);
        i = match here.kind {
            Kind::Number => plain(scene, i, out),
            Kind::Word if tokens.is(i + 1, flag::SCALE) => in_words(scene, i, out),
            _ if tokens.is(i, flag::MONEY_PREFIX) => prefixed(scene, i, out),
            _ => i + 1,
        };
    }
    super::table::find(scene, out);
}

pub(super) fn push(
    scene: &Scene<'_>,
    start: usize,
    end: usize,
    amount: f64,
    currency: Option<&str>,
    out: &mut Vec<Candidate>,
) {
    let currency = currency.unwrap_or(scene.country.currency()).to_owned();
    // Decimal input: rounding takes away what the binary product added.
    let amount = (amount * 100.0).round() / 100.0;
    out.push(Candidate {
        start,
        end,
        value: EntityValue::Money { amount: Some(amount), currency: Some(currency) },
        confidence: 0.98,
    });
}

/// `kr 500 000`, `kr. 1,2 mio.`, `kr 418 500:-`.
fn prefixed(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) -> usize {
    let tokens = scene.tokens;
    let mut at = i + 1;
    if tokens.is_text(at, ".") && tokens.gap(at) == Gap::Glued {
        at += 1;
    }
    // "350 000 kr 12 personer": the word closes the sum before it.
    if i > 0
        && tokens.kind(i - 1) == Some(Kind::Number)
        && tokens.gap(i) <= Gap::Space
        && tokens.gap(i) < Gap::Hard
    {
        return i + 1;
    }
    // A column of sums may stand apart from its unit.
    if tokens.gap(at) >= Gap::Hard && tokens.get(at).is_none_or(|token| token.heads_line) {
        return i + 1;
    }
    // "mio. kr.   2010   2011" heads columns.
    let scaled = i > 0
        && (tokens.is(i - 1, flag::SCALE)
            || i > 1 && tokens.is_text(i - 1, ".") && tokens.is(i - 2, flag::SCALE));
    if scaled && tokens.gap(at) >= Gap::Hard {
        return i + 1;
    }
    let Some(number) = number_of(tokens, at, true) else { return i + 1 };
    let currency = iso_of(scene, tokens.lower(i))
        .filter(|_| !tokens.is(i, flag::OWN_CURRENCY) || scene.country == super::gazetteer::Country::Finland);
    let joined = scene.cues.table.money.joined.get(tokens.lower(i)).copied().unwrap_or(1.0);
    let start = tokens.at(i).start as usize;
    if let Some((second, value2)) = range_to(tokens, number.last) {
        let unit = unit(scene, value2.last);
        let factor = unit.as_ref().map_or(1.0, |unit| unit.factor);
        push(scene, start, tokens.at(number.last).end as usize, number.of(factor), currency.as_deref(), out);
        let end = unit.as_ref().map_or(tokens.at(value2.last).end as usize, |unit| unit.end);
        push(scene, tokens.at(second).start as usize, end, value2.of(factor), currency.as_deref(), out);
        return unit.map_or(value2.last, |unit| unit.last) + 1;
    }
    let (mut end, mut last, mut factor) = (tokens.at(number.last).end as usize, number.last, 1.0);
    let scale = number.last + 1;
    if tokens.is(scale, flag::SCALE)
        && tokens.surface(scale).len() > 1
        && tokens.gap(scale) == Gap::Space
        && unit(scene, number.last).is_none()
    {
        // "kr 14,2 mill. høyere": the currency stands first.
        factor = scene.cues.table.money.scales[tokens.lower(scale)];
        last = scale + usize::from(tokens.is_text(scale + 1, ".") && tokens.gap(scale + 1) == Gap::Glued);
        end = tokens.at(last).end as usize;
    } else if let Some(unit) = unit(scene, number.last).filter(|unit| unit.factor > 1.0) {
        (end, last, factor) = (unit.end, unit.last, unit.factor);
    } else if let Some(tail) = dash_tail(tokens, number.last) {
        (end, last) = (tokens.at(tail).end as usize, tail);
    }
    // kr 14.675:50
    let mut cents = 0.0;
    let colon = number.last + 1;
    if tokens.is_text(colon, ":")
        && tokens.gap(colon) == Gap::Glued
        && tokens.gap(colon + 1) == Gap::Glued
        && tokens.kind(colon + 1) == Some(Kind::Number)
        && tokens.surface(colon + 1).len() == 2
    {
        cents = tokens.surface(colon + 1).parse::<f64>().unwrap_or(0.0) / 100.0;
        (end, last) = (tokens.at(colon + 1).end as usize, colon + 1);
    }
    let factor = factor * joined;
    push(scene, start, end, number.of(factor) + cents * factor, currency.as_deref(), out);
    last + 1
}

fn plain(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) -> usize {
    let tokens = scene.tokens;
    let glued_before = i > 0 && tokens.gap(i) == Gap::Glued;
    if glued_before && matches!(tokens.surface(i - 1), "." | "," | "/" | ":") {
        return i + 1;
    }
    let Some(first) = number(tokens, i) else { return i + 1 };
    let start = tokens.at(i).start as usize;
    if let Some(unit) = unit(scene, first.last) {
        // "3 917 kr. 44 öre"
        let cents = unit.last + 1;
        if unit.factor == 1.0
            && tokens.kind(cents) == Some(Kind::Number)
            && tokens.surface(cents).len() <= 2
            && tokens.gap(cents) < Gap::Hard
            && scene.cues.table.money.joined.get(tokens.lower(cents + 1)).is_some_and(|&factor| factor < 1.0)
        {
            let amount = first.of(1.0) + tokens.surface(cents).parse::<f64>().unwrap_or(0.0) / 100.0;
            push(scene, start, tokens.at(cents + 1).end as usize, amount, unit.currency.as_deref(), out);
            return cents + 2;
        }
        push(scene, start, unit.end, first.of(unit.factor), unit.currency.as_deref(), out);
        return unit.last + 1;
    }
    if let Some(tail) = dash_tail(tokens, first.last) {
        // "81.250:- kronor"
        let unit = unit(scene, tail).filter(|unit| unit.factor == 1.0);
        let end = unit.as_ref().map_or(tokens.at(tail).end as usize, |unit| unit.end);
        push(scene, start, end, first.of(1.0), None, out);
        return unit.map_or(tail, |unit| unit.last) + 1;
    }
    // 7:50 per resa, 2:30 kronor
    let colon = first.last + 1;
    if tokens.is_text(colon, ":")
        && tokens.gap(colon) == Gap::Glued
        && tokens.gap(colon + 1) == Gap::Glued
        && tokens.kind(colon + 1) == Some(Kind::Number)
        && tokens.surface(colon + 1).len() == 2
        && !tokens.is_text(i.wrapping_sub(1), "kl")
    {
        let cents: f64 = tokens.surface(colon + 1).parse().unwrap_or(0.0);
        let amount = first.value + cents / 100.0;
        if let Some(unit) = unit(scene, colon + 1).filter(|unit| unit.factor == 1.0) {
            push(scene, start, unit.end, amount, unit.currency.as_deref(), out);
            return unit.last + 1;
        }
        if tokens.is(colon + 2, flag::PER) && tokens.gap(colon + 2) <= Gap::Line {
            push(scene, start, tokens.at(colon + 1).end as usize, amount, None, out);
            return colon + 2;
        }
    }
    if let Some((second, value2)) = range_to(tokens, first.last)
        && let Some(unit) = unit(scene, value2.last)
        && !(tokens.is(first.last + 1, flag::MONEY_RANGE)
            && first.last == i
            && tokens.surface(i).len() == 4
            && (1900.0..2100.0).contains(&first.value))
        && !(i > 0
            && (tokens.is(i - 1, flag::SECTION | flag::CHAPTER)
                || glued_before && tokens.is_text(i - 1, "-")))
    {
        push(
            scene,
            start,
            tokens.at(first.last).end as usize,
            first.of(unit.factor),
            unit.currency.as_deref(),
            out,
        );
        let start = tokens.at(second).start as usize;
        push(scene, start, unit.end, value2.of(unit.factor), unit.currency.as_deref(), out);
        return unit.last + 1;
    }
    first.last + 1
}

/// `åtta miljoner kronor`: a number in words before a scale and a currency.
fn in_words(scene: &Scene<'_>, i: usize, out: &mut Vec<Candidate>) -> usize {
    let tokens = scene.tokens;
    if tokens.gap(i + 1) < Gap::Hard
        && let Some(value) = scene.cues.table.money.words.get(tokens.lower(i))
        && let Some(unit) = unit(scene, i)
        && tokens.is(unit.last, flag::OWN_CURRENCY | flag::OTHER_CURRENCY)
    {
        let start = tokens.at(i).start as usize;
        push(scene, start, unit.end, value * unit.factor, unit.currency.as_deref(), out);
        return unit.last + 1;
    }
    i + 1
}

/// `:-`, `,-`, `,--` after a number: the last token of it.
fn dash_tail(tokens: &Tokens<'_>, last: usize) -> Option<usize> {
    let mark = last + 1;
    if !(matches!(tokens.lower(mark), ":" | ",") && tokens.gap(mark) == Gap::Glued) {
        return None;
    }
    let dash = mark + 1;
    if !(matches!(tokens.lower(dash), "-" | "–" | "—") && tokens.gap(dash) == Gap::Glued) {
        return None;
    }
    Some(if tokens.is_text(dash + 1, "-") && tokens.gap(dash + 1) == Gap::Glued { dash + 1 } else { dash })
}

/// The number that a range goes on to after `last`, and its first token.
fn range_to(tokens: &Tokens<'_>, last: usize) -> Option<(usize, Number)> {
    let link = last + 1;
    let linked = matches!(tokens.lower(link), "-" | "–" | "—") || tokens.is(link, flag::MONEY_RANGE);
    if !linked || tokens.gap(link) >= Gap::Hard || tokens.gap(link + 1) >= Gap::Hard {
        return None;
    }
    let second = link + 1;
    number(tokens, second).map(|number| (second, number))
}

/// A number with its groups and decimals.
pub(super) fn number(tokens: &Tokens<'_>, i: usize) -> Option<Number> {
    number_of(tokens, i, false)
}

/// The same; `loose`: after a currency a group may stand apart from its stop, as typewriters part them: `kr 75. 000`.
fn number_of(tokens: &Tokens<'_>, i: usize, loose: bool) -> Option<Number> {
    let is_number = |k: usize| tokens.kind(k) == Some(Kind::Number);
    if !is_number(i) || tokens.surface(i).len() > 12 {
        return None;
    }
    let mut digits = tokens.surface(i).to_owned();
    let mut last = i;
    if digits.len() <= 3 {
        loop {
            let dotted = tokens.is_text(last + 1, ".") && tokens.gap(last + 1) == Gap::Glued;
            let next = last + 1 + usize::from(dotted);
            let near = if dotted {
                tokens.gap(next) == Gap::Glued || loose && tokens.gap(next) == Gap::Space
            } else {
                (Gap::Space..=Gap::Line).contains(&tokens.gap(next))
            };
            if !(near && is_number(next) && tokens.surface(next).len() == 3) || digits.len() > 12 {
                break;
            }
            digits.push_str(tokens.surface(next));
            last = next;
        }
    }
    let mut value: f64 = digits.parse().ok()?;
    let mut parted = value;
    let (comma, decimals) = (last + 1, last + 2);
    if (tokens.is_text(comma, ",") || tokens.is_text(comma, ".") && last == i)
        && tokens.gap(comma) == Gap::Glued
        && tokens.gap(decimals) == Gap::Glued
        && is_number(decimals)
        && tokens.surface(decimals).len() <= 4
    {
        let places = i32::try_from(tokens.surface(decimals).len()).unwrap_or(0);
        let fraction = tokens.surface(decimals).parse::<f64>().ok()?;
        parted = if places == 3 { value * 1000.0 + fraction } else { value + fraction / 10f64.powi(places) };
        value += fraction / 10f64.powi(places);
        last = decimals;
    }
    Some(Number { value, parted, last })
}

fn iso_of(scene: &Scene<'_>, word: &str) -> Option<String> {
    scene.cues.table.money.others.get(word).cloned()
}

/// The unit after the number that ends at `last`.
pub(super) fn unit(scene: &Scene<'_>, last: usize) -> Option<Unit> {
    let tokens = scene.tokens;
    let mut at = last + 1;
    if tokens.gap(at) >= Gap::Hard || tokens.get(at).is_none() {
        return None;
    }
    let money = &scene.cues.table.money;
    if tokens.is(at, flag::MONEY_WORD) {
        let word = tokens.lower(at);
        let currency = match word {
            w if w.ends_with('€') || w.ends_with("eur") => Some("EUR".to_owned()),
            w if w.ends_with("nok") => Some("NOK".to_owned()),
            w if w.ends_with("dkk") => Some("DKK".to_owned()),
            w if w.ends_with("sek") => Some("SEK".to_owned()),
            _ => None,
        };
        // "m" and "t" before a currency sign are read below; "mkr" alone is whole.
        return Some(Unit {
            factor: money.joined[word],
            currency,
            end: tokens.at(at).end as usize,
            last: at,
        });
    }
    let mut factor = 1.0;
    let mut end = 0;
    let mut scaled = false;
    let first = at;
    if tokens.is(at, flag::SCALE) {
        scaled = true;
        factor = money.scales[tokens.lower(at)];
        end = tokens.at(at).end as usize;
        at += 1;
        if tokens.is_text(at, ".") && tokens.gap(at) == Gap::Glued {
            end = tokens.at(at).end as usize;
            at += 1;
        }
    }
    if tokens.gap(at) < Gap::Hard && tokens.is(at, flag::OWN_CURRENCY | flag::OTHER_CURRENCY) {
        let word = tokens.lower(at);
        // "4 500 e" is a sum in Finland alone, "6 e.m." nowhere.
        let letter = word.len() == 1 && word.is_ascii();
        let stop =
            tokens.is_text(at + 1, ".") && tokens.gap(at + 1) == Gap::Glued && tokens.gap(at + 2) < Gap::Line;
        if letter && (scene.country != super::gazetteer::Country::Finland || stop) {
            return None;
        }
        // "kr" that opens the next sum: "3 kr 500" has not been seen; "2019 kr. 500" is a year.
        let currency = iso_of(scene, word).filter(|_| {
            !(tokens.is(at, flag::OWN_CURRENCY)
                && word.starts_with("kr")
                && scene.country != super::gazetteer::Country::Finland)
        });
        end = tokens.at(at).end as usize;
        let mut last = at;
        let dotted = word == "kr" && tokens.is_text(at + 1, ".") && tokens.gap(at + 1) == Gap::Glued;
        let goes_on = tokens.gap(at + 2) < Gap::Line
            && tokens.kind(at + 2).is_some_and(|kind| kind != Kind::Mark)
            && !tokens.is_capital(at + 2);
        if dotted && (scene.country == super::gazetteer::Country::Denmark || goes_on) {
            end = tokens.at(at + 1).end as usize;
            last = at + 1;
        }
        return Some(Unit { factor, currency, end, last });
    }
    // "4,5 mill." with no currency: only where nothing is counted. A small word after it counts nothing, but for "of".
    let counts = tokens.get(at).is_some()
        && tokens.kind(at) == Some(Kind::Word)
        && tokens.gap(at) < Gap::Line
        && !tokens.is(at, flag::MONEY_PURPOSE);
    if scaled && factor >= 1e6 && !counts && tokens.surface(first).chars().count() > 1 {
        return Some(Unit { factor, currency: None, end, last: at - 1 });
    }
    None
}

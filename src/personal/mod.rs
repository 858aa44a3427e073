//! What is personal in a text and told by its form: numbers that states give to people, telephone numbers, e-mail
//! addresses.
//!
//! Minutes may be published only without them, so that somebody must be told where they stand; and whoever asks for
//! it gets a text in which they are masked before any other stage has read it, so that no later field can repeat
//! them. Forms, checksums and the words beside numbers are data (`corpora/personal`). The module refuses to know what a
//! document says, and names of people: who is meant is no question of form.

mod forms;
mod seal;
#[cfg(test)]
mod tests;

use crate::language::Language;
use crate::record::PersonalDataKind;
use crate::text::{CodePoints, Edits, Read, Repaired, Span, is_letter_or_digit};
use forms::{Beside, Forms, Matched, Number, is_dash};
pub use seal::sealed;

/// What stands for a letter or digit that is masked: no text has it otherwise, and no font lacks it.
pub const MASK: char = '\u{2588}';

/// Something personal in a text.
#[derive(Debug)]
pub struct Personal<S> {
    /// What it is.
    pub kind: PersonalDataKind,
    /// Where it stands.
    pub span: Span<S>,
    /// Probability that it is what its form says, from 0 to 1.
    pub confidence: f32,
}

impl<S> Personal<S> {
    /// The same in another text.
    pub fn at<T>(&self, span: Span<T>) -> Personal<T> {
        Personal { kind: self.kind, span, confidence: self.confidence }
    }
}

/// What was masked in a text, counted in characters: their number stays when bytes become more.
#[derive(Debug, Default)]
pub struct Places(Vec<(usize, usize, PersonalDataKind, f32)>);

impl Places {
    /// Adds what is about to be masked in a text.
    pub fn add(&mut self, text: &str, found: &[Personal<Read>]) {
        let points = CodePoints::new(text);
        let at = |offset| usize::try_from(points.at(offset)).unwrap_or(usize::MAX);
        let place =
            |one: &Personal<Read>| (at(one.span.start()), at(one.span.end()), one.kind, one.confidence);
        self.0.extend(found.iter().map(place));
        self.0.sort_by_key(|&(start, end, ..)| (start, end));
    }

    /// Where the masked stretches of a text stand.
    pub fn of(&self, text: &str) -> Vec<Personal<Read>> {
        let mut offsets = text.char_indices().map(|(at, _)| at).chain([text.len()]).enumerate().peekable();
        let mut offset_of = |place: usize| {
            while let Some(&(count, at)) = offsets.peek() {
                if count >= place {
                    return at;
                }
                offsets.next();
            }
            text.len()
        };
        let mut out = Vec::with_capacity(self.0.len());
        let mut done = 0;
        for &(start, end, kind, confidence) in &self.0 {
            // What a later round found around an earlier place is one with it.
            let (start, end) = (start.max(done), end.max(done));
            if start < end {
                let from = offset_of(start);
                out.push(Personal { kind, span: Span::new(from, offset_of(end)), confidence });
                done = end;
            }
        }
        out
    }
}

/// What a reader calls something of a kind.
pub fn name(kind: PersonalDataKind) -> &'static str {
    let forms = Forms::get();
    match kind {
        PersonalDataKind::Phone => &forms.phone.name,
        PersonalDataKind::Email => &forms.email.name,
        _ => forms.numbers.iter().find(|number| number.kind == kind).map_or("", |number| &number.name),
    }
}

/// Finds what is personal in a text, in order, without overlap. The language settles what a number is that fits the
/// forms of two countries.
pub fn find<S>(text: &str, language: Option<Language>) -> Vec<Personal<S>> {
    let forms = Forms::get();
    let code = language.map_or("", Language::code);
    let mut numbers: Vec<&Number> = forms.numbers.iter().collect();
    numbers.sort_by_key(|number| !number.home.iter().any(|home| home == code));
    let mut found: Vec<Personal<S>> = addresses(text, forms).collect();
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(next) = bytes[at..].iter().position(u8::is_ascii_digit) {
        let start = at + next;
        let run = bytes[start..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        at = start + run;
        if run < 2 || !begins(text, start) {
            continue;
        }
        // The surest, of equals that of the country: a word beside a number says most.
        let hits = numbers.iter().rev().filter_map(|number| number.at(text, start, run, forms));
        let number = hits.max_by(|one, other| one.3.total_cmp(&other.3));
        if let Some((kind, start, end, confidence)) = number.or_else(|| phone(text, start, run, forms)) {
            found.push(Personal { kind, span: Span::new(start, end), confidence });
            at = end;
        }
    }
    found.sort_by_key(|one| one.span);
    found.dedup_by(|later, earlier| earlier.span.overlaps(later.span));
    found
}

/// The text with what was found masked: letter for letter and digit for digit, all other signs as they are.
pub fn masked<S>(text: &str, found: &[Personal<S>]) -> String {
    let mut out =
        String::with_capacity(text.len() + 2 * found.iter().map(|one| one.span.len()).sum::<usize>());
    let mut done = 0;
    for one in found {
        out.push_str(&text[done..one.span.start()]);
        let mask = |c: char| if is_letter_or_digit(c) || c == '|' { MASK } else { c };
        out.extend(text[one.span.range()].chars().map(mask));
        done = one.span.end();
    }
    out.push_str(&text[done..]);
    out
}

/// Where a place in the repaired text stood as it was read: the whole of each edit that it touches.
pub fn as_read(edits: &Edits, span: Span<Repaired>) -> Span<Read> {
    let (mut start, mut end) = (span.start(), span.end());
    for (edit, at) in edits.iter() {
        if at.start() <= span.start() {
            let inside = span.start() < at.end();
            start = if inside { edit.at.start() } else { edit.at.end() + (span.start() - at.end()) };
        }
        if at.start() < span.end() {
            end = edit.at.end() + span.end().saturating_sub(at.end());
        }
    }
    Span::new(start, end.max(start))
}

type Hit = (PersonalDataKind, usize, usize, f32);

/// Whether a number may begin here: no word, code or decimal goes on in it.
fn begins(text: &str, at: usize) -> bool {
    let mut before = text[..at].chars().rev();
    match before.next() {
        Some(c) if is_letter_or_digit(c) => false,
        Some(c) if is_dash(c) || matches!(c, '/' | '_') => !before.next().is_some_and(is_letter_or_digit),
        Some('.' | ',') => !before.next().is_some_and(|c| c.is_ascii_digit()),
        _ => true,
    }
}

/// Whether a number may end here.
fn ends(text: &str, at: usize) -> bool {
    let mut after = text[at..].chars();
    match after.next() {
        Some(c) if is_letter_or_digit(c) => false,
        Some(c) if is_dash(c) || matches!(c, '/' | '.' | ',' | ':' | '_') => {
            !after.next().is_some_and(|c| c.is_ascii_digit())
        }
        _ => true,
    }
}

impl Number {
    /// The number that begins at a place, `run` digits standing there.
    fn at(&self, text: &str, at: usize, run: usize, forms: &Forms) -> Option<Hit> {
        let plain = self.forms.iter().map(|form| (form, false));
        let labelled = self.labelled.iter().map(|form| (form, true));
        plain.chain(labelled).find_map(|(form, only_labelled)| {
            // Digits may be misread behind those of the date only, which are six or eight.
            if run < form.lead().min(6) || (run > form.lead()) {
                return None;
            }
            let found = form.read(&text[at..], forms, &self.centuries)?;
            if !self.has_date(&found) || !ends(text, at + found.len) {
                return None;
            }
            let checked = self.checks(&found);
            let confidence = match forms.beside(text, at, &self.labels) {
                Beside::Other => return None,
                Beside::Label if checked => 0.99,
                Beside::Label if found.misread == 0 => 0.8,
                Beside::Nothing if checked && !only_labelled && found.divided => 0.97,
                Beside::Nothing if checked && !only_labelled && found.misread == 0 => 0.9,
                _ => return None,
            };
            Some((self.kind, at, at + found.len, confidence))
        })
    }

    /// Whether the digits of the date are one, something being added to day or month.
    fn has_date(&self, found: &Matched) -> bool {
        let less = |value: u32, added: &[u32], most: u32| {
            added.iter().filter_map(|more| value.checked_sub(*more)).find(|value| (1..=most).contains(value))
        };
        let Some(month) = less(found.month, &self.months, 12) else { return false };
        let whole = found.year_digits == 4;
        if whole && !(1800..=2099).contains(&found.year) {
            return false;
        }
        // Of a year in two digits it is not known whether it was a leap year: 00 was one in 2000.
        let leap = found.year.is_multiple_of(4)
            && (!whole || !found.year.is_multiple_of(100) || found.year.is_multiple_of(400));
        let most = match month {
            2 => 28 + u32::from(leap),
            4 | 6 | 9 | 11 => 30,
            _ => 31,
        };
        less(found.day, &self.days, most).is_some()
    }

    fn checks(&self, found: &Matched) -> bool {
        let sums = |weights: &Vec<u32>| {
            found
                .digits
                .iter()
                .zip(weights)
                .map(|(digit, weight)| digit * weight)
                .sum::<u32>()
                .is_multiple_of(11)
        };
        let luhn = || {
            let ten = &found.digits[found.digits.len().saturating_sub(10)..];
            let doubled = |(place, digit): (usize, &u32)| {
                let product = digit * (2 - place as u32 % 2);
                product / 10 + product % 10
            };
            ten.iter().enumerate().map(doubled).sum::<u32>().is_multiple_of(10)
        };
        let sign = || {
            let value = found.digits.iter().fold(0, |value, digit| value * 10 + digit);
            found.check.is_some() && self.mod31.chars().nth(value as usize % 31) == found.check
        };
        (!self.luhn || luhn()) && self.mod11.iter().all(sums) && (self.mod31.is_empty() || sign())
    }
}

/// The telephone number that begins at a place, `run` digits standing there.
fn phone(text: &str, at: usize, run: usize, forms: &Forms) -> Option<Hit> {
    let table = &forms.phone;
    let kind = PersonalDataKind::Phone;
    if let Some((start, end)) = international(text, at, forms) {
        return Some((kind, start, end, 0.97));
    }
    // Most numbers stand alone: "§ 12", "2024".
    let next = text[at + run..].trim_start_matches(|c: char| c.is_whitespace() || is_dash(c));
    if run < 5 && !next.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let longest = |list: &[forms::Form]| {
        let fits = |form: &&forms::Form| form.lead() == run;
        let read = list.iter().filter(fits).filter_map(|form| form.read(&text[at..], forms, ""));
        let whole = read.filter(|found| found.misread == 0 && ends(text, at + found.len));
        whole.map(|found| at + found.len).max()
    };
    // "90 000–120 000": a number goes on.
    let goes_on = text[..at].trim_end_matches([' ', '\u{A0}']).ends_with(|c: char| c.is_ascii_digit());
    if text.as_bytes()[at] == b'0'
        && !goes_on
        && let Some(end) = longest(&table.forms)
    {
        return match forms.beside(text, at, &table.labels) {
            Beside::Label => Some((kind, at, end, 0.98)),
            Beside::Nothing => Some((kind, at, end, 0.9)),
            Beside::Other => None,
        };
    }
    let end = longest(&table.labelled)?;
    // The label stands on the same line: a list of figures may follow one.
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let label = forms.beside(&text[line..], at - line, &table.labels) == Beside::Label;
    (label && !is_sum(text, at, end)).then_some((kind, at, end, 0.85))
}

/// Whether words stand between a number and its label, so that it may count something.
fn is_sum(text: &str, at: usize, end: usize) -> bool {
    let line = text[..at].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[line..at];
    let words = before.rsplit([':', '.', ',', '/']).next().unwrap_or(before).split_whitespace().count();
    let after = text[end..].trim_start_matches([' ', '\u{A0}']);
    words > 3
        || after.starts_with(['%', '€'])
        || after.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("kr"))
}

/// The number with its country that begins at a place: `+46 8 123 456`, `0047 22 33 44 55`.
fn international(text: &str, at: usize, forms: &Forms) -> Option<(usize, usize)> {
    let plus = text[..at].ends_with('+');
    let digits = if plus { &text[at..] } else { text[at..].strip_prefix("00")? };
    let country = forms.phone.countries.iter().find(|country| digits.starts_with(country.as_str()))?;
    let mut rest = &digits[country.len()..];
    let mut count = 0;
    loop {
        let mut next = rest.trim_start_matches([' ', '\u{A0}']);
        if rest.len() - next.len() > 2 {
            break;
        }
        next = next.strip_prefix("(0)").unwrap_or(next).trim_start_matches([' ', '\u{A0}']);
        if count > 0 {
            next = next.strip_prefix(is_dash).unwrap_or(next).trim_start_matches(' ');
        }
        let group = next.bytes().take_while(u8::is_ascii_digit).count();
        if group == 0 || count + group > 11 || !ends_group(&next[group..]) {
            break;
        }
        count += group;
        rest = &next[group..];
    }
    let end = text.len() - rest.len();
    (count >= 6 && ends(text, end)).then_some((at - usize::from(plus), end))
}

fn ends_group(rest: &str) -> bool {
    !rest.starts_with(is_letter_or_digit)
}

/// The e-mail addresses of a text.
fn addresses<S>(text: &str, forms: &Forms) -> impl Iterator<Item = Personal<S>> {
    memchr::memchr_iter(b'@', text.as_bytes()).filter_map(move |at| {
        let local = |c: char| is_letter_or_digit(c) || matches!(c, '.' | '_' | '-' | '+' | '%');
        let name = text[..at].rsplit(|c: char| !local(c)).next().unwrap_or_default();
        let name = name.trim_start_matches(|c: char| !is_letter_or_digit(c));
        let domain = &text[at + 1..];
        let end =
            domain.find(|c: char| !is_letter_or_digit(c) && !matches!(c, '.' | '-')).unwrap_or(domain.len());
        let domain = domain[..end].trim_end_matches(['.', '-']);
        let (host, ending) = domain.rsplit_once('.')?;
        let known = forms.email.endings.iter().any(|known| known.eq_ignore_ascii_case(ending));
        let whole = !name.is_empty() && host.starts_with(is_letter_or_digit) && !host.contains("..");
        (known && whole).then(|| Personal {
            kind: PersonalDataKind::Email,
            span: Span::new(at - name.len(), at + 1 + domain.len()),
            confidence: 0.99,
        })
    })
}

//! The forms of numbers, as the table writes them, and whether a text has one at a place.

use crate::record::PersonalDataKind;
use crate::tables::table;
use crate::text::is_letter_or_digit;
use serde::Deserialize;
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The table.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Forms {
    misread: BTreeMap<char, char>,
    others: Vec<String>,
    between: Vec<String>,
    #[serde(rename = "number")]
    pub(super) numbers: Vec<Number>,
    pub(super) phone: Phone,
    pub(super) email: Email,
}

/// The number that a country gives to its people.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Number {
    pub(super) kind: PersonalDataKind,
    /// Written languages in which it is asked for first.
    pub(super) home: Vec<String>,
    pub(super) name: String,
    /// Those that need no word beside them if the checksum is right.
    pub(super) forms: Vec<Form>,
    #[serde(default)]
    pub(super) labelled: Vec<Form>,
    /// What may be added to the day and to the month.
    #[serde(default = "nothing_added")]
    pub(super) days: Vec<u32>,
    #[serde(default = "nothing_added")]
    pub(super) months: Vec<u32>,
    #[serde(default)]
    pub(super) luhn: bool,
    /// Weights of all digits, each row for a sum that eleven divides.
    #[serde(default)]
    pub(super) mod11: Vec<Vec<u32>>,
    /// The checking sign for each remainder of thirty-one.
    #[serde(default)]
    pub(super) mod31: String,
    #[serde(default)]
    pub(super) centuries: String,
    pub(super) labels: Vec<String>,
}

/// Telephone numbers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Phone {
    pub(super) name: String,
    pub(super) labels: Vec<String>,
    pub(super) countries: Vec<String>,
    pub(super) forms: Vec<Form>,
    pub(super) labelled: Vec<Form>,
}

/// E-mail addresses.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Email {
    pub(super) name: String,
    pub(super) endings: Vec<String>,
}

fn nothing_added() -> Vec<u32> {
    vec![0]
}

/// A form, sign by sign.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct Form(Vec<Sign>);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sign {
    Year,
    Month,
    Day,
    Digit,
    Century,
    Check,
    Dash,
    Space,
    Itself(char),
}

impl From<String> for Form {
    fn from(form: String) -> Self {
        let sign = |c| match c {
            'y' => Sign::Year,
            'm' => Sign::Month,
            'd' => Sign::Day,
            'n' => Sign::Digit,
            'c' => Sign::Century,
            'k' => Sign::Check,
            '-' => Sign::Dash,
            ' ' => Sign::Space,
            c => Sign::Itself(c),
        };
        Self(form.chars().map(sign).collect())
    }
}

/// What a text has of a form.
#[derive(Debug, Default)]
pub(super) struct Matched {
    /// Length in bytes.
    pub(super) len: usize,
    /// The digits in their order, misread ones mended.
    pub(super) digits: Vec<u32>,
    pub(super) year: u32,
    pub(super) year_digits: u32,
    pub(super) month: u32,
    pub(super) day: u32,
    /// The checking sign, a capital.
    pub(super) check: Option<char>,
    /// How many signs were no digits where digits are asked for.
    pub(super) misread: usize,
    /// It has a sign between its parts.
    pub(super) divided: bool,
}

impl Form {
    /// How many digits it begins with.
    pub(super) fn lead(&self) -> usize {
        let digit = |sign: &&Sign| {
            matches!(sign, Sign::Year | Sign::Month | Sign::Day | Sign::Digit | Sign::Itself('0'..='9'))
        };
        self.0.iter().take_while(digit).count()
    }

    /// What `text` has of the form at its beginning.
    pub(super) fn read(&self, text: &str, table: &Forms, centuries: &str) -> Option<Matched> {
        let mut found = Matched::default();
        let mut rest = text;
        for &sign in &self.0 {
            match sign {
                Sign::Dash => rest = dash(rest)?,
                Sign::Space => rest = space(rest)?,
                _ => {
                    let mut c = rest.chars().next()?;
                    rest = &rest[c.len_utf8()..];
                    let digit = c.to_digit(10);
                    match sign {
                        Sign::Itself(wanted) if c != wanted => return None,
                        Sign::Itself('+') => {}
                        Sign::Century => {
                            if is_dash(c) {
                                c = '-';
                            }
                            if !centuries.contains(c) {
                                return None;
                            }
                        }
                        Sign::Check if c.is_ascii_alphanumeric() => {
                            found.check = Some(c.to_ascii_uppercase())
                        }
                        Sign::Check => return None,
                        Sign::Digit if digit.is_none() => {
                            found.misread += 1;
                            found.digits.push(table.misread.get(&c)?.to_digit(10)?);
                        }
                        _ => {
                            let digit = digit?;
                            found.digits.push(digit);
                            match sign {
                                Sign::Year => {
                                    found.year = found.year * 10 + digit;
                                    found.year_digits += 1;
                                }
                                Sign::Month => found.month = found.month * 10 + digit,
                                Sign::Day => found.day = found.day * 10 + digit,
                                _ => {}
                            }
                        }
                    }
                }
            }
            found.divided |= matches!(sign, Sign::Dash | Sign::Century | Sign::Itself('+'));
        }
        found.len = text.len() - rest.len();
        Some(found)
    }
}

/// Whether a sign is a dash of any length.
pub(super) const fn is_dash(c: char) -> bool {
    matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{AD}')
}

/// What follows a dash, at which white space or one line end may stand.
fn dash(text: &str) -> Option<&str> {
    let rest = after_blanks(text, 1, false);
    let dash = rest.chars().next().filter(|&c| is_dash(c))?;
    Some(after_blanks(&rest[dash.len_utf8()..], 1, true))
}

/// What follows a space or two, or a line end.
fn space(text: &str) -> Option<&str> {
    let rest = after_blanks(text, 2, true);
    (rest.len() < text.len()).then_some(rest)
}

/// What follows at most `most` blanks, or a line end with what the next line is indented by.
fn after_blanks(text: &str, most: usize, lines: bool) -> &str {
    let blank = |c: char| matches!(c, ' ' | '\u{A0}' | '\u{2009}' | '\u{202F}' | '\t');
    let end = text.char_indices().take(most + 1).find(|&(_, c)| !blank(c)).map_or(text.len(), |(at, _)| at);
    let rest = text[end..].trim_start_matches(blank);
    match rest.strip_prefix('\n') {
        Some(next) if lines => {
            let next = next.trim_start_matches(blank);
            if next.starts_with(|c: char| c.is_ascii_alphanumeric()) { next } else { text }
        }
        _ if text[end..].starts_with(blank) => text,
        _ => &text[end..],
    }
}

/// Which words stand before a number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Beside {
    Label,
    Other,
    Nothing,
}

/// How far before a number its label may stand, in bytes.
const REACH: usize = 64;

impl Forms {
    pub(super) fn get() -> &'static Self {
        static FORMS: LazyLock<Forms> = LazyLock::new(|| {
            toml::from_str(table!("personal/forms.toml").text()).expect("the embedded forms are tested")
        });
        &FORMS
    }

    /// What the words before a number say of it.
    pub(super) fn beside(&self, text: &str, at: usize, labels: &[String]) -> Beside {
        let mut from = at.saturating_sub(REACH);
        while !text.is_char_boundary(from) {
            from += 1;
        }
        let before = text[from..at].to_lowercase();
        let mut near = trim_signs(&before);
        while let Some(rest) = self.between.iter().find_map(|word| ends_with_word(near, word)) {
            near = trim_signs(rest);
        }
        // The longest word is the one that was meant: "personnr" ends with "nr", "cvr-nr" says more than "nr".
        let longest = |words: &[String]| {
            let ends = |word: &&String| {
                ends_with_word(trim_signs(&before), word).is_some() || ends_with_word(near, word).is_some()
            };
            words.iter().filter(ends).map(String::len).max().unwrap_or(0)
        };
        let (label, other) = (longest(labels), longest(&self.others));
        if other > label {
            return Beside::Other;
        }
        let stands = |word: &String| {
            word.len() > 1
                && before.match_indices(word.as_str()).any(|(at, _)| {
                    !before[..at].ends_with(is_letter_or_digit)
                        && !before[at + word.len()..].starts_with(is_letter_or_digit)
                })
        };
        if label > 0 || labels.iter().any(stands) { Beside::Label } else { Beside::Nothing }
    }
}

fn trim_signs(text: &str) -> &str {
    text.trim_end_matches(|c: char| {
        c.is_whitespace() || matches!(c, ':' | '.' | ',' | '(' | '-' | '=' | '|' | '#')
    })
}

/// What stands before the whole word that a text ends with.
fn ends_with_word<'t>(text: &'t str, word: &str) -> Option<&'t str> {
    let word = word.trim_end_matches('.');
    text.strip_suffix(word).filter(|before| !before.ends_with(is_letter_or_digit))
}

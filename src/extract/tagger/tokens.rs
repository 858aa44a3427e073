//! Tokens of a joined text as the tagger sees them: words, numbers and single marks, with the hashes of their parts.
//!
//! A word keeps hyphens, apostrophes and colons inside it ("Carl-Otto", "FN:s"); a number keeps its points and strokes;
//! every other sign is a token of its own. Everything a feature needs of a token is hashed here, once, while its
//! characters are read; nothing is allocated per token.

use crate::text::{Joined, Span, is_letter_or_digit};
use std::ops::Range;

/// What a token is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(u8)]
pub enum Class {
    /// A word without a capital.
    #[default]
    Lower,
    /// One capital letter.
    Initial,
    /// A word that begins with a capital.
    Capital,
    /// A word in capitals.
    Capitals,
    /// A word with a capital inside.
    Mixed,
    /// Digits, with or without points and strokes.
    Number,
    /// A full stop.
    Stop,
    /// A comma.
    Comma,
    /// An opening or closing bracket.
    Bracket,
    /// A hyphen or dash.
    Dash,
    /// Any other sign.
    Mark,
}

impl Class {
    /// How many classes there are.
    pub const COUNT: usize = 11;

    /// Whether the token holds a capital letter, without which no name begins.
    pub fn has_capital(self) -> bool {
        matches!(self, Self::Initial | Self::Capital | Self::Capitals | Self::Mixed)
    }

    /// Whether the token is a word.
    pub fn is_word(self) -> bool {
        self.has_capital() || self == Self::Lower
    }
}

/// A token of a text; offsets are bytes of it.
#[derive(Clone, Copy, Debug, Default)]
pub struct Token {
    /// First byte.
    pub start: u32,
    /// Byte after the last.
    pub end: u32,
    /// Number of its [`Form`].
    pub(super) form: u32,
    /// Kinds that the gazetteers know, [`super::features::gazetteer`]; 0 for tokens without a capital.
    pub(super) names: u16,
    /// Where the word stands elsewhere in the document, as flags.
    pub(super) elsewhere: u8,
    /// What it is made of.
    pub class: Class,
    /// Stands first in a sentence or a stretch of text.
    pub begins: bool,
    /// A blank line, a gap of columns or the end of a sentence stands before it: no name goes over it.
    pub apart: bool,
}

/// What a token shows wherever it stands: the hashes of its parts, and what the tables say of it.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Form {
    pub(super) class: Class,
    pub(super) lower: u64,
    pub(super) fold: u64,
    /// The folded form without a final -s: what two mentions of a name share.
    pub(super) stem: u64,
    pub(super) prefixes: [u64; 3],
    pub(super) suffixes: [u64; 4],
    pub(super) shape: u64,
    pub(super) short_shape: u64,
    /// As in [`Token`], for who does not forget it.
    pub(super) names: u16,
    /// Frequency band in lower case, 0 for unknown.
    pub(super) band: u8,
}

impl Token {
    /// Where it stands in the text.
    pub fn span(&self) -> Span<Joined> {
        Span::new(self.start as usize, self.end as usize)
    }
}

const SEED: u64 = 0xCBF2_9CE4_8422_2325;
const PRIME: u64 = 0x0100_0000_01B3;

/// Longest word that is read to its end; what is longer is noise.
const LONGEST: usize = 64;
/// Columns are laid out with at least this many spaces.
const COLUMN_GAP: usize = 3;
/// A line shorter than this many bytes was not broken for lack of room.
const SHORT_LINE: usize = 45;
/// A word as short as this before a full stop is an abbreviation.
const ABBREVIATION: usize = 3;

fn step(hash: u64, c: char) -> u64 {
    (hash ^ u64::from(u32::from(c))).wrapping_mul(PRIME)
}

/// The letter that a reading model without the accents of a language would give: one form for the spellings of all
/// four languages and for what damage leaves of them.
fn folded(c: char) -> char {
    match c {
        'å' | 'ä' | 'æ' | 'á' | 'à' => 'a',
        'ö' | 'ø' | 'ó' | '0' => 'o',
        'é' | 'è' | 'ë' => 'e',
        'ü' => 'u',
        '1' | '|' | 'l' | 'í' => 'i',
        _ => c,
    }
}

fn lower_of(c: char) -> char {
    if c.is_ascii() { c.to_ascii_lowercase() } else { c.to_lowercase().next().unwrap_or(c) }
}

/// Splits `text` into tokens, in order. `read` tells of a stretch which form it is and what that is made of.
pub(super) fn split(text: &str, mut read: impl FnMut(Range<usize>) -> (u32, Class), out: &mut Vec<Token>) {
    out.clear();
    let bytes = text.as_bytes();
    let char_at = |at: usize| text[at..].chars().next();
    let mut line_start = 0;
    let mut gap = Gap { hard: true, ..Gap::default() };
    let mut next = 0;
    while let Some(c) = char_at(next) {
        let at = next;
        next += c.len_utf8();
        if c.is_whitespace() {
            match c {
                '\n' => {
                    gap.hard |= gap.line || at.saturating_sub(line_start) < SHORT_LINE;
                    gap.line = true;
                    line_start = at + 1;
                }
                '\t' | '\x0c' => gap.hard = true,
                _ => {
                    gap.spaces += 1;
                    gap.hard |= gap.spaces >= COLUMN_GAP && !gap.line;
                }
            }
            gap.any = true;
            continue;
        }
        if is_letter_or_digit(c) {
            let mut last = c;
            loop {
                // Most of a word is plain letters.
                while let Some(&letter) = bytes.get(next).filter(|byte| byte.is_ascii_alphanumeric()) {
                    last = char::from(letter);
                    next += 1;
                }
                let Some(sign) = char_at(next) else { break };
                let after = next + sign.len_utf8();
                let inside = is_letter_or_digit(sign)
                    || joins(sign) && char_at(after).is_some_and(|after| joined(last, sign, after));
                if !inside {
                    break;
                }
                (last, next) = (sign, after);
            }
        }
        let (form, class) = read(at..next);
        let previous = out.last();
        let apart =
            gap.hard || gap.any && previous.is_some_and(|p| ends_sentence(out, p, bytes)) && begins(c);
        let begins = apart || previous.is_some_and(|p| p.class == Class::Mark || p.class == Class::Stop);
        out.push(Token {
            start: narrow(at),
            end: narrow(next),
            form,
            class,
            begins,
            apart,
            ..Token::default()
        });
        gap = Gap::default();
    }
}

/// White space since the last token.
#[derive(Default)]
struct Gap {
    any: bool,
    line: bool,
    hard: bool,
    spaces: usize,
}

fn narrow(offset: usize) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

fn joins(c: char) -> bool {
    matches!(c, '-' | '\'' | '’' | ':' | '.' | ',' | '/' | '\u{2010}' | '\u{ad}')
}

/// Whether a sign between two characters belongs to the word or number around it.
fn joined(before: char, sign: char, after: char) -> bool {
    match sign {
        '-' | '\u{2010}' | '\u{ad}' => before.is_alphanumeric() && after.is_alphanumeric(),
        '\'' | '’' => before.is_alphabetic() && after.is_alphabetic(),
        ':' => before.is_alphabetic() && after.is_lowercase() || before.is_numeric() && after.is_numeric(),
        _ => before.is_numeric() && after.is_numeric(),
    }
}

fn begins(c: char) -> bool {
    c.is_uppercase() || !c.is_alphabetic()
}

/// Whether a full stop, or a question or exclamation mark, ends a sentence rather than an abbreviation.
fn ends_sentence(tokens: &[Token], last: &Token, bytes: &[u8]) -> bool {
    let sign = bytes.get(last.start as usize);
    if matches!(sign, Some(b'!' | b'?')) {
        return true;
    }
    if last.class != Class::Stop {
        return false;
    }
    let Some(before) = tokens.len().checked_sub(2).and_then(|i| tokens.get(i)) else { return true };
    let glued = before.end == last.start;
    !(glued && (before.class == Class::Number || (before.end - before.start) as usize <= ABBREVIATION))
}

/// Reads the characters of a form once, hashing as it goes; what the tables say of it is left open.
pub(super) fn read(form: &str) -> Form {
    let mut read = Form::default();
    let mut letters = [' '; LONGEST];
    let mut length = 0;
    let (mut lower, mut fold) = (SEED, SEED);
    let (mut shape, mut short, mut last_kind) = (SEED, SEED, ' ');
    let (mut uppers, mut lowers, mut digits) = (0u32, 0u32, 0u32);
    for c in form.chars().take(LONGEST) {
        let small = lower_of(c);
        lower = step(lower, small);
        let plain = folded(small);
        letters[length] = plain;
        fold = step(fold, plain);
        length += 1;
        if (2..=4).contains(&length) {
            read.prefixes[length - 2] = fold;
        }
        let kind = if c.is_uppercase() {
            uppers += 1;
            'X'
        } else if c.is_alphabetic() {
            lowers += 1;
            'x'
        } else if c.is_numeric() {
            digits += 1;
            'd'
        } else {
            c
        };
        if length <= 12 {
            shape = step(shape, kind);
        }
        if kind != last_kind {
            short = step(short, kind);
        }
        last_kind = kind;
    }
    let letters = &letters[..length];
    let mut back = SEED;
    for (n, &c) in letters.iter().rev().take(5).enumerate() {
        back = step(back, c).rotate_left(7);
        if n >= 1 {
            read.suffixes[n - 1] = back;
        }
    }
    read.stem = match letters.split_last() {
        Some(('s', rest)) if rest.len() >= 3 => {
            let rest = match rest.split_last() {
                Some((':' | '\'' | '’', rest)) => rest,
                _ => rest,
            };
            rest.iter().fold(SEED, |hash, &c| step(hash, c))
        }
        _ => fold,
    };
    read.class = class(form, uppers, lowers, digits);
    (read.lower, read.fold, read.shape, read.short_shape) = (lower, fold, shape, short);
    read
}

fn class(form: &str, uppers: u32, lowers: u32, digits: u32) -> Class {
    let first_is_capital = form.chars().next().is_some_and(char::is_uppercase);
    match (uppers, lowers, digits) {
        (0, 0, 0) => match form {
            "." => Class::Stop,
            "," => Class::Comma,
            "(" | ")" | "[" | "]" | "{" | "}" => Class::Bracket,
            "-" | "–" | "—" => Class::Dash,
            _ => Class::Mark,
        },
        (0, 0, _) => Class::Number,
        (0, _, _) => Class::Lower,
        (1, 0, 0) => Class::Initial,
        (_, 0, _) => Class::Capitals,
        _ if first_is_capital => Class::Capital,
        _ => Class::Mixed,
    }
}

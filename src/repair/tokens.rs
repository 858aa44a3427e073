//! Words and what stands between them, as the decoder needs them.
//!
//! A token is what may be repaired alone: the parts of "Lyngby-Taarbeek" are two, a word broken at a line end is one. Numbers, dates,
//! case numbers, codes, addresses and single letters of abbreviations are told apart here, once, so that no later step can
//! touch them. The classes of what is no word are those of the language statistics.

use super::channel::{is_bracket_for_letter, is_sign_for_letter};

/// What stands at a token.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word that may be repaired.
    Word,
    /// A lone sign or digit that may stand for a letter, word or section sign.
    Lone,
    /// A word that must not be touched (part of an address or abbreviation).
    Kept,
    /// The start of a sentence, paragraph or table cell.
    Start,
    /// A number of any form.
    Number,
    /// A comma.
    Comma,
    /// Another sign.
    Mark,
    /// A section sign.
    Section,
}

/// A token of the text as read.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    /// First byte.
    pub(super) start: u32,
    /// The byte after the last.
    pub(super) end: u32,
    /// What it is.
    pub(super) kind: Kind,
    /// It stands close to the token before it (the second part of a hyphenated word): no context from there.
    pub(super) glued: bool,
    /// Where it goes on after a line-end hyphen, if it does: first byte and the byte after the last.
    pub(super) rest: Option<(u32, u32)>,
}

impl Token {
    fn new(kind: Kind, start: usize, end: usize) -> Self {
        Self { start: start as u32, end: end as u32, kind, glued: false, rest: None }
    }

    /// What was read, without the part after a line end.
    pub(super) fn of(self, text: &str) -> &str {
        &text[self.start as usize..self.end as usize]
    }
}

fn is_word_char(c: char) -> bool {
    c.is_alphanumeric() || is_sign_for_letter(c) && !is_bracket_for_letter(c)
}

/// Bytes of the word that `rest` begins with; whether a bracket was `opened` in front of it. A bracket behind a small letter that
/// closes nothing is an l or j: "til}", "fores]a".
fn word_length(mut opened: bool, rest: &str) -> usize {
    let mut last = ' ';
    let inside = |c: char| {
        opened |= c == '{';
        let inside = is_word_char(c) || is_bracket_for_letter(c) && last.is_lowercase() && !opened;
        last = c;
        inside
    };
    rest.len() - rest.trim_start_matches(inside).len()
}

/// Whether a stretch without white space is an address or a path.
pub(super) fn is_address(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    if chunk.contains("://") || bytes.len() > 4 && bytes[..4].eq_ignore_ascii_case(b"www.") {
        return true;
    }
    // name@host.domain; "J@rgen" has no dot inside after the sign.
    match chunk.split_once('@') {
        Some((name, host)) => {
            !name.is_empty()
                && host.split_once('.').is_some_and(|(host, domain)| {
                    host.len() > 1 && domain.len() > 1 && domain.starts_with(|c: char| c.is_ascii_lowercase())
                })
        }
        None => {
            // host.domain/path or file.ext: two dots with letters on both sides of each, or a dot before a slash.
            let inner = chunk.trim_matches(|c: char| !c.is_alphanumeric());
            inner.contains('/')
                && inner.contains('.')
                && inner.chars().any(char::is_alphabetic)
                && !inner.contains(' ')
        }
    }
}

/// Tokens of `text[start..end]`.
pub(super) fn tokens(text: &str, start: usize, end: usize, out: &mut Vec<Token>) {
    let body = &text[start..end];
    out.push(Token::new(Kind::Start, start, start));
    let mut newlines = 0;
    let mut at = 0;
    while at < body.len() {
        let rest = &body[at..];
        let Some(c) = rest.chars().next() else { break };
        if c.is_whitespace() {
            newlines += u32::from(c == '\n') + 2 * u32::from(c == '\x0c');
            at += c.len_utf8();
            continue;
        }
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        if newlines >= 2 {
            push_start(out, start + at);
        }
        newlines = 0;
        chunk(&rest[..length], start + at, out);
        at += length;
    }
}

fn push_start(out: &mut Vec<Token>, at: usize) {
    if out.last().is_some_and(|last| last.kind != Kind::Start) {
        out.push(Token::new(Kind::Start, at, at));
    }
}

fn chunk(chunk: &str, offset: usize, out: &mut Vec<Token>) {
    if is_address(chunk) {
        out.push(Token::new(Kind::Kept, offset, offset + chunk.len()));
        return;
    }
    let mut at = 0;
    // After a hyphen or slash inside the chunk.
    let mut glued = false;
    let mut opened = false;
    while at < chunk.len() {
        let rest = &chunk[at..];
        let Some(c) = rest.chars().next() else { break };
        opened |= matches!(c, '(' | '[' | '{');
        if !is_word_char(c) {
            let kind = match c {
                '.' | '!' | '?' | ':' | ';' => Kind::Start,
                ',' => Kind::Comma,
                '§' => Kind::Section,
                _ => Kind::Mark,
            };
            let next = at + c.len_utf8();
            glued = matches!(c, '-' | '/' | '–' | '\u{2010}' | '\u{ad}' | '\'' | '’') && at > 0;
            if kind == Kind::Start {
                // A point inside "t.o.m." ends no sentence.
                if next == chunk.len() || !chunk[next..].starts_with(is_word_char) {
                    push_start(out, offset + next);
                } else {
                    glued = true;
                }
            } else if !glued {
                out.push(Token::new(kind, offset + at, offset + next));
            }
            at = next;
            continue;
        }
        let mut length = word_length(opened, rest);
        let run = &rest[..length];
        let digits = run.bytes().filter(u8::is_ascii_digit).count();
        let letters = run.chars().filter(|c| c.is_alphabetic()).count();
        let kind = if letters == 0 {
            if run.chars().count() == 1 && !touches_number(chunk, at, length) {
                Kind::Lone
            } else if digits > 0 {
                let more = rest[length..]
                    .find(|c: char| !(c.is_ascii_digit() || matches!(c, '.' | ',' | ':' | '/' | '-' | '–')))
                    .unwrap_or(rest.len() - length);
                let number = rest[..length + more].trim_end_matches(['.', ',', ':', '/', '-', '–']);
                length = number.len().max(length);
                Kind::Number
            } else {
                Kind::Mark
            }
        } else if digits == 1 && letters == 1 && run.len() == 2 && run.starts_with(['0', '4', '6']) && at == 0
        {
            // "0g", "4r": as a word with a digit for its first letter, if the sentence agrees.
            Kind::Lone
        } else if digits > 0
            && (digits > 1 && !is_doubled(run) || letters < 2 || chunk[..at].ends_with(['.', ':', '/']))
        {
            Kind::Number
        } else if letters == 1
            && run.len() == c.len_utf8()
            && (chunk[at + length..].starts_with(['.', ')']) && !chunk[..at].ends_with('(')
                || chunk[..at].ends_with('.'))
            || letters < 4 && chunk[..at].ends_with('.')
            || letters < 4 && is_inner_point(chunk, at + length)
        {
            Kind::Kept
        } else {
            Kind::Word
        };
        out.push(Token { glued, ..Token::new(kind, offset + at, offset + at + length) });
        glued = false;
        at += length;
    }
}

/// Whether the only digits of a run are two that may stand for "öö" in a word.
fn is_doubled(run: &str) -> bool {
    run.split_once("66").is_some_and(|(before, after)| {
        let letters = |part: &str| part.chars().all(char::is_alphabetic);
        let small = before.chars().skip(1).chain(after.chars()).any(char::is_lowercase);
        !before.is_empty() && small && letters(before) && letters(after)
    })
}

/// Whether a point with a letter after it stands at `at`.
fn is_inner_point(chunk: &str, at: usize) -> bool {
    let mut rest = chunk[at..].chars();
    rest.next() == Some('.') && rest.next().is_some_and(char::is_alphanumeric)
}

/// Whether the run is part of a number, date, amount or clock time.
fn touches_number(chunk: &str, at: usize, length: usize) -> bool {
    let joins = |c: char| {
        matches!(c, '.' | ',' | ':' | '/' | '-' | '–' | '+' | '%' | '(' | ')' | '[' | ']' | '°' | '*')
    };
    chunk[..at].chars().next_back().is_some_and(joins)
        || chunk[at + length..].chars().next().is_some_and(joins)
}

#[cfg(test)]
mod tests {
    use super::{Kind, tokens};

    fn words(text: &str) -> Vec<&str> {
        let mut out = Vec::new();
        tokens(text, 0, text.len(), &mut out);
        out.iter().filter(|token| token.kind == Kind::Word).map(|token| token.of(text)).collect()
    }

    #[test]
    fn words_and_their_parts_may_be_repaired() {
        assert_eq!(
            words("(Ordf6randen), J@rgen Lyngby-Taarbeek &tgarder."),
            ["Ordf6randen", "J@rgen", "Lyngby", "Taarbeek", "&tgarder"]
        );
        assert_eq!(words("Karin W66f, B66, E66 och KS66"), ["Karin", "W66f", "och"]);
    }

    #[test]
    fn a_bracket_that_closes_nothing_is_a_letter() {
        assert_eq!(words("til} de ne} (vpk} {fp} fores]a"), ["til}", "de", "ne}", "vpk", "{fp", "fores]a"]);
        assert_eq!(words("KS} [bilaga]"), ["KS", "bilaga"]);
    }

    #[test]
    fn numbers_codes_and_addresses_are_kept() {
        for text in [
            "KS2024",
            "2024-01-17",
            "12.000,50",
            "ks@orten.se",
            "www.orten.se/4r",
            "https://a.dk/o6",
            "3a",
            "8.",
            "t.o.m.",
        ] {
            assert_eq!(words(text), [""; 0], "{text}");
        }
    }

    #[test]
    fn a_lone_sign_is_no_number_unless_it_touches_one() {
        let text = "1 tid den 4. maj, 5 8 kommunallagen";
        let mut out = Vec::new();
        tokens(text, 0, text.len(), &mut out);
        let lone: Vec<_> =
            out.iter().filter(|token| token.kind == Kind::Lone).map(|token| token.of(text)).collect();
        assert_eq!(lone, ["1", "5", "8"]);
    }
}

//! Lines of marked text, cut into text and tags.
//!
//! A narrow kind of XML: elements with attributes, comments, an XML declaration, five named entities and character
//! references. A tag begins and ends on one line; nothing else is needed, and what is not needed is refused, so that
//! the line of every error is exact.

use super::Error;
use std::borrow::Cow;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// A piece of a line.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Piece<'s> {
    /// Text, references resolved.
    Text(Cow<'s, str>),
    /// An opening tag.
    Open(&'s str, Vec<(&'s str, String)>),
    /// A closing tag.
    Close(&'s str),
    /// A page break.
    Break,
}

/// A source without comments, which knows the line that each byte came from.
pub(super) struct Source {
    text: String,
    /// Byte of `text` at which line 2, 3, ... of the file begins.
    starts: Vec<usize>,
}

impl Source {
    /// Takes comments (with their lines, where there is nothing else on them), the XML declaration, a byte-order mark
    /// and carriage returns away, and composes letters with their marks, as is done with every text that is read.
    pub(super) fn new(file: &str) -> Result<Self, Error> {
        let file = file.strip_prefix('\u{FEFF}').unwrap_or(file);
        let mut file = composed(file.into());
        if file.contains('\r') {
            file = Cow::Owned(file.replace("\r\n", "\n").replace('\r', "\n"));
        }
        if let Some(at) = file.find(|c: char| c.is_control() && !matches!(c, '\n' | '\t')) {
            let line = 1 + file[..at].matches('\n').count();
            return Err(Error::new(line, "a control character: take it out (a page break is <pb/>)"));
        }
        let mut source = Self { text: String::with_capacity(file.len()), starts: Vec::new() };
        let mut rest: &str = &file;
        if rest.starts_with("<?xml") {
            let end = rest.find("?>").ok_or_else(|| Error::new(1, "the XML declaration does not end"))? + 2;
            let end = end + rest[end..].len() - rest[end..].trim_start().len();
            source.skip(&rest[..end]);
            rest = &rest[end..];
        }
        while let Some(at) = rest.find("<!--") {
            source.keep(&rest[..at]);
            let comment = &rest[at..];
            let end = comment.find("-->").ok_or_else(|| {
                Error::new(source.line(source.text.len()), "a comment does not end: close it with -->")
            })?;
            let mut end = end + 3;
            let alone = source.text.rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
            if let (true, Some(after)) = (alone, comment[end..].find('\n'))
                && comment[end..end + after].trim().is_empty()
            {
                end += after + 1;
                let line = source.text.rfind('\n').map_or(0, |newline| newline + 1);
                source.text.truncate(line);
            }
            source.skip(&comment[..end]);
            rest = &comment[end..];
        }
        source.keep(rest);
        Ok(source)
    }

    fn keep(&mut self, text: &str) {
        let at = self.text.len();
        self.starts.extend(text.match_indices('\n').map(|(newline, _)| at + newline + 1));
        self.text.push_str(text);
    }

    fn skip(&mut self, text: &str) {
        self.starts.extend(text.match_indices('\n').map(|_| self.text.len()));
    }

    /// Line of the file that a byte of the text came from, counted from 1.
    fn line(&self, at: usize) -> usize {
        1 + self.starts.partition_point(|start| *start <= at)
    }

    /// The lines, each with the number of its line in the file.
    pub(super) fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        let mut at = 0;
        self.text.split('\n').map(move |line| {
            let number = self.line(at);
            at += line.len() + 1;
            (number, line)
        })
    }
}

/// A text with its letters composed.
fn composed(text: Cow<'_, str>) -> Cow<'_, str> {
    match is_nfc_quick(text.chars()) {
        IsNormalized::Yes => text,
        _ => Cow::Owned(text.nfc().collect()),
    }
}

/// Cuts a line into its pieces.
pub(super) fn pieces(line: &str, number: usize) -> Result<Vec<Piece<'_>>, Error> {
    let fail = |message: String| Error::new(number, message);
    let mut found = Vec::new();
    let mut rest = line;
    while let Some(at) = rest.find('<') {
        if at > 0 {
            found.push(Piece::Text(resolve(&rest[..at]).map_err(fail)?));
        }
        let (piece, after) = tag(&rest[at + 1..]).map_err(fail)?;
        found.push(piece);
        rest = after;
    }
    if !rest.is_empty() {
        found.push(Piece::Text(resolve(rest).map_err(fail)?));
    }
    Ok(found)
}

/// Reads a tag after its `<`; gives what follows it, too.
fn tag(text: &str) -> Result<(Piece<'_>, &str), String> {
    let (closing, text) = match text.strip_prefix('/') {
        Some(text) => (true, text),
        None => (false, text),
    };
    let (name, mut rest) = text.split_at(text.find(|c: char| !c.is_ascii_lowercase()).unwrap_or(text.len()));
    if name.is_empty() {
        return Err("'<' does not begin a tag: write &lt; for the character".into());
    }
    let unended = || format!("the tag <{name}> does not end on its line");
    let mut attributes: Vec<(&str, String)> = Vec::new();
    loop {
        let trimmed = rest.trim_start();
        if let Some(after) = trimmed.strip_prefix("/>") {
            return match name {
                "pb" if !closing && attributes.is_empty() => Ok((Piece::Break, after)),
                _ => Err(format!("<{name}/> is empty: only <pb/> may be")),
            };
        }
        if let Some(after) = trimmed.strip_prefix('>') {
            return match (closing, attributes.is_empty()) {
                (true, true) => Ok((Piece::Close(name), after)),
                (true, false) => Err(format!("the closing tag </{name}> has attributes")),
                (false, _) => Ok((Piece::Open(name, attributes), after)),
            };
        }
        if trimmed.is_empty() {
            return Err(unended());
        }
        let length = trimmed.find(|c: char| !(c.is_ascii_lowercase() || c == '_')).ok_or_else(unended)?;
        let (key, after) = trimmed.split_at(length);
        if key.is_empty() || trimmed.len() == rest.len() {
            return Err(format!(
                "in the tag <{name}>: expected NAME=\"VALUE\" or '>' at {:?}",
                first(trimmed)
            ));
        }
        let after = after.trim_start().strip_prefix('=').map(str::trim_start);
        let after = after.ok_or_else(|| format!("the attribute {key} of <{name}> has no value"))?;
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
        let quote = quote.ok_or_else(|| format!("the value of {key} in <{name}> is not quoted"))?;
        let end = after[1..].find(quote).ok_or_else(unended)?;
        let value = &after[1..=end];
        if value.contains('<') {
            return Err(format!("the value of {key} in <{name}> holds '<': write &lt;"));
        }
        if attributes.iter().any(|(earlier, _)| *earlier == key) {
            return Err(format!("<{name}> has {key} twice"));
        }
        attributes.push((key, resolve(value)?.into_owned()));
        rest = &after[end + 2..];
    }
}

/// The first few characters, for a message.
fn first(text: &str) -> &str {
    text.char_indices().nth(12).map_or(text, |(at, _)| &text[..at])
}

/// Text with its references resolved.
fn resolve(text: &str) -> Result<Cow<'_, str>, String> {
    if !text.contains('&') {
        return Ok(text.into());
    }
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        out.push_str(&rest[..at]);
        let reference = &rest[at + 1..];
        let end = reference.find(';').filter(|end| *end <= 8);
        let end =
            end.ok_or_else(|| "'&' does not begin a reference: write &amp; for the character".to_owned())?;
        let name = &reference[..end];
        let number = |digits: &str, base| u32::from_str_radix(digits, base).ok().and_then(char::from_u32);
        let character = match name {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => match name.strip_prefix('#') {
                Some(digits) => match digits.strip_prefix('x') {
                    Some(digits) => number(digits, 16),
                    None => number(digits, 10),
                },
                None => None,
            },
        };
        let character = character.filter(|c| !c.is_control() || *c == '\t');
        out.push(character.ok_or_else(|| format!("&{name}; is no reference that this format knows"))?);
        rest = &reference[end + 1..];
    }
    out.push_str(rest);
    Ok(composed(out.into()))
}

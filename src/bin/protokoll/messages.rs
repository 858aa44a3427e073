//! Sentences on stderr.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::io::{self, Write as _};

/// Says something on stderr. A closed stderr is not an error: the exit code still tells.
pub(crate) fn say(message: &str) {
    let _ = writeln!(io::stderr(), "protokoll: {}", printable(message));
}

/// A text that cannot move the cursor, forge a line or turn the writing direction: file names may hold anything.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    let odd = |c: char| {
        c.is_control()
            || matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
    };
    if !text.contains(odd) {
        return text.into();
    }
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        if odd(c) {
            let _ = write!(out, "{}", c.escape_default());
        } else {
            out.push(c);
        }
    }
    out.into()
}

/// Text that cannot end a cell of a Markdown table, link anything or begin markup.
pub(crate) fn plain_in_markdown(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '|' | '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' => {
                out.push('\\');
                out.push(c);
            }
            c if c.is_control() => out.push(' '),
            c => out.push(c),
        }
    }
    out
}

/// A count with its noun: `1 document`, `2 documents`.
pub(crate) fn count(number: u64, noun: &str) -> String {
    format!("{number} {noun}{}", if number == 1 { "" } else { "s" })
}

#[cfg(test)]
mod tests {
    use super::{count, plain_in_markdown, printable};

    #[test]
    fn text_is_no_markup() {
        assert_eq!(plain_in_markdown("#5 *x* a|b"), "\\#5 \\*x\\* a\\|b");
    }

    #[test]
    fn a_file_name_cannot_forge_a_line() {
        assert_eq!(printable("a\nprotokoll: b\x1b[2J"), "a\\nprotokoll: b\\u{1b}[2J");
        assert_eq!(printable("möte 1.txt"), "möte 1.txt");
    }

    #[test]
    fn one_document_is_not_many() {
        assert_eq!((count(1, "document"), count(0, "document")), ("1 document".into(), "0 documents".into()));
    }
}

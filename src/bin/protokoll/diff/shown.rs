//! Changes as text, Markdown or JSON Lines.

use crate::args::DiffFormat;
use crate::messages::{plain_in_markdown, printable};
use protokoll::compare::{Change, Summary, Verb};
use serde_json::{Map, Value, json};
use std::io::{self, Write};

pub(super) struct Shown<W> {
    format: DiffFormat,
    quiet: bool,
    out: W,
}

impl<W: Write> Shown<W> {
    pub(super) fn new(format: DiffFormat, quiet: bool, out: W) -> Self {
        Self { format, quiet, out }
    }

    /// Shows the changes of one document; `whole` if it was gained or lost itself.
    pub(super) fn document(&mut self, path: &str, whole: Option<Verb>, changes: &[Change]) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        let whole = whole.map(word);
        match self.format {
            DiffFormat::Text => {
                let said = whole.map(|whole| format!(": {whole}")).unwrap_or_default();
                writeln!(self.out, "==> {}{said} <==", printable(path))?;
                // What a document held goes with it, and is only counted.
                for change in changes.iter().filter(|_| whole.is_none()) {
                    writeln!(self.out, "{}", printable(&sentence(change)))?;
                    for (sign, text) in [('-', &change.before), ('+', &change.after)] {
                        if let Some(text) = text {
                            writeln!(self.out, "  {sign} {}", printable(text))?;
                        }
                    }
                }
                writeln!(self.out)
            }
            DiffFormat::Markdown => {
                let said = whole.map(|whole| format!(": {whole}")).unwrap_or_default();
                writeln!(self.out, "#### `{}`{said}\n", code(path))?;
                for change in changes.iter().filter(|_| whole.is_none()) {
                    write!(self.out, "- {}", plain_in_markdown(&sentence(change)))?;
                    let texts = [&change.before, &change.after].map(|text| text.as_deref().map(code));
                    match texts {
                        [Some(before), Some(after)] => writeln!(self.out, ": `{before}` → `{after}`")?,
                        [Some(text), None] | [None, Some(text)] => writeln!(self.out, ": `{text}`")?,
                        [None, None] => writeln!(self.out)?,
                    }
                }
                writeln!(self.out)
            }
            DiffFormat::Json => {
                let changes: Vec<Value> = changes.iter().map(value).collect();
                let line =
                    json!({ "path": path, "document": whole.unwrap_or("changed"), "changes": changes });
                writeln!(self.out, "{line}")
            }
        }
    }

    /// Shows the summary; gives the stream back.
    pub(super) fn end(mut self, documents: u64, summary: &Summary) -> io::Result<W> {
        match self.format {
            DiffFormat::Text => {
                for line in summary.lines() {
                    writeln!(self.out, "{line}")?;
                }
            }
            DiffFormat::Markdown => {
                let verdict = if summary.is_empty() { "nothing changed" } else { "summary" };
                writeln!(self.out, "### protokoll diff: {verdict}\n")?;
                for line in summary.lines() {
                    writeln!(self.out, "- {line}")?;
                }
            }
            DiffFormat::Json => {
                let mut kinds: Map<String, Value> = Map::new();
                for ((kind, verb), count) in summary.counts() {
                    let of = kinds.entry(kind.words().1).or_insert_with(|| json!({}));
                    let name = match verb {
                        Verb::Changed(aspect) => format!("changed {aspect}"),
                        verb => word(verb).into(),
                    };
                    of[name] = count.into();
                }
                writeln!(self.out, "{}", json!({ "documents": documents, "summary": kinds }))?;
            }
        }
        Ok(self.out)
    }
}

fn word(verb: Verb) -> &'static str {
    match verb {
        Verb::Changed(_) => "changed",
        Verb::Gained => "gained",
        Verb::Lost => "lost",
    }
}

/// `§ 12: decision changed outcome`.
fn sentence(change: &Change) -> String {
    let item = change.item.as_deref().map(|item| format!("{item}: ")).unwrap_or_default();
    let aspect = match change.verb {
        Verb::Changed(aspect) => format!(" {aspect}"),
        _ => String::new(),
    };
    format!("{item}{} {}{aspect}", change.kind.words().0, word(change.verb))
}

fn value(change: &Change) -> Value {
    let aspect = match change.verb {
        Verb::Changed(aspect) => Some(aspect),
        _ => None,
    };
    json!({
        "kind": change.kind.words().0,
        "change": word(change.verb),
        "aspect": aspect,
        "item": change.item,
        "before": change.before,
        "after": change.after,
    })
}

/// Text that cannot end a code span.
fn code(text: &str) -> String {
    printable(text).replace('`', "'")
}

//! The report of `protokoll coverage` that a person reads.

use super::suspects::{as_cues, seen};
use super::{Totals, own};
use crate::messages::{count, printable};
use protokoll::outline::{Coverage, Met};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// So many of the words of a rule are shown, and so many letters of a line.
const WORDS: usize = 6;
const LETTERS: usize = 60;

/// What is said of one document.
pub(super) fn document(path: &str, document: &Coverage) -> String {
    let mut out = format!(
        "==> {} <==\n{}: {} of {} not explained by a cue\n",
        printable(path),
        document.language.code(),
        document.unexplained_lines,
        count(document.lines as u64, "line"),
    );
    let mut rules: BTreeMap<&str, Vec<&Met>> = BTreeMap::new();
    for met in &document.met {
        rules.entry(met.rule).or_default().push(met);
    }
    heading(&mut out, "cues met", rules.is_empty());
    for (rule, mut met) in rules {
        let times: usize = met.iter().map(|met| met.count).sum();
        met.sort_by_key(|met| (std::cmp::Reverse(met.count), met.line));
        let words: Vec<String> = met
            .iter()
            .filter(|met| !met.words.is_empty())
            .take(WORDS)
            .map(|met| match met.count {
                1 => shortened(&met.words),
                more => format!("{} ({more})", shortened(&met.words)),
            })
            .collect();
        let more = if met.len() > WORDS { " | ..." } else { "" };
        let _ = writeln!(out, "  {times:>6}  {rule:<26} {}{more}", words.join(" | "));
    }
    heading(&mut out, "lines unexplained", document.unexplained.is_empty());
    for one in &document.unexplained {
        let lines = match one.last_line {
            last if last == one.first_line => last.to_string(),
            last => format!("{}-{last}", one.first_line),
        };
        let kind = serde_json::to_value(one.kind).ok();
        let kind = kind.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default();
        let _ = writeln!(out, "  {lines:>11}  {kind:<10} {}", shortened(&one.words));
    }
    heading(&mut out, "suspects", own(document).next().is_none());
    for (one, why) in own(document) {
        let near =
            one.near.as_ref().map(|near| format!(": \"{}\" of {}", printable(near.heading), near.section));
        let near = near.unwrap_or_default();
        let _ = writeln!(out, "  {:>11}  {}  ({why}{near})", one.line, shortened(&one.text));
    }
    out.push('\n');
    out
}

/// What is said of all documents.
pub(super) fn totals(totals: &Totals, top: usize) -> String {
    let mut out = format!(
        "{}: {} of {} not explained by a cue\n",
        count(totals.documents, "document"),
        totals.unexplained_lines,
        count(totals.lines, "line"),
    );
    let common = totals.suspects.commonest(top);
    heading(&mut out, "suspects, the commonest first", common.is_empty());
    for one in &common {
        let _ = writeln!(out, "  {}  ({})", shortened(&one.text), seen(one));
    }
    if !common.is_empty() {
        let _ = writeln!(
            out,
            "\nFor a file of --cues, once the section of each is checked (docs/cues.md):\n\n{}",
            as_cues(&common)
        );
    }
    out
}

fn heading(out: &mut String, name: &str, none: bool) {
    let _ = writeln!(out, "{name}{}", if none { ": none" } else { "" });
}

/// A line that does not run over the next.
fn shortened(text: &str) -> String {
    let text = printable(text);
    let mut letters = text.chars();
    let mut short: String = letters.by_ref().take(LETTERS).collect();
    if letters.next().is_some() {
        short.push_str("...");
    }
    short
}

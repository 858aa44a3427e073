//! The report as a comment on a pull request: what fell first, the tables folded away.

use super::report::{Report, change, interval, number, sentence, shown, wrong};
use protokoll::measure::{Group, Kind};
use std::fmt::Write;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    let verdict = if report.fell() { "something fell" } else { "nothing fell" };
    let _ = writeln!(out, "### protokoll check: {verdict}\n\n{}\n", report.heading());
    for fall in &report.falls {
        let _ = writeln!(out, "- **{}**", cell(&fall.to_string()));
    }
    for (name, how) in report.differing() {
        let lines = how.lines().count();
        let _ = writeln!(
            out,
            "- **{} differs from its expected record** ({lines} lines with --details)",
            cell(name)
        );
    }
    for document in report.documents.iter().filter(|document| document.failure.is_some()) {
        let why = document.failure.as_deref().unwrap_or_default();
        let _ = writeln!(out, "- **{} could not be read**: {}", cell(&document.name), cell(why));
    }
    for change in report.told().filter(|change| change.language.is_none()) {
        let sign = if change.gain > 0.0 { "gained" } else { "lost" };
        let _ = writeln!(out, "- {sign}: {}", cell(&sentence(change)));
    }
    figures(report, &mut out);
    if report.board.languages.len() > 1 {
        languages(report, &mut out);
    }
    if report.details {
        details(report, &mut out);
    }
    out
}

/// Text that cannot end a table's cell or begin markup.
fn cell(text: &str) -> String {
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

fn figures(report: &Report, out: &mut String) {
    out.push_str("\n<details><summary>All figures</summary>\n");
    let mut group: Option<Group> = None;
    for row in shown(&report.board.all) {
        if group != Some(row.group) {
            let title = row.group.title();
            let _ = writeln!(out, "\n| {title} | value | 95 % interval | P | R | n | change |");
            out.push_str("|---|---:|---:|---:|---:|---:|---:|\n");
            group = Some(row.group);
        }
        let of = row.kind.precision_recall(row.counts);
        let of = of.map_or_else(Default::default, |(p, r)| (format!("{p:.1}"), format!("{r:.1}")));
        let size = match row.kind {
            Kind::Size | Kind::Errors => String::new(),
            kind => kind.size(row.counts).to_string(),
        };
        let value = row.value.map(|value| number(row.kind, value)).unwrap_or_default();
        let (name, interval) = (cell(&row.name), interval(row));
        let change = change(row, report.was(row));
        let _ = writeln!(out, "| {name} | {value} | {interval} | {} | {} | {size} | {change} |", of.0, of.1);
    }
    out.push_str("\n</details>\n");
}

fn languages(report: &Report, out: &mut String) {
    out.push_str("\n<details><summary>By language</summary>\n\n| figure |");
    for (language, figures) in &report.board.languages {
        let _ = write!(out, " {language} ({}) |", figures.documents);
    }
    let _ = writeln!(out, "\n|---|{}", "---:|".repeat(report.board.languages.len()));
    for row in shown(&report.board.all) {
        let _ = write!(out, "| {} |", cell(&row.name));
        for figures in report.board.languages.values() {
            let row = figures.row(&row.name).and_then(|row| Some((row, row.value?)));
            let _ = match row {
                Some((row, value)) => {
                    write!(out, " {} {} |", number(row.kind, value), within(&interval(row)))
                }
                None => write!(out, " |"),
            };
        }
        out.push('\n');
    }
    out.push_str("\n</details>\n");
}

fn within(interval: &str) -> String {
    if interval.is_empty() { String::new() } else { format!("({interval})") }
}

fn details(report: &Report, out: &mut String) {
    out.push_str("\n<details><summary>Misses and false alarms</summary>\n\n");
    out.push_str("| document | line | what | evidence | rule |\n|---|---:|---|---|---|\n");
    for document in &report.documents {
        for note in &document.measured.notes {
            let what = format!("{} {}", wrong(note), note.figure);
            let (name, evidence) = (cell(&document.name), cell(&note.evidence));
            let rule = cell(note.rule.as_deref().unwrap_or_default());
            let _ = writeln!(out, "| {name} | {} | {} | {evidence} | {rule} |", note.line, cell(&what));
        }
    }
    out.push_str("\n</details>\n");
}

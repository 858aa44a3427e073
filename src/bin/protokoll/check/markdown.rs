//! The report as a comment on a pull request: what fell first, the tables folded away.

use super::report::{Report, cells, change, interval, number, sentence, shown, size, wrong};
use crate::messages::{count, plain_in_markdown as cell, printable};
use protokoll::measure::Group;
use protokoll::measure::gate::Course;
use std::fmt::Write;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    let verdict = match (report.fell(), report.passed()) {
        (true, _) => "something fell",
        (false, true) => "nothing fell",
        (false, false) => "not all documents could be read",
    };
    let _ = writeln!(out, "### protokoll check: {verdict}\n\n{}\n", report.heading());
    for fall in &report.falls {
        let _ = writeln!(out, "- **{}**", cell(&fall.to_string()));
    }
    for (name, how) in report.differing() {
        let places = count(how.lines().count() as u64, "place");
        let more = if report.details { "below" } else { "--details shows them" };
        let _ = writeln!(out, "- **{} differs from its expected record** in {places}: {more}", cell(name));
    }
    for (name, why) in report.failed() {
        let _ = writeln!(out, "- **{} could not be read**: {}", cell(name), cell(why));
    }
    for of in &report.resized {
        let _ = writeln!(out, "- {}", cell(&size(of)));
    }
    for change in report.told().filter(|change| change.language.is_none()) {
        let sign = match change.course() {
            Course::Gained => "gained",
            Course::Lost | Course::Gone => "lost",
            Course::New => "new",
        };
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

/// Text between tags.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
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
        let [precision, recall, size] = cells(row);
        let value = row.value.map(|value| number(row.kind, value)).unwrap_or_default();
        let (name, interval) = (cell(&row.name), interval(row));
        let change = change(row, report.was(row));
        let _ =
            writeln!(out, "| {name} | {value} | {interval} | {precision} | {recall} | {size} | {change} |");
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
    for (name, how) in report.differing() {
        let name = escaped(name);
        let _ = writeln!(out, "\n<details><summary>{name} and its expected record</summary>\n\n```text");
        for line in how.lines() {
            // A fence that the text might close is broken up.
            let _ = writeln!(out, "{}", printable(line).replace("```", "` ` `"));
        }
        out.push_str("```\n\n</details>\n");
    }
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

//! The report as tables that a person reads.

use super::report::{Report, cells, change, interval, number, sentence, shown, size, wrong};
use crate::messages::printable;
use protokoll::measure::Group;
use protokoll::measure::gate::Course;
use std::fmt::Write;

pub(super) fn render(report: &Report) -> String {
    let mut out = String::new();
    if report.details {
        details(report, &mut out);
    }
    let _ = writeln!(out, "{}", report.heading());
    figures(report, &mut out);
    if report.board.languages.len() > 1 {
        languages(report, &mut out);
    }
    verdict(report, &mut out);
    out
}

/// Pads by characters: `–` is one column wide and three bytes long.
fn right(text: &str, width: usize) -> String {
    format!("{}{text}", " ".repeat(width.saturating_sub(text.chars().count())))
}

fn figures(report: &Report, out: &mut String) {
    let mut group: Option<Group> = None;
    for row in shown(&report.board.all) {
        if group != Some(row.group) {
            let was = if report.baseline.is_some() { "change" } else { "" };
            let title = row.group.title();
            let _ = writeln!(
                out,
                "\n{title:<32} {:>8}  {:>16} {:>6} {:>6} {:>7} {was:>8}",
                "value", "95 % interval", "P", "R", "n"
            );
            group = Some(row.group);
        }
        let Some(value) = row.value else { continue };
        let [precision, recall, size] = cells(row);
        let line = format!(
            "{:<32} {:>8}  {} {precision:>6} {recall:>6} {size:>7} {:>8}",
            row.name,
            number(row.kind, value),
            right(&interval(row), 16),
            change(row, report.was(row)),
        );
        let _ = writeln!(out, "{}", line.trim_end());
    }
}

fn languages(report: &Report, out: &mut String) {
    let mut group: Option<Group> = None;
    for row in shown(&report.board.all) {
        if group != Some(row.group) {
            let _ = write!(out, "\n{:<32}", format!("{}, by language", row.group.title()));
            for (language, figures) in &report.board.languages {
                let _ = write!(out, " {}", right(&format!("{language} ({})", figures.documents), 22));
            }
            out.push('\n');
            group = Some(row.group);
        }
        let mut line = format!("{:<32}", row.name);
        for figures in report.board.languages.values() {
            let cell = figures.row(&row.name).and_then(|row| Some((row, row.value?)));
            let cell = cell.map_or_else(
                || "-".into(),
                |(row, value)| {
                    let interval = interval(row).replace(' ', "");
                    let value = number(row.kind, value);
                    if interval.is_empty() { value } else { format!("{value} [{interval}]") }
                },
            );
            let _ = write!(line, " {}", right(&cell, 22));
        }
        let _ = writeln!(out, "{line}");
    }
}

fn details(report: &Report, out: &mut String) {
    for document in &report.documents {
        for note in &document.measured.notes {
            let item = note.item.as_deref().map(|item| format!(" [{item}]")).unwrap_or_default();
            let rule = note.rule.as_deref().map(|rule| format!(" (rule {rule})")).unwrap_or_default();
            let line = format!(
                "{}:{}:{item} {} {}: {}{rule}",
                document.name,
                note.line,
                wrong(note),
                note.figure,
                note.evidence
            );
            let _ = writeln!(out, "{}", printable(&line));
        }
    }
    if !out.is_empty() {
        out.push('\n');
    }
}

fn verdict(report: &Report, out: &mut String) {
    let told: Vec<_> = report.told().collect();
    for (title, courses) in [
        ("Gains", &[Course::Gained][..]),
        ("Losses that are allowed, and figures by language", &[Course::Lost, Course::Gone]),
        ("Measured for the first time", &[Course::New]),
    ] {
        let mut of = told.iter().filter(|change| courses.contains(&change.course())).peekable();
        if of.peek().is_some() {
            let _ = writeln!(out, "\n{title}");
            for change in of {
                let _ = writeln!(out, "  {}", sentence(change));
            }
        }
    }
    if !report.resized.is_empty() {
        out.push_str("\nOther documents than in the baseline\n");
    }
    for of in &report.resized {
        let _ = writeln!(out, "  {}", size(of));
    }
    for (name, why) in report.failed() {
        let _ = writeln!(out, "\nNOT READ {}: {}", printable(name), printable(why));
    }
    for (name, how) in report.differing() {
        let _ = writeln!(out, "\nDIFFERS {} from its expected record", printable(name));
        for line in how.lines() {
            let _ = writeln!(out, "  {}", printable(line));
        }
    }
    if !report.falls.is_empty() {
        out.push('\n');
    }
    for fall in &report.falls {
        let _ = writeln!(out, "FELL {fall}");
    }
}

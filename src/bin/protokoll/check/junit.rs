//! The report as JUnit XML: a test case for each figure and each document, so that a CI server shows what fell.

use super::report::{Report, number, sentence, shown, wrong};
use std::fmt::Write;

/// A test case: its class and name, and what is wrong with it.
struct Case {
    name: String,
    output: String,
    failure: Option<(&'static str, String, String)>,
    error: Option<String>,
}

pub(super) fn render(report: &Report) -> String {
    let suites = [("figures", figures(report)), ("documents", documents(report))];
    let count = |cases: &[Case], of: fn(&Case) -> bool| cases.iter().filter(|case| of(case)).count();
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let all = |of: fn(&Case) -> bool| suites.iter().map(|(_, cases)| count(cases, of)).sum::<usize>();
    let _ = writeln!(
        out,
        "<testsuites name=\"protokoll check\" tests=\"{}\" failures=\"{}\" errors=\"{}\">",
        all(|_| true),
        all(|case| case.failure.is_some()),
        all(|case| case.error.is_some()),
    );
    for (name, cases) in &suites {
        let _ = writeln!(
            out,
            "  <testsuite name=\"{name}\" tests=\"{}\" failures=\"{}\" errors=\"{}\" skipped=\"0\">",
            cases.len(),
            count(cases, |case| case.failure.is_some()),
            count(cases, |case| case.error.is_some()),
        );
        for case in cases {
            one(name, case, &mut out);
        }
        out.push_str("  </testsuite>\n");
    }
    out.push_str("</testsuites>\n");
    out
}

fn one(class: &str, case: &Case, out: &mut String) {
    let name = escaped(&case.name);
    let _ = write!(out, "    <testcase classname=\"protokoll.check.{class}\" name=\"{name}\"");
    if case.failure.is_none() && case.error.is_none() && case.output.is_empty() {
        out.push_str("/>\n");
        return;
    }
    out.push_str(">\n");
    if let Some((kind, message, text)) = &case.failure {
        let (message, text) = (escaped(message), escaped(text));
        let _ = writeln!(out, "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>");
    }
    if let Some(error) = &case.error {
        // Some servers show the attribute and some the text.
        let error = escaped(error);
        let _ = writeln!(out, "      <error type=\"not read\" message=\"{error}\">{error}</error>");
    }
    if !case.output.is_empty() {
        let _ = writeln!(out, "      <system-out>{}</system-out>", escaped(&case.output));
    }
    out.push_str("    </testcase>\n");
}

fn figures(report: &Report) -> Vec<Case> {
    let mut cases: Vec<Case> = shown(&report.board.all)
        .map(|row| Case {
            name: row.name.clone(),
            output: row.value.map(|value| number(row.kind, value)).unwrap_or_default(),
            failure: None,
            error: None,
        })
        .collect();
    for fall in &report.falls {
        let name = fall.name();
        let change = report
            .changes
            .iter()
            .find(|change| change.figure == fall.figure && change.language == fall.language);
        let text = change.map(sentence).unwrap_or_default();
        let failure = Some(("fell", fall.to_string(), text));
        match cases.iter_mut().find(|case| case.name == name) {
            Some(case) => match &mut case.failure {
                // Below the baseline and below a floor.
                Some((_, message, _)) => *message = format!("{message}; {fall}"),
                none => *none = failure,
            },
            None => cases.push(Case { name, output: String::new(), failure, error: None }),
        }
    }
    cases
}

fn documents(report: &Report) -> Vec<Case> {
    let documents = report.documents.iter().map(|document| {
        let mut output = String::new();
        for note in &document.measured.notes {
            let (what, figure) = (wrong(note), &note.figure);
            let rule = note.rule.as_deref().map(|rule| format!(" (rule {rule})")).unwrap_or_default();
            let _ = writeln!(output, "line {}: {what} {figure}: {}{rule}", note.line, note.evidence);
        }
        let differs = "the record is not the expected one";
        Case {
            name: document.name.clone(),
            output,
            failure: document.differs.clone().map(|how| ("differs", differs.into(), how)),
            error: document.failure.clone(),
        }
    });
    documents.collect()
}

/// Text that XML 1.0 allows.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\n' | '\t' => out.push(c),
            c if c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn no_character_breaks_the_file() {
        assert_eq!(escaped("§ <1> & \"a\"\u{c}\u{1b}"), "§ &lt;1&gt; &amp; &quot;a&quot;\u{FFFD}\u{FFFD}");
    }
}

//! The report as JSON.

use super::report::{Report, better, wrong};
use protokoll::Language;
use protokoll::measure::Figures;
use protokoll::measure::gate::Course;
use serde_json::{Map, Value, json};

pub(super) fn render(report: &Report) -> String {
    let languages: Map<String, Value> = report
        .board
        .languages
        .iter()
        .map(|(language, of)| {
            let figures = figures(report, Some(*language), of);
            (language.code().into(), json!({ "documents": of.documents, "figures": figures }))
        })
        .collect();
    let documents: Vec<Value> = report
        .documents
        .iter()
        .map(|document| {
            let counts: Map<String, Value> =
                document.measured.sheet.iter().map(|(name, counts)| (name.into(), json!(counts))).collect();
            json!({
                "name": document.name,
                "language": document.language.map(Language::code),
                "failure": document.failure,
                "differs": document.differs,
                "counts": counts,
            })
        })
        .collect();
    let falls: Vec<Value> = report
        .falls
        .iter()
        .map(|fall| {
            json!({
                "figure": fall.figure,
                "language": fall.language.map(Language::code),
                "value": fall.value,
                "bound": fall.bound,
                "message": fall.to_string(),
            })
        })
        .collect();
    let changes: Vec<Value> = report
        .changes
        .iter()
        .map(|change| {
            json!({
                "figure": change.figure,
                "language": change.language.map(Language::code),
                "was": change.was,
                "now": change.now,
                "gain": change.gain,
                "course": course(change.course()),
            })
        })
        .collect();
    let resized = report.resized.iter();
    let resized: Vec<Value> = resized
        .map(|of| json!({ "language": of.language.code(), "documents": of.now, "baseline": of.was }))
        .collect();
    let mut whole = json!({
        "schema": "protokoll-check/1",
        "passed": report.passed(),
        "documents": documents,
        "figures": figures(report, None, &report.board.all),
        "languages": languages,
        "changes": changes,
        "resized": resized,
        "falls": falls,
    });
    if report.details {
        whole["notes"] = notes(report);
    }
    let mut json = serde_json::to_string_pretty(&whole).expect("only strings for keys");
    json.push('\n');
    json
}

const fn course(course: Course) -> &'static str {
    match course {
        Course::Gained => "gained",
        Course::Lost => "lost",
        Course::New => "new",
        Course::Gone => "gone",
    }
}

fn figures(report: &Report, language: Option<Language>, figures: &Figures) -> Vec<Value> {
    let rows = figures.rows.iter();
    rows.map(|row| {
        let of = row.kind.precision_recall(row.counts);
        let was = report.baseline.as_ref().and_then(|baseline| baseline.value(language, &row.name));
        json!({
            "name": row.name,
            "group": row.group.title(),
            "better": better(row),
            "value": row.value,
            "low": row.interval.map(|(low, _)| low),
            "high": row.interval.map(|(_, high)| high),
            "precision": of.map(|(precision, _)| precision),
            "recall": of.map(|(_, recall)| recall),
            "counts": row.counts,
            "n": row.kind.size(row.counts),
            "baseline": was,
        })
    })
    .collect()
}

fn notes(report: &Report) -> Value {
    let notes = report.documents.iter().flat_map(|document| {
        document.measured.notes.iter().map(|note| {
            // What it costs each figure that counts false alarms and misses.
            let of = |side: usize| {
                let costs = note.costs.iter().filter(|(_, cost)| cost[side] > 0);
                costs
                    .map(|(figure, cost)| (figure.clone(), cost[side].into()))
                    .collect::<Map<String, Value>>()
            };
            json!({
                "document": document.name,
                "line": note.line,
                "item": note.item,
                "figure": note.figure,
                "what": wrong(note),
                "rule": note.rule,
                "evidence": note.evidence,
                "false_alarms": of(0),
                "missed": of(1),
            })
        })
    });
    notes.collect()
}

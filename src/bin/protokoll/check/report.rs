//! What a check found, before it is given a form.

use protokoll::Language;
use protokoll::measure::gate::{Baseline, Change, Fall, Resized};
use protokoll::measure::{Better, Board, Figures, Kind, Measured, Note, Row, Sheet, Wrong};
use std::path::PathBuf;

/// One document that was checked.
pub(super) struct Document {
    pub(super) name: String,
    pub(super) language: Option<Language>,
    pub(super) measured: Measured,
    /// How its record differs from the expected one.
    pub(super) differs: Option<String>,
    /// Why it could not be read or measured.
    pub(super) failure: Option<String>,
    /// The record that is to become the expected one, and its place.
    pub(super) renewed: Option<(PathBuf, String)>,
}

impl Document {
    pub(super) fn failed(name: &str, why: String) -> Self {
        let measured = Measured { sheet: Sheet::default(), notes: Vec::new() };
        let (name, failure) = (name.into(), Some(why));
        Self { name, language: None, measured, differs: None, failure, renewed: None }
    }
}

pub(super) struct Report {
    pub(super) documents: Vec<Document>,
    pub(super) board: Board,
    pub(super) baseline: Option<Baseline>,
    pub(super) changes: Vec<Change>,
    pub(super) resized: Vec<Resized>,
    pub(super) falls: Vec<Fall>,
    pub(super) details: bool,
}

impl Report {
    /// Whether a figure fell, or a record is not the expected one.
    pub(super) fn fell(&self) -> bool {
        !self.falls.is_empty() || self.differing().next().is_some()
    }

    /// Whether nothing is wrong with the run: the exit code is 0.
    pub(super) fn passed(&self) -> bool {
        !self.fell() && self.failed().next().is_none()
    }

    /// The documents that could not be read or measured, and why.
    pub(super) fn failed(&self) -> impl Iterator<Item = (&str, &str)> {
        self.documents
            .iter()
            .filter_map(|document| Some((document.name.as_str(), document.failure.as_deref()?)))
    }

    /// The documents whose records are not the expected ones, and how they differ.
    pub(super) fn differing(&self) -> impl Iterator<Item = (&str, &str)> {
        self.documents
            .iter()
            .filter_map(|document| Some((document.name.as_str(), document.differs.as_deref()?)))
    }

    /// The changes since the baseline that are not falls: gains, losses that are allowed, and figures by language.
    pub(super) fn told(&self) -> impl Iterator<Item = &Change> {
        self.changes.iter().filter(|change| {
            !self.falls.iter().any(|fall| fall.language == change.language && fall.figure == change.figure)
        })
    }

    /// How many documents there are, by language.
    pub(super) fn heading(&self) -> String {
        let languages: Vec<String> = self
            .board
            .languages
            .iter()
            .map(|(language, figures)| format!("{} {language}", figures.documents))
            .collect();
        let documents = crate::messages::count(self.documents.len() as u64, "document");
        if languages.is_empty() { documents } else { format!("{documents} ({})", languages.join(", ")) }
    }

    /// The baseline's value of a figure of all documents.
    pub(super) fn was(&self, row: &Row) -> Option<f64> {
        self.baseline.as_ref()?.value(None, &row.name)
    }
}

/// The rows that have something to show.
pub(super) fn shown(figures: &Figures) -> impl Iterator<Item = &Row> {
    figures.rows.iter().filter(|row| row.value.is_some())
}

/// A value with the digits that its kind bears.
pub(super) fn number(kind: Kind, value: f64) -> String {
    match kind {
        Kind::ErrorRate | Kind::Per(_) => format!("{value:.2}"),
        Kind::Reduction | Kind::Share | Kind::F1 => format!("{value:.1}"),
        Kind::Size | Kind::Errors => format!("{value:.0}"),
    }
}

pub(super) fn interval(row: &Row) -> String {
    row.interval.map_or_else(String::new, |(low, high)| {
        format!("{} – {}", number(row.kind, low), number(row.kind, high))
    })
}

/// The change since the baseline, with its sign; nothing where there is none to see.
pub(super) fn change(row: &Row, was: Option<f64>) -> String {
    match (row.value, was) {
        (Some(now), Some(was)) if (now - was).abs() >= 0.005 => format!("{:+.2}", now - was),
        _ => String::new(),
    }
}

/// `items: 97.30 -> 98.10`.
pub(super) fn sentence(change: &Change) -> String {
    let name = match change.language {
        Some(language) => format!("{language}/{}", change.figure),
        None => change.figure.clone(),
    };
    let value = |value: Option<f64>| value.map_or("nothing to measure".into(), |value| format!("{value:.2}"));
    format!("{name}: {} -> {}", value(change.was), value(change.now))
}

/// `da: 3 documents, 5 in the baseline`.
pub(super) fn size(of: &Resized) -> String {
    let documents = crate::messages::count(of.now as u64, "document");
    let was = of.was.map_or_else(|| "some".into(), |was| was.to_string());
    format!("{}: {documents}, {was} in the baseline", of.language)
}

/// Precision and recall, and how many things there were: the last cells of a row.
pub(super) fn cells(row: &Row) -> [String; 3] {
    let of = row.kind.precision_recall(row.counts);
    let (precision, recall) =
        of.map_or_else(Default::default, |(p, r)| (format!("{p:.1}"), format!("{r:.1}")));
    let size = match row.kind {
        Kind::Size | Kind::Errors => String::new(),
        kind => kind.size(row.counts).to_string(),
    };
    [precision, recall, size]
}

pub(super) fn wrong(note: &Note) -> &'static str {
    match note.wrong {
        Wrong::Missed => "missed",
        Wrong::FalseAlarm => "false alarm",
        Wrong::Different => "different",
    }
}

pub(super) fn better(row: &Row) -> &'static str {
    match row.kind.better() {
        Better::Higher => "higher",
        Better::Lower => "lower",
        Better::Neither => "neither",
    }
}

//! What fell: figures against those of an earlier run, and against floors.
//!
//! A figure falls when it gets worse in its own direction, by more than is allowed; a figure that can no longer be
//! measured has fallen, too. Figures by language are compared and told of, but only those of all documents decide
//! against a baseline: in a few documents of one language a single reservation is many points.

use super::board::{Board, Figures, Row};
use super::figure::{Better, Kind, is_figure};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// The form of a baseline.
const SCHEMA: &str = "protokoll-baseline/1";

/// Values that differ by less were equal before they were rounded.
const ROUNDING: f64 = 1e-3;

/// The figures of an earlier run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Baseline {
    /// The name and version of this form.
    schema: String,
    /// Number of documents, by language; empty in baselines that were made before it was kept.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    documents: BTreeMap<String, usize>,
    /// Values of all documents.
    figures: BTreeMap<String, f64>,
    /// Values by language.
    languages: BTreeMap<String, BTreeMap<String, f64>>,
}

impl Baseline {
    /// The values of a board, to three decimals.
    pub fn of(board: &Board) -> Self {
        let values = |figures: &Figures| {
            let good_or_bad = figures.rows.iter().filter(|row| can_fall(row));
            good_or_bad
                .filter_map(|row| Some((row.name.clone(), (row.value? * 1e3).round() / 1e3)))
                .collect::<BTreeMap<_, _>>()
        };
        let languages = board.languages.iter();
        Self {
            schema: SCHEMA.into(),
            documents: languages
                .clone()
                .map(|(language, figures)| (language.code().into(), figures.documents))
                .collect(),
            figures: values(&board.all),
            languages: languages
                .map(|(language, figures)| (language.code().into(), values(figures)))
                .collect(),
        }
    }

    /// Reads a baseline.
    ///
    /// # Errors
    /// If it is not one.
    pub fn parse(json: &str) -> Result<Self, String> {
        let baseline: Self = serde_json::from_str(json).map_err(|error| error.to_string())?;
        if baseline.schema != SCHEMA {
            return Err(format!("its schema is {:?}, not {SCHEMA:?}", baseline.schema));
        }
        Ok(baseline)
    }

    /// The baseline as it is committed: one figure a line, sorted.
    pub fn to_json(&self) -> String {
        let mut json = serde_json::to_string_pretty(self).expect("a baseline has only strings for keys");
        json.push('\n');
        json
    }

    /// The earlier value of a figure, of all documents or of one language.
    pub fn value(&self, language: Option<Language>, figure: &str) -> Option<f64> {
        let figures = match language {
            None => &self.figures,
            Some(language) => self.languages.get(language.code())?,
        };
        figures.get(figure).copied()
    }
}

/// The worst value that a figure may have.
#[derive(Clone, Debug, PartialEq)]
pub struct Floor {
    /// None for all documents.
    pub language: Option<Language>,
    /// Name of the figure.
    pub figure: String,
    /// The value, in the figure's own unit.
    pub value: f64,
}

impl FromStr for Floor {
    type Err = String;

    /// Reads `FIGURE=VALUE` or `LANGUAGE/FIGURE=VALUE`.
    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.rsplit_once('=').ok_or("FIGURE=VALUE is needed")?;
        let value: f64 =
            value.trim().trim_end_matches('%').trim_end().parse().map_err(|_| "VALUE is a number")?;
        let (language, figure) = match name.split_once('/').map(|(code, figure)| (code.parse(), figure)) {
            Some((Ok(language), figure)) => (Some(language), figure),
            _ => (None, name),
        };
        let figure = figure.trim();
        if !is_figure(figure) {
            return Err(format!("there is no figure '{figure}': docs/gold.md names them"));
        }
        if !value.is_finite() {
            return Err("VALUE is a number".into());
        }
        Ok(Self { language, figure: figure.into(), value })
    }
}

/// How a figure stands to its earlier value.
#[derive(Clone, Debug, PartialEq)]
pub struct Change {
    /// None for all documents.
    pub language: Option<Language>,
    /// Name of the figure.
    pub figure: String,
    /// Its earlier value; none if it could not be measured.
    pub was: Option<f64>,
    /// Its value now; none if it cannot be measured any more.
    pub now: Option<f64>,
    /// How much better it is, in its own unit, negative if it is worse; none where one of the two values is missing.
    pub gain: Option<f64>,
}

/// Which way a figure went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Course {
    /// It got better.
    Gained,
    /// It got worse.
    Lost,
    /// It can be measured for the first time, which says nothing about quality.
    New,
    /// It cannot be measured any more.
    Gone,
}

impl Change {
    /// Which way it went.
    pub fn course(&self) -> Course {
        match (self.was, self.gain) {
            (_, Some(gain)) if gain > 0.0 => Course::Gained,
            (_, Some(_)) => Course::Lost,
            (None, None) => Course::New,
            (Some(_), None) => Course::Gone,
        }
    }
}

/// A language of which there are more or fewer documents than in the earlier run: figures of other documents say little
/// of each other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Resized {
    /// The language.
    pub language: Language,
    /// Documents in the earlier run; none if it did not count them.
    pub was: Option<usize>,
    /// Documents now.
    pub now: usize,
}

/// The languages of which there are more or fewer documents than there were.
pub fn resized(board: &Board, baseline: &Baseline) -> Vec<Resized> {
    let counted = !baseline.documents.is_empty();
    let compared = Language::ALL.into_iter().map(|language| {
        let now = board.languages.get(&language).map_or(0, |figures| figures.documents);
        let had = baseline.languages.contains_key(language.code());
        let was = match baseline.documents.get(language.code()) {
            Some(was) => Some(*was),
            None if counted || !had => Some(0),
            None => None,
        };
        Resized { language, was, now }
    });
    // Where the number was not kept, only a language that came or went is known of.
    compared.filter(|of| of.was.map_or(of.now == 0, |was| was != of.now)).collect()
}

/// Why a run does not pass.
#[derive(Clone, Debug, PartialEq)]
pub struct Fall {
    /// None for all documents.
    pub language: Option<Language>,
    /// Name of the figure.
    pub figure: String,
    /// Its value; none if it could not be measured.
    pub value: Option<f64>,
    /// The value that it should at least have (at most, where less is better).
    pub bound: f64,
    /// What the bound is.
    pub reason: Reason,
}

/// What a bound is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// An earlier value, and what it may lose.
    Baseline,
    /// A floor.
    Floor,
}

impl Fall {
    /// The figure with its language.
    pub fn name(&self) -> String {
        self.language.map_or_else(|| self.figure.clone(), |language| format!("{language}/{}", self.figure))
    }
}

impl fmt::Display for Fall {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.value {
            Some(value) => write!(f, "{} is {value:.2}, ", self.name())?,
            None => write!(f, "{} could not be measured, ", self.name())?,
        }
        match self.reason {
            Reason::Baseline => write!(f, "the baseline allows {:.2}", self.bound),
            Reason::Floor => write!(f, "the floor is {:.2}", self.bound),
        }
    }
}

fn better(name: &str) -> Better {
    // A baseline may name a figure that is not measured any more; all of those were shares.
    super::figure::look_up(name).map_or(Better::Higher, |(_, _, kind)| kind.better())
}

/// Whether a figure says how good something is: a kind of segment that no annotation has, but that is found somewhere by
/// mistake, has a figure of its own, which may go away.
fn can_fall(row: &Row) -> bool {
    row.kind.better() != Better::Neither && (row.kind != Kind::F1 || row.kind.size(row.counts) > 0)
}

/// Every figure that is not what it was, those of all documents first.
pub fn changes(board: &Board, baseline: &Baseline) -> Vec<Change> {
    let mut found = compared(None, &board.all, &baseline.figures);
    for (language, figures) in &board.languages {
        if let Some(was) = baseline.languages.get(language.code()) {
            found.extend(compared(Some(*language), figures, was));
        }
    }
    found
}

fn compared(language: Option<Language>, figures: &Figures, was: &BTreeMap<String, f64>) -> Vec<Change> {
    let measured = figures.rows.iter().filter(|row| can_fall(row));
    let mut found: Vec<Change> = measured
        .map(|row: &Row| Change {
            language,
            figure: row.name.clone(),
            was: was.get(&row.name).copied(),
            now: row.value,
            gain: None,
        })
        .collect();
    let gone = was.keys().filter(|name| !figures.row(name).is_some_and(can_fall));
    found.extend(gone.map(|name| Change {
        language,
        figure: name.clone(),
        was: was.get(name).copied(),
        now: None,
        gain: None,
    }));
    found.retain_mut(|change| match (change.was, change.now) {
        (Some(was), Some(now)) => {
            let rise = now - was;
            change.gain = Some(if better(&change.figure) == Better::Lower { -rise } else { rise });
            rise.abs() > ROUNDING
        }
        (was, now) => was.is_some() != now.is_some(),
    });
    found
}

/// What fell below the baseline by more than `most`, or below a floor.
pub fn falls(board: &Board, baseline: Option<(&Baseline, f64)>, floors: &[Floor]) -> Vec<Fall> {
    let mut found = Vec::new();
    if let Some((baseline, most)) = baseline {
        for change in changes(board, baseline) {
            let Some(was) = change.was else { continue };
            let fell = change.gain.is_none_or(|gain| gain < -(most + ROUNDING));
            if change.language.is_none() && fell {
                let lower = better(&change.figure) == Better::Lower;
                let bound = if lower { was + most } else { was - most };
                let Change { language, figure, now: value, .. } = change;
                found.push(Fall { language, figure, value, bound, reason: Reason::Baseline });
            }
        }
    }
    for floor in floors {
        let figures = match floor.language {
            None => Some(&board.all),
            Some(language) => board.languages.get(&language),
        };
        let value = figures.and_then(|figures| figures.row(&floor.figure)?.value);
        let holds = value.is_some_and(|value| match better(&floor.figure) {
            Better::Lower => value <= floor.value + ROUNDING,
            Better::Higher | Better::Neither => value >= floor.value - ROUNDING,
        });
        if !holds {
            let Floor { language, figure, value: bound } = floor.clone();
            found.push(Fall { language, figure, value, bound, reason: Reason::Floor });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::{Baseline, Board, Course, Floor, Reason, Resized, changes, falls, resized};
    use crate::language::Language;
    use crate::measure::Sheet;

    fn board(items: [u64; 3], wrong: [u64; 3]) -> Board {
        let mut sheet = Sheet::default();
        sheet.add("items", items);
        sheet.add("wer after", wrong);
        sheet.add("mangled words", [7, 0, 0]);
        Board::new(&[(Some(Language::Danish), &sheet)])
    }

    #[test]
    fn a_baseline_is_read_as_it_was_written() {
        let baseline = Baseline::of(&board([2, 1, 0], [1, 3, 0]));
        assert_eq!(Baseline::parse(&baseline.to_json()), Ok(baseline.clone()));
        assert_eq!(baseline.value(Some(Language::Danish), "items"), Some(80.0));
        assert_eq!(baseline.value(None, "wer after"), Some(33.333));
        assert_eq!(baseline.value(None, "mangled words"), None);
        assert!(Baseline::parse("{}").is_err());
    }

    #[test]
    fn a_figure_falls_in_its_own_direction() {
        let baseline = Baseline::of(&board([8, 1, 1], [10, 100, 0]));
        let fallen = |items, wrong, most| -> Vec<String> {
            let board = board(items, wrong);
            falls(&board, Some((&baseline, most)), &[]).into_iter().map(|fall| fall.figure).collect()
        };
        assert!(fallen([8, 1, 1], [10, 100, 0], 0.0).is_empty());
        assert!(fallen([9, 0, 0], [5, 100, 0], 0.0).is_empty());
        assert_eq!(fallen([7, 1, 2], [10, 100, 0], 0.0), ["items"]);
        assert_eq!(fallen([8, 1, 1], [12, 100, 0], 0.0), ["wer after"]);
        assert!(fallen([8, 1, 1], [12, 100, 0], 2.0).is_empty());
        assert_eq!(fallen([0, 0, 0], [10, 100, 0], 50.0), ["items"]);
    }

    #[test]
    fn changes_are_told_by_language_too() {
        let baseline = Baseline::of(&board([8, 1, 1], [10, 100, 0]));
        let told = changes(&board([9, 0, 1], [10, 100, 0]), &baseline);
        let told: Vec<_> =
            told.iter().map(|change| (change.language, change.figure.as_str(), change.course())).collect();
        let gained = Course::Gained;
        assert_eq!(told, [(None, "items", gained), (Some(Language::Danish), "items", gained)]);
    }

    #[test]
    fn a_figure_that_is_new_is_not_lost() {
        let baseline = Baseline::of(&board([0, 0, 0], [10, 100, 0]));
        let now = board([8, 1, 1], [11, 100, 0]);
        let told: Vec<_> =
            changes(&now, &baseline).into_iter().filter(|change| change.language.is_none()).collect();
        let courses: Vec<_> = told.iter().map(|change| (change.figure.as_str(), change.course())).collect();
        assert_eq!(courses, [("wer after", Course::Lost), ("items", Course::New)]);
        assert_eq!(told[1].gain, None);
        assert!(falls(&now, Some((&baseline, 2.0)), &[]).is_empty());
        let gone = changes(&board([0, 0, 0], [11, 100, 0]), &Baseline::of(&now));
        assert_eq!((gone[0].figure.as_str(), gone[0].course()), ("items", Course::Gone));
    }

    #[test]
    fn a_corpus_that_grew_or_shrank_is_told_of() {
        let sheet = Sheet::default();
        let of = |languages: &[Language]| {
            Board::new(&languages.iter().map(|language| (Some(*language), &sheet)).collect::<Vec<_>>())
        };
        let (danish, swedish) = (Language::Danish, Language::Swedish);
        let baseline = Baseline::of(&of(&[danish, danish, swedish]));
        assert_eq!(resized(&of(&[danish, swedish, danish]), &baseline), []);
        let told = resized(&of(&[danish]), &baseline);
        let language = |language, was, now| Resized { language, was: Some(was), now };
        assert!(
            told.contains(&language(danish, 2, 1)) && told.contains(&language(swedish, 1, 0)),
            "{told:?}"
        );
        // A baseline without the numbers still knows its languages.
        let old = r#"{"schema": "protokoll-baseline/1", "figures": {}, "languages": {"da": {}}}"#;
        let told = resized(&of(&[swedish]), &Baseline::parse(old).unwrap());
        assert!(told.contains(&Resized { language: danish, was: None, now: 0 }), "{told:?}");
        assert!(told.contains(&language(swedish, 0, 1)) && told.len() == 2, "{told:?}");
    }

    #[test]
    fn floors_hold_or_not() {
        let board = board([8, 1, 1], [10, 100, 0]);
        let fallen = |floor: &str| falls(&board, None, &[floor.parse().unwrap()]);
        assert!(fallen("items=88.8").is_empty());
        assert_eq!(fallen("items=90")[0].reason, Reason::Floor);
        assert!(fallen("wer after=10").is_empty());
        assert_eq!(fallen("wer after=9.5").len(), 1);
        assert!(fallen("da/items=80 %").is_empty());
        assert_eq!(
            fallen("sv/items=80")[0].to_string(),
            "sv/items could not be measured, the floor is 80.00"
        );
    }

    #[test]
    fn a_floor_names_a_figure_and_a_number() {
        for wrong in ["items", "items=", "items=much", "happiness=3", "fi/items=3", "items=inf"] {
            assert!(wrong.parse::<Floor>().is_err(), "{wrong}");
        }
    }
}

//! Documents' counts summed to figures, with intervals, all together and by language.

use super::figure::{Counts, Group, Kind, Sheet, look_up};
use crate::language::Language;
use std::collections::{BTreeMap, BTreeSet};

/// Samples drawn for an interval.
const SAMPLES: usize = 1000;

/// A figure of a set of documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Name of the figure.
    pub name: String,
    /// Where it is shown.
    pub group: Group,
    /// What is counted.
    pub kind: Kind,
    /// The sums.
    pub counts: Counts,
    /// Its value; none where there was nothing to measure.
    pub value: Option<f64>,
    /// Bounds between which it would lie for 95 of 100 like sets of documents; none with fewer than two documents.
    pub interval: Option<(f64, f64)>,
}

/// The figures of a set of documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Figures {
    /// Number of documents.
    pub documents: usize,
    /// The figures, in the order in which they are shown.
    pub rows: Vec<Row>,
}

impl Figures {
    /// The figure of this name.
    pub fn row(&self, name: &str) -> Option<&Row> {
        self.rows.iter().find(|row| row.name == name)
    }
}

/// The figures of all documents, and of those in each language.
#[derive(Clone, Debug, PartialEq)]
pub struct Board {
    /// Of all documents.
    pub all: Figures,
    /// Of those in each language.
    pub languages: BTreeMap<Language, Figures>,
}

impl Board {
    /// Sums up the counts of documents, each with its language.
    pub fn new(documents: &[(Option<Language>, &Sheet)]) -> Self {
        let sheets: Vec<&Sheet> = documents.iter().map(|(_, sheet)| *sheet).collect();
        let mut by_language: BTreeMap<Language, Vec<&Sheet>> = BTreeMap::new();
        for (language, sheet) in documents {
            if let Some(language) = language {
                by_language.entry(*language).or_default().push(sheet);
            }
        }
        Self {
            all: figures(&sheets),
            languages: by_language
                .into_iter()
                .map(|(language, sheets)| (language, figures(&sheets)))
                .collect(),
        }
    }
}

fn figures(sheets: &[&Sheet]) -> Figures {
    let names: BTreeSet<&str> = sheets.iter().flat_map(|sheet| sheet.iter().map(|(name, _)| name)).collect();
    let mut columns: Vec<_> = names
        .into_iter()
        .filter_map(|name| {
            let (order, group, kind) = look_up(name)?;
            let counts: Vec<Counts> = sheets.iter().map(|sheet| sheet.get(name)).collect();
            Some((order, name, group, kind, counts))
        })
        .collect();
    columns.sort_by_key(|column| (column.0, column.1));
    let draws = draws(sheets.len());
    let rows = columns
        .into_iter()
        .map(|(_, name, group, kind, counts)| {
            let total = sum(counts.iter());
            let value = kind.value(total);
            let interval = value.and_then(|_| interval(kind, &counts, &draws));
            Row { name: name.into(), group, kind, counts: total, value, interval }
        })
        .collect();
    Figures { documents: sheets.len(), rows }
}

fn sum<'c>(counts: impl Iterator<Item = &'c Counts>) -> Counts {
    counts.fold([0; 3], |sums, counts| [sums[0] + counts[0], sums[1] + counts[1], sums[2] + counts[2]])
}

/// The percentile interval of the bootstrap over documents (Efron 1979), for documents differ more than the items
/// within one do.
fn interval(kind: Kind, counts: &[Counts], draws: &[Vec<u32>]) -> Option<(f64, f64)> {
    if matches!(kind, Kind::Size | Kind::Errors) {
        return None;
    }
    let mut values: Vec<f64> = draws
        .iter()
        .filter_map(|draw| kind.value(sum(draw.iter().map(|document| &counts[*document as usize]))))
        .collect();
    values.sort_by(f64::total_cmp);
    let last = values.len().checked_sub(1)?;
    let at = |share: f64| values[(share * last as f64).round() as usize];
    Some((at(0.025), at(0.975)))
}

/// Sets of documents drawn with replacement, the same at every run; none from fewer than two.
fn draws(documents: usize) -> Vec<Vec<u32>> {
    if documents < 2 {
        return Vec::new();
    }
    // SplitMix64 (Steele, Lea and Flood 2014).
    let mut state: u64 = 0;
    let mut next = || {
        state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = state;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    };
    // The high half of the product is even enough: the bias is documents / 2^64.
    let mut one = || ((u128::from(next()) * documents as u128) >> 64) as u32;
    (0..SAMPLES).map(|_| (0..documents).map(|_| one()).collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::{Board, draws};
    use crate::language::Language;
    use crate::measure::Sheet;

    fn sheet(figure: &str, counts: [u64; 3]) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.add(figure, counts);
        sheet
    }

    #[test]
    fn figures_are_summed_over_documents_and_by_language() {
        let sheets = [sheet("items", [4, 0, 0]), sheet("items", [1, 1, 2])];
        let board =
            Board::new(&[(Some(Language::Swedish), &sheets[0]), (Some(Language::Danish), &sheets[1])]);
        assert_eq!(board.all.row("items").unwrap().counts, [5, 1, 2]);
        assert_eq!(board.languages[&Language::Swedish].row("items").unwrap().value, Some(100.0));
        assert_eq!(board.languages[&Language::Danish].row("items").unwrap().value, Some(40.0));
        assert_eq!(board.languages[&Language::Danish].row("items").unwrap().interval, None);
    }

    #[test]
    fn an_interval_is_as_wide_as_documents_differ() {
        let same: Vec<Sheet> = (0..8).map(|_| sheet("item title", [3, 4, 0])).collect();
        let all: Vec<_> = same.iter().map(|sheet| (None, sheet)).collect();
        assert_eq!(Board::new(&all).all.rows[0].interval, Some((75.0, 75.0)));
        let differing: Vec<Sheet> = (0..8).map(|i| sheet("item title", [i % 2, 1, 0])).collect();
        let all: Vec<_> = differing.iter().map(|sheet| (None, sheet)).collect();
        let (low, high) = Board::new(&all).all.rows[0].interval.unwrap();
        // Half of eight coins: two or three standard errors of 17.7 points are not far away.
        assert!((12.5..=25.0).contains(&low) && (75.0..=87.5).contains(&high), "{low} {high}");
    }

    #[test]
    fn every_document_is_drawn_alike() {
        let mut counts = [0; 5];
        for draw in draws(5) {
            assert_eq!(draw.len(), 5);
            for document in draw {
                counts[document as usize] += 1;
            }
        }
        assert!(counts.iter().all(|count| (850..1150).contains(count)), "{counts:?}");
        assert_eq!(draws(1), Vec::<Vec<u32>>::new());
    }
}

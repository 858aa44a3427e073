//! The tables of `corpora/language/`: how much a form, an ending or a letter speaks for each language.

use crate::tables::{Table, table};
use foldhash::HashMap;
use std::sync::OnceLock;

static FORMS: Table = table!("language/forms.tsv");
static MARKERS: Table = table!("language/markers.tsv");
static ENDINGS: Table = table!("language/endings.tsv");
static LETTERS: Table = table!("language/letters.tsv");

/// Tenths of a nat for sv, da, nb and nn.
pub(super) type Weights = [i8; 4];

/// What a whole form says.
#[derive(Clone, Copy, Debug)]
pub(super) struct Form {
    pub(super) weights: Weights,
    /// Weighed by hand: no capital makes it doubtful.
    pub(super) by_hand: bool,
}

/// Everything known of words, looked up by folded letters; never iterated.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) forms: HashMap<&'static [u8], Form>,
    pub(super) endings: HashMap<&'static [u8], Weights>,
    pub(super) letters: HashMap<char, Weights>,
}

impl Tables {
    pub(super) fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let forms = |table: Table, by_hand| {
                rows(table.text()).map(move |(key, weights)| (key.as_bytes(), Form { weights, by_hand }))
            };
            Self {
                // Those by hand go before the others.
                forms: forms(FORMS, false).chain(forms(MARKERS, true)).collect(),
                endings: rows(ENDINGS.text()).map(|(key, weights)| (key.as_bytes(), weights)).collect(),
                letters: rows(LETTERS.text())
                    .filter_map(|(key, weights)| Some((key.chars().next()?, weights)))
                    .collect(),
            }
        })
    }
}

fn rows(table: &'static str) -> impl Iterator<Item = (&'static str, Weights)> {
    table.lines().filter(|line| !line.starts_with('#')).filter_map(|line| {
        let mut cells = line.split('\t');
        let key = cells.next()?;
        let mut weights = [0; 4];
        for weight in &mut weights {
            *weight = cells.next()?.parse().ok()?;
        }
        Some((key, weights))
    })
}

#[cfg(test)]
mod tests {
    use super::{ENDINGS, FORMS, LETTERS, MARKERS, Table, Tables, rows};

    #[test]
    fn every_row_is_read() {
        for table in [FORMS, MARKERS, ENDINGS, LETTERS].map(Table::text) {
            assert_eq!(rows(table).count(), table.lines().filter(|line| !line.starts_with('#')).count());
        }
        assert!(Tables::get().forms.len() > 1_000);
    }
}

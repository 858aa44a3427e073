//! The tables of `corpora/language/`: how much a form, an ending or a letter speaks for each language.

use super::ENDING;
use crate::tables::{Table, table};
use crate::text::{ShortForm, short_form};
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
    /// Nearly all forms are short, and found without a look at the table's text.
    short_forms: HashMap<ShortForm, Form>,
    long_forms: HashMap<&'static [u8], Form>,
    pub(super) endings: HashMap<[u8; ENDING], Weights>,
    pub(super) letters: HashMap<char, Weights>,
}

impl Tables {
    pub(super) fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| {
            let (mut short_forms, mut long_forms) = (HashMap::default(), HashMap::default());
            // Those by hand go before the others.
            for (table, by_hand) in [(FORMS, false), (MARKERS, true)] {
                for (form, weights) in rows(table.text()) {
                    let (form, said) = (form.as_bytes(), Form { weights, by_hand });
                    match short_form(form, 0..form.len()) {
                        Some(key) => short_forms.insert(key, said),
                        None => long_forms.insert(form, said),
                    };
                }
            }
            let ending = |(key, weights): (&str, _)| Some((key.as_bytes().try_into().ok()?, weights));
            let letter = |(key, weights): (&str, _)| Some((key.chars().next()?, weights));
            Self {
                short_forms,
                long_forms,
                endings: rows(ENDINGS.text()).filter_map(ending).collect(),
                letters: rows(LETTERS.text()).filter_map(letter).collect(),
            }
        })
    }

    /// What the form says that the first bytes of a word are.
    pub(super) fn form(&self, word: &[u8], length: usize) -> Option<&Form> {
        match short_form(word, 0..length) {
            Some(key) => self.short_forms.get(&key),
            None => self.long_forms.get(&word[..length]),
        }
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
        assert!(Tables::get().short_forms.len() > 1_000);
    }
}

//! The tables of `corpora/language/`: how much a form, an ending or a letter speaks for each language.

use crate::tables::{Table, table};
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::OnceLock;

static FORMS: Table = table!("language/forms.tsv");
static MARKERS: Table = table!("language/markers.tsv");
static ENDINGS: Table = table!("language/endings.tsv");
static LETTERS: Table = table!("language/letters.tsv");

/// Tenths of a nat for sv, da, nb and nn.
pub(super) type Weights = [i8; 4];

/// FNV-1a: the keys are short and ours, so nobody can choose them to collide.
#[derive(Debug)]
pub(super) struct Fnv(u64);

impl Default for Fnv {
    fn default() -> Self {
        Self(0xCBF2_9CE4_8422_2325)
    }
}

impl Hasher for Fnv {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3);
        }
    }
}

type Keyed<K> = HashMap<K, Weights, BuildHasherDefault<Fnv>>;

/// Everything known of words, looked up by folded letters; never iterated.
#[derive(Debug)]
pub(super) struct Tables {
    pub(super) forms: Keyed<&'static [u8]>,
    /// Weights by hand, which go before those of `forms`, and which no capital makes doubtful.
    pub(super) markers: Keyed<&'static [u8]>,
    pub(super) endings: Keyed<&'static [u8]>,
    pub(super) letters: Keyed<char>,
}

impl Tables {
    pub(super) fn get() -> &'static Self {
        static TABLES: OnceLock<Tables> = OnceLock::new();
        TABLES.get_or_init(|| Self {
            forms: rows(FORMS.text()).map(|(key, weights)| (key.as_bytes(), weights)).collect(),
            markers: rows(MARKERS.text()).map(|(key, weights)| (key.as_bytes(), weights)).collect(),
            endings: rows(ENDINGS.text()).map(|(key, weights)| (key.as_bytes(), weights)).collect(),
            letters: rows(LETTERS.text())
                .filter_map(|(key, weights)| Some((key.chars().next()?, weights)))
                .collect(),
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

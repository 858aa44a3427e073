//! How names are spelt: a letter model for those that no list holds.
//!
//! Letter by letter, with up to four letters of context, learned when first needed from the table of names itself: what
//! "Rönnqvist" is made of stands in a thousand other names. It judges only between spellings that the channel allows.
//! (Interpolated as by Witten and Bell 1991.)

use crate::lexicon::{Lexicon, NameEntry};
use fst::Streamer;
use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::LazyLock;

/// Letters of context.
const ORDER: usize = 4;

/// Keys are hashes already.
#[derive(Debug, Default)]
struct Same(u64);

impl Hasher for Same {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, key: u64) {
        self.0 = key;
    }
}

type Counts<V> = HashMap<u64, V, BuildHasherDefault<Same>>;

/// A letter model.
#[derive(Debug, Default)]
pub(super) struct Spelling {
    /// Letters in a row -> how often they stand so, and how many different letters follow them.
    rows: Counts<Row>,
    empty: Row,
}

/// (how often, how many different letters follow)
type Row = (f32, f32);

/// What the last letters say of the next: the rows of none, one, ... and all [`ORDER`] of them.
pub(super) type Context = [Row; ORDER + 1];

/// What a form is worth that is only written with a capital in a list of words: most are words, compounds and genitives of names.
const UNLISTED_WEIGHT: f32 = 0.1;

/// Rows in the model of the names, about: it is not to grow by doubling.
const ROWS: usize = 400_000;

const START: char = '^';
const END: char = '$';
/// Letters that a name may hold: the last resort's share of each.
const ALPHABET: f32 = 40.0;

fn key(context: &[char]) -> u64 {
    context.iter().fold(0x9E37_79B9_7F4A_7C15 ^ context.len() as u64, |hash, &c| {
        (hash.rotate_left(23) ^ u64::from(c)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    })
}

impl Spelling {
    /// The model of the names of all five countries.
    pub(super) fn of_names() -> &'static Self {
        static NAMES: LazyLock<Spelling> = LazyLock::new(|| {
            let mut spelling = Spelling::default();
            spelling.rows.reserve(ROWS);
            let names = Lexicon::of(crate::language::Language::Swedish).names();
            let mut stream = names.stream();
            // Names come sorted: what several of them begin with is counted once, for all of them.
            let mut letters: Vec<char> = Vec::new();
            let mut begin_so: Vec<f32> = Vec::new();
            while let Some((name, value)) = stream.next() {
                let Ok(name) = std::str::from_utf8(name) else { continue };
                let entry = NameEntry::unpack(value);
                let listed = entry.given || entry.surname || entry.place || entry.municipality;
                let weight = if listed || entry.attested { 1.0 } else { UNLISTED_WEIGHT };
                let next = Spelling::padded(name);
                let shared = letters.iter().zip(&next).take_while(|(a, b)| a == b).count();
                spelling.learn(&letters, &begin_so, shared);
                begin_so.truncate(shared);
                begin_so.iter_mut().for_each(|names| *names += weight);
                begin_so.resize(next.len(), weight);
                letters = next;
            }
            spelling.learn(&letters, &begin_so, 0);
            spelling
        });
        &NAMES
    }

    fn padded(word: &str) -> Vec<char> {
        let mut letters = vec![START; ORDER];
        letters.extend(word.chars().flat_map(char::to_lowercase));
        letters.push(END);
        letters
    }

    /// Counts the letters from `first` on, each with how many names begin as far as it, weighed.
    fn learn(&mut self, letters: &[char], begin_so: &[f32], first: usize) {
        for (at, &names) in begin_so.iter().enumerate().skip(first) {
            if at < ORDER {
                // What stands before the first letter is a context, but never a letter.
                self.rows.entry(key(&letters[at..ORDER])).or_default().0 += names;
                continue;
            }
            self.empty.0 += names;
            for from in at - ORDER..=at {
                let row = self.rows.entry(key(&letters[from..=at])).or_default();
                let new = row.0 == 0.0;
                row.0 += names;
                if new {
                    if from == at {
                        self.empty.1 += 1.0;
                    } else {
                        self.rows.entry(key(&letters[from..at])).or_default().1 += 1.0;
                    }
                }
            }
        }
    }

    /// -ln P of a spelling, in any case.
    pub(super) fn cost(&self, word: &str) -> f32 {
        let letters = Self::padded(word);
        let mut context = self.begin();
        let mut cost = 0.0;
        for at in ORDER..letters.len() {
            let (letter, next) = self.letter(&context, &letters[..=at]);
            cost += letter;
            context = next;
        }
        cost
    }

    /// The context of a first letter.
    pub(super) fn begin(&self) -> Context {
        let mut context = [self.empty; ORDER + 1];
        for (n, row) in context.iter_mut().enumerate().skip(1) {
            *row = self.rows.get(&key(&[START; ORDER][..n])).copied().unwrap_or_default();
        }
        context
    }

    /// -ln P of the last letter after those before it, whose context is given, and the context of the next; words begin with
    /// [`Spelling::start`] and end with [`Spelling::END`].
    pub(super) fn letter(&self, context: &Context, letters: &[char]) -> (f32, Context) {
        let mut next = [(0.0, 0.0); ORDER + 1];
        next[0] = self.empty;
        let Some(at) = letters.len().checked_sub(1) else { return (0.0, next) };
        let mut p = 1.0 / ALPHABET;
        let mut stands = true;
        for (n, &(all, kinds)) in context.iter().enumerate() {
            if all == 0.0 || n > at {
                break;
            }
            // What never stands so does not stand so after more letters either.
            let row = if stands {
                self.rows.get(&key(&letters[at - n..=at])).copied().unwrap_or_default()
            } else {
                (0.0, 0.0)
            };
            stands = row.0 > 0.0;
            if let Some(next) = next.get_mut(n + 1) {
                *next = row;
            }
            p = (row.0 + kinds * p) / (all + kinds);
        }
        (-p.ln(), next)
    }

    /// What stands before the first letter.
    pub(super) const fn start() -> [char; ORDER] {
        [START; ORDER]
    }

    /// What stands after the last letter.
    pub(super) const END: char = END;
}

#[cfg(test)]
mod tests {
    use super::Spelling;

    #[test]
    fn names_are_spelt_as_other_names() {
        let names = Spelling::of_names();
        for (right, wrong) in
            [("Björkqvist", "Bjorkqvist"), ("Nørgaard", "Ngrgaard"), ("Åkerlund", "Akerlund")]
        {
            assert!(names.cost(right) < names.cost(wrong) + 1.0, "{right}");
        }
    }
}

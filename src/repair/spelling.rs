//! How names are spelt: a letter model for those that no list holds.
//!
//! Letter by letter, with up to four letters of context, learned when first needed from the table of names itself: what
//! "Rönnqvist" is made of stands in a thousand other names. It judges only between spellings that the channel allows.
//! (Interpolated as by Witten and Bell 1991.)

use crate::lexicon::Lexicon;
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
    /// Context and letter -> how often; context alone -> (how often, how many different letters).
    letters: Counts<f32>,
    contexts: Counts<(f32, f32)>,
}

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
            let names = Lexicon::of(crate::language::Language::Swedish).names();
            let mut stream = names.stream();
            while let Some((name, _)) = stream.next() {
                if let Ok(name) = std::str::from_utf8(name) {
                    spelling.learn(name);
                }
            }
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

    fn learn(&mut self, word: &str) {
        let letters = Self::padded(word);
        for at in ORDER..letters.len() {
            for from in at - ORDER..=at {
                let count = self.letters.entry(key(&letters[from..=at])).or_default();
                let new = *count == 0.0;
                *count += 1.0;
                let context = self.contexts.entry(key(&letters[from..at])).or_default();
                context.0 += 1.0;
                context.1 += f32::from(u8::from(new));
            }
        }
    }

    /// -ln P of a spelling, in any case.
    pub(super) fn cost(&self, word: &str) -> f32 {
        let letters = Self::padded(word);
        (ORDER..letters.len()).map(|at| self.letter_cost(&letters[..=at])).sum()
    }

    /// -ln P of the last letter after those before it; words begin with [`Spelling::start`] and end with [`Spelling::END`].
    pub(super) fn letter_cost(&self, letters: &[char]) -> f32 {
        let Some(at) = letters.len().checked_sub(1) else { return 0.0 };
        let mut p = 1.0 / ALPHABET;
        for from in (at.saturating_sub(ORDER)..=at).rev() {
            let Some(&(all, kinds)) = self.contexts.get(&key(&letters[from..at])) else { break };
            let n = self.letters.get(&key(&letters[from..=at])).copied().unwrap_or(0.0);
            p = (n + kinds * p) / (all + kinds);
        }
        -p.ln()
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

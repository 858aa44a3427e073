//! How names are spelt: a letter model for those that no list holds.
//!
//! Letter by letter, with up to four letters of context, counted in the table of names itself: what "Rönnqvist" is made of
//! stands in a thousand other names. It judges only between spellings that the channel allows. (Interpolated as by Witten
//! and Bell 1991.)

use std::sync::LazyLock;

/// Letters of context.
const ORDER: usize = 4;
/// Letters that a name may hold: the last resort's share of each.
const ALPHABET: f32 = 40.0;

/// Runs of letters in names with what they weigh, as `examples/learn_spelling.rs` lays them out: read in place.
static TABLE: &[u8] = include_bytes!("../../corpora/lexicon/names.spelling.bin");

/// A letter model: a trie of runs of letters.
#[derive(Debug)]
pub(super) struct Spelling {
    /// The letters in the order of their code points, each with what it weighs.
    letters: Vec<(char, f32)>,
    /// What all letters weigh.
    all: f32,
    /// First child of each node (u32), weight (f32) and letter (u8) of each.
    first: &'static [u8],
    counts: &'static [u8],
    letter: &'static [u8],
}

/// What the last letters say of the next: the runs of one, two, ... and all [`ORDER`] of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Context([Option<u32>; ORDER]);

impl Spelling {
    /// The model of the names of all five countries.
    ///
    /// # Panics
    /// Never with the table that is embedded: a test reads it.
    pub(super) fn of_names() -> &'static Self {
        static NAMES: LazyLock<Spelling> =
            LazyLock::new(|| Spelling::read(TABLE).expect("embedded table of spelling"));
        &NAMES
    }

    fn read(table: &'static [u8]) -> Option<Self> {
        let [letters, nodes, inner] = [0, 1, 2].map(|i| u32_at(table, i));
        let (letters, nodes, inner) = (letters? as usize, nodes? as usize, inner? as usize);
        let mut rest = table.get(12..)?;
        let mut take = |length: usize| {
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        let single = take(8 * letters)?;
        let letters: Vec<(char, f32)> = (0..letters)
            .map(|i| {
                Some((char::from_u32(u32_at(single, 2 * i)?)?, f32::from_bits(u32_at(single, 2 * i + 1)?)))
            })
            .collect::<Option<_>>()?;
        Some(Self {
            all: letters.iter().map(|(_, n)| n).sum(),
            letters,
            first: take(4 * (inner + 1))?,
            counts: take(4 * nodes)?,
            letter: take(nodes)?,
        })
    }

    /// -ln P of a spelling, in any case.
    pub(super) fn cost(&self, word: &str) -> f32 {
        let mut context = self.begin();
        let mut cost = 0.0;
        for c in word.chars().flat_map(char::to_lowercase).chain([Self::END]) {
            let (letter, next) = self.letter(&context, c);
            cost += letter;
            context = next;
        }
        cost
    }

    /// The context of a first letter.
    pub(super) fn begin(&self) -> Context {
        // Its node follows those of the single letters; however long the run, nothing else stands before a name.
        Context([u32::try_from(self.letters.len()).ok(); ORDER])
    }

    /// -ln P of a letter in a context, and the context of the next; words end with [`Spelling::END`].
    pub(super) fn letter(&self, context: &Context, c: char) -> (f32, Context) {
        let mut next = Context::default();
        let letter = self.letters.binary_search_by_key(&c, |letter| letter.0).ok();
        let n = letter.map_or(0.0, |i| self.letters[i].1);
        let kinds = self.letters.len() as f32;
        let mut p = (n + kinds * (1.0 / ALPHABET)) / (self.all + kinds);
        next.0[0] = letter.and_then(|i| u32::try_from(i).ok());
        let mut stands = letter;
        for (n, node) in context.0.iter().enumerate() {
            let Some(node) = *node else { break };
            let children = self.children(node);
            // What never stands so does not stand so after more letters either.
            let child = stands.and_then(|letter| {
                let letter = u8::try_from(letter).ok()?;
                let at = self.letter.get(children.clone())?.binary_search(&letter).ok()?;
                u32::try_from(children.start + at).ok()
            });
            stands = stands.filter(|_| child.is_some());
            if let Some(next) = next.0.get_mut(n + 1) {
                *next = child;
            }
            let kinds = children.len() as f32;
            p = (child.map_or(0.0, |child| self.count(child)) + kinds * p) / (self.count(node) + kinds);
        }
        (-p.ln(), next)
    }

    fn children(&self, node: u32) -> std::ops::Range<usize> {
        let first = |node: usize| u32_at(self.first, node).unwrap_or_default() as usize;
        first(node as usize)..first(node as usize + 1)
    }

    /// How often a run stands.
    fn count(&self, node: u32) -> f32 {
        let node = node as usize;
        match self.letters.get(node) {
            Some(letter) => letter.1,
            // As many names begin as end.
            None if node == self.letters.len() => self.names(),
            None => u32_at(self.counts, node).map_or(0.0, f32::from_bits),
        }
    }

    fn names(&self) -> f32 {
        let end = self.letters.binary_search_by_key(&Self::END, |letter| letter.0);
        end.map_or(0.0, |i| self.letters[i].1)
    }

    /// What stands after the last letter.
    pub(super) const END: char = '$';
}

fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    let at = 4 * index;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

#[cfg(test)]
mod tests {
    use super::Spelling;
    use crate::language::Language;
    use crate::lexicon::{Lexicon, NameEntry};
    use fst::Streamer;

    #[test]
    fn names_are_spelt_as_other_names() {
        let names = Spelling::of_names();
        for (right, wrong) in
            [("Björkqvist", "Bjorkqvist"), ("Nørgaard", "Ngrgaard"), ("Åkerlund", "Akerlund")]
        {
            assert!(names.cost(right) < names.cost(wrong) + 1.0, "{right}");
        }
    }

    #[test]
    fn the_table_counts_the_names_of_the_lexicon() {
        let spelling = Spelling::of_names();
        let runs = ["b", "å", "ö$", "^å", "qvi", "^bjö", "ard$", "björk", "^nørg", "qvist"];
        let mut counts = [0.0_f64; 10];
        let mut stream = Lexicon::of(Language::Swedish).names().stream();
        while let Some((name, value)) = stream.next() {
            let entry = NameEntry::unpack(value);
            if entry.net {
                continue;
            }
            let listed = entry.given || entry.surname || entry.place || entry.municipality || entry.attested;
            let own = if listed { 1.0 } else { 0.1 };
            let name = format!("^{}$", std::str::from_utf8(name).unwrap().to_lowercase());
            for (run, n) in runs.iter().zip(&mut counts) {
                *n += own * name.matches(run).count() as f64;
            }
        }
        for (run, n) in runs.iter().zip(counts) {
            let mut letters = run.chars();
            let index = |c: char| spelling.letters.iter().position(|letter| letter.0 == c);
            let first = letters.next().and_then(|c| index(c).or(Some(spelling.letters.len())));
            let node = letters.fold(first.unwrap(), |node, c| {
                let letter = u8::try_from(index(c).unwrap()).unwrap();
                let children = spelling.children(node as u32);
                children.clone().find(|&child| spelling.letter[child] == letter).unwrap()
            });
            assert!((f64::from(spelling.count(node as u32)) - n).abs() < 0.05, "{run}");
        }
    }
}

//! Words and what is known of them: frequencies, names, compounds, and what follows what.
//!
//! The tables are built by `corpora/build/` (commands in `corpora/README.md`), embedded, and read in place: setting a
//! language up only checks a few headers. This module knows how to ask them; it refuses to know why somebody asks.
//!
//! Costs are negative natural logarithms of probabilities, quantised to a tenth: of a form in running text
//! ([`Entry::cost`]), of a form after another ([`Lexicon::bigram`]), of a form as a compound that no table holds
//! ([`Lexicon::compound_cost`]).

mod compound;
mod entry;
mod names;
mod pairs;
mod token;

pub use compound::{COMPOUND_JOINT, COMPOUND_LINK, COMPOUND_PART};
pub use entry::{Entry, NameEntry};
pub use pairs::{Context, Key};
pub use token::symbol_of;

use crate::language::Language;
use pairs::Pairs;
use std::sync::OnceLock;

/// A table of forms, read in place.
pub type Forms = fst::Map<&'static [u8]>;

/// Cost of a word that is in no table, before anything is known of its letters.
pub const UNKNOWN_COST: f32 = 20.0;

static WORDS: [&[u8]; 4] = [
    include_bytes!("../../corpora/lexicon/sv.words.fst"),
    include_bytes!("../../corpora/lexicon/da.words.fst"),
    include_bytes!("../../corpora/lexicon/nb.words.fst"),
    include_bytes!("../../corpora/lexicon/nn.words.fst"),
];

static PAIRS: [&[u8]; 4] = [
    include_bytes!("../../corpora/lexicon/sv.pairs.bin"),
    include_bytes!("../../corpora/lexicon/da.pairs.bin"),
    include_bytes!("../../corpora/lexicon/nb.pairs.bin"),
    include_bytes!("../../corpora/lexicon/nn.pairs.bin"),
];

/// The words of one written language, with the names of all five countries.
#[derive(Debug)]
pub struct Lexicon {
    language: Language,
    words: Forms,
    pairs: Pairs,
}

impl Lexicon {
    /// The lexicon of a language; its tables are set up when first asked for.
    ///
    /// # Panics
    /// Never with the tables that are embedded: a test sets all of them up.
    pub fn of(language: Language) -> &'static Self {
        static ALL: [OnceLock<Lexicon>; 4] =
            [OnceLock::new(), OnceLock::new(), OnceLock::new(), OnceLock::new()];
        ALL[language.index()].get_or_init(|| Self {
            language,
            words: Forms::new(WORDS[language.index()]).expect("embedded table of words"),
            pairs: Pairs::new(PAIRS[language.index()]).expect("embedded table of pairs"),
        })
    }

    /// Whose words these are.
    pub fn language(&self) -> Language {
        self.language
    }

    /// All forms in lower case and NFC; [`Entry::unpack`] reads a value.
    pub fn words(&self) -> &Forms {
        &self.words
    }

    /// What is known of a form; `lower` is in lower case and NFC.
    pub fn get(&self, lower: &str) -> Option<Entry> {
        self.words.get(lower).map(Entry::unpack)
    }

    /// Names as they are written, of all languages; [`NameEntry::unpack`] reads a value.
    pub fn names(&self) -> &'static Forms {
        names::table()
    }

    /// What is known of a name as written ("Østergaard"), or in capitals.
    pub fn get_name(&self, cased: &str) -> Option<NameEntry> {
        names::get(cased)
    }

    /// Whether a name in lower case ("gudrun") is one that people are given rather than born with.
    pub fn is_given_name(&self, lower: &str) -> bool {
        names::is_given(lower)
    }

    /// Cost of a capitalised form as a name made of known elements ("Lind" + "qvist", "Vester" + "gaard"), with or
    /// without the -s of the genitive.
    pub fn name_compound_cost(&self, cased: &str) -> Option<f32> {
        names::compound_cost(cased)
    }

    /// Cost of `right` straight after `left`, both tokens in lower case. Numbers and marks stand for their class
    /// ([`symbol_of`]); a class may also be given by its symbol: `<s>` the start of a sentence or line, `<num>`, `<,>`,
    /// `<p>`, `<name>`.
    pub fn bigram(&self, left: &str, right: &str) -> f32 {
        let right = symbol_of(right).unwrap_or(right);
        self.after(self.context(left), Key::of(right), self.alone(right))
    }

    /// What a token in lower case says about the next one: for asking about many followers.
    pub fn context(&self, left: &str) -> Context {
        self.pairs.context(Key::of(symbol_of(left).unwrap_or(left)))
    }

    /// Cost of a token after a context, given its key and its cost alone ([`Lexicon::alone`], or that of a compound
    /// or a name that the tables do not hold).
    pub fn after(&self, context: Context, right: Key, alone: f32) -> f32 {
        self.pairs.cost(context, right, alone)
    }

    /// Cost of a token in lower case, or of a class by its symbol, without context.
    pub fn alone(&self, token: &str) -> f32 {
        let token = symbol_of(token).unwrap_or(token);
        self.pairs
            .symbol_cost(token)
            .or_else(|| self.get(token).map(|entry| entry.cost))
            .unwrap_or(UNKNOWN_COST)
    }

    /// Cost of a form in lower case as a compound of known parts with a linking -s-, -e- or -o-, if it is one:
    /// at most four parts. Time is linear in the length of the form, which is bounded.
    pub fn compound_cost(&self, lower: &str) -> Option<f32> {
        compound::cost(&self.words, lower)
    }
}

#[cfg(test)]
mod tests;

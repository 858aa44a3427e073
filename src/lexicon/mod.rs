//! Words and what is known of them: frequencies, names, and what follows what.
//!
//! The tables are built by `corpora/build/` (commands in `corpora/README.md`) and embedded. This module knows how to
//! ask them; it refuses to know why somebody asks.

use crate::language::Language;

/// What the lexicon knows of a form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Negative natural logarithm of the form's probability in running text.
    pub cost: f32,
}

/// The words of one written language.
#[derive(Debug)]
pub struct Lexicon {
    language: Language,
}

impl Lexicon {
    /// The lexicon of a language; its tables are set up when first asked for.
    pub fn of(language: Language) -> &'static Self {
        static ALL: [Lexicon; 4] = [
            Lexicon { language: Language::Swedish },
            Lexicon { language: Language::Danish },
            Lexicon { language: Language::Bokmal },
            Lexicon { language: Language::Nynorsk },
        ];
        &ALL[language.index()]
    }

    /// Whose words these are.
    pub fn language(&self) -> Language {
        self.language
    }
}

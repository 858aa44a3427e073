//! The four written languages that the program reads, and nothing about their words.
//!
//! Words, cues and tables of a language are data in `corpora/`; this module only names the languages, so that
//! every stage can speak of them without importing another stage.

use std::fmt;
use std::str::FromStr;

/// A written language of Scandinavian minutes. Finland-Swedish is written Swedish: its own cues live in the
/// Swedish tables, and its country is found from the document.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Language {
    /// Swedish, of Sweden and of Finland.
    Swedish,
    /// Danish.
    Danish,
    /// Norwegian Bokmål.
    Bokmal,
    /// Norwegian Nynorsk.
    Nynorsk,
}

impl Language {
    /// All four, in the order of their codes in tables.
    pub const ALL: [Self; 4] = [Self::Swedish, Self::Danish, Self::Bokmal, Self::Nynorsk];

    /// The ISO 639-1 code: `sv`, `da`, `nb`, `nn`.
    pub const fn code(self) -> &'static str {
        match self {
            Self::Swedish => "sv",
            Self::Danish => "da",
            Self::Bokmal => "nb",
            Self::Nynorsk => "nn",
        }
    }

    /// A dense index, for tables with one row per language.
    pub const fn index(self) -> usize {
        self as usize
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Language {
    type Err = String;

    fn from_str(code: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|language| language.code() == code)
            .ok_or_else(|| format!("unknown language '{code}': use sv, da, nb or nn"))
    }
}

#[cfg(test)]
mod tests {
    use super::Language;

    #[test]
    fn codes_round_trip() {
        for language in Language::ALL {
            assert_eq!(language.code().parse(), Ok(language));
        }
        assert!("no".parse::<Language>().is_err());
    }
}

//! The error channel of an archive's own pages: what aligned pairs have shown, laid over the tables of the program.
//!
//! A file of counts, which a person can read and another program can make; `learn` writes it. Nothing here aligns.

use super::channel::{Channel, Reader};
use crate::language::Language;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::fmt;
use std::sync::Arc;

/// The version of the file that this program writes and reads.
const VERSION: u32 = 1;

/// What stretches of true letters were read as, counted.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confusions {
    /// Version of the form of the file.
    pub version: u32,
    /// One for each written language and reading model.
    pub tables: Vec<ConfusionTable>,
}

/// The counts of one written language, read by one model.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConfusionTable {
    /// Code of the language: sv, da, nb, nn.
    pub language: String,
    /// What read it: own, english, swedish, danish, norwegian.
    pub reader: String,
    /// Number of texts that were counted.
    pub texts: u32,
    /// Number of words in them.
    pub words: u64,
    /// True letters (one to three, in lower case), what was read for them, how often. What was read right is counted, too.
    pub counts: BTreeMap<String, BTreeMap<String, u64>>,
}

impl Confusions {
    /// The file of these tables.
    pub fn new(tables: Vec<ConfusionTable>) -> Self {
        Self { version: VERSION, tables }
    }
}

/// A channel learned from an archive's own pages, ready for use. Cheap to clone.
#[derive(Clone)]
pub struct LearnedChannel(Arc<BTreeMap<(Language, Reader), Channel>>);

impl LearnedChannel {
    /// Reads what `learn` has written.
    ///
    /// # Errors
    /// If it is no such file, or of another version, with what is wrong.
    pub fn from_json(json: &str) -> Result<Self, String> {
        let file: Confusions =
            serde_json::from_str(json).map_err(|error| format!("no learned channel: {error}"))?;
        if file.version != VERSION {
            return Err(format!(
                "a learned channel of version {}, this program reads {VERSION}",
                file.version
            ));
        }
        let mut channels = BTreeMap::new();
        for table in &file.tables {
            let language: Language = table.language.parse()?;
            let reader = Reader::ALL.into_iter().find(|reader| reader.name() == table.reader);
            let reader = reader.ok_or_else(|| format!("unknown reading model '{}'", table.reader))?;
            channels.insert((language, reader), Channel::of(language, reader).taught(&table.counts));
        }
        Ok(Self(Arc::new(channels)))
    }

    /// The channel of a reader of a language, if pages of such were learned from.
    pub(super) fn of(&self, language: Language, reader: Reader) -> Option<&Channel> {
        self.0.get(&(language, reader))
    }
}

impl fmt::Debug for LearnedChannel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.0.keys()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::LearnedChannel;
    use crate::language::Language;
    use crate::repair::channel::Reader;

    #[test]
    fn what_an_archive_has_shown_outweighs_the_tables() {
        let json = r#"{"version": 1, "tables": [{"language": "sv", "reader": "own", "texts": 20, "words": 9000,
            "counts": {"e": {"e": 900, "c": 100}}}]}"#;
        let learned = LearnedChannel::from_json(json).expect("a channel");
        let channel = learned.of(Language::Swedish, Reader::Own).expect("the one that was learned");
        let cost = |read: char| {
            let rule = channel.rules(read).iter().find(|rule| &*rule.truth == "e" && rule.read.len() == 1);
            rule.expect("a confusion").cost
        };
        assert!((cost('c') - 10.0_f32.ln()).abs() < 0.4, "{}", cost('c'));
        assert!(learned.of(Language::Danish, Reader::Own).is_none());
    }

    #[test]
    fn a_file_of_another_kind_is_refused_with_what_is_wrong() {
        for (json, why) in [
            ("{}", "no learned channel"),
            (r#"{"version": 9, "tables": []}"#, "version 9"),
            (
                r#"{"version": 1, "tables": [{"language": "fi", "reader": "own", "texts": 0, "words": 0, "counts": {}}]}"#,
                "fi",
            ),
            (
                r#"{"version": 1, "tables": [{"language": "sv", "reader": "x", "texts": 0, "words": 0, "counts": {}}]}"#,
                "'x'",
            ),
        ] {
            let error = LearnedChannel::from_json(json).expect_err(json);
            assert!(error.contains(why), "{error}");
        }
    }
}

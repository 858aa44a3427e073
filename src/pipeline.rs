//! One document through all stages. Pure: no files, threads, clocks or terminals.

use crate::language::Language;
use crate::record::Record;
use crate::{assemble, extract, identify, outline, read, repair};

/// What a user may ask of the pipeline.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Take this language for granted.
    pub language: Option<Language>,
    /// How the text is repaired.
    pub repair: repair::Settings,
}

/// The stages with everything that they need, built once and shared by all threads.
#[derive(Debug)]
pub struct Pipeline {
    settings: Settings,
}

/// A document that has been read and repaired: what `protokoll repair` shows.
#[derive(Debug)]
pub struct RepairedDocument {
    /// The document as read.
    pub source: read::Document,
    /// Its language.
    pub language: identify::Identified,
    /// What was repaired.
    pub repair: repair::Repair,
}

impl Pipeline {
    /// Sets up the stages. Tables of a language are loaded when the first document needs them.
    pub fn new(settings: Settings) -> Self {
        Self { settings }
    }

    /// Reads and repairs one document; `path` is what its record will show.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn repair(&self, path: &str, bytes: &[u8]) -> Result<RepairedDocument, read::Error> {
        let source = read::read(path, bytes)?;
        let language = match self.settings.language {
            Some(language) => identify::Identified { language: Some(language), confidence: 1.0 },
            None => identify::identify(&source.text),
        };
        let repair = repair::repair(&source.text, language.language, &self.settings.repair);
        Ok(RepairedDocument { source, language, repair })
    }

    /// The record of one document; `path` is what it will show as its source.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn process(&self, path: &str, bytes: &[u8]) -> Result<Record, read::Error> {
        let RepairedDocument { source, language, repair } = self.repair(path, bytes)?;
        let outline = outline::outline(&repair.text, language.language);
        let mentions = extract::extract(&repair.text, language.language, &outline);
        Ok(assemble::assemble(&source, &language, &repair, &outline, &mentions))
    }
}

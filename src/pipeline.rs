//! One document through all stages. Pure: no files, threads, clocks or terminals.

use crate::language::Language;
use crate::record::Record;
use crate::text::{Read, Span};
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

/// A document has fewer lines than were asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoSuchLine {
    /// How many it has.
    pub lines: usize,
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

    /// Why the words of one line (counted from 1) of a document are as they are after repair, if it has such a line.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn explain(
        &self,
        path: &str,
        bytes: &[u8],
        line: usize,
    ) -> Result<Result<repair::Explanation, NoSuchLine>, read::Error> {
        let source = read::read(path, bytes)?;
        let language = self.settings.language.or_else(|| identify::identify(&source.text).language);
        let mut start = 0;
        let lines: Vec<Span<Read>> = source
            .text
            .split_inclusive('\n')
            .map(|line| {
                start += line.len();
                Span::new(start - line.len(), start - line.len() + line.trim_end_matches('\n').len())
            })
            .collect();
        let Some(&at) = line.checked_sub(1).and_then(|line| lines.get(line)) else {
            return Ok(Err(NoSuchLine { lines: lines.len() }));
        };
        Ok(Ok(repair::explain(&source.text, language, &self.settings.repair, at)))
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

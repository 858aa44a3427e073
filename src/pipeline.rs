//! One document through all stages. Pure: no files, threads, clocks or terminals.

use crate::language::Language;
use crate::outline::{CueError, OwnCues};
use crate::personal::{self, Personal, Places};
use crate::record::{MadeWith, Masked, Record};
use crate::text::{Read, Repaired, Span};
use crate::{assemble, extract, identify, outline, read, record, repair};
use std::sync::Arc;

/// What a user may ask of the pipeline.
#[derive(Clone, Debug, Default)]
pub struct Settings {
    /// Take this language for granted.
    pub language: Option<Language>,
    /// How the text is repaired.
    pub repair: repair::Settings,
    /// What is masked in everything that is made of a document.
    pub mask: Option<Mask>,
    /// Cues beside those of the program.
    pub cues: Option<Arc<CueFile>>,
}

/// A file of cues, with what a record says of it.
#[derive(Debug)]
pub struct CueFile {
    name: String,
    sha256: String,
    cues: OwnCues,
}

impl CueFile {
    /// Reads the text of a file; `name` is what records will call it.
    ///
    /// # Errors
    /// If it holds no cues.
    pub fn parse(name: &str, text: &str) -> Result<Self, CueError> {
        Ok(Self { name: name.into(), sha256: read::sha256(text.as_bytes()), cues: OwnCues::parse(text)? })
    }
}

/// What is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mask {
    /// Numbers that states give to people, telephone numbers and e-mail addresses.
    PersonalIds,
}

impl Mask {
    /// What a user types and a record says.
    pub const fn name(self) -> &'static str {
        match self {
            Self::PersonalIds => "personal-ids",
        }
    }
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
    /// What was masked in it before it was repaired; none where nothing was to be.
    pub masked: Option<Vec<Personal<Repaired>>>,
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

    /// Reads and repairs one document; `path` is what its record will show. What is to be masked is masked as it is read,
    /// and `source` holds it no more.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn repair(&self, path: &str, bytes: &[u8]) -> Result<RepairedDocument, read::Error> {
        let mut source = read::read(path, bytes)?;
        let language = match self.settings.language {
            Some(language) => identify::Identified { language: Some(language), confidence: 1.0 },
            None => identify::identify(&source.text),
        };
        let (repair, masked) = match self.settings.mask {
            Some(Mask::PersonalIds) => {
                let (repair, masked) = self.repair_masked(&mut source.text, language.language);
                (repair, Some(masked))
            }
            None => (repair::repair(&source.text, language.language, &self.settings.repair), None),
        };
        Ok(RepairedDocument { source, language, repair, masked })
    }

    /// Masks a text as read and repairs it. A number that only the repair has made one is masked where it was read, and the text
    /// is repaired anew: what was changed would tell of it.
    fn repair_masked(
        &self,
        text: &mut String,
        language: Option<Language>,
    ) -> (repair::Repair, Vec<Personal<Repaired>>) {
        const ROUNDS: usize = 4;
        let mut places = Places::default();
        let mut left = personal::find::<Read>(text, language);
        let mut round = 1;
        loop {
            places.add(text, &left);
            *text = personal::masked(text, &left);
            let repaired = repair::repair(text, language, &self.settings.repair);
            let unmasked = personal::find::<Repaired>(&repaired.text, language);
            if unmasked.is_empty() || round == ROUNDS {
                let masked = places.of(text);
                let at = |one: &Personal<Read>| one.at(repaired.edits.to_repaired(one.span));
                let masked = masked.iter().map(at).collect();
                return (repaired, masked);
            }
            left = unmasked.iter().map(|one| one.at(personal::as_read(&repaired.edits, one.span))).collect();
            round += 1;
        }
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

    /// What the cues explain of one document; `path` is what is told of it.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn coverage(&self, path: &str, bytes: &[u8]) -> Result<outline::Coverage, read::Error> {
        let RepairedDocument { language, repair, .. } = self.repair(path, bytes)?;
        let own = self.settings.cues.as_deref().map(|file| &file.cues);
        let outline = outline::outline_with(&repair.text, language.language, own);
        Ok(outline::coverage(&repair.text, language.language, own, &outline))
    }

    /// The record of one document; `path` is what it will show as its source.
    ///
    /// # Errors
    /// If the bytes are not a readable text.
    pub fn process(&self, path: &str, bytes: &[u8]) -> Result<Record, read::Error> {
        let RepairedDocument { source, language, repair, masked } = self.repair(path, bytes)?;
        let cues = self.settings.cues.as_deref();
        let outline = outline::outline_with(&repair.text, language.language, cues.map(|file| &file.cues));
        let mentions = extract::extract(&repair.text, language.language, &outline);
        let masking = self.settings.mask.zip(masked.as_ref()).map(|(mask, masked)| Masked {
            what: mask.name().into(),
            count: masked.len() as u64,
            with: personal::MASK.into(),
        });
        let own = cues.map(|file| record::CueFile { name: file.name.clone(), sha256: file.sha256.clone() });
        let made_with = MadeWith { masked: masking, cues: own };
        let personal = masked.unwrap_or_else(|| personal::find(&repair.text, language.language));
        let record =
            assemble::assemble(&source, &language, &repair, &outline, &mentions, &personal, made_with);
        Ok(if self.settings.mask.is_some() { personal::sealed(record, language.language) } else { record })
    }
}

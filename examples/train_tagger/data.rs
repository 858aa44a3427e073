//! Annotated sentences, read from files and joined to texts.

use protokoll::Language;
use protokoll::extract::tagger::features::Source;
use std::fs;
use std::ops::Range;
use std::path::Path;
use std::process::Command;

/// A sentence: its tokens, and its names as ranges of tokens with their kind (0 person, 1 organisation, 2 place).
#[derive(Clone, Debug, Default)]
pub(crate) struct Sentence {
    pub(crate) tokens: Vec<String>,
    pub(crate) names: Vec<(usize, Range<usize>)>,
}

/// The sentences of one file, in its order.
#[derive(Debug)]
pub(crate) struct Corpus {
    pub(crate) name: String,
    pub(crate) source: Source,
    pub(crate) sentences: Vec<Sentence>,
}

/// All files of a folder whose name ends so ("-train").
pub(crate) fn read_all(folder: &Path, ending: &str) -> anyhow::Result<Vec<Corpus>> {
    let mut paths: Vec<_> =
        fs::read_dir(folder)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    paths.sort();
    let mut found = Vec::new();
    for path in paths {
        let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        let Some(stem) = name.strip_suffix(".xz").unwrap_or(&name).strip_suffix(".iob2") else { continue };
        let Some(stem) = stem.strip_suffix(ending) else { continue };
        let text = if name.ends_with(".xz") {
            String::from_utf8(Command::new("xz").arg("-dc").arg(&path).output()?.stdout)?
        } else {
            fs::read_to_string(&path)?
        };
        let (language, rest) = stem.split_at(2);
        let source = Source {
            language: Some(language.parse::<Language>().map_err(anyhow::Error::msg)?),
            old_print: !rest.is_empty(),
        };
        found.push(Corpus { name: stem.to_owned(), source, sentences: sentences(&text) });
    }
    anyhow::ensure!(!found.is_empty(), "no *{ending}.iob2 in {}", folder.display());
    Ok(found)
}

fn sentences(text: &str) -> Vec<Sentence> {
    let mut found = Vec::new();
    let mut sentence = Sentence::default();
    for line in text.lines().chain([""]) {
        let Some((token, tag)) = line.split_once('\t') else {
            if !sentence.tokens.is_empty() {
                found.push(std::mem::take(&mut sentence));
            }
            continue;
        };
        let at = sentence.tokens.len();
        sentence.tokens.push(token.to_owned());
        let kind = match tag.get(2..) {
            Some("PER") => 0,
            Some("ORG") => 1,
            Some("LOC") => 2,
            _ => continue,
        };
        match sentence.names.last_mut() {
            Some((last, range)) if tag.starts_with('I') && *last == kind && range.end == at => {
                range.end = at + 1
            }
            _ => sentence.names.push((kind, at..at + 1)),
        }
    }
    found
}

/// Sentences as one text, with the way back.
#[derive(Debug, Default)]
pub(crate) struct Text {
    pub(crate) text: String,
    /// Names as byte ranges, in order.
    pub(crate) names: Vec<(usize, Range<usize>)>,
    /// Byte ranges of the tokens of each sentence.
    pub(crate) tokens: Vec<Vec<Range<usize>>>,
}

impl Text {
    /// Adds a sentence after `gap`.
    pub(crate) fn push(&mut self, sentence: &Sentence, gap: &str) {
        if !self.text.is_empty() {
            self.text.push_str(gap);
        }
        let mut ranges = Vec::with_capacity(sentence.tokens.len());
        for (i, token) in sentence.tokens.iter().enumerate() {
            if i > 0 {
                self.text.push(' ');
            }
            let start = self.text.len();
            self.text.push_str(token);
            ranges.push(start..self.text.len());
        }
        for (kind, range) in &sentence.names {
            self.names.push((*kind, ranges[range.start].start..ranges[range.end - 1].end));
        }
        self.tokens.push(ranges);
    }
}

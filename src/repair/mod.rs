//! Mangled characters to right ones, as edits.
//!
//! First the profile: which stretches were read by a model that lacks letters (`profile`); the rest is left as it is. Then, per
//! stretch, the candidates of each word from the lexicon through the error channel, decoded in context, judged by their probability
//! and turned into edits. The repair refuses to know what minutes are: section signs apart, it knows words and letters only.

mod arcs;
mod broken;
mod calibration;
mod candidates;
mod capital_i;
mod channel;
mod chunks;
mod dust;
mod elsewhere;
mod encoding;
mod explain;
mod hyphen;
mod initial;
mod judge;
mod lattice;
mod learned;
mod letters;
mod outcome;
mod place;
mod profile;
mod settings;
mod signs;
mod spelling;
mod stretch;
mod tokens;
mod twins;
mod words;

#[cfg(test)]
mod tests;

use crate::language::Language;
use crate::lexicon::Lexicon;
use crate::record::{DamageKind, PageDamage, PageQuality};
use crate::text::{Edit, EditKind, Edits, Read, Repaired, Span};
use calibration::calibrated;
use channel::Reader;
use judge::Verdict;
use outcome::{Change, Estimate};
use profile::Window;
use std::collections::BTreeMap;

pub use explain::{CandidateKind, ExplainedWord, Explanation, Ruling, Weighed, explain};
pub use learned::{ConfusionTable, Confusions, LearnedChannel};
pub use settings::{Level, NeverChange, Settings, WordList};

/// What repair made of a text.
#[derive(Clone, Debug, Default)]
pub struct Repair {
    /// The repaired text.
    pub text: String,
    /// The edits that made it.
    pub edits: Edits,
    /// Changes that were not made.
    pub suggestions: Vec<Suggestion>,
    /// What happened to each page.
    pub damage: Vec<PageDamage>,
    /// Estimated share of wrong words as read, page by page.
    pub pages: Vec<PageQuality>,
    /// Number of words.
    pub words: u64,
    /// Unknown words that were left as they were.
    pub doubtful: u64,
    /// Estimated share of wrong words, as read and after repair.
    pub estimated_word_error_rate: (f64, f64),
}

/// A change that was not made.
#[derive(Clone, Debug, PartialEq)]
pub struct Suggestion {
    /// Where, in the repaired text.
    pub at: Span<Repaired>,
    /// What may have stood there.
    pub to: String,
    /// Probability that it is right, from 0 to 1.
    pub confidence: f32,
}

/// One word in so many is mended at the least where a foreign model read the text.
const LEAST_MENDED: u32 = 40;

/// Lost section signs from which a text was surely read from paper.
const OWN_SIGNS: usize = 2;

/// Which model read most of a text, as files of confusions call it: english, swedish, danish, norwegian, or the language's own.
pub fn reader(text: &str, language: Language) -> &'static str {
    let mut words: BTreeMap<Reader, u64> = BTreeMap::new();
    for window in profile::profile(text, language) {
        *words.entry(window.reader.unwrap_or(Reader::Own)).or_default() += u64::from(window.words);
    }
    words.into_iter().max_by_key(|&(_, words)| words).map_or(Reader::Own, |(reader, _)| reader).name()
}

/// Repairs a text as read. Without a language nothing is changed.
pub fn repair(text: &str, language: Option<Language>, settings: &Settings) -> Repair {
    let Some(language) = language else {
        return Repair { text: text.to_owned(), ..Repair::default() };
    };
    let twisted = encoding::found(text, Lexicon::of(language));
    if twisted.is_empty() {
        return assemble(text, &look(text, language, settings, None), settings.level);
    }
    if settings.level == Level::Off {
        let mut repair = assemble(text, &look(text, language, settings, None), settings.level);
        repair.suggestions.extend(twisted.iter().map(|found| Suggestion {
            at: Span::new(found.edit.at.start(), found.edit.at.end()),
            to: found.edit.with.to_string(),
            confidence: found.edit.confidence,
        }));
        repair.suggestions.sort_by_key(|suggestion| suggestion.at);
        mark_pages(&mut repair.damage, text, &twisted);
        return repair;
    }
    // What the letters are comes first: all that follows looks at the text that was meant.
    let decoding = Edits::new(twisted.iter().map(|found| found.edit.clone()).collect(), text);
    let decoded = decoding.apply(text);
    let mut repair = assemble(&decoded, &look(&decoded, language, settings, None), settings.level);
    repair.edits = decoding.then(&repair.edits, text, &decoded);
    mark_pages(&mut repair.damage, text, &twisted);
    repair
}

/// Says of each page what was twisted on it.
fn mark_pages(damage: &mut [PageDamage], text: &str, twisted: &[encoding::Found]) {
    let (mut page, mut counted) = (0, 0);
    for found in twisted {
        let start = found.edit.at.start();
        page += text[counted..start].matches('\x0c').count();
        counted = start;
        let kind = match found.twist {
            encoding::Twist::DecodedTwice => DamageKind::Mojibake,
            encoding::Twist::TakenApart => DamageKind::Decomposed,
        };
        if let Some(of) = damage.iter_mut().find(|of| of.page as usize == page + 1) {
            of.kind = if of.kind == DamageKind::Clean || of.kind == kind { kind } else { DamageKind::Mixed };
        }
    }
}

/// What was found in a text.
struct Looked {
    windows: Vec<Window>,
    changes: Vec<Change>,
    estimates: Vec<Estimate>,
    /// Of the words that somebody asked for.
    explained: Vec<ExplainedWord>,
    /// First bytes of the stretches of worn print, the bytes after their last, and how worn they are.
    worn: Vec<(usize, usize, f32)>,
}

impl Looked {
    /// How worn the print is at a byte, from 0 to 1.
    fn wear(&self, at: usize) -> f32 {
        let here = self.worn.iter().find(|&&(start, end, _)| (start..end).contains(&at));
        here.map_or(0.0, |&(.., wear)| wear)
    }

    /// How probable it is that a change is right, as far as such changes were.
    fn confidence(&self, change: &Change) -> f32 {
        calibrated(change.confidence, change.verdict, self.wear(change.start))
    }
}

/// Finds what is to be changed. The words that touch `asked` are explained.
fn look(text: &str, language: Language, settings: &Settings, asked: Option<Span<Read>>) -> Looked {
    let mut explained = Vec::new();
    let mut windows = profile::profile(text, language);
    let mut changes: Vec<Change> = signs::section_signs(text, language);
    let signs: Vec<usize> = changes.iter().map(|change| change.start).collect();
    // Its own model never lacks a letter, but it does not know the section sign; and who has taught us what it does to these
    // pages has said that it read them.
    let taught = settings.channel.as_ref().is_some_and(|channel| channel.of(language, Reader::Own).is_some());
    let lost_signs = changes.len() >= OWN_SIGNS;
    let whole = windows.iter().all(|window| window.reader.is_none());
    let suspected = whole && !lost_signs && !taught && broken::is_suspected(text, Lexicon::of(language));
    if whole && (lost_signs || taught || suspected) {
        for window in &mut windows {
            window.reader = Some(Reader::Own);
        }
    }
    let mut estimates: Vec<Estimate> = Vec::new();
    let mut worn = Vec::new();
    let mut at = 0;
    while at < windows.len() {
        let reader = windows[at].reader;
        let first = at;
        while at < windows.len() && windows[at].reader == reader {
            at += 1;
        }
        if let Some(reader) = reader {
            let range = (windows[first].start, windows[at - 1].end);
            let letters = letters::changes(text, range, language);
            let taken = |start: usize| {
                signs.binary_search(&start).is_ok()
                    || letters.binary_search_by_key(&start, |change| change.start).is_ok()
            };
            let outcome = stretch::repair(text, range, (language, reader), settings, &taken, asked);
            // A model that lacks letters spoils every tenth word and more. Where next to nothing can be mended, the letters were
            // missing because of what the text is: names, figures, another language.
            let words: u32 = windows[first..at].iter().map(|window| window.words).sum();
            let mended = outcome.changes.iter().filter(|change| change.verdict >= Verdict::Doubtful).count();
            let borne_out = match reader {
                Reader::Own => !suspected || broken::is_borne_out(text, &outcome.changes, words),
                _ => mended > (words / LEAST_MENDED) as usize,
            };
            if !borne_out {
                for window in &mut windows[first..at] {
                    window.reader = None;
                }
                continue;
            }
            if outcome.wear > 0.0 {
                worn.push((range.0, range.1, outcome.wear));
            }
            changes.extend(letters);
            if reader == Reader::Own {
                changes.extend(capital_i::changes(text, range, Lexicon::of(language)));
                changes.extend(initial::changes(text, range, Lexicon::of(language), &outcome.changes));
            }
            changes.extend(dust::between_words(text, range, Lexicon::of(language), &outcome.changes));
            changes.extend(outcome.changes);
            estimates.extend(outcome.estimates);
            explained.extend(outcome.explained);
        }
    }
    changes.retain(|change| !settings.never.holds(text[change.start..change.end].trim()));
    for change in &mut changes {
        change.verdict = settings.level.weigh(change.verdict, change.confidence);
    }
    Looked { windows, changes, estimates, explained, worn }
}

fn assemble(text: &str, looked: &Looked, level: Level) -> Repair {
    let Looked { windows, changes, estimates, .. } = looked;
    let edits = changes
        .iter()
        .filter(|change| change.verdict >= Verdict::Doubtful)
        .map(|change| Edit {
            at: Span::new(change.start, change.end),
            with: change.with.as_str().into(),
            kind: EditKind::Character,
            confidence: looked.confidence(change),
            doubtful: change.verdict == Verdict::Doubtful,
        })
        .collect();
    let edits = Edits::new(edits, text);
    let suggestions = changes
        .iter()
        .filter(|change| change.verdict == Verdict::Suggest)
        .map(|change| Suggestion {
            at: edits.to_repaired(Span::new(change.start, change.end)),
            to: change.with.clone(),
            confidence: looked.confidence(change),
        })
        .collect();
    // Words and expected errors, page by page.
    let mut pages: BTreeMap<u32, Page> = BTreeMap::new();
    for window in windows {
        let page = pages.entry(window.page).or_default();
        page.words += u64::from(window.words);
        page.kinds.push(kind(window.reader));
        let first = estimates.partition_point(|estimate| estimate.start < window.start);
        for estimate in estimates[first..].iter().take_while(|estimate| estimate.start < window.end) {
            page.wrong += f64::from(estimate.wrong);
            page.left_wrong += f64::from(estimate.left_wrong(level, looked.wear(estimate.start)));
            page.unknown += u64::from(estimate.unknown);
        }
    }
    let words: u64 = pages.values().map(|page| page.words).sum();
    let share = |wrong: f64, words: u64| wrong / words.max(1) as f64;
    Repair {
        text: if edits.is_empty() { text.to_owned() } else { edits.apply(text) },
        edits,
        suggestions,
        damage: pages
            .iter()
            .map(|(&page, found)| PageDamage { page: page + 1, kind: found.kind() })
            .collect(),
        pages: pages
            .iter()
            .map(|(&page, found)| PageQuality {
                page: page + 1,
                estimated_word_error_rate: share(found.wrong, found.words),
            })
            .collect(),
        words,
        doubtful: pages.values().map(|page| page.unknown).sum(),
        estimated_word_error_rate: (
            share(pages.values().map(|page| page.wrong).sum(), words),
            share(pages.values().map(|page| page.left_wrong).sum(), words),
        ),
    }
}

#[derive(Default)]
struct Page {
    words: u64,
    wrong: f64,
    left_wrong: f64,
    unknown: u64,
    kinds: Vec<DamageKind>,
}

impl Page {
    fn kind(&self) -> DamageKind {
        match self.kinds.split_first() {
            None => DamageKind::Clean,
            Some((first, rest)) if rest.iter().all(|kind| kind == first) => *first,
            Some(_) => DamageKind::Mixed,
        }
    }
}

const fn kind(reader: Option<Reader>) -> DamageKind {
    match reader {
        None => DamageKind::Clean,
        Some(Reader::English) => DamageKind::EnglishModel,
        Some(Reader::Own) => DamageKind::OwnModel,
        Some(Reader::Swedish | Reader::Danish | Reader::Norwegian) => DamageKind::NeighbourModel,
    }
}

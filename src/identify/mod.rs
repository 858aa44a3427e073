//! Which of the four written languages a text is in, damaged or not.
//!
//! Words speak for languages with weights in `corpora/language/`: whole forms, and the endings of other words. Both are
//! looked up with å ä ö æ ø folded to their bases, because OCR confuses those; the letters themselves are only support,
//! within a limit. Names say nothing. This module refuses to repair: it reads what damage leaves.

mod weights;

use crate::language::Language;
use crate::text::is_letter;
use weights::{Tables, Weights};

/// The language found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identified {
    /// None where the text does not say.
    pub language: Option<Language>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Bytes of a long text that are looked at, from its start and from its middle.
const SAMPLE: usize = 60_000;
/// Longest form with a weight, in bytes once folded.
const LONGEST: usize = 32;
/// Letters of an ending, and the shortest word that is judged by one.
const ENDING: usize = 4;
const SHORTEST_WITH_ENDING: usize = 6;
/// What the ending of a word counts beside a whole form.
const ENDING_SHARE: f32 = 0.6;
/// What a word with a capital counts, as it may be a name: a short one, and one from [`LONG`] letters.
const CAPITALISED_SHARE: [f32; 2] = [0.3, 0.8];
const LONG: usize = 7;
/// Most that letters may count beside words.
const LETTER_SHARE: f32 = 0.25;
/// Words of a text lean on each other, so their evidence is worth less than its sum.
const TEMPERATURE: f32 = 1.8;

/// Identifies the written language of a text as read. Time is linear in at most 120 kB of it.
pub fn identify(text: &str) -> Identified {
    let mut evidence = Evidence::default();
    if text.len() <= 2 * SAMPLE {
        evidence.read(text);
    } else {
        evidence.read(&text[..text.floor_char_boundary(SAMPLE)]);
        let middle = text.floor_char_boundary(text.len() / 2);
        evidence.read(&text[middle..text.floor_char_boundary(middle + SAMPLE)]);
    }
    evidence.judge()
}

/// What has been read so far.
#[derive(Debug, Default)]
struct Evidence {
    words: u32,
    forms: [f32; 4],
    letters: [f32; 4],
}

impl Evidence {
    fn read(&mut self, text: &str) {
        let tables = Tables::get();
        let mut word = [0; LONGEST];
        let mut length = 0;
        let mut capitalised = false;
        for c in text.chars().chain([' ']) {
            let folded = if c.is_ascii_lowercase() {
                u8::try_from(c).unwrap_or(0)
            } else if c.is_ascii_uppercase() {
                u8::try_from(c.to_ascii_lowercase()).unwrap_or(0)
            } else if !c.is_ascii() && is_letter(c) {
                let lower = c.to_lowercase().next().unwrap_or(c);
                if let Some(weights) = tables.letters.get(&lower) {
                    add(&mut self.letters, weights, 1.0);
                }
                fold(lower)
            } else {
                if length > 0 {
                    self.words += 1;
                    if length <= LONGEST {
                        self.weigh(tables, &word, length, capitalised);
                    }
                    length = 0;
                }
                continue;
            };
            // A word in capitals stands in a heading, and is as good as any other.
            match length {
                0 => capitalised = c.is_uppercase(),
                1 if c.is_uppercase() => capitalised = false,
                _ => {}
            }
            if length < LONGEST {
                word[length] = folded;
            }
            length += 1;
        }
    }

    fn weigh(&mut self, tables: &Tables, letters: &[u8; LONGEST], length: usize, capitalised: bool) {
        let word = &letters[..length];
        if let Some(form) = tables.form(letters, length) {
            let doubtful = capitalised && !form.by_hand;
            let share = if doubtful { CAPITALISED_SHARE[usize::from(word.len() >= LONG)] } else { 1.0 };
            add(&mut self.forms, &form.weights, share);
        } else if !capitalised
            && word.len() >= SHORTEST_WITH_ENDING
            && let Some(weights) = word.last_chunk().and_then(|ending| tables.endings.get(ending))
        {
            add(&mut self.forms, weights, ENDING_SHARE);
        }
    }

    fn judge(&self) -> Identified {
        if self.words == 0 {
            return Identified { language: None, confidence: 0.0 };
        }
        let span = |scores: &[f32; 4]| {
            scores.iter().copied().fold(f32::MIN, f32::max) - scores.iter().copied().fold(f32::MAX, f32::min)
        };
        let most = LETTER_SHARE * span(&self.forms) + 1.0;
        let scale = (most / span(&self.letters).max(most)).min(1.0);
        let mut scores = self.forms;
        for (score, letters) in scores.iter_mut().zip(self.letters) {
            *score += scale * letters;
        }
        let (best, top) = scores
            .iter()
            .enumerate()
            .fold((0, f32::MIN), |best, (i, &s)| if s > best.1 { (i, s) } else { best });
        let total: f32 = scores.iter().map(|score| ((score - top) / TEMPERATURE).exp()).sum();
        Identified { language: Some(Language::ALL[best]), confidence: 1.0 / total }
    }
}

fn add(scores: &mut [f32; 4], weights: &Weights, share: f32) {
    for (score, &weight) in scores.iter_mut().zip(weights) {
        *score += share * f32::from(weight) / 10.0;
    }
}

/// A letter without what OCR confuses; a byte that no key holds for letters of other alphabets.
fn fold(lower: char) -> u8 {
    match lower {
        'å' | 'ä' | 'æ' | 'á' | 'à' | 'â' => b'a',
        'é' | 'è' | 'ê' | 'ë' => b'e',
        'ö' | 'ø' | 'ó' | 'ò' | 'ô' => b'o',
        'ü' | 'ú' => b'u',
        'í' | 'ï' => b'i',
        _ => u8::try_from(lower).ok().filter(u8::is_ascii).unwrap_or(0),
    }
}

#[cfg(test)]
mod tests;

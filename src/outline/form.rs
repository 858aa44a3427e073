//! What kind of document it is: told from words in its head, from lines of their own, and from how it is numbered.
//!
//! A weighing of cues, nothing more: the tables say what counts and how much. A document without cues is `other`.

use super::cues::Cues;
use super::fold::find_words;
use super::heads;
use super::rows::Rows;
use crate::record::DocumentType;
use memchr::memmem::Finder;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that make up a document's head.
const HEAD_ROWS: usize = 14;
/// How much of a text is searched for phrases, in characters.
const SEARCHED: usize = 30_000;
/// The least weight that tells a kind.
const LEAST: u32 = 3;

/// Weighs the cues; `numbered` is how many items were found by number, `plainly` whether by bare numbers only.
pub(super) fn form(rows: &Rows, cues: &Cues, numbered: usize, plainly: bool) -> DocumentType {
    let mut weights: BTreeMap<u8, (u32, DocumentType)> = BTreeMap::new();
    let mut add = |kind: DocumentType, weight: u32| {
        weights.entry(rank(kind)).or_insert((0, kind)).0 += weight;
    };
    if numbered > 0 && !plainly {
        add(DocumentType::Minutes, 6);
    } else if numbered > 2 {
        add(DocumentType::Minutes, 2);
    }
    let all = rows.all();
    let searched = &all[..all.len().min(SEARCHED)];
    let times = cues.form_phrases.times(searched);
    let mut heads = vec![false; cues.forms.len()];
    let mut lines: BTreeSet<(usize, &str)> = BTreeSet::new();
    for row in 0..rows.len() {
        let line = heads::undecorated(rows.folded(row));
        for cue in cues.form_lines.of(line).filter(|cue| line.len() < cue.len() + 30) {
            lines.extend(
                (0..).zip(&cues.forms).filter(|(_, form)| form.line.holds(cue)).map(|(at, _)| (at, cue)),
            );
        }
        for (form, found) in cues.forms.iter().zip(&mut heads).filter(|_| row < HEAD_ROWS) {
            *found = *found || form.head.iter().any(|cue| heads_document(line, cue));
        }
    }
    for (at, form) in cues.forms.iter().enumerate() {
        if heads[at] {
            add(form.kind, form.weight);
        }
        for _ in lines.range((at, "")..(at + 1, "")) {
            add(form.kind, form.weight);
        }
        for &cue in &form.any {
            add(form.kind, form.weight * times[cue]);
        }
    }
    let best = weights.values().max_by_key(|(weight, kind)| (*weight, std::cmp::Reverse(rank(*kind))));
    match best {
        Some((weight, kind)) if *weight >= LEAST => *kind,
        _ => DocumentType::Other,
    }
}

/// Whether a line holds a cue, and says it of the whole document.
fn heads_document(line: &str, cue: &Finder) -> bool {
    if cue.find(line.as_bytes()).is_none() {
        return false;
    }
    let Ok(cue) = str::from_utf8(cue.needle()) else { return false };
    let begins = |word: &str| word.len() > cue.len() && word.starts_with(cue);
    cue.len() >= 10
        || line.len() < 160
            && (!line.ends_with('.') && find_words(line, cue).is_some()
                || cue.len() >= 6 && line.split([' ', '.']).any(begins))
}

/// Ties go to the kind with the lower rank.
fn rank(kind: DocumentType) -> u8 {
    match kind {
        DocumentType::Minutes => 0,
        DocumentType::StaffReport => 1,
        DocumentType::Report => 2,
        DocumentType::Strategy => 3,
        DocumentType::Newsletter => 4,
        DocumentType::Other => 5,
    }
}

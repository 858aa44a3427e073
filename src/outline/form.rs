//! What kind of document it is: told from words in its head, from lines of their own, and from how it is numbered.
//!
//! A weighing of cues, nothing more: the tables say what counts and how much. A document without cues is `other`.

use super::cues::Cues;
use super::fold::find_words;
use super::heads;
use super::rows::Rows;
use crate::record::DocumentType;
use std::collections::{BTreeMap, BTreeSet};

/// Rows that make up a document's head.
const HEAD_ROWS: usize = 14;
/// How much of a text is searched for phrases, in characters.
const SEARCHED: usize = 30_000;
/// How often a phrase counts.
const MOST_TIMES: u32 = 3;
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
    let table = &cues.form_words;
    // Whole documents are searched once for all cues.
    let mut times = vec![(0, 0); table.words.len()];
    for found in table.automaton.find_overlapping_iter(searched) {
        let (n, end) = &mut times[found.pattern().as_usize()];
        if *n < MOST_TIMES && found.start() >= *end {
            (*n, *end) = (*n + 1, found.end());
        }
    }
    let mut heads = vec![false; table.words.len()];
    let mut lines: BTreeSet<(usize, &str)> = BTreeSet::new();
    for row in 0..rows.len() {
        let line = heads::undecorated(rows.folded(row));
        for (at, form) in cues.forms.iter().enumerate() {
            lines.extend(form.line.of(line).filter(|cue| line.len() < cue.len() + 30).map(|cue| (at, cue)));
        }
        if row < HEAD_ROWS {
            for found in table.automaton.find_overlapping_iter(line) {
                let word = found.pattern().as_usize();
                heads[word] = heads[word] || heads_document(line, &table.words[word]);
            }
        }
    }
    for (at, form) in cues.forms.iter().enumerate() {
        if form.head.iter().any(|&cue| heads[cue]) {
            add(form.kind, form.weight);
        }
        for _ in lines.range((at, "")..(at + 1, "")) {
            add(form.kind, form.weight);
        }
        for &cue in &form.any {
            add(form.kind, form.weight * times[cue].0);
        }
    }
    let best = weights.values().max_by_key(|(weight, kind)| (*weight, std::cmp::Reverse(rank(*kind))));
    match best {
        Some((weight, kind)) if *weight >= LEAST => *kind,
        _ => DocumentType::Other,
    }
}

/// Whether a line that holds a cue says it of the whole document.
fn heads_document(line: &str, cue: &str) -> bool {
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

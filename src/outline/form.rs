//! What kind of document it is: told from words in its head, from lines of their own, and from how it is numbered.
//!
//! A weighing of cues, nothing more: the tables say what counts and how much. A document without cues is `other`.

use super::cues::Cues;
use super::fold::{begins_with, find_words};
use super::heads;
use super::rows::Rows;
use crate::record::DocumentType;
use std::collections::BTreeMap;

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
    let head_rows = rows.len().min(HEAD_ROWS);
    let all = rows.all();
    let searched = &all[..all.len().min(SEARCHED)];
    for form in &cues.forms {
        for cue in &form.head {
            let found = (0..head_rows).any(|row| {
                let line = heads::undecorated(rows.folded(row));
                line.len() < 160 && !line.ends_with('.') && find_words(line, cue).is_some()
                    || line.len() < 160
                        && line.split([' ', '.']).any(|word| {
                            word.len() > cue.len() && word.starts_with(cue.as_str()) && cue.len() >= 6
                        })
                    || line.contains(cue.as_str()) && cue.len() >= 10
            });
            if found {
                add(form.kind, form.weight);
                break;
            }
        }
        for cue in &form.line {
            let found = (0..rows.len()).any(|row| {
                let line = heads::undecorated(rows.folded(row));
                line.len() < cue.len() + 30 && begins_with(line, cue)
            });
            if found {
                add(form.kind, form.weight);
            }
        }
        for cue in &form.any {
            let times = searched.match_indices(cue.as_str()).take(3).count();
            add(form.kind, form.weight * u32::try_from(times).unwrap_or(3));
        }
    }
    let best = weights.values().max_by_key(|(weight, kind)| (*weight, std::cmp::Reverse(rank(*kind))));
    match best {
        Some((weight, kind)) if *weight >= LEAST => *kind,
        _ => DocumentType::Other,
    }
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

//! Suspects of many documents, the commonest first, and the file of cues that they would make.

use crate::messages::{count, printable};
use protokoll::outline::{Coverage, Near, Why};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// The section that a heading is put in where nothing tells which: the text under it is what it was before.
const UNKNOWN_SECTION: &str = "background";

/// The labels of first pages that a suspect of them is put among.
const UNKNOWN_FRONT: &str = "cover";

/// A suspect of all documents.
#[derive(Clone, Debug)]
pub(super) struct Common {
    pub(super) language: &'static str,
    pub(super) text: String,
    pub(super) front: bool,
    pub(super) why: Why,
    pub(super) near: Option<Near>,
    pub(super) count: u64,
    pub(super) documents: u64,
}

/// What all documents have; `why` is absent as long as no second document has it.
struct Seen {
    common: Common,
    is_one: bool,
    last_document: u64,
}

/// The suspects of all documents.
#[derive(Default)]
pub(super) struct Suspects {
    documents: u64,
    /// By language, place and what a cue cannot tell apart.
    seen: BTreeMap<(&'static str, bool, String), Seen>,
}

impl Suspects {
    pub(super) fn add(&mut self, document: &Coverage) {
        self.documents += 1;
        let language = document.language.code();
        for one in &document.suspects {
            let seen = self.seen.entry((language, one.front, one.key.clone())).or_insert_with(|| Seen {
                common: Common {
                    language,
                    text: one.text.clone(),
                    front: one.front,
                    why: Why::Recurs,
                    near: one.near.clone(),
                    count: 0,
                    documents: 0,
                },
                is_one: false,
                last_document: 0,
            });
            seen.common.count += 1;
            if seen.last_document != self.documents {
                seen.last_document = self.documents;
                seen.common.documents += 1;
            }
            if let Some(why) = one.why {
                seen.common.why = if seen.is_one { seen.common.why.min(why) } else { why };
                seen.is_one = true;
                seen.common.near = seen.common.near.take().or_else(|| one.near.clone());
            }
        }
    }

    /// The commonest: those of most documents, then those that stand most often.
    pub(super) fn commonest(&self, top: usize) -> Vec<Common> {
        let suspected = self.seen.values().filter(|seen| seen.is_one || seen.common.documents > 1);
        let mut all: Vec<&Common> = suspected.map(|seen| &seen.common).collect();
        all.sort_by(|one, other| {
            let rank = |common: &Common| std::cmp::Reverse((common.documents, common.count));
            rank(one).cmp(&rank(other)).then_with(|| one.text.cmp(&other.text))
        });
        all.into_iter().take(top).cloned().collect()
    }
}

/// Where a suspect was seen, and why it is one.
pub(super) fn seen(one: &Common) -> String {
    let near = one.near.as_ref().map(|near| format!(" \"{}\"", printable(near.heading))).unwrap_or_default();
    let why = if near.is_empty() { one.why.name() } else { "near" };
    format!("{} in {}: {why}{near}", count(one.count, "time"), count(one.documents, "document"))
}

/// A file for `--cues` with the suspects in it.
pub(super) fn as_cues(common: &[Common]) -> String {
    let mut tables: BTreeMap<(&str, bool, &str), Vec<&Common>> = BTreeMap::new();
    for one in common {
        let unknown = if one.front { UNKNOWN_FRONT } else { UNKNOWN_SECTION };
        let section = one.near.as_ref().filter(|_| !one.front).map_or(unknown, |near| near.section);
        tables.entry((one.language, one.front, section)).or_default().push(one);
    }
    let mut out = String::new();
    for ((language, front, section), ones) in tables {
        let (table, list) = if front { ("front", "labels") } else { ("section", "heads") };
        let _ = writeln!(out, "[[{language}.{table}]]\nid = {}\n{list} = [", quoted(section));
        for one in ones {
            let _ = writeln!(out, "  {}, # {}", quoted(&one.text.to_lowercase()), seen(one));
        }
        out.push_str("]\n\n");
    }
    out.truncate(out.trim_end().len());
    out
}

/// A string of TOML; a wildcard in it would stand for any words.
fn quoted(text: &str) -> String {
    let plain = printable(text).replace(['*', '\\', '"'], " ");
    format!("\"{}\"", plain.trim())
}

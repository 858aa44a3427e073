//! The tables that the program embeds, each of which can be replaced before it is first used.
//!
//! Whoever corrects a row wants to see what it does to whole documents, without a compiler; and a gate that lets a
//! broken table pass is none. Both need the very pipeline with another table. This module knows the names of tables
//! (their paths below `corpora/`) and refuses to know what is in them; files are opened by whoever replaces.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicBool, Ordering};

/// A text with whether it was asked for.
#[derive(Debug)]
struct Replacement {
    text: String,
    used: AtomicBool,
}

thread_local! {
    /// The replaced table that this thread asked for last.
    static LAST: Cell<Option<&'static str>> = const { Cell::new(None) };
}

static REPLACED: OnceLock<BTreeMap<String, Replacement>> = OnceLock::new();

/// An embedded table.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Table {
    name: &'static str,
    embedded: &'static str,
}

impl Table {
    pub(crate) const fn new(name: &'static str, embedded: &'static str) -> Self {
        Self { name, embedded }
    }

    /// Its text: the embedded one, or the one that took its place.
    pub(crate) fn text(self) -> &'static str {
        let replaced = REPLACED.get().and_then(|replaced| replaced.get(self.name));
        replaced.map_or(self.embedded, |replacement| {
            replacement.used.store(true, Ordering::Relaxed);
            LAST.set(Some(self.name));
            &replacement.text
        })
    }
}

/// The table at this path below `corpora/`.
macro_rules! table {
    ($name:expr) => {
        $crate::tables::Table::new(
            $name,
            include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/", $name)),
        )
    };
}
pub(crate) use table;

/// Puts texts in the place of the embedded tables of these names (`cues/facts/sv.toml`), for the whole process. To be
/// called once, before the first document: a table that has been read stays as it was.
///
/// # Errors
/// If tables have been replaced before.
pub fn replace(tables: BTreeMap<String, String>) -> Result<(), AlreadyReplaced> {
    let replacement = |text| Replacement { text, used: AtomicBool::new(false) };
    let tables = tables.into_iter().map(|(name, text)| (name, replacement(text))).collect();
    REPLACED.set(tables).map_err(|_| AlreadyReplaced)
}

/// The names of the replaced tables that nothing has asked for: there is no such table, or no document needed it.
pub fn unused() -> Vec<&'static str> {
    let replaced = REPLACED.get().into_iter().flatten();
    replaced.filter(|(_, table)| !table.used.load(Ordering::Relaxed)).map(|(name, _)| name.as_str()).collect()
}

/// The replaced table that this thread asked for last: a table is parsed where it is asked for, so that after a failure
/// this is the one that could not be parsed.
pub fn last_asked_for() -> Option<&'static str> {
    LAST.get()
}

/// Tables have been replaced before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct AlreadyReplaced;

impl std::fmt::Display for AlreadyReplaced {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("tables can be replaced only once")
    }
}

impl std::error::Error for AlreadyReplaced {}

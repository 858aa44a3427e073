//! Counts how names are spelt: the letter model that repair judges unlisted names by.
//!
//! Usage: `cargo run --example learn_spelling -- NAMES SPELLING`, where NAMES is the map of names that `pack_tables` wrote.
//! The table holds every run of one to five letters in lower case, `^` before a name and `$` after it, as a trie in
//! breadth-first order. Little-endian: three u32 (letters, nodes, nodes that may have children); per letter its code
//! point (u32) and its weight (f32), by code point; per node that may have children, and once more, the number of its
//! first child (u32); per node the weight of the names that hold it (f32) and the index of its letter (u8). Nodes below the
//! number of letters are those letters alone; the next one is the beginning of a name.

use fst::Streamer;
use protokoll::lexicon::NameEntry;
use std::collections::BTreeMap;

/// Letters in a run, at most.
const LONGEST: usize = 5;
/// What a listed name weighs, and what a form that is only written with a capital in a list of words: most of those are
/// words, compounds and genitives of names.
const LISTED: u32 = 10;
const UNLISTED: u32 = 1;
const START: char = '^';
const END: char = '$';

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args_os().skip(1);
    let (Some(names), Some(to)) = (given.next(), given.next()) else {
        anyhow::bail!("usage: learn_spelling NAMES SPELLING");
    };
    let counts = counts(&fst::Map::new(std::fs::read(names)?)?)?;
    let letters: BTreeMap<char, u32> = counts
        .iter()
        .filter(|(run, _)| run.len() == 1 && run[0] != START)
        .map(|(run, n)| (run[0], *n))
        .collect();
    let index: BTreeMap<char, u8> = letters.keys().copied().zip(0..).collect();
    // Breadth first, single letters and the beginning of a name before all others.
    let mut nodes: Vec<(&[char], u32)> = counts.iter().map(|(run, &n)| (&**run, n)).collect();
    nodes.sort_by_key(|(run, _)| (run.len(), run.iter().map(|c| (*c == START, *c)).collect::<Vec<_>>()));
    let inner = nodes.partition_point(|(run, _)| run.len() < LONGEST);
    let mut out = Vec::new();
    for n in [letters.len(), nodes.len(), inner] {
        out.extend(u32::try_from(n)?.to_le_bytes());
    }
    for (&letter, n) in &letters {
        out.extend(u32::from(letter).to_le_bytes());
        out.extend(weight(*n).to_le_bytes());
    }
    let mut child = nodes.partition_point(|(run, _)| run.len() < 2);
    for (parent, _) in &nodes[..inner] {
        out.extend(u32::try_from(child)?.to_le_bytes());
        while nodes.get(child).is_some_and(|(run, _)| run[..run.len() - 1] == **parent) {
            child += 1;
        }
    }
    anyhow::ensure!(child == nodes.len(), "a run of letters stands below none");
    out.extend(u32::try_from(child)?.to_le_bytes());
    for (_, n) in &nodes {
        out.extend(weight(*n).to_le_bytes());
    }
    out.extend(
        nodes.iter().map(|(run, _)| run.last().and_then(|c| index.get(c)).copied().unwrap_or(u8::MAX)),
    );
    std::fs::write(to, out)?;
    Ok(())
}

/// A weight in names.
fn weight(n: u32) -> f32 {
    n as f32 / LISTED as f32
}

/// How much each run of letters weighs in the names.
fn counts(names: &fst::Map<Vec<u8>>) -> anyhow::Result<BTreeMap<Vec<char>, u32>> {
    let mut counts: BTreeMap<Vec<char>, u32> = BTreeMap::new();
    let mut stream = names.stream();
    while let Some((name, value)) = stream.next() {
        let entry = NameEntry::unpack(value);
        // Chosen for its marked letters, or a farm's and no person's, it says little of how common those are.
        if entry.net {
            continue;
        }
        let listed = entry.given || entry.surname || entry.place || entry.municipality || entry.attested;
        let own = if listed { LISTED } else { UNLISTED };
        let mut letters = vec![START];
        letters.extend(std::str::from_utf8(name)?.chars().flat_map(char::to_lowercase));
        letters.push(END);
        for from in 0..letters.len() {
            for to in from + 1..=letters.len().min(from + LONGEST) {
                *counts.entry(letters[from..to].to_vec()).or_default() += own;
            }
        }
    }
    Ok(counts)
}

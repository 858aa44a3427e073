//! Files of JSON Lines that the user gives, read line by line, with the place for whatever is wrong.

use anyhow::{Context, Result};
use serde::de::DeserializeOwned;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

/// The values of a file, each with its place in words; blank lines say nothing.
///
/// # Errors
/// If the file cannot be opened; each value, if its line cannot be read or is no such value.
pub(crate) fn values<T: DeserializeOwned>(path: &Path) -> Result<impl Iterator<Item = Result<(String, T)>>> {
    let file = File::open(path).with_context(|| format!("cannot read {}", path.display()))?;
    let value = move |(number, line): (usize, std::io::Result<String>)| {
        let place = format!("{}, line {number}", path.display());
        let read = line.with_context(|| place.clone());
        let read = read.and_then(|line| match line.trim() {
            "" => Ok(None),
            line => serde_json::from_str(line).with_context(|| place.clone()).map(Some),
        });
        read.map(|value| value.map(|value| (place, value))).transpose()
    };
    Ok((1..).zip(BufReader::new(file).lines()).filter_map(value))
}

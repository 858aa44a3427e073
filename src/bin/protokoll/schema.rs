//! `protokoll schema`.

use crate::exit::Exit;
use anyhow::Result;
use std::io::Write;

/// Prints the JSON Schema of the records.
pub(crate) fn print() -> Result<Exit> {
    let schema = serde_json::to_string_pretty(&protokoll::record::schema())?;
    writeln!(std::io::stdout(), "{schema}")?;
    Ok(Exit::Success)
}

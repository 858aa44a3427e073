//! The cue tables as reviewed data: what no reader would notice when it is wrong.

use super::workspace::repository;
use std::collections::BTreeSet;
use toml::Value;
use walkdir::WalkDir;

/// The strings that stand twice in one list, each with the keys that lead to it.
fn repeated(value: &Value, path: &str, out: &mut Vec<String>) {
    match value {
        Value::Array(list) => {
            let mut seen = BTreeSet::new();
            let again = list.iter().filter_map(Value::as_str).filter(|&cue| !seen.insert(cue));
            out.extend(again.map(|cue| format!("{path}: {cue}")));
            list.iter().for_each(|inner| repeated(inner, path, out));
        }
        Value::Table(table) => {
            table.iter().for_each(|(key, inner)| repeated(inner, &format!("{path} {key}"), out));
        }
        _ => {}
    }
}

#[test]
fn no_cue_stands_twice_in_its_list() {
    let mut tables = 0;
    let mut out = Vec::new();
    for entry in WalkDir::new(repository().join("corpora/cues")) {
        let entry = entry.expect("the folder of cues");
        if entry.path().extension().is_some_and(|extension| extension == "toml") {
            let text = std::fs::read_to_string(entry.path()).expect("a table of cues");
            let table: toml::Table = text.parse().expect("TOML");
            repeated(&Value::Table(table), &entry.file_name().to_string_lossy(), &mut out);
            tables += 1;
        }
    }
    assert!(tables > 0 && out.is_empty(), "of {tables} tables: {out:#?}");
}

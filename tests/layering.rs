//! The walls of the program, read from its source: who may import whom, and who may know what.
//!
//! The check is a scan of the text, not a compiler: it finds what people write, and says where.

use super::workspace::repository;
use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// The parts of the library, each allowed to import only those above it.
const ORDER: &[&str] = &[
    "tables", "text", "language", "record", "lexicon", "read", "identify", "personal", "repair", "outline",
    "extract", "assemble", "pipeline", "batch", "gold", "measure", "compare", "learn",
];

/// What one part may not import although it stands above it: the value that each needs is handed to it.
const REFUSED: &[(&str, &[&str])] = &[
    ("language", &["text"]),
    ("record", &["text", "language"]),
    ("lexicon", &["record"]),
    ("read", &["lexicon", "language"]),
    ("batch", &["identify", "repair", "outline", "extract", "assemble", "pipeline", "record"]),
    ("gold", STAGES),
    ("measure", STAGES),
    ("compare", STAGES),
];

/// What makes records; what judges them may not know how.
const STAGES: &[&str] = &[
    "tables", "lexicon", "read", "identify", "personal", "repair", "outline", "extract", "assemble",
    "pipeline", "batch",
];

/// Names of the outside world, and the parts that may use them.
const OUTSIDE: &[(&str, &[&str])] = &[
    ("std::fs", &["batch", "bin"]),
    ("std::env", &["batch", "bin"]),
    ("std::net", &[]),
    ("std::thread", &["batch", "bin"]),
    ("std::process", &["bin"]),
    ("Instant", &["batch", "bin"]),
    ("SystemTime", &[]),
    ("rayon", &["batch"]),
    ("walkdir", &["batch"]),
    ("clap", &["bin"]),
    ("indicatif", &["bin"]),
    ("anyhow", &["bin"]),
    ("ctrlc", &["bin"]),
    ("println!", &["bin"]),
    ("eprintln!", &["bin"]),
    ("print!", &["bin"]),
];

/// A source file: the part that it belongs to, its path, and its lines of code without comments and tests.
struct Source {
    part: String,
    path: String,
    whole: String,
    code: String,
}

fn sources() -> Vec<Source> {
    let mut found = Vec::new();
    visit(&repository().join("src"), &mut found);
    assert!(found.len() > 20, "the sources were not found");
    found
}

fn visit(folder: &Path, found: &mut Vec<Source>) {
    let mut entries: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    entries.sort();
    for path in entries {
        if path.is_dir() {
            visit(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") && !path.ends_with("tests.rs") {
            let whole = fs::read_to_string(&path).unwrap();
            let below = path.strip_prefix(repository().join("src")).unwrap();
            let part = below.components().next().unwrap().as_os_str().to_str().unwrap();
            let before_tests = whole.split("#[cfg(test)]\nmod ").next().unwrap_or_default();
            let code = before_tests
                .lines()
                .map(|line| if line.trim_start().starts_with("//") { "" } else { line })
                .collect::<Vec<_>>()
                .join("\n");
            found.push(Source {
                part: part.trim_end_matches(".rs").into(),
                path: below.display().to_string(),
                whole,
                code,
            });
        }
    }
}

/// The parts named after `crate::`, alone or in braces.
fn imports(code: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (at, _) in code.match_indices("crate::") {
        let rest = &code[at + "crate::".len()..];
        let mut depth = 0;
        let mut name = String::new();
        for c in rest.chars() {
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                c if c.is_alphanumeric() || c == '_' => {
                    name.push(c);
                    continue;
                }
                _ => {}
            }
            // In braces only what follows a brace or comma at the first level is a part.
            if !name.is_empty() {
                found.insert(std::mem::take(&mut name));
                if depth == 0 {
                    break;
                }
            }
            if depth == 0 || c == ';' {
                break;
            }
        }
    }
    found.retain(|name| ORDER.contains(&name.as_str()));
    found
}

#[test]
fn every_part_has_its_place() {
    let parts: BTreeSet<String> = sources().into_iter().map(|source| source.part).collect();
    for part in parts {
        assert!(
            ORDER.contains(&part.as_str()) || matches!(part.as_str(), "lib" | "bin"),
            "src/{part} is not in the order of the parts: say in ARCHITECTURE.md and here who may import it",
        );
    }
}

#[test]
fn a_part_imports_only_what_stands_above_it() {
    for source in sources() {
        let Some(own) = ORDER.iter().position(|part| *part == source.part) else { continue };
        let refused =
            REFUSED.iter().filter(|(part, _)| *part == source.part).flat_map(|(_, refused)| *refused);
        let refused: Vec<&str> = refused.copied().collect();
        for import in imports(&source.code) {
            let place = ORDER.iter().position(|part| *part == import);
            assert!(
                place.is_some_and(|place| place <= own),
                "{} imports {import}, a later part",
                source.path
            );
            assert!(
                !refused.contains(&import.as_str()),
                "{} imports {import}, which it refuses",
                source.path
            );
        }
    }
}

#[test]
fn files_threads_clocks_and_terminals_stay_outside() {
    for source in sources() {
        for (name, allowed) in OUTSIDE {
            let found = source.code.match_indices(name).any(|(at, _)| {
                let before = source.code[..at].chars().next_back();
                let after = source.code[at + name.len()..].chars().next();
                let word = |c: Option<char>| c.is_some_and(|c| c.is_alphanumeric() || c == '_');
                !word(before) && (name.ends_with('!') || !word(after))
            });
            assert!(!found || allowed.contains(&source.part.as_str()), "{} names {name}", source.path);
        }
    }
}

/// Unicode word boundaries cost forty times the search itself on text that is not ASCII.
#[test]
fn no_pattern_has_a_word_boundary() {
    for source in sources() {
        for line in source.code.lines().filter(|line| line.contains("\\b")) {
            assert!(!line.contains('"'), "{}: {line}", source.path);
        }
    }
}

/// A pattern is compiled once: in a `LazyLock`, or where tables are set up.
#[test]
fn patterns_are_compiled_once() {
    const SETTING_UP: &[&str] = &["new", "load", "compile", "build", "parse", "of", "from", "tables"];
    for source in sources() {
        let mut within = "";
        for line in source.code.lines() {
            if let Some((_, rest)) = line.split_once("fn ") {
                within = rest.split(|c: char| !(c.is_alphanumeric() || c == '_')).next().unwrap_or_default();
            } else if line.contains("LazyLock") || line.contains("OnceLock") {
                within = "new";
            }
            let compiles = ["Regex::new(", "RegexSet::new(", "AhoCorasick::new(", "AhoCorasick::builder("]
                .iter()
                .any(|call| line.contains(call));
            let setting_up = SETTING_UP.iter().any(|name| within.split('_').any(|word| word == *name));
            assert!(!compiles || setting_up, "{}: fn {within} compiles a pattern: {line}", source.path);
        }
    }
}

#[test]
fn every_file_says_what_it_is_for() {
    for source in sources() {
        let name = source.path.rsplit('/').next().unwrap_or_default();
        assert!(source.whole.starts_with("//!"), "{} does not say what it is for", source.path);
        assert!(!["utils", "util", "helpers", "common", "misc"].contains(&name.trim_end_matches(".rs")));
    }
}

#[test]
fn grouped_imports_are_seen() {
    let code = "use crate::record::Record;\nuse crate::{assemble, extract::{Mention, repair}, read};\nlet x = crate::batch::run();";
    let found: Vec<String> = imports(code).into_iter().collect();
    assert_eq!(found, ["assemble", "batch", "extract", "read", "record", "repair"]);
}

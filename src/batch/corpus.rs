//! A folder of documents with what is expected of them beside each.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The files of one document of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Case {
    /// Path below the corpus without its endings, with `/`.
    pub name: String,
    /// The text that is read, `NAME.txt`.
    pub text: Option<PathBuf>,
    /// The annotated text, `NAME.gold.xml`.
    pub gold: Option<PathBuf>,
    /// The expected record, `NAME.expected.json`.
    pub expected: Option<PathBuf>,
}

impl Case {
    /// The name without folders, which is what pairs are called by.
    pub fn stem(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// The documents of a corpus that have something beside them to measure against, in the order of their names.
///
/// # Errors
/// If the folder, or one in it, cannot be walked.
pub fn cases(corpus: &Path) -> io::Result<Vec<Case>> {
    let mut found: BTreeMap<String, Case> = BTreeMap::new();
    let hidden = |name: &std::ffi::OsStr| name.as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(corpus).into_iter();
    for entry in walk.filter_entry(|entry| entry.depth() == 0 || !hidden(entry.file_name())) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let Ok(below) = entry.path().strip_prefix(corpus) else { continue };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let Some(below) = parts.map(|parts| parts.join("/")) else { continue };
        let mut file = |name: &str, set: fn(&mut Case, PathBuf)| {
            let case = found.entry(name.to_owned()).or_default();
            name.clone_into(&mut case.name);
            set(case, entry.path().into());
        };
        if let Some(name) = below.strip_suffix(".gold.xml") {
            file(name, |case, path| case.gold = Some(path));
        } else if let Some(name) = below.strip_suffix(".expected.json") {
            file(name, |case, path| case.expected = Some(path));
        } else if let Some(name) = below.strip_suffix(".txt") {
            file(name, |case, path| case.text = Some(path));
        }
    }
    Ok(found.into_values().filter(|case| case.gold.is_some() || case.expected.is_some()).collect())
}

/// The texts in a folder, by their paths below it, with `/`.
///
/// # Errors
/// If the folder cannot be walked, or a file in it is not UTF-8.
pub fn texts(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in WalkDir::new(folder) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", below.display()));
        found.insert(name.join("/"), fs::read_to_string(entry.path()).map_err(named)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::cases;
    use std::fs;

    #[test]
    fn a_text_alone_is_no_case() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("sv")).unwrap();
        let files = [
            "README.md",
            "alone.txt",
            "b.gold.xml",
            "sv/a.txt",
            "sv/a.gold.xml",
            "sv/a.expected.json",
            ".x.gold.xml",
        ];
        for file in files {
            fs::write(folder.path().join(file), "").unwrap();
        }
        let found = cases(folder.path()).unwrap();
        let names: Vec<_> = found.iter().map(|case| (case.name.as_str(), case.stem())).collect();
        assert_eq!(names, [("b", "b"), ("sv/a", "a")]);
        assert!(found[0].text.is_none() && found[1].text.is_some() && found[1].expected.is_some());
        assert!(cases(&folder.path().join("none")).is_err());
    }
}

//! A folder of documents with what is expected of them beside each.

use super::output::about;
use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

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

/// The documents of a corpus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cases {
    /// Those with something beside them to measure against, in the order of their names.
    pub cases: Vec<Case>,
    /// Annotations and expected records that were left out, being links or having names that are no UTF-8.
    pub left_out: Vec<PathBuf>,
}

impl Case {
    /// The name without folders.
    pub fn stem(&self) -> &str {
        self.name.rsplit('/').next().unwrap_or(&self.name)
    }
}

/// Everything in a folder but what is hidden; errors say which path below it they are about.
fn walk(folder: &Path) -> impl Iterator<Item = io::Result<DirEntry>> {
    let hidden = |entry: &DirEntry| entry.file_name().as_encoded_bytes().starts_with(b".");
    let walk = WalkDir::new(folder).sort_by_file_name().into_iter();
    walk.filter_entry(move |entry| entry.depth() == 0 || !hidden(entry)).map(move |entry| {
        entry.map_err(|error| {
            let path = error.path().filter(|path| *path != folder).map(Path::to_path_buf);
            let shown = error.to_string();
            match (path, error.into_io_error()) {
                (Some(path), Some(error)) => about(&path, &error),
                (None, Some(error)) => error,
                (_, None) => io::Error::other(shown),
            }
        })
    })
}

/// The documents of a corpus.
///
/// # Errors
/// If the folder, or one in it, cannot be walked.
pub fn cases(corpus: &Path) -> io::Result<Cases> {
    let mut found: BTreeMap<String, Case> = BTreeMap::new();
    let mut left_out = Vec::new();
    for entry in walk(corpus) {
        let entry = entry?;
        let Ok(below) = entry.path().strip_prefix(corpus) else { continue };
        let parts: Option<Vec<&str>> = below.iter().map(|part| part.to_str()).collect();
        let (true, Some(below)) = (entry.file_type().is_file(), parts.map(|parts| parts.join("/"))) else {
            let name = entry.file_name().as_encoded_bytes();
            if !entry.file_type().is_dir()
                && (name.ends_with(b".gold.xml") || name.ends_with(b".expected.json"))
            {
                left_out.push(below.into());
            }
            continue;
        };
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
    let cases = found.into_values().filter(|case| case.gold.is_some() || case.expected.is_some());
    Ok(Cases { cases: cases.collect(), left_out })
}

/// The texts in a folder but hidden ones, by their paths below it, with `/`.
///
/// # Errors
/// If the folder cannot be walked, or a file in it is not UTF-8.
pub fn texts(folder: &Path) -> io::Result<BTreeMap<String, String>> {
    let mut found = BTreeMap::new();
    for entry in walk(folder) {
        let entry = entry?;
        if !entry.file_type().is_file() {
            continue;
        }
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        let name: Vec<_> = below.iter().map(|part| part.to_string_lossy()).collect();
        let text = fs::read_to_string(entry.path()).map_err(|error| about(below, &error))?;
        found.insert(name.join("/"), text);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::{cases, texts};
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
        let found = cases(folder.path()).unwrap().cases;
        let names: Vec<_> = found.iter().map(|case| (case.name.as_str(), case.stem())).collect();
        assert_eq!(names, [("b", "b"), ("sv/a", "a")]);
        assert!(found[0].text.is_none() && found[1].text.is_some() && found[1].expected.is_some());
        let error = cases(&folder.path().join("none")).unwrap_err().to_string();
        assert_eq!(error.matches("No such file").count(), 1, "{error}");
    }

    #[test]
    fn hidden_files_are_no_tables() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join(".sv.toml.swp"), b"b0VIM\xFF").unwrap();
        fs::write(folder.path().join("sv.toml"), "a = 1").unwrap();
        assert_eq!(texts(folder.path()).unwrap().into_keys().collect::<Vec<_>>(), ["sv.toml"]);
        fs::write(folder.path().join("da.toml"), b"\xFF").unwrap();
        assert!(texts(folder.path()).unwrap_err().to_string().contains("da.toml"));
    }

    #[cfg(unix)]
    #[test]
    fn what_is_left_out_is_told_of() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.gold.xml"), "").unwrap();
        std::os::unix::fs::symlink("a.gold.xml", folder.path().join("b.gold.xml")).unwrap();
        fs::write(folder.path().join(OsStr::from_bytes(b"m\xF6te.gold.xml")), "").unwrap();
        let found = cases(folder.path()).unwrap();
        assert_eq!((found.cases.len(), found.left_out.len()), (1, 2), "{:?}", found.left_out);
    }
}

//! Texts as OCR read them, to be fed in the place of a corpus' own.

use crate::json_lines;
use anyhow::{Result, bail};
use protokoll::batch::Case;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// A pair of texts, of which only the one that was read is wanted.
#[derive(serde::Deserialize)]
struct Pair {
    id: String,
    ocr: String,
}

/// What was read of each document.
pub(super) struct Pairs {
    path: PathBuf,
    by_id: BTreeMap<String, String>,
}

/// A name as ids have it.
fn plain(name: &str) -> String {
    name.replace(['#', '/'], "-")
}

/// Reads a file of pairs.
pub(super) fn read(path: &Path) -> Result<Pairs> {
    let mut by_id = BTreeMap::new();
    for pair in json_lines::values::<Pair>(path)? {
        let (place, pair) = pair?;
        if by_id.insert(plain(&pair.id), pair.ocr).is_some() {
            bail!("{place}: a second text with the id {}", pair.id);
        }
    }
    Ok(Pairs { path: path.into(), by_id })
}

impl Pairs {
    /// The texts of the annotated documents, by name: that with the whole name as its id, or with the name without
    /// folders where only one document is called so.
    pub(super) fn of(self, cases: &[Case]) -> Result<BTreeMap<String, String>> {
        let Self { path, by_id } = self;
        let mut by_stem: BTreeMap<String, Vec<&Case>> = BTreeMap::new();
        let annotated: Vec<&Case> = cases.iter().filter(|case| case.gold.is_some()).collect();
        for case in &annotated {
            by_stem.entry(plain(case.stem())).or_default().push(case);
        }
        let mut found = BTreeMap::new();
        for case in annotated {
            let stem = plain(case.stem());
            let text = match (by_id.get(&plain(&case.name)), by_id.get(&stem)) {
                (Some(text), _) => text,
                (None, None) => continue,
                (None, Some(text)) => {
                    let others = &by_stem[&stem];
                    if others.len() > 1 {
                        let names: Vec<&str> = others.iter().map(|case| case.name.as_str()).collect();
                        let names = names.join(" and ");
                        bail!("{}: the id {stem} may be {names}: give it with its folder", path.display());
                    }
                    text
                }
            };
            found.insert(case.name.clone(), text.clone());
        }
        Ok(found)
    }
}

#[cfg(test)]
mod tests {
    use super::Pairs;
    use protokoll::batch::Case;

    fn of(ids: &[&str], names: &[&str]) -> Result<Vec<(String, String)>, String> {
        let by_id = ids.iter().map(|id| (super::plain(id), format!("text of {id}"))).collect();
        let case = |name: &&str| Case { name: (*name).into(), gold: Some("x".into()), ..Case::default() };
        let cases: Vec<Case> = names.iter().map(case).collect();
        let found = Pairs { path: "p".into(), by_id }.of(&cases).map_err(|error| error.to_string())?;
        Ok(found.into_iter().collect())
    }

    #[test]
    fn documents_in_folders_are_told_apart() {
        let (a, b) =
            (("a/x".to_owned(), "text of a/x".to_owned()), ("b/x".to_owned(), "text of b/x".to_owned()));
        assert_eq!(of(&["a/x", "b/x"], &["a/x", "b/x"]), Ok(vec![a.clone(), b]));
        assert_eq!(of(&["a/x"], &["a/x", "b/x"]), Ok(vec![a]));
        assert_eq!(of(&["x"], &["a/x", "b/y"]), Ok(vec![("a/x".into(), "text of x".into())]));
        let error = of(&["x"], &["a/x", "b/x"]).unwrap_err();
        assert!(error.contains("a/x and b/x"), "{error}");
    }
}

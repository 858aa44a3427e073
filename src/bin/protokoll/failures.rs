//! The documents that could not be read: told of at once, listed in a file, counted at the end.

use crate::exit::Exit;
use crate::messages::count;
use crate::progress::Progress;
use protokoll::batch::{Ended, Failure, Replacement, about};
use std::ffi::OsString;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// The failures of a run, and their file, which exists only when there is something in it.
pub(crate) struct Failures {
    path: Option<PathBuf>,
    file: Option<Replacement>,
    count: u64,
}

impl Failures {
    pub(crate) fn new(path: Option<PathBuf>) -> Self {
        Self { path, file: None, count: 0 }
    }

    /// Tells of a failure and lists it.
    pub(crate) fn add(&mut self, failure: &Failure, progress: &Progress) -> io::Result<()> {
        progress.say(&format!("{}: {}", failure.path, failure.message));
        self.count += 1;
        let Some(path) = &self.path else { return Ok(()) };
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(Replacement::begin(path).map_err(|error| about(path, &error))?),
        };
        let written = serde_json::to_writer(&mut *file, failure).map_err(io::Error::from);
        written.and_then(|()| file.write_all(b"\n")).map_err(|error| about(path, &error))
    }

    pub(crate) fn none(&self) -> bool {
        self.count == 0
    }

    /// Puts the list in its place, or removes the list that an earlier run left; what to say of it in a summary.
    pub(crate) fn finish(self) -> io::Result<String> {
        let Some(path) = self.path else { return Ok(summary(self.count, None)) };
        match self.file {
            Some(file) => {
                file.finish().map_err(|error| about(&path, &error))?;
                Ok(summary(self.count, Some(&path)))
            }
            None => match fs::remove_file(&path) {
                Err(error) if error.kind() != io::ErrorKind::NotFound => Err(about(&path, &error)),
                _ => Ok(String::new()),
            },
        }
    }

    /// How a run that writes nothing but to a stream or a folder ends, and what to say of it in a summary.
    pub(crate) fn end(self, ended: &Ended) -> io::Result<(Exit, String)> {
        Ok(match ended {
            Ended::Finished if self.none() => (Exit::Success, self.finish()?),
            Ended::Finished => (Exit::SomeFailed, self.finish()?),
            Ended::Interrupted => (Exit::Interrupted, format!("{}, interrupted", self.leave()?)),
        })
    }

    /// Leaves the list beside its place, for a run that was not finished.
    pub(crate) fn leave(self) -> io::Result<String> {
        let left = self.file.map(Replacement::leave).transpose()?.flatten();
        Ok(summary(self.count, left.as_deref()))
    }
}

fn summary(failed: u64, listed: Option<&Path>) -> String {
    match (failed, listed) {
        (0, _) => String::new(),
        (_, None) => format!(", {} not read", count(failed, "document")),
        (_, Some(path)) => format!(", {} not read, listed in {}", count(failed, "document"), path.display()),
    }
}

/// Where the failures of a run are listed; nowhere if its output is a device or a pipe, or a folder without a name
/// (`.`).
pub(crate) fn list_beside(output: &Path) -> Option<PathBuf> {
    let ordinary = fs::metadata(output).map_or(true, |data| data.is_file() || data.is_dir());
    (ordinary && output.file_name().is_some()).then(|| with_ending(output, ".errors.jsonl"))
}

/// `path` with `ending` after its name, a closing `/` being no part of it.
pub(crate) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path.components().as_path());
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::{Failures, with_ending};
    use std::path::Path;

    #[test]
    fn a_list_that_cannot_be_removed_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let list = folder.path().join("out.errors.jsonl");
        std::fs::create_dir(&list).unwrap();
        let error = Failures::new(Some(list)).finish().unwrap_err().to_string();
        assert!(error.contains("out.errors.jsonl: "), "{error}");
    }

    #[test]
    fn the_list_stands_beside_a_folder_and_not_in_it() {
        assert_eq!(with_ending(Path::new("out/"), ".errors.jsonl"), Path::new("out.errors.jsonl"));
    }
}

//! Files that are whole or not there.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

/// A file being written that takes the place of another only when it is whole.
///
/// It grows as `NAME.partial` beside its place, locked against a second run, and is renamed when it is finished. What
/// stands under its name is always the whole result of one run. Something that is not a regular file
/// (`/dev/null`, a named pipe) is written to as it is.
#[derive(Debug)]
pub struct Replacement {
    file: BufWriter<File>,
    /// Where it grows, and the place that it takes; none where it is written directly.
    way: Option<(PathBuf, PathBuf)>,
}

impl Replacement {
    /// Begins to write what will stand at `path`.
    ///
    /// # Errors
    /// If the folder does not exist or may not be written, or another run is writing the same file.
    pub fn begin(path: &Path) -> io::Result<Self> {
        if fs::metadata(path).is_ok_and(|data| !data.is_file() && !data.is_dir()) {
            let file = OpenOptions::new().write(true).open(path)?;
            return Ok(Self { file: BufWriter::new(file), way: None });
        }
        if path.is_dir() {
            return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
        }
        // A link keeps pointing where it points: what it points at is replaced.
        let place = fs::canonicalize(path).unwrap_or_else(|_| at_end_of_links(path));
        let grows = beside(&place, ".partial");
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&grows)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run is writing it"));
            }
            Err(TryLockError::Error(error)) => return Err(error),
        }
        file.set_len(0)?;
        Ok(Self { file: BufWriter::new(file), way: Some((grows, place)) })
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// If it cannot be written out or renamed; the place is then as it was.
    pub fn finish(self) -> io::Result<()> {
        self.put(true)
    }

    /// Puts the file in its place; `safely`, so that not even a power cut leaves half of it.
    fn put(mut self, safely: bool) -> io::Result<()> {
        self.file.flush()?;
        if let Some((grows, place)) = &self.way {
            if safely {
                self.file.get_ref().sync_all()?;
            }
            fs::rename(grows, place)?;
            self.way = None;
        }
        Ok(())
    }

    /// Leaves what has been written beside its place, and says where.
    ///
    /// # Errors
    /// If it cannot be written out.
    pub fn leave(mut self) -> io::Result<Option<PathBuf>> {
        self.file.flush()?;
        Ok(self.way.take().map(|(grows, _)| grows))
    }
}

impl Write for Replacement {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Drop for Replacement {
    fn drop(&mut self) {
        if let Some((grows, _)) = &self.way {
            // Nothing can be done about a half file that cannot be removed; its name says what it is.
            let _ = fs::remove_file(grows);
        }
    }
}

/// Writes a small file whole, with the folders above it, as a [`Replacement`] does: a link stays a link, a pipe or a
/// device is written to. Unlike there the system may take its time to bring it to the disk, for there can be many.
///
/// # Errors
/// If it cannot be written; the place is then as it was.
pub fn write_whole(path: &Path, bytes: &[u8]) -> io::Result<()> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    let mut file = Replacement::begin(path)?;
    file.write_all(bytes)?;
    file.put(false)
}

/// Where a file comes to lie that is written through links of which the last points at nothing yet.
fn at_end_of_links(path: &Path) -> PathBuf {
    let mut place = path.to_path_buf();
    // As many as systems follow; links that go round end somewhere among themselves, and cannot be opened.
    for _ in 0..40 {
        let Ok(target) = fs::read_link(&place) else { break };
        place = place.parent().map_or_else(|| target.clone(), |folder| folder.join(&target));
    }
    place
}

/// An error of the system with the file that it is about.
pub fn about(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", path.display()))
}

/// `path` with `ending` after its name.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

#[cfg(test)]
mod tests {
    use super::{Replacement, write_whole};
    use std::fs;
    use std::io::Write;

    #[test]
    fn the_old_file_stands_until_the_new_one_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("records.jsonl");
        fs::write(&path, "old").unwrap();
        let mut file = Replacement::begin(&path).unwrap();
        file.write_all(b"new").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "old");
        assert!(Replacement::begin(&path).is_err(), "a second run must be refused");
        file.finish().unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[test]
    fn what_is_given_up_leaves_nothing_behind() {
        let folder = tempfile::tempdir().unwrap();
        drop(Replacement::begin(&folder.path().join("records.jsonl")).unwrap());
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
        assert!(Replacement::begin(&folder.path().join("no/folder")).is_err());
        assert!(Replacement::begin(folder.path()).is_err());
    }

    #[test]
    fn what_was_interrupted_can_be_kept_beside() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = Replacement::begin(&folder.path().join("records.jsonl")).unwrap();
        file.write_all(b"first").unwrap();
        let left = file.leave().unwrap().unwrap();
        assert!(left.ends_with("records.jsonl.partial"));
        assert_eq!(fs::read_to_string(left).unwrap(), "first");
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_a_pipe_a_pipe() {
        use std::os::unix::fs::{FileTypeExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::create_dir(at("real")).unwrap();
        fs::write(at("real/b.json"), "old").unwrap();
        symlink("real/b.json", at("link.json")).unwrap();
        symlink("real/c.json", at("dangling.json")).unwrap();
        for (link, real) in [("link.json", "real/b.json"), ("dangling.json", "real/c.json")] {
            write_whole(&at(link), b"new").unwrap();
            assert!(fs::symlink_metadata(at(link)).unwrap().is_symlink(), "{link}");
            assert_eq!(fs::read_to_string(at(real)).unwrap(), "new");
        }
        let made = std::process::Command::new("mkfifo").arg(at("pipe")).status();
        if made.is_ok_and(|status| status.success()) {
            let reader = std::thread::spawn({
                let pipe = at("pipe");
                move || fs::read_to_string(pipe).unwrap()
            });
            write_whole(&at("pipe"), b"through").unwrap();
            assert_eq!(reader.join().unwrap(), "through");
            assert!(fs::symlink_metadata(at("pipe")).unwrap().file_type().is_fifo());
        }
        write_whole(std::path::Path::new("/dev/null"), b"nothing").unwrap();
        assert!(!fs::metadata("/dev/null").unwrap().is_file());
    }

    #[test]
    fn folders_are_made_for_a_mirrored_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a/b/c.txt");
        write_whole(&path, b"text").unwrap();
        assert_eq!(fs::read_to_string(&path).unwrap(), "text");
    }
}

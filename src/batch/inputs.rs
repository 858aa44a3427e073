//! What a user names, made into documents: files, folders and standard input.
//!
//! A folder is walked in the order of its names. Nothing in it is left out in silence because of what it looks like:
//! a picture is tried, and listed as no text. Left alone are only hidden files, links, pipes and devices, what the
//! run itself writes, and the kinds of text that are data about documents and not documents.

use super::failure::{Failure, Reason};
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// Extensions of text files that stand beside documents without being any: data, markup and annotations.
const DATA_EXTENSIONS: &[&str] = &[
    "xml", "json", "jsonl", "ndjson", "csv", "tsv", "html", "htm", "hocr", "yaml", "yml", "toml", "ini",
    "log",
];

/// What the user named, and what the run writes.
#[derive(Clone, Debug)]
pub struct Inputs {
    roots: Vec<PathBuf>,
    outputs: Vec<PathBuf>,
}

/// A document to be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Job {
    /// Path that its record shows.
    pub shown: String,
    /// Size when it was found; 0 for standard input.
    pub bytes: u64,
    /// Path below the input's root, as the system has it.
    below: PathBuf,
    /// None for standard input.
    file: Option<PathBuf>,
}

/// What the walk meets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// A document to be done.
    Document(Job),
    /// A place that cannot be read.
    Unreadable(Failure),
    /// A file in a folder that is no document.
    LeftAlone,
}

/// How much there is to do.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Survey {
    /// Number of documents.
    pub documents: u64,
    /// Their bytes, without standard input.
    pub bytes: u64,
}

impl Inputs {
    /// The inputs that a user named, `-` being standard input. `outputs` are files and folders that the run writes:
    /// they are never read.
    pub fn new(roots: Vec<PathBuf>, outputs: &[PathBuf]) -> Self {
        Self { roots, outputs: outputs.iter().map(|path| resolved(path)).collect() }
    }

    /// An input that the run would overwrite, if there is one.
    pub fn overwritten(&self) -> Option<&Path> {
        self.roots.iter().map(PathBuf::as_path).find(|root| self.is_output(root))
    }

    /// The documents, in the order of the inputs and of the names in each folder. What the walk keeps in memory is
    /// one folder's names for each level of depth.
    pub fn walk(&self) -> impl Iterator<Item = Found> {
        self.roots.iter().flat_map(|root| self.walk_root(root))
    }

    /// Counts the documents; stops early when `until` says so.
    pub fn survey(&self, until: impl Fn() -> bool) -> Survey {
        let mut survey = Survey::default();
        for found in self.walk().take_while(|_| !until()) {
            if let Found::Document(job) = found {
                survey.documents += 1;
                survey.bytes += job.bytes;
            }
        }
        survey
    }

    fn walk_root<'s>(&'s self, root: &'s Path) -> Box<dyn Iterator<Item = Found> + 's> {
        if root == Path::new("-") {
            let job = Job { shown: "-".into(), bytes: 0, below: "stdin.txt".into(), file: None };
            return Box::new(std::iter::once(Found::Document(job)));
        }
        match fs::metadata(root) {
            Err(error) => {
                let failure = Failure::unreadable(&shown(root), &error);
                Box::new(std::iter::once(Found::Unreadable(failure)))
            }
            Ok(data) if data.is_dir() => {
                let entries = WalkDir::new(root)
                    .min_depth(1)
                    .sort_by_file_name()
                    .into_iter()
                    .filter_entry(|entry| !is_hidden(entry) && !self.is_output(entry.path()));
                Box::new(entries.filter_map(move |entry| self.found(root, entry)))
            }
            Ok(data) if data.is_file() => {
                let job = Job {
                    shown: shown(root),
                    bytes: data.len(),
                    below: root.into(),
                    file: Some(root.into()),
                };
                Box::new(std::iter::once(Found::Document(job)))
            }
            Ok(_) => {
                let failure = Failure::new(
                    &shown(root),
                    Reason::NotAFile,
                    "a pipe, socket or device; use '-' for standard input",
                );
                Box::new(std::iter::once(Found::Unreadable(failure)))
            }
        }
    }

    fn found(&self, root: &Path, entry: walkdir::Result<DirEntry>) -> Option<Found> {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = shown(self.below(root, error.path().unwrap_or(root)));
                let failure = Failure::unreadable(&path, &error.into());
                return Some(Found::Unreadable(failure));
            }
        };
        if entry.file_type().is_dir() {
            return None;
        }
        if !entry.file_type().is_file() || is_data(entry.path()) {
            return Some(Found::LeftAlone);
        }
        let below = self.below(root, entry.path());
        Some(match entry.metadata() {
            Ok(data) => Found::Document(Job {
                shown: shown(below),
                bytes: data.len(),
                below: below.into(),
                file: Some(entry.into_path()),
            }),
            Err(error) => Found::Unreadable(Failure::unreadable(&shown(below), &error.into())),
        })
    }

    /// The path of a file found in a folder: relative to the folder where that is the only input, and with the
    /// folder as given before it where there are more, so that two documents are not shown as one.
    fn below<'p>(&self, root: &Path, path: &'p Path) -> &'p Path {
        match path.strip_prefix(root) {
            Ok(below) if self.roots.len() == 1 && below != Path::new("") => below,
            _ => path,
        }
    }

    fn is_output(&self, path: &Path) -> bool {
        let name = path.file_name();
        self.outputs.iter().any(|output| output.file_name() == name && *output == resolved(path))
    }
}

impl Job {
    /// Where a file made from this document belongs in the folder `root`: the path that its record shows, without
    /// what would lead out of the folder.
    pub fn mirrored(&self, root: &Path) -> PathBuf {
        let inside = self.below.components().filter(|part| matches!(part, Component::Normal(_)));
        root.join(inside.collect::<PathBuf>())
    }

    /// Whether `path` is the very file that this document is read from.
    pub fn is_at(&self, path: &Path) -> bool {
        self.file.as_deref().is_some_and(|file| resolved(file) == resolved(path))
    }

    /// Reads the bytes, refusing more than `most`.
    ///
    /// # Errors
    /// If the file cannot be read, is no longer a file, or is too large.
    pub fn load(&self, most: u64) -> Result<Vec<u8>, Failure> {
        let fail = |error: io::Error| Failure::unreadable(&self.shown, &error);
        let too_large = || {
            let message = format!("too large: more than {most} bytes (see --max-size)");
            Failure::new(&self.shown, Reason::TooLarge, message)
        };
        if self.bytes > most {
            return Err(too_large());
        }
        let mut bytes = Vec::new();
        match &self.file {
            None => io::stdin().lock().take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(fail)?,
            Some(path) => {
                // A pipe that has taken its place would be waited for.
                if !fs::metadata(path).map_err(fail)?.is_file() {
                    return Err(Failure::new(&self.shown, Reason::NotAFile, "no longer a file"));
                }
                let file = File::open(path).map_err(fail)?;
                bytes.reserve_exact(usize::try_from(self.bytes).unwrap_or(0) + 1);
                file.take(most.saturating_add(1)).read_to_end(&mut bytes).map_err(fail)?
            }
        };
        if bytes.len() as u64 > most { Err(too_large()) } else { Ok(bytes) }
    }
}

fn is_hidden(entry: &DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// Whether a file in a folder is data about documents, or a README about the folder.
fn is_data(path: &Path) -> bool {
    let is = |part: Option<&OsStr>, names: &[&str]| {
        part.and_then(OsStr::to_str)
            .is_some_and(|part| names.iter().any(|name| part.eq_ignore_ascii_case(name)))
    };
    is(path.extension(), DATA_EXTENSIONS) || is(path.file_stem(), &["readme"])
}

/// An absolute path without links, also of a file that does not exist yet.
fn resolved(path: &Path) -> PathBuf {
    fs::canonicalize(path).unwrap_or_else(|_| {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        match (fs::canonicalize(folder), path.file_name()) {
            (Ok(folder), Some(name)) => folder.join(name),
            _ => path.into(),
        }
    })
}

/// A path as records show it: `/` between names, no `./` before them. Bytes that are no UTF-8 are shown as U+FFFD
/// and two hexadecimal digits each (and U+FFFD itself doubled), so that two names never look alike.
fn shown(path: &Path) -> String {
    let mut out = String::new();
    for component in path.components() {
        let name = match component {
            Component::CurDir => continue,
            Component::RootDir => {
                out.push('/');
                continue;
            }
            Component::Prefix(prefix) => prefix.as_os_str(),
            Component::ParentDir => OsStr::new(".."),
            Component::Normal(name) => name,
        };
        if !out.is_empty() && !out.ends_with('/') {
            out.push('/');
        }
        for chunk in name.as_encoded_bytes().utf8_chunks() {
            out.push_str(&chunk.valid().replace('\u{FFFD}', "\u{FFFD}\u{FFFD}"));
            for byte in chunk.invalid() {
                out.push_str(&format!("\u{FFFD}{byte:02X}"));
            }
        }
    }
    if out.is_empty() { ".".into() } else { out }
}

#[cfg(test)]
mod tests {
    use super::{Found, Inputs, shown};
    use crate::batch::Reason;
    use std::fs;
    use std::path::{Path, PathBuf};

    fn walked(inputs: &Inputs) -> Vec<String> {
        inputs
            .walk()
            .filter_map(|found| match found {
                Found::Document(job) => Some(job.shown),
                Found::Unreadable(failure) => Some(format!("! {}", failure.path)),
                Found::LeftAlone => None,
            })
            .collect()
    }

    fn folder(files: &[&str]) -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "text").unwrap();
        }
        folder
    }

    #[test]
    fn folders_are_walked_by_name_and_leave_out_what_is_no_document() {
        let files = [
            "b.txt",
            "a/2.md",
            "a/1",
            "scan.png",
            "a.gold.xml",
            "b.expected.json",
            "README.md",
            ".hidden",
            ".git/x",
        ];
        let folder = folder(&files);
        let inputs = Inputs::new(vec![folder.path().into()], &[]);
        assert_eq!(walked(&inputs), ["a/1", "a/2.md", "b.txt", "scan.png"]);
        assert_eq!((inputs.survey(|| false).documents, inputs.survey(|| false).bytes), (4, 16));
    }

    #[test]
    fn a_named_file_is_always_a_document() {
        let folder = folder(&["README.md"]);
        let file = folder.path().join("README.md");
        assert_eq!(walked(&Inputs::new(vec![file.clone()], &[])), [file.to_str().unwrap()]);
    }

    #[test]
    fn two_folders_do_not_share_a_path() {
        let folder = folder(&["2023/1.txt", "2024/1.txt"]);
        let years = ["2023", "2024"].map(|year| folder.path().join(year)).to_vec();
        let paths = walked(&Inputs::new(years, &[]));
        assert!(paths[0].ends_with("/2023/1.txt") && paths[1].ends_with("/2024/1.txt"), "{paths:?}");
    }

    #[test]
    fn the_output_is_not_an_input() {
        let folder = folder(&["1.txt", "out.txt", "deep/out.txt"]);
        let output = folder.path().join("deep/../out.txt");
        let inputs = Inputs::new(vec![folder.path().into()], std::slice::from_ref(&output));
        assert_eq!(walked(&inputs), ["1.txt", "deep/out.txt"]);
        let named = Inputs::new(vec![folder.path().join("out.txt")], std::slice::from_ref(&output));
        assert!(named.overwritten().is_some());
    }

    #[test]
    fn what_is_no_longer_a_file_is_not_read() {
        let folder = folder(&["1.txt"]);
        let inputs = Inputs::new(vec![folder.path().into()], &[]);
        let Some(Found::Document(job)) = inputs.walk().next() else { panic!("no document") };
        assert_eq!(job.load(100).unwrap(), b"text");
        fs::remove_file(folder.path().join("1.txt")).unwrap();
        fs::create_dir(folder.path().join("1.txt")).unwrap();
        assert_eq!(job.load(100).unwrap_err().reason, Reason::NotAFile);
    }

    #[test]
    fn a_missing_input_is_a_failure_of_its_own() {
        let inputs = Inputs::new(vec!["no/such.txt".into()], &[]);
        let found: Vec<Found> = inputs.walk().collect();
        let [Found::Unreadable(failure)] = &found[..] else { panic!("{found:?}") };
        assert_eq!((failure.path.as_str(), failure.reason), ("no/such.txt", Reason::Unreadable));
    }

    #[cfg(unix)]
    #[test]
    fn links_and_pipes_in_folders_are_left_alone() {
        use std::os::unix::fs::symlink;
        let folder = folder(&["1.txt"]);
        symlink(folder.path(), folder.path().join("loop")).unwrap();
        symlink(folder.path().join("1.txt"), folder.path().join("again.txt")).unwrap();
        symlink("/nowhere", folder.path().join("dangling.txt")).unwrap();
        let _socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.txt")).unwrap();
        assert_eq!(walked(&Inputs::new(vec![folder.path().into()], &[])), ["1.txt"]);
    }

    #[cfg(unix)]
    #[test]
    fn names_that_are_no_utf8_stay_apart() {
        use std::ffi::OsStr;
        use std::os::unix::ffi::OsStrExt;
        let name = |bytes: &[u8]| shown(Path::new(OsStr::from_bytes(bytes)));
        let names =
            [name(b"m\xF6te"), name(b"m\xF8te"), name("m\u{FFFD}F6te".as_bytes()), name("möte".as_bytes())];
        for (i, one) in names.iter().enumerate() {
            assert!(names[i + 1..].iter().all(|other| other != one), "{names:?}");
        }
        assert_eq!(names[0], "m\u{FFFD}F6te");
    }

    #[test]
    fn a_mirrored_path_stays_in_its_folder() {
        let folder = folder(&["1.txt"]);
        let named = folder.path().join("x/../1.txt");
        fs::create_dir(folder.path().join("x")).unwrap();
        let inputs = Inputs::new(vec![named], &[]);
        let Some(Found::Document(job)) = inputs.walk().next() else { panic!("no document") };
        let mirrored = job.mirrored(Path::new("out"));
        assert!(mirrored.starts_with("out") && mirrored.ends_with("x/1.txt"), "{mirrored:?}");
        assert!(job.is_at(&folder.path().join("1.txt")) && !job.is_at(&mirrored));
    }

    #[test]
    fn paths_are_shown_plainly() {
        for (path, plain) in [("./a/./b.txt", "a/b.txt"), ("../a", "../a"), ("/a/b", "/a/b"), (".", ".")] {
            assert_eq!(shown(&PathBuf::from(path)), plain);
        }
    }
}

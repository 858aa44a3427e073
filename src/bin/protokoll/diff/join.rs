//! Two files of records, brought together document by document.
//!
//! Both files are read from the beginning, one record of each at a time. A record whose partner has not come yet is
//! remembered by its place in the file, not by its contents, and read again when the partner comes: where both runs
//! wrote the documents in the same order, nothing is remembered at all. Partners have the same path and the same bytes,
//! then, a little later, the same path. In the end the records that are left are matched by the bytes of their
//! documents, so that a renamed document is not one lost and one gained.

use anyhow::{Context, Result, anyhow};
use protokoll::compare::Head;
use std::collections::hash_map::DefaultHasher;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs::{self, File, OpenOptions};
use std::hash::{Hash, Hasher};
use std::io::{self, BufRead, BufReader, Read, Seek, SeekFrom};
use std::path::Path;

/// What comes of the next record.
pub(super) enum Step {
    /// A record of both files, byte for byte the same.
    Same,
    /// Records of the same document that differ.
    Both {
        /// Line of the first file.
        old: String,
        /// Line of the second.
        new: String,
    },
    /// A record of the first file only.
    Lost(String),
    /// A record of the second file only.
    Gained(String),
}

/// A hash of a path: of 128 bits, so that two paths are never taken for one.
type Key = (u64, u64);

fn key(text: &str) -> Key {
    let hash = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        (salt, text).hash(&mut hasher);
        hasher.finish()
    };
    (hash(0), hash(1))
}

/// Where a record lies in its file, and the hash of its document's bytes.
#[derive(Clone, Copy)]
struct Place {
    start: u64,
    length: u64,
    id: Key,
}

/// A file of records.
struct Side {
    /// What messages call it.
    name: String,
    lines: BufReader<File>,
    /// The same file, for records that are read again.
    again: File,
    at: u64,
    number: u64,
    /// Records whose partner has not come.
    waiting: BTreeMap<Key, VecDeque<Place>>,
}

impl Side {
    fn open(path: &Path) -> Result<Self> {
        let input = path == Path::new("-");
        let name = if input { "standard input".into() } else { path.display().to_string() };
        let cannot = || format!("cannot read {name}");
        let (lines, again) = if input {
            spooled(&mut io::stdin().lock()).with_context(cannot)?
        } else {
            let mut file = File::open(path).with_context(cannot)?;
            if file.metadata().with_context(cannot)?.is_file() {
                (file, File::open(path).with_context(cannot)?)
            } else {
                spooled(&mut file).with_context(cannot)?
            }
        };
        Ok(Self {
            name,
            lines: BufReader::with_capacity(1 << 16, lines),
            again,
            at: 0,
            number: 0,
            waiting: BTreeMap::new(),
        })
    }

    /// The next line that is not blank, and where it lies.
    fn next(&mut self) -> Result<Option<(String, u64)>> {
        loop {
            let mut line = String::new();
            let start = self.at;
            let place = |number| format!("{}, line {number}", self.name);
            self.number += 1;
            let length = self.lines.read_line(&mut line).with_context(|| place(self.number))?;
            self.at += length as u64;
            if length == 0 {
                return Ok(None);
            }
            line.truncate(line.trim_end().len());
            if !line.is_empty() {
                return Ok(Some((line, start)));
            }
        }
    }

    fn head(&self, line: &str) -> Result<(Key, Key)> {
        let head =
            Head::parse(line).map_err(|error| anyhow!("{}, line {}: {error}", self.name, self.number))?;
        Ok((key(&head.path), key(&head.id)))
    }

    fn read_again(&mut self, place: Place) -> Result<String> {
        let changed = || format!("{} has changed", self.name);
        let mut bytes = vec![0; usize::try_from(place.length)?];
        self.again.seek(SeekFrom::Start(place.start)).with_context(changed)?;
        self.again.read_exact(&mut bytes).with_context(changed)?;
        String::from_utf8(bytes).with_context(changed)
    }

    /// The first record of this path that waits; with an `id`, the first of the same bytes.
    fn take(&mut self, path: Key, id: Option<Key>) -> Option<Place> {
        let places = self.waiting.get_mut(&path)?;
        let at = places.iter().position(|place| id.is_none_or(|id| place.id == id))?;
        let place = places.remove(at);
        if places.is_empty() {
            self.waiting.remove(&path);
        }
        place
    }

    fn wait(&mut self, path: Key, id: Key, line: &str, start: u64) {
        let place = Place { start, length: line.len() as u64, id };
        self.waiting.entry(path).or_default().push_back(place);
    }

    /// The records that are left, in the order of the file.
    fn rest(&mut self) -> VecDeque<Place> {
        let mut places: Vec<Place> = std::mem::take(&mut self.waiting).into_values().flatten().collect();
        places.sort_by_key(|place| place.start);
        places.into()
    }
}

/// The records without a partner, in the order of their files, and the later ones by the bytes of their documents.
struct Left {
    olds: VecDeque<Place>,
    news: VecDeque<Place>,
    by_id: BTreeMap<Key, VecDeque<Place>>,
    /// Beginnings of later records that found a partner after all.
    taken: BTreeSet<u64>,
}

impl Left {
    fn new(olds: VecDeque<Place>, news: VecDeque<Place>) -> Self {
        let mut by_id: BTreeMap<Key, VecDeque<Place>> = BTreeMap::new();
        for place in &news {
            by_id.entry(place.id).or_default().push_back(*place);
        }
        Self { olds, news, by_id, taken: BTreeSet::new() }
    }
}

/// Paths with records of other bytes on both sides that are kept, in case that records of the same bytes come: a file
/// may have several records of one path.
const OPEN: usize = 256;

pub(super) struct Join {
    old: Side,
    new: Side,
    ready: VecDeque<Step>,
    /// Paths for which records wait on both sides, the oldest first.
    open: VecDeque<Key>,
    /// What is left when both files have been read.
    left: Option<Left>,
}

impl Join {
    pub(super) fn open(old: &Path, new: &Path) -> Result<Self> {
        let (old, new) = (Side::open(old)?, Side::open(new)?);
        Ok(Self { old, new, ready: VecDeque::new(), open: VecDeque::new(), left: None })
    }

    /// What comes next; nothing when all records have been given.
    pub(super) fn next(&mut self) -> Result<Option<Step>> {
        loop {
            if let Some(step) = self.ready.pop_front() {
                return Ok(Some(step));
            }
            if self.left.is_some() {
                return self.rest();
            }
            match (self.old.next()?, self.new.next()?) {
                (None, None) => match self.open.pop_front() {
                    Some(path) => self.settle(path)?,
                    None => self.left = Some(Left::new(self.old.rest(), self.new.rest())),
                },
                (Some((old, start)), Some((new, _))) if old == new => {
                    // Two files that are the same are not read as records, but they have to be some.
                    if start == 0 {
                        self.old.head(&old)?;
                    }
                    return Ok(Some(Step::Same));
                }
                (old, new) => self.meet(old, new)?,
            }
        }
    }

    /// Brings a record of each file together with each other, or with one that waits.
    fn meet(&mut self, old: Option<(String, u64)>, new: Option<(String, u64)>) -> Result<()> {
        let head = |side: &Side, line: &Option<(String, u64)>| {
            line.as_ref().map(|(line, _)| side.head(line)).transpose()
        };
        let (old_head, new_head) = (head(&self.old, &old)?, head(&self.new, &new)?);
        if let (Some((old, _)), Some((new, _)), Some(a), Some(b)) = (&old, &new, old_head, new_head)
            && a == b
        {
            self.ready.push_back(Step::Both { old: old.clone(), new: new.clone() });
            return Ok(());
        }
        if let (Some((line, start)), Some((path, id))) = (old, old_head) {
            match self.new.take(path, Some(id)) {
                Some(new) => self.ready.push_back(both(line, self.new.read_again(new)?)),
                None => self.old.wait(path, id, &line, start),
            }
        }
        if let (Some((line, start)), Some((path, id))) = (new, new_head) {
            match self.old.take(path, Some(id)) {
                Some(old) => self.ready.push_back(both(self.old.read_again(old)?, line)),
                None => self.new.wait(path, id, &line, start),
            }
        }
        let paths = [old_head, new_head].into_iter().flatten().map(|(path, _)| path);
        let both_wait =
            |path: &Key| self.old.waiting.contains_key(path) && self.new.waiting.contains_key(path);
        let open: Vec<Key> = paths.filter(both_wait).collect();
        self.open.extend(open);
        while self.open.len() > OPEN {
            if let Some(path) = self.open.pop_front() {
                self.settle(path)?;
            }
        }
        Ok(())
    }

    /// Brings the records of one path together that wait on both sides, in the order of their files.
    fn settle(&mut self, path: Key) -> Result<()> {
        while self.old.waiting.contains_key(&path) && self.new.waiting.contains_key(&path) {
            let (Some(old), Some(new)) = (self.old.take(path, None), self.new.take(path, None)) else {
                break;
            };
            let (old, new) = (self.old.read_again(old)?, self.new.read_again(new)?);
            self.ready.push_back(both(old, new));
        }
        Ok(())
    }

    fn rest(&mut self) -> Result<Option<Step>> {
        let Some(left) = &mut self.left else { return Ok(None) };
        if let Some(old) = left.olds.pop_front() {
            let new = left.by_id.get_mut(&old.id).and_then(VecDeque::pop_front);
            left.taken.extend(new.map(|new| new.start));
            let old = self.old.read_again(old)?;
            return Ok(Some(match new {
                Some(new) => Step::Both { old, new: self.new.read_again(new)? },
                None => Step::Lost(old),
            }));
        }
        let mut lone = std::iter::from_fn(|| left.news.pop_front());
        let new = lone.find(|new| !left.taken.contains(&new.start));
        new.map(|new| Ok(Step::Gained(self.new.read_again(new)?))).transpose()
    }
}

fn both(old: String, new: String) -> Step {
    if old == new { Step::Same } else { Step::Both { old, new } }
}

/// What comes out of a pipe, in a file without a name, opened twice: records of it are read again.
fn spooled(from: &mut impl Read) -> io::Result<(File, File)> {
    let folder = std::env::temp_dir();
    let process = std::process::id();
    for attempt in 0_u32..1000 {
        let path = folder.join(format!("protokoll-diff-{process}-{attempt}"));
        let mut file = match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
            file => file?,
        };
        let opened = io::copy(from, &mut file).and_then(|_| Ok((File::open(&path)?, File::open(&path)?)));
        // The system keeps the bytes as long as they are open.
        fs::remove_file(&path)?;
        return opened;
    }
    Err(io::Error::new(io::ErrorKind::AlreadyExists, format!("no free name in {}", folder.display())))
}

//! Names of people and places, as they are written, and what they are made of.
//!
//! One table serves all languages: people and places of one country stand in the minutes of the others. Norwegian and
//! Swedish surnames are farms and built words, so that no list holds them all; a form made of two or three elements
//! of `corpora/names/elements.tsv` counts as a name, and so does a known name before "vägen", "gade" or "skolen".

use super::Forms;
use super::entry::NameEntry;
use crate::tables::{Table, table};
use foldhash::{HashMap, HashSet};
use std::sync::OnceLock;

static NAMES: &[u8] = include_bytes!("../../corpora/lexicon/names.fst");
static ELEMENTS: Table = table!("names/elements.tsv");
static GIVEN: Table = table!("names/given.tsv");
static GIVEN_BY_HAND: Table = table!("names/given-by-hand.tsv");

/// Cost of a name of two elements, and of each element more.
const COMPOUND: f32 = 13.0;
const MORE: f32 = 3.0;
/// Cost of what a road or a school adds to a name, and of the linking letter before it.
const AFTER: f32 = 5.0;
const LINK: f32 = 0.5;
/// Longest name looked at, in bytes.
const LONGEST: usize = 40;

pub(super) fn table() -> &'static Forms {
    static TABLE: OnceLock<Forms> = OnceLock::new();
    TABLE.get_or_init(|| Forms::new(NAMES).expect("embedded table of names"))
}

pub(super) fn get(cased: &str) -> Option<NameEntry> {
    let found = table().get(cased);
    if found.is_some() || !is_capitals(cased) {
        return found.map(NameEntry::unpack);
    }
    table().get(capitalised(cased)).map(NameEntry::unpack)
}

fn is_capitals(form: &str) -> bool {
    form.chars().nth(1).is_some() && form.chars().all(|c| c.is_uppercase() || !c.is_alphabetic())
}

/// "BERG-LINDQVIST" as "Berg-Lindqvist".
fn capitalised(form: &str) -> String {
    let mut out = String::with_capacity(form.len());
    let mut begins = true;
    for c in form.chars() {
        if begins {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        begins = !c.is_alphabetic();
    }
    out
}

/// Where an element may stand.
#[derive(Clone, Copy, Debug, Default)]
struct Place {
    first: bool,
    last: bool,
    /// After a whole name.
    after: bool,
}

/// What names are made of.
#[derive(Debug, Default)]
struct Elements {
    places: HashMap<&'static str, Place>,
    /// Bytes of the longest.
    longest: usize,
}

impl Elements {
    fn shared() -> &'static Self {
        static SHARED: OnceLock<Elements> = OnceLock::new();
        SHARED.get_or_init(|| {
            let mut elements = Self::default();
            let rows = ELEMENTS.text().lines().filter(|line| !line.starts_with('#'));
            for (element, place) in rows.filter_map(|line| line.split_once('\t')) {
                let entry = elements.places.entry(element).or_default();
                entry.first |= matches!(place, "first" | "any");
                entry.last |= matches!(place, "last" | "any");
                entry.after |= place == "after";
                elements.longest = elements.longest.max(element.len());
            }
            elements
        })
    }

    fn get(&self, part: &str) -> Option<&Place> {
        (part.len() <= self.longest).then(|| self.places.get(part))?
    }
}

/// Whether a name in lower case is given rather than inherited, as the lists of names have it.
pub(super) fn is_given(lower: &str) -> bool {
    static NAMES: OnceLock<HashSet<&str>> = OnceLock::new();
    let names = NAMES.get_or_init(|| {
        let lines = [&GIVEN, &GIVEN_BY_HAND].into_iter().flat_map(|table| table.text().lines());
        lines.filter(|line| !line.starts_with('#')).collect()
    });
    names.contains(lower)
}

pub(super) fn compound_cost(cased: &str) -> Option<f32> {
    if cased.len() > LONGEST || !cased.chars().next().is_some_and(char::is_uppercase) {
        return None;
    }
    let lower = cased.to_lowercase();
    let built = split(&lower).or_else(|| lower.strip_suffix('s').and_then(split)).map(|parts| {
        let more = u16::try_from(parts.saturating_sub(2)).unwrap_or(u16::MAX);
        COMPOUND + MORE * f32::from(more)
    });
    built.or_else(|| named(cased)).or_else(|| cased.strip_suffix('s').and_then(named))
}

/// Cost of a form as a known name and what a road or a school adds to it.
fn named(cased: &str) -> Option<f32> {
    let elements = Elements::shared();
    let mut best: Option<f32> = None;
    for (at, _) in cased.char_indices().skip(2) {
        let (name, rest) = cased.split_at(at);
        if !elements.get(rest).is_some_and(|place| place.after) {
            continue;
        }
        let whole = table().get(name).map(|value| NameEntry::unpack(value).cost);
        let linked = name
            .strip_suffix(['s', 'e', 'a'])
            .and_then(|name| table().get(name))
            .map(|value| NameEntry::unpack(value).cost + LINK);
        for cost in [whole, linked].into_iter().flatten() {
            best = Some(best.map_or(cost + AFTER, |best| best.min(cost + AFTER)));
        }
    }
    best
}

/// The least number of elements, at least two, that make up a form; an -s-, -e- or -a- may link them.
fn split(form: &str) -> Option<usize> {
    let elements = Elements::shared();
    let mut fewest = [usize::MAX; LONGEST + 2];
    fewest[0] = 0;
    for from in 0..form.len() {
        if fewest[from] == usize::MAX || !form.is_char_boundary(from) {
            continue;
        }
        for to in from + 1..=form.len().min(from + elements.longest) {
            let Some(place) = form.get(from..to).and_then(|part| elements.get(part)) else { continue };
            let last = to == form.len();
            if !(if last { place.last } else { place.first }) {
                continue;
            }
            let parts = fewest[from] + 1;
            fewest[to] = fewest[to].min(parts);
            if matches!(form.as_bytes().get(to), Some(b's' | b'e' | b'a')) && to + 1 < form.len() {
                fewest[to + 1] = fewest[to + 1].min(parts);
            }
        }
    }
    let parts = fewest[form.len()];
    (2..=3).contains(&parts).then_some(parts)
}

//! Names that one document writes in several broken ways, each of which vouches for what they have in common.
//!
//! "Sjöberg" read as "Sjéberg" here and as "Sjoberg" there is two unknown names to the lattice, which knows no word twice. But
//! two readings that both may stand for one name most likely do, and a name that was surely repaired explains its rarer readings.
//! Nothing here decides: the candidates only become cheaper, or are added.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::Channel;
use super::lattice::{Belief, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// What two readings of one name save at most (nats).
const MOST_SAVED: f32 = 6.0;
/// A reading dearer than this vouches for nothing.
const DEAREST_TWIN: f32 = 9.0;
/// What a name costs that stands elsewhere in the document, and how dear its rarer reading may be.
const STANDS_ELSEWHERE: f32 = 7.0;
const DEAREST_READING: f32 = 10.0;
/// Letters of a name that may be told by its whole form.
const LONG_NAME: usize = 7;
/// Probability from which a repaired name vouches for others.
const SURE: f32 = 0.95;

/// Makes what the readings of a document have in common cheaper; `reads` gives what was read at each slot that holds a word.
pub(super) fn vouch(reads: &[Option<&str>], slots: &mut [Slot], beliefs: &[Belief], channel: &Channel) {
    let unknown = |slot: &Slot, read: &str| {
        Shape::of(read) == Shape::Capital && slot.arcs.iter().any(|arc| arc.kind == Kind::AsRead)
    };
    // Readings by what they may stand for, and names that were surely repaired.
    let mut readings: BTreeMap<Box<str>, BTreeSet<&str>> = BTreeMap::new();
    let mut sure: BTreeSet<Box<str>> = BTreeSet::new();
    for ((read, slot), belief) in reads.iter().zip(&*slots).zip(beliefs) {
        let Some(read) = read.filter(|read| unknown(slot, read)) else { continue };
        for (i, arc) in slot.arcs.iter().enumerate() {
            if matches!(arc.kind, Kind::Name | Kind::Guess) && arc.channel < DEAREST_TWIN {
                readings.entry(arc.text.clone()).or_default().insert(read);
                if arc.kind == Kind::Name
                    && arc.text.chars().count() >= LONG_NAME
                    && belief.p.get(i).is_some_and(|&p| p > SURE)
                {
                    sure.insert(arc.text.clone());
                }
            }
        }
    }
    let sure: Vec<(&str, Vec<char>)> =
        sure.iter().map(|name| (&**name, name.chars().flat_map(char::to_lowercase).collect())).collect();
    let mut told: BTreeMap<&str, Option<Candidate>> = BTreeMap::new();
    for (read, slot) in reads.iter().zip(slots) {
        let Some(read) = read.filter(|read| unknown(slot, read)) else { continue };
        let shared = |arc: &Candidate| {
            matches!(arc.kind, Kind::Name | Kind::Guess)
                && arc.channel < DEAREST_TWIN
                && readings.get(&arc.text).is_some_and(|reads| reads.len() > 1)
        };
        let elsewhere = if slot.arcs.iter().any(|arc| arc.kind == Kind::Name) {
            None
        } else {
            told.entry(read).or_insert_with(|| told_by(read, &sure, channel)).clone()
        };
        if elsewhere.is_none() && !slot.arcs.iter().any(shared) {
            continue;
        }
        let mut arcs = slot.arcs.to_vec();
        for arc in arcs.iter_mut().filter(|arc| shared(arc)) {
            // The name is rare but once, however many ways it is read.
            let reads = readings.get(&arc.text).map_or(1, BTreeSet::len) as f32;
            arc.lexical -= (arc.lexical * (1.0 - 1.0 / reads)).min(MOST_SAVED);
            arc.vouched = true;
        }
        arcs.extend(elsewhere);
        slot.arcs = arcs.into();
    }
}

/// The name among those that stand elsewhere which alone may have been read so.
fn told_by(read: &str, sure: &[(&str, Vec<char>)], channel: &Channel) -> Option<Candidate> {
    let folded: Vec<char> = read.chars().flat_map(char::to_lowercase).collect();
    let mut best: Option<Candidate> = None;
    for (name, letters) in sure {
        let genitive = folded.len() > letters.len() && folded.last() == Some(&'s');
        if letters.first() != folded.first() || letters.len().abs_diff(folded.len()) > 2 {
            continue;
        }
        let bare = channel.reading_cost(letters, &folded, None, true);
        let with_s = genitive
            .then(|| channel.reading_cost(letters, &folded[..folded.len() - 1], None, true))
            .flatten();
        let (text, cost) = match (bare, with_s) {
            (None, None) => continue,
            (Some(cost), None) => ((*name).to_owned(), cost),
            (bare, Some(with_s)) if bare.is_none_or(|bare| with_s < bare) => (format!("{name}s"), with_s),
            (Some(cost), Some(_)) => ((*name).to_owned(), cost),
            (None, Some(cost)) => (format!("{name}s"), cost),
        };
        if cost < DEAREST_READING && best.as_ref().is_none_or(|best| cost < best.channel) {
            best = Some(Candidate {
                text: text.into(),
                channel: cost,
                lexical: STANDS_ELSEWHERE,
                frequency: 0.0,
                kind: Kind::Name,
                plain: false,
                vouched: true,
            });
        }
    }
    best
}

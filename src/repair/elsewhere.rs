//! Words that a document shows whole elsewhere, each of which explains a broken twin that nothing else knows.
//!
//! "Varamediem" is no word, but on a page of eleven "Varamedlem" there is little doubt. Only what is unknown is explained, only by a
//! form that stands more often, and only where one stretch differs in a way that readers do err. Nothing here decides: the
//! candidate is added, and the lattice weighs it.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::{Channel, Reader};
use super::lattice::{Belief, Slot};
use foldhash::HashMap;
use std::collections::BTreeMap;

/// Letters of a form that may be told by its whole shape.
const SHORTEST: usize = 5;
/// Probability from which a form stands there.
const SURE: f32 = 0.95;
/// What a form costs that stands elsewhere (nats), how dear its reading may be, and how much dearer the next form must be.
const STANDS_ELSEWHERE: f32 = 8.0;
const DEAREST: f32 = 12.0;
const APART: f32 = 2.0;
/// A compound at this price was put together by chance.
const BY_CHANCE: f32 = 19.0;
/// Letters of the stretch in which the two may differ.
const WIDEST: usize = 3;

/// Letters of a name that is told though one of them was read as no table has it, and what that costs (nats).
const LONG_NAME: usize = 6;
const UNHEARD: f32 = 11.5;

/// How much more often a word stands than what only looks like a name.
const FAR_MORE: u16 = 4;

/// Letters of an ending, where a difference says nothing.
const ENDING: usize = 2;

/// A form that the document shows.
#[derive(Debug)]
struct Shown {
    letters: Vec<char>,
    /// As it should be written, and what it is.
    text: Box<str>,
    kind: Kind,
    times: u16,
}

/// How often each form was read.
pub(super) fn times<'r>(reads: &[Option<&'r str>]) -> HashMap<&'r str, u16> {
    let mut times = HashMap::default();
    for read in reads.iter().flatten() {
        *times.entry(*read).or_default() += 1;
    }
    times
}

/// Adds to what is unknown the forms that stand whole elsewhere and may have been read so; `times`: how often each form was
/// read. Tells whether there were any.
pub(super) fn vouch(
    reads: &[Option<&str>],
    times: &HashMap<&str, u16>,
    slots: &mut [Slot],
    beliefs: &[Belief],
    channel: &Channel,
    reader: Reader,
) -> bool {
    let shown = shown(reads, slots, beliefs, times, reader);
    let index = Index::of(&shown);
    let mut told: HashMap<&str, Option<Candidate>> = HashMap::default();
    let mut any = false;
    for ((read, slot), belief) in reads.iter().zip(slots).zip(beliefs) {
        let Some(read) = *read else { continue };
        if read.chars().count() < SHORTEST || !is_unknown(slot, belief, reader) {
            continue;
        }
        let candidate =
            told.entry(read).or_insert_with(|| explained(read, times[read], &shown, &index, channel));
        let Some(candidate) = candidate else { continue };
        let mut arcs = slot.arcs.to_vec();
        match arcs.iter_mut().find(|arc| super::words::same_folded(&arc.text, &candidate.text)) {
            Some(arc) => {
                arc.lexical = arc.lexical.min(candidate.lexical);
                arc.vouched = true;
                if arc.kind == Kind::Guess {
                    (arc.kind, arc.frequency) = (candidate.kind, candidate.frequency);
                }
            }
            None => arcs.push(candidate.clone()),
        }
        slot.arcs = arcs.into();
        any = true;
    }
    any
}

/// The likeliest candidate with its probability.
fn best<'s>(slot: &'s Slot, belief: &Belief) -> Option<(&'s Candidate, f32)> {
    if let [only] = &*slot.arcs {
        return Some((only, 1.0));
    }
    let (at, p) = belief.p.iter().copied().enumerate().max_by(|a, b| a.1.total_cmp(&b.1))?;
    Some((slot.arcs.get(at)?, p))
}

/// Whether nothing is known of a form, or it is not sure what it is. A model that knows the letters of a neighbour's language writes
/// right words that are none of this one's.
fn is_unknown(slot: &Slot, belief: &Belief, reader: Reader) -> bool {
    let unread = || reader == Reader::English && slot.arcs.iter().any(|arc| arc.kind == Kind::AsRead);
    best(slot, belief).is_some_and(|(best, p)| match best.kind {
        Kind::AsRead => true,
        Kind::Guess => !best.vouched,
        Kind::Compound => best.lexical > BY_CHANCE,
        _ => p < SURE && (best.plain || unread()),
    })
}

fn shown(
    reads: &[Option<&str>],
    slots: &[Slot],
    beliefs: &[Belief],
    times: &HashMap<&str, u16>,
    reader: Reader,
) -> BTreeMap<Box<str>, Shown> {
    let mut shown: BTreeMap<Box<str>, Shown> = BTreeMap::new();
    for ((read, slot), belief) in reads.iter().zip(slots).zip(beliefs) {
        let Some(read) = *read else { continue };
        let Some((best, p)) = best(slot, belief) else { continue };
        if p < SURE || best.plain || best.text.chars().count() < SHORTEST {
            continue;
        }
        // What was mended vouches for others only where every such letter has to be mended, and where it is a known word.
        let whole = super::words::same_folded(&best.text, read);
        if !whole && (reader == Reader::Own || best.kind == Kind::Compound) {
            continue;
        }
        // What nobody knows must stand twice to be more than a slip.
        let capital = Shape::of(read) == Shape::Capital;
        let unknown = best.kind == Kind::AsRead || best.kind == Kind::Compound && capital;
        if unknown && times[read] < 2 || matches!(best.kind, Kind::Guess) {
            continue;
        }
        let letters: Vec<char> = best.text.chars().flat_map(char::to_lowercase).collect();
        let folded: Box<str> = letters.iter().collect();
        let (text, kind) = match best.kind {
            Kind::AsRead | Kind::Compound if capital && whole => (read.into(), Kind::Name),
            Kind::Name => (best.text.clone(), Kind::Name),
            _ => (folded.clone(), Kind::Word),
        };
        shown.entry(folded).or_insert(Shown { letters, text, kind, times: 0 }).times += 1;
    }
    shown
}

/// The forms by their first two letters and by their last two: who differs in one stretch shares one of them.
struct Index<'s> {
    ends: HashMap<(bool, [char; 2]), Vec<&'s Shown>>,
}

impl<'s> Index<'s> {
    fn of(shown: &'s BTreeMap<Box<str>, Shown>) -> Self {
        let mut ends: HashMap<_, Vec<&Shown>> = HashMap::default();
        for form in shown.values() {
            for key in keys(&form.letters) {
                ends.entry(key).or_default().push(form);
            }
        }
        Self { ends }
    }
}

fn keys(letters: &[char]) -> [(bool, [char; 2]); 2] {
    [(false, [letters[0], letters[1]]), (true, [letters[letters.len() - 2], letters[letters.len() - 1]])]
}

fn explained(
    read: &str,
    times: u16,
    shown: &BTreeMap<Box<str>, Shown>,
    index: &Index<'_>,
    channel: &Channel,
) -> Option<Candidate> {
    let letters: Vec<char> = read.chars().flat_map(char::to_lowercase).collect();
    let own: String = letters.iter().collect();
    if letters.len() < SHORTEST {
        return None;
    }
    // An unknown name that stands again and again is one, unless a word stands there far more often.
    let stands = shown.get(own.as_str()).is_some_and(|form| form.kind == Kind::Name) && times > 2;
    let mut costs: Vec<(f32, &Shown)> = Vec::new();
    for form in keys(&letters).iter().filter_map(|key| index.ends.get(key)).flatten() {
        if form.times <= times && form.kind == Kind::Name && times > 1 {
            continue;
        }
        if stands && (form.kind != Kind::Word || form.times < FAR_MORE * times) {
            continue;
        }
        if form.letters == letters || costs.iter().any(|(_, known)| known.letters == form.letters) {
            continue;
        }
        let often = form.kind == Kind::Name && form.times > times && form.letters.len() >= LONG_NAME;
        if let Some(cost) = reading_cost(&form.letters, &letters, channel, often)
            && cost < DEAREST
        {
            costs.push((cost, form));
        }
    }
    costs.sort_by(|a, b| a.0.total_cmp(&b.0).then_with(|| a.1.text.cmp(&b.1.text)));
    let (cost, form) = *costs.first()?;
    if costs.get(1).is_some_and(|next| next.0 < cost + APART) {
        return None;
    }
    Some(Candidate {
        text: form.text.clone(),
        channel: cost,
        lexical: STANDS_ELSEWHERE,
        frequency: STANDS_ELSEWHERE,
        kind: form.kind,
        plain: true,
        vouched: true,
    })
}

/// The price of the one stretch in which two forms differ.
fn reading_cost(truth: &[char], read: &[char], channel: &Channel, often: bool) -> Option<f32> {
    if truth.len().abs_diff(read.len()) > 2 {
        return None;
    }
    let before = truth.iter().zip(read).take_while(|(a, b)| a == b).count();
    let ends = truth[before..].iter().rev().zip(read[before..].iter().rev());
    let after = ends.take_while(|(a, b)| a == b).count();
    let (inner, found) = (&truth[before..truth.len() - after], &read[before..read.len() - after]);
    // Forms that differ at their ends are inflected.
    let ending = if often { 1 } else { ENDING };
    if inner.len() > WIDEST || found.len() > WIDEST || after < ending {
        return None;
    }
    let unheard = (often && inner.len() == 1 && found.len() == 1).then_some(UNHEARD);
    // A stretch that vanished or grew did so beside a letter.
    let (left, right) = (before.min(1), after.min(1));
    let (inner, found) = (
        &truth[before - left..truth.len() - after + right],
        &read[before - left..read.len() - after + right],
    );
    channel.reading_cost(inner, found, None, true).or(unheard)
}

#[cfg(test)]
mod tests {
    use super::vouch;
    use crate::language::Language;
    use crate::repair::candidates::{Candidate, Kind};
    use crate::repair::channel::{Channel, Reader};
    use crate::repair::lattice::{Belief, Slot};

    fn slot(text: &str, kind: Kind, lexical: f32) -> Slot {
        let arc = Candidate {
            text: text.into(),
            channel: 0.0,
            lexical,
            frequency: 0.0,
            kind,
            plain: false,
            vouched: false,
        };
        Slot { arcs: [arc].into(), class: None, apart: false, capital: false }
    }

    /// What is added to the first of the words.
    fn added(words: &[(&str, Kind)]) -> Option<String> {
        let reads: Vec<Option<&str>> = words.iter().map(|(read, _)| Some(*read)).collect();
        let mut slots: Vec<Slot> =
            words.iter().map(|(read, kind)| slot(&read.to_lowercase(), *kind, 30.0)).collect();
        let beliefs = vec![Belief::default(); slots.len()];
        let channel = Channel::of(Language::Bokmal, Reader::Own);
        vouch(&reads, &super::times(&reads), &mut slots, &beliefs, channel, Reader::Own);
        slots[0].arcs.get(1).map(|arc| arc.text.to_string())
    }

    #[test]
    fn a_word_that_stands_elsewhere_explains_its_broken_twin() {
        let word = ("varamedlem", Kind::Word);
        assert_eq!(added(&[("varamediem", Kind::AsRead), word]).as_deref(), Some("varamedlem"));
        // An unknown name that stands twice is no slip.
        let name = ("Solfjell", Kind::AsRead);
        assert_eq!(added(&[("Soltjell", Kind::AsRead), name, name]).as_deref(), Some("Solfjell"));
    }

    #[test]
    fn a_long_name_is_told_though_a_letter_was_read_as_no_table_has_it() {
        let name = ("Ravnholt", Kind::Name);
        assert_eq!(added(&[("Ravxholt", Kind::AsRead), name, name]).as_deref(), Some("ravnholt"));
        // As often as the other, it may be another name.
        assert_eq!(added(&[("Ravxholt", Kind::AsRead), name]), None);
    }

    #[test]
    fn what_is_known_or_stands_as_often_is_left() {
        assert_eq!(added(&[("varamediem", Kind::Word), ("varamedlem", Kind::Word)]), None);
        let (one, other) = (("Soltjell", Kind::AsRead), ("Solfjell", Kind::AsRead));
        assert_eq!(added(&[one, other]), None);
        assert_eq!(added(&[one, one, other, other]), None);
        assert_eq!(added(&[("Solhaug", Kind::AsRead), ("Solberg", Kind::Word)]), None);
    }

    #[test]
    fn what_stands_again_and_again_is_a_name_unless_a_word_stands_far_more_often() {
        let (slip, word) = (("Varamediem", Kind::AsRead), ("Varamedlem", Kind::Word));
        let some = |times| [&[slip; 3][..], &[word; 12][..times]].concat();
        assert_eq!(added(&some(12)).as_deref(), Some("varamedlem"));
        assert_eq!(added(&some(9)), None);
    }
}

//! Names that one document writes in several broken ways, each of which vouches for what they have in common.
//!
//! "Sjöberg" read as "Sjéberg" here and as "Sjoberg" there is two unknown names to the lattice, which knows no word twice. But
//! two readings that both may stand for one name most likely do, and a name that was surely repaired explains its rarer readings.
//! Nothing here decides: the candidates only become cheaper, or are added.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::{Channel, Leaning};
use super::lattice::{Belief, Slot};
use std::collections::{BTreeMap, BTreeSet};

/// What two readings of one name save at most (nats).
const MOST_SAVED: f32 = 6.0;
/// A reading dearer than this vouches for nothing.
const DEAREST_TWIN: f32 = 9.0;
/// What a name costs that stands elsewhere in the document, and how dear its rarer reading may be.
const STANDS_ELSEWHERE: f32 = 7.0;
const DEAREST_READING: f32 = 10.0;
/// What a word put together by chance costs more where another name explains its twin (nats).
const UNEXPLAINED: f32 = 4.0;
/// What the loss of a last letter costs (nats).
const LOST_LETTER: f32 = 5.0;
/// Letters of a name that may be told by its whole form.
const LONG_NAME: usize = 7;
/// Probability from which a repaired name vouches for others.
const SURE: f32 = 0.95;

/// What a name costs beside its letters, and the readings in the document that it explains, each with its price.
#[derive(Default)]
struct Explained<'r> {
    lexical: f32,
    readings: BTreeMap<&'r str, f32>,
}

/// Makes what the readings of a document have in common cheaper; `reads` gives what was read at each slot that holds a word.
pub(super) fn vouch(
    reads: &[Option<&str>],
    slots: &mut [Slot],
    beliefs: &[Belief],
    channel: &Channel,
    leaning: Option<&Leaning>,
) {
    let unknown = |slot: &Slot, read: &str| {
        Shape::of(read) == Shape::Capital && slot.arcs.iter().any(|arc| arc.kind == Kind::AsRead)
    };
    // Names by the readings that they may stand for, and names that were surely repaired.
    let mut names: BTreeMap<Box<str>, Explained> = BTreeMap::new();
    let mut sure: BTreeSet<Box<str>> = BTreeSet::new();
    for ((read, slot), belief) in reads.iter().zip(&*slots).zip(beliefs) {
        let Some(read) = read.filter(|read| unknown(slot, read)) else { continue };
        for (i, arc) in slot.arcs.iter().enumerate() {
            if matches!(arc.kind, Kind::Name | Kind::Guess) && arc.channel < DEAREST_TWIN {
                let name = names.entry(arc.text.clone()).or_default();
                name.lexical = arc.lexical;
                name.readings.insert(read, arc.channel);
                if arc.kind == Kind::Name
                    && arc.text.chars().count() >= LONG_NAME
                    && belief.p.get(i).is_some_and(|&p| p > SURE)
                {
                    sure.insert(arc.text.clone());
                }
            }
        }
    }
    let put_together = compounds(reads, slots, &mut names, channel, leaning);
    names.retain(|_, name| name.readings.len() > 1);
    // The cheapest price of each reading among the names that explain others too: what a dearer one costs more.
    let mut cheapest: BTreeMap<&str, f32> = BTreeMap::new();
    for (read, cost) in names.values().flat_map(|name| &name.readings) {
        cheapest.entry(read).and_modify(|least| *least = least.min(*cost)).or_insert(*cost);
    }
    let sure: Vec<(&str, Vec<char>)> = sure.iter().map(|name| (&**name, folded(name))).collect();
    let mut told: BTreeMap<&str, Option<Candidate>> = BTreeMap::new();
    for (read, slot) in reads.iter().zip(slots) {
        let Some(read) = *read else { continue };
        let composed = put_together.contains(read);
        if !composed && !unknown(slot, read) {
            continue;
        }
        let mut arcs = slot.arcs.to_vec();
        let mut told_elsewhere = false;
        if composed {
            let explained = names.iter().filter_map(|(name, by)| Some((name, by, *by.readings.get(read)?)));
            let before = arcs.len();
            arcs.extend(explained.map(|(name, by, cost)| Candidate {
                text: name.clone(),
                channel: cost,
                lexical: by.lexical,
                frequency: 0.0,
                kind: Kind::Guess,
                plain: false,
                vouched: true,
            }));
            if arcs.len() == before {
                continue;
            }
            // If it were a word of its own, another would have to explain the other readings.
            for arc in arcs[..before].iter_mut().filter(|arc| arc.kind == Kind::Compound) {
                arc.lexical += UNEXPLAINED;
            }
        } else {
            let elsewhere = if slot.arcs.iter().any(|arc| arc.kind == Kind::Name) {
                None
            } else {
                told.entry(read).or_insert_with(|| told_by(read, &sure, channel)).clone()
            };
            if let Some(told) = elsewhere {
                match arcs.iter_mut().find(|arc| arc.text == told.text) {
                    Some(arc) => *arc = told,
                    None => arcs.push(told),
                }
                told_elsewhere = true;
            }
        }
        let mut changed = told_elsewhere || arcs.len() > slot.arcs.len();
        for arc in arcs.iter_mut().filter(|arc| matches!(arc.kind, Kind::Name | Kind::Guess)) {
            let Some(name) = names.get(&arc.text).filter(|name| name.readings.contains_key(read)) else {
                continue;
            };
            // The name is rare but once, however many ways it is read; and it has to explain them all.
            let count = name.readings.len() as f32;
            let others = name.readings.iter().filter(|(other, _)| **other != read);
            let excess: f32 = others.map(|(other, cost)| cost - cheapest.get(other).unwrap_or(cost)).sum();
            arc.lexical += excess - (arc.lexical * (1.0 - 1.0 / count)).min(MOST_SAVED);
            arc.vouched = true;
            changed = true;
        }
        if changed {
            slot.arcs = arcs.into();
        }
    }
}

/// Readings that happen to be parts put together ("Vikmark", read "Vikmork" elsewhere), where a name that explains an unknown
/// reading explains them too. They are added to its readings.
fn compounds<'r>(
    reads: &[Option<&'r str>],
    slots: &[Slot],
    names: &mut BTreeMap<Box<str>, Explained<'r>>,
    channel: &Channel,
    leaning: Option<&Leaning>,
) -> BTreeSet<&'r str> {
    let mut out = BTreeSet::new();
    for (read, slot) in reads.iter().zip(slots) {
        let Some(read) = *read else { continue };
        if out.contains(read) || Shape::of(read) != Shape::Capital || read.chars().count() < LONG_NAME {
            continue;
        }
        let letters = folded(read);
        let own = |arc: &Candidate| arc.text.chars().eq(letters.iter().copied());
        let known = slot
            .arcs
            .iter()
            .any(|arc| matches!(arc.kind, Kind::AsRead | Kind::Word | Kind::Name) && own(arc));
        if known || !slot.arcs.iter().any(|arc| arc.kind == Kind::Compound && own(arc)) {
            continue;
        }
        for (name, by) in names.iter_mut() {
            let truth = folded(name);
            if truth.len() == letters.len()
                && truth[0] == letters[0]
                && truth != letters
                && let Some(cost) = channel.reading_cost(&truth, &letters, leaning, false)
                && cost < DEAREST_TWIN
            {
                by.readings.insert(read, cost);
                out.insert(read);
            }
        }
    }
    out
}

fn folded(word: &str) -> Vec<char> {
    word.chars().flat_map(char::to_lowercase).collect()
}

/// The name among those that stand elsewhere which alone may have been read so.
fn told_by(read: &str, sure: &[(&str, Vec<char>)], channel: &Channel) -> Option<Candidate> {
    let folded = folded(read);
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
        // The last letter may have run into the margin or the next word; an s that is not there is none.
        let torn = (bare.is_none() && letters.len() > LONG_NAME && letters.last() != Some(&'s'))
            .then(|| channel.reading_cost(&letters[..letters.len() - 1], &folded, None, true))
            .flatten()
            .map(|cost| cost + LOST_LETTER);
        let (text, cost) = match (bare.or(torn), with_s) {
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

#[cfg(test)]
mod tests {
    use super::vouch;
    use crate::language::Language;
    use crate::repair::candidates::{Candidate, Kind};
    use crate::repair::channel::{Channel, Reader};
    use crate::repair::lattice::{Belief, Slot};

    fn arc(text: &str, kind: Kind, channel: f32, lexical: f32) -> Candidate {
        Candidate { text: text.into(), channel, lexical, frequency: 0.0, kind, plain: false, vouched: false }
    }

    fn slot(arcs: Vec<Candidate>) -> Slot {
        Slot { arcs: arcs.into(), class: None, apart: false, capital: false }
    }

    fn vouched(reads: [&str; 2], mut slots: [Slot; 2]) -> [Slot; 2] {
        let channel = Channel::of(Language::Swedish, Reader::English);
        vouch(&reads.map(Some), &mut slots, &[Belief::default(), Belief::default()], channel, None);
        slots
    }

    fn price(slot: &Slot, text: &str) -> f32 {
        slot.arcs.iter().find(|arc| &*arc.text == text).expect("a candidate").alone()
    }

    #[test]
    fn one_name_has_to_explain_both_of_its_readings() {
        let before = |read: &str, å: f32, ä: f32| {
            slot(vec![
                arc(read, Kind::AsRead, 0.0, 30.0),
                arc("Tornvåll", Kind::Guess, å, 20.0),
                arc("Tornväll", Kind::Guess, ä, 20.0),
            ])
        };
        let after =
            vouched(["Tornvéll", "Tornvall"], [before("tornvéll", 2.4, 1.8), before("tornvall", 0.2, 2.6)]);
        // The first reading alone speaks for ä, the two of them for å.
        for slot in &after {
            assert!(price(slot, "Tornvåll") < price(slot, "Tornväll"));
            assert!(price(slot, "Tornvåll") < 20.0, "what two readings share is cheaper");
        }
    }

    #[test]
    fn a_name_that_stands_elsewhere_explains_a_reading_without_its_last_letter() {
        let elsewhere =
            |name: &str| slot(vec![arc("x", Kind::AsRead, 0.0, 30.0), arc(name, Kind::Name, 0.5, 9.0)]);
        let told = |name: &str, read: &str| {
            let channel = Channel::of(Language::Danish, Reader::English);
            let mut slots = [elsewhere(name), slot(vec![arc(read, Kind::AsRead, 0.0, 30.0)])];
            let sure = Belief { p: vec![0.0, 1.0] };
            vouch(&[Some("Ravnsbeek"), Some(read)], &mut slots, &[sure, Belief::default()], channel, None);
            slots[1].arcs.iter().any(|arc| &*arc.text == name)
        };
        assert!(told("Ravnsbæk", "Ravnsbe"));
        assert!(!told("Ravnsbæks", "Ravnsbæk"), "a genitive is another form");
        assert!(!told("Ravnsbæk", "Ravnehus"));
    }

    #[test]
    fn a_reading_that_happens_to_be_a_compound_is_explained_by_the_name_of_its_twin() {
        let unknown =
            || slot(vec![arc("tornvéll", Kind::AsRead, 0.0, 30.0), arc("Tornväll", Kind::Guess, 1.8, 20.0)]);
        let compound = |text: &str| slot(vec![arc(text, Kind::Compound, 0.0, 21.0)]);
        let [_, after] = vouched(["Tornvéll", "Tornvall"], [unknown(), compound("tornvall")]);
        assert!(price(&after, "Tornväll") < price(&after, "tornvall"));
        // Another word is left alone.
        let [_, after] = vouched(["Tornvéll", "Kvarnhjul"], [unknown(), compound("kvarnhjul")]);
        assert_eq!((after.arcs.len(), price(&after, "kvarnhjul")), (1, 21.0));
    }
}

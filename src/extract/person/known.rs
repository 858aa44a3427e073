//! The people whom a document names in full, found again wherever it names them.
//!
//! A full name once found is a person in any case and in the genitive; a surname alone is one where a known person has
//! it. Nobody from outside the document is known.

use super::Found;
use crate::extract::cues::flag;
use crate::extract::scene::Scene;
use crate::extract::tokens::{Gap, Kind, Shape, Tokens};
use crate::record::SegmentKind;
use foldhash::HashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Parts two names that a lost column gap has joined where both stand alone elsewhere: `Anna Berg Bo Ek` over a line of
/// signatures.
pub(super) fn part(scene: &Scene<'_>, found: &mut Vec<Found>) {
    let tokens = scene.tokens;
    let whole = |person: &Found| -> Vec<usize> {
        (person.first..=person.last).filter(|&k| tokens.kind(k) == Some(Kind::Word)).collect()
    };
    let name = |part: &[usize]| part.iter().map(|&k| tokens.lower(k)).collect::<Vec<_>>();
    let names: BTreeSet<Name<'_>> = found
        .iter()
        .filter(|person| person.confidence >= 0.8)
        .map(|person| sorted(name(&whole(person))))
        .filter(|name| name.len() > 1)
        .collect();
    let known = |part: &[usize]| part.len() > 1 && names.contains(&sorted(name(part)));
    let mut more: Vec<Found> = Vec::new();
    for person in found.iter_mut() {
        let mut words = whole(person);
        let mut parts: Vec<Vec<usize>> = Vec::new();
        while let Some(cut) = (2..words.len().saturating_sub(1)).find(|&at| known(&words[..at])) {
            let tail = words.split_off(cut);
            parts.push(std::mem::replace(&mut words, tail));
        }
        if parts.is_empty() || !known(&words) {
            continue;
        }
        for part in &parts {
            let (first, last) = (part[0], part[part.len() - 1]);
            let end = tokens.at(last).end as usize;
            more.push(Found { first, last, end, party: None, role: None, role_end: None, confidence: 0.9 });
        }
        person.first = words[0];
    }
    found.append(&mut more);
}

/// Words of a name in lower case.
type Name<'t> = Vec<&'t str>;

/// The people of a document by name.
#[derive(Default)]
pub(super) struct Known<'t> {
    /// Sorted words of a name with the party.
    people: BTreeMap<Name<'t>, Option<String>>,
    /// A surname with the people who have it.
    surnames: HashMap<&'t str, BTreeSet<Name<'t>>>,
    /// Names in their order, by first word.
    by_word: HashMap<&'t str, Vec<Name<'t>>>,
}

fn words<'t>(tokens: &'t Tokens<'_>, first: usize, last: usize) -> Name<'t> {
    (first..=last).filter(|&k| tokens.kind(k) == Some(Kind::Word)).map(|k| tokens.lower(k)).collect()
}

/// Words of a surname that a comma ends.
fn words_before(tokens: &Tokens<'_>, first: usize, comma: usize) -> usize {
    words(tokens, first, comma - 1).len()
}

fn sorted(mut words: Name<'_>) -> Name<'_> {
    words.sort_unstable();
    words
}

impl<'t> Known<'t> {
    pub(super) fn new(scene: &Scene<'t>, found: &[Found]) -> Self {
        let tokens = scene.tokens;
        let mut known = Self::default();
        for person in found.iter().filter(|person| person.confidence >= 0.8) {
            let words = words(tokens, person.first, person.last);
            if words.len() < 2 {
                continue;
            }
            let id = sorted(words.clone());
            let party = known.people.entry(id.clone()).or_default();
            if party.is_none() {
                party.clone_from(&person.party);
            }
            // Surname first: the given name closes.
            let reversed = !tokens.is(person.first, flag::GIVEN)
                && (person.first + 1..=person.last).all(|k| tokens.is(k, flag::GIVEN));
            let comma = (person.first..person.last).find(|&k| tokens.is_text(k, ","));
            let surnames =
                comma.map_or(usize::from(reversed), |comma| words_before(tokens, person.first, comma));
            let (first, last) = (words[0], words[words.len() - 1]);
            let turned = (surnames > 0).then(|| [&words[surnames..], &words[..surnames]].concat());
            let surname = turned.as_ref().and_then(|name| name.last().copied());
            known
                .surnames
                .entry(if reversed { first } else { surname.unwrap_or(last) })
                .or_default()
                .insert(id);
            let list = known.by_word.entry(first).or_default();
            if !list.contains(&words) {
                list.push(words);
            }
            if let Some(turned) = turned {
                known.by_word.entry(turned[0]).or_default().push(turned);
            }
        }
        known.by_word.values_mut().for_each(|list| list.sort_by_key(|words| std::cmp::Reverse(words.len())));
        // "Engbergs (L)" is Engberg in the genitive where the document has him without -s.
        let genitives: Vec<Name<'_>> = known
            .people
            .keys()
            .filter(|id| {
                id.iter().any(|word| {
                    word.strip_suffix('s').is_some_and(|stem| {
                        let bare = id.iter().map(|w| if w == word { stem } else { w }).collect();
                        known.people.contains_key(&sorted(bare))
                    })
                })
            })
            .cloned()
            .collect();
        for id in genitives {
            known.people.remove(&id);
            known.surnames.retain(|_, people| {
                people.remove(&id);
                !people.is_empty()
            });
            known.by_word.values_mut().for_each(|list| list.retain(|words| sorted(words.clone()) != id));
        }
        known
    }

    fn party(&self, id: &[&str]) -> Option<String> {
        self.people.get(id).cloned().flatten()
    }

    /// Gives known people their party, and finds where else they are named.
    pub(super) fn name(&self, scene: &Scene<'t>, found: &mut Vec<Found>) {
        let tokens = scene.tokens;
        for person in found.iter_mut() {
            let mut words = words(tokens, person.first, person.last);
            // A genitive that the bracket hid.
            let mut id = sorted(words.clone());
            if !self.people.contains_key(&id) && words.len() > 1 {
                let stem = words.last().and_then(|word| word.strip_suffix('s'));
                if let Some(stem) = stem {
                    let mut bare = words.clone();
                    *bare.last_mut().expect("a name has words") = stem;
                    let bare_id = sorted(bare.clone());
                    if self.people.contains_key(&bare_id) {
                        person.end -= 1;
                        // "ställer ordföranden Anna Bergs (L) yrkande": the chair puts what she moved.
                        if person.role_end.is_none() {
                            person.role = None;
                        }
                        (words, id) = (bare, bare_id);
                    }
                }
            }
            if self.people.contains_key(&id) {
                person.confidence = person.confidence.max(0.85);
            }
            if person.party.is_none() {
                person.party = self.party(&id);
            }
            if words.len() == 1
                || person.party.is_none() && words.iter().any(|word| word.chars().count() <= 2)
            {
                self.by_surname(tokens, person);
            }
        }
        let mut taken = vec![false; tokens.len()];
        for person in found.iter() {
            taken[person.first..=person.last].fill(true);
        }
        let mut i = 0;
        while i < tokens.len() {
            if taken[i] || !tokens.is_capital(i) {
                i += 1;
                continue;
            }
            if let Some(person) = self.full(tokens, i).or_else(|| self.alone(scene, i)) {
                i = person.last + 1;
                found.push(person);
            } else {
                i += 1;
            }
        }
    }

    fn by_surname(&self, tokens: &Tokens<'_>, person: &mut Found) {
        let lower = tokens.lower(person.last);
        let stem = lower.strip_suffix('s').unwrap_or(lower);
        let (people, genitive) = match (self.surnames.get(lower), self.surnames.get(stem)) {
            (Some(people), _) => (people, false),
            (None, Some(people)) => (people, true),
            _ => return,
        };
        if genitive && person.end == tokens.at(person.last).end as usize {
            person.end -= 1;
        }
        if person.party.is_none() {
            person.party = self.party_of_all(people);
        }
    }

    /// The party that all who have a surname share.
    fn party_of_all(&self, people: &BTreeSet<Name<'t>>) -> Option<String> {
        let mut parties = people.iter().map(|id| self.party(id));
        let first = parties.next()??;
        parties.all(|party| party.as_ref() == Some(&first)).then_some(first)
    }

    /// A known full name at `i`, in any case, perhaps in the genitive.
    fn full(&self, tokens: &Tokens<'_>, i: usize) -> Option<Found> {
        let names = self.by_word.get(tokens.lower(i))?;
        names.iter().find_map(|words| {
            let mut at = i;
            let mut genitive = false;
            for (k, word) in words.iter().enumerate() {
                while k > 0 && matches!(tokens.lower(at), "." | "-") {
                    at += 1;
                }
                let lower = tokens.lower(at);
                if k > 0 && tokens.gap(at) > Gap::Line {
                    return None;
                }
                if lower != *word {
                    let last = k + 1 == words.len();
                    if !(last && lower.strip_suffix('s') == Some(*word)) {
                        return None;
                    }
                    genitive = true;
                }
                at += 1;
            }
            let last = at - 1;
            let end = tokens.at(last).end as usize - usize::from(genitive);
            Some(Found {
                first: i,
                last,
                end,
                party: self.party(&sorted(words.clone())),
                role: None,
                role_end: None,
                confidence: 0.95,
            })
        })
    }

    /// A surname alone that known people have.
    fn alone(&self, scene: &Scene<'_>, i: usize) -> Option<Found> {
        let tokens = scene.tokens;
        if tokens.at(i).shape == Shape::Upper {
            return None;
        }
        let lower = tokens.lower(i);
        let (people, genitive) = match self.surnames.get(lower) {
            Some(people) => (people, false),
            None => (self.surnames.get(lower.strip_suffix('s')?)?, true),
        };
        // The last word of a row may be a party that was taken for a surname.
        if crate::extract::party::is_code(scene, i) {
            return None;
        }
        let beside = i > 0 && tokens.is_capital(i - 1) && tokens.gap(i) == Gap::Space && !tokens.opens(i - 1)
            || tokens.is_capital(i + 1) && tokens.gap(i + 1) == Gap::Space;
        let follows =
            tokens.is(i + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE | flag::PLACE_HEAD | flag::BODY_HEAD);
        // "Vefall 4": votes, unless it looks like an address.
        let number = matches!(tokens.kind(i + 1), Some(Kind::Number | Kind::Mixed))
            && (tokens.is(i, flag::STREET | flag::PLACE_WORD)
                || !matches!(scene.segment(i), SegmentKind::Voting | SegmentKind::Decision));
        // "bifall till Haglöfs yrkande", "FrP ved Lie": what somebody moved, and who speaks for a party.
        let owns = scene.cues.is_owned(tokens.lower(i + 1)) && tokens.gap(i + 1) <= Gap::Line;
        let speaks = i > 1 && crate::extract::party::is_code(scene, i - 2);
        let led = i > 0
            && tokens.is(i - 1, flag::LOCATIVE_STRONG)
            && !tokens.is(i - 1, flag::LIST_LEAD)
            && !owns
            && !speaks;
        if beside
            || follows
            || number
            || led
            || tokens.is(i, flag::COMMON)
            || tokens.is(i, flag::WORD) && tokens.opens(i)
            || tokens.gap(i) == Gap::Hard && tokens.gap(i + 1) == Gap::Hard
        {
            return None;
        }
        let mut first = i;
        let particle =
            |k: usize| tokens.is(k, flag::PARTICLE) && people.iter().all(|id| id.contains(&tokens.lower(k)));
        while first > 0 && particle(first - 1) {
            first -= 1;
        }
        let end = tokens.at(i).end as usize - usize::from(genitive);
        Some(Found {
            first,
            last: i,
            end,
            party: self.party_of_all(people),
            role: None,
            role_end: None,
            confidence: 0.9,
        })
    }
}

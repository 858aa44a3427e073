//! One form for each party of a document: letters, where it has letters.
//!
//! A list of members may stand under the names of their parties, and the same people be named with letters further on:
//! `Senterpartiet: Kari Lie`, `Lie (Sp)`. Where a document has letters beside names, all its parties have them: those that
//! it prints itself, else the party's one letter. Letters that are in no table stay as they are, and so do names where
//! the document has nothing else.

use super::Found;
use crate::extract::gazetteer::Gazetteer;
use crate::extract::scene::Scene;
use std::collections::{BTreeMap, BTreeSet};

/// So many characters are letters, not the name of a party.
const LETTERS: usize = 4;

/// Writes parties that are given by their names with their letters.
pub(super) fn unify(scene: &Scene<'_>, found: &mut [Found]) {
    let table = Gazetteer::shared();
    // "SF" is letters, though it is a name as well.
    let is_name = |party: &str| party.chars().any(char::is_lowercase) && party.chars().count() > LETTERS;
    let codes = |party: &str| if is_name(party) { table.party_codes(scene.country, party) } else { &[] };
    let printed: BTreeSet<&str> = found
        .iter()
        .filter_map(|person| person.party.as_deref())
        .filter(|party| codes(party).is_empty())
        .collect();
    if printed.is_empty() {
        return;
    }
    let by_letters: BTreeMap<String, &str> =
        printed.into_iter().map(|party| (letters(party), party)).collect();
    let form = |party: &str| -> Option<String> {
        let known = codes(party);
        let shown = known.iter().find_map(|code| by_letters.get(*code)).copied();
        let single = || known.iter().copied().find(|code| code.chars().count() == 1);
        shown.or_else(single).map(str::to_owned)
    };
    let forms: Vec<Option<String>> =
        found.iter().map(|person| person.party.as_deref().and_then(form)).collect();
    for (person, form) in found.iter_mut().zip(forms) {
        if form.is_some() {
            person.party = form;
        }
    }
}

/// "Kr.F." is "KRF".
fn letters(party: &str) -> String {
    party.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_uppercase).collect()
}

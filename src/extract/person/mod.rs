//! People, with the party and role that the document gives them.
//!
//! ```text
//! person = name "(" PARTY ")" | TITLE name | name "," ROLE | HONORIFIC surname | GIVEN name+ | a cell of an attendance list
//! name   = (GIVEN | initial "." | SURNAME) (capitalised | particle)*
//! list   = "Frå H:" person ("," person)* | person ("," person)* ", samtliga (M)"
//! ```
//! Finds `Lena af Ekensteen (M)`, `kommunechef Ewa Lind`, `fru Ek-Holm`, surname-first lists. Leaves `Hjarbæk Fjord`,
//! `Strömsbro skola`, `Borås Stad`. A full name once found is a person wherever it stands; a surname alone is one
//! where exactly one known person has it. Party and role never come from outside the document.

mod beside;
mod judge;
mod known;
mod party_form;
mod row;
mod run;
#[cfg(test)]
mod tests;

use super::party;
use super::scene::Scene;
use super::tokens::Gap;
use super::{Candidate, EntityValue};
use known::Known;

/// One mention of somebody, by tokens.
#[derive(Clone, Debug)]
struct Found {
    first: usize,
    last: usize,
    end: usize,
    party: Option<String>,
    role: Option<String>,
    /// Last token of a role after the name, where it stands apart from it.
    role_end: Option<usize>,
    confidence: f32,
}

/// Finds people.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut list_party: Option<row::PartyList> = None;
    let column = row::closing_words(scene);
    let mut claimed = 0;
    let mut i = 0;
    while i < tokens.len() {
        // A further party of the list may stand on the same line, or the list end there.
        let sentence = i > 0 && tokens.is_text(i - 1, ".");
        let further =
            list_party.is_some() && (tokens.is_text(i + 1, ":") || sentence) && tokens.is_capital(i);
        if tokens.at(i).heads_line || tokens.gap(i) == Gap::Hard || further {
            match row::list_head(scene, i) {
                Some((party, next)) => {
                    list_party = Some(row::PartyList::new(scene, party, i, next));
                    i = next;
                    continue;
                }
                None if list_party.as_ref().is_some_and(|list| list.ends(scene, i)) => list_party = None,
                None => {}
            }
        }
        if let Some(letters) = party::dotted(scene, i) {
            i = letters + 1;
            continue;
        }
        if !run::starts_name(tokens, i) {
            i += 1;
            continue;
        }
        if let Some(last) = row::surname_first(scene, i) {
            let party = beside::brackets(scene, last).party.map(|(letters, _)| letters);
            let end = tokens.at(last).end as usize;
            found.push(Found { first: i, last, end, party, role: None, role_end: None, confidence: 0.95 });
            i = last + 1;
            continue;
        }
        let run = run::run(scene, i);
        let of_party = list_party.as_ref().is_some_and(|list| list.kind == scene.segment(i));
        match judge::judge(scene, &run, claimed, &judge::List { of_party, column: &column }) {
            Some(mut person) => {
                if person.party.is_none()
                    && let Some(list) = &list_party
                    && list.kind == scene.segment(person.first)
                {
                    person.party = Some(list.party.clone());
                    person.confidence = person.confidence.max(0.9);
                }
                claimed = person.role_end.map_or(claimed, |end| end + 1);
                i = person.last.max(i) + 1;
                found.push(person);
            }
            None => i = run.last().map_or(i, |&last| last) + 1,
        }
    }
    beside::all_of(scene, &mut found);
    row::columns(scene, &mut found);
    row::titles_below(scene, &mut found);
    known::part(scene, &mut found);
    party_form::unify(scene, &mut found);
    let known = Known::new(scene, &found);
    known.name(scene, &mut found);
    found.sort_by_key(|person| (person.first, std::cmp::Reverse(person.last)));
    for person in found {
        out.push(Candidate {
            start: tokens.at(person.first).start as usize,
            end: person.end,
            value: EntityValue::Person { party: person.party, role: person.role },
            confidence: person.confidence,
        });
    }
}

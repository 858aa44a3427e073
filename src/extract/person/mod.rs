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
mod row;
mod run;

use super::scene::Scene;
use super::tokens::Gap;
use super::{Candidate, EntityValue};
use crate::record::SegmentKind;
use known::Known;

/// One mention of somebody, by tokens.
#[derive(Clone, Debug)]
struct Found {
    first: usize,
    last: usize,
    end: usize,
    party: Option<String>,
    role: Option<String>,
    confidence: f32,
}

/// Finds people.
pub(super) fn find(scene: &Scene<'_>, out: &mut Vec<Candidate>) {
    let tokens = scene.tokens;
    let mut found: Vec<Found> = Vec::new();
    let mut list_party: Option<(String, SegmentKind)> = None;
    let mut i = 0;
    while i < tokens.len() {
        if tokens.at(i).heads_line || tokens.gap(i) == Gap::Hard {
            match row::list_head(scene, i) {
                Some((party, next)) => {
                    list_party = Some((party, scene.segment(i)));
                    i = next;
                    continue;
                }
                None if list_party.is_some() && row::ends_list(scene, i) => list_party = None,
                None => {}
            }
        }
        if !run::starts_name(tokens, i) {
            i += 1;
            continue;
        }
        let run = run::run(tokens, i);
        match judge::judge(scene, &run) {
            Some(mut person) => {
                if person.party.is_none()
                    && let Some((party, kind)) = &list_party
                    && *kind == scene.segment(person.first)
                {
                    person.party = Some(party.clone());
                    person.confidence = person.confidence.max(0.9);
                }
                i = person.last.max(i) + 1;
                found.push(person);
            }
            None => i = run.last().map_or(i, |&last| last) + 1,
        }
    }
    beside::all_of(scene, &mut found);
    row::columns(scene, &mut found);
    row::titles_below(scene, &mut found);
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

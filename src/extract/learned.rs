//! Names that no grammar finds, as the learned tagger sees them in running text.
//!
//! The tagger was taught on news and books, whose annotators drew other bounds: what it proposes is brought to the conventions
//! of minutes here. Titles before a name and the -s of the genitive are cut off; parties, the meeting's own body, common
//! nouns and what stands in a room's or list's place are left out; nothing goes over a line that was not full. What
//! overlaps a mention of a grammar is left out too: a grammar knows the forms of minutes, the tagger does not.

use super::cues::flag;
use super::gazetteer::{Entry, matches};
use super::scene::Scene;
use super::tagger::features::Source;
use super::tagger::{Kind, Tagger};
use super::tokens::{Gap, Kind as Made, Shape};
use super::{Candidate, EntityValue, party};
use crate::lexicon::{Lexicon, NameEntry};
use crate::text::{Joined, Span};
use std::cell::RefCell;

/// Least probability of a name of several words, and of one word, by kind; measured on annotated minutes.
const PERSON: (f32, f32) = (0.6, 0.7);
const ORGANISATION: (f32, f32) = (0.9, 0.95);
const PLACE: (f32, f32) = (0.6, 0.5);
/// Shorter names of organisations are letters of parties and lists.
const SHORT: usize = 4;
/// How much the model's own probability counts, whose texts were others.
const TRUST: f32 = 0.9;

thread_local! {
    /// Its memory serves all documents of a thread.
    static TAGGER: RefCell<Tagger> = RefCell::new(Tagger::new());
}

/// What a name comes to if its probability is at least this.
struct Proposal {
    candidate: Candidate,
    least: f32,
}

/// Adds the names that overlap none of `mentions`, which are in order without overlap, and stay so.
pub(super) fn add(scene: &Scene<'_>, mentions: &mut Vec<Candidate>) {
    let source = Source { language: Some(scene.cues.language), old_print: false };
    let taken = |span: Span<Joined>| {
        let after = mentions.partition_point(|mention| mention.end < span.end());
        mentions.get(after).is_some_and(|mention| mention.start <= span.start())
    };
    let is_free = |new: &Candidate| {
        let after = mentions.partition_point(|other| other.end <= new.start);
        mentions.get(after).is_none_or(|other| new.end <= other.start)
    };
    let known = |span| taken(span) || is_opening(scene, span);
    let name = |kind, span| {
        let name = if taken(span) { None } else { proposal(scene, kind, span) };
        name.filter(|name| is_free(&name.candidate))
    };
    let mut found = Vec::new();
    TAGGER.with_borrow_mut(|tagger| {
        tagger.tag_beside(
            scene.tokens.text(),
            source,
            known,
            name,
            |Proposal { candidate, least }, score| {
                if score >= least {
                    found.push(Candidate { confidence: TRUST * score, ..candidate });
                }
            },
        );
    });
    mentions.extend(found);
    mentions.sort_by_key(|mention| mention.start);
}

fn proposal(scene: &Scene<'_>, kind: Kind, span: Span<Joined>) -> Option<Proposal> {
    let tokens = scene.tokens;
    let mut first = tokens.index_at(span.start());
    let after = tokens.index_at(span.end());
    let last = after.checked_sub(1).filter(|&last| last >= first)?;
    while first < last && tokens.is(first, flag::ROLE | flag::HONORIFIC) {
        first += 1;
    }
    if (first + 1..=last).any(|i| tokens.gap(i) >= Gap::Line)
        || !tokens.is_capital(first)
        || tokens.kind(last) == Some(Made::Mark) && !tokens.is_text(last, ")")
        || is_common(scene, first, last)
    {
        return None;
    }
    let (of_several, of_one) = match kind {
        Kind::Person => PERSON,
        Kind::Organisation => ORGANISATION,
        Kind::Place => PLACE,
    };
    let least = if last > first { of_several } else { of_one };
    let (start, end) = tokens.span(first, last);
    let end = start + without_genitive(&tokens.text()[start..end], tokens.surface(last)).len();
    let value = match kind {
        Kind::Person => {
            let is_name = |i: usize| tokens.kind(i) == Some(Made::Word) || tokens.is_text(i, ".");
            if !(first..=last).all(is_name) || tokens.at(last).shape == Shape::Lower {
                return None;
            }
            let bracket = tokens.is_text(last + 1, "(") && party::is_code(scene, last + 2);
            EntityValue::Person { party: bracket.then(|| tokens.surface(last + 2).to_owned()), role: None }
        }
        Kind::Organisation => {
            let is_party = matches(tokens, first).any(|found| matches!(found.entry, Entry::Party(_)));
            let has_number = (first..=last).any(|i| tokens.kind(i) != Some(Made::Word));
            let name = tokens.text()[start..end].to_lowercase();
            if is_party || has_number || end - start <= SHORT || scene.is_own_body(&name) {
                return None;
            }
            EntityValue::Organisation
        }
        Kind::Place => {
            if tokens.is(last, flag::ROOM | flag::NOT_PLACE | flag::BODY) {
                return None;
            }
            EntityValue::Place
        }
    };
    Some(Proposal { candidate: Candidate { start, end, value, confidence: 0.0 }, least })
}

/// Whether a word that is no name opens a sentence: its capital does not make a name of what follows.
fn is_opening(scene: &Scene<'_>, span: Span<Joined>) -> bool {
    let i = scene.tokens.index_at(span.start());
    scene.tokens.get(i).is_some()
        && scene.is_common_opening(i)
        && !scene.tokens.is(i, flag::GIVEN | flag::SURNAME | flag::PLACE)
}

/// Whether a single word is a noun of the language, built or listed, rather than a name.
fn is_common(scene: &Scene<'_>, first: usize, last: usize) -> bool {
    let tokens = scene.tokens;
    if last > first || tokens.is(first, flag::GIVEN | flag::SURNAME) {
        return false;
    }
    if tokens.is(first, flag::COMMON | flag::WORD | flag::ROLE | flag::BODY | flag::ROOM) {
        return true;
    }
    let lexicon = Lexicon::of(scene.cues.language);
    let surface = tokens.surface(first);
    // A capital in running text alone makes no name: chairs and boards have one in old print.
    let listed =
        |name: NameEntry| name.given || name.surname || name.place || name.municipality || name.organisation;
    if lexicon.get_name(without_genitive(surface, surface)).is_some_and(listed) {
        return false;
    }
    let lower = tokens.lower(first);
    lexicon.get(lower).is_some_and(|entry| !entry.is_name) || lexicon.compound_cost(lower).is_some()
}

/// A name without the -s of the genitive, if its last word is a name without it and none with it.
fn without_genitive<'t>(name: &'t str, last: &str) -> &'t str {
    let names = Lexicon::of(crate::language::Language::Swedish).names();
    let known = |form: &str| form.len() > 2 && names.contains_key(form);
    match last.strip_suffix('s').map(|bare| bare.trim_end_matches(['\'', '’', ':'])) {
        Some(bare) if known(bare) && !known(last) => &name[..name.len() - (last.len() - bare.len())],
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::without_genitive;
    use crate::extract::extract;
    use crate::language::Language;
    use crate::outline::Outline;
    use crate::record::EntityValue;

    fn names(text: &str) -> Vec<String> {
        extract(text, Some(Language::Swedish), &Outline::default())
            .into_iter()
            .filter(|mention| matches!(mention.value, EntityValue::Person { .. } | EntityValue::Place))
            .map(|mention| mention.text)
            .collect()
    }

    #[test]
    fn a_name_that_is_known_with_its_s_keeps_it() {
        assert_eq!(without_genitive("Mats Andreas", "Andreas"), "Mats Andreas");
        assert_eq!(without_genitive("", ""), "");
    }

    #[test]
    fn a_person_in_running_text_is_found_without_title_or_party() {
        let found =
            names("Frågan väcktes redan av arkitekten Sven Hellquist i ett brev, enligt vad som sades.");
        assert_eq!(found, ["Sven Hellquist"]);
    }

    #[test]
    fn a_noun_with_a_capital_is_no_name() {
        assert!(names("Därefter lämnade Ordföranden och Sekreteraren rummet.").is_empty());
    }
}

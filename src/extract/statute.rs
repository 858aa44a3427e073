//! The names of statutes, as short as they are in general use.
//!
//! ```text
//! name = …lagen, …loven, …lova, …balken | lagen "(" number ")" "om" … | "samma lag", "lovens" | PBL, KL, offl. …
//! ```
//! Finds `plan- och bygglagen`, `lov om kommunernes styrelse` (`styrelsesloven`), `samma lag` after another. Leaves
//! `förslagen`, `loven` with no section. It refuses to know sections.

use super::cues::flag;
use super::gazetteer::Country;
use super::scene::Scene;
use super::tokens::{Gap, Kind, Shape, Tokens};
use crate::language::Language;

pub(super) struct Name {
    pub(super) first: usize,
    pub(super) last: usize,
    pub(super) end: usize,
    pub(super) name: String,
    /// Whether the statute's number stands in brackets after it.
    pub(super) numbered: bool,
}

/// The name of a statute that begins at `i`.
pub(super) fn name(scene: &Scene<'_>, i: usize, last_name: Option<&str>) -> Option<Name> {
    let tokens = scene.tokens;
    let token = tokens.get(i)?;
    if token.kind != Kind::Word {
        return None;
    }
    let table = &scene.cues.table.law;
    // samma lag
    let opens = tokens.is(i, flag::OPENS_PHRASE);
    if let Some(last_name) = last_name.filter(|_| opens)
        && table.same.iter().any(|same| {
            same.split_once(' ').is_some_and(|(a, b)| {
                let second = tokens.lower(i + 1);
                tokens.is_text(i, a) && (second == b || second.strip_suffix('s') == Some(b))
            })
        })
    {
        let end = tokens.at(i + 1).end as usize;
        return Some(Name { first: i, last: i + 1, end, name: last_name.to_owned(), numbered: false });
    }
    if let Some(last_name) = last_name
        && table.alone.iter().any(|alone| tokens.is_text(i, alone))
        && tokens.is(i + 1, flag::SECTION)
        && tokens.gap(i + 1) < Gap::Hard
    {
        let end = tokens.at(i).end as usize;
        return Some(Name { first: i, last: i, end, name: last_name.to_owned(), numbered: false });
    }
    // "plan- och bygglagen", "lov om kommunernes styrelse"
    for phrase in scene.cues.law_phrases.iter().filter(|_| opens) {
        if phrase.len() > 1
            && phrase.last().is_some_and(|word| word != "om")
            && phrase.iter().enumerate().all(|(k, word)| {
                let same = tokens.lower(i + k) == word
                    || k + 1 == phrase.len() && tokens.lower(i + k).strip_suffix('s') == Some(word.as_str());
                same && (k == 0 || tokens.gap(i + k) < Gap::Hard)
            })
        {
            let last = i + phrase.len() - 1;
            let (start, end) = tokens.span(i, last);
            let shown = tokens.prose(start, end).to_lowercase();
            let canonical = table.names.get(&shown).cloned().unwrap_or(shown);
            return Some(with_number(scene, Name { first: i, last, end, name: canonical, numbered: false }));
        }
    }
    // X- och Ylagen
    let mut head = i;
    if tokens.is_text(i + 1, "-")
        && tokens.gap(i + 1) == Gap::Glued
        && tokens.is(i + 2, flag::AND)
        && tokens.is(i + 3, flag::LAW)
        && tokens.gap(i + 3) < Gap::Hard
    {
        head = i + 3;
    }
    if !tokens.is(head, flag::LAW) {
        return None;
    }
    let lower = tokens.lower(head);
    let old = table.old_names.get(lower).filter(|(until, _)| scene.year.is_some_and(|year| year <= *until));
    if let Some(full) = old.map(|(_, name)| name).or_else(|| table.names.get(lower)) {
        // An abbreviation stands in capitals; "sol" and "las" are words.
        let written = tokens.at(head).shape == Shape::Upper
            || tokens.surface(head).chars().filter(|c| c.is_uppercase()).count() > 1;
        let word = lower.len() > 5;
        // "offl. § 6": small letters with a stop and a section.
        let stop = i + 1;
        let cited =
            tokens.is_text(stop, ".") && tokens.gap(stop) == Gap::Glued && tokens.is(stop + 1, flag::SECTION)
                || tokens.is(stop, flag::SECTION)
                    && tokens.gap(stop) == Gap::Space
                    && scene.cues.language != Language::Swedish;
        if !written && !word && !cited {
            return None;
        }
        return Some(with_number(
            scene,
            Name {
                first: i,
                last: head,
                end: tokens.at(head).end as usize,
                name: full.clone(),
                numbered: false,
            },
        ));
    }
    // `lagen`, `loven`: only the kind of a statute.
    if head == i && scene.cues.law_kind(lower) {
        return generic(scene, i);
    }
    let (start, end) = tokens.span(i, head);
    let mut shown = tokens.prose(start, end);
    // A capital at the head of a sentence, or of the name of a statute, is none of its normal form; that of "IKS-loven" is.
    let small = tokens.surface(i).chars().nth(1).is_some_and(char::is_lowercase);
    let heading = tokens.at(head).shape == Shape::Upper;
    let capital = tokens.at(i).shape == Shape::Capital
        && small
        && (tokens.opens(i) || !table.proper.iter().any(|name| name == lower));
    if heading || capital {
        shown = shown.to_lowercase();
    }
    // The genitive is not the name.
    let stem =
        shown.strip_suffix('s').filter(|stem| scene.cues.listed(&stem.to_lowercase()) & flag::LAW != 0);
    let name = stem.unwrap_or(&shown).to_owned();
    Some(with_number(scene, Name { first: i, last: head, end, name, numbered: false }))
}

/// The statute's number in brackets after its name: `(2017:725)`, `(410/2015)`.
fn bracket_number(tokens: &Tokens<'_>, at: usize) -> Option<usize> {
    let number = |k: usize| tokens.kind(k) == Some(Kind::Number);
    let mut first = at + 1;
    if tokens.is_text(first, "sfs") {
        first += 1;
    }
    (tokens.is_text(at, "(")
        && tokens.gap(at) < Gap::Hard
        && number(first)
        && matches!(tokens.lower(first + 1), ":" | "/")
        && number(first + 2)
        && tokens.is_text(first + 3, ")"))
    .then_some(first + 3)
}

fn with_number(scene: &Scene<'_>, mut name: Name) -> Name {
    let tokens = scene.tokens;
    if let Some(close) = bracket_number(tokens, name.last + 1) {
        name.last = close;
        name.end = tokens.at(close).end as usize;
        name.numbered = true;
    }
    name
}

/// `lagen (2014:899) om riktlinjer för …`, `lagen om grundläggande utbildning`: the subject ends at a mark, a verb-like
/// word or a conjunction before another phrase.
fn generic(scene: &Scene<'_>, i: usize) -> Option<Name> {
    let tokens = scene.tokens;
    let kind = tokens.lower(i);
    let close = bracket_number(tokens, i + 1);
    let om = close.map_or(i + 1, |close| close + 1);
    if !scene.cues.table.law.subject_lead.iter().any(|word| word == tokens.lower(om))
        || tokens.gap(om) >= Gap::Hard
    {
        return None;
    }
    let mut last = om;
    let mut k = om + 1;
    while k <= om + 9 && tokens.get(k).is_some() && tokens.gap(k) < Gap::Hard {
        // "allmänna vatten- och avloppsanläggningar"
        if tokens.is_text(k, "-") && tokens.gap(k) == Gap::Glued && tokens.is(k + 1, flag::AND) {
            k += 1;
            continue;
        }
        if tokens.kind(k) != Some(Kind::Word)
            || tokens.is_capital(k) && k > om + 1 && scene.country == Country::Sweden
        {
            break;
        }
        if scene.cues.ends_subject(tokens.lower(k)) {
            break;
        }
        if k > om + 1 && scene.cues.parts_subject(tokens.lower(k - 1), tokens.lower(k)) {
            break;
        }
        if tokens.is(k, flag::AND)
            && (tokens.is(k + 1, flag::LOCATIVE | flag::COMMON) || tokens.kind(k + 1) != Some(Kind::Word))
        {
            break;
        }
        if !tokens.is(k, flag::AND | flag::LOCATIVE) {
            last = k;
        }
        k += 1;
    }
    if last == om {
        return None;
    }
    let (start, end) = tokens.span(om, last);
    let subject = tokens.prose(start, end);
    let full = format!("{kind} {subject}");
    // "lagen om offentlig upphandling och avvisar …": a known name ends where it ends.
    let known = scene.cues.table.law.names.values().find(|name| {
        full.strip_prefix(name.as_str()).is_some_and(|rest| rest.starts_with(' ')) && name.contains(' ')
    });
    if let Some(known) = known {
        let words = known.split_whitespace().count();
        let last = (om..=last).nth(words.saturating_sub(2)).unwrap_or(last);
        let end = tokens.at(last).end as usize;
        return Some(with_number(
            scene,
            Name { first: i, last, end, name: known.clone(), numbered: close.is_some() },
        ));
    }
    let name = scene.cues.table.law.names.get(&full).cloned().unwrap_or(full);
    Some(with_number(scene, Name { first: i, last, end, name, numbered: close.is_some() }))
}

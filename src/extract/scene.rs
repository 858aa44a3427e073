//! What the grammars may know of the document as a whole: its country, its year, the body that met, its items.
//!
//! It is read off the outline and the tokens, never guessed from a single mention; what is not known is `None`.

use super::cues::{Cues, flag};
use super::gazetteer::{Country, Entry};
use super::tokens::{Gap, Kind, Tokens};
use super::{municipality, party};
use crate::outline::Outline;
use crate::record::{DocumentType, SegmentKind};
use crate::text::View;
use std::collections::BTreeSet;

/// A document as the grammars see it.
pub(super) struct Scene<'a> {
    pub(super) tokens: &'a Tokens<'a>,
    pub(super) cues: &'static Cues,
    pub(super) country: Country,
    /// Year of the meeting, or of the document's first whole date.
    pub(super) year: Option<i32>,
    /// The body that met, in lower case, without the endings of the genitive and the definite form.
    pub(super) body: Option<String>,
    /// The municipality whose body it is, as its name is printed in lower case.
    pub(super) home: Option<String>,
    /// What the gazetteer knows under its name.
    pub(super) home_units: Vec<u32>,
    /// Letters of parties that the document has in brackets after names.
    pub(super) codes: BTreeSet<String>,
    /// Numbers of the document's own items, digits and slashes only.
    pub(super) items: BTreeSet<String>,
    /// A paper about municipalities rather than the minutes of one.
    pub(super) about_municipalities: bool,
    view: &'a View,
    outline: &'a Outline,
}

impl<'a> Scene<'a> {
    pub(super) fn new(
        tokens: &'a Tokens<'a>,
        cues: &'static Cues,
        view: &'a View,
        outline: &'a Outline,
        furniture: &[&str],
    ) -> Self {
        let mut scene = Self {
            tokens,
            cues,
            country: country(tokens, cues),
            year: None,
            body: None,
            home: None,
            home_units: Vec::new(),
            codes: party::codes(tokens),
            items: outline.items.iter().filter_map(|item| item.number.as_deref()).map(item_key).collect(),
            about_municipalities: matches!(
                outline.form,
                Some(DocumentType::Newsletter | DocumentType::Strategy | DocumentType::Report)
            ),
            view,
            outline,
        };
        scene.body = own_body(&scene, furniture).map(|name| cues.bare_body(&name).to_owned());
        if let Some((home, units)) = (0..tokens.len().min(OPENING)).find_map(|i| home_at(&scene, i)) {
            (scene.home, scene.home_units) = (Some(home), units);
        }
        scene
    }

    /// Whether the token opens a sentence or line with a word that is also written small: its capital proves nothing.
    pub(super) fn is_common_opening(&self, i: usize) -> bool {
        self.tokens.opens(i) && self.cues.is_common(self.tokens, i)
    }

    /// The function of the text at a token.
    pub(super) fn segment(&self, i: usize) -> SegmentKind {
        let at = self.view.source_of(self.tokens.at(i).start as usize);
        let segments = &self.outline.segments;
        let after = segments.partition_point(|segment| segment.span.start() <= at);
        after.checked_sub(1).map_or(SegmentKind::Other, |k| segments[k].kind)
    }

    /// Whether a body's name, in lower case, is the one of the meeting, with or without its municipality before it.
    pub(super) fn is_own_body(&self, name: &str) -> bool {
        self.body.as_deref().is_some_and(|body| {
            let bare = self.cues.bare_body(name);
            let rest = self.home.as_deref().and_then(|home| bare.strip_prefix(home)).map(|rest| {
                rest.strip_prefix('s').filter(|rest| rest.starts_with(' ')).unwrap_or(rest).trim_start()
            });
            bare == body || rest == Some(body)
        })
    }

    /// Whether the body that met is named at a token.
    pub(super) fn own_body_at(&self, i: usize) -> bool {
        self.tokens.kind(i) == Some(Kind::Word) && self.is_own_body(self.tokens.lower(i))
    }

    /// Whether the token stands where a document says whose it is.
    pub(super) fn is_opening(&self, i: usize) -> bool {
        i < OPENING
    }
}

/// How many tokens of a document may say whose it is.
const OPENING: usize = 80;

/// The municipality that a body or the word for a municipality stands beside.
fn home_at(scene: &Scene<'_>, i: usize) -> Option<(String, Vec<u32>)> {
    let tokens = scene.tokens;
    if !tokens.is_capital(i) {
        return None;
    }
    let (last, end, units) = municipality::named(tokens, i)?;
    let council = |k: usize| tokens.kind(k) == Some(Kind::Word) && scene.cues.is_council(tokens.lower(k));
    let told = tokens.gap(last + 1) <= Gap::Line
        && (tokens.is(last + 1, flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE) || council(last + 1))
        || i > 1 && tokens.is(i - 1, flag::BODY_IN) && (i.saturating_sub(4)..i - 1).any(council);
    told.then(|| {
        let start = tokens.at(i).start as usize;
        let name = tokens.prose(start, end).to_lowercase();
        (name, units)
    })
}

/// Digits and slashes of an item's number: the same wherever and however it is printed.
pub(super) fn item_key(number: &str) -> String {
    number.chars().filter(|c| c.is_ascii_digit() || matches!(c, '/' | '-')).collect()
}

/// The country of a document: the language says it but for Swedish, where municipalities and currency do.
fn country(tokens: &Tokens<'_>, cues: &Cues) -> Country {
    let country = Country::of(cues.language);
    if country != Country::Sweden {
        return country;
    }
    let (mut sweden, mut finland) = (0, 0);
    for i in 0..tokens.len() {
        if tokens.is(i, flag::OTHER_CURRENCY) {
            match tokens.lower(i) {
                "euro" | "€" | "eur" => finland += 1,
                word if word.len() > 1 => sweden += 1,
                _ => {}
            }
        }
        if tokens.is_capital(i) && (tokens.is(i + 1, flag::MUNICIPAL) || tokens.is(i + 2, flag::MUNICIPAL)) {
            for found in super::gazetteer::matches(tokens, i) {
                if let Entry::Municipality(unit) = found.entry
                    && tokens.is(found.last + 1, flag::MUNICIPAL)
                {
                    match cues.gazetteer.units[unit as usize].country {
                        Country::Finland => finland += 2,
                        Country::Sweden => sweden += 2,
                        _ => {}
                    }
                }
            }
        }
    }
    if finland > sweden { Country::Finland } else { country }
}

/// The body that met: a name of a body that fills a cell at the beginning of the document or of its running heads.
/// The running heads are asked first, since a cover may name other bodies too.
fn own_body(scene: &Scene<'_>, furniture: &[&str]) -> Option<String> {
    let mut counts: Vec<(String, usize)> = Vec::new();
    for line in furniture {
        let tokens = Tokens::new(line, scene.cues);
        let mut i = 0;
        while i < tokens.len() {
            if let Some(last) = body_at(&tokens, scene.cues, i) {
                let name = name_of(&tokens, i, last);
                match counts.iter_mut().find(|(known, _)| *known == name) {
                    Some((_, count)) => *count += 1,
                    None => counts.push((name, 1)),
                }
                i = last;
            }
            i += 1;
        }
    }
    if let Some((name, _)) = counts.into_iter().rev().max_by_key(|&(_, count)| count) {
        return Some(name);
    }
    let tokens = scene.tokens;
    let until = scene.outline.items.first().map_or(scene.view.text().len(), |_| scene.view.text().len());
    for i in 0..tokens.len().min(250) {
        if tokens.at(i).start as usize > until || scene.segment(i) == SegmentKind::Heading {
            break;
        }
        let label_before = i > 0 && tokens.is_text(i - 1, ":");
        let whole_cell = tokens.gap(i) >= Gap::Line || label_before;
        if whole_cell
            && let Some(last) = body_at(tokens, scene.cues, i)
            && (tokens.gap(last + 1) >= Gap::Line || tokens.surface(last).contains('\''))
        {
            return Some(name_of(tokens, i, last));
        }
    }
    // "Kommunestyret holdt møte …": the body opens a line of the cover.
    let early = tokens.len().min(60);
    let opening = (0..early).find(|&i| tokens.at(i).heads_line && body_at(tokens, scene.cues, i).is_some());
    if let Some(named) = opening
        && let Some(last) = super::organisation::body_name(tokens, scene.cues, named)
    {
        return Some(name_of(tokens, named, last));
    }
    // "MØTEBOK FOR FORMANNSKAPET I SULDAL", "Forhandlingsprotokol for Køge byråd": a council inside the title.
    let council = (0..tokens.len().min(OPENING))
        .find(|&i| tokens.kind(i) == Some(Kind::Word) && scene.cues.is_council(tokens.lower(i)))?;
    Some(tokens.lower(council).to_owned())
}

fn name_of(tokens: &Tokens<'_>, first: usize, last: usize) -> String {
    let (start, end) = tokens.span(first, last);
    let name = tokens.prose(start, end).to_lowercase();
    name.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

/// The last token of the name of a body that begins at `i`.
fn body_at(tokens: &Tokens<'_>, cues: &Cues, i: usize) -> Option<usize> {
    if !tokens.is_capital(i) {
        return None;
    }
    super::organisation::body_name(tokens, cues, i)
}

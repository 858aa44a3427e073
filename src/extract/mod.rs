//! Mentions of people, bodies, places, dates, sums, cases and laws.
//!
//! The stage reads a joined view of the text, furniture left out, so that a name runs over a line end, a page break
//! or a line-end hyphen; it never runs over a blank line, a column gap or a table's edge. Each kind of mention has a
//! grammar over the same tokens; every grammar gives candidates with a confidence, and `overlap` decides once.
//! What a learned [`tagger`] sees where no grammar sees anything is added last. Words are data (`corpora/cues/entities`,
//! `corpora/gazetteers`); this stage refuses to know what a mention is used for.

mod case;
mod company;
mod cues;
mod date;
mod dating;
mod gazetteer;
mod home;
mod law;
mod learned;
mod money;
mod municipality;
mod organisation;
mod overlap;
mod parcel;
mod party;
mod person;
mod place;
mod scene;
mod statute;
mod table;
pub mod tagger;
#[cfg(test)]
mod tests;
mod tokens;

pub use home::{Home, home};

use crate::language::Language;
use crate::outline::Outline;
use crate::record::{EntityValue, SegmentKind};
use crate::text::{Repaired, Span, View};
use cues::Cues;
use scene::Scene;
use tokens::Tokens;

/// A mention of something in the world.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// Where it stands, from its first character to its last; may run over line ends and furniture.
    pub span: Span<Repaired>,
    /// Its words as prose.
    pub text: String,
    /// What it is, with its value.
    pub value: EntityValue,
    /// Probability that the mention is right, from 0 to 1.
    pub confidence: f32,
}

/// What a grammar proposes: a byte range of the view.
#[derive(Clone, Debug)]
struct Candidate {
    start: usize,
    end: usize,
    value: EntityValue,
    confidence: f32,
}

/// Finds the mentions of a repaired text, in order, without overlap, none in furniture. A text of no known language
/// has none: without its words nothing can be told apart.
pub fn extract(text: &str, language: Option<Language>, outline: &Outline) -> Vec<Mention> {
    let Some(language) = language else { return Vec::new() };
    let cues = Cues::of(language);
    let (parts, furniture) = parts(text, outline);
    let view = View::new(text, parts, |word| cues.keeps_hyphen(word));
    let tokens = Tokens::new(view.text(), cues);
    let mut scene = Scene::new(&tokens, cues, &view, outline, &furniture);
    let mut candidates = Vec::new();
    date::find(&mut scene, &mut candidates);
    law::find(&scene, &mut candidates);
    case::find(&scene, &mut candidates);
    money::find(&scene, &mut candidates);
    municipality::find(&scene, &mut candidates);
    organisation::find(&scene, &mut candidates);
    party::find(&scene, &mut candidates);
    person::find(&scene, &mut candidates);
    place::find(&scene, &mut candidates);
    let mut claimed = vec![false; view.text().len()];
    for candidate in &candidates {
        if candidate.confidence >= 0.5 && candidate.value != EntityValue::Place {
            claimed[candidate.start..candidate.end].fill(true);
        }
    }
    place::find_unknown(
        &scene,
        &|start, end| claimed[start..end].iter().any(|&taken| taken),
        &mut candidates,
    );
    place::drop_surnames(&scene, &mut candidates);
    let mut mentions = overlap::resolve(candidates);
    learned::add(&scene, &mut mentions);
    mentions
        .into_iter()
        .filter(|candidate| !is_in_address(view.text(), candidate))
        .map(|candidate| Mention {
            span: view.source_range(candidate.start..candidate.end),
            text: prose(&view, candidate.start, candidate.end),
            value: candidate.value,
            confidence: candidate.confidence,
        })
        .collect()
}

/// Whether a mention is a part of an e-mail address: a sign and a name with a point stand beside it. A lone sign may be a
/// misread letter.
fn is_in_address(text: &str, candidate: &Candidate) -> bool {
    let (before, after) = (&text[..candidate.start], &text[candidate.end..]);
    let domain = if before.ends_with('@') {
        &text[candidate.start..]
    } else {
        after.strip_prefix('@').unwrap_or_default()
    };
    let end = domain.find(|c: char| !c.is_alphanumeric() && !matches!(c, '.' | '-')).unwrap_or(domain.len());
    domain[..end].trim_end_matches('.').contains('.')
}

/// The text without its furniture, and the lines of the furniture. What lies on both sides of a running head or foot
/// is drawn together to one line end, so that a sentence goes on over it.
fn parts<'t>(text: &'t str, outline: &Outline) -> (Vec<Span<Repaired>>, Vec<&'t str>) {
    let mut parts = Vec::new();
    let mut furniture = Vec::new();
    let mut from = 0;
    let mut push = |start: usize, end: usize| {
        if start < end {
            let part: Span<Repaired> = Span::new(start, end);
            let trimmed = part.trim(text);
            if !trimmed.is_empty() {
                // The indent of a part's first line is kept: columns are told by it.
                let line = text[start..trimmed.start()].rfind('\n').map_or(start, |at| start + at + 1);
                parts.push(Span::new(line, trimmed.end()));
            }
        }
    };
    for segment in &outline.segments {
        if segment.kind == SegmentKind::Furniture {
            push(from, segment.span.start().max(from));
            from = segment.span.end().max(from);
            furniture.extend(segment.span.of(text).lines());
        }
    }
    push(from, text.len());
    (parts, furniture)
}

/// The words of a mention as prose; a double name broken after its hyphen is whole again.
fn prose(view: &View, start: usize, end: usize) -> String {
    let text = view.prose(start..end);
    match text.find("- ") {
        Some(at) if text[at + 2..].starts_with(char::is_uppercase) => text.replacen("- ", "-", 1),
        _ => text,
    }
}

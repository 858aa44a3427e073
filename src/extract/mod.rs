//! Mentions of people, bodies, places, dates, sums, cases and laws.

use crate::language::Language;
use crate::outline::Outline;
use crate::record::EntityValue;
use crate::text::{Repaired, Span};

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

/// Finds the mentions of a repaired text, in order, without overlap, none in furniture.
pub fn extract(_text: &str, _language: Option<Language>, _outline: &Outline) -> Vec<Mention> {
    Vec::new()
}

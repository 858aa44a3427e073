//! Which of the four written languages a text is in.

use crate::language::Language;

/// The language found.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Identified {
    /// None where the text does not say.
    pub language: Option<Language>,
    /// From 0 to 1.
    pub confidence: f32,
}

/// Identifies the written language of a text as read, damaged or not.
pub fn identify(_text: &str) -> Identified {
    Identified { language: Some(Language::Swedish), confidence: 0.0 }
}

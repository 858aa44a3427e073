//! The repaired text cut by function: furniture, item headings, segments.

use crate::language::Language;
use crate::record::{DocumentType, SegmentKind};
use crate::text::{Repaired, Span};

/// A document cut by function.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// What kind of document it is.
    pub form: Option<DocumentType>,
    /// In the order of the text; every non-blank line lies in exactly one.
    pub segments: Vec<Segment>,
    /// In the order of the text.
    pub items: Vec<Item>,
}

/// A stretch of text with one function.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its function.
    pub kind: SegmentKind,
    /// Index into [`Outline::items`].
    pub item: Option<u32>,
    /// Goes on after an interruption in the segment of the same kind before it.
    pub continues: bool,
    /// From the first character of its first line to the end of its last.
    pub span: Span<Repaired>,
    /// Why it is what it is.
    pub evidence: Evidence,
}

/// Why a segment is what it is: a segment cannot be made without it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The rule that opened it.
    pub rule: &'static str,
    /// The words that the rule saw.
    pub words: Option<Span<Repaired>>,
}

/// An item of business as its heading prints it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Number with its word or full stop: `§ 12`, `Sak 021/24`, `3.`
    pub number: Option<String>,
    /// Title on one line, without a closing full stop.
    pub title: Option<String>,
    /// Case numbers of the heading.
    pub case_numbers: Vec<String>,
    /// The heading says that it goes on from an earlier item.
    pub continues: bool,
    /// From its heading to the end of its last segment.
    pub span: Span<Repaired>,
}

/// Cuts a repaired text by function.
pub fn outline(text: &str, _language: Option<Language>) -> Outline {
    let all = Span::new(0, text.len()).trim(text);
    let segment = Segment {
        kind: SegmentKind::Other,
        item: None,
        continues: false,
        span: all,
        evidence: Evidence { rule: "nothing matched", words: None },
    };
    Outline { form: None, segments: vec![segment], items: Vec::new() }
}

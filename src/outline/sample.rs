//! What tests ask of small documents: their items, and their segments with their first words; and outlines that tests of
//! later stages need, made without reading.

use crate::language::Language;
use crate::outline::{Evidence, Outline, Segment, outline};
use crate::record::SegmentKind;
use crate::text::{Repaired, Span};

impl Outline {
    /// Segments of no item.
    pub(crate) fn sample(segments: impl IntoIterator<Item = (SegmentKind, Span<Repaired>)>) -> Self {
        let segments = segments.into_iter().map(|(kind, span)| Segment {
            kind,
            item: None,
            continues: false,
            span,
            lead: None,
            evidence: Evidence { rule: "test", words: None },
        });
        Self { segments: segments.collect(), ..Self::default() }
    }

    /// A whole text as one segment.
    pub(crate) fn of_one(kind: SegmentKind, text: &str) -> Self {
        Self::sample([(kind, Span::new(0, text.len()))])
    }
}

pub(super) fn items(text: &str, language: Language) -> Vec<(Option<String>, Option<String>, Vec<String>)> {
    let found = outline(text, Some(language)).items;
    found.into_iter().map(|item| (item.number, item.title, item.case_numbers)).collect()
}

pub(super) fn numbers(text: &str, language: Language) -> Vec<String> {
    items(text, language).into_iter().filter_map(|item| item.0).collect()
}

/// The kinds of a Danish text's segments with their first two words.
pub(super) fn danish(text: &str) -> Vec<(SegmentKind, String)> {
    let first = |text: &str| text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
    outline(text, Some(Language::Danish))
        .segments
        .iter()
        .map(|segment| (segment.kind, first(segment.span.of(text))))
        .collect()
}

/// Kinds and first words of the segments of one item, its heading left out.
pub(super) fn item(language: Language, text: &str) -> Vec<(SegmentKind, String)> {
    let text = format!(
        "BERGVIK KOMMUNE\nFormannskapet\n\nSak 14/62   Vegen til Lia\n\n{text}\n\nSak 15/62   Brua\n\nSakene tatt til orientering.\n"
    );
    let outline = outline(&text, Some(language));
    outline
        .segments
        .iter()
        .filter(|one| one.item == Some(0) && one.kind != SegmentKind::Heading)
        .map(|one| {
            (one.kind, text[one.span.range()].split_whitespace().take(2).collect::<Vec<_>>().join(" "))
        })
        .collect()
}

pub(super) fn kinds(language: Language, text: &str) -> Vec<SegmentKind> {
    item(language, text).into_iter().map(|(kind, _)| kind).collect()
}

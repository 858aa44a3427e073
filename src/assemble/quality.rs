//! What happened to the text on its way: repairs, suggestions, damage with advice, and what does not add up.

use crate::identify::Identified;
use crate::language::Language;
use crate::outline::{Outline, Segment};
use crate::read::Document;
use crate::record::{self, DamageKind, Quality, RepairKind, SegmentKind, Warning};
use crate::repair::Repair;
use crate::text::{CodePoints, EditKind};

/// Below this confidence a reader should check the language.
const SURE_OF_LANGUAGE: f32 = 0.8;

/// The applied repairs.
pub(super) fn repairs(read: &str, repair: &Repair, points: &CodePoints<'_>) -> Vec<record::Repair> {
    repair
        .edits
        .iter()
        .map(|(edit, at)| record::Repair {
            start: points.at(at.start()),
            end: points.at(at.end()),
            from: edit.at.of(read).to_owned(),
            kind: match edit.kind {
                EditKind::Character => RepairKind::Character,
                EditKind::Join => RepairKind::Join,
                EditKind::Split => RepairKind::Split,
                EditKind::Encoding => RepairKind::Encoding,
            },
            confidence: super::rounded(edit.confidence.into()),
            doubtful: edit.doubtful,
        })
        .collect()
}

/// What may be wrong but was left.
pub(super) fn suggestions(repair: &Repair, points: &CodePoints<'_>) -> Vec<record::Suggestion> {
    repair
        .suggestions
        .iter()
        .map(|suggestion| record::Suggestion {
            start: points.at(suggestion.at.start()),
            end: points.at(suggestion.at.end()),
            to: suggestion.to.clone(),
            confidence: super::rounded(suggestion.confidence.into()),
        })
        .collect()
}

/// What a reader should know of bytes that stood for no character.
pub(super) fn undecodable(source: &Document) -> Option<Warning> {
    (source.undecodable > 0).then(|| Warning {
        code: "undecodable_bytes".into(),
        message: format!(
            "{} byte sequences are no characters in {} and are shown as U+FFFD: find a better copy of the file",
            source.undecodable, source.encoding
        ),
        start: None,
        end: None,
    })
}

/// How well the text was read.
pub(super) fn quality(repair: &Repair) -> Quality {
    let (read, repaired) = repair.estimated_word_error_rate;
    Quality {
        damage: repair.damage.clone(),
        words: repair.words,
        repaired: repair.edits.len() as u64,
        doubtful: repair.doubtful,
        estimated_word_error_rate: record::ErrorRate {
            read: super::rounded(read),
            repaired: super::rounded(repaired),
        },
        pages: repair
            .pages
            .iter()
            .map(|page| record::PageQuality {
                page: page.page,
                estimated_word_error_rate: super::rounded(page.estimated_word_error_rate),
            })
            .collect(),
    }
}

/// What a reader should know about language and reading.
pub(super) fn warnings(language: &Identified, repair: &Repair) -> Vec<Warning> {
    let mut out = Vec::new();
    let mut warn = |code: &str, message: String| {
        out.push(Warning { code: code.into(), message, start: None, end: None });
    };
    match language.language {
        None => warn(
            "language_unknown",
            "the written language was not recognised; nothing was repaired: give it with --lang".into(),
        ),
        Some(found) if language.confidence < SURE_OF_LANGUAGE => warn(
            "language_uncertain",
            format!("taken for {found}, but not surely: give the language with --lang"),
        ),
        Some(_) => {}
    }
    let model = language.language.map_or("the right model", tesseract_model);
    for (kind, code, what) in [
        (DamageKind::EnglishModel, "read_with_english_model", "read with an English model"),
        (DamageKind::NeighbourModel, "read_with_neighbour_model", "read with the model of another language"),
    ] {
        let pages: Vec<String> =
            repair.damage.iter().filter(|page| page.kind == kind).map(|page| page.page.to_string()).collect();
        if !pages.is_empty() {
            let pages = ranges(&pages);
            warn(code, format!("page {pages}: {what}: read again with {model}"));
        }
    }
    for (kind, code, advice) in [
        (
            DamageKind::LostGlyph,
            "lost_glyph",
            "a letter is missing everywhere: take the text from the source file anew",
        ),
        (
            DamageKind::Mojibake,
            "wrong_encoding",
            "decoded with a wrong encoding before it came here (mended here): decode the source anew",
        ),
        (
            DamageKind::Decomposed,
            "letters_taken_apart",
            "letters and their marks stood apart (mended here): take the text from the source file with another tool",
        ),
    ] {
        if repair.damage.iter().any(|page| page.kind == kind) {
            warn(code, advice.into());
        }
    }
    out
}

/// Where no cue was met, so that the text is background or other, or at most its last words are taken for what was decided.
pub(super) fn unrecognised(outline: &Outline, points: &CodePoints<'_>) -> Option<Warning> {
    let text = |segment: &&Segment| !matches!(segment.kind, SegmentKind::Heading | SegmentKind::Furniture);
    let mut met = vec![None; outline.items.len()];
    for segment in outline.segments.iter().filter(text) {
        if let Some(met) = segment.item.and_then(|item| met.get_mut(item as usize)) {
            *met = Some(met.unwrap_or(false) || !matches!(segment.evidence.rule, "open" | "last_said"));
        }
    }
    let bare = met.iter().filter(|met| **met == Some(false)).count();
    let first = met.iter().position(|met| *met == Some(false)).map(|item| outline.items[item].span);
    let none = outline.segments.iter().find(|segment| segment.evidence.rule == "no_item");
    let said = outline.segments.iter().any(|segment| {
        let bare = |item: u32| met.get(item as usize) == Some(&Some(false));
        segment.evidence.rule == "last_said" && segment.item.is_some_and(bare)
    });
    let taken = if said { ", and what was said last is taken for the decision" } else { "" };
    let (span, what) = match (first, none) {
        (Some(first), _) if bare == 1 => {
            (first, format!("in this item no cue was met: its text is background{taken}"))
        }
        (Some(first), _) => {
            let others = bare - 1;
            (first, format!("in this item and {others} more no cue was met: their text is background{taken}"))
        }
        (None, Some(segment)) => (segment.span, "no item was found: the text is other".to_owned()),
        (None, None) => return None,
    };
    Some(Warning {
        code: "nothing_recognised".into(),
        message: format!("{what}; protokoll coverage shows what --cues may add"),
        start: Some(points.at(span.start())),
        end: Some(points.at(span.end())),
    })
}

/// The trained model of Tesseract for a language.
fn tesseract_model(language: Language) -> &'static str {
    match language {
        Language::Swedish => "swe",
        Language::Danish => "dan",
        Language::Bokmal | Language::Nynorsk => "nor",
    }
}

fn ranges(pages: &[String]) -> String {
    match pages {
        [] => String::new(),
        [one] => one.clone(),
        [first, .., last] => format!("{first}-{last}"),
    }
}

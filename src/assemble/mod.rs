//! What the stages found, put together into the record.

use crate::extract::Mention;
use crate::identify::Identified;
use crate::outline::Outline;
use crate::record::{self, Record};
use crate::repair::Repair;
use crate::text::{CodePoints, EditKind};
use crate::{read, record::DocumentType};

/// The record of one document.
pub fn assemble(
    source: &read::Document,
    language: &Identified,
    repair: &Repair,
    outline: &Outline,
    mentions: &[Mention],
) -> Record {
    let points = CodePoints::new(&repair.text);
    Record {
        schema: record::SCHEMA.into(),
        id: format!("sha256:{}", source.sha256),
        source: record::Source {
            path: source.path.clone(),
            sha256: source.sha256.clone(),
            bytes: source.bytes,
            format: source.format,
            encoding: source.encoding.clone(),
            pages: source.pages,
        },
        language: record::LanguageFound {
            code: language.language.map_or("und", |language| language.code()).into(),
            confidence: rounded(language.confidence.into()),
        },
        document: record::Document {
            kind: outline.form.unwrap_or(DocumentType::Other),
            title: None,
            date: None,
        },
        meeting: None,
        items: Vec::new(),
        segments: outline
            .segments
            .iter()
            .map(|segment| record::Segment {
                kind: segment.kind,
                item: segment.item,
                continues: segment.continues,
                rule: segment.evidence.rule.into(),
                start: points.at(segment.span.start()),
                end: points.at(segment.span.end()),
            })
            .collect(),
        entities: mentions
            .iter()
            .map(|mention| record::Entity {
                text: mention.text.clone(),
                start: points.at(mention.span.start()),
                end: points.at(mention.span.end()),
                confidence: rounded(mention.confidence.into()),
                value: mention.value.clone(),
            })
            .collect(),
        repairs: repairs(&source.text, repair, &points),
        suggestions: Vec::new(),
        quality: record::Quality::default(),
        warnings: Vec::new(),
        text: repair.text.clone(),
    }
}

/// The applied repairs.
fn repairs(read: &str, repair: &Repair, points: &CodePoints<'_>) -> Vec<record::Repair> {
    repair
        .edits
        .iter()
        .map(|(edit, at)| record::Repair {
            start: points.at(at.start()),
            end: points.at(at.end()),
            from: edit.at.of(read).to_owned(),
            kind: match edit.kind {
                EditKind::Character => record::RepairKind::Character,
                EditKind::Join => record::RepairKind::Join,
                EditKind::Split => record::RepairKind::Split,
                EditKind::Encoding => record::RepairKind::Encoding,
            },
            confidence: rounded(edit.confidence.into()),
            doubtful: edit.doubtful,
        })
        .collect()
}

/// Confidences are written with four decimals: more would be noise, and would differ between machines.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

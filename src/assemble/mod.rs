//! What the stages found, put together into the record: facts with their links.
//!
//! This stage reads the segments that the outline cut and the names that extraction found, and works out who moved
//! what, how it was voted on and what was decided. It refuses to cut text or to find names itself: what those stages
//! missed is absent here, never guessed. All formulas are data (`corpora/cues/facts/`); the modules hold the logic
//! by concern.

mod attendance;
mod ballots;
mod completeness;
mod content;
mod counsel;
mod cues;
mod decisions;
mod dissent;
mod document;
mod fates;
mod items;
mod labels;
mod lists;
mod lower;
mod meeting;
mod passage;
mod people;
mod personal;
mod phrases;
mod place;
mod proposals;
mod quality;
mod reports;
mod tally;
#[cfg(test)]
mod tests;
mod votes;

use crate::extract::Mention;
use crate::identify::Identified;
use crate::outline::Outline;
use crate::personal::Personal;
use crate::read;
use crate::record::{self, DocumentType, MadeWith, Record};
use crate::repair::Repair;
use crate::text::{CodePoints, Repaired};
use cues::Cues;
use people::Roster;

/// The record of one document.
pub fn assemble(
    source: &read::Document,
    language: &Identified,
    repair: &Repair,
    outline: &Outline,
    mentions: &[Mention],
    personal: &[Personal<Repaired>],
    made_with: MadeWith,
) -> Record {
    let text = &repair.text;
    let points = CodePoints::new(text);
    let mut warnings = quality::warnings(language, repair);
    warnings.extend(quality::undecodable(source));
    warnings.extend(completeness::warnings(text, outline, &points));
    warnings.extend(quality::unrecognised(outline, &points));
    let personal_data = personal::places(personal, &points);
    warnings.extend(personal::warnings(&personal_data, made_with.masked.is_some()));
    let damaged = repair.damage.iter().any(|page| page.kind != record::DamageKind::Clean);
    let facts = language.language.map(|language| {
        let cues = Cues::of(language);
        let roster = Roster::new(mentions, damaged);
        let passages = passage::passages(text, outline, mentions, &roster, cues);
        let meeting = (outline.form == Some(DocumentType::Minutes))
            .then(|| meeting::meeting(text, language, outline, mentions, &passages, &roster, cues));
        let document = document::document(text, outline, mentions, &passages, meeting.as_ref());
        let body = meeting.as_ref().and_then(|meeting| meeting.body.clone()).unwrap_or_default();
        let mut items = items::items(outline, &passages, &body, cues, &points, &mut warnings);
        dissent::spell_out_recommenders(&mut items, mentions, &body, cues);
        (document, meeting, items)
    });
    let (document, meeting, items) = facts.unwrap_or_else(|| {
        let kind = outline.form.unwrap_or(DocumentType::Other);
        (record::Document { kind, title: None, date: None }, None, items::bare(outline, &points))
    });
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
        document,
        meeting,
        items,
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
        repairs: quality::repairs(&source.text, repair, &points),
        suggestions: quality::suggestions(repair, &points),
        quality: quality::quality(repair),
        warnings,
        text: text.clone(),
        personal_data,
        made_with,
    }
}

/// Confidences are written with four decimals: more would be noise, and would differ between machines.
fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

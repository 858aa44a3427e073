//! Disagreements, said so that a person finds the place and the rule.

use super::Comparison;
use super::figure::Sheet;
use crate::record::{Repair, RepairKind, Segment};
use std::collections::BTreeMap;

/// What is wrong at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrong {
    /// Something annotated that the record does not have.
    Missed,
    /// Something that the record has and the annotation does not.
    FalseAlarm,
    /// Something that both have, with different values.
    Different,
}

/// One disagreement between a record and the annotation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// The figure that it costs.
    pub figure: String,
    /// What is wrong.
    pub wrong: Wrong,
    /// Line of the text that was read, counted from 1; where nothing was read, of the place before.
    pub line: u64,
    /// The item that it lies in.
    pub item: Option<String>,
    /// What the record says of how it was made: of a repair its kind and confidence, of a mention its confidence, of all
    /// else the rule that opened the segment there.
    pub rule: Option<String>,
    /// What was found and what was to be found.
    pub evidence: String,
    /// False alarms and misses that it tells of, by figure, for figures that count them: over all notes of a document
    /// they are what was counted.
    pub costs: BTreeMap<String, [u64; 2]>,
}

/// Gathers notes, if they are wanted.
pub(super) struct Notes<'c, 'a> {
    comparison: &'c Comparison<'a>,
    wanted: bool,
    /// Code point at which line 2, 3, ... of the record's text begins.
    lines: Vec<u64>,
    pub(super) found: Vec<Note>,
}

impl<'c, 'a> Notes<'c, 'a> {
    pub(super) fn new(wanted: bool, comparison: &'c Comparison<'a>) -> Self {
        let text = comparison.record.filter(|_| wanted).map_or("", |record| &record.text);
        let ends = text.chars().zip(1..).filter(|(c, _)| *c == '\n').map(|(_, after)| after).collect();
        Self { comparison, wanted, lines: ends, found: Vec::new() }
    }

    /// Counts false alarms and misses, by figure, and tells of them. That no figure has any that nobody is told of is
    /// the reason why both are done here.
    pub(super) fn cost(
        &mut self,
        sheet: &mut Sheet,
        costs: &[(&str, [u64; 2])],
        note: impl FnOnce(&Self) -> Note,
    ) {
        for (figure, [false_alarms, missed]) in costs {
            sheet.add(figure, [0, *false_alarms, *missed]);
        }
        self.add(|notes| {
            let told = costs.iter().filter(|(_, cost)| *cost != [0, 0]);
            Note { costs: told.map(|(figure, cost)| ((*figure).into(), *cost)).collect(), ..note(notes) }
        });
    }

    /// Adds a note; it is only made if notes are wanted.
    pub(super) fn add(&mut self, note: impl FnOnce(&Self) -> Note) {
        if self.wanted {
            let note = note(self);
            self.found.push(note);
        }
    }

    /// Line of a place in the record.
    pub(super) fn line(&self, at: u64) -> u64 {
        1 + self.lines.partition_point(|line| *line <= at) as u64
    }

    /// The place in the record that a word of the true text is aligned with, or the nearest word before it.
    pub(super) fn place_of(&self, gold_word: usize) -> u64 {
        let back = &self.comparison.back;
        let before = back[..back.len().min(gold_word + 1)].iter().rev().find_map(|word| *word);
        before.map_or(0, |word| self.comparison.words.starts[word])
    }

    /// The record's segment at a place.
    pub(super) fn segment(&self, at: u64) -> Option<&'a Segment> {
        let record = self.comparison.record?;
        record.segments.iter().find(|segment| segment.start <= at && at < segment.end)
    }

    /// A note about a place in the record.
    pub(super) fn at(&self, place: u64, figure: &str, wrong: Wrong, evidence: String) -> Note {
        let segment = self.segment(place);
        let rule = segment.map(|segment| segment.rule.clone()).filter(|rule| !rule.is_empty());
        let item = segment
            .and_then(|segment| self.comparison.record?.items.get(segment.item? as usize)?.number.clone());
        let line = self.line(place);
        Note { figure: figure.into(), wrong, line, item, rule, evidence, costs: BTreeMap::new() }
    }

    /// What the record says of the repair that a word of the record was touched by.
    pub(super) fn repair(&self, word: Option<usize>) -> Option<String> {
        let words = &self.comparison.words;
        let (start, end) = word.map(|word| (words.starts[word], words.ends[word]))?;
        let mut repairs = self.comparison.record?.repairs.iter();
        repairs
            .find(|repair| repair.start < end.max(start + 1) && start < repair.end.max(repair.start + 1))
            .map(made_by)
    }

    /// A note about a word of the true text.
    pub(super) fn at_gold(&self, word: usize, figure: &str, wrong: Wrong, evidence: String) -> Note {
        self.at(self.place_of(word), figure, wrong, evidence)
    }
}

/// A text as evidence shows it.
pub(super) fn quoted(text: Option<&str>) -> String {
    text.map_or("nothing".into(), |text| format!("{text:?}"))
}

fn made_by(repair: &Repair) -> String {
    let kind = match repair.kind {
        RepairKind::Character => "character",
        RepairKind::Split => "split",
        RepairKind::Join => "join",
        RepairKind::Encoding => "encoding",
    };
    let doubtful = if repair.doubtful { ", doubtful" } else { "" };
    format!("repair {kind} of {:?}, {:.1} %{doubtful}", repair.from, 100.0 * repair.confidence)
}

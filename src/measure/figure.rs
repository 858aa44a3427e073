//! Figures: their names, what their counts mean, and which way is better.

use crate::record::SegmentKind;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error as ValueError, StrDeserializer};
use std::collections::BTreeMap;

/// Three numbers that add up over documents; [`Kind`] says what they are.
pub type Counts = [u64; 3];

/// What is counted for a figure, and how its value follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// `[wrong, of, -]`, a share in percent.
    ErrorRate,
    /// `[before, after, -]`: the share of errors that repair took away, in percent.
    Reduction,
    /// `[right, of, -]`, a share in percent.
    Share,
    /// `[events, of, -]`, events in so many.
    Per(u32),
    /// `[number, -, -]`: a size, neither good nor bad.
    Size,
    /// `[number, -, -]`: every one is an error.
    Errors,
    /// `[found, false alarms, missed]`, in percent.
    F1,
}

/// Which way a figure is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Better {
    /// More is better.
    Higher,
    /// Less is better.
    Lower,
    /// It says nothing about quality.
    Neither,
}

impl Kind {
    /// Which way a figure of this kind is better.
    pub const fn better(self) -> Better {
        match self {
            Self::ErrorRate | Self::Per(_) | Self::Errors => Better::Lower,
            Self::Reduction | Self::Share | Self::F1 => Better::Higher,
            Self::Size => Better::Neither,
        }
    }

    /// The value: percent for shares. None where there was nothing to measure.
    pub fn value(self, [a, b, c]: Counts) -> Option<f64> {
        let ratio = |part: u64, whole: u64| (whole > 0).then(|| part as f64 / whole as f64);
        match self {
            Self::ErrorRate | Self::Share => ratio(a, b).map(|share| 100.0 * share),
            Self::Reduction => ratio(b, a).map(|left| 100.0 * (1.0 - left)),
            Self::Per(scale) => ratio(a, b).map(|share| f64::from(scale) * share),
            Self::Size | Self::Errors => Some(a as f64),
            Self::F1 => ratio(2 * a, 2 * a + b + c).map(|share| 100.0 * share),
        }
    }

    /// Precision and recall in percent, for figures that have them.
    pub fn precision_recall(self, [found, false_alarms, missed]: Counts) -> Option<(f64, f64)> {
        let share = |of: u64| if of > 0 { 100.0 * found as f64 / of as f64 } else { 0.0 };
        (self == Self::F1).then(|| (share(found + false_alarms), share(found + missed)))
    }

    /// How many things there were to find or to get right.
    pub const fn size(self, [a, b, c]: Counts) -> u64 {
        match self {
            Self::ErrorRate | Self::Share | Self::Per(_) => b,
            Self::Reduction | Self::Size | Self::Errors => a,
            Self::F1 => a + c,
        }
    }
}

/// A group of figures, in the order in which they are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// Characters and words, before and after repair.
    Text,
    /// The document and the meeting.
    Document,
    /// Items of business.
    Items,
    /// What each stretch of the text is.
    Segments,
    /// Decisions, proposals, votes, dissent.
    Facts,
    /// People, bodies, places, dates, sums, cases, laws.
    Entities,
}

impl Group {
    /// The group as a heading.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Text => "Text",
            Self::Document => "Document",
            Self::Items => "Items",
            Self::Segments => "Segments",
            Self::Facts => "Facts",
            Self::Entities => "Entities",
        }
    }
}

/// Every figure with a fixed name; the other names are a prefix and a kind of segment or entity.
const NAMED: &[(&str, Group, Kind)] = &[
    ("cer before", Group::Text, Kind::ErrorRate),
    ("cer after", Group::Text, Kind::ErrorRate),
    ("cer reduction", Group::Text, Kind::Reduction),
    ("wer before", Group::Text, Kind::ErrorRate),
    ("wer after", Group::Text, Kind::ErrorRate),
    ("wrong words repaired", Group::Text, Kind::Share),
    ("mangled words", Group::Text, Kind::Size),
    ("mangled words repaired", Group::Text, Kind::Share),
    ("wrong changes per 10,000", Group::Text, Kind::Per(10_000)),
    ("names spoiled per 1,000", Group::Text, Kind::Per(1_000)),
    ("section signs restored", Group::Text, Kind::Share),
    ("section signs invented", Group::Text, Kind::Errors),
    ("expected record", Group::Document, Kind::Share),
    ("language", Group::Document, Kind::Share),
    ("document type", Group::Document, Kind::Share),
    ("meeting municipality", Group::Document, Kind::Share),
    ("meeting body", Group::Document, Kind::Share),
    ("meeting date", Group::Document, Kind::Share),
    ("meeting start", Group::Document, Kind::Share),
    ("items", Group::Items, Kind::F1),
    ("items@0.8", Group::Items, Kind::F1),
    ("item title", Group::Items, Kind::Share),
    ("item case number", Group::Items, Kind::Share),
    ("segment tokens ALL", Group::Segments, Kind::F1),
    ("segments@0.8 ALL", Group::Segments, Kind::F1),
    ("decision outcome", Group::Facts, Kind::Share),
    ("decisions (outcome)", Group::Facts, Kind::F1),
    ("proposals (by)", Group::Facts, Kind::F1),
    ("proposals (by, kind, fate)", Group::Facts, Kind::F1),
    ("vote counts", Group::Facts, Kind::F1),
    ("votes (method)", Group::Facts, Kind::F1),
    ("reservations (by)", Group::Facts, Kind::F1),
    ("statements (by)", Group::Facts, Kind::F1),
    ("recommendations (by)", Group::Facts, Kind::F1),
    ("recusals (who)", Group::Facts, Kind::F1),
    ("entities ALL", Group::Entities, Kind::F1),
];

/// What a prefix is followed by.
type Suffix = fn(&str) -> bool;

const PREFIXES: &[(&str, Group, Suffix)] = &[
    ("segment tokens ", Group::Segments, is_segment),
    ("segments@0.8 ", Group::Segments, is_segment),
    ("entities ", Group::Entities, is_mention),
];

/// Kinds of mentions, those whose values are compared with their words, and those whose values are compared alone.
const MENTIONS: &[&str] =
    &["person", "party", "municipality", "organisation", "place", "date", "case", "money", "law"];
pub(super) const NORMED: &[&str] = &["person", "municipality", "date", "money", "law"];
pub(super) const VALUED: &[&str] = &["municipality", "date", "money", "law"];

fn is_segment(kind: &str) -> bool {
    let kind: StrDeserializer<'_, ValueError> = kind.into_deserializer();
    SegmentKind::deserialize(kind).is_ok()
}

fn is_mention(name: &str) -> bool {
    match name.split_once(' ') {
        None => MENTIONS.contains(&name),
        Some((kind, "norm")) => NORMED.contains(&kind),
        Some((kind, "value")) => VALUED.contains(&kind),
        Some(_) => false,
    }
}

/// A place in the order of figures, the group and the kind of the figure of this name; none if there is none.
pub(super) fn look_up(name: &str) -> Option<((Group, usize), Group, Kind)> {
    if let Some(at) = NAMED.iter().position(|(named, ..)| *named == name) {
        let (_, group, kind) = NAMED[at];
        return Some(((group, at), group, kind));
    }
    let at = PREFIXES.iter().position(|(prefix, _, is)| name.strip_prefix(prefix).is_some_and(is))?;
    // After the sum that the prefix has among the named.
    let sum = NAMED.iter().position(|(named, ..)| named.strip_prefix(PREFIXES[at].0) == Some("ALL"));
    Some(((PREFIXES[at].1, sum.unwrap_or(NAMED.len())), PREFIXES[at].1, Kind::F1))
}

/// Whether figures of this name can be measured.
pub fn is_figure(name: &str) -> bool {
    look_up(name).is_some()
}

/// Counts by the name of their figure.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    counts: BTreeMap<String, Counts>,
}

impl Sheet {
    /// Adds counts to a figure.
    ///
    /// # Panics
    /// In a debug build, if there is no figure of this name.
    pub fn add(&mut self, figure: &str, counts: Counts) {
        debug_assert!(look_up(figure).is_some(), "{figure}");
        let sums = match self.counts.get_mut(figure) {
            Some(sums) => sums,
            None => self.counts.entry(figure.into()).or_default(),
        };
        for (sum, count) in sums.iter_mut().zip(counts) {
            *sum += count;
        }
    }

    /// The counts of a figure; zeros where nothing was counted.
    pub fn get(&self, figure: &str) -> Counts {
        self.counts.get(figure).copied().unwrap_or_default()
    }

    /// All figures with their counts, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&str, Counts)> {
        self.counts.iter().map(|(name, counts)| (name.as_str(), *counts))
    }
}

#[cfg(test)]
mod tests {
    use super::{Group, Kind, Sheet, look_up};

    #[test]
    fn values_by_hand() {
        assert_eq!(Kind::F1.value([3, 1, 2]), Some(100.0 * (6.0 / 9.0)));
        assert_eq!(Kind::F1.precision_recall([3, 1, 2]), Some((75.0, 60.0)));
        assert_eq!(Kind::F1.value([0, 0, 0]), None);
        assert_eq!(Kind::F1.value([0, 2, 0]), Some(0.0));
        assert_eq!(Kind::ErrorRate.value([1, 8, 0]), Some(12.5));
        assert_eq!(Kind::Reduction.value([8, 2, 0]), Some(75.0));
        assert_eq!(Kind::Reduction.value([0, 2, 0]), None);
        assert_eq!(Kind::Per(10_000).value([1, 8, 0]), Some(1_250.0));
        assert_eq!(Kind::F1.size([3, 1, 2]), 5);
    }

    #[test]
    fn kinds_follow_the_sum_that_they_belong_to() {
        let (all, ..) = look_up("segment tokens ALL").unwrap();
        let (one, group, kind) = look_up("segment tokens voting").unwrap();
        let (other, ..) = look_up("segments@0.8 ALL").unwrap();
        assert!((all, "segment tokens ALL") < (one, "segment tokens voting") && one < other);
        assert_eq!((group, kind), (Group::Segments, Kind::F1));
        assert!(look_up("happiness").is_none());
    }

    #[test]
    fn a_prefix_alone_makes_no_figure() {
        for name in ["entities person", "entities law norm", "entities date value", "segments@0.8 decision"] {
            assert!(look_up(name).is_some(), "{name}");
        }
        for name in
            ["entities perosn", "entities party norm", "entities person value", "segment tokens décision"]
        {
            assert!(look_up(name).is_none(), "{name}");
        }
    }

    #[test]
    fn counts_add_up() {
        let mut sheet = Sheet::default();
        sheet.add("items", [1, 0, 2]);
        sheet.add("items", [1, 1, 0]);
        assert_eq!(sheet.get("items"), [2, 1, 2]);
        assert_eq!(sheet.get("vote counts"), [0, 0, 0]);
    }
}

//! The rules that open segments inside a section, and which of their words a text holds.
//!
//! A text is searched once for the phrases of all rules. What a rule does to a segment is for the machine.

use super::fold::fold_cue;
use super::phrases::{Inside, spellings};
use super::shelves::Shelves;
use crate::record::SegmentKind;
use serde::Deserialize;
use std::collections::BTreeMap;

/// The rules that are asked on their own.
const VOTE_RESULT: &str = "vote_result";
const VOTE_CALLED: &str = "count_called";
const VOTE_COUNTED: &str = "count_told";
const UNDECIDED: &str = "nothing_decided";
const TRAIL_RECOMMENDS: &str = "trail_recommends";

/// When a rule that fires opens a segment of its own.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Split {
    /// When the kind changes.
    #[default]
    Change,
    /// Always.
    Always,
    /// When the vote before has a result.
    Finished,
    /// Never: what was before goes on.
    Never,
}

/// Whom a sentence speaks of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Subject {
    /// A named person, or several.
    Person,
    /// A party or group.
    Party,
    /// Whoever presides.
    Chair,
    /// A board, council, committee or office.
    Body,
}

/// A rule as the tables write it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RawRule {
    pub(super) id: String,
    pub(super) kind: SegmentKind,
    #[serde(default)]
    pub(super) start: Vec<String>,
    #[serde(default)]
    pub(super) any: Vec<String>,
    #[serde(default)]
    pub(super) with: Vec<String>,
    #[serde(default)]
    pub(super) not: Vec<String>,
    #[serde(default)]
    pub(super) subject: Vec<Subject>,
    #[serde(default)]
    states: Vec<String>,
    #[serde(default)]
    pub(super) strong: bool,
    #[serde(default)]
    split: Split,
    #[serde(default)]
    undecided: bool,
    #[serde(default)]
    unasked: bool,
    own: Option<bool>,
    #[serde(default)]
    label: bool,
    #[serde(default)]
    contest: bool,
    #[serde(default)]
    lines: bool,
    #[serde(default)]
    last: bool,
    #[serde(default)]
    closes: bool,
}

impl RawRule {
    /// A rule that asks for nothing yet.
    pub(super) fn new(id: String, kind: SegmentKind) -> Self {
        Self {
            id,
            kind,
            start: Vec::new(),
            any: Vec::new(),
            with: Vec::new(),
            not: Vec::new(),
            subject: Vec::new(),
            states: Vec::new(),
            strong: false,
            split: Split::default(),
            undecided: false,
            unasked: false,
            own: None,
            label: false,
            contest: false,
            lines: false,
            last: false,
            closes: false,
        }
    }
}

/// Words that open a segment inside a section.
#[derive(Debug)]
pub(super) struct Rule {
    pub(super) id: String,
    pub(super) kind: SegmentKind,
    pub(super) asks: Asks,
    /// It speaks of one of these.
    pub(super) subject: Vec<Subject>,
    /// Sections in which it is heard; empty: wherever the section lets it.
    pub(super) states: Vec<String>,
    pub(super) strong: bool,
    pub(super) split: Split,
    /// Only in an item without a heading for its decision.
    pub(super) undecided: bool,
    /// Only in an item without a heading for a recommendation, just before the meeting's handling.
    pub(super) unasked: bool,
    /// Only where the body that it speaks of is the one whose minutes they are, or only where it is another.
    pub(super) own: Option<bool>,
    /// Whom it speaks of stands before a colon, as over what they said: "Havnestyret (5 mot 4): Tomta bør selges."
    pub(super) label: bool,
    /// Votes stand against votes in it.
    pub(super) contest: bool,
    /// Each line may tell a whole one, not only a paragraph.
    pub(super) lines: bool,
    /// Only in the last paragraph of an item.
    pub(super) last: bool,
    /// What it opens stands after the last item.
    pub(super) closes: bool,
    /// It is asked on its own, and opens nothing.
    pub(super) asked: bool,
}

/// Whether a rule asks for phrases at all.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asks {
    /// One of them begins the sentence.
    pub(super) start: bool,
    /// One of them stands in it.
    pub(super) any: bool,
    /// And one of others.
    pub(super) with: bool,
}

/// What a text holds of the phrases of a rule.
#[derive(Clone, Copy, Debug)]
pub(super) struct Heard {
    /// Where the first of those stands that begin a sentence; [`Heard::NOWHERE`] if none does.
    start: u32,
    any: bool,
    with: bool,
    not: bool,
}

impl Heard {
    const NOWHERE: u32 = u32::MAX;

    /// Whether one of the phrases of the rule begins the text, or stands in it.
    pub(super) fn is_said(self) -> bool {
        self.any || self.start == 0
    }
}

impl Rule {
    /// Whether a text holds the phrases that the rule asks for: one that begins a sentence no later than at `lead`, one that may
    /// stand anywhere, one beside it, and none that forbids it.
    pub(super) fn is_heard(&self, heard: &Heard, lead: usize) -> bool {
        (!self.asks.start || heard.start as usize <= lead)
            && (!self.asks.any || heard.any)
            && (!self.asks.with || heard.with)
            && !heard.not
    }
}

/// The rules of a language.
#[derive(Debug)]
pub(super) struct Rules {
    /// In the order in which they are asked.
    pub(super) list: Vec<Rule>,
    phrases: Inside,
    /// What phrases are to rules, by phrase.
    uses: Shelves<Use>,
    /// The rules that others ask: whether a vote has a result, whether a count is called for after it, whether it is told, whether
    /// an earlier body recommends.
    pub(super) vote_result: Option<usize>,
    pub(super) vote_called: Option<usize>,
    /// Says that nothing was decided.
    pub(super) undecided: Option<usize>,
    pub(super) vote_counted: Option<usize>,
    pub(super) trail_recommends: Option<usize>,
}

/// What a phrase is to a rule.
#[derive(Debug)]
struct Use {
    phrase: usize,
    rule: usize,
    part: Part,
}

#[derive(Clone, Copy, Debug)]
enum Part {
    Start,
    Any,
    With,
    Not,
}

impl Rules {
    /// Reads the rules; each phrase is kept once.
    pub(super) fn new(raw: Vec<RawRule>) -> Self {
        let mut phrases = Vec::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut uses = Vec::new();
        for (rule, raw) in raw.iter().enumerate() {
            for (part, cues) in [
                (Part::Start, &raw.start),
                (Part::Any, &raw.any),
                (Part::With, &raw.with),
                (Part::Not, &raw.not),
            ] {
                for cue in cues.iter().flat_map(|cue| spellings(cue)) {
                    let phrase = *places.entry(fold_cue(&cue)).or_insert_with_key(|cue| {
                        phrases.push(cue.clone());
                        phrases.len() - 1
                    });
                    uses.push(Use { phrase, rule, part });
                }
            }
        }
        let list: Vec<Rule> = raw.into_iter().map(Rule::from).collect();
        let asked = |id: &str| list.iter().position(|rule| rule.id == id);
        Self {
            uses: Shelves::new(uses, phrases.len(), |used| used.phrase),
            phrases: Inside::new(phrases),
            vote_result: asked(VOTE_RESULT),
            vote_called: asked(VOTE_CALLED),
            undecided: asked(UNDECIDED),
            vote_counted: asked(VOTE_COUNTED),
            trail_recommends: asked(TRAIL_RECOMMENDS),
            list,
        }
    }

    /// What a folded text holds of the phrases of each rule.
    pub(super) fn heard(&self, text: &str) -> Vec<Heard> {
        let nothing = Heard { start: Heard::NOWHERE, any: false, with: false, not: false };
        let mut heard = vec![nothing; self.list.len()];
        self.phrases.each(text, |phrase, at| {
            for Use { rule, part, .. } in self.uses.of(phrase) {
                let heard = &mut heard[*rule];
                match part {
                    Part::Start => heard.start = heard.start.min(u32::try_from(at).unwrap_or(Heard::NOWHERE)),
                    Part::Any => heard.any = true,
                    Part::With => heard.with = true,
                    Part::Not => heard.not = true,
                }
            }
        });
        heard
    }
}

impl From<RawRule> for Rule {
    fn from(raw: RawRule) -> Self {
        Self {
            asks: Asks { start: !raw.start.is_empty(), any: !raw.any.is_empty(), with: !raw.with.is_empty() },
            asked: matches!(
                raw.id.as_str(),
                VOTE_RESULT | VOTE_CALLED | VOTE_COUNTED | UNDECIDED | TRAIL_RECOMMENDS
            ),
            id: raw.id,
            kind: raw.kind,
            subject: raw.subject,
            states: raw.states,
            strong: raw.strong,
            split: raw.split,
            undecided: raw.undecided,
            unasked: raw.unasked,
            own: raw.own,
            label: raw.label,
            contest: raw.contest,
            lines: raw.lines,
            last: raw.last,
            closes: raw.closes,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Rules;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Table {
        rule: Vec<super::RawRule>,
    }

    #[test]
    fn a_rule_is_heard_if_all_that_it_asks_for_stands_in_a_text() {
        let table = r#"
            [[rule]]
            id = "moves"
            kind = "proposal"
            any = ["yrkar", "föreslår"]
            with = ["bifall"]
            not = ["yrkar inte"]
            [[rule]]
            id = "put"
            kind = "voting"
            start = ["under proposition", "proposition"]
        "#;
        let rules = Rules::new(toml::from_str::<Table>(table).unwrap().rule);
        let heard = |text: &str, lead| {
            let heard = rules.heard(text);
            rules.list.iter().zip(&heard).map(|(rule, heard)| rule.is_heard(heard, lead)).collect::<Vec<_>>()
        };
        assert_eq!(heard("ek yrkar bifall", 0), [true, false]);
        assert_eq!(heard("ek yrkar avslag, bifallet foll", 0), [false, false]);
        assert_eq!(heard("alm yrkar inte bifall men foreslar", 0), [false, false]);
        assert_eq!(heard("- proposition pa bifall", 2), [false, true]);
        assert_eq!(heard("efter proposition", 2), [false, false]);
        assert!(rules.heard("proposition")[1].is_said() && !rules.heard("en proposition")[1].is_said());
    }
}

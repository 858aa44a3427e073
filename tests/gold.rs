//! Annotated minutes (`*.gold.xml`) as the values that the stages pass on.
//!
//! With a perfect outline and perfect mentions, the facts can be measured alone. The format is XML of a narrow kind
//! (`doc`, `item`, `seg`, `e`, `pb`); a line that holds nothing but tags is no line of the text.

#![allow(dead_code, reason = "the example program and the tests use different parts")]

use protokoll::extract::Mention;
use protokoll::identify::Identified;
use protokoll::outline::{Evidence, Item, Outline, Segment};
use protokoll::read;
use protokoll::record::{EntityValue, Record};
use protokoll::repair::Repair;
use protokoll::text::Span;
use regex::Regex;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;

type Attributes = BTreeMap<String, String>;

/// One annotated document.
pub(crate) struct Gold {
    /// Attributes of the document.
    pub(crate) attributes: Attributes,
    /// The text without its tags.
    pub(crate) text: String,
    /// Its segments and items.
    pub(crate) outline: Outline,
    /// Its entities.
    pub(crate) mentions: Vec<Mention>,
}

impl Gold {
    /// Reads an annotated document.
    pub(crate) fn parse(source: &str) -> Self {
        let tag = Regex::new(r#"<(/?)([a-z]+)((?:[^<>"]|"[^"]*")*?)(/?)>"#).unwrap();
        let mut marked = String::new();
        for line in source.split('\n') {
            let bare = tag.replace_all(line, "");
            if !bare.trim().is_empty() || !line.contains('<') {
                marked.push_str(line);
                marked.push('\n');
            } else if line.contains("<pb") {
                marked.push_str("\u{c}\n");
            } else {
                marked.push_str(line.trim());
            }
        }
        let mut gold = Self {
            attributes: Attributes::new(),
            text: String::new(),
            outline: Outline::default(),
            mentions: Vec::new(),
        };
        let (mut at, mut open, mut item) = (0, Vec::new(), None);
        for found in tag.captures_iter(&marked) {
            let whole = found.get(0).unwrap();
            gold.text.push_str(&unescape(&marked[at..whole.start()]));
            at = whole.end();
            if !found[4].is_empty() {
                continue;
            }
            if found[1].is_empty() {
                let attributes = attributes(&found[3]);
                if &found[2] == "item" {
                    item = Some(u32::try_from(gold.outline.items.len()).unwrap());
                    gold.outline.items.push(heading(&attributes, gold.text.len()));
                }
                open.push((attributes, gold.text.len()));
            } else {
                let (attributes, start) = open.pop().expect("every tag is opened before it is closed");
                let span = Span::new(start, gold.text.len()).trim(&gold.text);
                match &found[2] {
                    "doc" => gold.attributes = attributes,
                    "item" => {
                        let last = gold.outline.items.last_mut().unwrap();
                        last.span = Span::new(last.span.start(), gold.text.len()).trim(&gold.text);
                        item = None;
                    }
                    "seg" => gold.outline.segments.push(Segment {
                        kind: value(&attributes["t"]),
                        item,
                        continues: attributes.contains_key("cont"),
                        span,
                        evidence: Evidence { rule: "annotated", words: None },
                    }),
                    _ => gold.mentions.push(Mention {
                        span,
                        text: span.of(&gold.text).split_whitespace().collect::<Vec<_>>().join(" "),
                        value: entity(&attributes),
                        confidence: 1.0,
                    }),
                }
            }
        }
        gold.text.push_str(&unescape(&marked[at..]));
        gold.outline.form = gold.attributes.get("type").map(|form| value(form));
        gold
    }

    /// The record that the last stage makes of it.
    pub(crate) fn record(&self, path: &str) -> Record {
        let source = read::read(path, self.text.as_bytes()).expect("annotated minutes are text");
        let language = Identified { language: self.attributes["lang"].parse().ok(), confidence: 1.0 };
        let repair = Repair { text: self.text.clone(), ..Repair::default() };
        protokoll::assemble::assemble(&source, &language, &repair, &self.outline, &self.mentions)
    }
}

fn attributes(text: &str) -> Attributes {
    let one = Regex::new(r#"([a-z_]+)\s*=\s*"([^"]*)""#).unwrap();
    one.captures_iter(text).map(|found| (found[1].to_owned(), unescape(&found[2]))).collect()
}

fn unescape(text: &str) -> String {
    text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&")
}

fn heading(attributes: &Attributes, start: usize) -> Item {
    Item {
        number: attributes.get("no").cloned(),
        title: attributes.get("title").cloned(),
        case_numbers: attributes.get("case").cloned().into_iter().collect(),
        continues: false,
        span: Span::new(start, start),
    }
}

fn value<T: DeserializeOwned>(word: &str) -> T {
    serde_json::from_value(Value::String(word.to_owned())).expect("a word of the record")
}

fn entity(attributes: &Attributes) -> EntityValue {
    let text = |key: &str| attributes.get(key).cloned();
    match attributes["t"].as_str() {
        "person" => EntityValue::Person { party: text("party"), role: text("role") },
        "party" => EntityValue::Party,
        "municipality" => EntityValue::Municipality { code: text("code") },
        "organisation" => EntityValue::Organisation,
        "place" => EntityValue::Place,
        "date" => EntityValue::Date { iso: text("iso") },
        "case" => EntityValue::Case,
        "money" => EntityValue::Money {
            amount: text("amount").and_then(|amount| amount.parse().ok()),
            currency: text("currency"),
        },
        "law" => EntityValue::Law { norm: text("norm") },
        other => panic!("no such entity: {other}"),
    }
}

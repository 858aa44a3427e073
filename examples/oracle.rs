//! Records made with a perfect outline and perfect mentions: what the last stage can do at best.
//!
//! `cargo run --example oracle -- DIR > records.jsonl` reads every `*.gold.xml` of a folder.

use protokoll::extract::Mention;
use protokoll::gold::Gold;
use protokoll::identify::Identified;
use protokoll::outline::{Evidence, Item, Outline, Segment};
use protokoll::read;
use protokoll::record::MadeWith;
use protokoll::record::Record;
use protokoll::repair::Repair;
use protokoll::text::Span;
use std::error::Error;
use std::ops::Range;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn Error>> {
    for folder in std::env::args().skip(1) {
        let mut paths: Vec<PathBuf> = std::fs::read_dir(folder)?
            .map(|entry| Ok(entry?.path()))
            .collect::<Result<_, std::io::Error>>()?;
        paths.sort();
        for path in paths {
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            if let Some(stem) = name.strip_suffix(".gold.xml") {
                let gold = Gold::parse(&std::fs::read_to_string(&path)?)?;
                println!("{}", serde_json::to_string(&record(&gold, &format!("{stem}.txt"))?)?);
            }
        }
    }
    Ok(())
}

/// The record that the last stage makes of what is annotated.
fn record(gold: &Gold, path: &str) -> Result<Record, Box<dyn Error>> {
    let span = |range: &Range<usize>| Span::new(range.start, range.end).trim(&gold.text);
    let item = |item: &protokoll::gold::Item| Item {
        number: item.number.clone(),
        title: item.title.clone(),
        case_numbers: item.case.iter().cloned().collect(),
        continues: false,
        span: span(&item.range),
    };
    let segment = |segment: &protokoll::gold::Segment| -> Result<Segment, Box<dyn Error>> {
        Ok(Segment {
            kind: segment.kind,
            item: segment.item.map(u32::try_from).transpose()?,
            continues: segment.continues,
            span: span(&segment.range),
            lead: None,
            evidence: Evidence { rule: "annotated", words: None },
        })
    };
    let mention = |entity: &protokoll::gold::Entity| {
        let span = span(&entity.range);
        Mention {
            span,
            text: span.of(&gold.text).split_whitespace().collect::<Vec<_>>().join(" "),
            value: entity.value.clone(),
            confidence: 1.0,
        }
    };
    let outline = Outline {
        form: Some(gold.head.kind),
        items: gold.items.iter().map(item).collect(),
        segments: gold.segments.iter().map(segment).collect::<Result<_, _>>()?,
    };
    let mentions: Vec<Mention> = gold.entities.iter().map(mention).collect();
    let source = read::read(path, gold.text.as_bytes())?;
    let language = Identified { language: Some(gold.head.language), confidence: 1.0 };
    let repair = Repair { text: gold.text.clone(), ..Repair::default() };
    Ok(protokoll::assemble::assemble(
        &source,
        &language,
        &repair,
        &outline,
        &mentions,
        &[],
        MadeWith::default(),
    ))
}

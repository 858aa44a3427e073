//! Any bytes: they are refused with a reason, or become a record whose repairs can be put back.

#![no_main]

use libfuzzer_sys::fuzz_target;
use protokoll::repair::{Level, Settings as Repair};
use protokoll::{Language, Pipeline, Settings};
use std::sync::LazyLock;

static PIPELINES: LazyLock<Vec<Pipeline>> = LazyLock::new(|| {
    let languages = Language::ALL.map(Some).into_iter().chain([None]);
    let pipeline = |language| {
        let repair = Repair { level: Level::Bold, ..Repair::default() };
        Pipeline::new(Settings { language, repair })
    };
    languages.map(pipeline).collect()
});

fuzz_target!(|data: &[u8]| {
    let Some((&first, bytes)) = data.split_first() else { return };
    let pipeline = &PIPELINES[usize::from(first) % PIPELINES.len()];
    let Ok(document) = pipeline.repair("fuzz", bytes) else { return };
    let mut text = document.repair.text.clone();
    let places: Vec<_> = document.repair.edits.iter().collect();
    for (edit, at) in places.iter().rev() {
        text.replace_range(at.range(), edit.at.of(&document.source.text));
    }
    assert_eq!(text, document.source.text, "the originals put back");
    pipeline.process("fuzz", bytes).expect("what can be read has a record");
});

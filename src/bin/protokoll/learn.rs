//! `protokoll learn`.

use crate::args::Learn;
use crate::exit::Exit;
use crate::json_lines;
use crate::messages::say;
use anyhow::{Context, Result};
use protokoll::Language;
use protokoll::batch;
use protokoll::learn::Lessons;
use std::io::{self, Write};
use std::path::Path;

/// A page as it truly reads and as it was read; files of pairs say more, which does not matter here.
#[derive(serde::Deserialize)]
struct Pair {
    truth: String,
    ocr: String,
    #[serde(default)]
    lang: Option<String>,
}

/// Learns from pairs, and writes what was learned.
pub(crate) fn learn(args: &Learn) -> Result<Exit> {
    let mut lessons = Lessons::default();
    let (mut useful, mut useless) = (0_u32, 0_u32);
    for path in &args.pairs {
        for pair in json_lines::values::<Pair>(path)? {
            let (place, pair) = pair?;
            let language = pair.lang.as_deref().and_then(|code| code.parse::<Language>().ok());
            match lessons.add(&pair.truth, &pair.ocr, language) {
                Ok(()) => useful += 1,
                Err(error) => {
                    useless += 1;
                    say(&format!("{place}: {error}"));
                }
            }
        }
    }
    let mut json = serde_json::to_vec_pretty(&lessons.finish()).expect("counts have strings for keys");
    json.push(b'\n');
    match args.output.as_deref().filter(|path| *path != Path::new("-")) {
        Some(path) => {
            batch::write_whole(path, &json).with_context(|| format!("cannot write {}", path.display()))?;
            say(&format!("learned from {useful} texts"));
        }
        None => io::stdout().write_all(&json).context("cannot write to stdout")?,
    }
    Ok(if useless == 0 { Exit::Success } else { Exit::SomeFailed })
}

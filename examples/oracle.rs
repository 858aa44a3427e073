//! Records made with a perfect outline and perfect mentions: what the last stage can do at best.
//!
//! `cargo run --example oracle -- DIR > records.jsonl` reads every `*.gold.xml` of a folder.

#[path = "../tests/gold.rs"]
mod gold;

use std::error::Error;
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
                let gold = gold::Gold::parse(&std::fs::read_to_string(&path)?);
                println!("{}", serde_json::to_string(&gold.record(&format!("{stem}.txt")))?);
            }
        }
    }
    Ok(())
}

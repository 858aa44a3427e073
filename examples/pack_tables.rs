//! Packs the sorted text tables that `corpora/build/build.py` writes into the maps that the program embeds.
//!
//! Usage: `cargo run --example pack_tables -- FROM TO`, where FROM holds `*.tsv` (key, tab, value; sorted by key bytes)
//! and `*.bin`. The maps are written to TO with the ending `.fst`; `*.bin` files are copied as they are.

use std::fs;
use std::io::BufWriter;
use std::path::Path;

fn main() -> anyhow::Result<()> {
    let mut given = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (given.next(), given.next()) else {
        anyhow::bail!("usage: pack_tables FROM TO");
    };
    let (from, to) = (Path::new(&from), Path::new(&to));
    let mut files: Vec<_> =
        fs::read_dir(from)?.map(|entry| entry.map(|e| e.path())).collect::<Result<_, _>>()?;
    files.sort();
    for file in files {
        let Some(stem) = file.file_stem() else { continue };
        match file.extension().and_then(|e| e.to_str()) {
            Some("tsv") => {
                let target = to.join(stem).with_extension(match stem.to_str() {
                    Some(name) if name.contains('.') => {
                        format!("{}.fst", name.rsplit('.').next().unwrap_or(name))
                    }
                    _ => "fst".into(),
                });
                let mut map = fst::MapBuilder::new(BufWriter::new(fs::File::create(&target)?))?;
                for line in fs::read_to_string(&file)?.lines() {
                    if let Some((key, value)) = line.split_once('\t') {
                        map.insert(key, value.parse()?)?;
                    }
                }
                map.finish()?;
                println!("{} {}", target.display(), fs::metadata(&target)?.len());
            }
            Some("bin") => {
                fs::copy(&file, to.join(file.file_name().unwrap_or_default()))?;
            }
            _ => {}
        }
    }
    Ok(())
}

//! Trains the tagger of people, organisations and places, and measures it.
//!
//! `cargo run --release --example train_tagger -- DIR` reads `*-train.iob2(.xz)` in DIR (two columns, token and IOB2 tag, an
//! empty line after each sentence), writes `corpora/tagger/model.bin` and measures it on `*-dev.iob2(.xz)`; two runs give
//! the same bytes. With `--measure` it only measures the model that the program embeds. `.xz` needs the command `xz`.
//! Settings for trials: `--epochs N --rows N --l1 X --out FILE`.

mod data;
mod measure;
mod noise;
mod random;
mod train;

use std::path::PathBuf;

fn main() -> anyhow::Result<()> {
    let mut folder = None;
    let mut out = PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/corpora/tagger/model.bin"));
    let mut only_measure = false;
    let mut settings = train::Settings::default();
    let mut given = std::env::args().skip(1);
    while let Some(argument) = given.next() {
        let mut value = || given.next().ok_or_else(|| anyhow::anyhow!("{argument} wants a value"));
        match argument.as_str() {
            "--measure" => only_measure = true,
            "--epochs" => settings.epochs = value()?.parse()?,
            "--rows" => settings.rows = value()?.parse()?,
            "--l1" => settings.l1 = value()?.parse()?,
            "--l2" => settings.l2 = value()?.parse()?,
            "--rate" => settings.rate = value()?.parse()?,
            "--out" => out = value()?.into(),
            _ => folder = Some(PathBuf::from(&argument)),
        }
    }
    let folder = folder.ok_or_else(|| anyhow::anyhow!("usage: train_tagger [--measure] DIR"))?;
    let noise = noise::Noise::read()?;
    if only_measure {
        measure::all(&data::read_all(&folder, "-dev")?, &noise, protokoll::extract::tagger::Tagger::new());
        return Ok(());
    }
    let dev = data::read_all(&folder, "-dev")?;
    let packed = train::train(&data::read_all(&folder, "-train")?, &noise, &settings);
    std::fs::write(&out, &packed)?;
    println!("{} {}", out.display(), packed.len());
    measure::all(&dev, &noise, measure::tagger_of(packed));
    Ok(())
}

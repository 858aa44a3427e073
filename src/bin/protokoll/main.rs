//! The command line.

use anyhow::{Context, Result};
use protokoll::{Pipeline, Settings};

fn main() -> Result<()> {
    let pipeline = Pipeline::new(Settings::default());
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).with_context(|| path.clone())?;
        println!("{}", serde_json::to_string(&pipeline.process(&path, &bytes)?)?);
    }
    Ok(())
}

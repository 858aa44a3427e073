//! `protokoll explain`.

use crate::args::Explain;
use crate::exit::Exit;
use crate::messages::{printable, say};
use anyhow::{Context, Result, anyhow};
use protokoll::Pipeline;
use protokoll::record::DamageKind;
use protokoll::repair::{CandidateKind, ExplainedWord, Explanation, Ruling};
use std::fmt::{self, Write as _};
use std::io::{self, Read, Write};
use std::path::Path;

/// Shows why the words of the lines asked for are as they are.
pub(crate) fn explain(args: &Explain) -> Result<Exit> {
    let shown = args.file.display().to_string();
    let mut bytes = Vec::new();
    let read = if args.file == Path::new("-") {
        io::stdin().read_to_end(&mut bytes)
    } else {
        std::fs::File::open(&args.file).and_then(|mut file| file.read_to_end(&mut bytes))
    };
    read.with_context(|| format!("cannot read {shown}"))?;
    let pipeline = Pipeline::new(args.reading.pipeline()?);
    let mut out = String::new();
    for &line in &args.at {
        let found =
            pipeline.explain(&shown, &bytes, line.get()).map_err(|error| anyhow!("{shown}: {error}"))?;
        let found = match found {
            Ok(found) => found,
            Err(none) => {
                say(&format!("{shown} has no line {line}: it has {}", none.lines));
                return Ok(Exit::Usage);
            }
        };
        let blank = if out.is_empty() { "" } else { "\n" };
        writeln!(out, "{blank}{line}: {}", printable(found.stretch.of(&found.text)))?;
        show(&mut out, &found, args.all)?;
    }
    match io::stdout().write_all(out.as_bytes()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            Err(error).context("cannot write to stdout")
        }
        _ => Ok(Exit::Success),
    }
}

fn show(out: &mut String, found: &Explanation, all: bool) -> fmt::Result {
    writeln!(out, "   {}", damage(found.damage))?;
    for word in &found.words {
        let settled = word.ruling == Ruling::Left && word.candidates.len() < 2;
        if !settled || all {
            show_word(out, &found.text, word)?;
        }
    }
    Ok(())
}

fn show_word(out: &mut String, text: &str, word: &ExplainedWord) -> fmt::Result {
    let read = printable(word.at.of(text));
    let with = printable(word.with.as_deref().unwrap_or_default());
    match word.ruling {
        Ruling::Left if word.with.is_none() => writeln!(out, "\n   {read}: left")?,
        Ruling::Left => writeln!(out, "\n   {read}: left, {with} is not likely enough")?,
        Ruling::Suggested => writeln!(out, "\n   {read}: left, {with} is suggested")?,
        Ruling::Doubtful => writeln!(out, "\n   {read} -> {with}: changed, doubtful")?,
        Ruling::Changed => writeln!(out, "\n   {read} -> {with}: changed")?,
    }
    if let Some((change, sure)) = word.needed {
        let bar = |p: f32| if p > 1.0 { "never".to_owned() } else { format!("from {p:.4}") };
        writeln!(
            out,
            "   sure by {:.4}; such a word is changed {}, without doubt {}",
            word.confidence,
            bar(change),
            bar(sure)
        )?;
    }
    if word.candidates.is_empty() {
        return writeln!(out, "   by a rule for signs: sure by {:.4}", word.confidence);
    }
    writeln!(
        out,
        "      {:<28} {:<9} {:>8} {:>8} {:>8} {:>11}",
        "candidate", "is", "reading", "word", "context", "probability"
    )?;
    for candidate in &word.candidates {
        writeln!(
            out,
            "      {:<28} {:<9} {:>8.2} {:>8.2} {:>8.2} {:>11.4}{}",
            printable(&candidate.text),
            kind(candidate.kind),
            candidate.channel,
            candidate.lexicon,
            candidate.context,
            candidate.probability,
            if candidate.vouched { "  the document shows it elsewhere" } else { "" }
        )?;
    }
    Ok(())
}

const fn kind(kind: CandidateKind) -> &'static str {
    match kind {
        CandidateKind::Word => "word",
        CandidateKind::Compound => "compound",
        CandidateKind::Name => "name",
        CandidateKind::Guess => "guess",
        CandidateKind::AsRead => "as read",
    }
}

const fn damage(kind: DamageKind) -> &'static str {
    match kind {
        DamageKind::Clean => "no damage was found here: nothing is looked at",
        DamageKind::EnglishModel => "read with the English model",
        DamageKind::NeighbourModel => "read with a neighbour's model",
        DamageKind::OwnModel => "read with the language's own model from a bad copy",
        _ => "damaged",
    }
}

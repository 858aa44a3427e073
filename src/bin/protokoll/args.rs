//! What the user may type.

use crate::exit;
use anyhow::{Context, Result, anyhow};
use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Parser, Subcommand, ValueEnum};
use protokoll::Language;
use protokoll::batch;
use protokoll::measure::gate::Floor;
use protokoll::pipeline::{CueFile, Mask};
use protokoll::repair::{self, LearnedChannel, NeverChange, WordList};
use std::io::IsTerminal;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::sync::Arc;

/// Repairs, segments and structures OCR'd minutes of Scandinavian municipalities.
#[derive(Debug, Parser)]
#[command(version, after_help = exit::TABLE, arg_required_else_help = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Write a record for each document, one JSON object a line, in the order of the inputs.
    ///
    /// A document that cannot be read (not text, unreadable, empty, too large) has no record: it is listed with its path
    /// and the reason on stderr and, with -o, in <OUTPUT>.errors.jsonl. The other documents are done.
    Run(Run),
    /// Print the repaired text of each document, or what was changed in it.
    ///
    /// Several documents on stdout are told apart by a line `==> PATH <==` before each.
    Repair(Repair),
    /// Run the pipeline over documents with annotated texts or expected records beside them, and show how well its
    /// records agree with them.
    ///
    /// CORPUS is a folder. NAME.gold.xml is an annotated text (docs/gold.md says how to write one), measured figure by
    /// figure; NAME.expected.json is a whole record, which must be equal. NAME.txt is the text that is read; without it
    /// the text of the annotation is.
    Check(Check),
    /// Show what changed between the records of two runs, document by document and item by item.
    ///
    /// Documents are matched by their paths (then by their contents), items by their numbers (then by their titles). The
    /// order of the documents does not matter. A document in which only something else differs (recipients, the order of
    /// those present, a confidence) is told of as changed otherwise, with the first such place.
    Diff(Diff),
    /// Learn from pages of an archive how its prints are misread: for `--channel`.
    ///
    /// Twenty pages that somebody has corrected are enough to begin with. What is learned is counts of letters, no text.
    Learn(Learn),
    /// Show why the words of a line were changed, or left: what else they may have been, and what each costs.
    ///
    /// Costs are in nats, negative natural logarithms of probabilities: the less, the likelier. `reading` is what it costs
    /// that the candidate was read as it was, `word` what it costs wherever it stands, `context` how much dearer its
    /// neighbours make it, against the likeliest.
    Explain(Explain),
    /// Show which cues each document was cut by, which of its lines no cue explains, and which lines look like headings that
    /// no cue knows.
    ///
    /// At the end, the commonest of these suspects stand in a form that can be pasted into a file for --cues (docs/cues.md):
    /// the section of each is to be checked.
    Coverage(Coverage),
    /// Print the JSON Schema of the records.
    #[command(after_help = exit::TABLE)]
    Schema,
}

/// `protokoll run`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Run {
    #[command(flatten)]
    pub(crate) work: Work,

    /// Write the records to this file; it is replaced only when all are written. An interrupted run leaves what it
    /// has done, whole records only, in <OUTPUT>.partial. Without it (or with `-`) records go to stdout.
    #[arg(short, long, value_name = "OUTPUT")]
    pub(crate) output: Option<PathBuf>,
}

/// `protokoll repair`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Repair {
    #[command(flatten)]
    pub(crate) work: Work,

    /// Write the repaired texts to this folder, each under the path of its document. Without it (or with `-`) they go to
    /// stdout.
    #[arg(short, long, value_name = "FOLDER")]
    pub(crate) output: Option<PathBuf>,

    /// Show the changed lines, before and after, and how sure each change is.
    #[arg(long)]
    pub(crate) diff: bool,

    /// Colours in --diff; `auto` is on a terminal, unless NO_COLOR is set.
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    pub(crate) color: Color,
}

/// `protokoll explain`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Explain {
    /// The document, or `-` for standard input.
    #[arg(value_name = "FILE")]
    pub(crate) file: PathBuf,

    /// Line of the document as it was read, counted from 1. Can be given several times.
    #[arg(long, required = true, value_name = "LINE")]
    pub(crate) at: Vec<NonZeroUsize>,

    /// Words that nothing else was weighed for, too.
    #[arg(long)]
    pub(crate) all: bool,

    #[command(flatten)]
    pub(crate) reading: Reading,
}

/// `protokoll learn`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Learn {
    /// Pages as they truly read and as they were read: JSON Lines with `truth` and `ocr`, and `lang` (sv, da, nb, nn)
    /// where it is known.
    #[arg(required = true, value_name = "PAIRS")]
    pub(crate) pairs: Vec<PathBuf>,

    /// Write what was learned to this file. Without it (or with `-`) it goes to stdout.
    #[arg(short, long, value_name = "CHANNEL")]
    pub(crate) output: Option<PathBuf>,
}

/// `protokoll check`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Check {
    /// Folder of documents.
    #[arg(value_name = "CORPUS")]
    pub(crate) corpus: PathBuf,

    /// Feed these texts instead, as OCR read them: JSON Lines with `id` (the name of the document, with its folders or,
    /// where only one is called so, without) and `ocr`.
    #[arg(long, value_name = "PAIRS")]
    pub(crate) pairs: Option<PathBuf>,

    /// Compare with the figures of an earlier run.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Write the figures of this run to the baseline, and the records of this run to the expected ones.
    /// Nothing is written if a document fails or a floor is not held.
    #[arg(long, requires = "baseline")]
    pub(crate) update: bool,

    /// How much worse than in the baseline a figure may be, in its own unit (percentage points for shares).
    #[arg(long, value_name = "POINTS", default_value_t = 0.0, value_parser = points, requires = "baseline")]
    pub(crate) max_drop: f64,

    /// Worst value that a figure may have, as `items=95` or, in one language, `sv/items=95`; for error rates and the
    /// like, where less is better, the largest. Can be given several times.
    #[arg(long, value_name = "FIGURE=VALUE")]
    pub(crate) floor: Vec<Floor>,

    /// Try tables from this folder in the place of those in the program: a file in it replaces the table of the same
    /// path below corpora/ (cues/facts/sv.toml).
    #[arg(long, value_name = "FOLDER")]
    pub(crate) tables: Option<PathBuf>,

    /// Form of the report.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: ReportFormat,

    /// List every miss and false alarm with its document, line, rule and evidence.
    #[arg(long)]
    pub(crate) details: bool,

    /// Number of threads, no more than four for each core [default: one per core]. The output does not depend on it.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// No progress; documents that cannot be read are still told of.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

impl Check {
    pub(crate) fn limits(&self) -> batch::Settings {
        batch::Settings { threads: self.jobs.map(NonZeroUsize::get), ..batch::Settings::default() }
    }
}

/// Form of the report of `protokoll check`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum ReportFormat {
    /// Tables that a person reads.
    Text,
    Json,
    /// For a comment on a pull request.
    Markdown,
    /// JUnit XML, for a CI server.
    Junit,
}

/// `protokoll coverage`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Coverage {
    #[command(flatten)]
    pub(crate) work: Work,

    /// Form of the report; json is JSON Lines, one object for each document and one for all.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: CoverageFormat,

    /// Only what is said of all documents.
    #[arg(long)]
    pub(crate) totals: bool,

    /// How many suspects of all documents are shown, the commonest first.
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub(crate) top: usize,
}

/// Form of the report of `protokoll coverage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum CoverageFormat {
    Text,
    Json,
}

/// `protokoll diff`.
#[derive(Debug, clap::Args)]
#[command(after_help = exit::TABLE)]
pub(crate) struct Diff {
    /// Records of the earlier run, JSON Lines; `-` is standard input.
    #[arg(value_name = "OLD")]
    pub(crate) old: PathBuf,

    /// Records of the later run, JSON Lines; `-` is standard input.
    #[arg(value_name = "NEW")]
    pub(crate) new: PathBuf,

    /// Form of the report; json is JSON Lines, one object for each document that changed and one for the summary.
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub(crate) format: DiffFormat,

    /// Only the summary.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

/// Form of the report of `protokoll diff`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum DiffFormat {
    Text,
    Markdown,
    Json,
}

/// When to use colours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Color {
    Auto,
    Always,
    Never,
}

impl Color {
    /// Whether stdout is to be coloured.
    pub(crate) fn on_stdout(self) -> bool {
        match self {
            Self::Always => true,
            Self::Never => false,
            Self::Auto => {
                let set = |name| std::env::var_os(name).is_some_and(|value| !value.is_empty());
                std::io::stdout().is_terminal() && !set("NO_COLOR")
            }
        }
    }
}

/// What every command that does documents needs.
#[derive(Debug, clap::Args)]
pub(crate) struct Work {
    /// Files, folders, or `-` for standard input.
    ///
    /// A folder is walked in the order of its names. Links, hidden files, READMEs, files of data (.json, .jsonl,
    /// .xml, .html, .csv, ...) and what the run itself writes are left alone; everything else in it is read as a
    /// document. A file that is named is always read.
    #[arg(required = true, value_name = "INPUT")]
    pub(crate) inputs: Vec<PathBuf>,

    #[command(flatten)]
    pub(crate) reading: Reading,

    /// Headings and phrases of your archive beside those of the program, and those of the program that mislead there: TOML, as
    /// in docs/cues.md. `protokoll coverage` shows what is worth adding.
    #[arg(long, value_name = "FILE")]
    pub(crate) cues: Option<PathBuf>,

    /// What is masked, letter for letter, in everything that is written.
    #[arg(long, value_name = "WHAT")]
    pub(crate) mask: Option<MaskWhat>,

    /// Number of threads, no more than four for each core [default: one per core]. The output does not depend on it.
    #[arg(short, long, value_name = "N")]
    pub(crate) jobs: Option<NonZeroUsize>,

    /// Largest document, in bytes or with K, M or G.
    #[arg(long, value_name = "SIZE", default_value = "64M", value_parser = size)]
    pub(crate) max_size: u64,

    /// No progress and no summary; documents that cannot be read are still told of.
    #[arg(short, long)]
    pub(crate) quiet: bool,
}

impl Work {
    /// What the pipeline is asked for; the files that say so are read.
    pub(crate) fn pipeline(&self) -> Result<protokoll::Settings> {
        let mask = self.mask.map(|what| match what {
            MaskWhat::PersonalIds => Mask::PersonalIds,
        });
        let cues = |path: &PathBuf| {
            let text =
                std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))?;
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy();
            let cues = CueFile::parse(&name, &text);
            cues.map(Arc::new).map_err(|error| anyhow!("{}, {error}", path.display()))
        };
        let cues = self.cues.as_ref().map(cues).transpose()?;
        Ok(protokoll::Settings { mask, cues, ..self.reading.pipeline()? })
    }

    pub(crate) fn limits(&self) -> batch::Settings {
        batch::Settings { threads: self.jobs.map(NonZeroUsize::get), max_bytes: self.max_size }
    }
}

/// What is masked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum MaskWhat {
    /// Swedish, Norwegian, Danish and Finnish personal numbers, telephone numbers and e-mail addresses, told by form,
    /// checksum and the words beside them. Names, addresses and dates of birth are not.
    PersonalIds,
}

/// How documents are read and repaired.
#[derive(Debug, clap::Args)]
pub(crate) struct Reading {
    /// The written language of the documents, instead of finding it out: sv, da, nb or nn.
    #[arg(long, value_name = "LANGUAGE")]
    pub(crate) lang: Option<Language>,

    /// How bold the repair is: off (nothing is changed, all is suggested), careful (only what is sure), normal, or bold
    /// (suggestions, too, if they are likelier right than wrong).
    #[arg(long, value_name = "LEVEL", default_value_t, value_parser = level())]
    pub(crate) repair: repair::Level,

    /// Words and names beside those of the program, to which damaged forms may be mended: UTF-8, separated by white
    /// space; what begins with a capital is a name, and `#` begins a comment.
    #[arg(long, value_name = "FILE")]
    pub(crate) words: Option<PathBuf>,

    /// Forms that are never changed, in any case: a file like that of --words.
    #[arg(long, value_name = "FILE")]
    pub(crate) never_change: Option<PathBuf>,

    /// What `protokoll learn` has learned from pages of this archive.
    #[arg(long, value_name = "FILE")]
    pub(crate) channel: Option<PathBuf>,
}

impl Reading {
    /// What the pipeline is asked for; the files that say so are read.
    pub(crate) fn pipeline(&self) -> Result<protokoll::Settings> {
        let read = |path: &PathBuf| {
            std::fs::read_to_string(path).with_context(|| format!("cannot read {}", path.display()))
        };
        let learned = |path: &PathBuf| {
            let learned = LearnedChannel::from_json(&read(path)?);
            learned.map_err(|error| anyhow!("{}: {error}", path.display()))
        };
        let repair = repair::Settings {
            level: self.repair,
            words: self.words.as_ref().map(read).transpose()?.as_deref().map(WordList::parse),
            never: NeverChange::parse(&self.never_change.as_ref().map(read).transpose()?.unwrap_or_default()),
            channel: self.channel.as_ref().map(learned).transpose()?,
        };
        Ok(protokoll::Settings { language: self.lang, repair, ..protokoll::Settings::default() })
    }
}

/// The levels of the repair, as a user types them.
fn level() -> impl TypedValueParser<Value = repair::Level> {
    PossibleValuesParser::new(repair::Level::ALL.map(repair::Level::name)).try_map(|name| name.parse())
}

/// A number of points that may be lost.
fn points(text: &str) -> Result<f64, String> {
    let points: f64 = text.parse().map_err(|_| "a number is needed".to_owned())?;
    if points.is_finite() && points >= 0.0 { Ok(points) } else { Err("0 or more is needed".into()) }
}

/// A size as people write it. The limit of 1 GiB is far above any minutes and far below what offsets hold.
fn size(text: &str) -> Result<u64, String> {
    let (digits, unit) = match text.char_indices().next_back() {
        Some((at, 'K' | 'k')) => (&text[..at], 1 << 10),
        Some((at, 'M' | 'm')) => (&text[..at], 1 << 20),
        Some((at, 'G' | 'g')) => (&text[..at], 1 << 30),
        _ => (text, 1),
    };
    let number: u64 =
        digits.parse().map_err(|_| "a number, with K, M or G after it if need be".to_owned())?;
    number
        .checked_mul(unit)
        .filter(|bytes| (1..=1 << 30).contains(bytes))
        .ok_or_else(|| "between 1 byte and 1G".to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Args, size};
    use clap::CommandFactory;

    #[test]
    fn the_arguments_are_consistent() {
        Args::command().debug_assert();
    }

    #[test]
    fn sizes_have_units_and_bounds() {
        assert_eq!((size("64M"), size("12"), size("3k")), (Ok(64 << 20), Ok(12), Ok(3 << 10)));
        for wrong in ["", "M", "-1", "0", "2G", "1.5M", "99999999999999999999", "å"] {
            assert!(size(wrong).is_err(), "{wrong}");
        }
    }
}

//! Bytes per second of the whole pipeline and of each stage, and the time to the first record.
//!
//! The texts are the fixtures, over and over until there is about a megabyte, as single documents: a pipeline that is
//! fast on one long text and slow on many short ones would not help anybody. What is outside the timer: reading files,
//! setting up the tables of the languages (timed on its own below), and dropping the results.
//!
//! `cargo bench --bench pipeline` runs all, with `-- pipeline` only the whole pipeline. One thread.

use divan::Bencher;
use divan::counter::BytesCount;
use protokoll::{Pipeline, Settings, assemble, extract, identify, outline, read, repair};
use std::hint::black_box;
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::LazyLock;
use std::{fmt, fs};

/// Bytes in a workload.
const ENOUGH: usize = 1 << 20;

/// Fixtures as they were written.
const CLEAN: &[&str] = &[
    "sv-kommunfullmaktige-votes",
    "sv-fi-teknisk-namnd",
    "da-byraad-svoemmehal",
    "nb-formannskap-votes",
    "nn-kommunestyre-saksgang",
    "nn-formannskap-web",
];

/// Fixtures as a text recogniser with an English model read them.
const DAMAGED: &[&str] = &[
    "sv-kommunstyrelse-tradhus",
    "sv-fi-stadsstyrelse-gasthamn",
    "da-udvalg-vejvedligehold",
    "da-kommunalbestyrelse-web",
    "nb-kommunestyre-damaged",
    "nn-utval-damaged",
];

/// What the pipeline is given.
#[derive(Clone, Copy)]
enum Workload {
    Clean,
    Damaged,
    /// Nothing is a word: the most that repair can be asked to look up.
    Noise,
    /// A whole book on one line, as some converters leave it.
    OneLine,
}

const ALL: [Workload; 4] = [Workload::Clean, Workload::Damaged, Workload::Noise, Workload::OneLine];

impl fmt::Display for Workload {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Clean => "clean",
            Self::Damaged => "damaged",
            Self::Noise => "noise",
            Self::OneLine => "one line",
        })
    }
}

impl Workload {
    fn documents(self) -> Vec<String> {
        match self {
            Self::Clean => repeated(CLEAN),
            Self::Damaged => repeated(DAMAGED),
            Self::Noise => vec![noise(ENOUGH / 4)],
            Self::OneLine => vec![repeated(CLEAN).concat()[..ENOUGH / 4].replace(['\n', '\x0c'], " ")],
        }
    }
}

fn repeated(names: &[&str]) -> Vec<String> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let once: Vec<String> = names
        .iter()
        .map(|name| fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a fixture in UTF-8"))
        .collect();
    let bytes: usize = once.iter().map(String::len).sum();
    once.iter().cycle().take(once.len() * ENOUGH.div_ceil(bytes)).cloned().collect()
}

/// Words of random letters, the same in every run.
fn noise(bytes: usize) -> String {
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut text = String::with_capacity(bytes);
    while text.len() < bytes {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        text.push(match state % 32 {
            n @ 0..26 => char::from(b'a' + n as u8),
            31 => '\n',
            _ => ' ',
        });
    }
    text
}

static PIPELINE: LazyLock<Pipeline> = LazyLock::new(|| {
    let pipeline = Pipeline::new(Settings::default());
    for text in [CLEAN, DAMAGED].concat().iter().flat_map(|name| repeated(&[name]).into_iter().take(1)) {
        let _ = pipeline.process("warm", text.as_bytes());
    }
    pipeline
});

fn total(documents: &[String]) -> BytesCount {
    BytesCount::new(documents.iter().map(String::len).sum::<usize>())
}

#[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
fn pipeline(bencher: Bencher, workload: Workload) {
    let documents = workload.documents();
    let pipeline = &*PIPELINE;
    bencher.counter(total(&documents)).bench_local(|| {
        for text in &documents {
            let record = pipeline.process("bench", text.as_bytes()).expect("a record");
            black_box(serde_json::to_vec(&record).expect("JSON"));
        }
    });
}

/// The stages one by one, each given what the stages before it made.
mod stage {
    use super::{
        ALL, Bencher, BytesCount, PIPELINE, Workload, assemble, black_box, extract, identify, outline, read,
        repair, total,
    };

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn reading(bencher: Bencher, workload: Workload) {
        let documents = workload.documents();
        bencher.counter(total(&documents)).bench_local(|| {
            for text in &documents {
                let _ = black_box(read::read("bench", text.as_bytes()));
            }
        });
    }

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn identifying(bencher: Bencher, workload: Workload) {
        let documents = workload.documents();
        bencher.counter(total(&documents)).bench_local(|| {
            for text in &documents {
                black_box(identify::identify(text));
            }
        });
    }

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn repairing(bencher: Bencher, workload: Workload) {
        let documents = workload.documents();
        let languages: Vec<_> = documents.iter().map(|text| identify::identify(text).language).collect();
        let _ = &*PIPELINE;
        bencher.counter(total(&documents)).bench_local(|| {
            for (text, language) in documents.iter().zip(&languages) {
                black_box(repair::repair(text, *language, &repair::Settings::default()));
            }
        });
    }

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn outlining(bencher: Bencher, workload: Workload) {
        let documents = repaired(workload);
        bencher.counter(sum(&documents)).bench_local(|| {
            for (text, language) in &documents {
                black_box(outline::outline(text, *language));
            }
        });
    }

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn extracting(bencher: Bencher, workload: Workload) {
        let documents = repaired(workload);
        let outlines: Vec<_> =
            documents.iter().map(|(text, language)| outline::outline(text, *language)).collect();
        bencher.counter(sum(&documents)).bench_local(|| {
            for ((text, language), outline) in documents.iter().zip(&outlines) {
                black_box(extract::extract(text, *language, outline));
            }
        });
    }

    #[divan::bench(args = ALL, sample_count = 10, sample_size = 1)]
    fn assembling(bencher: Bencher, workload: Workload) {
        let documents: Vec<_> = workload
            .documents()
            .iter()
            .map(|text| {
                let document = PIPELINE.repair("bench", text.as_bytes()).expect("a text");
                let language = document.language.language;
                let outline = outline::outline(&document.repair.text, language);
                let mentions = extract::extract(&document.repair.text, language, &outline);
                (document, outline, mentions)
            })
            .collect();
        let bytes = documents.iter().map(|(document, ..)| document.repair.text.len()).sum::<usize>();
        bencher.counter(BytesCount::new(bytes)).bench_local(|| {
            for (document, outline, mentions) in &documents {
                let (source, language, repair) = (&document.source, &document.language, &document.repair);
                let made_with = protokoll::record::MadeWith::default();
                black_box(assemble::assemble(source, language, repair, outline, mentions, &[], made_with));
            }
        });
    }

    fn repaired(workload: Workload) -> Vec<(String, Option<protokoll::Language>)> {
        let repaired = |text: &String| {
            let document = PIPELINE.repair("bench", text.as_bytes()).expect("a text");
            (document.repair.text, document.language.language)
        };
        workload.documents().iter().map(repaired).collect()
    }

    fn sum(documents: &[(String, Option<protokoll::Language>)]) -> BytesCount {
        BytesCount::new(documents.iter().map(|(text, _)| text.len()).sum::<usize>())
    }
}

/// From nothing to a pipeline, and from a new process to its first record, tables of one language included.
mod start {
    use super::{Command, Path, Pipeline, Settings, Stdio, black_box};

    #[divan::bench]
    fn pipeline() {
        black_box(Pipeline::new(Settings::default()));
    }

    #[divan::bench(args = ["sv-kommunstyrelse-tradhus", "nn-formannskap-web"], sample_count = 10, sample_size = 1)]
    fn process_to_first_record(name: &str) {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures").join(format!("{name}.txt"));
        let status = Command::new(env!("CARGO_BIN_EXE_protokoll"))
            .args(["run", "--quiet"])
            .arg(path)
            .stdout(Stdio::null())
            .status()
            .expect("the program");
        assert!(status.success());
    }
}

fn main() {
    divan::main();
}

//! The repair beside general spelling correctors, on the same damaged words with the same lexicon.
//!
//! The texts are the Swedish fixtures as a text recogniser with an English model read them. `symspell` (edit distance 2, the
//! likeliest suggestion) and `spellbook` (Hunspell's way, the first suggestion) get each word that the lexicon does not hold;
//! both know its words and nothing of readers, compounds or neighbours. The repair gets the text. All count its bytes; setting
//! the dictionaries up is outside the timer. What each mends and spoils is in EVALUATION.md.

use divan::Bencher;
use divan::counter::BytesCount;
use fst::Streamer;
use protokoll::Language;
use protokoll::lexicon::{Entry, Lexicon};
use protokoll::repair::{self, Settings};
use std::fmt::Write;
use std::fs;
use std::hint::black_box;
use std::path::Path;
use symspell::{SymSpell, UnicodeStringStrategy, Verbosity};

const DAMAGED: [&str; 2] = ["sv-kommunstyrelse-tradhus", "sv-fi-stadsstyrelse-gasthamn"];

/// Edits that a word may be away.
const DISTANCE: i64 = 2;

fn text() -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures");
    let read = |name| fs::read_to_string(folder.join(format!("{name}.txt"))).expect("a fixture in UTF-8");
    DAMAGED.map(read).concat()
}

/// Words of the text in lower case that the lexicon does not hold.
fn unknown(text: &str) -> Vec<String> {
    let lexicon = Lexicon::of(Language::Swedish);
    text.split(|c: char| !c.is_alphabetic())
        .map(str::to_lowercase)
        .filter(|word| word.len() > 1 && lexicon.get(word).is_none())
        .collect()
}

/// The words of the lexicon that running text shows, with how often one stands in a thousand million.
fn attested() -> Vec<(String, u64)> {
    let mut words = Vec::new();
    let mut stream = Lexicon::of(Language::Swedish).words().stream();
    while let Some((form, value)) = stream.next() {
        let entry = Entry::unpack(value);
        if let Ok(form) = std::str::from_utf8(form)
            && entry.attested
        {
            words.push((form.to_owned(), (1e9 * f64::from(-entry.cost).exp()) as u64 + 1));
        }
    }
    words
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn protokoll(bencher: Bencher) {
    let text = text();
    let settings = Settings::default();
    bencher
        .counter(BytesCount::of_str(&text))
        .bench_local(|| black_box(repair::repair(&text, Some(Language::Swedish), &settings)));
}

#[divan::bench(sample_count = 10, sample_size = 1)]
fn symspell(bencher: Bencher) {
    let text = text();
    let words = unknown(&text);
    let mut dictionary: SymSpell<UnicodeStringStrategy> = SymSpell::default();
    for (form, count) in attested() {
        dictionary.load_dictionary_line(&format!("{form}\t{count}"), 0, 1, "\t");
    }
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        for word in &words {
            black_box(dictionary.lookup(word, Verbosity::Top, DISTANCE));
        }
    });
}

#[divan::bench(sample_count = 1, sample_size = 1)]
fn spellbook(bencher: Bencher) {
    let text = text();
    let words = unknown(&text);
    let forms = attested();
    let mut list = format!("{}\n", forms.len());
    for (form, _) in &forms {
        let _ = writeln!(list, "{form}");
    }
    let dictionary = spellbook::Dictionary::new("SET UTF-8\nTRY esianrtolcdugmphbyfvkwäöå\n", &list)
        .expect("a dictionary");
    let mut suggestions = Vec::new();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| {
        for word in &words {
            dictionary.suggest(word, &mut suggestions);
            black_box(suggestions.first());
        }
    });
}

fn main() {
    divan::main();
}

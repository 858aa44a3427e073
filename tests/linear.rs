//! No text makes the program slow: four times the text may take four times as long, not sixteen.
//!
//! Each text is something that a search, an alignment or a table walk could stumble over. A single measurement on a
//! busy machine proves nothing, so the shortest of several counts, and what is fast anyway is not judged.

use super::promises::PIPELINE;
use std::time::{Duration, Instant};

/// Bytes of the small text; the large one is four times as long.
const SMALL: usize = 24 << 10;

/// Below this nobody waits.
const FAST: Duration = Duration::from_millis(300);

/// How often a text must be found slow.
const TRIES: usize = 3;

/// What stands before and after the hostile text: nothing is fast because it was refused.
const PARAGRAPH: &str = "\n§ 1 Gatubelysning\n\nNämnden beslutar att byta lamporna på Storgatan.\n\n";

fn hostile() -> Vec<(&'static str, String)> {
    [
        ("one word without end", "a"),
        ("capitals without end", "Ö"),
        ("section signs", "§"),
        ("section signs in a column", "§ 1\n"),
        ("numbers", "1 "),
        ("number columns", "1 234 567,89\n"),
        ("one-letter words", "i å "),
        ("full stops", "."),
        ("line-end hyphens", "be-\n"),
        ("equal lines", "Kommunstyrelsens sammanträde Sida 1 av 9\n"),
        ("form feeds", "Sida\n\x0c"),
        ("blank lines", "\n"),
        ("blank pages", "\x0c"),
        ("spaces", " "),
        ("lines of spaces", "   \n"),
        ("open brackets", "("),
        ("names", "Anna Berg (S), "),
        ("surnames joined", "Berg-"),
        ("cues in a row", "beslutar att yrkar bifall reserverar sig "),
        ("cue lines", "Beslut\n"),
        ("points", "1. \na) \n"),
        ("damaged words", "Forvaltningens fors1ag till fullmakfige "),
        ("strokes", "| a "),
        ("strokes far apart", "| enighet med forvaltningens forslag "),
        ("dates", "den 3 mars 1987 "),
        ("days in a row", "3.3."),
        ("combining marks", "a\u{308}\u{308}"),
        (
            "proposals and decisions of one item",
            "Yrkanden\nAnna Berg (S) yrkar att skolan får fem platser till.\n\nBeslut\nSkolan får fem platser i höst.\n\n",
        ),
        ("a long compound", "kommunfullmäktigeledamotsersättare"),
    ]
    .into_iter()
    .map(|(name, unit)| (name, unit.repeat(4 * SMALL / unit.len())))
    .collect()
}

fn within(hostile: &str) -> String {
    [PARAGRAPH, hostile, PARAGRAPH].concat()
}

/// The shortest of three times.
fn time(text: &str) -> Duration {
    let once = || {
        let began = Instant::now();
        let record = PIPELINE.process("hostile", text.as_bytes());
        let took = began.elapsed();
        record.expect("a record");
        took
    };
    (0..3).map(|_| once()).min().unwrap_or_default()
}

/// How much longer a text takes than its beginning, if that is too much.
fn too_slow(text: &str, cut: usize) -> Option<String> {
    let large = time(&within(text));
    if large < FAST {
        return None;
    }
    let small = time(&within(&text[..cut]));
    let ratio = large.as_secs_f64() / small.as_secs_f64();
    (ratio > 9.0).then(|| format!("{small:.0?} for {cut} bytes, {large:.0?} for {}", text.len()))
}

#[test]
fn no_text_takes_more_than_its_length() {
    let mut slow = Vec::new();
    for (name, text) in hostile() {
        let cut = (0..=SMALL).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0);
        // What is slow is so every time; a machine is busy now and then.
        let tries: Option<Vec<String>> = (0..TRIES).map(|_| too_slow(&text, cut)).collect();
        slow.extend(tries.map(|tries| format!("{name}: {tries:?}")));
    }
    assert!(slow.is_empty(), "{slow:#?}");
}

//! Cues of the user's own: what they find, what a record says of them, and what a mistake in them is told with.

use super::workspace::Workspace;
use serde_json::Value;

const MINUTES: &str = "BROSTADS KOMMUN\nKommunstyrelsen\nSammanträdesprotokoll 2024-03-05\n\n\
    § 12 Ny bro över ån\n\nBeslut\n\nKommunstyrelsen bygger bron.\n\nSammanfattning av ärendet\n\nBron är gammal.\n\n\
    Mälarklausul\n\nBertil Ek (S) vill inte ha någon bro.\n\n\
    Beslutet skickas till\n\nTekniska kontoret\n";

const CUES: &str = "# ours\n[[sv.section]]\nid = \"reservation\"\nheads = [\"mälarklausul\"]\n";

fn record(workspace: &Workspace, options: &[&str]) -> Value {
    let arguments: Vec<&str> = ["run", "--quiet", "in.txt"].iter().chain(options).copied().collect();
    let ran = workspace.run(&arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("a record")
}

/// The kind and the rule of the segment in which words stand.
fn segment_of(record: &Value, words: &str) -> (String, String) {
    let text = record["text"].as_str().expect("a text");
    let at = text[..text.find(words).expect("the words")].chars().count() as u64;
    let segments = record["segments"].as_array().expect("a list");
    let holds =
        |segment: &&Value| segment["start"].as_u64() <= Some(at) && Some(at) < segment["end"].as_u64();
    let segment = segments.iter().find(holds).expect("a segment");
    let field = |name: &str| segment[name].as_str().expect("a string").to_owned();
    (field("kind"), field("rule"))
}

#[test]
fn a_cue_that_the_program_does_not_have_finds_its_segment() {
    let workspace = Workspace::with([("in.txt", MINUTES.as_bytes()), ("own.toml", CUES.as_bytes())]);
    let without = record(&workspace, &[]);
    assert_eq!(segment_of(&without, "vill inte").0, "background");
    assert_eq!(without["made_with"]["cues"], Value::Null);
    let with = record(&workspace, &["--cues", "own.toml"]);
    assert_eq!(segment_of(&with, "vill inte"), ("reservation".to_owned(), "reservation".to_owned()));
    assert_eq!(with["items"][0]["reservations"][0]["by"][0]["name"], "Bertil Ek");
    assert_eq!(with["made_with"]["cues"]["name"], "own.toml");
    assert_eq!(with["made_with"]["cues"]["sha256"].as_str().map(str::len), Some(64));
    // A misread letter does not hide it.
    let damaged = MINUTES.replace("Mälarklausul", "Malarklausnl");
    let workspace = Workspace::with([("in.txt", damaged.as_bytes()), ("own.toml", CUES.as_bytes())]);
    let with = record(&workspace, &["--cues", "own.toml", "--repair", "off"]);
    assert_eq!(segment_of(&with, "vill inte").0, "reservation");
}

#[test]
fn the_example_of_the_documentation_is_one() {
    let docs = include_str!("../docs/cues.md");
    let example =
        docs.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("an example");
    let workspace = Workspace::with([("in.txt", MINUTES.as_bytes()), ("own.toml", example.as_bytes())]);
    record(&workspace, &["--cues", "own.toml"]);
}

#[test]
fn a_mistake_is_told_with_its_file_its_line_and_what_is_allowed() {
    let wrong = CUES.replace("heads", "headings");
    let workspace = Workspace::with([("in.txt", MINUTES.as_bytes()), ("own.toml", wrong.as_bytes())]);
    let ran = workspace.run(&["run", "--cues", "own.toml", "in.txt"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(2), ""));
    for said in ["own.toml, line 4", "headings", "heads"] {
        assert!(ran.stderr.contains(said), "{}", ran.stderr);
    }
    let ran = workspace.run(&["run", "--cues", "none.toml", "in.txt"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("none.toml"), "{}", ran.stderr);
}

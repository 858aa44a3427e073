//! `protokoll coverage`: what cues explain, what they do not, and a file of cues from it.

use super::workspace::Workspace;
use serde_json::Value;

fn minutes(number: u32, matter: &str) -> String {
    format!(
        "BROSTADS KOMMUN\nKommunstyrelsen\nSammanträdesprotokoll 2024-03-05\n\n\
        § {number} {matter}\n\nSammanfattning av ärendet\n\nBron är gammal.\n\n\
        Mälarklausul\n\nFörbehåll finns i avtalet med byalaget.\n\n\
        Protokollsanmälningar\n\nAnna Ek (S) vill ha en bro.\n\n\
        Beslut\n\nKommunstyrelsen bygger bron.\n\nBeslutet skickas till\n\nTekniska kontoret\n"
    )
}

fn workspace() -> Workspace {
    let (one, two) = (minutes(12, "Ny bro över ån"), minutes(13, "Väg till bron"));
    Workspace::with([
        ("in/a.txt", one.as_bytes()),
        ("in/b.txt", two.as_bytes()),
        ("in/c.txt", b"\x89PNG\r\n\x1a\n\0\0"),
    ])
}

#[test]
fn a_person_reads_what_was_met_what_was_not_and_what_is_worth_adding() {
    let workspace = workspace();
    let ran = workspace.run(&["coverage", "--quiet", "in"]);
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    assert!(ran.stderr.contains("c.txt"));
    let (first, rest) = ran.stdout.split_once("==> b.txt <==").expect("a report for each");
    for said in [
        "==> a.txt <==",
        "decision",
        "Beslut",
        "Sammanfattning av ärendet",
        "11  Mälarklausul",
        "alone on its line",
    ] {
        assert!(first.contains(said), "{said}: {first}");
    }
    assert!(first.contains("near a known heading: \"protokollsanteckningar\" of statement"), "{first}");
    for said in
        ["2 documents: ", "Mälarklausul  (2 times in 2 documents", "[[sv.section]]", "\"mälarklausul\","]
    {
        assert!(rest.contains(said), "{said}: {rest}");
    }
    assert!(!rest.contains("\"beslut\""), "{rest}");
    let totals = workspace.run(&["coverage", "--quiet", "--totals", "--top", "1", "in"]).stdout;
    assert!(!totals.contains("==>") && totals.matches("2 documents:").count() >= 1, "{totals}");
    assert_eq!(totals.matches("  \"").count(), 1, "{totals}");
}

#[test]
fn what_is_shown_can_be_pasted_and_is_no_suspect_then() {
    let workspace = workspace();
    let shown = workspace.run(&["coverage", "--quiet", "in"]).stdout;
    let cues = shown.split_once("docs/cues.md):\n").expect("cues").1;
    std::fs::write(workspace.path("own.toml"), cues).expect("a file");
    let ran = workspace.run(&["coverage", "--quiet", "--cues", "own.toml", "--format", "json", "in"]);
    assert_eq!(ran.code, Some(3), "{}", ran.stderr);
    let lines: Vec<Value> =
        ran.stdout.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[2]["summary"]["suspects"], serde_json::json!([]));
    let met = lines[0]["met"].as_array().expect("a list");
    assert!(
        met.iter().any(|met| met["rule"] == "statement" && met["words"] == "Protokollsanmälningar"),
        "{met:?}"
    );
}

#[test]
fn a_program_reads_the_same_whatever_the_number_of_threads() {
    let workspace = workspace();
    let run = |jobs| workspace.run(&["coverage", "--quiet", "--format", "json", "--jobs", jobs, "in"]).stdout;
    let once = run("1");
    assert_eq!(once, run("4"));
    let lines: Vec<Value> = once.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!((lines[0]["path"].as_str(), lines[0]["language"].as_str()), (Some("a.txt"), Some("sv")));
    assert!(lines[0]["unexplained_lines"].as_u64() < lines[0]["lines"].as_u64());
    let suspects = lines[0]["suspects"].as_array().expect("a list");
    assert!(suspects.iter().any(|one| one["text"] == "Mälarklausul" && one["line"] == 11), "{suspects:?}");
    let summary = &lines[2]["summary"];
    assert_eq!((&summary["documents"], &summary["suspects"][0]["documents"]), (&2.into(), &2.into()));
    assert!(summary["cues"].as_str().expect("TOML").contains("[[sv.section]]"));
}

#[test]
fn where_nothing_matches_the_record_says_so() {
    let text = "Kommunstyrelsen\nProtokoll 2024-03-05\n\n§ 12 Ny bro\n\nBron är gammal.\n\n§ 13 Ny väg\n\nBeslut\n\nVägen byggs.\n";
    let workspace = Workspace::with([("in.txt", text.as_bytes())]);
    let record: Value =
        serde_json::from_str(&workspace.run(&["run", "--quiet", "--lang", "sv", "in.txt"]).stdout)
            .expect("a record");
    let warnings = record["warnings"].as_array().expect("a list");
    let told: Vec<&Value> =
        warnings.iter().filter(|warning| warning["code"] == "nothing_recognised").collect();
    assert_eq!(told.len(), 1, "{warnings:?}");
    assert_eq!(told[0]["start"], record["items"][0]["start"]);
    let said = told[0]["message"].as_str().expect("a message");
    assert!(said.contains("in this item no cue") && said.contains("protokoll coverage"), "{said}");
    let rules: Vec<&str> = record["segments"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|one| one["rule"].as_str())
        .collect();
    assert!(!said.contains("last") || rules.contains(&"last_said"), "{said}: {rules:?}");
}

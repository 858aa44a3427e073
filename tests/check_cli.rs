//! `protokoll check` as a user meets it: corpora, gates, forms of the report, exit codes.

use super::workspace::{Ran, Workspace};
use serde_json::Value;
use std::collections::BTreeMap;

const GOLD: &str = r#"<doc lang="sv" type="minutes" country="SE" municipality="1480" body="Valnämnden" date="2023-05-04">
<item no="§ 1" title="Val av justerare">
<seg t="heading">
§ 1
Val av justerare
</seg>
<seg t="decision" outcome="elected">
Valnämndens beslut

<e t="person" party="S">Anna Berg</e> (S) utses att justera protokollet den <e t="date" iso="2023-05-08">8 maj 2023</e>.
</seg>
</item>
<item no="§ 2" title="Anmälan av delegationsbeslut">
<seg t="heading">
§ 2
Anmälan av delegationsbeslut
</seg>
<seg t="decision" outcome="noted">
Valnämndens beslut

Valnämnden lägger anmälan till handlingarna.
</seg>
</item>
</doc>
"#;

/// The text of the annotation, without the second item's heading.
const HALF: &str =
    "§ 1\nVal av justerare\nValnämndens beslut\n\nAnna Berg (S) utses att justera protokollet.\n";

fn corpus() -> Workspace {
    Workspace::with([("c/möte.gold.xml", GOLD.as_bytes())])
}

fn json(ran: &Ran) -> Value {
    serde_json::from_str(&ran.stdout).unwrap_or_else(|error| panic!("{error}: {}", ran.stderr))
}

fn figure(report: &Value, name: &str) -> Value {
    let rows = report["figures"].as_array().expect("figures");
    rows.iter().find(|row| row["name"] == name).unwrap_or_else(|| panic!("{name}")).clone()
}

#[test]
fn an_annotation_alone_is_a_clean_document() {
    let ran = corpus().run(&["check", "c"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    for word in
        ["1 document (1 sv)", "wer after", "items", "segment tokens decision", "entities person", "95 %"]
    {
        assert!(ran.stdout.contains(word), "{word}: {}", ran.stdout);
    }
    let report = json(&corpus().run(&["check", "c", "--format", "json"]));
    assert_eq!(figure(&report, "wer before")["value"], 0.0);
    assert_eq!(figure(&report, "items")["n"], 2);
    assert_eq!(report["passed"], true);
    assert_eq!(report["languages"]["sv"]["documents"], 1);
}

#[test]
fn the_text_beside_an_annotation_is_what_is_read() {
    let workspace = Workspace::with([
        ("c/a.gold.xml", GOLD.as_bytes()),
        ("c/a.txt", GOLD.replace("</e>", "").replace('ä', "a").as_bytes()),
    ]);
    let report = json(&workspace.run(&["check", "c", "--format", "json"]));
    assert!(figure(&report, "wer before")["value"].as_f64() > Some(0.0));
}

#[test]
fn pairs_are_fed_instead() {
    let workspace = corpus();
    let clean = json(&workspace.run(&["check", "c", "--format", "json"]));
    let pair = serde_json::json!({"id": "möte", "truth": "", "ocr": HALF.replace("Anna", "Arma")});
    std::fs::write(workspace.path("pairs.jsonl"), format!("{pair}\n")).expect("written");
    let ran = workspace.run(&["check", "c", "--pairs", "pairs.jsonl", "--format", "json"]);
    assert_eq!(ran.code, Some(0));
    assert!(
        figure(&json(&ran), "wer before")["value"].as_f64() > figure(&clean, "wer before")["value"].as_f64()
    );
    std::fs::write(workspace.path("other.jsonl"), "{\"id\": \"other\", \"ocr\": \"\"}\n").expect("written");
    assert_eq!(workspace.run(&["check", "c", "--pairs", "other.jsonl"]).code, Some(2));
}

#[test]
fn what_falls_below_the_baseline_is_named() {
    let workspace = corpus();
    let check = ["check", "c", "--baseline", "base/b.json"];
    assert_eq!(workspace.run(&check).code, Some(2), "a baseline that does not exist");
    let update = [&check[..], &["--update"]].concat();
    assert_eq!(workspace.run(&update).code, Some(0));
    assert_eq!(workspace.run(&check).code, Some(0));
    std::fs::write(workspace.path("c/möte.txt"), HALF).expect("written");
    let fell = workspace.run(&check);
    assert_eq!(fell.code, Some(5));
    assert!(fell.stdout.contains("FELL wer after is"), "{}", fell.stdout);
    let allowed = [&check[..], &["--max-drop", "20000"]].concat();
    assert_eq!(workspace.run(&allowed).code, Some(0), "{}", workspace.run(&allowed).stdout);
}

#[test]
fn floors_are_held() {
    let workspace = corpus();
    let run = |floor: &str| workspace.run(&["check", "c", "--floor", floor]);
    assert_eq!(run("wer after=100").code, Some(0));
    assert_eq!(run("wer before=0").code, Some(0));
    let fell = run("sv/language=101");
    assert_eq!(fell.code, Some(5));
    assert!(fell.stdout.contains("FELL sv/language is 100.00, the floor is 101.00"), "{}", fell.stdout);
    assert_eq!(run("da/language=1").code, Some(5));
    assert_eq!(run("luck=1").code, Some(1));
    assert_eq!(workspace.run(&["check", "c", "--update"]).code, Some(1));
    assert_eq!(workspace.run(&["check", "c", "--max-drop", "-1"]).code, Some(1));
}

#[test]
fn a_record_that_is_not_the_expected_one_fails() {
    let workspace = Workspace::with([("c/a.txt", HALF.as_bytes())]);
    let record = workspace.run(&["run", "c", "--quiet"]).stdout;
    std::fs::write(workspace.path("c/a.expected.json"), &record).expect("written");
    assert_eq!(workspace.run(&["check", "c"]).code, Some(0));
    let other = record.replace("\"code\":\"sv\"", "\"code\":\"da\"");
    assert_ne!(other, record);
    std::fs::write(workspace.path("c/a.expected.json"), other).expect("written");
    let ran = workspace.run(&["check", "c"]);
    assert_eq!(ran.code, Some(5));
    assert!(ran.stdout.contains("language.code: \"sv\" instead of \"da\""), "{}", ran.stdout);
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json", "--update"]).code, Some(0));
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json"]).code, Some(0));
}

#[test]
fn a_malformed_annotation_is_told_with_its_line() {
    let workspace = corpus();
    std::fs::write(
        workspace.path("c/bad.gold.xml"),
        GOLD.replace("outcome=\"noted\"", "outcome=\"nothing\""),
    )
    .expect("written");
    let ran = workspace.run(&["check", "c"]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.stderr.contains("bad.gold.xml, line 18"), "{}", ran.stderr);
    assert_eq!(workspace.run(&["check", "nowhere"]).code, Some(2));
    assert_eq!(Workspace::with([("c/a.txt", b"a")]).run(&["check", "c"]).code, Some(2));
}

#[test]
fn details_name_document_line_and_evidence() {
    let workspace = corpus();
    std::fs::write(workspace.path("c/möte.txt"), HALF).expect("written");
    let ran = workspace.run(&["check", "c", "--details"]);
    assert!(
        ran.stdout.lines().any(|line| line.starts_with("möte:") && line.contains("missed entities date")),
        "{}",
        ran.stdout
    );
    let report = json(&workspace.run(&["check", "c", "--details", "--format", "json"]));
    let notes = report["notes"].as_array().expect("notes");
    assert!(notes.iter().all(|note| note["document"] == "möte" && note["line"].as_u64() >= Some(1)));
    assert!(json(&workspace.run(&["check", "c", "--format", "json"])).get("notes").is_none());
}

#[test]
fn the_report_does_not_depend_on_threads() {
    let workspace = Workspace::with([
        ("c/a.gold.xml", GOLD.as_bytes()),
        ("c/b.gold.xml", GOLD.as_bytes()),
        ("c/d.gold.xml", GOLD.as_bytes()),
    ]);
    let run = |jobs| workspace.run(&["check", "c", "--details", "--jobs", jobs]).stdout;
    assert_eq!(run("1"), run("3"));
}

#[test]
fn markdown_is_a_comment_with_what_fell_first() {
    let ran = corpus().run(&["check", "c", "--format", "markdown", "--floor", "language=101"]);
    assert_eq!(ran.code, Some(5));
    assert!(ran.stdout.starts_with("### protokoll check: something fell\n"), "{}", ran.stdout);
    assert!(ran.stdout.contains("- **language is 100.00, the floor is 101.00**"), "{}", ran.stdout);
    let tables = ran.stdout.lines().filter(|line| line.starts_with('|')).collect::<Vec<_>>();
    let columns = |line: &str| line.replace("\\|", "").matches('|').count();
    assert!(tables.len() > 20 && tables.iter().all(|line| columns(line) >= 3), "{tables:?}");
}

/// An element: its name, the attributes that it may have, those that it must have, what may stand in it.
type Element = (&'static str, &'static [&'static str], &'static [&'static str], &'static [&'static str]);

/// Elements of the JUnit schema as CI servers read it (Jenkins' junit-10.xsd): the attributes that each may have, those that
/// it must have, and what may stand in it.
const JUNIT: &[Element] = &[
    ("", &[], &[], &["testsuites"]),
    ("testsuites", &["name", "time", "tests", "failures", "disabled", "errors"], &[], &["testsuite"]),
    (
        "testsuite",
        &[
            "name",
            "tests",
            "failures",
            "errors",
            "time",
            "disabled",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
        ],
        &["name", "tests"],
        &["properties", "testcase", "system-out", "system-err"],
    ),
    (
        "testcase",
        &["name", "assertions", "time", "classname", "status"],
        &["name"],
        &["skipped", "error", "failure", "system-out", "system-err"],
    ),
    ("failure", &["type", "message"], &[], &[]),
    ("error", &["type", "message"], &[], &[]),
    ("system-out", &[], &[], &[]),
];

/// Goes through the elements of an XML text, holding each against the schema; counts them by name.
fn validate(xml: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut open = vec![String::new()];
    let rule = |name: &str| JUNIT.iter().find(|rule| rule.0 == name).unwrap_or_else(|| panic!("<{name}>"));
    let body = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>").expect("a declaration");
    for part in body.split('<').skip(1) {
        let (tag, text) = part.split_once('>').expect("a whole tag");
        let parent = open.last().expect("an element").clone();
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop().as_deref(), Some(name));
        } else {
            let empty = tag.ends_with('/');
            let tag = tag.trim_end_matches('/');
            let (name, mut attributes) = tag.split_once(' ').unwrap_or((tag, ""));
            assert!(rule(&parent).3.contains(&name), "<{name}> in <{parent}>");
            let mut seen = Vec::new();
            while let Some((key, rest)) = attributes.trim_start().split_once("=\"") {
                let (value, rest) = rest.split_once('"').expect("a closed value");
                assert!(rule(name).1.contains(&key), "{key} of <{name}>");
                if matches!(key, "tests" | "failures" | "errors" | "skipped") {
                    assert!(value.parse::<u32>().is_ok(), "{key}={value}");
                }
                seen.push(key.to_owned());
                attributes = rest;
            }
            assert_eq!(attributes.trim(), "");
            assert!(rule(name).2.iter().all(|key| seen.iter().any(|seen| seen == key)), "<{tag}>");
            *counts.entry(name.to_owned()).or_default() += 1;
            if !empty {
                open.push(name.into());
            }
        }
        let within = open.last().expect("an element");
        let mixed = matches!(within.as_str(), "failure" | "error" | "system-out");
        assert!(mixed || text.trim().is_empty(), "text in <{within}>: {text}");
        for reference in text.split('&').skip(1) {
            assert!(
                ["amp;", "lt;", "gt;", "quot;"].iter().any(|known| reference.starts_with(known)),
                "&{reference}"
            );
        }
    }
    assert_eq!(open, [""]);
    counts
}

#[test]
fn junit_follows_its_schema() {
    let workspace = corpus();
    std::fs::write(workspace.path("c/bad.gold.xml"), "<doc>\u{c} & \n").expect("written");
    let ran = workspace.run(&[
        "check",
        "c",
        "--format",
        "junit",
        "--details",
        "--floor",
        "language=101",
        "--floor",
        "nn/items=1",
    ]);
    assert_eq!(ran.code, Some(5));
    let counts = validate(&ran.stdout);
    assert_eq!((counts["testsuites"], counts["testsuite"], counts["failure"], counts["error"]), (1, 2, 2, 1));
    assert!(counts["testcase"] > 20);
    assert!(ran.stdout.contains("failures=\"2\" errors=\"1\""), "{}", ran.stdout);
    assert!(!validate(&workspace.run(&["check", "c", "--format", "junit"]).stdout).contains_key("failure"));
}

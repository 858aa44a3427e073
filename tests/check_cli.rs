//! `protokoll check` as a user meets it: corpora, gates, forms of the report, exit codes.

use super::workspace::{Ran, Workspace};
use regex::Regex;
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
fn bytes_are_measured_as_they_are_read() {
    let text: String = GOLD
        .lines()
        .filter(|line| !line.starts_with('<') || line.starts_with("<e"))
        .map(|line| format!("{}\n", Regex::new("<[^>]*>").expect("a pattern").replace_all(line, "")))
        .collect();
    // One word is read wrongly, whatever the bytes.
    let text = text.replace("anmälan till", "anmalan till");
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let encodings: [(&str, Vec<u8>); 5] = [
        ("utf-8", text.clone().into_bytes()),
        ("a byte order mark", [b"\xEF\xBB\xBF", text.as_bytes()].concat()),
        ("utf-16", [b"\xFF\xFE", &utf16[..]].concat()),
        ("windows-1252", encoding_rs::WINDOWS_1252.encode(&text).0.into_owned()),
        ("marks of their own", text.replace('ä', "a\u{308}").into_bytes()),
    ];
    let mut expected: Option<Value> = None;
    for (name, bytes) in encodings {
        let workspace = Workspace::with([("c/a.gold.xml", GOLD.as_bytes()), ("c/a.txt", &bytes)]);
        let report = json(&workspace.run(&["check", "c", "--format", "json"]));
        assert_eq!(figure(&report, "wer before")["counts"][0], 1, "{name}");
        let figures = report["figures"].clone();
        assert_eq!(expected.get_or_insert_with(|| figures.clone()), &figures, "{name}");
    }
}

#[test]
fn a_document_that_fails_makes_no_figure_better() {
    let workspace = Workspace::with([("c/a.gold.xml", GOLD.as_bytes()), ("c/b.gold.xml", GOLD.as_bytes())]);
    let update = ["check", "c", "--baseline", "b.json", "--update"];
    assert_eq!(workspace.run(&update).code, Some(0));
    let baseline = workspace.text("b.json");
    std::fs::write(workspace.path("c/b.txt"), "").expect("written");
    let ran = workspace.run(&["check", "c", "--format", "json"]);
    assert_eq!(ran.code, Some(3));
    let report = json(&ran);
    assert_eq!(
        (&report["passed"], &figure(&report, "items")["counts"]),
        (&false.into(), &serde_json::json!([2, 0, 2]))
    );
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json"]).code, Some(5));
    let refused = workspace.run(&update);
    assert_eq!((refused.code, workspace.text("b.json")), (Some(3), baseline.clone()));
    assert!(refused.stderr.contains("b.json was not written"), "{}", refused.stderr);
    let markdown = workspace.run(&["check", "c", "--format", "markdown"]).stdout;
    assert!(markdown.starts_with("### protokoll check: not all documents could be read"), "{markdown}");
    // An annotation that cannot be read, and a floor that is not held, hold the baseline back as well.
    std::fs::write(workspace.path("c/b.gold.xml"), "<doc>\n").expect("written");
    let ran = workspace.run(&[&update[..], &["--format", "json"]].concat());
    assert_eq!((ran.code, &json(&ran)["passed"]), (Some(3), &false.into()));
    std::fs::remove_file(workspace.path("c/b.gold.xml")).expect("removed");
    std::fs::remove_file(workspace.path("c/b.txt")).expect("removed");
    assert_eq!(workspace.run(&[&update[..], &["--floor", "items=101"]].concat()).code, Some(5));
    assert_eq!(workspace.text("b.json"), baseline);
}

#[test]
fn what_is_measured_for_the_first_time_is_not_lost() {
    let workspace = corpus();
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json", "--update"]).code, Some(0));
    let mut baseline: Value = serde_json::from_str(&workspace.text("b.json")).expect("JSON");
    for of in ["/figures", "/languages/sv"] {
        let figures = baseline.pointer_mut(of).and_then(Value::as_object_mut).expect("figures");
        assert!(figures.remove("decision outcome").is_some());
    }
    baseline["documents"]["sv"] = 3.into();
    std::fs::write(workspace.path("b.json"), baseline.to_string()).expect("written");
    let run = |format: &str| {
        let ran = workspace.run(&["check", "c", "--baseline", "b.json", "--format", format]);
        assert_eq!(ran.code, Some(0));
        ran.stdout
    };
    let text = run("text");
    assert!(!text.contains("Losses"), "{text}");
    assert!(
        text.contains("Measured for the first time\n  decision outcome: nothing to measure -> "),
        "{text}"
    );
    assert!(text.contains("\n  sv: 1 document, 3 in the baseline\n"), "{text}");
    assert!(run("markdown").contains("- new: decision outcome: nothing"), "{}", run("markdown"));
    let report: Value = serde_json::from_str(&run("json")).expect("JSON");
    assert_eq!(
        (&report["changes"][0]["course"], &report["changes"][0]["gain"]),
        (&"new".into(), &Value::Null)
    );
}

#[test]
fn a_table_that_cannot_be_used_is_named_once() {
    let workspace = Workspace::with([
        ("c/a.gold.xml", GOLD.as_bytes()),
        ("c/b.gold.xml", GOLD.as_bytes()),
        ("t/cues/facts/sv.toml", b"this is no table\n"),
        ("t/cues/facts/.sv.toml.swp", b"\xFF\xFE"),
    ]);
    let ran = workspace.run(&["check", "c", "--tables", "t"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert_eq!(ran.stderr.matches("t/cues/facts/sv.toml cannot be used").count(), 1, "{}", ran.stderr);
    assert!(ran.stderr.contains("line 1: ") && ran.stderr.lines().count() == 1, "{}", ran.stderr);
    // A table that is TOML, but not what it should be, is not printed whole.
    let table = format!("happiness = 1\n{}", "# padding\n".repeat(200));
    let workspace =
        Workspace::with([("c/a.gold.xml", GOLD.as_bytes()), ("t/cues/outline/sv.toml", table.as_bytes())]);
    let ran = workspace.run(&["check", "c", "--tables", "t"]);
    assert_eq!(ran.code, Some(2), "{}", ran.stderr);
    assert!(ran.stderr.contains("t/cues/outline/sv.toml cannot be used: "), "{}", ran.stderr);
    assert!(ran.stderr.lines().count() == 1 && ran.stderr.chars().count() < 450, "{}", ran.stderr);
}

#[test]
fn every_miss_and_false_alarm_is_told_of() {
    let fixtures = super::workspace::repository().join("fixtures");
    let fixtures = fixtures.to_str().expect("a path");
    let ran = Workspace::new().run(&["check", fixtures, "--details", "--format", "json"]);
    let report = json(&ran);
    let mut told: BTreeMap<String, [u64; 2]> = BTreeMap::new();
    for note in report["notes"].as_array().expect("notes") {
        for (side, key) in ["false_alarms", "missed"].into_iter().enumerate() {
            for (figure, count) in note[key].as_object().expect("costs") {
                told.entry(figure.clone()).or_default()[side] += count.as_u64().expect("a count");
            }
        }
    }
    let mut wrong = 0;
    for row in report["figures"].as_array().expect("figures").iter().filter(|row| !row["precision"].is_null())
    {
        let counts: Vec<u64> =
            row["counts"].as_array().expect("counts").iter().filter_map(Value::as_u64).collect();
        let name = row["name"].as_str().expect("a name");
        assert_eq!(told.get(name).copied().unwrap_or_default(), counts[1..], "{name}");
        wrong += counts[1] + counts[2];
    }
    assert!(wrong > 500, "there is too little wrong to show anything");
    let rules = |figure: &str, rule: &str| {
        let notes = report["notes"].as_array().expect("notes").iter();
        notes
            .filter(|note| {
                note["figure"] == figure && note["rule"].as_str().is_some_and(|is| is.starts_with(rule))
            })
            .count()
    };
    assert!(rules("wrong changes per 10,000", "repair ") > 0 && rules("entities person", "mention, ") > 0);
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
    for nothing in ["luck=1", "entities perosn=1", "segments@0.8 decisions=1"] {
        assert_eq!(run(nothing).code, Some(1), "{nothing}");
    }
    assert_eq!(workspace.run(&["check", "c", "--max-drop", "3"]).code, Some(1));
    assert_eq!(workspace.run(&["check", "c", "--update"]).code, Some(1));
    assert_eq!(workspace.run(&["check", "c", "--max-drop", "-1"]).code, Some(1));
}

#[test]
fn the_manual_names_every_figure() {
    let repository = super::workspace::repository();
    let manual = std::fs::read_to_string(repository.join("docs/gold.md")).expect("the manual");
    let table =
        manual.split("\n| figure | |").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("a table");
    let names = table.lines().filter_map(|row| row.strip_prefix("| `")?.split("` |").next());
    let names: Vec<&str> = names.flat_map(|row| row.split("`, `")).collect();
    assert!(names.len() > 30, "{names:?}");
    // What the manual names is a figure.
    let floor = |name: &&str| {
        let kind = if name.starts_with("entities") { "date" } else { "decision" };
        ["--floor".to_owned(), format!("{}=0", name.replace("KIND", kind))]
    };
    let floors: Vec<String> = names.iter().flat_map(floor).collect();
    let args: Vec<&str> = ["check", "c"].into_iter().chain(floors.iter().map(String::as_str)).collect();
    assert_ne!(corpus().run(&args).code, Some(1));
    // What is measured is named.
    let fixtures = repository.join("fixtures");
    let report =
        json(&Workspace::new().run(&["check", fixtures.to_str().expect("a path"), "--format", "json"]));
    let kind = Regex::new("^(segment tokens|segments@0.8|entities) [a-zA-Z]+").expect("a pattern");
    for row in report["figures"].as_array().expect("figures") {
        let name = row["name"].as_str().expect("a name");
        let general = kind.replace(name, "$1 KIND");
        assert!(names.iter().any(|named| *named == general), "{name}");
    }
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
    let markdown = workspace.run(&["check", "c", "--format", "markdown"]).stdout;
    assert!(
        markdown.contains("differs from its expected record** in 1 place: --details shows them"),
        "{markdown}"
    );
    let markdown = workspace.run(&["check", "c", "--format", "markdown", "--details"]).stdout;
    assert!(markdown.contains("```text\nlanguage.code: \"sv\" instead of \"da\"\n```"), "{markdown}");
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json", "--update"]).code, Some(0));
    assert_eq!(workspace.run(&["check", "c", "--baseline", "b.json"]).code, Some(0));
    // A corpus may be moved.
    std::fs::create_dir(workspace.path("d")).expect("a folder");
    std::fs::rename(workspace.path("c"), workspace.path("d/c")).expect("moved");
    assert_eq!(workspace.run(&["check", "d"]).code, Some(0));
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
    let nowhere = workspace.run(&["check", "nowhere"]);
    assert_eq!(nowhere.code, Some(2));
    assert_eq!(nowhere.stderr.matches("No such file").count(), 1, "{}", nowhere.stderr);
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

/// What the schema says of an element.
struct Element {
    name: &'static str,
    required: &'static [&'static str],
    optional: &'static [&'static str],
    /// What may stand in it, in any order and number.
    children: &'static [&'static str],
    /// Whether text may stand in it.
    text: bool,
}

/// An element of text and two attributes.
const fn told(name: &'static str) -> Element {
    Element { name, required: &[], optional: &["type", "message"], children: &[], text: true }
}

/// A test that was run again.
const fn rerun(name: &'static str) -> Element {
    let children = &["stackTrace", "system-out", "system-err"];
    Element { name, required: &["type"], optional: &["message"], children, text: true }
}

const fn stream(name: &'static str) -> Element {
    Element { name, required: &[], optional: &[], children: &[], text: true }
}

/// Every element and attribute of the JUnit schema as CI servers read it: junit-10.xsd of Jenkins' xunit plugin.
const JUNIT: &[Element] = &[
    Element { name: "", required: &[], optional: &[], children: &["testsuites", "testsuite"], text: false },
    Element {
        name: "testsuites",
        required: &[],
        optional: &["name", "time", "tests", "failures", "errors"],
        children: &["testsuite"],
        text: false,
    },
    Element {
        name: "testsuite",
        required: &["name", "tests", "failures", "errors"],
        optional: &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
            "log",
            "url",
        ],
        children: &["testsuite", "properties", "testcase", "system-out", "system-err"],
        text: false,
    },
    Element {
        name: "testcase",
        required: &["name"],
        optional: &["time", "classname", "group"],
        children: &[
            "skipped",
            "error",
            "failure",
            "rerunFailure",
            "rerunError",
            "flakyFailure",
            "flakyError",
            "system-out",
            "system-err",
        ],
        text: false,
    },
    told("skipped"),
    told("error"),
    told("failure"),
    rerun("rerunFailure"),
    rerun("rerunError"),
    rerun("flakyFailure"),
    rerun("flakyError"),
    Element { name: "properties", required: &[], optional: &[], children: &["property"], text: false },
    Element { name: "property", required: &["name", "value"], optional: &[], children: &[], text: false },
    stream("stackTrace"),
    stream("system-out"),
    stream("system-err"),
];

/// Goes through the elements of an XML text, holding each against the schema; counts them by name.
fn validate(xml: &str) -> BTreeMap<String, usize> {
    let mut counts = BTreeMap::new();
    let mut open = vec![String::new()];
    let rule = |name: &str| JUNIT.iter().find(|rule| rule.name == name).unwrap_or_else(|| panic!("<{name}>"));
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
            assert!(rule(&parent).children.contains(&name), "<{name}> in <{parent}>");
            let mut seen = Vec::new();
            while let Some((key, rest)) = attributes.trim_start().split_once("=\"") {
                let (value, rest) = rest.split_once('"').expect("a closed value");
                let known = rule(name).required.contains(&key) || rule(name).optional.contains(&key);
                assert!(known, "{key} of <{name}>");
                assert!(!seen.iter().any(|seen| seen == key), "{key} of <{name}> twice");
                if matches!(key, "tests" | "failures" | "errors" | "skipped") {
                    assert!(value.parse::<u32>().is_ok(), "{key}={value}");
                }
                seen.push(key.to_owned());
                attributes = rest;
            }
            assert_eq!(attributes.trim(), "");
            assert!(rule(name).required.iter().all(|key| seen.iter().any(|seen| seen == key)), "<{tag}>");
            *counts.entry(name.to_owned()).or_default() += 1;
            if !empty {
                open.push(name.into());
            }
        }
        let within = open.last().expect("an element");
        assert!(rule(within).text || text.trim().is_empty(), "text in <{within}>: {text}");
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
    let text =
        ran.stdout.split("<error ").nth(1).and_then(|error| error.split_once('>')).expect("an error").1;
    assert!(text.starts_with("bad.gold.xml, line 1"), "{text}");
    assert!(!validate(&workspace.run(&["check", "c", "--format", "junit"]).stdout).contains_key("failure"));
    std::fs::remove_file(workspace.path("c/bad.gold.xml")).expect("removed");
    // One figure below its baseline and its floor is one failure that says both.
    let baseline = ["check", "c", "--baseline", "b.json"];
    assert_eq!(workspace.run(&[&baseline[..], &["--update"]].concat()).code, Some(0));
    std::fs::write(workspace.path("c/möte.txt"), HALF).expect("written");
    let ran = workspace.run(&[&baseline[..], &["--floor", "items=100", "--format", "junit"]].concat());
    validate(&ran.stdout);
    assert!(
        ran.stdout.contains("the baseline allows 100.00; items is 66.67, the floor is 100.00"),
        "{}",
        ran.stdout
    );
}

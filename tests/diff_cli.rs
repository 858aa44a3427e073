//! `protokoll diff` as a user meets it.

use super::workspace::Workspace;
use serde_json::{Value, json};

fn record(path: &str, id: &str, outcome: &str) -> String {
    json!({
        "id": id, "source": {"path": path}, "language": {"code": "nb"}, "text": "a",
        "items": [{"number": "Sak 1", "title": "Budsjett", "decisions": [{"outcome": outcome, "text": "Vedtak."}]}],
    })
    .to_string()
}

fn workspace(old: &[String], new: &[String]) -> Workspace {
    let lines = |records: &[String]| records.iter().map(|record| format!("{record}\n")).collect::<String>();
    Workspace::with([("old.jsonl", lines(old).as_bytes()), ("new.jsonl", lines(new).as_bytes())])
}

/// One document with an item of this number, whose decision changed.
fn old_and_new(number: &str, before: &str, after: &str) -> Workspace {
    let one = |outcome| record("a.txt", "sha256:a", outcome).replace("Sak 1", number);
    workspace(&[one(before)], &[one(after)])
}

fn five() -> Vec<String> {
    (0..5).map(|i| record(&format!("{i}.txt"), &format!("sha256:{i}"), "approved")).collect()
}

#[test]
fn a_run_does_not_differ_from_itself_in_any_order() {
    let old = five();
    let shuffled: Vec<String> = [3, 0, 4, 1, 2].map(|i: usize| old[i].clone()).to_vec();
    for new in [&old, &shuffled] {
        let ran = workspace(&old, new).run(&["diff", "old.jsonl", "new.jsonl"]);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        assert!(!ran.stdout.contains("==>"), "{}", ran.stdout);
        assert!(ran.stdout.contains("0 decisions changed outcome, 0 gained, 0 lost"), "{}", ran.stdout);
        assert!(ran.stdout.contains("0 items gained, 0 lost"), "{}", ran.stdout);
    }
}

#[test]
fn the_fixtures_run_twice_are_the_same() {
    let workspace = Workspace::new();
    let fixtures = super::workspace::repository().join("fixtures");
    let run = |name: &str, jobs: &str| {
        let ran = workspace.run(&[
            "run",
            fixtures.to_str().expect("a path"),
            "--quiet",
            "--jobs",
            jobs,
            "-o",
            name,
        ]);
        assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    };
    run("1.jsonl", "1");
    run("2.jsonl", "2");
    assert_eq!(workspace.run(&["diff", "1.jsonl", "2.jsonl"]).code, Some(0));
}

#[test]
fn a_changed_outcome_is_shown_with_its_words() {
    let mut new = five();
    new[2] = record("2.txt", "sha256:2", "rejected");
    new.reverse();
    let workspace = workspace(&five(), &new);
    let ran = workspace.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(ran.code, Some(4));
    let shown =
        "==> 2.txt <==\nSak 1: decision changed outcome\n  - approved: Vedtak.\n  + rejected: Vedtak.\n";
    assert!(ran.stdout.contains(shown), "{}", ran.stdout);
    assert!(ran.stdout.contains("\n1 decision changed outcome, 0 gained, 0 lost\n"), "{}", ran.stdout);
    let quiet = workspace.run(&["diff", "old.jsonl", "new.jsonl", "--quiet"]).stdout;
    assert!(!quiet.contains("==>") && quiet.contains("1 decision changed outcome"), "{quiet}");
    let numbered = old_and_new("#5", "approved", "rejected").run(&[
        "diff",
        "old.jsonl",
        "new.jsonl",
        "--format",
        "markdown",
    ]);
    assert!(numbered.stdout.contains("- \\#5: decision changed outcome"), "{}", numbered.stdout);
    let markdown = workspace.run(&["diff", "old.jsonl", "new.jsonl", "--format", "markdown"]).stdout;
    assert!(
        markdown.contains("- Sak 1: decision changed outcome: `approved: Vedtak.` → `rejected: Vedtak.`"),
        "{markdown}"
    );
    let lines = workspace.run(&["diff", "old.jsonl", "new.jsonl", "--format", "json"]).stdout;
    let lines: Vec<Value> = lines.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[0]["changes"][0]["aspect"], "outcome");
    assert_eq!(
        (&lines[1]["documents"], &lines[1]["summary"]["decisions"]["changed outcome"]),
        (&json!(5), &json!(1))
    );
}

#[test]
fn documents_are_lost_gained_and_renamed() {
    let mut new = five();
    new.remove(0);
    new[0] = record("elsewhere/1.txt", "sha256:1", "approved");
    new.push(record("6.txt", "sha256:6", "approved"));
    let ran = workspace(&five(), &new).run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(ran.code, Some(4));
    assert!(
        ran.stdout.contains("==> 0.txt: lost <==") && ran.stdout.contains("==> 6.txt: gained <=="),
        "{}",
        ran.stdout
    );
    // The renamed one is neither, but its record is another one.
    assert!(ran.stdout.contains("1 document changed otherwise, 1 gained, 1 lost"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 item gained, 1 lost"), "{}", ran.stdout);
}

#[test]
fn documents_of_one_path_are_told_apart_by_their_bytes() {
    let of = |id: &str, outcome: &str| record("same.txt", id, outcome);
    let old = [of("sha256:1", "approved"), of("sha256:2", "rejected"), of("sha256:3", "noted")];
    for order in [[1, 0, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]] {
        let new = order.map(|at: usize| old[at].clone());
        let ran = workspace(&old, &new).run(&["diff", "old.jsonl", "new.jsonl"]);
        assert_eq!(ran.code, Some(0), "{order:?}: {}", ran.stdout);
    }
    // The bytes may change, too.
    let new = [of("sha256:4", "approved"), of("sha256:2", "rejected"), of("sha256:3", "postponed")];
    let ran = workspace(&old, &new).run(&["diff", "old.jsonl", "new.jsonl"]);
    assert!(ran.stdout.contains("1 decision changed outcome, 0 gained, 0 lost"), "{}", ran.stdout);
    assert!(ran.stdout.contains("1 document changed otherwise, 0 gained, 0 lost"), "{}", ran.stdout);
}

#[test]
fn many_changed_documents_are_matched_by_their_paths() {
    let of = |run: &str, outcome: &str| -> Vec<String> {
        (0..700).map(|at| record(&format!("{at}.txt"), &format!("sha256:{run}{at}"), outcome)).collect()
    };
    let ran = workspace(&of("a", "noted"), &of("b", "approved")).run(&[
        "diff",
        "old.jsonl",
        "new.jsonl",
        "--quiet",
    ]);
    assert!(ran.stdout.contains("700 decisions changed outcome, 0 gained, 0 lost"), "{}", ran.stdout);
}

#[cfg(unix)]
#[test]
fn a_pipe_is_read_in_any_order() {
    let old = five();
    let shuffled: Vec<String> = [3, 0, 4, 1, 2].map(|i: usize| old[i].clone()).to_vec();
    let workspace = workspace(&old, &shuffled);
    let new = workspace.text("new.jsonl");
    let ran = workspace.run_with_input(&["diff", "old.jsonl", "-"], new.as_bytes());
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    assert!(
        std::process::Command::new("mkfifo").arg(workspace.path("pipe")).status().expect("mkfifo").success()
    );
    let writer = std::thread::spawn({
        let pipe = workspace.path("pipe");
        move || std::fs::write(pipe, new).expect("written")
    });
    let ran = workspace.run(&["diff", "old.jsonl", "pipe"]);
    writer.join().expect("written");
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""), "{}", ran.stdout);
    assert_eq!(workspace.run(&["diff", "-", "-"]).code, Some(2));
}

#[test]
fn the_layout_of_a_record_is_no_change_but_a_moved_segment_is_one() {
    let spaced = record("0.txt", "sha256:0", "noted").replace("\":", "\": ");
    let moved = record("1.txt", "sha256:1", "noted").replace("\"text\":\"a\"", "\"text\":\"b\"");
    let old = [record("0.txt", "sha256:0", "noted"), record("1.txt", "sha256:1", "noted")];
    let ran = workspace(&old, &[spaced, moved]).run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(ran.code, Some(4));
    assert!(!ran.stdout.contains("==> 0.txt"), "{}", ran.stdout);
    assert!(
        ran.stdout.contains("==> 1.txt <==\ndocument changed otherwise\n  + text: \"b\" instead of \"a\"\n"),
        "{}",
        ran.stdout
    );
}

#[test]
fn what_is_no_record_is_told_with_its_line() {
    let workspace = workspace(&five(), &[record("0.txt", "sha256:0", "noted"), "{\"source\":".into()]);
    let ran = workspace.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("new.jsonl, line 2"), "{}", ran.stderr);
    assert_eq!(workspace.run(&["diff", "old.jsonl", "none.jsonl"]).code, Some(2));
    // Where only the rest of a record is wrong, it is known by its document.
    let wrong = record("0.txt", "sha256:0", "noted").replace("\"items\":[", "\"items\":[7,");
    std::fs::write(workspace.path("new.jsonl"), wrong).expect("written");
    let ran = workspace.run(&["diff", "old.jsonl", "new.jsonl"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("the record of 0.txt: not a record"), "{}", ran.stderr);
    assert_eq!(workspace.run(&["diff", "old.jsonl"]).code, Some(1));
    // Two files that are the same are not "nothing changed" if they hold no records.
    let same = Workspace::with([("a.md", b"# Notes\n"), ("b.md", b"# Notes\n")]);
    let ran = same.run(&["diff", "a.md", "b.md"]);
    assert!(ran.code == Some(2) && ran.stderr.contains("a.md, line 1"), "{}", ran.stderr);
}

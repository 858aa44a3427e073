//! `protokoll repair` as a user meets it.

use super::workspace::{Workspace, fixtures};
use std::fs;

const CLEAN: &[u8] = "§ 1\nVal av justerare\n".as_bytes();

#[test]
fn one_document_is_printed_as_it_is() {
    let workspace = Workspace::with([("a.txt", CLEAN)]);
    let ran = workspace.run(&["repair", "a.txt"]);
    assert_eq!((ran.code, ran.stdout.as_bytes(), ran.stderr.as_str()), (Some(0), CLEAN, ""));
    let piped = workspace.run_with_input(&["repair", "-"], CLEAN);
    assert_eq!(piped.stdout.as_bytes(), CLEAN);
}

#[test]
fn several_documents_are_told_apart() {
    let workspace = Workspace::with([("a.txt", b"ett"), ("b.txt", b"tv\xC3\xA5\n")]);
    let ran = workspace.run(&["repair", "a.txt", "b.txt"]);
    assert_eq!(ran.stdout, "==> a.txt <==\nett\n\n==> b.txt <==\ntvå\n");
}

#[test]
fn a_folder_is_mirrored() {
    let workspace = Workspace::with([("in/a/1.txt", CLEAN), ("in/2", CLEAN), ("in/3.txt", b"")]);
    let ran = workspace.run(&["repair", "in", "-o", "out/"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(3), ""));
    for path in ["out/a/1.txt", "out/2"] {
        assert_eq!(workspace.text(path).as_bytes(), CLEAN);
    }
    assert!(!workspace.has("out/3.txt"));
    assert!(workspace.text("out.errors.jsonl").contains("\"path\":\"3.txt\",\"reason\":\"empty\""));
}

#[test]
fn a_mirrored_text_never_takes_the_place_of_another() {
    let workspace = Workspace::with([("in/a.txt", CLEAN), ("b/a.txt", b"annan text")]);
    assert_eq!(workspace.run(&["repair", "in", "-o", "in"]).code, Some(1));
    let itself = workspace.run(&["repair", "in/a.txt", "-o", "."]);
    assert_eq!(itself.code, Some(3));
    assert!(itself.stderr.contains("would take the place of the document itself"), "{}", itself.stderr);
    let twice =
        workspace.run(&["repair", "b/../in/a.txt", "b/in/../a.txt", "in/a.txt", "in/a.txt", "-o", "out"]);
    assert_eq!(twice.code, Some(3), "{}", twice.stderr);
    assert_eq!(workspace.text("in/a.txt").as_bytes(), CLEAN);
    assert_eq!(workspace.text("out/in/a.txt").as_bytes(), CLEAN);
}

#[test]
fn the_comparison_is_plain_unless_asked_for_colours() {
    let workspace = Workspace::new();
    for (name, path) in fixtures() {
        fs::copy(path, workspace.path(&name)).unwrap();
    }
    let plain = workspace.run(&["repair", ".", "--diff"]);
    assert_eq!(plain.code, Some(0));
    assert!(!plain.stdout.contains('\x1b'));
    let last = plain.stdout.lines().last().unwrap_or_default();
    assert!(last.contains(" changes on ") && last.ends_with(" doubtful"), "{last}");
    let coloured = workspace.run(&["repair", ".", "--diff", "--color", "always"]);
    let mut stripped = coloured.stdout;
    while let Some(at) = stripped.find('\x1b') {
        let end = at + stripped[at..].find('m').expect("the end of a colour");
        stripped.replace_range(at..=end, "");
    }
    assert_eq!(stripped, plain.stdout);
}

#[test]
fn the_readme_shows_what_the_program_prints() {
    let repository = super::workspace::repository();
    let readme = fs::read_to_string(repository.join("README.md")).expect("the README");
    let blocks: Vec<&str> =
        readme.split("```text\n").skip(1).filter_map(|rest| rest.split("```").next()).collect();
    let [_, repaired, diff] = blocks[..] else { panic!("{} excerpts", blocks.len()) };
    let fixture = repository.join("fixtures/sv-utdrag-badtider.txt");
    let fixture = fixture.to_str().expect("a path");
    let workspace = Workspace::new();
    for (args, excerpt) in [(&["repair", fixture][..], repaired), (&["repair", fixture, "--diff"], diff)] {
        let printed = workspace.run(args).stdout;
        assert!(printed.contains(excerpt), "{excerpt} is not in {printed}");
    }
}

#[test]
fn a_dash_is_stdout_and_no_folder() {
    let workspace = Workspace::with([("a.txt", CLEAN)]);
    let ran = workspace.run(&["repair", "a.txt", "-o", "-"]);
    assert_eq!((ran.code, ran.stdout.as_bytes()), (Some(0), CLEAN));
    assert!(!workspace.has("-"));
}

//! `protokoll run` as a user meets it: streams, exit codes, bad files.

use super::workspace::{Workspace, records};
use std::fs;
use std::io::{BufRead, BufReader, Read};

const MINUTES: &[u8] =
    "§ 1\nVal av justerare\n\nBeslut\n\nAnna Berg (S) utses att justera protokollet.\n".as_bytes();

fn paths(lines: &str) -> Vec<String> {
    records(lines).into_iter().map(|record| record.source.path).collect()
}

/// The error file as path and reason.
fn failures(workspace: &Workspace, file: &str) -> Vec<(String, String)> {
    let field = |line: &serde_json::Value, name: &str| line[name].as_str().expect(name).to_owned();
    let text = workspace.text(file);
    text.lines()
        .map(|line| serde_json::from_str::<serde_json::Value>(line).expect("JSON"))
        .inspect(|line| assert!(!field(line, "message").is_empty()))
        .map(|line| (field(&line, "path"), field(&line, "reason")))
        .collect()
}

#[test]
fn records_go_to_stdout_and_messages_to_stderr() {
    let workspace = Workspace::with([("in/b.txt", MINUTES), ("in/a/1.md", MINUTES)]);
    let ran = workspace.run(&["run", "in"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(paths(&ran.stdout), ["a/1.md", "b.txt"]);
    assert!(ran.stderr.contains("2 documents"), "{}", ran.stderr);
    let quiet = workspace.run(&["run", "in", "--quiet"]);
    assert_eq!((quiet.stdout, quiet.stderr.as_str()), (ran.stdout, ""));
}

#[test]
fn records_go_to_a_file_that_is_replaced_whole() {
    let workspace =
        Workspace::with([("in/1.txt", MINUTES), ("out.jsonl", b"old"), ("out.jsonl.errors.jsonl", b"old")]);
    let ran = workspace.run(&["run", "in", "-o", "out.jsonl"]);
    assert_eq!((ran.code, ran.stdout.as_str()), (Some(0), ""));
    assert_eq!(paths(&workspace.text("out.jsonl")), ["1.txt"]);
    assert!(!workspace.has("out.jsonl.errors.jsonl"), "a list of an earlier run was left");
    assert!(!workspace.has("out.jsonl.partial"));
}

#[test]
fn standard_input_is_a_document() {
    let workspace = Workspace::with([("a.txt", MINUTES)]);
    let ran = workspace.run_with_input(&["run", "-", "a.txt"], MINUTES);
    assert_eq!(ran.code, Some(0));
    let records = ran.records();
    assert_eq!(records.iter().map(|record| record.source.path.as_str()).collect::<Vec<_>>(), ["-", "a.txt"]);
    assert_eq!(records[0].id, records[1].id);
}

#[test]
fn documents_that_cannot_be_read_are_listed_and_the_others_done() {
    let large = b"Protokoll\n".repeat(200);
    let workspace = Workspace::with([
        ("in/1-good.txt", MINUTES),
        ("in/2-empty.txt", b""),
        ("in/3-blank.txt", b" \n\x0c\n"),
        ("in/4-picture.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
        ("in/5-scan.pdf", b"%PDF-1.7\n"),
        ("in/6-large.txt", &large),
        ("in/7-nul.txt", b"Protokoll\0"),
        ("in/8-good.txt", MINUTES),
    ]);
    let ran = workspace.run(&["run", "in", "missing.txt", "-o", "out.jsonl", "--max-size", "1K"]);
    assert_eq!(ran.code, Some(3));
    assert_eq!(paths(&workspace.text("out.jsonl")), ["in/1-good.txt", "in/8-good.txt"]);
    let listed = failures(&workspace, "out.jsonl.errors.jsonl");
    let listed: Vec<(&str, &str)> =
        listed.iter().map(|(path, reason)| (path.as_str(), reason.as_str())).collect();
    assert_eq!(
        listed,
        [
            ("in/2-empty.txt", "empty"),
            ("in/3-blank.txt", "empty"),
            ("in/4-picture.txt", "not_text"),
            ("in/5-scan.pdf", "not_text"),
            ("in/6-large.txt", "too_large"),
            ("in/7-nul.txt", "not_text"),
            ("missing.txt", "unreadable"),
        ]
    );
    for (path, _) in listed {
        assert!(ran.stderr.contains(path), "{path} is not told of: {}", ran.stderr);
    }
    assert!(ran.stderr.contains("7 documents not read, listed in out.jsonl.errors.jsonl"), "{}", ran.stderr);
}

#[test]
fn without_an_output_file_failures_are_on_stderr_alone() {
    let workspace = Workspace::with([("a.txt", MINUTES), ("b.txt", b"")]);
    let ran = workspace.run(&["run", "a.txt", "b.txt", "--quiet"]);
    assert_eq!((ran.code, paths(&ran.stdout)), (Some(3), vec!["a.txt".to_owned()]));
    assert_eq!(ran.stderr, "protokoll: b.txt: empty: there is no text in it\n");
    assert_eq!(fs::read_dir(workspace.path("")).unwrap().count(), 2);
}

#[test]
fn every_encoding_gives_the_same_record() {
    let text = "§ 1\nÖvriga ärenden på Åland\n\nBeslut\n\nÄrendet bordläggs.\n";
    let latin: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).unwrap()).collect();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let dos = text.replace('\n', "\r\n");
    let workspace = Workspace::with([
        ("in/1", text.as_bytes()),
        ("in/2", &latin),
        ("in/3", &utf16),
        ("in/4", dos.as_bytes()),
    ]);
    let records = workspace.run(&["run", "in"]).records();
    let encodings: Vec<&str> = records.iter().map(|record| record.source.encoding.as_str()).collect();
    assert_eq!(encodings, ["utf-8", "windows-1252", "utf-16le", "utf-8"]);
    for record in &records[1..] {
        assert_eq!((&record.text, &record.segments), (&records[0].text, &records[0].segments));
        assert_ne!(record.id, records[0].id, "the hash is of the bytes");
    }
}

#[test]
fn broken_bytes_are_told_of_in_the_record() {
    let workspace = Workspace::with([("a.txt", b"\xC2\xA7 1\nf\xC3\xB6rslag \xE2\x82 h\xC3\xA4r \xC3\n")]);
    let record = &workspace.run(&["run", "a.txt"]).records()[0];
    assert!(record.text.contains("förslag \u{FFFD} här \u{FFFD}"), "{}", record.text);
    let warning = record.warnings.iter().find(|warning| warning.code == "undecodable_bytes");
    assert!(warning.is_some_and(|warning| warning.message.starts_with("2 ")), "{:?}", record.warnings);
}

#[test]
fn a_wrong_command_line_is_1() {
    let workspace = Workspace::with([("a.txt", MINUTES)]);
    for args in [
        &["run"][..],
        &["run", "a.txt", "--lang", "no"],
        &["run", "a.txt", "--jobs", "0"],
        &["run", "a.txt", "--max-size", "lots"],
        &["walk", "a.txt"],
        &["run", "a.txt", "-o", "a.txt"],
        &[],
    ] {
        let ran = workspace.run(args);
        assert_eq!((ran.code, ran.stdout.as_str()), (Some(1), ""), "{args:?}");
        assert!(!ran.stderr.is_empty(), "{args:?}");
    }
    assert_eq!(workspace.text("a.txt").as_bytes(), MINUTES);
}

#[test]
fn an_output_that_cannot_be_written_is_2() {
    let workspace = Workspace::with([("a.txt", MINUTES), ("folder/b.txt", MINUTES)]);
    for output in ["no/folder/out.jsonl", "folder"] {
        let ran = workspace.run(&["run", "a.txt", "-o", output]);
        assert_eq!(ran.code, Some(2), "{output}");
        assert!(ran.stderr.contains(output), "{}", ran.stderr);
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_2_with_the_cause() {
    let ran = Workspace::with([("a.txt", MINUTES)]).run(&["run", "a.txt", "-o", "/dev/full"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.stderr.contains("/dev/full: No space left"), "{}", ran.stderr);
}

#[test]
fn help_and_version_are_0_and_tell_the_exit_codes() {
    let workspace = Workspace::new();
    for args in [&["--help"][..], &["run", "--help"], &["repair", "--help"]] {
        let ran = workspace.run(args);
        assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
        for code in ["0  ", "1  ", "2  ", "3  ", "130  "] {
            assert!(ran.stdout.lines().any(|line| line.trim_start().starts_with(code)), "{args:?} {code}");
        }
    }
    let version = workspace.run(&["--version"]);
    assert_eq!(version.stdout, format!("protokoll {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn a_closed_pipe_ends_the_run_quietly() {
    let workspace = Workspace::new();
    fs::create_dir(workspace.path("in")).unwrap();
    for i in 0..400 {
        fs::write(workspace.path(&format!("in/{i}")), MINUTES.repeat(20)).unwrap();
    }
    let mut child = workspace.command(&["run", "in"]).spawn().unwrap();
    let mut first = String::new();
    BufReader::new(child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert_eq!(records(&first).len(), 1);
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    assert_eq!((child.wait().unwrap().code(), stderr.as_str()), (Some(0), ""));
}

#[test]
fn the_language_can_be_forced() {
    let workspace = Workspace::with([("a.txt", MINUTES)]);
    let record = &workspace.run(&["run", "a.txt", "--lang", "da"]).records()[0];
    assert_eq!((record.language.code.as_str(), record.language.confidence), ("da", 1.0));
}

#[test]
fn the_output_may_lie_among_the_inputs() {
    let workspace = Workspace::with([("in/1.txt", MINUTES), ("in/2.txt", b"")]);
    for _ in 0..2 {
        let ran = workspace.run(&["run", "in", "-o", "in/all.txt"]);
        assert_eq!(ran.code, Some(3));
        assert_eq!(paths(&workspace.text("in/all.txt")), ["1.txt"]);
        assert_eq!(failures(&workspace, "in/all.txt.errors.jsonl").len(), 1);
    }
}

#[test]
fn a_folder_without_documents_is_no_error() {
    let workspace = Workspace::with([("in/notes.json", b"{}")]);
    let ran = workspace.run(&["run", "in", "-o", "out.jsonl"]);
    assert_eq!(ran.code, Some(0));
    assert!(ran.stderr.contains("0 documents"), "{}", ran.stderr);
    assert_eq!(workspace.text("out.jsonl"), "");
}

#[cfg(unix)]
mod unix {
    use super::{MINUTES, failures, paths};
    use crate::workspace::Workspace;
    use std::ffi::OsStr;
    use std::fs;
    use std::io::Read;
    use std::os::unix::ffi::OsStrExt;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use std::process::{Command, Stdio};
    use std::time::{Duration, Instant};

    #[test]
    fn loops_links_and_pipes_do_not_hold_a_run() {
        let workspace = Workspace::with([("in/a/1.txt", MINUTES)]);
        symlink(workspace.path("in"), workspace.path("in/a/loop")).unwrap();
        symlink("self.txt", workspace.path("in/self.txt")).unwrap();
        symlink("/dev/zero", workspace.path("in/zero.txt")).unwrap();
        let fifo = workspace.path("in/fifo.txt");
        assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
        let ran = workspace.run(&["run", "in"]);
        assert_eq!((ran.code, paths(&ran.stdout)), (Some(0), vec!["a/1.txt".to_owned()]));
        let named = workspace.run(&["run", "in/fifo.txt", "/dev/zero", "in/self.txt", "-o", "out"]);
        assert_eq!(named.code, Some(3));
        let reasons: Vec<String> =
            failures(&workspace, "out.errors.jsonl").into_iter().map(|(_, reason)| reason).collect();
        assert_eq!(reasons, ["not_a_file", "not_a_file", "unreadable"]);
    }

    #[test]
    fn a_forbidden_file_is_listed() {
        let workspace =
            Workspace::with([("in/1.txt", MINUTES), ("in/2.txt", MINUTES), ("in/3/4.txt", MINUTES)]);
        for path in ["in/2.txt", "in/3"] {
            fs::set_permissions(workspace.path(path), fs::Permissions::from_mode(0o000)).unwrap();
        }
        let everything_is_allowed = fs::File::open(workspace.path("in/2.txt")).is_ok();
        let ran = workspace.run(&["run", "in", "-o", "out.jsonl"]);
        fs::set_permissions(workspace.path("in/3"), fs::Permissions::from_mode(0o755)).unwrap();
        if everything_is_allowed {
            assert_eq!(ran.code, Some(0), "as root nothing is forbidden");
            return;
        }
        assert_eq!((ran.code, paths(&workspace.text("out.jsonl"))), (Some(3), vec!["1.txt".to_owned()]));
        let paths: Vec<String> =
            failures(&workspace, "out.jsonl.errors.jsonl").into_iter().map(|(path, _)| path).collect();
        assert_eq!(paths, ["2.txt", "3"]);
    }

    #[test]
    fn odd_names_reach_the_record_and_cannot_forge_a_line() {
        let workspace =
            Workspace::with([("in/ny\nrad \"x\".txt", MINUTES), ("in/-o", MINUTES), ("in/esc\x1b[2J", b"")]);
        fs::write(workspace.path("in").join(OsStr::from_bytes(b"m\xF6te.txt")), MINUTES).unwrap();
        let ran = workspace.run(&["run", "in"]);
        assert_eq!(paths(&ran.stdout), ["-o", "m\u{FFFD}F6te.txt", "ny\nrad \"x\".txt"]);
        assert!(ran.stderr.contains("esc\\u{1b}[2J: empty"), "{}", ran.stderr);
        assert!(!ran.stderr.contains('\x1b'));
    }

    /// Sends a signal and waits; the exit code, how long it took, and what was said.
    fn interrupted(mut child: std::process::Child, signal: &str) -> (Option<i32>, Duration, String) {
        let id = child.id().to_string();
        assert!(Command::new("kill").args([signal, &id]).status().unwrap().success());
        let began = Instant::now();
        let mut said = String::new();
        child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
        let code = child.wait().unwrap().code();
        (code, began.elapsed(), said)
    }

    #[test]
    fn an_interrupt_ends_a_check_or_a_diff_with_its_own_code() {
        let workspace = Workspace::with([("old.jsonl", b"")]);
        assert!(Command::new("mkfifo").arg(workspace.path("pipe")).status().unwrap().success());
        for signal in ["-INT", "-TERM"] {
            for args in [&["check", ".", "--pairs", "pipe"][..], &["diff", "old.jsonl", "pipe"]] {
                let child = workspace.command(args).spawn().unwrap();
                // Opened when the program has opened it, too; it then waits for what never comes.
                let writer = fs::OpenOptions::new().write(true).open(workspace.path("pipe")).unwrap();
                assert_eq!(interrupted(child, signal).0, Some(130), "{signal} {args:?}");
                drop(writer);
            }
        }
    }

    #[test]
    fn an_interrupt_keeps_whole_records_beside_the_old_output() {
        for signal in ["-INT", "-TERM"] {
            let workspace = Workspace::with([("out.jsonl", b"old")]);
            fs::create_dir(workspace.path("in")).unwrap();
            for i in 0..4000 {
                fs::write(workspace.path(&format!("in/{i:04}")), MINUTES.repeat(200)).unwrap();
            }
            let child = workspace
                .command(&["run", "in", "-o", "out.jsonl", "--quiet"])
                .stdout(Stdio::null())
                .spawn()
                .unwrap();
            let partial = workspace.path("out.jsonl.partial");
            while fs::metadata(&partial).map_or(0, |data| data.len()) == 0 {
                std::thread::sleep(Duration::from_millis(5));
            }
            let (code, took, said) = interrupted(child, signal);
            assert_eq!(code, Some(130));
            assert!(
                said.contains("stopping after the documents in work; once more to stop at once"),
                "{said}"
            );
            assert!(took < Duration::from_secs(20), "{took:?}");
            assert_eq!(workspace.text("out.jsonl"), "old");
            let done = paths(&workspace.text("out.jsonl.partial"));
            assert!(!done.is_empty() && done.len() < 4000);
            assert!(done.iter().enumerate().all(|(i, path)| *path == format!("{i:04}")), "a gap in {done:?}");
        }
    }

    #[test]
    fn two_runs_do_not_write_one_file() {
        let workspace = Workspace::with([("a.txt", MINUTES)]);
        let mut first =
            workspace.command(&["run", "-", "-o", "out.jsonl"]).stdin(Stdio::piped()).spawn().unwrap();
        while !workspace.has("out.jsonl.partial") {
            std::thread::sleep(Duration::from_millis(5));
        }
        // The lock is taken just after the file appears.
        std::thread::sleep(Duration::from_millis(50));
        let second = workspace.run(&["run", "a.txt", "-o", "out.jsonl"]);
        assert_eq!(second.code, Some(2));
        assert!(second.stderr.contains("another run is writing it"), "{}", second.stderr);
        drop(first.stdin.take());
        let mut stderr = String::new();
        first.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
        assert_eq!(first.wait().unwrap().code(), Some(3), "{stderr}");
    }
}

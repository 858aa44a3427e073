//! The same input gives the same bytes, whatever the number of threads, the order, the place and the environment.

use super::workspace::{Workspace, fixtures};
use std::fs;

/// A workspace with every fixture in it, in folders three deep.
fn corpus() -> (Workspace, Vec<String>) {
    let workspace = Workspace::new();
    let mut names = Vec::new();
    for (i, (name, path)) in fixtures().into_iter().enumerate() {
        let place = format!("in/{}/{name}.txt", i % 3);
        fs::create_dir_all(workspace.path(&place).parent().unwrap()).unwrap();
        fs::copy(path, workspace.path(&place)).unwrap();
        names.push(place);
    }
    (workspace, names)
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (workspace, names) = corpus();
    let once = workspace.run(&["run", "in", "--jobs", "1"]);
    assert_eq!(once.code, Some(0), "{}", once.stderr);
    assert_eq!(once.stdout.lines().count(), names.len());
    for jobs in ["2", "3", "4"] {
        assert!(workspace.run(&["run", "in", "--jobs", jobs]).stdout == once.stdout, "{jobs} threads");
    }
}

#[test]
fn order_and_repetition_of_the_inputs_change_no_record() {
    let (workspace, mut names) = corpus();
    let mut line_of = std::collections::BTreeMap::new();
    for name in &names {
        line_of.insert(name.clone(), workspace.run(&["run", name]).stdout);
    }
    names.reverse();
    let half = names.len() / 2;
    names.rotate_left(half);
    names.extend(names.clone());
    let mut args = vec!["run", "--jobs", "4"];
    args.extend(names.iter().map(String::as_str));
    let ran = workspace.run(&args);
    let expected: String = names.iter().map(|name| line_of[name].as_str()).collect();
    assert!(ran.stdout == expected, "a record depends on its neighbours");
}

#[test]
fn the_environment_changes_nothing() {
    let (workspace, _) = corpus();
    let plain = workspace.run(&["run", "in"]);
    let output = workspace
        .command(&["run", "in", "--jobs", "2", "-o", "out.jsonl"])
        .env_clear()
        .env("LANG", "tr_TR.UTF-8")
        .env("TZ", "Pacific/Kiritimati")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(workspace.text("out.jsonl") == plain.stdout, "a record depends on the environment");
}

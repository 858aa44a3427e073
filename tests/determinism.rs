//! The same input gives the same bytes, whatever the number of threads, the order, the place and the environment.

use super::workspace::{Workspace, fixtures};
use std::collections::BTreeMap;
use std::fs;
use std::sync::LazyLock;

/// A workspace with every fixture in it, in folders three deep; their paths in the order of a walk; and what one
/// thread makes of them.
static CORPUS: LazyLock<(Workspace, Vec<String>, String)> = LazyLock::new(|| {
    let workspace = Workspace::new();
    let mut paths = Vec::new();
    for (i, (name, path)) in fixtures().into_iter().enumerate() {
        let place = format!("in/{}/{name}.txt", i % 3);
        fs::create_dir_all(workspace.path(&place).parent().unwrap()).unwrap();
        fs::copy(path, workspace.path(&place)).unwrap();
        paths.push(place);
    }
    paths.sort();
    let ran = workspace.run(&["run", "in", "--jobs", "1"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert_eq!(ran.stdout.lines().count(), paths.len());
    (workspace, paths, ran.stdout)
});

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let (workspace, _, once) = &*CORPUS;
    for jobs in ["2", "4"] {
        assert!(workspace.run(&["run", "in", "--jobs", jobs]).stdout == *once, "{jobs} threads");
    }
}

#[test]
fn order_and_repetition_of_the_inputs_change_no_record() {
    let (workspace, paths, once) = &*CORPUS;
    // A path given is shown as given; one found in a folder is shown below it.
    let line_of: BTreeMap<&str, String> = paths
        .iter()
        .zip(once.split_inclusive('\n'))
        .map(|(path, line)| (path.as_str(), line.replacen("\"path\":\"", "\"path\":\"in/", 1)))
        .collect();
    let mut shuffled: Vec<&str> = paths.iter().map(String::as_str).rev().step_by(3).collect();
    let half = shuffled.len() / 2;
    shuffled.rotate_left(half);
    shuffled.extend(shuffled.clone());
    let args = [&["run", "--jobs", "3"], &shuffled[..]].concat();
    let expected: String = shuffled.iter().map(|path| line_of[path].as_str()).collect();
    assert!(workspace.run(&args).stdout == expected, "a record depends on its neighbours");
}

#[test]
fn the_environment_changes_nothing() {
    let (workspace, _, once) = &*CORPUS;
    let output = workspace
        .command(&["run", "in", "-o", "out.jsonl"])
        .env_clear()
        .env("LANG", "tr_TR.UTF-8")
        .env("TZ", "Pacific/Kiritimati")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(workspace.text("out.jsonl") == *once, "a record depends on the environment");
}

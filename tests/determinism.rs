//! The same input gives the same bytes, whatever the number of threads, the order, the place and the environment.

use super::workspace::{Workspace, fixtures};
use std::collections::BTreeMap;
use std::fs;

/// A workspace with every fixture in it, in folders three deep; their paths in the order of a walk; and what one
/// thread makes of them.
struct Corpus {
    workspace: Workspace,
    paths: Vec<String>,
    once: String,
}

impl Corpus {
    fn new() -> Self {
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
        Self { workspace, paths, once: ran.stdout }
    }
}

/// One test, because the fixtures are done once for all three questions.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let corpus = Corpus::new();
    any_number_of_threads_gives_the_same_bytes(&corpus);
    order_and_repetition_of_the_inputs_change_no_record(&corpus);
    the_environment_changes_nothing(&corpus);
}

fn any_number_of_threads_gives_the_same_bytes(corpus: &Corpus) {
    let Corpus { workspace, once, .. } = corpus;
    for jobs in ["2", "4"] {
        assert!(workspace.run(&["run", "in", "--jobs", jobs]).stdout == *once, "{jobs} threads");
    }
}

fn order_and_repetition_of_the_inputs_change_no_record(corpus: &Corpus) {
    let Corpus { workspace, paths, once } = corpus;
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

fn the_environment_changes_nothing(corpus: &Corpus) {
    let Corpus { workspace, paths, once } = corpus;
    let first = paths.iter().filter(|path| path.starts_with("in/0/")).count();
    let plain: String = once
        .split_inclusive('\n')
        .take(first)
        .map(|line| line.replacen("\"path\":\"0/", "\"path\":\"", 1))
        .collect();
    let output = workspace
        .command(&["run", "in/0", "-o", "out.jsonl"])
        .env_clear()
        .env("LANG", "tr_TR.UTF-8")
        .env("TZ", "Pacific/Kiritimati")
        .output()
        .unwrap();
    assert!(output.status.success());
    assert!(workspace.text("out.jsonl") == plain, "a record depends on the environment");
}

//! A gate that a broken table passes is none: tables are broken one at a time, the way that a careless change breaks them,
//! and every break must make `protokoll check` fail and name the figure that fell.
//!
//! The program is the one that users run; `--tables` gives it the broken table in the place of its own.

use super::workspace::{Workspace, fixtures, repository};
use regex::Regex;
use std::fs;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What is done to a table.
enum Edit {
    /// The rows that match are taken out.
    Without(&'static str),
    /// The lists of two keys change places.
    Swap(&'static str, &'static str),
    /// What matches is replaced.
    Replace(&'static str, &'static str),
}

use Edit::{Replace, Swap, Without};

impl Edit {
    fn apply(&self, table: &str) -> String {
        let pattern = |pattern: &str| Regex::new(&format!("(?m){pattern}")).expect("a pattern");
        match self {
            Without(rows) => pattern(&format!("^(?:{rows}).*\n")).replace_all(table, "").into_owned(),
            Replace(from, to) => pattern(from).replace_all(table, *to).into_owned(),
            Swap(one, two) => {
                let aside = pattern(&format!("^{one} = ")).replace_all(table, "aside = ").into_owned();
                let moved =
                    pattern(&format!("^{two} = ")).replace_all(&aside, format!("{one} = ")).into_owned();
                pattern("^aside = ").replace_all(&moved, format!("{two} = ")).into_owned()
            }
        }
    }
}

/// A break: the table, what is done to it, and the figure that must fall.
const BREAKS: &[(&str, Edit, &str)] = &[
    ("cues/facts/sv.toml", Swap("approved", "rejected"), "decision outcome"),
    ("cues/facts/sv.toml", Swap("noted", "elected"), "decision outcome"),
    ("cues/facts/da.toml", Swap("approved", "postponed"), "decision outcome"),
    ("cues/facts/nb.toml", Swap("approved", "rejected"), "decision outcome"),
    ("cues/facts/nn.toml", Swap("approved", "noted"), "decision outcome"),
    ("cues/facts/sv.toml", Swap("approval", "rejection"), "proposals (by, kind, fate)"),
    ("cues/facts/sv.toml", Replace("^counts = \\[(?s:.*?)^\\]", "counts = []"), "vote counts"),
    ("cues/entities/sv.toml", Replace("\"mars\"", "\"marz\""), "entities date"),
    ("cues/entities/da.toml", Replace("\"marts\"", "\"martz\""), "entities date"),
    ("gazetteers/parties.tsv", Without("SE\tSocialdemokraterna"), "entities party"),
    ("gazetteers/parties.tsv", Without("NO\t"), "entities party"),
    ("gazetteers/municipalities.tsv", Replace("^SE-", "SE-9"), "meeting municipality"),
    ("gazetteers/municipalities.tsv", Without("DK-"), "entities municipality norm"),
    ("gazetteers/municipalities.tsv", Without("NO-"), "entities municipality"),
    ("channel/sv-eng.tsv", Replace("^([åäö])\t[^\t]+\t", "${1}\tq\t"), "mangled words repaired"),
    ("channel/nn-eng.tsv", Replace("^([åæø])\t[^\t]+\t", "${1}\tq\t"), "mangled words repaired"),
    ("cues/facts/da.toml", Swap("noted", "elected"), "decision outcome"),
    (
        "cues/outline/sv.toml",
        Replace("id = \"decision\"\nkind = \"decision\"", "id = \"decision\"\nkind = \"background\""),
        "segments@0.8 decision",
    ),
    (
        "cues/outline/da.toml",
        Replace("kind = \"proposal\"", "kind = \"deliberation\""),
        "segments@0.8 proposal",
    ),
    ("cues/outline/nb.toml", Replace("kind = \"voting\"", "kind = \"background\""), "segments@0.8 voting"),
    (
        "cues/outline/nn.toml",
        Replace("kind = \"recommendation\"", "kind = \"background\""),
        "recommendations (by)",
    ),
    ("cues/outline/sv.toml", Replace("kind = \"reservation\"", "kind = \"statement\""), "reservations (by)"),
];

#[test]
fn every_broken_table_makes_a_named_figure_fall() {
    assert!(BREAKS.len() >= 20);
    let workspace = Workspace::new();
    // Without the expected records, which are not to be renewed here, and of which any break would make another.
    fs::create_dir(workspace.path("fixtures")).expect("a folder");
    for (name, text) in fixtures() {
        let gold = format!("{name}.gold.xml");
        for (from, to) in [(text.with_file_name(&gold), gold), (text, format!("{name}.txt"))] {
            if from.exists() {
                fs::copy(from, workspace.path("fixtures").join(to)).expect("copied");
            }
        }
    }
    let baseline = ["check", "fixtures", "--baseline", "baseline.json"];
    let whole = workspace.run(&[&baseline[..], &["--update"]].concat());
    assert_eq!(whole.code, Some(0), "{}", whole.stderr);

    let next = AtomicUsize::new(0);
    let survivors = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..2 {
            scope.spawn(|| {
                while let Some((table, edit, figure)) = BREAKS.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let old = fs::read_to_string(repository().join("corpora").join(table)).expect("a table");
                    let broken = edit.apply(&old);
                    assert_ne!(old, broken, "{table}: there is nothing to break for {figure}");
                    let folder = tempfile::tempdir().expect("a folder");
                    let place = folder.path().join(table);
                    fs::create_dir_all(place.parent().expect("a folder above")).expect("a folder");
                    fs::write(place, broken).expect("a table");
                    let tables = folder.path().to_str().expect("a path");
                    let ran = workspace.run(&[&baseline[..], &["--tables", tables, "--jobs", "1"]].concat());
                    let named = ran.stdout.contains(&format!("FELL {figure} is "));
                    if ran.code != Some(5) || !named {
                        let fell: Vec<&str> =
                            ran.stdout.lines().filter(|line| line.starts_with("FELL")).collect();
                        let mut survivors = survivors.lock().expect("no panic before");
                        survivors.push(format!("{table}, {figure}: {:?} {}{fell:#?}", ran.code, ran.stderr));
                    }
                }
            });
        }
    });
    let survivors = survivors.into_inner().expect("no panic before");
    assert!(survivors.is_empty(), "{}", survivors.join("\n"));
}

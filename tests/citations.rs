//! Citations of statutes in sentences of our own, clean and damaged: how many are found with their normal form.
//!
//! A case is right where the mentions of statutes have exactly the wanted normal forms, in order. The floors are what
//! was reached, rounded down; those of damaged sentences tell of the repair before as much as of the grammar.

use protokoll::record::EntityValue;
use protokoll::{Language, Pipeline, Settings};

/// Counts the cases of a table that are right, clean and damaged, with what was missed.
fn measure(language: Language, table: &str) -> ([usize; 2], [usize; 2], Vec<String>) {
    let pipeline = Pipeline::new(Settings { language: Some(language), ..Settings::default() });
    let (mut right, mut all, mut missed) = ([0; 2], [0; 2], Vec::new());
    for line in table.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        let mut fields = line.split('\t');
        let (text, norms, damaged) = (fields.next(), fields.next(), fields.next());
        let (Some(text), Some(norms), Some(damaged)) = (text, norms, damaged) else {
            panic!("a case has three fields: {line}");
        };
        let kind = usize::from(damaged == "yes");
        let record = pipeline.process("case.txt", text.as_bytes()).expect("a text can be read");
        let found: Vec<String> = record
            .entities
            .into_iter()
            .filter_map(|mention| match mention.value {
                EntityValue::Law { norm } => norm,
                _ => None,
            })
            .collect();
        all[kind] += 1;
        if found == norms.split(" | ").collect::<Vec<_>>() {
            right[kind] += 1;
        } else {
            missed.push(format!("{text}\n    wanted {norms}, found {}", found.join(" | ")));
        }
    }
    (right, all, missed)
}

/// Holds the shares of right cases, in per cent, to their floors; lists every miss where one falls below.
fn hold(language: Language, table: &str, floors: [usize; 2]) {
    let (right, all, missed) = measure(language, table);
    assert!(
        all[0] + all[1] >= 100 && all[1] * 3 >= all[0] + all[1],
        "{all:?} cases, a third of them damaged"
    );
    for kind in 0..2 {
        assert!(
            right[kind] * 100 >= floors[kind] * all[kind],
            "{} of {} right, wanted {} %:\n{}",
            right[kind],
            all[kind],
            floors[kind],
            missed.join("\n")
        );
    }
}

#[test]
fn statutes_of_sweden() {
    hold(Language::Swedish, include_str!("citations/se.tsv"), [98, 90]);
}

#[test]
fn statutes_of_finland() {
    hold(Language::Swedish, include_str!("citations/fi.tsv"), [98, 90]);
}

#[test]
fn statutes_of_denmark() {
    hold(Language::Danish, include_str!("citations/dk.tsv"), [98, 84]);
}

#[test]
fn statutes_of_norway() {
    hold(Language::Bokmal, include_str!("citations/no.tsv"), [98, 90]);
}

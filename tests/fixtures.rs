//! The fixtures: minutes written for this repository, each with what the program makes of it.
//!
//! `fixtures/NAME.expected.json` is the whole record of `fixtures/NAME.txt`. It says what the program does, not what is
//! right (that is `NAME.gold.xml`); its use is that a change shows on whole documents what else it changes. One test
//! for each, so that one that fails hides no other. `UPDATE=1 cargo test` rewrites them: read the difference.

use super::promises::checked_record;
use super::workspace::{fixtures, repository, update};
use std::fs;

macro_rules! fixtures {
    ($($test:ident $name:literal)*) => {
        /// The fixtures that have a test.
        const TESTED: &[&str] = &[$($name),*];

        $(#[test]
        fn $test() {
            compare($name);
        })*
    };
}

fixtures! {
    da_byraad_1946 "da-byraad-1946"
    da_byraad_svoemmehal "da-byraad-svoemmehal"
    da_kommunalbestyrelse_web "da-kommunalbestyrelse-web"
    da_socialudvalg_1983 "da-socialudvalg-1983"
    da_udvalg_vejvedligehold "da-udvalg-vejvedligehold"
    nb_formannskap_votes "nb-formannskap-votes"
    nb_kommunestyre_damaged "nb-kommunestyre-damaged"
    nb_kontrollutvalg_tie "nb-kontrollutvalg-tie"
    nb_mote_1989 "nb-mote-1989"
    nn_formannskap_web "nn-formannskap-web"
    nn_kommunestyre_1994 "nn-kommunestyre-1994"
    nn_kommunestyre_saksgang "nn-kommunestyre-saksgang"
    nn_utval_damaged "nn-utval-damaged"
    sv_bygg_och_miljonamnd_vote "sv-bygg-och-miljonamnd-vote"
    sv_dratselkammare_1969 "sv-dratselkammare-1969"
    sv_fi_stadsstyrelse_gasthamn "sv-fi-stadsstyrelse-gasthamn"
    sv_fi_teknisk_namnd "sv-fi-teknisk-namnd"
    sv_kommunfullmaktige_1987 "sv-kommunfullmaktige-1987"
    sv_kommunfullmaktige_votes "sv-kommunfullmaktige-votes"
    sv_kommunstyrelse_tradhus "sv-kommunstyrelse-tradhus"
    sv_stadsfullmaktige_1903 "sv-stadsfullmaktige-1903"
    sv_utdrag_badtider "sv-utdrag-badtider"
}

fn compare(name: &str) {
    let folder = repository().join("fixtures");
    let bytes = fs::read(folder.join(format!("{name}.txt"))).expect("the text of the fixture");
    let record = checked_record(&format!("{name}.txt"), &bytes);
    let json = serde_json::to_string_pretty(&record).expect("JSON") + "\n";
    let path = folder.join(format!("{name}.expected.json"));
    if update() {
        fs::write(&path, &json).expect("a folder of fixtures that can be written");
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    similar_asserts::assert_eq!(expected, json, "read the difference, then UPDATE=1 cargo test");
}

#[test]
fn every_fixture_has_a_test_an_annotation_and_a_line_in_the_readme() {
    let folder = repository().join("fixtures");
    let readme = fs::read_to_string(folder.join("README.md")).expect("the README of the fixtures");
    let names: Vec<String> = fixtures().into_iter().map(|(name, _)| name).collect();
    assert_eq!(names, TESTED);
    for name in names {
        assert!(folder.join(format!("{name}.gold.xml")).exists(), "{name} has no annotation");
        assert!(readme.contains(&format!("`{name}`")), "{name} has no line in fixtures/README.md");
    }
}

//! What a user may ask of the repair: its level, words, forms that stay, and what was learned of an archive's pages.

use super::workspace::Workspace;

/// As the English model reads it: a name that no list holds, a word of a dialect, and words that are plain to see.
const READ: &str = "Kommunstyrelsens protokoll\n\n\
    Namnden foreslar att fullmaktige antar forslaget till oversiktsplan for tatorten och att atgarderna foljs upp arligen.\n\
    Forvaltningen far i uppdrag att aterkomma med ett andrat forslag fore sommaren. Namnden godkanner redovisningen.\n\
    Brostugan i Vretlasa hyrs ut till hembygdsforeningen, och skotseln av angen over an skots av byalaget.\n";

fn repaired(workspace: &Workspace, options: &[&str]) -> String {
    let arguments: Vec<&str> =
        ["repair", "--lang", "sv", "--quiet", "in.txt"].iter().chain(options).copied().collect();
    let ran = workspace.run(&arguments);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    ran.stdout
}

#[test]
fn off_changes_nothing_and_suggests_what_it_would_have_changed() {
    let workspace = Workspace::with([("in.txt", READ.as_bytes())]);
    assert_eq!(repaired(&workspace, &["--repair", "off"]), READ);
    let ran = workspace.run(&["run", "--lang", "sv", "--quiet", "--repair", "off", "in.txt"]);
    let record: serde_json::Value = serde_json::from_str(&ran.stdout).expect("a record");
    assert_eq!(record["repairs"], serde_json::json!([]));
    let suggested: Vec<&str> = record["suggestions"]
        .as_array()
        .expect("a list")
        .iter()
        .filter_map(|row| row["to"].as_str())
        .collect();
    assert!(suggested.contains(&"fullmäktige") && suggested.contains(&"Nämnden"), "{suggested:?}");
    let rate = &record["quality"]["estimated_word_error_rate"];
    assert_eq!(rate["read"], rate["repaired"], "what is not changed stays wrong");
}

#[test]
fn each_level_changes_no_less_than_the_one_below() {
    let workspace = Workspace::with([("in.txt", READ.as_bytes())]);
    let changed = |level: &str| {
        let text = repaired(&workspace, &["--repair", level]);
        text.split_whitespace().zip(READ.split_whitespace()).filter(|(a, b)| a != b).count()
    };
    let counts = ["off", "careful", "normal", "bold"].map(changed);
    assert!(counts[0] == 0 && counts[1] > 15 && counts.is_sorted(), "{counts:?}");
}

#[test]
fn forms_of_the_never_change_list_stay() {
    let workspace =
        Workspace::with([("in.txt", READ.as_bytes()), ("stay.txt", "# ours\nnamnden\n".as_bytes())]);
    assert!(repaired(&workspace, &[]).contains("Nämnden"));
    let text = repaired(&workspace, &["--never-change", "stay.txt"]);
    assert!(text.contains("Namnden föreslår") && !text.contains("Nämnden"), "{text}");
}

#[test]
fn damaged_forms_are_mended_to_words_and_names_of_the_user() {
    let words = "Vretlåsa\nbröstugan\n";
    let workspace = Workspace::with([("in.txt", READ.as_bytes()), ("words.txt", words.as_bytes())]);
    assert!(!repaired(&workspace, &[]).contains("Vretlåsa"));
    let text = repaired(&workspace, &["--words", "words.txt"]);
    assert!(text.contains("Bröstugan i Vretlåsa"), "{text}");
}

#[test]
fn a_file_that_is_not_there_is_told_of() {
    let workspace = Workspace::with([("in.txt", READ.as_bytes()), ("bad.json", b"[]")]);
    for (option, file) in [
        ("--words", "none.txt"),
        ("--never-change", "none.txt"),
        ("--channel", "none.txt"),
        ("--channel", "bad.json"),
    ] {
        let ran = workspace.run(&["repair", option, file, "in.txt"]);
        assert_eq!(ran.code, Some(2), "{option}");
        assert!(ran.stderr.contains(file), "{}", ran.stderr);
    }
}

#[test]
fn what_was_learned_of_an_archive_is_used() {
    // A print whose e is read as w: nothing that the tables of the program know of.
    let truth = "Nämnden beslutar att godkänna redovisningen av verksamheten under det senaste året och överlämnar \
        ärendet till kommunstyrelsen. Ledamöterna begärde ordet och debatten fortsatte efter pausen.\n";
    let read = |text: &str| text.replace('e', "w");
    let pair = serde_json::json!({ "truth": truth.repeat(20), "ocr": read(&truth.repeat(20)), "lang": "sv" });
    let page = "Redovisningen godkändes efter debatten. Sekreteraren överlämnar den senaste rapporten till ledamöterna \
        och begärde ärendet återremitterat. Verksamheten fortsatte under hela hösten enligt beslutet.\n";
    let workspace =
        Workspace::with([("pairs.jsonl", format!("{pair}\n").as_bytes()), ("in.txt", read(page).as_bytes())]);
    let ran = workspace.run(&["learn", "pairs.jsonl", "-o", "channel.json"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(!workspace.text("channel.json").contains("Nämnden"), "counts of letters, no text");
    let right =
        |text: &str| text.split_whitespace().zip(page.split_whitespace()).filter(|(a, b)| a == b).count();
    let (before, after) =
        (right(&repaired(&workspace, &[])), right(&repaired(&workspace, &["--channel", "channel.json"])));
    let words = page.split_whitespace().count();
    assert!(before * 4 < words * 3 && after * 10 > words * 9, "{before} and {after} of {words}");
}

#[test]
fn pairs_that_teach_nothing_are_told_of() {
    let workspace = Workspace::with([("pairs.jsonl", br#"{"truth": "1 2 3", "ocr": "4 5 6"}"#)]);
    let ran = workspace.run(&["learn", "pairs.jsonl"]);
    assert_eq!(ran.code, Some(3));
    assert!(ran.stderr.contains("pairs.jsonl, line 1"));
}

#[test]
fn a_line_is_explained_by_what_the_pipeline_weighs() {
    let workspace = Workspace::with([("in.txt", READ.as_bytes())]);
    let ran = workspace.run(&["explain", "--lang", "sv", "in.txt", "--at", "3"]);
    assert_eq!(ran.code, Some(0), "{}", ran.stderr);
    assert!(ran.stdout.contains("read with the English model"), "{}", ran.stdout);
    assert!(ran.stdout.contains("atgarderna -> åtgärderna: changed"), "{}", ran.stdout);
    let off = workspace.run(&["explain", "--lang", "sv", "in.txt", "--at", "3", "--repair", "off"]);
    assert!(off.stdout.contains("atgarderna: left, åtgärderna is suggested"), "{}", off.stdout);
    let nowhere = workspace.run(&["explain", "in.txt", "--at", "99"]);
    assert_eq!(nowhere.code, Some(1));
    assert!(nowhere.stderr.contains("has no line 99: it has 5"), "{}", nowhere.stderr);
}

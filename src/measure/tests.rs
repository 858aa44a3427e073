//! Every metric on cases small enough to be counted by hand.

use super::figure::{Kind, look_up};
use super::{Measured, Wrong, measure};
use crate::gold::Gold;
use crate::record::Record;
use serde_json::{Value, json};

fn gold(body: &str) -> Gold {
    let head = r#"<doc lang="nb" type="minutes" municipality="NO-0301" body="Formannskapet" start="18:00">"#;
    Gold::parse(&format!("{head}\n{body}\n</doc>")).unwrap_or_else(|error| panic!("{error}"))
}

/// A record of this text, with the fields given.
fn record(text: &str, fields: Value) -> Record {
    let mut record = json!({
        "schema": "protokoll-record/1",
        "id": "sha256:0",
        "source": {"path": "a.txt", "sha256": "0", "bytes": 1, "format": "text", "encoding": "utf-8", "pages": 1},
        "language": {"code": "nb", "confidence": 1.0},
        "document": {"type": "minutes", "title": null, "date": null},
        "meeting": null, "items": [], "segments": [], "entities": [], "text": text, "repairs": [],
        "suggestions": [],
        "quality": {"damage": [], "words": 1, "repaired": 0, "doubtful": 0,
            "estimated_word_error_rate": {"read": 0.0, "repaired": 0.0}, "pages": []},
        "warnings": [],
    });
    for (name, value) in fields.as_object().unwrap() {
        record[name] = value.clone();
    }
    serde_json::from_value(record).unwrap()
}

fn item(text: &str, number: &str, fields: Value) -> Value {
    let mut item = json!({
        "number": number, "title": null, "case_numbers": [], "continues": false, "start": 0,
        "end": text.chars().count(), "recommendations": [], "proposals": [], "votes": [], "decisions": [],
        "reservations": [], "statements": [], "recusals": [], "recipients": [], "attachments": [],
    });
    for (name, value) in fields.as_object().unwrap() {
        item[name] = value.clone();
    }
    item
}

fn segment(text: &str, kind: &str, words: &str, continues: bool) -> Value {
    let start = text[..text.find(words).unwrap()].chars().count();
    let end = start + words.chars().count();
    json!({"kind": kind, "item": 0, "continues": continues, "rule": "test", "start": start, "end": end})
}

fn entity(text: &str, kind: &str, words: &str, value: Value) -> Value {
    let start = text[..text.find(words).unwrap()].chars().count();
    let mut entity = json!({"kind": kind, "text": words, "start": start, "end": start + words.chars().count(), "confidence": 1.0});
    for (name, value) in value.as_object().unwrap() {
        entity[name] = value.clone();
    }
    entity
}

fn seg(text: &str) -> String {
    format!("<seg t=\"background\">\n{text}\n</seg>")
}

/// The text of the annotation, read as `raw` and given out as `out`.
fn read(truth: &str, raw: &str, out: &str) -> Measured {
    measure(&gold(&seg(truth)), Some(&record(out, json!({}))), raw, true)
}

#[test]
fn error_rates_before_and_after() {
    // 12 characters of truth, 4 words; "ma" for "må" and "v1" for "vi"; repair puts one right.
    let sheet = read("vi må nå gå.", "v1 ma nå gå.", "v1 må nå gå.").sheet;
    assert_eq!(sheet.get("cer before"), [2, 12, 0]);
    assert_eq!(sheet.get("cer after"), [1, 12, 0]);
    assert_eq!(sheet.get("cer reduction"), [2, 1, 0]);
    assert_eq!(sheet.get("wer before"), [2, 4, 0]);
    assert_eq!(sheet.get("wer after"), [1, 4, 0]);
    assert_eq!(sheet.get("wrong words repaired"), [1, 2, 0]);
}

#[test]
fn white_space_is_no_error() {
    let sheet = read("vi må   nå\n\ngå", "vi må nå gå", "vi\nmå\nnå\ngå\n").sheet;
    assert_eq!((sheet.get("cer before")[0], sheet.get("cer after")[0]), (0, 0));
}

#[test]
fn mangled_words_are_those_with_bad_letters() {
    // Mangled: "saksframlegg", "på". Not: the number, the lost full stop, the lost word.
    let sheet = read(
        "saksframlegg på 1200 vedtatt. ja",
        "saksfrarnlegg pa 12OO vedtatt",
        "saksframlegg pa 1200 vedtatt",
    )
    .sheet;
    assert_eq!(sheet.get("mangled words"), [2, 0, 0]);
    assert_eq!(sheet.get("mangled words repaired"), [1, 2, 0]);
}

#[test]
fn a_right_word_that_is_changed_is_spoiled() {
    let body = "<seg t=\"background\">\n<e t=\"person\">Bo Lie</e> kom da\n</seg>";
    let read = measure(&gold(body), Some(&record("Bo Li kom då", json!({}))), "Bo Lie kom da", true);
    assert_eq!(read.sheet.get("wrong changes per 10,000"), [2, 4, 0]);
    assert_eq!(read.sheet.get("names spoiled per 1,000"), [1, 2, 0]);
    let spoiled: Vec<&str> = read
        .notes
        .iter()
        .filter(|note| note.figure.starts_with("wrong changes"))
        .map(|note| note.evidence.as_str())
        .collect();
    assert_eq!(
        spoiled,
        ["changed a right word (a name): \"Lie\" -> \"Li\"", "changed a right word: \"da\" -> \"då\""]
    );
}

#[test]
fn section_signs_are_restored_in_one_word_or_two() {
    let restored =
        |out: &str| read("Etter § 12 og § 13", "Etter 8 12 og 8 13", out).sheet.get("section signs restored");
    assert_eq!(restored("Etter § 12 og 8 13"), [1, 2, 0]);
    assert_eq!(restored("Etter §12 og § 13"), [2, 2, 0]);
    let invented = |out: &str| read("Sak 8 og 9", "Sak 8 og 9", out).sheet.get("section signs invented");
    assert_eq!(invented("Sak § og 9"), [1, 0, 0]);
    assert_eq!(invented("Sak 8 og 9"), [0, 0, 0]);
}

#[test]
fn the_meeting_is_compared_where_the_annotation_knows_it() {
    let meeting = json!({"municipality": {"name": "Oslo", "code": "NO-0301"}, "body": "formannskapet", "date": "2024-01-01",
        "start": "18:30", "end": null, "place": null, "attendance": [], "adjusters": []});
    let measured = measure(&gold(&seg("a")), Some(&record("a", json!({"meeting": meeting}))), "a", true);
    let shares = [
        "language",
        "document type",
        "meeting municipality",
        "meeting body",
        "meeting start",
        "meeting date",
    ];
    let counts = shares.map(|figure| measured.sheet.get(figure));
    // The date is not annotated, and the time is wrong.
    assert_eq!(counts, [[1, 1, 0], [1, 1, 0], [1, 1, 0], [1, 1, 0], [0, 1, 0], [0, 0, 0]]);
}

const OUTLINE: &str = "<item no=\"1\">\n<seg t=\"recommendation\" by=\"Rådmannen\">\na b c d\n</seg>\n<seg t=\"decision\" outcome=\"approved\">\ne f g\n</seg>\n<seg t=\"furniture\">\nSide 1\n</seg>\n<seg t=\"decision\" cont=\"1\">\nh i\n</seg>\n</item>";
const OUTLINED: &str = "a b c d\ne f g\nSide 1\nh i\n";

#[test]
fn words_count_under_the_kind_of_their_segment() {
    let segments = json!([
        segment(OUTLINED, "recommendation", "a b c", false),
        segment(OUTLINED, "decision", "d\ne f g\nSide 1\nh i", false),
    ]);
    let sheet =
        measure(&gold(OUTLINE), Some(&record(OUTLINED, json!({"segments": segments}))), OUTLINED, false)
            .sheet;
    assert_eq!(sheet.get("segment tokens recommendation"), [3, 0, 1]);
    // "d" and the two words of furniture are false alarms.
    assert_eq!(sheet.get("segment tokens decision"), [5, 3, 0]);
    assert_eq!(sheet.get("segment tokens furniture"), [0, 0, 2]);
    assert_eq!(sheet.get("segment tokens ALL"), [8, 3, 3]);
}

#[test]
fn whole_segments_are_joined_with_their_continuations() {
    let segments = |joined| {
        json!([
            segment(OUTLINED, "recommendation", "a b c", false),
            segment(OUTLINED, "decision", "e f g", false),
            segment(OUTLINED, "furniture", "Side 1", false),
            segment(OUTLINED, "decision", "h i", joined),
        ])
    };
    let sheet = |joined| {
        let record = record(OUTLINED, json!({"segments": segments(joined)}));
        measure(&gold(OUTLINE), Some(&record), OUTLINED, false).sheet
    };
    // Three of four words are less than 0.8.
    assert_eq!(sheet(true).get("segments@0.8 recommendation"), [0, 1, 1]);
    assert_eq!(sheet(true).get("segments@0.8 decision"), [1, 0, 0]);
    assert_eq!(sheet(false).get("segments@0.8 decision"), [0, 2, 1]);
    assert_eq!(sheet(true).get("segments@0.8 ALL"), [1, 1, 1]);
}

const ITEM: &str = "<item no=\"Sak 4/24\" title=\"Ny gangbru\" case=\"23/118\">\n<seg t=\"heading\">\nSak 4/24 Ny gangbru\n</seg>\n<seg t=\"proposal\" by=\"Kari Vik (V); Ola Moe (H)\" kind=\"addition\" fate=\"rejected\">\nKari Vik foreslo lys.\n</seg>\n<seg t=\"voting\" method=\"show_of_hands\" for=\"5\" against=\"4\">\n5 mot 4\n</seg>\n<seg t=\"decision\" outcome=\"approved\">\nVedtatt.\n</seg>\n<seg t=\"decision\" outcome=\"noted\">\nTatt til orientering.\n</seg>\n<seg t=\"statement\" by=\"V\">\nMerknad.\n</seg>\n<seg t=\"recusal\" by=\"Per Ås (Sp)\">\nPer Ås gikk.\n</seg>\n</item>";

fn facts(fields: Value) -> Measured {
    let gold = gold(ITEM);
    let record = record(&gold.text, json!({"items": [item(&gold.text, "Sak 4/24", fields)]}));
    measure(&gold, Some(&record), &gold.text, true)
}

#[test]
fn an_item_is_found_by_its_number_and_placed_by_its_words() {
    let measured = facts(json!({"title": "NY GANGBRU", "case_numbers": ["23/119", "23/118"]}));
    for (figure, counts) in [
        ("items", [1, 0, 0]),
        ("items@0.8", [1, 0, 0]),
        ("item title", [1, 1, 0]),
        ("item case number", [1, 1, 0]),
    ] {
        assert_eq!(measured.sheet.get(figure), counts, "{figure}");
    }
    let text = gold(ITEM).text;
    let two = [item(&text, "4/24", json!({})), item(&text, "Sak 5/24", json!({}))];
    let measured = measure(&gold(ITEM), Some(&record(&text, json!({"items": two}))), &text, false);
    // "4/24" is not "Sak 4/24": the word belongs to the number.
    assert_eq!(measured.sheet.get("items"), [0, 2, 1]);
    assert_eq!(measured.sheet.get("items@0.8"), [0, 2, 1]);
}

#[test]
fn outcomes_are_compared_in_order() {
    let decided = |outcomes: &[&str]| {
        let decision = |outcome| json!({"outcome": outcome, "unanimous": null, "text": "", "points": [], "start": 0, "end": 1});
        let measured = facts(json!({"decisions": outcomes.iter().map(decision).collect::<Vec<_>>()}));
        (measured.sheet.get("decision outcome"), measured.sheet.get("decisions (outcome)"))
    };
    assert_eq!(decided(&["approved", "noted"]), ([2, 2, 0], [2, 0, 0]));
    assert_eq!(decided(&["noted", "approved"]), ([1, 2, 0], [2, 0, 0]));
    assert_eq!(decided(&["approved", "other", "noted"]), ([2, 2, 0], [2, 1, 0]));
    assert_eq!(decided(&[]), ([0, 2, 0], [0, 0, 2]));
}

#[test]
fn movers_and_dissenters_are_compared_as_sets_of_names() {
    let by = json!([{"name": "Ola Moe", "party": "H"}, {"name": "Kari  VIK", "party": "V"}]);
    let proposal =
        json!({"by": by, "kind": "amendment", "fate": "rejected", "text": "", "start": 0, "end": 1});
    let statement = json!({"by": [{"name": "V", "party": null}], "text": "", "start": 0, "end": 1});
    let recusal = json!({"name": "Per Ås", "party": null, "reason": null});
    let sheet =
        facts(json!({"proposals": [proposal], "statements": [statement], "recusals": [recusal]})).sheet;
    assert_eq!(sheet.get("proposals (by)"), [1, 0, 0]);
    assert_eq!(sheet.get("proposals (by, kind, fate)"), [0, 1, 1]);
    assert_eq!(sheet.get("statements (by)"), [1, 0, 0]);
    // The party is part of who it was.
    assert_eq!(sheet.get("recusals (who)"), [0, 1, 1]);
    assert_eq!(sheet.get("reservations (by)"), [0, 0, 0]);
}

#[test]
fn votes_are_compared_by_counts_and_by_method() {
    let vote = json!({"method": "roll_call", "question": null, "yes": 5, "no": 4, "abstain": null, "absent": null,
        "yes_means": null, "no_means": null, "unanimous": false, "carried": "yes", "ballots": [],
        "parties": {"yes": {}, "no": {}}, "consistent": true, "start": 0, "end": 1});
    let sheet = facts(json!({"votes": [vote]})).sheet;
    assert_eq!(sheet.get("vote counts"), [1, 0, 0]);
    assert_eq!(sheet.get("votes (method)"), [0, 1, 1]);
}

const ENTITIES: &str = "<seg t=\"background\">\n<e t=\"person\" party=\"Ap\">Kari Moe-\nVik</e> den <e t=\"date\" iso=\"2024-03-01\">1. mars 2024</e>, <e t=\"date\" iso=\"2024-03-02\">2. mars 2024</e>\n</seg>\n<seg t=\"furniture\">\nOslo 5\n</seg>";

#[test]
fn entities_are_compared_by_surface_and_by_value() {
    let gold = gold(ENTITIES);
    let text = gold.text.clone();
    let entities = json!([
        entity(&text, "person", "Kari Moe-\nVik", json!({"party": "AP", "role": null})),
        entity(&text, "date", "1. mars 2024", json!({"iso": "2024-03-01"})),
        entity(&text, "date", "2. mars", json!({"iso": "2024-03-02"})),
        entity(&text, "place", "Oslo", json!({})),
    ]);
    let segments = json!([segment(&text, "furniture", "Oslo 5", false)]);
    let record = record(&text, json!({"entities": entities, "segments": segments}));
    let measured = measure(&gold, Some(&record), &text, true);
    let sheet = &measured.sheet;
    assert_eq!(sheet.get("entities person"), [1, 0, 0]);
    assert_eq!(sheet.get("entities person norm"), [1, 0, 0]);
    // Two of the three words: another surface, but the same value.
    assert_eq!(sheet.get("entities date"), [1, 1, 1]);
    assert_eq!(sheet.get("entities date norm"), [1, 1, 1]);
    assert_eq!(sheet.get("entities date value"), [2, 0, 0]);
    // What stands in furniture does not count.
    assert_eq!(sheet.get("entities place"), [0, 0, 0]);
    assert_eq!(sheet.get("entities ALL"), [2, 1, 1]);
    let dates: Vec<_> = measured.notes.iter().filter(|note| note.figure == "entities date").collect();
    assert_eq!(
        dates.iter().map(|note| (note.wrong, note.line)).collect::<Vec<_>>(),
        [(Wrong::Missed, 2), (Wrong::FalseAlarm, 2)]
    );
}

#[test]
fn a_document_without_a_record_has_everything_missed() {
    let sheet = measure(&gold(ITEM), None, "", false).sheet;
    assert_eq!(sheet.get("items"), [0, 0, 1]);
    assert_eq!(sheet.get("decision outcome"), [0, 2, 0]);
    assert_eq!(sheet.get("language"), [0, 1, 0]);
    assert_eq!(sheet.get("segment tokens ALL")[0], 0);
    let [wrong, of, _] = sheet.get("wer after");
    assert_eq!(wrong, of);
}

#[test]
fn a_note_names_the_line_that_was_read_and_the_rule() {
    let segments = json!([segment(OUTLINED, "background", "a b c d\ne f g", false)]);
    let record = record(OUTLINED, json!({"segments": segments}));
    let notes = measure(&gold(OUTLINE), Some(&record), OUTLINED, true).notes;
    let note = notes.iter().find(|note| note.figure == "segments@0.8 decision").unwrap();
    assert_eq!((note.wrong, note.line, note.rule.as_deref()), (Wrong::Missed, 2, Some("test")));
    assert!(note.evidence.contains("e f g"), "{}", note.evidence);
    assert!(measure(&gold(OUTLINE), Some(&record), OUTLINED, false).notes.is_empty());
}

#[test]
fn notes_cover_what_was_counted() {
    let gold = gold(&format!("{ENTITIES}\n{ITEM}"));
    let text = gold.text.clone();
    let entities = json!([
        entity(&text, "person", "Kari Moe-\nVik", json!({"party": "H", "role": null})),
        entity(&text, "date", "2. mars", json!({"iso": "2024-03-02"})),
        entity(&text, "date", "1. mars 2024", json!({"iso": null})),
        entity(&text, "law", "mars", json!({"norm": "x"})),
    ]);
    // An item that the annotation does not have, with a decision in it.
    let decision =
        json!({"outcome": "noted", "text": "a", "unanimous": null, "points": [], "start": 0, "end": 1});
    let items = json!([item(&text, "Sak 99", json!({"decisions": [decision]}))]);
    let segments = json!([segment(&text, "voting", "Kari Moe", false)]);
    let record = record(&text, json!({"entities": entities, "segments": segments, "items": items}));
    for record in [Some(&record), None] {
        let measured = measure(&gold, record, &text, true);
        let mut told: std::collections::BTreeMap<&str, [u64; 2]> = std::collections::BTreeMap::new();
        for (figure, cost) in measured.notes.iter().flat_map(|note| &note.costs) {
            let sums = told.entry(figure).or_default();
            *sums = [sums[0] + cost[0], sums[1] + cost[1]];
        }
        for (figure, counts) in measured.sheet.iter() {
            if look_up(figure).is_some_and(|(_, _, kind)| kind == Kind::F1) {
                assert_eq!(told.remove(figure).unwrap_or_default(), counts[1..], "{figure}");
            }
        }
        assert!(told.is_empty(), "{told:?}");
    }
    let measured = measure(&gold, Some(&record), &text, true);
    let said = |figure: &str| {
        let notes = measured.notes.iter().filter(|note| note.figure == figure);
        notes.map(|note| (note.wrong, note.evidence.clone())).collect::<Vec<_>>()
    };
    assert_eq!(
        said("entities person norm"),
        [(Wrong::Different, "\"kari moevik\": got h, should be ap".to_owned())]
    );
    assert!(
        said("entities date norm")
            .contains(&(Wrong::Missed, "\"1. mars 2024\" = 2024-03-01 (the other side has nothing)".into())),
        "{:?}",
        said("entities date norm")
    );
    assert_eq!(said("entities law value").len(), 1);
    let rule =
        measured.notes.iter().find(|note| note.figure == "entities law").and_then(|note| note.rule.clone());
    assert_eq!(rule.as_deref(), Some("mention, 100.0 %"));
}

#[test]
fn a_note_about_a_word_names_the_repair_that_made_it() {
    let repairs = json!([{"start": 0, "end": 3, "from": "vil", "kind": "character", "confidence": 0.8, "doubtful": true}]);
    let record = record("ville gå", json!({"repairs": repairs}));
    let notes = measure(&gold(&seg("vil gå")), Some(&record), "vil ga", true).notes;
    let rules: Vec<_> =
        notes.iter().filter(|note| note.figure.contains("per 10,000")).map(|note| &note.rule).collect();
    assert_eq!(rules, [&Some("repair character of \"vil\", 80.0 %, doubtful".to_owned())]);
}

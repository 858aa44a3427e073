//! What is told of two records.

use super::{Change, Document, Kind, Summary, Verb, compare};
use serde_json::{Value, json};

fn record(items: Value, more: Value) -> String {
    let mut record = json!({
        "id": "sha256:1", "source": {"path": "a.txt"}, "language": {"code": "sv"}, "document": {"type": "minutes"},
        "meeting": null, "items": items, "entities": [], "text": "Förslag till beslut", "repairs": [],
    });
    for (name, value) in more.as_object().unwrap() {
        record[name] = value.clone();
    }
    record.to_string()
}

fn changes(old: &str, new: &str) -> Vec<Change> {
    compare(&Document::parse(old).unwrap(), &Document::parse(new).unwrap())
}

/// Kind, verb and item of every change.
fn told(old: &str, new: &str) -> Vec<(Kind, Verb, Option<String>)> {
    changes(old, new).into_iter().map(|change| (change.kind, change.verb, change.item)).collect()
}

fn decided(number: &str, outcome: &str, text: &str) -> Value {
    json!({"number": number, "title": "Val", "decisions": [{"outcome": outcome, "text": text, "unanimous": null}]})
}

#[test]
fn a_record_does_not_differ_from_itself() {
    let more = json!({"entities": [{"kind": "date", "text": "1 maj", "iso": "2024-05-01"}], "repairs": [{"start": 0, "end": 7, "from": "Forslag"}]});
    let one = record(json!([decided("§ 1", "approved", "a"), decided("§ 1", "noted", "b")]), more);
    assert_eq!(changes(&one, &one), []);
}

#[test]
fn an_outcome_that_changed_is_told_with_its_words() {
    let old = record(json!([decided("§ 1", "approved", "Nämnden avslår.")]), json!({}));
    let new = record(json!([decided("§ 1", "rejected", "Nämnden  avslår.")]), json!({}));
    let changes = changes(&old, &new);
    let [change] = &changes[..] else { panic!("{changes:?}") };
    assert_eq!((change.kind, change.verb), (Kind::Decision, Verb::Changed("outcome")));
    assert_eq!(change.item.as_deref(), Some("§ 1"));
    assert_eq!(change.before.as_deref(), Some("approved: Nämnden avslår."));
    assert_eq!(change.after.as_deref(), Some("rejected: Nämnden avslår."));
}

#[test]
fn items_are_matched_by_number_wherever_they_stand() {
    let [one, two, three] = ["1", "2", "3"].map(|number| decided(&format!("§ {number}"), "noted", number));
    let old = record(json!([one, two]), json!({}));
    let new = record(json!([three, one]), json!({}));
    let expected = [
        (Kind::Item, Verb::Gained, Some("§ 3".into())),
        (Kind::Decision, Verb::Gained, Some("§ 3".into())),
        (Kind::Item, Verb::Lost, Some("§ 2".into())),
        (Kind::Decision, Verb::Lost, Some("§ 2".into())),
    ];
    assert_eq!(told(&old, &new), expected);
    assert_eq!(
        told(
            &record(json!([decided("§12", "noted", "a")]), json!({})),
            &record(json!([decided("§ 12", "noted", "a")]), json!({}))
        ),
        []
    );
}

#[test]
fn proposals_are_matched_by_words_then_by_mover() {
    let proposal = |name: &str, fate: &str, text: &str| json!({"by": [{"name": name, "party": "S"}], "kind": "approval", "fate": fate, "text": text});
    let with = |proposals: Value| record(json!([{"number": "1", "proposals": proposals}]), json!({}));
    let old = with(json!([proposal("Bo", "adopted", "bifall"), proposal("Eva", "rejected", "avslag")]));
    let verbs = |new: Value| told(&old, &with(new)).into_iter().map(|(_, verb, _)| verb).collect::<Vec<_>>();
    assert_eq!(
        verbs(json!([proposal("Eva", "rejected", "avslag"), proposal("Bo", "adopted", "bifall")])),
        []
    );
    assert_eq!(
        verbs(json!([proposal("Bo", "rejected", "bifall"), proposal("Eva", "rejected", "avslag")])),
        [Verb::Changed("fate")]
    );
    assert_eq!(
        verbs(json!([proposal("Bo", "adopted", "bifall"), proposal("Eva", "rejected", "återremiss")])),
        [Verb::Changed("text")]
    );
    assert_eq!(
        verbs(json!([proposal("Bo", "adopted", "bifall"), proposal("Ivar", "rejected", "avslag")])),
        [Verb::Changed("mover")]
    );
    assert_eq!(verbs(json!([proposal("Bo", "adopted", "bifall")])), [Verb::Lost]);
}

#[test]
fn votes_that_are_counted_otherwise_have_changed() {
    let with = |yes: u32| {
        record(
            json!([{"number": "1", "votes": [{"method": "roll_call", "yes": yes, "no": 4, "abstain": null}]}]),
            json!({}),
        )
    };
    let changes = changes(&with(5), &with(6));
    assert_eq!(changes.len(), 1);
    assert_eq!(changes[0].verb, Verb::Changed("counts"));
    assert!(changes[0].after.as_deref().unwrap().starts_with("6-4-?"), "{changes:?}");
}

#[test]
fn reservations_are_gained_with_their_text() {
    let old = record(json!([{"number": "1"}]), json!({}));
    let by = json!([{"name": "Eva Ek", "party": "V"}]);
    let new = record(
        json!([{"number": "1", "reservations": [{"by": by, "text": "Jag reserverar mig."}]}]),
        json!({}),
    );
    let gained = &changes(&old, &new)[0];
    assert_eq!((gained.kind, gained.verb), (Kind::Reservation, Verb::Gained));
    assert_eq!(gained.after.as_deref(), Some("Eva Ek (V): Jag reserverar mig."));
}

#[test]
fn entities_are_bags_with_values() {
    let date = |text: &str, iso: &str| json!({"kind": "date", "text": text, "iso": iso});
    let with = |entities: Value| record(json!([]), json!({ "entities": entities }));
    let old =
        with(json!([date("1 maj", "2023-05-01"), date("1 maj", "2023-05-01"), date("2 maj", "2023-05-02")]));
    let new =
        with(json!([date("2 maj", "2023-05-02"), date("1 maj", "2024-05-01"), date("3 maj", "2023-05-03")]));
    let verbs: Vec<_> = told(&old, &new).into_iter().map(|(_, verb, _)| verb).collect();
    assert_eq!(verbs, [Verb::Changed("value"), Verb::Gained, Verb::Lost]);
}

#[test]
fn repairs_are_told_with_what_they_made() {
    let old = record(json!([]), json!({}));
    let new = record(
        json!([]),
        json!({"repairs": [{"start": 0, "end": 7, "from": "Forslag"}, {"start": 13, "end": 19, "from": "bcslut"}]}),
    );
    let after: Vec<_> =
        changes(&old, &new).into_iter().map(|change| (change.verb, change.after.unwrap())).collect();
    assert_eq!(
        after,
        [
            (Verb::Gained, "\"Forslag\" → \"Förslag\"".into()),
            (Verb::Gained, "\"bcslut\" → \"beslut\"".into())
        ]
    );
}

#[test]
fn an_item_without_a_number_is_known_by_its_title() {
    let item = |title: &str| json!({"number": null, "title": title});
    let old = record(json!([item("Val"), item("Budget"), item("Taxa")]), json!({}));
    let new = record(json!([item("Budget"), item("Taxa")]), json!({}));
    assert_eq!(told(&old, &new), [(Kind::Item, Verb::Lost, None)]);
    assert_eq!(told(&new, &old), [(Kind::Item, Verb::Gained, None)]);
    // What is left is taken in order: a title that was mended is no other item.
    let mended = record(json!([item("Val"), item("Budget"), item("Taxor")]), json!({}));
    assert_eq!(told(&old, &mended), [(Kind::Item, Verb::Changed("title"), None)]);
}

#[test]
fn the_meeting_and_the_language_are_told_of() {
    let old = record(json!([]), json!({}));
    let new = record(json!([]), json!({"language": {"code": "da"}, "meeting": {"body": "Byrådet"}}));
    let verbs: Vec<_> = told(&old, &new).into_iter().map(|(kind, verb, _)| (kind, verb)).collect();
    assert_eq!(
        verbs,
        [(Kind::Document, Verb::Changed("language")), (Kind::Document, Verb::Changed("meeting"))]
    );
}

#[test]
fn a_record_of_another_version_is_read_as_far_as_it_goes() {
    let old =
        Document::parse(r#"{"source": {"path": "a"}, "novelty": [1], "items": [{"number": null}]}"#).unwrap();
    assert_eq!(compare(&old, &old), []);
    assert!(Document::parse("[]").is_err());
    assert!(Document::parse("{").is_err());
}

#[test]
fn the_summary_has_a_line_for_each_kind() {
    let mut summary = Summary::default();
    assert!(summary.is_empty());
    for _ in 0..3 {
        summary.add(Kind::Decision, Verb::Changed("outcome"));
    }
    summary.add(Kind::Reservation, Verb::Gained);
    let lines = summary.lines();
    assert!(lines.contains(&"3 decisions changed outcome, 0 gained, 0 lost".to_owned()), "{lines:?}");
    assert!(lines.contains(&"1 reservation gained, 0 lost".to_owned()), "{lines:?}");
    assert!(lines.contains(&"0 items gained, 0 lost".to_owned()), "{lines:?}");
    assert_eq!(lines.len(), Kind::ALL.len());
}

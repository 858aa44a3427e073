//! The JSON Schema of the records: committed, current, and true of every record.

use super::workspace::{Workspace, repository, update};
use protokoll::record::{self, Record};
use std::fs;
use std::sync::LazyLock;

/// Fails if a record does not follow the schema.
pub(crate) fn validate(record: &Record) {
    static VALIDATOR: LazyLock<jsonschema::Validator> = LazyLock::new(|| {
        jsonschema::validator_for(record::schema().as_value()).expect("the schema is a JSON Schema")
    });
    let json = serde_json::to_value(record).expect("a record is JSON");
    let errors: Vec<String> =
        VALIDATOR.iter_errors(&json).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{}: {errors:#?}", record.source.path);
    let back: Record = serde_json::from_value(json).expect("a record can be read back");
    assert_eq!(back, *record);
}

#[test]
fn the_committed_schema_is_the_one_of_the_types() {
    let path = repository().join("schema/record.schema.json");
    let ran = Workspace::new().run(&["schema"]);
    assert_eq!((ran.code, ran.stderr.as_str()), (Some(0), ""));
    if update() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, &ran.stdout).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    similar_asserts::assert_eq!(committed, ran.stdout, "run UPDATE=1 cargo test to renew the schema");
}

#[test]
fn the_schema_says_which_draft_it_follows_and_describes_every_field() {
    let schema = record::schema();
    let schema = schema.as_value();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    for (name, definition) in schema["$defs"].as_object().expect("definitions") {
        for (field, property) in definition["properties"].as_object().into_iter().flatten() {
            let described = property.get("description").is_some() || property.get("const").is_some();
            assert!(described, "{name}.{field} has no description");
        }
    }
}

#[test]
fn a_record_with_a_wrong_value_is_refused() {
    let record = super::promises::checked_record("note", "§ 1\nVal av justerare\n".as_bytes());
    let mut json = serde_json::to_value(&record).unwrap();
    json["document"]["type"] = "poem".into();
    let validator = jsonschema::validator_for(record::schema().as_value()).unwrap();
    assert!(!validator.is_valid(&json));
}

//! A record against the one that is expected, field by field.

use serde_json::Value;
use std::fmt::Write;

/// Differences that are told of; what is wrong is seen from the first ones.
const MOST: usize = 20;

/// How a record differs from the expected one, one place a line; none if it does not. Where the document lay does not
/// count: an expected record is moved with its document.
pub fn with_expected(expected: &str, record: &str) -> Option<String> {
    told(expected, record, &["source.path"])
}

/// How the records of two runs differ, one place a line; none if they mean the same.
pub fn of_runs(old: &str, new: &str) -> Option<String> {
    told(old, new, &[])
}

fn told(expected: &str, record: &str, apart: &[&str]) -> Option<String> {
    let parsed = |json: &str| serde_json::from_str::<Value>(json);
    let (expected, record) = match (parsed(expected), parsed(record)) {
        (Ok(expected), Ok(record)) => (expected, record),
        (Err(error), _) => return Some(format!("the expected record is not JSON: {error}")),
        (_, Err(error)) => return Some(format!("the record is not JSON: {error}")),
    };
    let mut found = Vec::new();
    differences(&expected, &record, String::new(), &mut found);
    found.retain(|line| {
        !apart.iter().any(|place| line.strip_prefix(place).is_some_and(|rest| rest.starts_with(':')))
    });
    if found.is_empty() {
        return None;
    }
    let mut out = found.iter().take(MOST).fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{line}");
        out
    });
    if found.len() > MOST {
        let _ = writeln!(out, "and {} more", found.len() - MOST);
    }
    Some(out)
}

/// A field that is null and one that is absent say the same, so that a field that is new in a version of the program,
/// and empty, changes nothing.
fn differences(expected: &Value, record: &Value, place: String, found: &mut Vec<String>) {
    match (expected, record) {
        _ if expected == record => {}
        (Value::Object(old), Value::Object(new)) => {
            let keys = old.keys().chain(new.keys().filter(|key| !old.contains_key(*key)));
            for key in keys {
                let place = if place.is_empty() { key.clone() } else { format!("{place}.{key}") };
                let of =
                    |object: &serde_json::Map<String, Value>| object.get(key).cloned().unwrap_or(Value::Null);
                differences(&of(old), &of(new), place, found);
            }
        }
        (Value::Array(old), Value::Array(new)) => {
            for (at, (old, new)) in old.iter().zip(new).enumerate() {
                differences(old, new, format!("{place}[{at}]"), found);
            }
            if old.len() != new.len() {
                found.push(format!("{place}: {} instead of {} in the list", new.len(), old.len()));
            }
        }
        _ => found.push(format!("{place}: {} instead of {}", short(record), short(expected))),
    }
}

fn short(value: &Value) -> String {
    let whole = value.to_string();
    match whole.char_indices().nth(80) {
        Some((at, _)) => format!("{}…", &whole[..at]),
        None => whole,
    }
}

#[cfg(test)]
mod tests {
    use super::{of_runs, with_expected};

    #[test]
    fn an_equal_record_is_equal_in_any_layout() {
        assert_eq!(with_expected("{\n \"a\": [1, 2.5] }", "{\"a\":[1,2.5]}"), None);
    }

    #[test]
    fn the_place_of_a_difference_is_named() {
        let expected = r#"{"items":[{"number":"§ 1","votes":[]},{"number":"§ 2"}]}"#;
        let record = r#"{"items":[{"number":"§ 1","votes":[{"yes":3}]},{"number":"§ 3"}],"text":"x"}"#;
        let how = with_expected(expected, record).unwrap();
        let lines: Vec<&str> = how.lines().collect();
        assert_eq!(
            lines,
            [
                "items[0].votes: 1 instead of 0 in the list",
                "items[1].number: \"§ 3\" instead of \"§ 2\"",
                "text: \"x\" instead of null",
            ]
        );
        assert!(with_expected("nonsense", "{}").unwrap().contains("not JSON"));
    }

    #[test]
    fn null_and_absent_are_the_same() {
        let (absent, null) =
            (r#"{"items":[{"number":"1"}]}"#, r#"{"items":[{"number":"1","note":null}],"more":null}"#);
        for (one, two) in [(absent, null), (null, absent)] {
            assert_eq!((with_expected(one, two), of_runs(one, two)), (None, None));
        }
        let said = r#"{"items":[{"number":"1","note":"x"}]}"#;
        assert_eq!(with_expected(absent, said).as_deref(), Some("items[0].note: \"x\" instead of null\n"));
    }

    #[test]
    fn a_document_may_be_moved_with_its_expected_record() {
        let (here, there) = (r#"{"source":{"path":"a.txt"}}"#, r#"{"source":{"path":"b/a.txt"}}"#);
        assert_eq!(with_expected(here, there), None);
        assert!(of_runs(here, there).unwrap().contains("b/a.txt"));
    }
}

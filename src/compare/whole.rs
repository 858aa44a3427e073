//! A record against the one that is expected, field by field.

use serde_json::Value;
use std::fmt::Write;

/// Differences that are told of; what is wrong is seen from the first ones.
const MOST: usize = 20;

/// How a record differs from the expected one, one place a line; none if it does not.
pub fn with_expected(expected: &str, record: &str) -> Option<String> {
    let parsed = |json: &str| serde_json::from_str::<Value>(json);
    let (expected, record) = match (parsed(expected), parsed(record)) {
        (Ok(expected), Ok(record)) => (expected, record),
        (Err(error), _) => return Some(format!("the expected record is not JSON: {error}")),
        (_, Err(error)) => return Some(format!("the record is not JSON: {error}")),
    };
    if expected == record {
        return None;
    }
    let mut found = Vec::new();
    differences(&expected, &record, String::new(), &mut found);
    let mut out = found.iter().take(MOST).fold(String::new(), |mut out, line| {
        let _ = writeln!(out, "{line}");
        out
    });
    if found.len() > MOST {
        let _ = writeln!(out, "and {} more", found.len() - MOST);
    }
    Some(out)
}

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
    use super::with_expected;

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
}

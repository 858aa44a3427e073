//! The last look before a record leaves the program: every string in it, whatever its field.
//!
//! A text is masked before any stage reads it, so that this look finds nothing there; what is joined over line ends, and
//! the name of the file, come from elsewhere. A field that is added later is looked at as well.

use super::{find, masked};
use crate::language::Language;
use crate::record::Record;
use crate::text::Repaired;
use serde_json::Value;

/// The record with everything personal masked in every string.
pub fn sealed(record: Record, language: Option<Language>) -> Record {
    let mut value = serde_json::to_value(&record).expect("a record has only strings for keys");
    let mut count = 0;
    each(&mut value, &mut |text: &str| mask(text, text, language, &mut count));
    // Folders and words of a file's name are divided by signs that go on in a number elsewhere.
    if let Some(Value::String(path)) = value.pointer_mut("/source/path") {
        let parted = path.replace(['/', '_'], " ");
        if let Some(masked) = mask(path, &parted, language, &mut count) {
            *path = masked;
        }
    }
    if count == 0 { record } else { serde_json::from_value(value).expect("a masked record is one") }
}

fn mask(text: &str, looked_at: &str, language: Option<Language>, count: &mut usize) -> Option<String> {
    let found = find::<Repaired>(looked_at, language);
    *count += found.len();
    (!found.is_empty()).then(|| masked(text, &found))
}

/// Gives each string in a value what is made of it, if anything is.
fn each(value: &mut Value, make: &mut impl FnMut(&str) -> Option<String>) {
    match value {
        Value::String(text) => {
            if let Some(made) = make(text) {
                *text = made;
            }
        }
        Value::Array(list) => list.iter_mut().for_each(|value| each(value, make)),
        Value::Object(fields) => fields.values_mut().for_each(|value| each(value, make)),
        _ => {}
    }
}

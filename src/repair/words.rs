//! How the repair reads the values of the lexicon's automata.

use crate::lexicon::{Entry, NameEntry};

/// -ln p of a form.
pub(super) fn cost(value: u64) -> f32 {
    Entry::unpack(value).cost
}

/// -ln p of a name.
pub(super) fn name_cost(value: u64) -> f32 {
    NameEntry::unpack(value).cost + NAME
}

/// What it costs that a name stands there at all.
pub(super) const NAME: f32 = 3.0;

/// Whether a small letter is a vowel of one of the four languages.
pub(super) fn is_vowel(c: char) -> bool {
    "aeiouyåäöæø".contains(c)
}

/// Whether two forms are one but for case.
pub(super) fn same_folded(a: &str, b: &str) -> bool {
    if a.is_ascii() && b.is_ascii() {
        return a.eq_ignore_ascii_case(b);
    }
    a.len() == b.len() && a.chars().flat_map(char::to_lowercase).eq(b.chars().flat_map(char::to_lowercase))
}

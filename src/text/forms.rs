//! Written forms with a number each: what is known of a word is found once and then asked for by number.
//!
//! Words of a text come again and again, so that finding a form is among the most frequent things that the program
//! does. A form of up to [`SHORT`] bytes is its own key: it is read with one load and compared without following a
//! pointer. The table refuses to know what is kept of a form; who asks keeps a list beside it.

use foldhash::HashMap;
use std::ops::Range;

/// Most bytes of a form that fit into a number with their own.
const SHORT: usize = 15;

/// Distinct forms, numbered from 0 in the order in which they came.
#[derive(Debug, Default)]
pub struct Forms {
    short: HashMap<ShortForm, u32>,
    long: HashMap<Box<str>, u32>,
}

impl Forms {
    /// How many forms there are, which is the number that a new one gets.
    pub fn len(&self) -> usize {
        self.short.len() + self.long.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Forgets all forms.
    pub fn clear(&mut self) {
        self.short.clear();
        self.long.clear();
    }

    /// The number of the form that stands at `range` of `text`; a new form gets the next.
    ///
    /// # Panics
    /// If the range does not lie in the text, or cuts a character.
    pub fn number(&mut self, text: &str, range: Range<usize>) -> u32 {
        let next = self.len() as u32;
        if let Some(key) = short_form(text.as_bytes(), range.clone()) {
            // Nearly every form is there: it is asked for without making room for it.
            return self.short.get(&key).copied().unwrap_or_else(|| {
                self.short.insert(key, next);
                next
            });
        }
        let form = &text[range];
        self.long.get(form).copied().unwrap_or_else(|| {
            self.long.insert(form.into(), next);
            next
        })
    }
}

/// The bytes of a form, and in the last place how many they are; in two halves, which tables hold more tightly than one
/// number.
pub type ShortForm = (u64, u64);

/// A form of up to 15 bytes that stands at `range`.
///
/// # Panics
/// If the range does not lie in the bytes.
pub fn short_form(bytes: &[u8], range: Range<usize>) -> Option<ShortForm> {
    let length = range.len();
    if length > SHORT {
        return None;
    }
    // Whole words of the machine are read where the text goes on after the form, as it nearly always does.
    let read = bytes[range.start..].first_chunk().copied().unwrap_or_else(|| {
        let mut read = [0; SHORT + 1];
        read[..length].copy_from_slice(&bytes[range]);
        read
    });
    let inside = (1 << (8 * length)) - 1;
    let whole = u128::from_le_bytes(read) & inside | (length as u128) << (8 * SHORT);
    Some((whole as u64, (whole >> 64) as u64))
}

#[cfg(test)]
mod tests {
    use super::Forms;
    use proptest::prelude::*;
    use std::collections::HashMap;

    proptest! {
        #[test]
        fn forms_have_one_number_and_no_two_the_same(words in proptest::collection::vec("[aåZ\0]{0,20}", 0..30)) {
            let (mut forms, mut seen) = (Forms::default(), HashMap::new());
            let text = words.concat();
            let mut at = 0;
            for word in &words {
                let next = seen.len() as u32;
                let number = *seen.entry(word.as_str()).or_insert(next);
                prop_assert_eq!(forms.number(&text, at..at + word.len()), number);
                at += word.len();
            }
            prop_assert_eq!(forms.len(), seen.len());
        }
    }
}

//! From bytes to code points, at the edge where records are written.
//!
//! Records count code points (as in W3C Web Annotation, and as Python slices); the program counts bytes. The table
//! keeps one count per 64 bytes, so a conversion reads at most 64 bytes and the whole costs 1/16 of the text.

const STEP: usize = 64;

/// Converts byte offsets of one text into code-point offsets.
#[derive(Debug)]
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`; continuation bytes are not counted.
    counts: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Counts the text once.
    pub fn new(text: &'t str) -> Self {
        let mut counts = Vec::with_capacity(text.len() / STEP + 1);
        let mut count = 0;
        for chunk in text.as_bytes().chunks(STEP) {
            counts.push(count);
            count += starts(chunk);
        }
        counts.push(count);
        Self { text, counts }
    }

    /// The number of code points before byte `offset`.
    ///
    /// # Panics
    /// If `offset` lies beyond the text.
    #[track_caller]
    pub fn at(&self, offset: usize) -> u64 {
        let step = offset / STEP;
        u64::from(self.counts[step] + starts(&self.text.as_bytes()[step * STEP..offset]))
    }
}

/// Bytes that begin a code point.
fn starts(bytes: &[u8]) -> u32 {
    bytes.iter().map(|&byte| u32::from(byte & 0xC0 != 0x80)).sum()
}

#[cfg(test)]
mod tests {
    use super::CodePoints;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn agrees_with_counting_characters(text in "[a-zåäö§—\n😀]{0,300}") {
            let points = CodePoints::new(&text);
            for (count, (offset, _)) in text.char_indices().enumerate() {
                prop_assert_eq!(points.at(offset), count as u64);
            }
            prop_assert_eq!(points.at(text.len()), text.chars().count() as u64);
        }
    }
}

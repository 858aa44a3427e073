//! How far one line is from another, counted in letters changed, added or lost.
//!
//! Most pairs are far apart, which their lengths and their letters tell; only the rest is aligned.

/// A folded line with what bounds its distance from others.
#[derive(Clone, Debug)]
pub(super) struct Letters {
    text: String,
    /// How often each byte stands, modulo the length of the row.
    counts: [u8; 64],
}

impl Letters {
    pub(super) fn new(text: String) -> Self {
        let mut counts = [0_u8; 64];
        for byte in text.bytes() {
            let n = &mut counts[usize::from(byte) % 64];
            *n = n.saturating_add(1);
        }
        Self { text, counts }
    }

    pub(super) fn text(&self) -> &str {
        &self.text
    }

    pub(super) fn len(&self) -> usize {
        self.text.len()
    }

    /// The distance from another line, if it is at most `most`.
    pub(super) fn within(&self, other: &Self, most: usize) -> Option<usize> {
        // Each change adds one letter at most, and takes one away at most.
        let added = |a: &[u8; 64], b: &[u8; 64]| -> usize {
            a.iter().zip(b).map(|(a, b)| u16::from(a.saturating_sub(*b))).sum::<u16>().into()
        };
        let may_be = self.len().abs_diff(other.len()) <= most
            && added(&self.counts, &other.counts) <= most
            && added(&other.counts, &self.counts) <= most;
        may_be
            .then(|| strsim::generic_levenshtein(&Bytes(&self.text), &Bytes(&other.text)))
            .filter(|distance| *distance <= most)
    }
}

/// Bytes that `strsim` can walk.
struct Bytes<'a>(&'a str);

impl<'b> IntoIterator for &'b Bytes<'_> {
    type Item = &'b u8;
    type IntoIter = std::slice::Iter<'b, u8>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.as_bytes().iter()
    }
}

#[cfg(test)]
mod tests {
    use super::Letters;

    #[test]
    fn near_lines_are_told_from_far_ones() {
        let letters = |text: &str| Letters::new(text.to_owned());
        assert_eq!(letters("reservation").within(&letters("reservatlon"), 2), Some(1));
        assert_eq!(letters("reservation").within(&letters("reservation"), 0), Some(0));
        assert_eq!(letters("abc").within(&letters("cba"), 1), None);
        assert_eq!(letters("beslut").within(&letters("beslutande"), 3), None);
    }
}

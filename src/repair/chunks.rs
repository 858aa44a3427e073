//! A text as its stretches without white space, for what is told by the place of a sign and not by the word that it is part of.

/// A stretch without white space.
#[derive(Clone, Copy, Debug)]
pub(super) struct Chunk<'t> {
    /// First byte.
    pub(super) at: usize,
    pub(super) text: &'t str,
    /// First on its line.
    pub(super) heads: bool,
}

/// The chunks of a text, in order.
pub(super) fn chunks(text: &str) -> impl Iterator<Item = Chunk<'_>> {
    let mut heads = true;
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &text[at..];
        let start = rest.find(|c: char| !c.is_whitespace())?;
        heads |= rest.as_bytes()[..start].iter().any(|byte| matches!(byte, b'\n' | b'\x0c'));
        let length = rest[start..].find(char::is_whitespace).unwrap_or(rest.len() - start);
        let chunk = Chunk { at: at + start, text: &rest[start..start + length], heads };
        heads = false;
        at += start + length;
        Some(chunk)
    })
}

//! Words that say something of a matter, and when two of them are the same in other forms.
//!
//! No grammar is asked: long words and figures carry content, and what begins alike is the same word in another form.

/// The same word in another form, or part of the same compound.
pub(super) fn alike(a: &str, b: &str) -> bool {
    beginning(a) == beginning(b)
}

fn beginning(word: &str) -> &str {
    &word[..word.char_indices().nth(6).map_or(word.len(), |(at, _)| at)]
}

/// What words that are the same in other forms have in common, and figures only if they are equal.
pub(super) fn stem(word: &str) -> &str {
    if is_figure(word) { word } else { beginning(word) }
}

pub(super) fn is_figure(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit())
}

/// The same figure, or the same word in another form.
pub(super) fn same(a: &str, b: &str) -> bool {
    stem(a) == stem(b)
}

/// Words that carry content: long ones and figures.
pub(super) fn content(text: &str) -> impl Iterator<Item = &str> {
    text.split_whitespace().map(|word| word.trim_matches(|c: char| !c.is_alphanumeric())).filter(|word| {
        word.chars().count() >= 6 || (word.len() >= 2 && word.starts_with(|c: char| c.is_ascii_digit()))
    })
}

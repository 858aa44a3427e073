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

/// The sums and other large numbers of a text, without the marks between their thousands: `40 000`, `40.000`.
pub(super) fn sums(text: &str) -> impl Iterator<Item = String> {
    /// Smaller numbers count points, years and meetings.
    const LEAST: usize = 5;
    let grouped = text.split_whitespace().collect::<Vec<_>>();
    let figures = |word: &str| word.chars().filter(char::is_ascii_digit).collect::<String>();
    let bare = |word: &str| word.trim_end_matches([',', '.', ';', '-', ')', ':']).to_owned();
    let mut out: Vec<String> = Vec::new();
    let mut open = false;
    for word in grouped {
        let own = bare(word);
        let whole = !own.is_empty() && own.bytes().all(|b| b.is_ascii_digit() || b == b'.');
        let digits = figures(&own);
        match out.last_mut() {
            Some(last) if open && whole && own.len() == 3 => last.push_str(&digits),
            _ if whole => out.push(digits),
            _ => {}
        }
        open = whole && own.len() == word.len();
    }
    out.into_iter().filter(|sum| sum.len() >= LEAST)
}

#[cfg(test)]
mod tests {
    use super::sums;

    #[test]
    fn sums_are_read_over_their_groups() {
        let read = |text: &str| sums(text).collect::<Vec<_>>();
        assert_eq!(
            read("bidrag med 40 000 kronor eller kr. 150.000,- den 19 november 1984"),
            ["40000", "150000"]
        );
        assert_eq!(read("1 250 000 kr, 12 500."), ["1250000", "12500"]);
    }
}

//! Words that say something of a matter, and when two of them are the same in other forms; the sums and quantities that it names.
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

/// A sum, or a number of something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Quantity {
    /// Its figures, without the marks between thousands: `40 000`, `40.000`.
    figures: String,
    /// What is counted, where the number is too small to be a sum: `10 timer`.
    of: Option<String>,
}

/// The sums and quantities of a text.
pub(super) fn quantities(text: &str) -> Vec<Quantity> {
    /// So many figures are a sum, whatever follows.
    const SUM: usize = 5;
    let mut out: Vec<Quantity> = Vec::new();
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let mut last = word;
        let mut figures = grouped(word);
        while figures.is_some()
            && let Some(next) = words.peek()
            && grouped(next).is_some_and(|next| next.len() == 3)
            && last.ends_with(|c: char| c.is_ascii_digit())
        {
            last = next;
            figures = figures.zip(grouped(next)).map(|(figures, next)| figures + &next);
            words.next();
        }
        let Some(figures) = figures else { continue };
        let of = words.peek().filter(|next| next.chars().all(char::is_alphabetic));
        match of {
            _ if figures.len() >= SUM => out.push(Quantity { figures, of: None }),
            Some(of) if last.len() == figures.len() => {
                out.push(Quantity { figures, of: Some((*of).to_owned()) });
            }
            _ => {}
        }
    }
    out
}

/// Whether a text names a sum that others lack, or another number of what they count.
pub(super) fn differs(own: &[Quantity], others: &[Quantity]) -> bool {
    own.iter().any(|own| match own.of {
        None => !others.contains(own),
        Some(_) => {
            let mut same = others.iter().filter(|other| other.of == own.of).peekable();
            same.peek().is_some() && same.all(|other| other.figures != own.figures)
        }
    })
}

/// The figures of a number, with or without points between its thousands and marks behind it.
fn grouped(word: &str) -> Option<String> {
    let bare = word.trim_end_matches([',', '.', ';', '-', ')', ':']);
    let number = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit() || b == b'.');
    number.then(|| bare.chars().filter(char::is_ascii_digit).collect())
}

#[cfg(test)]
mod tests {
    use super::{differs, quantities};

    #[test]
    fn other_sums_and_other_numbers_of_the_same_differ() {
        let facts = quantities("söker 85 000 kr eller kr. 150.000,- för 20 timmar i 1984 enligt 4 kap");
        let other = |text: &str| differs(&quantities(text), &facts);
        assert!(other("bidrag med 40 000 kronor"));
        assert!(!other("bidrag med 85.000 kronor, till 30. juni 1985"));
        assert!(!other("150 000 kr"));
        assert!(other("10 timmar beviljas"));
        assert!(!other("20 timmar beviljas enligt 12 paragrafer"));
    }
}

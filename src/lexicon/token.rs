//! The classes that tokens without letters stand for in the table of pairs.
//!
//! The same rules stand in `corpora/build/tokens.py`, which counted the pairs.

/// The start of a sentence or a line.
pub(super) const START: &str = "<s>";

/// All classes, in the order of the table of pairs.
pub(super) const SYMBOLS: [&str; 6] = [START, "<num>", "<,>", "<p>", "<name>", "§"];

/// The class of a token that is no word: numbers, marks, ends of sentences. `None` for a word, and for a symbol.
pub fn symbol_of(token: &str) -> Option<&'static str> {
    if let Some(symbol) = SYMBOLS.iter().find(|symbol| **symbol == token) {
        return Some(symbol);
    }
    let first = token.chars().next()?;
    match first {
        '.' | '!' | '?' | ':' | ';' => Some(START),
        ',' => Some("<,>"),
        '§' => Some("§"),
        _ if first.is_numeric() => Some("<num>"),
        _ if first.is_alphabetic() => None,
        _ => Some("<p>"),
    }
}

//! Marks of prose: points of lists, ends of sentences, quotations, numbers of votes.
//!
//! All of it is told from punctuation and figures, without a word of any language.

/// "1. ", "a) ", "- ", "• ".
pub(super) fn is_list_point(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    match bytes.first() {
        Some(b'-' | b'*') => bytes.get(1) == Some(&b' '),
        Some(_) if digits > 0 && digits <= 2 => {
            matches!(bytes.get(digits), Some(b'.' | b')')) && bytes.get(digits + 1).is_none_or(|b| *b == b' ')
        }
        Some(b) if b.is_ascii_lowercase() => matches!(bytes.get(1), Some(b')')),
        _ => false,
    }
}

/// Where the first sentence ends: at a full stop before a capital, abbreviations and figures apart.
pub(super) fn sentence_end(folded: &str, text: &str) -> usize {
    let mut letters = text.chars();
    let mut read = 0;
    let mut from = 0;
    while let Some(at) = folded[from..].find(". ") {
        let at = from + at;
        let word = folded[..at].rsplit([' ', '(']).next().unwrap_or("");
        let short = word.len() <= 3 || word.bytes().any(|b| b.is_ascii_digit() || b == b'.');
        if !short {
            let next = letters.nth(at + 2 - read);
            read = at + 3;
            if at + 2 < folded.len() && next.is_some_and(char::is_uppercase) {
                return at + 1;
            }
        }
        from = at + 2;
    }
    folded.len()
}

/// Where a quotation begins after a colon.
pub(super) fn quotation_start(folded: &str) -> usize {
    folded.find(": \"").map_or(folded.len(), |at| at + 1)
}

/// How many lines a quotation has been open after this line; none is believed open for long.
pub(super) fn quoted(line: &str, open: u32) -> u32 {
    let marks = line.bytes().filter(|b| *b == b'"').count();
    let now = if marks % 2 == 1 { open == 0 } else { open > 0 };
    if now && open <= 14 { open + 1 } else { 0 }
}

/// "For: 6 (…)", "Imod: 5", "12 (Ap)": numbers of votes, or like them.
pub(super) fn tallies(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace().peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        let number = !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
        let bracket = words.peek().is_some_and(|next| next.starts_with('('));
        if number && (before.ends_with(':') || bracket) {
            return true;
        }
        before = word;
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{is_list_point, quoted, sentence_end, tallies};

    #[test]
    fn tallies_are_numbers_after_a_colon_or_before_a_bracket() {
        assert!(tallies("for: 6 (ap, h)") && tallies("mot 12 (sp)") && tallies("imod: 5"));
        assert!(!tallies("vegen vert 12 meter") && !tallies("jf. kap. 3"));
    }

    #[test]
    fn list_points_and_sentences() {
        assert!(is_list_point("1. vegen") && is_list_point("a) vegen") && is_list_point("- vegen"));
        assert!(!is_list_point("1970 byggdes") && !is_list_point("att bygga"));
        let text = "Ja, jf. loven § 3. Nej";
        assert_eq!(sentence_end(&text.to_lowercase().replace('§', "$"), text), text.chars().count());
        let text = "Forslaget falt. Dermed ble";
        assert_eq!(sentence_end(&text.to_lowercase(), text), 15);
    }

    #[test]
    fn an_unclosed_quotation_is_given_up() {
        let mut open = quoted("sade \"detta", 0);
        assert_eq!(open, 1);
        for _ in 0..20 {
            open = quoted("mer text", open);
        }
        assert_eq!(open, 0);
        assert_eq!(quoted("slut\"", 3), 0);
    }
}

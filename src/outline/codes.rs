//! Case numbers as headings print them, with a label and without.
//!
//! In running text a case number needs a label or a form that nothing else has; in a heading the place speaks for it:
//! beside the number, on a line of its own, after a gap at the end of the title. So this grammar is wider than that of
//! the mentions. It refuses to know where in a heading it is asked.
//!
//! ```text
//! code   = LETTERS [sep] digits (sep (letters | digits))*  |  digits "/" digits ...  |  year sep digits{3,}
//!        | filing plan code "-" volume ...                 followed by [" " LETTERS | " " digit{3}] at the end of its column
//! sep    = "/" | "-" | "." | ":"
//! ```

/// Letters of a registry: `KS`, `TRV`, `KFKS`, `BYGGN`.
const REGISTRY: usize = 8;

/// Length of the case number, in characters, that a stretch of a heading begins with. `original` is `folded` before folding.
pub(super) fn unlabelled(folded: &str, original: &str) -> Option<usize> {
    let first = token(folded);
    let upper = |at: usize, len: usize| original.chars().skip(at).take(len).all(|c| !c.is_lowercase());
    let mut len = first.trim_end_matches([',', '.', ';']).len();
    if !is_code(&first[..len]) {
        // "KS 2021-00045": the registry's letters stand apart.
        let number = token(folded[first.len()..].strip_prefix(' ')?);
        let number = number.trim_end_matches([',', '.', ';']);
        let registry = (1..=REGISTRY).contains(&first.len())
            && first.bytes().all(|b| b.is_ascii_alphabetic())
            && upper(0, first.len());
        if !(registry && number.starts_with(|c: char| c.is_ascii_digit()) && is_code(number)) {
            return None;
        }
        len = first.len() + 1 + number.len();
    }
    // "2018.337 SBN", "09-311 106": letters or a class after the number, with which its column ends.
    if let Some(rest) = folded[len..].strip_prefix(' ') {
        let tail = token(rest);
        let ends = rest[tail.len()..].is_empty() || rest[tail.len()..].starts_with("  ");
        let letters = tail.len() < REGISTRY
            && tail.len() >= 2
            && tail.bytes().all(|b| b.is_ascii_alphabetic())
            && upper(len + 1, tail.len());
        let class = tail.len() == 3 && tail.bytes().all(|b| b.is_ascii_digit());
        if ends && (letters || class) {
            len += 1 + tail.len();
        }
    }
    Some(len)
}

/// Length of the case number that `folded` begins with after its label; 0 if none does.
pub(super) fn labelled(folded: &str) -> usize {
    let mut end = 0;
    let mut digits = false;
    for (words, token) in folded.split_inclusive(' ').enumerate() {
        let bare = token.trim_end();
        if bare.is_empty() {
            break; // a gap
        }
        let has_digit = bare.bytes().any(|b| b.is_ascii_digit());
        let code = has_digit
            || words == 0
                && bare.len() <= REGISTRY
                && bare.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'/' | b'-' | b'.'));
        if !code
            || words >= 4
            || (digits && !bare.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'.' | b'-' | b'/' | b':')))
        {
            break;
        }
        digits |= has_digit;
        // Two marks in a row end it: "KS-2023-00012:-1" is the first version of a document in it.
        let marks = |pair: &[u8]| pair.iter().all(|b| matches!(b, b'/' | b'-' | b'.' | b':'));
        if let Some(at) = bare.as_bytes().windows(2).position(marks) {
            end += at;
            break;
        }
        end += token.len();
        if bare.ends_with(',') || bare.ends_with(')') || bare.ends_with(';') {
            break;
        }
    }
    if digits { folded[..end].trim_end_matches([' ', ',', ')', '.', ';', ':']).len() } else { 0 }
}

/// Whether a text is a day in figures and nothing else: `25.09.2018`.
pub(super) fn is_day(text: &str) -> bool {
    let parts: Vec<&str> = text.trim().split(['.', '-', '/']).collect();
    parts.iter().all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit())) && is_date(&parts)
}

fn token(text: &str) -> &str {
    text.split(' ').next().unwrap_or_default()
}

fn is_code(token: &str) -> bool {
    const SEPARATORS: [char; 4] = ['/', '-', '.', ':'];
    let bytes = token.as_bytes();
    let digits = bytes.iter().filter(|b| b.is_ascii_digit()).count();
    let letters = bytes.iter().filter(|b| b.is_ascii_alphabetic()).count();
    let plain = token.chars().all(|c| c.is_ascii_alphanumeric() || SEPARATORS.contains(&c));
    let closed = bytes.first().is_some_and(u8::is_ascii_alphanumeric)
        && bytes.last().is_some_and(u8::is_ascii_alphanumeric);
    if !plain || !closed || digits < 3 || letters >= REGISTRY || letters >= digits {
        return false;
    }
    let parts: Vec<&str> = token.split(SEPARATORS).collect();
    if parts.len() < 2 || is_date(&parts) || is_span(&parts) {
        return false;
    }
    if bytes[0].is_ascii_alphabetic() {
        return digits >= 4 || token.contains(['/', '-', ':']);
    }
    if token.contains('/') {
        return true;
    }
    if letters > 0 {
        // "24.05.00-S55-1-18": a class of the filing plan, a volume, a serial.
        return parts.len() >= 4 && token.contains('-');
    }
    is_year(parts[0]) && parts[1].len() >= 3
}

fn is_year(part: &str) -> bool {
    part.len() == 4
        && (part.starts_with("19") || part.starts_with("20"))
        && part.bytes().all(|b| b.is_ascii_digit())
}

/// `24-09-2019`, `2019-09-24`, `3/11-21`.
fn is_date(parts: &[&str]) -> bool {
    let within = |part: &str, most: u32| {
        part.len() <= 2 && part.parse::<u32>().is_ok_and(|value| (1..=most).contains(&value))
    };
    match parts {
        [a, b, c] if is_year(a) => within(b, 12) && within(c, 31),
        [a, b, c] => within(a, 31) && within(b, 12) && (is_year(c) || c.len() == 2),
        _ => false,
    }
}

/// `2019-2022`, `2020/21`: years from one to another.
fn is_span(parts: &[&str]) -> bool {
    let [from, to] = parts else { return false };
    if !is_year(from) {
        return false;
    }
    let next = from.parse::<u32>().map_or(0, |year| (year + 1) % 100);
    is_year(to) || to.len() == 2 && to.parse() == Ok(next)
}

#[cfg(test)]
mod tests {
    use super::{labelled, unlabelled};
    use crate::outline::fold::folded;

    fn bare(text: &str) -> Option<String> {
        unlabelled(&folded(text), text).map(|len| text.chars().take(len).collect())
    }

    #[test]
    fn a_bare_code_is_known_by_its_form() {
        for code in [
            "18/31207",
            "1379/22",
            "2021/6613-11",
            "SLK-2024-00074",
            "2021-000764",
            "2018.337 SBN",
            "KS 2021-00045",
            "BUN 2019/118",
            "KS.2021.334",
            "24.05.00-S55-1-18",
            "04.04.00-Ø40-6-18",
            "09-311/2010 106",
        ] {
            assert_eq!(bare(code).as_deref(), Some(code));
        }
        assert_eq!(bare("2021-000764 Bygglov för garage").as_deref(), Some("2021-000764"));
        assert_eq!(bare("2018.337 SBN   Plan").as_deref(), Some("2018.337 SBN"));
    }

    #[test]
    fn dates_years_sums_and_words_are_none() {
        for other in [
            "2023-11-20",
            "24-09-2019",
            "3/11-2021",
            "1.250.000",
            "12,5",
            "2019-2022",
            "2020/21",
            "Budget 2020/2021",
            "budget",
            "Sävelund 2:3",
            "Val 2022/118",
            "",
        ] {
            assert_eq!(bare(other), None, "{other}");
        }
    }

    #[test]
    fn labelled_numbers_end_where_words_begin() {
        for (text, value) in [
            ("ks 2023-00587", "ks 2023-00587"),
            ("318/84", "318/84"),
            ("2011/ks 0206 001", "2011/ks 0206 001"),
            ("87/02.06.01/2024", "87/02.06.01/2024"),
            ("19/12 behandles", "19/12"),
            ("ks-2023-00012:-1", "ks-2023-00012"),
            ("se bilaga", ""),
        ] {
            assert_eq!(&text[..labelled(text)], value, "{text}");
        }
    }
}

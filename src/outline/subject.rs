//! Whom a sentence begins with: a person, a party, the chair, a body.
//!
//! Told from capitals, brackets and short lists of words, not from lists of names. Nothing is decided here about what
//! they do.

use super::cues::{Cues, Subject};
use super::fold::{begins_with, fold};

/// Whom the sentence begins with, and how many characters of it speak of them.
pub(super) fn subject(sentence: &str, folded: &str, cues: &Cues) -> Option<Subject> {
    let skip = folded.len() - folded.trim_start_matches(['-', '*', '"', ' ']).len();
    let folded = &folded[skip..];
    let table = &cues.subject;
    if table.chair.iter().any(|chair| begins_with(folded, chair)) {
        return Some(Subject::Chair);
    }
    if table.party.iter().any(|party| begins_with(folded, party)) {
        return Some(Subject::Party);
    }
    let honoured = table.honorific.iter().any(|word| begins_with(folded, word));
    if honoured {
        return Some(Subject::Person);
    }
    let mut pair = false; // two capitalised words in a row
    let mut before_upper = false;
    let mut first_body = false;
    let mut company = false;
    let mut count = 0;
    for token in sentence
        .split_whitespace()
        .skip(usize::from(skip > 0 && sentence.starts_with(['-', '*', '•', '–'])))
        .take(60)
    {
        if let Some(open) = token.find('(') {
            // "(S)", "(samtliga", "(M),": a party in brackets marks a person.
            let inner = token[open + 1..].trim_matches(|c: char| !c.is_alphanumeric());
            if count > 0
                && inner.chars().count() <= 6
                && !inner.is_empty()
                && inner.chars().all(char::is_alphabetic)
            {
                return Some(Subject::Person);
            }
            before_upper = false;
            continue;
        }
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let Some(first) = bare.chars().next() else {
            continue;
        };
        let word: String = bare.chars().map(|c| char::from(fold(c))).collect();
        if first.is_uppercase() {
            let is_body = table.body.iter().any(|ending| word.ends_with(ending.as_str()));
            if count == 0 {
                first_body = is_body;
            }
            company |= table.company.contains(&word) || (is_body && count > 0);
            pair |= before_upper && bare.chars().any(char::is_lowercase);
            before_upper = !token.ends_with('-');
            count += 1;
            if token.ends_with([':', '.']) && bare.chars().count() > 1 {
                break;
            }
        } else if table.joint.contains(&word) {
            before_upper = before_upper
                && matches!(word.as_str(), "von" | "af" | "de" | "der" | "van" | "al" | "el" | "la" | "di");
        } else if count == 1 && before_upper && !first_body && word.len() > 5 && !pair {
            // A title before the name: "Ekonomichefen Anna Ek".
            break;
        } else {
            break;
        }
    }
    if first_body && count <= 1 {
        return Some(Subject::Body);
    }
    if pair && !company && !first_body {
        return Some(Subject::Person);
    }
    (first_body || company).then_some(Subject::Body)
}

#[cfg(test)]
mod tests {
    use super::subject;
    use crate::language::Language;
    use crate::outline::cues::{Cues, Subject};
    use crate::outline::fold::fold;

    fn of(sentence: &str, language: Language) -> Option<Subject> {
        let folded: String = sentence.chars().map(|c| char::from(fold(c))).collect();
        subject(sentence, &folded, Cues::of(language))
    }

    #[test]
    fn people_parties_chairs_and_bodies() {
        assert_eq!(of("Anna Berg (S) yrkar bifall.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Anna Berg och Bo Ek yrkar bifall.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Herr Ek yrkar avslag.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Ordföranden ställer proposition.", Language::Swedish), Some(Subject::Chair));
        assert_eq!(of("Nämnden föreslår att bokslutet godkänns.", Language::Swedish), Some(Subject::Body));
        assert_eq!(of("Venstre foreslår, at sagen udsættes.", Language::Danish), Some(Subject::Party));
        assert_eq!(of("Kari Ås (SV) foreslo utsettelse.", Language::Bokmal), Some(Subject::Person));
        assert_eq!(of("Forslaget ble trukket.", Language::Bokmal), None);
        assert_eq!(of("Motionen avslås.", Language::Swedish), None);
    }
}

//! Whom a sentence begins with: a person, a party, the chair, a body.
//!
//! Told from capitals, brackets and short lists of words, not from lists of names. Nothing is decided here about what
//! they do.

use super::cues::Cues;
use super::fold::{folded, tokens};
use super::rules::Subject;
use foldhash::HashSet;

/// Whom the sentence begins with, and how many characters of it speak of them.
pub(super) fn subject(sentence: &str, folded_sentence: &str, cues: &Cues) -> Option<Subject> {
    let start = folded_sentence.trim_start_matches(['-', '*', '"', ' ']);
    let skip = folded_sentence.len() - start.len();
    let table = &cues.subject;
    if table.chair.begin(start) {
        return Some(Subject::Chair);
    }
    if table.party.begin(start) {
        return Some(Subject::Party);
    }
    if table.honorific.begin(start) {
        return Some(Subject::Person);
    }
    // "Økonomiudvalgets flertal": a part of the body.
    let mut parts = start.split(' ');
    if let (Some(whole), Some(part)) = (parts.next(), parts.next())
        && whole.strip_suffix('s').is_some_and(|whole| table.body.end(whole))
        && table.party.begin(part.trim_end_matches([',', '.']))
    {
        return Some(Subject::Body);
    }
    // "Kasse- og regnskabsudvalget": the second half says what it is.
    let mut words = start.split([' ', ',']);
    if let (Some(first), Some(_), Some(last)) = (words.next(), words.next(), words.next())
        && first.ends_with('-')
        && (table.body.end(last) || last.strip_suffix('s').is_some_and(|whole| table.body.end(whole)))
    {
        return Some(Subject::Body);
    }
    let mut pair = false; // two capitalised words in a row
    let mut before_upper = false;
    let mut first_body = false;
    let mut company = false;
    let mut firm = false;
    let mut count = 0;
    let mut first_word = String::new();
    let mut first_hangs = false;
    for token in sentence
        .split_whitespace()
        .skip(usize::from(skip > 0 && sentence.starts_with(['-', '*', '•', '–'])))
        .take(60)
    {
        if let Some(open) = token.find('(') {
            // "(S)", "(samtliga", "(M),": a party in brackets marks a person.
            let inner = token[open + 1..].trim_matches(|c: char| !c.is_alphanumeric());
            // A long word in small letters is no party: "(mødet den 7.2.)".
            let word = inner.chars().count() > 4 && inner.starts_with(char::is_lowercase);
            if count > 0
                && !word
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
        let word = folded(bare);
        if first.is_uppercase() {
            let is_body = table.body.end(&word);
            if count == 0 {
                first_body = is_body;
                first_hangs = token.ends_with('-');
                first_word.clone_from(&word);
            }
            company |= table.company.holds(&word) || (is_body && count > 0);
            // "Skoglund Utvikling AS" asks for something, and counsels nobody.
            firm |= count > 0 && table.company.holds(&word) && !is_body;
            pair |= before_upper && bare.chars().any(char::is_lowercase);
            before_upper = !token.ends_with('-');
            count += 1;
            if token.ends_with([':', '.']) && bare.chars().count() > 1 {
                break;
            }
        } else if count == 1 && !pair && table.body.end(&word) && (first_hangs || qualifies(&first_word)) {
            // "Tekniska nämnden", "Vård- och omsorgsnämnden".
            return Some(Subject::Body);
        } else if table.joint.holds(&word) {
            before_upper = before_upper && table.particle.holds(&word);
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
    (first_body || company && !firm).then_some(Subject::Body)
}

/// An adjective or genitive before the word for a body, as it ends in these languages.
fn qualifies(word: &str) -> bool {
    word.len() >= 5 && word.ends_with(['a', 'e', 's', 'k'])
}

/// Gathers the words that stand as last names: capitalised, after a capitalised word or an initial of the same column, or parted
/// from it by the line end and with a party behind them. `parted`: the line before ended with a word that may be a given name; tells
/// whether this line does.
pub(super) fn last_names<'t>(line: &'t str, parted: bool, found: &mut HashSet<&'t str>) -> bool {
    let mut before = false;
    if parted
        && let Some((first, rest)) = line.trim_start().split_once(' ')
        && is_name(first)
        && rest.starts_with('(')
    {
        found.insert(first);
    }
    for token in tokens(line) {
        // Most words tell by their first letter that they are no names; no word at all is a gap between columns.
        if token.bytes().next().is_none_or(|b| b.is_ascii_lowercase() || b.is_ascii_digit()) {
            before = false;
            continue;
        }
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        let name = is_name(bare);
        if name && before {
            found.insert(bare);
        }
        let mut letters = bare.chars();
        let initial = letters.next().is_some_and(char::is_uppercase) && letters.next().is_none();
        // "Per Chr. Berg": a given name cut short.
        let cut = before && name && bare.len() <= 5 && token.ends_with('.');
        before = initial || cut || name && token.ends_with(char::is_alphabetic);
    }
    before
}

/// "Berg", "Vik-Holm": a capital and small letters.
fn is_name(word: &str) -> bool {
    let mut chars = word.chars();
    chars.next().is_some_and(char::is_uppercase)
        && chars.next().is_some_and(char::is_lowercase)
        && word.chars().all(|c| c.is_alphabetic() || c == '-')
}

/// Whether a sentence begins with the bare last name of somebody named elsewhere, or with several joined.
pub(super) fn by_surname(sentence: &str, known: &HashSet<&str>, cues: &Cues) -> bool {
    let mut any = false;
    for token in sentence.split_whitespace().take(8) {
        let bare = token.trim_matches(|c: char| !c.is_alphanumeric());
        if is_name(bare) {
            if !known.contains(bare) || cues.subject.body.end(&folded(bare)) {
                return false;
            }
            any = true;
        } else if !(any && cues.subject.joint.holds(&folded(bare))) {
            // The verb follows: a small letter, and no mark between.
            return any && bare.starts_with(char::is_lowercase);
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{by_surname, last_names, subject};
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::outline::fold::folded;
    use crate::outline::rules::Subject;
    use foldhash::HashSet;

    fn of(sentence: &str, language: Language) -> Option<Subject> {
        subject(sentence, &folded(sentence), Cues::of(language))
    }

    #[test]
    fn a_last_name_alone_is_a_person_if_the_document_names_them() {
        let mut known = HashSet::default();
        last_names("Kerstin Alm (vpk)      Bo Vik-Holm, ersättare samt Eva", false, &mut known);
        last_names("Kärr (m) och fler", true, &mut known);
        last_names("Tekniska Nämnden       Protokoll", false, &mut known);
        let cues = Cues::of(Language::Swedish);
        assert!(by_surname("Alm yrkade bifall till motionen.", &known, cues));
        assert!(by_surname("Alm och Vik-Holm yrkade avslag.", &known, cues));
        assert!(by_surname("Kärr yrkade bifall.", &known, cues));
        assert!(!by_surname("Motionen yrkade ingen bifall till.", &known, cues));
        assert!(!by_surname("Nämnden yrkade avslag.", &known, cues));
        assert!(!by_surname("Protokoll fördes.", &known, cues));
    }

    #[test]
    fn people_parties_chairs_and_bodies() {
        assert_eq!(of("Anna Berg (S) yrkar bifall.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Anna Berg och Bo Ek yrkar bifall.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Herr Ek yrkar avslag.", Language::Swedish), Some(Subject::Person));
        assert_eq!(of("Ordföranden ställer proposition.", Language::Swedish), Some(Subject::Chair));
        assert_eq!(of("Nämnden föreslår att bokslutet godkänns.", Language::Swedish), Some(Subject::Body));
        assert_eq!(of("Plan- og miljøudvalget anbefaler planen.", Language::Danish), Some(Subject::Body));
        assert_eq!(
            of("Kasse- og regnskabsudvalgets flertal anbefaler sagen.", Language::Danish),
            Some(Subject::Body)
        );
        assert_eq!(of("Plan- og byggesager udsættes.", Language::Danish), None);
        assert_eq!(of("Venstre foreslår, at sagen udsættes.", Language::Danish), Some(Subject::Party));
        assert_eq!(of("Kari Ås (SV) foreslo utsettelse.", Language::Bokmal), Some(Subject::Person));
        assert_eq!(of("Forslaget ble trukket.", Language::Bokmal), None);
        assert_eq!(of("Motionen avslås.", Language::Swedish), None);
        for body in
            ["Tekniska nämnden avslår", "Vård- och omsorgsnämnden avslår", "Stadens kulturnämnd avslår"]
        {
            assert_eq!(of(body, Language::Swedish), Some(Subject::Body), "{body}");
        }
        assert_eq!(of("Därefter nämnden avslår.", Language::Swedish), None);
    }
}

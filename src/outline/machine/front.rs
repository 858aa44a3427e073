//! First and last pages: labels in a column or on a line of their own, and the names of those who sign.

use super::Drafts;
use crate::outline::contents::has_leader;
use crate::outline::cues::Cues;
use crate::outline::heads;
use crate::outline::page::Page;
use crate::record::SegmentKind;

/// First and last pages: labels in a column or on a line of their own.
pub(super) fn front(
    page: &Page,
    cues: &'static Cues,
    from: usize,
    to: usize,
    first: SegmentKind,
    out: &mut Drafts,
) {
    if from >= to {
        return;
    }
    let mut kind = first;
    let mut id = None;
    for at in from..to {
        let row = page.content[at];
        let line = page.rows.folded(row);
        let mut found: Option<(usize, SegmentKind, &'static str)> = None;
        for front in cues.fronts.iter().filter(|_| !has_leader(line)) {
            if let Some(len) = heads::label(line, &front.labels)
                && label_stands(line, len)
                && found.as_ref().is_none_or(|(best, _, _)| len > *best)
            {
                found = Some((len, front.kind, front.id.as_str()));
            }
            if page.begins(at) && front.any.holds(line) {
                found = found.or(Some((1, front.kind, front.id.as_str())));
            }
        }
        if found.is_none()
            && let Some(whole) = heads::closed_up(line)
        {
            let front =
                cues.fronts.iter().find(|front| heads::label(&whole, &front.labels) == Some(whole.len()));
            found = front.map(|front| (line.len(), front.kind, front.id.as_str()));
        }
        if let Some((len, next, _)) = found
            && next != kind
            && goes_on_above(page, cues, at, len, kind)
        {
            found = None;
        }
        if first == SegmentKind::Other {
            // Who is formand or ordfører stands over or under the name of those who sign.
            found = found.filter(|(_, next, _)| {
                !(kind == SegmentKind::Signatures && *next == SegmentKind::Attendance && !line.contains(':'))
            });
            found = found.or_else(|| closing(page, cues, at, line));
        }
        if found.is_none() && first == SegmentKind::Cover && kind == first && lists_members(page, at, to) {
            found = Some((line.len(), SegmentKind::Attendance, "front.members"));
        }
        if let Some((len, next, rule)) = found {
            // A label of a kind keeps the segment of that kind open.
            if id.is_none() || next != kind {
                kind = next;
                id = Some(out.open(kind, None, rule, Some(page.rows.span(row, 0, len))));
            }
        } else if kind == SegmentKind::Other && first == SegmentKind::Cover && page.begins(at) {
            // A remark between the lists of the first page ends with its paragraph.
            kind = SegmentKind::Cover;
            id = None;
        }
        let current = *id.get_or_insert_with(|| out.open(kind, None, "front", None));
        out.of[at] = current;
    }
}

/// Whether a label is the rest of the one on the line above, whose segment goes on: "Justeringens" over "plats och tid".
fn goes_on_above(page: &Page, cues: &Cues, at: usize, len: usize, kind: SegmentKind) -> bool {
    let Some(above) = at.checked_sub(1).map(|above| page.line(above)) else { return false };
    let cell = above.split("   ").next().unwrap_or(above).trim();
    let both = format!("{cell} {}", &page.line(at)[..len]);
    cues.fronts.iter().any(|front| {
        front.kind == kind && heads::label(&both, &front.labels).is_some_and(|found| found == both.len())
    })
}

/// So many rows of name and party in a row are a table of members.
const ROWS: usize = 3;

/// Whether a row of a table is a name and a party's letters at its end: "Per Lid   Medlem   H".
fn ends_in_party(line: &str) -> bool {
    const PARTY: usize = 4;
    let words: Vec<&str> = line.split_whitespace().collect();
    let Some((party, rest)) = words.split_last() else { return false };
    let name = |word: &&&str| word.starts_with(char::is_uppercase) && word.chars().any(char::is_lowercase);
    (1..=PARTY).contains(&party.chars().count())
        && party.starts_with(char::is_uppercase)
        && party.chars().all(char::is_alphabetic)
        && rest.len() >= 2
        && rest.iter().filter(name).count() >= 2
        && !line.contains(|c: char| c.is_ascii_digit())
}

/// Whether a list of people begins here: two names with their parties, on this line or on two in a row.
fn lists_members(page: &Page, at: usize, to: usize) -> bool {
    let members = |at: usize| members(page.rows.of(page.content[at]));
    let own = members(at);
    let rows =
        |fits: fn(&str) -> bool| (at..at + ROWS).all(|at| at < to && fits(page.rows.of(page.content[at])));
    if rows(ends_in_party) || rows(signs) {
        return true;
    }
    own > 1 || own == 1 && at + 1 < to && !page.begins(at + 1) && members(at + 1) > 0
}

/// Whether a line is two names or more and nothing else, as they stand under minutes.
pub(super) fn signs(line: &str) -> bool {
    // "Per Lid (sign.)"
    let bracketed = |word: &&str| word.starts_with('(') && word.ends_with(')') && word.contains('.');
    let mut words = line.split_whitespace().filter(|word| !bracketed(word));
    words.clone().count() >= 4
        && names(line) >= 2
        && words.all(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            bare.starts_with(char::is_uppercase)
                && bare.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.'))
                && !word.ends_with([':', ';'])
                && (bare.chars().count() == 1 || bare.chars().any(char::is_lowercase))
        })
}

/// How many full names a line holds: two words with capitals one after the other.
pub(super) fn names(line: &str) -> usize {
    let mut found = 0;
    let mut before = false;
    for word in line.split_whitespace() {
        let capital = word.trim_start_matches('(').starts_with(char::is_uppercase);
        found += usize::from(before && capital);
        before = capital && !before && !word.ends_with([',', ';', ':']);
    }
    found
}

/// How many names a line holds that a party in brackets follows: "Anna Ek (S), Bo Alm (M, ordförande)".
fn members(line: &str) -> usize {
    const PARTY: usize = 5;
    let named = |before: &str| {
        let mut words = before.split_whitespace().rev();
        let capital = |word: Option<&str>| word.is_some_and(|word| word.starts_with(char::is_uppercase));
        capital(words.next()) && capital(words.next())
    };
    line.match_indices('(')
        .filter(|(at, _)| {
            let party = line[at + 1..].split([')', ',']).next().unwrap_or_default();
            (1..=PARTY).contains(&party.chars().count())
                && party.chars().all(char::is_alphabetic)
                && named(&line[..*at])
        })
        .count()
}

/// After the last item: place and date over the names of those who sign.
fn closing(
    page: &Page,
    cues: &'static Cues,
    at: usize,
    line: &str,
) -> Option<(usize, SegmentKind, &'static str)> {
    if page.begins(at) && is_place_and_date(page, at) {
        return Some((line.len(), SegmentKind::Signatures, "closing.place_and_date"));
    }
    if signs(page.rows.of(page.content[at])) || stands_over_names(page, at) {
        return Some((line.len(), SegmentKind::Signatures, "closing.names"));
    }
    let head = page.heads[at].as_ref()?;
    let section = &cues.sections[head.section];
    section.closes.then_some((head.len, SegmentKind::Other, section.id.as_str()))
}

/// "Godkendt, Hvidby Rådhus, den 6. oktober 2008" over rows of nothing but names, with which the document ends.
pub(super) fn stands_over_names(page: &Page, at: usize) -> bool {
    const LONGEST: usize = 90;
    const MOST: usize = 14;
    let line = page.line(at);
    let dated = line.bytes().filter(u8::is_ascii_digit).count() >= 3;
    let rest = page.content.get(at + 1..).unwrap_or_default();
    page.begins(at)
        && dated
        && line.len() < LONGEST
        && !line.ends_with('.')
        && (1..=MOST).contains(&rest.len())
        && page.begins(at + 1)
        && signs(page.rows.of(rest[0]))
}

/// "Voss, 20.06.2022", "Bodø, 14. oktober 2022": a capital, a comma, digits, no verb.
pub(super) fn is_place_and_date(page: &Page, at: usize) -> bool {
    let line = page.line(at);
    let Some((place, date)) = line.split_once(", ").or_else(|| line.split_once(" den ")) else {
        return false;
    };
    let words = date.split_ascii_whitespace().count();
    let year = date.bytes().rev().take_while(u8::is_ascii_digit).count();
    page.rows.begins_upper(page.content[at])
        && place.split_ascii_whitespace().count() <= 3
        && place.bytes().all(|b| b.is_ascii_alphabetic() || b == b' ' || b == b'-')
        && words <= 4
        && matches!(year, 2 | 4)
        && date.bytes().filter(u8::is_ascii_digit).count() >= 5
}

/// A label stands before a colon, a gap or the line's end, or before a value; a short word is none in running text.
fn label_stands(line: &str, len: usize) -> bool {
    const SHORT: usize = 4;
    let rest = &line[len.min(line.len())..];
    let value = rest.trim_start_matches(['.', ' ']).starts_with(|c: char| c.is_ascii_digit());
    if len <= SHORT && !(rest.is_empty() || rest.starts_with(':') || rest.starts_with("  ") || value) {
        return false;
    }
    let words = rest.split_ascii_whitespace().count();
    rest.is_empty() || rest.starts_with(':') || rest.starts_with("  ") || !(line.ends_with('.') && words > 8)
}

#[cfg(test)]
mod tests {
    use super::{members, signs};

    #[test]
    fn names_in_a_row_sign() {
        assert!(signs("Syver Hyrve      Marit Skamsar      J. P. Marlo"));
        assert!(!signs("Syver Hyrve") && !signs("BYGLAND KOMMUNE   MØTEBOK   Side To"));
        assert!(!signs("Syver Hyrve og Marit Skamsar vart valde."));
        assert!(signs("Arne Kvam (sign.)   Per Lid (sign.)") && !signs("Arne Kvam (sign.)"));
    }

    #[test]
    fn members_are_names_with_a_party() {
        assert_eq!(members("Anna Ek (S, ordf.), Bo Alm-Vik (M) och Åsa Lund (Fp)"), 3);
        assert_eq!(members("Mötet hölls i Norrhamn (se bilaga), tel (0522) 100"), 0);
        assert_eq!(members("enligt 5 kap. (a) och (b)"), 0);
    }
}

//! A heading read from its number on: which lines are the title, which hold case numbers, where the text begins.
//!
//! Lines are told apart by their layout and by the labels of the tables; what a line of a heading holds is for
//! [`parts`](super::parts).

use super::Heading;
use super::candidates::Candidate;
use super::letterhead::labelled_cases;
use super::parts::{is_case_line, joined, take_parts};
use crate::outline::codes;
use crate::outline::fold::SECTION;
use crate::outline::heads;
use crate::outline::numbering::{Family, Number, number};
use crate::outline::page::Page;
use crate::outline::rules::Subject;
use crate::outline::subject::subject;
use crate::text::{Repaired, Span};
use std::collections::BTreeSet;

/// Reads number, title and case numbers, and finds the end of the heading.
/// `stock`: words behind numbers that are no titles.
pub(super) fn read_heading(
    page: &Page,
    candidate: &Candidate,
    limit: usize,
    stock: &BTreeSet<&str>,
) -> Heading {
    let row = page.content[candidate.at];
    let number = &candidate.number;
    let span = page.rows.span(row, number.start, number.end - number.start);
    let mut heading = Heading {
        start: candidate.at,
        end: candidate.at + 1,
        number: Some(candidate.printed(page)),
        value: Some(candidate.number.value),
        number_span: Some(span),
        continues: candidate.continues,
        ..Heading::default()
    };
    let mut titles: Vec<Span<Repaired>> = Vec::new();
    let line = page.rows.folded(row);
    let behind = behind_number(page, candidate);
    let of_form = || {
        stock.contains(behind)
            || heads::label(behind, &page.cues.heading.meta).is_some_and(|len| len == behind.len())
    };
    if number.rest < line.len() && !codes::is_day(&line[number.rest..]) && !of_form() {
        take_parts(page, row, number.rest, &mut titles, &mut heading.case_numbers);
    }
    // A title to the left of a number at the end of the line is not read here: it stands before the number.
    // A bare number over its text has no title; one that stands apart from it may have.
    let alone = number.family.is_bare() && number.rest >= line.len();
    let mut at = candidate.at + 1;
    let mut title_row = (!titles.is_empty()).then_some(candidate.at);
    let mut title_closed = false;
    let mut stacked = 0;
    while at < limit {
        let row = page.content[at];
        let line = page.rows.folded(row);
        let begins = page.begins(at);
        // "Kf § 45" over "Ks § 55" over "Au § 119": the numbers that other bodies gave the item.
        if title_row.is_none()
            && let Some(other) = number_of(page, row)
            && other.family == Family::Section
            && other.start > 0
            && !other.damaged
            && (!begins || page.content[candidate.at] + 1 + stacked == row)
        {
            stacked += 1;
            let mut parts = Vec::new();
            if other.rest < line.len() {
                take_parts(page, row, other.rest, &mut parts, &mut heading.case_numbers);
            }
            if !parts.is_empty() {
                title_row = Some(at);
                titles.append(&mut parts);
            }
            at += 1;
            continue;
        }
        if is_case_line(page, row) {
            take_parts(page, row, 0, &mut Vec::new(), &mut heading.case_numbers);
            title_closed = title_row.is_some();
            at += 1;
            continue;
        }
        if is_stamp(line, candidate.number.value) {
            title_closed = title_row.is_some();
            at += 1;
            continue;
        }
        // "Kst 4.11.2013 § 241" straight under the title: the number that an earlier body gave the item.
        if !begins
            && !title_closed
            && title_row == Some(at - 1)
            && is_trail(page, at)
            && (at + 1 >= limit || page.begins(at + 1))
        {
            take_parts(page, row, 0, &mut Vec::new(), &mut heading.case_numbers);
            title_closed = true;
            at += 1;
            continue;
        }
        if is_reference(line) && (!begins || title_row.is_some()) {
            title_closed = true;
            at += 1;
            continue;
        }
        if let Some(len) = heads::label(line, &page.cues.heading.meta)
            && line.len() < 100
            && (page.heads[at].is_none() || names_the_form(page, at, len))
        {
            // "Saksbehandler: Kari Ås    Arkivsaksnr.: 12/345"
            if line.contains(':') {
                labelled_cases(page, at, at + 1, &mut heading.case_numbers);
            }
            title_closed = title_row.is_some();
            at += 1;
            continue;
        }
        if at > candidate.at + 1 && is_course(page, at) {
            title_closed = title_row.is_some();
            at += 1;
            continue;
        }
        // "MED FRIOMRÅDE        J.nr. 10/86": the rest of the title, with a case number to its right.
        let beside = title_row == Some(at - 1) && !title_closed && !begins && is_beside_case(page, at);
        match title_row {
            Some(_) if beside => title_closed = true,
            Some(last)
                if !title_closed && !begins && page.heads[at].is_none() && wraps(page, &titles, last, at) => {
            }
            // A blank line that recognition put into a title.
            Some(last)
                if !title_closed
                    && at == last + 1
                    && page.heads[at].is_none()
                    && line.len() < 60
                    && page.line(last).len() > 40
                    && !page.line(last).ends_with(['.', ':', '?', '!'])
                    && !page.rows.begins_upper(row)
                    && page.rows.of(row).chars().any(char::is_alphabetic)
                    && (at + 1 >= limit || page.begins(at + 1)) => {}
            None if first_title(page, at, limit, begins)
                && !(alone && begins && ends_paragraph(page, at)) => {}
            _ => break,
        }
        take_parts(page, row, 0, &mut titles, &mut heading.case_numbers);
        title_row = Some(at);
        at += 1;
    }
    heading.end = at;
    heading.title = joined(page, &titles);
    if heading.case_numbers.is_empty() {
        // Below a table of the item's course; running text ends the search.
        let text = |at: usize| page.line(at).len() > 60 && page.line(at).ends_with(['.', ',']);
        let below = (at..limit.min(at + 10)).take_while(|&at| !text(at)).find(|&at| {
            heads::label(page.line(at), &page.cues.heading.case).is_some()
                && is_case_line(page, page.content[at])
        });
        if let Some(below) = below {
            take_parts(page, page.content[below], 0, &mut Vec::new(), &mut heading.case_numbers);
        }
    }
    heading
}

/// What stands on a heading's line behind its number, folded.
pub(super) fn behind_number<'p>(page: &'p Page, candidate: &Candidate) -> &'p str {
    let line = page.rows.folded(page.content[candidate.at]);
    line.get(candidate.number.rest..).unwrap_or_default().trim()
}

fn number_of(page: &Page, row: usize) -> Option<Number> {
    page.rows.rows[row].has_digit.then(|| number(page.rows.folded(row), page.rows.of(row), page.cues))?
}

/// Whether a row in capitals has a labelled case number in a column to its right.
fn is_beside_case(page: &Page, at: usize) -> bool {
    let Some((title, case)) = page.line(at).trim().rsplit_once("   ") else { return false };
    let row = page.content[at];
    let capitals = page.rows.of(row).trim().chars().take(title.trim().chars().count());
    let label = heads::label(case.trim(), &page.cues.heading.case);
    label.is_some_and(|len| codes::labelled(case.trim()[len..].trim_start_matches([':', '.', ' '])) > 0)
        && !capitals.clone().any(char::is_lowercase)
        && capitals.filter(|c| c.is_uppercase()).count() >= 3
}

/// Whether a label is all of its line, over the first heading of the item: "Saksprotokoll" over "Behandling i Kommunestyret".
fn names_the_form(page: &Page, at: usize, len: usize) -> bool {
    len >= page.line(at).len() && !page.begins(at) && page.heads.get(at + 1).is_some_and(Option::is_some)
}

/// Whether a row is one of the table of an item's course: a body, a day and a number under "Saksgang   Møtedato   Saknr".
fn is_course(page: &Page, at: usize) -> bool {
    const CELLS: usize = 3;
    let cells = |at: usize| {
        page.line(at).split("   ").map(str::trim).filter(|cell| !cell.is_empty()).collect::<Vec<_>>()
    };
    let own = cells(at);
    if own.len() < CELLS || !own.iter().skip(1).any(|cell| codes::is_day(cell)) || page.heads[at].is_some() {
        return false;
    }
    let head = |at: usize| {
        cells(at).len() >= CELLS && heads::label(page.line(at), &page.cues.heading.meta).is_some()
    };
    (1..=4).take_while(|&up| up <= at).any(|up| head(at - up))
}

/// Whether the paragraph at `at` is the title of the item whose number stands over it.
fn first_title(page: &Page, at: usize, limit: usize, begins: bool) -> bool {
    const SHORTEST: usize = 12;
    /// A line of running text is so long.
    const LONG: usize = 45;
    let line = page.line(at);
    // "FORSLAG FRA VENSTRE OM SKATTEN": in capitals straight under the number, whatever heading it reads like.
    if !begins && line.len() > SHORTEST && !line.ends_with(':') && page.rows.is_upper(page.content[at]) {
        return true;
    }
    if let Some(head) = &page.heads[at] {
        // "Meddelanden" may be a heading or a title; "Beslut" is never a title.
        let section = &page.cues.sections[head.section];
        let soft = matches!(
            section.id.as_str(),
            "background" | "appeal" | "attachments" | "recipients" | "statement" | "voting"
        );
        // "Valberedningens förslag till val" straight under the number, and the first heading soon after it.
        const SOON: usize = 3;
        let named = head.how == heads::How::Pattern
            && !begins
            && page.is_head(at)
            && !page.line(at).ends_with(':')
            && (at + 1..limit.min(at + 1 + SOON))
                .any(|k| page.heads[k].as_ref().is_some_and(|next| next.how == heads::How::Exact));
        if named {
            return true;
        }
        return soft && page.is_head(at) && at + 1 < limit && (begins || page.begins(at + 1)) && {
            page.heads.get(at + 1).is_some_and(Option::is_some)
                || section.id == "appeal"
                || (at + 1..limit).any(|k| page.heads[k].is_some())
        };
    }
    let mut end = at + 1;
    while end < limit && !page.begins(end) && page.heads[end].is_none() {
        end += 1;
    }
    let last = page.line(end - 1);
    let width: usize = (at..end).map(|k| page.line(k).len()).sum();
    if !last.ends_with('.') && !last.ends_with(':') {
        // A capital may have been misread where the line stands by itself.
        let alone = begins && end == at + 1 && end < limit && page.begins(end);
        return alone || page.rows.begins_upper(page.content[at]) || page.line(at).starts_with('"');
    }
    // A line with room for the next word, under which a sentence begins, was ended on purpose.
    let own = page.line(at);
    if at + 1 < end && !own.ends_with(['.', ':', ',', ';', '-']) && page.rows.begins_upper(page.content[at]) {
        let next = page.line(at + 1);
        let room = own.len() + 1 + next.split(' ').next().unwrap_or("").len();
        let last_word = own.rsplit(' ').next().unwrap_or(own);
        let open = page.cues.heading.open_end.iter().any(|word| word == last_word);
        if page.rows.begins_upper(page.content[at + 1])
            && room <= 60
            && room < next.len()
            && !open
            && own.len() >= 8
        {
            return true;
        }
        // Straight under the number, and over a sentence that says what a body or the chair did.
        let acts = || {
            matches!(
                subject(page.rows.of(page.content[at + 1]), next, page.cues),
                Some(Subject::Body | Subject::Chair)
            )
        };
        let of_body = subject(page.rows.of(page.content[at]), own, page.cues).is_some();
        if !begins && !open && !of_body && next.len() >= LONG && own.len() >= 8 && acts() {
            return true;
        }
    }
    // A sentence is a title only if it is short and something follows it.
    let stops = page.line(at).find(". ").filter(|&stop| stop > 5);
    width <= 100 && end < limit && !last.ends_with(':') && stops.is_none()
}

/// Whether a line goes on with the title above it, though nothing but the line end parts them.
fn wraps(page: &Page, titles: &[Span<Repaired>], last: usize, at: usize) -> bool {
    let row = page.content[at];
    let next = page.rows.folded(row);
    let before = page.line(last);
    if before.ends_with(['.', ':', '?', '!']) && !before.ends_with("m.fl.") {
        return false;
    }
    if !page.rows.begins_upper(row) || before.ends_with(['-', ',', ';']) {
        return true;
    }
    // "… Anna Berg" over "(S) och Bo Ek (M) om bron", "… Anna" over "Berg (S) om bron": a name goes on.
    let party = |word: &str| {
        word.starts_with('(') && word.trim_end_matches([',', '.']).ends_with(')') && word.len() <= 8
    };
    if next.split(' ').take(2).any(party) && !is_reference(next) {
        return true;
    }
    // "… plan mot hemlöshet" over "2020-2022".
    let figures = next.bytes().all(|b| b.is_ascii_digit() || b == b'-');
    if figures && next.len() <= 9 && (next.starts_with("19") || next.starts_with("20")) {
        return true;
    }
    let last_word = before.rsplit(' ').next().unwrap_or(before);
    if page.cues.heading.open_end.iter().any(|word| word == last_word) {
        return true;
    }
    // All capitals go on in capitals.
    let row_before = page.content[last];
    if page.rows.is_upper(row_before) {
        return page.rows.is_upper(row);
    }
    // A line that had room for the next word was ended on purpose.
    let widest = titles.iter().map(|span| span.of(page.rows.text).chars().count()).max().unwrap_or(0);
    let widest = widest.max(page.rows.width(row_before));
    if next.len() > widest + 14 || page.heads.get(at + 1).is_none() && next.ends_with('.') {
        return false;
    }
    let first_word = next.split(' ').next().unwrap_or("").len();
    let room = widest.max(if titles.len() < 2 { 60 } else { 0 });
    before.len() + 1 + first_word > room && !ends_paragraph(page, at)
}

/// Whether the paragraph at a line ends as a sentence does.
fn ends_paragraph(page: &Page, at: usize) -> bool {
    let mut end = at;
    while end + 1 < page.content.len() && !page.begins(end + 1) && page.heads[end + 1].is_none() {
        end += 1;
    }
    page.line(end).ends_with('.')
}

/// "Kommunstyrelsen 14.9.2020 § 188": the body, the day and the item's own number once more, as case systems stamp them.
pub(in crate::outline) fn is_stamp(line: &str, number: u32) -> bool {
    let Some((before, after)) = line.split_once(char::from(SECTION)) else { return false };
    let word = |text: &str| text.trim_matches(['.', ',', ':']).parse() == Ok(number);
    let own = after.split_whitespace().next().is_some_and(word)
        || after.trim().is_empty() && before.split_whitespace().next_back().is_some_and(word);
    let day = |token: &str| {
        let parts = token.trim_matches([',', ':']).split(['.', '-', '/']);
        parts.clone().count() == 3 && parts.clone().all(|part| part.parse::<u16>().is_ok())
    };
    own && line.len() < 80
        && line.starts_with(|c: char| c.is_ascii_alphabetic())
        && line.split_whitespace().any(day)
}

/// Whether a row names a body, a day and a number, before a case number or the end of the line.
fn is_trail(page: &Page, at: usize) -> bool {
    let line = page.line(at);
    let front = line.split("  ").next().unwrap_or(line);
    let Some((before, number)) = front.split_once(char::from(SECTION)) else { return false };
    let day = |word: &str| {
        let mut parts = word.split(['.', '-', '/']);
        parts.clone().count() == 3 && parts.all(|part| part.parse::<u16>().is_ok())
    };
    page.rows.begins_upper(page.content[at])
        && before.split_whitespace().count() <= 4
        && before.split_whitespace().any(day)
        && number.trim().parse::<u32>().is_ok()
}

/// "(TRV 2023/41877)": a reference in brackets.
fn is_reference(line: &str) -> bool {
    line.starts_with('(')
        && line.ends_with(')')
        && line.bytes().any(|b| b.is_ascii_digit())
        && line.len() < 50
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::{items, numbers};

    #[test]
    fn forms_tables_and_columns_belong_to_the_heading() {
        let text = "KOLSUND KOMMUNE\nKommunestyret\n\n22/44 Plan for havna\nSaksgang              Møtedato     Saknr\nPlanutvalget          \
                    04.05.2022   22/31\nKommunestyret         19.05.2022   22/44\n\nVedtak\nGodkjent.\n\n22/45 Ny vei\n\nVedtak\nUtsatt.\n";
        let found = crate::outline::outline(text, Some(Language::Bokmal)).segments;
        let heading = found.iter().find(|one| one.item == Some(0)).expect("a heading");
        assert!(heading.span.of(text).ends_with("22/44"), "{}", heading.span.of(text));
        let text = "MØTEBOK\n\nSak 9/86   PLAN FOR SMÅBÅTHAVN\n           MED FRIOMRÅDE             J.nr. 43/86\n\nVedtak:\n\nGodkjent.\n\n\
                    Sak 10/86   KJØP AV TOMT       (Unntatt off., jfr. § 6)\n\nVedtak:\n\nUtsatt.\n";
        let found = items(text, Language::Bokmal);
        assert_eq!(found[0].1.as_deref(), Some("PLAN FOR SMÅBÅTHAVN MED FRIOMRÅDE"));
        assert_eq!(found[0].2, ["43/86"]);
        assert_eq!(found[1].1.as_deref(), Some("KJØP AV TOMT"));
    }

    #[test]
    fn a_number_before_its_sign_and_the_stamp_of_the_meeting_are_read() {
        let text = "PROTOKOLL\n\n31 §   Val av kassör\n\n       Styrelsen 3.2.2019 § 31\n\nBeslut\n\nAnna Ek väljs.\n\n\
                    32 §   Bron\n       Dnr KST 7/10.03/2019\n\n       Styrelsen 3.2.2019 32 §\n\nBeslut\n\nBifalls.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(numbers(text, Language::Swedish), ["31 §", "32 §"]);
        assert_eq!(found[0].1.as_deref(), Some("Val av kassör"));
        assert_eq!(found[1].2, ["KST 7/10.03/2019"]);
    }

    #[test]
    fn a_title_goes_on_with_a_party_a_year_or_after_a_dash() {
        let title = |lines: &str| {
            let text = format!(
                "PROTOKOLL\n\n§ 4\n{lines}\nBeslut\n\nBifalls.\n\n§ 5\nVal\nBeslut\n\nBo Ek väljs.\n"
            );
            items(&text, Language::Swedish)[0].1.clone().unwrap_or_default()
        };
        assert_eq!(
            title(
                "Motion av Anna Ek (S), Bo Lundqvist\n(M) och Eva Holm (C) om en brygga vid badet i Norrhamn för alla barn"
            ),
            "Motion av Anna Ek (S), Bo Lundqvist (M) och Eva Holm (C) om en brygga vid badet i Norrhamn för alla barn"
        );
        assert_eq!(
            title("Plan för badplatserna i kommunen\n2024–2027"),
            "Plan för badplatserna i kommunen 2024–2027"
        );
        assert_eq!(
            title("Remiss från länsstyrelsen om vatten –\nen ny ordning"),
            "Remiss från länsstyrelsen om vatten – en ny ordning"
        );
        assert_eq!(
            title("Valberedningens förslag till\nval av kassör"),
            "Valberedningens förslag till val av kassör"
        );
    }

    #[test]
    fn the_number_that_an_earlier_body_gave_stands_under_the_title() {
        let text = "PROTOKOLL\n\n53  Skattesats\n    Kst 4.11.2013 § 241\n\nSaken gäller nästa år.\n\nBeslut\n\nBifalls.\n\n54  Byte\n    \
                    Kst 21.10.2013 § 229      Ärendekod 174/10.00/2013\n\nTomten byts.\n\nBeslut\n\nBifalls.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(found[0].1.as_deref(), Some("Skattesats"));
        assert_eq!(
            (found[1].1.as_deref(), &found[1].2[..]),
            (Some("Byte"), &["174/10.00/2013".to_owned()][..])
        );
    }

    #[test]
    fn a_title_over_running_text_ends_with_its_line() {
        let text = "PROTOKOLL\n\n§ 4\nDnr 45/87\nAvgift för gästhamnen\nNämnden föreslår att avgiften höjs från 30 till 35 \
                    kronor per natt.\n\nBeslut\n\nBifalls.\n";
        assert_eq!(items(text, Language::Swedish)[0].1.as_deref(), Some("Avgift för gästhamnen"));
        let text = "PROTOKOLL\n\n§ 4\nNämnden godkänner den redovisning för året som kassören\nBo Ek har lämnat till \
                    styrelsen i mars.\n\n§ 5\nVal hölls.\n";
        assert_eq!(items(text, Language::Swedish)[0].1, None);
    }

    #[test]
    fn a_title_stands_over_the_sentence_of_a_body() {
        let text = "PROTOKOLL\n\n§ 4  Dnr 12/86\nÄndring av stadsplanen för kvarteret Vallen och Lunden i Norrhamn\n\
                    Byggnadsnämnden har den 3 maj överlämnat ett förslag, som har varit utställt.\n\nBeslut\n\nBifalls.\n\n\
                    § 5  Dnr 13/86\nVal\n\nBeslut\n\nAnna Ek väljs.\n";
        let titles: Vec<_> = items(text, Language::Swedish).into_iter().map(|item| item.1).collect();
        assert_eq!(
            titles[0].as_deref(),
            Some("Ändring av stadsplanen för kvarteret Vallen och Lunden i Norrhamn")
        );
    }
}

//! Numbered lines that may head an item, each weighed by its own words and by what stands around it.
//!
//! Which of them do is for [`chain`](super::chain) to say, which sees them all.

use std::collections::BTreeMap;

use super::parts::{abbreviated, collapse, continued, ends_in_case, is_case_line};
use super::reading::is_stamp;
use crate::outline::codes;
use crate::outline::heads;
use crate::outline::numbering::{Family, Number, number};
use crate::outline::page::Page;
use crate::text::capitalised;

/// Marks that recognition makes of specks and rules, and marks of markup, before a heading.
pub(super) const SPECKS: [char; 7] = ['#', '*', '_', ' ', '\'', '`', '|'];

/// A numbered line that may head an item.
#[derive(Clone, Debug)]
pub(in crate::outline) struct Candidate {
    /// Position in the content rows.
    pub(in crate::outline) at: usize,
    pub(in crate::outline) number: Number,
    pub(super) score: i32,
    pub(super) continues: bool,
    /// The number as it must have been printed, if it was misread.
    pub(super) restored: Option<String>,
}

impl Candidate {
    /// The number with its word, as printed.
    pub(super) fn printed(&self, page: &Page) -> String {
        let span = || {
            let number = &self.number;
            page.rows.span(page.content[self.at], number.start, number.end - number.start)
        };
        self.restored.clone().unwrap_or_else(|| collapse(span().of(page.rows.text)))
    }
}

pub(super) fn candidates(page: &Page) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut numbered = usize::MAX;
    for (at, &row) in page.content.iter().enumerate().filter(|(_, row)| page.rows.rows[**row].has_digit) {
        let line = page.rows.folded(row);
        let marks = line.len() - line.trim_start_matches(['#', '*', '_', ' ']).len();
        let skip = line.len() - line.trim_start_matches(SPECKS).len();
        let Some(mut number) = number(&line[skip..], page.rows.after(row, skip), page.cues) else { continue };
        // A speck before a bare figure is as likely the mark of a list.
        if skip > marks && (number.damaged || (number.family.is_bare() || number.family == Family::Fraction))
        {
            continue;
        }
        number.start += skip;
        number.end += skip;
        number.rest += skip;
        let line = page.rows.folded(row);
        let begins = page.begins(at);
        // Under another numbered line, a line of a list is one too, however long the line above it is.
        let listed = numbered != usize::MAX && at - numbered <= 2;
        numbered = at;
        let torn = at > 0 && row != page.content[at - 1] + 1;
        let rest = &line[number.rest.min(line.len())..];
        if !begins && !torn && !page.complete(at - 1) && !listed && !stands_out(page, row, &number) {
            continue;
        }
        let continues = continued(rest, page.cues);
        let base = match number.family {
            Family::Section if number.damaged => 2,
            Family::Section => 4,
            Family::Word(_) => 4,
            Family::Fraction => 3,
            Family::Plain | Family::Bracket | Family::Code(_) => 0,
        };
        let Some(weight) = rest_weight(page, row, &number, rest, continues) else { continue };
        let score = base + weight + i32::from(begins);
        let restored = match &number.family {
            Family::Word(word) if number.damaged => {
                let read = page.rows.span(row, number.start, number.end - number.start).of(page.rows.text);
                read.split_once(' ')
                    .map(|(_, figures)| format!("{} {}", capitalised(word), collapse(figures)))
            }
            _ => None,
        };
        out.push(Candidate { at, number, score, continues, restored });
    }
    year_first(&mut out);
    out
}

/// Rows of tables, "61 Ledamot" under "30 Ledamot": what stands behind a bare number again and again is no title.
pub(super) fn drop_rows(page: &Page, candidates: &mut Vec<Candidate>) {
    /// So many items of one title are none.
    const ROWS: usize = 6;
    let mut behind = BTreeMap::<&str, usize>::new();
    let rest = |own: &Candidate| {
        let line = page.line(own.at);
        let rest = line[own.number.rest.min(line.len())..].trim();
        (own.number.family.is_bare() && !rest.is_empty()).then_some(rest)
    };
    for rest in candidates.iter().filter_map(rest) {
        *behind.entry(rest).or_default() += 1;
    }
    candidates.retain(|own| rest(own).is_none_or(|rest| behind[rest] < ROWS));
}

/// "KST 25.8.2008 § 179" in the item "KST § 179  TITLE": the trail of the case has come to the meeting's own turn.
pub(super) fn drop_stamps(page: &Page, candidates: &mut Vec<Candidate>) {
    let mut running = None;
    candidates.retain(|own| {
        if is_stamp(page.line(own.at), own.number.value) {
            return running != Some(own.number.value);
        }
        running = Some(own.number.value);
        true
    });
}

/// "Kf § 45" over "Ks § 55" over "Au § 119" is one item: the numbers below belong to bodies that had it before.
pub(super) fn drop_stacked(page: &Page, candidates: &mut Vec<Candidate>) {
    let organ = |c: &Candidate| {
        let line = page.line(c.at);
        let coded = c.number.family == Family::Section && c.number.start > 0 && !c.number.damaged;
        coded.then(|| line[..c.number.start].trim_matches([' ', '.']).to_owned())
    };
    let bare = |c: &Candidate| {
        let rest = &page.line(c.at)[c.number.rest..];
        rest.is_empty() || heads::label(rest, &page.cues.heading.case).is_some()
    };
    let mut under = vec![false; candidates.len()];
    for index in 1..candidates.len() {
        let (before, own) = (&candidates[index - 1], &candidates[index]);
        let row = page.content[own.at];
        under[index] = own.at == before.at + 1
            && row == page.content[before.at] + 1
            && bare(before)
            && organ(before).zip(organ(own)).is_some_and(|(upper, lower)| upper != lower);
    }
    let mut index = 0;
    candidates.retain(|_| {
        index += 1;
        !under[index - 1]
    });
}

/// Where the first of two numbers is the same in all headings of a family, it is the year, and the second runs.
fn year_first(candidates: &mut [Candidate]) {
    let mut names: Vec<Family> = candidates.iter().map(|candidate| candidate.number.family.clone()).collect();
    names.sort();
    names.dedup();
    for name in names {
        let same = |c: &&mut Candidate| c.number.family == name && c.number.other.is_some();
        let mut values: Vec<(u32, Option<u32>)> =
            candidates.iter_mut().filter(same).map(|c| (c.number.value, c.number.other)).collect();
        if values.len() < 2 {
            continue;
        }
        values.sort_unstable();
        let constant = values.first().map(|v| v.0) == values.last().map(|v| v.0);
        let varies = values.iter().any(|v| v.1 != values[0].1);
        if constant && varies {
            for candidate in candidates.iter_mut().filter(same) {
                if let Some(other) = candidate.number.other {
                    candidate.number.other = Some(candidate.number.value);
                    candidate.number.value = other;
                }
            }
        }
    }
}

/// Whether a number with its word and year is followed by nothing but a title in capitals: no line of running text is.
fn stands_out(page: &Page, row: usize, number: &Number) -> bool {
    let title = || page.rows.of(row).chars().skip(number.rest).filter(|c| c.is_alphabetic());
    matches!(number.family, Family::Word(_))
        && number.other.is_some()
        && title().count() >= 6
        && title().all(char::is_uppercase)
}

/// What the rest of the line says for or against a heading; `None`: it is none.
pub(super) fn rest_weight(
    page: &Page,
    row: usize,
    number: &Number,
    rest: &str,
    continues: bool,
) -> Option<i32> {
    if rest.is_empty() || codes::is_day(rest) {
        // A bare figure is a page or table number, not an item; with a mark and text below it, as old clerks wrote, it is.
        let stands_over = page.rows.rows[row].after_blank
            && page.rows.rows.get(row + 1).is_some_and(|next| next.indent < 12)
            && page.rows.begins_upper(row + 1)
            && page.rows.width(row + 1) > 30;
        return match number.family {
            Family::Plain | Family::Bracket => stands_over.then_some(3),
            Family::Code(_) => (page.rows.rows[row].after_blank
                && page.rows.rows.get(row + 1).is_some_and(|next| !next.after_blank)
                && page.rows.begins_upper(row + 1))
            .then_some(1),
            Family::Fraction => None,
            Family::Section | Family::Word(_) => Some(1),
        };
    }
    if continues
        || heads::label(rest, &page.cues.heading.case).is_some()
        || page.code(row, number.rest).is_some()
    {
        return Some(3);
    }
    // "Sag 214 Åben dagsorden": labels of the form, over the title.
    let stock = matches!(number.family, Family::Word(_) | Family::Section)
        && heads::label(rest, &page.cues.heading.meta) == Some(rest.len());
    if stock {
        return Some(2);
    }
    let first = page
        .rows
        .of(row)
        .chars()
        .skip(number.rest)
        .find(|c| c.is_alphanumeric() || matches!(c, '”' | '"' | '«'));
    let upper = first.is_some_and(|c| !c.is_lowercase());
    if !upper {
        return None;
    }
    let mut weight = 1;
    let stopped = rest.ends_with(['.', ';', ',']) && !abbreviated(rest);
    // What stands in a column of its own after the title says nothing of it.
    let rest = rest.split("   ").next().unwrap_or(rest);
    // Old clerks closed a title with a full stop; a point of a list is longer, or one of several lines.
    let short = rest.len() < 75 && !rest.ends_with([';', ',']);
    // The number of its case stands under the title of an item.
    let over_case =
        page.rows.rows.get(row + 1).is_some_and(|next| !next.after_blank) && is_case_line(page, row + 1);
    let alone = page.rows.rows[row].after_blank && ends_with_line(page, row);
    match number.family {
        Family::Plain | Family::Bracket | Family::Code(_) if short && alone => {
            weight += if stopped { 2 } else { 3 }
        }
        Family::Plain | Family::Bracket if over_case && page.rows.rows[row].after_blank => weight += 1,
        Family::Plain | Family::Bracket | Family::Code(_) if stopped => weight -= 3,
        Family::Word(_) | Family::Fraction if stopped => weight -= if short { 0 } else { 3 },
        _ => {}
    }
    // A sentence that begins after the number.
    if rest.contains(". ") && rest.len() > 60 {
        weight -= 2;
    }
    Some(weight)
}

/// Whether nothing goes on with a line: a blank line or a rule follows, or a sentence for whose first word it had room.
fn ends_with_line(page: &Page, row: usize) -> bool {
    if page.rows.rows.get(row + 1).is_none_or(|next| next.after_blank) {
        return true;
    }
    let next = page.rows.folded(row + 1);
    // A title is underlined, a point of a list is not.
    if next.len() > 3 && next.bytes().all(|b| matches!(b, b'-' | b'=' | b'_' | b' ')) {
        return true;
    }
    let first = next.split(' ').next().unwrap_or(next);
    page.rows.begins_upper(row + 1)
        && first.starts_with(|c: char| c.is_ascii_alphabetic())
        && page.rows.width(row) + 1 + first.len() < next.len()
}

/// What stands around a candidate says for or against a heading.
pub(super) fn surroundings(page: &Page, candidates: &[Candidate], index: usize) -> i32 {
    let candidate = &candidates[index];
    let at = candidate.at;
    let mut score = 0;
    let followed = |k: usize| page.content.get(at + k).is_some();
    let rest = &page.line(at)[candidate.number.rest.min(page.line(at).len())..];
    // "2. J.nr. 89/02214."
    let mut saw_case = ends_in_case(page, rest) || heads::label(rest, &page.cues.heading.case).is_some();
    score += if saw_case { 3 } else { 0 };
    let mut saw_head = false;
    for k in 1..=4 {
        if !followed(k) {
            break;
        }
        if candidates.get(index + 1).is_some_and(|next| next.at <= at + k) {
            break;
        }
        let line = page.line(at + k);
        if !saw_case
            && (heads::label(line, &page.cues.heading.case).is_some() || page.is_code(page.content[at + k]))
        {
            saw_case = true;
            score += 3;
        }
        if !saw_head && page.heads[at + k].is_some() {
            saw_head = true;
            score += 3;
        }
    }
    if candidate.number.family.is_bare() {
        // Points of a list stand one under the other; a paragraph of its own between them is what was said of an item.
        let near = |other: Option<&Candidate>| {
            other.is_some_and(|other| {
                let (upper, lower) = (other.at.min(at), other.at.max(at));
                other.number.family == candidate.number.family
                    && (lower - upper == 1 || lower - upper == 2 && !page.begins(upper + 1))
            })
        };
        if near(index.checked_sub(1).and_then(|k| candidates.get(k))) && !saw_head {
            score -= 2;
        }
        if near(candidates.get(index + 1)) && !saw_head && !saw_case {
            score -= 2;
        }
        if page.rows.rows[page.content[at]].indent > 3 {
            score -= 1;
        }
        if !(saw_case || saw_head) {
            score -= 1;
        }
    }
    score
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::sample::{items, numbers};

    #[test]
    fn letters_that_no_table_knows_count_items_if_they_recur() {
        let text = "PROTOKOLL\n\nVkn 31.  Föregående protokoll\n\nGodkändes.\n\nVkn 32.  Brygga i Norrhamn     Akt 9/76\nBryggan har \
                    murknat och bör rivas innan någon faller i vattnet.\n\nRivs.\n\nVkn 33.  Val\n\nAnna Ek valdes.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(numbers(text, Language::Swedish), ["Vkn 31.", "Vkn 32.", "Vkn 33."]);
        assert_eq!(
            (found[1].1.as_deref(), &found[1].2[..]),
            (Some("Brygga i Norrhamn"), &["9/76".to_owned()][..])
        );
        let text = "PROTOKOLL\n\n§ 1 Budget\n\nTab 1.  Intäkter\n\nTab 2.  Kostnader\n\nBeslut\n\nBifalls.\n\n§ 2 Val\n\nBeslut\n\n\
                    Bo Ek väljs.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 1", "§ 2"]);
    }

    #[test]
    fn numbers_over_the_text_and_in_short_items_are_no_points_of_a_list() {
        let text = "MØTEPROTOKOLL\n\n1.\n\nFormannskapet hadde tilrådd å legge ned bryggen i sundet.\n\nVedtatt.\n\n2.\n\n\
                    Andragende fra båtforeningen om plass til en kran.\n\nUtsatt.\n\n3.\n\nHavnefogden sa op stillingen fra nyttår av.\n\n\
                    Innvilget.\n";
        assert_eq!(numbers(text, Language::Bokmal), ["1.", "2.", "3."]);
        assert!(items(text, Language::Bokmal).iter().all(|item| item.1.is_none()));
        let text = "Referat af møde i byrådet\n\n7) Ansøgning om tilskud.\n\nBortfalder.\n\n8) Takst for vand.\n\nVedtaget.\n\n9) Valg.\n\n\
                    Udsat.\n";
        assert_eq!(numbers(text, Language::Danish), ["7)", "8)", "9)"]);
    }

    #[test]
    fn rows_of_a_table_are_no_items() {
        let rows: String = (1..=30).map(|row| format!("Ek, Anna {row}\n\n{row} Ledamot\n\nJa\n\n")).collect();
        let text = format!(
            "PROTOKOLL\n\n§ 7 Bron\n\nBeslut\n\nBifalls.\n\n§ 8 Val\n\nBeslut\n\nBo Ek väljs.\n\nOmröstning\n\n{rows}"
        );
        assert_eq!(numbers(&text, Language::Swedish), ["§ 7", "§ 8"]);
    }

    #[test]
    fn numbers_of_several_bodies_one_under_the_other_are_one_item() {
        let text = "PROTOKOLL\n\nKf § 7\n\nKs § 31\n\nAu § 52   Dnr 12/86\n\nVäg till badet\n\nBeslut\n\nFullmäktige \
                    bifaller.\n\nKf § 8\n\nVal av kassör\n\nBeslut\n\nAnna Ek väljs.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(numbers(text, Language::Swedish), ["§ 7", "§ 8"]);
        assert_eq!(found[0].1.as_deref(), Some("Väg till badet"));
        assert_eq!(found[0].2, ["12/86"]);
        // Numbers of the same body are two items, the first without a word under it.
        let text = "PROTOKOLL\n\nKs § 7\n\nKs § 8\n\nVal av kassör\n\nBeslut\n\nAnna Ek väljs.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 7", "§ 8"]);
    }

    #[test]
    fn an_underlined_title_and_a_case_number_behind_the_number_head_items() {
        let text = "BYRÅDET\n\nTil stede: alle.\n\n1.  MEDDELELSER.\n    ------------\n\n    Borgmesteren fortalte om havnen.\n\n    Taget til \
                    efterretning.\n\n2.  J.nr. 89/02214.\n    NY BRO.\n    -------\n\n    Godkendt.\n\n3.  J.nr. 89/02215.\n    NY VEJ.\n    \
                    -------\n\n    Udsat.\n";
        assert_eq!(numbers(text, Language::Danish), ["1.", "2.", "3."]);
    }
}

//! What a page repeats: running heads and feet, page numbers, lines for initials.
//!
//! A line is furniture by recurrence (the same words, digits apart, near most page breaks) or by form. It is judged
//! by place and likeness only; the module refuses to know what the minutes say. The head of the first page is a
//! letterhead, not furniture.

use super::codes;
use super::cues::Cues;
use super::fold::SECTION;
use super::heads::label;
use super::nearness::Letters;
use super::numbering::{Family, number};
use super::rows::Rows;
use foldhash::HashMap;
use std::collections::BTreeSet;

/// How far from a page break a running head or foot may stand, in non-blank lines.
const REACH: usize = 6;

/// Why a line is furniture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Furniture {
    /// It stands near most page breaks.
    Recurs,
    /// It looks like a page number.
    PageNumber,
    /// It begins like a line for initials, or another foot of a form.
    Form,
    /// A rule, or an address block.
    Letterhead,
}

impl Furniture {
    /// The name of the rule.
    pub(super) fn rule(self) -> &'static str {
        match self {
            Self::Recurs => "furniture.recurs",
            Self::PageNumber => "furniture.page_number",
            Self::Form => "furniture.form",
            Self::Letterhead => "furniture.letterhead",
        }
    }
}

/// Which rows are furniture.
pub(super) fn furniture(rows: &Rows, cues: &Cues, is_head: impl Fn(usize) -> bool) -> Vec<Option<Furniture>> {
    let n = rows.len();
    let mut found: Vec<Option<Furniture>> = vec![None; n];
    let mut anchors: Vec<usize> = Vec::new(); // a page ends before this row
    for (row, mark) in found.iter_mut().enumerate() {
        if let Some(form) = by_form(rows, row, cues) {
            *mark = Some(form);
        }
        if row > 0 && rows.rows[row].page != rows.rows[row - 1].page {
            anchors.push(row);
        }
    }
    if anchors.is_empty() {
        // A text without form feeds breaks where its page numbers stand.
        anchors = (1..n).filter(|&row| found[row - 1] == Some(Furniture::PageNumber)).collect();
    }
    let first_page = anchors.first().copied().unwrap_or(n);
    recurring(rows, cues, &anchors, &is_head, &mut found);
    letterhead_again(rows, cues, &anchors, &is_head, &mut found);
    for row in 0..n {
        if found[row].is_none() && is_rule(rows.folded(row)) {
            let beside =
                |other: Option<usize>| other.is_some_and(|o| found.get(o).is_some_and(Option::is_some));
            let at_break = anchors.contains(&row) || anchors.contains(&(row + 1)) || row + 1 == n;
            if at_break || beside(row.checked_sub(1)) || beside(Some(row + 1)) {
                found[row] = Some(Furniture::Letterhead);
            }
        }
    }
    // The first page's head is a letterhead; its foot is furniture.
    let head_end = (0..first_page).take_while(|&row| row < REACH).count();
    for row in 0..head_end {
        let foot = (row..first_page).all(|later| found[later].is_some());
        if matches!(found[row], Some(Furniture::Recurs | Furniture::PageNumber)) && !foot {
            found[row] = None;
        }
    }
    addresses(rows, cues, &mut found);
    found
}

/// Marks lines that stand, digits apart, near many of the page breaks.
fn recurring(
    rows: &Rows,
    cues: &Cues,
    anchors: &[usize],
    is_head: &impl Fn(usize) -> bool,
    found: &mut [Option<Furniture>],
) {
    if anchors.is_empty() {
        return;
    }
    let n = rows.len();
    // Windows: the last rows of every page and the first of the next.
    let mut bounds = vec![0];
    bounds.extend_from_slice(anchors);
    bounds.push(n);
    let pages = bounds.len() - 1;
    let mut groups: Vec<Group> = Vec::new();
    let mut by_shape: HashMap<String, usize> = HashMap::default();
    for page in 0..pages {
        let (start, end) = (bounds[page], bounds[page + 1]);
        for row in start..end {
            if row - start >= REACH && end - row > REACH {
                continue;
            }
            let shape = shape(rows.folded(row));
            // A section number at the top of a page is an item's, however alike its neighbours look; a heading with a colon
            // introduces what follows it.
            let introduces = is_head(row) && shape.ends_with(':');
            if shape.len() > 120 || shape.starts_with(char::from(SECTION)) || introduces {
                continue;
            }
            let group = by_shape.get(&shape).copied().unwrap_or_else(|| {
                let letters = Letters::new(shape.clone());
                nearest(&groups, &letters).unwrap_or_else(|| {
                    groups.push(Group::new(letters));
                    groups.len() - 1
                })
            });
            if by_shape.len() < 4000 {
                by_shape.insert(shape, group);
            }
            groups[group].add(row, page);
        }
    }
    let needed = if pages <= 3 { 2 } else { (pages * 2 / 5).max(3) };
    let needed_head = (pages * 3 / 5).max(3);
    let mut marked = vec![false; n];
    let at_edge = |row: usize| bounds.binary_search(&row).is_ok() || bounds.binary_search(&(row + 1)).is_ok();
    for Group { shape, pages: seen, rows: members, .. } in &groups {
        let mut numbers = BTreeSet::new();
        let mut cases = BTreeSet::new();
        let few_letters = shape.text().bytes().filter(u8::is_ascii_alphabetic).count() < 3;
        for &row in members {
            // A number that was not met yet heads an item; a running head repeats the number of the item it goes on with.
            if let Some(number) = item_number(rows, row, cues)
                && numbers.insert(number)
            {
                continue;
            }
            // So with the case number of an item.
            if let Some(case) = case_number(rows, row, cues)
                && cases.insert(case)
            {
                continue;
            }
            let least = if is_head(row) { needed_head } else { needed };
            // "Votering" may stand near many page breaks; a running head of a word or two stands at the very edge.
            let bare = is_head(row) && shape.text().split(' ').count() <= 2 && !shape.text().contains('0');
            let inner = bare && members.iter().filter(|&&one| at_edge(one)).count() < least;
            marked[row] |= *seen >= least && !inner && !(few_letters && *seen < needed_head);
        }
    }
    // From each edge of a page inward, as far as the lines recur; a heading torn into the running head is skipped.
    for page in bounds.windows(2) {
        let (start, end) = (page[0], page[1]);
        let mut mark = |from: &mut dyn Iterator<Item = usize>| {
            let mut skipped = 0;
            for row in from.take(REACH) {
                if found[row].is_some() {
                    continue;
                }
                if marked[row] {
                    found[row] = Some(Furniture::Recurs);
                } else if is_head(row) && skipped == 0 {
                    skipped += 1;
                } else {
                    break;
                }
            }
        };
        mark(&mut (start..end));
        mark(&mut (start..end).rev());
    }
}

/// Marks the first lines of pages that are made of words of the first page's head: who meets, and the day or the page. They
/// are told from sections by standing there, though a body's name and a day may head one elsewhere.
fn letterhead_again(
    rows: &Rows,
    cues: &Cues,
    anchors: &[usize],
    is_head: &impl Fn(usize) -> bool,
    found: &mut [Option<Furniture>],
) {
    /// How much of the first page is its head, in non-blank lines.
    const HEAD: usize = 12;
    let tokens =
        |row: usize| rows.folded(row).split([' ', ',', '(', ')', '*', '|']).filter(|word| !word.is_empty());
    let first = anchors.first().copied().unwrap_or_default().min(HEAD);
    let head: Vec<&str> = (0..first).flat_map(tokens).map(|word| word.trim_end_matches(['.', ':'])).collect();
    let known = |word: &str| {
        let word = word.trim_end_matches(['.', ':']);
        let stem = word.len().saturating_sub(2).max(5);
        head.iter().any(|&other| {
            other == word
                || word.len() > 5
                    && other.len().abs_diff(word.len()) <= 2
                    && other.get(..stem) == word.get(..stem)
        })
    };
    for &top in anchors {
        for row in (top..rows.len().min(top + 3)).filter(|&row| rows.rows[row].page == rows.rows[top].page) {
            if found[row].is_some() {
                continue;
            }
            if is_head(row) && rows.folded(row).ends_with(':') {
                break;
            }
            let (mut words, mut numbers, mut strange) = (0, 0, false);
            for word in tokens(row) {
                let figures = word.bytes().filter(u8::is_ascii_digit).count();
                match word.trim_matches(|c: char| !c.is_ascii_alphanumeric()).len() {
                    0 => {}
                    1..=2 if figures > 0 => numbers += 1,
                    _ if known(word) || cues.furniture.page.iter().any(|page| page == word) => {
                        words += usize::from(figures == 0);
                        numbers += usize::from(figures > 0);
                    }
                    _ => {
                        strange = true;
                        break;
                    }
                }
            }
            // A number before words counts something: an item, or a point of a list.
            let counted =
                rows.folded(row).starts_with(|c: char| c.is_ascii_digit() || c == char::from(SECTION));
            if strange || words == 0 || numbers == 0 || counted || item_number(rows, row, cues).is_some() {
                break;
            }
            found[row] = Some(Furniture::Recurs);
        }
    }
}

/// The number of an item that a row begins with, where a word or a section sign says that it is one.
fn item_number(rows: &Rows, row: usize, cues: &Cues) -> Option<(u32, Option<u32>)> {
    let found = rows.rows[row].has_digit.then(|| number(rows.folded(row), rows.of(row), cues))??;
    let said = matches!(found.family, Family::Section | Family::Word(_)) && !found.damaged;
    said.then_some((found.value, found.other))
}

/// The case number that a row ends with after its label.
fn case_number<'t>(rows: &'t Rows, row: usize, cues: &Cues) -> Option<&'t str> {
    let line = rows.folded(row);
    let last = line.rsplit("   ").next()?;
    let len = rows.rows[row].has_digit.then(|| label(last, &cues.heading.case))??;
    let number = last[len..].trim_start_matches([':', '.', ' ', '#']);
    (codes::labelled(number) == number.len() && !number.is_empty()).then_some(number)
}

/// Lines near page breaks that are alike.
struct Group {
    shape: Letters,
    beginning: [u8; 3],
    rows: Vec<usize>,
    /// How many pages they stand on, and the last of them.
    pages: usize,
    last_page: Option<usize>,
}

impl Group {
    fn new(shape: Letters) -> Self {
        Self { beginning: beginning(&shape), shape, rows: Vec::new(), pages: 0, last_page: None }
    }

    fn add(&mut self, row: usize, page: usize) {
        self.pages += usize::from(self.last_page != Some(page));
        self.last_page = Some(page);
        self.rows.push(row);
    }
}

/// The first letters of a shape; zeros where it has none.
fn beginning(shape: &Letters) -> [u8; 3] {
    let mut letters = shape.text().bytes();
    std::array::from_fn(|_| letters.next().unwrap_or_default())
}

/// A group whose shape differs in no more than a letter in five: recognition reads a head differently on each page.
fn nearest(groups: &[Group], shape: &Letters) -> Option<usize> {
    if shape.len() < 8 {
        return None;
    }
    let [a, b, c] = beginning(shape);
    let from = groups.len().saturating_sub(200);
    (from..groups.len()).find(|&group| {
        let other = &groups[group];
        let [x, y, z] = other.beginning;
        let longest = shape.len().max(other.shape.len());
        u8::from(a == x) + u8::from(b == y) + u8::from(c == z) >= 2
            && shape.within(&other.shape, longest / 5).is_some()
    })
}

/// A line with its numbers made alike and its gaps closed.
fn shape(folded: &str) -> String {
    let mut out = Vec::with_capacity(folded.len());
    let mut last = 0;
    for byte in folded.bytes() {
        let sign = if byte.is_ascii_digit() { b'0' } else { byte };
        if !(matches!(sign, b'0' | b' ') && last == sign) {
            out.push(sign);
        }
        last = sign;
    }
    String::from_utf8(out).unwrap_or_default()
}

/// Furniture that shows itself.
fn by_form(rows: &Rows, row: usize, cues: &Cues) -> Option<Furniture> {
    let line = rows.folded(row);
    if line.len() > 160 {
        return None;
    }
    if rows.rows[row].has_digit && is_page_number(line, cues) {
        return Some(Furniture::PageNumber);
    }
    if cues.furniture.starts.begin(line) && !ends_like_prose(line) {
        return Some(Furniture::Form);
    }
    // "Underskrift: ______" and its like: a label before a line to write on, at the end of a page.
    let ends_page = || rows.rows.get(row + 1).is_none_or(|next| next.page != rows.rows[row].page);
    if line.ends_with("____") && ends_page() {
        return Some(Furniture::Form);
    }
    None
}

fn ends_like_prose(line: &str) -> bool {
    line.ends_with(['.', ',', ';']) && line.len() > 60
}

/// "Sida 1(18)", "Side 1 av 5", "- 3 -", "3 (74)", "Blad 2".
fn is_page_number(line: &str, cues: &Cues) -> bool {
    let mut words = 0;
    let mut numbers = 0;
    let mut paired = false;
    if line.len() > 30 {
        return is_page_tail(line, cues);
    }
    for token in line.split([' ', '(', ')', '/', '.', ':', '-', '|', '_']).filter(|token| !token.is_empty()) {
        if token.bytes().all(|b| b.is_ascii_digit()) && token.len() <= 4 {
            numbers += 1;
        } else if cues.furniture.page.iter().any(|word| word == token) {
            words += 1;
        } else if cues.furniture.of.iter().any(|word| word == token) {
            paired = true;
        } else {
            return is_page_tail(line, cues);
        }
    }
    let dashed = line.starts_with('-') && line.ends_with('-') && line.len() > 2;
    let bracketed = line.contains('(') && line.ends_with(')');
    match (words, numbers) {
        (1, 1 | 2) => true,
        (0, 1) => dashed,
        (0, 2) => {
            (bracketed && line.as_bytes()[0].is_ascii_digit()) || paired || (dashed && !line.contains('/'))
        }
        _ => false,
    }
}

/// "Side 1 av 7          Elektronisk godkjent …": a page number that opens a line.
fn is_page_tail(line: &str, cues: &Cues) -> bool {
    let mut tokens = line.split_ascii_whitespace();
    let number = |token: Option<&str>| token.is_some_and(|token| token.bytes().all(|b| b.is_ascii_digit()));
    let first = tokens.next().filter(|word| word.len() > 1);
    first.is_some_and(|first| cues.furniture.page.iter().any(|word| word == first))
        && number(tokens.next())
        && tokens.next().is_some_and(|token| cues.furniture.of.iter().any(|word| word == token))
        && number(tokens.next())
        && !line.ends_with('.')
}

/// A drawn line.
fn is_rule(line: &str) -> bool {
    let others = line.bytes().filter(|b| !matches!(b, b'-' | b'=' | b'_' | b'*' | b'~'));
    line.len() >= 5 && others.take(line.len() / 10 + 1).count() <= line.len() / 10
}

/// Address blocks between paragraphs, and the repeated labels of a letterhead.
fn addresses(rows: &Rows, cues: &Cues, found: &mut [Option<Furniture>]) {
    let n = rows.len();
    let mut start = 0;
    let mut after_text = false;
    while start < n {
        let mut end = start + 1;
        while end < n && !rows.rows[end].after_blank {
            end += 1;
        }
        let addressed = |row: &usize| {
            let line = rows.folded(*row);
            line.len() < 70
                && (cues.furniture.address.begin(line)
                    || is_glued(line, cues)
                    || line.contains('@') && !line.contains(' ')
                    || line.starts_with("www."))
        };
        let block = start..end;
        if after_text
            && block.len() <= 12
            && block.clone().all(|row| rows.width(row) < 90)
            && block.clone().filter(addressed).count() >= 2
        {
            for mark in &mut found[start..end] {
                *mark = Some(Furniture::Letterhead);
            }
            // The name of the municipality over it.
            if start > 0
                && rows.is_upper(start - 1)
                && rows.rows[start - 1].after_blank
                && rows.width(start - 1) < 40
            {
                found[start - 1] = Some(Furniture::Letterhead);
            }
        }
        after_text =
            after_text || (start..end).any(|row| found[row].is_none() && rows.folded(row).ends_with('.'));
        start = end;
    }
}

/// Whether a label is glued to the end of the value before it ("141 85 TownBesök").
fn is_glued(line: &str, cues: &Cues) -> bool {
    cues.glued.of(line).any(|label| label.len() >= 4 && line.len() > label.len())
}

#[cfg(test)]
mod tests {
    use super::{Furniture, furniture};
    use crate::language::Language;
    use crate::outline::cues::Cues;
    use crate::outline::rows::Rows;

    fn shown(text: &str, language: Language) -> Vec<(String, Option<Furniture>)> {
        let rows = Rows::new(text);
        let found = furniture(&rows, Cues::of(language), |_| false);
        found.into_iter().enumerate().map(|(row, mark)| (rows.of(row).to_owned(), mark)).collect()
    }

    fn marked(text: &str, language: Language) -> Vec<String> {
        shown(text, language).into_iter().filter(|(_, mark)| mark.is_some()).map(|(line, _)| line).collect()
    }

    #[test]
    fn page_numbers_of_all_traditions() {
        for (line, language) in [
            ("Sida 1(18)", Language::Swedish),
            ("Sid 3 (9)", Language::Swedish),
            ("12 (41)", Language::Swedish),
            ("Blad 4", Language::Swedish),
            ("Side 1 af 5", Language::Danish),
            ("Side 2 av 7    Elektronisk godkjent 1.2.2020", Language::Bokmal),
            ("- 3 -", Language::Nynorsk),
        ] {
            let text = format!("Et første afsnit her.\n\n{line}\n\nDet andet afsnit.");
            assert_eq!(marked(&text, language), [line], "{language}");
        }
        assert!(marked("Saken gjelder\n\n12 elever\n\nog 3 lærere.", Language::Bokmal).is_empty());
        assert!(marked("Utfall\n\n3-4\n\nslut", Language::Swedish).is_empty());
    }

    #[test]
    fn a_running_head_is_known_by_recurrence_even_when_read_differently() {
        let page = |n: usize, head: &str, body: &str| format!("{head}  Blad {n}\n\n{body}\n");
        let text = [
            page(1, "STORÅ KOMMUN", "Vägen till badet ska beläggas före sommaren."),
            page(2, "STORÅ KOMMUN", "Nämnden tackar för skrivelsen."),
            page(3, "STORA K0MMUN", "Elva sökande har anmält sig till tjänsten."),
            page(4, "STORÅ KOMMUN", "Mötet slutar med en fråga om snön."),
        ]
        .join("\x0c");
        let marked = marked(&text, Language::Swedish);
        assert_eq!(marked.len(), 3, "{marked:?}");
        assert!(marked[0].ends_with("Blad 2"), "the first page's head is a letterhead");
    }

    #[test]
    fn the_head_of_the_first_page_comes_back_in_other_words() {
        let text = "HAVNDAL KOMMUNE\nKommunalbestyrelsen\nDen 20.9.1979\n\nNr. 1  Broen\n\nBroen rives, da den\n\x0cHavndal kommunalbestyrelse \
                    20.9.1979\n\ner gammel.\n\x0cHavndal kommune har svaret 20.9.1979.\n\nNr. 2  Vejen";
        assert_eq!(marked(text, Language::Danish), ["Havndal kommunalbestyrelse 20.9.1979"]);
    }

    #[test]
    fn an_address_block_interrupts() {
        let text = "Rubrik\n\nStycke ett.\n\nStycke två.\n\nSTORÅ KOMMUN\n\nPostadress\nBox 1\nTelefon 0123-45 67 89\n\nStycke tre.";
        assert_eq!(marked(text, Language::Swedish).len(), 4);
    }
}

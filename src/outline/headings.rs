//! Items: which numbered lines head one, and how far the heading goes.
//!
//! Numbers of items ascend; numbers of list points, citations and lists of contents do too. So every line that
//! begins with a number is weighed by what stands around it, and the best ascending chain wins. Words are data; what
//! follows the heading is for the machine.

use super::codes;
use super::contents;
use super::cues::Cues;
use super::fold::SECTION;
use super::heads::{self, Head};
use super::numbering::{Family, Number, number};
use super::rows::Rows;
use crate::text::{Repaired, Span};

/// Marks that recognition makes of specks and rules, and marks of markup, before a heading.
const SPECKS: [char; 7] = ['#', '*', '_', ' ', '\'', '`', '|'];

/// An item's heading.
#[derive(Clone, Debug, Default)]
pub(super) struct Heading {
    /// Positions in the content rows: from the first to before `end`.
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) number: Option<String>,
    pub(super) number_span: Option<Span<Repaired>>,
    pub(super) title: Option<String>,
    pub(super) case_numbers: Vec<String>,
    pub(super) continues: bool,
}

/// A numbered line that may head an item.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Position in the content rows.
    pub(super) at: usize,
    pub(super) number: Number,
    pub(super) score: i32,
    pub(super) continues: bool,
}

/// What the steps of this module share.
pub(super) struct Page<'a> {
    pub(super) rows: &'a Rows<'a>,
    /// Rows that are not furniture.
    pub(super) content: &'a [usize],
    /// The section heading that a content row is.
    pub(super) heads: &'a [Option<Head>],
    pub(super) cues: &'a Cues,
}

impl Page<'_> {
    pub(super) fn line(&self, at: usize) -> &str {
        self.rows.folded(self.content[at])
    }
    /// Length of the case number without a label that a row begins with after its first `from` characters.
    fn code(&self, row: usize, from: usize) -> Option<usize> {
        let original = self.rows.of(row);
        let cut = original.char_indices().nth(from).map_or(original.len(), |(byte, _)| byte);
        codes::unlabelled(&self.rows.folded(row)[from..], &original[cut..])
    }
    /// Whether a row is a case number without a label and nothing else.
    fn is_code(&self, row: usize) -> bool {
        self.code(row, 0) == Some(self.rows.width(row))
    }
    /// Whether a paragraph begins here: after a blank line, or after furniture where the text before was complete.
    pub(super) fn begins(&self, at: usize) -> bool {
        if at == 0 {
            return true;
        }
        let (row, before) = (self.content[at], self.content[at - 1]);
        if row != before + 1 {
            return self.complete(at - 1) || self.heads[at].is_some();
        }
        self.rows.rows[row].after_blank && !self.runs_on(at)
    }
    /// Whether a line goes on with the sentence of the line before, over the blank line between lines of wide typing.
    fn runs_on(&self, at: usize) -> bool {
        let before = self.line(at - 1);
        !self.complete(at - 1)
            && !before.ends_with([':', ';'])
            && self.heads[at].is_none()
            && self.rows.of(self.content[at]).trim_start().starts_with(char::is_lowercase)
            && !super::machine::is_list_point(self.line(at))
    }
    /// Whether a line does not run on into the next.
    pub(super) fn complete(&self, at: usize) -> bool {
        self.rows.ends_sentence(self.content[at])
            || self.heads[at].is_some()
            || self.rows.width(self.content[at]) < 45
    }
}

/// The headings of a document's items, in order.
pub(super) fn headings(page: &Page) -> Vec<Heading> {
    let mut candidates = candidates(page);
    contents::drop_listed(page, &mut candidates);
    drop_stacked(page, &mut candidates);
    for at in 0..candidates.len() {
        candidates[at].score += surroundings(page, &candidates, at);
    }
    let chain = chain(&candidates);
    let mut out: Vec<Heading> = Vec::with_capacity(chain.len());
    for (n, &candidate) in chain.iter().enumerate() {
        let limit = chain.get(n + 1).map_or(page.content.len(), |&next| candidates[next].at);
        out.push(read_heading(page, &candidates[candidate], limit));
    }
    out
}

/// Rows that say at the top of a page that the item before goes on: they interrupt it and head nothing.
pub(super) fn running(page: &Page, found: &[Heading]) -> Vec<usize> {
    let digits = |heading: &Heading| -> Option<String> {
        Some(heading.number.as_ref()?.chars().filter(|c| c.is_ascii_digit() || *c == '/').collect())
    };
    let mut out = Vec::new();
    for pair in found.windows(2) {
        let (row, before) = (page.content[pair[1].start], page.content[pair[1].start - 1]);
        let torn = row != before + 1 || page.rows.rows[row].page != page.rows.rows[before].page;
        if pair[1].continues && torn && digits(&pair[0]) == digits(&pair[1]) {
            out.push(row);
        }
    }
    out
}

fn candidates(page: &Page) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut numbered = usize::MAX;
    for (at, &row) in page.content.iter().enumerate() {
        let line = page.rows.folded(row);
        let original = page.rows.of(row);
        let marks = line.len() - line.trim_start_matches(['#', '*', '_', ' ']).len();
        let skip = line.len() - line.trim_start_matches(SPECKS).len();
        let cut = original.char_indices().nth(skip).map_or(original.len(), |(at, _)| at);
        let (line, original) = (&line[skip..], &original[cut..]);
        let Some(mut number) = number(line, original, page.cues) else { continue };
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
            Family::Plain | Family::Bracket => 0,
        };
        let Some(weight) = rest_weight(page, row, &number, rest, continues) else { continue };
        let score = base + weight + i32::from(begins);
        out.push(Candidate { at, number, score, continues });
    }
    year_first(&mut out);
    out
}

/// "Kf § 45" over "Ks § 55" over "Au § 119" is one item: the numbers below belong to bodies that had it before.
fn drop_stacked(page: &Page, candidates: &mut Vec<Candidate>) {
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

fn continued(rest: &str, cues: &Cues) -> bool {
    cues.heading.continued.begin(rest)
        || cues.heading.continued.iter().any(|word| {
            rest.ends_with(word)
                && rest.len() > word.len()
                && !rest.as_bytes()[rest.len() - word.len() - 1].is_ascii_alphanumeric()
        })
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
fn rest_weight(page: &Page, row: usize, number: &Number, rest: &str, continues: bool) -> Option<i32> {
    if rest.is_empty() {
        // A bare figure is a page or table number, not an item; with a mark and text below it, as old clerks wrote, it is.
        let stands_over = page.rows.rows[row].after_blank
            && page.rows.rows.get(row + 1).is_some_and(|next| !next.after_blank && next.indent < 12)
            && page.rows.begins_upper(row + 1)
            && page.rows.width(row + 1) > 30;
        return match number.family {
            Family::Plain | Family::Bracket => stands_over.then_some(3),
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
    // Old clerks closed a title with a full stop; a point of a list is longer, or one of several lines.
    let short = rest.len() < 75 && !rest.ends_with([';', ',']);
    let row_ends = page.rows.rows.get(row + 1).is_none_or(|next| next.after_blank);
    let alone = page.rows.rows[row].after_blank && row_ends;
    match number.family {
        Family::Plain | Family::Bracket if short && alone => weight += if stopped { 2 } else { 3 },
        Family::Plain | Family::Bracket if stopped => weight -= 3,
        Family::Word(_) | Family::Fraction if stopped => weight -= if short { 0 } else { 3 },
        _ => {}
    }
    // A sentence that begins after the number.
    if rest.contains(". ") && rest.len() > 60 {
        weight -= 2;
    }
    Some(weight)
}

/// Whether the full stop at the end is that of an abbreviation: "a.m.b.a.", "m.fl.".
fn abbreviated(text: &str) -> bool {
    let last = text.rsplit(' ').next().unwrap_or(text);
    last.strip_suffix('.').is_some_and(|front| front.contains('.'))
}

/// What stands around a candidate says for or against a heading.
fn surroundings(page: &Page, candidates: &[Candidate], index: usize) -> i32 {
    let candidate = &candidates[index];
    let at = candidate.at;
    let mut score = 0;
    let followed = |k: usize| page.content.get(at + k).is_some();
    let mut saw_case = false;
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
        // Points of a list stand one under the other.
        let near = |other: Option<&Candidate>, gap: usize| {
            other.is_some_and(|other| {
                other.number.family == candidate.number.family && other.at.abs_diff(at) <= gap
            })
        };
        if near(index.checked_sub(1).and_then(|k| candidates.get(k)), 2) && !saw_head {
            score -= 2;
        }
        if near(candidates.get(index + 1), 2) && !saw_head && !saw_case {
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

/// The best ascending chain: candidates of one family whose numbers rise, a step of one best of all.
fn chain(candidates: &[Candidate]) -> Vec<usize> {
    let mut families: Vec<&Family> = candidates.iter().map(|candidate| &candidate.number.family).collect();
    families.sort();
    families.dedup();
    let mut best: (i32, Vec<usize>) = (0, Vec::new());
    for family in families {
        let members: Vec<usize> =
            (0..candidates.len()).filter(|&index| candidates[index].number.family == *family).collect();
        let found = family_chain(candidates, &members, family);
        if found.0 > best.0 {
            best = found;
        }
    }
    let mut chain = best.1;
    // Cases of other series (reports, open post) between them, where they stand as headings of their own.
    if let Some(&first) = chain.first()
        && let Family::Word(name) = &candidates[first].number.family
        && name.len() <= 3
    {
        for (index, candidate) in candidates.iter().enumerate() {
            let same_kind =
                matches!(&candidate.number.family, Family::Word(other) if other.len() <= 3 && other != name);
            if same_kind && candidate.score >= 9 && index > first {
                chain.push(index);
            }
        }
        chain.sort_unstable();
    }
    chain
}

fn family_chain(candidates: &[Candidate], members: &[usize], family: &Family) -> (i32, Vec<usize>) {
    const WINDOW: usize = 120;
    let least = if family.is_bare() { 3 } else { 4 };
    let members: Vec<usize> = members
        .iter()
        .copied()
        .filter(|&m| candidates[m].number.damaged || candidates[m].score >= least)
        .collect();
    let mut totals: Vec<(i32, Option<usize>)> = Vec::with_capacity(members.len());
    for (j, &member) in members.iter().enumerate() {
        let own = &candidates[member];
        // A misread sign needs its neighbours.
        let alone = if own.number.damaged { own.score - 8 } else { own.score };
        let mut best = (alone, None);
        for i in (j.saturating_sub(WINDOW)..j).rev() {
            let before = &candidates[members[i]];
            let step = i64::from(own.number.value) - i64::from(before.number.value);
            let link = match step {
                1 => 2,
                2..=3 => 0,
                4..=40 => -1,
                0 if own.continues || own.number.other != before.number.other => 0,
                41.. => -4,
                _ => -9,
            };
            let damage = if own.number.damaged && step != 1 { -8 } else { 0 };
            let total = totals[i].0 + own.score + link + damage;
            if total > best.0 {
                best = (total, Some(i));
            }
        }
        totals.push(best);
    }
    let Some((mut at, total)) =
        totals.iter().enumerate().max_by_key(|(n, t)| (t.0, std::cmp::Reverse(*n))).map(|(n, t)| (n, t.0))
    else {
        return (0, Vec::new());
    };
    let mut out = vec![members[at]];
    while let Some(before) = totals[at].1 {
        at = before;
        out.push(members[at]);
    }
    out.reverse();
    // One plain number is no numbering, unless it is plainly a heading.
    if family.is_bare() && out.len() < 2 && total < 6 {
        return (0, Vec::new());
    }
    (total, out)
}

/// Reads number, title and case numbers, and finds the end of the heading.
fn read_heading(page: &Page, candidate: &Candidate, limit: usize) -> Heading {
    let row = page.content[candidate.at];
    let number = &candidate.number;
    let span = page.rows.span(row, number.start, number.end - number.start);
    let mut heading = Heading {
        start: candidate.at,
        end: candidate.at + 1,
        number: Some(collapse(span.of(page.rows.text))),
        number_span: Some(span),
        continues: candidate.continues,
        ..Heading::default()
    };
    let mut titles: Vec<Span<Repaired>> = Vec::new();
    let line = page.rows.folded(row);
    if number.rest < line.len() {
        take_parts(page, row, number.rest, &mut titles, &mut heading.case_numbers);
    }
    // A title to the left of a number at the end of the line is not read here: it stands before the number.
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
        if is_reference(line) && (!begins || title_row.is_some()) {
            title_closed = true;
            at += 1;
            continue;
        }
        if heads::label(line, &page.cues.heading.meta).is_some()
            && line.len() < 100
            && page.heads[at].is_none()
        {
            // "Saksbehandler: Kari Ås    Arkivsaksnr.: 12/345"
            if line.contains(':') {
                labelled_cases(page, at, at + 1, &mut heading.case_numbers);
            }
            title_closed = title_row.is_some();
            at += 1;
            continue;
        }
        match title_row {
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
            None if first_title(page, at, limit, begins) => {}
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

fn number_of(page: &Page, row: usize) -> Option<Number> {
    number(page.rows.folded(row), page.rows.of(row), page.cues)
}

/// Whether the paragraph at `at` is the title of the item whose number stands over it.
fn first_title(page: &Page, at: usize, limit: usize, begins: bool) -> bool {
    if let Some(head) = &page.heads[at] {
        // "Meddelanden" may be a heading or a title; "Beslut" is never a title.
        let section = &page.cues.sections[head.section];
        let soft = matches!(
            section.id.as_str(),
            "background" | "appeal" | "attachments" | "recipients" | "statement" | "voting"
        );
        return soft
            && head.len == page.line(at).len()
            && at + 1 < limit
            && (begins || page.begins(at + 1))
            && {
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
        return page.rows.begins_upper(page.content[at]) || page.line(at).starts_with('"');
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
    before.len() + 1 + first_word > room && !sentence(page, at)
}

/// Whether the paragraph at a line ends as a sentence does.
fn sentence(page: &Page, at: usize) -> bool {
    let mut end = at;
    while end + 1 < page.content.len() && !page.begins(end + 1) && page.heads[end + 1].is_none() {
        end += 1;
    }
    page.line(end).ends_with('.')
}

/// A line of its own for a case number.
pub(super) fn is_case_line(page: &Page, row: usize) -> bool {
    let line = page.rows.folded(row);
    if line.len() > 100 {
        return false;
    }
    page.is_code(row)
        || heads::label(line, &page.cues.heading.case).is_some_and(|len| {
            let rest = line[len..].trim_start_matches([':', '.', ' ', '#']);
            rest.is_empty() || codes::labelled(rest) > 0
        })
}

/// "Kommunstyrelsen 14.9.2020 § 188": the body, the day and the item's own number once more, as case systems stamp them.
fn is_stamp(line: &str, number: u32) -> bool {
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

/// "(TRV 2023/41877)": a reference in brackets.
fn is_reference(line: &str) -> bool {
    line.starts_with('(')
        && line.ends_with(')')
        && line.bytes().any(|b| b.is_ascii_digit())
        && line.len() < 50
}

/// Splits a line of a heading into title and case numbers.
fn take_parts(
    page: &Page,
    row: usize,
    from: usize,
    titles: &mut Vec<Span<Repaired>>,
    cases: &mut Vec<String>,
) {
    let line = page.rows.folded(row);
    let rest = &line[from..];
    let mut at = 0;
    let mut title_end = rest.len();
    // The first label, at the beginning or after a gap, or anywhere if a number follows.
    while at < rest.len() {
        let here = &rest[at..];
        let free = at == 0 || !rest.as_bytes()[at - 1].is_ascii_alphanumeric();
        if free && let Some(len) = heads::label(here, &page.cues.heading.case) {
            let value_at =
                at + len + here[len..].len() - here[len..].trim_start_matches([':', '.', ' ', '#']).len();
            let gap = at == 0
                || rest[..at].ends_with("  ")
                || rest[..at].ends_with("(")
                || !rest[..at].bytes().any(|b| b.is_ascii_alphanumeric())
                || rest[..at].ends_with(' ');
            let len = codes::labelled(&rest[value_at..]);
            // "Lukket sag: Køb af areal" beside the number is a title.
            let bare = len == 0 && from > 0 && value_at < rest.len();
            if gap && !bare && (len > 0 || at == 0) {
                if len > 0 {
                    cases.push(collapse(page.rows.span(row, from + value_at, len).of(page.rows.text)));
                }
                title_end = title_end.min(at);
                at = (value_at + len).max(at + 1);
                continue;
            }
        }
        if free
            && title_end > at
            && (at == 0 || rest[..at].ends_with("  "))
            && heads::label(here, &page.cues.heading.meta).is_some_and(|len| {
                let value = here[len..].strip_prefix(':').map(str::trim_start);
                let code = |value: &str| value.is_empty() || value.as_bytes()[0].is_ascii_digit();
                value.is_some_and(|value| at > 0 || from == 0 || code(value))
            })
        {
            title_end = at;
        }
        at += 1;
    }
    if title_end == rest.len() {
        if let Some(len) = page.code(row, from) {
            cases.push(collapse(page.rows.span(row, from, len).of(page.rows.text)));
            let after = rest[len..].trim_start();
            if after.is_empty() || continued(after, page.cues) {
                return;
            }
            titles.push(page.rows.span(row, from + rest.len() - after.len(), after.len()));
            return;
        }
        // A code after a gap at the end of the line: "Title      19/2286".
        if let Some(gap) = rest.rfind("   ") {
            let tail = rest[gap..].trim_start();
            if page.code(row, from + rest.len() - tail.len()) == Some(tail.len()) {
                cases.push(collapse(
                    page.rows.span(row, from + rest.len() - tail.len(), tail.len()).of(page.rows.text),
                ));
                title_end = gap;
            }
        }
    }
    let title = rest[..title_end].trim_end_matches([' ', '(', '-', ',', ':']);
    let only_continued = title.len() < 12 && continued(title, page.cues);
    if title.bytes().any(|b| b.is_ascii_alphanumeric()) && !only_continued {
        titles.push(page.rows.span(row, from, title.len()));
    }
}

/// The title on one line, without marks of markup and without a closing full stop.
fn joined(page: &Page, parts: &[Span<Repaired>]) -> Option<String> {
    let mut out = String::new();
    for part in parts {
        let piece = collapse(part.of(page.rows.text));
        let piece = piece.trim_start_matches(['\u{2018}', '\u{2019}', '|', '`', ' ']);
        if out.ends_with('-') && !out.ends_with(" -") && piece.chars().next().is_some_and(char::is_lowercase)
        {
            // "kommunal- och" keeps its hyphen; a word cut by the line end loses it.
            let word = piece.split(' ').next().unwrap_or("");
            let folded: String = word.chars().map(|c| char::from(super::fold::fold(c))).collect();
            if page.cues.subject.joint.holds(&folded) {
                out.push(' ');
            } else {
                out.pop();
            }
        } else if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(piece);
    }
    let out = out.trim_matches(['#', '*', '_', ' ']);
    let out = match out.strip_suffix('.') {
        _ if abbreviated(out) => out,
        Some(front) => front,
        None => out,
    };
    let out = out.trim_end();
    (!out.is_empty()).then(|| out.to_owned())
}

/// White space runs become one space.
pub(super) fn collapse(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The heading of a document that is one item without a number: everything before the first section, with the last
/// title-like paragraph as its title.
pub(super) fn unnumbered(page: &Page, from: usize) -> Heading {
    let n = page.content.len();
    let first_head = (from..n).find(|&at| page.heads[at].is_some()).unwrap_or(n).min(from + 40);
    let mut heading = Heading { start: from, end: from, ..Heading::default() };
    let mut title: Option<(usize, usize)> = None;
    let mut at = from;
    while at < first_head {
        let mut end = at + 1;
        while end < first_head && !page.begins(end) {
            end += 1;
        }
        let long = (at..end).map(|k| page.line(k).len()).sum::<usize>() > 240;
        if long || page.line(end - 1).ends_with('.') && end - at > 1 {
            break; // running text
        }
        let line = heads::undecorated(page.line(at));
        let letters = line.bytes().filter(u8::is_ascii_alphabetic).count();
        let label =
            is_case_line(page, page.content[at]) || heads::label(line, &page.cues.heading.meta).is_some();
        if letters >= 8 && !label {
            title = Some((at, end));
        }
        heading.end = end;
        at = end;
    }
    if heading.end == from && first_head > from {
        // No heading before the text: the first line serves.
        return heading;
    }
    if let Some((start, end)) = title {
        let spans: Vec<Span<Repaired>> = (start..end).map(|k| page.rows.rows[page.content[k]].span).collect();
        heading.title = joined(page, &spans);
        heading.end = heading.end.max(end);
    }
    for at in heading.start..heading.end {
        labelled_cases(page, at, heading.end, &mut heading.case_numbers);
    }
    heading
}

/// Case numbers of a letterhead, also where a label is glued to the value before it.
fn labelled_cases(page: &Page, at: usize, end: usize, cases: &mut Vec<String>) {
    let row = page.content[at];
    let line = page.rows.folded(row);
    for label in page.cues.heading.case.iter() {
        let Some(found) = line.find(label) else { continue };
        let after = found + label.len();
        let value_at =
            after + line[after..].len() - line[after..].trim_start_matches([':', '.', ' ', '*', '#']).len();
        let len = codes::labelled(&line[value_at..]);
        if len > 0 {
            cases.push(unglued(page, row, value_at, len));
            return;
        }
        if value_at >= line.len() && at + 1 < end && label.len() > 3 {
            let next = page.content[at + 1];
            let value = page.rows.folded(next);
            let len = codes::labelled(value);
            if len > 0 {
                cases.push(unglued(page, next, 0, len));
            }
            return;
        }
    }
}

/// A case number without the label that is glued to its end.
fn unglued(page: &Page, row: usize, at: usize, len: usize) -> String {
    let folded = &page.rows.folded(row)[at..at + len];
    let cut = page
        .cues
        .heading
        .meta
        .iter()
        .chain(page.cues.heading.case.iter())
        .filter(|label| label.len() > 3 && folded.len() > label.len() && folded.ends_with(label))
        .map(|label| folded.len() - label.len())
        .min()
        .unwrap_or(folded.len());
    collapse(page.rows.span(row, at, cut).of(page.rows.text))
}

#[cfg(test)]
mod tests {
    use crate::language::Language;
    use crate::outline::outline;

    fn items(text: &str, language: Language) -> Vec<(Option<String>, Option<String>, Vec<String>)> {
        let found = outline(text, Some(language)).items;
        found.into_iter().map(|item| (item.number, item.title, item.case_numbers)).collect()
    }

    fn numbers(text: &str, language: Language) -> Vec<String> {
        items(text, language).into_iter().filter_map(|item| item.0).collect()
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
    fn a_number_repeated_at_the_top_of_a_page_goes_on_with_the_item() {
        let text = "PROTOKOLL\n\n§ 4 Bron\n\nBeslut\n\nNämnden beslutar att laga bron före\n\x0c§ 4 forts\n\nvårens \
                    flod.\n\n§ 5 Val\n\nBeslut\n\nBo Ek väljs.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 4", "§ 5"]);
        // In the middle of a page, and after another item, it is taken up again.
        let text = "PROTOKOLL\n\n§ 4 Bron\n\nBeslut\n\nÄrendet vilar.\n\n§ 5 Val\n\nBeslut\n\nBo Ek väljs.\n\n§ 5 forts\n\n\
                    Beslut\n\nÅsa Ek väljs också.\n";
        assert_eq!(numbers(text, Language::Swedish), ["§ 4", "§ 5", "§ 5"]);
    }

    #[test]
    fn items_at_the_top_of_pages_are_no_running_heads() {
        let page = |n: u32, title: &str| {
            format!(
                "Storvik kommune\n\nSak 0{n}/21          Arkivsak 21/{n}4\n{title}\n\nVedtak:\n\nGodkjent.\n\x0c"
            )
        };
        let text =
            format!("{}{}{}{}", page(1, "Brua"), page(2, "Skolen"), page(3, "Kaien"), page(4, "Veien"));
        assert_eq!(numbers(&text, Language::Bokmal), ["Sak 01/21", "Sak 02/21", "Sak 03/21", "Sak 04/21"]);
    }

    #[test]
    fn a_closed_item_keeps_its_label_and_loses_a_filing_code() {
        let text = "Referat\n\nPunkt 1: Lukket sag: Salg af grund\n\nBeslutning\n\nGodkendt.\n\nPunkt 2: Valg\n\n\
                    Beslutning\n\nGodkendt.\n";
        let found = items(text, Language::Danish);
        assert_eq!(found[0].1.as_deref(), Some("Lukket sag: Salg af grund"));
        let text = "Møtebok\n\nSak 5/91   Arkiv: 033\nNYTT TAK PÅ SKOLEN\n\nVedtak:\n\nGodkjent.\n";
        assert_eq!(items(text, Language::Bokmal)[0].1.as_deref(), Some("NYTT TAK PÅ SKOLEN"));
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
    fn a_case_number_without_a_label_is_no_title() {
        let text = "REFERAT\n\n4. Garanti til Sødal Vandværk a.m.b.a.\n24.05.00-S55-1-18\n\nBeslutning\n\nGodkendt.\n\n\
                    5. Valg af kasserer\n00.22.04-A30-3-18\n\nBeslutning\n\nValgt.\n";
        let found = items(text, Language::Danish);
        assert_eq!(found[0].1.as_deref(), Some("Garanti til Sødal Vandværk a.m.b.a."));
        assert_eq!(found[1].2, ["00.22.04-A30-3-18"]);
        let text = "PROTOKOLL\n\n§ 9  2018.337 SBN\nAvgift för gästhamn\n\nBeslut\n\nBifalls.\n\n§ 10  2021-000764\n\
                    Bygglov\n\nBeslut\n\nBifalls.\n";
        let found = items(text, Language::Swedish);
        assert_eq!(
            (found[0].1.as_deref(), &found[0].2[..]),
            (Some("Avgift för gästhamn"), &["2018.337 SBN".to_owned()][..])
        );
        assert_eq!(
            (found[1].1.as_deref(), &found[1].2[..]),
            (Some("Bygglov"), &["2021-000764".to_owned()][..])
        );
    }

    #[test]
    fn one_series_of_numbers_however_the_word_is_shortened() {
        let text = "Referat\n\nSag nr. 1. Valg.\n\nGodkendt.\n\nSag nr: 2. Leje af lokale.\n\nGodkendt.\n\n\u{2018}Sag nr. 3. \
                    Tilskud.\n\nGodkendt.\n";
        assert_eq!(numbers(text, Language::Danish).len(), 3);
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
}

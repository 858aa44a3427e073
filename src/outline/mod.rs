//! The repaired text cut by function: furniture, item headings, segments.
//!
//! Layout first: `rows` reads lines, `furniture` sets aside what pages repeat, `headings`
//! finds the items among numbered lines, `machine` gives every remaining line a function, and `form`
//! says what kind of document it is. What the words mean is data in `corpora/cues/outline`, one table per written
//! language. The stage refuses to interpret: who proposed what, and what was decided, is for later stages.

mod codes;
mod contents;
mod coverage;
mod cues;
mod fold;
mod form;
mod furniture;
mod headings;
mod heads;
mod kindred;
mod lead;
mod lookalikes;
mod machine;
mod nearness;
mod numbering;
mod own;
mod page;
mod phrases;
mod points;
mod prose;
mod rows;
mod rules;
#[cfg(test)]
mod sample;
mod shelves;
mod subject;
#[cfg(test)]
mod swedish;
mod template;

pub use coverage::{Coverage, Met, Near, Suspect, Unexplained, Why, coverage};
pub use own::{CueError, OwnCues};

use crate::language::Language;
use crate::record::{DocumentType, SegmentKind};
use crate::text::{Repaired, Span};
use cues::Cues;
use furniture::Furniture;
use headings::Heading;
use heads::Head;
use page::Page;
use rows::Rows;

/// A document cut by function.
#[derive(Clone, Debug, Default)]
pub struct Outline {
    /// What kind of document it is.
    pub form: Option<DocumentType>,
    /// In the order of the text; every non-blank line lies in exactly one.
    pub segments: Vec<Segment>,
    /// In the order of the text.
    pub items: Vec<Item>,
}

/// A stretch of text with one function.
#[derive(Clone, Debug)]
pub struct Segment {
    /// Its function.
    pub kind: SegmentKind,
    /// Index into [`Outline::items`].
    pub item: Option<u32>,
    /// Goes on after an interruption in the segment of the same kind before it.
    pub continues: bool,
    /// From the first character of its first line to the end of its last.
    pub span: Span<Repaired>,
    /// The headings or the point's number that it begins with; its words follow.
    pub lead: Option<Span<Repaired>>,
    /// Why it is what it is.
    pub evidence: Evidence,
}

/// Why a segment is what it is: a segment cannot be made without it.
#[derive(Clone, Debug)]
pub struct Evidence {
    /// The rule that opened it.
    pub rule: &'static str,
    /// The words that the rule saw.
    pub words: Option<Span<Repaired>>,
}

/// An item of business as its heading prints it.
#[derive(Clone, Debug)]
pub struct Item {
    /// Number with its word or full stop: `§ 12`, `Sak 021/24`, `3.`
    pub number: Option<String>,
    /// Title on one line, without a closing full stop.
    pub title: Option<String>,
    /// Case numbers of the heading.
    pub case_numbers: Vec<String>,
    /// The heading says that it goes on from an earlier item.
    pub continues: bool,
    /// From its heading to the end of its last segment.
    pub span: Span<Repaired>,
}

/// Cuts a repaired text by function. Without a language, the tables that know most of its headings are used.
pub fn outline(text: &str, language: Option<Language>) -> Outline {
    outline_with(text, language, None)
}

/// The same with cues of the user's own.
pub fn outline_with(text: &str, language: Option<Language>, own: Option<&OwnCues>) -> Outline {
    let rows = Rows::new(text);
    if rows.len() == 0 {
        return Outline::default();
    }
    let language = language.unwrap_or_else(|| likeliest(&rows, own));
    let cues = cues(language, own);
    let mut sheet = Sheet::new(&rows, cues);
    let mut found = headings::headings(&sheet.page());
    let running = headings::running(&sheet.page(), &found);
    if !running.is_empty() {
        sheet.set_aside(running, Furniture::Recurs);
        found = headings::headings(&sheet.page());
    }
    let inferred = template::decision_heads(&sheet.page(), &found, cues);
    sheet.give_heads(inferred);
    let unknown = template::unknown_heads(&sheet.page(), &found, cues);
    sheet.give_heads(unknown);
    // "3.", "3)": numbers without a word or sign, as points of any text have them.
    let coded = found.iter().filter(|heading| !heading.case_numbers.is_empty()).count() > 1;
    let plainly = !coded
        && found.iter().all(|heading| {
            let plain = |b: u8| b.is_ascii_digit() || matches!(b, b'.' | b')');
            heading.number.as_ref().is_some_and(|number| number.bytes().all(plain))
        });
    let form = form::form(&rows, cues, found.len(), plainly);
    if form != DocumentType::Minutes && (plainly || form == DocumentType::Newsletter) {
        found.clear();
    }
    let mut wishes = Vec::new();
    if form == DocumentType::Strategy {
        let points = points::points(&sheet.page(), cues);
        let row_of = |at: usize| sheet.content[at];
        wishes = points.wishes.into_iter().map(row_of).collect();
        let orphans = points.orphans.into_iter().map(row_of).collect();
        sheet.set_aside(orphans, Furniture::Letterhead);
    }
    let page = sheet.page();
    // Where only running heads were read there is no matter at all.
    let single = found.is_empty()
        && !sheet.content.is_empty()
        && !matches!(form, DocumentType::Newsletter | DocumentType::Other);
    if single {
        found.push(headings::unnumbered(&page, 0));
    }
    let mut drafts = if found.is_empty() {
        plain_text(&page)
    } else {
        machine::run(&page, &found, cues, form == DocumentType::Minutes)
    };
    if !wishes.is_empty() {
        lift_wishes(&page, &wishes, &mut drafts);
    }
    assemble(&page, &sheet.marks, &drafts, &found, form)
}

/// The rows of a document, those set aside as furniture and the others, with the section headings among them.
struct Sheet<'r> {
    rows: &'r Rows<'r>,
    cues: &'static Cues,
    /// Of every row.
    all_heads: Vec<Option<Head>>,
    marks: Vec<Option<Furniture>>,
    /// The rows that are not set aside, and what they head.
    content: Vec<usize>,
    heads: Vec<Option<Head>>,
}

impl<'r> Sheet<'r> {
    fn new(rows: &'r Rows<'r>, cues: &'static Cues) -> Self {
        let all_heads: Vec<Option<Head>> = (0..rows.len()).map(|row| heads::head(rows, row, cues)).collect();
        let marks = furniture::furniture(rows, cues, |row| all_heads[row].is_some());
        let mut sheet = Self { rows, cues, all_heads, marks, content: Vec::new(), heads: Vec::new() };
        sheet.gather();
        sheet
    }

    fn gather(&mut self) {
        self.content = (0..self.rows.len()).filter(|&row| self.marks[row].is_none()).collect();
        self.heads = self.content.iter().map(|&row| self.all_heads[row].clone()).collect();
    }

    /// Takes rows for furniture.
    fn set_aside(&mut self, rows: Vec<usize>, as_what: Furniture) {
        for row in rows {
            self.marks[row] = Some(as_what);
        }
        self.gather();
    }

    /// Takes rows for section headings.
    fn give_heads(&mut self, heads: Vec<(usize, Head)>) {
        for (row, head) in heads {
            self.all_heads[row] = Some(head);
        }
        self.gather();
    }

    fn page(&self) -> Page<'_> {
        Page { rows: self.rows, content: &self.content, heads: &self.heads, cues: self.cues }
    }
}

/// A document without items: one segment that says so.
fn plain_text(page: &Page) -> machine::Drafts {
    let draft = machine::Draft { kind: SegmentKind::Other, item: None, rule: "no_item", words: None };
    machine::Drafts { drafts: vec![draft], of: vec![0; page.content.len()], item_ends: Vec::new() }
}

/// The rule that opens a wish.
const WISH: &str = "wish";

/// Each wish of a strategy becomes a recommendation, up to the next wish or section.
fn lift_wishes(page: &Page, wishes: &[usize], drafts: &mut machine::Drafts) {
    let starts: Vec<usize> = wishes.iter().filter_map(|row| page.content.binary_search(row).ok()).collect();
    for (n, &start) in starts.iter().enumerate() {
        let limit = starts.get(n + 1).copied().unwrap_or(page.content.len());
        let end = (start + 1..limit)
            .find(|&at| {
                let line = page.line(at);
                let alone = page.begins(at) && (at + 1 >= page.content.len() || page.begins(at + 1));
                page.heads[at].is_some() || alone && line.len() < 60 && !line.ends_with(['.', ',', '!', '-'])
            })
            .unwrap_or(limit);
        let words = Some(page.rows.rows[page.content[start]].span);
        drafts.drafts.push(machine::Draft {
            kind: SegmentKind::Recommendation,
            item: Some(0),
            rule: WISH,
            words,
        });
        let draft = drafts.drafts.len() - 1;
        drafts.of[start..end].fill(draft);
        if end < limit {
            // What follows the wish is facts again, not the segment before the wish.
            drafts.drafts.push(machine::Draft {
                kind: SegmentKind::Background,
                item: Some(0),
                rule: "open",
                words: None,
            });
            let next = drafts.drafts.len() - 1;
            drafts.of[end..limit].fill(next);
        }
    }
}

/// The tables of a language, with cues of the user's own.
fn cues(language: Language, own: Option<&OwnCues>) -> &'static Cues {
    own.map_or_else(|| Cues::of(language), |own| own.of(language))
}

/// The language whose headings the text holds most of.
fn likeliest(rows: &Rows, own: Option<&OwnCues>) -> Language {
    let score = |language: Language| {
        let cues = cues(language, own);
        (0..rows.len()).filter(|&row| cues.exact(rows.folded(row).trim_end_matches(':')).is_some()).count()
    };
    let mut best = (0, Language::Swedish);
    for language in Language::ALL {
        let found = score(language);
        if found > best.0 {
            best = (found, language);
        }
    }
    best.1
}

/// Segments from drafts and furniture, in the order of the text.
fn assemble(
    page: &Page,
    marks: &[Option<Furniture>],
    drafts: &machine::Drafts,
    headings: &[Heading],
    form: DocumentType,
) -> Outline {
    let (rows, content) = (page.rows, page.content);
    let mut segments: Vec<Segment> = Vec::new();
    let mut seen = vec![false; drafts.drafts.len()];
    let mut last: Option<(bool, usize)> = None; // furniture or not, draft
    let mut at = 0;
    for (row, mark) in marks.iter().enumerate() {
        let span = rows.rows[row].span;
        let key = if mark.is_some() {
            (true, 0)
        } else {
            at += 1;
            (false, drafts.of[at - 1])
        };
        if last == Some(key) {
            if let Some(segment) = segments.last_mut() {
                segment.span = segment.span.cover(span);
            }
            continue;
        }
        last = Some(key);
        match mark {
            Some(mark) => segments.push(Segment {
                kind: SegmentKind::Furniture,
                item: None,
                continues: false,
                span,
                lead: None,
                evidence: Evidence { rule: mark.rule(), words: Some(span) },
            }),
            None => {
                let draft = &drafts.drafts[key.1];
                let ends = (at..content.len()).find(|&next| drafts.of[next] != key.1);
                segments.push(Segment {
                    kind: draft.kind,
                    item: draft.item,
                    continues: seen[key.1],
                    span,
                    lead: if draft.kind == SegmentKind::Heading || seen[key.1] {
                        None
                    } else if draft.rule == WISH {
                        lead::number(page, at - 1)
                    } else {
                        lead::lead(page, at - 1, ends.unwrap_or(content.len()))
                    },
                    evidence: Evidence { rule: draft.rule, words: draft.words },
                });
                seen[key.1] = true;
            }
        }
    }
    let items: Vec<Item> = headings
        .iter()
        .zip(&drafts.item_ends)
        .map(|(heading, &end)| {
            let end = end.max(heading.end).max(heading.start + 1).min(content.len());
            let first = rows.rows[content[heading.start.min(content.len() - 1)]].span;
            let last = rows.rows[content[end - 1]].span;
            Item {
                number: heading.number.clone(),
                title: heading.title.clone(),
                case_numbers: heading.case_numbers.clone(),
                continues: heading.continues,
                span: first.cover(last),
            }
        })
        .collect();
    for segment in segments.iter_mut().filter(|segment| segment.kind == SegmentKind::Furniture) {
        let inside = items.partition_point(|item| item.span.start() <= segment.span.start());
        segment.item = inside
            .checked_sub(1)
            .filter(|&item| segment.span.end() <= items[item].span.end())
            .and_then(|item| u32::try_from(item).ok());
    }
    Outline { form: Some(form), segments, items }
}

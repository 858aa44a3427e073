//! The state machine that gives every line of the minutes a function.
//!
//! Its states are the sections of the cue tables; a heading changes the state (`sections`), and inside a section a
//! paragraph that begins with certain words opens a segment of its own where the section lets it (`sentences`). The machine
//! holds no words. Where nothing matches, a paragraph goes on with what was before it, or is background. First and last pages
//! are read by their labels (`front`); what an item decided without saying so is inferred at its end (`last_said`).

mod body;
mod counsel;
mod front;
mod last_said;
mod sections;
mod sentences;

use super::cues::Cues;
use super::headings::Heading;
use super::page::Page;
use super::prose::{contests, is_list_point, quoted};
use super::subject::last_names;
use crate::record::SegmentKind;
use crate::text::{Repaired, Span};
use body::own_body;
use foldhash::HashSet;
use front::front;
use sections::Above;
use std::cell::OnceCell;

/// A segment before it is cut at furniture.
#[derive(Clone, Debug)]
pub(in crate::outline) struct Draft {
    pub(in crate::outline) kind: SegmentKind,
    pub(in crate::outline) item: Option<u32>,
    pub(in crate::outline) rule: &'static str,
    pub(in crate::outline) words: Option<Span<Repaired>>,
}

/// The draft of every content row.
#[derive(Debug)]
pub(in crate::outline) struct Drafts {
    pub(in crate::outline) drafts: Vec<Draft>,
    /// For each position in the content rows.
    pub(in crate::outline) of: Vec<usize>,
    /// Position after the last row of each item.
    pub(in crate::outline) item_ends: Vec<usize>,
}

/// Runs over a document: its first pages, its items, and what follows them.
///
/// Only `minutes` say of every item what became of it.
pub(in crate::outline) fn run(
    page: &Page,
    headings: &[Heading],
    cues: &'static Cues,
    minutes: bool,
) -> Drafts {
    let n = page.content.len();
    let mut out = Drafts { drafts: Vec::new(), of: vec![usize::MAX; n], item_ends: Vec::new() };
    let organ = own_body(page, headings);
    let front_end = headings.first().map_or(n, |heading| heading.start);
    front(page, cues, 0, front_end, SegmentKind::Cover, &mut out);
    let names = OnceCell::new();
    let measure = measure(page);
    for (index, heading) in headings.iter().enumerate() {
        let item = u32::try_from(index).ok();
        let limit = headings.get(index + 1).map_or(n, |next| next.start);
        if heading.end > heading.start {
            let words = heading.number_span;
            let id = out.open(SegmentKind::Heading, item, "item.heading", words);
            out.of[heading.start..heading.end].fill(id);
        }
        let mut walk = Walk {
            page,
            cues,
            organ: organ.as_deref(),
            item,
            number: heading.value,
            limit,
            out: &mut out,
            measure,
            surnames: &names,
            minutes,
        };
        let end = walk.item(heading.end, index + 1 == headings.len());
        out.item_ends.push(end);
        if end < limit {
            front(page, cues, end, limit, SegmentKind::Other, &mut out);
        }
    }
    out
}

/// The width that a document's full lines reach: one line in seven is as wide or wider.
fn measure(page: &Page) -> usize {
    let mut widths: Vec<usize> =
        page.content.iter().map(|&row| page.rows.width(row)).filter(|&width| width >= 50).collect();
    widths.sort_unstable();
    widths.get(widths.len() * 6 / 7).copied().unwrap_or(0)
}

impl Drafts {
    fn open(
        &mut self,
        kind: SegmentKind,
        item: Option<u32>,
        rule: &'static str,
        words: Option<Span<Repaired>>,
    ) -> usize {
        self.drafts.push(Draft { kind, item, rule, words });
        self.drafts.len() - 1
    }
}

/// The last names that a document's lines print after another name.
fn surnames<'t>(page: &Page<'t>) -> HashSet<&'t str> {
    let mut found = HashSet::default();
    let mut parted = false;
    for &row in page.content {
        parted = last_names(page.rows.of(row), parted, &mut found);
    }
    found
}

/// Where the walk stands inside an item.
#[derive(Clone, Copy)]
struct State {
    /// Index into the sections; `None` before the first heading.
    section: Option<usize>,
    kind: SegmentKind,
    draft: Option<usize>,
    /// A label before its text opened the section, as in items without headings: what holds there is heard on.
    labelled: bool,
    /// Another body's section: all of it is history.
    history: bool,
    /// The record of another body's meeting, with headings of its own.
    quoted: bool,
    /// Rows of a mixed section's heading that wait for its first segment.
    pending: Option<usize>,
    /// The vote in the current segment has a result.
    finished: bool,
    /// A count was called for, and its result is not told yet.
    called: bool,
}

struct Walk<'a, 'p> {
    page: &'a Page<'p>,
    cues: &'static Cues,
    organ: Option<&'a str>,
    item: Option<u32>,
    /// The running number of the item.
    number: Option<u32>,
    limit: usize,
    out: &'a mut Drafts,
    /// Width of the document's full lines, in characters.
    measure: usize,
    /// Last names of the document, gathered when the first sentence asks.
    surnames: &'a OnceCell<HashSet<&'p str>>,
    /// The document is minutes.
    minutes: bool,
}

impl Walk<'_, '_> {
    /// Gives the rows from `from` on their drafts; returns where the item ends.
    fn item(&mut self, from: usize, is_last: bool) -> usize {
        let decided = (from..self.limit).any(|at| self.decides(at));
        let mut state = State {
            section: None,
            kind: SegmentKind::Background,
            draft: None,
            labelled: false,
            history: false,
            quoted: false,
            pending: None,
            finished: false,
            called: false,
        };
        let mut handled = false;
        let mut at = from;
        let mut last_head: Option<usize> = None;
        let mut text_since_head = true;
        let mut quote: u32 = 0;
        while at < self.limit {
            if let Some(head) = self.page.heads[at].clone()
                && !self.reports(&state, &head, at)
                && !self.is_entry(&state, &head, at)
                && (state.section.is_none()
                    || self.page.begins(at)
                    || self.page.complete(at - 1)
                    || quote == 0)
            {
                let section = &self.cues.sections[head.section];
                if section.closes && is_last {
                    break;
                }
                quote = 0;
                handled |= section.handling;
                let whole = self.page.is_head(at);
                let above = Above { handled, decided, last_head, text_since_head };
                self.enter(&mut state, &head, at, above);
                last_head = Some(head.section);
                state.labelled = !whole && section.kind == Some(SegmentKind::Recommendation);
                text_since_head = !whole;
                if !whole {
                    // Text follows the heading on its line: it may name its own kind.
                    self.sentence(&mut state, at, head.len, decided, true);
                    text_since_head = true;
                }
                self.place(&mut state, at);
                quote = quoted(self.page.line(at), quote);
                at += 1;
                continue;
            }
            // The first line under a heading begins a paragraph, with or without a blank line.
            let under = at > from && self.page.is_head(at - 1);
            let begins = self.begins(at) || under;
            let sentence = begins
                || (at > from
                    && self.page.rows.ends_sentence(self.page.content[at - 1])
                    && self.starts_sentence(at));
            if is_last && begins && self.closes(at) {
                break;
            }
            // What is quoted behind a colon is said by whoever stands before it.
            let led = at > from
                && !under
                && state.draft.is_some()
                && self.page.line(at - 1).ends_with(':')
                && self.page.line(at).starts_with(['"', '”', '“', '»', '«']);
            let sentence = sentence && !led;
            if sentence
                && quote == 0
                && let Some((section, spoken)) = self.own_turn(&state, at)
            {
                handled = true;
                state = State { section: Some(section), history: false, draft: None, ..state };
                state.kind = self.cues.sections[section].rest.unwrap_or(SegmentKind::Deliberation);
                self.sentence(&mut state, at, spoken, decided, true);
            } else if sentence && quote == 0 {
                self.sentence(&mut state, at, 0, decided, begins);
            } else if begins && quote > 0 {
                quote += 1;
            }
            text_since_head = true;
            self.place(&mut state, at);
            quote = quoted(self.page.line(at), quote);
            at += 1;
        }
        self.settle(&mut state);
        self.unheaded_decision(from, at);
        at
    }

    /// A heading that still waits for its text when the item ends has none: it is a section of its own.
    fn settle(&mut self, state: &mut State) {
        if state.pending.is_some() {
            let kind = state.kind;
            self.start(state, kind, "section", None);
        }
    }

    fn start(
        &mut self,
        state: &mut State,
        kind: SegmentKind,
        rule: &'static str,
        words: Option<Span<Repaired>>,
    ) {
        let draft = self.out.open(kind, self.item, rule, words);
        state.draft = Some(draft);
        state.kind = kind;
        state.finished = false;
        state.called = false;
        if let Some(from) = state.pending.take() {
            let headings = (from..self.limit).take_while(|&at| self.page.is_head(at)).count();
            self.out.of[from..from + headings].fill(draft);
        }
    }

    /// A row goes to the current draft; the first row of an item without a heading is background.
    fn place(&mut self, state: &mut State, at: usize) {
        if state.pending.is_some() {
            if self.page.is_head(at) {
                return; // waits with its heading
            }
            self.settle(state);
        }
        let draft = match state.draft {
            Some(draft) => draft,
            None => {
                let kind = state.kind;
                self.start(state, kind, "open", None);
                state.draft.unwrap_or_default()
            }
        };
        self.out.of[at] = draft;
        if state.kind == SegmentKind::Voting {
            // A count that was called for is over when it is told, not when the chair says what either side means.
            let rules = &self.cues.rules;
            let [told, result, called] =
                self.says([rules.vote_counted, rules.vote_result, rules.vote_called], at);
            let counted = told || contests(self.page.line(at), &self.cues.contest);
            state.finished |= counted || !state.called && result;
            state.called &= !counted;
            if called {
                state.finished = false;
                state.called = true;
            }
        }
    }

    /// Whether a paragraph begins here: after a blank line, or after a sentence whose last line had room for the next word.
    fn begins(&self, at: usize) -> bool {
        self.page.begins(at) || self.ended_early(at)
    }

    fn ended_early(&self, at: usize) -> bool {
        if at == 0 || self.page.begins(at) {
            return false;
        }
        let line = self.page.line(at);
        let first = line.split(' ').next().unwrap_or(line).len();
        let (row, before) = (self.page.content[at], self.page.content[at - 1]);
        self.page.line(at - 1).ends_with(['.', '"'])
            && row == before + 1
            && self.page.rows.width(before) + 2 + first < self.measure
            && self.starts_sentence(at)
            && !is_list_point(line)
    }

    fn starts_sentence(&self, at: usize) -> bool {
        self.page.rows.begins_upper(self.page.content[at])
    }
}

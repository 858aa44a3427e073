//! The state machine that gives every line of the minutes a function.
//!
//! Its states are the sections of the cue tables; a heading changes the state, and inside a section a paragraph that
//! begins with certain words opens a segment of its own where the section lets it. The machine holds no words. Where
//! nothing matches, a paragraph goes on with what was before it, or is background. One thing is inferred without words:
//! minutes say of every item what became of it, so where no heading and no formula decided, what was said last did. Its
//! segment names the rule `last_said`, so that who wants only what is told in so many words can leave it out.

use super::cues::{Accepts, Cues, Rule, Split, Subject, TRAIL};
use super::fold::stands_free;
use super::headings::{Heading, Page};
use super::heads;
use super::subject::{by_surname, last_names, subject};
use crate::record::SegmentKind;
use crate::text::{Repaired, Span};
use std::cell::OnceCell;
use std::collections::HashSet;

/// A segment before it is cut at furniture.
#[derive(Clone, Debug)]
pub(super) struct Draft {
    pub(super) kind: SegmentKind,
    pub(super) item: Option<u32>,
    pub(super) rule: &'static str,
    pub(super) words: Option<Span<Repaired>>,
}

/// The draft of every content row.
#[derive(Debug)]
pub(super) struct Drafts {
    pub(super) drafts: Vec<Draft>,
    /// For each position in the content rows.
    pub(super) of: Vec<usize>,
    /// Position after the last row of each item.
    pub(super) item_ends: Vec<usize>,
}

/// Runs over a document: its first pages, its items, and what follows them.
///
/// Only `minutes` say of every item what became of it.
pub(super) fn run(page: &Page, headings: &[Heading], cues: &'static Cues, minutes: bool) -> Drafts {
    let n = page.content.len();
    let mut out = Drafts { drafts: Vec::new(), of: vec![usize::MAX; n], item_ends: Vec::new() };
    let organ = own_body(page, headings.first().map_or(n, |heading| heading.start));
    let front_end = headings.first().map_or(n, |heading| heading.start);
    front(page, cues, 0, front_end, SegmentKind::Cover, &mut out);
    let mut flags = vec![NOWHERE; cues.phrase_count];
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
            limit,
            flags: &mut flags,
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

const NOWHERE: u32 = u32::MAX;

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

/// First and last pages: labels in a column or on a line of their own.
fn front(page: &Page, cues: &'static Cues, from: usize, to: usize, first: SegmentKind, out: &mut Drafts) {
    if from >= to {
        return;
    }
    let mut kind = first;
    let mut id = None;
    for at in from..to {
        let row = page.content[at];
        let line = page.rows.folded(row);
        let mut found: Option<(usize, SegmentKind, &'static str)> = None;
        for front in &cues.fronts {
            if let Some(len) = heads::label(line, &front.labels)
                && label_stands(line, len)
                && found.as_ref().is_none_or(|(best, _, _)| len > *best)
            {
                found = Some((len, front.kind, front.id.as_str()));
            }
            if page.begins(at) && front.any.iter().any(|cue| super::fold::find_words(line, cue).is_some()) {
                found = found.or(Some((1, front.kind, front.id.as_str())));
            }
        }
        if found.is_none() && first == SegmentKind::Other {
            found = closing(page, cues, at, line);
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
    let head = page.heads[at].as_ref()?;
    let section = &cues.sections[head.section];
    section.closes.then_some((head.len, SegmentKind::Other, section.id.as_str()))
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

/// A label stands before a colon, a gap or the line's end, or before a value that begins with a capital or figure.
fn label_stands(line: &str, len: usize) -> bool {
    let rest = &line[len.min(line.len())..];
    let words = rest.split_ascii_whitespace().count();
    rest.is_empty() || rest.starts_with(':') || rest.starts_with("  ") || !(line.ends_with('.') && words > 8)
}

/// The last names that a document's lines print after another name.
fn surnames<'t>(page: &Page<'t>) -> HashSet<&'t str> {
    let mut found = HashSet::new();
    for &row in page.content {
        last_names(page.rows.of(row), &mut found);
    }
    found
}

/// The body whose minutes they are: the first line of the cover that ends like a body's name.
fn own_body(page: &Page, front_end: usize) -> Option<String> {
    let upto = front_end.max(8).min(page.content.len());
    (0..upto).find_map(|at| {
        let line = page.line(at);
        line.split("   ").find_map(|cell| {
            let cell = cell.trim();
            // "Utval: Kommunestyret": the label is no body.
            let cell = cell.split_once(": ").map_or(cell, |(_, value)| value.trim());
            if cell.ends_with(':') {
                return None;
            }
            let last = cell.rsplit(' ').next().unwrap_or(cell).trim_end_matches([':', '.', ',']);
            let named = |word: &str| {
                let word = word.trim_end_matches("'s");
                let table = &page.cues.subject;
                table.body.of(word).any(|ending| !table.municipality.holds(ending))
            };
            if cell.len() > 90 {
                None
            } else if named(last) {
                Some(last.trim_end_matches("'s").to_owned())
            } else {
                let word = cell.split(' ').find(|word| named(word))?;
                // "Udvalget for Børn og Unge" is told from other committees by its whole name.
                let long =
                    cell.starts_with(word) && cell.split(' ').count() <= 8 && !cell.contains(['.', ':']);
                Some(if long { cell.to_owned() } else { word.trim_end_matches("'s").to_owned() })
            }
        })
    })
}

/// Whether two names may be of one body: one holds the other, genitive and article apart.
fn same_body(a: &str, b: &str) -> bool {
    let stem = |name: &str| -> String {
        let last = name.trim().rsplit(' ').next().unwrap_or(name);
        last.trim_end_matches("'s")
            .trim_end_matches('s')
            .trim_end_matches("et")
            .trim_end_matches("en")
            .to_owned()
    };
    let (a, b) = (stem(a), stem(b));
    a.len() >= 3 && b.len() >= 3 && (a.contains(&b) || b.contains(&a))
}

/// Where the walk stands inside an item.
#[derive(Clone, Copy)]
struct State {
    /// Index into the sections; `None` before the first heading.
    section: Option<usize>,
    kind: SegmentKind,
    draft: Option<usize>,
    /// Another body's section: all of it is history.
    history: bool,
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
    limit: usize,
    flags: &'a mut Vec<u32>,
    out: &'a mut Drafts,
    /// Width of the document's full lines, in characters.
    measure: usize,
    /// Last names of the document, gathered when the first sentence asks.
    surnames: &'a OnceCell<HashSet<&'p str>>,
    /// The document is minutes.
    minutes: bool,
}

/// What an item held before a heading.
#[derive(Clone, Copy)]
struct Above {
    /// The meeting's own handling has begun.
    handled: bool,
    /// The item has a heading for this body's decision somewhere.
    decided: bool,
    /// The section of the heading before.
    last_head: Option<usize>,
    /// Text stands between it and this one.
    text_since_head: bool,
}

/// A sentence as the rules see it.
struct Unit {
    /// Original words of the paragraph's beginning, line-end hyphens joined.
    text: String,
    folded: String,
    subject: Option<Subject>,
    /// The hits that were set, to be cleared.
    hits: Vec<usize>,
}

impl Walk<'_, '_> {
    /// Gives the rows from `from` on their drafts; returns where the item ends.
    fn item(&mut self, from: usize, is_last: bool) -> usize {
        let decided = (from..self.limit).any(|at| self.decides(at));
        let mut state = State {
            section: None,
            kind: SegmentKind::Background,
            draft: None,
            history: false,
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
            let line_at = at;
            if let Some(head) = self.page.heads[at].clone()
                && (state.section.is_none()
                    || self.page.begins(at)
                    || self.page.complete(at - 1)
                    || quote == 0)
            {
                let section = &self.cues.sections[head.section];
                if section.closes && is_last {
                    self.settle_headings(&mut state);
                    self.unheaded_decision(from, at);
                    return at;
                }
                quote = 0;
                handled |= section.handling;
                let whole = head.len >= self.page.line(at).len();
                let above = Above { handled, decided, last_head, text_since_head };
                self.enter(&mut state, &head, at, above);
                last_head = Some(head.section);
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
            let under = at > from
                && self.page.heads[at - 1]
                    .as_ref()
                    .is_some_and(|head| head.len >= self.page.line(at - 1).len());
            let begins = self.begins(at) || under;
            let sentence = begins
                || (at > from
                    && self.page.rows.ends_sentence(self.page.content[at - 1])
                    && self.starts_sentence(at));
            if is_last && begins && self.closes(at) {
                self.settle_headings(&mut state);
                self.settle(&mut state, SegmentKind::Background, "open", at);
                self.unheaded_decision(from, at);
                return at;
            }
            if sentence && quote == 0 {
                self.sentence(&mut state, at, 0, decided, begins);
            } else if begins && quote > 0 {
                quote += 1;
            }
            text_since_head = true;
            self.place(&mut state, at);
            quote = quoted(self.page.line(line_at), quote);
            at += 1;
        }
        self.settle_headings(&mut state);
        self.unheaded_decision(from, self.limit);
        self.limit
    }

    /// Minutes tell of every item what became of it. Where neither heading nor formula did, it is the last thing said: the
    /// paragraph after the vote, or the item's last one. Dissent, recipients and annexes may follow it.
    fn unheaded_decision(&mut self, from: usize, end: usize) {
        let kind = |walk: &Self, at: usize| walk.out.drafts[walk.out.of[at]].kind;
        let placed = (from..end).all(|at| self.out.of[at] != usize::MAX);
        if !self.minutes || !placed || (from..end).any(|at| kind(self, at) == SegmentKind::Decision) {
            return;
        }
        // Facts under a heading of their own, after a written proposal: the meeting's part is missing or was not read.
        let recommended = (from..end).any(|at| kind(self, at) == SegmentKind::Recommendation);
        let mut last = end;
        for _ in 0..4 {
            while last > from
                && matches!(
                    kind(self, last - 1),
                    SegmentKind::Reservation
                        | SegmentKind::Statement
                        | SegmentKind::Recipients
                        | SegmentKind::Attachments
                        | SegmentKind::Other
                )
            {
                last -= 1;
            }
            if last == from {
                return;
            }
            let draft = self.out.of[last - 1];
            let first =
                (from..last).rev().take_while(|&at| self.out.of[at] == draft).last().unwrap_or(last - 1);
            let headed = !matches!(self.out.drafts[draft].rule, "rest" | "open");
            let start = match kind(self, last - 1) {
                SegmentKind::Background if headed && recommended => None,
                SegmentKind::Voting => self.after_vote(first, last),
                SegmentKind::Background | SegmentKind::Deliberation => self.last_paragraph(first, last),
                _ => None,
            };
            let Some(start) = start else { return };
            if self.is_told(start, last) {
                let id = self.out.open(SegmentKind::Decision, self.item, "last_said", None);
                self.out.of[start..last].fill(id);
                return;
            }
            // Names of those who sign, a date of dispatch: what was decided stands before.
            if start <= first {
                return;
            }
            last = start;
        }
    }

    /// Whether rows hold a sentence, or introduce a list: names in columns do neither.
    fn is_told(&self, from: usize, to: usize) -> bool {
        let mut rows = (from..to).map(|at| self.page.content[at]);
        let small = |row: usize| {
            let words = self.page.rows.of(row).split_whitespace();
            words.filter(|word| word.starts_with(char::is_lowercase)).count() >= 2
        };
        rows.clone().any(small)
            && (rows.any(|row| self.page.rows.ends_sentence(row)) || self.page.line(from).ends_with(':'))
    }

    /// Where what follows a vote in its segment begins: the paragraphs at its end that tell no result.
    fn after_vote(&self, first: usize, end: usize) -> Option<usize> {
        let mut start = None;
        let mut below = end;
        for at in (first + 1..end).rev() {
            if !self.begins(at) {
                continue;
            }
            let counts = (at..below).any(|row| self.has_result(row) || tallies(self.page.line(row)));
            if counts {
                break;
            }
            if self.page.complete(at - 1) && !is_list_point(self.page.line(at)) {
                start = Some(at);
            }
            below = at;
        }
        start
    }

    /// Where the last paragraph of a stretch begins, numbered points with what introduces them; none where it is only
    /// a list, or ends in a heading.
    fn last_paragraph(&self, first: usize, end: usize) -> Option<usize> {
        let back = |at: usize| (first..=at).rev().find(|&row| self.begins(row) || row == first);
        let mut start = back(end - 1)?;
        while start > first
            && (is_list_point(self.page.line(start))
                || !self.page.rows.begins_upper(self.page.content[start])
                || (4..20).contains(&self.page.rows.rows[self.page.content[start]].indent)
                || self.page.line(start - 1).ends_with(':'))
        {
            start = back(start - 1)?;
        }
        // The last sentence that begins a line of a paragraph with points or of a long one.
        let pointed = is_list_point(self.page.line(start)) || is_list_point(self.page.line(end - 1));
        let headed = self.page.heads[start].is_some();
        if pointed || headed || start == first && end - start > 2 {
            let sentence = (start + 1..end).rev().find(|&at| {
                self.page.rows.ends_sentence(self.page.content[at - 1])
                    && self.starts_sentence(at)
                    && !is_list_point(self.page.line(at))
            });
            return match sentence {
                Some(at) => Some(at),
                None if headed => {
                    (start + 1 < end && self.page.heads[start + 1].is_none() && !pointed).then_some(start + 1)
                }
                None => None,
            };
        }
        Some(start)
    }

    /// A heading that still waits for its text when the item ends has none: it is a section of its own.
    fn settle_headings(&mut self, state: &mut State) {
        if state.pending.is_some() {
            let kind = state.kind;
            self.start(state, kind, "section", None);
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

    /// Whether a row is a heading of this body's decision.
    fn decides(&self, at: usize) -> bool {
        let Some(head) = &self.page.heads[at] else { return false };
        let section = &self.cues.sections[head.section];
        (section.kind == Some(SegmentKind::Decision) || section.rest == Some(SegmentKind::Decision))
            && !self.foreign(head, section.organ)
    }

    /// Whether a heading names another body than the one whose minutes they are.
    fn foreign(&self, head: &heads::Head, organ: bool) -> bool {
        match (&head.organ, self.organ) {
            (Some(named), Some(own)) if organ => {
                let endings = &self.cues.subject.body;
                let first = named.split(' ').next().unwrap_or(named);
                // "Udvalget for Børn og Unge" ends like no body, but begins like one.
                let long = first.len() < named.len() && endings.end(first);
                if long && !endings.end(named) {
                    return self.names_own(first) != Some(true)
                        || own.contains(' ') && !own.contains(&named[first.len()..]);
                }
                (endings.end(named.trim_end_matches('s')) || endings.end(named))
                    && self.names_own(named) != Some(true)
            }
            _ => false,
        }
    }

    /// A heading changes the state.
    fn enter(
        &mut self,
        state: &mut State,
        head: &heads::Head,
        at: usize,
        Above { handled, decided, last_head, text_since_head }: Above,
    ) {
        let section = &self.cues.sections[head.section];
        let foreign = self.foreign(head, section.organ);
        let words = Some(self.page.rows.span(self.page.content[at], 0, head.len.min(110)));
        // Of two headings with nothing between them, the second only names the body: "Förslag till beslut" over
        // "Kommunstyrelsens beslut".
        if !text_since_head
            && let Some(last) = last_head
            && state.kind == SegmentKind::Recommendation
            && self.cues.sections[last].kind == Some(SegmentKind::Recommendation)
            && section.kind == Some(SegmentKind::Decision)
        {
            return;
        }
        let bare_above = !text_since_head && state.draft.is_some();
        // "Beslut" over "Nämnden föreslår att kommunfullmäktige beslutar": the second is its first line.
        if bare_above
            && !state.history
            && state.kind == SegmentKind::Decision
            && section.kind == Some(SegmentKind::Decision)
            && head.organ.is_some()
        {
            return;
        }
        state.section = Some(head.section);
        state.history = false;
        let Some(kind) = section.kind else {
            if foreign {
                state.history = true;
                let kind = self.trail_kind(at);
                self.start(state, kind, "history", words);
                return;
            }
            // A mixed section: the heading waits for the first segment in it.
            state.pending = Some(state.pending.unwrap_or(at));
            state.draft = None;
            state.finished = false;
            state.kind = section.rest.unwrap_or(SegmentKind::Other);
            return;
        };
        if section.id == TRAIL {
            let kind = if self.asks_here(at) { SegmentKind::Recommendation } else { SegmentKind::Background };
            if state.draft.is_none() || state.kind != kind || kind != SegmentKind::Background {
                self.start(state, kind, section.id.as_str(), words);
            }
            return;
        }
        let mut kind = match section.after_handling {
            Some(after) if handled => after,
            _ => kind,
        };
        if foreign && kind == SegmentKind::Decision {
            kind = self.trail_kind(at);
            state.history = true;
        }
        // What the meeting's own body proposes to the one above it is its decision, where it has no other.
        if kind == SegmentKind::Recommendation && !decided && self.proposes_upward(head, at) {
            kind = SegmentKind::Decision;
        }
        // "Omröstningsresultat" after a vote that was called for and has none yet; under the heading that opened that vote
        // stands another one.
        if kind == SegmentKind::Voting && state.kind == kind && state.called && !self.opens_anew(state, words)
        {
            return;
        }
        // One list of the same kind goes on; a heading over a heading of the same kind is one segment.
        let same = state.draft.is_some() && state.kind == kind;
        if same && (!section.each || bare_above) {
            return;
        }
        if bare_above
            && last_head.is_some_and(|last| self.cues.sections[last].handling)
            && (section.handling || matches!(state.kind, SegmentKind::Proposal | SegmentKind::Voting))
            && state.pending.is_none()
        {
            // "Behandling" over "Yrkanden": both open the first segment.
            if let Some(draft) = state.draft {
                self.out.drafts[draft].kind = kind;
                state.kind = kind;
                return;
            }
        }
        self.start(state, kind, section.id.as_str(), words);
    }

    /// Whether a heading reads as the one that opened the current segment, or there is no segment.
    fn opens_anew(&self, state: &State, words: Option<Span<Repaired>>) -> bool {
        let Some(draft) = state.draft else { return true };
        let read = |span: Span<Repaired>| span.of(self.page.rows.text);
        self.out.drafts[draft].words.zip(words).is_some_and(|(opened, now)| read(opened) == read(now))
    }

    /// Whether a heading says that the body whose minutes they are proposes something to another.
    fn proposes_upward(&self, head: &heads::Head, at: usize) -> bool {
        let line = self.page.line(at).trim_end_matches(':');
        let target = line.rsplit(' ').next().unwrap_or_default();
        head.organ.as_deref().and_then(|named| self.names_own(named)) == Some(true)
            && self.cues.subject.body.end(target)
            && self.names_own(target) == Some(false)
    }

    /// Whether an earlier body's part asks this one for a decision: it is the last before the meeting's own, no
    /// proposal has a heading of its own, and its words ask.
    fn asks_here(&self, at: usize) -> bool {
        let later = (at + 1..self.limit).filter_map(|k| self.page.heads[k].as_ref());
        for head in later {
            let section = &self.cues.sections[head.section];
            if section.id == TRAIL || section.kind == Some(SegmentKind::Recommendation) {
                return false;
            }
            if section.handling || section.kind == Some(SegmentKind::Decision) {
                break;
            }
        }
        self.trail_kind(at) == SegmentKind::Recommendation
    }

    /// What another body's earlier decision is to this one: a recommendation if it asks for something.
    fn trail_kind(&self, at: usize) -> SegmentKind {
        let mut end = at + 1;
        while end < self.limit && self.page.heads[end].is_none() {
            end += 1;
        }
        let asks = (at..end).any(|k| self.says([self.cues.trail_recommends], k) == [true]);
        if asks { SegmentKind::Recommendation } else { SegmentKind::Background }
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
            for slot in &mut self.out.of[from..self.limit] {
                if *slot == usize::MAX {
                    *slot = draft;
                } else {
                    break;
                }
            }
        }
    }

    /// A row goes to the current draft; the first row of an item without a heading is background.
    fn place(&mut self, state: &mut State, at: usize) {
        if state.pending.is_some() {
            if self.page.heads[at].as_ref().is_some_and(|head| head.len >= self.page.line(at).len()) {
                return; // waits with its heading
            }
            let kind = state.kind;
            self.start(state, kind, "section", None);
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
            let Cues { vote_counted, vote_result, vote_called, .. } = self.cues;
            let [counted, result, called] = self.says([*vote_counted, *vote_result, *vote_called], at);
            state.finished |= counted || !state.called && result;
            state.called &= !counted;
            if called {
                state.finished = false;
                state.called = true;
            }
        }
    }

    /// A mixed section that ended without text.
    fn settle(&mut self, state: &mut State, kind: SegmentKind, rule: &'static str, at: usize) {
        if state.pending.is_some() && at > 0 {
            self.start(state, kind, rule, None);
        }
    }

    /// Whether a row tells how a vote ended.
    fn has_result(&self, at: usize) -> bool {
        self.says([self.cues.vote_result], at) == [true]
    }

    /// Whether a row holds one of the phrases of each rule.
    fn says<const N: usize>(&self, rules: [Option<usize>; N], at: usize) -> [bool; N] {
        let line = self.page.line(at);
        let rules = rules.map(|rule| rule.map(|rule| &self.cues.rules[rule]));
        let mut found = [false; N];
        for hit in self.cues.phrases.find_overlapping_iter(line) {
            let phrase = hit.pattern().as_usize();
            if !stands_free(line, hit.start(), hit.end()) {
                continue;
            }
            for (found, rule) in found.iter_mut().zip(rules) {
                *found |= rule.is_some_and(|rule| {
                    rule.any.contains(&phrase) || hit.start() == 0 && rule.start.contains(&phrase)
                });
            }
        }
        found
    }

    /// A sentence at the beginning of a line may open a segment.
    fn sentence(&mut self, state: &mut State, at: usize, from: usize, decided: bool, begins: bool) {
        if state.history {
            return;
        }
        let accepts = state.section.map_or(Accepts::All, |section| self.cues.sections[section].accepts);
        if accepts == Accepts::None {
            return;
        }
        let unit = self.unit(at, from);
        let found = self.first_rule(state, &unit, at, decided, begins, accepts);
        for hit in &unit.hits {
            self.flags[*hit] = NOWHERE;
        }
        let words = || {
            Some(self.page.rows.span(
                self.page.content[at],
                from,
                unit.folded.find(". ").map_or(unit.folded.len(), |end| end + 1),
            ))
        };
        if let Some(rule) = found {
            let words = words();
            let opens = match rule.split {
                Split::Never => false,
                Split::Always => true,
                Split::Change => state.kind != rule.kind || state.draft.is_none(),
                // Within a vote only a blank line parts one count from the next.
                Split::Finished => {
                    let figure = unit.folded.starts_with(|c: char| c.is_ascii_digit());
                    state.kind != rule.kind
                        || state.draft.is_none()
                        || (state.finished && begins && !figure && (from > 0 || !self.ended_early(at)))
                }
            };
            // The heading's own first paragraph goes with it.
            let under_head =
                state.draft.is_some_and(|draft| self.only_heading(draft, at)) && state.kind == rule.kind;
            let first = rule.split == Split::Never && state.draft.is_none();
            if (first || opens && !under_head) && !self.heads_another(state, at, rule.kind) {
                self.start(state, rule.kind, rule.id.as_str(), words);
            }
            return;
        }
        if !begins || from > 0 {
            return;
        }
        if self.is_tail_list(state, at) {
            self.start(state, SegmentKind::Recipients, "tail_list", None);
            return;
        }
        // No cue: does the paragraph go on with the one before it?
        let mixed = state.section.is_none_or(|section| self.cues.sections[section].kind.is_none());
        if !mixed || state.draft.is_none() {
            // A segment that a rule opened in a section of another kind ends with its paragraphs where the section goes on.
            return;
        }
        let rest =
            state.section.map_or(Some(SegmentKind::Background), |section| self.cues.sections[section].rest);
        let Some(rest) = rest else { return };
        if state.kind == rest || self.goes_on(at) {
            return;
        }
        let holds = matches!(
            state.kind,
            SegmentKind::Decision
                | SegmentKind::Recipients
                | SegmentKind::Attachments
                | SegmentKind::Reservation
                | SegmentKind::Statement
        ) || (state.kind == SegmentKind::Proposal
            && rest != SegmentKind::Decision
            && state.section.is_some());
        if holds && rest != SegmentKind::Decision
            || state.kind == SegmentKind::Voting && state.section.is_none()
        {
            return;
        }
        self.start(state, rest, "rest", None);
    }

    /// Gives the draft another kind if it is no more than the heading of proposals or votes: "Propositioner" over the proposals is
    /// no vote.
    fn heads_another(&mut self, state: &mut State, at: usize, kind: SegmentKind) -> bool {
        let Some((section, draft)) = state.section.zip(state.draft) else { return false };
        if !self.cues.sections[section].handling
            || !matches!(state.kind, SegmentKind::Proposal | SegmentKind::Voting)
            || !self.only_heading(draft, at)
        {
            return false;
        }
        self.out.drafts[draft].kind = kind;
        state.kind = kind;
        true
    }

    /// Whether the draft holds no more than the heading straight above.
    fn only_heading(&self, draft: usize, at: usize) -> bool {
        let mut k = at;
        while k > 0 && self.out.of[k - 1] == draft {
            k -= 1;
            let whole = self.page.heads[k].as_ref().is_some_and(|head| head.len >= self.page.line(k).len());
            if !whole {
                return false;
            }
        }
        true
    }

    /// A paragraph after a colon, in a list, or beginning small goes on with the one before it.
    fn goes_on(&self, at: usize) -> bool {
        if at == 0 {
            return false;
        }
        let before = self.page.line(at - 1);
        let line = self.page.line(at);
        let row = self.page.content[at];
        before.ends_with([':', ',', ';'])
            || line.starts_with('"')
            || is_list_point(line)
            || !self.page.rows.begins_upper(row)
            || self.page.rows.rows[row].indent >= 4 && self.page.rows.rows[row].indent < 20
    }

    /// The paragraph's beginning, as the rules read it.
    fn unit(&mut self, at: usize, from: usize) -> Unit {
        let (mut text, mut folded) = (String::new(), String::new());
        let mut k = at;
        while k < self.limit && k < at + 6 && folded.len() < 420 {
            // A line that ends in a colon introduces what follows.
            let introduced = k > at && folded.ends_with(':') && folded.len() > 30;
            if introduced || k > at && (self.begins(k) || self.page.heads[k].is_some()) {
                break;
            }
            let row = self.page.content[k];
            let skip = if k == at { from } else { 0 };
            let piece = self.page.rows.folded(row);
            let piece = &piece[skip.min(piece.len())..];
            let original = self.page.rows.of(row);
            let original =
                &original[original.char_indices().nth(skip).map_or(original.len(), |(byte, _)| byte)..];
            let (piece, original) =
                if k == at { (piece.trim_start(), original.trim_start()) } else { (piece, original) };
            if folded.ends_with('-') && piece.starts_with(|c: char| c.is_ascii_lowercase()) {
                folded.pop();
                text.pop();
            } else if k > at {
                folded.push(' ');
                text.push(' ');
            }
            folded.push_str(piece);
            text.push_str(original);
            k += 1;
        }
        // Only the first sentence speaks for the paragraph, up to the words that it introduces.
        let end = sentence_end(&folded, &text).min(quotation_start(&folded));
        folded.truncate(end);
        let mut hits = Vec::new();
        for hit in self.cues.phrases.find_overlapping_iter(&folded) {
            let phrase = hit.pattern().as_usize();
            if stands_free(&folded, hit.start(), hit.end()) {
                let place = u32::try_from(hit.start()).unwrap_or(NOWHERE - 1);
                if self.flags[phrase] == NOWHERE {
                    hits.push(phrase);
                    self.flags[phrase] = place;
                }
            }
        }
        let subject = subject(&text, &folded, self.cues).or_else(|| {
            let surnames = self.surnames.get_or_init(|| surnames(self.page));
            by_surname(&text, surnames, self.cues).then_some(Subject::Person)
        });
        Unit { text, folded, subject, hits }
    }

    fn first_rule(
        &self,
        state: &State,
        unit: &Unit,
        at: usize,
        decided: bool,
        begins: bool,
        accepts: Accepts,
    ) -> Option<&'static Rule> {
        let lead = unit.folded.len() - unit.folded.trim_start_matches(['-', '*', '"', '(', ' ']).len();
        let said = |phrases: &[usize]| phrases.iter().any(|&phrase| self.flags[phrase] != NOWHERE);
        let state_id = state.section.map_or("open", |section| self.cues.sections[section].id.as_str());
        self.cues.rules.iter().find(|rule| {
            // A line that only follows a full stop needs a strong rule with a subject.
            if !begins && !(rule.strong && (!rule.subject.is_empty() || rule.split == Split::Always)) {
                return false;
            }
            let heard = if rule.states.is_empty() {
                rule.strong || accepts == Accepts::All
            } else {
                rule.states.iter().any(|name| name == state_id)
            };
            heard
                && !(rule.undecided && decided)
                && (!rule.unasked || self.asks_before_handling(at))
                && rule.own.is_none_or(|own| self.is_own(&unit.folded) == Some(own))
                && (rule.start.is_empty()
                    || rule.start.iter().any(|&phrase| self.flags[phrase] as usize <= lead))
                && (rule.any.is_empty() || said(&rule.any))
                && (rule.with.is_empty() || said(&rule.with))
                && !said(&rule.not)
                && (rule.subject.is_empty()
                    || unit.subject.is_some_and(|subject| rule.subject.contains(&subject)))
                // What the meeting's own body says is no counsel to it.
                && !(rule.kind == SegmentKind::Recommendation
                    && unit.subject == Some(Subject::Body)
                    && self.speaks_itself(&unit.folded))
                && (!rule.last || self.is_last_paragraph(at))
                && !rule.closes
                && !unit.text.is_empty()
                && !rule.asked
        })
    }

    /// Whether a word names the body whose minutes they are; none where the minutes do not say which it is.
    fn names_own(&self, word: &str) -> Option<bool> {
        let own = self.organ?;
        Some(same_body(word, own.split(' ').next().unwrap_or(own)))
    }

    /// Whether the body among the first words of a sentence is the one whose minutes they are, as any is where the minutes do
    /// not say which; none if there is no body.
    fn is_own(&self, folded: &str) -> Option<bool> {
        let mut words = folded.split([' ', ',', ':']).take(6);
        let named = words.find(|word| self.cues.subject.body.end(word))?;
        Some(self.names_own(named).unwrap_or(true))
    }

    /// Whether no heading of the item is for a recommendation, and what follows the paragraph is the meeting's handling: a heading,
    /// a person's or this body's act, or the end.
    fn asks_before_handling(&self, at: usize) -> bool {
        let kind =
            |k: usize| self.page.heads[k].as_ref().and_then(|head| self.cues.sections[head.section].kind);
        let start = self.out.item_ends.last().copied().unwrap_or_default();
        if (start..self.limit).any(|k| kind(k) == Some(SegmentKind::Recommendation)) {
            return false;
        }
        let Some(next) = (at + 1..self.limit).find(|&k| self.page.begins(k) || self.page.heads[k].is_some())
        else {
            return true;
        };
        if self.page.heads[next].is_some() {
            return kind(next) != Some(SegmentKind::Background);
        }
        let (text, folded) = (self.page.rows.of(self.page.content[next]), self.page.line(next));
        match subject(text, folded, self.cues) {
            Some(Subject::Body) => self.is_own(folded).unwrap_or(true),
            found => found.is_some(),
        }
    }

    /// Whether the first body that a sentence names is known to be the one whose minutes they are.
    fn speaks_itself(&self, folded: &str) -> bool {
        let first = folded.split([' ', ',', '.']).find(|word| self.cues.subject.body.end(word));
        first.and_then(|word| self.names_own(word)).unwrap_or(false)
    }

    /// Whether the paragraph is the item's last, or only headings of other sections follow it.
    fn is_last_paragraph(&self, at: usize) -> bool {
        let mut k = at + 1;
        while k < self.limit && !self.begins(k) && self.page.heads[k].is_none() {
            k += 1;
        }
        k >= self.limit || self.page.heads[k].is_some()
    }

    /// Whether a paragraph ends the meeting.
    fn closes(&mut self, at: usize) -> bool {
        if is_place_and_date(self.page, at) {
            return true;
        }
        let line = self.page.line(at);
        let labelled = self.cues.fronts.iter().any(|front| {
            front.kind == SegmentKind::Signatures
                && heads::label(line, &front.labels).is_some_and(|len| {
                    line[len..].is_empty()
                        || line[len..].starts_with([':', ' '])
                            && line.len() < len + 60
                            && !line.ends_with('.')
                })
        });
        if labelled && self.page.heads[at].is_none() {
            return true;
        }
        let unit = self.unit(at, 0);
        let found = self.cues.rules.iter().any(|rule| {
            rule.closes
                && (rule.start.is_empty() || rule.start.iter().any(|&phrase| self.flags[phrase] == 0))
                && (rule.any.is_empty() || rule.any.iter().any(|&phrase| self.flags[phrase] != NOWHERE))
        });
        for hit in &unit.hits {
            self.flags[*hit] = NOWHERE;
        }
        found
    }

    /// The last paragraph of an item, a list of bodies without a sentence: who is sent the decision.
    fn is_tail_list(&self, state: &State, at: usize) -> bool {
        if !matches!(
            state.kind,
            SegmentKind::Decision | SegmentKind::Reservation | SegmentKind::Statement | SegmentKind::Voting
        ) || self.goes_on(at)
        {
            return false;
        }
        let mut end = at;
        while end < self.limit && (end == at || !self.page.begins(end)) {
            let line = self.page.line(end);
            if self.page.heads[end].is_some()
                || line.len() > 60
                || line.ends_with(['.', ',', ':'])
                || !self.page.rows.begins_upper(self.page.content[end])
            {
                return false;
            }
            end += 1;
        }
        let first = self.page.line(at).split([' ', ',', '(']).next().unwrap_or("");
        self.cues.subject.body.end(first) && end >= self.limit && self.page.complete(at - 1)
    }
}

/// "For: 6 (…)", "Imod: 5", "12 (Ap)": numbers of votes, or like them.
fn tallies(line: &str) -> bool {
    let mut words = line.split_ascii_whitespace().peekable();
    let mut before = "";
    while let Some(word) = words.next() {
        let number = !word.is_empty() && word.len() <= 3 && word.bytes().all(|b| b.is_ascii_digit());
        let bracket = words.peek().is_some_and(|next| next.starts_with('('));
        if number && (before.ends_with(':') || bracket) {
            return true;
        }
        before = word;
    }
    false
}

/// "1. ", "a) ", "- ", "• ".
pub(super) fn is_list_point(line: &str) -> bool {
    let bytes = line.as_bytes();
    let digits = bytes.iter().take_while(|b| b.is_ascii_digit()).count();
    match bytes.first() {
        Some(b'-' | b'*') => bytes.get(1) == Some(&b' '),
        Some(_) if digits > 0 && digits <= 2 => {
            matches!(bytes.get(digits), Some(b'.' | b')')) && bytes.get(digits + 1).is_none_or(|b| *b == b' ')
        }
        Some(b) if b.is_ascii_lowercase() => matches!(bytes.get(1), Some(b')')),
        _ => false,
    }
}

/// Where the first sentence ends: at a full stop before a capital, abbreviations and figures apart.
fn sentence_end(folded: &str, text: &str) -> usize {
    let mut letters = text.chars();
    let mut read = 0;
    let mut from = 0;
    while let Some(at) = folded[from..].find(". ") {
        let at = from + at;
        let word = folded[..at].rsplit([' ', '(']).next().unwrap_or("");
        let short = word.len() <= 3 || word.bytes().any(|b| b.is_ascii_digit() || b == b'.');
        if !short {
            let next = letters.nth(at + 2 - read);
            read = at + 3;
            if at + 2 < folded.len() && next.is_some_and(char::is_uppercase) {
                return at + 1;
            }
        }
        from = at + 2;
    }
    folded.len()
}

/// Where a quotation begins after a colon.
fn quotation_start(folded: &str) -> usize {
    folded.find(": \"").map_or(folded.len(), |at| at + 1)
}

/// How many lines a quotation has been open after this line; none is believed open for long.
fn quoted(line: &str, open: u32) -> u32 {
    let marks = line.bytes().filter(|b| *b == b'"').count();
    let now = if marks % 2 == 1 { open == 0 } else { open > 0 };
    if now && open <= 14 { open + 1 } else { 0 }
}

#[cfg(test)]
mod tests {
    use super::{is_list_point, quoted, same_body, sentence_end, tallies};
    use crate::language::Language;
    use crate::outline::outline;
    use crate::record::SegmentKind::{
        self, Background, Decision, Proposal, Recommendation, Recusal, Reservation, Voting,
    };

    /// The kinds of a Danish text's segments with their first two words.
    fn danish(text: &str) -> Vec<(SegmentKind, String)> {
        let first = |text: &str| text.split_whitespace().take(2).collect::<Vec<_>>().join(" ");
        outline(text, Some(Language::Danish))
            .segments
            .iter()
            .map(|segment| (segment.kind, first(segment.span.of(text))))
            .collect()
    }

    #[test]
    fn another_body_with_its_day_recommends_and_our_own_decides() {
        let text = "Referat fra mødet i Byrådet\n\n4. Ny bro\n\nSagsfremstilling\nBroen er gammel.\n\nUdvalget for By og Havn den 3. maj 2011\n\
                    Anbefales.\n\nØkonomiudvalget, den 9. maj 2011, pkt. 12:\nTiltrådt.\n\nByrådet den 16. maj 2011\nGodkendt.\n\n\
                    5. Ny vej\n\nBeslutning\nUdsat.\n";
        let kinds: Vec<_> = danish(text)
            .into_iter()
            .filter(|(kind, _)| matches!(kind, SegmentKind::Recommendation | SegmentKind::Decision))
            .collect();
        assert_eq!(
            kinds,
            [
                (SegmentKind::Recommendation, "Udvalget for".to_owned()),
                (SegmentKind::Recommendation, "Økonomiudvalget, den".to_owned()),
                (SegmentKind::Decision, "Byrådet den".to_owned()),
                (SegmentKind::Decision, "Beslutning Udsat.".to_owned()),
            ]
        );
    }

    #[test]
    fn undivided_prose_is_parted_where_a_line_ended_early() {
        let text = "Lunde Sogneraads Protokol\n\nTilstede: Jens Vad, Ole Krog, Hans Bæk.\n\n1)\n\
                    Fra Beboerne i Vester Lunde forelaa et Andragende om Grus til Vejen forbi Møllen og videre\n\
                    mod Kirken, hvor Grøften er faldet sammen.\nKrog foreslog at bevilge 200 Kr.\n\
                    Man vedtog at bevilge 200 Kr.\n\n2)\nFra Amtet forelaa en Skrivelse om Regnskabet for det forløbne Aar med\n\
                    Bemærkninger. Den er\nDateret i Maj.\nToges til Efterretning.\n\n3)\nJens Bro søgte om Fritagelse for Skat, da han er syg og har fem Børn.\nBevilgedes.\n";
        let kinds: Vec<_> =
            danish(text).into_iter().filter(|(kind, _)| *kind != SegmentKind::Heading).skip(1).collect();
        assert!(kinds.contains(&(SegmentKind::Proposal, "Krog foreslog".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Man vedtog".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Toges til".to_owned())), "{kinds:?}");
        assert!(kinds.contains(&(SegmentKind::Decision, "Bevilgedes.".to_owned())), "{kinds:?}");
        assert!(!kinds.iter().any(|(_, words)| words.starts_with("mod Kirken")), "{kinds:?}");
    }

    /// Kinds and first words of the segments of one item, its heading left out.
    fn item(language: Language, text: &str) -> Vec<(SegmentKind, String)> {
        let text = format!(
            "BERGVIK KOMMUNE\nFormannskapet\n\nSak 14/62   Vegen til Lia\n\n{text}\n\nSak 15/62   Brua\n\nSakene tatt til orientering.\n"
        );
        let outline = outline(&text, Some(language));
        outline
            .segments
            .iter()
            .filter(|one| one.item == Some(0) && one.kind != SegmentKind::Heading)
            .map(|one| {
                (one.kind, text[one.span.range()].split_whitespace().take(2).collect::<Vec<_>>().join(" "))
            })
            .collect()
    }

    fn kinds(language: Language, text: &str) -> Vec<SegmentKind> {
        item(language, text).into_iter().map(|(kind, _)| kind).collect()
    }

    #[test]
    fn what_is_said_last_decides_where_no_heading_does() {
        use Language::{Bokmal, Nynorsk};
        let text = "Grunneierne i Lia ber om vei.\n\nKommunen bygger veien i år.";
        assert_eq!(kinds(Bokmal, text), [Background, Decision]);
        let text = "Avrøysting:\nFramlegget fekk 3 røyster og fall.\n\nKommunen held på vegen som han er.";
        assert_eq!(kinds(Nynorsk, text), [Voting, Decision]);
        // Names in columns and lists without a sentence decide nothing.
        let text = "Grunneierne i Lia ber om vei.\n\nVeien legges om.\n\n   Per Berg      Kari Lid";
        assert_eq!(item(Bokmal, text)[1], (Decision, "Veien legges".to_owned()));
        let text = "Votering:\nFor: 6 (Ap 4, H 2). Mot: 3.\n\nMot forslaget: 3 (Sp)";
        assert_eq!(kinds(Bokmal, text), [Voting]);
    }

    #[test]
    fn prose_without_headings_is_told_apart_by_who_does_what() {
        let text = "Veistyret tilrår at veien legges om.\n\nPer Berg (V) foreslo at saken går tilbake til veistyret.\n\n\
            Forslaget fikk 2 stemmer og falt.\n\nFormannskapet innstiller på avslag.\n\n\
            Per Berg (V) krevde protokollført at han er uenig.";
        let found = kinds(Language::Bokmal, text);
        assert_eq!(found[1..], [Proposal, Voting, Decision, Reservation]);
        let text = "Per Berg (V) er bror til søkeren og trådte ut.\n\nFormannskapet vedtok å selge tomta.";
        assert_eq!(kinds(Language::Bokmal, text), [Recusal, Decision]);
        // Another body's decision is none of ours.
        let text = "Skolestyret vedtok å bygge i fjor vår, og tomta ble kjøpt.\n\nSaken utsettes.";
        assert_eq!(kinds(Language::Bokmal, text), [Background, Decision]);
    }

    #[test]
    fn a_sentence_goes_on_over_a_blank_line_of_wide_typing() {
        let text = "Rådmannens innstilling:\n\nKommunen overtar veien fra Lia til brua, og legger den om i løpet av året når\n\n\
            det foreligger penger.\n\nVedtak:\n\nSom innstilt.";
        assert_eq!(kinds(Language::Bokmal, text), [Recommendation, Decision]);
    }

    #[test]
    fn tallies_are_numbers_after_a_colon_or_before_a_bracket() {
        assert!(tallies("for: 6 (ap, h)") && tallies("mot 12 (sp)") && tallies("imod: 5"));
        assert!(!tallies("vegen vert 12 meter") && !tallies("jf. kap. 3"));
    }

    #[test]
    fn bodies_are_the_same_under_genitive_and_article() {
        assert!(same_body("fullmaktige", "kommunfullmaktige"));
        assert!(same_body("byradet", "byrad"));
        assert!(!same_body("okonomiudvalget", "byradet"));
    }

    #[test]
    fn list_points_and_sentences() {
        assert!(is_list_point("1. vegen") && is_list_point("a) vegen") && is_list_point("- vegen"));
        assert!(!is_list_point("1970 byggdes") && !is_list_point("att bygga"));
        let text = "Ja, jf. loven § 3. Nej";
        assert_eq!(sentence_end(&text.to_lowercase().replace('§', "$"), text), text.chars().count());
        let text = "Forslaget falt. Dermed ble";
        assert_eq!(sentence_end(&text.to_lowercase(), text), 15);
    }

    #[test]
    fn an_unclosed_quotation_is_given_up() {
        let mut open = quoted("sade \"detta", 0);
        assert_eq!(open, 1);
        for _ in 0..20 {
            open = quoted("mer text", open);
        }
        assert_eq!(open, 0);
        assert_eq!(quoted("slut\"", 3), 0);
    }
}

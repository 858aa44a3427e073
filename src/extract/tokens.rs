//! The view of a document as tokens: words, numbers and marks, each with what separates it from the one before.
//!
//! All grammars of this stage read these tokens, so the text is looked at once. A distinct word is interned once
//! per document together with what the cue tables say of it; lexicon and gazetteers are asked of it when somebody
//! wants to know, which for most words is never. The tokens refuse to know what a mention is.

use super::cues::{Cues, flag};
use super::gazetteer::Phrase;
use crate::text::{Forms, is_letter, is_letter_or_digit};
use std::cell::{OnceCell, RefCell};
use std::rc::Rc;

/// What a token is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Begins with a letter; hyphens and apostrophes between letters belong to it.
    Word,
    /// Digits only.
    Number,
    /// Begins with a digit and goes on with letters: `6A`, `118b`.
    Mixed,
    /// One other character.
    Mark,
}

/// What lies between a token and the one before.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Gap {
    /// Nothing.
    Glued,
    /// One or two spaces.
    Space,
    /// A line end at the end of a full line: the sentence goes on.
    Wrap,
    /// A line end before the line was full: a list or heading may end there.
    Line,
    /// A blank line, a column gap, or a table cell's edge: no mention crosses it.
    Hard,
}

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Lower,
    Capital,
    /// All letters are capitals, and there are at least two.
    Upper,
}

/// One token.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) kind: Kind,
    pub(super) gap: Gap,
    pub(super) shape: Shape,
    /// First token of its line.
    pub(super) heads_line: bool,
    word: u32,
}

/// A distinct word, as one thread knows it for all its documents.
struct Word {
    lower: Box<str>,
    /// What the tables say of it.
    listed: u128,
    /// What the lexicon says of it.
    known: OnceCell<u128>,
    phrases: &'static [Phrase],
}

impl Word {
    fn new(lower: Box<str>, kind: Kind, cues: &Cues) -> Self {
        if kind == Kind::Word {
            let phrases = cues.gazetteer.phrases(&lower);
            let opens_name = if phrases.is_empty() { 0 } else { flag::OPENS_NAME };
            let listed = cues.listed(&lower) | opens_name;
            return Self { lower, listed, known: OnceCell::new(), phrases };
        }
        let listed = cues.flags_of_mark(&lower);
        Self { lower, listed, known: OnceCell::from(0), phrases: &[] }
    }

    fn known(&self, cues: &Cues) -> u128 {
        *self.known.get_or_init(|| cues.known(&self.lower))
    }
}

/// Most words of a language that a thread keeps: as many as a few hundred pages have.
const REMEMBERED: usize = 1 << 14;

thread_local! {
    /// Words as they are written, by language: minutes share most of theirs.
    static WORDS: RefCell<[Words; 4]> = RefCell::default();
}

/// Words as they are written, by number; tables are asked once for all documents of a thread.
#[derive(Default)]
struct Words {
    numbers: Forms,
    words: Vec<Rc<Word>>,
    /// For each word the last reading of a text in which it stood, and its place among the words of that text.
    last: Vec<(u64, u32)>,
    /// Number of the reading of a text that goes on.
    reading: u64,
}

impl Words {
    /// Tells the tokens of a text their words, and lists these.
    fn read(&mut self, text: &str, tokens: &mut [Token], cues: &Cues) -> Vec<Rc<Word>> {
        if self.words.len() >= REMEMBERED {
            self.numbers.clear();
            self.words.clear();
            self.last.clear();
        }
        self.reading += 1;
        let mut of_text = Vec::new();
        for token in tokens {
            let range = token.start as usize..token.end as usize;
            let number = self.numbers.number(text, range.clone()) as usize;
            if number == self.words.len() {
                self.words.push(Rc::new(Word::new(text[range].to_lowercase().into(), token.kind, cues)));
                self.last.push((0, 0));
            }
            let (reading, place) = &mut self.last[number];
            if *reading != self.reading {
                *reading = self.reading;
                *place = u32::try_from(of_text.len()).expect("fewer words than bytes");
                of_text.push(Rc::clone(&self.words[number]));
            }
            token.word = *place;
        }
        of_text
    }
}

/// The tokens of one view.
pub(super) struct Tokens<'v> {
    text: &'v str,
    cues: &'v Cues,
    all: Vec<Token>,
    words: Vec<Rc<Word>>,
    /// What the tables say of each token: asked for more often than all else.
    listed: Vec<u128>,
}

impl<'v> Tokens<'v> {
    /// Splits `text` and asks `cues` once for every distinct word.
    pub(super) fn new(text: &'v str, cues: &'v Cues) -> Self {
        let mut all = split(text);
        let words = WORDS.with_borrow_mut(|words| words[cues.language.index()].read(text, &mut all, cues));
        let plain = |token: &Token| {
            let word = &words[token.word as usize];
            (word.listed | word.known(cues)) & (flag::COMMON | flag::WORD | flag::LOCATIVE | flag::AND) != 0
        };
        // "INGÅ KOMMUN" is no verb.
        let named = |all: &[Token], i: usize| {
            let listed = |k: usize| all.get(k).map_or(0, |token| words[token.word as usize].listed);
            listed(i) & flag::OPENS_NAME != 0
                && listed(i + 1) & (flag::MUNICIPAL | flag::MUNICIPAL_GENITIVE) != 0
        };
        // A heading in capitals: its common words are written as in a sentence.
        for i in 0..all.len() {
            let near =
                |k: usize| all.get(k).is_some_and(|t: &Token| t.shape == Shape::Upper && t.end - t.start > 2);
            let heading = all[i].shape == Shape::Upper && (near(i + 1) || i > 0 && near(i - 1));
            if heading && plain(&all[i]) && !named(&all, i) {
                all[i].shape = Shape::Lower;
            }
        }
        let listed = all.iter().map(|token| words[token.word as usize].listed).collect();
        Self { text, cues, all, words, listed }
    }

    pub(super) fn len(&self) -> usize {
        self.all.len()
    }

    pub(super) fn text(&self) -> &'v str {
        self.text
    }

    pub(super) fn get(&self, i: usize) -> Option<&Token> {
        self.all.get(i)
    }

    pub(super) fn at(&self, i: usize) -> &Token {
        &self.all[i]
    }

    /// The token as it stands.
    pub(super) fn surface(&self, i: usize) -> &'v str {
        let token = &self.all[i];
        &self.text[token.start as usize..token.end as usize]
    }

    /// The token in lower case; empty beyond the end.
    pub(super) fn lower(&self, i: usize) -> &str {
        self.all.get(i).map_or("", |token| &self.words[token.word as usize].lower)
    }

    fn word(&self, i: usize) -> Option<&Word> {
        self.all.get(i).map(|token| &*self.words[token.word as usize])
    }

    /// All flags of the token; none beyond the end.
    pub(super) fn flags(&self, i: usize) -> u128 {
        self.word(i).map_or(0, |word| word.listed | word.known(self.cues))
    }

    /// Whether the token has any of these flags; false beyond the end.
    pub(super) fn is(&self, i: usize, flag: u128) -> bool {
        self.listed.get(i).is_some_and(|listed| listed & flag != 0)
            || flag & flag::KNOWN != 0 && self.word(i).is_some_and(|word| word.known(self.cues) & flag != 0)
    }

    /// 1 to 12 for the name of a month.
    pub(super) fn month(&self, i: usize) -> Option<u8> {
        self.word(i)
            .filter(|word| word.listed & flag::MONTH != 0)
            .and_then(|word| self.cues.month(&word.lower))
    }

    /// Phrases of the gazetteers that begin with the token.
    pub(super) fn phrases(&self, i: usize) -> &'static [Phrase] {
        if self.is(i, flag::OPENS_NAME) { self.word(i).map_or(&[], |word| word.phrases) } else { &[] }
    }

    pub(super) fn kind(&self, i: usize) -> Option<Kind> {
        self.all.get(i).map(|token| token.kind)
    }

    /// Whether the token is this mark or word, in lower case.
    pub(super) fn is_text(&self, i: usize, text: &str) -> bool {
        let Some(token) = self.all.get(i) else { return false };
        match *text.as_bytes() {
            // A mark has no other case: the text itself is asked, which is at hand.
            [mark] if mark.is_ascii_punctuation() => {
                token.end - token.start == 1 && self.text.as_bytes()[token.start as usize] == mark
            }
            _ => self.lower(i) == text,
        }
    }

    /// What stands before the token; `Hard` beyond either end.
    pub(super) fn gap(&self, i: usize) -> Gap {
        if i == 0 { Gap::Hard } else { self.all.get(i).map_or(Gap::Hard, |token| token.gap) }
    }

    /// Whether a word stands there that begins with a capital.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.all.get(i).is_some_and(|token| token.kind == Kind::Word && token.shape != Shape::Lower)
    }

    /// Whether the token opens a sentence, line, cell or list point: its capital says nothing.
    pub(super) fn opens(&self, i: usize) -> bool {
        if i == 0 || self.gap(i) >= Gap::Line {
            return true;
        }
        match self.surface(i - 1) {
            "." => !self.ends_abbreviation(i - 1),
            ":" | "!" | "?" | "•" | "–" | "-" | "”" | "\"" | ")" | "§" | "“" | "»" | "—" => {
                self.gap(i) != Gap::Glued || matches!(self.surface(i - 1), "”" | "\"" | "“" | "»")
            }
            _ => false,
        }
    }

    /// Whether the full stop at `i` ends a number or a one-letter word rather than a sentence.
    fn ends_abbreviation(&self, i: usize) -> bool {
        i > 0
            && self.gap(i) == Gap::Glued
            && (self.all[i - 1].kind == Kind::Number && self.gap(i - 1) < Gap::Line && i > 1
                || self.all[i - 1].kind == Kind::Word && self.surface(i - 1).chars().count() == 1)
    }

    /// The text between two tokens, both included.
    pub(super) fn span(&self, first: usize, last: usize) -> (usize, usize) {
        (self.all[first].start as usize, self.all[last].end as usize)
    }

    /// The words from byte `start` to `end` with one space between them, over line ends and columns.
    pub(super) fn prose(&self, start: usize, end: usize) -> String {
        self.text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// The first token that begins at byte `offset` or after.
    pub(super) fn index_at(&self, offset: usize) -> usize {
        self.all.partition_point(|token| (token.start as usize) < offset)
    }

    /// Past the end of the line or table cell that holds the token.
    pub(super) fn cell_end(&self, mut i: usize) -> usize {
        i += 1;
        while i < self.all.len() && self.all[i].gap < Gap::Line {
            i += 1;
        }
        i
    }
}

/// Splits a text into tokens without asking any table; tables are split by it too, so that phrases match.
pub(super) fn split(text: &str) -> Vec<Token> {
    let width = line_width(text);
    let mut out: Vec<Token> = Vec::with_capacity(text.len() / 5 + 1);
    let char_at = |at: usize| text[at..].chars().next();
    let (mut spaces, mut lines, mut tab, mut line_start) = (0u32, 0u32, false, 0usize);
    let mut last_column = 0usize;
    // Column of the current cell, and whether it is the first of its line.
    let mut cell = (0usize, true);
    let mut end = 0;
    while let Some(c) = char_at(end) {
        let start = end;
        end += c.len_utf8();
        if c == '\n' || c == '\x0c' {
            lines += u32::from(c == '\n');
            (spaces, tab, line_start) = (0, false, end);
            continue;
        }
        if c.is_whitespace() {
            spaces += 1;
            tab |= c == '\t';
            continue;
        }
        let kind = if is_letter(c) {
            loop {
                // Most of a word is plain letters.
                end += text.as_bytes()[end..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
                let Some(next) = char_at(end) else { break };
                let after = end + next.len_utf8();
                let joins = matches!(next, '-' | '\'' | '’' | '\u{2010}' | '\u{2011}')
                    && char_at(after).is_some_and(is_letter);
                if !(is_letter_or_digit(next) || joins || is_combining(next)) {
                    break;
                }
                end = after;
            }
            Kind::Word
        } else if c.is_ascii_digit() {
            let mut kind = Kind::Number;
            while let Some(next) = char_at(end) {
                let after = end + next.len_utf8();
                let glued_label = next.is_uppercase() && char_at(after).is_some_and(char::is_lowercase);
                if !is_letter_or_digit(next) || matches!(next, '²' | '³') || glued_label {
                    break;
                }
                if !next.is_ascii_digit() {
                    kind = Kind::Mixed;
                }
                end = after;
            }
            kind
        } else {
            Kind::Mark
        };
        let body = &text[start..end];
        let gap = if out.is_empty() || lines > 1 || (lines == 0 && (spaces > 2 || tab)) {
            Gap::Hard
        } else if lines == 1 {
            let next = text[start..].find(char::is_whitespace).unwrap_or(text.len() - start);
            let indent = text[line_start..start].chars().count();
            let same_cell = cell.1 || indent + 2 >= cell.0;
            if same_cell && last_column + 1 + next + 4 >= width { Gap::Wrap } else { Gap::Line }
        } else if spaces > 0 {
            Gap::Space
        } else {
            Gap::Glued
        };
        if lines > 0 || gap == Gap::Hard {
            cell = (text[line_start..start].chars().count(), lines > 0 || out.is_empty());
        }
        let mut letters = body.chars().filter(|&c| is_letter(c));
        let shape = match letters.next() {
            Some(first) if first.is_uppercase() => {
                let mut rest = letters.peekable();
                if rest.peek().is_some() && rest.all(char::is_uppercase) {
                    Shape::Upper
                } else {
                    Shape::Capital
                }
            }
            _ => Shape::Lower,
        };
        out.push(Token {
            start: u32::try_from(start).expect("documents are smaller than 4 GiB"),
            end: u32::try_from(end).expect("documents are smaller than 4 GiB"),
            kind,
            gap: if c == '|' { Gap::Hard } else { gap },
            shape,
            heads_line: out.is_empty() || lines > 0,
            word: 0,
        });
        last_column = end.saturating_sub(line_start);
        (spaces, lines, tab) = (0, 0, c == '|');
    }
    out
}

fn is_combining(c: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&c)
}

/// The width at which lines are wrapped: nine of ten longer lines end before it.
fn line_width(text: &str) -> usize {
    let mut counts = [0u32; 201];
    let mut total = 0;
    for line in text.split('\n') {
        let len = line.trim_end().len();
        if (40..200).contains(&len) {
            counts[len] += 1;
            total += 1;
        }
    }
    if total < 3 {
        return 60;
    }
    let mut over = 0;
    for (len, count) in counts.iter().enumerate().rev() {
        over += count;
        if over * 10 >= total {
            return len.min(110);
        }
    }
    60
}

#[cfg(test)]
mod tests {
    use super::{Gap, Kind, Tokens, split};
    use crate::extract::cues::{Cues, flag};
    use crate::language::Language;

    fn shown(text: &str) -> Vec<&str> {
        split(text).iter().map(|t| &text[t.start as usize..t.end as usize]).collect()
    }

    #[test]
    fn hyphens_inside_words_belong_to_them() {
        assert_eq!(shown("Ann-Britt Ek-Holm, 6A §"), ["Ann-Britt", "Ek-Holm", ",", "6A", "§"]);
        assert_eq!(shown("mark- och"), ["mark", "-", "och"]);
    }

    #[test]
    fn a_column_gap_is_hard_and_a_table_edge_too() {
        let gaps: Vec<Gap> = split("Anna Berg    S | x").iter().map(|t| t.gap).collect();
        assert_eq!(gaps, [Gap::Hard, Gap::Space, Gap::Hard, Gap::Hard, Gap::Hard]);
    }

    #[test]
    fn a_word_is_what_the_tables_or_the_lexicon_say() {
        let tokens = Tokens::new("Anna väntade i mars 5 kr", Cues::of(Language::Swedish));
        assert!(tokens.is(0, flag::GIVEN) && !tokens.is(0, flag::WORD | flag::COMMON));
        assert!(tokens.is(1, flag::WORD) && !tokens.is(1, flag::GIVEN | flag::BODY));
        assert_eq!((tokens.month(3), tokens.month(1), tokens.month(9)), (Some(3), None, None));
        assert!(tokens.is(5, flag::OWN_CURRENCY) && tokens.flags(4) == 0 && !tokens.is(9, flag::KNOWN));
    }

    #[test]
    fn numbers_with_letters_are_mixed() {
        let kinds: Vec<Kind> = split("12 6A E6").iter().map(|t| t.kind).collect();
        assert_eq!(kinds, [Kind::Number, Kind::Mixed, Kind::Word]);
    }
}

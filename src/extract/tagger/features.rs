//! What the tagger looks at, as hashed places of the feature space.
//!
//! Around each token: its forms, prefixes, suffixes and shape, those of its neighbours, what the gazetteers and the table of
//! words say of it, and where the same word stands elsewhere in the document (context aggregation, Chieu and Ng 2003):
//! written small, inside a sentence with a capital, before a bracketed party, after a given name, and between which words.
//!
//! A name begins with a capital. Tokens that stand more than [`REACH`] tokens from one are outside all names without being
//! looked at: most of running text costs no more than its hashing.

use super::model::BITS;
use super::tokens::{self, Class, Token};
use crate::language::Language;
use crate::lexicon::{Lexicon, NameEntry};
use foldhash::HashMap;
use std::ops::Range;

/// How far from a token with a capital a name may reach without another.
pub const REACH: usize = 2;

/// Number of features that lie in a token itself.
const OWN: u64 = 20;

/// Flags of [`Token::elsewhere`].
mod elsewhere {
    pub(super) const SMALL: u8 = 1;
    pub(super) const INSIDE: u8 = 1 << 1;
    pub(super) const PARTY: u8 = 1 << 2;
    pub(super) const AFTER_GIVEN: u8 = 1 << 3;
    pub(super) const AGAIN: u8 = 1 << 4;
}

/// Kinds of names as bits.
pub(super) mod gazetteer {
    pub(super) const GIVEN: u16 = 1;
    pub(super) const SURNAME: u16 = 1 << 1;
    pub(super) const PLACE: u16 = 1 << 2;
    pub(super) const MUNICIPALITY: u16 = 1 << 3;
    pub(super) const ORGANISATION: u16 = 1 << 4;
    pub(super) const ATTESTED: u16 = 1 << 5;
    pub(super) const GENITIVE: u16 = 1 << 6;
    pub(super) const PART: u16 = 1 << 7;
    pub(super) const ELEMENTS: u16 = 1 << 8;
    pub(super) const KNOWN: u16 = 1 << 9;
}

/// Where the text of a document comes from, as far as tagging hangs on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// Written language, if known.
    pub language: Option<Language>,
    /// Newspapers of the century before 1918, whose annotators drew the bounds of names otherwise.
    pub old_print: bool,
}

/// Most forms that are remembered with what is known of them.
const REMEMBERED: usize = 1 << 14;
const SOURCES: usize = 6;

impl Source {
    fn code(self) -> u64 {
        match (self.old_print, self.language) {
            (true, _) => 5,
            (false, Some(language)) => language.index() as u64,
            (false, None) => 4,
        }
    }
}

/// A document, read for tagging. Kept between documents, it allocates only when one is longer than those before.
#[derive(Debug, Default)]
pub struct Document {
    tokens: Vec<Token>,
    zones: Vec<Range<usize>>,
    seen: Seen,
    small: String,
    source: u64,
    /// Forms as they were read, and what the tables say of them, by source: most words of a text came before.
    known: [HashMap<Box<str>, Token>; SOURCES],
}

impl Document {
    /// Reads a text.
    pub fn read(&mut self, text: &str, source: Source) {
        self.source = source.code();
        let lexicon = source.language.map(Lexicon::of);
        let (known, small) = (&mut self.known[self.source as usize], &mut self.small);
        let read = |form: &str| {
            known.get(form).copied().unwrap_or_else(|| {
                if known.len() >= REMEMBERED {
                    known.clear();
                }
                let mut token = tokens::read(form);
                if token.class.has_capital() {
                    (token.names, token.band) = look_up(form, token.class, lexicon, small);
                }
                known.insert(form.into(), token);
                token
            })
        };
        tokens::split(text, read, &mut self.tokens);
        self.find_zones();
        self.look_elsewhere();
    }

    /// The tokens, in order.
    pub fn tokens(&self) -> &[Token] {
        &self.tokens
    }

    /// The stretches of tokens that may hold names, in order; none goes over the end of a sentence.
    pub fn zones(&self) -> &[Range<usize>] {
        &self.zones
    }

    /// Forgets what the gazetteers say of a token. Names of sentences that are trained on stand in the gazetteers
    /// because of those very sentences; a tagger that trusted them for it would miss the names of other texts.
    pub fn forget_name(&mut self, i: usize) {
        if let Some(token) = self.tokens.get_mut(i) {
            token.names = 0;
        }
    }

    fn find_zones(&mut self) {
        self.zones.clear();
        for (i, token) in self.tokens.iter().enumerate() {
            let reach = |n: usize, back: bool| {
                let mut at = i;
                for _ in 0..n {
                    let next = if back { at.checked_sub(1) } else { Some(at + 1) };
                    let Some(next) = next.filter(|&n| n < self.tokens.len()) else { break };
                    if self.tokens[at.max(next)].apart {
                        break;
                    }
                    at = next;
                }
                at
            };
            if !token.class.has_capital() {
                continue;
            }
            let (start, end) = (reach(REACH, true), reach(REACH, false) + 1);
            match self.zones.last_mut() {
                Some(last) if start <= last.end && (start < last.end || !self.tokens[start].apart) => {
                    last.end = end.max(last.end)
                }
                _ => self.zones.push(start..end),
            }
        }
    }

    /// Gathers what the document says of each capitalised word, and tells each of its tokens.
    fn look_elsewhere(&mut self) {
        let Self { tokens, seen, .. } = self;
        let capitals = tokens.iter().filter(|token| token.class.has_capital()).count();
        seen.clear(capitals);
        for i in 0..tokens.len() {
            let token = tokens[i];
            if !token.class.has_capital() {
                continue;
            }
            let mut flags = 0;
            if !token.begins && token.class != Class::Capitals {
                flags |= elsewhere::INSIDE;
            }
            if i > 0 && !token.apart && tokens[i - 1].names & gazetteer::GIVEN != 0 {
                flags |= elsewhere::AFTER_GIVEN;
            }
            seen.add(token.stem, i, flags);
            if party_follows(tokens, i) {
                // The bracket tells of the whole name before it.
                let mut at = i;
                for _ in 0..4 {
                    seen.add(tokens[at].stem, at, elsewhere::PARTY);
                    match at.checked_sub(1) {
                        Some(before) if tokens[before].class.has_capital() && !tokens[at].apart => {
                            at = before
                        }
                        _ => break,
                    }
                }
            }
        }
        for token in tokens.iter() {
            if token.class == Class::Lower {
                seen.flag(token.stem, elsewhere::SMALL);
            }
        }
        for token in tokens.iter_mut() {
            if token.class.has_capital() {
                token.elsewhere = seen.get(token.stem).map_or(0, |word| word.flags);
            }
        }
    }

    /// Calls `visit` with the place of every feature of a token.
    pub fn features(&self, i: usize, mut visit: impl FnMut(u32)) {
        self.own_features(i, &mut visit);
        self.features_around(i, visit);
    }

    /// What all features of [`Document::own_features`] hang on, as one number: the same for the same word wherever it
    /// stands in a sentence of the same source.
    pub(super) fn own_key(&self, i: usize) -> u64 {
        let t = &self.tokens[i];
        let known = pair(u64::from(t.names) << 8 | u64::from(t.band), u64::from(t.begins));
        pair(self.source, pair(t.lower, pair(t.shape, pair(t.short_shape, pair(t.class as u64, known)))))
    }

    /// Calls `visit` with the place of every feature that lies in the token itself.
    pub(super) fn own_features(&self, i: usize, mut visit: impl FnMut(u32)) {
        let t = &self.tokens[i];
        let mut n = 0u64;
        let mut emit = |value: u64| {
            n += 1;
            visit(place(n, value));
        };
        let names = u64::from(t.names) + 1;
        let class = t.class as u64 + 1;
        let begins = u64::from(t.begins) + 1;

        emit(self.source + 1);
        emit(pair(t.lower, class));
        emit(t.lower);
        emit(t.fold);
        emit(t.stem);
        for prefix in t.prefixes {
            emit(prefix);
        }
        for suffix in t.suffixes {
            emit(suffix);
        }
        emit(t.shape);
        emit(pair(t.short_shape, begins));
        emit(pair(class, begins));
        emit(pair(t.suffixes[1], class));
        emit(pair(t.suffixes[2], class));
        // What is known of it.
        let band = pair(u64::from(t.band) + 1, pair(class, begins));
        emit(band);
        emit(names);
        emit(pair(names, band));
        debug_assert_eq!(n, OWN, "features are told apart by their number");
    }

    /// Calls `visit` with the place of every feature that other tokens have a part in.
    pub(super) fn features_around(&self, i: usize, mut visit: impl FnMut(u32)) {
        let tokens = &self.tokens;
        let at = |offset: isize| -> &Token {
            // Neighbours on the far side of a gap are no neighbours.
            let mut place = i;
            for _ in 0..offset.unsigned_abs() {
                if offset < 0 {
                    if tokens[place].apart || place == 0 {
                        return &BEFORE;
                    }
                    place -= 1;
                } else {
                    place += 1;
                    if place >= tokens.len() || tokens[place].apart {
                        return &AFTER;
                    }
                }
            }
            &tokens[place]
        };
        let t = at(0);
        let (b, bb, a, aa) = (at(-1), at(-2), at(1), at(2));
        let mut n = OWN;
        let mut emit = |value: u64| {
            n += 1;
            visit(place(n, value));
        };
        let source = self.source + 1;
        let names = |token: &Token| u64::from(token.names) + 1;
        let class = |token: &Token| token.class as u64 + 1;
        let begins = u64::from(t.begins) + 1;
        let names_of_all = pair(names(b), pair(names(t), names(a)));

        let band = pair(u64::from(t.band) + 1, pair(class(t), begins));
        // What is known of it and its neighbours.
        emit(pair(names(b), names(t)));
        emit(pair(names(t), names(a)));
        emit(names_of_all);
        emit(pair(names(t), a.lower));
        emit(pair(names(t), b.lower));
        // Its neighbours.
        emit(b.lower);
        emit(a.lower);
        emit(bb.lower);
        emit(aa.lower);
        emit(b.fold);
        emit(a.fold);
        emit(pair(b.lower, t.lower));
        emit(pair(t.lower, a.lower));
        emit(pair(b.lower, t.short_shape));
        emit(pair(t.short_shape, a.lower));
        emit(pair(bb.lower, pair(b.lower, class(t))));
        emit(pair(a.lower, pair(aa.lower, class(t))));
        emit(pair(b.lower, pair(a.lower, class(t))));
        emit(pair(b.short_shape, t.short_shape));
        emit(pair(t.short_shape, a.short_shape));
        emit(pair(b.short_shape, pair(t.short_shape, a.short_shape)));
        emit(pair(class(bb), pair(class(b), pair(class(t), pair(class(a), class(aa))))));
        emit(pair(a.short_shape, pair(aa.short_shape, class(t))));
        emit(b.suffixes[1]);
        emit(a.suffixes[1]);
        emit(pair(b.suffixes[1], t.suffixes[1]));
        emit(pair(b.suffixes[2], class(t)));
        emit(pair(a.suffixes[2], class(t)));
        emit(b.suffixes[3]);
        emit(a.suffixes[3]);
        emit(pair(b.prefixes[2], class(t)));
        emit(pair(a.prefixes[2], class(t)));
        // By language: annotators and spellings differ.
        emit(pair(source, t.lower));
        emit(pair(source, t.suffixes[1]));
        emit(pair(source, pair(names(t), class(t))));
        emit(pair(source, pair(b.lower, class(t))));
        emit(pair(source, pair(class(b), pair(class(t), class(a)))));
        // The same word elsewhere in the document.
        let other = u64::from(t.elsewhere) + 1;
        emit(other);
        emit(pair(other, names(t)));
        emit(pair(other, band));
        emit(u64::from(b.elsewhere) + 1);
        emit(u64::from(a.elsewhere) + 1);
        if let Some(word) = t.class.has_capital().then(|| self.seen.get(t.stem)).flatten() {
            for other in [word.first, word.last] {
                let other = other as usize;
                let sides = if other == i { (0, 0) } else { self.sides(other) };
                emit(sides.0);
                emit(sides.1);
            }
        }
    }

    /// The words before and after a token.
    fn sides(&self, i: usize) -> (u64, u64) {
        let before = match i.checked_sub(1) {
            Some(before) if !self.tokens[i].apart => self.tokens[before].lower,
            _ => BEFORE.lower,
        };
        let after =
            self.tokens.get(i + 1).filter(|token| !token.apart).map_or(AFTER.lower, |token| token.lower);
        (before, after)
    }
}

const fn edge(hash: u64) -> Token {
    Token {
        start: 0,
        end: 0,
        class: Class::Mark,
        begins: false,
        apart: false,
        lower: hash,
        fold: hash,
        stem: hash,
        prefixes: [hash; 3],
        suffixes: [hash; 4],
        shape: hash,
        short_shape: hash,
        names: 0,
        band: 0,
        elsewhere: 0,
    }
}

/// Stands for what is not there.
static BEFORE: Token = edge(0x5354_4152);
static AFTER: Token = edge(0x454E_4453);

fn pair(left: u64, right: u64) -> u64 {
    (left.rotate_left(23) ^ right).wrapping_mul(0x9E37_79B9_7F4A_7C15)
}

fn place(template: u64, value: u64) -> u32 {
    let mixed = (value ^ template.wrapping_mul(0xD6E8_FEB8_6659_FD93)).wrapping_mul(0xFF51_AFD7_ED55_8CCD);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    (mixed >> (64 - BITS)) as u32
}

/// Whether a bracketed party stands after a token: "(S)", "(KrF)".
fn party_follows(tokens: &[Token], i: usize) -> bool {
    let Some([open, party, close]) = tokens.get(i + 1..i + 4) else { return false };
    open.class == Class::Bracket
        && close.class == Class::Bracket
        && party.class.is_word()
        && party.end - party.start <= 4
        && !open.apart
}

/// What gazetteers and lexicon say of a form.
fn look_up(form: &str, class: Class, lexicon: Option<&Lexicon>, small: &mut String) -> (u16, u8) {
    small.clear();
    small.extend(form.chars().flat_map(char::to_lowercase));
    let band = lexicon.and_then(|lexicon| lexicon.get(small)).map_or(0, |entry| {
        let band = (entry.cost / 2.0).clamp(0.0, 15.0) as u8;
        1 + 4 * band + 2 * u8::from(entry.attested) + u8::from(entry.is_name)
    });
    let names = if class == Class::Capitals {
        // "BERG-LIND" as "Berg-Lind".
        small.clear();
        let mut first = true;
        for c in form.chars() {
            if first {
                small.push(c)
            } else {
                small.extend(c.to_lowercase())
            }
            first = !c.is_alphabetic();
        }
        names_of(small)
    } else {
        names_of(form)
    };
    (names, band)
}

/// What the gazetteers say of a form, of it without the -s of the genitive, or of its last part.
fn names_of(form: &str) -> u16 {
    let table = |form: &str| {
        (form.len() > 1)
            .then(|| Lexicon::of(Language::Swedish).names().get(form))
            .flatten()
            .map(|value| kinds(NameEntry::unpack(value)))
    };
    if let Some(found) = table(form) {
        return found;
    }
    if let Some(found) =
        form.strip_suffix('s').map(|bare| bare.trim_end_matches([':', '\'', '’'])).and_then(table)
    {
        return found | gazetteer::GENITIVE;
    }
    if let Some((first, last)) = form.rsplit_once('-')
        && let Some(found) = table(last).or_else(|| table(first))
    {
        return found | gazetteer::PART;
    }
    if Lexicon::of(Language::Swedish).name_compound_cost(form).is_some() { gazetteer::ELEMENTS } else { 0 }
}

fn kinds(entry: NameEntry) -> u16 {
    let flag = |set: bool, bit: u16| if set { bit } else { 0 };
    gazetteer::KNOWN
        | flag(entry.given, gazetteer::GIVEN)
        | flag(entry.surname, gazetteer::SURNAME)
        | flag(entry.place, gazetteer::PLACE)
        | flag(entry.municipality, gazetteer::MUNICIPALITY)
        | flag(entry.organisation, gazetteer::ORGANISATION)
        | flag(entry.attested, gazetteer::ATTESTED)
}

/// What a document says of one word.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    stem: u64,
    flags: u8,
    /// Places of its first and last token with a capital.
    first: u32,
    last: u32,
}

/// The capitalised words of a document, by stem: an open table, never more than half full.
#[derive(Debug, Default)]
struct Seen {
    slots: Vec<Option<Word>>,
    mask: usize,
}

impl Seen {
    fn clear(&mut self, words: usize) {
        let size = (2 * words + 1).next_power_of_two();
        self.slots.clear();
        self.slots.resize(size, None);
        self.mask = size - 1;
    }

    fn slot(&self, stem: u64) -> usize {
        let mut at = (stem.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as usize & self.mask;
        while self.slots[at].is_some_and(|word| word.stem != stem) {
            at = (at + 1) & self.mask;
        }
        at
    }

    fn get(&self, stem: u64) -> Option<Word> {
        self.slots[self.slot(stem)]
    }

    fn flag(&mut self, stem: u64, flags: u8) {
        let slot = self.slot(stem);
        if let Some(word) = &mut self.slots[slot] {
            word.flags |= flags;
        }
    }

    fn add(&mut self, stem: u64, i: usize, flags: u8) {
        let slot = self.slot(stem);
        let i = i as u32;
        match &mut self.slots[slot] {
            Some(word) => {
                word.flags |= flags | if word.last == i { 0 } else { elsewhere::AGAIN };
                word.last = word.last.max(i);
            }
            empty => *empty = Some(Word { stem, flags, first: i, last: i }),
        }
    }
}

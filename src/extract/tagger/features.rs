//! What the tagger looks at, as hashed places of the feature space.
//!
//! Around each token: its forms, prefixes, suffixes and shape, those of its neighbours, what the gazetteers and the table of
//! words say of it, and where the same word stands elsewhere in the document (context aggregation, Chieu and Ng 2003):
//! written small, inside a sentence with a capital, before a bracketed party, after a given name, and between which words.
//!
//! A name begins with a capital. Tokens that stand more than [`REACH`] tokens from one are outside all names without being
//! looked at: most of running text costs no more than its hashing.

use super::model::BITS;
use super::tokens::{self, Class, Form, Token};
use crate::language::Language;
use crate::lexicon::{Lexicon, NameEntry};
use crate::text::Forms;
use std::ops::Range;

/// How far from a token with a capital a name may reach without another.
pub const REACH: usize = 2;

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

/// Forms as they were read, by number, with what the tables say of them: most words of a text came before.
#[derive(Debug, Default)]
struct Known {
    numbers: Forms,
    forms: Vec<Form>,
}

/// A document, read for tagging. Kept between documents, it allocates only when one is longer than those before.
#[derive(Debug, Default)]
pub struct Document {
    tokens: Vec<Token>,
    zones: Vec<Range<usize>>,
    seen: Seen,
    small: String,
    source: u64,
    /// By source.
    known: [Known; SOURCES],
}

impl Document {
    /// Reads a text.
    pub fn read(&mut self, text: &str, source: Source) {
        self.source = source.code();
        let lexicon = source.language.map(Lexicon::of);
        let Known { numbers, forms } = &mut self.known[self.source as usize];
        if forms.len() >= REMEMBERED {
            numbers.clear();
            forms.clear();
        }
        let read = |range: Range<usize>| {
            let number = numbers.number(text, range.clone());
            if number as usize == forms.len() {
                let surface = &text[range];
                let mut form = tokens::read(surface);
                if form.class.has_capital() {
                    (form.names, form.band) = look_up(surface, form.class, lexicon, &mut self.small);
                }
                forms.push(form);
            }
            (number, forms[number as usize].class)
        };
        tokens::split(text, read, &mut self.tokens);
        for token in &mut self.tokens {
            token.names = self.known[self.source as usize].forms[token.form as usize].names;
        }
        self.find_zones();
        self.look_elsewhere();
    }

    fn form(&self, token: &Token) -> &Form {
        &self.known[self.source as usize].forms[token.form as usize]
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
        let Self { tokens, seen, known, source, .. } = self;
        let forms = &known[*source as usize].forms;
        let stem = |token: &Token| forms[token.form as usize].stem;
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
            seen.add(stem(&token), i, flags);
            if party_follows(tokens, i) {
                // The bracket tells of the whole name before it.
                let mut at = i;
                for _ in 0..4 {
                    seen.add(stem(&tokens[at]), at, elsewhere::PARTY);
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
                seen.flag(stem(token), elsewhere::SMALL);
            }
        }
        for token in tokens.iter_mut() {
            if token.class.has_capital() {
                token.elsewhere = seen.get(stem(token)).map_or(0, |word| word.flags);
            }
        }
    }

    /// Calls `visit` with the place of every feature of a token.
    pub fn features(&self, i: usize, mut visit: impl FnMut(u32)) {
        let around = self.around(i);
        for part in Part::ALL {
            around.features(part, &mut visit);
        }
        self.features_elsewhere(&around, visit);
    }

    /// A token among its neighbours.
    pub(super) fn around(&self, i: usize) -> Around<'_> {
        let near = |i: usize| {
            let token = &self.tokens[i];
            Near {
                form: self.form(token),
                class: token.class,
                names: token.names,
                elsewhere: token.elsewhere,
            }
        };
        // Neighbours on the far side of a gap are no neighbours.
        let before = |i: usize| i.checked_sub(1).filter(|_| !self.tokens[i].apart);
        let after = |i: usize| Some(i + 1).filter(|&i| self.tokens.get(i).is_some_and(|token| !token.apart));
        let (b, a) = (before(i), after(i));
        Around {
            source: self.source,
            i,
            begins: self.tokens[i].begins,
            t: near(i),
            b: b.map_or(BEFORE, near),
            bb: b.and_then(before).map_or(BEFORE, near),
            a: a.map_or(AFTER, near),
            aa: a.and_then(after).map_or(AFTER, near),
        }
    }

    /// Calls `visit` with the place of every feature that lies where the same word stands first and last in the document:
    /// the words beside it there.
    pub(super) fn features_elsewhere(&self, around: &Around<'_>, mut visit: impl FnMut(u32)) {
        let t = &around.t;
        let Some(word) = t.class.has_capital().then(|| self.seen.get(t.form.stem)).flatten() else { return };
        let mut template = FIRST_ELSEWHERE;
        for other in [word.first, word.last] {
            let other = other as usize;
            let (before, after) = if other == around.i { (0, 0) } else { self.sides(other) };
            visit(place(template, before));
            visit(place(template + 1, after));
            template += 2;
        }
    }

    /// The words before and after a token.
    fn sides(&self, i: usize) -> (u64, u64) {
        let before = match i.checked_sub(1) {
            Some(before) if !self.tokens[i].apart => self.form(&self.tokens[before]).lower,
            _ => BEFORE.form.lower,
        };
        let after = self
            .tokens
            .get(i + 1)
            .filter(|token| !token.apart)
            .map_or(AFTER.form.lower, |token| self.form(token).lower);
        (before, after)
    }
}

/// Which of its neighbours features hang on, besides the token itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// None.
    Own,
    /// The one before.
    Before,
    /// The one after.
    After,
    /// More than one.
    Wide,
}

impl Part {
    const ALL: [Self; 4] = [Self::Own, Self::Before, Self::After, Self::Wide];
}

/// What features ask of one token.
#[derive(Clone, Copy, Debug)]
struct Near<'d> {
    form: &'d Form,
    class: Class,
    names: u16,
    elsewhere: u8,
}

impl Near<'_> {
    /// All that features ask of it, as one number.
    fn key(&self) -> u64 {
        let form = self.form;
        let known = u64::from(self.names) << 16 | u64::from(self.elsewhere) << 8 | u64::from(form.band);
        pair(form.lower, pair(form.shape, pair(form.short_shape, pair(self.class as u64, known))))
    }
}

/// A token with two neighbours on each side.
#[derive(Debug)]
pub(super) struct Around<'d> {
    source: u64,
    i: usize,
    begins: bool,
    bb: Near<'d>,
    b: Near<'d>,
    t: Near<'d>,
    a: Near<'d>,
    aa: Near<'d>,
}

/// Number of the first feature of [`Document::features_elsewhere`].
const FIRST_ELSEWHERE: u64 = 63;

impl Around<'_> {
    /// What all features of each part but [`Part::Wide`] hang on, as one number: the same for the same words
    /// wherever they stand.
    pub(super) fn keys(&self) -> [(Part, u64); 3] {
        let own = pair(self.source, self.t.key());
        [
            (Part::Own, pair(own, u64::from(self.begins))),
            (Part::Before, pair(own, self.b.key())),
            (Part::After, pair(self.a.key(), own)),
        ]
    }

    /// Calls `visit` with the place of every feature of a part. The number of a feature tells it from all others, and is
    /// the one that the model was trained with.
    pub(super) fn features(&self, part: Part, mut visit: impl FnMut(u32)) {
        let Self { bb, b, t, a, aa, .. } = self;
        let mut emit = |number: u64, value: u64| visit(place(number, value));
        let source = self.source + 1;
        let names = |near: &Near<'_>| u64::from(near.names) + 1;
        let class = |near: &Near<'_>| near.class as u64 + 1;
        let elsewhere = |near: &Near<'_>| u64::from(near.elsewhere) + 1;
        let (tf, bf, af) = (t.form, b.form, a.form);
        match part {
            Part::Own => {
                let begins = u64::from(self.begins) + 1;
                let band = pair(u64::from(tf.band) + 1, pair(class(t), begins));
                emit(1, source);
                emit(2, pair(tf.lower, class(t)));
                emit(3, tf.lower);
                emit(4, tf.fold);
                emit(5, tf.stem);
                for (number, prefix) in (6..).zip(tf.prefixes) {
                    emit(number, prefix);
                }
                for (number, suffix) in (9..).zip(tf.suffixes) {
                    emit(number, suffix);
                }
                emit(13, tf.shape);
                emit(14, pair(tf.short_shape, begins));
                emit(15, pair(class(t), begins));
                emit(16, pair(tf.suffixes[1], class(t)));
                emit(17, pair(tf.suffixes[2], class(t)));
                // What is known of it.
                emit(18, band);
                emit(19, names(t));
                emit(20, pair(names(t), band));
                // By language: annotators and spellings differ.
                emit(53, pair(source, tf.lower));
                emit(54, pair(source, tf.suffixes[1]));
                emit(55, pair(source, pair(names(t), class(t))));
                // The same word elsewhere in the document.
                emit(58, elsewhere(t));
                emit(59, pair(elsewhere(t), names(t)));
                emit(60, pair(elsewhere(t), band));
            }
            Part::Before => {
                emit(21, pair(names(b), names(t)));
                emit(25, pair(names(t), bf.lower));
                emit(26, bf.lower);
                emit(30, bf.fold);
                emit(32, pair(bf.lower, tf.lower));
                emit(34, pair(bf.lower, tf.short_shape));
                emit(39, pair(bf.short_shape, tf.short_shape));
                emit(44, bf.suffixes[1]);
                emit(46, pair(bf.suffixes[1], tf.suffixes[1]));
                emit(47, pair(bf.suffixes[2], class(t)));
                emit(49, bf.suffixes[3]);
                emit(51, pair(bf.prefixes[2], class(t)));
                emit(56, pair(source, pair(bf.lower, class(t))));
                emit(61, elsewhere(b));
            }
            Part::After => {
                emit(22, pair(names(t), names(a)));
                emit(24, pair(names(t), af.lower));
                emit(27, af.lower);
                emit(31, af.fold);
                emit(33, pair(tf.lower, af.lower));
                emit(35, pair(tf.short_shape, af.lower));
                emit(40, pair(tf.short_shape, af.short_shape));
                emit(45, af.suffixes[1]);
                emit(48, pair(af.suffixes[2], class(t)));
                emit(50, af.suffixes[3]);
                emit(52, pair(af.prefixes[2], class(t)));
                emit(62, elsewhere(a));
            }
            Part::Wide => {
                let (bbf, aaf) = (bb.form, aa.form);
                emit(23, pair(names(b), pair(names(t), names(a))));
                emit(28, bbf.lower);
                emit(29, aaf.lower);
                emit(36, pair(bbf.lower, pair(bf.lower, class(t))));
                emit(37, pair(af.lower, pair(aaf.lower, class(t))));
                emit(38, pair(bf.lower, pair(af.lower, class(t))));
                emit(41, pair(bf.short_shape, pair(tf.short_shape, af.short_shape)));
                emit(42, pair(class(bb), pair(class(b), pair(class(t), pair(class(a), class(aa))))));
                emit(43, pair(af.short_shape, pair(aaf.short_shape, class(t))));
                emit(57, pair(source, pair(class(b), pair(class(t), class(a)))));
            }
        }
    }
}

/// A form whose parts all have one hash.
const fn edge(hash: u64) -> Form {
    Form {
        class: Class::Mark,
        lower: hash,
        fold: hash,
        stem: hash,
        prefixes: [hash; 3],
        suffixes: [hash; 4],
        shape: hash,
        short_shape: hash,
        names: 0,
        band: 0,
    }
}

/// Stand for what is not there.
const BEFORE: Near<'static> = Near { form: &edge(0x5354_4152), class: Class::Mark, names: 0, elsewhere: 0 };
const AFTER: Near<'static> = Near { form: &edge(0x454E_4453), class: Class::Mark, names: 0, elsewhere: 0 };

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

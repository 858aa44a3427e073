//! What may have stood where a word was read: the lexicon walked backwards through the error channel.
//!
//! The walk goes through the lexicon's automaton letter by letter, taking for each stretch read every stretch that the channel
//! says it may have been. The costs in the automaton lie so that what a path has gathered is a lower bound of every word
//! below it, which prunes the walk to some tens of nodes. At the end of a compound part it may start over, so that parts are
//! repaired together with the whole ("vinortsutbyte"). Nothing here knows the neighbours of a word: the lattice does.

use super::channel::{Channel, Reader, is_marked, is_sign_for_letter};
use super::settings::WordList;
use super::spelling::{Context, Spelling};
use super::words;
use crate::lexicon::{COMPOUND_JOINT, COMPOUND_LINK, COMPOUND_PART, Entry, Lexicon};
use fst::raw::{Fst, Node, Output};

/// What a candidate is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A word of the lexicon.
    Word,
    /// Parts put together.
    Compound,
    /// A name, with its case.
    Name,
    /// A name that no list holds, spelt as names are.
    Guess,
    /// What was read, known or not to be a word.
    AsRead,
}

/// One candidate.
#[derive(Clone, Debug)]
pub(super) struct Candidate {
    /// Folded, except for names.
    pub(super) text: Box<str>,
    /// -ln P(read | text).
    pub(super) channel: f32,
    /// -ln P(text) without context, where it stands.
    pub(super) lexical: f32,
    /// The same of a word of the lexicon, wherever it stands; 0 of anything else.
    pub(super) frequency: f32,
    /// What it is.
    pub(super) kind: Kind,
    /// It takes noise of the print to explain what was read.
    pub(super) plain: bool,
    /// The document shows it elsewhere, in another reading.
    pub(super) vouched: bool,
}

impl Candidate {
    /// Cost without context.
    pub(super) fn alone(&self) -> f32 {
        self.channel + self.lexical
    }
}

/// How the letters of a token are cased.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Shape {
    /// No capital.
    Lower,
    /// The first letter.
    Capital,
    /// All letters, at least two.
    Upper,
    /// Something else.
    Mixed,
}

impl Shape {
    /// The shape of a token.
    pub(super) fn of(token: &str) -> Self {
        let (mut upper, mut lower, mut first_upper) = (0, 0, false);
        for (i, c) in token.chars().enumerate() {
            if c.is_uppercase() || (i == 0 && matches!(c, '@' | '©' | '®')) {
                upper += 1;
                first_upper |= i == 0;
            } else if c.is_lowercase() {
                lower += 1;
            }
        }
        match (upper, lower) {
            (0, _) => Self::Lower,
            (1, _) if first_upper => Self::Capital,
            (_, 0) => Self::Upper,
            _ => Self::Mixed,
        }
    }
}

/// Candidates dearer than the best by more than this are of no use to any context (nats).
const MARGIN: f32 = 8.0;
/// A whole word at most this dear leaves nothing for a compound, and no word dearer than the limit is sought at first (nats).
const GOOD: f32 = 12.0;
const FIRST_LIMIT: f32 = GOOD + MARGIN;
/// Nodes that one walk may visit.
const BUDGET: u32 = 3_000;
/// The same in worn print, where each letter may have been several.
const WORN_BUDGET: u32 = 20_000;
/// A token longer than this is no word.
const LONGEST: usize = 60;
/// What a part costs more that was never seen in such a place.
const ODD_PART: f32 = 2.0;
/// No table holds a compound that is put together here: it cannot be commoner than what was seen but once or twice, however
/// common its parts. Below this the parts still tell compounds apart, by so much of a nat for each.
const UNSEEN: f32 = 18.0;
const UNSEEN_SLOPE: f32 = 0.3;
/// Bytes of a part that ends compounds though only lists know it.
const LONG_END: usize = 6;
/// What an error costs that no table knows (nats), and in worn print; letters of a word that may hold one, and two; and how
/// near to an unknown word the best must be that one is sought.
const UNHEARD: f32 = 8.0;
const UNHEARD_WORN: f32 = 6.0;
const UNHEARD_BUDGET: u32 = 500;
const LONG_ENOUGH: usize = 5;
const LONG: usize = 9;
const UNEXPLAINED: f32 = 2.0;
/// Letters of an unknown word whose end is sought, of what must stand before that end, bytes of the end, and nodes of one walk.
const OPEN: usize = 7;
const OPEN_START: usize = 3;
const OPEN_END: usize = 4;
const OPEN_BUDGET: u32 = 300;
/// Unknown words are most often compounds: what one costs less for ending as words do (nats).
const OPEN_GAIN: f32 = 2.5;
/// What the genitive of a name costs.
const GENITIVE: f32 = 1.5;
/// What an unlisted name costs beside its letters, and how many marked letters are sought in one.
const UNLISTED: f32 = 7.0;
/// What elements of names save at the most of what a name's letters cost (nats).
const BUILT: f32 = 4.0;
const MOST_GUESSED: u8 = 3;
/// Guesses of one name that are looked at closely.
const LIKELIEST: usize = 10;
/// Letters of a word that a name may be built of, what each letter is worth (nats), and what the words of the language say of one
/// letter of a name at the most.
const ELEMENT: usize = 4;
const BY_LETTER: f32 = 1.5;
const AT_HOME: f32 = 2.5;
/// Steps that guessing one name may take, and how much dearer than the best a guess may be on its way.
const GUESSES: u32 = 600;
const GUESS_MARGIN: f32 = 7.0;
/// An unknown word: a start and a price per letter, near what a letter model pays.
const UNKNOWN: f32 = 11.0;
const UNKNOWN_LETTER: f32 = 1.9;
/// A capitalised one is likely a name that no list has.
const UNKNOWN_NAME: f32 = 9.0;

/// -ln P of a name that no list holds, by its letters.
fn unlisted(name: &str) -> f32 {
    Spelling::of_names().cost(name) + UNLISTED
}

/// -ln P of a name (with its capital) that no list holds, where `read` was read, folded.
pub(super) fn name_cost(lexicon: &Lexicon, name: &str, read: &[char]) -> f32 {
    let spelt = unlisted(name);
    let cost = lexicon.name_compound_cost(name).map_or(spelt, |cost| built(spelt, cost));
    cost + at_home(lexicon, name, read)
}

/// How much dearer an unlisted name is for the words of the language in it: "gård" is none in Nynorsk, nor "gard" in Danish.
fn at_home(lexicon: &Lexicon, name: &str, read: &[char]) -> f32 {
    let truth: Vec<char> = name.chars().flat_map(char::to_lowercase).collect();
    if truth.len() != read.len() {
        return 0.0;
    }
    let words = lexicon.words().as_fst();
    let least = |letters: &[char], at: usize| {
        let mut least = f32::INFINITY;
        for from in 0..=at {
            let (mut node, mut gathered) = (words.root(), Output::zero());
            let mut bytes = [0_u8; 4];
            'letters: for (to, letter) in letters.iter().enumerate().skip(from) {
                for byte in letter.encode_utf8(&mut bytes).bytes() {
                    let Some(next) = node.find_input(byte) else { break 'letters };
                    let transition = node.transition(next);
                    gathered = gathered.cat(transition.out);
                    node = words.node(transition.addr);
                }
                if to >= at && to + 1 >= from + ELEMENT && node.is_final() {
                    let entry = Entry::unpack(gathered.cat(node.final_output()).value());
                    if entry.attested {
                        // A longer word is there by chance less often.
                        least = least.min(entry.cost - BY_LETTER * (to + 1 - from) as f32);
                    }
                }
            }
        }
        least
    };
    let mut dearer = 0.0;
    for (at, (a, b)) in truth.iter().zip(read).enumerate().filter(|(_, (a, b))| a != b) {
        if is_marked(*a) && b.is_alphabetic() {
            let (with, without) = (least(&truth, at), least(read, at));
            if with.is_finite() || without.is_finite() {
                dearer += (with - without).clamp(-AT_HOME, AT_HOME);
            }
        }
    }
    dearer
}

/// What a compound costs that no table holds, given its parts.
fn unseen(parts: f32) -> f32 {
    parts.max(UNSEEN + (parts - UNSEEN) * UNSEEN_SLOPE)
}

/// What a name costs that is built of known elements, given its spelling: elements do not always build names.
fn built(spelt: f32, elements: f32) -> f32 {
    spelt.min((elements + words::NAME).max(spelt - BUILT))
}

/// -ln P of a word that nothing knows.
pub(super) fn unknown_cost(letters: usize, capital: bool) -> f32 {
    (if capital { UNKNOWN_NAME } else { UNKNOWN }) + UNKNOWN_LETTER * letters.min(14) as f32
}

/// Letters that the spelling of one time and language has where that of another has the other.
fn sounds_alike(a: char, b: char) -> bool {
    let consonants = ["bp", "dt", "gkqcx", "vfw", "szc", "jgi"];
    words::is_vowel(a) && words::is_vowel(b)
        || consonants.iter().any(|alike| alike.contains(a) && alike.contains(b))
}

/// The search for candidates of tokens of one language through one channel.
#[derive(Debug)]
pub(super) struct Search<'a> {
    lexicon: &'static Lexicon,
    user: Option<&'a WordList>,
    channel: &'a Channel,
    read: Vec<char>,
    truth: String,
    found: Vec<Candidate>,
    best: f32,
    limit: f32,
    budget: u32,
    /// How many plain errors a word may hold, and what each costs beyond the channel.
    plain_errors: u8,
    plain_cost: f32,
    /// Unlisted names are guessed at: their marked letters were lost.
    guesses: bool,
    /// The print is worn: no kind of word is safe from plain errors.
    worn: bool,
    /// The language's own model read it, which errs in all letters alike.
    own: bool,
    /// Errors that no table knows, which the walk may assume.
    unheard: u8,
    /// Whole words only, no compounds.
    whole: bool,
    /// What stands before the part that is walked is no known word.
    open: bool,
    /// Letters of a name that is being guessed.
    spelt: Vec<char>,
    /// Walking the names, whose first letter is a capital.
    names: bool,
}

/// A place in the walk.
#[derive(Clone, Copy)]
struct Place<'f> {
    node: Node<'f>,
    gathered: u64,
    /// Position in what was read.
    at: usize,
    channel: f32,
    /// Cost of the compound parts already closed, and how many.
    closed: f32,
    parts: u8,
    /// Plain errors on the way.
    plain: u8,
    /// Those of them that no table knows.
    unheard: u8,
    /// Where the open part starts in `truth`.
    part_start: usize,
}

/// A place in the spelling of a name.
#[derive(Clone, Copy)]
struct Spelt {
    /// Position in what was read.
    at: usize,
    channel: f32,
    spelling: f32,
    /// Marked letters on the way.
    marked: u8,
    context: Context,
}

impl<'a> Search<'a> {
    /// A search.
    pub(super) fn new(
        lexicon: &'static Lexicon,
        user: Option<&'a WordList>,
        channel: &'a Channel,
        (reader, worn): (Reader, bool),
    ) -> Self {
        let (plain_errors, plain_cost) = if worn || reader == Reader::Own { (2, 0.0) } else { (1, 3.5) };
        Self {
            lexicon,
            user,
            channel,
            read: Vec::new(),
            truth: String::new(),
            found: Vec::new(),
            best: 0.0,
            limit: 0.0,
            budget: 0,
            plain_errors,
            plain_cost,
            whole: false,
            open: false,
            spelt: Vec::new(),
            guesses: reader != Reader::Own,
            worn,
            own: reader == Reader::Own,
            unheard: 0,
            names: false,
        }
    }

    /// The candidates of a token, cheapest first, what was read always among them (as [`Kind::AsRead`] if it is unknown).
    pub(super) fn candidates(&mut self, token: &str, shape: Shape) -> Vec<Candidate> {
        self.read.clear();
        let mut before = None;
        for c in token.chars() {
            // One letter read twice, as a capital and as a small one: "mAaste".
            let twice =
                before == Some('a') && c == 'A' || before == Some('A') && c == 'a' && self.read.len() > 1;
            if !(twice && self.guesses) {
                self.read.extend(c.to_lowercase());
            }
            before = Some(c);
        }
        self.found.clear();
        let letters = self.read.len();
        let capital = shape != Shape::Lower;
        let unknown = unknown_cost(letters, capital);
        if letters <= LONGEST && letters > 0 {
            // Whole words first: where one fits well, no compound can, and the walk stays short.
            self.limit = FIRST_LIMIT.min(unknown + 2.0);
            self.best = f32::INFINITY;
            self.budget = self.whole_budget();
            self.names = false;
            self.whole = true;
            self.walk(self.lexicon.words().as_fst());
            if let Some(user) = self.user {
                self.walk(user.words.as_fst());
            }
            if self.best > GOOD {
                self.whole = false;
                self.limit = unknown + 2.0;
                self.budget = self.whole_budget();
                self.walk(self.lexicon.words().as_fst());
            }
            if self.best > unknown - UNEXPLAINED
                && letters >= LONG_ENOUGH
                && (!capital || self.worn || self.own)
            {
                self.whole = true;
                self.unheard = if self.worn && letters >= LONG { 2 } else { 1 };
                self.budget = UNHEARD_BUDGET;
                self.walk(self.lexicon.words().as_fst());
                self.unheard = 0;
            }
            if self.guesses && !capital && letters >= OPEN && self.best > unknown - UNEXPLAINED {
                self.limit = unknown + 2.0;
                self.ends_of_unknown();
            }
            if capital && letters > 1 {
                self.names = true;
                self.budget = self.whole_budget();
                self.walk(self.lexicon.names().as_fst());
                if let Some(user) = self.user {
                    self.walk(user.names.as_fst());
                }
            }
        }
        let mut found = std::mem::take(&mut self.found);
        found.sort_by(|a, b| a.alone().total_cmp(&b.alone()).then_with(|| a.text.cmp(&b.text)));
        // The same letters as a word and as a name are one candidate, the cheaper; but parts may happen to make a name.
        let mut kept: Vec<Candidate> = Vec::with_capacity(found.len().min(8) + 1);
        for candidate in found {
            let same = |other: &Candidate| {
                !(self.guesses && other.kind == Kind::Compound && candidate.kind == Kind::Name)
                    && words::same_folded(&other.text, &candidate.text)
            };
            if kept.len() < 8 && candidate.alone() < self.best + MARGIN && !kept.iter().any(same) {
                kept.push(candidate);
            }
        }
        // A name that only the net shows is none where what was read is built as names of this very language are: "Gardshaug".
        let name = if capital { self.lexicon.name_compound_cost(token) } else { None };
        if name.is_some() {
            kept.retain(|known| {
                known.kind != Kind::Name
                    || !self.lexicon.get_name(&known.text).is_some_and(|entry| entry.is_loose())
                    || at_home(self.lexicon, &known.text, &self.read) < AT_HOME
            });
        }
        let folded: String = self.read.iter().collect();
        if !kept.iter().any(|candidate| words::same_folded(&candidate.text, &folded)) {
            // A name of known elements is as good as known.
            // A capital inside a name is a round letter misread: "BorGberg".
            let round = |c: char| matches!(c, 'O' | 'G' | 'A');
            let named = shape == Shape::Capital
                || shape == Shape::Mixed
                    && token.starts_with(char::is_uppercase)
                    && token.chars().skip(1).filter(|c| c.is_uppercase()).all(round)
                    && token.chars().filter(|c| c.is_uppercase()).count() == 2;
            let spelt = (named && letters > 3).then(|| unlisted(&folded));
            let unknown = spelt.unwrap_or(unknown);
            if self.guesses && spelt.is_some() && name.is_none() {
                self.guess(&mut kept);
            }
            // Among all that worn print may have been, the walk need not have come to what stands there.
            let whole = (self.worn && spelt.is_none())
                .then(|| self.lexicon.compound_cost(&folded).map(unseen))
                .flatten()
                .filter(|&cost| cost < unknown);
            kept.push(Candidate {
                text: folded.into(),
                channel: self.same_cost(),
                lexical: whole.unwrap_or_else(|| name.map_or(unknown, |cost| built(unknown, cost))),
                frequency: 0.0,
                kind: if whole.is_some() { Kind::Compound } else { Kind::AsRead },
                plain: false,
                vouched: false,
            });
        }
        kept
    }

    /// Compounds of which only the end is known: "gesims" is in no list, but what ends "gesimshggd" is no word unless it is "høgd".
    fn ends_of_unknown(&mut self) {
        let words = self.lexicon.words().as_fst();
        self.whole = true;
        self.open = true;
        for at in OPEN_START..=self.read.len() - OPEN_END {
            self.truth.clear();
            self.truth.extend(&self.read[..at]);
            self.budget = OPEN_BUDGET;
            let start = Place {
                node: words.root(),
                gathered: 0,
                at,
                channel: self.read[..at].iter().map(|&c| self.read_right(c)).sum(),
                closed: unknown_cost(at, false) - OPEN_GAIN,
                parts: 1,
                plain: 0,
                unheard: 0,
                part_start: self.truth.len(),
            };
            self.step(words, start);
        }
        self.open = false;
    }

    /// Spellings of a name that no list holds: marked letters where the channel allows them and the letter model likes them.
    fn guess(&mut self, kept: &mut Vec<Candidate>) {
        let mut guesses: Vec<Candidate> = Vec::new();
        self.spelt.clear();
        self.budget = GUESSES;
        self.best = f32::INFINITY;
        let place =
            Spelt { at: 0, channel: 0.0, spelling: 0.0, marked: 0, context: Spelling::of_names().begin() };
        self.spell(place, &mut guesses);
        let dearness =
            |a: &Candidate, b: &Candidate| a.alone().total_cmp(&b.alone()).then_with(|| a.text.cmp(&b.text));
        guesses.sort_by(dearness);
        guesses.truncate(LIKELIEST);
        for guess in &mut guesses {
            guess.lexical = name_cost(self.lexicon, &guess.text, &self.read);
        }
        guesses.sort_by(dearness);
        for guess in guesses.into_iter().take(4) {
            // A name that parts happen to make is still a name.
            let same = |known: &Candidate| words::same_folded(&known.text, &guess.text);
            if !kept.iter().any(|known| known.kind != Kind::Compound && same(known)) {
                kept.push(guess);
            }
        }
    }

    fn spell(&mut self, place: Spelt, out: &mut Vec<Candidate>) {
        let Spelt { at, channel, spelling, marked, context } = place;
        if self.budget == 0 || channel > 12.0 || channel + spelling > self.best + GUESS_MARGIN {
            return;
        }
        self.budget -= 1;
        let names = Spelling::of_names();
        let length = self.spelt.len();
        let Some(&c) = self.read.get(at) else {
            let spelling = spelling + names.letter(&context, Spelling::END).0;
            self.best = self.best.min(channel + spelling);
            if marked > 0 {
                let mut letters = self.spelt.iter().copied();
                let first = letters.next().into_iter().flat_map(char::to_uppercase);
                let text: String = first.chain(letters).collect();
                let lexical = spelling + UNLISTED;
                out.push(Candidate {
                    text: text.into(),
                    channel,
                    lexical,
                    frequency: 0.0,
                    kind: Kind::Guess,
                    plain: false,
                    vouched: false,
                });
            }
            return;
        };
        if let Some(cost) = self.channel.same(c) {
            self.spelt.push(c);
            let (letter, context) = names.letter(&context, c);
            let next =
                Spelt { at: at + 1, channel: channel + cost, spelling: spelling + letter, marked, context };
            self.spell(next, out);
            self.spelt.truncate(length);
        }
        if marked < MOST_GUESSED {
            let rules = self.channel;
            // A sign that ends a name was a letter: "Lundah!".
            let ends = is_sign_for_letter(c) && at + 1 == self.read.len();
            for rule in rules.rules(c).iter().filter(|rule| (!rule.plain || ends) && !rule.foreign) {
                let reaches = at + rule.read.len();
                if reaches <= self.read.len()
                    && self.read[at..reaches] == *rule.read
                    && channel + rule.cost + spelling <= self.best + GUESS_MARGIN
                {
                    let (mut spelling, mut context) = (spelling, context);
                    for letter in rule.truth.chars() {
                        self.spelt.push(letter);
                        let (cost, next) = names.letter(&context, letter);
                        spelling += cost;
                        context = next;
                    }
                    let channel = channel + rule.cost;
                    self.spell(Spelt { at: reaches, channel, spelling, marked: marked + 1, context }, out);
                    self.spelt.truncate(length);
                }
            }
        }
    }

    /// Nodes that one walk over words as they are known may visit.
    fn whole_budget(&self) -> u32 {
        if self.worn { WORN_BUDGET } else { BUDGET }
    }

    /// What it costs that everything was read right; letters outside the reader's alphabet were put there by someone else.
    fn same_cost(&self) -> f32 {
        self.read.iter().map(|&c| self.read_right(c)).sum()
    }

    fn read_right(&self, c: char) -> f32 {
        let strange = is_sign_for_letter(c) || !c.is_alphanumeric();
        self.channel.same(c).unwrap_or(if strange { 3.0 } else { 0.0 })
    }

    fn walk<D: AsRef<[u8]>>(&mut self, fst: &Fst<D>) {
        self.truth.clear();
        let start = Place {
            node: fst.root(),
            gathered: 0,
            at: 0,
            channel: 0.0,
            closed: 0.0,
            parts: 0,
            plain: 0,
            unheard: 0,
            part_start: 0,
        };
        self.step(fst, start);
    }

    fn step<D: AsRef<[u8]>>(&mut self, fst: &Fst<D>, place: Place<'_>) {
        let bound = (self.best + MARGIN).min(self.limit);
        let share = if place.parts > 0 { COMPOUND_PART } else { 1.0 };
        let lexical = place.closed + share * self.least(place.gathered);
        // Parts put together cost what no table's word does, and so does whatever goes on from here.
        let least = place.channel + if place.parts > 0 { unseen(lexical) } else { lexical };
        if least > bound || self.budget == 0 {
            return;
        }
        self.budget -= 1;
        if place.node.is_final() {
            let value = Output::new(place.gathered).cat(place.node.final_output()).value();
            if place.at == self.read.len() {
                self.emit(place, value);
                return;
            }
            if self.names {
                if place.at + 1 == self.read.len() && self.read[place.at] == 's' && self.truth.len() > 2 {
                    self.truth.push('s');
                    self.emit(Place { closed: GENITIVE, ..place }, value);
                    self.truth.pop();
                }
            } else if !self.whole {
                self.start_over(fst, place, value);
            }
        }
        let Some(&c) = self.read.get(place.at) else { return };
        let channel = self.channel;
        if let Some(cost) = channel.same(c) {
            let mut letter = [0_u8; 4];
            let letter = &*c.encode_utf8(&mut letter);
            self.follow(fst, place, letter, 1, cost);
        }
        for rule in channel.rules(c) {
            // The dearer rules follow.
            if least + rule.cost > bound {
                break;
            }
            let reaches = place.at + rule.read.len();
            if reaches > self.read.len() || rule.read.len() > 1 && self.read[place.at..reaches] != *rule.read
            {
                continue;
            }
            if rule.plain
                && (!self.worn && !self.own && (self.names || place.parts > 0)
                    || place.plain >= self.plain_errors)
            {
                continue;
            }
            // A digit inside a word is surely misread; a letter hardly ever.
            let (cost, plain) = if rule.plain && rule.read.iter().all(|c| c.is_alphabetic()) {
                (rule.cost + self.plain_cost, place.plain + 1)
            } else {
                (rule.cost, place.plain)
            };
            self.follow(fst, Place { plain, ..place }, &rule.truth, rule.read.len(), cost);
        }
        if place.unheard < self.unheard && c.is_alphabetic() && !is_marked(c) {
            let cost = if self.worn { UNHEARD_WORN } else { UNHEARD + self.plain_cost };
            if least + cost <= bound {
                self.assume(fst, place, c, cost);
            }
        }
    }

    /// Takes one letter for another, for none, or none for one, though no table knows of it.
    fn assume<D: AsRef<[u8]>>(&mut self, fst: &Fst<D>, place: Place<'_>, c: char, cost: f32) {
        let from = Place { plain: place.plain + 1, unheard: place.unheard + 1, ..place };
        // Doubled letters are a matter of spelling too.
        let beside = [place.at.checked_sub(1), Some(place.at + 1)];
        let doubled = beside.into_iter().flatten().any(|at| self.read.get(at) == Some(&c));
        if self.worn || !doubled {
            self.step(fst, Place { at: place.at + 1, channel: place.channel + cost, ..from });
        }
        for transition in place.node.transitions() {
            if transition.inp.is_ascii() {
                self.assume_letter(fst, from, char::from(transition.inp), c, cost);
                continue;
            }
            // Letters of two bytes; longer ones stand in no word.
            for second in fst.node(transition.addr).transitions() {
                let bytes = [transition.inp, second.inp];
                if let Some(letter) =
                    std::str::from_utf8(&bytes).ok().and_then(|letter| letter.chars().next())
                {
                    self.assume_letter(fst, from, letter, c, cost);
                }
            }
        }
    }

    fn assume_letter<D: AsRef<[u8]>>(
        &mut self,
        fst: &Fst<D>,
        from: Place<'_>,
        letter: char,
        c: char,
        cost: f32,
    ) {
        // Another time spelt other sounds; a reader mistakes shapes.
        if letter != c && (self.worn || !sounds_alike(letter, c)) {
            let mut bytes = [0_u8; 4];
            let letter = &*letter.encode_utf8(&mut bytes);
            self.follow(fst, from, letter, 1, cost);
            if self.worn || !self.truth.ends_with(letter) {
                self.follow(fst, from, letter, 0, cost);
            }
        }
    }

    /// Takes a stretch of true letters, if any word goes on so.
    fn follow<D: AsRef<[u8]>>(
        &mut self,
        fst: &Fst<D>,
        from: Place<'_>,
        truth: &str,
        taken: usize,
        cost: f32,
    ) {
        let length = self.truth.len();
        if self.names && length == 0 {
            let mut letters = truth.chars();
            if let Some(first) = letters.next() {
                self.truth.extend(first.to_uppercase());
                self.truth.push_str(letters.as_str());
            }
        } else {
            self.truth.push_str(truth);
        }
        let (mut node, mut gathered) = (from.node, from.gathered);
        let lives = self.truth.as_bytes()[length..].iter().all(|&byte| {
            node.find_input(byte).is_some_and(|next| {
                let transition = node.transition(next);
                node = fst.node(transition.addr);
                gathered = Output::new(gathered).cat(transition.out).value();
                true
            })
        });
        if lives {
            let (at, channel) = (from.at + taken, from.channel + cost);
            self.step(fst, Place { node, gathered, at, channel, ..from });
        }
        self.truth.truncate(length);
    }

    /// Closes a compound part and starts over at the root, with or without a linking letter.
    fn start_over<D: AsRef<[u8]>>(&mut self, fst: &Fst<D>, place: Place<'_>, value: u64) {
        let value = Entry::unpack(value);
        let left = self.read.len() - place.at;
        let long = self.truth.len() - place.part_start;
        if place.parts >= 2 || left < 3 || long < 3 || (place.plain > 0 && self.plain_cost > 0.0) {
            return;
        }
        let odd = if value.begins_compounds {
            0.0
        } else if value.attested && long >= 4 {
            ODD_PART
        } else {
            return;
        };
        let closed = place.closed + COMPOUND_PART * value.cost + COMPOUND_JOINT + odd;
        let next = Place {
            node: fst.root(),
            gathered: 0,
            closed,
            parts: place.parts + 1,
            part_start: self.truth.len(),
            ..place
        };
        self.step(fst, next);
        if left > 3
            && let Some(link) = ['s', 'e', 'o'].into_iter().find(|&c| c == self.read[place.at])
        {
            self.truth.push(link);
            self.step(
                fst,
                Place {
                    at: place.at + 1,
                    closed: closed + COMPOUND_LINK,
                    part_start: self.truth.len(),
                    ..next
                },
            );
            self.truth.pop();
        }
    }

    fn emit(&mut self, place: Place<'_>, value: u64) {
        let lexical;
        let kind;
        if self.names {
            lexical = words::name_cost(value) + place.closed;
            kind = Kind::Name;
        } else {
            let value = Entry::unpack(value);
            let long = self.truth.len() - place.part_start;
            if place.parts == 0 {
                lexical = value.cost;
                kind = Kind::Word;
            } else if self.open && (long < OPEN_END || !value.ends_compounds || !value.attested) {
                return;
            } else if long >= 3 && (value.ends_compounds || value.attested || long >= LONG_END) {
                let odd = if value.ends_compounds { 0.0 } else { ODD_PART };
                let parts = place.closed + COMPOUND_PART * value.cost + odd;
                lexical = unseen(parts);
                kind = Kind::Compound;
            } else {
                return;
            }
        }
        let total = place.channel + lexical;
        if total > (self.best + MARGIN).min(self.limit) {
            return;
        }
        self.best = self.best.min(total);
        if let Some(known) = self.found.iter_mut().find(|known| *known.text == *self.truth) {
            if known.alone() > total {
                (known.channel, known.lexical, known.kind) = (place.channel, lexical, kind);
                known.frequency = if kind == Kind::Word { lexical } else { 0.0 };
                known.plain = place.plain > 0;
            }
            return;
        }
        self.found.push(Candidate {
            text: self.truth.as_str().into(),
            channel: place.channel,
            lexical,
            frequency: if kind == Kind::Word { lexical } else { 0.0 },
            kind,
            plain: place.plain > 0,
            vouched: false,
        });
    }

    fn least(&self, gathered: u64) -> f32 {
        if self.names { words::name_cost(gathered) } else { words::cost(gathered) }
    }
}

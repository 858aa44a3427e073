//! What is done with a belief: changed, changed but to be looked at, only suggested, or left alone.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::is_marked;
use crate::text::capitalised;

/// What is done with a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    /// Left as it is.
    Leave,
    /// Left, with a suggestion.
    Suggest,
    /// Changed; a reviewer should look.
    Doubtful,
    /// Changed.
    Change,
}

/// What a change is, for how sure one must be of it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Stake {
    /// What would stand there.
    pub(super) kind: Kind,
    /// What was read is known as it stands.
    pub(super) known: bool,
    /// It is a word of the lexicon.
    pub(super) word: bool,
    /// And known as a name.
    pub(super) name: bool,
    /// It begins with a capital: it may be a name.
    pub(super) capital: bool,
    /// It is a lone sign or digit.
    pub(super) sign: bool,
    /// Its own model read it: letters were not lost, only misread here and there.
    pub(super) own: bool,
    /// It takes noise of the print to explain what was read.
    pub(super) plain: bool,
    /// There is much such noise.
    pub(super) worn: bool,
    /// The document shows the new word elsewhere, in another reading.
    pub(super) vouched: bool,
    /// A name is expected there: a party stands behind it, or a given name before it.
    pub(super) named: bool,
    /// The new word is built of what names are built of.
    pub(super) built: bool,
    /// It is so short that anything may be spelt so.
    pub(super) short: bool,
    /// Letters of what was read.
    pub(super) letters: usize,
    /// It has a capital, wherever it stands.
    pub(super) cased: bool,
    /// What was read is known only as parts put together.
    pub(super) composed: bool,
    /// Å, ä, ö, æ or ø of what was read would go.
    pub(super) unmarks: bool,
    /// A point stands behind it though the sentence goes on.
    pub(super) abbreviated: bool,
    /// Its own model read it, and only an ending parts the two words, as of two forms of one.
    pub(super) inflects: bool,
    /// The new word is put together of parts that are rarely put together.
    pub(super) by_chance: bool,
    /// Both words are among the commonest.
    pub(super) common: bool,
    /// The new word is a name of places alone, where a person is expected.
    pub(super) place: bool,
    /// The new word is a name of which nobody says what it names.
    pub(super) loose: bool,
    /// It is too long to be a name by chance so near to a word.
    pub(super) long: bool,
    /// It holds a sign, digit or accent where words have none.
    pub(super) odd: bool,
    /// How much dearer the channel finds the new word than what was read (nats).
    pub(super) dearer: f32,
    /// How much rarer the new word is than the one that was read (nats).
    pub(super) rarer: f32,
}

impl Stake {
    /// Probabilities from which a change is made, and from which it is made without doubt. Measured on pages read anew: what has
    /// more ways to be wrong than the probability knows of must be surer.
    pub(super) const fn bars(self) -> (f32, f32) {
        if self.sign {
            return (if self.vouched { 0.8 } else { 0.95 }, 0.99);
        }
        if self.own {
            return self.own_bars();
        }
        // Noise that turns one word into another is rarer than words that look alike; a common word may yet stand for a rare one.
        if self.known && self.plain {
            let common =
                matches!(self.kind, Kind::Word) && self.rarer < -MUCH_COMMONER && self.dearer < NOISE;
            return if (self.worn || common) && !self.capital { (0.98, 2.0) } else { NEVER };
        }
        match (self.kind, self.known, self.capital) {
            (Kind::Name | Kind::Guess, ..) if self.plain => (0.999, 2.0),
            // Few are called by the name of a place that is no surname.
            (Kind::Name, false, true) if self.place && self.dearer > COMMON && !self.odd && !self.vouched => {
                (0.995, 2.0)
            }
            // What no word is spelt like was surely misread: only what it was is in doubt.
            (Kind::Guess, ..) if self.odd => (0.6, 2.0),
            (_, false, _) if self.odd => (0.55, 0.95),
            (Kind::Guess, ..) if self.vouched => (0.4, 2.0),
            (Kind::Guess, ..) => (0.98, 2.0),
            // A word that stands there again and again explains its broken twin.
            (Kind::Word, false, true) if self.vouched && self.letters >= TOLD => (0.93, 2.0),
            (Kind::Word, false, true) if self.vouched && self.plain => (0.96, 2.0),
            // Where a name stands, no word does, unless it is too long to be so near to one by chance.
            (Kind::Word, false, true) if self.named && !self.long => (0.996, 2.0),
            // A known word where a name stands is that name.
            (Kind::Word | Kind::Compound, true, true) if self.named => (0.999, 0.9999),
            // A small word is no name, but a name may have lost its marks: "Hakan".
            (Kind::Name, true, true) if self.named && self.word => (0.97, 0.9999),
            (Kind::Name, true, true) if self.named => (0.9998, 0.9999),
            (Kind::Compound, true, false) => (0.7, 0.99),
            (Kind::Compound, true, true) => (0.9, 0.99),
            (Kind::Compound, false, true) if self.built => (if self.named { 0.75 } else { 0.85 }, 0.999),
            // Parts put together by chance explain a name as well.
            (Kind::Compound, false, true)
                if self.by_chance && self.dearer > RARE && self.letters <= NAME_LETTERS =>
            {
                NEVER
            }
            (Kind::Compound, false, true) => (0.98, 0.999),
            (Kind::Compound, false, false) => (0.85, 0.99),
            // A known name is hardly ever another.
            (Kind::Name, true, _) if self.name => (0.995, 0.9995),
            (Kind::Name, true, false) if self.short => (0.9995, 0.9999),
            (Kind::Name, true, false) => (0.9, 0.995),
            (Kind::Name, true, true) => (0.98, 0.995),
            // A name that is in no list is likelier than one that was read as it hardly ever is.
            (Kind::Name, false, true) if self.dearer >= UNCOMMON => (0.95, 0.99),
            (Kind::Name, false, true) if self.loose => (0.85, 2.0),
            (Kind::Name, false, true) => (0.92, 0.97),
            (Kind::Name, false, false) => (0.8, 0.97),
            (_, true, true) if self.dearer > RARE => (0.999, 0.9999),
            (_, true, true) => (0.97, 0.995),
            (_, true, false) if self.rarer > 4.0 => (0.98, 0.995),
            // Either may stand anywhere: "får", "för".
            (_, true, false) if self.rarer > 0.0 || self.common => (0.9, 0.95),
            (_, true, false) if self.dearer > RARE => (0.9, 0.95),
            (_, true, false) if self.word => (0.81, 0.95),
            (_, true, false) => (0.75, 0.95),
            (_, false, true) => (0.8, 0.97),
            (_, false, false) if self.abbreviated => (0.9, 0.97),
            (_, false, false) => (0.55, 0.95),
        }
    }

    /// The same where the language's own model read a bad copy: whatever is read may be right, and the more letters agree the
    /// less is it by chance.
    const fn own_bars(self) -> (f32, f32) {
        let near = match self.letters {
            0..=4 => Near::Short,
            5..=6 => Near::Fair,
            7..=8 => Near::Good,
            _ => Near::Long,
        };
        match (self.kind, self.known && !self.composed, self.cased) {
            // Nobody lists all abbreviations.
            (_, false, _) if self.abbreviated => NEVER,
            // Nobody lists all forms of a word either.
            (Kind::Word | Kind::Compound, ..) if self.inflects && !self.vouched => NEVER,
            (Kind::Word, false, cased) if self.composed => (if cased { 0.99 } else { 0.97 }, 0.9999),
            (Kind::Name | Kind::Compound, false, true) if self.composed && !self.vouched => NEVER,
            // Marks are lost more often than won, and names are spelt in many ways.
            (Kind::Name, false, _) if self.unmarks => match near {
                Near::Short => NEVER,
                Near::Fair => (0.9995, 2.0),
                Near::Good | Near::Long => (0.998, 0.9999),
            },
            (_, true, true) => NEVER,
            // Only a common word stands where a rare one was read.
            (Kind::Word, true, false) if self.plain => {
                let commoner = if self.worn { COMMONER } else { MUCH_COMMONER };
                if self.rarer < -commoner { (0.95, 2.0) } else { NEVER }
            }
            (Kind::Word, true, false) => (0.82, 0.9995),
            (Kind::Word | Kind::Name, false, _) if self.vouched => (0.95, 0.9999),
            (Kind::Compound, false, _) if self.vouched => (0.98, 0.9999),
            (Kind::Word, false, false) => (if self.worn { 0.6 } else { 0.75 }, 0.99),
            (Kind::Word, false, true) => match near {
                Near::Short | Near::Fair => (0.99, 0.9999),
                Near::Good => (0.95, 0.9999),
                Near::Long => (0.8, 0.999),
            },
            (Kind::Name, false, _) => match near {
                Near::Short | Near::Fair => (if self.plain { 0.998 } else { 0.9995 }, 0.9999),
                Near::Good => (0.99, 0.9999),
                Near::Long => (0.98, 0.9999),
            },
            (Kind::Compound, false, false) if !self.plain => (0.98, 0.9999),
            // Where a name may stand, short parts are put together by chance.
            (Kind::Compound, false, _) if self.capital && !self.long => NEVER,
            (Kind::Compound, false, _) => (if matches!(near, Near::Long) { 0.99 } else { 0.999 }, 0.9999),
            _ => NEVER,
        }
    }
}

/// How much of a word agrees with what was read, if one confusion parts them.
#[derive(Clone, Copy, Debug)]
enum Near {
    Short,
    Fair,
    Good,
    Long,
}

/// Letters of a word that its twin elsewhere tells by its whole shape.
pub(super) const TOLD: usize = 6;

/// Letters of a name.
const NAME_LETTERS: usize = 12;

/// A misreading at this price is too rare to make one known word of another (nats).
const NOISE: f32 = 7.5;

/// How much commoner a word must be than the known one that was read for it (nats).
const MUCH_COMMONER: f32 = 4.0;
/// The same where the print is worn.
const COMMONER: f32 = 2.0;

/// A confusion at this price is rare (nats), and at this is not what most pages show.
const RARE: f32 = 3.0;
const UNCOMMON: f32 = 1.5;

/// What a confusion costs that every page shows (nats), what each further sight of a form adds of what a rarer one costs beyond
/// that, how many sights count, and what all of them come to at most.
const COMMON: f32 = 0.8;
const REPEATED: f32 = 1.0;
const MOST_SIGHTS: u16 = 6;
const MOST_DOUBTED: f32 = 5.0;

/// The probability `p` of a change, weighed anew where the form stands several times: it was misread the same way each time, or not
/// at all. `dearer` is how much dearer the channel finds the change than what was read (nats).
pub(super) fn after_sights(p: f32, dearer: f32, times: u16) -> f32 {
    let again = times.min(MOST_SIGHTS).saturating_sub(1);
    let doubt = ((dearer - COMMON).max(0.0) * REPEATED * f32::from(again)).min(MOST_DOUBTED);
    p / (p + (1.0 - p) * doubt.exp())
}

/// Bars that no probability reaches.
const NEVER: (f32, f32) = (2.0, 2.0);

/// Probability below which nothing is even suggested.
const SUGGEST: f32 = 0.4;

/// What the best of several words must reach of the probability where what was read is none of them.
const BEST: f32 = 0.5;
const BEST_WORD: f32 = 0.4;
/// What a capital asks for at the least, if what was read is none of them.
const SURER: f32 = 0.93;

/// The verdict on a change that is right with probability `p`, and with probability `against` if only it or what was read can be
/// right: where what was read cannot stand, the best of what may have stood there is better than that.
pub(super) fn verdict(p: f32, against: f32, stake: Stake) -> Verdict {
    let (change, sure) = stake.bars();
    let weighed = matches!(stake.kind, Kind::Word | Kind::Compound) && !stake.own && !stake.sign;
    let least = match (stake.kind, stake.capital) {
        (Kind::Word, true) if !stake.named && !stake.known => BEST_WORD,
        (Kind::Compound, true) if !stake.long => 2.0,
        _ => BEST,
    };
    let weighed = weighed && p >= least;
    if p >= sure {
        Verdict::Change
    } else if p >= change || weighed && against >= if stake.capital { change.max(SURER) } else { change } {
        Verdict::Doubtful
    } else if p >= SUGGEST {
        Verdict::Suggest
    } else {
        Verdict::Leave
    }
}

/// A candidate with the case that it should have where `read` stood.
pub(super) fn cased(candidate: &Candidate, read: &str, shape: Shape, inside_sentence: bool) -> String {
    let text = &*candidate.text;
    match shape {
        Shape::Upper => text.to_uppercase(),
        _ if matches!(candidate.kind, Kind::Name | Kind::Guess) => text.to_owned(),
        // The stroke of a small l is that of a capital I, and has no dot: "ldrettslag".
        Shape::Lower if read.starts_with('l') && text.starts_with('i') => capitalised(text),
        Shape::Lower => text.to_owned(),
        Shape::Capital => {
            // A reader without å often writes a capital A for a small one; so for a round letter an O or G. A capital that is
            // not that of the letter was never one: "Ignn" was "lønn".
            let first = text.chars().next().unwrap_or(' ');
            let its_own = read.chars().next().is_some_and(|c| c.to_lowercase().eq([first]));
            let misread = candidate.kind == Kind::Word
                && match first {
                    // A capital that stands for a Danish or Norwegian letter was one, as Tesseract reads them.
                    'ø' | 'æ' => false,
                    _ if is_marked(first) => read.starts_with(['A', 'O', 'G', 'S']),
                    _ => !its_own,
                };
            if misread && inside_sentence { text.to_owned() } else { capitalised(text) }
        }
        Shape::Mixed => {
            let upper = read.chars().filter(|c| c.is_uppercase()).count();
            let letters = read.chars().filter(|c| c.is_alphabetic()).count();
            if upper * 2 > letters + 1 {
                text.to_uppercase()
            } else if read.starts_with(char::is_uppercase) {
                capitalised(text)
            } else {
                text.to_owned()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Kind, Shape, Stake, Verdict, after_sights, cased, verdict};

    const NAME: Stake = Stake {
        kind: Kind::Guess,
        known: false,
        word: false,
        name: false,
        dearer: 0.0,
        capital: true,
        sign: false,
        own: false,
        plain: false,
        worn: false,
        vouched: false,
        named: false,
        odd: false,
        loose: false,
        long: false,
        short: false,
        letters: 8,
        cased: true,
        composed: false,
        unmarks: false,
        abbreviated: false,
        inflects: false,
        place: false,
        by_chance: false,
        common: false,
        built: false,
        rarer: 0.0,
    };

    fn candidate(text: &str) -> Candidate {
        Candidate {
            text: text.into(),
            channel: 0.0,
            lexical: 0.0,
            frequency: 0.0,
            kind: Kind::Word,
            plain: false,
            vouched: false,
        }
    }

    #[test]
    fn a_form_that_stands_again_and_again_is_less_likely_misread() {
        assert!(after_sights(0.99, 2.5, 4) < 0.95);
        assert!((after_sights(0.99, 2.5, 1) - 0.99).abs() < 1e-6);
        // Every å becomes an a: that it does so again says nothing.
        assert!((after_sights(0.99, 0.1, 9) - 0.99).abs() < 1e-6);
    }

    #[test]
    fn what_cannot_be_right_takes_less_to_be_changed() {
        assert_eq!(verdict(0.8, 0.8, NAME), Verdict::Suggest);
        assert_eq!(verdict(0.8, 0.8, Stake { odd: true, ..NAME }), Verdict::Doubtful);
    }

    #[test]
    fn a_capital_that_is_not_that_of_the_letter_was_never_one() {
        assert_eq!(cased(&candidate("lønn"), "Ignn", Shape::Capital, true), "lønn");
        assert_eq!(cased(&candidate("lønn"), "Lgnn", Shape::Capital, true), "Lønn");
        assert_eq!(cased(&candidate("lønn"), "Ignn", Shape::Capital, false), "Lønn");
        assert_eq!(cased(&candidate("idrettslag"), "ldrettsiag", Shape::Lower, true), "Idrettslag");
    }

    #[test]
    fn a_known_word_where_a_name_stands_is_that_name() {
        let word = Stake { kind: Kind::Word, known: true, ..NAME };
        assert_eq!(verdict(0.996, 0.996, word), Verdict::Change);
        assert_eq!(verdict(0.996, 0.996, Stake { named: true, ..word }), Verdict::Suggest);
    }

    #[test]
    fn a_capital_that_stands_for_a_danish_letter_was_one() {
        assert_eq!(
            cased(&candidate("økonomiudvalget"), "Skonomiudvalget", Shape::Capital, true),
            "Økonomiudvalget"
        );
        assert_eq!(cased(&candidate("åtgärder"), "Atgarder", Shape::Capital, true), "åtgärder");
    }

    #[test]
    fn where_what_was_read_cannot_stand_the_best_need_not_be_alone() {
        let word = Stake { kind: Kind::Word, capital: false, ..NAME };
        assert_eq!(verdict(0.55, 0.9999, word), Verdict::Doubtful);
        assert_eq!(verdict(0.52, 0.54, word), Verdict::Suggest);
        // Of a name that nobody knows, the spelling itself is in question.
        assert_eq!(verdict(0.55, 0.9999, NAME), Verdict::Suggest);
        assert_eq!(verdict(0.55, 0.9999, Stake { own: true, ..word }), Verdict::Suggest);
    }

    #[test]
    fn noise_turns_one_word_into_another_only_where_there_is_much() {
        let word = Stake { kind: Kind::Word, known: true, plain: true, capital: false, ..NAME };
        assert_eq!(verdict(0.999, 0.999, word), Verdict::Suggest);
        assert_eq!(verdict(0.999, 0.999, Stake { worn: true, ..word }), Verdict::Doubtful);
    }
}

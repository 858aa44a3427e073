//! What is done with a belief: changed, changed but to be looked at, only suggested, or left alone.

use super::candidates::{Candidate, Kind, Shape};
use super::channel::is_marked;

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
    /// It begins with a capital: it may be a name.
    pub(super) capital: bool,
    /// It is a lone sign or digit.
    pub(super) sign: bool,
    /// Its own model read it: letters were not lost, only misread here and there.
    pub(super) own: bool,
    /// It takes noise of the print to explain what was read.
    pub(super) plain: bool,
    /// The document shows the new word elsewhere, in another reading.
    pub(super) vouched: bool,
    /// A name is expected there: a party stands behind it, or a given name before it.
    pub(super) named: bool,
    /// The new word is built of what names are built of.
    pub(super) built: bool,
    /// It is too long to be a name by chance so near to a word.
    pub(super) long: bool,
    /// It holds a sign, digit or accent where words have none.
    pub(super) odd: bool,
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
        // Noise that turns one word into another is rarer than words that look alike.
        if self.known && self.plain {
            return NEVER;
        }
        if self.own {
            return match (self.kind, self.known, self.capital) {
                (Kind::Word | Kind::Name, false, _) if self.vouched => (0.98, 0.9999),
                (Kind::Word, true, false) => (0.985, 0.9995),
                (Kind::Word, false, false) if self.plain => (0.95, 0.99),
                (Kind::Word, false, false) => (0.9, 0.99),
                (Kind::Compound, false, false) if !self.plain => (0.98, 0.9999),
                (Kind::Word | Kind::Compound, false, true) if self.long => (0.999, 0.9999),
                (Kind::Compound, false, _) if self.vouched => (0.98, 0.9999),
                (Kind::Name, false, _) => (0.999, 0.9999),
                _ => NEVER,
            };
        }
        match (self.kind, self.known, self.capital) {
            // What no word is spelt like was surely misread: only what it was is in doubt.
            (Kind::Guess, ..) if self.odd => (0.6, 2.0),
            (_, false, _) if self.odd => (0.55, 0.95),
            (Kind::Guess, ..) if self.vouched => (0.75, 2.0),
            (Kind::Guess, ..) if self.named => (0.97, 2.0),
            (Kind::Guess, ..) => (0.988, 2.0),
            // A known word where a name stands is that name.
            (Kind::Word | Kind::Compound, true, true) if self.named => (0.999, 0.9999),
            (Kind::Name, true, true) if self.named => (0.99, 0.999),
            (Kind::Compound, true, _) => (0.9, 0.99),
            (Kind::Compound, false, true) if self.built => (if self.named { 0.75 } else { 0.85 }, 0.999),
            (Kind::Compound, false, true) => (0.98, 0.999),
            (Kind::Compound, false, false) => (0.85, 0.99),
            (Kind::Name, true, _) => (0.98, 0.995),
            (Kind::Name, false, _) => (0.8, 0.97),
            (_, true, true) => (0.97, 0.995),
            (_, true, false) if self.rarer > 4.0 => (0.98, 0.995),
            (_, true, false) => (0.75, 0.95),
            (_, false, true) => (0.85, 0.97),
            (_, false, false) => (0.65, 0.95),
        }
    }
}

/// What a confusion costs that every page shows (nats), what each further sight of a form adds of what a rarer one costs beyond
/// that, how many sights count, and what all of them come to at most.
const COMMON: f32 = 1.2;
const REPEATED: f32 = 0.6;
const MOST_SIGHTS: u16 = 5;
const MOST_DOUBTED: f32 = 3.0;

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

/// The verdict on a change that is right with probability `p`.
pub(super) fn verdict(p: f32, stake: Stake) -> Verdict {
    let (change, sure) = stake.bars();
    if p >= sure {
        Verdict::Change
    } else if p >= change {
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
    let capitalised = |text: &str| {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
    };
    match shape {
        Shape::Upper => text.to_uppercase(),
        _ if matches!(candidate.kind, Kind::Name | Kind::Guess) => text.to_owned(),
        Shape::Lower => text.to_owned(),
        Shape::Capital => {
            // A reader without å often writes a capital A for a small one; so for a round letter an O or G.
            let first = text.chars().next().unwrap_or(' ');
            let misread =
                candidate.kind == Kind::Word && is_marked(first) && read.starts_with(['A', 'O', 'G']);
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
    use super::{Kind, Stake, Verdict, after_sights, verdict};

    const NAME: Stake = Stake {
        kind: Kind::Guess,
        known: false,
        capital: true,
        sign: false,
        own: false,
        plain: false,
        vouched: false,
        named: false,
        odd: false,
        long: false,
        built: false,
        rarer: 0.0,
    };

    #[test]
    fn a_form_that_stands_again_and_again_is_less_likely_misread() {
        assert!(after_sights(0.99, 2.5, 4) < 0.95);
        assert!((after_sights(0.99, 2.5, 1) - 0.99).abs() < 1e-6);
        // Every å becomes an a: that it does so again says nothing.
        assert!((after_sights(0.99, 0.1, 9) - 0.99).abs() < 1e-6);
    }

    #[test]
    fn what_cannot_be_right_takes_less_to_be_changed() {
        assert_eq!(verdict(0.8, NAME), Verdict::Suggest);
        assert_eq!(verdict(0.8, Stake { odd: true, ..NAME }), Verdict::Doubtful);
    }

    #[test]
    fn a_known_word_where_a_name_stands_is_that_name() {
        let word = Stake { kind: Kind::Word, known: true, ..NAME };
        assert_eq!(verdict(0.996, word), Verdict::Change);
        assert_eq!(verdict(0.996, Stake { named: true, ..word }), Verdict::Suggest);
    }
}

//! What the tables hold of a form, unpacked.

/// Steps of a quantised cost in one nat.
const STEPS: f32 = 10.0;

const ATTESTED: u64 = 1;
const FIRST: u64 = 1 << 1;
const LAST: u64 = 1 << 2;
const NAME: u64 = 1 << 3;

/// Reads a quantised cost.
pub(super) fn cost(quantised: u8) -> f32 {
    f32::from(quantised) / STEPS
}

/// The cost stands above the flags, so that the least value below a node of an automaton holds the least cost.
fn cost_byte(value: u64) -> u8 {
    u8::try_from(value >> 8).unwrap_or(u8::MAX)
}

/// What the lexicon knows of a form.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Entry {
    /// Negative natural logarithm of the form's probability in running text.
    pub cost: f32,
    /// Seen in running text; otherwise only lists know it.
    pub attested: bool,
    /// Stands first or in the middle of compounds.
    pub begins_compounds: bool,
    /// Stands last in compounds.
    pub ends_compounds: bool,
    /// The same letters with a capital are a name.
    pub is_name: bool,
}

impl Entry {
    /// The value of a word that a user adds: as common as one that a few thousand pages hold once (11 nats), seen, and
    /// part of compounds.
    pub const OF_USER: u64 = 110 << 8 | ATTESTED | FIRST | LAST;

    /// Unpacks a value of [`super::Lexicon::words`].
    pub fn unpack(value: u64) -> Self {
        Self {
            cost: cost(cost_byte(value)),
            attested: value & ATTESTED != 0,
            begins_compounds: value & FIRST != 0,
            ends_compounds: value & LAST != 0,
            is_name: value & NAME != 0,
        }
    }
}

/// What the table of names knows of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct NameEntry {
    /// Negative natural logarithm of the name's share among names.
    pub cost: f32,
    /// A given name.
    pub given: bool,
    /// A surname.
    pub surname: bool,
    /// A place of any kind.
    pub place: bool,
    /// A municipality or region of the five countries, or a word of its name.
    pub municipality: bool,
    /// A word of an organisation's name.
    pub organisation: bool,
    /// Written with a capital in running text, and hardly ever without.
    pub attested: bool,
    /// Only texts of the net, whose letters are all small, or the post know it: too little to learn from how names are spelt.
    pub net: bool,
}

impl NameEntry {
    /// The value of a name that a user adds: of a person or a place, and as common as what running text shows (8 nats).
    pub const OF_USER: u64 = 80 << 8 | 0b10_0111;

    /// Whether nobody says what it names: it stands in lists of words, or among forms of the net.
    pub fn is_loose(&self) -> bool {
        !(self.given || self.surname || self.place || self.municipality || self.organisation || self.attested)
    }

    /// Unpacks a value of [`super::Lexicon::names`].
    pub fn unpack(value: u64) -> Self {
        let bit = |n: u32| value & (1 << n) != 0;
        Self {
            cost: cost(cost_byte(value)),
            given: bit(0),
            surname: bit(1),
            place: bit(2),
            municipality: bit(3),
            organisation: bit(4),
            attested: bit(5),
            net: bit(6),
        }
    }
}

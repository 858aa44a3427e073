//! The weights as they are stored: a set of hashed features that matter, and one row of small integers for each.
//!
//! Features are hashed into a space that is far larger than the number of rows, so that two that matter seldom meet. A
//! bit for each place of the space says whether it has a row; the row is found by counting the bits before it. Most
//! features of unseen text end at the bit.

use super::decode::{LABELS, NEVER, Steps, may_follow};
use super::tokens::Class;

/// Bits of a hashed feature.
pub const BITS: u32 = 22;
/// Places of the feature space.
pub const SPACE: usize = 1 << BITS;
/// Bytes of a row: a weight for each label, and one that is always 0, so that a row is read at once.
const ROW: usize = 8;
const WORDS: usize = SPACE / 64;
const MAGIC: &[u8; 8] = b"TAGGER\x00\x02";
const STEPS: usize = Class::COUNT * LABELS * LABELS;
const HEADER: usize = MAGIC.len() + 4 + 4 * STEPS;

/// Weights of the tagger, read in place.
#[derive(Debug)]
pub struct Model {
    /// What one unit of a weight is worth.
    pub(super) unit: f32,
    pub(super) steps: Box<Steps>,
    /// For each 64 places a bit for each that has a row. Every feature asks for one and most end there, so that nothing
    /// else stands among them.
    places: Vec<u64>,
    /// For each 64 places how many rows stand before theirs.
    before: Vec<u32>,
    rows: &'static [[u8; ROW]],
}

/// Sums of packed weights by label, and one that stays 0.
pub(super) type Sums = [i16; ROW];

impl Model {
    /// Reads a packed model; `None` if the bytes are none.
    pub fn new(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..MAGIC.len())? != MAGIC {
            return None;
        }
        let float = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(f32::from_le_bytes);
        let unit = float(MAGIC.len())?;
        let mut steps = Box::new([[[0.0; LABELS]; LABELS]; Class::COUNT]);
        for (i, step) in steps.iter_mut().flatten().flatten().enumerate() {
            *step = float(MAGIC.len() + 4 + 4 * i)?;
        }
        let (bits, rows) = bytes.get(HEADER..)?.split_at_checked(8 * WORDS)?;
        let (rows, []) = rows.as_chunks() else { return None };
        let (words, []) = bits.as_chunks() else { return None };
        let places: Vec<u64> = words.iter().map(|&word| u64::from_le_bytes(word)).collect();
        let mut sum = 0;
        let before = places
            .iter()
            .map(|word| {
                sum += word.count_ones();
                sum - word.count_ones()
            })
            .collect();
        // Before the rows of places stands an empty one, which nothing asks for.
        let (_, rows) = rows.split_first()?;
        (rows.len() == sum as usize).then_some(Self { unit, steps, places, before, rows })
    }

    /// Adds to each of `sums` the rows of its features: `features` are those of all sums one after the other, and each of
    /// `ends` says where those of a sum end. Both are working memory, and changed.
    ///
    /// First which features have a row, without a branch, since that is hard to foresee; then which row; then the sums. All
    /// three wait for memory, and wait the shorter the more they ask for at once and the fewer instructions stand
    /// between two questions.
    pub(super) fn add(&self, features: &mut [u32], ends: &mut [usize], sums: &mut [Sums]) {
        let (mut at, mut known) = (0, 0);
        for end in ends.iter_mut() {
            for i in at..*end {
                let place = features[i] as usize & (SPACE - 1);
                features[known] = place as u32;
                known += (self.places[place / 64] >> (place % 64) & 1) as usize;
            }
            (at, *end) = (*end, known);
        }
        let rows = &mut features[..known];
        for row in rows.iter_mut() {
            let (word, bit) = (*row as usize / 64, *row % 64);
            let before = self.places[word] & ((1 << bit) - 1);
            *row = self.before[word] + before.count_ones();
        }
        let mut at = 0;
        for (sum, &end) in sums.iter_mut().zip(ends.iter()) {
            for &row in &rows[at..end] {
                *sum = both(*sum, self.rows[row as usize].map(|weight| i16::from(weight as i8)));
            }
            at = end;
        }
    }

    /// Number of features that have a row.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature has a row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
}

/// Both sums together. A token has far fewer than 256 features: 16 bits hold what their weights come to.
pub(super) fn both(left: Sums, right: Sums) -> Sums {
    std::array::from_fn(|label| left[label].wrapping_add(right[label]))
}

/// Packs weights: `rows` in ascending order of their features, each below [`SPACE`].
pub fn pack(steps: &Steps, rows: &[(u32, [f32; LABELS])], unit: f32) -> Vec<u8> {
    let mut out = MAGIC.to_vec();
    out.extend(unit.to_le_bytes());
    for class in steps {
        for (before, row) in class.iter().enumerate() {
            for (after, step) in row.iter().enumerate() {
                out.extend(if may_follow(before, after) { *step } else { NEVER }.to_le_bytes());
            }
        }
    }
    let mut bits = vec![0u64; WORDS];
    for (feature, _) in rows {
        bits[*feature as usize / 64] |= 1 << (feature % 64);
    }
    out.extend(bits.iter().flat_map(|word| word.to_le_bytes()));
    out.extend([0; ROW]);
    for (_, row) in rows {
        out.extend(row.iter().map(|weight| (weight / unit).round().clamp(-127.0, 127.0) as i8 as u8));
        out.extend([0; ROW - LABELS]);
    }
    out
}

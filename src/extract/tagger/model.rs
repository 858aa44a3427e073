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
    /// A bit for each place that has a row.
    present: Vec<u64>,
    /// How many rows stand before each 64 places, the first row among them, which is that of all places without one.
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
        let present: Vec<u64> = bits
            .chunks_exact(8)
            .map(|word| word.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte)))
            .collect();
        let mut sum = 1u32;
        let before = present
            .iter()
            .map(|word| {
                let before = sum;
                sum += word.count_ones();
                before
            })
            .collect();
        (rows.len() == sum as usize).then_some(Self { unit, steps, present, before, rows })
    }

    /// Sums of the rows of features. Without a branch: whether a feature has a row is hard to foresee.
    pub(super) fn sums(&self, features: &[u32]) -> Sums {
        let mut sums = Sums::default();
        for &feature in features {
            let place = feature as usize & (SPACE - 1);
            let (word, before) = (self.present[place / 64], self.before[place / 64]);
            let bit = place % 64;
            let rank = before + (word & ((1 << bit) - 1)).count_ones();
            let row = rank as usize & ((word >> bit & 1) as usize).wrapping_neg();
            for (sum, &weight) in sums.iter_mut().zip(&self.rows[row]) {
                // A token has far fewer than 256 features: 16 bits hold the sum.
                *sum = sum.wrapping_add(i16::from(weight as i8));
            }
        }
        sums
    }

    /// Number of features that have a row.
    pub fn len(&self) -> usize {
        self.rows.len() - 1
    }

    /// Whether no feature has a row.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
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

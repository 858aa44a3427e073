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
/// Bytes of a row: a weight for each label.
const ROW: usize = LABELS;
const WORDS: usize = SPACE / 64;
const MAGIC: &[u8; 8] = b"TAGGER\x00\x01";
const STEPS: usize = Class::COUNT * LABELS * LABELS;
const HEADER: usize = MAGIC.len() + 4 + 4 * STEPS;

/// Weights of the tagger, read in place.
#[derive(Debug)]
pub struct Model {
    /// What one unit of a weight is worth.
    pub(super) unit: f32,
    pub(super) steps: Box<Steps>,
    /// A bit for each place that has a row, and how many rows stand before each 64 places.
    present: Vec<(u64, u32)>,
    rows: &'static [u8],
}

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
        let mut before = 0u32;
        let present: Vec<(u64, u32)> = bits
            .chunks_exact(8)
            .map(|word| {
                let word = word.iter().rev().fold(0, |sum, &byte| sum << 8 | u64::from(byte));
                let entry = (word, before);
                before += word.count_ones();
                entry
            })
            .collect();
        (rows.len() == before as usize * ROW).then_some(Self { unit, steps, present, rows })
    }

    /// Adds the row of a feature, if it has one.
    pub(super) fn add(&self, feature: u32, sums: &mut [i32; LABELS]) {
        let place = feature as usize & (SPACE - 1);
        let (word, before) = self.present[place / 64];
        let bit = 1u64 << (place % 64);
        if word & bit == 0 {
            return;
        }
        let row = (before + (word & (bit - 1)).count_ones()) as usize * ROW;
        if let Some(row) = self.rows.get(row..row + ROW) {
            for (sum, &weight) in sums.iter_mut().zip(row) {
                *sum += i32::from(weight as i8);
            }
        }
    }

    /// Number of features that have a row.
    pub fn len(&self) -> usize {
        self.rows.len() / ROW
    }

    /// Whether no feature has a row.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
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
    for (_, row) in rows {
        out.extend(row.iter().map(|weight| (weight / unit).round().clamp(-127.0, 127.0) as i8 as u8));
    }
    out
}

//! What follows what: an interpolated model of pairs of tokens, in a sorted table of fingerprints.
//!
//! P(right | left) is the discounted share of the pair plus the share that the discounts left over, spread as the words
//! are without context (absolute discounting, Ney, Essen and Kneser 1994). Pairs that add least to the likelihood were
//! dropped. A pair is found by 30 bits of a hash: one asked pair in some 50,000 that was never seen gets the cost of
//! another.

use super::entry;
use super::token::SYMBOLS;

/// A token, hashed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Key(u64);

impl Key {
    /// The key of a token in lower case, or of a class by its symbol.
    pub fn of(token: &str) -> Self {
        // FNV-1a: short, and the same in every language that builds tables.
        Self(token.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
        }))
    }

    fn joined(self, right: Self) -> u64 {
        (self.0.rotate_left(29) ^ right.0).wrapping_mul(0x9E37_79B9_7F4A_7C15)
    }
}

/// A token as the left half of pairs.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Context {
    key: Key,
    /// Cost of falling back on the follower alone; 0 where nothing is known of the token.
    rest: Option<f32>,
}

const HEADER: usize = 24;

/// The table of one language.
#[derive(Debug)]
pub(super) struct Pairs {
    bits: u32,
    symbols: [u8; SYMBOLS.len()],
    /// Where each bucket begins, little-endian u32.
    offsets: &'static [u8],
    /// Contexts, sorted: upper half of the hash, little-endian u32.
    contexts: &'static [u8],
    /// Fingerprints, sorted within a bucket, little-endian u16.
    prints: &'static [u8],
    costs: &'static [u8],
    rests: &'static [u8],
}

impl Pairs {
    /// Reads the header; `None` if the bytes are no such table.
    pub(super) fn new(bytes: &'static [u8]) -> Option<Self> {
        if bytes.get(..5)? != b"PAIR\x01" || u16_at(bytes, 3)? as usize != SYMBOLS.len() {
            return None;
        }
        let bits = u32::from(*bytes.get(5)?);
        let pairs = u32_at(bytes, 2)? as usize;
        let contexts = u32_at(bytes, 3)? as usize;
        let mut symbols = [0; SYMBOLS.len()];
        symbols.copy_from_slice(bytes.get(16..16 + SYMBOLS.len())?);
        let mut rest = bytes.get(HEADER..)?;
        let mut take = |length: usize| -> Option<&'static [u8]> {
            let (part, after) = rest.split_at_checked(length)?;
            rest = after;
            Some(part)
        };
        Some(Self {
            bits,
            symbols,
            offsets: take(4 * ((1 << bits) + 1))?,
            contexts: take(4 * contexts)?,
            prints: take(2 * pairs)?,
            costs: take(pairs)?,
            rests: take(contexts)?,
        })
    }

    pub(super) fn symbol_cost(&self, symbol: &str) -> Option<f32> {
        SYMBOLS.iter().position(|s| *s == symbol).map(|i| entry::cost(self.symbols[i]))
    }

    pub(super) fn context(&self, key: Key) -> Context {
        let wanted = u32::try_from(key.0 >> 32).unwrap_or_default();
        let rest = find(0, self.rests.len(), |i| u32_at(self.contexts, i), wanted)
            .and_then(|i| self.rests.get(i))
            .map(|&cost| entry::cost(cost));
        Context { key, rest }
    }

    pub(super) fn cost(&self, context: Context, right: Key, alone: f32) -> f32 {
        let Some(rest) = context.rest else { return alone };
        let joined = context.key.joined(right);
        let bucket = usize::try_from(joined >> (64 - self.bits)).unwrap_or_default();
        let print = u16::try_from((joined >> (48 - self.bits)) & 0xFFFF).unwrap_or_default();
        let (Some(from), Some(to)) = (u32_at(self.offsets, bucket), u32_at(self.offsets, bucket + 1)) else {
            return rest + alone;
        };
        find(from as usize, to as usize, |i| u16_at(self.prints, i), print)
            .and_then(|i| self.costs.get(i))
            .map_or(rest + alone, |&cost| entry::cost(cost))
    }
}

/// Binary search among the items `from..to`.
fn find<T: Ord + Copy>(
    mut from: usize,
    mut to: usize,
    at: impl Fn(usize) -> Option<T>,
    wanted: T,
) -> Option<usize> {
    while from < to {
        let middle = from.midpoint(to);
        match at(middle)?.cmp(&wanted) {
            std::cmp::Ordering::Less => from = middle + 1,
            std::cmp::Ordering::Greater => to = middle,
            std::cmp::Ordering::Equal => return Some(middle),
        }
    }
    None
}

fn u32_at(bytes: &[u8], index: usize) -> Option<u32> {
    let at = 4 * index;
    bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes)
}

fn u16_at(bytes: &[u8], index: usize) -> Option<u16> {
    let at = 2 * index;
    bytes.get(at..at + 2).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes)
}

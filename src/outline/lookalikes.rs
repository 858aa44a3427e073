//! Headings of the tables that a line may be, misread: none of their letters, or one in six, differ.
//!
//! Letters that recognition takes for each other are the same here, so that common misreadings cost nothing. The tables hold
//! hundreds of headings, and most lines are near to none. So a heading is cut into one piece more than letters of it may
//! differ: what is near to it holds one of the pieces unchanged, and only headings that share a piece with a line are compared
//! with it.

use super::nearness::Letters;
use super::shelves::Shelves;

/// What is shorter is met by its own letters only; two pieces of it would be too short to tell it from others.
const SHORTEST: usize = 6;

/// What is longer is no heading.
const LONGEST: usize = 60;

/// By so many bytes of their beginning pieces are found; by the smaller number those that are no longer.
const SEEDS: [usize; 2] = [3, 4];

/// Headings that may be met by distance.
#[derive(Debug)]
pub(super) struct Lookalikes {
    heads: Vec<Lookalike>,
    /// By the hash of their first bytes.
    pieces: Shelves<(usize, Piece)>,
}

/// A heading in which letters that recognition takes for each other are the same.
#[derive(Debug)]
struct Lookalike {
    folded: Letters,
    /// The letters as printed, as bits.
    letters: u32,
    section: usize,
}

/// A piece of a heading.
#[derive(Clone, Copy, Debug)]
struct Piece {
    /// Index of the heading.
    head: u32,
    at: u16,
    /// How far from `at` it may stand in what is near to the heading.
    reach: u16,
}

impl Lookalikes {
    const SHELVES: usize = 1 << 13;

    /// Of folded headings with their sections. Of two as near, the first is meant.
    pub(super) fn new<'h>(heads: impl Iterator<Item = (&'h str, usize)>) -> Self {
        let heads: Vec<Lookalike> = heads
            .filter(|(head, _)| head.len() >= SHORTEST)
            .map(|(head, section)| Lookalike {
                folded: Letters::new(head.bytes().map(|byte| char::from(alike(byte))).collect()),
                letters: letters(head),
                section,
            })
            .collect();
        let mut pieces = Vec::new();
        for (index, head) in (0..).zip(&heads) {
            let reach = most_changes(head.folded.len());
            let letters = head.folded.text().as_bytes();
            let cut = |part: usize| part * letters.len() / (reach + 1);
            for part in 0..=reach {
                let len = (cut(part + 1) - cut(part)).min(SEEDS[1]);
                let shelf = shelf(seed(&letters[cut(part)..][..len]));
                pieces.push((shelf, Piece { head: index, at: narrow(cut(part)), reach: narrow(reach) }));
            }
        }
        let pieces = Shelves::new(pieces, Self::SHELVES, |(shelf, _)| *shelf);
        Self { heads, pieces }
    }

    /// The section of the nearest heading.
    pub(super) fn nearest(&self, line: &str) -> Option<usize> {
        if !(SHORTEST..=LONGEST).contains(&line.len()) {
            return None;
        }
        let printed = letters(line);
        let mut own = None;
        let mut best: Option<(usize, u32)> = None;
        let mut compare = |seed: u32, at: usize| {
            for (_, piece) in self.pieces.of(shelf(seed)) {
                if at.abs_diff(piece.at.into()) > piece.reach.into() {
                    continue;
                }
                let head = &self.heads[piece.head as usize];
                let most = allowed(head.folded.len().max(line.len()));
                let differ = (printed ^ head.letters).count_ones() as usize;
                if differ > 2 * most || head.folded.len().abs_diff(line.len()) > most {
                    continue;
                }
                let own = own
                    .get_or_insert_with(|| Letters::new(line.bytes().map(alike).map(char::from).collect()));
                let found = own.within(&head.folded, most).map(|distance| (distance, piece.head));
                best = [best, found].into_iter().flatten().min();
            }
        };
        let mut seed = 0;
        for (end, byte) in (1..).zip(line.bytes()) {
            seed = seed << u8::BITS | u32::from(alike(byte));
            for len in SEEDS.into_iter().filter(|len| *len <= end) {
                compare(seed & u32::MAX >> (u32::BITS - u8::BITS * len as u32), end - len);
            }
        }
        best.map(|(_, head)| self.heads[head as usize].section)
    }
}

/// How many letters may differ between two lines of which the longer has this many.
fn allowed(longer: usize) -> usize {
    if longer < 8 { 1 } else { longer / 6 }
}

/// How many letters may differ between a line of this length and any other.
fn most_changes(len: usize) -> usize {
    (len..).take_while(|&longer| longer - len <= allowed(longer)).map(allowed).last().unwrap_or_default()
}

/// Which letters stand in a line, as bits.
fn letters(line: &str) -> u32 {
    line.bytes().filter(u8::is_ascii_lowercase).fold(0, |bits, b| bits | 1 << (b - b'a'))
}

/// One for all letters that recognition takes for each other.
fn alike(byte: u8) -> u8 {
    match byte {
        b'1' | b'|' | b'!' | b'l' | b'j' => b'i',
        b'0' | b'6' | b'q' => b'o',
        b'4' => b'a',
        b'5' => b's',
        b'c' => b'e',
        _ => byte,
    }
}

/// Three or four letters as a number.
fn seed(letters: &[u8]) -> u32 {
    letters.iter().fold(0, |seed, &byte| seed << u8::BITS | u32::from(byte))
}

/// The shelf of the pieces that begin with a seed.
fn shelf(seed: u32) -> usize {
    let hash = seed.wrapping_mul(0x9E37_79B1);
    (hash >> (u32::BITS - Lookalikes::SHELVES.trailing_zeros())) as usize
}

fn narrow(place: usize) -> u16 {
    u16::try_from(place).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests {
    use super::{Lookalikes, SEEDS, SHORTEST, most_changes};

    const HEADS: [&str; 6] = [
        "beslut",
        "sammanfattning av arendet",
        "forslag till beslut",
        "reservationer",
        "beskrivning av det som har hant i saken efter forra motet",
        "beskrivning av saken",
    ];

    fn nearest(line: &str) -> Option<&'static str> {
        Lookalikes::new(HEADS.into_iter().zip(0..)).nearest(line).map(|section| HEADS[section])
    }

    #[test]
    fn a_piece_is_long_enough_to_be_found_by() {
        assert!((SHORTEST..200).all(|len| len / (most_changes(len) + 1) >= SEEDS[0]));
    }

    #[test]
    fn one_letter_in_six_may_differ_wherever_it_stands() {
        for head in HEADS {
            let most = if head.len() < 8 { 1 } else { head.len() / 6 };
            for from in 0..head.len() - most {
                let lost = [&head[..from], &head[from + most..]].concat();
                assert_eq!(nearest(&lost).is_some(), lost.len() >= SHORTEST, "{lost}");
                let added = [&head[..from], &"ww"[..most.min(2)], &head[from..]].concat();
                assert_eq!(nearest(&added), Some(head), "{added}");
            }
            let mut spread: Vec<u8> = head.bytes().collect();
            spread.iter_mut().skip(3).step_by(6).take(most).for_each(|byte| *byte = b'w');
            let spread = String::from_utf8(spread).unwrap();
            assert_eq!(nearest(&spread), Some(head), "{spread}");
        }
    }

    #[test]
    fn of_two_that_are_near_the_nearer_is_meant_and_letters_alike_cost_nothing() {
        assert_eq!(nearest("reservatloner"), Some("reservationer"));
        assert_eq!(nearest("bes1ut"), Some("beslut"));
        assert_eq!(nearest("omrostning"), None);
        assert_eq!(nearest("bslt"), None);
    }
}

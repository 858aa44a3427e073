//! Edit distance and alignment of long sequences, 64 cells at a time.
//!
//! Hyyrö's bit-vectors (2003, after Myers 1999) give the distance in O(nm/64). An alignment walks back through the
//! stored vectors; where they would be large, the sequences are halved first (Hirschberg 1975). Among alignments of
//! equal cost the choices are those of rapidfuzz's `Levenshtein.opcodes`: common ends first, then, from the end, a
//! deletion before an insertion before a change; halves are cut at half the second sequence, as early in the first as
//! can be. Figures that rest on an alignment then agree with figures that others compute with that library.

use std::collections::HashMap;
use std::hash::Hash;
use std::ops::Range;

/// Bits of stored vectors, in bytes, above which the sequences are halved: the same as rapidfuzz's.
const MATRIX_BYTES: usize = 1 << 20;

/// The bound on the same where a known small distance would let rapidfuzz go on in a band.
const MOST_MATRIX_BYTES: usize = 32 << 20;

/// Vertical differences of one column of the matrix: where the next cell is one more, and where it is one less.
#[derive(Clone)]
struct Column {
    more: Vec<u64>,
    less: Vec<u64>,
}

/// The first sequence by symbol: in which blocks of 64 it stands, and where in them.
struct Pattern {
    places: HashMap<u32, Vec<(usize, u64)>>,
    length: usize,
    blocks: usize,
}

impl Pattern {
    fn new(symbols: impl ExactSizeIterator<Item = u32>) -> Self {
        let length = symbols.len();
        let mut places: HashMap<u32, Vec<(usize, u64)>> = HashMap::new();
        for (at, symbol) in symbols.enumerate() {
            let (block, bit) = (at / 64, 1 << (at % 64));
            let list = places.entry(symbol).or_default();
            match list.last_mut() {
                Some((last, bits)) if *last == block => *bits |= bit,
                _ => list.push((block, bit)),
            }
        }
        Self { places, length, blocks: length.div_ceil(64) }
    }

    /// Goes through the columns of the matrix, one for each symbol; gives the distance and shows every column.
    fn run(&self, symbols: impl Iterator<Item = u32>, mut show: impl FnMut(&Column)) -> (usize, Column) {
        let mut column = Column { more: vec![u64::MAX; self.blocks], less: vec![0; self.blocks] };
        let mut equal = vec![0; self.blocks];
        let mut distance = self.length;
        let last = self.length.checked_sub(1).map(|last| 1_u64 << (last % 64));
        for symbol in symbols {
            let places = self.places.get(&symbol).map_or(&[][..], Vec::as_slice);
            for (block, bits) in places {
                equal[*block] = *bits;
            }
            let (mut carry_more, mut carry_less) = (1, 0);
            for (block, &here) in equal.iter().enumerate().take(self.blocks) {
                let (more, less) = (column.more[block], column.less[block]);
                let matches = here | carry_less;
                let diagonal = ((matches & more).wrapping_add(more) ^ more) | matches | less;
                let mut right_more = less | !(diagonal | more);
                let mut right_less = diagonal & more;
                if block + 1 == self.blocks
                    && let Some(last) = last
                {
                    distance += usize::from(right_more & last != 0);
                    distance -= usize::from(right_less & last != 0);
                }
                let carried = (right_more >> 63, right_less >> 63);
                right_more = (right_more << 1) | carry_more;
                right_less = (right_less << 1) | carry_less;
                (carry_more, carry_less) = carried;
                column.more[block] = right_less | !(diagonal | right_more);
                column.less[block] = right_more & diagonal;
            }
            for (block, _) in places {
                equal[*block] = 0;
            }
            show(&column);
        }
        (distance, column)
    }
}

fn bit(bits: &[u64], at: usize) -> bool {
    bits[at / 64] >> (at % 64) & 1 != 0
}

/// Sequences as numbers, equal where the things are equal.
fn numbered<T: Eq + Hash>(
    one: impl Iterator<Item = T>,
    two: impl Iterator<Item = T>,
) -> (Vec<u32>, Vec<u32>) {
    let mut numbers: HashMap<T, u32> = HashMap::new();
    let mut number = |thing: T| {
        let next = numbers.len() as u32;
        *numbers.entry(thing).or_insert(next)
    };
    let one = one.map(&mut number).collect();
    (one, two.map(&mut number).collect())
}

/// The two sequences without what they have in common at their ends, and how much that is at the beginning.
fn without_ends<'s>(mut one: &'s [u32], mut two: &'s [u32]) -> (&'s [u32], &'s [u32], usize) {
    let begin = one.iter().zip(two).take_while(|(a, b)| a == b).count();
    (one, two) = (&one[begin..], &two[begin..]);
    let end = one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count();
    (&one[..one.len() - end], &two[..two.len() - end], begin)
}

fn distance_of(one: &[u32], two: &[u32]) -> usize {
    let (one, two, _) = without_ends(one, two);
    // The longer one in the bits.
    let (one, two) = if one.len() < two.len() { (two, one) } else { (one, two) };
    if two.is_empty() {
        return one.len();
    }
    Pattern::new(one.iter().copied()).run(two.iter().copied(), |_| {}).0
}

/// The least number of words to put in, take out or change.
pub(super) fn word_distance(one: &[&str], two: &[&str]) -> usize {
    let (one, two) = numbered(one.iter(), two.iter());
    distance_of(&one, &two)
}

/// The least number of characters to put in, take out or change.
pub(super) fn distance(one: &str, two: &str) -> usize {
    let symbols = |text: &str| text.chars().map(u32::from).collect::<Vec<_>>();
    distance_of(&symbols(one), &symbols(two))
}

/// How like two words are: 1 where they are the same, 0 where no character agrees.
pub fn likeness(one: &str, two: &str) -> f64 {
    let longest = one.chars().count().max(two.chars().count());
    if longest == 0 {
        return 1.0;
    }
    1.0 - distance(one, two) as f64 / longest as f64
}

/// A stretch that is the same in both sequences.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Same {
    /// Where it stands in the first sequence.
    pub one: Range<usize>,
    /// Where it stands in the second.
    pub two: Range<usize>,
}

/// The stretches that an alignment of least cost leaves alone, in order, none next to another.
pub fn same<T: Eq + Hash>(one: impl Iterator<Item = T>, two: impl Iterator<Item = T>) -> Vec<Same> {
    let (one, two) = numbered(one, two);
    let mut edits = Vec::new();
    align(&one, &two, (0, 0), one.len().max(two.len()), &mut edits);
    let mut found = Vec::new();
    let (mut at_one, mut at_two) = (0, 0);
    for (step, edit_one, edit_two) in edits.into_iter().chain([(Step::Change, one.len(), two.len())]) {
        if edit_one > at_one {
            found.push(Same { one: at_one..edit_one, two: at_two..edit_two });
        }
        at_one = edit_one + usize::from(step != Step::Insert);
        at_two = edit_two + usize::from(step != Step::Delete);
    }
    found
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Delete,
    Insert,
    Change,
}

/// An edit with its places in the two sequences.
type Edit = (Step, usize, usize);

fn align(one: &[u32], two: &[u32], at: (usize, usize), most: usize, edits: &mut Vec<Edit>) {
    let (one, two, begin) = without_ends(one, two);
    let at = (at.0 + begin, at.1 + begin);
    let most = most.min(one.len().max(two.len()));
    let bytes = |band: usize| band.saturating_mul(two.len()) / 4;
    let small = bytes(one.len().min(2 * most + 1)) < MATRIX_BYTES && bytes(one.len()) < MOST_MATRIX_BYTES;
    if small || one.len() < 65 || two.len() < 10 {
        walk(one, two, at, edits);
        return;
    }
    let middle = halve(one, two);
    let (one_left, one_right) = one.split_at(middle.one);
    let (two_left, two_right) = two.split_at(middle.two);
    align(one_left, two_left, at, middle.left, edits);
    align(one_right, two_right, (at.0 + middle.one, at.1 + middle.two), middle.right, edits);
}

/// Where to cut two sequences, and the distances of the parts.
struct Middle {
    one: usize,
    two: usize,
    left: usize,
    right: usize,
}

fn halve(one: &[u32], two: &[u32]) -> Middle {
    let half = two.len() / 2;
    let right = Pattern::new(one.iter().rev().copied());
    let (_, column) = right.run(two[half..].iter().rev().copied(), |_| {});
    let rights = scores(&column, two.len() - half, one.len());
    let left = Pattern::new(one.iter().copied());
    let (_, column) = left.run(two[..half].iter().copied(), |_| {});
    let lefts = scores(&column, half, one.len());
    let mut best = 0;
    for cut in 1..=one.len() {
        if lefts[cut] + rights[one.len() - cut] < lefts[best] + rights[one.len() - best] {
            best = cut;
        }
    }
    Middle { one: best, two: half, left: lefts[best], right: rights[one.len() - best] }
}

/// The distances down a column that begins with `top`.
fn scores(column: &Column, top: usize, length: usize) -> Vec<usize> {
    let mut score = top;
    let mut found = Vec::with_capacity(length + 1);
    found.push(score);
    for at in 0..length {
        score += usize::from(bit(&column.more, at));
        score -= usize::from(bit(&column.less, at));
        found.push(score);
    }
    found
}

/// Aligns two sequences by walking back through the whole matrix.
fn walk(one: &[u32], two: &[u32], at: (usize, usize), edits: &mut Vec<Edit>) {
    let (mut row, mut column) = (one.len(), two.len());
    let first = edits.len();
    if row > 0 && column > 0 {
        let mut columns: Vec<Column> = Vec::with_capacity(two.len());
        Pattern::new(one.iter().copied()).run(two.iter().copied(), |column| columns.push(column.clone()));
        while row > 0 && column > 0 {
            if bit(&columns[column - 1].more, row - 1) {
                row -= 1;
                edits.push((Step::Delete, at.0 + row, at.1 + column));
                continue;
            }
            column -= 1;
            if column > 0 && bit(&columns[column - 1].less, row - 1) {
                edits.push((Step::Insert, at.0 + row, at.1 + column));
                continue;
            }
            row -= 1;
            if one[row] != two[column] {
                edits.push((Step::Change, at.0 + row, at.1 + column));
            }
        }
    }
    while row > 0 {
        row -= 1;
        edits.push((Step::Delete, at.0 + row, at.1 + column));
    }
    while column > 0 {
        column -= 1;
        edits.push((Step::Insert, at.0 + row, at.1 + column));
    }
    edits[first..].reverse();
}

#[cfg(test)]
mod tests {
    use super::{Same, align, distance, likeness, same, word_distance};
    use proptest::prelude::*;

    fn stretches(one: &str, two: &str) -> Vec<(String, usize, usize)> {
        let chars: Vec<char> = one.chars().collect();
        same(one.chars(), two.chars())
            .into_iter()
            .map(|Same { one, two }| (chars[one.clone()].iter().collect(), one.start, two.start))
            .collect()
    }

    #[test]
    fn distances_by_hand() {
        assert_eq!(distance("", ""), 0);
        assert_eq!(distance("", "åä"), 2);
        assert_eq!(distance("Forslag", "Förslag"), 1);
        assert_eq!(distance("votering", "omröstning"), 7);
        assert_eq!(word_distance(&["vi", "beslutar"], &["vi", "nu", "beslutar"]), 1);
        assert_eq!(likeness("på", "pa"), 0.5);
    }

    #[test]
    fn the_choice_among_equals_is_fixed() {
        // One of two equal letters is lost: the earlier one stays, unless the ends decide.
        assert_eq!(stretches("xaay", "zaw"), [("a".into(), 1, 1)]);
        assert_eq!(stretches("ab", "ab"), [("ab".into(), 0, 0)]);
        assert_eq!(stretches("abc", "xyz"), []);
        assert_eq!(stretches("aab", "ab"), [("a".into(), 0, 0), ("b".into(), 2, 1)]);
    }

    /// The textbook's table, cell by cell.
    fn table(one: &[u32], two: &[u32]) -> usize {
        let mut row: Vec<usize> = (0..=two.len()).collect();
        for (i, a) in one.iter().enumerate() {
            let mut diagonal = row[0];
            row[0] = i + 1;
            for (j, b) in two.iter().enumerate() {
                let change = diagonal + usize::from(a != b);
                diagonal = row[j + 1];
                row[j + 1] = change.min(row[j] + 1).min(diagonal + 1);
            }
        }
        row[two.len()]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(40))]
        #[test]
        fn long_sequences_agree_with_the_textbook(
            one in proptest::collection::vec(0_u32..6, 0..300),
            two in proptest::collection::vec(0_u32..6, 0..300),
        ) {
            let expected = table(&one, &two);
            prop_assert_eq!(super::distance_of(&one, &two), expected);
            let mut edits = Vec::new();
            align(&one, &two, (0, 0), 300, &mut edits);
            prop_assert_eq!(edits.len(), expected);
        }
    }

    #[test]
    fn halved_sequences_cost_no_more() {
        // Long enough to be halved twice.
        let symbols = |seed: u64, length: usize| -> Vec<u32> {
            let mut state = seed;
            let mut next = || {
                state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                (state >> 33) as u32 % 50
            };
            (0..length).map(|_| next()).collect()
        };
        let one = symbols(1, 4500);
        let mut two = one.clone();
        for (at, new) in symbols(2, 4500).into_iter().enumerate().filter(|(at, _)| at % 3 == 0) {
            two[at] = new;
        }
        two.drain(1000..1100);
        let mut edits = Vec::new();
        align(&one, &two, (0, 0), one.len(), &mut edits);
        assert_eq!(edits.len(), table(&one, &two));
    }
}

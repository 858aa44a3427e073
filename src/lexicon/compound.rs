//! Compounds that no table holds, as paths through the table of words.
//!
//! Scandinavian text makes new compounds on every page. A compound is two to four forms, each but the last marked as
//! one that begins compounds, with at most one linking letter after it. The cost of a part is scaled down: within
//! compounds, rare words are less rare.

use super::Forms;
use super::entry::Entry;

/// Share of a part's own cost that it brings to a compound.
pub const COMPOUND_PART: f32 = 0.6;
/// Cost of every joint.
pub const COMPOUND_JOINT: f32 = 3.0;
/// Cost of a linking -s-, -e- or -o- at a joint, beyond [`COMPOUND_JOINT`].
pub const COMPOUND_LINK: f32 = 1.0;

/// Longest form looked at, in bytes: the work is bounded by its length times that of the longest word.
const LONGEST: usize = 64;
const SHORTEST_PART: usize = 3;
const MOST_PARTS: usize = 4;
const LINKS: &[u8] = b"seo";

pub(super) fn cost(words: &Forms, form: &str) -> Option<f32> {
    let bytes = form.as_bytes();
    if bytes.len() > LONGEST || bytes.len() < 2 * SHORTEST_PART {
        return None;
    }
    // best[parts][at]: the least cost of `parts` parts that end before byte `at`, links included.
    let mut best = [[f32::INFINITY; LONGEST + 1]; MOST_PARTS];
    best[0][0] = 0.0;
    let mut whole = f32::INFINITY;
    let table = words.as_fst();
    for from in 0..bytes.len() {
        if !form.is_char_boundary(from) || best.iter().all(|row| row[from].is_infinite()) {
            continue;
        }
        let mut node = table.root();
        let mut output = fst::raw::Output::zero();
        for (at, &byte) in bytes.iter().enumerate().skip(from) {
            let Some(i) = node.find_input(byte) else { break };
            let step = node.transition(i);
            output = output.cat(step.out);
            node = table.node(step.addr);
            let end = at + 1;
            if !node.is_final() || end - from < SHORTEST_PART {
                continue;
            }
            let entry = Entry::unpack(output.cat(node.final_output()).value());
            let own = COMPOUND_PART * entry.cost;
            if end == bytes.len() {
                if entry.ends_compounds {
                    for row in &best[1..] {
                        whole = whole.min(row[from] + own);
                    }
                }
            } else if entry.begins_compounds {
                for parts in 0..MOST_PARTS - 1 {
                    let so_far = best[parts][from] + own + COMPOUND_JOINT;
                    let row = &mut best[parts + 1];
                    row[end] = row[end].min(so_far);
                    if LINKS.contains(&bytes[end]) {
                        row[end + 1] = row[end + 1].min(so_far + COMPOUND_LINK);
                    }
                }
            }
        }
    }
    whole.is_finite().then_some(whole)
}

//! How often changes of a given probability turn out right: what the models believe, corrected by what was seen.
//!
//! A model's probability rests on what it knows; words that it does not know of make it too sure. The table says, for changes
//! made without doubt, made doubtfully and only suggested, how many were right on pages of which the truth is known; between its
//! rows it is read off linearly in nines (0.99 is two, 0.999 three). Verdicts go by the probability itself, whose bars are set
//! with open eyes; what is reported, and what the estimates of quality rest on, goes by this. Worn print has curves of its own:
//! where all letters are misread, the models are far too sure.

use super::judge::Verdict;
use crate::tables::{Table, table};
use std::sync::LazyLock;

static TABLE: Table = table!("channel/calibration.tsv");

/// (nines, share that was right), ascending.
type Curve = Vec<(f32, f32)>;

/// Nines beyond which a probability says nothing more.
const MOST: f32 = 4.3;

fn nines(p: f32) -> f32 {
    -(1.0 - p).max(1e-9).log10()
}

/// Probability that a change is right that the models believe in with `p`, and that was judged so, in print that is as worn as
/// `wear` says, from 0 to 1.
pub(super) fn calibrated(p: f32, verdict: Verdict, wear: f32) -> f32 {
    static CURVES: LazyLock<[[Curve; 3]; 2]> = LazyLock::new(|| {
        ["", "worn "].map(|print| {
            ["suggested", "doubtful", "sure"].map(|name| curve(TABLE.text(), &format!("{print}{name}")))
        })
    });
    let [usual, worn] = CURVES.each_ref().map(|curves| {
        let curve = match verdict {
            Verdict::Leave | Verdict::Suggest => &curves[0],
            Verdict::Doubtful => &curves[1],
            Verdict::Change => &curves[2],
        };
        on(curve, nines(p).min(MOST)).unwrap_or(p)
    });
    usual + (worn - usual) * wear
}

fn curve(table: &str, name: &str) -> Curve {
    let rows = table.lines().filter_map(|line| line.strip_prefix(name)?.strip_prefix('\t')?.split_once('\t'));
    rows.filter_map(|(nines, share)| Some((nines.parse().ok()?, share.parse().ok()?))).collect()
}

/// The curve at a place; beyond its ends it goes on level.
fn on(curve: &[(f32, f32)], at: f32) -> Option<f32> {
    let after = curve.partition_point(|row| row.0 < at);
    let (before, after) = (after.checked_sub(1).map(|before| curve[before]), curve.get(after).copied());
    match (before, after) {
        (Some((x, low)), Some((next, high))) => Some(low + (high - low) * (at - x) / (next - x)),
        (Some((_, share)), None) | (None, Some((_, share))) => Some(share),
        (None, None) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Verdict, calibrated, curve, on};

    #[test]
    fn a_curve_is_read_between_its_rows_and_goes_on_level() {
        let curve = curve("# c\nsure\t1.0\t0.8\nsure\t2.0\t0.9\ndoubtful\t1.0\t0.1\n", "sure");
        assert_eq!(curve.len(), 2);
        assert!(on(&curve, 1.5).is_some_and(|share| (share - 0.85).abs() < 1e-6));
        assert_eq!((on(&curve, 0.0), on(&curve, 9.0)), (Some(0.8), Some(0.9)));
        assert_eq!(on(&[], 1.0), None);
    }

    #[test]
    fn what_is_likelier_is_never_less_likely_after_calibration() {
        for (verdict, wear) in [Verdict::Suggest, Verdict::Doubtful, Verdict::Change]
            .into_iter()
            .flat_map(|verdict| [(verdict, 0.0), (verdict, 0.4), (verdict, 1.0)])
        {
            let found: Vec<f32> =
                [0.5, 0.7, 0.9, 0.97, 0.99, 0.999, 0.9999, 1.0].map(|p| calibrated(p, verdict, wear)).into();
            assert!(
                found.is_sorted() && found.iter().all(|p| (0.0..=1.0).contains(p)),
                "{verdict:?} {wear} {found:?}"
            );
        }
    }
}

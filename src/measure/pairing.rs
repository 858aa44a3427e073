//! Which word of one text is which word of the other.

use super::levenshtein::{Same, likeness, same};

/// Above so many pairs, the words of a stretch are taken one after the other.
const MOST_PAIRS: usize = 250_000;

/// What it costs to leave a word without a partner.
const ALONE: f64 = 0.5;

/// For each word of the true text, the word read for it: those that are the same, and between them the likest.
pub fn align(read: &[&str], truth: &[&str]) -> Vec<Option<usize>> {
    let mut found = vec![None; truth.len()];
    let (mut read_at, mut truth_at) = (0, 0);
    let end = Same { one: read.len()..read.len(), two: truth.len()..truth.len() };
    for Same { one, two } in same(read.iter(), truth.iter()).into_iter().chain([end]) {
        for (r, t) in pair(&read[read_at..one.start], &truth[truth_at..two.start]) {
            found[truth_at + t] = Some(read_at + r);
        }
        for (r, t) in one.clone().zip(two.clone()) {
            found[t] = Some(r);
        }
        (read_at, truth_at) = (one.end, two.end);
    }
    found
}

fn change(before: f64, read: &str, truth: &str) -> f64 {
    before + 0.99 - 0.9 * likeness(read, truth)
}

/// Pairs the words of a stretch that differs: as many as can be, the likest with each other, in order.
fn pair(read: &[&str], truth: &[&str]) -> Vec<(usize, usize)> {
    let (n, m) = (read.len(), truth.len());
    if n == m || n == 0 || m == 0 || n * m > MOST_PAIRS {
        return (0..n.min(m)).map(|at| (at, at)).collect();
    }
    let width = m + 1;
    let mut costs = vec![0.0; (n + 1) * width];
    for (j, cost) in costs[..width].iter_mut().enumerate() {
        *cost = j as f64 * ALONE;
    }
    for i in 1..=n {
        costs[i * width] = i as f64 * ALONE;
        for j in 1..=m {
            let pair = change(costs[(i - 1) * width + j - 1], read[i - 1], truth[j - 1]);
            let alone = (costs[(i - 1) * width + j] + ALONE).min(costs[i * width + j - 1] + ALONE);
            costs[i * width + j] = pair.min(alone);
        }
    }
    let (mut i, mut j) = (n, m);
    let mut found = Vec::new();
    while i > 0 && j > 0 {
        let cost = costs[i * width + j];
        // Exact comparison: the cost is one of the three, computed in the same way.
        if cost == change(costs[(i - 1) * width + j - 1], read[i - 1], truth[j - 1]) {
            (i, j) = (i - 1, j - 1);
            found.push((i, j));
        } else if cost == costs[(i - 1) * width + j] + ALONE {
            i -= 1;
        } else {
            j -= 1;
        }
    }
    found.reverse();
    found
}

#[cfg(test)]
mod tests {
    use super::align;

    fn aligned(read: &str, truth: &str) -> Vec<Option<usize>> {
        let words = |text: &'static str| text.split(' ').collect::<Vec<_>>();
        align(&words(read.to_owned().leak()), &words(truth.to_owned().leak()))
    }

    #[test]
    fn a_badly_read_word_is_paired_with_its_truth() {
        assert_eq!(aligned("vi bcslutar nu", "vi beslutar nu"), [Some(0), Some(1), Some(2)]);
        assert_eq!(aligned("vi xx bcslutar nu", "vi beslutar nu"), [Some(0), Some(2), Some(3)]);
    }

    #[test]
    fn a_lost_word_has_no_partner() {
        assert_eq!(aligned("vi nu", "vi beslutar nu"), [Some(0), None, Some(1)]);
        assert_eq!(aligned("Anna Bcrg", "Anna Maria Berg"), [Some(0), None, Some(1)]);
    }
}

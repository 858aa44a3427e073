//! The best sequence of labels, and how sure it is.
//!
//! Labels are IOB2 over person, organisation and place. A linear chain: the score of a sequence is the sum of what each
//! token says of its label and of each step between labels, which hangs on the class of the token stepped to. The best
//! sequence is found by the Viterbi recursion; the probability that a stretch of it is a mention is found by the forward
//! and backward sums (Rabiner 1989).

use super::tokens::Class;

/// Number of labels: outside, then beginning and inside of person, organisation and place.
pub const LABELS: usize = 7;

/// Scores of steps: by class of the token stepped to, label before, label after.
pub type Steps = [[[f32; LABELS]; LABELS]; Class::COUNT];

/// Score of a step that no sequence takes.
pub const NEVER: f32 = -1e4;

/// Whether a label may follow another: a name goes on only with its own kind.
pub fn may_follow(before: usize, after: usize) -> bool {
    after == 0 || after % 2 == 1 || before == after || before + 1 == after
}

/// Rows and columns of the recursion, kept between calls.
#[derive(Debug, Default)]
pub struct Chain {
    best: Vec<[f32; LABELS]>,
    from: Vec<[u8; LABELS]>,
    /// Forward sums, in logarithms.
    forward: Vec<[f32; LABELS]>,
    backward: Vec<[f32; LABELS]>,
}

impl Chain {
    /// The best labels of a chain of tokens that begins and ends outside all names.
    pub fn viterbi(
        &mut self,
        emissions: &[[f32; LABELS]],
        classes: &[Class],
        steps: &Steps,
        out: &mut Vec<u8>,
    ) {
        out.clear();
        self.best.clear();
        self.from.clear();
        for (emission, &class) in emissions.iter().zip(classes) {
            let steps = &steps[class as usize];
            let mut row = [f32::NEG_INFINITY; LABELS];
            let mut from = [0u8; LABELS];
            match self.best.last() {
                None => {
                    for (after, score) in row.iter_mut().enumerate() {
                        *score = steps[0][after] + emission[after];
                    }
                }
                Some(previous) => {
                    for before in 0..LABELS {
                        for after in 0..LABELS {
                            let score = previous[before] + steps[before][after];
                            if score > row[after] {
                                row[after] = score;
                                from[after] = before as u8;
                            }
                        }
                    }
                    for after in 0..LABELS {
                        row[after] += emission[after];
                    }
                }
            }
            self.best.push(row);
            self.from.push(from);
        }
        let Some(last) = self.best.last() else { return };
        let mut label = 0;
        for other in 1..LABELS {
            if last[other] > last[label] {
                label = other;
            }
        }
        for from in self.from.iter().rev() {
            out.push(label as u8);
            label = from[label] as usize;
        }
        out.reverse();
    }

    /// Forward and backward sums of a chain; the logarithm of the sum over all sequences is returned.
    pub fn sums(&mut self, emissions: &[[f32; LABELS]], classes: &[Class], steps: &Steps) -> f32 {
        let n = emissions.len();
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(n, [0.0; LABELS]);
        for (i, (emission, &class)) in emissions.iter().zip(classes).enumerate() {
            let steps = &steps[class as usize];
            let mut row = [0.0; LABELS];
            if i == 0 {
                for after in 0..LABELS {
                    row[after] = steps[0][after] + emission[after];
                }
            } else {
                let previous = &self.forward[i - 1];
                for after in 0..LABELS {
                    let terms: [f32; LABELS] =
                        std::array::from_fn(|before| previous[before] + steps[before][after]);
                    row[after] = log_sum(&terms) + emission[after];
                }
            }
            self.forward.push(row);
        }
        for i in (1..n).rev() {
            let steps = &steps[classes[i] as usize];
            let next: [f32; LABELS] =
                std::array::from_fn(|after| self.backward[i][after] + emissions[i][after]);
            for (before, row) in self.backward[i - 1].iter_mut().zip(steps) {
                let terms: [f32; LABELS] = std::array::from_fn(|after| next[after] + row[after]);
                *before = log_sum(&terms);
            }
        }
        self.forward.last().map_or(0.0, log_sum)
    }

    /// Probability of each label of token `i`, after [`Chain::sums`] gave `total`.
    pub fn marginal(&self, i: usize, total: f32) -> [f32; LABELS] {
        std::array::from_fn(|label| (self.forward[i][label] + self.backward[i][label] - total).exp())
    }

    /// Probability of a step into token `i` (not the first), after [`Chain::sums`] gave `total`.
    pub fn step(
        &self,
        i: usize,
        emission: &[f32; LABELS],
        class: Class,
        steps: &Steps,
        total: f32,
    ) -> [[f32; LABELS]; LABELS] {
        let steps = &steps[class as usize];
        std::array::from_fn(|before| {
            std::array::from_fn(|after| {
                (self.forward[i - 1][before]
                    + steps[before][after]
                    + emission[after]
                    + self.backward[i][after]
                    - total)
                    .exp()
            })
        })
    }

    /// Probability that exactly the tokens `start..end` are a mention whose first label is `begin`.
    pub fn mention(
        &self,
        (start, end): (usize, usize),
        begin: usize,
        emissions: &[[f32; LABELS]],
        classes: &[Class],
        steps: &Steps,
        total: f32,
    ) -> f32 {
        let inside = begin + 1;
        let mut score = self.forward[start][begin];
        let mut label = begin;
        for i in start + 1..end {
            score += steps[classes[i] as usize][label][inside] + emissions[i][inside];
            label = inside;
        }
        if end == emissions.len() {
            return (score - total).exp().min(1.0);
        }
        let steps = &steps[classes[end] as usize];
        let terms: [f32; LABELS] = std::array::from_fn(|after| {
            if after == inside {
                f32::NEG_INFINITY
            } else {
                steps[label][after] + emissions[end][after] + self.backward[end][after]
            }
        });
        (score + log_sum(&terms) - total).exp().min(1.0)
    }
}

/// Logarithm of a part that is lost in the rounding of a sum that is at least 1.
const LOST: f32 = -20.0;

fn log_sum(terms: &[f32; LABELS]) -> f32 {
    let most = terms.iter().copied().fold(f32::NEG_INFINITY, f32::max);
    if most == f32::NEG_INFINITY {
        return most;
    }
    let part = |term: &f32| if term - most > LOST { (term - most).exp() } else { 0.0 };
    most + terms.iter().map(part).sum::<f32>().ln()
}

//! A small trained judge: many weak signs weighed into one yes or no.
//!
//! A network of one hidden layer. Its weights are learnt by the example `learn_lines` and read from a table of numbers;
//! it is computed in one fixed order, so that the same signs give the same answer on every machine.

/// How many hidden units weigh the signs.
pub const HIDDEN: usize = 16;

/// One case to learn from.
#[derive(Clone, Debug)]
pub struct Row {
    /// The signs, as numbers of about 1.
    pub signs: Vec<f32>,
    /// Cases of one number are rivals: at most one of them is true.
    pub group: usize,
    /// Byte of the raw text at which the line above ends.
    pub end: usize,
    /// Byte of the raw text at which the line begins.
    pub start: usize,
}

/// The weights of a judge.
#[derive(Clone, Debug)]
pub struct Judge {
    /// For each sign the weight of each hidden unit; the last row is what each begins with.
    pub into: Vec<[f32; HIDDEN]>,
    /// The weight of each hidden unit, and what the sum begins with.
    pub out: [f32; HIDDEN + 1],
}

impl Judge {
    /// How much speaks for yes, as a logarithm of odds.
    pub fn weigh(&self, signs: &[f32]) -> f32 {
        let Some((base, weights)) = self.into.split_last() else {
            return 0.0;
        };
        let mut sums = *base;
        for (sign, weights) in signs.iter().zip(weights) {
            if *sign != 0.0 {
                for (sum, weight) in sums.iter_mut().zip(weights) {
                    *sum += sign * weight;
                }
            }
        }
        let weighed = sums.iter().zip(&self.out).map(|(sum, w)| sum.max(0.0) * w);
        weighed.fold(self.out[HIDDEN], |all, one| all + one)
    }

    /// Reads a table of numbers: a line for each sign, one for what the units begin with, one for the sum.
    pub(super) fn read(text: &str) -> Judge {
        let mut rows: Vec<Vec<f32>> = text
            .lines()
            .map(|line| {
                line.split_whitespace()
                    .map(|n| n.parse().expect("a weight"))
                    .collect()
            })
            .collect();
        let last = rows.pop().unwrap_or_default();
        let cell = |row: &[f32], at: usize| row.get(at).copied().unwrap_or(0.0);
        Judge {
            into: rows
                .iter()
                .map(|row| std::array::from_fn(|at| cell(row, at)))
                .collect(),
            out: std::array::from_fn(|at| cell(&last, at)),
        }
    }
}

/// Signs written one after the other.
#[derive(Clone, Debug)]
pub(super) struct Signs(pub(super) Vec<f32>);

impl Default for Signs {
    /// None yet, with room for as many as any judge weighs.
    fn default() -> Signs {
        Signs(Vec::with_capacity(192))
    }
}

impl Signs {
    pub(super) fn number(&mut self, value: f32) {
        self.0.push(value);
    }

    pub(super) fn flag(&mut self, value: bool) {
        self.number(if value { 1.0 } else { 0.0 });
    }

    pub(super) fn flags(&mut self, values: &[bool]) {
        for value in values {
            self.flag(*value);
        }
    }

    pub(super) fn one_of(&mut self, which: usize, many: usize) {
        let from = self.0.len();
        self.0.resize(from + many, 0.0);
        self.0[from + which] = 1.0;
    }
}

//! What a verdict rests on: single roots, small sets of roots, and single grades.

use super::{Argument, Balance, For, Verdict};
use std::collections::BTreeMap;

/// Looks at an argument that all removals of one question may take together.
const LOOKS: usize = 1_000_000;

/// The roots, sorted, whose removal alone changes the verdict. On thousands of arguments that all hang together see
/// [`critical_within`].
pub fn critical_roots(pro: &[Argument], con: &[Argument]) -> Vec<u32> {
    critical_within(pro, con, LOOKS).0
}

/// The same, looking at an argument at most `looks` times; and whether every root was tried. When not, those are given
/// that were found among the first.
pub fn critical_within(pro: &[Argument], con: &[Argument], looks: usize) -> (Vec<u32>, bool) {
    let standing = Standing::new(pro, con);
    let mut left = looks;
    let mut critical = Vec::new();
    for &root in standing.resting.keys() {
        let Some(rest) = left.checked_sub(standing.looks(&[root])) else {
            return (critical, false);
        };
        left = rest;
        if standing.without(&[root]) != standing.verdict {
            critical.push(root);
        }
    }
    (critical, true)
}

/// Both sides, with the arguments that rest on each root.
struct Standing {
    balance: Balance,
    verdict: Verdict,
    resting: BTreeMap<u32, Vec<(For, usize)>>,
}

impl Standing {
    fn new(pro: &[Argument], con: &[Argument]) -> Standing {
        let balance = Balance::new(pro, con);
        let mut resting: BTreeMap<u32, Vec<(For, usize)>> = BTreeMap::new();
        for (side, arguments) in [(For::Pro, pro), (For::Con, con)] {
            for (at, argument) in arguments.iter().enumerate() {
                for &root in &argument.roots {
                    resting.entry(root).or_default().push((side, at));
                }
            }
        }
        Standing {
            verdict: balance.verdict(),
            balance,
            resting,
        }
    }

    fn without(&self, roots: &[u32]) -> Verdict {
        self.balance.verdict_with(&self.on(roots), &[])
    }

    /// How many arguments must be looked at for that.
    fn looks(&self, roots: &[u32]) -> usize {
        self.balance.looks(&self.on(roots))
    }

    fn on(&self, roots: &[u32]) -> Vec<(For, usize)> {
        let on = roots.iter().flat_map(|root| &self.resting[root]);
        on.copied().collect()
    }
}

/// How many roots must go before the verdict changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Robustness {
    /// So few: the first smallest set, sorted.
    Falls(Vec<u32>),
    /// No set of up to this many roots changes it; larger ones were not tried.
    HoldsTo(usize),
    /// No removal changes it.
    Never,
}

/// The fewest roots whose removal changes the verdict, looking at sets of up to `cap` roots and at most `work` sets.
pub fn robustness(pro: &[Argument], con: &[Argument], cap: usize, work: usize) -> Robustness {
    let standing = Standing::new(pro, con);
    let roots: Vec<u32> = standing.resting.keys().copied().collect();
    let (mut left, mut looks) = (work, LOOKS);
    for size in 1..=cap.min(roots.len()) {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            if left == 0 {
                return Robustness::HoldsTo(size - 1);
            }
            left -= 1;
            let gone: Vec<u32> = chosen.iter().map(|&i| roots[i]).collect();
            let Some(rest) = looks.checked_sub(standing.looks(&gone)) else {
                return Robustness::HoldsTo(size - 1);
            };
            looks = rest;
            if standing.without(&gone) != standing.verdict {
                return Robustness::Falls(gone);
            }
            if !next_choice(&mut chosen, roots.len()) {
                break;
            }
        }
    }
    if roots.len() <= cap {
        Robustness::Never
    } else {
        Robustness::HoldsTo(cap)
    }
}

/// The next choice of as many positions below `n`, in lexicographic order; false after the last.
fn next_choice(chosen: &mut [usize], n: usize) -> bool {
    let size = chosen.len();
    let Some(at) = (0..size).rev().find(|&i| chosen[i] < n - size + i) else {
        return false;
    };
    let first = chosen[at] + 1;
    chosen[at..]
        .iter_mut()
        .zip(first..)
        .for_each(|(slot, value)| *slot = value);
    true
}

/// What the verdict would be if one argument were graded one step otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Flip {
    /// The side of the argument.
    pub side: For,
    /// Its position on that side.
    pub argument: usize,
    /// The verdict with one grade less; `None` when it is weak already.
    pub lower: Option<Verdict>,
    /// The verdict with one grade more; `None` when it is decisive already.
    pub higher: Option<Verdict>,
}

/// The flip margin of every grading: first the arguments of `pro`, then those of `con`. On thousands of arguments that
/// all hang together only the first of them are tried, so that the answer comes in time.
pub fn flips(pro: &[Argument], con: &[Argument]) -> Vec<Flip> {
    let balance = Balance::new(pro, con);
    let sides = [(For::Pro, pro), (For::Con, con)].into_iter();
    let all = sides.flat_map(|(side, arguments)| {
        let own = arguments.iter().enumerate();
        own.map(move |(at, argument)| ((side, at), argument))
    });
    let mut left = LOOKS;
    let mut found = Vec::new();
    for (at, argument) in all {
        let Some(rest) = left.checked_sub(2 * balance.looks(&[at])) else {
            break;
        };
        left = rest;
        found.push(flip(&balance, at, argument));
    }
    found
}

fn flip(balance: &Balance, at: (For, usize), argument: &Argument) -> Flip {
    let graded = |grade| {
        let other = Argument {
            grade,
            roots: argument.roots.clone(),
        };
        balance.verdict_with(&[at], &[(at.0, other)])
    };
    Flip {
        side: at.0,
        argument: at.1,
        lower: argument.grade.lower().map(graded),
        higher: argument.grade.higher().map(graded),
    }
}

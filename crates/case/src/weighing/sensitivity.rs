//! What a verdict rests on: single roots, small sets of roots, and single grades.

use super::standard::{roots, verdict_of};
use super::widths::{Line, lines};
use super::{Argument, For, Verdict, verdict};

/// Looks at an argument that all removals of one question may take together.
const LOOKS: usize = 1_000_000;

/// The roots, sorted, whose removal alone changes the verdict. On thousands of arguments see [`critical_within`].
pub fn critical_roots(pro: &[Argument], con: &[Argument]) -> Vec<u32> {
    critical_within(pro, con, LOOKS).0
}

/// The same, looking at an argument at most `looks` times; and whether every root was tried. When not, those are given
/// that were found among the first.
pub fn critical_within(pro: &[Argument], con: &[Argument], looks: usize) -> (Vec<u32>, bool) {
    let now = verdict(pro, con);
    let all = roots(pro, con);
    let each = (pro.len() + con.len()).max(1);
    let tried = looks / each;
    let changes = |root: &u32| verdict_without(pro, con, &[*root]) != now;
    let critical = all.iter().copied().take(tried).filter(changes).collect();
    (critical, tried >= all.len())
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
    let now = verdict(pro, con);
    let roots: Vec<u32> = roots(pro, con).into_iter().collect();
    let mut left = work.min(LOOKS / (pro.len() + con.len()).max(1));
    for size in 1..=cap.min(roots.len()) {
        let mut chosen: Vec<usize> = (0..size).collect();
        loop {
            if left == 0 {
                return Robustness::HoldsTo(size - 1);
            }
            left -= 1;
            let gone: Vec<u32> = chosen.iter().map(|&i| roots[i]).collect();
            if verdict_without(pro, con, &gone) != now {
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

fn verdict_without(pro: &[Argument], con: &[Argument], gone: &[u32]) -> Verdict {
    let stays = |line: &Line<'_>| !line.1.iter().any(|root| gone.contains(root));
    verdict_of(&lines(pro).filter(stays), &lines(con).filter(stays))
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

/// The flip margin of every grading: first the arguments of `pro`, then those of `con`. On thousands of arguments only
/// the first of them are tried, so that the answer comes in time.
pub fn flips(pro: &[Argument], con: &[Argument]) -> Vec<Flip> {
    let mut pro = pro.to_vec();
    let mut con = con.to_vec();
    let tried = (LOOKS / (pro.len() + con.len()).max(1)).max(1);
    let mut all = Vec::new();
    for side in [For::Pro, For::Con] {
        let count = if side == For::Pro {
            pro.len()
        } else {
            con.len()
        };
        for argument in 0..count.min(tried - all.len()) {
            all.push(flip(&mut pro, &mut con, side, argument));
        }
    }
    all
}

fn flip(pro: &mut [Argument], con: &mut [Argument], side: For, argument: usize) -> Flip {
    let slot = |pro: &mut [Argument], con: &mut [Argument], grade| match side {
        For::Pro => pro[argument].grade = grade,
        For::Con => con[argument].grade = grade,
    };
    let own = if side == For::Pro {
        pro[argument].grade
    } else {
        con[argument].grade
    };
    let mut graded = |grade| {
        slot(pro, con, grade);
        let found = verdict(pro, con);
        slot(pro, con, own);
        found
    };
    Flip {
        side,
        argument,
        lower: own.lower().map(&mut graded),
        higher: own.higher().map(&mut graded),
    }
}

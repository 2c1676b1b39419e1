//! Widths of a side that is as small as sides are: roots as the bits of one word.

use super::widths::Line;
use super::{Grade, Widths};

/// More lines or roots than this go the long way.
const MOST: usize = 64;

/// Steps of the search before the long way is taken.
const STEPS: u32 = 10_000;

/// The widths of a side; `None` where it is too large or too tangled for this.
pub(super) fn widths<'a>(side: impl Iterator<Item = Line<'a>>) -> Option<Widths> {
    let mut roots = [0u32; MOST];
    let mut known = 0;
    let mut sets: [Vec<u64>; 4] = Default::default();
    for (count, (grade, own)) in side.enumerate() {
        let mut set = 0u64;
        for root in own {
            let at = roots[..known].iter().position(|other| other == root);
            let at = match at {
                Some(at) => at,
                None if known == MOST => return None,
                None => {
                    roots[known] = *root;
                    known += 1;
                    known - 1
                }
            };
            set |= 1 << at;
        }
        if count == MOST {
            return None;
        }
        sets[grade as usize].push(set);
    }
    let mut found = [0; 4];
    let mut needed: Vec<u64> = Vec::new();
    for grade in Grade::ALL.into_iter().rev() {
        let new = std::mem::take(&mut sets[grade as usize]);
        if !new.is_empty() {
            new.into_iter().for_each(|set| need(&mut needed, set));
            let mut steps = STEPS;
            found[grade as usize] = most_apart(&needed, &mut steps)?;
        } else if let Some(above) = grade.higher() {
            found[grade as usize] = found[above as usize];
        }
    }
    let [weak, fair, strong, decisive] = found;
    Some(Widths {
        decisive,
        strong,
        fair,
        weak,
        exact: true,
    })
}

/// Keeps the sets that hold no other one of them: the smaller can stand in the place of the larger. The empty set is in
/// nothing's place and nothing in its.
fn need(needed: &mut Vec<u64>, set: u64) {
    let within = |small: u64, large: u64| small & !large == 0 && (small != 0 || large == 0);
    if needed.iter().any(|&other| within(other, set)) {
        return;
    }
    needed.retain(|&other| !within(set, other));
    needed.push(set);
}

/// The most sets no two of which share a bit; `None` when the steps are used up.
fn most_apart(sets: &[u64], steps: &mut u32) -> Option<usize> {
    *steps = steps.checked_sub(1)?;
    let (mut seen, mut twice) = (0, 0);
    for set in sets {
        twice |= seen & set;
        seen |= set;
    }
    let clashing: Vec<u64> = sets
        .iter()
        .copied()
        .filter(|set| set & twice != 0)
        .collect();
    let apart = sets.len() - clashing.len();
    let most = clashing.iter().copied().max_by_key(|set| {
        let clashes = clashing.iter().filter(|other| *other & set != 0);
        clashes.count()
    });
    let Some(pivot) = most else {
        return Some(apart);
    };
    let others = |taken: bool| -> Vec<u64> {
        let clear = |set: &u64| *set != pivot && (!taken || set & pivot == 0);
        clashing.iter().copied().filter(clear).collect()
    };
    let with = 1 + most_apart(&others(true), steps)?;
    let without = most_apart(&others(false), steps)?;
    Some(apart + with.max(without))
}

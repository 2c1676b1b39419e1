//! Several contradictions at once, and the fewest documents to distrust.

use super::solve::contradiction_in;
use super::{Contradiction, Network};
use std::collections::{BTreeMap, BTreeSet};

/// The fewest documents whose distrust leaves no contradiction.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Distrust {
    /// The documents, sorted. One smallest set; where several are smallest, the first in order of ids.
    pub documents: Vec<u32>,
    /// Whether no smaller set will do. When false, at least `at_least` documents are needed.
    pub exact: bool,
    /// A number of documents that is certainly needed.
    pub at_least: usize,
}

/// Up to `cap` contradictions: finds one, gives up its cheapest bound (by `cost`, then the last label), and goes on.
///
/// Each is minimal in itself; no two rest on the same bounds. Empty when all bounds can hold.
pub fn contradictions(
    network: &Network,
    cost: impl Fn(u32) -> u32,
    cap: usize,
) -> Vec<Contradiction> {
    let mut left = network.clone();
    let mut found = Vec::new();
    while found.len() < cap {
        let Some(next) = contradiction_in(&left) else {
            break;
        };
        let given_up = next.bounds().into_iter().rev().min_by_key(|&id| cost(id));
        left = left.without(|bound| Some(bound.id) == given_up);
        found.push(next);
    }
    found
}

/// The fewest documents that together hold a bound of every cycle: a minimum hitting set.
///
/// Branch and bound over the first cycle not yet hit, at most `work` steps; when they are used up the
/// answer still hits every cycle and says that it may not be the smallest.
pub fn fewest_to_distrust(
    cycles: &[Contradiction],
    document: impl Fn(u32) -> u32,
    work: usize,
) -> Distrust {
    let sets: Vec<Vec<u32>> = cycles
        .iter()
        .map(|cycle| {
            let documents: BTreeSet<u32> = cycle.bounds().into_iter().map(&document).collect();
            documents.into_iter().collect()
        })
        .collect();
    smallest_hitting(&sets, work)
}

/// The fewest documents whose distrust lets all other bounds hold, found by an implicit hitting set.
///
/// Finds a cycle, hits all cycles seen so far as cheaply as can be, drops those documents and looks for a
/// cycle that remains, until none does. At most `cap` cycles are collected and `work` steps spent on each
/// hitting set; beyond that the set is completed greedily and is marked as not exact.
pub fn distrust(
    network: &Network,
    document: impl Fn(u32) -> u32,
    cap: usize,
    work: usize,
) -> Distrust {
    let mut cycles = Vec::new();
    let mut best = Distrust {
        documents: Vec::new(),
        exact: true,
        at_least: 0,
    };
    loop {
        let left =
            network.without(|bound| best.documents.binary_search(&document(bound.id)).is_ok());
        let Some(next) = contradiction_in(&left) else {
            return best;
        };
        if cycles.len() == cap {
            return complete(left, best, next, document);
        }
        cycles.push(next);
        best = fewest_to_distrust(&cycles, &document, work);
    }
}

/// Past the cap: distrusts the last document of each further cycle until none is left.
fn complete(
    mut left: Network,
    mut best: Distrust,
    mut next: Contradiction,
    document: impl Fn(u32) -> u32,
) -> Distrust {
    best.exact = false;
    loop {
        let given_up = next.bounds().into_iter().map(&document).max();
        best.documents.extend(given_up);
        left = left.without(|bound| Some(document(bound.id)) == given_up);
        match contradiction_in(&left) {
            Some(further) => next = further,
            None => break,
        }
    }
    best.documents.sort_unstable();
    best
}

/// A smallest set that meets each of `sets`, by branch and bound on an explicit stack.
fn smallest_hitting(sets: &[Vec<u32>], work: usize) -> Distrust {
    let mut best = greedy_hitting(sets);
    let at_least = disjoint(sets, &[]);
    let mut stack: Vec<Vec<u32>> = vec![Vec::new()];
    let mut left = work;
    let mut exact = true;
    while let Some(chosen) = stack.pop() {
        if left == 0 {
            exact = best.len() == at_least;
            break;
        }
        left -= 1;
        let Some(open) = sets.iter().find(|set| !meets(set, &chosen)) else {
            if chosen.len() < best.len() {
                best = chosen;
            }
            continue;
        };
        if chosen.len() + disjoint(sets, &chosen) < best.len() {
            // Pushed backwards so that small ids are tried first.
            for &document in open.iter().rev() {
                stack.push(chosen.iter().copied().chain([document]).collect());
            }
        }
    }
    best.sort_unstable();
    let at_least = if exact { best.len() } else { at_least };
    Distrust {
        documents: best,
        exact,
        at_least,
    }
}

fn meets(set: &[u32], chosen: &[u32]) -> bool {
    set.iter().any(|d| chosen.contains(d))
}

/// How many sets not met by `chosen` are pairwise apart, taken greedily: each needs a document of its own.
fn disjoint(sets: &[Vec<u32>], chosen: &[u32]) -> usize {
    let mut used: BTreeSet<u32> = BTreeSet::new();
    let mut count = 0;
    for set in sets.iter().filter(|set| !meets(set, chosen)) {
        if set.iter().all(|d| !used.contains(d)) {
            used.extend(set);
            count += 1;
        }
    }
    count
}

/// A hitting set by taking, again and again, the document that meets the most sets left.
fn greedy_hitting(sets: &[Vec<u32>]) -> Vec<u32> {
    let mut chosen: Vec<u32> = Vec::new();
    loop {
        let mut counts: BTreeMap<u32, usize> = BTreeMap::new();
        for set in sets.iter().filter(|set| !meets(set, &chosen)) {
            for &document in set {
                *counts.entry(document).or_default() += 1;
            }
        }
        let most = counts
            .into_iter()
            .max_by_key(|&(document, n)| (n, std::cmp::Reverse(document)));
        match most {
            Some((document, _)) => chosen.push(document),
            None => return chosen,
        }
    }
}

//! Set packing: the most sets of which no two share a member, by branch and bound.

use std::collections::{BTreeMap, BTreeSet};

/// How many sets can be kept apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Packing {
    pub(super) count: usize,
    /// Whether `count` is the most; when false it is a number that can be reached.
    pub(super) exact: bool,
}

/// Groups of more sets than this are not searched: a number that can be reached is counted, in the time of a sort.
const TANGLED: usize = 512;

/// The most pairwise disjoint sets, within `work` steps of one word of 64 sets each. Sets without members count as one.
///
/// A set that holds another is never needed: the smaller one can stand in its place. What remains falls
/// apart into groups linked by shared members, and each group is searched on its own.
pub(super) fn most_apart<'a>(sets: impl Iterator<Item = &'a [u32]>, work: usize) -> Packing {
    let all: BTreeSet<&[u32]> = sets.collect();
    let rootless = usize::from(all.contains(&[][..]));
    let needed = without_supersets(&all);
    let mut total = Packing {
        count: rootless,
        exact: true,
    };
    let mut left = work;
    for group in linked(&needed) {
        if group.len() <= 2 {
            // One set, or two that clash.
            total.count += 1;
            continue;
        }
        let found = if group.len() > TANGLED {
            fewest_members_first(&group)
        } else {
            Search::new(&group).run(&mut left)
        };
        total.count += found.count;
        total.exact &= found.exact;
    }
    total
}

/// Takes sets by their size as long as they are apart from those taken.
fn fewest_members_first(group: &[&[u32]]) -> Packing {
    let mut by_size = group.to_vec();
    by_size.sort_by_key(|set| set.len());
    let mut used: BTreeSet<u32> = BTreeSet::new();
    let mut count = 0;
    for set in by_size {
        if set.iter().all(|member| !used.contains(member)) {
            used.extend(set);
            count += 1;
        }
    }
    Packing {
        count,
        exact: false,
    }
}

/// The sets that hold no other one of them, the empty set aside.
fn without_supersets<'a>(all: &BTreeSet<&'a [u32]>) -> Vec<&'a [u32]> {
    let mut by_size: Vec<&[u32]> = all.iter().copied().filter(|set| !set.is_empty()).collect();
    by_size.sort_by_key(|set| set.len());
    let mut kept: Vec<&[u32]> = Vec::new();
    // Kept sets by their first member: a subset's first member is a member of the superset.
    let mut by_first: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for set in by_size {
        let inside = |&i: &usize| kept[i].iter().all(|m| set.binary_search(m).is_ok());
        let needless = set
            .iter()
            .filter_map(|m| by_first.get(m))
            .flatten()
            .any(inside);
        if !needless {
            by_first.entry(set[0]).or_default().push(kept.len());
            kept.push(set);
        }
    }
    kept
}

/// Groups of sets that are linked through shared members.
fn linked<'a>(sets: &[&'a [u32]]) -> Vec<Vec<&'a [u32]>> {
    let mut holders: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (i, set) in sets.iter().enumerate() {
        for &member in *set {
            holders.entry(member).or_default().push(i);
        }
    }
    let mut seen = vec![false; sets.len()];
    let mut groups = Vec::new();
    for start in 0..sets.len() {
        let mut group = Vec::new();
        let mut stack = vec![start];
        while let Some(i) = stack.pop() {
            if !std::mem::replace(&mut seen[i], true) {
                group.push(sets[i]);
                stack.extend(sets[i].iter().flat_map(|m| &holders[m]));
            }
        }
        if !group.is_empty() {
            groups.push(group);
        }
    }
    groups
}

/// A set of positions in a group, 64 to a word.
type Bits = Vec<u64>;

/// Independent sets in the graph of clashes of one group.
struct Search {
    clashes: Vec<Bits>,
    /// For each member, the sets that hold it: of these at most one can be taken.
    cliques: Vec<Bits>,
    size: usize,
}

impl Search {
    fn new(group: &[&[u32]]) -> Search {
        let size = group.len();
        let words = size.div_ceil(64);
        let mut holders: BTreeMap<u32, Bits> = BTreeMap::new();
        for (i, set) in group.iter().enumerate() {
            for &member in *set {
                insert(holders.entry(member).or_insert_with(|| vec![0; words]), i);
            }
        }
        let clashes = group.iter().map(|set| {
            let mut bits = vec![0; words];
            for member in *set {
                bits.iter_mut()
                    .zip(&holders[member])
                    .for_each(|(b, h)| *b |= h);
            }
            bits
        });
        Search {
            clashes: clashes.collect(),
            cliques: holders.into_values().collect(),
            size,
        }
    }

    fn run(&self, work: &mut usize) -> Packing {
        let mut all = vec![0; self.size.div_ceil(64)];
        (0..self.size).for_each(|i| insert(&mut all, i));
        let mut best = self.greedy(all.clone());
        let most = self.bound(&all);
        let mut stack = vec![(all, 0)];
        while let Some((mut open, mut taken)) = stack.pop() {
            if best == most {
                break;
            }
            // One look at every set: what the least step costs.
            let cost = (self.size * self.size.div_ceil(64)).max(1);
            if *work < cost {
                return Packing {
                    count: best,
                    exact: false,
                };
            }
            *work -= cost;
            let pivot = self.reduce(&mut open, &mut taken);
            best = best.max(taken);
            if let Some(pivot) = pivot
                && taken + self.bound(&open) > best
            {
                let mut left_out = open.clone();
                remove(&mut left_out, pivot);
                stack.push((left_out, taken));
                subtract(&mut open, &self.clashes[pivot]);
                stack.push((open, taken + 1));
            }
        }
        Packing {
            count: best,
            exact: true,
        }
    }

    /// Takes sets that clash with at most one other, which never loses, and names the one that clashes most.
    fn reduce(&self, open: &mut Bits, taken: &mut usize) -> Option<usize> {
        loop {
            let degrees: Vec<(usize, usize)> = members(open)
                .map(|i| (common(open, &self.clashes[i]) - 1, i))
                .collect();
            let &(fewest, at) = degrees.iter().min()?;
            if fewest > 1 {
                let most = degrees
                    .iter()
                    .max_by_key(|&&(d, i)| (d, std::cmp::Reverse(i)));
                return most.map(|&(_, i)| i);
            }
            *taken += 1;
            subtract(open, &self.clashes[at]);
        }
    }

    /// No packing can be larger than a number of members that together meet every set.
    fn bound(&self, open: &Bits) -> usize {
        let mut left = open.clone();
        let mut count = 0;
        while left.iter().any(|&word| word != 0) {
            let widest = self
                .cliques
                .iter()
                .max_by_key(|clique| common(&left, clique));
            let Some(clique) = widest else { break };
            subtract(&mut left, clique);
            count += 1;
        }
        count
    }

    fn greedy(&self, mut open: Bits) -> usize {
        let mut count = 0;
        while let Some(next) = members(&open).min_by_key(|&i| common(&open, &self.clashes[i])) {
            subtract(&mut open, &self.clashes[next]);
            count += 1;
        }
        count
    }
}

fn insert(bits: &mut Bits, i: usize) {
    bits[i / 64] |= 1 << (i % 64);
}

fn remove(bits: &mut Bits, i: usize) {
    bits[i / 64] &= !(1 << (i % 64));
}

fn subtract(bits: &mut Bits, other: &Bits) {
    bits.iter_mut().zip(other).for_each(|(a, b)| *a &= !b);
}

fn common(a: &Bits, b: &Bits) -> usize {
    a.iter()
        .zip(b)
        .map(|(a, b)| (a & b).count_ones() as usize)
        .sum()
}

fn members(bits: &Bits) -> impl Iterator<Item = usize> + '_ {
    bits.iter().enumerate().flat_map(|(word, &bits)| {
        (0..64)
            .filter(move |i| bits >> i & 1 == 1)
            .map(move |i| word * 64 + i)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;

    fn by_trying(sets: &[Vec<u32>]) -> usize {
        let apart = |chosen: u32| {
            let members: Vec<u32> = (0..sets.len())
                .filter(|i| chosen >> i & 1 == 1)
                .flat_map(|i| sets[i].clone())
                .collect();
            members.iter().collect::<BTreeSet<_>>().len() == members.len()
        };
        let packings = (0..1u32 << sets.len()).filter(|&chosen| apart(chosen));
        packings
            .map(|chosen| chosen.count_ones() as usize)
            .max()
            .unwrap_or(0)
    }

    proptest! {
        #[test]
        fn no_choice_of_sets_beats_the_search(sets in vec(btree_set(0..9u32, 1..=4), 0..11)) {
            let sets: Vec<Vec<u32>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
            let found = most_apart(sets.iter().map(Vec::as_slice), 1_000_000);
            prop_assert_eq!(found, Packing { count: by_trying(&sets), exact: true });
        }

        #[test]
        fn without_work_a_reachable_number_is_given(sets in vec(btree_set(0..12u32, 2..=4), 0..30)) {
            let sets: Vec<Vec<u32>> = sets.into_iter().map(|set| set.into_iter().collect()).collect();
            let quick = most_apart(sets.iter().map(Vec::as_slice), 0);
            let most = most_apart(sets.iter().map(Vec::as_slice), 10_000_000);
            prop_assert!(most.exact && quick.count <= most.count);
            prop_assert!(!quick.exact || quick.count == most.count);
        }
    }

    #[test]
    fn a_few_hundred_tangled_sets_are_searched_to_the_end() {
        // All pairs of 25 members: 12 pairs are apart.
        let pairs: Vec<Vec<u32>> = (0..25)
            .flat_map(|a| (a + 1..25).map(move |b| vec![a, b]))
            .collect();
        let found = most_apart(pairs.iter().map(Vec::as_slice), 10_000_000);
        assert_eq!(found.count, 12);
    }
}

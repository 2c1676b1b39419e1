//! "Before or after": each way of taking such alternatives is a network of its own.
//!
//! Whether some way holds is as hard as any puzzle (disjunctive temporal problems), so alternatives are tried region by
//! region, one after another, given up as soon as they contradict the rest, and no more than a dozen together; what was
//! not tried sets no limit. A date then lies between the earliest and the latest of all ways that hold.

use super::regions::{Region, regions};
use super::{Bound, Contradiction, Network, Timeline};
use std::collections::BTreeSet;

/// One of two bounds holds, and it is not said which.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// The one.
    pub before: Bound,
    /// The other. Both have labels of their own.
    pub after: Bound,
}

/// The alternatives of one region, and what becomes of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scenarios {
    /// The points, rising.
    pub points: Vec<u32>,
    /// The alternatives that were tried, by their place.
    pub tried: Vec<usize>,
    /// Those beyond the limit, which set none.
    pub untried: Vec<usize>,
    /// Those of which each side by itself contradicts what is certain; they set no limit either.
    pub shut: Vec<usize>,
    /// How many ways of taking those that were tried can hold.
    pub ways: usize,
    /// Some of them: the labels of the bounds taken, in the order of `tried`.
    pub told: Vec<Vec<u32>>,
    /// Bounds that no way takes, each with its contradiction, where it contradicts what is certain by itself.
    pub excluded: Vec<(u32, Option<Contradiction>)>,
    /// The earliest and the latest tick of each point, over all ways; `None` is no limit.
    pub dates: Vec<(Option<i64>, Option<i64>)>,
}

impl Scenarios {
    /// Whether some way of taking all alternatives that were tried can hold.
    pub fn hold(&self) -> bool {
        self.ways > 0 && self.shut.is_empty()
    }
}

/// So many alternatives of a region are tried together: at most 4,096 ways.
const MOST: usize = 12;

/// So much work is spent on a region: fewer are tried together where it has many points.
const WORK: usize = 4_000_000;

/// So many ways are told.
const TOLD: usize = 8;

/// What the alternatives of each region come to. The bounds of the network hold together; no two labels are the same.
pub fn scenarios(network: &Network, alternatives: &[Alternative]) -> Vec<Scenarios> {
    let ends = |bound: &Bound| [bound.from, bound.to];
    let mut also = Vec::new();
    for Alternative { before, after } in alternatives {
        let mut points: Vec<u32> = ends(before).into_iter().chain(ends(after)).collect();
        points.retain(|&point| point != 0);
        also.extend(points.windows(2).map(|pair| (pair[0], pair[1])));
    }
    let named: BTreeSet<u32> = also.iter().map(|pair| pair.0).collect();
    let found = regions(network, &also, |point| named.contains(&point));
    found
        .into_iter()
        .map(|region| of_region(&region, alternatives))
        .collect()
}

fn of_region(region: &Region, all: &[Alternative]) -> Scenarios {
    let here = |one: &Alternative| {
        let point = one.before.from.max(one.before.to);
        region.points.binary_search(&point).is_ok()
    };
    let mut mine: Vec<usize> = (0..all.len()).filter(|&at| here(&all[at])).collect();
    let (mut timeline, refused) = Timeline::of(&region.network);
    debug_assert!(refused.is_empty(), "the certain bounds hold");
    let mut alone = Vec::new();
    let mut shut = Vec::new();
    mine.retain(|&at| {
        let sides = [all[at].before, all[at].after]
            .map(|bound| (bound.id, refusal(&mut timeline, region.own(&bound))));
        let open = sides.iter().any(|(_, found)| found.is_none());
        if !open {
            shut.push(at);
        }
        alone.extend(sides);
        open
    });
    let most = (WORK / (2 * region.points.len())).max(2).ilog2() as usize;
    let untried = mine.split_off(mine.len().min(MOST).min(most));
    let mut search = Search {
        alternatives: mine
            .iter()
            .map(|&at| [region.own(&all[at].before), region.own(&all[at].after)])
            .collect(),
        taken: Vec::new(),
        timeline,
        ways: 0,
        told: Vec::new(),
        used: BTreeSet::new(),
        dates: vec![None; region.points.len()],
    };
    search.from(0);
    let certain = |at: usize| search.timeline.dates_of(at as u32 + 1);
    let dates = (0..region.points.len()).map(|at| match search.ways {
        0 => certain(at),
        _ => search.dates[at].expect("a way gave dates to all"),
    });
    let beyond: BTreeSet<u32> = untried
        .iter()
        .flat_map(|&at| [all[at].before.id, all[at].after.id])
        .collect();
    let excluded = alone.into_iter().filter(|(label, found)| {
        let unused = || search.ways > 0 && !search.used.contains(label);
        found.is_some() || (!beyond.contains(label) && unused())
    });
    Scenarios {
        points: region.points.clone(),
        dates: dates.collect(),
        excluded: excluded.collect(),
        tried: mine,
        untried,
        shut,
        ways: search.ways,
        told: search.told,
    }
}

struct Search {
    alternatives: Vec<[Bound; 2]>,
    taken: Vec<u32>,
    timeline: Timeline,
    ways: usize,
    told: Vec<Vec<u32>>,
    used: BTreeSet<u32>,
    /// Of each point, what the ways so far allow.
    dates: Vec<Option<(Option<i64>, Option<i64>)>>,
}

/// The contradiction of a bound with what is certain, if it is in one.
fn refusal(timeline: &mut Timeline, bound: Bound) -> Option<Contradiction> {
    let found = timeline.add(bound).err();
    timeline.withdraw(bound.id);
    found
}

impl Search {
    fn from(&mut self, at: usize) {
        if at == self.alternatives.len() {
            self.keep();
            return;
        }
        for bound in self.alternatives[at] {
            if self.timeline.add(bound).is_ok() {
                self.taken.push(bound.id);
                self.from(at + 1);
                self.taken.pop();
                self.timeline.withdraw(bound.id);
            }
        }
    }

    /// One way that holds.
    fn keep(&mut self) {
        self.ways += 1;
        if self.told.len() < TOLD {
            self.told.push(self.taken.clone());
        }
        self.used.extend(&self.taken);
        for (at, slot) in (1u32..).zip(&mut self.dates) {
            let (earliest, latest) = self.timeline.dates_of(at);
            *slot = Some(match *slot {
                None => (earliest, latest),
                Some((least, most)) => (
                    least.zip(earliest).map(|(a, b)| a.min(b)),
                    most.zip(latest).map(|(a, b)| a.max(b)),
                ),
            });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::network::bound;
    use super::super::{Solution, solve};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    type Dates = (Option<i64>, Option<i64>);

    /// All ways, one full run for each.
    fn one_by_one(network: &Network, alternatives: &[Alternative]) -> (usize, Vec<Dates>) {
        let mut ways = 0;
        let mut dates: Vec<Option<Dates>> = vec![None; network.points() as usize];
        for way in 0..1u32 << alternatives.len() {
            let mut tried = network.clone();
            for (at, one) in alternatives.iter().enumerate() {
                tried.add(if way >> at & 1 == 0 {
                    one.before
                } else {
                    one.after
                });
            }
            let Solution::Consistent(found) = solve(&tried) else {
                continue;
            };
            ways += 1;
            for (at, slot) in dates.iter_mut().enumerate() {
                let (earliest, latest) = (found.earliest[at], found.latest[at]);
                *slot = Some(slot.map_or((earliest, latest), |(a, b): Dates| {
                    (
                        a.zip(earliest).map(|(a, b)| a.min(b)),
                        b.zip(latest).map(|(a, b)| a.max(b)),
                    )
                }));
            }
        }
        (
            ways,
            dates.into_iter().map(Option::unwrap_or_default).collect(),
        )
    }

    proptest! {
        /// Tried region by region and given up early, alternatives come to what every way, one by one, comes to.
        #[test]
        fn alternatives_equal_all_ways_one_by_one(
            dates in vec((1..5u32, 0..30i64, 0..12i64), 0..5),
            pairs in vec((1..5u32, 1..5u32, 1..9i64), 0..5),
        ) {
            let mut network = Network::new(5);
            for (id, (point, least, more)) in (0u32..).zip(dates) {
                network.add(bound(id, 0, point, Some(least), Some(least + more)));
            }
            let pairs: Vec<(u32, u32, i64)> = pairs.into_iter().filter(|(a, b, _)| a != b).collect();
            let alternatives: Vec<Alternative> = (100u32..).step_by(2).zip(&pairs).map(|(id, &(a, b, apart))| Alternative {
                before: bound(id, a, b, Some(apart), None),
                after: bound(id + 1, b, a, Some(apart), None),
            }).collect();
            prop_assume!(matches!(solve(&network), Solution::Consistent(_)));
            let found = scenarios(&network, &alternatives);
            let fits = |bound: Bound| {
                let mut with = network.clone();
                with.add(bound);
                matches!(solve(&with), Solution::Consistent(_))
            };
            let (open, shut): (Vec<usize>, Vec<usize>) = (0..alternatives.len())
                .partition(|&at| fits(alternatives[at].before) || fits(alternatives[at].after));
            let mut told: Vec<usize> = found.iter().flat_map(|region| region.shut.clone()).collect();
            told.sort_unstable();
            prop_assert_eq!(told, shut);
            let open: Vec<Alternative> = open.into_iter().map(|at| alternatives[at]).collect();
            let (ways, dates) = one_by_one(&network, &open);
            prop_assert_eq!(found.iter().map(|region| region.ways).product::<usize>(), ways);
            for region in &found {
                prop_assert!(region.untried.is_empty());
                for (point, own) in region.points.iter().zip(&region.dates) {
                    if ways > 0 {
                        prop_assert_eq!(*own, dates[*point as usize]);
                    }
                }
            }
        }
    }

    /// Past the limit the first are tried and the rest set no limit, which is said.
    #[test]
    fn more_than_a_dozen_are_not_tried_and_named() {
        let mut network = Network::new(32);
        network.add(bound(0, 0, 1, Some(0), Some(10)));
        let alternatives: Vec<Alternative> = (0..30)
            .map(|at| Alternative {
                before: bound(100 + 2 * at, at + 1, at + 2, Some(1), None),
                after: bound(101 + 2 * at, at + 2, at + 1, Some(1), None),
            })
            .collect();
        let found = scenarios(&network, &alternatives);
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].tried.len(), found[0].untried.len()), (12, 18));
        assert_eq!((found[0].ways, found[0].told.len()), (4096, 8));
    }
}

//! A network whose contradictions are set aside, so that one wrong date does not undo the others.

use super::regions::{Region, regions};
use super::solve::contradiction_in;
use super::{Contradiction, Network, Schedule, Solution, solve};
use std::collections::BTreeSet;

/// What a network comes to without the bounds that contradict one another.
#[derive(Clone, Debug)]
pub struct Settled {
    /// Minimal contradictions; no two share a bound. Empty when all bounds can hold.
    pub contradictions: Vec<Contradiction>,
    /// The labels of all bounds that were set aside.
    pub aside: BTreeSet<u32>,
    /// The tightest dates that all other bounds give.
    pub schedule: Schedule,
}

/// So many contradictions of one region are told; if there are more, all its bounds are set aside.
const MOST: usize = 64;

/// Finds contradictions one after another, sets aside every bound of each (which of them is wrong, the bounds do not
/// say), and solves what is left. Regions without a contradiction keep all their bounds.
pub fn settle(network: &Network) -> Settled {
    if let Solution::Consistent(schedule) = solve(network) {
        return Settled {
            contradictions: Vec::new(),
            aside: BTreeSet::new(),
            schedule,
        };
    }
    let mut contradictions = Vec::new();
    let mut aside = BTreeSet::new();
    for region in regions(network, &[], |_| true) {
        set_aside(region, &mut contradictions, &mut aside);
    }
    let left = network.without(|bound| aside.contains(&bound.id));
    let Solution::Consistent(schedule) = solve(&left) else {
        unreachable!("a bound of every contradiction is gone")
    };
    Settled {
        contradictions,
        aside,
        schedule,
    }
}

fn set_aside(region: Region, found: &mut Vec<Contradiction>, aside: &mut BTreeSet<u32>) {
    let mut left = region.network;
    for _ in 0..MOST {
        let Some(next) = contradiction_in(&left) else {
            return;
        };
        let gone: BTreeSet<u32> = next.bounds().into_iter().collect();
        left = left.without(|bound| gone.contains(&bound.id));
        aside.extend(gone);
        found.push(next);
    }
    if contradiction_in(&left).is_some() {
        aside.extend(left.bounds().iter().map(|bound| bound.id));
    }
}

#[cfg(test)]
mod tests {
    use super::super::Bound;
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// No two contradictions share a bound, what is left can hold, and a region without a contradiction has the dates
        /// of a run of its own.
        #[test]
        fn one_contradiction_leaves_all_other_regions_as_they_are(
            bounds in vec((0..3u32, 0..4u32, 0..4u32, prop::option::weighted(0.7, -9..12i64), prop::option::weighted(0.7, -9..12i64)), 0..30),
        ) {
            // Three regions of three points each, and the origin.
            let point = |region: u32, at: u32| if at == 0 { 0 } else { 3 * region + at };
            let mut network = Network::new(10);
            let mut alone = [Network::new(10), Network::new(10), Network::new(10)];
            for (id, (region, from, to, least, most)) in (0u32..).zip(bounds) {
                let bound = Bound { id, from: point(region, from), to: point(region, to), least, most };
                if bound.from != bound.to {
                    network.add(bound);
                    alone[region as usize].add(bound);
                }
            }
            let settled = settle(&network);
            let mut seen = BTreeSet::new();
            for found in &settled.contradictions {
                prop_assert!(found.weight < 0);
                prop_assert!(found.bounds().into_iter().all(|id| seen.insert(id)));
            }
            prop_assert_eq!(&seen, &settled.aside);
            for (region, own) in (0u32..).zip(&alone) {
                match solve(own) {
                    Solution::Consistent(dates) => {
                        prop_assert!(own.bounds().iter().all(|bound| !settled.aside.contains(&bound.id)));
                        for at in 1..4 {
                            let at = point(region, at) as usize;
                            prop_assert_eq!(settled.schedule.earliest[at], dates.earliest[at]);
                            prop_assert_eq!(settled.schedule.latest[at], dates.latest[at]);
                        }
                    }
                    Solution::Contradiction(_) => prop_assert!(own.bounds().iter().any(|bound| settled.aside.contains(&bound.id))),
                }
            }
        }
    }
}

//! Solving a network: the dates each point can have, or why no dates can hold.

use super::graph::{Arc, Graph, Length, NONE};
use super::paths::{Way, paths};
use super::{Network, Side, Step, feasible};

/// What a network comes to.
#[derive(Clone, Debug)]
pub enum Solution {
    /// All bounds can hold together.
    Consistent(Schedule),
    /// They cannot.
    Contradiction(Contradiction),
}

/// A simple negative cycle: bounds that cannot all hold, none of which can be spared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contradiction {
    /// The limits in order round the cycle: each begins at the point where the one before it ends.
    /// A `Most` goes from the bound's `from` to its `to`, a `Least` the other way. The first begins at the
    /// lowest point, which is the origin if it takes part.
    pub cycle: Vec<Step>,
    /// By how many ticks the bounds miss, below zero.
    pub weight: i64,
}

impl Contradiction {
    /// The labels of the bounds, sorted, each once.
    pub fn bounds(&self) -> Vec<u32> {
        let mut ids: Vec<u32> = self.cycle.iter().map(|step| step.bound).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }
}

/// The tightest dates of every point, reckoned from the origin.
#[derive(Clone, Debug)]
pub struct Schedule {
    /// The earliest tick of each point; `None` when nothing bounds it from below.
    pub earliest: Vec<Option<i64>>,
    /// The latest tick of each point; `None` when nothing bounds it from above.
    pub latest: Vec<Option<i64>>,
    graph: Box<Graph>,
    potential: Potential,
    early_parent: Vec<u32>,
    late_parent: Vec<u32>,
}

/// Under these no arc has negative reduced length.
#[derive(Clone, Debug)]
enum Potential {
    Short(Vec<i64>),
    Long(Vec<i128>),
}

/// Whether all bounds can hold, and then the minimal bounds of each point against the origin.
///
/// Worst case O(points × bounds), near linear on what histories look like. A date outside `i64` is held at its end.
pub fn solve(network: &Network) -> Solution {
    let graph = Graph::new(network);
    if graph.is_short() {
        solved(graph, Potential::Short)
    } else {
        solved(graph, Potential::Long)
    }
}

fn solved<L: Length>(graph: Graph, keep: fn(Vec<L>) -> Potential) -> Solution {
    match feasible::potentials(&graph) {
        Ok(potential) => Solution::Consistent(schedule(graph, potential, keep)),
        Err(arcs) => Solution::Contradiction(contradiction(&graph.arcs, &arcs)),
    }
}

/// The first contradiction of a network, without working out dates. Linear where bounds are as in histories.
pub fn contradiction_in(network: &Network) -> Option<Contradiction> {
    let graph = Graph::new(network);
    let arcs = if graph.is_short() {
        feasible::potentials::<i64>(&graph).err()
    } else {
        feasible::potentials::<i128>(&graph).err()
    };
    arcs.map(|arcs| contradiction(&graph.arcs, &arcs))
}

/// The contradiction that arcs make which form a negative cycle in this order.
pub(super) fn contradiction(all: &[Arc], arcs: &[u32]) -> Contradiction {
    let arc = |&index: &u32| &all[index as usize];
    let weight: i128 = arcs.iter().map(|i| i128::from(arc(i).weight)).sum();
    let mut cycle: Vec<Step> = arcs.iter().map(|i| arc(i).step).collect();
    let first = (0..arcs.len()).min_by_key(|&place| arc(&arcs[place]).tail);
    cycle.rotate_left(first.unwrap_or(0));
    Contradiction {
        cycle,
        weight: weight.held(),
    }
}

fn schedule<L: Length>(graph: Graph, potential: Vec<L>, keep: fn(Vec<L>) -> Potential) -> Schedule {
    let up = paths(&graph, &potential, 0, None, Way::Forward);
    let down = paths(&graph, &potential, 0, None, Way::Backward);
    Schedule {
        earliest: down.length.iter().map(|&d| before(d)).collect(),
        latest: up.length.iter().map(|&d| tick(d)).collect(),
        graph: Box::new(graph),
        potential: keep(potential),
        early_parent: down.parent,
        late_parent: up.parent,
    }
}

impl Schedule {
    /// The chain of limits that gives a point's earliest (`Least`) or latest (`Most`) date, from the origin outward.
    ///
    /// Empty for the origin and where there is no such limit.
    pub fn explain(&self, point: u32, side: Side) -> Vec<Step> {
        let parents = match side {
            Side::Least => &self.early_parent,
            Side::Most => &self.late_parent,
        };
        let mut chain = Vec::new();
        let mut at = point;
        while parents[at as usize] != NONE {
            let arc = &self.graph.arcs[parents[at as usize] as usize];
            chain.push(arc.step);
            at = if side == Side::Most {
                arc.tail
            } else {
                arc.head
            };
        }
        chain.reverse();
        chain
    }

    /// The tightest bounds of `t(b) - t(a)`: fewest and most ticks; `None` is no limit.
    ///
    /// One shortest path each way; the full matrix is never made.
    pub fn difference(&self, a: u32, b: u32) -> (Option<i64>, Option<i64>) {
        let (there, back) = (self.between(a, b).0, self.between(b, a).0);
        let fewest = back.map(|back| (-back).held());
        (fewest, there.map(Length::held))
    }

    /// The chain of limits that gives the fewest (`Least`) or the most (`Most`) ticks from `a` to `b`.
    pub fn explain_difference(&self, a: u32, b: u32, side: Side) -> Vec<Step> {
        let (start, goal) = if side == Side::Most { (a, b) } else { (b, a) };
        let parents = self.between(start, goal).1;
        let mut chain = Vec::new();
        let mut at = goal;
        while at != start && parents[at as usize] != NONE {
            let arc = &self.graph.arcs[parents[at as usize] as usize];
            chain.push(arc.step);
            at = arc.tail;
        }
        chain.reverse();
        chain
    }

    /// The shortest length from one point to another, and the arcs on the way.
    fn between(&self, start: u32, goal: u32) -> (Option<i128>, Vec<u32>) {
        match &self.potential {
            Potential::Short(potential) => {
                let found = paths(&self.graph, potential, start, Some(goal), Way::Forward);
                let length = found.length[goal as usize];
                let length = (length != i64::FAR).then(|| i128::from(length));
                (length, found.parent)
            }
            Potential::Long(potential) => {
                let found = paths(&self.graph, potential, start, Some(goal), Way::Forward);
                let length = found.length[goal as usize];
                ((length != i128::FAR).then_some(length), found.parent)
            }
        }
    }
}

fn tick<L: Length>(length: L) -> Option<i64> {
    (length != L::FAR).then(|| length.held())
}

/// The way back, read as the fewest ticks there.
fn before<L: Length>(length: L) -> Option<i64> {
    (length != L::FAR).then(|| (L::ZERO - length).held())
}

#[cfg(test)]
mod tests {
    use super::super::network::bound;
    use super::super::{Bound, contradictions, distrust, fewest_to_distrust};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn network(points: u32, bounds: impl IntoIterator<Item = Bound>) -> Network {
        let mut network = Network::new(points);
        bounds.into_iter().for_each(|bound| network.add(bound));
        network
    }

    fn schedule(network: &Network) -> Schedule {
        match solve(network) {
            Solution::Consistent(schedule) => schedule,
            Solution::Contradiction(found) => panic!("{found:?}"),
        }
    }

    fn any_network() -> impl Strategy<Value = Network> {
        let limit = || prop::option::weighted(0.6, -12..20i64);
        (2..9u32).prop_flat_map(move |points| {
            let one = (0..points, 0..points, limit(), limit());
            vec(one, 0..18).prop_map(move |bounds| {
                let numbered = (0u32..).zip(bounds);
                network(
                    points,
                    numbered.map(|(id, (u, v, lo, hi))| bound(id, u, v, lo, hi)),
                )
            })
        })
    }

    /// Tightest `t(v) - t(u)` for all pairs, by trying every point between (Floyd and Warshall); `None` when none holds.
    fn all_pairs(network: &Network) -> Option<Vec<Vec<Option<i64>>>> {
        let n = network.points() as usize;
        let mut most = vec![vec![None; n]; n];
        let lower = |slot: &mut Option<i64>, value: i64| {
            *slot = Some(slot.map_or(value, |old: i64| old.min(value)));
        };
        (0..n).for_each(|p| most[p][p] = Some(0));
        for b in network.bounds() {
            let (u, v) = (b.from as usize, b.to as usize);
            b.most.into_iter().for_each(|hi| lower(&mut most[u][v], hi));
            b.least
                .into_iter()
                .for_each(|lo| lower(&mut most[v][u], -lo));
        }
        for k in 0..n {
            for i in 0..n {
                for j in 0..n {
                    if let (Some(a), Some(b)) = (most[i][k], most[k][j]) {
                        lower(&mut most[i][j], a + b);
                    }
                }
            }
        }
        (0..n).all(|p| most[p][p] == Some(0)).then_some(most)
    }

    /// The ticks that a chain of limits adds up to.
    fn sum(network: &Network, chain: &[Step]) -> i64 {
        let limit = |step: &Step| {
            let b = &network.bounds()[step.bound as usize];
            match step.side {
                Side::Most => b.most.expect("an upper limit"),
                Side::Least => -b.least.expect("a lower limit"),
            }
        };
        chain.iter().map(limit).sum()
    }

    proptest! {
        #[test]
        fn dates_are_the_tightest_and_chains_explain_them(network in any_network()) {
            match (solve(&network), all_pairs(&network)) {
                (Solution::Consistent(found), Some(most)) => {
                    for p in 0..network.points() {
                        let i = p as usize;
                        prop_assert_eq!(found.latest[i], most[0][i]);
                        prop_assert_eq!(found.earliest[i], most[i][0].map(|d| -d));
                        if found.latest[i].is_some() {
                            prop_assert_eq!(Some(sum(&network, &found.explain(p, Side::Most))), found.latest[i]);
                        }
                        if found.earliest[i].is_some() {
                            prop_assert_eq!(Some(-sum(&network, &found.explain(p, Side::Least))), found.earliest[i]);
                        }
                        for q in 0..network.points() {
                            let j = q as usize;
                            prop_assert_eq!(found.difference(p, q), (most[j][i].map(|d| -d), most[i][j]));
                            if most[i][j].is_some() {
                                let chain = found.explain_difference(p, q, Side::Most);
                                prop_assert_eq!(Some(sum(&network, &chain)), most[i][j]);
                            }
                        }
                    }
                }
                (Solution::Contradiction(found), None) => {
                    prop_assert!(found.weight < 0);
                    prop_assert_eq!(sum(&network, &found.cycle), found.weight);
                }
                (own, other) => prop_assert!(false, "{:?} but {:?}", own, other),
            }
        }

        /// A contradiction falls apart when any one limit of it goes.
        #[test]
        fn a_contradiction_is_minimal(network in any_network()) {
            if let Solution::Contradiction(found) = solve(&network) {
                for spared in &found.cycle {
                    let kept = network.bounds().iter().filter(|b| found.bounds().contains(&b.id)).map(|b| {
                        let used = |side| {
                            let step = Step { bound: b.id, side };
                            found.cycle.contains(&step) && step != *spared
                        };
                        bound(b.id, b.from, b.to, b.least.filter(|_| used(Side::Least)), b.most.filter(|_| used(Side::Most)))
                    });
                    let rest = super::tests::network(network.points(), kept.collect::<Vec<_>>());
                    prop_assert!(all_pairs(&rest).is_some());
                }
            }
        }

        /// No smaller set of documents would do, by trying them all.
        #[test]
        fn distrust_is_the_fewest(network in any_network()) {
            let document = |id: u32| id % 6;
            let found = distrust(&network, document, 100, 10_000);
            prop_assert!(found.exact);
            let enough = |set: u32| all_pairs(&network.without(|b| set >> document(b.id) & 1 == 1)).is_some();
            let fewest = (0..1u32 << 6).filter(|&set| enough(set)).map(u32::count_ones).min();
            prop_assert_eq!(Some(found.documents.len() as u32), fewest);
            let chosen = found.documents.iter().fold(0, |set, document| set | 1 << document);
            prop_assert!(enough(chosen));
        }
    }

    /// The founding article dates a telegram on Kim Il's visit to 18 May 1950, but it speaks of early 1950 as still to come.
    #[test]
    fn the_kovalev_telegram_cannot_be_of_1950() {
        let (dated, reading, to_come) = (0, 1, 2);
        let (writing, early_1950) = (1, 2);
        let day = |days: i64| Some(days * 1440);
        let bounds = [
            bound(dated, 0, writing, day(137), day(138)),
            bound(reading, 0, early_1950, None, day(120)),
            bound(to_come, writing, early_1950, Some(1), None),
        ];
        let Solution::Contradiction(found) = solve(&network(3, bounds)) else {
            panic!("it holds")
        };
        assert_eq!(found.bounds(), [dated, reading, to_come]);
        assert_eq!(found.weight, (120 - 137) * 1440 - 1);
        let emended = bound(dated, 0, writing, day(137 - 365), day(138 - 365));
        let found = schedule(&network(3, [emended, bounds[1], bounds[2]]));
        assert_eq!(found.latest[early_1950 as usize], day(120));
    }

    #[test]
    fn a_chain_of_phrases_dates_what_no_text_dates() {
        // "Nearly three weeks after" the return it is 13 May; the return is from 22 to 25 April.
        let found = schedule(&network(
            3,
            [
                bound(0, 0, 2, Some(133), Some(133)),
                bound(1, 1, 2, Some(18), Some(21)),
            ],
        ));
        assert_eq!((found.earliest[1], found.latest[1]), (Some(112), Some(115)));
        let step = |bound, side| Step { bound, side };
        assert_eq!(
            found.explain(1, Side::Most),
            [step(0, Side::Most), step(1, Side::Least)]
        );
        assert_eq!(
            found.explain(1, Side::Least),
            [step(0, Side::Least), step(1, Side::Most)]
        );
        assert_eq!(found.explain(0, Side::Most), []);
    }

    #[test]
    fn limits_at_the_ends_of_the_range_do_not_overflow() {
        let far = Some(i64::MAX);
        let bounds = (0..50).map(|p| bound(p, p, p + 1, far, far));
        let found = schedule(&network(51, bounds));
        assert_eq!(found.latest[50], far);
        assert_eq!(found.difference(50, 0).0, Some(i64::MIN));
        let ends = [
            bound(0, 0, 1, far, None),
            bound(1, 0, 1, None, Some(i64::MIN)),
        ];
        assert!(matches!(
            solve(&network(2, ends)),
            Solution::Contradiction(_)
        ));
    }

    #[test]
    fn a_contradiction_round_ten_thousand_points_is_found_at_once() {
        let n = 10_000;
        let ring = (0..n).map(|p| bound(p, p, (p + 1) % n, Some(i64::from(p == 0)), None));
        let Solution::Contradiction(found) = solve(&network(n, ring)) else {
            panic!("it holds")
        };
        assert_eq!((found.cycle.len(), found.weight), (n as usize, -1));
    }

    #[test]
    fn a_bound_against_itself_is_a_contradiction() {
        for wrong in [
            bound(4, 0, 1, Some(3), Some(2)),
            bound(4, 1, 1, Some(1), None),
            bound(4, 1, 1, None, Some(-1)),
        ] {
            let Solution::Contradiction(found) = solve(&network(2, [wrong])) else {
                panic!("it holds")
            };
            assert_eq!((found.bounds(), found.weight), (vec![4], -1));
        }
    }

    #[test]
    fn two_bounds_of_one_document_are_distrusted_as_one() {
        // Documents 0 and 1 date two events, document 2 places both otherwise.
        let bounds = [
            bound(0, 0, 1, Some(10), Some(10)),
            bound(1, 0, 2, Some(20), Some(20)),
            bound(2, 0, 1, Some(11), Some(11)),
            bound(5, 0, 2, Some(21), Some(21)),
        ];
        let network = network(3, bounds);
        let cycles = contradictions(&network, |_| 1, 10);
        let mut bounds: Vec<Vec<u32>> = cycles.iter().map(Contradiction::bounds).collect();
        bounds.sort();
        assert_eq!(bounds, [[0, 2], [1, 5]]);
        let found = fewest_to_distrust(&cycles, |id| id % 3, 100);
        assert_eq!(
            (found.documents, found.exact, found.at_least),
            (vec![2], true, 1)
        );
    }
}

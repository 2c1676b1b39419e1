//! Solving a network: the dates each point can have, or why no dates can hold.

use super::graph::{FAR, Graph, Length, NONE};
use super::paths::{Paths, Way, paths};
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
    /// A `Most` goes from the bound's `from` to its `to`, a `Least` the other way.
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
    graph: Graph,
    potential: Vec<Length>,
    early_parent: Vec<u32>,
    late_parent: Vec<u32>,
}

/// Whether all bounds can hold, and then the minimal bounds of each point against the origin.
///
/// Worst case O(points × bounds), near linear on what histories look like. A date outside `i64` is held at its end.
pub fn solve(network: &Network) -> Solution {
    let graph = Graph::new(network);
    match feasible::potentials(&graph) {
        Ok(potential) => Solution::Consistent(schedule(graph, potential)),
        Err(arcs) => Solution::Contradiction(contradiction(&graph, &arcs)),
    }
}

/// The first contradiction of a network, without working out dates.
pub(super) fn contradiction_in(network: &Network) -> Option<Contradiction> {
    let graph = Graph::new(network);
    feasible::potentials(&graph)
        .err()
        .map(|arcs| contradiction(&graph, &arcs))
}

fn contradiction(graph: &Graph, arcs: &[u32]) -> Contradiction {
    let arcs = arcs.iter().map(|&a| &graph.arcs[a as usize]);
    let weight: Length = arcs.clone().map(|arc| Length::from(arc.weight)).sum();
    Contradiction {
        cycle: arcs.map(|arc| arc.step).collect(),
        weight: held(weight),
    }
}

fn schedule(graph: Graph, potential: Vec<Length>) -> Schedule {
    let up = paths(&graph, &potential, 0, None, Way::Forward);
    let down = paths(&graph, &potential, 0, None, Way::Backward);
    Schedule {
        earliest: down
            .length
            .iter()
            .map(|&d| tick(d).map(i64::saturating_neg))
            .collect(),
        latest: up.length.iter().map(|&d| tick(d)).collect(),
        graph,
        potential,
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
        let there = self.between(a, b).length[b as usize];
        let back = self.between(b, a).length[a as usize];
        (tick(back).map(i64::saturating_neg), tick(there))
    }

    /// The chain of limits that gives the fewest (`Least`) or the most (`Most`) ticks from `a` to `b`.
    pub fn explain_difference(&self, a: u32, b: u32, side: Side) -> Vec<Step> {
        let (start, goal) = if side == Side::Most { (a, b) } else { (b, a) };
        let parents = self.between(start, goal).parent;
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

    fn between(&self, start: u32, goal: u32) -> Paths {
        paths(
            &self.graph,
            &self.potential,
            start,
            Some(goal),
            Way::Forward,
        )
    }
}

fn tick(length: Length) -> Option<i64> {
    (length != FAR).then(|| held(length))
}

fn held(length: Length) -> i64 {
    length.clamp(Length::from(i64::MIN), Length::from(i64::MAX)) as i64
}

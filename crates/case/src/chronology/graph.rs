//! The network as a graph in arrays: each limit of each bound is one arc.

use super::{Bound, Network, Side, Step};
use crate::queue::Key;
use std::ops::{Add, Sub};

/// Lengths of paths.
///
/// A path has fewer than 2^33 arcs of less than 2^63 ticks each, so a sum never leaves `i128`; where all weights
/// together stay well inside `i64`, that is taken, in half the room and time.
pub(super) trait Length:
    Key + Add<Output = Self> + Sub<Output = Self> + std::fmt::Debug
{
    /// No path.
    const FAR: Self;
    /// No way at all: the length of standing still.
    const ZERO: Self;
    /// That of one arc.
    fn of(weight: i64) -> Self;
    /// In ticks, held at the ends of their range.
    fn held(self) -> i64;
}

impl Length for i64 {
    const FAR: i64 = i64::MAX;
    const ZERO: i64 = 0;

    fn of(weight: i64) -> i64 {
        weight
    }

    fn held(self) -> i64 {
        self
    }
}

impl Length for i128 {
    const FAR: i128 = i128::MAX;
    const ZERO: i128 = 0;

    fn of(weight: i64) -> i128 {
        i128::from(weight)
    }

    fn held(self) -> i64 {
        self.clamp(i128::from(i64::MIN), i128::from(i64::MAX)) as i64
    }
}

/// "No arc", "no point".
pub(super) const NONE: u32 = u32::MAX;

/// One arc: `t(head) - t(tail) <= weight`.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arc {
    pub(super) tail: u32,
    pub(super) head: u32,
    pub(super) weight: i64,
    pub(super) step: Step,
}

/// What a search asks of an arc: the point at its other end, its weight, and which it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Hop {
    pub(super) weight: i64,
    pub(super) other: u32,
    pub(super) arc: u32,
}

/// Arcs in the order of their bounds, and hops grouped by tail and by head.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) points: usize,
    pub(super) arcs: Vec<Arc>,
    out: Rows,
    into: Rows,
}

/// Compressed rows: row `p` is `starts[p]..starts[p + 1]`.
#[derive(Clone, Debug)]
struct Rows {
    starts: Vec<u32>,
    hops: Vec<Hop>,
}

impl Rows {
    /// Groups the arcs by one end with a stable counting sort.
    fn new(points: usize, arcs: &[Arc], ends: impl Fn(&Arc) -> (u32, u32)) -> Rows {
        let mut next = vec![0u32; points + 1];
        for arc in arcs {
            next[ends(arc).0 as usize + 1] += 1;
        }
        for row in 0..points {
            next[row + 1] += next[row];
        }
        let starts = next.clone();
        let nowhere = Hop {
            weight: 0,
            other: 0,
            arc: 0,
        };
        let mut hops = vec![nowhere; arcs.len()];
        for (number, arc) in (0u32..).zip(arcs) {
            let (own, other) = ends(arc);
            let slot = &mut next[own as usize];
            hops[*slot as usize] = Hop {
                weight: arc.weight,
                other,
                arc: number,
            };
            *slot += 1;
        }
        Rows { starts, hops }
    }

    fn get(&self, point: u32) -> &[Hop] {
        let point = point as usize;
        &self.hops[self.starts[point] as usize..self.starts[point + 1] as usize]
    }
}

impl Graph {
    pub(super) fn new(network: &Network) -> Graph {
        let points = network.points() as usize;
        let arcs: Vec<Arc> = network.bounds().iter().flat_map(arcs_of).collect();
        Graph {
            points,
            out: Rows::new(points, &arcs, |arc| (arc.tail, arc.head)),
            into: Rows::new(points, &arcs, |arc| (arc.head, arc.tail)),
            arcs,
        }
    }

    /// The arcs that leave a point.
    pub(super) fn leaving(&self, point: u32) -> &[Hop] {
        self.out.get(point)
    }

    /// The arcs that reach a point.
    pub(super) fn reaching(&self, point: u32) -> &[Hop] {
        self.into.get(point)
    }

    /// Whether sums of weights, and sums of these, stay inside `i64`.
    pub(super) fn is_short(&self) -> bool {
        let sizes = self
            .arcs
            .iter()
            .map(|arc| u128::from(arc.weight.unsigned_abs()));
        sizes.sum::<u128>() < 1 << 60
    }
}

/// The arcs of a bound: its upper limit, then its lower one.
pub(super) fn arcs_of(bound: &Bound) -> impl Iterator<Item = Arc> + use<> {
    let Bound {
        id,
        from,
        to,
        least,
        most,
    } = *bound;
    let upper = most.map(|most| Arc {
        tail: from,
        head: to,
        weight: most,
        step: Step {
            bound: id,
            side: Side::Most,
        },
    });
    let lower = least.map(|least| Arc {
        tail: to,
        head: from,
        weight: least.saturating_neg(),
        step: Step {
            bound: id,
            side: Side::Least,
        },
    });
    upper.into_iter().chain(lower)
}

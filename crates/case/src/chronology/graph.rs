//! The network as a graph in arrays: each limit of each bound is one arc.

use super::{Bound, Network, Side, Step};

/// Lengths of paths. A path has fewer than 2^33 arcs of less than 2^63 ticks each, so a sum never leaves the range.
pub(super) type Length = i128;

/// No path.
pub(super) const FAR: Length = Length::MAX;

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

/// Arcs grouped by tail, and by head for the way back. Compressed rows: row `p` is `starts[p]..starts[p + 1]`.
#[derive(Clone, Debug)]
pub(super) struct Graph {
    pub(super) points: usize,
    /// Grouped by tail.
    pub(super) arcs: Vec<Arc>,
    pub(super) starts: Vec<u32>,
    /// Indexes into `arcs`, grouped by head.
    pub(super) back: Vec<u32>,
    pub(super) back_starts: Vec<u32>,
}

impl Graph {
    pub(super) fn new(network: &Network) -> Graph {
        let points = network.points() as usize;
        let loose: Vec<Arc> = network.bounds().iter().flat_map(arcs_of).collect();
        let (starts, order) = group(points, loose.iter().map(|a| a.tail));
        let arcs: Vec<Arc> = order.into_iter().map(|i| loose[i as usize]).collect();
        let (back_starts, back) = group(points, arcs.iter().map(|a| a.head));
        Graph {
            points,
            arcs,
            starts,
            back,
            back_starts,
        }
    }

    /// The arcs that leave a point, as a range of `arcs`.
    pub(super) fn leaving(&self, point: usize) -> std::ops::Range<usize> {
        self.starts[point] as usize..self.starts[point + 1] as usize
    }

    /// The arcs that reach a point, as indexes of `arcs`.
    pub(super) fn reaching(&self, point: usize) -> &[u32] {
        &self.back[self.back_starts[point] as usize..self.back_starts[point + 1] as usize]
    }
}

fn arcs_of(bound: &Bound) -> impl Iterator<Item = Arc> + use<> {
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

/// Groups `0..len` by key with a stable counting sort: the starts of the rows, and the indexes row by row.
fn group(rows: usize, keys: impl Iterator<Item = u32> + Clone) -> (Vec<u32>, Vec<u32>) {
    let mut starts = vec![0u32; rows + 1];
    for key in keys.clone() {
        starts[key as usize + 1] += 1;
    }
    for row in 0..rows {
        starts[row + 1] += starts[row];
    }
    let mut next = starts.clone();
    let mut order = vec![0u32; starts[rows] as usize];
    for (i, key) in keys.enumerate() {
        let slot = &mut next[key as usize];
        order[*slot as usize] = i as u32;
        *slot += 1;
    }
    (starts, order)
}

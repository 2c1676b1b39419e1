//! The regions of a network: points that bounds bind to one another, whatever their dates.
//!
//! The calendar's origin binds nothing together. What holds in one region has no say in another, so that whatever
//! takes long may be done region by region.

use super::{Bound, Network};
use std::collections::BTreeMap;

/// Some points of a network with all bounds among them, numbered anew.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The points, rising; the first in the region is number 1 there, since 0 stays the origin.
    pub(super) points: Vec<u32>,
    /// The bounds by the region's own numbers, in the order they have in the network.
    pub(super) network: Network,
}

impl Region {
    /// A bound of the whole network by the region's own numbers.
    pub(super) fn own(&self, bound: &Bound) -> Bound {
        Bound {
            from: self.number(bound.from),
            to: self.number(bound.to),
            ..*bound
        }
    }

    /// The number here of a point of this region.
    pub(super) fn number(&self, point: u32) -> u32 {
        match point {
            0 => 0,
            _ => {
                1 + self
                    .points
                    .binary_search(&point)
                    .expect("it is of this region") as u32
            }
        }
    }
}

/// All regions that `wanted` picks by one of their points, in order of their first points. `also` are pairs of points
/// that belong together though no bound says so.
pub(super) fn regions(
    network: &Network,
    also: &[(u32, u32)],
    wanted: impl Fn(u32) -> bool,
) -> Vec<Region> {
    let mut joined = Joined::new(network.points());
    let pairs = network.bounds().iter().map(|bound| (bound.from, bound.to));
    pairs
        .chain(also.iter().copied())
        .filter(|&(a, b)| a != 0 && b != 0)
        .for_each(|(a, b)| joined.join(a, b));
    let mut points: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for point in (1..network.points()).filter(|&point| wanted(point)) {
        points.entry(joined.top(point)).or_default();
    }
    for point in 1..network.points() {
        if let Some(all) = points.get_mut(&joined.top(point)) {
            all.push(point);
        }
    }
    let mut bounds: BTreeMap<u32, Vec<Bound>> = BTreeMap::new();
    for bound in network.bounds() {
        let top = joined.top(if bound.from == 0 {
            bound.to
        } else {
            bound.from
        });
        if points.contains_key(&top) {
            bounds.entry(top).or_default().push(*bound);
        }
    }
    let region = |(top, points): (u32, Vec<u32>)| {
        let mut region = Region {
            network: Network::new(points.len() as u32 + 1),
            points,
        };
        for bound in bounds.remove(&top).unwrap_or_default() {
            let own = region.own(&bound);
            region.network.add(own);
        }
        region
    };
    let mut all: Vec<Region> = points.into_iter().map(region).collect();
    all.sort_by_key(|region| region.points[0]);
    all
}

/// Which points belong together.
struct Joined {
    above: Vec<u32>,
}

impl Joined {
    fn new(points: u32) -> Joined {
        Joined {
            above: (0..points).collect(),
        }
    }

    fn top(&mut self, mut point: u32) -> u32 {
        while self.above[point as usize] != point {
            let above = self.above[point as usize];
            self.above[point as usize] = self.above[above as usize];
            point = above;
        }
        point
    }

    /// The lower number stays on top, so that the order of bounds does not matter.
    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.top(a), self.top(b));
        self.above[a.max(b) as usize] = a.min(b);
    }
}

//! Shortest paths from one point, by Dijkstra on lengths that potentials have made non-negative.

use super::graph::{Graph, Length, NONE};
use crate::queue::Queue;

/// Along the arcs, or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Backward,
}

/// Lengths from the start (or to it, going backward) and the arc next to each point on its path.
pub(super) struct Paths<L> {
    pub(super) length: Vec<L>,
    pub(super) parent: Vec<u32>,
}

/// Shortest paths between `start` and every point; stops once `goal` is settled, when one is given.
pub(super) fn paths<L: Length>(
    graph: &Graph,
    potential: &[L],
    start: u32,
    goal: Option<u32>,
    way: Way,
) -> Paths<L> {
    let mut found = Paths {
        length: vec![L::FAR; graph.points],
        parent: vec![NONE; graph.points],
    };
    let mut queue = Queue::new();
    found.length[start as usize] = L::ZERO;
    queue.push(L::ZERO, start);
    while let Some((reduced, point)) = queue.pop() {
        if reduced > found.length[point as usize] {
            continue;
        }
        if goal == Some(point) {
            break;
        }
        let own = potential[point as usize];
        let hops = match way {
            Way::Forward => graph.leaving(point),
            Way::Backward => graph.reaching(point),
        };
        for hop in hops {
            let other = hop.other as usize;
            let drop = match way {
                Way::Forward => own - potential[other],
                Way::Backward => potential[other] - own,
            };
            let offer = reduced + (L::of(hop.weight) + drop);
            if offer < found.length[other] {
                found.length[other] = offer;
                found.parent[other] = hop.arc;
                queue.push(offer, hop.other);
            }
        }
    }
    restore(&mut found.length, potential, start, way);
    found
}

/// Turns reduced lengths back to true ones.
fn restore<L: Length>(length: &mut [L], potential: &[L], start: u32, way: Way) {
    let base = potential[start as usize];
    for (reduced, &own) in length.iter_mut().zip(potential) {
        if *reduced != L::FAR {
            let rise = if way == Way::Forward {
                own - base
            } else {
                base - own
            };
            *reduced = *reduced + rise;
        }
    }
}

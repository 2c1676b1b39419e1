//! Shortest paths from one point, by Dijkstra on lengths that potentials have made non-negative.

use super::graph::{FAR, Graph, Length, NONE};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// Along the arcs, or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Way {
    Forward,
    Backward,
}

/// Lengths from the start (or to it, going backward) and the arc next to each point on its path.
pub(super) struct Paths {
    pub(super) length: Vec<Length>,
    pub(super) parent: Vec<u32>,
}

/// Shortest paths between `start` and every point; stops once `goal` is settled, when one is given.
pub(super) fn paths(
    graph: &Graph,
    potential: &[Length],
    start: u32,
    goal: Option<u32>,
    way: Way,
) -> Paths {
    let mut found = Paths {
        length: vec![FAR; graph.points],
        parent: vec![NONE; graph.points],
    };
    let mut heap = BinaryHeap::new();
    found.length[start as usize] = 0;
    heap.push((Reverse(0), start));
    while let Some((Reverse(reduced), point)) = heap.pop() {
        if reduced > found.length[point as usize] {
            continue;
        }
        if goal == Some(point) {
            break;
        }
        let mut relax = |index: usize| {
            let arc = &graph.arcs[index];
            let other = if way == Way::Forward {
                arc.head
            } else {
                arc.tail
            };
            let cost = Length::from(arc.weight) + potential[arc.tail as usize]
                - potential[arc.head as usize];
            if reduced + cost < found.length[other as usize] {
                found.length[other as usize] = reduced + cost;
                found.parent[other as usize] = index as u32;
                heap.push((Reverse(reduced + cost), other));
            }
        };
        match way {
            Way::Forward => graph.leaving(point as usize).for_each(relax),
            Way::Backward => {
                graph
                    .reaching(point as usize)
                    .iter()
                    .for_each(|&i| relax(i as usize));
            }
        }
    }
    restore(&mut found.length, potential, start, way);
    found
}

/// Turns reduced lengths back to true ones.
fn restore(length: &mut [Length], potential: &[Length], start: u32, way: Way) {
    let base = potential[start as usize];
    for (reduced, &own) in length.iter_mut().zip(potential) {
        if *reduced != FAR {
            *reduced += if way == Way::Forward {
                own - base
            } else {
                base - own
            };
        }
    }
}

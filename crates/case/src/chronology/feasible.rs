//! Can all bounds hold? Queue Bellman-Ford with Tarjan's subtree disassembly.
//!
//! The tree of tentative shortest paths is kept as a list in preorder with depths. When a point's label
//! falls, its whole subtree is taken out of the tree (those labels are out of date, so scanning them would
//! be wasted work). If the tail of the arc is found inside, the arc closes a negative cycle: it is found
//! the moment it arises, also where it is long (Cherkassky and Goldberg 1999, "BFCT").

use super::graph::{Graph, Length, NONE};
use std::collections::VecDeque;

/// Potentials under which no arc has negative reduced length, or the arcs of a simple negative cycle in order.
pub(super) fn potentials<L: Length>(graph: &Graph) -> Result<Vec<L>, Vec<u32>> {
    let mut search = Search::new(graph);
    while let Some(point) = search.queue.pop_front() {
        search.queued[point as usize] = false;
        if search.depth[point as usize] != OUT {
            search.scan(point)?;
        }
    }
    Ok(search.label)
}

/// Depth of a point that is not in the tree.
const OUT: u32 = u32::MAX;

struct Search<'a, L> {
    graph: &'a Graph,
    label: Vec<L>,
    /// The arc that gave the label.
    parent: Vec<u32>,
    /// The tree in preorder as a ring; the virtual root, one past the last point, has arcs of length 0 to all.
    after: Vec<u32>,
    before: Vec<u32>,
    depth: Vec<u32>,
    queue: VecDeque<u32>,
    queued: Vec<bool>,
}

impl<'a, L: Length> Search<'a, L> {
    fn new(graph: &'a Graph) -> Search<'a, L> {
        let n = graph.points;
        let ring = n as u32 + 1;
        let mut depth = vec![1; n + 1];
        depth[n] = 0;
        Search {
            graph,
            label: vec![L::ZERO; n],
            parent: vec![NONE; n],
            after: (0..ring).map(|p| (p + 1) % ring).collect(),
            before: (0..ring).map(|p| (p + ring - 1) % ring).collect(),
            depth,
            queue: (0..n as u32).collect(),
            queued: vec![true; n],
        }
    }

    fn scan(&mut self, tail: u32) -> Result<(), Vec<u32>> {
        let graph = self.graph;
        for hop in graph.leaving(tail) {
            let head = hop.other;
            let offer = self.label[tail as usize] + L::of(hop.weight);
            if offer < self.label[head as usize] {
                self.disassemble(head, tail)
                    .map_err(|()| self.cycle(hop.arc))?;
                self.label[head as usize] = offer;
                self.parent[head as usize] = hop.arc;
                self.attach(head, tail);
                if !std::mem::replace(&mut self.queued[head as usize], true) {
                    self.queue.push_back(head);
                }
            }
        }
        Ok(())
    }

    /// Takes the subtree of `top` out of the tree; fails when `tail` is in it.
    fn disassemble(&mut self, top: u32, tail: u32) -> Result<(), ()> {
        if top == tail {
            return Err(());
        }
        let height = self.depth[top as usize];
        if height == OUT {
            return Ok(());
        }
        let first = self.before[top as usize];
        let mut point = self.after[top as usize];
        // The virtual root has depth 0 and stands in the ring, so the walk ends.
        while self.depth[point as usize] > height {
            if point == tail {
                return Err(());
            }
            self.depth[point as usize] = OUT;
            point = self.after[point as usize];
        }
        self.depth[top as usize] = OUT;
        self.after[first as usize] = point;
        self.before[point as usize] = first;
        Ok(())
    }

    fn attach(&mut self, point: u32, under: u32) {
        let next = self.after[under as usize];
        self.depth[point as usize] = self.depth[under as usize] + 1;
        self.after[under as usize] = point;
        self.before[point as usize] = under;
        self.after[point as usize] = next;
        self.before[next as usize] = point;
    }

    /// The cycle that `closing` makes with the tree path from its head to its tail.
    fn cycle(&self, closing: u32) -> Vec<u32> {
        let top = self.graph.arcs[closing as usize].head;
        let mut arcs = vec![closing];
        let mut point = self.graph.arcs[closing as usize].tail;
        while point != top {
            let arc = self.parent[point as usize];
            arcs.push(arc);
            point = self.graph.arcs[arc as usize].tail;
        }
        arcs.reverse();
        arcs
    }
}

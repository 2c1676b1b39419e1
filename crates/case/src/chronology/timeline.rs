//! A network that stays solved while bounds come and go.
//!
//! Adding a bound moves only the potentials it forces (Cotton and Maler 2006) and then lets only those dates fall or
//! rise that it tightens. Withdrawing one leaves the potentials as they are, which stay good, and reckons anew only
//! the dates whose chain went through it (after Ramalingam and Reps 1996).

use super::graph::{Arc, Length, NONE, arcs_of};
use super::solve::contradiction;
use super::{Bound, Contradiction, Network, Side, Step};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Points, bounds that can all hold, and the tightest dates they give, kept up to date.
#[derive(Clone, Debug, Default)]
pub struct Timeline {
    arcs: Vec<Link>,
    /// Where the arcs of each bound begin, by label; withdrawn ones are taken out.
    labels: BTreeMap<u32, Vec<u32>>,
    out: Vec<u32>,
    into: Vec<u32>,
    potential: Vec<i128>,
    late: Dates,
    early: Dates,
    rising: Rising,
}

/// An arc in the two lists it stands in.
#[derive(Clone, Copy, Debug)]
struct Link {
    arc: Arc,
    next_out: u32,
    next_into: u32,
    gone: bool,
}

/// Lengths of shortest paths from the origin, or to it, and the arc next to each point on its path.
#[derive(Clone, Debug, Default)]
struct Dates {
    length: Vec<i128>,
    parent: Vec<u32>,
}

/// Memory for adding: by how much each point would fall, and the arc that says so.
#[derive(Clone, Debug, Default)]
struct Rising {
    fall: Vec<i128>,
    by: Vec<u32>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// Along the arcs: the latest dates.
    Along,
    /// Against them: the earliest.
    Against,
}

impl Timeline {
    /// So many points without bounds; the origin is always there.
    pub fn new(points: u32) -> Timeline {
        let mut timeline = Timeline::default();
        for _ in 0..points.max(1) {
            timeline.add_point();
        }
        timeline.late.length[0] = 0;
        timeline.early.length[0] = 0;
        timeline
    }

    /// All bounds of a network, added one by one; those that contradict the ones before are left out and told.
    pub fn of(network: &Network) -> (Timeline, Vec<Contradiction>) {
        let mut timeline = Timeline::new(network.points());
        let added = network.bounds().iter().map(|bound| timeline.add(*bound));
        let refused = added.filter_map(Result::err).collect();
        (timeline, refused)
    }

    /// A new point, not yet bound to anything.
    pub fn add_point(&mut self) -> u32 {
        let point = self.potential.len() as u32;
        self.potential.push(0);
        self.out.push(NONE);
        self.into.push(NONE);
        for dates in [&mut self.late, &mut self.early] {
            dates.length.push(i128::FAR);
            dates.parent.push(NONE);
        }
        self.rising.fall.push(0);
        self.rising.by.push(NONE);
        point
    }

    /// Adds a bound and tightens what follows from it, or says what it contradicts and changes nothing.
    ///
    /// Panics when it names a point that is not there.
    pub fn add(&mut self, bound: Bound) -> Result<(), Contradiction> {
        let mut added = Vec::new();
        for arc in arcs_of(&bound) {
            let number = self.link(arc);
            added.push(number);
            if let Err(cycle) = self.raise(number) {
                let arcs: Vec<Arc> = cycle.iter().map(|&i| self.arcs[i as usize].arc).collect();
                let order: Vec<u32> = (0..arcs.len() as u32).collect();
                // The one that closed the cycle first: no date has heard of it.
                added
                    .into_iter()
                    .rev()
                    .for_each(|number| self.drop_arc(number));
                return Err(contradiction(&arcs, &order));
            }
            self.tighten(number, Way::Along);
            self.tighten(number, Way::Against);
        }
        self.labels.entry(bound.id).or_default().extend(added);
        Ok(())
    }

    /// Withdraws all bounds of a label; whether there was one.
    pub fn withdraw(&mut self, id: u32) -> bool {
        let Some(arcs) = self.labels.remove(&id) else {
            return false;
        };
        arcs.into_iter().for_each(|number| self.drop_arc(number));
        true
    }

    /// The earliest tick of a point; `None` when nothing bounds it from below.
    pub fn earliest(&self, point: u32) -> Option<i64> {
        let length = self.early.length[point as usize];
        (length != i128::FAR).then(|| (-length).held())
    }

    /// The latest tick of a point; `None` when nothing bounds it from above.
    pub fn latest(&self, point: u32) -> Option<i64> {
        let length = self.late.length[point as usize];
        (length != i128::FAR).then(|| length.held())
    }

    /// The earliest and the latest tick of a point.
    pub fn dates_of(&self, point: u32) -> (Option<i64>, Option<i64>) {
        (self.earliest(point), self.latest(point))
    }

    /// The chain of limits that gives a point's earliest (`Least`) or latest (`Most`) date, from the origin outward.
    pub fn explain(&self, point: u32, side: Side) -> Vec<Step> {
        let dates = match side {
            Side::Least => &self.early,
            Side::Most => &self.late,
        };
        let mut chain = Vec::new();
        let mut at = point;
        while dates.parent[at as usize] != NONE {
            let arc = &self.arcs[dates.parent[at as usize] as usize].arc;
            chain.push(arc.step);
            at = match side {
                Side::Most => arc.tail,
                Side::Least => arc.head,
            };
        }
        chain.reverse();
        chain
    }

    fn link(&mut self, arc: Arc) -> u32 {
        let number = self.arcs.len() as u32;
        self.arcs.push(Link {
            arc,
            next_out: self.out[arc.tail as usize],
            next_into: self.into[arc.head as usize],
            gone: false,
        });
        self.out[arc.tail as usize] = number;
        self.into[arc.head as usize] = number;
        number
    }

    /// The arcs at a point, going one way: their number, the point at the other end, and the weight.
    fn hops(&self, point: u32, way: Way) -> impl Iterator<Item = (u32, u32, i128)> + '_ {
        let first = match way {
            Way::Along => self.out[point as usize],
            Way::Against => self.into[point as usize],
        };
        let link = move |number: u32| &self.arcs[number as usize];
        let there = |number: u32| (number != NONE).then_some(number);
        let all = std::iter::successors(there(first), move |&number| match way {
            Way::Along => there(link(number).next_out),
            Way::Against => there(link(number).next_into),
        });
        all.filter(move |&number| !link(number).gone)
            .map(move |number| {
                let arc = &link(number).arc;
                let other = match way {
                    Way::Along => arc.head,
                    Way::Against => arc.tail,
                };
                (number, other, i128::of(arc.weight))
            })
    }

    /// Lets potentials fall until a new arc has no negative reduced length; gives the cycle where none will do.
    fn raise(&mut self, new: u32) -> Result<(), Vec<u32>> {
        let Arc {
            tail, head, weight, ..
        } = self.arcs[new as usize].arc;
        let fall = self.potential[tail as usize] + i128::of(weight) - self.potential[head as usize];
        if fall >= 0 {
            return Ok(());
        }
        let mut before: Vec<(u32, i128)> = Vec::new();
        let mut heap = BinaryHeap::from([(Reverse(fall), head)]);
        let mut touched = vec![head];
        self.rising.fall[head as usize] = fall;
        self.rising.by[head as usize] = new;
        let mut cycle = None;
        while let Some((Reverse(fall), point)) = heap.pop() {
            if fall != self.rising.fall[point as usize] {
                continue;
            }
            if point == tail {
                cycle = Some(self.round(new));
                break;
            }
            before.push((point, self.potential[point as usize]));
            self.potential[point as usize] += fall;
            self.rising.fall[point as usize] = 0;
            let own = self.potential[point as usize];
            let mut offers = Vec::new();
            for (number, other, weight) in self.hops(point, Way::Along) {
                let fall = own + weight - self.potential[other as usize];
                if fall < self.rising.fall[other as usize] {
                    offers.push((fall, other, number));
                }
            }
            for (fall, other, number) in offers {
                if fall < self.rising.fall[other as usize] {
                    self.rising.fall[other as usize] = fall;
                    self.rising.by[other as usize] = number;
                    touched.push(other);
                    heap.push((Reverse(fall), other));
                }
            }
        }
        for point in touched {
            self.rising.fall[point as usize] = 0;
        }
        let Some(cycle) = cycle else { return Ok(()) };
        for (point, potential) in before.into_iter().rev() {
            self.potential[point as usize] = potential;
        }
        Err(cycle)
    }

    /// The arcs from the head of a new arc back to its tail, and the arc itself, in order.
    fn round(&self, new: u32) -> Vec<u32> {
        let head = self.arcs[new as usize].arc.head;
        let mut at = self.arcs[new as usize].arc.tail;
        let mut cycle = vec![new];
        while at != head {
            let by = self.rising.by[at as usize];
            cycle.push(by);
            at = self.arcs[by as usize].arc.tail;
        }
        cycle.reverse();
        cycle
    }

    fn dates(&mut self, way: Way) -> &mut Dates {
        match way {
            Way::Along => &mut self.late,
            Way::Against => &mut self.early,
        }
    }

    /// Lets the dates fall that a new arc tightens.
    fn tighten(&mut self, new: u32, way: Way) {
        let Arc {
            tail, head, weight, ..
        } = self.arcs[new as usize].arc;
        let (from, to) = match way {
            Way::Along => (tail, head),
            Way::Against => (head, tail),
        };
        let dates = self.dates(way);
        if dates.length[from as usize] == i128::FAR {
            return;
        }
        let offer = dates.length[from as usize] + i128::of(weight);
        if offer < dates.length[to as usize] {
            dates.length[to as usize] = offer;
            dates.parent[to as usize] = new;
            self.settle(&[to], way);
        }
    }

    /// Dijkstra onward from points whose lengths are new, by lengths that the potentials make non-negative.
    fn settle(&mut self, from: &[u32], way: Way) {
        let mut heap: BinaryHeap<(Reverse<i128>, u32)> = from
            .iter()
            .map(|&point| (Reverse(self.reduced(point, way)), point))
            .collect();
        let mut offers = Vec::new();
        while let Some((Reverse(reduced), point)) = heap.pop() {
            if reduced > self.reduced(point, way) {
                continue;
            }
            let length = self.dates(way).length[point as usize];
            offers.extend(self.hops(point, way));
            for (number, other, weight) in offers.drain(..) {
                let dates = self.dates(way);
                if length + weight < dates.length[other as usize] {
                    dates.length[other as usize] = length + weight;
                    dates.parent[other as usize] = number;
                    heap.push((Reverse(self.reduced(other, way)), other));
                }
            }
        }
    }

    fn reduced(&self, point: u32, way: Way) -> i128 {
        let potential = self.potential[point as usize];
        match way {
            Way::Along => self.late.length[point as usize] - potential,
            Way::Against => self.early.length[point as usize] + potential,
        }
    }

    /// Takes an arc away and reckons anew the dates that went through it.
    fn drop_arc(&mut self, number: u32) {
        self.arcs[number as usize].gone = true;
        for way in [Way::Along, Way::Against] {
            let arc = self.arcs[number as usize].arc;
            let to = match way {
                Way::Along => arc.head,
                Way::Against => arc.tail,
            };
            if self.dates(way).parent[to as usize] == number {
                self.reckon_anew(to, way);
            }
        }
        self.unlink(number);
    }

    /// Dates that hung on `top` are forgotten, offered again by points that keep theirs, and settled.
    fn reckon_anew(&mut self, top: u32, way: Way) {
        let mut hung = vec![top];
        let mut at = 0;
        self.forget(top, way);
        while at < hung.len() {
            let hops: Vec<(u32, u32, i128)> = self.hops(hung[at], way).collect();
            for (number, other, _) in hops {
                if self.dates(way).parent[other as usize] == number {
                    self.forget(other, way);
                    hung.push(other);
                }
            }
            at += 1;
        }
        let back = match way {
            Way::Along => Way::Against,
            Way::Against => Way::Along,
        };
        for &point in &hung {
            let hops: Vec<(u32, u32, i128)> = self.hops(point, back).collect();
            for (number, other, weight) in hops {
                let dates = self.dates(way);
                let length = dates.length[other as usize];
                if length != i128::FAR && length + weight < dates.length[point as usize] {
                    dates.length[point as usize] = length + weight;
                    dates.parent[point as usize] = number;
                }
            }
        }
        hung.retain(|&point| self.dates(way).length[point as usize] != i128::FAR);
        self.settle(&hung, way);
    }

    fn forget(&mut self, point: u32, way: Way) {
        let dates = self.dates(way);
        dates.length[point as usize] = i128::FAR;
        dates.parent[point as usize] = NONE;
    }

    /// Takes an arc that is gone out of the lists it stands in.
    fn unlink(&mut self, number: u32) {
        let Link {
            arc,
            next_out,
            next_into,
            ..
        } = self.arcs[number as usize];
        let mut at = self.out[arc.tail as usize];
        if at == number {
            self.out[arc.tail as usize] = next_out;
        } else {
            while self.arcs[at as usize].next_out != number {
                at = self.arcs[at as usize].next_out;
            }
            self.arcs[at as usize].next_out = next_out;
        }
        let mut at = self.into[arc.head as usize];
        if at == number {
            self.into[arc.head as usize] = next_into;
        } else {
            while self.arcs[at as usize].next_into != number {
                at = self.arcs[at as usize].next_into;
            }
            self.arcs[at as usize].next_into = next_into;
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

    fn same_dates(timeline: &Timeline, network: &Network) -> Result<(), TestCaseError> {
        let Solution::Consistent(found) = solve(network) else {
            return Err(TestCaseError::fail("what was kept cannot all hold"));
        };
        for point in 0..network.points() {
            prop_assert_eq!(timeline.earliest(point), found.earliest[point as usize]);
            prop_assert_eq!(timeline.latest(point), found.latest[point as usize]);
            let chain = timeline.explain(point, Side::Most);
            prop_assert_eq!(
                chain.is_empty(),
                point == 0 || timeline.latest(point).is_none()
            );
        }
        Ok(())
    }

    proptest! {
        /// After every bound added or withdrawn: the dates of a full run, and a bound is refused exactly when a full
        /// run finds a contradiction, with a negative cycle that it takes part in.
        #[test]
        fn adding_and_withdrawing_equal_a_full_run(
            points in 2..8u32,
            steps in vec((0..8u32, 0..8u32, prop::option::weighted(0.7, -12..20i64), prop::option::weighted(0.7, -12..20i64), prop::option::weighted(0.3, 0..40u32)), 0..40),
        ) {
            let mut timeline = Timeline::new(points);
            let mut kept: Vec<Bound> = Vec::new();
            for (id, (from, to, least, most, gone)) in (0u32..).zip(steps) {
                if let Some(gone) = gone {
                    prop_assert_eq!(timeline.withdraw(gone), kept.iter().any(|b| b.id == gone));
                    kept.retain(|b| b.id != gone);
                } else {
                    let new = bound(id, from % points, to % points, least, most);
                    let mut network = Network::new(points);
                    kept.iter().chain([&new]).for_each(|b| network.add(*b));
                    let holds = matches!(solve(&network), Solution::Consistent(_));
                    match timeline.add(new) {
                        Ok(()) => {
                            prop_assert!(holds);
                            kept.push(new);
                        }
                        Err(found) => {
                            prop_assert!(!holds);
                            prop_assert!(found.weight < 0 && found.bounds().contains(&id));
                            let limit = |step: &Step| {
                                let b = kept.iter().chain([&new]).find(|b| b.id == step.bound).expect("a bound");
                                match step.side {
                                    Side::Most => b.most.expect("an upper limit"),
                                    Side::Least => -b.least.expect("a lower limit"),
                                }
                            };
                            prop_assert_eq!(found.cycle.iter().map(limit).sum::<i64>(), found.weight);
                        }
                    }
                }
                let mut network = Network::new(points);
                kept.iter().for_each(|b| network.add(*b));
                same_dates(&timeline, &network)?;
            }
        }
    }

    #[test]
    fn a_bound_against_itself_changes_nothing() {
        let mut timeline = Timeline::new(2);
        assert!(timeline.add(bound(1, 0, 1, Some(3), Some(5))).is_ok());
        let refused = timeline.add(bound(2, 0, 1, Some(5), Some(4)));
        assert_eq!(refused.map_err(|found| found.bounds()), Err(vec![2]));
        assert_eq!(
            (timeline.earliest(1), timeline.latest(1)),
            (Some(3), Some(5))
        );
    }
}

//! Points, bounds and the network they make.

/// A closed stretch of time, in ticks: `lo <= hi`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Interval {
    /// The earliest tick.
    pub lo: i64,
    /// The latest tick.
    pub hi: i64,
}

impl Interval {
    /// One instant.
    pub fn at(tick: i64) -> Interval {
        Interval { lo: tick, hi: tick }
    }
}

/// A labelled bound: `least <= t(to) - t(from) <= most`, in ticks; `None` is no limit on that side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Bound {
    /// The caller's label: what sentence says so. Need not be unique.
    pub id: u32,
    /// The point reckoned from.
    pub from: u32,
    /// The point reckoned to.
    pub to: u32,
    /// The fewest ticks from `from` to `to`.
    pub least: Option<i64>,
    /// The most ticks from `from` to `to`.
    pub most: Option<i64>,
}

/// Which limit of a bound, or of a point's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Side {
    /// The lower limit: not earlier than, at least so long after.
    Least,
    /// The upper limit: not later than, at most so long after.
    Most,
}

/// One limit of one bound, as it is used in a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Step {
    /// The label of the bound.
    pub bound: u32,
    /// Which of its two limits.
    pub side: Side,
}

/// Points `0..points` and the bounds between them; point 0 is the origin of the calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Network {
    points: u32,
    bounds: Vec<Bound>,
}

impl Network {
    /// A network of so many points without bounds. The origin is always there.
    pub fn new(points: u32) -> Network {
        Network {
            points: points.max(1),
            bounds: Vec::new(),
        }
    }

    /// Adds a bound. Panics when it names a point that the network does not have.
    pub fn add(&mut self, bound: Bound) {
        assert!(
            bound.from < self.points && bound.to < self.points,
            "bound {} names a point beyond {}",
            bound.id,
            self.points
        );
        self.bounds.push(bound);
    }

    /// A new point, not yet bound to anything.
    pub fn add_point(&mut self) -> u32 {
        self.points += 1;
        self.points - 1
    }

    /// How many points there are, the origin included.
    pub fn points(&self) -> u32 {
        self.points
    }

    /// The bounds, in the order they were added.
    pub fn bounds(&self) -> &[Bound] {
        &self.bounds
    }

    /// The same network without the bounds that `drop` names.
    pub fn without(&self, drop: impl Fn(&Bound) -> bool) -> Network {
        let bounds = self.bounds.iter().filter(|b| !drop(b)).copied().collect();
        Network {
            points: self.points,
            bounds,
        }
    }
}

/// A bound in one line, for tests.
#[cfg(test)]
pub(super) fn bound(id: u32, from: u32, to: u32, least: Option<i64>, most: Option<i64>) -> Bound {
    Bound {
        id,
        from,
        to,
        least,
        most,
    }
}

//! Bounds of an instant, and the order of two of them.

use super::calendar::{Day, Tick};
use std::fmt;

/// The earliest and the latest tick at which something can lie, both included; `None` is unbounded.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub struct Bounds {
    /// First possible tick.
    pub earliest: Option<Tick>,
    /// Last possible tick.
    pub latest: Option<Tick>,
}

/// The order of two instants of which only bounds are known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Order {
    /// The first lies before the second, wherever both lie within their bounds.
    Before,
    /// The first lies after the second, wherever both lie.
    After,
    /// Both are the same single tick.
    Same,
    /// The bounds do not decide.
    Undecided,
}

impl Bounds {
    /// No bound on either side.
    pub const OPEN: Bounds = Bounds {
        earliest: None,
        latest: None,
    };

    /// Closed bounds from the first tick of one day to the last of another.
    pub fn of_days(first: Day, last: Day) -> Bounds {
        Bounds {
            earliest: Some(first.start()),
            latest: Some(last.end()),
        }
    }

    /// Closed bounds between two ticks.
    pub fn between(earliest: Tick, latest: Tick) -> Bounds {
        Bounds {
            earliest: Some(earliest),
            latest: Some(latest),
        }
    }

    /// True when no tick lies within: the earliest is after the latest.
    pub fn is_empty(self) -> bool {
        matches!((self.earliest, self.latest), (Some(e), Some(l)) if e > l)
    }

    /// True when the tick lies within.
    pub fn contains(self, tick: Tick) -> bool {
        self.earliest.is_none_or(|e| e <= tick) && self.latest.is_none_or(|l| tick <= l)
    }

    /// What both allow; may be empty.
    pub fn meet(self, other: Bounds) -> Bounds {
        Bounds {
            earliest: self.earliest.max(other.earliest),
            latest: match (self.latest, other.latest) {
                (Some(a), Some(b)) => Some(a.min(b)),
                (a, b) => a.or(b),
            },
        }
    }

    /// The smallest bounds that hold both.
    pub fn hull(self, other: Bounds) -> Bounds {
        Bounds {
            earliest: self.earliest.zip(other.earliest).map(|(a, b)| a.min(b)),
            latest: self.latest.zip(other.latest).map(|(a, b)| a.max(b)),
        }
    }

    /// The order of an instant within these bounds and one within the others.
    pub fn order(self, other: Bounds) -> Order {
        if self.certainly_before(other) {
            Order::Before
        } else if other.certainly_before(self) {
            Order::After
        } else if self.earliest.is_some() && self.earliest == self.latest && self == other {
            Order::Same
        } else {
            Order::Undecided
        }
    }

    /// True when every instant of these bounds is before every one of the others.
    pub fn certainly_before(self, other: Bounds) -> bool {
        matches!((self.latest, other.earliest), (Some(a), Some(b)) if a < b)
    }

    /// True when some instant of these bounds is before some one of the others.
    pub fn possibly_before(self, other: Bounds) -> bool {
        !matches!((self.earliest, other.latest), (Some(a), Some(b)) if a >= b)
    }

    /// True when the two share a tick.
    pub fn overlaps(self, other: Bounds) -> bool {
        !self.is_empty() && !other.is_empty() && !self.meet(other).is_empty()
    }

    /// The first and the last day, where both sides are bounded.
    pub fn days(self) -> Option<(Day, Day)> {
        Some((Day::of(self.earliest?), Day::of(self.latest?)))
    }
}

impl fmt::Display for Bounds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.earliest, self.latest) {
            (None, None) => write!(f, "at any time"),
            (Some(e), None) => write!(f, "{} or later", edge(e, 0)),
            (None, Some(l)) => write!(f, "{} or earlier", edge(l, super::calendar::DAY - 1)),
            (Some(e), Some(l)) if e == Day::of(e).start() && l == Day::of(e).end() => {
                write!(f, "{}", Day::of(e))
            }
            (Some(e), Some(l)) if e == l => write!(f, "{}", edge(e, -1)),
            (Some(e), Some(l)) => {
                write!(f, "{} to {}", edge(e, 0), edge(l, super::calendar::DAY - 1))
            }
        }
    }
}

/// A tick as a day, with its time unless that is the ordinary one for this edge.
fn edge(tick: Tick, ordinary: Tick) -> String {
    let day = Day::of(tick);
    let minute = tick - day.start();
    if minute == ordinary {
        day.to_string()
    } else {
        format!("{day}, {:02}:{:02}", minute / 60, minute % 60)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn any_bounds() -> impl Strategy<Value = Bounds> {
        (
            proptest::option::of(0i64..12),
            proptest::option::of(0i64..12),
        )
            .prop_map(|(earliest, latest)| Bounds { earliest, latest })
            .prop_filter("empty", |b| !b.is_empty())
    }

    /// The instants of bounds within a small world that stands for all time.
    fn instants(bounds: Bounds) -> Vec<Tick> {
        (-3..15).filter(|t| bounds.contains(*t)).collect()
    }

    proptest! {
        #[test]
        fn order_agrees_with_brute_force(a in any_bounds(), b in any_bounds()) {
            let pairs: Vec<(Tick, Tick)> =
                instants(a).iter().flat_map(|x| instants(b).into_iter().map(move |y| (*x, y))).collect();
            prop_assert_eq!(a.certainly_before(b), pairs.iter().all(|(x, y)| x < y));
            prop_assert_eq!(a.possibly_before(b), pairs.iter().any(|(x, y)| x < y));
            prop_assert_eq!(a.overlaps(b), pairs.iter().any(|(x, y)| x == y));
        }

        #[test]
        fn order_is_antisymmetric(a in any_bounds(), b in any_bounds()) {
            let mirror = match a.order(b) {
                Order::Before => Order::After,
                Order::After => Order::Before,
                same => same,
            };
            prop_assert_eq!(b.order(a), mirror);
        }

        #[test]
        fn before_is_transitive(a in any_bounds(), b in any_bounds(), c in any_bounds()) {
            if a.order(b) == Order::Before && b.order(c) == Order::Before {
                prop_assert_eq!(a.order(c), Order::Before);
            }
        }

        #[test]
        fn hull_holds_both_and_meet_lies_in_both(a in any_bounds(), b in any_bounds(), t in -3i64..15) {
            prop_assert_eq!(a.meet(b).contains(t), a.contains(t) && b.contains(t));
            prop_assert!(!(a.contains(t) || b.contains(t)) || a.hull(b).contains(t));
        }
    }
}

//! How two stretches of time lie to each other: Allen's relations (Communications of the ACM, 1983) as bounds between
//! their ends.
//!
//! Thirteen relations are told apart between two stretches: before and after, the six here, and the converses of five of
//! these, which are written on the other card. Each is a few bounds between ends (it is *pointisable*), so that all of them
//! together stay a simple temporal problem.

use kaozheng_values::dates::Tick;

/// Where one stretch lies to another, besides before and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Allen {
    /// It begins after the other and ends before it.
    During,
    /// It ends when the other begins.
    UntilStartOf,
    /// It begins before the other and ends within it.
    Overlaps,
    /// It begins with the other and ends before it.
    AtStartOf,
    /// It begins after the other and ends with it.
    AtEndOf,
    /// It begins and ends with the other.
    SameTimeAs,
}

/// The two ends of a stretch; of an instant they are one point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The point at which it begins.
    pub start: u32,
    /// The point at which it ends.
    pub end: u32,
}

/// Two points, and the ticks from the first to the second: at least, at most.
pub type Apart = (u32, u32, Option<Tick>, Option<Tick>);

impl Stretch {
    /// Whether it is told to begin and to end at different times.
    pub fn lasts(self) -> bool {
        self.start != self.end
    }
}

impl Allen {
    /// All six.
    pub const ALL: [Allen; 6] = [
        Allen::During,
        Allen::UntilStartOf,
        Allen::Overlaps,
        Allen::AtStartOf,
        Allen::AtEndOf,
        Allen::SameTimeAs,
    ];

    /// The field of a card that says so.
    pub fn field(self) -> &'static str {
        match self {
            Allen::During => "during",
            Allen::UntilStartOf => "until-start-of",
            Allen::Overlaps => "overlaps",
            Allen::AtStartOf => "at-start-of",
            Allen::AtEndOf => "at-end-of",
            Allen::SameTimeAs => "same-time-as",
        }
    }

    /// The relation as the rest of a sentence, the other's name left out: `was during`.
    pub fn words(self) -> &'static str {
        match self {
            Allen::During => "was during",
            Allen::UntilStartOf => "lasted until the beginning of",
            Allen::Overlaps => "began before and ended within",
            Allen::AtStartOf => "was at the beginning of",
            Allen::AtEndOf => "was at the end of",
            Allen::SameTimeAs => "was at the same time as",
        }
    }

    /// What it says of the ends of a stretch and of another. What is told to lie within an instant has its time.
    pub fn apart(self, one: Stretch, other: Stretch) -> Vec<Apart> {
        let same = |a: u32, b: u32| (a, b, Some(0), Some(0));
        let then = |a: u32, b: u32| (a, b, Some(1), None);
        let within = matches!(self, Allen::During | Allen::AtStartOf | Allen::AtEndOf);
        if within && !other.lasts() {
            return Allen::SameTimeAs.apart(one, other);
        }
        match self {
            Allen::During => vec![then(other.start, one.start), then(one.end, other.end)],
            Allen::UntilStartOf => vec![same(one.end, other.start)],
            Allen::Overlaps => vec![
                then(one.start, other.start),
                then(other.start, one.end),
                then(one.end, other.end),
            ],
            Allen::AtStartOf => vec![same(one.start, other.start), then(one.end, other.end)],
            Allen::AtEndOf => vec![then(other.start, one.start), same(one.end, other.end)],
            Allen::SameTimeAs => vec![same(one.start, other.start), same(one.end, other.end)],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn holds(apart: &[Apart], at: &[Tick; 4]) -> bool {
        apart.iter().all(|&(a, b, least, most)| {
            let ticks = at[b as usize] - at[a as usize];
            least.is_none_or(|least| ticks >= least) && most.is_none_or(|most| ticks <= most)
        })
    }

    proptest! {
        /// Of two stretches exactly one of the thirteen relations holds.
        #[test]
        fn the_thirteen_relations_exclude_one_another_and_leave_nothing_out(
            a in 0..9i64, long in 1..9i64, b in 0..9i64, other in 1..9i64,
        ) {
            let at = [a, a + long, b, b + other];
            let one = Stretch { start: 0, end: 1 };
            let two = Stretch { start: 2, end: 3 };
            let before = [(one, two), (two, one)].map(|(a, b)| vec![(a.end, b.start, Some(1), None)]);
            let own = Allen::ALL.map(|relation| relation.apart(one, two));
            let converse = Allen::ALL.iter().filter(|relation| **relation != Allen::SameTimeAs);
            let converse = converse.map(|relation| relation.apart(two, one));
            let all: Vec<Vec<Apart>> = before.into_iter().chain(own).chain(converse).collect();
            prop_assert_eq!(all.len(), 13);
            prop_assert_eq!(all.iter().filter(|apart| holds(apart, &at)).count(), 1, "{:?}", at);
        }
    }

    #[test]
    fn what_lies_within_an_instant_has_its_time() {
        let one = Stretch { start: 1, end: 2 };
        let instant = Stretch { start: 3, end: 3 };
        let same = Allen::SameTimeAs.apart(one, instant);
        assert_eq!(Allen::During.apart(one, instant), same);
        assert_eq!(Allen::AtEndOf.apart(one, instant), same);
    }
}

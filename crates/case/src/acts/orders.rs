//! The states that the consistent orders of uncertain acts lead to.

use crate::chronology::Interval;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One act: of some instant in `at`, recorded by a document.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Act<K> {
    /// When, in ticks.
    pub at: Interval,
    /// What was done.
    pub kind: K,
    /// The document.
    pub document: u32,
}

/// What acts of a kind do to a state; the default state is that before any act.
pub trait Fold: Copy + Default + Ord {
    /// The kinds of act.
    type Kind: Copy;

    /// The state after one more act.
    #[must_use]
    fn after(self, act: Self::Kind) -> Self;
}

/// One possible state.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct State<S> {
    /// The state.
    pub state: S,
    /// Acts that lead there in this order, by position: one of the orders that do.
    pub acts: Vec<usize>,
}

/// The possible states on an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct States<S> {
    /// Each state once, sorted. One is certain; none means that no order fits the dates and the given sequence.
    pub states: Vec<State<S>>,
    /// Whether these are all. When false there may be more.
    pub exact: bool,
}

impl<S: Copy> States<S> {
    /// The state, when there is only one.
    pub fn certain(&self) -> Option<S> {
        match self.states.as_slice() {
            [only] if self.exact => Some(only.state),
            _ => None,
        }
    }
}

/// The states on an instant: an act counts if it surely, or possibly, had happened by then.
///
/// Act `i` comes before act `j` when its interval ends before the other begins, or when `before` holds `(i, j)`.
/// At most `cap` partial orders are looked at; beyond that the answer is not exact.
pub fn states<S: Fold>(
    acts: &[Act<S::Kind>],
    before: &[(usize, usize)],
    instant: i64,
    cap: usize,
) -> States<S> {
    let mut left = cap;
    let mut open = vec![State {
        state: S::default(),
        acts: Vec::new(),
    }];
    let mut exact = true;
    let placed = Sequence::new(acts, before, instant);
    for block in placed.blocks() {
        let mut next: BTreeMap<S, Vec<usize>> = BTreeMap::new();
        for from in &open {
            for found in placed.walk::<S>(block, from, &mut left, &mut exact) {
                next.entry(found.state).or_insert(found.acts);
            }
        }
        open = next
            .into_iter()
            .map(|(state, acts)| State { state, acts })
            .collect();
    }
    States {
        states: open,
        exact,
    }
}

/// The states on any instant of an interval, such as a day.
pub fn states_during<S: Fold>(
    acts: &[Act<S::Kind>],
    before: &[(usize, usize)],
    during: Interval,
    cap: usize,
) -> States<S> {
    let edges = acts.iter().flat_map(|act| [act.at.lo, act.at.hi]);
    let inside = edges.filter(|tick| during.lo < *tick && *tick < during.hi);
    let instants: BTreeSet<i64> = inside.chain([during.lo, during.hi]).collect();
    let mut all = States {
        states: Vec::new(),
        exact: true,
    };
    for instant in instants {
        let found = states::<S>(acts, before, instant, cap);
        all.exact &= found.exact;
        all.states.extend(found.states);
    }
    all.states.sort();
    all.states
        .dedup_by(|later, first| later.state == first.state);
    all
}

/// The acts that may have happened by an instant, in order of their dates.
struct Sequence<'a, K> {
    acts: &'a [Act<K>],
    before: &'a [(usize, usize)],
    instant: i64,
    order: Vec<usize>,
}

/// Acts that one bit each can stand for.
const BLOCK: usize = 64;

impl<'a, K: Copy> Sequence<'a, K> {
    fn new(acts: &'a [Act<K>], before: &'a [(usize, usize)], instant: i64) -> Sequence<'a, K> {
        let mut order: Vec<usize> = (0..acts.len())
            .filter(|&i| acts[i].at.lo <= instant)
            .collect();
        order.sort_by_key(|&i| (acts[i].at.lo, acts[i].at.hi, i));
        Sequence {
            acts,
            before,
            instant,
            order,
        }
    }

    /// Runs of acts, all of one run surely before all of the next.
    fn blocks(&self) -> Vec<&[usize]> {
        let mut blocks = Vec::new();
        let mut start = 0;
        let mut end = i64::MIN;
        for (place, &i) in self.order.iter().enumerate() {
            if place > start && end < self.acts[i].at.lo {
                blocks.push(&self.order[start..place]);
                start = place;
            }
            end = end.max(self.acts[i].at.hi);
        }
        blocks.push(&self.order[start..]);
        blocks
    }

    /// The states after a block, over all orders of its acts.
    fn walk<S: Fold<Kind = K>>(
        &self,
        block: &[usize],
        from: &State<S>,
        left: &mut usize,
        exact: &mut bool,
    ) -> Vec<State<S>> {
        let (block, rest) = block.split_at(block.len().min(BLOCK));
        *exact &= rest.is_empty();
        let first = self.predecessors(block);
        let sure = mask(block, |i| self.acts[i].at.hi <= self.instant);
        let mut ends: BTreeMap<S, Vec<usize>> = BTreeMap::new();
        let mut seen: BTreeSet<(u64, S)> = BTreeSet::from([(0, from.state)]);
        let mut queue = VecDeque::from([(0u64, from.clone())]);
        while let Some((done, at)) = queue.pop_front() {
            if done & sure == sure {
                ends.entry(at.state).or_insert_with(|| at.acts.clone());
            }
            for (bit, &act) in block.iter().enumerate() {
                let then = done | 1 << bit;
                let state = at.state.after(self.acts[act].kind);
                let ready = first[bit].is_some_and(|first| first & !done == 0);
                if then == done || !ready || !seen.insert((then, state)) {
                    continue;
                }
                if *left == 0 {
                    *exact = false;
                    break;
                }
                *left -= 1;
                let acts = at.acts.iter().copied().chain([act]).collect();
                queue.push_back((then, State { state, acts }));
            }
        }
        ends.into_iter()
            .map(|(state, acts)| State { state, acts })
            .collect()
    }

    /// For each act of a block, the acts of it that must come first; `None` for an act that can never come in
    /// time, as one given as coming before it has not happened yet.
    fn predecessors(&self, block: &[usize]) -> Vec<Option<u64>> {
        let forced = |i: usize, j: usize| self.acts[i].at.hi < self.acts[j].at.lo;
        let given = |i: usize, j: usize| self.before.contains(&(i, j));
        let late = |i: usize| block.iter().all(|&j| i != j && !forced(i, j));
        let of = |j: usize| {
            let mut before = self.before.iter().filter(|pair| pair.1 == j);
            let never = before.any(|&(i, _)| i == j || !block.contains(&i) && late(i));
            (!never).then(|| mask(block, |i| forced(i, j) || given(i, j)))
        };
        block.iter().map(|&j| of(j)).collect()
    }
}

fn mask(block: &[usize], holds: impl Fn(usize) -> bool) -> u64 {
    block
        .iter()
        .enumerate()
        .filter(|&(_, &i)| holds(i))
        .fold(0, |bits, (bit, _)| bits | 1 << bit)
}

#[cfg(test)]
mod tests {
    use super::super::{Decision, DecisionAct, Stage};
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    const KINDS: [DecisionAct; 9] = [
        DecisionAct::Considered,
        DecisionAct::Drafted,
        DecisionAct::Decided,
        DecisionAct::Declined,
        DecisionAct::Ordered,
        DecisionAct::Suspended,
        DecisionAct::Reversed,
        DecisionAct::Reaffirmed,
        DecisionAct::Executed,
    ];

    fn act(lo: i64, hi: i64, kind: DecisionAct) -> Act<DecisionAct> {
        Act {
            at: Interval { lo, hi },
            kind,
            document: 0,
        }
    }

    fn any_acts() -> impl Strategy<Value = Vec<Act<DecisionAct>>> {
        let one = (0..8i64, 0..4i64, 0..KINDS.len());
        vec(
            one.prop_map(|(lo, width, kind)| act(lo, lo + width, KINDS[kind])),
            0..6,
        )
    }

    /// Every tick that each act can be of, and every order within a tick.
    fn by_trying(
        acts: &[Act<DecisionAct>],
        before: &[(usize, usize)],
        instant: i64,
    ) -> BTreeSet<Decision> {
        let mut found = BTreeSet::new();
        let mut stack: Vec<(Vec<usize>, i64, Decision)> =
            vec![(Vec::new(), i64::MIN, Decision::default())];
        while let Some((order, now, state)) = stack.pop() {
            let absent = |i: &usize| !order.contains(i);
            // What is left must be able to happen after the instant.
            if (0..acts.len())
                .filter(absent)
                .all(|i| acts[i].at.hi > instant)
            {
                found.insert(state);
            }
            for i in (0..acts.len()).filter(absent) {
                let tick = now.max(acts[i].at.lo);
                let waits = before
                    .iter()
                    .any(|&(first, then)| then == i && !order.contains(&first));
                if tick <= acts[i].at.hi && tick <= instant && !waits {
                    let order = order.iter().copied().chain([i]).collect();
                    stack.push((order, tick, state.after(acts[i].kind)));
                }
            }
        }
        found
    }

    proptest! {
        #[test]
        fn states_are_those_of_every_consistent_order(
            acts in any_acts(),
            before in vec((0..6usize, 0..6usize), 0..3),
            instant in 0..10i64,
        ) {
            let before: Vec<(usize, usize)> =
                before.into_iter().filter(|&(i, j)| i.max(j) < acts.len()).collect();
            let own = states::<Decision>(&acts, &before, instant, 100_000);
            prop_assert!(own.exact);
            let reached: BTreeSet<Decision> = own.states.iter().map(|s| s.state).collect();
            prop_assert_eq!(&reached, &by_trying(&acts, &before, instant));
            for state in own.states {
                let fold = state.acts.iter().fold(Decision::default(), |at, &i| at.after(acts[i].kind));
                prop_assert_eq!(fold, state.state);
            }
        }

        #[test]
        fn order_of_cards_does_not_matter(
            (acts, shuffled) in any_acts().prop_flat_map(|a| (Just(a.clone()), Just(a).prop_shuffle())),
            instant in 0..10i64,
        ) {
            let words = |acts: &[Act<DecisionAct>]| -> Vec<Decision> {
                states::<Decision>(acts, &[], instant, 100_000).states.iter().map(|s| s.state).collect()
            };
            prop_assert_eq!(words(&acts), words(&shuffled));
        }
    }

    #[test]
    fn an_act_that_may_come_later_leaves_two_states() {
        let acts = [
            act(1, 1, DecisionAct::Decided),
            act(3, 6, DecisionAct::Reversed),
        ];
        let at = |instant| states::<Decision>(&acts, &[], instant, 100);
        assert_eq!(at(2).certain().map(Decision::word), Some("decided"));
        assert_eq!(at(4).certain(), None);
        assert_eq!(
            at(4)
                .states
                .iter()
                .map(|s| s.state.word())
                .collect::<Vec<_>>(),
            ["reversed", "decided"]
        );
        assert_eq!(at(6).certain().map(Decision::word), Some("reversed"));
        assert_eq!(
            states_during::<Decision>(&acts, &[], Interval { lo: 0, hi: 9 }, 100)
                .states
                .len(),
            3
        );
    }

    #[test]
    fn a_sequence_against_the_dates_leaves_no_state() {
        let acts = [
            act(1, 1, DecisionAct::Decided),
            act(3, 3, DecisionAct::Reversed),
        ];
        assert_eq!(states::<Decision>(&acts, &[(1, 0)], 5, 100).states, []);
        assert_eq!(states::<Decision>(&acts, &[(0, 0)], 5, 100).states, []);
    }

    #[test]
    fn past_the_cap_the_answer_says_so() {
        let acts: Vec<_> = KINDS.into_iter().map(|kind| act(0, 9, kind)).collect();
        assert!(!states::<Decision>(&acts, &[], 5, 10).exact);
        let many: Vec<_> = (0..70).map(|_| act(0, 9, DecisionAct::Decided)).collect();
        assert!(!states::<Decision>(&many, &[], 5, 1000).exact);
    }

    #[test]
    fn hundreds_of_dated_acts_are_folded_one_after_the_other() {
        let acts: Vec<_> = (0..900).map(|i| act(i, i, KINDS[i as usize % 9])).collect();
        let found = states::<Decision>(&acts, &[], 2000, 10_000);
        assert_eq!(found.certain().map(|d| d.stage), Some(Stage::Executed));
        assert_eq!(found.states[0].acts.len(), 900);
    }
}

//! The ways along which the propositions of one topic may spread, by sender, as flat arrays.

use super::World;
use super::messages::Fixed;
use crate::chronology::Interval;
use crate::queue::Key;
use std::hint::{black_box, select_unpredictable};

/// Ticks as the channels hold them: half as wide where the world's times allow it, since a search waits for memory.
pub(super) trait Tick: Key {
    /// Later than any time.
    const NEVER: Self;
    /// A tick reckoned from `base`; `i64::MAX` stays never.
    fn narrow(tick: i64, base: i64) -> Self;
    /// The tick itself.
    fn wide(self, base: i64) -> i64;
    /// So many ticks later, or never.
    fn plus(self, ticks: Self) -> Self;
    /// A stretch of ticks.
    fn stretch(ticks: i64) -> Self;
}

impl Tick for u32 {
    const NEVER: u32 = u32::MAX;

    fn narrow(tick: i64, base: i64) -> u32 {
        u32::try_from(tick.saturating_sub(base)).unwrap_or(u32::MAX)
    }

    fn wide(self, base: i64) -> i64 {
        if self == u32::MAX {
            i64::MAX
        } else {
            base + i64::from(self)
        }
    }

    fn plus(self, ticks: u32) -> u32 {
        self.saturating_add(ticks)
    }

    fn stretch(ticks: i64) -> u32 {
        u32::try_from(ticks).unwrap_or(u32::MAX)
    }
}

impl Tick for i64 {
    const NEVER: i64 = i64::MAX;

    fn narrow(tick: i64, _: i64) -> i64 {
        tick
    }

    fn wide(self, _: i64) -> i64 {
        self
    }

    fn plus(self, ticks: i64) -> i64 {
        self.saturating_add(ticks)
    }

    fn stretch(ticks: i64) -> i64 {
        ticks
    }
}

/// One message to one of its recipients.
///
/// Who has the proposition at `had` passes it on if `had <= until`; the recipient then has it at
/// `max(had, floor) + add`. Possible and forced spreading are both of this form.
#[derive(Clone, Copy, Debug)]
pub(super) struct Way<T> {
    until: T,
    floor: T,
    add: T,
    pub(super) to: u32,
}

impl<T: Tick> Way<T> {
    const NOWHERE: Way<T> = Way {
        until: T::NEVER,
        floor: T::NEVER,
        add: T::NEVER,
        to: 0,
    };

    /// When the recipient has it, from who had it at `had`; never, when the message had left before.
    #[inline]
    pub(super) fn arrival(&self, had: T) -> T {
        let arrival = had.max(self.floor).plus(self.add);
        // About every other way is over, and none can say which.
        select_unpredictable(had <= self.until, arrival, T::NEVER)
    }
}

/// The ways of one topic, grouped by sender, and in a group as the messages were added.
///
/// A search asks every way of whoever has the proposition, and each sender once; so the ways are kept small, and what
/// only a way that serves is asked is kept apart.
#[derive(Clone, Debug)]
pub(super) struct Channels<T> {
    base: i64,
    senders: Senders,
    starts: Vec<u32>,
    ways: Vec<Way<T>>,
    /// Of each way the message, and in the top bit whether its text states anything.
    messages: Vec<u32>,
}

const STATES: u32 = 1 << 31;

/// Which group is whose.
#[derive(Clone, Debug)]
enum Senders {
    /// One for every actor.
    All,
    /// Only those that send anything, sorted.
    Some(Vec<u32>),
}

/// Whoever has it before the end of sending may pass it on, as soon as may be: `until`, `floor` and `add`.
pub(super) fn possible(send: Interval, delay: Interval) -> [i64; 3] {
    [send.hi, send.lo, delay.lo]
}

/// Whoever has it before sending begins has passed it on by the latest time.
pub(super) fn forced(send: Interval, delay: Interval) -> [i64; 3] {
    [send.lo, send.hi, delay.hi]
}

impl Senders {
    fn of(world: &World, fixed: &[Fixed]) -> Senders {
        if world.actors() as usize <= 4 * fixed.len() + 64 {
            return Senders::All;
        }
        let mut all: Vec<u32> = fixed.iter().map(Fixed::from).collect();
        all.sort_unstable();
        all.dedup();
        Senders::Some(all)
    }

    fn groups(&self, world: &World) -> usize {
        match self {
            Senders::All => world.actors() as usize,
            Senders::Some(all) => all.len(),
        }
    }

    #[inline]
    fn group(&self, sender: u32) -> Option<usize> {
        match self {
            Senders::All => Some(sender as usize),
            Senders::Some(all) => all.binary_search(&sender).ok(),
        }
    }
}

impl<T: Tick> Channels<T> {
    /// Arranges the messages of one topic: a counting sort by sender. The time of sending and the delay of a message give
    /// `until`, `floor` and `add` by `rule`.
    pub(super) fn new(
        world: &World,
        messages: &[u32],
        base: i64,
        rule: impl Fn(Interval, Interval) -> [i64; 3],
    ) -> Channels<T> {
        let fixed = world.messages.together(messages);
        let senders = Senders::of(world, &fixed);
        let group = |fixed: &Fixed| senders.group(fixed.from()).expect("it sends this message");
        // Where the next way of the group before goes; when all are in, where a group begins.
        let mut starts = vec![0u32; senders.groups(world) + 2];
        for fixed in &fixed {
            starts[group(fixed) + 2] += world.messages.recipients(fixed).len() as u32;
        }
        let mut total = 0u32;
        for start in &mut starts {
            total = total.checked_add(*start).expect("under 2^32 ways");
            *start = total;
        }
        let mut ways = vec![Way::NOWHERE; total as usize];
        let mut of_way = vec![0; total as usize];
        for (&message, fixed) in messages.iter().zip(&fixed) {
            let (send, delay) = world.messages.times_of(message, fixed);
            let [until, floor, add] = rule(send, delay);
            let (until, floor) = (T::narrow(until, base), T::narrow(floor, base));
            let add = T::stretch(add);
            let states = if fixed.states() { STATES } else { 0 };
            let slot = &mut starts[group(fixed) + 1];
            for &to in world.messages.recipients(fixed) {
                ways[*slot as usize] = Way {
                    until,
                    floor,
                    add,
                    to,
                };
                of_way[*slot as usize] = message | states;
                *slot += 1;
            }
        }
        Channels {
            base,
            senders,
            starts,
            ways,
            messages: of_way,
        }
    }

    /// Reads through all ways, so that they lie near the processor when a search that reaches nearly everybody asks for
    /// them in an order of its own: one run through memory costs less than waiting for each sender's.
    pub(super) fn read_through(&self) {
        let line = (64 / size_of::<Way<T>>()).max(1);
        let all = self.ways.iter().step_by(line);
        black_box(all.fold(0, |seen, way| seen ^ way.to));
    }

    /// The tick that times are reckoned from.
    pub(super) fn base(&self) -> i64 {
        self.base
    }

    /// The ways of one sender, each with its number.
    #[inline]
    pub(super) fn leaving(&self, from: u32) -> impl Iterator<Item = (usize, &Way<T>)> {
        let range = match self.senders.group(from) {
            Some(at) => self.starts[at] as usize..self.starts[at + 1] as usize,
            None => 0..0,
        };
        range.clone().zip(&self.ways[range])
    }

    /// The message of a way, by index in the world, and whether it states anything; it is not open on what it states.
    pub(super) fn message(&self, way: usize) -> (u32, bool) {
        let message = self.messages[way];
        (message & !STATES, message & STATES != 0)
    }
}

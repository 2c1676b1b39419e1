//! The ways along which the propositions of one topic may spread, by sender, as flat arrays.

use super::World;
use super::messages::Fixed;
use crate::chronology::Interval;
use crate::queue::Key;

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
    /// The message, and in the top bit whether its text states anything.
    message: u32,
}

const STATES: u32 = 1 << 31;

impl<T: Tick> Way<T> {
    /// The way of a message to nobody yet.
    fn of(world: &World, message: u32, fixed: &Fixed, base: i64, rule: Rule) -> Way<T> {
        let (send, delay) = world.messages.times_of(message, fixed);
        let [until, floor, add] = rule(send, delay);
        Way {
            until: T::narrow(until, base),
            floor: T::narrow(floor, base),
            add: T::stretch(add),
            to: 0,
            message: message | if fixed.states() { STATES } else { 0 },
        }
    }

    /// The message, by index in the world.
    pub(super) fn message(&self) -> u32 {
        self.message & !STATES
    }

    /// Whether the message states anything; it is not open on what it states.
    pub(super) fn states(&self) -> bool {
        self.message & STATES != 0
    }

    /// When the recipient has it.
    pub(super) fn arrival(&self, had: T) -> T {
        had.max(self.floor).plus(self.add)
    }
}

/// The ways of one topic, grouped by sender, and in a group by `until`.
#[derive(Clone, Debug)]
pub(super) struct Channels<T> {
    base: i64,
    senders: Senders,
    starts: Vec<u32>,
    ways: Vec<Way<T>>,
}

/// Which group is whose.
#[derive(Clone, Debug)]
enum Senders {
    /// One for every actor.
    All,
    /// Only those that send anything, sorted.
    Some(Vec<u32>),
}

/// The time of sending and the delay of a message give `until`, `floor` and `add`.
pub(super) type Rule = fn(Interval, Interval) -> [i64; 3];

/// Whoever has it before the end of sending may pass it on, as soon as may be.
pub(super) fn possible(send: Interval, delay: Interval) -> [i64; 3] {
    [send.hi, send.lo, delay.lo]
}

/// Whoever has it before sending begins has passed it on by the latest time.
pub(super) fn forced(send: Interval, delay: Interval) -> [i64; 3] {
    [send.lo, send.hi, delay.hi]
}

impl Senders {
    fn of(world: &World, messages: &[u32]) -> Senders {
        if world.actors() as usize <= 4 * messages.len() + 64 {
            return Senders::All;
        }
        let mut all: Vec<u32> = messages.iter().map(|&m| world.messages.from(m)).collect();
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

    fn group(&self, sender: u32) -> Option<usize> {
        match self {
            Senders::All => Some(sender as usize),
            Senders::Some(all) => all.binary_search(&sender).ok(),
        }
    }
}

impl<T: Tick> Channels<T> {
    /// Arranges the messages of one topic, in the order they were added.
    pub(super) fn new(world: &World, messages: &[u32], base: i64, rule: Rule) -> Channels<T> {
        let senders = Senders::of(world, messages);
        let fixed = world.messages.together(messages);
        let letters: Vec<Letter<'_, T>> = messages
            .iter()
            .zip(&fixed)
            .map(|(&message, fixed)| Letter {
                group: senders.group(fixed.from()).expect("it sends this message") as u32,
                to: world.messages.recipients(fixed),
                way: Way::of(world, message, fixed, base, rule),
            })
            .collect();
        let (ends, sorted) = by_sender(&letters, senders.groups(world));
        let mut starts = Vec::with_capacity(ends.len() + 1);
        let mut ways = Vec::with_capacity(letters.iter().map(|letter| letter.to.len()).sum());
        let mut from = 0;
        starts.push(0);
        for end in ends {
            for &(_, at) in &sorted[from..end as usize] {
                let Letter { to, way, .. } = &letters[at as usize];
                ways.extend(to.iter().map(|&to| Way { to, ..*way }));
            }
            from = end as usize;
            starts.push(u32::try_from(ways.len()).expect("under 2^32 ways"));
        }
        Channels {
            base,
            senders,
            starts,
            ways,
        }
    }

    /// The tick that times are reckoned from.
    pub(super) fn base(&self) -> i64 {
        self.base
    }

    /// The ways of one sender that are not over before it had the proposition.
    pub(super) fn leaving(&self, from: u32, had: T) -> &[Way<T>] {
        let Some(at) = self.senders.group(from) else {
            return &[];
        };
        let ways = &self.ways[self.starts[at] as usize..self.starts[at + 1] as usize];
        &ways[ways.partition_point(|way| way.until < had)..]
    }
}

/// A message on its way into a group.
struct Letter<'a, T> {
    group: u32,
    to: &'a [u32],
    /// The way to each recipient; whose is still to be written.
    way: Way<T>,
}

/// Places of letters grouped by sender, in a group by `until` and then as they were added; and where each group ends.
fn by_sender<T: Tick>(letters: &[Letter<'_, T>], groups: usize) -> (Vec<u32>, Vec<(T, u32)>) {
    let mut ends = vec![0u32; groups + 1];
    for letter in letters {
        ends[letter.group as usize + 1] += 1;
    }
    for at in 1..ends.len() {
        ends[at] += ends[at - 1];
    }
    let mut sorted = vec![(T::NEVER, 0); letters.len()];
    for (at, letter) in (0u32..).zip(letters) {
        let slot = &mut ends[letter.group as usize];
        sorted[*slot as usize] = (letter.way.until, at);
        *slot += 1;
    }
    ends.pop();
    let mut from = 0;
    for &end in &ends {
        sorted[from..end as usize].sort_unstable();
        from = end as usize;
    }
    (ends, sorted)
}

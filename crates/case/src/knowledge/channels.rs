//! The ways along which a proposition may spread, by topic and sender, as flat arrays.

use super::World;
use super::world::Head;
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

/// "No such topic".
const NONE: u32 = u32::MAX;

impl<T: Tick> Way<T> {
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

/// All ways, grouped by topic and sender, and in a group by `until`.
#[derive(Clone, Debug)]
pub(super) struct Channels<T> {
    base: i64,
    groups: Groups,
    starts: Vec<u32>,
    ways: Vec<Way<T>>,
}

/// Which group is whose.
#[derive(Clone, Debug)]
pub(super) enum Groups {
    /// One for every actor on every topic; `ranks` numbers the topics that have any.
    All {
        ranks: Vec<u32>,
        actors: u32,
        topics: u32,
    },
    /// Only those that hold something: topic and sender, sorted.
    Some(Vec<u64>),
}

/// The groups of one topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Topic {
    first: usize,
    end: usize,
}

impl Groups {
    /// The groups of the open messages of a world.
    pub(super) fn of(world: &World) -> Groups {
        let actors = world.actors();
        let room = 4 * world.topics().len() + 4096;
        let most = world.topics().iter().copied().max().unwrap_or(0) as usize;
        if most < room {
            let mut ranks = vec![NONE; most + 1];
            world
                .topics()
                .iter()
                .for_each(|&topic| ranks[topic as usize] = 0);
            let mut topics = 0;
            for rank in ranks.iter_mut().filter(|rank| **rank == 0) {
                *rank = topics;
                topics += 1;
            }
            if topics as usize * actors as usize <= room {
                return Groups::All {
                    ranks,
                    actors,
                    topics,
                };
            }
        }
        let open = (0u32..).zip(&world.heads);
        let mut pairs: Vec<u64> = open
            .flat_map(|(m, head)| world.open_on(m).iter().map(|&t| pair(t, head.from)))
            .collect();
        pairs.sort_unstable();
        pairs.dedup();
        Groups::Some(pairs)
    }

    fn len(&self) -> usize {
        match self {
            Groups::All { topics, actors, .. } => *topics as usize * *actors as usize,
            Groups::Some(pairs) => pairs.len(),
        }
    }

    fn topic(&self, topic: u32) -> Option<Topic> {
        match self {
            Groups::All { ranks, actors, .. } => {
                let rank = ranks.get(topic as usize).filter(|&&rank| rank != NONE)?;
                let first = *rank as usize * *actors as usize;
                let end = first + *actors as usize;
                Some(Topic { first, end })
            }
            Groups::Some(pairs) => Some(Topic {
                first: pairs.partition_point(|&p| p < pair(topic, 0)),
                end: pairs.partition_point(|&p| p <= pair(topic, u32::MAX)),
            }),
        }
    }

    fn group(&self, within: Topic, topic: u32, from: u32) -> Option<usize> {
        match self {
            Groups::All { .. } => Some(within.first + from as usize),
            Groups::Some(pairs) => {
                let pairs = &pairs[within.first..within.end];
                let at = pairs.binary_search(&pair(topic, from)).ok()?;
                Some(within.first + at)
            }
        }
    }
}

fn pair(topic: u32, from: u32) -> u64 {
    u64::from(topic) << 32 | u64::from(from)
}

impl<T: Tick> Channels<T> {
    /// Arranges messages by a counting sort straight into place; `rule` gives `until`, `floor` and `add` of each.
    pub(super) fn new(
        world: &World,
        groups: Groups,
        base: i64,
        messages: impl Iterator<Item = u32> + Clone,
        rule: impl Fn(&Head) -> (i64, i64, i64),
    ) -> Channels<T> {
        let mut next = vec![0u32; groups.len() + 1];
        each(world, &groups, messages.clone(), |group, message| {
            next[group + 1] += world.recipients(message).len() as u32;
        });
        for at in 0..groups.len() {
            next[at + 1] += next[at];
        }
        let starts = next.clone();
        let nobody = Way {
            until: T::NEVER,
            floor: T::NEVER,
            add: T::NEVER,
            to: 0,
            message: 0,
        };
        let mut ways = vec![nobody; next[groups.len()] as usize];
        each(world, &groups, messages, |group, message| {
            let (until, floor, add) = rule(&world.heads[message as usize]);
            let states = !world.says(message).is_empty();
            let way = Way {
                until: T::narrow(until, base),
                floor: T::narrow(floor, base),
                add: T::stretch(add),
                to: 0,
                message: message | if states { STATES } else { 0 },
            };
            for &to in world.recipients(message) {
                let slot = &mut next[group];
                ways[*slot as usize] = Way { to, ..way };
                *slot += 1;
            }
        });
        for at in starts.windows(2).filter(|at| at[1] - at[0] > 1) {
            let group = &mut ways[at[0] as usize..at[1] as usize];
            group.sort_by_key(|way| way.until);
        }
        Channels {
            base,
            groups,
            starts,
            ways,
        }
    }

    /// The tick that times are reckoned from.
    pub(super) fn base(&self) -> i64 {
        self.base
    }

    /// The groups of a topic; `None` when nothing is open on it.
    pub(super) fn topic(&self, topic: u32) -> Option<Topic> {
        self.groups.topic(topic)
    }

    /// The ways of one sender that are not over before it had the proposition.
    pub(super) fn leaving(&self, within: Topic, topic: u32, from: u32, had: T) -> &[Way<T>] {
        let Some(at) = self.groups.group(within, topic, from) else {
            return &[];
        };
        let ways = &self.ways[self.starts[at] as usize..self.starts[at + 1] as usize];
        &ways[ways.partition_point(|way| way.until < had)..]
    }
}

/// Hands on each message with the group it belongs to, once for each topic that it is open on.
fn each(
    world: &World,
    groups: &Groups,
    messages: impl Iterator<Item = u32>,
    mut take: impl FnMut(usize, u32),
) {
    for message in messages {
        for &topic in world.open_on(message) {
            let within = groups.topic(topic).expect("the topic is open");
            let group = groups.group(within, topic, world.from[message as usize]);
            take(group.expect("the group holds it"), message);
        }
    }
}

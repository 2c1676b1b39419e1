//! What a query looks up: messages by topic and sender, and by the propositions they state.
//!
//! Made in two passes over what messages are open on. Which messages state a proposition, and what a topic's messages
//! are by sender, is worked out when a question first needs it, and then kept: a case has many, and a question has one.

use super::World;
use super::channels::{Channels, Tick, forced, possible};
use super::mentions::Chains;
use super::messages::Messages;
use std::sync::OnceLock;

/// The world's messages, origins and attestations arranged so that a query touches only what it needs.
///
/// It belongs to the world it was made from, as that was then.
#[derive(Clone, Debug)]
pub struct Index {
    chains: Chains,
    /// Sent messages that state each proposition, when they were asked for.
    stating: Box<[OnceLock<Box<[u32]>>]>,
    /// Sent messages that are open on the topic of each place.
    open: Rows,
    origins: Rows,
    attestations: Rows,
    topics: Topics,
    pub(super) spreading: Spreading,
}

/// How a proposition may have spread, and how it must have: by standing distributions that were surely sent.
#[derive(Clone, Debug)]
pub(super) enum Spreading {
    /// All times of the world lie within 2^32 ticks.
    Narrow(Ways<u32>),
    /// They do not.
    Wide(Ways<i64>),
}

/// The channels of each topic, by its place, each worked out when first asked for.
#[derive(Clone, Debug)]
pub(super) struct Ways<T> {
    base: i64,
    possible: Box<[OnceLock<Box<Channels<T>>>]>,
    forced: Box<[OnceLock<Box<Channels<T>>>]>,
}

/// The places of topics.
#[derive(Clone, Debug)]
enum Topics {
    /// Topics below this number are their own places.
    Own(u32),
    /// Those that any message is open on, sorted.
    Listed(Vec<u32>),
}

/// Numbers grouped by row, in the order they were given.
#[derive(Clone, Debug)]
struct Rows {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    /// A counting sort: `pairs` gives all pairs of row and number, twice.
    fn of<I: Iterator<Item = (u32, u32)>>(rows: usize, pairs: impl Fn() -> I) -> Rows {
        // Where the next number of the row before goes; when all are in, where a row begins.
        let mut starts = vec![0u32; rows + 2];
        let counts = &mut starts[2..];
        pairs().for_each(|(row, _)| counts[row as usize] += 1);
        for row in 2..starts.len() {
            starts[row] += starts[row - 1];
        }
        let mut values = vec![0; starts[rows + 1] as usize];
        let next = &mut starts[1..];
        pairs().for_each(|(row, value)| {
            let slot = &mut next[row as usize];
            values[*slot as usize] = value;
            *slot += 1;
        });
        Rows { starts, values }
    }

    fn get(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.values[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl Topics {
    fn of(messages: &Messages) -> Topics {
        if messages.topic_end < messages.len() as u64 / 4 + 4096 {
            return Topics::Own(messages.topic_end as u32);
        }
        let mut all: Vec<u32> = messages.open.all().map(|(topic, _)| topic).collect();
        all.sort_unstable();
        all.dedup();
        Topics::Listed(all)
    }

    fn len(&self) -> usize {
        match self {
            Topics::Own(end) => *end as usize,
            Topics::Listed(all) => all.len(),
        }
    }

    fn place(&self, topic: u32) -> Option<u32> {
        match self {
            Topics::Own(end) => (topic < *end).then_some(topic),
            Topics::Listed(all) => all.binary_search(&topic).ok().map(|place| place as u32),
        }
    }
}

impl Index {
    /// Arranges a world; drafts that were never sent are left out. Linear.
    pub fn new(world: &World) -> Index {
        let rows = world.propositions.len();
        let topics = Topics::of(&world.messages);
        let origins = || world.origins.iter().zip(0..);
        let attested = || world.attestations.iter().zip(0..);
        Index {
            chains: Chains::new(&world.messages.said, rows),
            stating: (0..rows).map(|_| OnceLock::new()).collect(),
            open: by_topic(&world.messages, &topics),
            origins: Rows::of(rows, || origins().map(|(o, i)| (o.proposition, i))),
            attestations: Rows::of(rows, || attested().map(|(a, i)| (a.proposition, i))),
            spreading: Spreading::new(world, topics.len()),
            topics,
        }
    }

    /// Messages that are open on the topic with a place.
    fn open(&self, place: u32) -> &[u32] {
        self.open.get(place)
    }

    /// Sent messages whose text states the proposition, by index in the world.
    pub fn stating(&self, world: &World, proposition: u32) -> &[u32] {
        let stating = || self.chains.stating(&world.messages, proposition);
        self.stating[proposition as usize].get_or_init(stating)
    }

    /// Origins of the proposition, by index in the world.
    pub fn origins(&self, proposition: u32) -> &[u32] {
        self.origins.get(proposition)
    }

    /// Attestations on the proposition, by index in the world.
    pub fn attestations(&self, proposition: u32) -> &[u32] {
        self.attestations.get(proposition)
    }
}

/// Messages in one row for the place of each topic that they are open on. Drafts have the last row to themselves.
fn by_topic(messages: &Messages, topics: &Topics) -> Rows {
    let drafts = topics.len() as u32;
    let rows = topics.len() + 1;
    let sent = |draft: bool, place: u32| if draft { drafts } else { place };
    match topics {
        Topics::Own(_) => Rows::of(rows, || {
            let all = messages.open.all();
            all.map(|(topic, by)| (sent(by.draft(), topic), by.message()))
        }),
        Topics::Listed(_) => Rows::of(rows, || {
            messages.open.all().map(|(topic, by)| {
                let place = topics.place(topic).expect("a message is open on it");
                (sent(by.draft(), place), by.message())
            })
        }),
    }
}

impl Spreading {
    fn new(world: &World, topics: usize) -> Spreading {
        match narrow_base(world) {
            Some(base) => Spreading::Narrow(Ways::new(base, topics)),
            None => Spreading::Wide(Ways::new(0, topics)),
        }
    }
}

impl<T: Tick> Ways<T> {
    fn new(base: i64, topics: usize) -> Ways<T> {
        let nothing = || (0..topics).map(|_| OnceLock::new()).collect();
        Ways {
            base,
            possible: nothing(),
            forced: nothing(),
        }
    }

    /// How a topic may have spread; `None` when no message is open on it.
    pub(super) fn possible(
        &self,
        world: &World,
        index: &Index,
        topic: u32,
    ) -> Option<&Channels<T>> {
        let place = index.topics.place(topic)?;
        let make = || Box::new(Channels::new(world, index.open(place), self.base, possible));
        Some(self.possible[place as usize].get_or_init(make))
    }

    /// How a topic must have spread; `None` when no message is open on it.
    pub(super) fn forced(&self, world: &World, index: &Index, topic: u32) -> Option<&Channels<T>> {
        let place = index.topics.place(topic)?;
        let make = || {
            let messages = index.open(place).iter().copied();
            let standing = messages.filter(|&message| world.messages.standing(message));
            let standing: Vec<u32> = standing.collect();
            Box::new(Channels::new(world, &standing, self.base, forced))
        };
        Some(self.forced[place as usize].get_or_init(make))
    }
}

/// The first tick of a world, if no time that can follow from it lies 2^32 ticks later.
fn narrow_base(world: &World) -> Option<i64> {
    let span = world.span;
    let range = i128::from(span.hi) - i128::from(span.lo) + i128::from(span.delay);
    (range < i128::from(u32::MAX)).then_some(span.lo.min(span.hi))
}

#[cfg(test)]
mod tests {
    use super::super::{Message, Proposition, Sent};
    use super::*;
    use crate::chronology::Interval;
    use proptest::collection::{btree_set, vec};
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    const PROPOSITIONS: u32 = 3;

    type Made = (BTreeSet<u32>, BTreeSet<u32>, bool);

    fn world(made: &[Made]) -> World {
        let mut world = World::new(1);
        for topic in 0..PROPOSITIONS {
            let circle = None;
            world.add_proposition(Proposition { topic, circle });
        }
        for (document, (says, open, draft)) in (0..).zip(made) {
            world.add_message(&Message {
                id: document,
                from: 0,
                to: &[0],
                send: Interval::at(0),
                delay: Interval::at(0),
                says: &says.iter().copied().collect::<Vec<_>>(),
                open: &open.iter().copied().collect::<Vec<_>>(),
                auto: false,
                sent: if *draft { Sent::No } else { Sent::Maybe },
                document,
            });
        }
        world
    }

    proptest! {
        /// Exactly those, in the order they were added, drafts left out; however far apart the numbers of topics lie.
        #[test]
        fn messages_are_found_by_what_they_state_and_are_open_on(made in vec((
            btree_set(0..PROPOSITIONS, 0..3),
            btree_set(prop_oneof![0..4u32, Just(1 << 20), Just(u32::MAX)], 0..3),
            any::<bool>(),
        ), 0..20)) {
            let world = world(&made);
            let index = Index::new(&world);
            let sent = |holds: &dyn Fn(&Made) -> bool| -> Vec<u32> {
                let all = (0..).zip(&made).filter(|(_, one)| !one.2 && holds(one));
                all.map(|(at, _)| at).collect()
            };
            for proposition in 0..PROPOSITIONS {
                let stating = sent(&|one| one.0.contains(&proposition));
                prop_assert_eq!(index.stating(&world, proposition), stating);
            }
            for topic in [0, 1, 2, 3, 4, 1 << 20, u32::MAX] {
                let open = sent(&|one| one.1.contains(&topic));
                let found = index.topics.place(topic).map(|place| index.open(place));
                prop_assert_eq!(found.unwrap_or(&[]), open);
            }
        }
    }
}

//! What a query looks up: messages by topic and sender, and by the propositions they state.
//!
//! Made in two passes over what messages are open on. Which messages state a proposition, and what a topic's messages
//! are by sender, is worked out when a question first needs it, and then kept: a case has many, and a question has one.

use super::World;
use super::channels::{Channels, Tick, forced, possible};
use super::mentions::Mentions;
use std::sync::OnceLock;

/// The world's messages, origins and attestations arranged so that a query touches only what it needs.
///
/// It belongs to the world it was made from, as that was then.
#[derive(Clone, Debug)]
pub struct Index {
    /// Sent messages that state each proposition.
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
    fn of(mentions: &Mentions, messages: usize) -> Topics {
        if (mentions.topic_end() as usize) < messages / 4 + 4096 {
            return Topics::Own(mentions.topic_end());
        }
        let mut all: Vec<u32> = mentions.opened().map(|(topic, _)| topic).collect();
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
        let mentions = &world.messages.mentions;
        let topics = Topics::of(mentions, world.messages.len());
        let origins = || world.origins.iter().zip(0..);
        let attested = || world.attestations.iter().zip(0..);
        Index {
            stating: (0..rows).map(|_| OnceLock::new()).collect(),
            open: by_topic(mentions, &topics),
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
        let stating = || world.messages.mentions.stating(proposition);
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
fn by_topic(mentions: &Mentions, topics: &Topics) -> Rows {
    let drafts = topics.len() as u32;
    let rows = topics.len() + 1;
    let sent = |draft: bool, place: u32| if draft { drafts } else { place };
    match topics {
        Topics::Own(_) => Rows::of(rows, || {
            let all = mentions.opened();
            all.map(|(topic, of)| (sent(of.draft(), topic), of.message()))
        }),
        Topics::Listed(_) => Rows::of(rows, || {
            mentions.opened().map(|(topic, of)| {
                let place = topics.place(topic).expect("a message is open on it");
                (sent(of.draft(), place), of.message())
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

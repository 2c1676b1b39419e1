//! What a query looks up: messages by topic and sender, and by the propositions they state.

use super::channels::{Channels, Groups};
use super::world::Head;
use super::{Sent, World};

/// The world's messages, origins and attestations arranged so that a query touches only what it needs.
#[derive(Clone, Debug)]
pub struct Index {
    /// Messages that state a proposition, grouped by it.
    stating: Rows,
    origins: Rows,
    attestations: Rows,
    pub(super) channels: Spreading,
}

/// How a proposition may have spread, and how it must have: by standing distributions that were surely sent.
#[derive(Clone, Debug)]
pub(super) enum Spreading {
    /// All times of the world lie within 2^32 ticks.
    Narrow(Channels<u32>, Channels<u32>),
    /// They do not.
    Wide(Channels<i64>, Channels<i64>),
}

/// Numbers grouped by row, in the order they were given.
#[derive(Clone, Debug)]
struct Rows {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    fn new(rows: usize, pairs: impl Iterator<Item = (u32, u32)> + Clone) -> Rows {
        let mut next = vec![0u32; rows + 1];
        for (row, _) in pairs.clone() {
            next[row as usize + 1] += 1;
        }
        for row in 0..rows {
            next[row + 1] += next[row];
        }
        let starts = next.clone();
        let mut values = vec![0; starts[rows] as usize];
        for (row, value) in pairs {
            let slot = &mut next[row as usize];
            values[*slot as usize] = value;
            *slot += 1;
        }
        Rows { starts, values }
    }

    fn get(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.values[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl Index {
    /// Arranges a world; drafts that were never sent are left out. Linear.
    pub fn new(world: &World) -> Index {
        let rows = world.propositions.len();
        let sent = (0u32..)
            .zip(&world.sent)
            .filter(|(_, sent)| **sent != Sent::No);
        let stating = sent.flat_map(|(m, _)| world.says(m).iter().map(move |&p| (p, m)));
        let origins = world.origins.iter().zip(0..);
        let attested = world.attestations.iter().zip(0..);
        Index {
            stating: Rows::new(rows, stating),
            origins: Rows::new(rows, origins.map(|(o, i)| (o.proposition, i))),
            attestations: Rows::new(rows, attested.map(|(a, i)| (a.proposition, i))),
            channels: Spreading::new(world),
        }
    }

    /// Sent messages whose text states the proposition, by index in the world.
    pub fn stating(&self, proposition: u32) -> &[u32] {
        self.stating.get(proposition)
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

impl Spreading {
    fn new(world: &World) -> Spreading {
        let groups = Groups::of(world);
        match narrow_base(world) {
            Some(base) => Spreading::Narrow(
                Channels::new(world, groups.clone(), base, sent(world), possible),
                Channels::new(world, groups, base, standing(world), forced),
            ),
            None => Spreading::Wide(
                Channels::new(world, groups.clone(), 0, sent(world), possible),
                Channels::new(world, groups, 0, standing(world), forced),
            ),
        }
    }
}

/// Messages that were or may have been sent.
fn sent(world: &World) -> impl Iterator<Item = u32> + Clone + '_ {
    let all = (0u32..).zip(&world.sent);
    all.filter(|(_, sent)| **sent != Sent::No).map(|(m, _)| m)
}

fn standing(world: &World) -> impl Iterator<Item = u32> + Clone + '_ {
    world.standing.iter().copied()
}

/// The first tick of a world, if no time that can follow from it lies 2^32 ticks later.
fn narrow_base(world: &World) -> Option<i64> {
    let span = world.span;
    let range = i128::from(span.hi) - i128::from(span.lo) + i128::from(span.delay);
    (range < i128::from(u32::MAX)).then_some(span.lo.min(span.hi))
}

/// Whoever has it before the end of sending may pass it on, as soon as may be.
fn possible(head: &Head) -> (i64, i64, i64) {
    (head.send.hi, head.send.lo, head.delay.lo)
}

/// Whoever has it before sending begins has passed it on by the latest time.
fn forced(head: &Head) -> (i64, i64, i64) {
    (head.send.lo, head.send.hi, head.delay.hi)
}

//! The earliest possible exposure of every actor, and nothing else: one proposition after another in the same memory.

use super::channels::{Channels, Tick};
use super::closure::NEVER;
use super::index::Spreading;
use super::spread::Search;
use super::world::Claim;
use super::{Index, Without, World};
use crate::queue::Queue;

/// Works out earliest exposures. One is made for each thread and used for many propositions.
pub struct Exposures<'a> {
    world: &'a World,
    index: &'a Index,
    time: Vec<i64>,
    narrow: (Vec<u32>, Queue<u32>),
    wide: Queue<i64>,
}

impl<'a> Exposures<'a> {
    /// Memory for the actors of a world.
    pub fn new(world: &'a World, index: &'a Index) -> Exposures<'a> {
        Exposures {
            world,
            index,
            time: vec![NEVER; world.actors() as usize],
            narrow: (Vec::new(), Queue::new()),
            wide: Queue::new(),
        }
    }

    /// The earliest tick at which each actor could have had a proposition, as [`Closure::poss`](super::Closure::poss)
    /// gives it; `i64::MAX` is never.
    pub fn of(&mut self, proposition: u32) -> &[i64] {
        self.time.fill(NEVER);
        self.seed(proposition);
        let search = Search {
            world: self.world,
            index: self.index,
            proposition,
            without: Without::Nothing,
            until: i64::MAX,
            goal: None,
        };
        let (world, index) = (self.world, self.index);
        let topic = search.topic();
        match &index.spreading {
            Spreading::Narrow(ways) => {
                if let Some(channels) = ways.possible(world, index, topic) {
                    self.spread_narrow(search, channels);
                }
            }
            Spreading::Wide(ways) => {
                if let Some(channels) = ways.possible(world, index, topic) {
                    search.spread(channels, &mut self.wide, &mut self.time, |_, _| {});
                }
            }
        }
        &self.time
    }

    fn spread_narrow(&mut self, search: Search<'_>, channels: &Channels<u32>) {
        let (time, queue) = &mut self.narrow;
        let base = channels.base();
        channels.read_through();
        time.clear();
        time.extend(self.time.iter().map(|&t| u32::narrow(t, base)));
        search.spread(channels, queue, time, |_, _| {});
        for (own, found) in self.time.iter_mut().zip(time) {
            *own = found.wide(base);
        }
    }

    /// What is had without being passed on in a lost text: at first hand, as attested, or as a text states it.
    fn seed(&mut self, proposition: u32) {
        let (world, index) = (self.world, self.index);
        for &i in index.origins(proposition) {
            let origin = &world.origins[i as usize];
            self.lower(origin.actor, origin.time.lo);
        }
        for &i in index.attestations(proposition) {
            let said = &world.attestations[i as usize];
            if said.claim == Claim::Known {
                self.lower(said.actor, said.at.lo);
            }
        }
        for &m in index.stating(world, proposition) {
            let (send, delay) = world.messages.times(m);
            self.lower(world.messages.from(m), send.lo);
            let first = send.lo.saturating_add(delay.lo);
            for &actor in world.messages.to(m) {
                self.lower(actor, first);
            }
        }
    }

    fn lower(&mut self, actor: u32, time: i64) {
        let slot = &mut self.time[actor as usize];
        *slot = time.min(*slot);
    }
}

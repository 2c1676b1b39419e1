//! The closure of one proposition: when each actor could, must and did know it.

use super::channels::{Channels, Tick};
use super::index::Spreading;
use super::spread::Search;
use super::world::{Claim, Sent};
use super::{Index, World};
use crate::queue::Queue;

/// "At no time" for quantities that are earliest times.
pub(super) const NEVER: i64 = i64::MAX;

/// What is left out of the evidence.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Without {
    /// Nothing.
    #[default]
    Nothing,
    /// All that one document says.
    Document(u32),
    /// What shows an actor knowing without showing how: attestations that it knew, and what it wrote itself.
    OwnWords(u32),
}

/// What gave an actor one of its times. Numbers are indexes in the [`World`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Why {
    /// It has no such time.
    #[default]
    Nothing,
    /// An origin: it knew at first hand.
    Origin(u32),
    /// An attestation.
    Attested(u32),
    /// A message of its own that states the proposition.
    Wrote(u32),
    /// A message to it that states the proposition.
    Received(u32),
    /// A message to it that may have carried the proposition, or, for `cert`, must have.
    Forwarded(u32),
}

/// One way by which a proposition came, or may have come, to an actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Route {
    /// The messages from first to last, by index in the world: each has the next one's sender among its recipients.
    pub messages: Vec<u32>,
    /// How the first sender had it, or the actor itself when there are no messages.
    pub start: Why,
}

/// A time for each actor, and what gave it.
#[derive(Clone, Debug)]
struct Times {
    time: Vec<i64>,
    why: Vec<Why>,
}

impl Times {
    fn new(actors: usize) -> Times {
        Times {
            time: vec![NEVER; actors],
            why: vec![Why::Nothing; actors],
        }
    }

    /// Lowers an actor's time; says whether it fell.
    fn lower(&mut self, actor: u32, time: i64, why: Why) -> bool {
        let falls = time < self.time[actor as usize];
        if falls {
            self.time[actor as usize] = time;
            self.why[actor as usize] = why;
        }
        falls
    }

    /// Follows the channels from whoever has a time.
    fn settle<T: Tick>(&mut self, search: Search<'_>, channels: Option<&Channels<T>>) {
        let Some(channels) = channels else { return };
        let base = channels.base();
        let mut time: Vec<T> = self.time.iter().map(|&t| T::narrow(t, base)).collect();
        let why = &mut self.why;
        search.spread(channels, &mut Queue::new(), &mut time, |actor, message| {
            why[actor as usize] = Why::Forwarded(message);
        });
        for (own, found) in self.time.iter_mut().zip(time) {
            *own = found.wide(base);
        }
    }

    fn get(&self, actor: u32) -> Option<i64> {
        Some(self.time[actor as usize]).filter(|&time| time != NEVER)
    }

    fn why(&self, actor: u32) -> Why {
        self.why[actor as usize]
    }
}

/// What follows about one proposition for every actor. Times are ticks; `None` is never.
#[derive(Clone, Debug)]
pub struct Closure {
    poss: Times,
    cert: Times,
    told: Times,
    known: Times,
    ignorant: Vec<Option<(i64, u32)>>,
}

impl Closure {
    /// The earliest time at which the actor could have known. Exact for independent times.
    pub fn poss(&self, actor: u32) -> Option<i64> {
        self.poss.get(actor)
    }

    /// The time by which the actor must have known. Sound, not complete: a case split over orders can force more.
    pub fn cert(&self, actor: u32) -> Option<i64> {
        self.cert.get(actor)
    }

    /// The earliest time at which a surviving text may have reached the actor.
    pub fn told(&self, actor: u32) -> Option<i64> {
        self.told.get(actor)
    }

    /// The time by which the actor is known to have known: at first hand, as attested, or from its own words.
    pub fn known(&self, actor: u32) -> Option<i64> {
        self.known.get(actor)
    }

    /// The last time of which the actor is attested ignorant.
    pub fn ignorant_until(&self, actor: u32) -> Option<i64> {
        self.ignorant[actor as usize].map(|(until, _)| until)
    }

    /// What gave [`Closure::poss`].
    pub fn why_poss(&self, actor: u32) -> Why {
        self.poss.why(actor)
    }

    /// What gave [`Closure::cert`].
    pub fn why_cert(&self, actor: u32) -> Why {
        self.cert.why(actor)
    }

    /// What gave [`Closure::told`].
    pub fn why_told(&self, actor: u32) -> Why {
        self.told.why(actor)
    }

    /// What gave [`Closure::known`].
    pub fn why_known(&self, actor: u32) -> Why {
        self.known.why(actor)
    }

    /// What gave [`Closure::ignorant_until`].
    pub fn why_ignorant(&self, actor: u32) -> Why {
        self.ignorant[actor as usize].map_or(Why::Nothing, |(_, index)| Why::Attested(index))
    }

    /// The route that gives [`Closure::poss`]; `None` when the actor could not have known.
    pub fn route(&self, world: &World, actor: u32) -> Option<Route> {
        follow(world, &self.poss, actor)
    }

    /// The route that gives [`Closure::cert`]; `None` when nothing forces the actor to have known.
    pub fn forced_route(&self, world: &World, actor: u32) -> Option<Route> {
        follow(world, &self.cert, actor)
    }
}

fn follow(world: &World, times: &Times, actor: u32) -> Option<Route> {
    let mut messages = Vec::new();
    let mut at = actor;
    // Delays are not negative and a label only ever falls, so the chain goes back in time and ends.
    while let Why::Forwarded(message) = times.why(at) {
        messages.push(message);
        at = world.messages.from(message);
    }
    let start = times.why(at);
    if let Why::Received(message) = start {
        messages.push(message);
    }
    messages.reverse();
    (start != Why::Nothing).then_some(Route { messages, start })
}

/// Works out the closure of one proposition over the evidence less `without`.
///
/// O(messages on its topic + reached actors × log); label-setting, as arrival is first in, first out.
pub fn closure(world: &World, index: &Index, proposition: u32, without: Without) -> Closure {
    let search = Search {
        world,
        index,
        proposition,
        without,
        until: i64::MAX,
        goal: None,
    };
    let mut found = Closure::seeded(search);
    found.settle_possible(search);
    found.settle_forced(search);
    found
}

impl Closure {
    /// What is had without being passed on in a lost text: at first hand, as attested, or as a text states it.
    pub(super) fn seeded(search: Search<'_>) -> Closure {
        let actors = search.world.actors() as usize;
        let mut found = Closure {
            poss: Times::new(actors),
            cert: Times::new(actors),
            told: Times::new(actors),
            known: Times::new(actors),
            ignorant: vec![None; actors],
        };
        search.origins(&mut found);
        search.attestations(&mut found);
        search.statements(&mut found);
        found
    }

    /// Follows what may have been passed on.
    pub(super) fn settle_possible(&mut self, search: Search<'_>) {
        let Search { world, index, .. } = search;
        match &index.spreading {
            Spreading::Narrow(ways) => {
                self.poss
                    .settle(search, ways.possible(world, index, search.topic()));
            }
            Spreading::Wide(ways) => {
                self.poss
                    .settle(search, ways.possible(world, index, search.topic()));
            }
        }
    }

    /// Follows what must have been passed on.
    pub(super) fn settle_forced(&mut self, search: Search<'_>) {
        let Search { world, index, .. } = search;
        match &index.spreading {
            Spreading::Narrow(ways) => {
                self.cert
                    .settle(search, ways.forced(world, index, search.topic()));
            }
            Spreading::Wide(ways) => {
                self.cert
                    .settle(search, ways.forced(world, index, search.topic()));
            }
        }
    }
}

impl Search<'_> {
    fn origins(&self, found: &mut Closure) {
        for &i in self.index.origins(self.proposition) {
            let origin = &self.world.origins[i as usize];
            if origin.document.is_none_or(|document| self.keeps(document)) {
                found
                    .poss
                    .lower(origin.actor, origin.time.lo, Why::Origin(i));
                found
                    .cert
                    .lower(origin.actor, origin.time.hi, Why::Origin(i));
                found
                    .known
                    .lower(origin.actor, origin.time.hi, Why::Origin(i));
            }
        }
    }

    fn attestations(&self, found: &mut Closure) {
        for &i in self.index.attestations(self.proposition) {
            let said = &self.world.attestations[i as usize];
            if !self.keeps(said.document) {
                continue;
            }
            if said.claim == Claim::Ignorant {
                let until = &mut found.ignorant[said.actor as usize];
                if until.is_none_or(|(latest, _)| latest < said.at.lo) {
                    *until = Some((said.at.lo, i));
                }
            } else if self.without != Without::OwnWords(said.actor) {
                found.poss.lower(said.actor, said.at.lo, Why::Attested(i));
                found.cert.lower(said.actor, said.at.hi, Why::Attested(i));
                found.known.lower(said.actor, said.at.hi, Why::Attested(i));
            }
        }
    }

    fn statements(&self, found: &mut Closure) {
        let messages = &self.world.messages;
        for &m in self.index.stating(self.world, self.proposition) {
            if !self.keeps(messages.document(m)) {
                continue;
            }
            let (from, (send, delay)) = (messages.from(m), messages.times(m));
            let sure = messages.sent(m) == Sent::Yes;
            if self.without != Without::OwnWords(from) {
                // Whoever states it has it.
                found.poss.lower(from, send.lo, Why::Wrote(m));
                if sure {
                    found.cert.lower(from, send.hi, Why::Wrote(m));
                    found.known.lower(from, send.hi, Why::Wrote(m));
                }
            }
            let first = send.lo.saturating_add(delay.lo);
            let last = send.hi.saturating_add(delay.hi);
            for &actor in messages.to(m) {
                found.told.lower(actor, first, Why::Received(m));
                found.poss.lower(actor, first, Why::Received(m));
                if sure {
                    found.cert.lower(actor, last, Why::Received(m));
                }
            }
        }
    }
}

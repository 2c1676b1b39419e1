//! Label-setting: who has it earlier passes it on earlier, so each actor is settled once.

use super::channels::{Channels, Tick};
use super::{Index, Without, World};
use crate::queue::Queue;

/// What one search is about.
#[derive(Clone, Copy)]
pub(super) struct Search<'a> {
    pub(super) world: &'a World,
    pub(super) index: &'a Index,
    pub(super) proposition: u32,
    pub(super) without: Without,
    /// Nothing that arrives later is passed on.
    pub(super) until: i64,
    /// The only actor asked about: the search ends when it has the proposition by `until`.
    pub(super) goal: Option<u32>,
}

impl Search<'_> {
    /// The topic of the proposition.
    pub(super) fn topic(&self) -> u32 {
        self.world.propositions[self.proposition as usize].topic
    }

    /// Whether the evidence holds a document.
    pub(super) fn keeps(&self, document: u32) -> bool {
        self.without != Without::Document(document)
    }

    /// Lowers `time` along the channels to the least fixpoint; `fell` hears which message lowered an actor's time.
    ///
    /// Times are in the channels' own ticks.
    pub(super) fn spread<T: Tick>(
        &self,
        channels: &Channels<T>,
        queue: &mut Queue<T>,
        time: &mut [T],
        mut fell: impl FnMut(u32, u32),
    ) {
        let rule = &self.world.propositions[self.proposition as usize];
        let admits = |actor: u32| match &rule.circle {
            Some(circle) => circle.binary_search(&actor).is_ok(),
            None => true,
        };
        let until = T::narrow(self.until.max(channels.base()), channels.base());
        let ends = self.until < channels.base();
        queue.clear();
        if self.goal.is_some_and(|goal| time[goal as usize] <= until) {
            return;
        }
        for (actor, &had) in (0u32..).zip(time.iter()) {
            if had != T::NEVER && had <= until && !ends {
                queue.push(had, actor);
            }
        }
        while let Some((had, sender)) = queue.pop() {
            if had > time[sender as usize] {
                continue;
            }
            for (at, way) in channels.leaving(sender) {
                let arrival = way.arrival(had);
                if arrival < time[way.to as usize]
                    && arrival <= until
                    && admits(way.to)
                    && self.carries(channels.message(at))
                {
                    time[way.to as usize] = arrival;
                    fell(way.to, channels.message(at).0);
                    if self.goal == Some(way.to) {
                        return;
                    }
                    queue.push(arrival, way.to);
                }
            }
        }
    }

    /// Whether a message may carry the proposition: one that states it, states it, and is not also open on it.
    fn carries(&self, (message, states): (u32, bool)) -> bool {
        let kept = match self.without {
            Without::Document(gone) => self.world.messages.document(message) != gone,
            _ => true,
        };
        kept && !(states
            && self
                .world
                .messages
                .says(message)
                .contains(&self.proposition))
    }
}

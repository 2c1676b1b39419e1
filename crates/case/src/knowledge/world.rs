//! What the evidence holds: propositions, origins, messages, attestations.

use super::messages::{Messages, Summary};
use crate::chronology::Interval;

/// Something that can be known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposition {
    /// The topic under which messages may have carried it.
    pub topic: u32,
    /// Only these actors, sorted, can receive it by inference; `None` is everyone. Never limits what a text states.
    pub circle: Option<Vec<u32>>,
}

/// An actor knows a proposition at first hand from some instant in `time` on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The proposition.
    pub proposition: u32,
    /// Who knows it.
    pub actor: u32,
    /// The instant from which on.
    pub time: Interval,
    /// The document that says so; `None` where the origin is taken for granted.
    pub document: Option<u32>,
}

/// Whether a message was sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sent {
    /// A draft that never left: no route.
    No,
    /// Not certain: a possible route, never a forced one.
    Maybe,
    /// Sent.
    #[default]
    Yes,
}

/// A message from one actor to others.
///
/// Where two documents each vouch for the whole message, add it twice, once for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Message<'a> {
    /// The caller's label, given back in routes. Need not be unique.
    pub id: u32,
    /// The sender.
    pub from: u32,
    /// The recipients.
    pub to: &'a [u32],
    /// When it was sent, in ticks.
    pub send: Interval,
    /// How many ticks it took; not below zero.
    pub delay: Interval,
    /// Propositions that the surviving text states.
    pub says: &'a [u32],
    /// Topics on which the lost text may have carried anything the sender had.
    pub open: &'a [u32],
    /// A standing distribution that always forwards its topics.
    pub auto: bool,
    /// Whether it was sent.
    pub sent: Sent,
    /// The document that the message is known from.
    pub document: u32,
}

/// What a witness says of an actor and a proposition.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Claim {
    /// The actor knew.
    Known,
    /// The actor did not know, and so had not known before.
    Ignorant,
}

/// A witness says, of some instant in `at`, that an actor knew or did not know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attestation {
    /// The actor spoken of.
    pub actor: u32,
    /// The proposition.
    pub proposition: u32,
    /// The instant spoken of.
    pub at: Interval,
    /// What is said.
    pub claim: Claim,
    /// The document.
    pub document: u32,
}

/// All that is recorded of who told what to whom. Messages are kept in arrays and read as [`Message`]s.
#[derive(Clone, Debug, Default)]
pub struct World {
    actors: u32,
    pub(super) propositions: Vec<Proposition>,
    pub(super) origins: Vec<Origin>,
    pub(super) attestations: Vec<Attestation>,
    pub(super) messages: Messages,
    pub(super) span: Span,
}

/// The first and last tick of a world and the longest delay.
#[derive(Clone, Copy, Debug)]
pub(super) struct Span {
    pub(super) lo: i64,
    pub(super) hi: i64,
    pub(super) delay: i64,
}

impl Default for Span {
    fn default() -> Span {
        Span {
            lo: i64::MAX,
            hi: i64::MIN,
            delay: 0,
        }
    }
}

impl Span {
    fn join(&mut self, other: Span) {
        self.lo = self.lo.min(other.lo);
        self.hi = self.hi.max(other.hi);
        self.delay = self.delay.max(other.delay);
    }

    #[inline]
    pub(super) fn take(&mut self, time: Interval) {
        self.lo = self.lo.min(time.lo);
        self.hi = self.hi.max(time.hi);
    }
}

impl World {
    /// A world of actors `0..actors` in which nothing has been recorded yet.
    pub fn new(actors: u32) -> World {
        World {
            actors,
            ..World::default()
        }
    }

    /// Makes room for so many messages, where their number is known beforehand.
    pub fn reserve(&mut self, messages: usize) {
        self.messages.reserve(messages);
    }

    /// Adds a proposition and gives its number: 0, 1, 2 and so on.
    pub fn add_proposition(&mut self, mut proposition: Proposition) -> u32 {
        if let Some(circle) = &mut proposition.circle {
            circle.sort_unstable();
        }
        self.propositions.push(proposition);
        self.propositions.len() as u32 - 1
    }

    /// Adds an origin. Panics when it names an actor or a proposition that is not there.
    pub fn add_origin(&mut self, origin: Origin) {
        self.expect(&[origin.actor], &[origin.proposition]);
        self.span.take(origin.time);
        self.origins.push(origin);
    }

    /// Adds an attestation. Panics when it names an actor or a proposition that is not there.
    pub fn add_attestation(&mut self, attestation: Attestation) {
        self.expect(&[attestation.actor], &[attestation.proposition]);
        self.span.take(attestation.at);
        self.attestations.push(attestation);
    }

    /// Adds a message. Panics when it names an actor or a proposition that is not there, or whose times run backwards.
    pub fn add_message(&mut self, message: &Message<'_>) {
        let summary = self.messages.push(message);
        self.admit(summary);
    }

    /// Adds many messages at once, in their order, in a fraction of the time of one by one. Panics as
    /// [`World::add_message`] does, but only when all have been read.
    pub fn add_messages<'a>(&mut self, messages: impl IntoIterator<Item = Message<'a>>) {
        let messages = messages.into_iter();
        self.reserve(messages.size_hint().0);
        let summary = self.messages.extend(messages);
        self.admit(summary);
    }

    fn admit(&mut self, summary: Summary) {
        if let Some(id) = summary.backwards {
            panic!("the times of message {id} run backwards");
        }
        let (actors, known) = (u64::from(self.actors), self.propositions.len() as u64);
        for (what, end, there) in [
            ("actor", summary.actor_end, actors),
            ("proposition", summary.proposition_end, known),
        ] {
            // Numbers begin at 0.
            assert!(
                end <= there,
                "no such {what} among {there}: {}",
                end.saturating_sub(1)
            );
        }
        self.span.join(summary.span);
    }

    /// How many actors there are.
    pub fn actors(&self) -> u32 {
        self.actors
    }

    /// The propositions by number.
    pub fn propositions(&self) -> &[Proposition] {
        &self.propositions
    }

    /// The origins, in the order they were added.
    pub fn origins(&self) -> &[Origin] {
        &self.origins
    }

    /// The attestations, in the order they were added.
    pub fn attestations(&self) -> &[Attestation] {
        &self.attestations
    }

    /// How many messages there are, drafts included.
    pub fn messages(&self) -> u32 {
        self.messages.len() as u32
    }

    /// The message that was added as the `index`th, from 0.
    pub fn message(&self, index: u32) -> Message<'_> {
        self.messages.get(index)
    }

    fn expect(&self, actors: &[u32], propositions: &[u32]) {
        let known = self.propositions.len();
        assert!(
            actors.iter().all(|&a| a < self.actors),
            "no such actor among {actors:?}"
        );
        assert!(
            propositions.iter().all(|&p| (p as usize) < known),
            "no such proposition among {propositions:?}"
        );
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::panic::{AssertUnwindSafe, catch_unwind};

    /// What a world of 2 actors and 1 proposition answers to a message.
    fn refused(message: &Message<'_>) -> String {
        let mut world = World::new(2);
        let (topic, circle) = (0, None);
        world.add_proposition(Proposition { topic, circle });
        let panic = catch_unwind(AssertUnwindSafe(|| world.add_message(message)));
        let said = panic.expect_err("it is refused").downcast::<String>();
        *said.expect("a formatted message")
    }

    const FINE: Message<'static> = Message {
        id: 7,
        from: 0,
        to: &[1],
        send: Interval { lo: 3, hi: 4 },
        delay: Interval { lo: 0, hi: 0 },
        says: &[0],
        open: &[],
        auto: false,
        sent: Sent::Yes,
        document: 7,
    };

    #[test]
    fn a_message_that_names_what_is_not_there_is_refused_with_its_number() {
        let [to, says] = [&[5][..], &[3][..]];
        let cases = [
            (Message { from: 2, ..FINE }, "no such actor among 2: 2"),
            (Message { to, ..FINE }, "no such actor among 2: 5"),
            (Message { says, ..FINE }, "no such proposition among 1: 3"),
        ];
        for (message, said) in cases {
            assert_eq!(refused(&message), said);
        }
    }

    #[test]
    fn times_that_run_backwards_are_refused_however_far_apart() {
        let far = (i64::MIN, i64::MAX);
        for (lo, hi) in [(4, 3), (far.1, far.0), (0, far.0), (far.1, 0)] {
            let backwards = Interval { lo, hi };
            let send = Message {
                send: backwards,
                ..FINE
            };
            let delay = Message {
                delay: backwards,
                ..FINE
            };
            for message in [send, delay] {
                assert_eq!(refused(&message), "the times of message 7 run backwards");
            }
        }
        let delay = Interval { lo: -1, hi: 0 };
        assert!(refused(&Message { delay, ..FINE }).contains("backwards"));
    }
}

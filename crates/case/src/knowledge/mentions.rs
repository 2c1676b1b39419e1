//! What messages state and what they are open on, as it is written down while they come in.
//!
//! What is stated is chained by proposition, so that nothing need be sorted before a question: a question asks of one
//! proposition, and there may be tens of thousands. Topics are few, and their messages are sorted by the index.

use super::world::{Message, Sent};

/// Propositions stated and topics left open, message after message.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    said: Vec<u32>,
    links: Vec<Link>,
    /// By proposition, the number of its last link and one more; 0 is none.
    last: Vec<u32>,
    opened: Vec<u32>,
    openers: Vec<Opener>,
    topic_end: u32,
}

/// One proposition that one message states, beside its number in `said`.
#[derive(Clone, Copy, Debug)]
struct Link {
    message: u32,
    /// The link of the same proposition before, as in `last`.
    before: u32,
}

/// The message that is open on a topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Opener(u32);

/// The message was never sent. Messages are fewer.
const DRAFT: u32 = 1 << 31;

impl Opener {
    /// The message, by index.
    #[inline]
    pub(super) fn message(self) -> u32 {
        self.0 & !DRAFT
    }

    /// Whether the message was never sent.
    #[inline]
    pub(super) fn draft(self) -> bool {
        self.0 & DRAFT != 0
    }
}

impl Mentions {
    pub(super) fn reserve(&mut self, messages: usize) {
        self.said.reserve(messages);
        self.links.reserve(messages);
        self.opened.reserve(messages);
        self.openers.reserve(messages);
    }

    /// Makes room for chains of propositions below a number.
    pub(super) fn admit(&mut self, propositions: usize) {
        self.last.resize(propositions, 0);
    }

    /// How many propositions were stated till now: where the next message's stand.
    #[inline]
    pub(super) fn said(&self) -> usize {
        self.said.len()
    }

    /// Writes down what a message states and is open on, and gives one past the highest proposition. Drafts state
    /// nothing to anybody, so they are in no chain.
    #[inline]
    pub(super) fn take(&mut self, message: &Message<'_>, index: u32) -> u64 {
        let draft = message.sent == Sent::No;
        let mut end = 0;
        for &proposition in message.says {
            end = end.max(u64::from(proposition) + 1);
            self.said.push(proposition);
            let number = self.said.len() as u32;
            let mut before = 0;
            if let Some(last) = self.last.get_mut(proposition as usize)
                && !draft
            {
                before = std::mem::replace(last, number);
            }
            self.links.push(Link {
                message: index,
                before,
            });
        }
        let opener = Opener(index | if draft { DRAFT } else { 0 });
        for &topic in message.open {
            self.topic_end = self.topic_end.max(topic.saturating_add(1));
            self.opened.push(topic);
            self.openers.push(opener);
        }
        end
    }

    /// The propositions at places of `said`.
    pub(super) fn at(&self, from: usize, count: usize) -> &[u32] {
        &self.said[from..from + count]
    }

    /// Sent messages that state a proposition, in their order.
    pub(super) fn stating(&self, proposition: u32) -> Box<[u32]> {
        let mut messages = Vec::new();
        let mut next = self.last[proposition as usize];
        while let Some(at) = next.checked_sub(1) {
            let link = self.links[at as usize];
            messages.push(link.message);
            next = link.before;
        }
        messages.reverse();
        messages.into()
    }

    /// All topics that messages are open on, in the messages' order.
    pub(super) fn opened(&self) -> impl Iterator<Item = (u32, Opener)> + '_ {
        self.opened
            .iter()
            .copied()
            .zip(self.openers.iter().copied())
    }

    /// The topics that one message is open on. They are searched for, since no search asks for them.
    pub(super) fn open(&self, message: u32) -> &[u32] {
        let openers = &self.openers;
        let from = openers.partition_point(|one| one.message() < message);
        let more = openers[from..].iter();
        let count = more.take_while(|one| one.message() == message).count();
        &self.opened[from..from + count]
    }

    /// One past the highest topic.
    pub(super) fn topic_end(&self) -> u32 {
        self.topic_end
    }
}

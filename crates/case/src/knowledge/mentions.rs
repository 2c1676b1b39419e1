//! What messages state and what they are open on, message after message.

use super::messages::Messages;

/// Numbers of propositions or topics, each with its message.
#[derive(Clone, Debug, Default)]
pub(super) struct Mentions {
    named: Vec<u32>,
    by: Vec<By>,
}

/// The message that names something, and whether it was never sent.
#[derive(Clone, Copy, Debug)]
pub(super) struct By(u32);

/// Messages are fewer.
const DRAFT: u32 = 1 << 31;

impl By {
    #[inline]
    pub(super) fn new(message: u32, draft: bool) -> By {
        By(message | if draft { DRAFT } else { 0 })
    }

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
        self.named.reserve(messages);
        self.by.reserve(messages);
    }

    pub(super) fn len(&self) -> usize {
        self.named.len()
    }

    /// Adds what one message names, and gives one past the highest number of it and `end`.
    #[inline]
    pub(super) fn push(&mut self, all: &[u32], by: By, mut end: u64) -> u64 {
        for &one in all {
            end = end.max(u64::from(one) + 1);
            self.named.push(one);
            self.by.push(by);
        }
        end
    }

    /// What stands in some places.
    pub(super) fn at(&self, from: usize, count: usize) -> &[u32] {
        &self.named[from..from + count]
    }

    /// What one message names. It is searched for.
    pub(super) fn of(&self, message: u32) -> &[u32] {
        let from = self.by.partition_point(|by| by.message() < message);
        let more = self.by[from..].iter();
        let count = more.take_while(|by| by.message() == message).count();
        self.at(from, count)
    }

    /// Everything, in the messages' order.
    pub(super) fn all(&self) -> impl Iterator<Item = (u32, By)> + '_ {
        self.named.iter().copied().zip(self.by.iter().copied())
    }
}

/// Of each proposition the messages that state it, as a chain: the last of them, and of each the one before.
///
/// There are tens of thousands of propositions and a question asks of one, so nothing is sorted before it is asked.
#[derive(Clone, Debug)]
pub(super) struct Chains {
    /// By proposition, the place of its last mention and one more; 0 is none.
    last: Vec<u32>,
    /// The same for each mention: the one before.
    before: Vec<u32>,
}

impl Chains {
    /// Drafts state nothing to anybody, and so are in no chain.
    pub(super) fn new(said: &Mentions, propositions: usize) -> Chains {
        let mut last = vec![0; propositions];
        let links = (1..).zip(said.all()).map(|(number, (proposition, by))| {
            let last = &mut last[proposition as usize];
            let before = *last;
            if !by.draft() {
                *last = number;
            }
            before
        });
        let before = links.collect();
        Chains { last, before }
    }

    /// Sent messages that state a proposition, in their order.
    pub(super) fn stating(&self, messages: &Messages, proposition: u32) -> Box<[u32]> {
        let mut stating = Vec::new();
        let mut next = self.last[proposition as usize];
        while let Some(at) = next.checked_sub(1) {
            stating.push(messages.said.by[at as usize].message());
            next = self.before[at as usize];
        }
        stating.reverse();
        stating.into()
    }
}

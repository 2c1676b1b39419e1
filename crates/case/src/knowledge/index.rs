//! What a query looks up: messages by topic and sender, and by the propositions they state.

use super::world::Head;
use super::{Sent, World};

/// The world's messages, origins and attestations arranged so that a query touches only what it needs.
#[derive(Clone, Debug)]
pub struct Index {
    /// Messages that state a proposition, grouped by it.
    stating: Rows,
    origins: Rows,
    attestations: Rows,
    /// Open messages by topic, sender and end of sending.
    open: Vec<Open>,
    /// The recipients of open messages, in the same order.
    recipients: Vec<u32>,
    /// Sorted by topic and sender.
    groups: Vec<Group>,
}

/// One open message, with all that a search asks of it side by side in memory.
#[derive(Clone, Copy, Debug)]
pub(super) struct Open {
    pub(super) message: u32,
    pub(super) head: Head,
    /// Whether it states anything; such a message is not open on what it states.
    pub(super) states: bool,
    start: u32,
    end: u32,
}

/// The open messages of one sender on one topic.
#[derive(Clone, Copy, Debug)]
pub(super) struct Group {
    topic: u32,
    from: u32,
    start: u32,
    end: u32,
}

/// Numbers grouped by row.
#[derive(Clone, Debug)]
struct Rows {
    starts: Vec<u32>,
    values: Vec<u32>,
}

impl Rows {
    fn new(rows: usize, mut pairs: Vec<(u32, u32)>) -> Rows {
        pairs.sort_unstable();
        pairs.dedup();
        let mut starts = vec![0; rows + 1];
        for &(row, _) in &pairs {
            starts[row as usize + 1] += 1;
        }
        for row in 0..rows {
            starts[row + 1] += starts[row];
        }
        Rows {
            starts,
            values: pairs.into_iter().map(|(_, value)| value).collect(),
        }
    }

    fn get(&self, row: u32) -> &[u32] {
        let row = row as usize;
        &self.values[self.starts[row] as usize..self.starts[row + 1] as usize]
    }
}

impl Index {
    /// Arranges a world; drafts that were never sent are left out.
    pub fn new(world: &World) -> Index {
        let propositions = world.propositions.len();
        let sent = || (0..world.messages()).filter(|&m| world.heads[m as usize].sent != Sent::No);
        let stating = sent()
            .flat_map(|m| world.message(m).says.iter().map(move |&p| (p, m)))
            .collect();
        let open = sent()
            .flat_map(|m| world.message(m).open.iter().map(move |&topic| (topic, m)))
            .collect();
        let origins = world
            .origins
            .iter()
            .zip(0..)
            .map(|(o, i)| (o.proposition, i))
            .collect();
        let attested = world
            .attestations
            .iter()
            .zip(0..)
            .map(|(a, i)| (a.proposition, i))
            .collect();
        let (open, recipients, groups) = by_sender(world, open);
        Index {
            stating: Rows::new(propositions, stating),
            origins: Rows::new(propositions, origins),
            attestations: Rows::new(propositions, attested),
            open,
            recipients,
            groups,
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

    /// The senders who have messages open on a topic.
    pub(super) fn topic(&self, topic: u32) -> &[Group] {
        let start = self.groups.partition_point(|group| group.topic < topic);
        let end = self.groups.partition_point(|group| group.topic <= topic);
        &self.groups[start..end]
    }

    /// Messages of one sender among those open on a topic, those sent last at the end.
    pub(super) fn open(&self, topic: &[Group], from: u32) -> &[Open] {
        match topic.binary_search_by_key(&from, |group| group.from) {
            Ok(at) => &self.open[topic[at].start as usize..topic[at].end as usize],
            Err(_) => &[],
        }
    }

    /// The recipients of an open message.
    pub(super) fn recipients(&self, open: &Open) -> &[u32] {
        &self.recipients[open.start as usize..open.end as usize]
    }
}

fn by_sender(world: &World, pairs: Vec<(u32, u32)>) -> (Vec<Open>, Vec<u32>, Vec<Group>) {
    let mut keyed: Vec<(u32, u32, i64, u32)> = pairs
        .into_iter()
        .map(|(topic, m)| {
            let head = &world.heads[m as usize];
            (topic, head.from, head.send.hi, m)
        })
        .collect();
    keyed.sort_unstable();
    keyed.dedup();
    let mut groups: Vec<Group> = Vec::new();
    for (at, &(topic, from, _, _)) in (0u32..).zip(&keyed) {
        match groups.last_mut() {
            Some(group) if (group.topic, group.from) == (topic, from) => group.end = at + 1,
            _ => groups.push(Group {
                topic,
                from,
                start: at,
                end: at + 1,
            }),
        }
    }
    let mut recipients = Vec::new();
    let place = |(_, _, _, message): (u32, u32, i64, u32)| {
        let start = recipients.len() as u32;
        recipients.extend_from_slice(world.message(message).to);
        Open {
            message,
            head: world.heads[message as usize],
            states: !world.message(message).says.is_empty(),
            start,
            end: recipients.len() as u32,
        }
    };
    let open = keyed.into_iter().map(place).collect();
    (open, recipients, groups)
}

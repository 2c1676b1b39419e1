//! The messages of a world in a few arrays: the fixed part of each, where its lists stand, and the numbers of all lists.
//!
//! A case may hold millions, and reading them in is mostly waiting for memory; so times are kept as 32 bits from a
//! first tick where they fit, and apart where they do not. What messages state and are open on knows its message, so
//! that whole runs go through one array from end to end.

use super::world::{Message, Sent, Span};
use crate::chronology::Interval;

/// Messages by index, in the order they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    fixed: Vec<Fixed>,
    /// The label and the document of each message, once one of them is not the message's own number.
    labels: Option<Vec<[u32; 2]>>,
    to: Vec<u32>,
    /// What is stated and then what is open, message after message.
    matters: Vec<u32>,
    /// Of each of these, the message.
    mentions: Vec<Mention>,
    /// The times of sending and the delays that do not fit, by message.
    wide: Vec<(u32, Interval, Interval)>,
    /// The tick that `Fixed::first` counts from.
    base: i64,
    topic_end: u32,
}

/// Sender, marks, times (earliest sending from `base`, how much later at most, least delay, how much longer at most), and
/// where the lists stand.
///
/// Half a line of memory, so that none lies across two, and all that a search asks of a message is in one place.
#[derive(Clone, Copy, Debug)]
#[repr(align(32))]
pub(super) struct Fixed {
    from: u32,
    marks: u32,
    first: u32,
    width: u32,
    delay: u32,
    slack: u32,
    /// The recipient, where there is one; else where their number stands, and after it who they are.
    to: u32,
    /// Where what it states begins; what it is open on follows, and then those of the next message.
    matters: u32,
}

impl Fixed {
    /// The sender.
    pub(super) fn from(&self) -> u32 {
        self.from
    }

    /// Whether the text states anything.
    pub(super) fn states(&self) -> bool {
        self.marks & STATED != 0
    }
}

/// The message that states something or is open on it, and which of the two.
#[derive(Clone, Copy, Debug)]
pub(super) struct Mention(u32);

/// How many there may be: the other bits of a mention are marks.
const END: u32 = 1 << 30;
const OPEN: u32 = 1 << 31;
const DRAFT: u32 = 1 << 30;

impl Mention {
    /// The message, by index.
    pub(super) fn message(self) -> u32 {
        self.0 & (END - 1)
    }

    /// Whether the message is open on it, and does not state it.
    pub(super) fn open(self) -> bool {
        self.0 & OPEN != 0
    }

    /// Whether the message was never sent.
    pub(super) fn draft(self) -> bool {
        self.0 & DRAFT != 0
    }
}

/// How many propositions the text states takes the bits below.
const ONE: u32 = 1 << 27;
const AUTO: u32 = 1 << 28;
const UNSENT: u32 = 1 << 29;
const DOUBTFUL: u32 = 1 << 30;
/// The times are in `wide`.
const WIDE: u32 = 1 << 31;
const STATED: u32 = ONE - 1;

fn marks(message: &Message<'_>) -> u32 {
    let sent = match message.sent {
        Sent::Yes => 0,
        Sent::Maybe => DOUBTFUL,
        Sent::No => UNSENT,
    };
    let stated = message.says.len() as u32;
    assert!(stated <= STATED, "under 2^27 propositions in one message");
    let auto = if message.auto { AUTO } else { 0 };
    stated | sent | auto | if message.to.len() == 1 { ONE } else { 0 }
}

/// The four numbers of the times, if each fits 32 bits.
fn narrow(send: Interval, delay: Interval, base: i64) -> Option<[u32; 4]> {
    let apart = |from: i64, to: i64| u32::try_from(to.checked_sub(from)?).ok();
    Some([
        apart(base, send.lo)?,
        apart(send.lo, send.hi)?,
        apart(0, delay.lo)?,
        apart(delay.lo, delay.hi)?,
    ])
}

/// One past a number.
fn past(number: u32) -> u64 {
    u64::from(number) + 1
}

/// What is to be known of messages together: the span of their times and the ends of what they name.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Summary {
    pub(super) span: Span,
    /// One past the highest actor, the highest proposition.
    pub(super) actor_end: u64,
    pub(super) proposition_end: u64,
    topic_end: u32,
    /// The label of a message whose times run backwards.
    pub(super) backwards: Option<u32>,
}

impl Summary {
    #[inline]
    fn take(&mut self, message: &Message<'_>) {
        let Message { send, delay, .. } = message;
        if send.lo > send.hi || delay.lo < 0 || delay.lo > delay.hi {
            self.backwards = Some(message.id);
        }
        self.span.take(*send);
        self.span.delay = self.span.delay.max(delay.hi);
        self.actor_end = self.actor_end.max(past(message.from));
    }
}

fn length(array: &[u32]) -> u32 {
    u32::try_from(array.len()).expect("under 2^32 numbers in lists")
}

impl Messages {
    pub(super) fn reserve(&mut self, messages: usize) {
        self.fixed.reserve(messages);
        self.to.reserve(messages);
        self.matters.reserve(2 * messages);
        self.mentions.reserve(2 * messages);
    }

    pub(super) fn len(&self) -> usize {
        self.fixed.len()
    }

    /// Adds a message. See [`Messages::extend`].
    pub(super) fn push(&mut self, message: &Message<'_>) -> Summary {
        self.extend(std::iter::once(*message))
    }

    /// Adds messages one after another, and says what is to be known of all of them together.
    ///
    /// The arrays are held apart while messages come in, so that each row costs little more than being written down.
    pub(super) fn extend<'a>(&mut self, all: impl Iterator<Item = Message<'a>>) -> Summary {
        let mut into = std::mem::take(self);
        let mut summary = Summary::default();
        for message in all {
            summary.take(&message);
            into.one(&message, &mut summary);
        }
        into.topic_end = into.topic_end.max(summary.topic_end);
        *self = into;
        assert!(self.fixed.len() <= END as usize, "under 2^30 messages");
        length(&self.to);
        length(&self.matters);
        summary
    }

    #[inline]
    fn one(&mut self, message: &Message<'_>, summary: &mut Summary) {
        let index = self.fixed.len() as u32;
        if index == 0 {
            // So that as many ticks fit before the first message as after it.
            self.base = message.send.lo.saturating_sub(1 << 31);
        }
        let mut marks = marks(message);
        let times = narrow(message.send, message.delay, self.base).unwrap_or_else(|| {
            marks |= WIDE;
            self.wide.push((index, message.send, message.delay));
            [0; 4]
        });
        let [first, width, delay, slack] = times;
        let matters = self.matters.len() as u32;
        let to = self.lists(message, index, summary);
        self.fixed.push(Fixed {
            from: message.from,
            marks,
            first,
            width,
            delay,
            slack,
            to,
            matters,
        });
        if self.labels.is_some() || message.id != index || message.document != index {
            self.label(message);
        }
    }

    /// Keeps the label and the document apart; those before had their own numbers.
    #[cold]
    fn label(&mut self, message: &Message<'_>) {
        let before = self.fixed.len() as u32 - 1;
        let labels = self
            .labels
            .get_or_insert_with(|| (0..before).map(|index| [index; 2]).collect());
        labels.push([message.id, message.document]);
    }

    /// The label and the document of a message.
    fn labels(&self, index: u32) -> [u32; 2] {
        let labels = self.labels.as_ref();
        labels.map_or([index; 2], |labels| labels[index as usize])
    }

    /// Writes down the lists of a message and gives where its recipients stand.
    #[inline]
    fn lists(&mut self, message: &Message<'_>, index: u32, summary: &mut Summary) -> u32 {
        let to = match message.to {
            &[one] => {
                summary.actor_end = summary.actor_end.max(past(one));
                one
            }
            more => {
                let start = self.to.len() as u32;
                self.to.push(more.len() as u32);
                for &one in more {
                    summary.actor_end = summary.actor_end.max(past(one));
                    self.to.push(one);
                }
                start
            }
        };
        let of = index | if message.sent == Sent::No { DRAFT } else { 0 };
        for &said in message.says {
            summary.proposition_end = summary.proposition_end.max(past(said));
            self.matters.push(said);
            self.mentions.push(Mention(of));
        }
        for &topic in message.open {
            summary.topic_end = summary.topic_end.max(topic.saturating_add(1));
            self.matters.push(topic);
            self.mentions.push(Mention(of | OPEN));
        }
        to
    }

    /// One past the highest topic that any is open on.
    pub(super) fn topic_end(&self) -> u32 {
        self.topic_end
    }

    /// All propositions that are stated and topics that are open, each with its message, in their order.
    pub(super) fn mentions(&self) -> impl Iterator<Item = (u32, Mention)> + '_ {
        self.matters
            .iter()
            .copied()
            .zip(self.mentions.iter().copied())
    }

    /// To whom a message went.
    pub(super) fn to(&self, index: u32) -> &[u32] {
        self.recipients(&self.fixed[index as usize])
    }

    /// The same, given its fixed part.
    pub(super) fn recipients<'a>(&'a self, fixed: &'a Fixed) -> &'a [u32] {
        if fixed.marks & ONE != 0 {
            return std::slice::from_ref(&fixed.to);
        }
        let (count, rest) = self.to[fixed.to as usize..]
            .split_first()
            .expect("their number");
        &rest[..*count as usize]
    }

    /// What its text states, and what it is open on.
    fn matters(&self, index: u32) -> (&[u32], &[u32]) {
        let index = index as usize;
        let end = self.fixed.get(index + 1);
        let end = end.map_or(self.matters.len(), |next| next.matters as usize);
        let all = &self.matters[self.fixed[index].matters as usize..end];
        all.split_at((self.fixed[index].marks & STATED) as usize)
    }

    /// What its text states.
    pub(super) fn says(&self, index: u32) -> &[u32] {
        self.matters(index).0
    }

    /// Whether it is a standing distribution that was surely sent.
    pub(super) fn standing(&self, index: u32) -> bool {
        self.fixed[index as usize].marks & (AUTO | UNSENT | DOUBTFUL) == AUTO
    }

    pub(super) fn from(&self, index: u32) -> u32 {
        self.fixed[index as usize].from
    }

    pub(super) fn document(&self, index: u32) -> u32 {
        self.labels(index)[1]
    }

    /// The fixed parts of many messages, laid together before they are looked at: a processor waits for many places of
    /// memory at once, if nothing else is to be done between.
    pub(super) fn together(&self, all: &[u32]) -> Vec<Fixed> {
        let fixed = all.iter().map(|&index| self.fixed[index as usize]);
        fixed.collect()
    }

    /// When a message was sent, and how long it took.
    pub(super) fn times(&self, index: u32) -> (Interval, Interval) {
        self.times_of(index, &self.fixed[index as usize])
    }

    /// The same, given its fixed part.
    pub(super) fn times_of(&self, index: u32, fixed: &Fixed) -> (Interval, Interval) {
        if fixed.marks & WIDE != 0 {
            let at = self.wide.binary_search_by_key(&index, |&(of, ..)| of);
            let (_, send, delay) = self.wide[at.expect("its times were put apart")];
            return (send, delay);
        }
        let stretch = |lo: i64, width: u32| Interval {
            lo,
            hi: lo + i64::from(width),
        };
        let send = stretch(self.base + i64::from(fixed.first), fixed.width);
        (send, stretch(i64::from(fixed.delay), fixed.slack))
    }

    /// The message as it was added.
    pub(super) fn get(&self, index: u32) -> Message<'_> {
        let (send, delay) = self.times(index);
        let (says, open) = self.matters(index);
        let fixed = &self.fixed[index as usize];
        let [id, document] = self.labels(index);
        Message {
            id,
            from: fixed.from,
            to: self.to(index),
            send,
            delay,
            says,
            open,
            auto: fixed.marks & AUTO != 0,
            sent: match fixed.marks & (UNSENT | DOUBTFUL) {
                0 => Sent::Yes,
                DOUBTFUL => Sent::Maybe,
                _ => Sent::No,
            },
            document,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    fn interval(end: i64) -> impl Strategy<Value = Interval> {
        let tick = prop_oneof![0..50i64, 0..end];
        (tick.clone(), tick).prop_map(|(a, b)| Interval {
            lo: a.min(b),
            hi: a.max(b),
        })
    }

    fn list() -> impl Strategy<Value = Vec<u32>> {
        prop_oneof![5 => vec(any::<u32>(), 0..4), 1 => vec(any::<u32>(), 200..300)]
    }

    type Made = ((u32, u32, u32), Interval, Interval, [Vec<u32>; 3], bool, u8);

    fn made() -> impl Strategy<Value = Vec<Made>> {
        let send = (any::<bool>(), interval(i64::MAX)).prop_map(|(before, time)| match before {
            true => Interval {
                lo: -1 - time.hi,
                hi: -1 - time.lo,
            },
            false => time,
        });
        vec(
            (
                any::<(u32, u32, u32)>(),
                send,
                interval(1 << 40),
                [list(), list(), list()],
                any::<bool>(),
                0..3u8,
            ),
            0..8,
        )
    }

    fn message(made: &Made) -> Message<'_> {
        let ((id, from, document), send, delay, [to, says, open], auto, sent) = made;
        Message {
            id: *id,
            from: *from,
            to,
            send: *send,
            delay: *delay,
            says,
            open,
            auto: *auto,
            sent: [Sent::No, Sent::Maybe, Sent::Yes][usize::from(*sent)],
            document: *document,
        }
    }

    proptest! {
        /// However far apart its times and however long its lists, a message comes out as it went in.
        #[test]
        fn messages_come_out_as_they_went_in(all in made()) {
            let mut messages = Messages::default();
            for one in &all {
                messages.push(&message(one));
            }
            for (index, one) in (0..).zip(&all) {
                prop_assert_eq!(messages.get(index), message(one));
            }
        }
    }
}

//! The messages of a world in a few arrays: the fixed part of each, where its lists stand, and the numbers of all lists.
//!
//! A case may hold millions, and reading them in is mostly waiting for memory; so times are kept as 32 bits from a
//! first tick where they fit, and apart where they do not.

use super::mentions::{By, Mentions};
use super::world::{Message, Sent, Span};
use crate::chronology::Interval;

/// Messages by index, in the order they were added.
#[derive(Clone, Debug, Default)]
pub(super) struct Messages {
    fixed: Vec<Fixed>,
    /// The label and the document of each message, once one of them is not the message's own number.
    labels: Option<Vec<[u32; 2]>>,
    to: Vec<u32>,
    pub(super) said: Mentions,
    pub(super) open: Mentions,
    /// One past the highest topic.
    pub(super) topic_end: u64,
    /// The times of sending and the delays that do not fit, by message.
    wide: Vec<(u32, Interval, Interval)>,
    /// The tick that `Fixed::first` counts from.
    base: i64,
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
    /// Where what it states stands.
    said: u32,
}

impl Fixed {
    /// The sender.
    #[inline]
    pub(super) fn from(&self) -> u32 {
        self.from
    }

    /// Whether the text states anything.
    #[inline]
    pub(super) fn states(&self) -> bool {
        self.marks & STATED != 0
    }
}

/// How many there may be: lists of messages keep a bit or two for marks.
const END: u32 = 1 << 30;

/// How many propositions the text states takes the bits below.
const ONE: u32 = 1 << 27;
const AUTO: u32 = 1 << 28;
const UNSENT: u32 = 1 << 29;
const DOUBTFUL: u32 = 1 << 30;
/// The times are in `wide`.
const WIDE: u32 = 1 << 31;
const STATED: u32 = ONE - 1;

#[inline]
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
///
/// A base is at most [`LAST_BASE`], so a difference that fits when it is taken round the end of 64 bits is the true one.
#[inline]
fn narrow(send: Interval, delay: Interval, base: i64) -> Option<[u32; 4]> {
    let apart = |from: i64, to: i64| to.wrapping_sub(from) as u64;
    let all = [
        apart(base, send.lo),
        apart(send.lo, send.hi),
        delay.lo as u64,
        apart(delay.lo, delay.hi),
    ];
    let [first, width, least, slack] = all;
    (first | width | least | slack <= u64::from(u32::MAX)).then(|| all.map(|one| one as u32))
}

/// The last tick from which times may be reckoned: 2^34 later none has passed the end.
const LAST_BASE: i64 = i64::MAX - (1 << 34);

/// One past a number.
#[inline]
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
    /// The label of a message whose times run backwards.
    pub(super) backwards: Option<u32>,
}

impl Summary {
    #[inline]
    fn take(&mut self, message: &Message<'_>) {
        let Message { send, delay, .. } = message;
        self.span.take(*send);
        self.span.delay = self.span.delay.max(delay.hi);
        self.actor_end = self.actor_end.max(past(message.from));
    }
}

impl Messages {
    pub(super) fn reserve(&mut self, messages: usize) {
        self.fixed.reserve(messages);
        self.to.reserve(messages);
        self.said.reserve(messages);
        self.open.reserve(messages);
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
        *self = into;
        assert!(self.fixed.len() <= END as usize, "under 2^30 messages");
        let lists = self.to.len().max(self.said.len());
        assert!(u32::try_from(lists).is_ok(), "under 2^32 numbers in lists");
        summary
    }

    #[inline]
    fn one(&mut self, message: &Message<'_>, summary: &mut Summary) {
        let index = self.fixed.len() as u32;
        if index == 0 {
            // So that as many ticks fit before the first message as after it.
            self.base = message.send.lo.saturating_sub(1 << 31).min(LAST_BASE);
        }
        let mut marks = marks(message);
        let times = narrow(message.send, message.delay, self.base).unwrap_or_else(|| {
            marks |= WIDE;
            self.widely(message, index, summary)
        });
        let [first, width, delay, slack] = times;
        let said = self.said.len() as u32;
        let by = By::new(index, message.sent == Sent::No);
        summary.proposition_end = self.said.push(message.says, by, summary.proposition_end);
        self.topic_end = self.open.push(message.open, by, self.topic_end);
        let to = self.recipients_of(message, summary);
        self.fixed.push(Fixed {
            from: message.from,
            marks,
            first,
            width,
            delay,
            slack,
            to,
            said,
        });
        if self.labels.is_some() || message.id != index || message.document != index {
            self.label(message);
        }
    }

    /// Keeps the times of a message apart, and looks whether they run backwards: narrow ones cannot.
    #[cold]
    fn widely(&mut self, message: &Message<'_>, index: u32, summary: &mut Summary) -> [u32; 4] {
        let Message { send, delay, .. } = *message;
        if send.lo > send.hi || delay.lo < 0 || delay.lo > delay.hi {
            summary.backwards = Some(message.id);
        }
        self.wide.push((index, send, delay));
        [0; 4]
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

    /// Writes down to whom a message went and gives where they stand.
    #[inline]
    fn recipients_of(&mut self, message: &Message<'_>, summary: &mut Summary) -> u32 {
        match message.to {
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
        }
    }

    /// To whom a message went.
    pub(super) fn to(&self, index: u32) -> &[u32] {
        self.recipients(&self.fixed[index as usize])
    }

    /// The same, given its fixed part.
    #[inline]
    pub(super) fn recipients<'a>(&'a self, fixed: &'a Fixed) -> &'a [u32] {
        if fixed.marks & ONE != 0 {
            return std::slice::from_ref(&fixed.to);
        }
        let (count, rest) = self.to[fixed.to as usize..]
            .split_first()
            .expect("their number");
        &rest[..*count as usize]
    }

    /// What its text states.
    pub(super) fn says(&self, index: u32) -> &[u32] {
        let fixed = &self.fixed[index as usize];
        let count = fixed.marks & STATED;
        self.said.at(fixed.said as usize, count as usize)
    }

    /// Whether it was sent.
    pub(super) fn sent(&self, index: u32) -> Sent {
        match self.fixed[index as usize].marks & (UNSENT | DOUBTFUL) {
            0 => Sent::Yes,
            DOUBTFUL => Sent::Maybe,
            _ => Sent::No,
        }
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
    #[inline]
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
        let fixed = &self.fixed[index as usize];
        let [id, document] = self.labels(index);
        Message {
            id,
            from: fixed.from,
            to: self.to(index),
            send,
            delay,
            says: self.says(index),
            open: self.open.of(index),
            auto: fixed.marks & AUTO != 0,
            sent: self.sent(index),
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

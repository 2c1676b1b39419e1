//! The chronology of a case: a point for every date, a bound for every dated sentence.

use super::reckoning::{FURTHER, Reckoning};
use super::when::{self, LAST};
use crate::chronology::{Bound, Interval, Network, Side};
use crate::compile::{AccountAt, Case};
use kaozheng_values::dates::{Bounds, Tick};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};

/// Which time of a card a point stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Mark {
    /// When an event was (or began).
    When,
    /// When it was over.
    Until,
    /// When a message arrived.
    Received,
    /// The date a source bears.
    Dated,
    /// When a source was printed.
    Published,
    /// When a statement was made.
    SaidOn,
    /// When its reporter set it down.
    RecalledOn,
}

/// A message on its way to somebody who then has what it brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Leg<'a> {
    /// Its card.
    pub(super) card: &'a str,
    /// Whether it is had by one who carries it: from its sending on, not only from its receipt.
    pub(super) carried: bool,
}

impl<'a> Leg<'a> {
    fn of(card: &'a str) -> Leg<'a> {
        Leg {
            card,
            carried: false,
        }
    }
}

/// One sentence that bounds a date, with where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sentence {
    /// In words, without the bracket.
    pub words: String,
    /// The card.
    pub card: String,
    /// The field.
    pub field: &'static str,
    /// The number of the value among those of the field; `None` for a sentence that follows from what a card is.
    pub nth: Option<usize>,
    /// The sources it was read in.
    pub documents: Vec<String>,
    /// Card and places, in brackets.
    pub cited: String,
}

/// The dates of a case, tightened by one another.
#[derive(Clone, Debug)]
pub struct Chronology {
    case: Case,
    whole: OnceLock<Reckoning>,
    part: Option<Part>,
}

/// The dates of a case that differs in a few cards from one whose dates are reckoned already.
///
/// The tightest bounds of a point depend on no card that relations do not tie to its own, so that only cards tied to
/// those that changed are reckoned anew.
#[derive(Clone, Debug)]
struct Part {
    before: Arc<Chronology>,
    cards: BTreeSet<String>,
    dates: Reckoning,
}

/// What a case was made from: the dates of the earlier one, and the cards that changed since.
#[derive(Clone, Debug)]
pub(crate) struct Earlier {
    pub(crate) dates: Arc<Chronology>,
    pub(crate) changed: BTreeSet<String>,
}

impl Part {
    fn of(case: &Case, earlier: &Earlier) -> Part {
        let cards = case.naming().ever_tied(&earlier.changed);
        Part {
            before: earlier.dates.clone(),
            dates: Reckoning::of(case, Some(&cards)),
            cards,
        }
    }

    /// Whether a contradiction of before, or one that is new, can still be there.
    fn holds(&self) -> bool {
        self.dates.holds()
            && self
                .before
                .contradictions()
                .iter()
                .all(|told| told.iter().any(|one| self.cards.contains(&one.card)))
    }
}

impl Chronology {
    /// All dates of the case that are followed, with all relations. Worked out once for a case.
    pub fn of(case: &Case) -> Arc<Chronology> {
        case.chronology().clone()
    }

    pub(crate) fn reckoned(case: &Case, earlier: Option<&Earlier>) -> Chronology {
        Chronology {
            case: case.clone(),
            whole: OnceLock::new(),
            part: earlier.map(|earlier| Part::of(case, earlier)),
        }
    }

    fn whole(&self) -> &Reckoning {
        self.whole.get_or_init(|| Reckoning::of(&self.case, None))
    }

    /// The bounds of a point: tightened by all others, or its own date alone where that has a part in a contradiction.
    ///
    /// Sentences that cannot all hold have no say in other dates.
    pub fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        match &self.part {
            Some(part) if part.cards.contains(id) => part.dates.bounds(id, mark),
            Some(part) => part.before.bounds(id, mark),
            None => self.whole().bounds(id, mark),
        }
    }

    /// As [`Chronology::bounds`], an undated point being open on both sides.
    pub fn interval(&self, id: &str, mark: Mark) -> Interval {
        when::interval(self.bounds(id, mark).unwrap_or_default())
    }

    /// The sentences that give the earliest or the latest date of a point, from the calendar to the point. None for a
    /// date that has a part in a contradiction.
    pub fn because(&self, id: &str, mark: Mark, side: Side) -> Vec<Sentence> {
        let dates = self.around(&[id]);
        let Some(point) = dates.point(id, mark) else {
            return Vec::new();
        };
        dates.because(point, side).into_iter().cloned().collect()
    }

    /// The dates of these cards and of all that are tied to them: no other has a say in theirs.
    pub(super) fn around(&self, ids: &[&str]) -> Reckoning {
        self.of_all(&self.tied(ids))
    }

    /// These cards and all whose dates are tied to theirs.
    pub(super) fn tied(&self, ids: &[&str]) -> BTreeSet<String> {
        let own = ids.iter().map(|id| (*id).to_owned()).collect();
        self.case.naming().tied(&self.case, &own)
    }

    /// The dates of these cards by themselves.
    pub(super) fn of_all(&self, cards: &BTreeSet<String>) -> Reckoning {
        Reckoning::of(&self.case, Some(cards))
    }

    fn holds(&self) -> bool {
        match &self.part {
            Some(part) => part.holds(),
            None => self.whole().holds(),
        }
    }

    /// The first sentences that cannot all hold, when there are any: minimal, in the order of their cycle.
    pub fn contradiction(&self) -> Option<Vec<&Sentence>> {
        self.contradictions().into_iter().next()
    }

    /// All of them: each minimal, and no two with a sentence in common. Where "before or after" fits on neither side,
    /// the sentences that exclude both.
    pub fn contradictions(&self) -> Vec<Vec<&Sentence>> {
        if self.holds() {
            return Vec::new();
        }
        self.whole().contradictions()
    }

    /// The network, for repairs.
    pub fn network(&self) -> &Network {
        &self.whole().network
    }

    /// The sentence behind a bound of the network.
    pub fn sentence(&self, bound: u32) -> &Sentence {
        self.whole().sentence(bound)
    }

    /// Whether events can have followed one another in this order, each sent no earlier than the one before arrived.
    ///
    /// Cards without a point of their own set no limit, nor do sentences that contradict one another.
    pub fn allows(&self, order: &[&str]) -> bool {
        let legs: Vec<Leg<'_>> = order.iter().map(|card| Leg::of(card)).collect();
        let dates = self.around(order);
        self.refusal_by(&dates, &legs, LAST).is_none()
    }

    /// The sentences that do not let messages have gone from hand to hand so, the last of them had by an instant; `None`
    /// where they can have. `dates` are those around the messages.
    pub(super) fn refusal_by(
        &self,
        dates: &Reckoning,
        order: &[Leg<'_>],
        instant: Tick,
    ) -> Option<Vec<Sentence>> {
        let arrival = |leg: &Leg<'_>| {
            let received = dates.point(leg.card, Mark::Received);
            let received = received.filter(|_| !leg.carried);
            received.or_else(|| dates.point(leg.card, Mark::When))
        };
        let after = |from: u32, to: u32, least: Option<Tick>, most: Option<Tick>| Bound {
            id: FURTHER,
            from,
            to,
            least,
            most,
        };
        let follows = order.windows(2).filter_map(|pair| {
            let sent = dates.point(pair[1].card, Mark::When)?;
            Some(after(arrival(&pair[0])?, sent, Some(0), None))
        });
        let mut further: Vec<Bound> = follows.collect();
        if let Some(last) = order.last().and_then(arrival).filter(|_| instant < LAST) {
            further.push(after(0, last, None, Some(instant)));
        }
        let sentences = dates.refusal(&further)?;
        Some(sentences.into_iter().cloned().collect())
    }

    /// The sentence that one account makes.
    pub fn sentence_of(&self, account: &AccountAt) -> Option<Sentence> {
        let (card, field) = (&account.card, &account.field);
        let dates = Reckoning::of(&self.case, Some(&BTreeSet::from([card.clone()])));
        let mut stated = dates.sentences().iter();
        let found = stated.find(|one| one.is(card, field, account.nth))?;
        Some(found.sentence().clone())
    }
}

//! The chronology of a case: a point for every date, a bound for every dated sentence.

use super::reckoning::Reckoning;
use super::when;
use crate::chronology::{Bound, Contradiction, Interval, Network, Side, Solution, solve};
use crate::compile::{AccountAt, Case};
use kaozheng_values::dates::Bounds;
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

/// The dates of a case that differs in a few cards from one whose dates are reckoned already and can all hold.
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
    /// `None` where the dates conflict before or after: then all dates have a say.
    fn of(case: &Case, earlier: &Earlier) -> Option<Part> {
        if !earlier.dates.whole().holds() {
            return None;
        }
        let cards = case.naming().ever_tied(&earlier.changed);
        let dates = Reckoning::of(case, Some(&cards));
        dates.holds().then(|| Part {
            before: earlier.dates.clone(),
            cards,
            dates,
        })
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
            part: earlier.and_then(|earlier| Part::of(case, earlier)),
        }
    }

    fn whole(&self) -> &Reckoning {
        self.whole.get_or_init(|| Reckoning::of(&self.case, None))
    }

    /// The bounds of a point: tightened by all others, or its own date alone where the dates cannot all hold.
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

    /// The sentences that give the earliest or the latest date of a point, from the calendar to the point. None where the
    /// dates of the case cannot all hold.
    pub fn because(&self, id: &str, mark: Mark, side: Side) -> Vec<Sentence> {
        if !self.holds() {
            return Vec::new();
        }
        let dates = self.around(&[id]);
        let (Some(point), Some(schedule)) = (dates.point(id, mark), dates.schedule()) else {
            return Vec::new();
        };
        let told = dates.told(&schedule.explain(point, side));
        told.into_iter().cloned().collect()
    }

    /// The dates of these cards and of all that are tied to them: no other has a say in theirs.
    fn around(&self, ids: &[&str]) -> Reckoning {
        let own = ids.iter().map(|id| (*id).to_owned()).collect();
        let tied = self.case.naming().tied(&self.case, &own);
        Reckoning::of(&self.case, Some(&tied))
    }

    fn holds(&self) -> bool {
        self.part.is_some() || self.whole().holds()
    }

    /// The sentences that cannot all hold, when there are any: minimal, in the order of their cycle.
    pub fn contradiction(&self) -> Option<Vec<&Sentence>> {
        Some(self.whole().told(&self.cycle()?.cycle))
    }

    /// The contradiction as the kernel found it.
    pub fn cycle(&self) -> Option<&Contradiction> {
        if self.part.is_some() {
            return None;
        }
        match &self.whole().solution {
            Solution::Contradiction(found) => Some(found),
            Solution::Consistent(_) => None,
        }
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
    /// Cards without a point of their own set no limit. True where the dates conflict already: nothing can be said then.
    pub fn allows(&self, order: &[&str]) -> bool {
        if !self.holds() {
            return true;
        }
        let dates = self.around(order);
        let mut network = dates.network.clone();
        for pair in order.windows(2) {
            let arrival = dates
                .point(pair[0], Mark::Received)
                .or_else(|| dates.point(pair[0], Mark::When));
            if let (Some(from), Some(to)) = (arrival, dates.point(pair[1], Mark::When)) {
                network.add(Bound {
                    id: u32::MAX,
                    from,
                    to,
                    least: Some(0),
                    most: None,
                });
            }
        }
        matches!(solve(&network), Solution::Consistent(_))
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

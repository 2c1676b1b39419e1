//! The dates of a set of cards, reckoned: a point for every date, a bound for every dated sentence.

use super::stated::{Stated, Words};
use super::time::{Mark, Sentence};
use crate::chronology::{Bound, Network, Schedule, Solution, Step, solve};
use crate::compile::{
    Account, Accounts, Card, Case, Event, Relation, Source, Statement, TimeAnchor,
};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The dates of some cards, tightened by one another.
#[derive(Clone, Debug)]
pub(super) struct Reckoning {
    points: BTreeMap<(String, Mark), u32>,
    pub(super) network: Network,
    sentences: Vec<Stated>,
    pub(super) solution: Solution,
    alone: BTreeMap<u32, Bounds>,
}

impl Reckoning {
    /// Of all cards, or of those in `only`.
    pub(super) fn of(case: &Case, only: Option<&BTreeSet<String>>) -> Reckoning {
        let mut plan = Plan {
            case,
            points: BTreeMap::new(),
            network: Network::new(1),
            sentences: Vec::new(),
            alone: BTreeMap::new(),
        };
        match only {
            None => {
                case.events.values().for_each(|event| plan.event(event));
                case.sources.values().for_each(|source| plan.source(source));
                case.statements
                    .values()
                    .for_each(|statement| plan.statement(statement));
            }
            Some(only) => {
                let events = only.iter().filter_map(|id| case.events.get(id));
                events.for_each(|event| plan.event(event));
                let sources = only.iter().filter_map(|id| case.sources.get(id));
                sources.for_each(|source| plan.source(source));
                let statements = only.iter().filter_map(|id| case.statements.get(id));
                statements.for_each(|statement| plan.statement(statement));
            }
        }
        Reckoning {
            solution: solve(&plan.network),
            points: plan.points,
            network: plan.network,
            sentences: plan.sentences,
            alone: plan.alone,
        }
    }

    pub(super) fn holds(&self) -> bool {
        matches!(self.solution, Solution::Consistent(_))
    }

    pub(super) fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        let point = self.point(id, mark)?;
        Some(match &self.solution {
            Solution::Consistent(schedule) => Bounds {
                earliest: schedule.earliest[point as usize],
                latest: schedule.latest[point as usize],
            },
            Solution::Contradiction(_) => self.alone.get(&point).copied().unwrap_or_default(),
        })
    }

    pub(super) fn schedule(&self) -> Option<&Schedule> {
        match &self.solution {
            Solution::Consistent(schedule) => Some(schedule),
            Solution::Contradiction(_) => None,
        }
    }

    pub(super) fn point(&self, id: &str, mark: Mark) -> Option<u32> {
        self.points.get(&(id.to_owned(), mark)).copied()
    }

    pub(super) fn sentence(&self, bound: u32) -> &Sentence {
        self.sentences[bound as usize].sentence()
    }

    pub(super) fn sentences(&self) -> &[Stated] {
        &self.sentences
    }

    pub(super) fn told(&self, steps: &[Step]) -> Vec<&Sentence> {
        let mut out: Vec<&Sentence> = steps.iter().map(|step| self.sentence(step.bound)).collect();
        out.dedup();
        out
    }
}

/// A network in the making.
struct Plan<'a> {
    case: &'a Case,
    points: BTreeMap<(String, Mark), u32>,
    network: Network,
    sentences: Vec<Stated>,
    alone: BTreeMap<u32, Bounds>,
}

impl Plan<'_> {
    fn event(&mut self, event: &Event) {
        let id = event.id();
        let start = self.point(id, Mark::When);
        self.date(&event.card, "when", start, &event.when, "took place");
        if !event.until.is_empty() {
            let end = self.point(id, Mark::Until);
            self.date(&event.card, "until", end, &event.until, "was over");
            self.order(
                (start, end),
                &event.card,
                "until",
                "ended no earlier than it began",
            );
        }
        if !event.received.is_empty() {
            let arrival = self.point(id, Mark::Received);
            self.date(&event.card, "received", arrival, &event.received, "arrived");
            self.order(
                (start, arrival),
                &event.card,
                "received",
                "arrived no earlier than it was sent",
            );
        }
        self.relations(&event.card, start, &event.after, &event.before);
        if let Some(answered) = event
            .answers
            .value()
            .filter(|id| self.case.events.contains_key(id))
        {
            let asked = self.point(answered, Mark::When);
            let words = format!("answers {answered}, and so is no earlier");
            self.order((asked, start), &event.card, "answers", words);
        }
    }

    fn source(&mut self, source: &Source) {
        let id = source.id();
        let written = self.point(id, Mark::Dated);
        self.date(&source.card, "dated", written, &source.dated, "is dated");
        if !source.published.is_empty() {
            let printed = self.point(id, Mark::Published);
            self.date(
                &source.card,
                "published",
                printed,
                &source.published,
                "was printed",
            );
            self.order(
                (written, printed),
                &source.card,
                "published",
                "was printed no earlier than it was written",
            );
        }
        self.relations(&source.card, written, &source.after, &source.before);
        if let Some(event) = source
            .text_of
            .value()
            .and_then(|id| self.case.events.get(id))
            .filter(|event| event.is_message())
        {
            let sent = self.point(event.id(), Mark::When);
            let words = format!(
                "is the text of {}, and so was written no later than that was sent",
                event.id()
            );
            self.order((written, sent), &source.card, "text-of", words);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let id = statement.id();
        if !statement.said_on.is_empty() {
            let said = self.point(id, Mark::SaidOn);
            self.date(
                &statement.card,
                "said-on",
                said,
                &statement.said_on,
                "was said",
            );
        }
        if !statement.recalled_on.is_empty() {
            let recalled = self.point(id, Mark::RecalledOn);
            self.date(
                &statement.card,
                "recalled-on",
                recalled,
                &statement.recalled_on,
                "was set down",
            );
            let said = self.point(id, Mark::SaidOn);
            self.order(
                (said, recalled),
                &statement.card,
                "recalled-on",
                "was set down no earlier than it was said",
            );
        }
    }

    fn point(&mut self, id: &str, mark: Mark) -> u32 {
        let network = &mut self.network;
        *self
            .points
            .entry((id.to_owned(), mark))
            .or_insert_with(|| network.add_point())
    }

    /// The bound of the account that is followed.
    fn date(
        &mut self,
        card: &Arc<Card>,
        field: &'static str,
        point: u32,
        dates: &Accounts<Arc<Date>>,
        verb: &'static str,
    ) {
        let Some(account) = dates.followed() else {
            return;
        };
        let bounds = account.value.bounds;
        self.alone.insert(point, bounds);
        let stated = Stated::new(card, field, Some(account.nth), Words::Dated(verb));
        self.bound((0, point), (bounds.earliest, bounds.latest), stated);
    }

    fn relations(
        &mut self,
        card: &Arc<Card>,
        point: u32,
        after: &[Account<Relation>],
        before: &[Account<Relation>],
    ) {
        for account in after {
            let anchor = self.anchor(card, "after", account, Mark::Until);
            self.relation(card, "after", account, (anchor, point));
        }
        for account in before {
            let anchor = self.anchor(card, "before", account, Mark::When);
            self.relation(card, "before", account, (point, anchor));
        }
    }

    fn relation(
        &mut self,
        card: &Arc<Card>,
        field: &'static str,
        account: &Account<Relation>,
        ends: (u32, u32),
    ) {
        let length = account.value.length.as_deref();
        let limits = length.map_or((Some(1), None), |length| {
            (Some(length.least), Some(length.most))
        });
        let stated = Stated::new(card, field, Some(account.nth), Words::Related);
        self.bound(ends, limits, stated);
    }

    /// The point that a relation is reckoned from: the end of an event for `after`, where it is given, else its beginning.
    fn anchor(
        &mut self,
        card: &Arc<Card>,
        field: &'static str,
        account: &Account<Relation>,
        side: Mark,
    ) -> u32 {
        match &account.value.anchor {
            TimeAnchor::Card(other) => {
                let mark = mark_of(self.case, other, side);
                self.point(other, mark)
            }
            TimeAnchor::Date(date) => {
                let point = self.network.add_point();
                let words = Words::Means(date.clone());
                let stated = Stated::new(card, field, Some(account.nth), words);
                self.bound(
                    (0, point),
                    (date.bounds.earliest, date.bounds.latest),
                    stated,
                );
                point
            }
        }
    }

    /// The second point is not before the first, by what the card is.
    fn order(
        &mut self,
        ends: (u32, u32),
        card: &Arc<Card>,
        field: &'static str,
        words: impl Into<Cow<'static, str>>,
    ) {
        let stated = Stated::new(card, field, None, Words::Follows(words.into()));
        self.bound(ends, (Some(0), None), stated);
    }

    fn bound(
        &mut self,
        (from, to): (u32, u32),
        (least, most): (Option<i64>, Option<i64>),
        stated: Stated,
    ) {
        let id = u32::try_from(self.sentences.len()).expect("sentences are fewer than bytes");
        self.sentences.push(stated);
        self.network.add(Bound {
            id,
            from,
            to,
            least,
            most,
        });
    }
}

/// The time of a card that others are reckoned from.
fn mark_of(case: &Case, id: &str, side: Mark) -> Mark {
    match case.kind(id) {
        Some(Kind::Source) => Mark::Dated,
        Some(Kind::Statement) => Mark::SaidOn,
        _ => {
            let ends = case
                .events
                .get(id)
                .is_some_and(|event| !event.until.is_empty());
            if side == Mark::Until && ends {
                Mark::Until
            } else {
                Mark::When
            }
        }
    }
}

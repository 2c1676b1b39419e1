//! The chronology of a case: a point for every date, a bound for every dated sentence.

use super::when;
use crate::chronology::{
    Bound, Contradiction, Interval, Network, Schedule, Side, Solution, Step, solve,
};
use crate::compile::{
    Account, AccountAt, Accounts, Case, Event, Ground, Relation, Source, Statement, TimeAnchor,
};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date};
use std::collections::BTreeMap;
use std::sync::Arc;

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
    points: BTreeMap<(String, Mark), u32>,
    network: Network,
    sentences: Vec<Sentence>,
    solution: Solution,
    alone: BTreeMap<u32, Bounds>,
}

impl Chronology {
    /// All dates of the case that are followed, with all relations.
    pub fn of(case: &Case) -> Chronology {
        let mut plan = Plan {
            case,
            points: BTreeMap::new(),
            network: Network::new(1),
            sentences: Vec::new(),
            alone: BTreeMap::new(),
        };
        case.events.values().for_each(|event| plan.event(event));
        case.sources.values().for_each(|source| plan.source(source));
        case.statements
            .values()
            .for_each(|statement| plan.statement(statement));
        Chronology {
            solution: solve(&plan.network),
            points: plan.points,
            network: plan.network,
            sentences: plan.sentences,
            alone: plan.alone,
        }
    }

    /// The bounds of a point: tightened by all others, or its own date alone where the dates cannot all hold.
    pub fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        let point = self.point(id, mark)?;
        Some(match &self.solution {
            Solution::Consistent(schedule) => Bounds {
                earliest: schedule.earliest[point as usize],
                latest: schedule.latest[point as usize],
            },
            Solution::Contradiction(_) => self.alone.get(&point).copied().unwrap_or_default(),
        })
    }

    /// As [`Chronology::bounds`], an undated point being open on both sides.
    pub fn interval(&self, id: &str, mark: Mark) -> Interval {
        when::interval(self.bounds(id, mark).unwrap_or_default())
    }

    /// The sentences that give the earliest or the latest date of a point, from the calendar to the point.
    pub fn because(&self, id: &str, mark: Mark, side: Side) -> Vec<&Sentence> {
        let point = self.points.get(&(id.to_owned(), mark));
        let (Some(&point), Some(schedule)) = (point, self.schedule()) else {
            return Vec::new();
        };
        self.told(&schedule.explain(point, side))
    }

    /// The sentences that cannot all hold, when there are any: minimal, in the order of their cycle.
    pub fn contradiction(&self) -> Option<Vec<&Sentence>> {
        match &self.solution {
            Solution::Contradiction(found) => Some(self.told(&found.cycle)),
            Solution::Consistent(_) => None,
        }
    }

    /// The contradiction as the kernel found it.
    pub fn cycle(&self) -> Option<&Contradiction> {
        match &self.solution {
            Solution::Contradiction(found) => Some(found),
            Solution::Consistent(_) => None,
        }
    }

    /// The network, for repairs.
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// The sentence behind a bound of the network.
    pub fn sentence(&self, bound: u32) -> &Sentence {
        &self.sentences[bound as usize]
    }

    /// Whether events can have followed one another in this order, each sent no earlier than the one before arrived.
    ///
    /// Cards without a point of their own set no limit. True where the dates conflict already: nothing can be said then.
    pub fn allows(&self, order: &[&str]) -> bool {
        let mut network = self.network.clone();
        for pair in order.windows(2) {
            let arrival = self
                .point(pair[0], Mark::Received)
                .or_else(|| self.point(pair[0], Mark::When));
            if let (Some(from), Some(to)) = (arrival, self.point(pair[1], Mark::When)) {
                network.add(Bound {
                    id: u32::MAX,
                    from,
                    to,
                    least: Some(0),
                    most: None,
                });
            }
        }
        self.schedule().is_none() || matches!(solve(&network), Solution::Consistent(_))
    }

    fn point(&self, id: &str, mark: Mark) -> Option<u32> {
        self.points.get(&(id.to_owned(), mark)).copied()
    }

    /// The sentence that one account makes.
    pub fn sentence_of(&self, account: &AccountAt) -> Option<&Sentence> {
        let same = |one: &&Sentence| {
            one.card == account.card && one.field == account.field && one.nth == Some(account.nth)
        };
        self.sentences.iter().find(same)
    }

    fn schedule(&self) -> Option<&Schedule> {
        match &self.solution {
            Solution::Consistent(schedule) => Some(schedule),
            Solution::Contradiction(_) => None,
        }
    }

    fn told(&self, steps: &[Step]) -> Vec<&Sentence> {
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
    sentences: Vec<Sentence>,
    alone: BTreeMap<u32, Bounds>,
}

impl Plan<'_> {
    fn event(&mut self, event: &Event) {
        let id = event.id();
        let start = self.point(id, Mark::When);
        self.date(id, "when", start, &event.when, "took place");
        if !event.until.is_empty() {
            let end = self.point(id, Mark::Until);
            self.date(id, "until", end, &event.until, "was over");
            self.order(start, end, id, "until", "ended no earlier than it began");
        }
        if !event.received.is_empty() {
            let arrival = self.point(id, Mark::Received);
            self.date(id, "received", arrival, &event.received, "arrived");
            self.order(
                start,
                arrival,
                id,
                "received",
                "arrived no earlier than it was sent",
            );
        }
        self.relations(id, start, &event.after, &event.before);
        if let Some(answered) = event
            .answers
            .value()
            .filter(|id| self.case.events.contains_key(*id))
        {
            let asked = self.point(answered, Mark::When);
            let words = format!("answers {answered}, and so is no earlier");
            self.order(asked, start, id, "answers", &words);
        }
    }

    fn source(&mut self, source: &Source) {
        let id = source.id();
        let written = self.point(id, Mark::Dated);
        self.date(id, "dated", written, &source.dated, "is dated");
        if !source.published.is_empty() {
            let printed = self.point(id, Mark::Published);
            self.date(id, "published", printed, &source.published, "was printed");
            self.order(
                written,
                printed,
                id,
                "published",
                "was printed no earlier than it was written",
            );
        }
        self.relations(id, written, &source.after, &source.before);
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
            self.order(written, sent, id, "text-of", &words);
        }
    }

    fn statement(&mut self, statement: &Statement) {
        let id = statement.id();
        if !statement.said_on.is_empty() {
            let said = self.point(id, Mark::SaidOn);
            self.date(id, "said-on", said, &statement.said_on, "was said");
        }
        if !statement.recalled_on.is_empty() {
            let recalled = self.point(id, Mark::RecalledOn);
            self.date(
                id,
                "recalled-on",
                recalled,
                &statement.recalled_on,
                "was set down",
            );
            let said = self.point(id, Mark::SaidOn);
            self.order(
                said,
                recalled,
                id,
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
        id: &str,
        field: &'static str,
        point: u32,
        dates: &Accounts<Arc<Date>>,
        verb: &str,
    ) {
        let Some(account) = dates.followed() else {
            return;
        };
        let words = format!("{id} {verb} {}", account.words);
        let bounds = account.value.bounds;
        self.alone.insert(point, bounds);
        self.bound(
            (0, point),
            (bounds.earliest, bounds.latest),
            self.sentence(id, field, words, account),
        );
    }

    fn relations(
        &mut self,
        id: &str,
        point: u32,
        after: &[Account<Relation>],
        before: &[Account<Relation>],
    ) {
        for account in after {
            let anchor = self.anchor(id, "after", account, Mark::Until);
            self.relation(id, "after", account, (anchor, point));
        }
        for account in before {
            let anchor = self.anchor(id, "before", account, Mark::When);
            self.relation(id, "before", account, (point, anchor));
        }
    }

    fn relation(
        &mut self,
        id: &str,
        field: &'static str,
        account: &Account<Relation>,
        ends: (u32, u32),
    ) {
        let length = account.value.length.as_deref();
        let limits = length.map_or((Some(1), None), |length| {
            (Some(length.least), Some(length.most))
        });
        let words = format!("{id} came {field} {}", account.words);
        self.bound(ends, limits, self.sentence(id, field, words, account));
    }

    /// The point that a relation is reckoned from: the end of an event for `after`, where it is given, else its beginning.
    fn anchor(
        &mut self,
        id: &str,
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
                let words = format!("{} means {}", date.words, date.bounds);
                let sentence = self.sentence(id, field, words, account);
                self.bound(
                    (0, point),
                    (date.bounds.earliest, date.bounds.latest),
                    sentence,
                );
                point
            }
        }
    }

    /// The second point is not before the first, by what the card is.
    fn order(&mut self, first: u32, second: u32, id: &str, field: &'static str, words: &str) {
        let account = self.case.card(id).and_then(|card| card.all(field).next());
        let grounds = account.map_or(&[][..], |value| value.grounds.as_slice());
        let sentence = Sentence {
            words: format!("{id} {words}"),
            card: id.to_owned(),
            field,
            nth: None,
            documents: documents(self.case, id, grounds),
            cited: self.case.cited_value(id, grounds),
        };
        self.bound((first, second), (Some(0), None), sentence);
    }

    fn sentence<T>(
        &self,
        id: &str,
        field: &'static str,
        words: String,
        account: &Account<T>,
    ) -> Sentence {
        Sentence {
            words,
            card: id.to_owned(),
            field,
            nth: Some(account.nth),
            documents: documents(self.case, id, &account.grounds),
            cited: self.case.cited_value(id, &account.grounds),
        }
    }

    fn bound(
        &mut self,
        (from, to): (u32, u32),
        (least, most): (Option<i64>, Option<i64>),
        sentence: Sentence,
    ) {
        let id = u32::try_from(self.sentences.len()).expect("sentences are fewer than bytes");
        self.sentences.push(sentence);
        self.network.add(Bound {
            id,
            from,
            to,
            least,
            most,
        });
    }
}

/// The sources that a sentence rests on; the card itself where it names none.
fn documents(case: &Case, id: &str, own: &[Ground]) -> Vec<String> {
    let grounds = case.card(id).map_or(own, |card| card.grounds_of(own));
    let sources: Vec<String> = grounds
        .iter()
        .filter_map(Ground::source)
        .map(str::to_owned)
        .collect();
    if sources.is_empty() {
        vec![id.to_owned()]
    } else {
        sources
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

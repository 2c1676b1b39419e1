//! The network of dates of some cards: a point for every date, a bound for every dated sentence.

use super::stated::{Stated, Words};
use super::time::Mark;
use crate::chronology::{Allen, Alternative, Bound, Network, Stretch};
use crate::compile::{
    Account, Accounts, Card, Case, Event, Relation, Source, Statement, TimeAnchor,
};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The date that a card gives to one of its points, and the bound that it makes.
#[derive(Clone, Copy, Debug)]
pub(super) struct Own {
    pub(super) bound: u32,
    pub(super) bounds: Bounds,
}

/// The points of cards, each card with its few times.
#[derive(Clone, Debug, Default)]
pub(super) struct Points(BTreeMap<String, Vec<(Mark, u32)>>);

impl Points {
    pub(super) fn get(&self, id: &str, mark: Mark) -> Option<u32> {
        let mut own = self.0.get(id)?.iter();
        own.find(|one| one.0 == mark).map(|one| one.1)
    }

    fn put(&mut self, id: &str, mark: Mark, point: u32) {
        self.0.entry(id.to_owned()).or_default().push((mark, point));
    }
}

/// A network in the making.
pub(super) struct Plan<'a> {
    case: &'a Case,
    pub(super) points: Points,
    pub(super) network: Network,
    pub(super) sentences: Vec<Stated>,
    pub(super) alternatives: Vec<Alternative>,
    pub(super) own: BTreeMap<u32, Own>,
}

impl<'a> Plan<'a> {
    /// What all cards say, or those in `only`.
    pub(super) fn of(case: &'a Case, only: Option<&BTreeSet<String>>) -> Plan<'a> {
        let mut plan = Plan {
            case,
            points: Points::default(),
            network: Network::new(1),
            sentences: Vec::new(),
            alternatives: Vec::new(),
            own: BTreeMap::new(),
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
        plan
    }
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
        for (allen, account) in &event.lies {
            self.lies(&event.card, *allen, account);
        }
        let either = event.before_or_after.iter();
        either.for_each(|account| self.alternative(&event.card, start, account));
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
        let either = source.before_or_after.iter();
        either.for_each(|account| self.alternative(&source.card, written, account));
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
        self.points.get(id, mark).unwrap_or_else(|| {
            let point = self.network.add_point();
            self.points.put(id, mark, point);
            point
        })
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
        let own = Own {
            bound: self.sentences.len() as u32,
            bounds,
        };
        self.own.insert(point, own);
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
        let stated = Stated::new(card, field, Some(account.nth), Words::Related);
        self.bound(ends, limits(&account.value), stated);
    }

    /// How the time of an event lies to that of another.
    fn lies(&mut self, card: &Arc<Card>, allen: Allen, account: &Account<String>) {
        let lasting = allen == Allen::Overlaps;
        let one = self.stretch(&card.id, lasting);
        let other = self.stretch(&account.value, lasting);
        for (from, to, least, most) in allen.apart(one, other) {
            let words = format!("{} {}", allen.words(), account.value);
            let words = Words::Follows(words.into());
            let stated = Stated::new(card, allen.field(), Some(account.nth), words);
            self.bound((from, to), (least, most), stated);
        }
    }

    /// The ends of a card's time: of an event that is not said to have lasted one point, unless it must have.
    fn stretch(&mut self, id: &str, lasting: bool) -> Stretch {
        let ends = match (lasting, self.case.kind(id)) {
            (true, Some(Kind::Event)) => Mark::Until,
            _ => mark_of(self.case, id, Mark::Until),
        };
        let begins = mark_of(self.case, id, Mark::When);
        Stretch {
            start: self.point(id, begins),
            end: self.point(id, ends),
        }
    }

    /// Before or after, it is not said which: two bounds of which one holds.
    fn alternative(&mut self, card: &Arc<Card>, point: u32, account: &Account<Relation>) {
        const FIELD: &str = "before-or-after";
        let begun = self.anchor(card, FIELD, account, Mark::When);
        let over = match &account.value.anchor {
            TimeAnchor::Card(_) => self.anchor(card, FIELD, account, Mark::Until),
            TimeAnchor::Date(_) => begun,
        };
        let [before, after] =
            [("before", (point, begun)), ("after", (over, point))].map(|(side, (from, to))| {
                let words = Words::Taken(side);
                let (least, most) = limits(&account.value);
                Bound {
                    id: self.sentence(Stated::new(card, FIELD, Some(account.nth), words)),
                    from,
                    to,
                    least,
                    most,
                }
            });
        self.alternatives.push(Alternative { before, after });
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
        let id = self.sentence(stated);
        self.network.add(Bound {
            id,
            from,
            to,
            least,
            most,
        });
    }

    /// Keeps a sentence and gives its number.
    fn sentence(&mut self, stated: Stated) -> u32 {
        let id = u32::try_from(self.sentences.len()).expect("sentences are fewer than bytes");
        self.sentences.push(stated);
        id
    }
}

/// How many ticks lie between the ends of a relation.
fn limits(relation: &Relation) -> (Option<i64>, Option<i64>) {
    let length = relation.length.as_deref();
    length.map_or((Some(1), None), |length| {
        (Some(length.least), Some(length.most))
    })
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

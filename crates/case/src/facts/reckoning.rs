//! The dates of a set of cards, reckoned: a point for every date, a bound for every dated sentence.

use super::stated::{Stated, Words};
use super::time::{Mark, Sentence};
use crate::chronology::{
    Alternative, Bound, Network, Scenarios, Settled, Side, Solution, Step, scenarios, settle, solve,
};
use crate::compile::{
    Account, Accounts, Card, Case, Event, Relation, Source, Statement, TimeAnchor,
};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date};
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The label of a bound that no sentence states.
pub(super) const FURTHER: u32 = u32::MAX;

/// The dates of some cards, tightened by one another.
#[derive(Clone, Debug)]
pub(super) struct Reckoning {
    points: BTreeMap<(String, Mark), u32>,
    pub(super) network: Network,
    sentences: Vec<Stated>,
    settled: Settled,
    alternatives: Vec<Alternative>,
    scenarios: Vec<Scenarios>,
    own: BTreeMap<u32, Own>,
}

/// The date that a card gives to one of its points, and the bound that it makes.
#[derive(Clone, Copy, Debug)]
struct Own {
    bound: u32,
    bounds: Bounds,
}

impl Reckoning {
    /// Of all cards, or of those in `only`.
    pub(super) fn of(case: &Case, only: Option<&BTreeSet<String>>) -> Reckoning {
        let mut plan = Plan {
            case,
            points: BTreeMap::new(),
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
        let settled = settle(&plan.network);
        let certain = plan
            .network
            .without(|bound| settled.aside.contains(&bound.id));
        let scenarios = match plan.alternatives.is_empty() {
            true => Vec::new(),
            false => scenarios(&certain, &plan.alternatives),
        };
        Reckoning {
            points: plan.points,
            network: plan.network,
            sentences: plan.sentences,
            settled,
            alternatives: plan.alternatives,
            scenarios,
            own: plan.own,
        }
    }

    /// Whether all sentences can hold, alternatives too.
    pub(super) fn holds(&self) -> bool {
        self.settled.contradictions.is_empty() && self.scenarios.iter().all(Scenarios::hold)
    }

    pub(super) fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        let point = self.point(id, mark)?;
        if self.stands_alone(point) {
            return self.own.get(&point).map(|own| own.bounds);
        }
        let (earliest, latest) = self.dates(point);
        Some(Bounds { earliest, latest })
    }

    /// Whether the date that a card gives to a point has a part in a contradiction.
    pub(super) fn stands_alone(&self, point: u32) -> bool {
        let own = self.own.get(&point);
        own.is_some_and(|own| self.settled.aside.contains(&own.bound))
    }

    /// The tightest dates of a point over all ways of taking alternatives.
    fn dates(&self, point: u32) -> (Option<i64>, Option<i64>) {
        let place = |of: &Scenarios| Some(of.dates[of.points.binary_search(&point).ok()?]);
        self.scenarios
            .iter()
            .find_map(place)
            .unwrap_or_else(|| self.certain(point))
    }

    fn certain(&self, point: u32) -> (Option<i64>, Option<i64>) {
        let schedule = &self.settled.schedule;
        let at = point as usize;
        (schedule.earliest[at], schedule.latest[at])
    }

    /// The sentences that give the earliest or the latest date of a point, from the calendar to the point. None for a
    /// date that has a part in a contradiction.
    pub(super) fn because(&self, point: u32, side: Side) -> Vec<&Sentence> {
        if self.stands_alone(point) {
            return Vec::new();
        }
        let of_side = |dates: (Option<i64>, Option<i64>)| match side {
            Side::Least => dates.0,
            Side::Most => dates.1,
        };
        let wanted = of_side(self.dates(point));
        if wanted == of_side(self.certain(point)) {
            return self.told(&self.settled.schedule.explain(point, side));
        }
        let Solution::Consistent(schedule) = solve(&self.taking(&self.way_to(point, wanted)))
        else {
            return Vec::new();
        };
        self.told(&schedule.explain(point, side))
    }

    /// The labels of the alternatives taken in one way in which a point can have this tick.
    fn way_to(&self, point: u32, tick: Option<i64>) -> Vec<u32> {
        let mut network = self.taking(&[]);
        network.add(Bound {
            id: FURTHER,
            from: 0,
            to: point,
            least: tick,
            most: tick,
        });
        let all = scenarios(&network, &self.alternatives);
        let here = |of: &&Scenarios| of.points.binary_search(&point).is_ok();
        let way = all.iter().find(here).and_then(|of| of.told.first());
        way.cloned().unwrap_or_default()
    }

    /// The sentences that do not contradict one another, and of the alternatives these.
    fn taking(&self, labels: &[u32]) -> Network {
        let aside = &self.settled.aside;
        let mut network = self.network.without(|bound| aside.contains(&bound.id));
        let both = |one: &Alternative| [one.before, one.after];
        for bound in self.alternatives.iter().flat_map(both) {
            if labels.contains(&bound.id) {
                network.add(bound);
            }
        }
        network
    }

    /// The sentences that do not allow these further bounds, labelled [`FURTHER`], however alternatives are taken; `None`
    /// if they can hold. What contradicts itself has no say, be it sentences that were set aside or alternatives that fit
    /// on neither side.
    pub(super) fn refusal(&self, further: &[Bound]) -> Option<Vec<&Sentence>> {
        let mut network = self.taking(&[]);
        further.iter().for_each(|bound| network.add(*bound));
        if let Solution::Contradiction(found) = solve(&network) {
            return Some(self.told(&found.cycle));
        }
        let open = self.open_alternatives();
        let all = scenarios(&network, &open);
        let of = all.iter().find(|of| !of.hold())?;
        let shut = if of.ways == 0 { &of.tried } else { &of.shut };
        let shut: Vec<Alternative> = shut.iter().map(|&at| open[at]).collect();
        Some(self.excluding(of, &shut))
    }

    /// The alternatives that some way of taking them leaves standing.
    fn open_alternatives(&self) -> Vec<Alternative> {
        let open = self.scenarios.iter().filter(|of| of.ways > 0);
        let mut open: Vec<usize> = open
            .flat_map(|of| of.tried.iter().chain(&of.untried).copied())
            .collect();
        open.sort_unstable();
        open.into_iter().map(|at| self.alternatives[at]).collect()
    }

    /// The contradictions, each as the sentences of its cycle; for each "before or after" that fits on neither side the
    /// sentences that exclude both; and for each region whose alternatives fit in no way together, what leaves none.
    pub(super) fn contradictions(&self) -> Vec<Vec<&Sentence>> {
        let cycles = self.settled.contradictions.iter();
        let mut all: Vec<Vec<&Sentence>> = cycles.map(|found| self.told(&found.cycle)).collect();
        for of in &self.scenarios {
            let one = |at: &usize| self.alternatives[*at];
            let shut = of.shut.iter().map(one);
            all.extend(shut.map(|shut| self.excluding(of, &[shut])));
            if of.ways == 0 {
                let tried: Vec<Alternative> = of.tried.iter().map(one).collect();
                all.push(self.excluding(of, &tried));
            }
        }
        all
    }

    /// The sentences that exclude sides of these alternatives; where none does by itself, the alternatives.
    fn excluding(&self, of: &Scenarios, these: &[Alternative]) -> Vec<&Sentence> {
        let both = |one: &Alternative| [one.before.id, one.after.id];
        let labels: BTreeSet<u32> = these.iter().flat_map(both).collect();
        let mine = of
            .excluded
            .iter()
            .filter(|(label, _)| labels.contains(label));
        let cycles = mine.filter_map(|(_, found)| found.as_ref());
        let mut told = Vec::new();
        for sentence in cycles.flat_map(|found| self.told(&found.cycle)) {
            if !told.contains(&sentence) {
                told.push(sentence);
            }
        }
        if told.is_empty() {
            told.extend(these.iter().map(|one| self.sentence(one.before.id)));
        }
        told
    }

    /// The two sides of an alternative by their labels.
    pub(super) fn sides(&self, alternative: usize) -> [u32; 2] {
        let one = &self.alternatives[alternative];
        [one.before.id, one.after.id]
    }

    /// The sentences that cannot all hold and were set aside, cycle by cycle.
    pub(super) fn set_aside(&self) -> impl Iterator<Item = Vec<&Sentence>> {
        let cycles = self.settled.contradictions.iter();
        cycles.map(|found| self.told(&found.cycle))
    }

    /// The alternatives that bear on a point.
    pub(super) fn scenarios_of(&self, point: u32) -> Option<&Scenarios> {
        let mut all = self.scenarios.iter();
        all.find(|of| of.points.binary_search(&point).is_ok())
    }

    /// The dates of a point when alternatives are taken in this way.
    pub(super) fn dates_if(&self, point: u32, labels: &[u32]) -> Option<Bounds> {
        match solve(&self.taking(labels)) {
            Solution::Consistent(schedule) => Some(Bounds {
                earliest: schedule.earliest[point as usize],
                latest: schedule.latest[point as usize],
            }),
            Solution::Contradiction(_) => None,
        }
    }

    /// One side of an alternative in a few words.
    pub(super) fn taken(&self, label: u32) -> String {
        self.sentences[label as usize].taken().unwrap_or_default()
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
        let own = steps.iter().filter(|step| step.bound != FURTHER);
        let mut out: Vec<&Sentence> = own.map(|step| self.sentence(step.bound)).collect();
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
    alternatives: Vec<Alternative>,
    own: BTreeMap<u32, Own>,
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

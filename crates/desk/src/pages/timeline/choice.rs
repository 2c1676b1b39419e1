//! What of the timeline is chosen: which clocks, whose lanes, which sort of event, from when to when.

use super::period::Period;
use crate::pages::{Desk, Query};
use kaozheng_values::dates::{Bounds, Day, parse_date};
use serde::Serialize;

/// A time that things have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Clock {
    /// When it happened.
    Happened,
    /// When somebody came to know of it.
    Learned,
    /// When the papers that tell of it were written, printed and released.
    Papers,
}

impl Clock {
    /// All of them, in the order of the page.
    pub(super) const ALL: [Clock; 3] = [Clock::Happened, Clock::Learned, Clock::Papers];

    /// The word of the query.
    pub(super) fn word(self) -> &'static str {
        match self {
            Clock::Happened => "happened",
            Clock::Learned => "learned",
            Clock::Papers => "papers",
        }
    }

    /// The key of its name.
    pub(super) fn key(self) -> &'static str {
        match self {
            Clock::Happened => "clock-happened",
            Clock::Learned => "clock-learned",
            Clock::Papers => "clock-papers",
        }
    }
}

/// What is chosen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Choice {
    /// The clocks; all when none was named.
    pub clocks: Vec<Clock>,
    /// The actor, by id.
    pub actor: Option<String>,
    /// The sort of event, or `statement`.
    pub kind: Option<String>,
    /// The first day.
    pub from: Option<Day>,
    /// The last day.
    pub to: Option<Day>,
    /// What was asked for and not understood.
    pub faults: Vec<String>,
}

impl Choice {
    /// Reads a query; what is not understood is named and otherwise left out. A period sets both days.
    pub(super) fn read(desk: &Desk, query: &Query, period: Option<Period>) -> Choice {
        let named: Vec<&str> = query.all("clock").collect();
        let mut clocks: Vec<Clock> = Clock::ALL.to_vec();
        clocks.retain(|clock| named.is_empty() || named.contains(&clock.word()));
        if clocks.is_empty() {
            clocks = Clock::ALL.to_vec();
        }
        let mut choice = Choice {
            clocks,
            kind: query.get("kind").map(str::to_owned),
            ..Choice::default()
        };
        choice.actor = query.get("actor").and_then(|name| choice.actor(desk, name));
        let from = query.get("from").and_then(|words| choice.date(words));
        let to = query.get("to").and_then(|words| choice.date(words));
        choice.from = from.and_then(|bounds| bounds.earliest).map(Day::of);
        choice.to = to.and_then(|bounds| bounds.latest).map(Day::of);
        if let Some((first, last)) = period.map(Period::days) {
            choice.from = Some(choice.from.map_or(first, |from| from.max(first)));
            choice.to = Some(choice.to.map_or(last, |to| to.min(last)));
        }
        choice
    }

    fn actor(&mut self, desk: &Desk, name: &str) -> Option<String> {
        let found = actor_called(desk, name);
        if found.is_none() {
            self.faults.push(name.to_owned());
        }
        found
    }

    fn date(&mut self, words: &str) -> Option<Bounds> {
        let date = parse_date(words).value;
        if date.is_none() {
            self.faults.push(words.to_owned());
        }
        Some(date?.bounds)
    }
}

/// The id of the actor with this id or name.
pub(in crate::pages) fn actor_called(desk: &Desk, name: &str) -> Option<String> {
    if desk.case.actors.contains_key(name) {
        return Some(name.to_owned());
    }
    let called = |id: &&String| desk.case.name_of(id) == name;
    desk.case.actors.keys().find(called).cloned()
}

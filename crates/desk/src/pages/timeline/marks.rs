//! What stands on the timeline: for each of three clocks the things that it gives a time.

use super::choice::{Choice, Clock};
use crate::pages::{Desk, Place};
use crate::views::knowledge::{ActorKnowledge, MatterKnowledge};
use crate::views::timeline::{self, RivalDate, TimelineEntry};
use kaozheng_values::dates::{Bounds, Day};
use serde::Serialize;

/// One thing with its time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Mark {
    /// The card it leads to.
    pub card: String,
    /// What happened, what was learned, or which work.
    pub title: String,
    /// Its type: of an event or source, else the kind of its card.
    pub sort: String,
    /// Whose lane it stands in, by name: who acted, learned or wrote.
    pub who: Vec<String>,
    /// The date as its source words it; empty when it only follows from other dates.
    pub words: String,
    /// What all dates together leave of it, in words.
    pub bounds: String,
    /// The first day it can have been (ISO 8601); null when open.
    pub earliest: Option<String>,
    /// The last day it can have been.
    pub latest: Option<String>,
    /// It stands among dates that cannot all hold.
    pub impossible: bool,
    /// For a message: `yes`, `maybe` or `no`.
    pub sent: Option<String>,
    /// Dates that others give.
    pub rivals: Vec<RivalDate>,
    /// Its other times.
    pub clocks: Vec<timeline::Clock>,
    /// Where it was read.
    pub grounds: Vec<String>,
    /// What was learned; null for what happened or was written.
    pub matter: Option<String>,
    /// The earliest and latest tick.
    #[serde(skip)]
    pub within: Bounds,
    /// For what lasted: when it was over; for a work: when it became readable.
    #[serde(skip)]
    pub until: Option<Bounds>,
}

impl Mark {
    /// Where it is told more of.
    pub(super) fn leads(&self) -> Place {
        match &self.matter {
            Some(matter) => Place::KnowledgeOf(matter.clone()),
            None => Place::Card(self.card.clone()),
        }
    }

    /// Whether it may lie between two days.
    pub(super) fn touches(&self, from: Option<Day>, to: Option<Day>) -> bool {
        let bounds = self.whole();
        let starts = bounds.earliest.or(bounds.latest);
        let ends = bounds.latest.or(bounds.earliest);
        to.is_none_or(|to| starts.is_none_or(|tick| Day::of(tick) <= to))
            && from.is_none_or(|from| ends.is_none_or(|tick| Day::of(tick) >= from))
    }

    /// From its first possible beginning to its last possible end, rival dates left out.
    pub(super) fn whole(&self) -> Bounds {
        match self.until {
            Some(until) => Bounds {
                earliest: self.within.earliest,
                latest: until.latest.or(self.within.latest),
            },
            None => self.within,
        }
    }
}

/// The marks of one clock that the choice lets through, in order of time.
pub(super) fn marks(desk: &Desk, clock: Clock, choice: &Choice) -> Vec<Mark> {
    let mut found: Vec<Mark> = match clock {
        Clock::Happened => entries(desk, choice, "event"),
        Clock::Papers => entries(desk, choice, "source"),
        Clock::Learned => learned(desk, choice),
    };
    found.retain(|mark| mark.touches(choice.from, choice.to));
    found.sort_by(|a, b| order(a).cmp(&order(b)));
    found
}

fn order(mark: &Mark) -> impl Ord + '_ {
    let Bounds { earliest, latest } = mark.within;
    (earliest.or(latest), latest, &mark.card, &mark.title)
}

fn entries(desk: &Desk, choice: &Choice, kind: &str) -> Vec<Mark> {
    let kind = match choice.kind.as_deref() {
        Some("statement") if kind == "event" => "statement",
        _ => kind,
    };
    let actor = choice.actor.as_deref();
    let all = desk.timeline().entries.iter();
    let all = all.filter(|entry| entry.kind == kind);
    let all = all.filter(|entry| {
        let sort = choice.kind.as_deref();
        kind != "event" || sort.is_none_or(|sort| entry.sort.as_deref() == Some(sort))
    });
    let all = all.filter(|entry| actor.is_none_or(|actor| names(desk, &entry.id, actor)));
    all.map(|entry| mark(desk, entry)).collect()
}

/// Whether a card names an actor as one who acted, sent, carried, received, spoke or wrote.
pub(super) fn names(desk: &Desk, card: &str, actor: &str) -> bool {
    let fields = [
        "who",
        "sender",
        "recipient",
        "via",
        "to",
        "speaker",
        "author",
    ];
    desk.case.card(card).is_some_and(|card| {
        let mut named = fields.iter().flat_map(|field| card.all(field));
        named.any(|value| value.words == actor)
    })
}

fn mark(desk: &Desk, entry: &TimelineEntry) -> Mark {
    let event = desk.case.events.get(&entry.id);
    let source = desk.case.sources.get(&entry.id);
    let until = event.and_then(|event| event.until.value());
    let released = source.and_then(|source| source.released.value());
    Mark {
        card: entry.id.clone(),
        title: entry.title.clone(),
        sort: entry.sort.clone().unwrap_or_else(|| entry.kind.clone()),
        who: entry.who.clone(),
        words: entry.words.clone(),
        bounds: entry.bounds.clone(),
        earliest: entry.earliest.clone(),
        latest: entry.latest.clone(),
        impossible: entry.impossible,
        sent: entry.sent.clone(),
        rivals: entry.rivals.clone(),
        clocks: entry.clocks.clone(),
        grounds: entry.grounds.clone(),
        matter: None,
        within: entry.within,
        until: until.or(released).map(|date| date.bounds),
    }
}

/// When actors came to know of matters: not before they could have, and by the day on which they had been told or knew.
fn learned(desk: &Desk, choice: &Choice) -> Vec<Mark> {
    let mut out = Vec::new();
    for matter in &desk.knowledge().matters {
        let chosen = |actor: &&ActorKnowledge| {
            let wanted = choice.actor.as_deref();
            wanted.is_none_or(|wanted| actor.actor == wanted)
        };
        let actors = matter.actors.iter().filter(chosen);
        out.extend(actors.filter_map(|actor| came_to_know(matter, actor)));
    }
    out
}

fn came_to_know(matter: &MatterKnowledge, actor: &ActorKnowledge) -> Option<Mark> {
    let positive = ["could", "maybe told", "told", "known"];
    let is = |words: &[&str], status: &str| words.contains(&status);
    let could = actor
        .stages
        .iter()
        .find(|stage| is(&positive, &stage.status))?;
    let knew = actor
        .stages
        .iter()
        .find(|stage| is(&positive[2..], &stage.status))?;
    let within = Bounds {
        earliest: could.from.as_deref().and_then(day).map(Day::start),
        latest: knew.from.as_deref().and_then(day).map(Day::end),
    };
    (within != Bounds::OPEN).then(|| Mark {
        card: knew.card.clone().unwrap_or_else(|| matter.matter.clone()),
        title: matter.says.clone(),
        sort: knew.status.clone(),
        who: vec![actor.name.clone()],
        words: String::new(),
        bounds: within.to_string(),
        earliest: could.from.clone(),
        latest: knew.from.clone(),
        impossible: false,
        sent: None,
        rivals: Vec::new(),
        clocks: Vec::new(),
        grounds: knew.card.iter().cloned().collect(),
        matter: Some(matter.matter.clone()),
        within,
        until: None,
    })
}

/// The day of an ISO date.
pub(in crate::pages) fn day(iso: &str) -> Option<Day> {
    let (sign, rest) = match iso.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, iso),
    };
    let mut parts = rest.split('-').map(str::parse::<u32>);
    let year = i32::try_from(parts.next()?.ok()?).ok()? * sign;
    let (month, day) = (parts.next()?.ok()?, parts.next()?.ok()?);
    Day::from_ymd(year, month, day)
}

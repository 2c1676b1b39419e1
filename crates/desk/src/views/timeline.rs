//! What happened when, in order, with rival dates side by side.

use kaozheng_case::Case;
use kaozheng_case::compile::{Account, Card, Event};
use kaozheng_case::facts::time::{Chronology, Mark};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date, Day};
use serde::Serialize;
use std::sync::Arc;

/// Every dated event, and what bears or records a date, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// The entries, the earliest first; what is open at its beginning comes before what is not.
    pub entries: Vec<TimelineEntry>,
    /// Events of which no date is known.
    pub undated: Vec<String>,
    /// The sentences that cannot all hold, in order; empty when the dates agree.
    pub contradiction: Vec<String>,
}

/// One dated thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TimelineEntry {
    /// The card.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// Its type, for an event or a source.
    pub sort: Option<String>,
    /// Its title, or what a statement says.
    pub title: String,
    /// Who acted, sent, received, spoke or wrote.
    pub who: Vec<String>,
    /// The date as its source words it.
    pub words: String,
    /// What all dates together leave of it, in words.
    pub bounds: String,
    /// The first day it can have been (ISO 8601); null when open.
    pub earliest: Option<String>,
    /// The last day it can have been.
    pub latest: Option<String>,
    /// For a message: `yes`, `maybe` or `no`.
    pub sent: Option<String>,
    /// Where it was read.
    pub grounds: Vec<String>,
    /// Dates that others give.
    pub rivals: Vec<RivalDate>,
}

/// A date that somebody else gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RivalDate {
    /// As its source words it.
    pub words: String,
    /// Where it was read.
    pub grounds: Vec<String>,
}

impl TimelineView {
    /// The timeline of the cards of these kinds: events, statements (when they were made), sources (the date they bear).
    pub fn of(case: &Case, chronology: &Chronology, kinds: &[Kind]) -> TimelineView {
        let timeline = Timeline { case, chronology };
        let mut entries: Vec<(Bounds, TimelineEntry)> = Vec::new();
        let mut undated = Vec::new();
        if kinds.contains(&Kind::Event) {
            for event in case.events.values() {
                match timeline.event(event) {
                    Some(entry) => entries.push(entry),
                    None => undated.push(event.id().to_owned()),
                }
            }
        }
        if kinds.contains(&Kind::Statement) {
            entries.extend(case.statements.values().filter_map(|statement| {
                timeline.entry(&statement.card, Mark::SaidOn, &statement.said_on.all)
            }));
        }
        if kinds.contains(&Kind::Source) {
            let dated = |source: &Arc<_>| timeline.source(source);
            entries.extend(case.sources.values().filter_map(dated));
        }
        entries.sort_by(|(a, one), (b, other)| {
            (a.earliest, a.latest.is_none(), a.latest, &one.id).cmp(&(
                b.earliest,
                b.latest.is_none(),
                b.latest,
                &other.id,
            ))
        });
        let sentences = chronology.contradiction().unwrap_or_default();
        TimelineView {
            entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            undated,
            contradiction: sentences
                .iter()
                .map(|said| format!("{} {}", said.words, said.cited))
                .collect(),
        }
    }
}

struct Timeline<'a> {
    case: &'a Case,
    chronology: &'a Chronology,
}

impl Timeline<'_> {
    fn event(&self, event: &Event) -> Option<(Bounds, TimelineEntry)> {
        let mark = [Mark::When, Mark::Received]
            .into_iter()
            .find(|&mark| self.bounds(event.id(), mark).is_some())?;
        let dates = if mark == Mark::When {
            &event.when.all
        } else {
            &event.received.all
        };
        self.entry(&event.card, mark, dates)
    }

    fn source(&self, source: &kaozheng_case::compile::Source) -> Option<(Bounds, TimelineEntry)> {
        let mark = [Mark::Dated, Mark::Published]
            .into_iter()
            .find(|&mark| self.bounds(source.id(), mark).is_some())?;
        let dates = if mark == Mark::Dated {
            &source.dated.all
        } else {
            &source.published.all
        };
        self.entry(&source.card, mark, dates)
    }

    fn bounds(&self, id: &str, mark: Mark) -> Option<Bounds> {
        let bounds = self.chronology.bounds(id, mark)?;
        (bounds != Bounds::OPEN).then_some(bounds)
    }

    fn entry(
        &self,
        card: &Card,
        mark: Mark,
        dates: &[Account<Arc<Date>>],
    ) -> Option<(Bounds, TimelineEntry)> {
        let bounds = self.bounds(&card.id, mark)?;
        let field = match mark {
            Mark::When => "when",
            Mark::Received => "received",
            Mark::SaidOn => "said-on",
            Mark::Dated => "dated",
            _ => "published",
        };
        let words = card.words(field).unwrap_or_default();
        let followed = dates.iter().find(|date| date.words == words);
        let own = followed.map_or(&[][..], |date| date.grounds.as_slice());
        let rivals = dates.iter().filter(|date| date.words != words);
        let entry = TimelineEntry {
            id: card.id.clone(),
            kind: card.kind.word().to_owned(),
            sort: card.words("type").map(str::to_owned),
            title: super::says(card),
            who: self.who(card),
            words: words.to_owned(),
            bounds: bounds.to_string(),
            earliest: bounds.earliest.map(|tick| super::iso(Day::of(tick))),
            latest: bounds.latest.map(|tick| super::iso(Day::of(tick))),
            sent: card.words("sent").map(str::to_owned),
            grounds: super::cited(card.grounds_of(own)),
            rivals: rivals
                .map(|date| RivalDate {
                    words: date.words.clone(),
                    grounds: super::cited(card.grounds_of(&date.grounds)),
                })
                .collect(),
        };
        Some((bounds, entry))
    }

    fn who(&self, card: &Card) -> Vec<String> {
        let fields = ["who", "sender", "recipient", "speaker", "author"];
        let named = fields.iter().flat_map(|field| card.all(field));
        named
            .map(|value| self.case.name_of(&value.words).to_owned())
            .collect()
    }
}

//! What happened when, in order, with rival dates side by side.
//!
//! Four times of one matter are kept apart: when it was, when it was received, when it was set down, and when the paper
//! that tells of it became readable.

use kaozheng_case::Case;
use kaozheng_case::compile::{Account, Accounts, Card, Event, Source};
use kaozheng_case::facts::time::{Chronology, Mark, Sentence};
use kaozheng_record::Kind;
use kaozheng_values::dates::{Bounds, Date, Day};
use serde::Serialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Every dated event, and what bears or records a date, in order of time.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct TimelineView {
    /// The entries, the earliest first; what is open at its beginning comes before what is not.
    pub entries: Vec<TimelineEntry>,
    /// Events of which no date is known.
    pub undated: Vec<Undated>,
    /// The sentences that cannot all hold, in order; empty when the dates agree.
    pub contradiction: Vec<String>,
}

/// One event without a date.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Undated {
    /// The card.
    pub id: String,
    /// Its title.
    pub title: String,
    /// What its card gives as a date and no calendar has or nobody understands, as written.
    pub words: Vec<String>,
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
    /// The date as its source words it; empty when it only follows from other dates.
    pub words: String,
    /// What all dates together leave of it, in words.
    pub bounds: String,
    /// The first day it can have been (ISO 8601); null when open.
    pub earliest: Option<String>,
    /// The last day it can have been.
    pub latest: Option<String>,
    /// The row of the table of phrases, or the rule, by which the words were taken; null for what the calendar says.
    pub because: Option<String>,
    /// For a time with a zone: the same moment in Greenwich.
    pub greenwich: Option<String>,
    /// It stands among the dates that cannot all hold.
    pub impossible: bool,
    /// For a message: `yes`, `maybe` or `no`.
    pub sent: Option<String>,
    /// Where it was read.
    pub grounds: Vec<String>,
    /// Dates that others give.
    pub rivals: Vec<RivalDate>,
    /// Its other times: when it was over, received, set down, printed, released.
    pub clocks: Vec<Clock>,
    /// What the dates leave of it, in ticks.
    #[serde(skip)]
    pub within: Bounds,
}

/// A date that somebody else gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RivalDate {
    /// As its source words it.
    pub words: String,
    /// Where it was read.
    pub grounds: Vec<String>,
    /// What the words bound, in ticks.
    #[serde(skip)]
    pub within: Bounds,
}

/// Another time of the same matter.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Clock {
    /// `until`, `received`, `recalled`, or of a source that tells of it: `dated`, `published`, `released`.
    pub clock: &'static str,
    /// The date as it is worded.
    pub words: String,
    /// The source whose date it is; null for the card's own.
    pub source: Option<String>,
}

impl TimelineView {
    /// The timeline of the cards of these kinds: events, statements (when they were made), sources (the date they bear).
    pub fn of(case: &Case, chronology: &Chronology, kinds: &[Kind]) -> TimelineView {
        let told = chronology.contradictions();
        let sentences: Vec<&Sentence> = told.into_iter().flatten().collect();
        let timeline = Timeline {
            case,
            chronology,
            contested: sentences.iter().map(|said| said.card.as_str()).collect(),
        };
        let mut entries: Vec<TimelineEntry> = Vec::new();
        let mut undated = Vec::new();
        if kinds.contains(&Kind::Event) {
            for event in case.events.values() {
                match timeline.event(event) {
                    Some(entry) => entries.push(entry),
                    None => undated.push(timeline.undated(event)),
                }
            }
        }
        if kinds.contains(&Kind::Statement) {
            let dated = |statement: &Arc<_>| timeline.statement(statement);
            entries.extend(case.statements.values().filter_map(dated));
        }
        if kinds.contains(&Kind::Source) {
            let dated = |source: &Arc<_>| timeline.source(source);
            entries.extend(case.sources.values().filter_map(dated));
        }
        entries.sort_by(|a, b| place_in_time(a).cmp(&place_in_time(b)));
        TimelineView {
            entries,
            undated,
            contradiction: sentences
                .iter()
                .map(|said| format!("{} {}", said.words, said.cited))
                .collect(),
        }
    }
}

/// What is open at its beginning first, then by the first day, then by the last.
fn place_in_time(entry: &TimelineEntry) -> impl Ord + '_ {
    let Bounds { earliest, latest } = entry.within;
    (earliest, latest.is_none(), latest, &entry.id)
}

struct Timeline<'a> {
    case: &'a Case,
    chronology: &'a Chronology,
    contested: BTreeSet<&'a str>,
}

impl Timeline<'_> {
    fn event(&self, event: &Event) -> Option<TimelineEntry> {
        let dates = [
            (Mark::When, "when", &event.when),
            (Mark::Received, "received", &event.received),
        ];
        let entry = self.first_of(&event.card, &dates)?;
        let own = [
            ("until", event.until.followed()),
            ("received", event.received.followed()),
        ];
        Some(TimelineEntry {
            sent: event.card.words("sent").map(str::to_owned),
            clocks: own_clocks(&own)
                .filter(|clock| clock.words != entry.words)
                .chain(self.papers(&event.card))
                .collect(),
            ..entry
        })
    }

    fn statement(&self, statement: &kaozheng_case::compile::Statement) -> Option<TimelineEntry> {
        let dates = [(Mark::SaidOn, "said-on", &statement.said_on)];
        let entry = self.first_of(&statement.card, &dates)?;
        let own = [("recalled", statement.recalled_on.followed())];
        Some(TimelineEntry {
            clocks: own_clocks(&own)
                .chain(self.papers(&statement.card))
                .collect(),
            ..entry
        })
    }

    fn source(&self, source: &Source) -> Option<TimelineEntry> {
        let dates = [
            (Mark::Dated, "dated", &source.dated),
            (Mark::Published, "published", &source.published),
        ];
        let entry = self.first_of(&source.card, &dates)?;
        let own = [
            ("published", source.published.followed()),
            ("released", source.released.followed()),
        ];
        let own = own_clocks(&own).filter(|clock| clock.words != entry.words);
        Some(TimelineEntry {
            clocks: own.collect(),
            ..entry
        })
    }

    /// The entry by the first of these dates that is known.
    fn first_of(
        &self,
        card: &Card,
        dates: &[(Mark, &'static str, &Accounts<Arc<Date>>)],
    ) -> Option<TimelineEntry> {
        dates.iter().find_map(|(mark, field, accounts)| {
            let bounds = self.bounds(&card.id, *mark, accounts)?;
            Some(self.entry(card, field, accounts, bounds))
        })
    }

    /// What all dates leave; where they contradict each other, what the card itself says.
    fn bounds(&self, id: &str, mark: Mark, accounts: &Accounts<Arc<Date>>) -> Option<Bounds> {
        let own = || accounts.followed().map(|date| date.value.bounds);
        let bounds = self.chronology.bounds(id, mark).or_else(own)?;
        (bounds != Bounds::OPEN).then_some(bounds)
    }

    fn undated(&self, event: &Event) -> Undated {
        let fields = ["when", "received"];
        let given = fields.iter().flat_map(|field| event.card.all(field));
        Undated {
            id: event.id().to_owned(),
            title: super::says(&event.card),
            words: given.map(|value| value.words.clone()).collect(),
        }
    }

    fn entry(
        &self,
        card: &Card,
        field: &str,
        accounts: &Accounts<Arc<Date>>,
        bounds: Bounds,
    ) -> TimelineEntry {
        let words = card.words(field).unwrap_or_default();
        let followed = accounts.all.iter().find(|date| date.words == words);
        let own = followed.map_or(&[][..], |date| date.grounds.as_slice());
        let date = followed.map(|date| &date.value);
        let rivals = accounts.all.iter().filter(|date| date.words != words);
        TimelineEntry {
            id: card.id.clone(),
            kind: card.kind.word().to_owned(),
            sort: card.words("type").map(str::to_owned),
            title: super::says(card),
            who: self.who(card),
            words: words.to_owned(),
            bounds: bounds.to_string(),
            earliest: bounds.earliest.map(|tick| super::iso(Day::of(tick))),
            latest: bounds.latest.map(|tick| super::iso(Day::of(tick))),
            because: date
                .filter(|date| date.because != CALENDAR)
                .map(|date| date.because.clone()),
            greenwich: date.and_then(|date| greenwich(date)),
            impossible: self.contested.contains(card.id.as_str()),
            sent: None,
            grounds: super::cited(card.grounds_of(own)),
            rivals: rivals.map(|date| rival(card, date)).collect(),
            clocks: Vec::new(),
            within: bounds,
        }
    }

    /// When the papers that tell of a card were written, printed and released.
    fn papers(&self, card: &Card) -> Vec<Clock> {
        let grounds = card
            .grounds
            .iter()
            .chain(card.values.iter().flat_map(|value| &value.grounds));
        let named: BTreeSet<&str> = grounds.flat_map(|ground| ground.sources()).collect();
        let sources = named.into_iter().filter_map(|id| self.case.sources.get(id));
        sources.flat_map(|source| clocks_of(source)).collect()
    }

    fn who(&self, card: &Card) -> Vec<String> {
        let fields = ["who", "sender", "recipient", "speaker", "author"];
        let named = fields.iter().flat_map(|field| card.all(field));
        named
            .map(|value| self.case.name_of(&value.words).to_owned())
            .collect()
    }
}

/// What a date gives as its reason when no phrase and no rule was needed.
const CALENDAR: &str = "the calendar";

fn own_clocks<'a>(
    dates: &'a [(&'static str, Option<&'a Account<Arc<Date>>>)],
) -> impl Iterator<Item = Clock> + 'a {
    dates.iter().filter_map(|(clock, date)| {
        Some(Clock {
            clock,
            words: (*date)?.words.clone(),
            source: None,
        })
    })
}

fn clocks_of(source: &Source) -> Vec<Clock> {
    let dates = [
        ("dated", source.dated.followed()),
        ("published", source.published.followed()),
        ("released", source.released.followed()),
    ];
    own_clocks(&dates)
        .map(|clock| Clock {
            source: Some(source.id().to_owned()),
            ..clock
        })
        .collect()
}

fn rival(card: &Card, date: &Account<Arc<Date>>) -> RivalDate {
    RivalDate {
        words: date.words.clone(),
        grounds: super::cited(card.grounds_of(&date.grounds)),
        within: date.value.bounds,
    }
}

/// The moment in Greenwich, for a date of one minute that names a zone.
fn greenwich(date: &Date) -> Option<String> {
    let (_, clock) = date.edtf.as_deref()?.split_once('T')?;
    let zoned = clock.contains(['Z', '+', '-']);
    (zoned && !clock.contains('/')).then(|| date.bounds.to_string())
}

//! Dates counted from a named event: *two days after the Inchon landing*, *D+3*, *the eve of the armistice*.
//!
//! They are resolved against the events that the caller names. Where it names none, the words are kept as a [`Relation`] that bounds
//! nothing: the date last told of is no event.

use super::calendar::Day;
use super::engine::Engine;
use super::events::{NamedEvent, NamedEvents, Relation};
use super::find::{Expression, TimexType};
use super::length::{Length, bounded};
use super::phrases::Unit;
use super::shape::{Point, Shape};
use super::stretch::Base;
use super::words::{Class, Language};
use super::{Bounds, DAY, PhraseTable};

/// What a date counted from an event says of how it was read.
pub const FROM_EVENT: &str = "counted from an event of the case";

/// The value of *the eve of*, whose length the table of phrases gives.
const EVE: i32 = -10;

/// A distance from an event, and on which side of it.
struct Distance {
    length: Length,
    unit: Unit,
    sign: i64,
    next: usize,
}

impl Engine<'_> {
    /// A date that is counted from an event of the table.
    pub(super) fn counted_from_event(
        &self,
        at: usize,
        events: &NamedEvents,
        table: &PhraseTable,
    ) -> Option<Expression> {
        if events.is_empty() {
            return None;
        }
        let (distance, named, next) = if let Some(found) = self.behind_event(at, events, table) {
            found
        } else {
            let distance = self
                .counted_days(at, events, table)
                .or_else(|| self.distance(at, table))?;
            let (named, next) = match self.day_sign(at) {
                Some(_) => (day_of_operation(self, at, events)?.0, distance.next),
                None => events.at(&self.list, distance.next)?,
            };
            (distance, named, next)
        };
        let shapes: Vec<Shape> = named
            .iter()
            .filter_map(|event| placed(event, &distance))
            .collect();
        let names: Vec<&str> = named.iter().map(|event| event.id.as_str()).collect();
        let one = shapes.len() == 1;
        let shape = shapes.first().filter(|_| one).cloned();
        Some(Expression {
            tokens: (at, next),
            timex_type: TimexType::Date,
            value: shape.as_ref().map_or(String::new(), value_of),
            modifier: None,
            anchor: one.then(|| names.join(", ")),
            because: FROM_EVENT,
            problem: (!one)
                .then(|| format!("more than one event has this name: {}", names.join(", "))),
            rivals: if one { Vec::new() } else { shapes },
            shape,
        })
    }

    /// The relation that a found length, or a step of a day, is part of: its words go on to the event.
    pub(super) fn relation(&self, e: &Expression, table: &PhraseTable) -> Option<Relation> {
        let (at, _) = e.tokens;
        let made = |next: usize, event: Option<String>| {
            let span = self.list[at].start..self.list[next - 1].end;
            Relation {
                words: self.text[span.clone()].to_string(),
                span,
                event,
            }
        };
        if e.because == FROM_EVENT {
            return Some(made(e.tokens.1, e.anchor.clone()));
        }
        let told = e.timex_type == TimexType::Duration || e.anchor.is_some();
        if !told || self.language.year_first() {
            return None;
        }
        let distance = self.distance(at, table)?;
        let determined = self.words.is(&self.list, distance.next, Class::Determiner)
            || self.list.get(distance.next).is_some_and(|t| t.capital);
        if distance.next < e.tokens.1 || !determined {
            return None;
        }
        let next = self.noun_phrase_end(distance.next)?;
        (next > distance.next && !self.is_dated(distance.next)).then(|| made(next, None))
    }

    /// `nearly three weeks after`, `the eve of`, `через два дня после`.
    fn distance(&self, at: usize, table: &PhraseTable) -> Option<Distance> {
        if let Some((days, next)) = self.words.find(&self.list, at, Class::BesideEvent) {
            return beside(days, next, table);
        }
        let led = self.words.find(&self.list, at, Class::LaterLead);
        let (bound, from) = self.bound(led.map_or(at, |(_, next)| next));
        let (count, unit, next) = self.length_in_text(from, false, table)?;
        let over = |class| self.words.find(&self.list, next, class).map(|(_, n)| n);
        let (sign, after) = over(Class::After)
            .map(|n| (1, n))
            .or_else(|| over(Class::Before).map(|n| (-1, n)))?;
        let words = &self.text[self.list[at].start..self.list[next - 1].end];
        Some(Distance {
            length: bounded(words, bound, count, unit, table)?,
            unit,
            sign,
            next: after,
        })
    }

    /// 인천 상륙 이틀 뒤, 仁川登陆次日: the event stands first.
    fn behind_event<'e>(
        &self,
        at: usize,
        events: &'e NamedEvents,
        table: &PhraseTable,
    ) -> Option<(Distance, Vec<&'e NamedEvent>, usize)> {
        if !self.language.year_first() {
            return None;
        }
        let (named, after) = events.at(&self.list, at)?;
        let joined = self.list.get(after).is_some_and(|t| {
            matches!(t.folded.as_ref(), "의" | "の" | "之" | "的" | "로" | "から")
        });
        let from = after + usize::from(joined);
        if let Some((days, next)) = self.words.find(&self.list, from, Class::DayStep)
            && (90..=110).contains(&days)
            && days != 100
        {
            return Some((beside(days - 100, next, table)?, named, next));
        }
        let (bound, from) = self.bound(from);
        let (count, unit, next) = self.length_in_text(from, false, table)?;
        let over = |class| self.words.find(&self.list, next, class).map(|(_, n)| n);
        let (sign, end) = over(Class::Later)
            .or_else(|| over(Class::After))
            .map(|n| (1, n))
            .or_else(|| {
                over(Class::Ago)
                    .or_else(|| over(Class::Earlier))
                    .map(|n| (-1, n))
            })?;
        let words = &self.text[self.list[from].start..self.list[end - 1].end];
        let distance = Distance {
            length: bounded(words, bound, count, unit, table)?,
            unit,
            sign,
            next: end,
        };
        Some((distance, named, end))
    }

    /// `D+3`: so many days from the day of an operation.
    fn counted_days(
        &self,
        at: usize,
        events: &NamedEvents,
        table: &PhraseTable,
    ) -> Option<Distance> {
        let (sign, figure_at) = self.day_sign(at)?;
        let figure = self.digits(figure_at).filter(|f| f.digits <= 3)?;
        day_of_operation(self, at, events)?;
        let days = sign * figure.value as i32;
        beside(days, figure.next, table)
    }

    /// The sign after a lone D, and the token of the number after it.
    fn day_sign(&self, at: usize) -> Option<(i32, usize)> {
        let token = self.list.get(at).filter(|t| t.capital && t.folded == "d")?;
        let _ = token;
        let sign = match self.mark(at + 1)? {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        self.digits(at + 2)?;
        Some((sign, at + 2))
    }

    /// D+3 where no table dates the operation: kept as it is written.
    pub(super) fn undated_operation(&self, at: usize) -> Option<Expression> {
        let (sign, figure_at) = self.day_sign(at)?;
        let figure = self.digits(figure_at).filter(|f| f.digits <= 3)?;
        let apart =
            self.language == Language::German || self.convention == super::Convention::Timex2;
        (sign > 0 && !apart).then(|| Expression {
            tokens: (at, figure.next),
            timex_type: TimexType::Date,
            value: String::new(),
            modifier: None,
            shape: None,
            anchor: None,
            because: FROM_EVENT,
            rivals: Vec::new(),
            problem: Some(
                "counted from the day of an operation that no card of the case dates".into(),
            ),
        })
    }
}

/// The events that are called D-Day.
fn day_of_operation<'e>(
    engine: &Engine,
    at: usize,
    events: &'e NamedEvents,
) -> Option<(Vec<&'e NamedEvent>, usize)> {
    engine.day_sign(at)?;
    let name = super::tokens::tokens("D-Day");
    events.at(&name, 0)
}

fn beside(days: i32, next: usize, table: &PhraseTable) -> Option<Distance> {
    let eve = table.row("the eve").filter(|_| days == EVE);
    let length = match eve {
        Some(_) => super::length::parse_length_with(table, "the eve")?,
        None => Length {
            words: String::new(),
            least: i64::from(days.abs()) * DAY,
            most: i64::from(days.abs()) * DAY,
            because: "as it says".into(),
        },
    };
    Some(Distance {
        length,
        unit: Unit::Day,
        sign: i64::from(days.signum()),
        next,
    })
}

/// Where the distance leads from an event: whole days, and whole months and years where it is told in them.
fn placed(event: &NamedEvent, distance: &Distance) -> Option<Shape> {
    let (least, most) = (distance.length.least, distance.length.most);
    let (earliest, latest) = (event.bounds.earliest?, event.bounds.latest?);
    let bounds = match distance.sign {
        -1 => Bounds::between(earliest - most, latest - least),
        _ => Bounds::between(earliest + least, latest + most),
    };
    let (first, last) = bounds.days()?;
    let whole = |day: Day| {
        let (year, month, _) = day.ymd();
        match distance.unit {
            Unit::Month | Unit::Quarter => Base::Month(year, month),
            Unit::Year | Unit::Decade | Unit::Century => Base::Year(year),
            _ => Base::Day(day),
        }
    };
    let (first, last) = (Point::plain(whole(first)), Point::plain(whole(last)));
    Some(match first == last {
        true => Shape::Point(first),
        false => Shape::OneOf(vec![Shape::Range(first, last)]),
    })
}

fn value_of(shape: &Shape) -> String {
    let points = shape.points();
    match points[..] {
        [one] => one.timex().0,
        [first, .., last] => format!("{}/{}", first.timex().0, last.timex().0),
        [] => String::new(),
    }
}

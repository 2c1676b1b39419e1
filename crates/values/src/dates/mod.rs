//! Dates as historians write them, and what they bound.
//!
//! [`parse_date`] reads one date that fills a field; [`parse_length`] a length of time. What *early* or *about* bound stands in one
//! plain table ([`PhraseTable`]); every date says which row it followed. One engine reads all languages; each language is one table
//! of words under `words/`.

mod bounds;
mod calendar;
mod classes;
mod clock;
mod counted;
mod east_asian;
mod edtf;
mod engine;
mod events;
#[cfg(test)]
mod events_tests;
mod extent;
mod figures;
mod find;
#[cfg(test)]
mod find_tests;
mod foreign;
#[cfg(test)]
mod foreign_tests;
mod foreign_words;
mod from_event;
mod join;
mod length;
mod lunisolar;
mod narrative;
mod noun;
mod parse;
mod partial;
mod phrases;
mod pieces;
mod relative;
#[cfg(test)]
mod second_tests;
mod shape;
mod stretch;
mod styles;
#[cfg(test)]
mod tests;
mod tokens;
mod told;
mod told_parts;
mod vouch;
mod words;

pub use bounds::{Bounds, Order};
pub use calendar::{DAY, Day, MONTHS, Tick, Weekday, add_months, days_in_month, is_leap, iso_year};
pub use events::{NamedEvent, NamedEvents, Relation};
pub use find::{Convention, DateContext, FoundDate, TimexType, find_dates, find_dates_with};
pub use from_event::FROM_EVENT;
pub use length::{Length, parse_length, parse_length_with};
pub use parse::{parse_date, parse_date_with};
pub use phrases::{Edge, PhraseTable, Row, Unit};
pub use words::Language;

/// The grain at which a date is known.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Precision {
    /// A minute of the clock.
    Minute,
    /// A day, or a part of one.
    Day,
    /// A month, or a part of one.
    Month,
    /// A season or a quarter.
    Season,
    /// A year, or a part of one.
    Year,
    /// Ten years, or a part of them.
    Decade,
    /// A hundred years, or a part of them.
    Century,
    /// Open on one side, or words without a calendar.
    Vague,
}

/// One date: the words, what they bound, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Date {
    /// As it was written.
    pub words: String,
    /// The ticks within which it lies.
    pub bounds: Bounds,
    /// The grain of the words.
    pub precision: Precision,
    /// EDTF level 2, where EDTF can say it.
    pub edtf: Option<String>,
    /// Said to be approximate (*about*, *c.*).
    pub approximate: bool,
    /// Said to be doubtful (*?*, *probably*).
    pub uncertain: bool,
    /// The row of the table, or the rule, that gave the bounds.
    pub because: String,
}

impl std::fmt::Display for Date {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.words)
    }
}

/// Makes a date of a shape.
fn date_of(words: &str, shape: &shape::Shape, table: &PhraseTable, rules: &[String]) -> Date {
    let (bounds, mut why) = shape.bounds(table);
    why.extend(rules.iter().cloned());
    let points = shape.points();
    let because = if why.is_empty() {
        "the calendar".to_string()
    } else {
        format!("phrases {}: {}", table.version, why.join("; "))
    };
    Date {
        words: words.to_string(),
        bounds,
        precision: precision(shape),
        edtf: shape.edtf(table),
        approximate: points.iter().any(|p| p.approximate),
        uncertain: points.iter().any(|p| p.uncertain),
        because,
    }
}

fn precision(shape: &shape::Shape) -> Precision {
    use shape::Shape;
    use stretch::Base;
    match shape {
        Shape::Point(_) | Shape::Range(..) | Shape::OneOf(_) | Shape::All(_) => (),
        _ => return Precision::Vague,
    }
    let grain = |base: Base| match base {
        Base::Century(_) => Precision::Century,
        Base::Decade(_) => Precision::Decade,
        Base::Year(_) | Base::Half(..) | Base::Fiscal(_) => Precision::Year,
        Base::Season(..) | Base::Quarter(..) => Precision::Season,
        Base::Month(..) => Precision::Month,
        Base::Week(_) | Base::Day(_) => Precision::Day,
        Base::Minute(..) => Precision::Minute,
    };
    shape
        .points()
        .iter()
        .map(|p| grain(p.base))
        .max()
        .unwrap_or(Precision::Vague)
}

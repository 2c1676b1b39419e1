//! What the words of one date have said so far, and the shape they make.

use super::calendar::{Day, MONTHS, Weekday, days_in_month};
use super::foreign::{self, Calendar};
use super::lunisolar::{self, Place};
use super::shape::{Point, Shape};
use super::stretch::{Base, DayPart, Part, first_of};

/// The pieces of one date, each as far as it is said.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(super) struct Partial {
    pub(super) century: Option<i32>,
    pub(super) decade: Option<i32>,
    pub(super) year: Option<i32>,
    /// The second of two years written as one: 1732/3, 1949/50.
    pub(super) year_to: Option<i32>,
    pub(super) season: Option<u32>,
    pub(super) quarter: Option<u32>,
    pub(super) half: Option<u32>,
    pub(super) month: Option<u32>,
    pub(super) day: Option<u32>,
    /// New Style was said.
    pub(super) new_style_said: bool,
    /// The night that ends on the day named.
    pub(super) night_before: bool,
    /// Days after Easter Sunday.
    pub(super) easter: Option<i32>,
    pub(super) weekday: Option<Weekday>,
    pub(super) part: Option<Part>,
    pub(super) day_part: Option<DayPart>,
    /// Minutes since midnight.
    pub(super) clock: Option<u32>,
    /// Minutes ahead of Greenwich.
    pub(super) zone: Option<i32>,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
    pub(super) old_style: bool,
    /// An era other than the common one gave the year.
    pub(super) era: bool,
    /// Days, weeks, months or years from the day of writing; 100 more, from the day last told of.
    pub(super) day_step: Option<i32>,
    pub(super) week_step: Option<i32>,
    pub(super) month_step: Option<i32>,
    pub(super) year_step: Option<i32>,
    /// The Monday of a week.
    pub(super) week: Option<Day>,
    pub(super) fiscal: bool,
    /// The day of the Gregorian calendar, in brackets after that of the Julian.
    pub(super) new_style: Option<NewStyle>,
    /// Month and day are of the East Asian lunisolar calendar.
    pub(super) lunar: bool,
    /// The month is a leap month of that calendar.
    pub(super) leap_month: bool,
    /// Where its days begin.
    pub(super) place: Place,
    /// Its month or its year is one of this calendar.
    pub(super) calendar: Option<Calendar>,
    /// Its year is one of that calendar too, and no civil one.
    pub(super) calendar_year: bool,
    /// The last two figures of its year: '66.
    pub(super) short_year: Option<u32>,
    /// Its year in the cycle of sixty, from 0.
    pub(super) cycle: Option<u32>,
    /// A mark that says year (年, 년, г.) stood beside the number.
    pub(super) year_marked: bool,
}

/// A day of the Gregorian calendar told beside the Julian one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct NewStyle {
    pub(super) month: u32,
    pub(super) day: u32,
    /// Its own year, where it has one.
    pub(super) year: Option<i32>,
    /// The Julian day had its year before the brackets.
    pub(super) julian_year_said: bool,
}

/// Why words make no date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) help: String,
}

impl Problem {
    pub(super) fn impossible(message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            code: "date-impossible",
            message: message.into(),
            help: help.into(),
        }
    }

    pub(super) fn ambiguous(message: impl Into<String>, help: impl Into<String>) -> Problem {
        Problem {
            code: "date-ambiguous",
            message: message.into(),
            help: help.into(),
        }
    }
}

impl Partial {
    /// True when a stretch of the calendar is named, with or without its year.
    pub(super) fn names_a_stretch(&self) -> bool {
        self.century.is_some()
            || self.decade.is_some()
            || self.year.is_some()
            || self.lacks_year()
            || self.steps()
    }

    /// True when it is told by its distance from another date.
    pub(super) fn steps(&self) -> bool {
        [
            self.day_step,
            self.week_step,
            self.month_step,
            self.year_step,
        ]
        .iter()
        .any(Option::is_some)
    }

    /// True when a day is named, in whatever way.
    pub(super) fn names_a_day(&self) -> bool {
        self.day.is_some() || self.weekday.is_some() || self.day_step.is_some()
    }

    /// True when only the year is missing.
    pub(super) fn lacks_year(&self) -> bool {
        self.year.is_none()
            && self.decade.is_none()
            && self.century.is_none()
            && (self.month.is_some()
                || self.season.is_some()
                || self.quarter.is_some()
                || self.half.is_some()
                || self.easter.is_some()
                || self.cycle.is_some())
    }

    /// Ramadan, Floréal: the name of a month alone is more often a feast or an event.
    pub(super) fn is_only_a_foreign_month(&self) -> bool {
        self.calendar.is_some() && self.day.is_none() && self.year.is_none()
    }

    /// A year of the cycle of sixty has lunar months until its place took the civil calendar.
    pub(super) fn settle_lunar(&mut self) {
        let civil = match self.place {
            Place::China => 1912,
            Place::Korea => 1896,
            Place::Japan => 1873,
        };
        self.lunar |= self.month.is_some() && self.year.is_some_and(|year| year < civil);
    }

    /// Takes from the other what this lacks above its own grain: the year, and the month of a bare day.
    pub(super) fn filled_from(mut self, other: &Partial) -> Partial {
        if self.steps() || self.cycle.is_some() {
            return self;
        }
        if self.month.is_none() && self.day.is_some() {
            self.month = other.month;
            self.calendar = self.calendar.or(other.calendar);
        }
        // From 10 to 15 Uhr on 3 May: both hours are of that day.
        if self.clock.is_some()
            && self.day.is_none()
            && self.month.is_none()
            && self.weekday.is_none()
        {
            (self.day, self.month) = (other.day, other.month);
        }
        let counted_alike = !other.calendar_year || self.calendar == other.calendar;
        if self.year.is_none() && self.decade.is_none() && self.century.is_none() && counted_alike {
            self.year = other.year;
            self.calendar_year = other.calendar_year;
            self.old_style |= other.old_style;
        }
        self
    }

    /// The shape, and notes on how it was read.
    pub(super) fn shape(&self) -> Result<(Shape, Vec<String>), Problem> {
        let mut rules = Vec::new();
        if let Some(calendar) = self.calendar {
            let shape = foreign::shape(self, calendar, &mut rules)?;
            return Ok((shape, rules));
        }
        if let Some((year, month)) = self.year.zip(self.month).filter(|_| self.lunar) {
            rules.push(LUNAR.to_string());
            return Ok((self.lunar_shape(year, month)?, rules));
        }
        let base = self.base(&mut rules)?;
        let point = |base| Point {
            base,
            part: self.part.filter(|_| !matches!(base, Base::Half(..))),
            day_part: self.day_part,
            approximate: self.approximate,
            uncertain: self.uncertain,
        };
        if self.old_style {
            return Ok((self.julian(base, point, &mut rules)?, rules));
        }
        if let (Base::Year(from), Some(to)) = (base, self.year_to) {
            return Ok((
                Shape::Range(point(Base::Year(from)), point(Base::Year(to))),
                rules,
            ));
        }
        self.check_weekday(base)?;
        if let (Base::Day(day), Some(_)) = (base, self.zone) {
            let edge = |minutes| Point {
                day_part: None,
                ..point(Base::Minute(day, minutes, self.zone))
            };
            if self.day_part.is_some() {
                rules.push(
                    "the whole day of that place, as its parts are not told by its clock".into(),
                );
            }
            return Ok((Shape::Range(edge(0), edge(24 * 60)), rules));
        }
        Ok((Shape::Point(point(base)), rules))
    }

    /// A month of the lunisolar calendar is its interval of days.
    fn lunar_shape(&self, year: i32, month: u32) -> Result<Shape, Problem> {
        let (first, last) = lunisolar::month(year, month, self.leap_month, self.place)
            .ok_or_else(|| no_such_month(year, month, self.leap_month))?;
        let point = |day| Point {
            day_part: self.day_part,
            approximate: self.approximate,
            uncertain: self.uncertain,
            ..Point::plain(Base::Day(day))
        };
        let Some(number) = self.day else {
            return Ok(Shape::Range(point(first), point(last)));
        };
        // The last day of a month has a name and no number.
        let day = if number == LAST_OF_MONTH {
            last
        } else {
            first.plus(number as i32 - 1)
        };
        if number == 0 || day > last {
            let long = last.0 - first.0 + 1;
            return Err(Problem::impossible(
                format!("The lunar month {month} of {year} has {long} days."),
                "Mend the day or the month.",
            ));
        }
        let clock = self
            .clock
            .map(|minutes| Base::Minute(day, minutes.min(24 * 60), self.zone));
        Ok(Shape::Point(match clock {
            Some(base) => Point::plain(base),
            None => point(day),
        }))
    }

    fn base(&self, rules: &mut Vec<String>) -> Result<Base, Problem> {
        if let Some(century) = self.century {
            return Ok(Base::Century(century));
        }
        if let Some(decade) = self.decade {
            return Ok(Base::Decade(decade));
        }
        if let Some(monday) = self.week {
            return Ok(Base::Week(monday));
        }
        let Some(year) = self.year else {
            return Err(Problem {
                code: "date-not-understood",
                message: "The year is missing.".into(),
                help: "Write the year too: 13 May 1950.".into(),
            });
        };
        if year == 0 {
            return Err(Problem::impossible(
                "There is no year 0: 1 BC is followed by AD 1.",
                "Write the year as 1 BC or AD 1.",
            ));
        }
        if let Some(days) = self.easter {
            return Ok(Base::Day(easter(year).plus(days)));
        }
        if self.fiscal {
            return Ok(Base::Fiscal(year));
        }
        if let Some(season) = self.season {
            return Ok(Base::Season(year, season));
        }
        if let Some(quarter) = self.quarter {
            return Ok(Base::Quarter(year, quarter));
        }
        if let Some(half) = self.half {
            return Ok(Base::Half(year, half));
        }
        let Some(month) = self.month else {
            return Ok(match self.part {
                Some(Part::FirstHalf) => Base::Half(year, 1),
                Some(Part::SecondHalf) => Base::Half(year, 2),
                _ => Base::Year(year),
            });
        };
        if !(1..=12).contains(&month) {
            return Err(Problem::impossible(
                format!("There is no month {month}."),
                "Months go from 1 to 12; write the month as a word: 13 May 1950.",
            ));
        }
        let Some(day) = self.day else {
            return Ok(Base::Month(year, month));
        };
        let day = self.civil_day(year, month, day, rules)?;
        let day = day.plus(-i32::from(self.night_before));
        Ok(match self.clock {
            Some(minutes) => Base::Minute(day, minutes.min(24 * 60), self.zone),
            None => Base::Day(day),
        })
    }

    fn civil_day(
        &self,
        year: i32,
        month: u32,
        day: u32,
        rules: &mut Vec<String>,
    ) -> Result<Day, Problem> {
        if let Some(new) = self.new_style {
            return both_styles(year, (month, day), new, rules);
        }
        if self.old_style {
            let settled = self.year_to.unwrap_or(year);
            rules.push("Old Style: the Julian calendar, given here as Gregorian".into());
            if self.year_to.is_some() {
                rules.push(
                    "two years written as one: the later, by which the year begins on 1 January"
                        .into(),
                );
            }
            return Day::from_julian(settled, month, day)
                .ok_or_else(|| no_such_day(settled, month, day, true));
        }
        Day::from_ymd(year, month, day).ok_or_else(|| no_such_day(year, month, day, false))
    }

    fn check_weekday(&self, base: Base) -> Result<(), Problem> {
        let (Some(said), Base::Day(_) | Base::Minute(..)) = (self.weekday, base) else {
            return Ok(());
        };
        let day = base.days().0;
        if day.weekday() == said {
            return Ok(());
        }
        Err(Problem::impossible(
            format!("{day} was a {}, not a {said}.", day.weekday()),
            "Leave the day of the week out, or mend the day or the year.",
        ))
    }

    /// Months and years of the Julian calendar are stretches of Gregorian days.
    fn julian(
        &self,
        base: Base,
        point: impl Fn(Base) -> Point,
        rules: &mut Vec<String>,
    ) -> Result<Shape, Problem> {
        let ends = match base {
            Base::Month(y, m) => {
                Day::from_julian(y, m, 1).zip(Day::from_julian(y, m, last_julian_day(y, m)))
            }
            Base::Year(y) => Day::from_julian(y, 1, 1).zip(Day::from_julian(y, 12, 31)),
            Base::Day(_) | Base::Minute(..) => {
                self.check_weekday(base)?;
                return Ok(Shape::Point(point(base)));
            }
            other => return Ok(Shape::Point(point(other))),
        };
        rules.push("Old Style: the Julian calendar, given here as Gregorian".into());
        let (first, last) =
            ends.ok_or_else(|| Problem::impossible("There is no such month.", "Mend the date."))?;
        Ok(Shape::Range(
            point(Base::Day(first)),
            point(Base::Day(last)),
        ))
    }
}

const LUNAR: &str = "the lunisolar calendar of East Asia, given here as Gregorian";

/// The number that stands for the last day of a lunar month.
pub(super) const LAST_OF_MONTH: u32 = 99;

fn no_such_month(year: i32, month: u32, leap: bool) -> Problem {
    let leap = if leap { "leap " } else { "" };
    Problem::impossible(
        format!("There is no {leap}lunar month {month} in {year}."),
        "Leave the word for a leap month out, or mend the year.",
    )
}

/// A day told in both calendars: 25 October (7 November) 1917. They must agree.
fn both_styles(
    year: i32,
    old: (u32, u32),
    new: NewStyle,
    rules: &mut Vec<String>,
) -> Result<Day, Problem> {
    // A year before the brackets is the Julian day's; one after them is the Gregorian's, which may have turned already.
    let julian_years = if new.julian_year_said {
        [year, year]
    } else {
        [year, year - 1]
    };
    let agreed = julian_years.iter().find_map(|julian| {
        let day = Day::from_julian(*julian, old.0, old.1)?;
        let (y, m, d) = day.ymd();
        let own_year = if new.julian_year_said {
            new.year
        } else {
            Some(year)
        };
        ((m, d) == (new.month, new.day) && own_year.is_none_or(|own| own == y)).then_some(day)
    });
    rules.push("told in both calendars, the Julian day first".into());
    agreed.ok_or_else(|| {
        Problem::impossible(
            "The day of the Julian calendar and the one in brackets are not the same day.",
            "Mend one of them, or leave the brackets out.",
        )
    })
}

/// Easter Sunday: by the Julian reckoning to 1582, by the Gregorian since.
fn easter(year: i32) -> Day {
    let golden = year.rem_euclid(19);
    if year <= 1582 {
        let moon = (19 * golden + 15).rem_euclid(30);
        let week = (2 * year.rem_euclid(4) + 4 * year.rem_euclid(7) - moon + 34).rem_euclid(7);
        let sum = moon + week + 114;
        return Day::from_julian(year, (sum / 31) as u32, (sum % 31 + 1) as u32)
            .unwrap_or(first_of(year, 4));
    }
    let (century, of_century) = (year.div_euclid(100), year.rem_euclid(100));
    let shift = (century - (century + 8) / 25 + 1) / 3;
    let moon = (19 * golden + century - century / 4 - shift + 15).rem_euclid(30);
    let week =
        (32 + 2 * (century % 4) + 2 * (of_century / 4) - moon - of_century % 4).rem_euclid(7);
    let late = (golden + 11 * moon + 22 * week) / 451;
    let sum = moon + week - 7 * late + 114;
    Day::from_ymd(year, (sum / 31) as u32, (sum % 31 + 1) as u32).unwrap_or(first_of(year, 4))
}

fn last_julian_day(year: i32, month: u32) -> u32 {
    (28..=31)
        .rev()
        .find(|d| Day::from_julian(year, month, *d).is_some())
        .unwrap_or(28)
}

fn no_such_day(year: i32, month: u32, day: u32, julian: bool) -> Problem {
    let name = MONTHS[month as usize - 1];
    let last = if julian {
        last_julian_day(year, month)
    } else {
        days_in_month(year, month)
    };
    let first = first_of(year, month);
    Problem::impossible(
        format!(
            "There is no {day} {name} {}: the month ends on the {last}th.",
            first.ymd().0
        )
        .replace("31th", "31st"),
        format!("Write a day from 1 to {last}, or only {name} {year}."),
    )
}

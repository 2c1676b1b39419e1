//! The Islamic, the Hebrew and the French Republican calendar, as far as their words bound civil days.
//!
//! Days of the first two begin at sunset, so each lies on two civil days. Islamic months begin when the crescent is seen: the
//! reckoned day is bounded by one day more on either side, unless a day of the week is told that settles it. The arithmetic is that
//! of `calendrical_calculations` (Reingold and Dershowitz); the Republican years are a table of the equinoxes as they were decreed.

use super::calendar::Day;
use super::partial::{Partial, Problem};
use super::shape::{Point, Shape};
use super::stretch::{Base, DayPart};
use calendrical_calculations::hebrew::{ADAR, ADARII, BookHebrew};
use calendrical_calculations::islamic::{ISLAMIC_EPOCH_FRIDAY, fixed_from_tabular_islamic};
use calendrical_calculations::rata_die::RataDie;

/// A calendar other than the Gregorian, the Julian and the lunisolar ones of East Asia.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Calendar {
    Islamic,
    Hebrew,
    Republican,
    /// Its months are known by name, and nothing more.
    Unread,
}

/// Adar where it is not said which of the two a leap year has; the first of them has its own number.
const FIRST_ADAR: u32 = 14;
/// The five or six days after the twelfth Republican month.
pub(super) const COMPLEMENTARY: u32 = 13;

impl Calendar {
    /// By the number that tables of words give.
    pub(super) fn numbered(number: i32) -> Option<Calendar> {
        Some(match number {
            1 => Calendar::Islamic,
            2 => Calendar::Hebrew,
            3 => Calendar::Republican,
            9 => Calendar::Unread,
            _ => return None,
        })
    }

    fn name(self) -> &'static str {
        match self {
            Calendar::Islamic => "Islamic",
            Calendar::Hebrew => "Hebrew",
            Calendar::Republican => "French Republican",
            Calendar::Unread => "unread",
        }
    }

    /// What a found date says of how it was read.
    pub(super) fn because(self) -> &'static str {
        match self {
            Calendar::Islamic => {
                "the Islamic calendar: the month is reckoned, and may have begun a day earlier or later"
            }
            Calendar::Hebrew => {
                "the Hebrew calendar: the day begins at sunset of the civil day before"
            }
            Calendar::Republican => "the French Republican calendar",
            Calendar::Unread => "a calendar that is not read here",
        }
    }

    /// True for the numbers by which its own years are told; any other year beside its months is a civil one.
    pub(super) fn counts(self, year: u32) -> bool {
        match self {
            Calendar::Islamic => (1..1600).contains(&year),
            Calendar::Hebrew => (3000..6000).contains(&year),
            Calendar::Republican => (1..=14).contains(&year),
            Calendar::Unread => false,
        }
    }

    /// First and last day of a month; `None` when it has no such month.
    pub(super) fn month(self, year: i32, month: u32) -> Option<(Day, Day)> {
        match self {
            Calendar::Islamic => islamic_month(year, month),
            Calendar::Hebrew => hebrew_month(year, month),
            Calendar::Republican => republican_month(year, month),
            Calendar::Unread => None,
        }
    }

    fn year(self, year: i32) -> Option<(Day, Day)> {
        let (first, last) = match self {
            Calendar::Islamic => (1, 12),
            Calendar::Hebrew => (7, 6),
            Calendar::Republican => (1, COMPLEMENTARY),
            Calendar::Unread => return None,
        };
        Some((self.month(year, first)?.0, self.month(year, last)?.1))
    }

    /// The years of this calendar that begin or end in a civil one, the earliest first.
    fn years_of(self, civil: i32) -> Vec<i32> {
        let first = match self {
            Calendar::Islamic => (civil - 622) * 33 / 32,
            Calendar::Hebrew => civil + 3760,
            Calendar::Republican => civil - 1792,
            Calendar::Unread => return Vec::new(),
        };
        (first - 1..=first + 2)
            .filter(|y| u32::try_from(*y).is_ok_and(|y| self.counts(y)))
            .collect()
    }
}

/// The shape of a date that names its calendar, a month of it, or both.
pub(super) fn shape(
    p: &Partial,
    calendar: Calendar,
    rules: &mut Vec<String>,
) -> Result<Shape, Problem> {
    if calendar == Calendar::Unread {
        return Err(Problem {
            code: "date-not-understood",
            message: "The month is one of a calendar that is not read here.".into(),
            help: "Write the day of the Gregorian calendar, and keep the words of the source as a quotation.".into(),
        });
    }
    rules.push(format!(
        "the {} calendar, given here as Gregorian",
        calendar.name()
    ));
    let years = match p.year {
        Some(year) if p.calendar_year => vec![year],
        Some(civil) => calendar.years_of(civil),
        None => Vec::new(),
    };
    let mut problem = None;
    for year in years {
        match in_year(p, calendar, year, rules) {
            Ok(shape) if p.calendar_year || falls_in(&shape, p.year) => return Ok(shape),
            Ok(_) => (),
            Err(found) => problem = problem.or(Some(found)),
        }
    }
    Err(problem.unwrap_or_else(|| no_year(calendar)))
}

/// The stretch lies in this civil year, at least in part.
fn falls_in(shape: &Shape, civil: Option<i32>) -> bool {
    let last = shape.points().last().map(|p| p.base.days().1.ymd().0);
    last == civil
}

fn in_year(
    p: &Partial,
    calendar: Calendar,
    year: i32,
    rules: &mut Vec<String>,
) -> Result<Shape, Problem> {
    let Some(month) = p.month else {
        let (first, last) = calendar.year(year).ok_or_else(|| no_year(calendar))?;
        return Ok(long(p, calendar, first, last, rules));
    };
    let both = calendar == Calendar::Hebrew && month == u32::from(ADAR) && is_leap_hebrew(year);
    let (first, last) = calendar
        .month(year, month)
        .ok_or_else(|| no_such_month(calendar, year))?;
    let Some(number) = p.day else {
        let last = if both {
            hebrew_month(year, u32::from(ADARII)).map_or(last, |(_, last)| last)
        } else {
            last
        };
        return Ok(long(p, calendar, first, last, rules));
    };
    // A month of 29 reckoned days has had 30 where the crescent was seen late.
    let seen_late = calendar == Calendar::Islamic && last.plus(1) == first.plus(29);
    let day = within(first, last.plus(i32::from(seen_late)), number)?;
    if !both {
        return on_day(p, calendar, day, rules);
    }
    rules.push("the year has two months of Adar, and it is not said which".into());
    let second = hebrew_month(year, u32::from(ADARII)).map(|(a, b)| within(a, b, number));
    Ok(Shape::OneOf(
        [Some(Ok(day)), second]
            .into_iter()
            .flatten()
            .flatten()
            .map(|day| sunset_to_sunset(p, day, day))
            .collect(),
    ))
}

/// The day of this number in a month.
fn within(first: Day, last: Day, number: u32) -> Result<Day, Problem> {
    let day = first.plus(number as i32 - 1);
    if number == 0 || day > last {
        let long = last.0 - first.0 + 1;
        return Err(Problem::impossible(
            format!("The month has {long} days in that year."),
            "Mend the day, the month or the year.",
        ));
    }
    Ok(day)
}

/// One day: of midnight to midnight, of sunset to sunset, or of sunset to sunset and a day either side.
fn on_day(
    p: &Partial,
    calendar: Calendar,
    day: Day,
    rules: &mut Vec<String>,
) -> Result<Shape, Problem> {
    if calendar == Calendar::Islamic {
        let near = |day: &Day| p.weekday == Some(day.weekday());
        if p.weekday.is_none() {
            rules.push(SIGHTED.into());
            return Ok(one_of(sunset_to_sunset(p, day.plus(-1), day.plus(1))));
        }
        rules.push("the day of the week settles when the month began".into());
        let settled = [0, -1, 1, -2, 2].map(|by| day.plus(by)).into_iter();
        let day = settled.into_iter().find(near).ok_or_else(no_such_weekday)?;
        return Ok(one_of(sunset_to_sunset(p, day, day)));
    }
    if p.weekday.is_some_and(|said| said != day.weekday()) {
        return Err(no_such_weekday());
    }
    if calendar == Calendar::Hebrew {
        rules.push("the day begins at sunset of the civil day before".into());
        return Ok(one_of(sunset_to_sunset(p, day, day)));
    }
    let base = match p.clock {
        Some(minutes) => Base::Minute(day, minutes.min(24 * 60), p.zone),
        None => Base::Day(day),
    };
    Ok(Shape::Point(Point {
        day_part: p.day_part,
        ..said(p, base)
    }))
}

const SIGHTED: &str =
    "the month begins when the crescent is seen: a day more on either side of the reckoned one";

/// A month or a year, from its first day to its last.
fn long(p: &Partial, calendar: Calendar, first: Day, last: Day, rules: &mut Vec<String>) -> Shape {
    match calendar {
        Calendar::Republican => Shape::Range(said(p, Base::Day(first)), said(p, Base::Day(last))),
        Calendar::Islamic => {
            rules.push(SIGHTED.into());
            sunset_to_sunset(p, first.plus(-1), last.plus(1))
        }
        _ => sunset_to_sunset(p, first, last),
    }
}

/// From the evening before the first day to the end of the last.
fn sunset_to_sunset(p: &Partial, first: Day, last: Day) -> Shape {
    let eve = Point {
        day_part: Some(DayPart::Evening),
        ..said(p, Base::Day(first.plus(-1)))
    };
    Shape::Range(eve, said(p, Base::Day(last)))
}

fn one_of(shape: Shape) -> Shape {
    Shape::OneOf(vec![shape])
}

fn said(p: &Partial, base: Base) -> Point {
    Point {
        approximate: p.approximate,
        uncertain: p.uncertain,
        ..Point::plain(base)
    }
}

fn no_such_weekday() -> Problem {
    Problem::impossible(
        "That day was no such day of the week.",
        "Leave the day of the week out, or mend the day or the year.",
    )
}

fn no_such_month(calendar: Calendar, year: i32) -> Problem {
    Problem::impossible(
        format!(
            "The year {year} of the {} calendar has no such month.",
            calendar.name()
        ),
        "Mend the month or the year.",
    )
}

fn no_year(calendar: Calendar) -> Problem {
    let (message, help) = match calendar {
        Calendar::Republican => (
            "The French Republican calendar was in use in the years I to XIV, from 22 September 1792 to 31 December 1805.",
            "Write the year of the Republic: 18 Brumaire, year VIII.",
        ),
        Calendar::Hebrew => (
            "The year of the Hebrew calendar is missing or not one of its years.",
            "Write the year since the creation: 5 Nisan 5708.",
        ),
        _ => (
            "The year of the Islamic calendar is missing or not one of its years.",
            "Write the year of the Hijra: 12 Ramadan 1368.",
        ),
    };
    Problem::impossible(message, help)
}

fn civil(fixed: RataDie) -> Option<Day> {
    // Both count from the same day, but the library gives it the number 1.
    i32::try_from(fixed.to_i64_date() - 1).ok().map(Day)
}

fn islamic_month(year: i32, month: u32) -> Option<(Day, Day)> {
    let number = u8::try_from(month).ok().filter(|m| (1..=12).contains(m))?;
    let first = |year, number| {
        civil(fixed_from_tabular_islamic(
            year,
            number,
            1,
            ISLAMIC_EPOCH_FRIDAY,
        ))
    };
    let next = match number {
        12 => first(year + 1, 1)?,
        _ => first(year, number + 1)?,
    };
    Some((first(year, number)?, next.plus(-1)))
}

fn is_leap_hebrew(year: i32) -> bool {
    BookHebrew::is_hebrew_leap_year(year)
}

/// Months are counted from Nisan, years from Tishri.
fn hebrew_month(year: i32, month: u32) -> Option<(Day, Day)> {
    let month = match month {
        FIRST_ADAR if is_leap_hebrew(year) => u32::from(ADAR),
        FIRST_ADAR => return None,
        month => month,
    };
    let month = u8::try_from(month).ok()?;
    if !(1..=ADARII).contains(&month) || (month == ADARII && !is_leap_hebrew(year)) {
        return None;
    }
    let first = civil(BookHebrew::fixed_from_book_hebrew(BookHebrew {
        year,
        month,
        day: 1,
    }))?;
    let long = BookHebrew::last_day_of_book_hebrew_month(year, month);
    Some((first, first.plus(i32::from(long) - 1)))
}

/// The day in September of 1792 to 1805 with which each Republican year began.
const REPUBLICAN_YEARS: [u32; 15] = [22, 22, 22, 23, 22, 22, 22, 23, 23, 23, 23, 24, 23, 23, 23];

fn republican_new_year(year: i32) -> Option<Day> {
    let day = *REPUBLICAN_YEARS.get(usize::try_from(year - 1).ok()?)?;
    Day::from_ymd(1791 + year, 9, day)
}

fn republican_month(year: i32, month: u32) -> Option<(Day, Day)> {
    if !(1..=14).contains(&year) || !(1..=COMPLEMENTARY).contains(&month) {
        return None;
    }
    let first = republican_new_year(year)?.plus(month as i32 * 30 - 30);
    let last = match month {
        COMPLEMENTARY => republican_new_year(year + 1)?.plus(-1),
        _ => first.plus(29),
    };
    Some((first, last))
}

//! Days and ticks: the proleptic Gregorian calendar, and the Julian one converted to it.
//!
//! A [`Tick`] is one minute, a [`Day`] one civil day; both count from 1 January of the year 1.
//! Years are astronomical: the year before 1 is 0, which historians write 1 BC.

use std::fmt;

/// Minutes since 0001-01-01T00:00, proleptic Gregorian.
pub type Tick = i64;

/// Ticks in one day.
pub const DAY: Tick = 24 * 60;

/// A civil day, counted from 1 January of the year 1 (proleptic Gregorian), which is day 0.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Day(pub i32);

/// A day of the week.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Weekday {
    /// Monday, the first day of an ISO week.
    Monday,
    /// Tuesday.
    Tuesday,
    /// Wednesday.
    Wednesday,
    /// Thursday.
    Thursday,
    /// Friday.
    Friday,
    /// Saturday.
    Saturday,
    /// Sunday.
    Sunday,
}

/// English names of the months, January first.
pub const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

impl Weekday {
    /// The weekday with this ISO number, 1 (Monday) to 7 (Sunday).
    pub fn from_number(number: u32) -> Option<Weekday> {
        WEEKDAYS
            .get(usize::try_from(number).ok()?.checked_sub(1)?)
            .copied()
    }

    /// The ISO number, 1 (Monday) to 7 (Sunday).
    pub fn number(self) -> u32 {
        self as u32 + 1
    }
}

impl fmt::Display for Weekday {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{self:?}")
    }
}

impl Day {
    /// The day of a Gregorian year, month (1 to 12) and day of the month; `None` when there is no such day.
    pub fn from_ymd(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month)
            || day == 0
            || day > days_in_month(year, month)
            || year.abs() > 1_000_000
        {
            return None;
        }
        Some(Day(days_before_year(year)
            + days_before_month(year, month)
            + day as i32
            - 1))
    }

    /// The Gregorian year, month and day of the month.
    pub fn ymd(self) -> (i32, u32, u32) {
        // A first guess by the mean length of a year is off by one at most.
        let mut year = (i64::from(self.0) * 400).div_euclid(146_097) as i32 + 1;
        let mut before = days_before_year(year);
        if before > self.0 {
            year -= 1;
            before = days_before_year(year);
        } else if before + 365 + i32::from(is_leap(year)) <= self.0 {
            before += 365 + i32::from(is_leap(year));
            year += 1;
        }
        let in_year = self.0 - before;
        // No month is longer than 31 days: the guess is right, or one too early.
        let mut month = in_year as u32 / 31 + 1;
        if month < 12 && days_before_month(year, month + 1) <= in_year {
            month += 1;
        }
        (
            year,
            month,
            (in_year - days_before_month(year, month)) as u32 + 1,
        )
    }

    /// The day of a Julian year, month and day of the month; `None` when there is no such day.
    ///
    /// The year begins on 1 January: a date of the English or Russian legal year has its year settled before.
    pub fn from_julian(year: i32, month: u32, day: u32) -> Option<Day> {
        if !(1..=12).contains(&month)
            || day == 0
            || day > julian_days_in_month(year, month)
            || year.abs() > 1_000_000
        {
            return None;
        }
        let before = julian_days_before_year(year) + MONTH_STARTS[month as usize - 1];
        let leap = i32::from(month > 2 && is_julian_leap(year));
        Some(Day(before + leap + day as i32 - 1))
    }

    /// The Julian year, month and day of the month.
    pub fn julian_ymd(self) -> (i32, u32, u32) {
        let mut year = (i64::from(self.0) * 4).div_euclid(1461) as i32 + 1;
        while julian_days_before_year(year) > self.0 {
            year -= 1;
        }
        while julian_days_before_year(year + 1) <= self.0 {
            year += 1;
        }
        let mut rest = self.0 - julian_days_before_year(year);
        let mut month = 1;
        while rest >= julian_days_in_month(year, month) as i32 {
            rest -= julian_days_in_month(year, month) as i32;
            month += 1;
        }
        (year, month, rest as u32 + 1)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        WEEKDAYS[self.0.rem_euclid(7) as usize]
    }

    /// The first tick of the day.
    pub fn start(self) -> Tick {
        Tick::from(self.0) * DAY
    }

    /// The last tick of the day.
    pub fn end(self) -> Tick {
        self.start() + DAY - 1
    }

    /// The day that holds this tick.
    pub fn of(tick: Tick) -> Day {
        Day(tick.div_euclid(DAY) as i32)
    }

    /// The day this many days later (earlier when negative).
    pub fn plus(self, days: i32) -> Day {
        Day(self.0.saturating_add(days))
    }

    /// The same day of the month this many months later, or the last day of that month when it is shorter.
    pub fn plus_months(self, months: i32) -> Day {
        let (year, month, day) = self.ymd();
        let (year, month) = add_months(year, month, months);
        Day::from_ymd(year, month, day.min(days_in_month(year, month))).unwrap_or(self)
    }

    /// The ISO week as year and week number, 1 to 53.
    pub fn iso_week(self) -> (i32, u32) {
        let thursday = self.plus(4 - self.weekday().number() as i32);
        let year = thursday.ymd().0;
        (year, ((thursday.0 - days_before_year(year)) / 7) as u32 + 1)
    }

    /// As ISO 8601 writes it: `1950-05-13`.
    pub fn iso(self) -> String {
        let (year, month, day) = self.ymd();
        format!("{}-{month:02}-{day:02}", iso_year(year))
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = self.ymd();
        let name = MONTHS[month as usize - 1];
        match year {
            ..=0 => write!(f, "{day} {name} {} BC", 1 - year),
            1..=99 => write!(f, "{day} {name} AD {year}"),
            _ => write!(f, "{day} {name} {year}"),
        }
    }
}

/// A year in at least four digits, with a minus before the year 0.
pub fn iso_year(year: i32) -> String {
    if year < 0 {
        format!("-{:04}", -i64::from(year))
    } else {
        format!("{year:04}")
    }
}

/// Number of days of a Gregorian month (1 to 12).
pub fn days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

/// The year and month this many months later (earlier when negative).
pub fn add_months(year: i32, month: u32, months: i32) -> (i32, u32) {
    let total = i64::from(year) * 12 + i64::from(month) - 1 + i64::from(months);
    (total.div_euclid(12) as i32, total.rem_euclid(12) as u32 + 1)
}

/// True for a Gregorian leap year.
pub fn is_leap(year: i32) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

const MONTH_STARTS: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];

fn days_before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - past.div_euclid(100) + past.div_euclid(400)
}

fn days_before_month(year: i32, month: u32) -> i32 {
    MONTH_STARTS[month as usize - 1] + i32::from(month > 2 && is_leap(year))
}

fn is_julian_leap(year: i32) -> bool {
    year.rem_euclid(4) == 0
}

/// The Julian 1 January of the year 1 is two days before the Gregorian one.
fn julian_days_before_year(year: i32) -> i32 {
    let past = year - 1;
    past * 365 + past.div_euclid(4) - 2
}

fn julian_days_in_month(year: i32, month: u32) -> u32 {
    match month {
        2 if is_julian_leap(year) => 29,
        2 => 28,
        _ => days_in_month(1, month),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn days_known_from_history() {
        let day = Day::from_ymd(1950, 6, 25).unwrap();
        assert_eq!(day.weekday(), Weekday::Sunday);
        assert_eq!(day.to_string(), "25 June 1950");
        assert_eq!(day.end() - day.start(), 1439);
        // The day of the October Revolution, Julian and Gregorian.
        assert_eq!(Day::from_julian(1917, 10, 25), Day::from_ymd(1917, 11, 7));
        // The last Julian day in Catholic Europe is followed by 15 October.
        assert_eq!(
            Day::from_julian(1582, 10, 4).unwrap().plus(1),
            Day::from_ymd(1582, 10, 15).unwrap()
        );
        assert_eq!(Day::from_ymd(1, 1, 1), Some(Day(0)));
        assert_eq!(Day::from_ymd(1950, 2, 30), None);
        assert_eq!(Day::from_julian(1700, 2, 29).unwrap().iso(), "1700-03-11");
        assert_eq!(Day::from_ymd(2021, 1, 3).unwrap().iso_week(), (2020, 53));
    }

    /// The second implementation: walk day by day.
    fn walk(leap: fn(i32) -> bool, mut date: (i32, u32, u32), days: u32) -> (i32, u32, u32) {
        for _ in 0..days {
            let long = match date.1 {
                2 => 28 + u32::from(leap(date.0)),
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            date = match date {
                (y, 12, d) if d == long => (y + 1, 1, 1),
                (y, m, d) if d == long => (y, m + 1, 1),
                (y, m, d) => (y, m, d + 1),
            };
        }
        date
    }

    proptest! {
        #[test]
        fn gregorian_agrees_with_walking(days in 0u32..900_000) {
            let expected = walk(|y| y % 400 == 0 || (y % 4 == 0 && y % 100 != 0), (1, 1, 1), days);
            let day = Day(days as i32);
            prop_assert_eq!(day.ymd(), expected);
            prop_assert_eq!(Day::from_ymd(expected.0, expected.1, expected.2), Some(day));
        }

        #[test]
        fn julian_agrees_with_walking(days in 0u32..900_000) {
            // The Julian 3 January of the year 1 is day 0.
            let expected = walk(|y| y % 4 == 0, (1, 1, 3), days);
            let day = Day(days as i32);
            prop_assert_eq!(day.julian_ymd(), expected);
            prop_assert_eq!(Day::from_julian(expected.0, expected.1, expected.2), Some(day));
        }

        #[test]
        fn calendars_round_trip_before_the_year_one(days in -900_000i32..0) {
            let (y, m, d) = Day(days).ymd();
            prop_assert_eq!(Day::from_ymd(y, m, d), Some(Day(days)));
            let (y, m, d) = Day(days).julian_ymd();
            prop_assert_eq!(Day::from_julian(y, m, d), Some(Day(days)));
            prop_assert_eq!(Day::of(Day(days).end()), Day(days));
        }
    }
}

//! The lunisolar months of East Asia, reckoned from the sun and the moon.
//!
//! A month begins on the day of the new moon. The month that holds the winter solstice is the eleventh; where thirteen months lie
//! between two of these, the first without one of the twelve principal terms of the sun is a leap month. To 1644 the terms are
//! spaced evenly, since then they follow the true sun. New moons and the sun are those of Meeus, *Astronomical Algorithms*
//! (chapters 25 and 49), good to some minutes: a month may begin a day off where a new moon falls so close to midnight.

use super::calendar::Day;
use std::cell::RefCell;

/// Where the days begin that the months are counted in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) enum Place {
    /// Beijing, whose almanac Korea followed until 1911.
    #[default]
    China,
    /// Seoul.
    Korea,
    /// Kyoto, until 1872.
    Japan,
}

/// A year before this has its terms evenly spaced.
const TRUE_SUN: i32 = 1645;
/// Midnight before day 0, as a Julian date.
const EPOCH: f64 = 1_721_425.5;
/// Days from one principal term to the next, evenly spaced.
const EVEN: f64 = 365.2422 / 12.0;

/// First and last day of a month of the lunisolar year that begins in this civil year; `None` when there is no such month.
pub(super) fn month(year: i32, number: u32, leap: bool, place: Place) -> Option<(Day, Day)> {
    if !(-700..=3000).contains(&year) || !(1..=12).contains(&number) {
        return None;
    }
    // The eleventh and twelfth months belong to the run that ends with the next solstice.
    known_run(year + i32::from(number >= 11), place, |run| {
        run.month(number, leap)
    })
}

thread_local! {
    /// The runs reckoned last: a text stays in few years, and the sun and the moon cost much.
    static KNOWN: RefCell<Vec<((i32, Place), Run)>> = const { RefCell::new(Vec::new()) };
}

fn known_run<T>(year: i32, place: Place, take: impl FnOnce(&Run) -> T) -> T {
    const KEPT: usize = 32;
    KNOWN.with_borrow_mut(|known| {
        if let Some((_, run)) = known.iter().find(|(key, _)| *key == (year, place)) {
            return take(run);
        }
        if known.len() == KEPT {
            known.remove(0);
        }
        known.push(((year, place), Run::ending_in(year, place)));
        take(&known[known.len() - 1].1)
    })
}

/// The months from one eleventh month to the next.
struct Run {
    months: Vec<Month>,
    end: Day,
}

struct Month {
    number: u32,
    leap: bool,
    first: Day,
}

impl Run {
    /// First and last day of a month of this run.
    fn month(&self, number: u32, leap: bool) -> Option<(Day, Day)> {
        let at = self
            .months
            .iter()
            .position(|m| (m.number, m.leap) == (number, leap))?;
        let next = self.months.get(at + 1).map_or(self.end, |next| next.first);
        Some((self.months[at].first, next.plus(-1)))
    }

    /// From the eleventh month of the year before to the tenth of this one.
    fn ending_in(year: i32, place: Place) -> Run {
        let solstice = winter_solstice(year - 1);
        let begin = month_of(solstice, place, year);
        let end = new_moon_day(month_of(winter_solstice(year), place, year), place, year);
        let mut starts = Vec::new();
        let mut k = begin;
        while new_moon_day(k, place, year) < end {
            starts.push(new_moon_day(k, place, year));
            k += 1;
        }
        let long = starts.len() > 12;
        let (mut number, mut leaped) = (10, !long);
        let mut months = Vec::new();
        for (at, first) in starts.iter().enumerate() {
            let next = starts.get(at + 1).copied().unwrap_or(end);
            let leap = !leaped && at > 0 && !holds_a_term(*first, next, solstice, place, year);
            leaped |= leap;
            if !leap {
                number = number % 12 + 1;
            }
            months.push(Month {
                number,
                leap,
                first: *first,
            });
        }
        Run { months, end }
    }
}

/// True when one of the principal terms falls between these two days.
fn holds_a_term(first: Day, next: Day, solstice: f64, place: Place, year: i32) -> bool {
    let term = |day: Day| {
        let instant = midnight(day, place, year);
        if year < TRUE_SUN {
            ((instant - solstice) / EVEN).floor()
        } else {
            (sun(instant) / 30.0).floor()
        }
    };
    term(first) != term(next)
}

/// The number of the new moon that begins the month of an instant.
fn month_of(instant: f64, place: Place, year: i32) -> i32 {
    let day = day_of(instant, place, year);
    let mut k = ((instant - 2_451_550.1) / 29.530_588_861).floor() as i32 + 1;
    while new_moon_day(k, place, year) > day {
        k -= 1;
    }
    k
}

fn new_moon_day(k: i32, place: Place, year: i32) -> Day {
    day_of(new_moon(k), place, year)
}

/// Days by which the clock of the place is ahead of Greenwich, less what the rotation of the earth lags behind.
fn ahead(place: Place, year: i32) -> f64 {
    let hours = match (place, year) {
        (Place::Korea, 1912..) => 9.0,
        (Place::Japan, _) => 9.06,
        (_, 1929..) => 8.0,
        _ => 7.76,
    };
    let lag = match year {
        ..1600 => 200.0,
        1600..1700 => 60.0,
        1700..1900 => 10.0,
        _ => 40.0,
    };
    hours / 24.0 - lag / 86_400.0
}

fn day_of(instant: f64, place: Place, year: i32) -> Day {
    Day((instant + ahead(place, year) - EPOCH).floor() as i32)
}

fn midnight(day: Day, place: Place, year: i32) -> f64 {
    f64::from(day.0) + EPOCH - ahead(place, year)
}

/// The winter solstice in December of this year.
fn winter_solstice(year: i32) -> f64 {
    let december = Day::from_ymd(year, 12, 21).unwrap_or(Day(0));
    let mut instant = f64::from(december.0) + EPOCH;
    for _ in 0..4 {
        let short = (270.0 - sun(instant) + 540.0).rem_euclid(360.0) - 180.0;
        instant += short * 365.2422 / 360.0;
    }
    instant
}

/// The apparent longitude of the sun, in degrees.
pub(super) fn sun(instant: f64) -> f64 {
    let t = (instant - 2_451_545.0) / 36_525.0;
    let mean = 280.466_46 + 36_000.769_83 * t + 0.000_303_2 * t * t;
    let m = 357.529_11 + 35_999.050_29 * t - 0.000_153_7 * t * t;
    let centre = (1.914_602 - 0.004_817 * t) * sin(m)
        + (0.019_993 - 0.000_101 * t) * sin(2.0 * m)
        + 0.000_289 * sin(3.0 * m);
    let seen = -0.005_69 - 0.004_78 * sin(125.04 - 1934.136 * t);
    (mean + centre + seen).rem_euclid(360.0)
}

/// The instant of a new moon, counted from the one of 6 January 2000.
fn new_moon(k: i32) -> f64 {
    let k = f64::from(k);
    let t = k / 1236.85;
    let e = 1.0 - 0.002_516 * t - 0.000_007_4 * t * t;
    let sun = 2.5534 + 29.105_356_70 * k - 0.000_001_4 * t * t;
    let moon = 201.5643 + 385.816_935_28 * k + 0.010_758_2 * t * t + 0.000_012_38 * t * t * t;
    let node = 160.7108 + 390.670_502_84 * k - 0.001_611_8 * t * t;
    let rising = 124.7746 - 1.563_755_88 * k + 0.002_067_2 * t * t;
    let terms = [
        (-0.407_20, moon),
        (0.172_41 * e, sun),
        (0.016_08, 2.0 * moon),
        (0.010_39, 2.0 * node),
        (0.007_39 * e, moon - sun),
        (-0.005_14 * e, moon + sun),
        (0.002_08 * e * e, 2.0 * sun),
        (-0.001_11, moon - 2.0 * node),
        (-0.000_57, moon + 2.0 * node),
        (0.000_56 * e, 2.0 * moon + sun),
        (-0.000_42, 3.0 * moon),
        (0.000_42 * e, sun + 2.0 * node),
        (0.000_38 * e, sun - 2.0 * node),
        (-0.000_24 * e, 2.0 * moon - sun),
        (-0.000_17, rising),
    ];
    let mean = 2_451_550.097_66 + 29.530_588_861 * k + 0.000_154_37 * t * t;
    terms
        .iter()
        .fold(mean, |sum, (size, angle)| sum + size * sin(*angle))
}

fn sin(degrees: f64) -> f64 {
    degrees.rem_euclid(360.0).to_radians().sin()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(year: i32, number: u32, leap: bool, of: i32, place: Place) -> String {
        month(year, number, leap, place)
            .map_or("none".into(), |(first, _)| first.plus(of - 1).iso())
    }

    /// New years and days that history has in both calendars.
    #[test]
    fn days_known_in_both_calendars() {
        let china = |y, m, d| day(y, m, false, d, Place::China);
        insta::assert_snapshot!(china(1950, 1, 1), @"1950-02-17");
        insta::assert_snapshot!(china(2000, 1, 1), @"2000-02-05");
        insta::assert_snapshot!(china(1900, 1, 1), @"1900-01-31");
        insta::assert_snapshot!(china(1911, 8, 19), @"1911-10-10");
        insta::assert_snapshot!(china(1895, 3, 23), @"1895-04-17");
        insta::assert_snapshot!(day(1637, 1, false, 30, Place::Korea), @"1637-02-24");
        insta::assert_snapshot!(day(1592, 4, false, 13, Place::Korea), @"1592-05-23");
        insta::assert_snapshot!(day(1854, 3, false, 3, Place::Japan), @"1854-03-31");
        insta::assert_snapshot!(day(1950, 8, false, 15, Place::Korea), @"1950-09-26");
    }

    #[test]
    fn leap_months_where_they_were() {
        let leap = |y, m| day(y, m, true, 1, Place::China);
        insta::assert_snapshot!(leap(1900, 8), @"1900-09-24");
        insta::assert_snapshot!(leap(2020, 4), @"2020-05-23");
        insta::assert_snapshot!(leap(2023, 2), @"2023-03-22");
        insta::assert_snapshot!(leap(2033, 11), @"2033-12-22");
        insta::assert_snapshot!(leap(1950, 5), @"none");
    }

    /// A year has twelve or thirteen months of 29 or 30 days, each beginning where the one before ended.
    #[test]
    fn months_follow_one_another() {
        for year in (1400..2100).step_by(7) {
            let run = Run::ending_in(year, Place::China);
            assert!(matches!(run.months.len(), 12 | 13), "{year}");
            for pair in run.months.windows(2) {
                let long = pair[1].first.0 - pair[0].first.0;
                assert!(matches!(long, 29 | 30), "{year}");
            }
        }
    }
}

//! A year, a month or a day as the name of a page (`1950`, `1950-10`, `1950-10-19`), and what is counted by them.

use kaozheng_values::dates::{Bounds, Day, add_months, days_in_month, iso_year};
use std::collections::BTreeMap;

/// A year, a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Period {
    year: i32,
    month: Option<u32>,
    day: Option<u32>,
}

impl Period {
    /// Reads the name of a period; `None` when no calendar has it.
    pub(super) fn parse(name: &str) -> Option<Period> {
        let (sign, rest) = match name.strip_prefix('-') {
            Some(rest) => (-1, rest),
            None => (1, name),
        };
        let mut parts = rest.split('-');
        let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 6);
        let year = i32::try_from(number(parts.next()?)?).ok()? * sign;
        let (month, day) = (parts.next(), parts.next());
        let period = Period {
            year,
            month: month.map(number).unwrap_or_default(),
            day: day.map(number).unwrap_or_default(),
        };
        let whole = period.month.is_some() == month.is_some()
            && period.day.is_some() == day.is_some()
            && parts.next().is_none();
        Day::from_ymd(year, period.month.unwrap_or(1), period.day.unwrap_or(1))?;
        (whole && period.name() == name).then_some(period)
    }

    /// Its name.
    pub(super) fn name(self) -> String {
        let month = self
            .month
            .map_or(String::new(), |month| format!("-{month:02}"));
        let day = self.day.map_or(String::new(), |day| format!("-{day:02}"));
        format!("{}{month}{day}", iso_year(self.year))
    }

    /// Its first and its last day.
    pub(super) fn days(self) -> (Day, Day) {
        let of = |month, day| Day::from_ymd(self.year, month, day).unwrap_or(Day(0));
        match (self.month, self.day) {
            (Some(month), Some(day)) => (of(month, day), of(month, day)),
            (Some(month), None) => (of(month, 1), of(month, days_in_month(self.year, month))),
            _ => (of(1, 1), of(12, 31)),
        }
    }

    /// The period that holds it: of a day its month, of a month its year.
    pub(super) fn above(self) -> Option<Period> {
        match (self.month, self.day) {
            (Some(_), Some(_)) => Some(Period { day: None, ..self }),
            (Some(_), None) => Some(Period {
                month: None,
                ..self
            }),
            _ => None,
        }
    }

    /// The period of the same length that a day falls in.
    fn like(self, day: Day) -> Period {
        let (year, month, day) = day.ymd();
        Period {
            year,
            month: self.month.map(|_| month),
            day: self.day.map(|_| day),
        }
    }

    /// The next of the same length.
    fn next(self) -> Period {
        match (self.month, self.day) {
            (Some(_), Some(_)) => self.like(self.days().1.plus(1)),
            (Some(month), None) => {
                let (year, month) = add_months(self.year, month, 1);
                Period {
                    year,
                    month: Some(month),
                    day: None,
                }
            }
            _ => Period {
                year: self.year.saturating_add(1),
                ..self
            },
        }
    }
}

/// The periods that something may lie in, with how much may: years, or the next shorter ones when all lies within one.
/// What may lie in several is counted in each, and what is open on a side where its known edge is.
pub(super) fn counted(all: &[Bounds], within: (Day, Day)) -> Vec<(Period, usize)> {
    let (first, last) = within;
    let ((year, month, _), (last_year, last_month, _)) = (first.ymd(), last.ymd());
    let finest = Period {
        year,
        month: (year == last_year).then_some(month),
        day: (year == last_year && month == last_month).then_some(1),
    };
    let mut counts: BTreeMap<Period, usize> = BTreeMap::new();
    for bounds in all {
        let edges = [bounds.earliest, bounds.latest];
        let (Some(lo), Some(hi)) = (edges[0].or(edges[1]), edges[1].or(edges[0])) else {
            continue;
        };
        let (lo, hi) = (Day::of(lo).max(first), Day::of(hi).min(last));
        let mut period = finest.like(lo);
        let end = finest.like(hi);
        for _ in 0..MOST_EACH {
            *counts.entry(period).or_default() += 1;
            if period >= end {
                break;
            }
            period = period.next();
        }
    }
    counts.into_iter().collect()
}

/// One thing is counted in so many periods at most, so that what is as vague as an age takes no time.
const MOST_EACH: usize = 400;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Year, month and day.
    type Ymd = (i32, u32, u32);

    fn check(days: &[(Ymd, Ymd)]) -> String {
        let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
        let all: Vec<Bounds> = days
            .iter()
            .map(|(first, last)| Bounds::of_days(day(*first), day(*last)))
            .collect();
        let within = (
            days.iter().map(|of| day(of.0)).min().expect("some"),
            days.iter().map(|of| day(of.1)).max().expect("some"),
        );
        let found = counted(&all, within).into_iter();
        let found = found.map(|(period, count)| format!("{} {count}", period.name()));
        found.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn what_may_lie_in_several_periods_is_counted_in_each() {
        insta::assert_snapshot!(check(&[((1949, 12, 30), (1950, 1, 2)), ((1950, 6, 25), (1950, 6, 25))]), @"1949 1 | 1950 2");
        insta::assert_snapshot!(check(&[((1950, 5, 1), (1950, 6, 30)), ((1950, 6, 25), (1950, 6, 25))]), @"1950-05 1 | 1950-06 2");
        insta::assert_snapshot!(check(&[((1950, 6, 24), (1950, 6, 24)), ((1950, 6, 25), (1950, 6, 25))]), @"1950-06-24 1 | 1950-06-25 1");
    }

    #[test]
    fn a_period_that_no_calendar_has_is_none() {
        for name in [
            "",
            "1950-13",
            "1950-02-30",
            "1950-1",
            "x",
            "1950-10-19-1",
            "1950-",
            "--1",
        ] {
            assert_eq!(Period::parse(name), None, "{name}");
        }
    }

    proptest! {
        #[test]
        fn the_name_of_a_period_leads_back_to_it(day in -700_000..700_000i32) {
            let (year, month, of_month) = Day(day).ymd();
            let day = Period { year, month: Some(month), day: Some(of_month) };
            let month = day.above().expect("a month");
            for period in [day, month, month.above().expect("a year")] {
                prop_assert_eq!(Period::parse(&period.name()), Some(period));
                prop_assert!(period.days().0 <= period.days().1);
            }
        }
    }
}

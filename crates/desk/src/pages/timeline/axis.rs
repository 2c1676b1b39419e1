//! An axis of time: days to places across the page, and the marks below.

use kaozheng_values::dates::{Bounds, Day};

/// Days from the left edge of a drawing to its right edge.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::pages) struct Axis {
    first: Day,
    last: Day,
}

/// Places are kept this far from the edges, in hundredths of the width.
const MARGIN: f64 = 2.0;

/// Most marks below an axis.
const MOST_MARKS: i64 = 9;

/// Distances of marks: days, or months.
const STEPS: [Step; 16] = [
    Step::Days(1),
    Step::Days(2),
    Step::Days(7),
    Step::Days(14),
    Step::Months(1),
    Step::Months(3),
    Step::Months(6),
    Step::Months(12),
    Step::Months(24),
    Step::Months(60),
    Step::Months(120),
    Step::Months(240),
    Step::Months(600),
    Step::Months(1200),
    Step::Months(6000),
    Step::Months(12000),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Step {
    Days(i32),
    Months(i32),
}

impl Axis {
    /// The axis from the first to the last edge that is known; `None` when none is.
    pub(in crate::pages) fn over(all: impl IntoIterator<Item = Bounds>) -> Option<Axis> {
        let (first, last) = Axis::days_of(all)?;
        Some(Axis::between(first, last))
    }

    /// The first and the last day that is an edge of bounds.
    pub(in crate::pages) fn days_of(all: impl IntoIterator<Item = Bounds>) -> Option<(Day, Day)> {
        let mut edges: Option<(Day, Day)> = None;
        for bounds in all {
            for tick in [bounds.earliest, bounds.latest].into_iter().flatten() {
                let day = Day::of(tick);
                let (first, last) = edges.unwrap_or((day, day));
                edges = Some((first.min(day), last.max(day)));
            }
        }
        edges
    }

    /// The part of it from one day to another.
    pub(in crate::pages) fn cut(self, from: Option<Day>, to: Option<Day>) -> Axis {
        let first = from.unwrap_or(self.first);
        let last = to.unwrap_or(self.last);
        match from.is_some() || to.is_some() {
            true => Axis::between(first, last),
            false => self,
        }
    }

    /// The axis of these days; a little wider where they are few.
    pub(in crate::pages) fn between(first: Day, last: Day) -> Axis {
        let last = last.max(first);
        let few = i32::from(last.0.saturating_sub(first.0) < 6) * 3;
        Axis {
            first: first.plus(-few),
            last: last.plus(few),
        }
    }

    /// The same with some room after the last day, where what holds from then on is seen to go on.
    pub(in crate::pages) fn with_room(self) -> Axis {
        let days = self.last.0.saturating_sub(self.first.0);
        Axis {
            first: self.first.plus(-(days / 20) - 1),
            last: self.last.plus(days / 7 + 1),
        }
    }

    /// Where a day begins, in hundredths of the width; days outside stand at the edges.
    pub(in crate::pages) fn at(self, day: Day) -> f64 {
        let whole = f64::from(self.last.0) + 1.0 - f64::from(self.first.0);
        let part = (f64::from(day.0) - f64::from(self.first.0)) / whole;
        MARGIN + part.clamp(0.0, 1.0) * (100.0 - 2.0 * MARGIN)
    }

    /// The stretch that bounds cover, from its left to its right edge; an open side reaches the edge of the page.
    pub(in crate::pages) fn stretch(self, bounds: Bounds) -> (f64, f64) {
        let left = bounds.earliest.map_or(0.0, |tick| self.at(Day::of(tick)));
        let right = bounds
            .latest
            .map_or(100.0, |tick| self.at(Day::of(tick).plus(1)));
        (left, right.max(left))
    }

    /// The marks: the place of each, and its day as year, year and month, or all three, in the form of ISO 8601.
    pub(in crate::pages) fn marks(self) -> Vec<(f64, String)> {
        let days = i64::from(self.last.0) - i64::from(self.first.0) + 1;
        let few = |step: &&Step| match step {
            Step::Days(step) => days / i64::from(*step) <= MOST_MARKS,
            Step::Months(step) => days / (30 * i64::from(*step)) <= MOST_MARKS,
        };
        let step = *STEPS.iter().find(few).unwrap_or(&STEPS[STEPS.len() - 1]);
        let mut marks = Vec::new();
        let mut day = self.before(step);
        while day <= self.last && marks.len() < 4 * MOST_MARKS as usize {
            if day >= self.first {
                marks.push((self.at(day), named(day, step)));
            }
            let next = match step {
                Step::Days(days) => day.plus(days),
                Step::Months(months) => day.plus_months(months),
            };
            if next <= day {
                break;
            }
            day = next;
        }
        marks
    }

    /// The last round day that is not after the first.
    fn before(self, step: Step) -> Day {
        let (year, month, _) = self.first.ymd();
        let of = |year: i32, month: u32| Day::from_ymd(year, month, 1).unwrap_or(self.first);
        match step {
            Step::Days(_) => self.first,
            Step::Months(months @ ..12) => {
                let months = months.unsigned_abs();
                of(year, (month - 1) / months * months + 1)
            }
            Step::Months(months) => of(year.div_euclid(months / 12) * (months / 12), 1),
        }
    }
}

fn named(day: Day, step: Step) -> String {
    let iso = day.iso();
    match step {
        Step::Days(_) => iso,
        Step::Months(..12) => iso[..iso.len() - 3].to_owned(),
        Step::Months(_) => iso[..iso.len() - 6].to_owned(),
    }
}

/// A place across the page as SVG writes it.
pub(in crate::pages) fn across(place: f64) -> String {
    format!("{place:.2}%")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(first: (i32, u32, u32), last: (i32, u32, u32)) -> String {
        let day = |(year, month, day)| Day::from_ymd(year, month, day).expect("a day");
        let marks = Axis::between(day(first), day(last)).marks();
        let marks = marks.iter().map(|(at, mark)| format!("{mark} {at:.0}"));
        marks.collect::<Vec<_>>().join(" | ")
    }

    #[test]
    fn marks_are_as_fine_as_the_span_is_short() {
        insta::assert_snapshot!(check((1950, 6, 24), (1950, 6, 25)), @"1950-06-21 2 | 1950-06-22 14 | 1950-06-23 26 | 1950-06-24 38 | 1950-06-25 50 | 1950-06-26 62 | 1950-06-27 74 | 1950-06-28 86");
        insta::assert_snapshot!(check((1950, 5, 13), (1950, 10, 19)), @"1950-06 13 | 1950-07 31 | 1950-08 50 | 1950-09 69 | 1950-10 87");
        insta::assert_snapshot!(check((1945, 9, 2), (1994, 1, 1)), @"1950 11 | 1955 21 | 1960 30 | 1965 40 | 1970 50 | 1975 60 | 1980 70 | 1985 80 | 1990 90");
        insta::assert_snapshot!(check((-43, 3, 15), (1400, 1, 1)), @"0000 5 | 0500 38 | 1000 71");
    }

    proptest! {
        #[test]
        fn later_days_stand_no_further_left(first in -800_000..800_000i32, length in 0..900_000i32, a in -900_000..900_000i32, b in -900_000..900_000i32) {
            let axis = Axis::between(Day(first), Day(first + length));
            let (early, late) = (axis.at(Day(a.min(b))), axis.at(Day(a.max(b))));
            prop_assert!((0.0..=100.0).contains(&early) && early <= late && late <= 100.0);
        }

        #[test]
        fn no_axis_has_more_marks_than_can_be_read(first in -800_000..800_000i32, length in 0..900_000i32) {
            let marks = Axis::between(Day(first), Day(first + length)).marks();
            prop_assert!(marks.len() <= 2 * MOST_MARKS as usize + 2, "{} marks", marks.len());
        }
    }
}

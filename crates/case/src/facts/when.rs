//! The time words of the card language as stretches of ticks.

use crate::chronology::Interval;
use kaozheng_record::means::When;
use kaozheng_values::dates::{Bounds, DAY, Day, Tick};

/// Stands for "always before": far enough from the ends of `i64` that delays can be added.
pub const EVER: Tick = i64::MIN / 4;

/// Stands for "always after".
pub const LAST: Tick = i64::MAX / 4;

/// Bounds as a closed interval, open sides at [`EVER`] and [`LAST`].
pub fn interval(bounds: Bounds) -> Interval {
    let lo = bounds.earliest.unwrap_or(EVER);
    Interval {
        lo,
        hi: bounds.latest.unwrap_or(LAST).max(lo),
    }
}

/// The instant that a fact which holds from then on is said to be of: `on D` some instant of D, `by D` at the
/// latest at its end, `before D` and `until D` at the latest at its first instant, `since D` its first instant,
/// `after D` its last.
pub fn reached(when: Option<&When>) -> Interval {
    match when {
        None => Interval { lo: EVER, hi: LAST },
        Some(When::On(date)) => interval(date.bounds),
        Some(When::By(date)) => Interval {
            lo: EVER,
            hi: interval(date.bounds).hi,
        },
        Some(When::Before(date) | When::Until(date)) => Interval {
            lo: EVER,
            hi: interval(date.bounds).lo,
        },
        Some(When::Since(date)) => Interval::at(interval(date.bounds).lo),
        Some(When::After(date)) => Interval::at(interval(date.bounds).hi),
        Some(When::Between(first, last)) => between(first.bounds, last.bounds),
    }
}

/// The instant up to which a fact that holds from before is said to last, such as not knowing: `on D` some instant
/// of D, `by D` its end, `before D` and `until D` its first instant.
pub fn lasted(when: Option<&When>) -> Option<Interval> {
    Some(match when? {
        When::On(date) => interval(date.bounds),
        When::By(date) | When::After(date) => Interval::at(date.bounds.latest?),
        When::Before(date) | When::Until(date) | When::Since(date) => {
            Interval::at(date.bounds.earliest?)
        }
        When::Between(first, last) => between(first.bounds, last.bounds),
    })
}

/// When something happened once: as [`reached`], but `since` and `after` leave the end open.
pub fn happened(when: Option<&When>) -> Interval {
    match when {
        Some(When::Since(date)) => Interval {
            lo: interval(date.bounds).lo,
            hi: LAST,
        },
        Some(When::After(date)) => Interval {
            lo: interval(date.bounds).hi,
            hi: LAST,
        },
        Some(When::Before(date)) => Interval {
            lo: EVER,
            hi: interval(date.bounds).lo.saturating_sub(1).max(EVER),
        },
        other => reached(other),
    }
}

/// The instant that a question is asked of, and the words for it.
///
/// `on D` and `by D` take the last instant of D, `before D`, `until D` and `since D` its first, `after D` its last,
/// `between A and B` the last of B; without a time, the end of all that is recorded.
pub fn asked(when: Option<&When>) -> (Tick, String) {
    let first =
        |bounds: Bounds, words: &str| (interval(bounds).lo, format!("the beginning of {words}"));
    let last = |bounds: Bounds, words: &str| (interval(bounds).hi, format!("the end of {words}"));
    match when {
        None => (LAST, "the end of all that is recorded".to_owned()),
        Some(When::On(date) | When::By(date) | When::After(date)) => last(date.bounds, &date.words),
        Some(When::Before(date) | When::Until(date) | When::Since(date)) => {
            first(date.bounds, &date.words)
        }
        Some(When::Between(_, date)) => last(date.bounds, &date.words),
    }
}

/// The stretch that a question about what happened covers.
pub fn covered(when: Option<&When>) -> Interval {
    match when {
        Some(When::Until(date)) => Interval {
            lo: EVER,
            hi: interval(date.bounds).hi,
        },
        other => happened(other),
    }
}

/// A time as a question writes it.
pub fn words(when: &When) -> String {
    match when {
        When::On(date) => format!("on {}", date.words),
        When::By(date) => format!("by {}", date.words),
        When::Before(date) => format!("before {}", date.words),
        When::After(date) => format!("after {}", date.words),
        When::Since(date) => format!("since {}", date.words),
        When::Until(date) => format!("until {}", date.words),
        When::Between(first, last) => format!("between {} and {}", first.words, last.words),
    }
}

/// An interval back as bounds.
pub fn bounds(interval: Interval) -> Bounds {
    Bounds {
        earliest: (interval.lo > EVER).then_some(interval.lo),
        latest: (interval.hi < LAST).then_some(interval.hi),
    }
}

/// An interval in words, by days where its ends are within an hour of the ends of days.
pub fn shown(interval: Interval) -> String {
    let day = |tick: Tick| Day::of(tick);
    if interval.lo == interval.hi {
        return instant(interval.lo);
    }
    if let Some(hours) = within_a_day(interval) {
        return hours;
    }
    let snapped = Bounds {
        earliest: bounds(interval).earliest.map(|tick| {
            if tick - day(tick).start() < HOUR {
                day(tick).start()
            } else {
                tick
            }
        }),
        latest: bounds(interval).latest.map(|tick| {
            if day(tick).end() - tick < HOUR {
                day(tick).end()
            } else {
                tick
            }
        }),
    };
    snapped.to_string()
}

/// A part of one day by its hours: `between 17:00 and midnight of 6 March 1946`.
fn within_a_day(Interval { lo, hi }: Interval) -> Option<String> {
    let day = Day::of(lo);
    let (start, end) = (lo - day.start(), day.end() - hi);
    if day != Day::of(hi) || lo == hi || (start < HOUR && end < HOUR) {
        return None;
    }
    let full = |tick: Tick| if tick % 60 == 59 { tick + 1 } else { tick };
    let clock = |tick: Tick| format!("{:02}:{:02}", tick / 60, tick % 60);
    let from = if start < HOUR {
        "midnight".to_owned()
    } else {
        clock(start)
    };
    let to = if end < HOUR {
        "midnight".to_owned()
    } else {
        clock(full(hi - day.start()))
    };
    Some(match (start < HOUR, end < HOUR) {
        (true, _) => format!("before {to} on {day}"),
        _ => format!("between {from} and {to} of {day}"),
    })
}

/// An instant in words: the beginning of a year, or the beginning or the end of a day where it is within an hour of it.
pub fn instant(tick: Tick) -> String {
    let day = Day::of(tick);
    if let (year @ 1.., 1, 1) = day.ymd()
        && tick == day.start()
    {
        return format!("the beginning of {year}");
    }
    if tick - day.start() < HOUR {
        format!("the beginning of {day}")
    } else if day.end() - tick < HOUR {
        format!("the end of {day}")
    } else {
        Bounds::between(tick, tick).to_string()
    }
}

const HOUR: Tick = DAY / 24;

fn between(first: Bounds, last: Bounds) -> Interval {
    let (first, last) = (interval(first), interval(last));
    Interval {
        lo: first.lo,
        hi: last.hi.max(first.lo),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Both ends by the hour of one day, 6 March 1946.
    fn check(from: Tick, to: Tick) -> String {
        let day = Day::from_ymd(1946, 3, 6).expect("a day").start();
        shown(Interval {
            lo: day + from * HOUR,
            hi: day + to * HOUR - 1,
        })
    }

    #[test]
    fn part_of_a_day_is_told_by_its_hours() {
        insta::assert_snapshot!(check(17, 24), @"between 17:00 and midnight of 6 March 1946");
        insta::assert_snapshot!(check(0, 24), @"6 March 1946");
        insta::assert_snapshot!(check(0, 48), @"6 March 1946 to 7 March 1946");
        insta::assert_snapshot!(check(0, 12), @"before 12:00 on 6 March 1946");
        insta::assert_snapshot!(check(9, 12), @"between 09:00 and 12:00 of 6 March 1946");
    }

    #[test]
    fn the_first_instant_of_a_year_names_the_year_alone() {
        let start = |month, day| Day::from_ymd(1952, month, day).expect("a day").start();
        insta::assert_snapshot!(instant(start(1, 1)), @"the beginning of 1952");
        insta::assert_snapshot!(instant(start(2, 1)), @"the beginning of 1 February 1952");
    }
}

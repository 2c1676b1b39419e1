//! The calendar and the order of dates, held against a second implementation of civil dates.

use super::{Bounds, Day, Order, parse_date};
use jiff::civil::Date;
use jiff::{Span, ToSpan};
use proptest::prelude::*;

fn second(day: Day) -> Date {
    let (year, month, number) = day.ymd();
    Date::new(year as i16, month as i8, number as i8).expect("a day of the second calendar")
}

fn days() -> impl Strategy<Value = Day> {
    let first = Day::from_ymd(-4000, 1, 1).expect("a day").0;
    let last = Day::from_ymd(9000, 12, 31).expect("a day").0;
    (first..=last).prop_map(Day)
}

fn plus(date: Date, span: Span) -> Date {
    date.checked_add(span).expect("within the second calendar")
}

proptest! {
    #[test]
    fn a_day_is_the_same_day_of_the_week_and_of_the_iso_week(day in days()) {
        let other = second(day);
        prop_assert_eq!(day.weekday().number() as i8, other.weekday().to_monday_one_offset());
        let (year, week) = day.iso_week();
        let iso = other.iso_week_date();
        prop_assert_eq!((year, week as i8), (i32::from(iso.year()), iso.week()));
    }

    #[test]
    fn days_and_months_are_added_alike(day in days(), count in -2000i32..2000) {
        prop_assert_eq!(second(day.plus(count)), plus(second(day), count.days()));
        prop_assert_eq!(second(day.plus_months(count)), plus(second(day), count.months()));
    }

    #[test]
    fn the_days_between_two_are_as_many(a in days(), b in days()) {
        let apart = second(a).until((jiff::Unit::Day, second(b))).expect("a span");
        prop_assert_eq!(b.0 - a.0, apart.get_days());
    }

    #[test]
    fn a_day_that_one_calendar_refuses_the_other_refuses(year in 1i32..9999, month in 0u32..14, number in 0u32..33) {
        let other = Date::new(year as i16, month as i8, number as i8).ok();
        prop_assert_eq!(Day::from_ymd(year, month, number).map(second), other);
    }

    #[test]
    fn what_is_written_is_read_back_and_ordered_as_the_second_orders_it(a in days(), b in days()) {
        prop_assume!(a.ymd().0 >= 1000 && b.ymd().0 >= 1000);
        let read = |day: Day| parse_date(&second(day).to_string()).value.expect("an ISO day is read").bounds;
        let (first, second_bounds) = (read(a), read(b));
        prop_assert_eq!(first, Bounds::of_days(a, a));
        let order = match second(a).cmp(&second(b)) {
            std::cmp::Ordering::Less => Order::Before,
            std::cmp::Ordering::Greater => Order::After,
            std::cmp::Ordering::Equal => Order::Undecided,
        };
        prop_assert_eq!(first.order(second_bounds), order);
    }

    /// Before and after are turned round by turning the two round, and pass on from one to the next.
    #[test]
    fn the_order_of_bounds_turns_round_and_passes_on(a in days(), b in days(), c in days(), long in 0i32..400) {
        let stretch = |day: Day| Bounds::of_days(day, day.plus(long));
        let (x, y, z) = (stretch(a), stretch(b), stretch(c));
        let turned = match x.order(y) {
            Order::Before => Order::After,
            Order::After => Order::Before,
            other => other,
        };
        prop_assert_eq!(y.order(x), turned);
        if x.order(y) == Order::Before && y.order(z) == Order::Before {
            prop_assert_eq!(x.order(z), Order::Before);
        }
        let instant = Bounds::between(b.start(), b.start());
        prop_assert!(!(x.contains(b.start()) && x.order(instant) == Order::Before));
    }
}

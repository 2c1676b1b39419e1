//! One stretch of the calendar at the grain it is named, its parts and the parts of the day.

use super::calendar::{Day, Tick, add_months, iso_year};

/// One stretch of the calendar, at the grain it is named.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Base {
    /// The years that begin with these digits: 19 is 1900 to 1999.
    Century(i32),
    /// The years that begin with these digits: 195 is 1950 to 1959.
    Decade(i32),
    Year(i32),
    /// Year, and 21 to 24 for spring to winter.
    Season(i32, u32),
    /// Year, and 1 to 4.
    Quarter(i32, u32),
    /// Year, and 1 or 2.
    Half(i32, u32),
    Month(i32, u32),
    /// The ISO week that begins on this Monday.
    Week(Day),
    Day(Day),
    /// The twelve months of a United States fiscal year, named by the year they end in.
    Fiscal(i32),
    /// Day, minutes since its midnight (1440 is its end), and minutes its clock is ahead of Greenwich where that is said.
    Minute(Day, u32, Option<i32>),
}

/// A part of a longer stretch.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Part {
    Early,
    Mid,
    Late,
    End,
    FirstTen,
    SecondTen,
    LastTen,
    FirstHalf,
    SecondHalf,
}

/// A part of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DayPart {
    Dawn,
    EarlyMorning,
    Morning,
    Forenoon,
    Afternoon,
    Evening,
    Night,
}

/// All parts of the day, by the value that tables of words give.
pub(super) const DAY_PARTS: [DayPart; 7] = [
    DayPart::Dawn,
    DayPart::EarlyMorning,
    DayPart::Morning,
    DayPart::Forenoon,
    DayPart::Afternoon,
    DayPart::Evening,
    DayPart::Night,
];

impl Base {
    /// First and last day.
    pub(super) fn days(self) -> (Day, Day) {
        let span = |year: i32, month: u32, months: i32| {
            let (end_year, end_month) = add_months(year, month, months);
            (
                first_of(year, month),
                first_of(end_year, end_month).plus(-1),
            )
        };
        match self {
            // Before Christ there is no year 0: the fifth century ends with 401 BC, the 470s with 470 BC.
            Base::Century(c) => span(c.saturating_mul(100) + i32::from(c < 0), 1, 1200),
            Base::Decade(d) => span(d.saturating_mul(10) + 2 * i32::from(d < 0), 1, 120),
            Base::Year(y) => span(y, 1, 12),
            Base::Season(y, s) => span(y, (s - 20) * 3, 3),
            Base::Quarter(y, q) => span(y, q * 3 - 2, 3),
            Base::Half(y, h) => span(y, h * 6 - 5, 6),
            Base::Month(y, m) => span(y, m, 1),
            Base::Week(monday) => (monday, monday.plus(6)),
            Base::Day(day) => (day, day),
            Base::Minute(day, ..) => (day, day),
            // To 1976 it began in July, since then in October.
            Base::Fiscal(y) => span(y - 1, if y <= 1976 { 7 } else { 10 }, 12),
        }
    }

    /// The stretch of the same grain just before (-1) or just after (1).
    pub(super) fn beside(self, step: i32) -> Base {
        match self {
            Base::Century(c) => Base::Century(c + step),
            Base::Decade(d) => Base::Decade(d + step),
            Base::Year(y) => Base::Year(y + step),
            Base::Month(y, m) => {
                let (year, month) = add_months(y, m, step);
                Base::Month(year, month)
            }
            Base::Minute(day, minutes, zone) => {
                let tick = day.start() + Tick::from(minutes) + Tick::from(step);
                Base::Minute(Day::of(tick), (tick - Day::of(tick).start()) as u32, zone)
            }
            other if step < 0 => Base::Day(other.days().0.plus(step)),
            other => Base::Day(other.days().1.plus(step)),
        }
    }

    /// The word by which the table of phrases calls this grain.
    pub(super) fn grain(self) -> &'static str {
        match self {
            Base::Century(_) => "CENTURY",
            Base::Decade(_) => "DECADE",
            Base::Year(_) | Base::Half(..) | Base::Fiscal(_) => "YEAR",
            Base::Season(..) | Base::Quarter(..) => "SEASON",
            Base::Month(..) => "MONTH",
            Base::Week(_) | Base::Day(_) => "DAY",
            Base::Minute(..) => "HOUR",
        }
    }

    /// As EDTF level 2 writes it.
    pub(super) fn edtf(self) -> String {
        match self {
            Base::Century(c) if c < 0 => format!("-{:02}XX", -c - 1),
            Base::Century(c) => format!("{c:02}XX"),
            Base::Decade(d) if d < 0 => {
                format!("{}/{}", iso_year(d * 10 + 2), iso_year(d * 10 + 11))
            }
            Base::Decade(d) => format!("{d:03}X"),
            Base::Year(y) => iso_year(y),
            Base::Season(y, s) => format!("{}-{s}", iso_year(y)),
            Base::Quarter(y, q) => format!("{}-{}", iso_year(y), 32 + q),
            Base::Half(y, h) => format!("{}-{}", iso_year(y), 39 + h),
            Base::Month(y, m) => format!("{}-{m:02}", iso_year(y)),
            Base::Week(_) | Base::Fiscal(_) => {
                format!("{}/{}", self.days().0.iso(), self.days().1.iso())
            }
            Base::Day(day) => day.iso(),
            Base::Minute(day, minutes, zone) => {
                format!(
                    "{}:00{}",
                    iso_minute(day, minutes),
                    zone.map_or(String::new(), iso_zone)
                )
            }
        }
    }

    /// As TIMEX3 writes it.
    pub(super) fn timex(self) -> String {
        match self {
            Base::Century(c) => before_christ_stem(c, 2),
            Base::Decade(d) => before_christ_stem(d, 3),
            Base::Season(y, s) => format!(
                "{}-{}",
                before_christ(iso_year(y), y),
                ["SP", "SU", "FA", "WI"][(s - 21) as usize]
            ),
            Base::Quarter(y, q) => format!("{}-Q{q}", iso_year(y)),
            Base::Half(y, h) => format!("{}-H{h}", iso_year(y)),
            Base::Week(monday) => iso_week(monday),
            Base::Minute(day, minutes, zone) => {
                format!(
                    "{}{}",
                    iso_minute(day, minutes),
                    zone.map_or(String::new(), iso_zone)
                )
            }
            Base::Fiscal(y) => format!("FY{}", iso_year(y)),
            Base::Year(_) | Base::Month(..) | Base::Day(_) => {
                before_christ(self.edtf(), self.days().0.ymd().0)
            }
        }
    }
}

impl Part {
    /// The word by which the table of phrases calls this part.
    pub(super) fn word(self) -> &'static str {
        match self {
            Part::Early => "early",
            Part::Mid => "mid",
            Part::Late => "late",
            Part::End => "end",
            Part::FirstTen => "first-ten-days",
            Part::SecondTen => "second-ten-days",
            Part::LastTen => "last-ten-days",
            Part::FirstHalf => "first-half",
            Part::SecondHalf => "second-half",
        }
    }

    /// TIMEX3's word for it.
    pub(super) fn modifier(self) -> &'static str {
        match self {
            Part::Early | Part::FirstTen | Part::FirstHalf => "START",
            Part::Mid | Part::SecondTen => "MID",
            Part::Late | Part::End | Part::LastTen | Part::SecondHalf => "END",
        }
    }

    /// Parts with hard edges need no tilde in EDTF.
    pub(super) fn exact(self) -> bool {
        !matches!(self, Part::Early | Part::Mid | Part::Late | Part::End)
    }
}

impl DayPart {
    pub(super) fn word(self) -> &'static str {
        match self {
            DayPart::Dawn => "dawn",
            DayPart::EarlyMorning => "early-morning",
            DayPart::Morning => "morning",
            DayPart::Forenoon => "forenoon",
            DayPart::Afternoon => "afternoon",
            DayPart::Evening => "evening",
            DayPart::Night => "night",
        }
    }

    pub(super) fn timex(self) -> &'static str {
        match self {
            DayPart::Dawn | DayPart::EarlyMorning | DayPart::Morning | DayPart::Forenoon => "TMO",
            DayPart::Afternoon => "TAF",
            DayPart::Evening => "TEV",
            DayPart::Night => "TNI",
        }
    }
}

/// The first day of a month.
pub(super) fn first_of(year: i32, month: u32) -> Day {
    Day::from_ymd(year.clamp(-99_999, 99_999), month, 1).unwrap_or(Day(0))
}

fn iso_minute(day: Day, minutes: u32) -> String {
    format!("{}T{:02}:{:02}", day.iso(), minutes / 60, minutes % 60)
}

fn iso_week(day: Day) -> String {
    let (year, week) = day.iso_week();
    format!("{}-W{week:02}", iso_year(year))
}

fn iso_zone(minutes: i32) -> String {
    if minutes == 0 {
        return "Z".to_string();
    }
    let sign = if minutes < 0 { '-' } else { '+' };
    format!("{sign}{:02}:{:02}", minutes.abs() / 60, minutes.abs() % 60)
}

/// The figures of a decade or a century; before Christ, of the years that begin with them.
fn before_christ_stem(stem: i32, width: usize) -> String {
    if stem >= 0 {
        format!("{stem:0width$}")
    } else {
        format!("BC{:0width$}", -stem - 1)
    }
}

/// TIMEX writes the year 493 before Christ as BC0493, where ISO 8601 counts from the year 0.
fn before_christ(iso: String, year: i32) -> String {
    if year > 0 {
        return iso;
    }
    let written = iso_year(year);
    format!(
        "BC{:04}{}",
        1 - year,
        iso.strip_prefix(&written).unwrap_or_default()
    )
}

//! The shape of a date: what its words name, before anything is bounded.
//!
//! A [`Point`] names one stretch of the calendar at its own grain (a century, a month, a minute); a [`Shape`] joins points.
//! From a shape come bounds, precision, EDTF and the TIMEX3 value, all by the same table of phrases.

use super::bounds::Bounds;
use super::calendar::{DAY, Day, Tick, add_months, days_in_month, iso_year};
use super::phrases::{Edge, PhraseTable, Row, Unit};

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

/// One stretch with what is said about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Point {
    pub(super) base: Base,
    pub(super) part: Option<Part>,
    pub(super) day_part: Option<DayPart>,
    pub(super) approximate: bool,
    pub(super) uncertain: bool,
}

/// What a whole date says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Point(Point),
    Range(Point, Point),
    Before(Point),
    By(Point),
    After(Point),
    Since(Point),
    Until(Point),
    /// One of these, it is not said which.
    OneOf(Vec<Shape>),
    /// All of these.
    All(Vec<Shape>),
    /// It is said that no date is known.
    Undated,
}

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
    fn exact(self) -> bool {
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

impl Point {
    /// A stretch of which nothing more is said.
    pub(super) fn plain(base: Base) -> Point {
        Point {
            base,
            part: None,
            day_part: None,
            approximate: false,
            uncertain: false,
        }
    }

    /// Closed bounds by the table, and the rows that gave them.
    pub(super) fn bounds(&self, table: &PhraseTable) -> (Bounds, Vec<String>) {
        let mut why = Vec::new();
        let mut bounds = match self.base {
            Base::Minute(day, minutes, zone) => {
                let instant = day.start() + Tick::from(minutes) - Tick::from(zone.unwrap_or(0));
                Bounds::between(instant, instant)
            }
            base => {
                let (first, last) = self.part_days(table, &mut why).unwrap_or(base.days());
                Bounds::of_days(first, last)
            }
        };
        if let Some(part) = self.day_part
            && let Some(row) = table.row(&format!("{} DAY", part.word()))
            && let (Edge::Clock(from), Edge::Clock(to)) = (row.first, row.last)
            && let Some((first, last)) = bounds.days()
        {
            bounds = Bounds::between(first.start() + from, last.start() + to);
            why.push(row.because.clone());
        }
        if self.approximate
            && let Some(row) = table.row(&format!("about {}", self.base.grain()))
        {
            bounds = widened(bounds, row);
            why.push(row.because.clone());
        }
        (bounds, why)
    }

    /// The days of `early`, `mid`, `late` … of the base, by the table.
    fn part_days(&self, table: &PhraseTable, why: &mut Vec<String>) -> Option<(Day, Day)> {
        let row = match (self.base, self.part) {
            (Base::Season(_, season), None) => {
                let word = ["spring", "summer", "autumn", "winter"][(season - 21) as usize];
                table.row(&format!("{word} YEAR"))?
            }
            (base, Some(part)) => table.row(&format!("{} {}", part.word(), base.grain()))?,
            _ => return None,
        };
        why.push(row.because.clone());
        Some((
            edge_days(self.base, row.first)?.0,
            edge_days(self.base, row.last)?.1,
        ))
    }

    /// One end of the stretch, moved inwards as far as an approximation allows: before about 1950 may still be in 1951.
    fn edge(
        &self,
        table: &PhraseTable,
        end: fn(Bounds) -> Option<Tick>,
        by: fn(&Row) -> Edge,
    ) -> (Option<Tick>, Vec<String>) {
        let exact = Point {
            approximate: false,
            ..*self
        };
        let (bounds, mut why) = exact.bounds(table);
        let mut tick = end(bounds);
        if self.approximate
            && let Some(row) = table.row(&format!("about {}", self.base.grain()))
        {
            tick = tick.map(|t| shifted(t, by(row)));
            why.push(row.because.clone());
        }
        (tick, why)
    }

    /// EDTF level 2.
    pub(super) fn edtf(&self, table: &PhraseTable) -> String {
        let mark = match (self.approximate, self.uncertain) {
            (true, true) => "%",
            (true, false) => "~",
            (false, true) => "?",
            (false, false) => "",
        };
        if let (Some(part), Some((first, last))) = (
            self.part.filter(|_| !matches!(self.base, Base::Season(..))),
            self.part_days(table, &mut Vec::new()),
        ) {
            return part_edtf(self.base, part, first, last);
        }
        match self.base {
            Base::Week(_) => self.base.edtf().replace('/', &format!("{mark}/")) + mark,
            Base::Minute(..) => self.base.edtf(),
            base => base.edtf() + mark,
        }
    }

    /// TIMEX3's value and modifier.
    pub(super) fn timex(&self) -> (String, Option<&'static str>) {
        let mut value = self.base.timex();
        if let Some(part) = self.day_part {
            value = format!("{value}{}", part.timex());
        }
        let modifier = match (self.part, self.day_part) {
            (Some(part), _) if !part.exact() => Some(part.modifier()),
            (Some(part), _) => Some(part.modifier()),
            (None, Some(DayPart::Dawn | DayPart::EarlyMorning)) => Some("START"),
            _ if self.approximate => Some("APPROX"),
            _ => None,
        };
        (value, modifier)
    }
}

impl Shape {
    /// Closed bounds by the table, and the rows or rules that gave them.
    pub(super) fn bounds(&self, table: &PhraseTable) -> (Bounds, Vec<String>) {
        let point = |p: &Point, rule: &str, make: fn(Bounds) -> Bounds| {
            let (bounds, mut why) = p.bounds(table);
            why.push(rule.to_string());
            (make(bounds), why)
        };
        match self {
            Shape::Point(p) => p.bounds(table),
            Shape::Range(a, b) => join([a.bounds(table), b.bounds(table)]),
            Shape::OneOf(all) | Shape::All(all) => join(all.iter().map(|s| s.bounds(table))),
            Shape::Undated => (Bounds::OPEN, vec!["no date is known".into()]),
            Shape::Before(p) | Shape::Until(p) => {
                let (edge, why) = p.edge(table, |b| b.earliest, |row| row.last);
                let latest = edge.map(|t| t - 1);
                (
                    Bounds {
                        earliest: None,
                        latest,
                    },
                    with(why, "before, until D: up to its first instant"),
                )
            }
            Shape::By(p) => point(p, "by D: at the latest at its end", |b| Bounds {
                earliest: None,
                latest: b.latest,
            }),
            Shape::After(p) => {
                let (edge, why) = p.edge(table, |b| b.latest, |row| row.first);
                let earliest = edge.map(|t| t + 1);
                (
                    Bounds {
                        earliest,
                        latest: None,
                    },
                    with(why, "after D: later than its last instant"),
                )
            }
            Shape::Since(p) => point(p, "since D: from its first instant", |b| Bounds {
                earliest: b.earliest,
                latest: None,
            }),
        }
    }

    /// EDTF level 2, where it can say this.
    pub(super) fn edtf(&self, table: &PhraseTable) -> Option<String> {
        let ends = |p: &Point| {
            let edtf = p.edtf(table);
            match edtf.split_once('/') {
                Some((a, b)) => (a.to_string(), b.to_string()),
                None => (edtf.clone(), edtf),
            }
        };
        let beside = |p: &Point, step| {
            // A part or an approximation has no neighbour of its own grain.
            let plain = p.part.is_none() && !p.approximate && !p.uncertain;
            plain.then(|| Point::plain(p.base.beside(step)).edtf(table))
        };
        Some(match self {
            Shape::Point(p) => p.edtf(table),
            Shape::Range(a, b) => format!("{}/{}", ends(a).0, ends(b).1),
            Shape::Before(p) => format!("[..{}]", beside(p, -1)?),
            Shape::Until(p) => format!("../{}", beside(p, -1)?),
            Shape::By(p) => format!("[..{}]", ends(p).1),
            Shape::After(p) => format!("[{}..]", beside(p, 1)?),
            Shape::Since(p) => format!("{}/..", ends(p).0),
            Shape::Undated => return None,
            Shape::OneOf(all) => format!("[{}]", members(all, table)?),
            Shape::All(all) => format!("{{{}}}", members(all, table)?),
        })
    }

    /// The points, from left to right.
    pub(super) fn points(&self) -> Vec<&Point> {
        match self {
            Shape::Point(p)
            | Shape::Before(p)
            | Shape::By(p)
            | Shape::After(p)
            | Shape::Since(p)
            | Shape::Until(p) => vec![p],
            Shape::Undated => Vec::new(),
            Shape::Range(a, b) => vec![a, b],
            Shape::OneOf(all) | Shape::All(all) => all.iter().flat_map(Shape::points).collect(),
        }
    }
}

/// The first day of a month.
pub(super) fn first_of(year: i32, month: u32) -> Day {
    Day::from_ymd(year.clamp(-99_999, 99_999), month, 1).unwrap_or(Day(0))
}

fn join(parts: impl IntoIterator<Item = (Bounds, Vec<String>)>) -> (Bounds, Vec<String>) {
    let mut parts = parts.into_iter();
    let Some((mut bounds, mut why)) = parts.next() else {
        return (Bounds::OPEN, Vec::new());
    };
    for (next, reasons) in parts {
        bounds = bounds.hull(next);
        why.extend(reasons);
    }
    (bounds, why)
}

fn members(all: &[Shape], table: &PhraseTable) -> Option<String> {
    let mut list = Vec::new();
    for shape in all {
        list.push(match shape {
            Shape::Range(a, b) if a.part.is_none() && b.part.is_none() => {
                format!("{}..{}", a.edtf(table), b.edtf(table))
            }
            Shape::By(p) => format!("..{}", p.edtf(table)),
            Shape::Since(p) => format!("{}..", p.edtf(table)),
            other => other.edtf(table)?,
        });
    }
    // A set inside a set, or an interval, is not EDTF.
    (!list.iter().any(|e| e.contains(['/', '[', '{']))).then(|| list.join(","))
}

fn part_edtf(base: Base, part: Part, first: Day, last: Day) -> String {
    let written = |day: Day| {
        let (y, m, _) = day.ymd();
        match base {
            Base::Century(_) | Base::Decade(_) => iso_year(y),
            Base::Month(..) => day.iso(),
            _ => format!("{}-{m:02}", iso_year(y)),
        }
    };
    let tilde = |hard: bool| if hard || part.exact() { "" } else { "~" };
    let whole = base.days();
    format!(
        "{}{}/{}{}",
        written(first),
        tilde(first == whole.0),
        written(last),
        tilde(last == whole.1)
    )
}

/// The days that an edge of a row means in this base.
fn edge_days(base: Base, edge: Edge) -> Option<(Day, Day)> {
    let (year, month, _) = base.days().0.ymd();
    let day = |d: Option<Day>| d.map(|d| (d, d));
    match (base, edge) {
        (Base::Month(..), Edge::Last) => day(Some(base.days().1)),
        (Base::Month(..), Edge::Number(n)) => day(Day::from_ymd(
            year,
            month,
            (n as u32).clamp(1, days_in_month(year, month)),
        )),
        (Base::Season(y, s), Edge::Number(n)) => {
            let (year, month) = add_months(y, (s - 20) * 3, n.clamp(1, 3) as i32 - 1);
            Some(Base::Month(year, month).days())
        }
        (Base::Decade(d), Edge::Number(n)) => {
            Some(Base::Year(d * 10 + n.clamp(0, 9) as i32).days())
        }
        (Base::Century(c), Edge::Number(n)) => {
            Some(Base::Year(c * 100 + n.clamp(0, 99) as i32).days())
        }
        (_, Edge::YearDay(m, d, later)) => {
            let year = match base {
                Base::Season(y, _) => y,
                _ => year,
            } + later;
            let long = days_in_month(year, m);
            day(Day::from_ymd(
                year,
                m,
                if d == 0 { long } else { d.min(long) },
            ))
        }
        _ => None,
    }
}

fn widened(bounds: Bounds, row: &Row) -> Bounds {
    Bounds {
        earliest: bounds.earliest.map(|t| shifted(t, row.first)),
        latest: bounds.latest.map(|t| shifted(t, row.last)),
    }
}

fn shifted(tick: Tick, edge: Edge) -> Tick {
    match edge {
        Edge::Shift(n, unit) => shift(tick, n, unit),
        _ => tick,
    }
}

fn with(mut why: Vec<String>, rule: &str) -> Vec<String> {
    why.push(rule.to_string());
    why
}

/// A tick so many units later, at the same minute of the day.
pub(super) fn shift(tick: Tick, count: i64, unit: Unit) -> Tick {
    let months = |m: i64| {
        let day = Day::of(tick);
        let moved = day.plus_months(count.saturating_mul(m).clamp(-12_000_000, 12_000_000) as i32);
        moved.start() + (tick - day.start())
    };
    match unit {
        Unit::Minute => tick + count,
        Unit::Hour => tick + count * 60,
        Unit::Day => tick + count * DAY,
        Unit::Week => tick + count * 7 * DAY,
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }
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

//! The shape of a date: what its words name, before anything is bounded.
//!
//! A [`Point`] is one stretch of the calendar with what is said about it; a [`Shape`] joins points.
//! From a shape come bounds, precision, EDTF and the TIMEX3 value, all by the same table of phrases.

use super::bounds::Bounds;
use super::calendar::{DAY, Day, Tick, add_months, days_in_month, iso_year};
use super::phrases::{Edge, PhraseTable, Row, Unit};
use super::stretch::{Base, DayPart, Part};

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
            self.part
                .filter(|_| !matches!(self.base, Base::Quarter(..))),
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
    if matches!(base, Base::Season(..)) {
        return format!("{}~", written(first));
    }
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

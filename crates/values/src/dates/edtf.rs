//! Reads the Extended Date/Time Format, level 2.

use super::calendar::{Day, MONTHS, days_in_month};
use super::partial::Problem;
use super::shape::{Point, Shape};
use super::stretch::Base;

/// The shape of an EDTF string; `None` when it is not one, a problem when it is one that names no day.
pub(super) fn parse(words: &str) -> Option<Result<Shape, Problem>> {
    let allowed = |c: char| c.is_ascii_digit() || "XYETSuZ-:/.,[]{}?~%+".contains(c);
    if words.len() < 4 || !words.chars().all(allowed) || !words.chars().any(|c| c.is_ascii_digit())
    {
        return None;
    }
    for (open, close) in [('[', ']'), ('{', '}')] {
        if let Some(inner) = words.strip_prefix(open).and_then(|w| w.strip_suffix(close)) {
            return set(inner, open);
        }
    }
    match words.split_once('/') {
        Some((first, last)) => interval(first, last),
        None => Some(point(words)?.map(Shape::Point)),
    }
}

/// Reads `first/last`, either of them open.
fn interval(first: &str, last: &str) -> Option<Result<Shape, Problem>> {
    let open = |end: &str| end.is_empty() || end == "..";
    // 13/5/1950 and 1949/50 are left to the words.
    if !open(first) && !first.starts_with('-') && first.len() < 4 || !open(last) && last.len() < 4 {
        return None;
    }
    let shape = match (open(first), open(last)) {
        (true, true) => return None,
        (true, false) => point(last)?.map(Shape::By),
        (false, true) => point(first)?.map(Shape::Since),
        (false, false) => match (point(first)?, point(last)?) {
            (Ok(a), Ok(b)) if a.base.days().0 > b.base.days().1 => Err(Problem::impossible(
                "The interval ends before it begins.",
                format!("Write {last}/{first}."),
            )),
            (Ok(a), Ok(b)) => Ok(Shape::Range(a, b)),
            (Err(problem), _) | (_, Err(problem)) => Err(problem),
        },
    };
    Some(shape)
}

/// Reads `[one of]` and `{all of}`.
fn set(inner: &str, open: char) -> Option<Result<Shape, Problem>> {
    let mut members = Vec::new();
    for member in inner.split(',') {
        let member = match member.trim().split_once("..") {
            Some(("", last)) => point(last)?.map(Shape::By),
            Some((first, "")) => point(first)?.map(Shape::Since),
            Some((first, last)) => match (point(first)?, point(last)?) {
                (Ok(a), Ok(b)) => Ok(Shape::Range(a, b)),
                (Err(problem), _) | (_, Err(problem)) => Err(problem),
            },
            None => point(member.trim())?.map(Shape::Point),
        };
        match member {
            Ok(shape) => members.push(shape),
            Err(problem) => return Some(Err(problem)),
        }
    }
    if members.len() == 1 && !matches!(members[0], Shape::Point(_)) {
        return members.pop().map(Ok);
    }
    Some(Ok(if open == '[' {
        Shape::OneOf(members)
    } else {
        Shape::All(members)
    }))
}

/// Reads one date or time, with its qualifiers anywhere.
fn point(words: &str) -> Option<Result<Point, Problem>> {
    let approximate = words.contains(['~', '%']);
    let uncertain = words.contains(['?', '%']);
    let bare: String = words.chars().filter(|c| !"?~%".contains(*c)).collect();
    let (date, time) = match bare.split_once('T') {
        Some((date, time)) => (date, Some(time)),
        None => (bare.as_str(), None),
    };
    Some(
        base(date)?
            .and_then(|base| timed(base, time))
            .map(|base| Point {
                approximate,
                uncertain,
                ..Point::plain(base)
            }),
    )
}

fn base(date: &str) -> Option<Result<Base, Problem>> {
    let (sign, body) = match date.strip_prefix('-') {
        Some(body) => (-1, body),
        None => (1, date),
    };
    let mut fields = body.split('-');
    let year = fields.next()?;
    let (month, day) = (fields.next(), fields.next());
    if fields.next().is_some()
        || year.len() != 4
        || [month, day].iter().flatten().any(|f| f.len() != 2)
    {
        return None;
    }
    let digits = year.trim_end_matches('X');
    if digits.len() < 4 {
        let number: i32 = digits.parse().ok()?;
        return match (digits.len(), month) {
            (3, None) => Some(Ok(Base::Decade(sign * number))),
            (2, None) => Some(Ok(Base::Century(sign * number))),
            _ => None,
        };
    }
    let year = sign * year.parse::<i32>().ok()?;
    Some(match (month, day) {
        (None, _) | (Some("XX"), None | Some("XX")) => Ok(Base::Year(year)),
        (Some("XX"), Some(_)) => return None,
        (Some(month), day) => in_year(year, month.parse().ok()?, day)?,
    })
}

fn in_year(year: i32, month: u32, day: Option<&str>) -> Option<Result<Base, Problem>> {
    let no_month = || {
        Problem::impossible(
            format!("There is no month {month}."),
            "Months go from 01 to 12; 21 to 24 are spring to winter.",
        )
    };
    Some(match (month, day) {
        (1..=12, None | Some("XX")) => Ok(Base::Month(year, month)),
        (1..=12, Some(day)) => {
            let day: u32 = day.parse().ok()?;
            let last = days_in_month(year, month);
            let name = MONTHS[month as usize - 1];
            Day::from_ymd(year, month, day)
                .map(Base::Day)
                .ok_or_else(|| {
                    Problem::impossible(
                        format!("There is no {day} {name} {year}: the month has {last} days."),
                        format!("Write a day from 1 to {last}, or only {name} {year}."),
                    )
                })
        }
        (21..=24, None) => Ok(Base::Season(year, month)),
        (25..=28, None) => Ok(Base::Season(year, month - 4)),
        (33..=36, None) => Ok(Base::Quarter(year, month - 32)),
        (40..=41, None) => Ok(Base::Half(year, month - 39)),
        // 1949-50 is left to the words.
        (_, None) if month as i32 > year % 100 && month > 12 => return None,
        _ => Err(no_month()),
    })
}

fn timed(base: Base, time: Option<&str>) -> Result<Base, Problem> {
    let Some(time) = time else { return Ok(base) };
    let bad = || {
        Problem::impossible(
            format!("\"{time}\" is no time of day."),
            "Write hours and minutes: T04:00.",
        )
    };
    let Base::Day(day) = base else {
        return Err(bad());
    };
    let split = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (clock, zone) = time.split_at(split);
    let minutes = minutes(clock).filter(|m| *m <= 24 * 60).ok_or_else(bad)?;
    let zone = match zone {
        "" => None,
        "Z" => Some(0),
        offset => {
            let sign = if offset.starts_with('-') { -1 } else { 1 };
            let text = &offset[1..];
            let ahead = minutes_of_zone(text)
                .filter(|m| *m <= 15 * 60)
                .ok_or_else(bad)?;
            Some(sign * ahead as i32)
        }
    };
    Ok(Base::Minute(day, minutes, zone))
}

fn minutes(clock: &str) -> Option<u32> {
    let mut fields = clock.split(':');
    let (hours, minutes) = (number(fields.next()?)?, number(fields.next()?)?);
    let seconds = fields.next().map_or(Some(0), number)?;
    let within = hours <= 24 && minutes < 60 && seconds < 60 && fields.next().is_none();
    within.then_some(hours * 60 + minutes)
}

fn minutes_of_zone(text: &str) -> Option<u32> {
    match text.split_once(':') {
        Some((hours, minutes)) => Some(number(hours)? * 60 + number(minutes)?),
        None => Some(number(text)? * 60),
    }
}

fn number(two: &str) -> Option<u32> {
    (two.len() == 2).then(|| two.parse().ok())?
}

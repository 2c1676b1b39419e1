//! Dates told by other dates (*the next day*, *two weeks later*), lengths (*three years*) and sets (*daily*).

use super::PhraseTable;
use super::calendar::{Day, Weekday};
use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::length::{Count, UNITS};
use super::narrative::{Anchor, Narrative};
use super::phrases::Unit;
use super::shape::{Base, DAY_PARTS, Point, Shape};
use super::tokens::Kind;
use super::words::{Class, Language};

impl Engine<'_> {
    /// A relative date, a length or a set that begins at token `at`; the longest of those that fit.
    pub(super) fn relative(
        &self,
        at: usize,
        narrative: &Narrative,
        table: &PhraseTable,
        convention: Convention,
    ) -> Option<Expression> {
        let readings = [
            self.counted(at, narrative, table),
            self.turned(at, narrative),
            self.set(at, convention),
            self.reference(at),
            self.marked(at, convention),
            self.deictic(at, narrative),
        ];
        readings.into_iter().flatten().max_by_key(|e| e.tokens.1)
    }

    /// former, current, future: TIMEX2 marks them.
    fn marked(&self, at: usize, convention: Convention) -> Option<Expression> {
        let (when, next) = self.words.find(&self.list, at, Class::Marked)?;
        (convention == Convention::Timex2).then(|| reference_of((at, next), when))
    }

    /// today, yesterday, tomorrow morning.
    fn deictic(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (days, next) = self.words.find(&self.list, at, Class::Today)?;
        let anchor = narrative.now()?;
        let Base::Day(day) = day_of(anchor.base)? else {
            return None;
        };
        // The words of this class all name a night.
        let part = Some(6);
        Some(dated(
            (at, next),
            Base::Day(day.plus(days)),
            part,
            anchor.name,
            "counted from the day of writing",
        ))
    }

    /// the next day, last week, the same month, that evening, next Tuesday.
    fn turned(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let classes = [
            (Class::Next, 1),
            (Class::Last, -1),
            (Class::Same, 0),
            (Class::This, 0),
        ];
        let found = classes.iter().filter_map(|(class, step)| {
            let (value, next) = self.words.find(&self.list, at, *class)?;
            Some((*class, *step, value, next))
        });
        let (class, step, value, next) = found.max_by_key(|(_, _, _, next)| *next)?;
        if self.list[next - 1].folded == "past" {
            return None;
        }
        // "the next" and "the same" are counted from the story, "next" and "this" from the day of writing.
        let story = class == Class::Same || value == 100;
        let anchor = if story {
            narrative.told()
        } else {
            narrative.now()
        }?;
        self.turned_unit(at, next, step, &anchor)
            .or_else(|| self.turned_name(at, next, step, &anchor))
    }

    fn turned_unit(
        &self,
        at: usize,
        next: usize,
        step: i64,
        anchor: &Anchor,
    ) -> Option<Expression> {
        if let Some((part, after)) = self.day_part(next) {
            let Base::Day(day) = day_of(anchor.base)? else {
                return None;
            };
            return Some(dated(
                (at, after),
                Base::Day(day.plus(step as i32)),
                Some(part),
                anchor.name.clone(),
                BESIDE,
            ));
        }
        let (unit, mut after) = self.unit(next)?;
        if self.list[after - 1].folded.ends_with('s') && self.language == Language::English {
            return None;
        }
        let base = moved(anchor.base, unit, step, true)?;
        let mut part = None;
        if unit == Unit::Day
            && let (Some(found), end) = self.part_of_day(after)
        {
            (part, after) = (Some(found), end);
        }
        Some(dated((at, after), base, part, anchor.name.clone(), BESIDE))
    }

    /// next Tuesday, last May, that summer.
    fn turned_name(
        &self,
        at: usize,
        next: usize,
        step: i64,
        anchor: &Anchor,
    ) -> Option<Expression> {
        let (year, month, _) = anchor.base.days().0.ymd();
        let made = |after, base| Some(dated((at, after), base, None, anchor.name.clone(), BESIDE));
        if let Some((number, after)) = self.words.find(&self.list, next, Class::Weekday) {
            let Base::Day(day) = day_of(anchor.base)? else {
                return None;
            };
            let weekday = Weekday::from_number(number as u32)?;
            return made(after, Base::Day(weekday_from(day, weekday, step)));
        }
        if let Some((season, after)) = self.words.find(&self.list, next, Class::Season) {
            let season = season as u32;
            let shifted = match step {
                1 if (season - 20) * 3 <= month => year + 1,
                -1 if (season - 20) * 3 >= month => year - 1,
                _ => year,
            };
            return made(after, Base::Season(shifted, season));
        }
        let (number, after) = self.words.find(&self.list, next, Class::Month)?;
        let number = number as u32;
        let year = match step {
            1 if number <= month => year + 1,
            -1 if number >= month => year - 1,
            _ => year,
        };
        if self.figure(after).is_some() {
            return None;
        }
        made(after, Base::Month(year, number))
    }

    /// five days later, two years ago, three weeks; the past two years.
    fn counted(&self, at: usize, narrative: &Narrative, table: &PhraseTable) -> Option<Expression> {
        let led = [Class::Next, Class::Last]
            .iter()
            .find_map(|c| Some(self.words.find(&self.list, at, *c)?.1));
        let (bound, from) = match led {
            Some(next) => (None, next),
            None => self.bound(at),
        };
        let adjective = self.compound(from);
        let (count, unit, next) = match adjective {
            Some(found) => found,
            None => self.length_in_text(from, led.is_some(), table)?,
        };
        if led.is_none()
            && adjective.is_none()
            && let Some(found) = self.counted_from(at, bound, count, unit, next, narrative)
        {
            return Some(found);
        }
        let modifier = match bound {
            Some(Class::LessThan | Class::Nearly) => Some("LESS_THAN"),
            Some(Class::MoreThan) => Some("MORE_THAN"),
            Some(Class::About) => Some("APPROX"),
            _ => None,
        };
        let (value, next) = self.and_smaller(length_value(count, unit), unit, next);
        let begin = if bound == Some(Class::Within) {
            from
        } else {
            at
        };
        Some(Expression {
            tokens: (begin, next),
            timex_type: TimexType::Duration,
            value,
            modifier,
            shape: None,
            anchor: None,
            because: "a length of time",
            rivals: Vec::new(),
        })
    }

    /// `two years and three months`.
    fn and_smaller(&self, value: String, unit: Unit, at: usize) -> (String, usize) {
        let more = self
            .words
            .find(&self.list, at, Class::And)
            .and_then(|(_, next)| {
                let (number, next) = self.number(next)?;
                let (smaller, next) = self.unit(next)?;
                let count = Count {
                    least: number * 2,
                    most: number * 2,
                    vague: false,
                };
                Some((length_value(count, smaller), smaller, next))
            });
        match more {
            Some((rest, smaller, next))
                if smaller < unit && smaller >= Unit::Day && !value.contains('/') =>
            {
                (value + rest.trim_start_matches('P'), next)
            }
            _ => (value, at),
        }
    }

    /// `two days later` is a date counted from another.
    fn counted_from(
        &self,
        at: usize,
        bound: Option<Class>,
        count: Count,
        unit: Unit,
        next: usize,
        narrative: &Narrative,
    ) -> Option<Expression> {
        let over = |class| self.words.find(&self.list, next, class).map(|(_, n)| n);
        let ago = over(Class::Ago);
        let later = over(Class::Later).filter(|n| self.ends_phrase(next, *n));
        let earlier = over(Class::Earlier).filter(|n| self.ends_phrase(next, *n));
        let (sign, after) = later.map(|n| (1, n)).or(ago.or(earlier).map(|n| (-1, n)))?;
        let anchor = if ago.is_some() {
            narrative.now()
        } else {
            narrative.told()
        };
        let modifier = match bound {
            Some(Class::About) => Some("APPROX"),
            Some(Class::MoreThan) => Some(if sign > 0 { "AFTER" } else { "BEFORE" }),
            Some(Class::LessThan | Class::Nearly) => {
                Some(if sign > 0 { "BEFORE" } else { "AFTER" })
            }
            _ => None,
        };
        let reference = |value: &str| Expression {
            tokens: (at, after),
            timex_type: TimexType::Date,
            value: value.to_string(),
            modifier: None,
            shape: None,
            anchor: None,
            because: "counted by a vague number",
            rivals: Vec::new(),
        };
        if count.vague {
            return Some(reference(if sign > 0 { "FUTURE_REF" } else { "PAST_REF" }));
        }
        let anchor = anchor?;
        let base = moved_by(anchor.base, unit, sign * count.least, ago.is_some())?;
        let mut made = dated(
            (at, after),
            base,
            None,
            anchor.name,
            "counted from the date before it",
        );
        made.modifier = modifier;
        Some(made)
    }

    /// `after` and `before` count only where nothing follows that they would belong to.
    fn ends_phrase(&self, at: usize, next: usize) -> bool {
        let word = self.list[at].folded.as_str();
        if !matches!(
            word,
            "after" | "before" | "prior" | "nach" | "vor" | "après" | "avant"
        ) || next > at + 1
        {
            return true;
        }
        matches!(self.mark(next), Some('.' | ',' | ';' | ')')) || next >= self.list.len()
    }

    /// A count and its unit.
    fn length_in_text(
        &self,
        at: usize,
        led: bool,
        table: &PhraseTable,
    ) -> Option<(Count, Unit, usize)> {
        if let Some((days, next)) = self.words.find(&self.list, at, Class::DayCount) {
            let halves = i64::from(days) * 2;
            return Some((
                Count {
                    least: halves,
                    most: halves,
                    vague: false,
                },
                Unit::Day,
                next,
            ));
        }
        // "the past year" is the one year past.
        if led
            && self.list[at - 1].folded == "past"
            && let Some((unit, next)) = self.unit(at)
        {
            return Some((ONE, unit, next));
        }
        if self.language.year_first() {
            return self.east_asian_length(at);
        }
        let (count, next) = self.count_in_text(at, table)?;
        let (unit, next) = self.unit(next)?;
        let (count, next) = self.and_half(count, next);
        Some((count, unit, next))
    }

    /// 五小時, 두 달, 10일 뒤: the marks of days and years are units where `later` or `for` follows.
    fn east_asian_length(&self, at: usize) -> Option<(Count, Unit, usize)> {
        let (count, next) = if let Some((_, next)) = self.words.find(&self.list, at, Class::Few) {
            (
                Count {
                    least: 6,
                    most: 14,
                    vague: true,
                },
                next,
            )
        } else if let Some((_, next)) = self.words.find(&self.list, at, Class::HalfUnit) {
            (
                Count {
                    least: 1,
                    most: 1,
                    vague: false,
                },
                next,
            )
        } else {
            let number = self.figure(at).map(|f| (i64::from(f.value), f.next));
            let (number, next) = number.or_else(|| self.number(at))?;
            (
                Count {
                    least: number * 2,
                    most: number * 2,
                    vague: false,
                },
                next,
            )
        };
        if let Some((unit, after)) = self.unit(next) {
            let doubtful = self.words.is(&self.list, next, Class::DayMark)
                || self.words.is(&self.list, next, Class::YearMark);
            if !doubtful || after > next + 1 || self.counts_on(after) {
                return Some((count, unit, after));
            }
        }
        let marks = [(Class::DayMark, Unit::Day), (Class::YearMark, Unit::Year)];
        let (unit, after) = marks
            .iter()
            .find_map(|(c, u)| Some((*u, self.words.find(&self.list, next, *c)?.1)))?;
        self.counts_on(after).then_some((count, unit, after))
    }

    fn counts_on(&self, at: usize) -> bool {
        [Class::Later, Class::Ago, Class::SpanMark]
            .iter()
            .any(|c| self.words.is(&self.list, at, *c))
    }

    fn count_in_text(&self, at: usize, table: &PhraseTable) -> Option<(Count, usize)> {
        // "the next day" is read elsewhere; here a count must stand.
        if self.words.is(&self.list, at, Class::Next) || self.words.is(&self.list, at, Class::Last)
        {
            return None;
        }
        self.count(at, table)
    }

    /// `three-year`, `ten-day`.
    fn compound(&self, at: usize) -> Option<(Count, Unit, usize)> {
        let (number, next) = self.number(at)?;
        if self.mark(next) != Some('-') || self.glued_mark(next).is_none() || number > 1000 {
            return None;
        }
        let (unit, after) = self.unit(next + 1)?;
        self.list[next + 1].glued.then_some((
            Count {
                least: number * 2,
                most: number * 2,
                vague: false,
            },
            unit,
            after,
        ))
    }

    /// daily, every morning, Fridays.
    fn set(&self, at: usize, convention: Convention) -> Option<Expression> {
        let made = |next, value: String| {
            Some(Expression {
                tokens: (at, next),
                timex_type: TimexType::Set,
                value,
                modifier: None,
                shape: None,
                anchor: None,
                because: "it returns",
                rivals: Vec::new(),
            })
        };
        if let Some((unit, next)) = self.words.find(&self.list, at, Class::Often)
            && !self.is_in_a_name(at)
        {
            let unit = *UNITS.get(unit as usize)?;
            return made(next, returning(unit, convention));
        }
        if let Some(weekday) = self.weekdays(at) {
            return made(at + 1, format!("XXXX-WXX-{weekday}"));
        }
        let (_, next) = self.words.find(&self.list, at, Class::Every)?;
        if let Some((weekday, after)) = self.words.find(&self.list, next, Class::Weekday) {
            return made(after, format!("XXXX-WXX-{weekday}"));
        }
        if let Some((_, after)) = self.day_part(next) {
            return made(after, "P1D".into());
        }
        if let Some((unit, after)) = self.unit(next) {
            return made(after, length_value(ONE, unit));
        }
        let (number, after) = self.number(next)?;
        let (unit, after) = self.unit(after)?;
        made(
            after,
            length_value(
                Count {
                    least: number * 2,
                    most: number * 2,
                    vague: false,
                },
                unit,
            ),
        )
    }

    /// A capital inside a sentence makes a word part of a name: China Quarterly, the Daily Mail.
    fn is_in_a_name(&self, at: usize) -> bool {
        let inside =
            at > 0 && !matches!(self.mark(at - 1), Some('.' | '!' | '?' | '"' | '“' | '('));
        self.list[at].capital && inside && self.list[at - 1].kind != Kind::Note
    }

    /// Fridays.
    fn weekdays(&self, at: usize) -> Option<i32> {
        let token = self.list.get(at)?;
        let stem = token
            .folded
            .strip_suffix('s')
            .filter(|_| token.capital && self.language == Language::English)?;
        if !stem.ends_with("day") {
            return None;
        }
        let mut single = super::tokens::tokens(stem);
        single[0].capital = true;
        self.words.annotate(&mut single);
        Some(self.words.find(&single, 0, Class::Weekday)?.0)
    }

    /// now, recently.
    fn reference(&self, at: usize) -> Option<Expression> {
        let (when, next) = self.words.find(&self.list, at, Class::Reference)?;
        if self.is_in_a_name(at) {
            return None;
        }
        Some(reference_of((at, next), when))
    }

    fn day_part(&self, at: usize) -> Option<(usize, usize)> {
        let (part, next) = self.words.find(&self.list, at, Class::DayPart)?;
        Some((part as usize, next))
    }

    fn part_of_day(&self, at: usize) -> (Option<usize>, usize) {
        match self.day_part(at) {
            Some((part, next)) => (Some(part), next),
            None => (None, at),
        }
    }
}

fn reference_of(tokens: (usize, usize), when: i32) -> Expression {
    let value = ["PAST_REF", "PRESENT_REF", "FUTURE_REF"][(when + 1).clamp(0, 2) as usize];
    Expression {
        tokens,
        timex_type: TimexType::Date,
        value: value.into(),
        modifier: None,
        shape: None,
        anchor: None,
        because: "a word for now, before or to come",
        rivals: Vec::new(),
    }
}

/// TIMEX2 writes what returns with its unknown figures.
fn returning(unit: Unit, convention: Convention) -> String {
    match (convention, unit) {
        (Convention::Timex2, Unit::Day) => "XXXX-XX-XX".into(),
        (Convention::Timex2, Unit::Week) => "XXXX-WXX".into(),
        (Convention::Timex2, Unit::Month) => "XXXX-XX".into(),
        (Convention::Timex2, Unit::Year) => "XXXX".into(),
        _ => length_value(ONE, unit),
    }
}

const BESIDE: &str = "counted from the date before it";
const ONE: Count = Count {
    least: 2,
    most: 2,
    vague: false,
};

fn dated(
    tokens: (usize, usize),
    base: Base,
    part: Option<usize>,
    anchor: String,
    because: &'static str,
) -> Expression {
    let day_part = part.and_then(|p| DAY_PARTS.get(p).copied());
    let point = Point {
        day_part,
        ..Point::plain(base)
    };
    let (value, modifier) = point.timex();
    Expression {
        tokens,
        timex_type: if day_part.is_some() {
            TimexType::Time
        } else {
            TimexType::Date
        },
        value,
        modifier,
        shape: Some(Shape::Point(point)),
        anchor: Some(anchor),
        because,
        rivals: Vec::new(),
    }
}

/// A stretch as a day, where it is one.
fn day_of(base: Base) -> Option<Base> {
    match base {
        Base::Day(_) => Some(base),
        Base::Minute(day, ..) => Some(Base::Day(day)),
        _ => None,
    }
}

/// The stretch of this unit so many steps beside the one that holds the base.
fn moved(base: Base, unit: Unit, steps: i64, whole: bool) -> Option<Base> {
    moved_by(base, unit, steps * 2, whole)
}

/// The same, in halves of the unit; weeks are whole ones where they are counted from the day of writing.
fn moved_by(base: Base, unit: Unit, halves: i64, whole: bool) -> Option<Base> {
    let first = base.days().0;
    let (year, month, _) = first.ymd();
    let steps = i32::try_from(halves / 2).ok().filter(|s| s.abs() < 3000)?;
    Some(match unit {
        Unit::Minute | Unit::Hour => return None,
        Unit::Day => match day_of(base)? {
            Base::Day(day) => Base::Day(day.plus(steps)),
            _ => return None,
        },
        Unit::Week if whole => Base::Week(
            first
                .plus(1 - first.weekday().number() as i32)
                .plus(steps * 7),
        ),
        Unit::Week => match day_of(base)? {
            Base::Day(day) => Base::Day(day.plus((halves * 7 / 2) as i32)),
            _ => return None,
        },
        Unit::Month | Unit::Quarter => {
            if matches!(base, Base::Year(_) | Base::Decade(_) | Base::Century(_)) {
                return None;
            }
            let by = if unit == Unit::Month { 1 } else { 3 };
            let (year, month) = super::add_months(year, month, (halves * by / 2) as i32);
            Base::Month(year, month)
        }
        Unit::Year => Base::Year(year + steps),
        Unit::Decade => Base::Decade((year + steps * 10).div_euclid(10)),
        Unit::Century => Base::Century((year + steps * 100).div_euclid(100)),
    })
}

/// The weekday before (-1), on or nearest (0), or after (1) a day.
fn weekday_from(day: Day, weekday: Weekday, step: i64) -> Day {
    let ahead = (weekday.number() as i32 - day.weekday().number() as i32).rem_euclid(7);
    match step {
        1 => day.plus(if ahead == 0 { 7 } else { ahead }),
        -1 => day.plus(if ahead == 0 { -7 } else { ahead - 7 }),
        _ if ahead > 3 => day.plus(ahead - 7),
        _ => day.plus(ahead),
    }
}

/// A length as TIMEX3 writes it.
fn length_value(count: Count, unit: Unit) -> String {
    let (time, letter, times) = match unit {
        Unit::Minute => ("T", 'M', 1),
        Unit::Hour => ("T", 'H', 1),
        Unit::Day => ("", 'D', 1),
        Unit::Week => ("", 'W', 1),
        Unit::Month => ("", 'M', 1),
        Unit::Quarter => ("", 'M', 3),
        Unit::Year => ("", 'Y', 1),
        Unit::Decade => ("", 'Y', 10),
        Unit::Century => ("", 'Y', 100),
    };
    let one = |halves: i64| {
        let halves = halves * times;
        // Halves are told in the next smaller unit where that is exact.
        match (halves % 2 == 0, letter, time) {
            (true, ..) => format!("P{time}{}{letter}", halves / 2),
            (false, 'Y', _) => format!("P{}M", halves * 6),
            (false, 'D', _) => format!("PT{}H", halves * 12),
            (false, 'H', _) => format!("PT{}M", halves * 30),
            _ => format!("P{time}{}.5{letter}", halves / 2),
        }
    };
    match (count.vague, count.least == count.most) {
        (true, _) => format!("P{time}X{letter}"),
        (false, true) => one(count.least),
        (false, false) => format!("{}/{}", one(count.least), one(count.most)),
    }
}

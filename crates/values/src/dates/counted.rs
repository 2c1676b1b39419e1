//! Lengths in running text (*three years*), and dates counted by them (*five days later*, *two weeks ago*).

use super::PhraseTable;
use super::calendar::Day;
use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::length::{Count, UNITS};
use super::narrative::Narrative;
use super::noun::{VAGUE, unbound};
use super::phrases::Unit;
use super::relative::dated;
use super::stretch::Base;
use super::tokens::Kind;
use super::words::{Class, Language};

pub(super) const ONE: Count = Count {
    least: 2,
    most: 2,
    vague: false,
};

impl Engine<'_> {
    /// five days later, two years ago, three weeks; the past two years.
    pub(super) fn counted(
        &self,
        at: usize,
        narrative: &Narrative,
        table: &PhraseTable,
    ) -> Option<Expression> {
        if let Some(found) = self.counted_behind(at, narrative, table) {
            return Some(found);
        }
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
        if self.convention == Convention::Timex3 && self.words.is(&self.list, next, Class::AgeMark)
        {
            return None;
        }
        let modifier = match bound {
            Some(Class::LessThan | Class::Nearly) => Some("LESS_THAN"),
            Some(Class::MoreThan) => Some("MORE_THAN"),
            Some(Class::About) => Some("APPROX"),
            _ => None,
        };
        let next = self
            .words
            .find(&self.list, next, Class::SpanMark)
            .filter(|_| !self.language.year_first())
            .map_or(next, |(_, after)| after);
        let (modifier, next) = match self.words.find(&self.list, next, Class::AfterLength) {
            Some((kind, after)) => (
                ["APPROX", "LESS_THAN", "MORE_THAN", "EQUAL_OR_MORE"]
                    .get(kind as usize)
                    .copied(),
                after,
            ),
            None => (modifier, next),
        };
        let (value, next) =
            self.and_smaller(length_value(count, unit, self.convention), unit, next);
        let next = self.with_complement(next, &["of", "between"]);
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
            problem: None,
        })
    }

    /// vor drei Tagen, il y a deux ans, через два дня: the word for the direction stands first.
    fn counted_behind(
        &self,
        at: usize,
        narrative: &Narrative,
        table: &PhraseTable,
    ) -> Option<Expression> {
        let leads = [(Class::AgoLead, -1), (Class::LaterLead, 1)];
        let (sign, told, from) = leads.iter().find_map(|(class, sign)| {
            let (value, next) = self.words.find(&self.list, at, *class)?;
            Some((*sign, value == 100, next))
        })?;
        let (bound, from) = self.bound(from);
        let (count, unit, next) = self.length_in_text(from, false, table)?;
        let reference = if sign > 0 { "FUTURE_REF" } else { "PAST_REF" };
        if count.vague {
            return Some(unbound((at, next), TimexType::Date, reference.into()));
        }
        let anchor = if told {
            narrative.told()
        } else {
            narrative.now()
        }?;
        let base = moved_by(anchor.base, unit, sign * count.least, sign < 0)?;
        let mut made = dated(
            (at, next),
            base,
            None,
            anchor.name,
            "counted from the date before it",
        );
        made.modifier = (bound == Some(Class::About)).then_some("APPROX");
        Some(made)
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
                Some((length_value(count, smaller, self.convention), smaller, next))
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
        // 前 counts from the day told of too, where one is told.
        let both = self.language.year_first() && narrative.tells_a_day();
        let anchor = match (ago.is_some() && !both, sign) {
            (true, _) => narrative.now(),
            (false, 1) => narrative.told(),
            _ => narrative.told_start(),
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
            problem: None,
        };
        if count.vague {
            return Some(reference(if sign > 0 { "FUTURE_REF" } else { "PAST_REF" }));
        }
        let anchor = anchor?;
        let base = moved_by(
            anchor.base,
            unit,
            sign * count.least,
            ago.is_some() && !both,
        )?;
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
        let word = self.list[at].folded.as_ref();
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
    pub(super) fn length_in_text(
        &self,
        at: usize,
        led: bool,
        table: &PhraseTable,
    ) -> Option<(Count, Unit, usize)> {
        if let Some((days, next)) = self.words.find(&self.list, at, Class::DayCount) {
            let weeks = self.language == Language::English && days == 14;
            let halves = if weeks { 4 } else { i64::from(days) * 2 };
            return Some((
                Count {
                    least: halves,
                    most: halves,
                    vague: false,
                },
                if weeks { Unit::Week } else { Unit::Day },
                next,
            ));
        }
        if let Some((years, next)) = self.words.find(&self.list, at, Class::YearCount) {
            let halves = i64::from(years) * 2;
            let count = Count {
                least: halves,
                most: halves,
                vague: false,
            };
            return Some((count, Unit::Year, next));
        }
        if let Some((unit, next)) = self.words.find(&self.list, at, Class::VagueLength) {
            return Some((VAGUE, *UNITS.get(unit as usize)?, next));
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
        let next = self.over_adjective(next);
        let (unit, next) = self.unit(next)?;
        if unit == Unit::Quarter && self.language == Language::English && !led {
            return None;
        }
        let fraction =
            unit == Unit::Quarter && self.list.get(next).is_some_and(|t| t.folded == "of");
        if fraction {
            return None;
        }
        let (count, next) = self.and_half(count, next);
        Some((count, unit, next))
    }

    /// `two full days`, `17 lange Jahre`: one word may describe the unit.
    fn over_adjective(&self, at: usize) -> usize {
        let word = self
            .list
            .get(at)
            .filter(|t| t.kind == Kind::Word && !t.capital);
        let Some(word) = word.filter(|_| !self.ends_phrase_here(at)) else {
            return at;
        };
        let Some((_, next)) = self.unit(at + 1) else {
            return at;
        };
        let fits = match self.language {
            Language::English => self.list[next - 1].folded.ends_with('s'),
            Language::German => ["e", "en", "es", "er"]
                .iter()
                .any(|end| word.folded.ends_with(end)),
            _ => false,
        };
        if fits && self.unit(at).is_none() {
            at + 1
        } else {
            at
        }
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
}

/// A stretch as a day, where it is one.
pub(super) fn day_of(base: Base) -> Option<Base> {
    match base {
        Base::Day(_) => Some(base),
        Base::Minute(day, ..) => Some(Base::Day(day)),
        _ => None,
    }
}

/// The stretch of this unit so many steps beside the one that holds the base.
pub(super) fn moved(base: Base, unit: Unit, steps: i64, whole: bool) -> Option<Base> {
    moved_by(base, unit, steps * 2, whole)
}

/// The same, in halves of the unit; weeks are whole ones where they are counted from the day of writing.
pub(super) fn moved_by(base: Base, unit: Unit, halves: i64, whole: bool) -> Option<Base> {
    let first = base.days().0;
    let (year, month, _) = first.ymd();
    let steps = i32::try_from(halves / 2).ok().filter(|s| s.abs() < 3000)?;
    Some(match unit {
        Unit::Minute | Unit::Hour => {
            let Base::Minute(day, minutes, zone) = base else {
                return None;
            };
            let tick =
                super::shape::shift(day.start() + i64::from(minutes), i64::from(steps), unit);
            let day = Day::of(tick);
            return Some(Base::Minute(day, (tick - day.start()) as u32, zone));
        }
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

/// A length as TIMEX3 writes it.
pub(super) fn length_value(count: Count, unit: Unit, convention: Convention) -> String {
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
    let long = convention == Convention::Timex2;
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
        (true, _) if unit >= Unit::Decade && convention == Convention::Timex2 => {
            format!("PX{}", long_letters(unit))
        }
        (false, true) if unit >= Unit::Decade && long && (count.least % 2 == 0) => {
            format!("P{}{}", count.least / 2, long_letters(unit))
        }
        (false, true) if unit >= Unit::Decade && convention == Convention::Timex2 => {
            format!("P{}.5{}", count.least / 2, long_letters(unit)).replace("P0.", "P.")
        }
        (true, _) => format!("P{time}X{letter}"),
        (false, true) => one(count.least),
        (false, false) => format!("{}/{}", one(count.least), one(count.most)),
    }
}

fn long_letters(unit: Unit) -> &'static str {
    if unit == Unit::Decade { "DE" } else { "CE" }
}

//! Parts of the day, weekends, counts of times and vague words that are placed by what was told before.

use super::calendar::{Day, Weekday};
use super::counted::{day_of, length_value, moved};
use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::length::UNITS;
use super::narrative::Narrative;
use super::noun::{VAGUE, unbound};
use super::partial::Partial;
use super::phrases::Unit;
use super::relative::{ONE, dated};
use super::shape::{Point, Shape};
use super::stretch::Base;
use super::tokens::Kind;
use super::words::{Class, Language};

impl Engine<'_> {
    /// A clock that follows the part of a day: ce matin à 0 h 35.
    pub(super) fn clock_of(&self, day: Day, at: usize) -> Option<(Base, usize)> {
        let over = self
            .words
            .find(&self.list, at, Class::Article)
            .map_or(at, |(_, next)| next);
        let mut partial = Partial {
            day: Some(day.ymd().2),
            month: Some(day.ymd().1),
            year: Some(day.ymd().0),
            ..Partial::default()
        };
        let next = self.clock(&mut partial, over)?;
        Some((Base::Minute(day, partial.clock?, partial.zone), next))
    }

    /// Mardi dernier, l'été dernier: French turns a name by a word after it.
    pub(super) fn behind(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        if !matches!(self.language, Language::French | Language::English) {
            return None;
        }
        let over = self
            .words
            .find(&self.list, at, Class::LeadArticle)
            .map_or(at, |(_, next)| next);
        if self.language == Language::French
            && let Some(e) = self.unit_behind(at, over, narrative)
        {
            return Some(e);
        }
        let (weekday, next) = self.words.find(&self.list, over, Class::Weekday)?;
        let turn = |class| self.words.find(&self.list, next, class);
        // Monday last, but not "Monday next to him".
        let english = self.language == Language::English;
        if english && !self.list[over].capital {
            return None;
        }
        let (step, end) = match (turn(Class::Last), turn(Class::Next)) {
            (Some((_, end)), _) => (-1, end),
            (_, Some((_, end))) => (1, end),
            _ => return None,
        };
        let anchor = narrative.now()?;
        let Base::Day(day) = day_of(anchor.base)? else {
            return None;
        };
        let weekday = Weekday::from_number(weekday as u32)?;
        let ahead = (weekday.number() as i32 - day.weekday().number() as i32).rem_euclid(7);
        let by = match (step, ahead) {
            (1, 0) => 7,
            (1, ahead) => ahead,
            (_, ahead) => ahead - 7,
        };
        Some(dated(
            (at, end),
            Base::Day(day.plus(by)),
            None,
            anchor.name,
            BESIDE,
        ))
    }

    /// la décennie suivante, le siècle dernier.
    fn unit_behind(&self, at: usize, over: usize, narrative: &Narrative) -> Option<Expression> {
        let (unit, next) = self.unit(over)?;
        let turn = |class| self.words.find(&self.list, next, class);
        let (step, value, end) = match (turn(Class::Last), turn(Class::Next)) {
            (Some((value, end)), _) => (-1, value, end),
            (_, Some((value, end))) => (1, value, end),
            _ => return None,
        };
        if self.list[next - 1].folded.ends_with('s') && unit != Unit::Month {
            return None;
        }
        let anchor = if value == 100 {
            narrative.told_of(unit)
        } else {
            narrative.now()
        }?;
        let base = moved(anchor.base, unit, step, true)?;
        Some(dated((at, end), base, None, anchor.name, BESIDE))
    }

    /// deux fois par an, twice a year, 주 1회: how often within a unit.
    pub(super) fn times(&self, at: usize) -> Option<Expression> {
        let made = |next, unit| {
            let value = length_value(ONE, unit, self.convention);
            Some(unbound((at, next), TimexType::Set, value))
        };
        if self.language.year_first() {
            let (unit, next) = self.unit_of_times(at)?;
            let next = next + usize::from(self.list.get(next).is_some_and(|t| t.folded == "に"));
            let figure = self.figure(next)?;
            let (_, end) = self.words.find(&self.list, figure.next, Class::Times)?;
            return made(end, unit);
        }
        let from = self.number(at).map_or(at, |(_, next)| next);
        let (_, next) = self.words.find(&self.list, from, Class::Times)?;
        if let Some((unit, end)) = self.words.find(&self.list, next, Class::Often) {
            return made(end, *UNITS.get(unit as usize)?);
        }
        let (_, next) = self.words.find(&self.list, next, Class::PerWord)?;
        let (unit, end) = self.unit(next)?;
        made(end, unit)
    }

    fn unit_of_times(&self, at: usize) -> Option<(Unit, usize)> {
        let (value, next) = self.words.find(&self.list, at, Class::PerWord)?;
        Some((*UNITS.get(value as usize)?, next))
    }

    /// jahrelang, 당분간; `for years`, `seit Jahren`, `weeks later`.
    pub(super) fn vague(&self, at: usize) -> Option<Expression> {
        if self.convention == Convention::Timex2 || self.language.year_first() {
            return None;
        }
        let (unit, next) = self.unit(at)?;
        if self.language == Language::Russian && at > 0 && self.list[at - 1].folded == "за" {
            let value = length_value(ONE, unit, self.convention);
            return Some(unbound((at, next), TimexType::Duration, value));
        }
        let plural = match self.language {
            Language::English => self.list[next - 1].folded.ends_with('s'),
            Language::German => self.list[next - 1].folded.ends_with("en"),
            _ => false,
        };
        if !plural {
            return None;
        }
        for (class, value) in [
            (Class::Later, "FUTURE_REF"),
            (Class::Ago, "PAST_REF"),
            (Class::Earlier, "PAST_REF"),
        ] {
            if let Some((_, end)) = self.words.find(&self.list, next, class) {
                return Some(unbound((at, end), TimexType::Date, value.into()));
            }
        }
        let before = at.checked_sub(1)?;
        let led = [Class::Since, Class::AgoLead, Class::Within]
            .iter()
            .any(|c| self.words.is(&self.list, before, *c))
            || self.list[before].folded == "for";
        let value = length_value(VAGUE, unit, self.convention);
        led.then(|| unbound((at, next), TimexType::Duration, value))
    }

    /// the weekend, am Wochenende.
    pub(super) fn weekend(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (by, next) = self.words.find(&self.list, at, Class::Weekend)?;
        let anchor = if by >= 50 {
            narrative.told()
        } else {
            narrative.now()
        }?;
        let Base::Day(day) = day_of(anchor.base)? else {
            return None;
        };
        let weeks = if by >= 50 { by - 100 } else { by };
        let monday = day.plus(1 - day.weekday().number() as i32 + weeks * 7);
        let point = |days| Point::plain(Base::Day(monday.plus(days)));
        let mut e = unbound(
            (at, next),
            TimexType::Date,
            Base::Week(monday).timex() + "-WE",
        );
        e.shape = Some(Shape::Range(point(5), point(6)));
        e.anchor = Some(anchor.name);
        e.because = BESIDE;
        Some(e)
    }

    /// the end of next month, the early part of that year.
    pub(super) fn part_of_turned(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (part, next) = self.words.find(&self.list, at, Class::Part)?;
        if self.language.year_first() {
            return None;
        }
        let mut e = self.turned(next, narrative)?;
        let Some(Shape::Point(point)) = e.shape.clone() else {
            return None;
        };
        let part = super::engine::PARTS.get(part as usize).copied()?;
        if point.part.is_some()
            || point.day_part.is_some()
            || matches!(point.base, Base::Day(_) | Base::Week(_))
        {
            return None;
        }
        let whole = Point {
            part: Some(part),
            ..point
        };
        (e.value, e.modifier) = whole.timex();
        e.shape = Some(Shape::Point(whole));
        e.tokens.0 = at;
        Some(e)
    }

    /// the week ending 30 September 1951, the quarter beginning 1 October.
    pub(super) fn ending(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (unit, next) = self.unit(at)?;
        let (way, next) = self.words.find(&self.list, next, Class::Ending)?;
        let found = self.absolute(next, narrative, self.convention)?;
        let mut e = found.into_iter().next()?;
        let Some(Shape::Point(point)) = e.shape.clone() else {
            return None;
        };
        let Base::Day(day) = point.base else {
            return None;
        };
        let long = |day: Day, sign: i32| match unit {
            Unit::Week => Some(day.plus(7 * sign)),
            Unit::Month => Some(day.plus_months(sign)),
            Unit::Quarter => Some(day.plus_months(3 * sign)),
            Unit::Year => Some(day.plus_months(12 * sign)),
            _ => None,
        };
        let (first, last) = if way < 0 {
            (long(day, -1)?.plus(1), day)
        } else {
            (day, long(day, 1)?.plus(-1))
        };
        let ends = (
            Point::plain(Base::Day(first)),
            Point::plain(Base::Day(last)),
        );
        e.value = format!("{}/{}", first.iso(), last.iso());
        e.shape = Some(Shape::Range(ends.0, ends.1));
        e.tokens.0 = at;
        e.modifier = None;
        Some(e)
    }

    /// in the afternoon, am Abend, вечером: of the day told of.
    pub(super) fn day_part_told(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        if self.convention == Convention::Timex2 {
            return None;
        }
        let (part, next) = self.words.find(&self.list, at, Class::DayPart)?;
        let first = &self.list[at];
        let signs = self.language.year_first() && next > at + 1;
        let determined = signs || at > 0 && self.words.is(&self.list, at - 1, Class::PartLead);
        let whole = next > at + 1
            && first.kind == Kind::Word
            && self.words.is(&self.list, at, Class::PartLead);
        let of = self
            .list
            .get(next)
            .is_some_and(|t| matches!(t.folded.as_ref(), "of" | "des" | "du" | "de"));
        let described = self.language == Language::English && self.stands_before_noun(next);
        if of
            || described
            || !(determined || whole || self.words.is(&self.list, at, Class::PartAlone))
        {
            return None;
        }
        let anchor = narrative.told()?;
        let Some(Base::Day(day)) = day_of(anchor.base) else {
            return None;
        };
        if let Some((base, end)) = self.clock_of(day, next) {
            return Some(dated((at, end), base, None, anchor.name, BESIDE));
        }
        Some(dated(
            (at, next),
            Base::Day(day),
            Some(part as usize),
            anchor.name,
            BESIDE,
        ))
    }
}

const BESIDE: &str = "counted from the date before it";

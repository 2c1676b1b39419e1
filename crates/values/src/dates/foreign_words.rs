//! The words of the Islamic, the Hebrew and the French Republican calendar.

use super::classes::ClassSet;
use super::engine::Engine;
use super::figures::{Figure, roman};
use super::foreign::{COMPLEMENTARY, Calendar};
use super::partial::Partial;
use super::tokens::Kind;
use super::words::{Class, Language};

impl Engine<'_> {
    /// Ramadan, an VIII, 1368 AH: a month or a year of another calendar.
    pub(super) fn foreign(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.steps() || p.season.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        self.complementary(p, at)
            .or_else(|| self.foreign_month(p, at, comma))
            .or_else(|| self.foreign_year(p, at, comma))
    }

    fn foreign_month(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        let (value, next) = self.words.find(&self.list, at, Class::CalendarMonth)?;
        let calendar = Calendar::numbered(value / 100)?;
        let free = p.month.is_none() && p.calendar.is_none_or(|known| known == calendar);
        if !free || (comma && p.weekday.is_none()) {
            return None;
        }
        // A year before the month, in languages that begin with it, is a civil one unless its calendar was named.
        (p.calendar, p.month) = (Some(calendar), Some(value as u32 % 100));
        if p.day.is_some() && p.year.is_none() {
            p.year = self.civil_year_in_brackets(next);
        }
        Some(next)
    }

    /// 18 Brumaire (9 November 1799): the year of the civil day beside it.
    fn civil_year_in_brackets(&self, at: usize) -> Option<i32> {
        let (inner, next) = self
            .plain_day(at + 1)
            .filter(|_| self.mark(at) == Some('('))?;
        let whole = self.mark(next) == Some(')') && inner.day.is_some() && inner.month.is_some();
        inner.year.filter(|_| whole)
    }

    /// `3e jour complémentaire`: a day after the twelfth month.
    fn complementary(&self, p: &mut Partial, at: usize) -> Option<usize> {
        let token = self.list.get(at)?;
        let ordinal = token.classes.meets(ClassSet::of(Class::Ordinal));
        if !(ordinal || matches!(token.kind, Kind::Number(..))) {
            return None;
        }
        let figure = self.ordinal(at).or_else(|| self.figure(at))?;
        let named = self.after_suffix(figure.next);
        let (_, next) = self.words.find(&self.list, named, Class::Complementary)?;
        if p.month.is_some() || p.day.is_some() || !(1..=6).contains(&figure.value) {
            return None;
        }
        (p.calendar, p.month) = (Some(Calendar::Republican), Some(COMPLEMENTARY));
        p.day = Some(figure.value);
        Some(next)
    }

    fn foreign_year(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.year.is_some() || (p.month.is_some() && p.calendar.is_none()) {
            return None;
        }
        if comma && p.month.is_none() {
            return None;
        }
        self.led_year(p, at)
            .or_else(|| self.followed_year(p, at))
            .or_else(|| self.year_after_month(p, at))
    }

    /// AH 1368, an VIII, 회력 1368년.
    fn led_year(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if let Some((number, next)) = self.words.find(&self.list, at, Class::CalendarYear) {
            let figure = self.figure(next)?;
            return self.take_year(p, Calendar::numbered(number)?, figure);
        }
        let (_, next) = self.words.find(&self.list, at, Class::RepublicanYear)?;
        let figure = self.roman_year(next).or_else(|| {
            self.figure(next)
                .filter(|_| p.calendar == Some(Calendar::Republican))
        })?;
        // `year II` alone may be of any reckoning, but in French it is of this one.
        let of_republic = self
            .words
            .find(&self.list, figure.next, Class::CalendarYear);
        let french = self.language == Language::French;
        if p.calendar.is_none() && of_republic.is_none() && !french {
            return None;
        }
        let next = self.take_year(p, Calendar::Republican, figure)?;
        Some(of_republic.map_or(next, |(_, after)| after))
    }

    /// 1368 AH, 1368 г. хиджры.
    fn followed_year(&self, p: &mut Partial, at: usize) -> Option<usize> {
        let figure = self.figure(at).filter(|f| f.digits >= 2)?;
        let marked = self.words.find(&self.list, figure.next, Class::YearMark);
        let next = marked.map_or(figure.next, |(_, next)| next);
        let (number, after) = self
            .words
            .find(&self.list, figure.next, Class::CalendarYear)
            .or_else(|| self.words.find(&self.list, next, Class::CalendarYear))?;
        self.take_year(p, Calendar::numbered(number)?, figure)?;
        Some(after)
    }

    /// 12 Ramadan 1368, 18 Brumaire VIII.
    fn year_after_month(&self, p: &mut Partial, at: usize) -> Option<usize> {
        let calendar = p.calendar.filter(|_| p.month.is_some())?;
        let figure = match calendar {
            Calendar::Republican => self.roman_year(at)?,
            // A year of two figures may be short for any.
            _ => self.figure(at).filter(|f| f.digits == 0 || f.digits >= 3)?,
        };
        self.take_year(p, calendar, figure)
    }

    fn take_year(&self, p: &mut Partial, calendar: Calendar, figure: Figure) -> Option<usize> {
        let same = p.calendar.is_none_or(|known| known == calendar);
        if !same || !calendar.counts(figure.value) {
            return None;
        }
        (p.calendar, p.calendar_year) = (Some(calendar), true);
        p.year = Some(figure.value as i32);
        let mark = self.words.find(&self.list, figure.next, Class::YearMark);
        Some(mark.map_or(figure.next, |(_, next)| next))
    }

    fn roman_year(&self, at: usize) -> Option<Figure> {
        let token = self.list.get(at).filter(|t| t.capital)?;
        Some(Figure {
            value: roman(&token.folded)?,
            digits: 0,
            next: at + 1,
        })
    }
}

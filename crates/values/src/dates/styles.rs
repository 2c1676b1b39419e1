//! Whole days in one piece: all in figures, feasts, and the marks of Old and New Style.

use super::calendar::Day;
use super::engine::Engine;
use super::partial::{NewStyle, Partial};
use super::tokens::Kind;
use super::words::Class;

impl Engine<'_> {
    /// 1950-05-13, and 1950.5.13 where that order is the custom.
    pub(super) fn iso(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.names_a_stretch() {
            return None;
        }
        let year = self.digits(at)?;
        let sign = self.glued_mark(year.next)?;
        let month = self.digits(year.next + 1)?;
        let plain = sign == '-'
            || (matches!(sign, '.' | '/') && (self.whole || self.language.year_first()));
        if year.digits != 4 || !plain || month.digits > 2 || (sign == '-' && month.digits != 2) {
            return None;
        }
        let dotted_space = sign == '.' && self.language.year_first();
        if !self.list[year.next + 1].glued && !dotted_space {
            return None;
        }
        if self.mark(month.next) != Some(sign) {
            // A month in figures, unless it could be the last two of a later year.
            let plain = self.whole
                && sign == '-'
                && (1..=12).contains(&month.value)
                && month.value <= year.value % 100;
            if plain {
                (p.year, p.month) = (Some(year.value as i32), Some(month.value));
            }
            return plain.then_some(month.next);
        }
        let day = self.digits(month.next + 1)?;
        if day.digits > 2 || (!self.list[month.next + 1].glued && !dotted_space) {
            return None;
        }
        (p.year, p.month, p.day) = (Some(year.value as i32), Some(month.value), Some(day.value));
        let dotted = dotted_space && self.glued_mark(day.next) == Some('.');
        Some(day.next + usize::from(dotted))
    }

    /// Christmas, New Year's Day: feasts that never move.
    pub(super) fn feast(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.names_a_stretch() && !(p.year.is_some() && self.language.year_first()) {
            return None;
        }
        if let Some((days, next)) = self.words.find(&self.list, at, Class::Easter) {
            p.easter = Some(days);
            return Some(next);
        }
        let feast = self
            .words
            .find(&self.list, at, Class::Feast)
            .map_or(0, |(_, next)| next);
        if let Some((value, next)) = self.words.find(&self.list, at, Class::NamedDay)
            && next >= feast
        {
            return self.named_day(p, at, value, next);
        }
        let (value, next) = self.words.find(&self.list, at, Class::Feast)?;
        (p.month, p.day) = (Some(value as u32 / 100), Some(value as u32 % 100));
        Some(next)
    }

    /// D-Day, 6·25, 七七: a day that history has named.
    fn named_day(&self, p: &mut Partial, at: usize, value: i32, next: usize) -> Option<usize> {
        let token = &self.list[at];
        let figure = !matches!(token.kind, Kind::Word);
        if figure {
            let before = at.checked_sub(1).map(|k| &self.list[k]);
            let inside = before.is_some_and(|b| {
                token.glued
                    && matches!(b.kind, Kind::Number(..) | Kind::Mark('.' | '-' | '/' | ','))
            });
            let numeral =
                before.is_some_and(|b| b.kind == Kind::Sign && self.numerals(at - 1).is_some());
            let event = self.words.is(&self.list, next, Class::NamedEvent);
            let parted = self.list[at..next]
                .iter()
                .any(|t| matches!(t.kind, Kind::Mark(_)));
            if inside || numeral || !(event || parted) {
                return None;
            }
        }
        (p.year, p.month, p.day) = (
            Some(value / 10_000),
            Some((value / 100 % 100) as u32),
            Some((value % 100) as u32),
        );
        p.year_marked = true;
        Some(self.days_from(p, next))
    }

    /// D-Day+3: so many days from a named day.
    fn days_from(&self, p: &mut Partial, at: usize) -> usize {
        let sign = match self.glued_mark(at) {
            Some('+') => 1,
            Some('-') => -1,
            _ => return at,
        };
        let Some(figure) = self
            .digits(at + 1)
            .filter(|f| f.digits <= 3 && self.list[at + 1].glued)
        else {
            return at;
        };
        let named = (p.year, p.month, p.day);
        if let (Some(year), Some(month), Some(day)) = named
            && let Some(day) = Day::from_ymd(year, month, day)
        {
            let (year, month, day) = day.plus(sign * figure.value as i32).ymd();
            (p.year, p.month, p.day) = (Some(year), Some(month), Some(day));
        }
        figure.next
    }

    pub(super) fn style(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if let Some((_, next)) = self.words.find(&self.list, at, Class::Lunar)
            && self.language.year_first()
            && !p.lunar
            && p.month.is_none()
        {
            (p.lunar, p.place) = (true, self.place());
            return Some(next);
        }
        let day = p.day.is_some() && p.month.is_some() && !self.whole;
        if p.year.is_none() && !day {
            return None;
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::OldStyle) {
            p.old_style = true;
            return Some(next);
        }
        let (_, next) = self.words.find(&self.list, at, Class::NewStyle)?;
        p.new_style_said = true;
        Some(next)
    }

    /// `(7 November)` after the day of the Julian calendar.
    pub(super) fn new_style(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.day.is_none() || p.new_style.is_some() || self.mark(at) != Some('(') {
            return None;
        }
        let (inner, next) = self.plain_day(at + 1)?;
        let (month, day) = inner.month.zip(inner.day)?;
        let over = next + usize::from(self.mark(next) == Some(','));
        let next = self
            .words
            .find(&self.list, over, Class::NewStyle)
            .map_or(next, |(_, after)| after);
        if self.mark(next) != Some(')')
            || inner
                .year
                .is_some_and(|y| p.year.is_some_and(|own| (own - y).abs() > 1))
        {
            return None;
        }
        // Between 1582 and 2100 the calendars are ten to thirteen days apart.
        let apart = (month * 30 + day) as i32 - (p.month? * 30 + p.day?) as i32;
        if !(8..=15).contains(&apart.rem_euclid(360)) {
            return None;
        }
        let julian_year_said = p.year.is_some();
        p.new_style = Some(NewStyle {
            month,
            day,
            year: inner.year,
            julian_year_said,
        });
        p.year = p.year.or(inner.year);
        Some(next + 1)
    }

    /// A day, a month and perhaps a year, without anything else, so that brackets cannot nest.
    pub(super) fn plain_day(&self, at: usize) -> Option<(Partial, usize)> {
        let mut partial = Partial::default();
        let mut next = at;
        for _ in 0..3 {
            let comma = self.mark(next) == Some(',');
            let from = next + usize::from(comma);
            let taken = self
                .day(&mut partial, from, comma)
                .or_else(|| self.month(&mut partial, from, comma))
                .or_else(|| self.year(&mut partial, from, comma));
            match taken {
                Some(after) => next = after,
                None => break,
            }
        }
        (next > at).then_some((partial, next))
    }

    /// 25.6.1950, 13/5/1950: all in figures, where they can be read in one way only.
    pub(super) fn figures(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.names_a_stretch() || self.language.year_first() {
            return None;
        }
        let (first, sign) = (self.digits(at)?, self.glued_mark(at + 1)?);
        let (second, third) = (self.digits(at + 2)?, self.digits(at + 4)?);
        let glued =
            [2, 3, 4].iter().all(|k| self.list[at + k].glued) && self.mark(at + 3) == Some(sign);
        if !glued || first.digits > 2 || second.digits > 2 || third.digits != 4 {
            return None;
        }
        let (day, month) = match (sign, first.value, second.value) {
            ('.', day, month) => (day, month),
            ('/', day, month) if day > 12 || day == month => (day, month),
            ('/', month, day) if day > 12 => (day, month),
            _ => return None,
        };
        if !(1..=12).contains(&month) || !(1..=31).contains(&day) {
            return None;
        }
        (p.year, p.month, p.day) = (Some(third.value as i32), Some(month), Some(day));
        Some(third.next)
    }

    /// A day without its month, as in `13-16 May` or `April 26 and 27`.
    pub(super) fn bare_day(&self, at: usize) -> Option<(Partial, usize)> {
        let figure = self
            .digits(at)
            .or_else(|| self.figure(at).filter(|_| self.language.year_first()))?;
        if !(1..=31).contains(&figure.value) || figure.digits > 2 {
            return None;
        }
        let next = match self.words.find(&self.list, figure.next, Class::DayMark) {
            Some((_, next)) => next,
            None => self.after_suffix(figure.next),
        };
        Some((
            Partial {
                day: Some(figure.value),
                ..Partial::default()
            },
            next,
        ))
    }
}

//! Times of day and their zones: 04:00, 4 p.m., 오전 4시, +09:00.

use super::engine::Engine;
use super::figures::Figure;
use super::join::Join;
use super::partial::Partial;
use super::words::{Class, Language};

impl Engine<'_> {
    /// 04:00, 4 p.m., noon, and a zone after it.
    pub(super) fn clock(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.clock.is_some() {
            return self.zone(p, at).or_else(|| self.zone_of_day(p, at));
        }
        if let Some(next) = self.zone_of_day(p, at) {
            return Some(next);
        }
        if let Some((value, next)) = self.words.find(&self.list, at, Class::Clock)
            && (p.names_a_day() || !self.language.year_first())
        {
            let minute = self
                .figure(next)
                .filter(|f| value == 0 && f.value < 60)
                .and_then(|f| {
                    Some((
                        f.value,
                        self.words.find(&self.list, f.next, Class::MinuteMark)?.1,
                    ))
                });
            let (minutes, next) = minute.unwrap_or((0, next));
            p.clock = Some(value as u32 + minutes);
            return Some(next);
        }
        if self.language.year_first() {
            return self.east_asian_clock(p, at);
        }
        if let Some((minutes, next)) = self.words.find(&self.list, at, Class::ClockPart)
            && let Some((hour, after)) = self.number(next).filter(|(n, _)| (1..=12).contains(n))
            && self.words.find(&self.list, after, Class::Unit).is_none()
        {
            // Fifteen minutes to five: the hour before it.
            let from = hour * 60 + i64::from(minutes);
            let (hour, minute) = ((from / 60) as u32, (from % 60) as u32);
            let marked = self.half_day(hour, after);
            let (hour, _, next) = marked.unwrap_or((hour, 0, after));
            p.clock = Some(hour * 60 + minute);
            return Some(next);
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::HalfTo)
            && let Some((hour, after)) = self.number(next).filter(|(n, _)| (1..=24).contains(n))
            && self.words.find(&self.list, after, Class::Unit).is_none()
        {
            p.clock = Some(hour as u32 * 60 - 30);
            return Some(after);
        }
        let hour = match self.digits(at) {
            Some(figure) => figure,
            None => self.hour_in_words(p, at)?,
        };
        if hour.value > 24 || hour.digits > 2 {
            return self.military_clock(p, at, hour);
        }
        let (minutes, colon, next) = self.minutes_after(hour.next);
        let marked = self
            .half_day(hour.value, next)
            .or_else(|| self.hour_mark(hour.value, minutes, next))
            .map(|found| self.with_half_day(found));
        let (hour, minutes, next) = match marked {
            Some((hour, own_minutes, next)) => (hour, minutes + own_minutes, next),
            None if colon => (hour.value, minutes, next),
            None => (self.first_hour(hour.value, next)?, minutes, next),
        };
        if hour > 24 || minutes >= 60 || (hour == 24 && minutes > 0) {
            return None;
        }
        p.clock = Some(hour * 60 + minutes);
        Some(next)
    }

    /// Minutes after a colon or a stop, whether it was a colon, and the token after; seconds are passed over.
    fn minutes_after(&self, at: usize) -> (u32, bool, usize) {
        let minute = self
            .digits(at + 1)
            .filter(|m| m.digits == 2 && m.value < 60 && self.list[at + 1].glued);
        let (Some(':' | '.'), Some(minute)) = (self.glued_mark(at), minute) else {
            return (0, false, at);
        };
        let seconds = self.glued_mark(minute.next) == Some(':')
            && self.digits(minute.next + 1).is_some_and(|s| s.digits == 2);
        (
            minute.value,
            self.mark(at) == Some(':'),
            minute.next + if seconds { 2 } else { 0 },
        )
    }

    /// `10` in `10 bis 15 Uhr`, `from 3 to 5 p.m.`: an hour whose mark stands after the hour that it reaches to.
    fn first_hour(&self, hour: u32, at: usize) -> Option<u32> {
        let over = match self.glued_mark(at) {
            Some('/') => at + 1,
            _ => self
                .join(at)
                .filter(|(join, _)| *join == Join::Range)
                .map(|(_, next)| next)?,
        };
        let last = self.digits(over).filter(|f| f.digits <= 2)?;
        let (_, _, next) = self.minutes_after(last.next);
        if self.list.get(next).is_some_and(|t| t.folded == "uhr") {
            return (hour <= 24 && last.value <= 24).then_some(hour);
        }
        let (end, _, _) = self
            .half_day(last.value, next)
            .filter(|_| (1..=12).contains(&hour) && (1..=12).contains(&last.value))?;
        // From 11 to 1 p.m. begins in the morning.
        let alike = hour % 12 + end / 12 * 12;
        Some(if alike <= end {
            alike
        } else {
            hour % 12 + 12 - end / 12 * 12
        })
    }

    /// a.m. and p.m.
    fn half_day(&self, hour: u32, at: usize) -> Option<(u32, u32, usize)> {
        if let Some((_, next)) = self.words.find(&self.list, at, Class::Am) {
            return Some((hour % 12, 0, next));
        }
        let (_, next) = self.words.find(&self.list, at, Class::Pm)?;
        Some((hour % 12 + 12, 0, next))
    }

    /// 5 h 15 du matin, 8 Uhr abends: the half of the day stands after the hour.
    fn with_half_day(&self, (hour, minutes, next): (u32, u32, usize)) -> (u32, u32, usize) {
        if self.language == Language::English || hour > 12 {
            return (hour, minutes, next);
        }
        if let Some((_, after)) = self.words.find(&self.list, next, Class::Am) {
            return (hour % 12, minutes, after);
        }
        match self.words.find(&self.list, next, Class::Pm) {
            Some((_, after)) => (hour % 12 + 12, minutes, after),
            None => (hour, minutes, next),
        }
    }

    /// o'clock, Uhr, heures, ч.; outside English minutes may follow it.
    fn hour_mark(&self, hour: u32, minutes: u32, at: usize) -> Option<(u32, u32, usize)> {
        let (_, next) = self.words.find(&self.list, at, Class::HourMark)?;
        let english = self.language == Language::English;
        if english && !self.list[at].folded.starts_with("o'") {
            return None;
        }
        let minute = self
            .digits(next)
            .filter(|m| !english && minutes == 0 && m.digits == 2 && m.value < 60);
        let words = self.words.find(&self.list, next, Class::Count).is_some();
        if self.language == Language::French
            && words
            && let Some((minute, after)) = self.number(next).filter(|(n, _)| (1..60).contains(n))
        {
            return Some((hour, minute as u32, after));
        }
        match minute {
            Some(minute) if self.list[next].glued || self.language == Language::French => {
                Some((hour, minute.value, minute.next))
            }
            _ => Some((hour, 0, next)),
        }
    }

    /// `dix heures`, `elf Uhr`, `six o'clock`, beside a day.
    fn hour_in_words(&self, p: &Partial, at: usize) -> Option<Figure> {
        let (value, next) = self.number(at)?;
        let uhr = self.list.get(next).is_some_and(|t| t.folded == "uhr");
        // vers seize heures: no length stands after these words.
        let led = self.language == Language::French
            && value <= 24
            && (p.approximate || at > 0 && self.list[at - 1].folded == "à");
        let beside =
            (p.names_a_stretch() || uhr || led) && self.words.is(&self.list, next, Class::HourMark);
        beside.then_some(Figure {
            value: value as u32,
            digits: 0,
            next,
        })
    }

    /// 2030Z.
    fn greenwich(&self, at: usize) -> bool {
        self.list
            .get(at)
            .is_some_and(|t| t.glued && t.folded == "z" && t.capital)
    }

    /// `0753 on 7 December`: four figures are an hour where a day follows.
    fn dated_hour(&self, p: &Partial, figure: Figure) -> Option<usize> {
        let over = self.words.find(&self.list, figure.next, Class::Article)?.1;
        let fits = figure.digits == 4 && self.digits(over).is_some_and(|f| f.digits <= 2);
        let day = self.after_suffix(over + 1);
        let month = self.words.is(&self.list, day, Class::Month);
        (fits && month && !p.names_a_stretch()).then_some(figure.next)
    }

    /// 251500Z JUN 50: day, hour and zone of a signal, in one group of six figures.
    pub(super) fn signal(&self, p: &mut Partial, at: usize) -> Option<usize> {
        let group = self.digits(at).filter(|f| f.digits == 6)?;
        let zone = self
            .list
            .get(group.next)
            .filter(|t| t.glued && t.end - t.start == 1)?;
        let (day, hour, minute) = (
            group.value / 10_000,
            group.value / 100 % 100,
            group.value % 100,
        );
        let zone = military_zone(zone.folded.chars().next()?)?;
        if p.names_a_stretch() || !(1..=31).contains(&day) || hour > 23 || minute > 59 {
            return None;
        }
        (p.day, p.clock, p.zone) = (Some(day), Some(hour * 60 + minute), Some(zone));
        let mut next = group.next + 1;
        if let Some((month, after)) = self.words.find(&self.list, next, Class::Month) {
            (p.month, next) = (Some(month as u32), after);
            if let Some(year) = self.digits(next).filter(|f| matches!(f.digits, 2 | 4)) {
                // Signals of two figures are of the century in which they were sent by wire.
                let century = if year.digits == 2 { 1900 } else { 0 };
                (p.year, next) = (Some(year.value as i32 + century), year.next);
            }
        }
        Some(next)
    }

    fn military_clock(&self, p: &mut Partial, _at: usize, figure: Figure) -> Option<usize> {
        let next = match self.words.find(&self.list, figure.next, Class::HourMark) {
            Some((_, next)) => next,
            None if self.greenwich(figure.next) => figure.next,
            None => self.dated_hour(p, figure)?,
        };
        if figure.digits != 4 || figure.value >= 2400 || figure.value % 100 >= 60 {
            return None;
        }
        p.clock = Some(figure.value / 100 * 60 + figure.value % 100);
        Some(next)
    }

    /// 오전 4시 30분, 下午3时.
    fn east_asian_clock(&self, p: &mut Partial, at: usize) -> Option<usize> {
        let parted = p.day_part.is_some();
        if !p.names_a_day() && !parted {
            return None;
        }
        let am = self.words.find(&self.list, at, Class::Am);
        let pm = self.words.find(&self.list, at, Class::Pm);
        let from = am.or(pm).map_or(at, |(_, next)| next);
        let hour = self.figure(from)?;
        let mut minutes = 0;
        let mut next;
        if self.glued_mark(hour.next) == Some(':') {
            let minute = self.digits(hour.next + 1)?;
            (minutes, next) = (minute.value, minute.next);
        } else {
            next = self.words.find(&self.list, hour.next, Class::HourMark)?.1;
            if let Some(minute) = self.figure(next)
                && let Some((_, after)) =
                    self.words.find(&self.list, minute.next, Class::MinuteMark)
            {
                (minutes, next) = (minute.value, after);
            } else if self.words.is(&self.list, next, Class::HalfUnit) {
                (minutes, next) = (30, next + 1);
            }
        }
        // 밤 12시, 夜十時: the part of the day stands for the half of it.
        use super::stretch::DayPart;
        let late = matches!(
            p.day_part,
            Some(DayPart::Afternoon | DayPart::Evening | DayPart::Night)
        );
        p.day_part = p.day_part.filter(|_| !parted);
        let later = if (pm.is_some() || late) && hour.value < 12 {
            12
        } else {
            0
        };
        let hour = hour.value + later;
        if hour > 24 || minutes >= 60 || (hour == 24 && minutes > 0) {
            return None;
        }
        p.clock = Some(hour * 60 + minutes);
        Some(next)
    }

    /// `25 June 1950, Korean time`, `in Korea`: whose day it was, on a card.
    fn zone_of_day(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if !self.whole || p.zone.is_some() || p.day.is_none() || p.year.is_none() {
            return None;
        }
        let (minutes, next) = self
            .words
            .find(&self.list, at, Class::ZonePlace)
            .or_else(|| self.words.find(&self.list, at, Class::ZoneName))
            .filter(|_| !self.words.is(&self.list, at, Class::Bc))?;
        p.zone = Some(minutes);
        Some(next)
    }

    /// +09:00, -0500, Z, GMT.
    fn zone(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.zone.is_some() {
            return None;
        }
        let open = self.mark(at) == Some('(');
        let named = self
            .words
            .find(&self.list, at + usize::from(open), Class::ZoneName);
        if let Some((minutes, next)) = named
            && (!open || self.mark(next) == Some(')'))
        {
            p.zone = Some(minutes);
            return Some(next + usize::from(open));
        }
        let token = self.list.get(at)?;
        if matches!(token.folded.as_ref(), "z" | "utc" | "gmt") {
            p.zone = Some(0);
            return Some(at + 1);
        }
        let sign = match self.mark(at)? {
            '+' => 1,
            '-' => -1,
            _ => return None,
        };
        let hours = self.digits(at + 1)?;
        if !self.list[at + 1].glued {
            return None;
        }
        let (minutes, next) = match (hours.digits, self.glued_mark(hours.next)) {
            (4, _) => (hours.value / 100 * 60 + hours.value % 100, hours.next),
            (1 | 2, Some(':')) => {
                let minutes = self.digits(hours.next + 1)?;
                (hours.value * 60 + minutes.value, minutes.next)
            }
            _ => return None,
        };
        if minutes > 15 * 60 {
            return None;
        }
        p.zone = Some(sign * minutes as i32);
        Some(next)
    }
}

/// Minutes ahead of Greenwich of a zone letter: Z is Greenwich, A to M (without J) lie east of it, N to Y west.
fn military_zone(letter: char) -> Option<i32> {
    let east = "abcdefghiklm".find(letter).map(|k| k as i32 + 1);
    let west = "nopqrstuvwxy".find(letter).map(|k| -(k as i32) - 1);
    match letter {
        'z' => Some(0),
        _ => east.or(west).map(|hours| hours * 60),
    }
}

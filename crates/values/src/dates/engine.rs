//! The one engine that reads dates of all languages from tokens.
//!
//! A date is a bag of pieces (day, month, year, part, clock …) in an order that the language allows; each piece is taken only where
//! the pieces before it leave room for it, so the engine goes over the tokens once.

use super::calendar::Weekday;
use super::partial::Partial;
use super::shape::{DayPart, Part};
use super::tokens::{Kind, Token, tokens};
use super::words::{Class, Language, Lexicon};

/// Tokens of one text, read with the words of one language.
pub(super) struct Engine<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Token>,
    pub(super) language: Language,
    pub(super) words: &'static Lexicon,
    /// The whole text is one date: forms are read that running text leaves in doubt.
    pub(super) whole: bool,
}

/// A number as written.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) value: u32,
    /// Number of digits; 0 for a number in words.
    pub(super) digits: u8,
    pub(super) next: usize,
}

const PARTS: [Part; 9] = [
    Part::Early,
    Part::Mid,
    Part::Late,
    Part::End,
    Part::FirstTen,
    Part::SecondTen,
    Part::LastTen,
    Part::FirstHalf,
    Part::SecondHalf,
];

const DAY_PARTS: [DayPart; 7] = [
    DayPart::Dawn,
    DayPart::EarlyMorning,
    DayPart::Morning,
    DayPart::Forenoon,
    DayPart::Afternoon,
    DayPart::Evening,
    DayPart::Night,
];

impl<'a> Engine<'a> {
    pub(super) fn new(text: &'a str, language: Language, whole: bool) -> Engine<'a> {
        Engine {
            text,
            list: tokens(text),
            language,
            words: language.lexicon(),
            whole,
        }
    }

    /// The longest bag of pieces that begins at token `at`, and the token after it.
    pub(super) fn partial(&self, at: usize) -> Option<(Partial, usize)> {
        self.continued(Partial::default(), at)
    }

    /// The same, where some pieces are known already (the month in `May 13-16`).
    pub(super) fn continued(&self, seed: Partial, at: usize) -> Option<(Partial, usize)> {
        let mut partial = seed;
        let mut next = self.piece(&mut partial, at, false)?;
        while let Some(after) = self.further(&mut partial, next) {
            next = after;
        }
        let stretch = partial.names_a_stretch() || partial.weekday.is_some();
        stretch.then_some((partial, next))
    }

    /// One more piece, over at most two words that only join (`of`, `the`, a comma).
    fn further(&self, partial: &mut Partial, at: usize) -> Option<usize> {
        if let Some(next) = self.piece(partial, at, false) {
            return Some(next);
        }
        let mut at = at;
        let mut comma = false;
        for _ in 0..2 {
            if self.mark(at) == Some(',') {
                comma = true;
                at += 1;
            } else {
                at = self.words.find(&self.list, at, Class::Article)?.1;
            }
            if let Some(next) = self.piece(partial, at, comma) {
                return Some(next);
            }
        }
        None
    }

    /// What may follow a day that took its month from before: a year, a clock.
    pub(super) fn after_day(&self, partial: &mut Partial, at: usize) -> Option<usize> {
        self.further(partial, at)
    }

    /// Takes one piece at token `at` into the bag.
    fn piece(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        self.list.get(at)?;
        self.modality(p, at, comma)
            .or_else(|| self.weekday(p, at))
            .or_else(|| self.clock(p, at))
            .or_else(|| self.named_part(p, at, comma))
            .or_else(|| self.iso(p, at))
            .or_else(|| self.day(p, at, comma))
            .or_else(|| self.month(p, at, comma))
            .or_else(|| self.long_stretch(p, at, comma))
            .or_else(|| self.year(p, at, comma))
            .or_else(|| self.style(p, at))
    }

    /// about, perhaps, a question mark.
    fn modality(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        let begun = p.names_a_stretch();
        if let Some((_, next)) = self.words.find(&self.list, at, Class::About)
            && !p.approximate
            && !comma
            && (!begun || self.language.year_first())
        {
            p.approximate = true;
            return Some(next);
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::Maybe)
            && !begun
            && !comma
        {
            p.uncertain = true;
            return Some(next);
        }
        if self.whole && begun && self.mark(at) == Some('?') {
            p.uncertain = true;
            return Some(at + 1);
        }
        if self.whole && begun && self.mark(at) == Some('~') && at + 1 == self.list.len() {
            p.approximate = true;
            return Some(at + 1);
        }
        None
    }

    fn weekday(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.weekday.is_some() {
            return None;
        }
        let open = self.mark(at) == Some('(');
        if open && let Some((value, next)) = self.words.find(&self.list, at, Class::Weekday) {
            p.weekday = Weekday::from_number(value as u32);
            return Some(next);
        }
        let from = at + usize::from(open);
        let (value, next) = self.words.find(&self.list, from, Class::Weekday)?;
        let closed = open && self.mark(next) == Some(')');
        if open != closed || (open && p.day.is_none()) {
            return None;
        }
        p.weekday = Weekday::from_number(value as u32);
        let next = next + usize::from(closed);
        let dotted = self.list[from].folded.len() <= 5 && self.glued_mark(next) == Some('.');
        Some(next + usize::from(dotted))
    }

    /// early, summer, the morning, the first half.
    fn named_part(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        let begun = p.names_a_stretch();
        let part = self.words.find(&self.list, at, Class::Part);
        let day_part = self.words.find(&self.list, at, Class::DayPart);
        let season = self.words.find(&self.list, at, Class::Season);
        let longest = [part, day_part, season]
            .into_iter()
            .flatten()
            .map(|(_, next)| next)
            .max()?;
        let year_first = self.language.year_first();
        if let Some((value, next)) = day_part
            && next == longest
            && p.day_part.is_none()
            && p.clock.is_none()
        {
            // In a date that begins with its year, the part of the day is the last but for the hour.
            if year_first && p.day.is_none() && p.weekday.is_none() {
                return None;
            }
            p.day_part = DAY_PARTS.get(value as usize).copied();
            return Some(next);
        }
        if comma {
            return None;
        }
        if let Some((value, next)) = part
            && next == longest
            && p.part.is_none()
            && p.day.is_none()
            && begun == year_first
        {
            p.part = PARTS.get(value as usize).copied();
            return Some(next);
        }
        let (value, next) = season?;
        if next != longest
            || p.season.is_some()
            || p.month.is_some()
            || (p.year.is_some() && !year_first)
        {
            return None;
        }
        // A season is one sign in East Asian scripts, and stands in a date only after its year.
        if year_first && p.year.is_none() && !self.whole {
            return None;
        }
        p.season = Some(value as u32);
        Some(next)
    }

    /// 04:00, 4 p.m., noon, and a zone after it.
    fn clock(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.clock.is_some() {
            return self.zone(p, at);
        }
        if let Some((value, next)) = self.words.find(&self.list, at, Class::Clock)
            && (p.day.is_some() || p.weekday.is_some() || !self.language.year_first())
        {
            p.clock = Some(value as u32);
            return Some(next);
        }
        if self.language.year_first() {
            return self.east_asian_clock(p, at);
        }
        let hour = self.digits(at)?;
        if hour.value > 24 || hour.digits > 2 {
            return self.military_clock(p, at, hour);
        }
        let mut minutes = 0;
        let mut next = hour.next;
        let mut sure = false;
        if matches!(self.glued_mark(next), Some(':' | '.'))
            && let Some(minute) = self.digits(next + 1)
            && self.list[next + 1].glued
            && minute.digits == 2
            && minute.value < 60
        {
            sure = self.glued_mark(next) == Some(':');
            minutes = minute.value;
            next = minute.next;
            if self.glued_mark(next) == Some(':')
                && self.digits(next + 1).is_some_and(|s| s.digits == 2)
            {
                next += 2;
            }
        }
        let mut hour = hour.value;
        if let Some((_, after)) = self.words.find(&self.list, next, Class::Am) {
            (hour, next, sure) = (hour % 12, after, true);
        } else if let Some((_, after)) = self.words.find(&self.list, next, Class::Pm) {
            (hour, next, sure) = (hour % 12 + 12, after, true);
        } else if let Some((_, after)) = self.words.find(&self.list, next, Class::HourMark)
            && (self.language != Language::English || self.list[next].folded.starts_with("o'"))
        {
            (next, sure) = (after, true);
            if let Some(minute) = self.digits(next)
                && self.language != Language::English
                && minute.digits == 2
                && minute.value < 60
                && minutes == 0
                && self.list[next].glued
            {
                (minutes, next) = (minute.value, minute.next);
            }
        }
        if !sure || hour > 24 || (hour == 24 && minutes > 0) {
            return None;
        }
        p.clock = Some(hour * 60 + minutes);
        Some(next)
    }

    fn military_clock(&self, p: &mut Partial, _at: usize, figure: Figure) -> Option<usize> {
        let (_, next) = self.words.find(&self.list, figure.next, Class::HourMark)?;
        if figure.digits != 4 || figure.value >= 2400 || figure.value % 100 >= 60 {
            return None;
        }
        p.clock = Some(figure.value / 100 * 60 + figure.value % 100);
        Some(next)
    }

    /// 오전 4시 30분, 下午3时.
    fn east_asian_clock(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.day.is_none() && p.weekday.is_none() {
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
        let later = if pm.is_some() && hour.value < 12 {
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

    /// +09:00, -0500, Z, GMT.
    fn zone(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.zone.is_some() {
            return None;
        }
        let token = self.list.get(at)?;
        if matches!(token.folded.as_str(), "z" | "utc" | "gmt") {
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

    /// 1950-05-13, and 1950.5.13 where that order is the custom.
    fn iso(&self, p: &mut Partial, at: usize) -> Option<usize> {
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
            return None;
        }
        let day = self.digits(month.next + 1)?;
        if day.digits > 2 || (!self.list[month.next + 1].glued && !dotted_space) {
            return None;
        }
        (p.year, p.month, p.day) = (Some(year.value as i32), Some(month.value), Some(day.value));
        let dotted = dotted_space && self.glued_mark(day.next) == Some('.');
        Some(day.next + usize::from(dotted))
    }

    fn day(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.day.is_some() || p.season.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        let figure = self.figure(at).or_else(|| self.ordinal(at))?;
        if figure.value == 0 || figure.value > 99 || figure.digits > 2 {
            return None;
        }
        if let Some((_, next)) = self.words.find(&self.list, figure.next, Class::DayMark) {
            if p.month.is_none() && !self.whole {
                return None;
            }
            p.day = Some(figure.value);
            return Some(next);
        }
        if self.language.year_first() || p.year.is_some() && !self.whole {
            return None;
        }
        if comma && p.weekday.is_none() && p.day_part.is_none() && p.clock.is_none() {
            return None;
        }
        let next = self.after_suffix(figure.next);
        if p.month.is_none() {
            let over = self
                .words
                .find(&self.list, next, Class::Article)
                .map_or(next, |(_, n)| n);
            let month = self.words.is(&self.list, next, Class::Month)
                || self.words.is(&self.list, over, Class::Month);
            if !month || p.part.is_some() {
                return None;
            }
        } else if figure.digits == 0
            && self.language == Language::English
            && self.ordinal(at).is_none()
        {
            return None;
        } else if p.part.is_some() {
            return None;
        }
        p.day = Some(figure.value);
        Some(next)
    }

    fn month(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.month.is_some() || p.season.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        if let Some(figure) = self.figure(at)
            && let Some((_, next)) = self.words.find(&self.list, figure.next, Class::MonthMark)
            && figure.value <= 99
        {
            p.month = Some(figure.value);
            return Some(next);
        }
        if p.year.is_some() && !self.whole {
            return None;
        }
        if comma && p.weekday.is_none() && p.day_part.is_none() && p.clock.is_none() {
            return None;
        }
        let (value, next) = self.words.find(&self.list, at, Class::Month)?;
        p.month = Some(value as u32);
        let short = self.list[at].end - self.list[at].start <= 6;
        let dot = short && self.glued_mark(next) == Some('.') && self.dot_belongs(next);
        Some(next + usize::from(dot))
    }

    /// A full stop after a month is part of it where more of the date or a small letter follows.
    fn dot_belongs(&self, at: usize) -> bool {
        match self.list.get(at + 1) {
            None => self.whole,
            Some(token) => !token.capital,
        }
    }

    /// Centuries and decades.
    fn long_stretch(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.names_a_stretch() || comma {
            return None;
        }
        let figure = self.figure(at).or_else(|| self.ordinal(at))?;
        let after = self.after_suffix(figure.next);
        let after = if self.mark(after) == Some('-') {
            after + 1
        } else {
            after
        };
        if let Some((_, next)) = self.words.find(&self.list, after, Class::CenturyMark)
            && (1..=30).contains(&figure.value)
        {
            p.century = Some(figure.value as i32 - 1);
            return Some(next);
        }
        let (_, next) = self
            .words
            .find(&self.list, figure.next, Class::DecadeMark)?;
        let glued = self.list[figure.next].glued;
        if !glued
            || figure.value % 10 != 0
            || !(figure.digits == 4 || figure.digits == 0 || figure.digits == 2)
        {
            return None;
        }
        let full = if figure.value < 100 {
            1900 + figure.value
        } else {
            figure.value
        };
        p.decade = Some(full as i32 / 10);
        Some(next)
    }

    fn year(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.year.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        // A comma parts a year only from a day, a month or a season.
        if comma && p.month.is_none() && p.season.is_none() {
            return None;
        }
        let before = self
            .words
            .find(&self.list, at, Class::Bc)
            .filter(|_| self.language.year_first());
        let era = self.words.find(&self.list, at, Class::Era);
        let ad = self.words.find(&self.list, at, Class::Ad);
        let from = before.or(era).or(ad).map_or(at, |(_, next)| next);
        let figure = self.figure(from).or_else(|| self.first_year(from))?;
        let mark = self.words.find(&self.list, figure.next, Class::YearMark);
        let marked = mark.is_some() || era.is_some() || before.is_some() || ad.is_some();
        if !self.year_like(p, figure, marked) {
            return None;
        }
        let mut next = mark.map_or(figure.next, |(_, next)| next);
        let mut year = figure.value as i32 + era.map_or(0, |(offset, _)| offset);
        next = self.second_year(p, year, figure, next);
        if let Some((_, after)) = self
            .words
            .find(&self.list, next, Class::Bc)
            .filter(|_| !self.language.year_first())
        {
            (year, next) = (1 - year, after);
        } else if let Some((_, after)) = self.words.find(&self.list, next, Class::Ad) {
            next = after;
        } else if before.is_some() {
            year = 1 - year;
        }
        p.year = Some(year);
        p.era = era.is_some();
        p.year_marked = marked;
        Some(next)
    }

    /// 元年, the first year of a reign.
    fn first_year(&self, at: usize) -> Option<Figure> {
        let token = self.list.get(at)?;
        (token.folded == "元").then_some(Figure {
            value: 1,
            digits: 0,
            next: at + 1,
        })
    }

    fn year_like(&self, p: &Partial, figure: Figure, marked: bool) -> bool {
        let bc = self.words.is(&self.list, figure.next, Class::Bc)
            || self.words.is(&self.list, figure.next, Class::Ad);
        if marked {
            return figure.value <= 9999;
        }
        match figure.digits {
            _ if bc => figure.value <= 9999,
            4 => self.whole || (1000..=2100).contains(&figure.value),
            3 => self.whole && (p.month.is_some() || figure.value >= 100),
            _ => false,
        }
    }

    /// 1732/3, 1949/50, 1995/1996.
    fn second_year(&self, p: &mut Partial, year: i32, figure: Figure, next: usize) -> usize {
        if self.glued_mark(next) != Some('/') || figure.digits < 3 {
            return next;
        }
        let Some(second) = self.digits(next + 1) else {
            return next;
        };
        let span = 10i32.pow(u32::from(second.digits.min(4)));
        let full = year - year.rem_euclid(span) + second.value as i32;
        let full = if full <= year { full + span } else { full };
        if full != year + 1 || !self.list[next + 1].glued {
            return next;
        }
        if p.season == Some(24) {
            return second.next;
        }
        p.year_to = Some(full);
        // Double years on a day are how the English legal year, which began in March, was told from the historical one.
        p.old_style |= p.day.is_some();
        second.next
    }

    fn style(&self, p: &mut Partial, at: usize) -> Option<usize> {
        p.year?;
        if let Some((_, next)) = self.words.find(&self.list, at, Class::OldStyle) {
            p.old_style = true;
            return Some(next);
        }
        Some(self.words.find(&self.list, at, Class::NewStyle)?.1)
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

    /// A number in digits.
    pub(super) fn digits(&self, at: usize) -> Option<Figure> {
        match self.list.get(at)?.kind {
            Kind::Number(value, digits) => Some(Figure {
                value,
                digits,
                next: at + 1,
            }),
            _ => None,
        }
    }

    /// A number in digits or in Chinese numerals.
    pub(super) fn figure(&self, at: usize) -> Option<Figure> {
        self.digits(at).or_else(|| self.numerals(at))
    }

    /// An ordinal in words (`first`), or Roman numerals of a century.
    fn ordinal(&self, at: usize) -> Option<Figure> {
        if let Some((value, next)) = self.words.find(&self.list, at, Class::Ordinal) {
            return Some(Figure {
                value: value as u32,
                digits: 0,
                next,
            });
        }
        let token = self.list.get(at)?;
        let stem = token
            .folded
            .trim_end_matches("ème")
            .trim_end_matches("er")
            .trim_end_matches('e');
        let value = roman(stem)?;
        let after = self.after_suffix(at + 1);
        let century = self.words.is(&self.list, after, Class::CenturyMark);
        century.then_some(Figure {
            value,
            digits: 0,
            next: at + 1,
        })
    }

    /// 一九五〇, 二十五, 廿五.
    fn numerals(&self, at: usize) -> Option<Figure> {
        let (mut total, mut digit, mut next, mut count) = (0u32, 0u32, at, 0u8);
        let mut positional = true;
        while let Some(token) = self
            .list
            .get(next)
            .filter(|t| t.kind == Kind::Sign && count < 8)
        {
            match token.folded.as_str() {
                "十" | "百" | "千" => {
                    positional = false;
                    let power = match token.folded.as_str() {
                        "十" => 10,
                        "百" => 100,
                        _ => 1000,
                    };
                    total += digit.max(1) * power;
                    digit = 0;
                }
                "廿" => (positional, total) = (false, total + 20),
                "卅" => (positional, total) = (false, total + 30),
                sign => {
                    let Some(value) = "〇一二三四五六七八九"
                        .chars()
                        .position(|c| sign.starts_with(c))
                        .or_else(|| sign.starts_with('零').then_some(0))
                    else {
                        break;
                    };
                    digit = if positional {
                        digit * 10 + value as u32
                    } else {
                        value as u32
                    };
                }
            }
            count += 1;
            next += 1;
        }
        let digits = if positional { count } else { 0 };
        (next > at).then_some(Figure {
            value: total + digit,
            digits,
            next,
        })
    }

    /// Over `th`, or the full stop of German ordinals.
    pub(super) fn after_suffix(&self, at: usize) -> usize {
        match self.words.find(&self.list, at, Class::Suffix) {
            Some((_, next)) if self.list[at].glued => next,
            _ => at,
        }
    }

    /// The mark at a token.
    pub(super) fn mark(&self, at: usize) -> Option<char> {
        match self.list.get(at)?.kind {
            Kind::Mark(c) => Some(c),
            _ => None,
        }
    }

    /// The mark at a token that follows without a space.
    pub(super) fn glued_mark(&self, at: usize) -> Option<char> {
        self.mark(at).filter(|_| self.list[at].glued)
    }
}

fn roman(word: &str) -> Option<u32> {
    let value = |c| match c {
        'i' => Some(1),
        'v' => Some(5),
        'x' => Some(10),
        _ => None,
    };
    let (mut total, mut last) = (0, 0);
    for c in word.chars().rev() {
        let v = value(c)?;
        if v < last {
            total -= v
        } else {
            total += v
        }
        last = last.max(v);
    }
    (total > 0 && total <= 30).then_some(total as u32)
}

//! The one engine that reads dates of all languages from tokens.
//!
//! A date is a bag of pieces (day, month, year, part, clock …) in an order that the language allows; each piece is taken only where
//! the pieces before it leave room for it, so the engine goes over the tokens once.

use super::calendar::Weekday;
use super::find::Convention;
use super::partial::Partial;
use super::stretch::{DAY_PARTS, Part};
use super::tokens::{Kind, Token, tokens};
use super::words::{Class, Language, Lexicon};

/// Tokens of one text, read with the words of one language.
pub(super) struct Engine<'a> {
    pub(super) text: &'a str,
    pub(super) list: Vec<Token<'a>>,
    pub(super) language: Language,
    pub(super) words: &'static Lexicon,
    /// The whole text is one date: forms are read that running text leaves in doubt.
    pub(super) whole: bool,
    /// How values and extents are written.
    pub(super) convention: Convention,
}

pub(super) const PARTS: [Part; 9] = [
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

impl<'a> Engine<'a> {
    pub(super) fn new(text: &'a str, language: Language, whole: bool) -> Engine<'a> {
        let words = language.lexicon();
        let mut list = tokens(text);
        words.annotate(&mut list);
        Engine {
            text,
            list,
            language,
            words,
            whole,
            convention: Convention::default(),
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
        if partial.is_only_a_foreign_month() {
            return None;
        }
        let stretch =
            partial.names_a_stretch() || partial.weekday.is_some() || self.stands_alone(&partial);
        stretch.then_some((partial, next))
    }

    /// A clock, or a day of a month not named, is a date only in running text, where the story gives the rest.
    fn stands_alone(&self, p: &Partial) -> bool {
        !self.whole && (p.clock.is_some() || p.day.is_some())
    }

    /// One more piece, over at most two words that only join (`of`, `the`, a comma).
    fn further(&self, partial: &mut Partial, at: usize) -> Option<usize> {
        if let Some(next) = self.piece(partial, at, false) {
            return Some(next);
        }
        let noted = self
            .list
            .get(at)
            .is_some_and(|t| t.kind == Kind::Note && t.glued);
        let mut at = at + usize::from(noted && !self.whole && partial.day.is_some());
        let mut comma = false;
        for _ in 0..2 {
            let noted = self
                .list
                .get(at)
                .is_some_and(|t| t.kind == Kind::Note && t.glued);
            if noted && !self.whole && comma {
                at += 1;
                return self.piece(partial, at, comma);
            }
            if self.mark(at) == Some(',') {
                comma = true;
                at += 1;
            } else if self.mark(at) == Some('-') && partial.day.is_some() {
                // A dash parts a day only from its clock: January 4, 1949-10 a. m.
                return self.clock(partial, at + 1);
            } else {
                let Some((_, next)) = self.words.find(&self.list, at, Class::Article) else {
                    break;
                };
                at = next;
            }
            if let Some(next) = self.piece(partial, at, comma) {
                return Some(next);
            }
        }
        self.about_clock(partial, at)
    }

    /// `29. September gegen 12.45 Uhr`.
    fn about_clock(&self, partial: &mut Partial, at: usize) -> Option<usize> {
        let (_, next) = self.words.find(&self.list, at, Class::About)?;
        if self.whole
            || !partial.names_a_day()
            || partial.clock.is_some()
            || self.language.year_first()
        {
            return None;
        }
        let next = self.clock(partial, next)?;
        partial.approximate = true;
        Some(next)
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
            .or_else(|| self.signal(p, at))
            .or_else(|| self.clock(p, at))
            .or_else(|| self.step(p, at, comma))
            .or_else(|| self.named_part(p, at, comma))
            .or_else(|| self.iso(p, at))
            .or_else(|| self.figures(p, at))
            .or_else(|| self.feast(p, at))
            .or_else(|| self.foreign(p, at, comma))
            .or_else(|| self.day(p, at, comma))
            .or_else(|| self.month(p, at, comma))
            .or_else(|| self.long_stretch(p, at, comma))
            .or_else(|| self.year(p, at, comma))
            .or_else(|| self.style(p, at))
            .or_else(|| self.new_style(p, at))
    }

    /// about, perhaps, a question mark.
    fn modality(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        let begun = p.names_a_stretch();
        if let Some((_, next)) = self.words.find(&self.list, at, Class::About)
            && !p.approximate
            && !comma
            && (!begun || self.language.year_first())
            && !(self.language == Language::German
                && self.list[at].folded == "um"
                && self.is_hour(next))
        {
            p.approximate = true;
            return Some(next);
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::Solar)
            && !p.lunar
            && p.month.is_none()
            && self.figure(next).is_some()
        {
            return Some(next);
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::NightBefore)
            && !begun
            && self.figure(next).is_some()
        {
            (p.night_before, p.day_part) = (true, Some(super::stretch::DayPart::Night));
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

    /// 月底, 年初, Monatsende: a part of the month or the year that the date names, or that is told of.
    fn part_of_unit(&self, p: &mut Partial, value: i32, next: usize) -> bool {
        if value >= 30 {
            // Anfang der Woche: of the week of writing.
            if p.names_a_stretch() || self.whole {
                return false;
            }
            (p.week_step, p.part) = (Some(0), PARTS.get(value as usize % 10).copied());
            return true;
        }
        let month = value < 20;
        let of_month = month && (p.month.is_some() || p.month_step.is_some());
        let of_year = !month && (p.year.is_some() || p.year_step.is_some()) && p.month.is_none();
        let alone = !p.names_a_stretch() && self.digits(next).is_none() && !self.whole;
        if p.part.is_some() || p.day.is_some() || !(of_month || of_year || alone) {
            return false;
        }
        if alone && month {
            p.month_step = Some(100);
        } else if alone {
            p.year_step = Some(100);
        }
        p.part = PARTS.get(value as usize % 10).copied();
        if value == 23 {
            self.japanese_year_end(p);
        }
        true
    }

    /// 年末 is the end of December.
    fn japanese_year_end(&self, p: &mut Partial) {
        let year = p.year.is_some() || p.year_step.is_some();
        if self.language == Language::Japanese
            && p.part == Some(Part::End)
            && year
            && p.month.is_none()
            && p.season.is_none()
            && !self.whole
        {
            p.month = Some(12);
        }
    }

    /// 밤 10시, 夜十時: an hour after the part of a day that is not named.
    fn hour_follows(&self, at: usize) -> bool {
        !self.whole
            && self.figure(at).is_some_and(|f| {
                self.words.is(&self.list, f.next, Class::HourMark) && self.unit(f.next).is_none()
            })
    }

    /// `um 9 Uhr`: there the word for about is a preposition.
    fn is_hour(&self, at: usize) -> bool {
        self.digits(at).is_some_and(|f| f.digits <= 2)
            || self.words.is(&self.list, at, Class::Count)
            || self.words.is(&self.list, at, Class::HalfTo)
    }

    fn weekday(&self, p: &mut Partial, at: usize) -> Option<usize> {
        if p.weekday.is_some() {
            return None;
        }
        if self.language == Language::Chinese && p.week_step.is_some() {
            // 上週三: the day follows its week by its number alone.
            let sign = self.list[at].folded.chars().next()?;
            let number = "一二三四五六日天".chars().position(|c| c == sign)?;
            p.weekday = Weekday::from_number((number as u32 + 1).min(7));
            return Some(at + 1);
        }
        let parted =
            at > 0 && p.part.is_some() && self.words.is(&self.list, at - 1, Class::Article);
        if parted {
            return None;
        }
        if self.language == Language::German
            && let Some((weekday, part)) = self.german_compound(at)
        {
            (p.weekday, p.day_part) = (Weekday::from_number(weekday), DAY_PARTS.get(part).copied());
            return Some(at + 1);
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
        // Short forms (Sun, Mo) are words of other meaning too, unless a stop or the date follows.
        let short =
            self.list[from].folded.chars().count() <= 4 && self.list[from].kind == Kind::Word;
        let dotted = short && self.glued_mark(next) == Some('.');
        let comma = self.mark(next) == Some(',');
        if short
            && !dotted
            && !comma
            && !p.names_a_stretch()
            && !self.whole
            && self.figure(next).is_none()
        {
            return None;
        }
        p.weekday = Weekday::from_number(value as u32);
        let next = next + usize::from(closed);
        Some(next + usize::from(dotted))
    }

    /// Dienstagabend: a day of the week and a part of it in one word.
    pub(super) fn german_compound(&self, at: usize) -> Option<(u32, usize)> {
        const DAYS: [&str; 7] = [
            "montag",
            "dienstag",
            "mittwoch",
            "donnerstag",
            "freitag",
            "samstag",
            "sonntag",
        ];
        const PARTS: [(&str, usize); 6] = [
            ("morgen", 2),
            ("vormittag", 2),
            ("mittag", 4),
            ("nachmittag", 4),
            ("abend", 5),
            ("nacht", 6),
        ];
        let token = self
            .list
            .get(at)
            .filter(|t| t.kind == Kind::Word && t.capital)?;
        let (day, stem) = DAYS
            .iter()
            .enumerate()
            .find_map(|(day, stem)| Some((day, token.folded.strip_prefix(stem)?)))?;
        let (_, part) = PARTS
            .iter()
            .find(|(part, _)| stem.trim_end_matches('s') == *part)?;
        Some((day as u32 + 1, *part))
    }

    /// early, summer, the morning, the first half.
    fn named_part(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        let begun = p.names_a_stretch();
        let part = self.words.find(&self.list, at, Class::Part);
        let day_part = self.words.find(&self.list, at, Class::DayPart);
        let season = self.words.find(&self.list, at, Class::Season);
        if let Some((half, next)) = self.words.find(&self.list, at, Class::Half)
            && begun == (self.language.year_first() && p.year.is_some())
            && !comma
            && p.month.is_none()
        {
            p.half = Some(half as u32);
            return Some(next);
        }
        if let Some((quarter, next)) = self.words.find(&self.list, at, Class::Quarter)
            && !begun
            && !comma
            && (self.list[next - 1].folded != "of"
                || self.digits(next).is_some_and(|f| f.digits == 4))
        {
            p.quarter = Some(quarter as u32);
            return Some(next);
        }
        if let Some((value, next)) = self.words.find(&self.list, at, Class::PartOfUnit)
            && !comma
            && self.part_of_unit(p, value, next)
        {
            return Some(next);
        }
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
            if year_first && !p.names_a_day() && !self.hour_follows(next) {
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
            self.japanese_year_end(p);
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
        if year_first && p.year.is_none() && p.cycle.is_none() && !self.whole {
            return None;
        }
        p.season = Some(value as u32);
        Some(next)
    }
}

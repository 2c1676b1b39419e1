//! The pieces of the calendar: days, months, years, decades, centuries, and steps from another date.

use super::engine::Engine;
use super::figures::Figure;
use super::lunisolar::Place;
use super::partial::{LAST_OF_MONTH, Partial};
use super::tokens::Kind;
use super::words::{Class, Language};

impl Engine<'_> {
    /// yesterday, of this month, the same year: told by its distance from another date.
    pub(super) fn step(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if let Some((years, next)) = self.words.find(&self.list, at, Class::SeasonLead)
            && !p.names_a_stretch()
            && let Some((season, end)) = self.words.find(&self.list, next, Class::Season)
        {
            (p.year_step, p.season) = (Some(years), Some(season as u32));
            return Some(end);
        }
        let steps = [
            Class::DayStep,
            Class::WeekStep,
            Class::MonthStep,
            Class::YearStep,
        ];
        let found = steps
            .iter()
            .filter_map(|c| self.words.find(&self.list, at, *c).map(|(v, n)| (*c, v, n)));
        let (class, value, next) = found.max_by_key(|(_, _, next)| *next)?;
        let longer_part = self
            .words
            .find(&self.list, at, Class::Part)
            .is_some_and(|(_, n)| n > next);
        if comma || longer_part || p.year.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        let only_after_part = value == 200;
        if only_after_part && (p.part.is_none() || p.month.is_some() || p.season.is_some()) {
            return None;
        }
        let value = if only_after_part { 100 } else { value };
        // `5 May instant`, `4 juin courant`: the month is said twice.
        if class == Class::MonthStep
            && value == 0
            && p.month.is_some()
            && p.day.is_some()
            && !p.steps()
        {
            return Some(next);
        }
        let free = !p.steps()
            && match class {
                Class::DayStep => p.day.is_none() && p.month.is_none() && p.season.is_none(),
                Class::WeekStep => p.day.is_none() && p.month.is_none(),
                Class::MonthStep => p.month.is_none() && p.season.is_none(),
                _ => true,
            };
        if !free {
            return None;
        }
        match class {
            Class::DayStep => p.day_step = Some(value),
            Class::WeekStep => p.week_step = Some(value),
            Class::MonthStep => p.month_step = Some(value),
            _ => p.year_step = Some(value),
        }
        Some(next)
    }

    pub(super) fn day(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.day.is_some() || p.season.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        if p.lunar
            && p.month.is_some()
            && let Some((number, next)) = self.words.find(&self.list, at, Class::LunarDay)
        {
            p.day = Some(if number == 0 {
                LAST_OF_MONTH
            } else {
                number as u32
            });
            return Some(next);
        }
        let figure = self.figure(at).or_else(|| self.ordinal(at))?;
        if figure.value == 0 || figure.value > 99 || figure.digits > 2 {
            return None;
        }
        if let Some((_, next)) = self.words.find(&self.list, figure.next, Class::DayMark) {
            if (p.month.is_none() && !self.whole && self.is_length(at, next))
                || p.day_step.is_some()
            {
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
        if let Some((day, next)) = self.in_both_styles(p, figure) {
            (p.day, p.new_style_said) = (Some(day), true);
            return Some(next);
        }
        let next = self.after_suffix(figure.next);
        if p.calendar.is_some() && p.month.is_some() && !self.year_follows(next) {
            return None;
        }
        if self.bare_ordinal(p, at, next) || self.french_day(p, at, next) {
            p.day = Some(figure.value);
            return Some(next);
        }
        if p.month.is_none() {
            let over = self
                .words
                .find(&self.list, next, Class::Article)
                .map_or(next, |(_, n)| n);
            let month = [next, over].iter().any(|at| {
                self.words.is(&self.list, *at, Class::Month)
                    || self.words.is(&self.list, *at, Class::CalendarMonth)
            });
            if !month || p.part.is_some() {
                return None;
            }
        } else if p.part.is_some() || self.is_counting(figure, at) {
            return None;
        }
        p.day = Some(figure.value);
        Some(next)
    }

    /// 7/19 March 1861: the day of the Julian calendar and of the Gregorian, which is followed.
    fn in_both_styles(&self, p: &Partial, old: Figure) -> Option<(u32, usize)> {
        if p.month.is_some() || self.glued_mark(old.next) != Some('/') {
            return None;
        }
        let new = self.digits(old.next + 1).filter(|f| f.digits <= 2)?;
        let next = self.after_suffix(new.next);
        let apart = new.value.checked_sub(old.value)?;
        let month = self.words.is(&self.list, next, Class::Month);
        (self.list[old.next + 1].glued && (10..=13).contains(&apart) && new.value <= 31 && month)
            .then_some((new.value, next))
    }

    /// Ramadan 12, 1368: after a month of another calendar a number is its day only where its year follows.
    fn year_follows(&self, at: usize) -> bool {
        let at = at + usize::from(self.mark(at) == Some(','));
        self.whole || self.digits(at).is_some_and(|f| f.digits >= 3)
    }

    /// 10일간, 五日後: so many days, not a day of the month.
    fn is_length(&self, at: usize, next: usize) -> bool {
        let follows = [Class::SpanMark, Class::Later, Class::Ago, Class::Within]
            .iter()
            .any(|c| self.words.is(&self.list, next, *c));
        let counted = at > 0 && self.words.is(&self.list, at - 1, Class::About);
        follows || counted
    }

    /// `the 25th` where nothing follows that it could number, and `the 2nd instant`.
    fn bare_ordinal(&self, p: &Partial, at: usize, next: usize) -> bool {
        if p.month.is_some()
            || p.steps()
            || self.language.year_first()
            || self.whole
            || next > self.list.len()
        {
            return false;
        }
        let over = self
            .words
            .find(&self.list, next, Class::Article)
            .map_or(next, |(_, n)| n);
        if self.words.is(&self.list, next, Class::MonthStep)
            || self.words.is(&self.list, over, Class::MonthStep)
        {
            return true;
        }
        let suffixed = next > at + 1 && self.list.get(at + 1).is_some_and(|t| t.kind == Kind::Word);
        let led = at >= 2 && self.words.is(&self.list, at - 2, Class::OrdinalLead);
        let stopped = matches!(self.mark(next), Some(',' | '.' | ';' | ')' | ':'));
        let free = stopped
            || next >= self.list.len()
            || self.words.is(&self.list, next, Class::FunctionWord);
        suffixed && led && free
    }

    /// `lundi 20`, `le 19 au soir`: a day of the month told of.
    fn french_day(&self, p: &Partial, at: usize, next: usize) -> bool {
        if self.language != Language::French || self.whole || p.month.is_some() || p.steps() {
            return false;
        }
        let over = self
            .words
            .find(&self.list, next, Class::Article)
            .map_or(next, |(_, n)| n);
        if self.words.is(&self.list, next, Class::Month)
            || self.words.is(&self.list, over, Class::Month)
        {
            return false;
        }
        let led = at > 0 && matches!(self.list[at - 1].folded.as_ref(), "le" | "du" | "au");
        let parted = self.words.is(&self.list, next, Class::DayPart) && led;
        parted || p.weekday.is_some()
    }

    /// An English number in words counts things; only an ordinal names a day.
    fn is_counting(&self, figure: Figure, at: usize) -> bool {
        figure.digits == 0 && self.language == Language::English && self.ordinal(at).is_none()
    }

    pub(super) fn month(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.month.is_some() || p.season.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        let leap = self.words.find(&self.list, at, Class::LeapMonth);
        let from = leap.map_or(at, |(_, next)| next);
        if let Some((number, next)) = self.words.find(&self.list, from, Class::LunarMonth)
            && (p.year.is_some() || p.cycle.is_some() || p.year_step.is_some() || p.lunar)
        {
            (p.month, p.leap_month, p.lunar) = (Some(number as u32), leap.is_some(), true);
            p.place = self.place();
            return Some(next);
        }
        if let Some(figure) = self.figure(from)
            && let Some((_, next)) = self.words.find(&self.list, figure.next, Class::MonthMark)
            && figure.value <= 99
        {
            p.month = Some(figure.value);
            if leap.is_some() {
                (p.leap_month, p.lunar, p.place) = (true, true, self.place());
            }
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
        let short = self.is_short_month(at);
        let dot = short && self.glued_mark(next) == Some('.') && self.dot_belongs(next);
        Some(next + usize::from(dot))
    }

    /// An abbreviated month; the full names of some are as short.
    fn is_short_month(&self, at: usize) -> bool {
        const FULL: [&str; 14] = [
            "may", "june", "july", "mai", "juni", "juli", "mars", "juin", "août", "aout", "май",
            "мая", "мае", "märz",
        ];
        let word = self.list[at].folded.as_ref();
        word.chars().count() <= 5 && (self.whole || !FULL.contains(&word))
    }

    /// A full stop after a month is part of it where more of the date or a small letter follows.
    fn dot_belongs(&self, at: usize) -> bool {
        match self.list.get(at + 1) {
            None => self.whole,
            Some(token) => !token.capital,
        }
    }

    /// Centuries and decades.
    pub(super) fn long_stretch(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.names_a_stretch() || comma {
            return None;
        }
        if let Some((decade, next)) = self.words.find(&self.list, at, Class::Decade) {
            // In his seventies: without an article or a part the word alone is of other things.
            let alone = self.language == Language::English && next == at + 1;
            if alone && (p.part.is_none() || self.whole) {
                return None;
            }
            p.decade = Some(decade);
            return Some(next);
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::DecadeLead)
            && !self.words.is(&self.list, next, Class::DecadeLead)
        {
            return self
                .long_stretch(p, next, false)
                .filter(|_| p.decade.is_some());
        }
        let figure = self.figure(at).or_else(|| self.ordinal(at))?;
        self.century(p, figure)
            .or_else(|| self.decade(p, at, figure))
    }

    /// the 20th century, XIX век, the 5th century BC.
    fn century(&self, p: &mut Partial, figure: Figure) -> Option<usize> {
        let after = self.after_suffix(figure.next);
        let after = after + usize::from(self.mark(after) == Some('-'));
        let Some((_, next)) = self.words.find(&self.list, after, Class::CenturyMark) else {
            return self.century_of_two(p, figure, after);
        };
        if !(1..=30).contains(&figure.value) {
            return None;
        }
        let number = figure.value as i32;
        // The fifth century before Christ is the fifth from the end: it takes the minus of its number.
        let before = self.words.find(&self.list, next, Class::Bc);
        p.century = Some(if before.is_some() {
            -number
        } else {
            number - 1
        });
        let of_ours = self.words.find(&self.list, next, Class::Ad);
        Some(before.or(of_ours).map_or(next, |(_, after)| after))
    }

    /// the sixteenth and seventeenth centuries: the first is named by its number alone.
    fn century_of_two(&self, p: &mut Partial, figure: Figure, after: usize) -> Option<usize> {
        if self.language.year_first() || !(1..=30).contains(&figure.value) {
            return None;
        }
        let (_, next) = self.words.find(&self.list, after, Class::And)?;
        let second = self.ordinal(next).or_else(|| self.digits(next))?;
        let mark = self.after_suffix(second.next);
        let in_order = second.value == figure.value + 1 && mark > next;
        if !in_order || !self.words.is(&self.list, mark, Class::CenturyMark) {
            return None;
        }
        p.century = Some(figure.value as i32 - 1);
        Some(after)
    }

    /// the 1950s, 1950년대, les années 1950, the 470s BC.
    fn decade(&self, p: &mut Partial, at: usize, figure: Figure) -> Option<usize> {
        let led = at > 0 && self.words.is(&self.list, at - 1, Class::DecadeLead);
        if led && figure.digits == 4 && figure.value.is_multiple_of(10) {
            p.decade = Some(figure.value as i32 / 10);
            return Some(figure.next);
        }
        let (_, next) = self
            .words
            .find(&self.list, figure.next, Class::DecadeMark)?;
        let before = self.words.find(&self.list, next, Class::Bc);
        let long = matches!(figure.digits, 0 | 2 | 4) || before.is_some();
        if !self.list[figure.next].glued || !figure.value.is_multiple_of(10) || !long {
            return None;
        }
        let short = figure.value < 100;
        let stem = figure.value as i32 / 10 + if short { 190 } else { 0 };
        p.decade = Some(if before.is_some() {
            -(figure.value as i32 / 10) - 1
        } else {
            stem
        });
        Some(before.map_or(next, |(_, after)| after))
    }

    pub(super) fn year(&self, p: &mut Partial, at: usize, comma: bool) -> Option<usize> {
        if p.year.is_some() || p.decade.is_some() || p.century.is_some() {
            return None;
        }
        // A comma parts a year only from a day, a month or a season.
        if comma && p.month.is_none() && p.season.is_none() {
            return None;
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::Fiscal)
            && let Some(figure) = self.digits(next).filter(|f| f.digits == 4)
            && p.month.is_none()
            && p.season.is_none()
        {
            (p.year, p.fiscal) = (Some(figure.value as i32), true);
            return Some(figure.next);
        }
        let before = self
            .words
            .find(&self.list, at, Class::Bc)
            .filter(|_| self.language.year_first());
        let era = self.words.find(&self.list, at, Class::Era);
        let ad = self.words.find(&self.list, at, Class::Ad);
        let word = self
            .words
            .find(&self.list, at, Class::YearWord)
            .filter(|_| self.whole && self.digits(at + 1).is_some() && !self.language.year_first());
        let from = before.or(era).or(ad).or(word).map_or(at, |(_, next)| next);
        if from == at
            && !self.whole
            && let Some((cycle, next)) = self.cyclic_year(at)
        {
            (p.cycle, p.place) = (Some(cycle), self.place());
            return Some(next);
        }
        let short = self.mark(from) == Some('\'') && (p.month.is_some() || p.season.is_some());
        if let Some(figure) = self.digits(from + 1).filter(|f| short && f.digits == 2)
            && self.list[from + 1].glued
            && p.short_year.is_none()
        {
            p.short_year = Some(figure.value);
            return Some(figure.next);
        }
        let figure = self.figure(from).or_else(|| self.first_year(from))?;
        let mark = self.words.find(&self.list, figure.next, Class::YearMark);
        let marked = mark.is_some() || era.is_some() || before.is_some() || ad.is_some();
        p.era = era.is_some() || before.is_some();
        let named = word.is_some() || self.is_named_year(at) && figure.digits == 3;
        if !named && !self.year_like(p, figure, marked) {
            p.era = false;
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
        } else if self.bc_follows(next) {
            year = 1 - year;
        } else if let Some((_, after)) = self.words.find(&self.list, next, Class::Ad) {
            next = after;
        } else if before.is_some() {
            year = 1 - year;
        }
        p.year = Some(year);
        p.lunar |= era.is_some_and(|(offset, _)| self.is_lunar_era(offset, year));
        p.place = self.place();
        p.year_marked = marked;
        Some(next)
    }

    /// Where the lunisolar days of this language begin.
    pub(super) fn place(&self) -> Place {
        match self.language {
            Language::Korean => Place::Korea,
            Language::Japanese => Place::Japan,
            _ => Place::China,
        }
    }

    /// 병자년, 甲午年: a year of the cycle of sixty, and in Chinese script also without the word for year before a month.
    fn cyclic_year(&self, at: usize) -> Option<(u32, usize)> {
        if !self.language.year_first() {
            return None;
        }
        let (stem, branch) = (
            self.list.get(at)?,
            self.list.get(at + 1).filter(|t| t.glued)?,
        );
        let of = |signs: &str, sign: char| signs.chars().position(|c| c == sign).map(|k| k as u32);
        let stem_number = of("甲乙丙丁戊己庚辛壬癸", stem.head)
            .or_else(|| of("갑을병정무기경신임계", stem.head))?;
        let branch_number = of("子丑寅卯辰巳午未申酉戌亥", branch.head)
            .or_else(|| of("자축인묘진사오미신유술해", branch.head))?;
        let cycle = (0..60).find(|k| (k % 10, k % 12) == (stem_number, branch_number))?;
        match self.words.find(&self.list, at + 2, Class::YearMark) {
            Some((_, next)) => Some((cycle, next)),
            None => {
                let month = self
                    .figure(at + 2)
                    .is_some_and(|f| self.words.is(&self.list, f.next, Class::MonthMark));
                (month && self.language != Language::Korean).then_some((cycle, at + 2))
            }
        }
    }

    /// Reigns count lunar months in China until 1911, in Japan until 1872.
    fn is_lunar_era(&self, offset: i32, year: i32) -> bool {
        let reign = (1000..2100).contains(&offset);
        match self.language {
            Language::Chinese => reign && year < 1912,
            Language::Japanese => reign && year < 1873,
            Language::Korean => reign && year < 1896,
            _ => false,
        }
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

    /// `499-493 BC`, `496 and 495 BC`: the era is said once, after a later year.
    fn bc_follows(&self, at: usize) -> bool {
        let Some((_, next)) = self.join(at).filter(|_| !self.language.year_first()) else {
            return false;
        };
        self.digits(next)
            .is_some_and(|f| self.words.is(&self.list, f.next, Class::Bc))
    }

    /// `im Jahr 578`, `in the year 578`: the word before makes a year of any number.
    fn is_named_year(&self, at: usize) -> bool {
        let led = |class| at > 1 && self.words.is(&self.list, at - 1, class);
        let within = matches!(
            self.list.get(at.wrapping_sub(2)).map(|t| t.folded.as_ref()),
            Some("im" | "the" | "dem" | "des" | "vom")
        );
        let language = matches!(self.language, Language::German | Language::English);
        language && within && led(Class::YearWord)
    }

    fn year_like(&self, p: &Partial, figure: Figure, marked: bool) -> bool {
        let bc = self.words.is(&self.list, figure.next, Class::Bc)
            || self.bc_follows(figure.next)
            || self.words.is(&self.list, figure.next, Class::Ad);
        if marked {
            // In running text a small number before the mark is of a reign that no table names, or counts years.
            let reign = figure.value < 100 && self.language.year_first() && !self.whole && !p.era;
            return figure.value <= 9999 && !reign;
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
        // The winter of 1950-51 is one, as that of 1950/51.
        let winter = p.season == Some(24) && self.glued_mark(next) == Some('-');
        if !(winter || self.glued_mark(next) == Some('/')) || figure.digits < 3 {
            return next;
        }
        let Some(second) = self.digits(next + 1) else {
            return next;
        };
        let span = 10i32.pow(u32::from(second.digits.min(4)));
        let full = year - year.rem_euclid(span) + second.value as i32;
        let full = if full <= year { full + span } else { full };
        // A line may end after the stroke where both years are in full.
        let near = self.list[next + 1].glued || second.digits == 4;
        if full != year + 1 || !near {
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
}

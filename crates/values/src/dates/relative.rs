//! Dates told by other dates (*the next day*, *last Tuesday*), sets (*daily*) and words for now and before.

use super::PhraseTable;
use super::calendar::{Day, Weekday};
pub(super) use super::counted::ONE;
use super::counted::{day_of, length_value, moved};
use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::length::{Count, UNITS};
use super::narrative::{Anchor, Narrative};
use super::noun::{VAGUE, unbound};
use super::phrases::Unit;
use super::shape::{Point, Shape};
use super::stretch::{Base, DAY_PARTS};
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
        let mut longest: Option<Expression> = None;
        // Each is dropped at once where it is not the longest: together they would be moved about.
        let mut take = |reading: Option<Expression>| {
            let end = longest.as_ref().map_or(0, |known| known.tokens.1);
            if reading.as_ref().is_some_and(|e| e.tokens.1 >= end) {
                longest = reading;
            }
        };
        take(self.older(at, narrative));
        take(self.counted(at, narrative, table));
        take(self.turned(at, narrative));
        take(self.behind(at, narrative));
        take(self.times(at));
        take(self.vague(at));
        take(self.weekend(at, narrative));
        take(self.part_of_turned(at, narrative));
        take(self.ending(at, narrative));
        take(self.day_part_told(at, narrative));
        take(self.set(at, convention));
        take(self.rate(at));
        take(self.reference(at));
        take(self.nowadays(at, narrative));
        take(self.marked(at, convention));
        take(self.deictic(at, narrative));
        longest
    }

    /// former, current, future: TIMEX2 marks them.
    fn marked(&self, at: usize, convention: Convention) -> Option<Expression> {
        let (when, next) = self.words.find(&self.list, at, Class::Marked)?;
        let article = self.words.is(&self.list, at, Class::Determiner);
        let described = !article && self.stands_before_noun(next);
        let complement = if article {
            self.with_complement(next, &["of"])
        } else {
            next
        };
        (convention == Convention::Timex2 && (described || article))
            .then(|| reference_of((at, complement), when))
    }

    /// today, yesterday, tomorrow morning.
    fn deictic(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (value, next) = self.words.find(&self.list, at, Class::DayWord)?;
        let story = value >= 1000;
        // The day in tens from ten days before, and the part of it.
        let (days, part) = (value % 1000 / 10 - 10, value % 10);
        let anchor = if story {
            narrative.told()
        } else {
            narrative.now()
        }?;
        let Base::Day(day) = day_of(anchor.base)? else {
            return None;
        };
        if let Some((base, end)) = self.clock_of(day.plus(days), next) {
            return Some(dated(
                (at, end),
                base,
                None,
                anchor.name,
                "counted from the day of writing",
            ));
        }
        let part = Some(part as usize);
        Some(dated(
            (at, next),
            Base::Day(day.plus(days)),
            part,
            anchor.name,
            "counted from the day of writing",
        ))
    }

    /// the next day, last week, the same month, that evening, next Tuesday.
    pub(super) fn turned(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
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
        // The night after an hour of a day is that day's.
        let night = self
            .words
            .find(&self.list, next, Class::DayPart)
            .is_some_and(|(p, _)| p == 6);
        let step = if night && step == 1 && matches!(anchor.base, Base::Minute(..)) {
            0
        } else {
            step
        };
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
            if let Some((base, end)) = self.clock_of(day.plus(step as i32), after) {
                return Some(dated((at, end), base, None, anchor.name.clone(), BESIDE));
            }
            return Some(dated(
                (at, after),
                Base::Day(day.plus(step as i32)),
                Some(part),
                anchor.name.clone(),
                BESIDE,
            ));
        }
        let (unit, mut after) = self.unit(next)?;
        let of = self.list.get(after).is_some_and(|t| t.folded == "of");
        if unit == Unit::Quarter && of {
            return None;
        }
        if self.is_plural(after - 1) {
            return self.several_turned(at, after, unit, step);
        }
        let lasting = at > 0 && matches!(self.list[at - 1].folded.as_ref(), "for" | "over");
        if lasting && step == 1 && unit > Unit::Day {
            let value = length_value(ONE, unit, self.convention);
            return Some(unbound((at, after), TimexType::Duration, value));
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

    /// The unit at this token is of more than one.
    fn is_plural(&self, at: usize) -> bool {
        let word = self.list[at].folded.as_ref();
        match self.language {
            Language::English => word.ends_with('s'),
            Language::German => matches!(
                word,
                "jahren"
                    | "monaten"
                    | "monate"
                    | "wochen"
                    | "tagen"
                    | "tage"
                    | "stunden"
                    | "jahrzehnten"
                    | "minuten"
            ),
            Language::French => word.ends_with('s') && word != "mois",
            _ => false,
        }
    }

    /// the past years, in den vergangenen Wochen: nobody says how many.
    fn several_turned(&self, at: usize, after: usize, unit: Unit, step: i64) -> Option<Expression> {
        if self.language == Language::English || step == 0 {
            return None;
        }
        let value = length_value(VAGUE, unit, self.convention);
        Some(unbound((at, after), TimexType::Duration, value))
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
                problem: None,
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
        if let Some((_, next)) = self.words.find(&self.list, at, Class::EveryOther) {
            if let Some((weekday, after)) = self.words.find(&self.list, next, Class::Weekday) {
                return made(after, format!("XXXX-WXX-{weekday}"));
            }
            let (unit, after) = self.unit(next)?;
            let two = Count {
                least: 4,
                most: 4,
                vague: false,
            };
            return made(after, length_value(two, unit, convention));
        }
        if let Some((unit, next)) = self.unit_after_unit(at) {
            return made(next, length_value(ONE, unit, convention));
        }
        let (_, next) = self.words.find(&self.list, at, Class::Every)?;
        let counted = self.words.find(&self.list, next, Class::Ordinal);
        for day in [Some(next), counted.map(|(_, next)| next)]
            .into_iter()
            .flatten()
        {
            if let Some((weekday, after)) = self.words.find(&self.list, day, Class::Weekday) {
                return made(after, format!("XXXX-WXX-{weekday}"));
            }
        }
        if let Some((weekday, part)) = self.german_compound(next) {
            let part = DAY_PARTS.get(part)?.timex();
            return made(next + 1, format!("XXXX-WXX-{weekday}{part}"));
        }
        if let Some((_, after)) = self.day_part(next) {
            return made(after, "P1D".into());
        }
        if let Some((unit, after)) = self.unit(next) {
            return made(after, length_value(ONE, unit, convention));
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
                convention,
            ),
        )
    }

    /// 3,80 Euro pro Stunde: the German corpora mark the unit of a rate.
    fn rate(&self, at: usize) -> Option<Expression> {
        if self.language != Language::German {
            return None;
        }
        self.per_unit(at)
    }

    /// Jahr um Jahr, day after day.
    fn unit_after_unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (unit, next) = self.unit(at)?;
        let joins = matches!(
            self.list.get(next)?.folded.as_ref(),
            "um" | "für" | "after" | "by" | "après"
        );
        let (again, end) = self.unit(next + 1).filter(|_| joins)?;
        (unit == again && self.list[at].folded == self.list[next + 1].folded).then_some((unit, end))
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

    /// heute in a text that reports no days, today where no day of writing is known: the present.
    fn nowadays(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let unwritten = narrative.written.is_none() && self.convention == Convention::Timex2;
        if let Some((0, next)) = self.words.find(&self.list, at, Class::DayStep)
            && unwritten
        {
            return Some(reference_of((at, next), 0));
        }
        let (_, next) = self.words.find(&self.list, at, Class::Nowadays)?;
        let alone = !self.words.is(&self.list, next, Class::DayPart)
            && self.clock_of(Day(0), next).is_none();
        (alone && !narrative.reports_days).then(|| reference_of((at, next), 0))
    }

    /// now, recently.
    fn reference(&self, at: usize) -> Option<Expression> {
        let (when, next) = self.words.find(&self.list, at, Class::Reference)?;
        if self.is_in_a_name(at) && self.language != Language::German {
            return None;
        }
        let before = at
            .checked_sub(1)
            .map_or("", |k| self.list[k].folded.as_ref());
        let word = self.list[next - 1].folded.as_ref();
        // "up to date" is no date; of the past TIMEX3 marks only what lies in it.
        if (word == "date" && before == "up")
            || (word == "past" && before != "in" && self.convention == Convention::Timex3)
        {
            return None;
        }
        // "the past" and "the future" stand alone; "the past ten years" are counted.
        let article = next > at + 1 && self.words.is(&self.list, at, Class::Determiner);
        if article
            && self.language != Language::German
            && self.list.get(next).is_some_and(|t| t.kind == Kind::Word)
            && self.stands_before_noun(next)
        {
            return None;
        }
        let next = if article {
            self.with_complement(next, &["of"])
        } else {
            next
        };
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
        problem: None,
    }
}

/// TIMEX2 writes what returns with its unknown figures.
fn returning(unit: Unit, convention: Convention) -> String {
    match (convention, unit) {
        (Convention::Timex2, Unit::Day) => "XXXX-XX-XX".into(),
        (Convention::Timex2, Unit::Week) => "XXXX-WXX".into(),
        (Convention::Timex2, Unit::Month) => "XXXX-XX".into(),
        (Convention::Timex2, Unit::Year) => "XXXX".into(),
        _ => length_value(ONE, unit, convention),
    }
}

const BESIDE: &str = "counted from the date before it";

pub(super) fn dated(
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
        timex_type: if day_part.is_some() || matches!(base, Base::Minute(..)) {
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
        problem: None,
    }
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

//! What a text has told so far, against which its next dates are resolved.

use super::calendar::{Day, MONTHS, add_months};
use super::find::{Convention, DateContext, Expression};
use super::join::Member;
use super::partial::Partial;
use super::phrases::Unit;
use super::shape::Shape;
use super::stretch::Base;
use super::{Precision, Weekday};

/// The day of writing, and the dates told so far.
#[derive(Clone, Debug)]
pub(super) struct Narrative {
    /// The day of writing, with its grain.
    pub(super) written: Option<(Day, Precision)>,
    /// The stretch last told of.
    pub(super) last: Option<Base>,
    /// The decade or century that was named last, where nothing shorter was since.
    long: Option<Base>,
    /// The first of the stretches last told of together.
    last_start: Option<Base>,
    /// The stretch that gives later dates their year: a year that only comes up in a sentence does not.
    story: Option<Base>,
    /// Where in the text it stood, in bytes.
    last_at: usize,
    /// It only bounds something else (until, since, in brackets), so that it is forgotten with its sentence.
    last_governed: bool,
    /// The number of the sentence that it stood in, and of the one read now.
    last_sentence: usize,
    sentence: usize,
    /// Where the piece of text that is read now begins, in bytes.
    base: usize,
    year: Option<i32>,
    /// The year by which a section is headed.
    section: Option<i32>,
    /// No date of this paragraph has been read.
    paragraph_begins: bool,
    /// Days before 1918 are of the Julian calendar where nothing says otherwise: the text is Russian.
    pub(super) julian_default: bool,
    /// The text reports days, so that its words for today mean one.
    pub(super) reports_days: bool,
    /// Most of its years lie well before the day of writing.
    history: bool,
}

impl Narrative {
    pub(super) fn new(context: &DateContext) -> Narrative {
        let written = context
            .written
            .as_ref()
            .and_then(|date| Some((date.bounds.days()?.0, date.precision)));
        Narrative {
            written,
            last: None,
            last_start: None,
            long: None,
            story: None,
            last_at: 0,
            last_governed: false,
            last_sentence: 0,
            sentence: 1,
            base: 0,
            year: context.year,
            section: None,
            paragraph_begins: true,
            julian_default: false,
            reports_days: true,
            history: false,
        }
    }

    /// A text that tells history is not about the day it was written on; TIMEX2 takes no notice of that day at all.
    pub(super) fn tells_history(&mut self, history: bool, convention: Convention) {
        self.history = history;
        if history && convention == Convention::Timex2 {
            self.written = None;
        }
    }

    /// A new piece of the text begins at this byte.
    pub(super) fn begin(&mut self, base: usize) {
        self.base = base;
    }

    /// How far a byte of the piece is from the date last told of.
    fn distance(&self, at: usize) -> usize {
        (self.base + at).saturating_sub(self.last_at)
    }

    /// A sentence has ended.
    pub(super) fn end_sentence(&mut self) {
        self.sentence += 1;
    }

    /// Takes note of an expression that was read.
    pub(super) fn tell(&mut self, expression: &Expression, at: usize, standing: Standing) {
        if let Some(shape) = &expression.shape
            && let Some(point) = shape.points().last()
        {
            self.remember(point.base, at, standing);
            self.last_start = shape.points().first().map(|point| point.base);
        }
    }

    /// What a turn of this unit is counted from: of decades and centuries also one that was just named.
    pub(super) fn told_of(&self, unit: Unit) -> Option<Anchor> {
        match self.long.filter(|_| unit >= Unit::Decade) {
            Some(base) => Some(Anchor {
                base,
                name: base.edtf(),
            }),
            None => self.told(),
        }
    }

    /// What a length before is counted from: the beginning of what was last told of.
    pub(super) fn told_start(&self) -> Option<Anchor> {
        let told = self.told()?;
        match self
            .last_start
            .filter(|_| self.lately() == self.last && self.last.is_some())
        {
            Some(base) => Some(Anchor {
                base,
                name: base.edtf(),
            }),
            None => Some(told),
        }
    }

    /// Takes note of a stretch and of how it stands in its sentence.
    pub(super) fn remember(&mut self, base: Base, at: usize, standing: Standing) {
        if standing == Standing::Heading {
            self.section = Some(base.days().0.ymd().0);
        }
        let long = matches!(base, Base::Century(_) | Base::Decade(_));
        self.long = Some(base).filter(|_| long);
        if long {
            return;
        }
        let passing = matches!(base, Base::Year(_) | Base::Half(..) | Base::Fiscal(_));
        let tells = match standing {
            Standing::Heading => true,
            Standing::Leads => !self.leaps(base),
            // A year far from that of the story is only mentioned.
            Standing::Inside if self.is_far(base) => false,
            Standing::Governed => false,
            Standing::Inside => !passing,
        };
        self.last = Some(base);
        self.last_at = self.base + at;
        self.paragraph_begins = false;
        self.last_governed = standing == Standing::Governed;
        self.last_sentence = self.sentence;
        if tells || self.story.is_none() {
            self.story = Some(base);
        }
    }

    /// More than a year after what the story tells, or before it.
    fn is_far(&self, base: Base) -> bool {
        let year = |base: Base| base.days().0.ymd().0;
        self.story
            .is_some_and(|story| !(0..=1).contains(&(year(base) - year(story))))
    }

    /// Years away within one paragraph: a glance back or ahead.
    fn leaps(&self, base: Base) -> bool {
        let year = |base: Base| base.days().0.ymd().0;
        let told = self.story.map(|story| year(base) - year(story));
        !self.paragraph_begins && told.is_some_and(|years| !(-LEAP..=LEAP).contains(&years))
    }

    /// A paragraph begins: the story is that of its section again.
    pub(super) fn begin_paragraph(&mut self) {
        self.paragraph_begins = true;
        let Some(year) = self.section else {
            return;
        };
        if self.story.is_some_and(|s| s.days().0.ymd().0 != year) {
            self.story = Some(Base::Year(year));
            self.last = self.story;
        }
    }

    /// A day or a month that the sentence itself has named.
    fn in_this_sentence(&self) -> Option<Base> {
        let fine = matches!(
            self.last,
            Some(Base::Month(..) | Base::Day(_) | Base::Minute(..))
        );
        let here = self.last_sentence == self.sentence && !self.last_governed;
        self.last.filter(|_| fine && here)
    }

    /// What was last told of, unless it was only a bound within an earlier sentence.
    fn lately(&self) -> Option<Base> {
        let forgotten = self.last_governed && self.last_sentence < self.sentence;
        if forgotten { self.story } else { self.last }
    }

    /// The day last told of, else the day of writing: what `the next day` is counted from.
    pub(super) fn told(&self) -> Option<Anchor> {
        match self.lately() {
            Some(base) => Some(Anchor {
                base,
                name: base.edtf(),
            }),
            None => self.writing(),
        }
    }

    /// The day of writing, else the day last told of: what `yesterday` is counted from.
    pub(super) fn now(&self) -> Option<Anchor> {
        self.writing().or_else(|| {
            self.lately().map(|base| Anchor {
                base,
                name: base.edtf(),
            })
        })
    }

    /// A day has been told of in this text.
    pub(super) fn tells_a_day(&self) -> bool {
        matches!(self.lately(), Some(Base::Day(_) | Base::Minute(..)))
    }

    fn writing(&self) -> Option<Anchor> {
        let (day, precision) = self.written?;
        let (year, month, _) = day.ymd();
        let base = match precision {
            Precision::Minute | Precision::Day => Base::Day(day),
            Precision::Month => Base::Month(year, month),
            _ => Base::Year(year),
        };
        Some(Anchor {
            base,
            name: "dct".into(),
        })
    }

    /// Gives a date the year (or, of a weekday, the day) it lacks; says against what. `Err` when nothing settles it.
    pub(super) fn complete(
        &self,
        partial: &mut Partial,
        at: usize,
        tense: i32,
    ) -> Result<Option<String>, ()> {
        if partial.year.is_some() || partial.decade.is_some() || partial.century.is_some() {
            return Ok(None);
        }
        if partial.steps() {
            return self.stepped(partial).map(Some);
        }
        if let Some(short) = partial.short_year {
            let anchor = self.told().ok_or(())?;
            let near = anchor.base.days().0.ymd().0;
            let ahead = (short as i32 - near).rem_euclid(100);
            partial.year = Some(if ahead > 20 {
                near + ahead - 100
            } else {
                near + ahead
            });
            return Ok(Some(anchor.name));
        }
        if let Some(cycle) = partial.cycle {
            let anchor = self.told().ok_or(())?;
            partial.year = Some(year_of_cycle(cycle, anchor.base.days().0.ymd().0));
            partial.settle_lunar();
            return Ok(Some(anchor.name));
        }
        if partial.lacks_year() && partial.calendar.is_some() {
            let anchor = self.told().ok_or(())?;
            partial.year = Some(anchor.base.days().0.ymd().0);
            return Ok(Some(anchor.name));
        }
        if partial.lacks_year() {
            let (year, anchor) = self.year_for(partial, at).ok_or(())?;
            partial.year = Some(year);
            return Ok(Some(anchor));
        }
        if partial.weekday.is_none() {
            return self.within_month(partial).map(Some);
        }
        let weekday = partial.weekday.ok_or(())?;
        let anchor = self.now().ok_or(())?;
        let (year, month, day) = weekday_by_tense(anchor.base.days().0, weekday, tense).ymd();
        (partial.year, partial.month, partial.day) = (Some(year), Some(month), Some(day));
        Ok(Some(anchor.name))
    }

    /// A day whose month is the one told of, or a clock of the day told of.
    fn within_month(&self, partial: &mut Partial) -> Result<String, ()> {
        let anchor = self.told().ok_or(())?;
        let (year, month, told) = anchor.base.days().0.ymd();
        let day = match (partial.day, anchor.base) {
            (Some(day), Base::Day(_) | Base::Minute(..) | Base::Month(..)) => day,
            (None, Base::Day(_) | Base::Minute(..)) if partial.clock.is_some() => told,
            _ => return Err(()),
        };
        (partial.year, partial.month, partial.day) = (Some(year), Some(month), Some(day));
        Ok(anchor.name)
    }

    /// Dates told by their distance from the day of writing, or (100 and more) from the day told of.
    fn stepped(&self, partial: &mut Partial) -> Result<String, ()> {
        let value = [
            partial.day_step,
            partial.week_step,
            partial.month_step,
            partial.year_step,
        ];
        let value = value.iter().flatten().next().copied().ok_or(())?;
        let story = value > 50;
        let anchor = if story { self.told() } else { self.now() }.ok_or(())?;
        let by = if story { value - 100 } else { value };
        let first = anchor.base.days().0;
        let (year, month, _) = first.ymd();
        if partial.day_step.is_some() {
            if !matches!(anchor.base, Base::Day(_) | Base::Minute(..)) {
                return Err(());
            }
            let (year, month, day) = first.plus(by).ymd();
            (partial.year, partial.month, partial.day) = (Some(year), Some(month), Some(day));
        } else if partial.week_step.is_some() {
            let monday = first.plus(1 - first.weekday().number() as i32 + by * 7);
            match partial.weekday {
                Some(weekday) => {
                    let (year, month, day) = monday.plus(weekday.number() as i32 - 1).ymd();
                    (partial.year, partial.month, partial.day) =
                        (Some(year), Some(month), Some(day));
                }
                None => partial.week = Some(monday),
            }
        } else if partial.month_step.is_some() {
            if matches!(
                anchor.base,
                Base::Year(_) | Base::Decade(_) | Base::Century(_)
            ) {
                return Err(());
            }
            let (year, month) = add_months(year, month, by);
            (partial.year, partial.month) = (Some(year), Some(month));
        } else {
            partial.year = Some(year + by);
        }
        Ok(anchor.name)
    }

    /// The same date in the other years that it could be of: of the story, of the year last named, of the day of writing.
    pub(super) fn rivals(&self, member: &Member, at: usize) -> Vec<Shape> {
        if member.was_civil {
            let civil = Partial {
                old_style: false,
                ..member.partial.clone()
            };
            return civil.shape().map(|(shape, _)| shape).into_iter().collect();
        }
        if !member.lacked_year || member.partial.cycle.is_some() {
            return Vec::new();
        }
        let near = |base: Base| self.distance(at) < 4_000 && !matches!(base, Base::Week(_));
        let told = [self.story, self.last]
            .into_iter()
            .flatten()
            .filter(|base| near(*base));
        let written = self
            .written
            .map(|(day, grain)| nearest_year(day, grain, &member.partial));
        let years = told.map(|base| base.days().0.ymd().0).chain(written);
        let mut seen = vec![member.partial.year];
        let mut rivals = Vec::new();
        for year in years {
            if seen.contains(&Some(year)) {
                continue;
            }
            seen.push(Some(year));
            let other = Partial {
                year: Some(year),
                ..member.partial.clone()
            };
            rivals.extend(other.shape().ok().map(|(shape, _)| shape));
        }
        rivals
    }

    fn year_for(&self, partial: &Partial, at: usize) -> Option<(i32, String)> {
        let near = self
            .in_this_sentence()
            .or(self.story)
            .filter(|_| self.written.is_none() || self.history || self.distance(at) < 400);
        if let Some(base) = near {
            // A document tells of what lies near its day; a story goes on.
            let year = match self.written {
                Some(_) if !self.history => nearest_year(base.days().0, grain(base), partial),
                _ => following_year(base, partial),
            };
            return Some((year, base.edtf()));
        }
        if let Some((day, precision)) = self.written {
            return Some((nearest_year(day, precision, partial), "dct".into()));
        }
        Some((self.year?, "the year of the text".into()))
    }
}

/// The year of the cycle of sixty nearest to another year; the year 4 began a cycle.
fn year_of_cycle(cycle: u32, near: i32) -> i32 {
    let ahead = (cycle as i32 + 4 - near).rem_euclid(60);
    if ahead > 30 {
        near + ahead - 60
    } else {
        near + ahead
    }
}

/// How many years a story goes on by within one paragraph.
const LEAP: i32 = 3;

/// How a date stands in its sentence.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Standing {
    /// At the head of a heading: it sets the time of a section.
    Heading,
    /// At its head: it sets the time of what follows.
    Leads,
    /// It bounds something else: until, since, in brackets.
    Governed,
    /// Anywhere else.
    Inside,
}

/// What a relative date is counted from.
#[derive(Clone, Debug)]
pub(super) struct Anchor {
    pub(super) base: Base,
    /// `dct`, or the ISO date.
    pub(super) name: String,
}

fn grain(base: Base) -> Precision {
    match base {
        Base::Month(..) => Precision::Month,
        Base::Day(_) | Base::Minute(..) | Base::Week(_) => Precision::Day,
        _ => Precision::Year,
    }
}

/// A story goes on: January after December is of the next year.
fn following_year(base: Base, partial: &Partial) -> i32 {
    let (year, month, _) = base.days().0.ymd();
    let told_month = matches!(
        base,
        Base::Month(..) | Base::Day(_) | Base::Minute(..) | Base::Week(_)
    );
    let next = month_of(partial);
    if told_month && month >= 11 && next <= 2 {
        year + 1
    } else {
        year
    }
}

/// The year that puts a month nearest to the day of writing.
fn nearest_year(day: Day, precision: Precision, partial: &Partial) -> i32 {
    let (year, month, _) = day.ymd();
    if precision > Precision::Month {
        return year;
    }
    let next = month_of(partial);
    match next as i32 - month as i32 {
        7.. => year - 1,
        ..=-9 => year + 1,
        _ => year,
    }
}

fn month_of(partial: &Partial) -> u32 {
    match (partial.month, partial.season) {
        (Some(month), _) => month.min(MONTHS.len() as u32),
        (None, Some(season)) => (season - 20) * 3,
        _ if partial.easter.is_some() => 4,
        _ => 6,
    }
}

/// The day of the week last before (past), next after (to come) or nearest to a day.
fn weekday_by_tense(day: Day, weekday: Weekday, tense: i32) -> Day {
    let ahead = (weekday.number() as i32 - day.weekday().number() as i32).rem_euclid(7);
    match tense {
        -1 if ahead > 0 => day.plus(ahead - 7),
        -1 | 1 => day.plus(ahead),
        _ => nearest_weekday(day, weekday),
    }
}

/// The day of the week nearest to a day, within three days of it.
fn nearest_weekday(day: Day, weekday: Weekday) -> Day {
    let ahead = (weekday.number() as i32 - day.weekday().number() as i32).rem_euclid(7);
    if ahead > 3 {
        day.plus(ahead - 7)
    } else {
        day.plus(ahead)
    }
}

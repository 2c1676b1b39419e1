//! Dates of the calendar in running text: the members of a phrase, given what they lack, and tied where they share it.

use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::join::{Join, Member};
use super::narrative::{Narrative, Standing};
use super::partial::Partial;
use super::shape::{Point, Shape};
use super::stretch::Base;
use super::tokens::Kind;
use super::words::{Class, Language};
use super::{Day, iso_year};

/// A member of a phrase with its place in the calendar.
struct Told {
    member: Member,
    point: Point,
    anchor: Option<String>,
    because: &'static str,
    rivals: Vec<Shape>,
}

impl Engine<'_> {
    /// True at the head of a sentence, where a date sets the time of what follows.
    fn leads(&self, at: usize) -> bool {
        const HEAD: usize = 4;
        (0..HEAD).any(|back| {
            let Some(before) = (at + 1).checked_sub(back + 2).map(|k| &self.list[k]) else {
                return true;
            };
            let after = &self.list[at - back];
            // A stop before a small letter or a figure ends an abbreviation: No. 3, 2005.
            let stop = matches!(before.kind, Kind::Mark('.')) && after.capital;
            let ended = stop || matches!(before.kind, Kind::Mark('!' | '?' | '。') | Kind::Note);
            ended || self.text[before.end..after.start].contains('\n')
        })
    }

    /// -1 where its sentence tells what has been, 1 where it tells what is to come, 0 where it does not say.
    fn tense(&self, at: usize) -> i32 {
        const REACH: usize = 25;
        let before = at
            .checked_sub(1)
            .map_or("", |k| self.list[k].folded.as_ref());
        if matches!(before, "for" | "beyond" | "bis" | "für" | "until" | "till") {
            return 1;
        }
        let told = |k: usize| {
            if self.words.is(&self.list, k, Class::FutureVerb) {
                return Some(1);
            }
            let english = self.language == Language::English && self.list[k].kind == Kind::Word;
            let passive =
                k > 0 && matches!(self.list[k - 1].folded.as_ref(), "be" | "being" | "to");
            let past = self.words.is(&self.list, k, Class::PastVerb)
                || (english
                    && !passive
                    && self.list[k].folded.len() > 4
                    && self.list[k].folded.ends_with("ed"));
            past.then_some(-1)
        };
        let before = (at.saturating_sub(REACH)..at)
            .rev()
            .take_while(|k| !self.ends_sentence(*k))
            .find_map(told);
        before
            .or_else(|| {
                (at..self.list.len().min(at + REACH))
                    .take_while(|k| !self.ends_sentence(*k))
                    .find_map(told)
            })
            .unwrap_or(0)
    }

    /// How the date at this token stands in its sentence.
    pub(super) fn standing(&self, at: usize, next: usize) -> Standing {
        if self.heads_a_section(at, next) {
            Standing::Heading
        } else if self.is_governed(at) {
            Standing::Governed
        } else if self.leads(at) {
            Standing::Leads
        } else {
            Standing::Inside
        }
    }

    /// `1943: the tide turns`, alone on its line: a year that heads what follows.
    fn heads_a_section(&self, at: usize, next: usize) -> bool {
        const LONGEST: usize = 90;
        let line_begins =
            at == 0 || self.text[self.list[at - 1].end..self.list[at].start].contains('\n');
        let year = self.digits(at).is_some_and(|f| f.digits == 4) && next == at + 1;
        let parted = matches!(self.mark(next), Some(':' | '-')) && self.digits(next + 1).is_none();
        let rest = &self.text[self.list[at].start..];
        let line = rest.lines().next().unwrap_or_default();
        let bare = line.trim_end().len() == 4;
        line_begins
            && year
            && (parted || bare)
            && line.len() < LONGEST
            && !line.trim_end().ends_with(['.', ',', ';'])
    }

    /// until the fall of Budapest in …, since …, (…).
    fn is_governed(&self, at: usize) -> bool {
        const REACH: usize = 9;
        for back in (at.saturating_sub(REACH)..at).rev() {
            match self.mark(back) {
                Some('(' | '[') => return true,
                Some(',' | '.' | ';' | ':' | '!' | '?' | ')' | '。') => return false,
                _ => (),
            }
            let word = self.list[back].folded.as_ref();
            if matches!(word, "until" | "till" | "since") {
                // At the head of its sentence it tells what goes on.
                return !self.leads(back);
            }
        }
        false
    }

    /// True where a sentence ends with this token.
    pub(super) fn ends_sentence(&self, at: usize) -> bool {
        match self.mark(at) {
            Some('.') => self.list.get(at + 1).is_none_or(|t| t.capital),
            Some('!' | '?' | '。') => true,
            _ => false,
        }
    }

    /// Dates of the calendar, one or several joined.
    pub(super) fn absolute(
        &self,
        at: usize,
        narrative: &Narrative,
        convention: Convention,
    ) -> Option<Vec<Expression>> {
        if self.within_reign(at) {
            return None;
        }
        let mut members = self.sound(self.phrase(at)?)?;
        let between = at > 0 && self.words.is(&self.list, at - 1, Class::Between);
        if between && members.len() > 1 {
            members[1].join = Join::Range;
        }
        let mut told: Vec<Told> = Vec::new();
        let mut state = narrative.clone();
        for member in members {
            let at = self.list[member.tokens.0].start;
            let tense = match member.partial.weekday {
                Some(_) => self.tense(member.tokens.0),
                None => 0,
            };
            let tokens = member.tokens;
            let (member, shape, anchor) = match completed(member, &state, at, tense) {
                Ok(found) => found,
                Err(Some(problem)) if told.is_empty() => {
                    return Some(vec![impossible(tokens, &problem)]);
                }
                Err(_) => break,
            };
            match shape {
                Shape::Point(point) => {
                    let because = reason(&member.partial, anchor.is_some());
                    let rivals = state.rivals(&member, at);
                    state.remember(
                        point.base,
                        at,
                        self.standing(member.tokens.0, member.tokens.1),
                    );
                    told.push(Told {
                        member,
                        point,
                        anchor,
                        because,
                        rivals,
                    });
                }
                shape @ (Shape::Range(..) | Shape::OneOf(_)) if told.is_empty() => {
                    return Some(vec![spread_expression(&member, shape, anchor)]);
                }
                _ => break,
            }
        }
        (!told.is_empty()).then(|| self.limited(grouped(told, self, convention)))
    }

    /// no later than 1897: the words before a date make it a limit.
    fn limited(&self, mut list: Vec<Expression>) -> Vec<Expression> {
        let Some(first) = list.first_mut() else {
            return list;
        };
        let limits = [
            (Class::NoLater, "ON_OR_BEFORE"),
            (Class::NoEarlier, "ON_OR_AFTER"),
        ];
        let from = first.tokens.0;
        let found = limits.iter().find_map(|(class, modifier)| {
            (1..=4).find_map(|back| {
                let at = from.checked_sub(back)?;
                let (_, next) = self.words.find(&self.list, at, *class)?;
                (next == from).then_some((at, *modifier))
            })
        });
        if let (Some((at, modifier)), Some(Shape::Point(point))) = (found, first.shape.clone()) {
            first.tokens.0 = at;
            first.modifier = Some(modifier);
            first.shape = Some(match modifier {
                "ON_OR_BEFORE" => Shape::By(point),
                _ => Shape::Since(point),
            });
        }
        list
    }

    /// 3/4/1950: two days, and the words do not say which.
    pub(super) fn either_order(&self, at: usize) -> Option<Expression> {
        let slash = |k| self.glued_mark(k) == Some('/');
        let (a, b, year) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        let glued =
            slash(at + 1) && slash(at + 3) && self.list[at + 2].glued && self.list[at + 4].glued;
        if !glued || !matches!(year.digits, 2 | 4) || a.digits > 2 || b.digits > 2 {
            return None;
        }
        let short = year.digits == 2;
        // Of two figures the century is not said either; the last one is shown.
        let century = if short { 1900 } else { 0 };
        let read = |day, month| {
            Some(Shape::Point(Point::plain(Base::Day(Day::from_ymd(
                year.value as i32 + century,
                month,
                day,
            )?))))
        };
        if short {
            let rivals: Vec<Shape> = [read(b.value, a.value), read(a.value, b.value)]
                .into_iter()
                .flatten()
                .collect();
            let mut doubtful = impossible((at, year.next), &Impossible {
                words: "All in figures: neither the century nor the order of day and month is said.".into(),
                otherwise: rivals,
            });
            doubtful.value = "XXXX-XX-XX".into();
            return (!doubtful.rivals.is_empty()).then_some(doubtful);
        }
        let (first, second) = (read(b.value, a.value)?, read(a.value, b.value)?);
        let either = Shape::OneOf(vec![first.clone(), second.clone()]);
        Some(Expression {
            tokens: (at, year.next),
            timex_type: TimexType::Date,
            value: iso_year(year.value as i32),
            modifier: None,
            shape: Some(either),
            anchor: None,
            because: "all in figures: day and month are not told apart",
            rivals: vec![first, second],
            problem: None,
        })
    }
}

/// Members of a phrase as expressions: ranges whose ends share a part are one, all others stand alone.
fn grouped(told: Vec<Told>, engine: &Engine, convention: Convention) -> Vec<Expression> {
    let mut list: Vec<Expression> = Vec::new();
    let mut before: Option<Member> = None;
    for next in told {
        let shares = |a: &Member, b: &Member| {
            b.elliptic || a.elliptic || a.year_lent || engine.mark(a.tokens.1) == Some('-')
        };
        // TIMEX2 marks each end of a range.
        // Early and late parts of two months cannot be the ends of one value.
        let part = |m: &Member| m.partial.part.is_some();
        let parted = part(&next.member) || before.as_ref().is_some_and(part);
        let joined = next.member.join == Join::Range && convention == Convention::Timex3 && !parted;
        let ties = joined && before.as_ref().is_some_and(|a| shares(a, &next.member));
        before = Some(next.member.clone());
        let extended = ties && list.last_mut().is_some_and(|last| extend(last, &next));
        if !extended {
            list.push(single(next));
        }
    }
    list
}

/// Makes a range of an expression and the date after it; false when it would end before it begins.
fn extend(last: &mut Expression, next: &Told) -> bool {
    let Some(Shape::Point(first)) = last.shape.clone() else {
        return false;
    };
    if next.point.base.days().1 < first.base.days().0 {
        return false;
    }
    last.tokens.1 = next.member.tokens.1;
    // A night between two days is the first one's.
    if first.day_part.is_none() {
        last.value = format!("{}/{}", last.value, next.point.timex().0);
    }
    last.modifier = None;
    last.shape = Some(Shape::Range(first, next.point));
    last.rivals.clear();
    true
}

fn single(told: Told) -> Expression {
    let (value, modifier) = told.point.timex();
    let time = told.point.day_part.is_some() || matches!(told.point.base, Base::Minute(..));
    Expression {
        tokens: told.member.tokens,
        timex_type: if time {
            TimexType::Time
        } else {
            TimexType::Date
        },
        value,
        modifier,
        shape: Some(match told.point.base {
            // The night is of both days, and named by the first.
            Base::Day(day) if told.member.partial.night_before => {
                Shape::Range(told.point, Point::plain(Base::Day(day.plus(1))))
            }
            _ => Shape::Point(told.point),
        }),
        because: told.because,
        anchor: told.anchor,
        rivals: told.rivals,
        problem: None,
    }
}

/// Why a date cannot be, and what it may have meant.
struct Impossible {
    words: String,
    otherwise: Vec<Shape>,
}

/// The day without the day of the week that it was not, or the month of a day that it never had.
fn without_its_fault(partial: &Partial) -> Vec<Shape> {
    let mended = [
        Partial {
            weekday: None,
            ..partial.clone()
        },
        Partial {
            weekday: None,
            day: None,
            ..partial.clone()
        },
    ];
    let shape = |p: &Partial| p.shape().ok().map(|(shape, _)| shape);
    mended.iter().find_map(shape).into_iter().collect()
}

/// A date that cannot be is kept as it is written, and bounds nothing.
fn impossible(tokens: (usize, usize), problem: &Impossible) -> Expression {
    Expression {
        tokens,
        timex_type: TimexType::Date,
        value: String::new(),
        modifier: None,
        shape: None,
        anchor: None,
        because: "there is no such date",
        rivals: problem.otherwise.clone(),
        problem: Some(problem.words.clone()),
    }
}

/// The member with what it lacked, its shape, and what it was resolved against.
fn completed(
    mut member: Member,
    state: &Narrative,
    at: usize,
    tense: i32,
) -> Result<(Member, Shape, Option<String>), Option<Impossible>> {
    member.lacked_year = member.partial.lacks_year() && !member.partial.steps();
    let anchor = state
        .complete(&mut member.partial, at, tense)
        .map_err(|()| None)?;
    // Russia kept the Julian calendar to 31 January 1918.
    if state.julian_default && !member.partial.old_style && is_of_old_russia(&member.partial) {
        member.partial.old_style = true;
        member.was_civil = true;
    }
    match member.partial.shape() {
        Ok((shape, _)) => Ok((member, shape, anchor)),
        Err(problem) => Err(Some(Impossible {
            otherwise: without_its_fault(&member.partial),
            words: problem.message,
        })),
    }
}

fn is_of_old_russia(p: &Partial) -> bool {
    let Some((year, month)) = p.year.zip(p.month).filter(|_| p.day.is_some()) else {
        return false;
    };
    let steps = p.steps() || p.new_style.is_some() || p.new_style_said;
    !steps && !p.era && p.calendar.is_none() && year > 1582 && (year, month) < (1918, 2)
}

fn reason(partial: &Partial, resolved: bool) -> &'static str {
    if let Some(calendar) = partial.calendar {
        return calendar.because();
    }
    match (resolved, partial.steps(), partial.weekday.is_some()) {
        (false, ..) => "it says everything itself",
        (true, true, _) => "counted from another date",
        (true, false, true) => "the day of the week nearest to another date",
        (true, false, false) => "what it does not say is that of the dates before it",
    }
}

/// A date that its calendar spreads over several civil days.
fn spread_expression(member: &Member, shape: Shape, anchor: Option<String>) -> Expression {
    let points = shape.points();
    let (a, b) = (points[0], points[points.len() - 1]);
    // A day that began at sunset is called by the civil day of its light.
    let (first, last) = (a.base.days().0, b.base.days().1);
    let one = matches!(&shape, Shape::OneOf(all) if all.len() == 1) && first.plus(1) == last;
    Expression {
        tokens: member.tokens,
        timex_type: TimexType::Date,
        value: if one {
            b.timex().0
        } else {
            format!("{}/{}", a.base.timex(), b.base.timex())
        },
        modifier: None,
        anchor,
        because: match member.partial.calendar {
            Some(calendar) => calendar.because(),
            None if member.partial.lunar => "a month of the lunisolar calendar",
            None => "two years written as one",
        },
        rivals: Vec::new(),
        problem: None,
        shape: Some(shape),
    }
}

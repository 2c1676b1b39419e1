//! Dates of the calendar in running text: the members of a phrase, given what they lack, and tied where they share it.

use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::join::{Join, Member};
use super::narrative::Narrative;
use super::partial::Partial;
use super::shape::{Point, Shape};
use super::stretch::Base;
use super::tokens::Kind;
use super::words::Class;
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
    pub(super) fn leads(&self, at: usize) -> bool {
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
            let Ok((member, shape, anchor)) = completed(member, &state, at) else {
                break;
            };
            match shape {
                Shape::Point(point) => {
                    let because = reason(&member.partial, anchor.is_some());
                    let rivals = state.rivals(&member, at);
                    state.remember(point.base, at, self.leads(member.tokens.0));
                    told.push(Told {
                        member,
                        point,
                        anchor,
                        because,
                        rivals,
                    });
                }
                Shape::Range(a, b) if told.is_empty() => {
                    return Some(vec![ranged_expression(&member, &a, &b, anchor)]);
                }
                _ => break,
            }
        }
        (!told.is_empty()).then(|| grouped(told, self, convention))
    }

    /// 3/4/1950: two days, and the words do not say which.
    pub(super) fn either_order(&self, at: usize) -> Option<Expression> {
        let slash = |k| self.glued_mark(k) == Some('/');
        let (a, b, year) = (self.digits(at)?, self.digits(at + 2)?, self.digits(at + 4)?);
        let glued =
            slash(at + 1) && slash(at + 3) && self.list[at + 2].glued && self.list[at + 4].glued;
        if !glued || year.digits != 4 || a.digits > 2 || b.digits > 2 {
            return None;
        }
        let read = |day, month| {
            Some(Shape::Point(Point::plain(Base::Day(Day::from_ymd(
                year.value as i32,
                month,
                day,
            )?))))
        };
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
        let joined = next.member.join == Join::Range && convention == Convention::Timex3;
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
        shape: Some(Shape::Point(told.point)),
        because: told.because,
        anchor: told.anchor,
        rivals: told.rivals,
    }
}

/// The member with what it lacked, its shape, and what it was resolved against.
fn completed(
    mut member: Member,
    state: &Narrative,
    at: usize,
) -> Result<(Member, Shape, Option<String>), ()> {
    member.lacked_year = member.partial.lacks_year() && !member.partial.steps();
    let anchor = state.complete(&mut member.partial, at)?;
    let (shape, _) = member.partial.shape().map_err(|_| ())?;
    Ok((member, shape, anchor))
}

fn reason(partial: &Partial, resolved: bool) -> &'static str {
    match (resolved, partial.steps(), partial.weekday.is_some()) {
        (false, ..) => "it says everything itself",
        (true, true, _) => "counted from another date",
        (true, false, true) => "the day of the week nearest to another date",
        (true, false, false) => "what it does not say is that of the dates before it",
    }
}

fn ranged_expression(member: &Member, a: &Point, b: &Point, anchor: Option<String>) -> Expression {
    Expression {
        tokens: member.tokens,
        timex_type: TimexType::Date,
        value: format!("{}/{}", a.timex().0, b.timex().0),
        modifier: None,
        shape: Some(Shape::Range(*a, *b)),
        anchor,
        because: "two years written as one",
        rivals: Vec::new(),
    }
}

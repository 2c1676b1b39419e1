//! Several dates in one phrase: ranges, pairs and lists whose members share a month or a year said once.

use super::PhraseTable;
use super::engine::Engine;
use super::partial::{Partial, Problem};
use super::shape::Shape;
use super::tokens::Kind;
use super::words::{Class, Language};

/// How one date of a phrase is tied to the one before it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Join {
    /// from … to …
    Range,
    And,
    Or,
}

/// One member of a phrase.
#[derive(Clone, Debug)]
pub(super) struct Member {
    pub(super) partial: Partial,
    /// First token, and the token after the last.
    pub(super) tokens: (usize, usize),
    /// What ties it to the member before; `Range` on the first means nothing.
    pub(super) join: Join,
    /// The year, or the month, was said elsewhere in the phrase.
    pub(super) year_lent: bool,
    /// No year was said in the whole phrase.
    pub(super) lacked_year: bool,
    /// It was taken for a day of the Julian calendar by its place and time, and nothing says so.
    pub(super) was_civil: bool,
    /// It said too little to stand alone (a bare day, two digits of a year).
    pub(super) elliptic: bool,
}

impl Engine<'_> {
    /// One date or several joined ones from token `at` on; parts said once are shared out.
    pub(super) fn phrase(&self, at: usize) -> Option<Vec<Member>> {
        let whole = self.partial(at);
        let elliptic = whole.is_none();
        let (partial, next) = whole
            .or_else(|| self.bare_day(at))
            .or_else(|| self.night_of_bare_day(at))?;
        let mut members = vec![Member {
            partial,
            tokens: (at, next),
            join: Join::Range,
            year_lent: false,
            lacked_year: false,
            was_civil: false,
            elliptic,
        }];
        while members.len() < 12
            && let Some(member) = self.member(&members)
        {
            members.push(member);
        }
        share(&mut members);
        // A bare day is one only before other days of its month.
        if elliptic_first(&members) && members.get(1).is_none_or(|m| m.partial.day.is_none()) {
            return None;
        }
        // A bare day that found no month is only a number, and so are those after it.
        if members[0].partial.month.is_none() && members[0].elliptic {
            return None;
        }
        Some(members)
    }

    /// `Nacht vom 23.` auf den 24. August, `nuit du 24` au 25 juin.
    fn night_of_bare_day(&self, at: usize) -> Option<(Partial, usize)> {
        let (part, next) = self.words.find(&self.list, at, Class::DayPart)?;
        if part != 6 || self.language.year_first() || self.whole {
            return None;
        }
        let over = self
            .words
            .find(&self.list, next, Class::Article)
            .map_or(next, |(_, next)| next);
        let (mut partial, next) = self.bare_day(over)?;
        partial.day_part = Some(super::stretch::DayPart::Night);
        Some((partial, next))
    }

    fn member(&self, members: &[Member]) -> Option<Member> {
        let last = members.last()?;
        let (join, at) = self.join(last.tokens.1)?;
        if join == Join::Range && members.len() > 1 && last.join == Join::Range {
            return None;
        }
        let made = |(partial, next): (Partial, usize), elliptic| Member {
            partial,
            tokens: (at, next),
            join,
            year_lent: false,
            lacked_year: false,
            was_civil: false,
            elliptic,
        };
        let over = self
            .words
            .find(&self.list, at, Class::LeadArticle)
            .filter(|_| self.language == Language::English)
            .map_or(at, |(_, next)| next);
        let found = self.partial(at).or_else(|| self.partial(over));
        if let Some(found) = found.filter(|(p, _)| p.names_a_stretch()) {
            return Some(made(found, false));
        }
        self.short_year(&last.partial, join, at)
            .or_else(|| self.seeded(&last.partial, at))
            .or_else(|| self.bare_day(at).filter(|_| last.elliptic))
            .map(|found| made(found, true))
    }

    /// `16` in `May 13-16`, which takes the month before it.
    fn seeded(&self, before: &Partial, at: usize) -> Option<(Partial, usize)> {
        before.day?;
        let day = self.bare_day(at)?;
        if self.language.year_first() && day.1 == at + 1 && !self.whole {
            return None;
        }
        let seed = Partial {
            month: before.month,
            ..day.0
        };
        // Whatever follows the day (a year, a clock) still belongs to it.
        let mut partial = seed;
        let mut next = day.1;
        while let Some(after) = self.after_day(&mut partial, next) {
            next = after;
        }
        Some((partial, next))
    }

    /// `50` in `1949-50`.
    fn short_year(&self, before: &Partial, join: Join, at: usize) -> Option<(Partial, usize)> {
        let year = before.year.filter(|y| *y > 99 && before.month.is_none())?;
        let figure = self.digits(at)?;
        let glued = self.list[at].glued || self.glued_mark(at).is_some();
        if join != Join::Range || figure.digits != 2 || !glued || figure.value as i32 <= year % 100
        {
            return None;
        }
        Some((
            Partial {
                year: Some(year / 100 * 100 + figure.value as i32),
                ..Partial::default()
            },
            figure.next,
        ))
    }

    /// The word or dash that joins two dates.
    pub(super) fn join(&self, at: usize) -> Option<(Join, usize)> {
        // A note mark glued to a day parts it from nothing.
        let noted = self
            .list
            .get(at)
            .is_some_and(|t| t.kind == Kind::Note && t.glued);
        let at = at + usize::from(noted);
        match self.mark(at) {
            Some('-' | '~') => return Some((Join::Range, at + 1)),
            Some('/') if self.whole => return Some((Join::Range, at + 1)),
            Some(',') => return self.list_comma(at),
            _ => (),
        }
        let over = |class| self.words.find(&self.list, at, class).map(|(_, next)| next);
        if let Some(next) = over(Class::To) {
            return Some((Join::Range, next));
        }
        if let Some(next) = over(Class::From).filter(|_| self.language.year_first()) {
            return Some((Join::Range, next));
        }
        over(Class::And)
            .map(|next| (Join::And, next))
            .or_else(|| over(Class::Or).map(|next| (Join::Or, next)))
    }

    /// A comma joins members of a list that ends in `and` or `or`.
    fn list_comma(&self, at: usize) -> Option<(Join, usize)> {
        let after = self.words.find(&self.list, at + 1, Class::And);
        let next = after.map_or(at + 1, |(_, next)| next);
        Some((Join::And, next))
    }
}

fn elliptic_first(members: &[Member]) -> bool {
    members
        .first()
        .is_some_and(|m| m.elliptic && m.partial.day.is_some())
}

/// Gives each member the month or year that was said once for several.
fn share(members: &mut [Member]) {
    for k in (0..members.len().saturating_sub(1)).rev() {
        lend(members, k, k + 1);
    }
    for k in 1..members.len() {
        lend(members, k, k - 1);
    }
    for k in 1..members.len() {
        if members[k].join == Join::Range {
            mend_turn_of_year(members, k);
        }
    }
}

fn lend(members: &mut [Member], to: usize, from: usize) {
    let filled = members[to]
        .partial
        .clone()
        .filled_from(&members[from].partial);
    members[to].year_lent |= filled.year != members[to].partial.year
        || (filled.month != members[to].partial.month && !members[to].partial.steps());
    members[to].partial = filled;
}

/// December-January 1950 begins in 1949.
fn mend_turn_of_year(members: &mut [Member], k: usize) {
    let month = |m: &Member| m.partial.month.zip(m.partial.year);
    let (Some((a, first)), Some((b, second))) = (month(&members[k - 1]), month(&members[k])) else {
        return;
    };
    let foreign = members[k - 1]
        .partial
        .calendar
        .or(members[k].partial.calendar);
    if first != second || a <= b || foreign.is_some() {
        return;
    }
    if members[k - 1].year_lent {
        members[k - 1].partial.year = Some(first - 1);
    } else if members[k].year_lent {
        members[k].partial.year = Some(second + 1);
    }
}

/// The shape of a whole phrase, with the rules by which it was read.
pub(super) fn shape_of(
    members: &[Member],
    table: &PhraseTable,
) -> Result<(Shape, Vec<String>), Problem> {
    let mut rules = Vec::new();
    let mut shapes: Vec<Shape> = Vec::new();
    for member in members {
        let (shape, why) = member.partial.shape()?;
        rules.extend(why);
        match shapes.last_mut() {
            Some(last) if member.join == Join::Range => *last = ranged(last, &shape, table)?,
            _ => shapes.push(shape),
        }
    }
    if shapes.len() == 1 {
        return Ok((shapes.remove(0), rules));
    }
    if members.iter().any(|m| m.join == Join::Or) {
        return Ok((Shape::OneOf(shapes), rules));
    }
    Ok((
        adjacent(&shapes, table).unwrap_or(Shape::All(shapes)),
        rules,
    ))
}

fn ranged(first: &Shape, second: &Shape, table: &PhraseTable) -> Result<Shape, Problem> {
    let (a, b) = (first.points(), second.points());
    let (Some(from), Some(to)) = (a.first(), b.last()) else {
        return Ok(second.clone());
    };
    let (start, end) = (from.bounds(table).0, to.bounds(table).0);
    if end.latest < start.latest && end.earliest < start.earliest {
        return Err(Problem::impossible(
            format!("The range ends ({end}) before it begins ({start})."),
            "Write the earlier date first.",
        ));
    }
    Ok(Shape::Range(**from, **to))
}

/// Two stretches that touch are one: late April and early May.
fn adjacent(shapes: &[Shape], table: &PhraseTable) -> Option<Shape> {
    let [Shape::Point(a), Shape::Point(b)] = shapes else {
        return None;
    };
    let touching = a.bounds(table).0.latest? + 1 == b.bounds(table).0.earliest?;
    let parts = a.part.is_some() && b.part.is_some();
    (touching && parts).then_some(Shape::Range(*a, *b))
}

//! Nouns of time that only TIMEX2 marks: this period, the final years of the war, night raids, nineteen years old.

use super::calendar::Day;
use super::counted::{length_value, moved_by};
use super::engine::Engine;
use super::find::{Convention, Expression, TimexType};
use super::length::Count;
use super::narrative::Narrative;
use super::phrases::{PhraseTable, Unit};
use super::stretch::{Base, DAY_PARTS};
use super::tokens::Kind;
use super::words::Class;
use std::sync::LazyLock;

/// What a phrase says before its noun of time.
#[derive(Default)]
struct Phrase {
    /// Its first token.
    at: usize,
    count: Option<i64>,
    described: bool,
    /// A word counts it: first, final.
    ordinal: bool,
}

/// How many words may describe a noun of time.
const DESCRIBED: usize = 3;

impl Engine<'_> {
    /// What only the older convention marks, from token `at` on.
    pub(super) fn older(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        if self.convention != Convention::Timex2 {
            return None;
        }
        [
            self.described(at, narrative),
            self.bare_plural(at),
            self.day_part_of_none(at),
            self.time_phrase(at, narrative),
            self.age(at),
            self.per_unit(at),
            self.beside_event(at, narrative),
            self.later_within(at, narrative),
            self.rest_of(at, narrative),
        ]
        .into_iter()
        .flatten()
        .max_by_key(|e| e.tokens.1)
    }

    /// the time, at the same time: the time told of.
    fn time_phrase(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (kind, next) = self.words.find(&self.list, at, Class::TimePhrase)?;
        let mut end = self.with_complement(next, &["of", "as", "when"]);
        if end == next && self.list[next - 1].folded == "time" && kind == 2 {
            end = self.clause_end(next);
        }
        let told = || Some(narrative.told()?.base.timex());
        let value = match kind {
            1 => "PRESENT_REF".into(),
            2 if end == next => told().unwrap_or_default(),
            _ => String::new(),
        };
        Some(unbound((at, end), TimexType::Date, value))
    }

    /// the time *he left office*: a clause that tells which time, up to the next mark.
    fn clause_end(&self, at: usize) -> usize {
        let begins = self.list.get(at).is_some_and(|t| {
            t.kind == Kind::Word
                && (t.capital || matches!(t.folded.as_ref(), "he" | "she" | "they" | "it"))
        });
        let end = (at..self.list.len().min(at + 8))
            .find(|k| matches!(self.list[*k].kind, Kind::Mark(_)))
            .filter(|_| begins);
        end.unwrap_or(at)
    }

    /// A determiner or a count, words that describe, and a noun of time: the final day of the battle.
    fn described(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let determined = self.words.find(&self.list, at, Class::Determiner);
        let mut phrase = Phrase {
            at,
            ..Phrase::default()
        };
        let mut next = determined.map_or(at, |(_, next)| next);
        for step in 0..=DESCRIBED {
            if let Some(e) = self.headed(&phrase, next, narrative) {
                return Some(e);
            }
            let number = self
                .number(next)
                .filter(|(n, _)| *n > 1 && phrase.count.is_none());
            if let Some((number, after)) = number {
                (phrase.count, next) = (Some(number), after);
                if self.glued_mark(next) == Some('-') {
                    return self.period_of_so_many(&phrase, next + 1);
                }
            } else if (determined.is_some() || phrase.count.is_some()) && self.describes(next) {
                phrase.ordinal |=
                    self.words.is(&self.list, next, Class::Ordinal) || self.counts_from_end(next);
                phrase.described = true;
                next += 1;
            } else if step > 0 || determined.is_none() {
                return None;
            }
            next += usize::from(self.glued_mark(next) == Some('-'));
        }
        None
    }

    fn counts_from_end(&self, at: usize) -> bool {
        matches!(
            self.list[at].folded.as_ref(),
            "last" | "final" | "opening" | "closing"
        )
    }

    /// a sixty-day period.
    fn period_of_so_many(&self, phrase: &Phrase, unit: usize) -> Option<Expression> {
        let (unit, next) = self.unit(unit)?;
        let (_, end) = self.words.find(&self.list, next, Class::TimeNoun)?;
        let value = length_value(whole(phrase.count?), unit, self.convention);
        Some(unbound((phrase.at, end), TimexType::Duration, value))
    }

    /// A word that may stand between a determiner and its noun.
    fn describes(&self, at: usize) -> bool {
        let ordinal = self.words.is(&self.list, at, Class::Ordinal);
        self.list.get(at).is_some_and(|t| t.kind == Kind::Word)
            && (ordinal || !self.ends_phrase_here(at))
            && !self.words.is(&self.list, at, Class::Later)
            && !self.words.is(&self.list, at, Class::Ago)
    }

    /// The phrase whose noun of time stands at `head`.
    fn headed(&self, phrase: &Phrase, head: usize, narrative: &Narrative) -> Option<Expression> {
        const AFTER: [&str; 5] = ["of", "between", "following", "preceding", "when"];
        let at = phrase.at;
        if let Some((kind, next)) = self.words.find(&self.list, head, Class::TimeNoun) {
            let mut found = self.period(at, next);
            // An anniversary is the day told of.
            let day = narrative
                .told()
                .filter(|told| kind == 1 && matches!(told.base, Base::Day(_)));
            if let Some(told) = day {
                found.value = told.base.timex();
            }
            return Some(found);
        }
        if phrase.described
            && let Some(e) = self.described_day_part(at, head, narrative)
        {
            return Some(e);
        }
        let (unit, next) = self.unit(head)?;
        if self.is_counted_off(next) || (unit == Unit::Century && phrase.ordinal) {
            return None;
        }
        let plural = self.list[next - 1].folded.ends_with('s');
        if phrase.count.is_some() && !plural {
            return self.period_of_so_many(phrase, head);
        }
        let year = unit == Unit::Year && self.figure(next).is_some();
        if year {
            return None;
        }
        let end = self.with_complement(next, &AFTER);
        let length = |count| {
            let value = length_value(count, unit, self.convention);
            Some(unbound((at, end), TimexType::Duration, value))
        };
        if let Some(number) = phrase.count {
            return length(whole(number));
        }
        if plural {
            return length(VAGUE);
        }
        if phrase.ordinal && unit > Unit::Day && end > next {
            return length(whole(1));
        }
        let bare = end == next && !phrase.described;
        if self.list[at].folded.starts_with('a') || unit < Unit::Day || bare || head == at {
            return None;
        }
        let value = narrative
            .told()
            .map_or(String::new(), |told| within(told.base, unit));
        Some(unbound((at, end), TimexType::Date, value))
    }

    /// Later, ago or earlier follows: a date counted from another.
    fn is_counted_off(&self, at: usize) -> bool {
        [Class::Later, Class::Ago, Class::Earlier]
            .iter()
            .any(|c| self.words.is(&self.list, at, *c))
    }

    /// this period, a period of twelve to eighteen months.
    fn period(&self, at: usize, next: usize) -> Expression {
        let of = self.list.get(next).is_some_and(|t| t.folded == "of");
        let (_, from) = self.bound(next + 1);
        let length = self.simple_length(from).filter(|_| of);
        if let Some((value, after)) = length {
            let end = self.with_complement(after, &["of", "following", "after"]);
            return unbound((at, end), TimexType::Duration, value);
        }
        let end = self.with_complement(next, &["of", "between", "following", "preceding", "when"]);
        unbound((at, end), TimexType::Date, String::new())
    }

    fn simple_length(&self, at: usize) -> Option<(String, usize)> {
        let (count, next) = self.count(at, &PHRASES)?;
        let (unit, next) = self.unit(next)?;
        Some((length_value(count, unit, self.convention), next))
    }

    /// the third evening: of a day that is not named.
    fn described_day_part(
        &self,
        at: usize,
        head: usize,
        narrative: &Narrative,
    ) -> Option<Expression> {
        let (part, next) = self.words.find(&self.list, head, Class::DayPart)?;
        let day = narrative.told().map(|told| within(told.base, Unit::Day))?;
        let value = day + DAY_PARTS.get(part as usize)?.timex();
        let end = self.with_complement(next, &["of"]);
        Some(unbound((at, end), TimexType::Time, value))
    }

    /// days, weeks, years: an unknown number of them.
    fn bare_plural(&self, at: usize) -> Option<Expression> {
        let (unit, next) = self.unit(at)?;
        if !self.list[next - 1].folded.ends_with('s') || self.list[at].capital {
            return None;
        }
        for (class, value) in [
            (Class::Later, "FUTURE_REF"),
            (Class::Earlier, "PAST_REF"),
            (Class::Ago, "PAST_REF"),
        ] {
            if let Some((_, after)) = self.words.find(&self.list, next, class) {
                return Some(unbound((at, after), TimexType::Date, value.into()));
            }
        }
        let end = self.with_complement(next, &["of"]);
        Some(unbound(
            (at, end),
            TimexType::Duration,
            length_value(VAGUE, unit, self.convention),
        ))
    }

    /// at night, night raids, an afternoon walk: a part of no day that is named.
    fn day_part_of_none(&self, at: usize) -> Option<Expression> {
        let from = at + usize::from(self.list[at].folded == "at");
        let (part, next) = self.words.find(&self.list, from, Class::DayPart)?;
        if self.words.is(&self.list, from, Class::Determiner) || self.list[at].capital {
            return None;
        }
        let value = format!("XXXX-XX-XX{}", DAY_PARTS.get(part as usize)?.timex());
        let mut e = unbound((from, next), TimexType::Time, value);
        e.tokens.0 = from;
        Some(e)
    }

    /// aged 22, nineteen years old, 26 years of age.
    fn age(&self, at: usize) -> Option<Expression> {
        if let Some((number, next)) = self.number(at) {
            let led = (1..=4).any(|back| {
                at >= back && {
                    let found = self.words.find(&self.list, at - back, Class::AgeLead);
                    found.is_some_and(|(_, next)| next == at)
                }
            });
            if led && (5..120).contains(&number) {
                return Some(unbound(
                    (at, next),
                    TimexType::Duration,
                    format!("P{number}Y"),
                ));
            }
        }
        let (words, next) = self.decimal(at).or_else(|| {
            let (number, next) = self.number(at)?;
            Some((number.to_string(), next))
        })?;
        let next = next + usize::from(self.glued_mark(next) == Some('-'));
        let (unit, next) = self.unit(next)?;
        let next = next + usize::from(self.glued_mark(next) == Some('-'));
        let (_, end) = self.words.find(&self.list, next, Class::AgeMark)?;
        let letter = length_value(whole(1), unit, self.convention).pop()?;
        Some(unbound(
            (at, end),
            TimexType::Duration,
            format!("P{words}{letter}"),
        ))
    }

    /// 22.8
    fn decimal(&self, at: usize) -> Option<(String, usize)> {
        let first = self.digits(at)?;
        let (point, second) = (self.glued_mark(first.next)?, self.digits(first.next + 1)?);
        (point == '.' && self.list[first.next + 1].glued)
            .then(|| (format!("{}.{}", first.value, second.value), second.next))
    }

    /// four days after the vote: counted from what is told of, as the event is not dated here.
    fn beside_event(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (_, from) = self.bound(at);
        // "the day before the vote" is one day before it.
        let one = self
            .words
            .find(&self.list, at, Class::Determiner)
            .filter(|(_, next)| self.unit(*next).is_some())
            .map(|(_, next)| (whole(1), next));
        let (count, next) = one.or_else(|| self.count(from, &PHRASES))?;
        let (unit, next) = self.unit(next)?;
        let sign = match self.list.get(next)?.folded.as_ref() {
            "after" => 1,
            "before" => -1,
            _ => return None,
        };
        let end = self.with_complement(next, &["after", "before"]);
        if end == next {
            return None;
        }
        let told = narrative.told()?;
        let base = moved_by(told.base, unit, sign * count.least, false);
        let value = match (base, count.vague) {
            (Some(base), false) => base.timex(),
            _ => unknown(unit),
        };
        Some(unbound((at, end), TimexType::Date, value))
    }

    /// later that month, later in the summer.
    fn later_within(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (_, next) = self.words.find(&self.list, at, Class::LaterIn)?;
        let mut e = self
            .absolute(next, narrative, self.convention)
            .and_then(|list| list.into_iter().next())
            .or_else(|| self.turned(next, narrative))?;
        let earlier = self.list[at].folded.starts_with("earlier");
        let tail = match e.shape.as_ref()?.points().first()?.base {
            Base::Month(..) | Base::Year(_) if earlier => "",
            Base::Month(..) => "-XX",
            Base::Year(_) => "-XX-XX",
            Base::Season(..) => "",
            _ => return None,
        };
        e.value += tail;
        e.tokens.0 = at;
        Some(e)
    }

    /// the rest of 496.
    fn rest_of(&self, at: usize, narrative: &Narrative) -> Option<Expression> {
        let (_, next) = self.words.find(&self.list, at, Class::Rest)?;
        let mut e = self
            .absolute(next, narrative, self.convention)
            .and_then(|list| list.into_iter().next())
            .or_else(|| self.turned(next, narrative))?;
        e.tokens.0 = at;
        Some(e)
    }

    /// per month.
    pub(super) fn per_unit(&self, at: usize) -> Option<Expression> {
        let (_, next) = self.words.find(&self.list, at, Class::Per)?;
        let (unit, end) = self.unit(next)?;
        let value = length_value(whole(1), unit, self.convention);
        Some(unbound((at, end), TimexType::Set, value))
    }
}

static PHRASES: LazyLock<PhraseTable> = LazyLock::new(PhraseTable::default);

/// A stretch of this unit that is not known.
fn unknown(unit: Unit) -> String {
    match unit {
        Unit::Day => "XXXX-XX-XX",
        Unit::Week => "XXXX-WXX",
        Unit::Month => "XXXX-XX",
        Unit::Year => "XXXX",
        _ => "",
    }
    .into()
}

/// An unknown number.
pub(super) const VAGUE: Count = Count {
    least: 4,
    most: 20,
    vague: true,
};

fn whole(number: i64) -> Count {
    Count {
        least: number * 2,
        most: number * 2,
        vague: false,
    }
}

/// A day, month or year that is not named more closely than by what is told of.
fn within(told: Base, unit: Unit) -> String {
    let (year, month, _) = told.days().0.ymd();
    let fine = !matches!(told, Base::Year(_) | Base::Decade(_) | Base::Century(_));
    match unit {
        Unit::Day if fine => Base::Month(year, month).timex() + "-XX",
        Unit::Day => Base::Year(year).timex() + "-XX-XX",
        Unit::Week => Base::Week(monday(told.days().0)).timex(),
        Unit::Month if fine => Base::Month(year, month).timex(),
        Unit::Month => Base::Year(year).timex() + "-XX",
        Unit::Year => Base::Year(year).timex(),
        Unit::Decade => Base::Decade(year.div_euclid(10)).timex(),
        _ => String::new(),
    }
}

fn monday(day: Day) -> Day {
    day.plus(1 - day.weekday().number() as i32)
}

/// An expression that bounds nothing by itself.
pub(super) fn unbound(tokens: (usize, usize), timex_type: TimexType, value: String) -> Expression {
    Expression {
        tokens,
        timex_type,
        value,
        modifier: None,
        shape: None,
        anchor: None,
        because: "a word of time that is placed by what stands around it",
        rivals: Vec::new(),
        problem: None,
    }
}

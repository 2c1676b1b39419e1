//! Lengths in Chinese, Japanese and Korean, where the marks of days and years count them too.

use super::engine::Engine;
use super::length::{Count, range_of};
use super::phrases::Unit;
use super::tokens::Kind;
use super::words::{Class, Language};

impl Engine<'_> {
    /// 五小時, 두 달, 10일 뒤: the marks of days and years are units where `later` or `for` follows.
    pub(super) fn east_asian_length(&self, at: usize) -> Option<(Count, Unit, usize)> {
        let (count, next) = if let Some((_, next)) = self.words.find(&self.list, at, Class::Few) {
            (
                Count {
                    least: 6,
                    most: 14,
                    vague: true,
                },
                next,
            )
        } else if let Some((both, next)) = self.words.find(&self.list, at, Class::CountRange) {
            (range_of(both), next)
        } else if let Some((_, next)) = self.words.find(&self.list, at, Class::HalfUnit) {
            (
                Count {
                    least: 1,
                    most: 1,
                    vague: false,
                },
                next,
            )
        } else {
            let number = self.figure(at).map(|f| (i64::from(f.value), f.next));
            let (number, next) = number.or_else(|| self.number(at))?;
            (
                Count {
                    least: number * 2,
                    most: number * 2,
                    vague: false,
                },
                next,
            )
        };
        if let Some((unit, after)) = self.unit(next) {
            // 3분의 1, 三分之一: a fraction.
            if self
                .list
                .get(after)
                .is_some_and(|t| matches!(t.folded.as_ref(), "의" | "之" | "の"))
                && unit == Unit::Minute
            {
                return None;
            }
            // 四十周年: an anniversary.
            if unit == Unit::Week && self.words.is(&self.list, after, Class::YearMark) {
                return None;
            }
            let doubtful = (self.words.is(&self.list, next, Class::DayMark)
                || self.words.is(&self.list, next, Class::YearMark))
                && count.least % 2 == 0
                && !self.words.is(&self.list, after, Class::AfterLength)
                && !self.is_bounded(at);
            if !doubtful || after > next + 1 || self.counts_on(after) {
                return Some((count, unit, after));
            }
        }
        let marks = [(Class::DayMark, Unit::Day), (Class::YearMark, Unit::Year)];
        let (unit, after) = marks
            .iter()
            .find_map(|(c, u)| Some((*u, self.words.find(&self.list, next, *c)?.1)))?;
        let years = unit == Unit::Year && self.stands_free(at) && (4..2000).contains(&count.least);
        // 半日 is half a day, and no day of a month.
        let half = count.least == 1 && unit == Unit::Day;
        (years || half || self.counts_on(after)).then_some((count, unit, after))
    }

    /// A number of years that no reign and no class of a school stands before.
    fn stands_free(&self, at: usize) -> bool {
        let Some(before) = at.checked_sub(1).map(|k| &self.list[k]) else {
            return false;
        };
        let kana = |t: &str| t.starts_with(|c| ('\u{3040}'..='\u{309f}').contains(&c));
        let free = "了近约約达達共历歷时時经經过過这這那整满滿";
        if self.language == Language::Korean {
            return false;
        }
        !self.list[at].glued
            || matches!(before.kind, Kind::Mark(_))
            || kana(&before.folded)
            || free.contains(before.folded.as_ref())
    }

    /// 約, 不足: a word before a number that makes it a length.
    fn is_bounded(&self, at: usize) -> bool {
        at > 0
            && [Class::LessThan, Class::MoreThan, Class::Just, Class::Nearly]
                .iter()
                .any(|c| self.words.is(&self.list, at - 1, *c))
    }

    fn counts_on(&self, at: usize) -> bool {
        [Class::Later, Class::Ago, Class::SpanMark]
            .iter()
            .any(|c| self.words.is(&self.list, at, *c))
    }
}

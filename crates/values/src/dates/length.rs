//! Lengths of time as historians write them: *nearly three weeks*, *the next day*.

use super::engine::Engine;
use super::phrases::{Edge, PhraseTable, Unit};
use super::words::{Class, Language};
use super::{DAY, Tick};
use std::sync::LazyLock;

/// A length of time: the words, the least and the most it can be, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Length {
    /// As it was written.
    pub words: String,
    /// The shortest it can be, in ticks.
    pub least: Tick,
    /// The longest it can be, in ticks.
    pub most: Tick,
    /// The row of the table, or the rule, that gave the bounds.
    pub because: String,
}

/// All units, by the value that tables of words give.
pub(super) const UNITS: [Unit; 9] = [
    Unit::Minute,
    Unit::Hour,
    Unit::Day,
    Unit::Week,
    Unit::Month,
    Unit::Quarter,
    Unit::Year,
    Unit::Decade,
    Unit::Century,
];

/// Reads a length of time in English words, by the default table of phrases.
pub fn parse_length(words: &str) -> Option<Length> {
    static TABLE: LazyLock<PhraseTable> = LazyLock::new(PhraseTable::default);
    parse_length_with(&TABLE, words)
}

/// Reads a length of time by a case's own table of phrases.
pub fn parse_length_with(table: &PhraseTable, words: &str) -> Option<Length> {
    let words = words.trim();
    if words.len() > 400 {
        return None;
    }
    if let Some(found) = told_by_a_word(table, words) {
        return Some(found);
    }
    let engine = Engine::new(words, Language::English, true);
    let (bound, at) = engine.bound(0);
    let (count, at) = engine.count(at, table)?;
    let (unit, at) = engine.unit(at)?;
    let (count, at) = engine.and_half(count, at);
    let at = engine.trailing(at);
    if at != engine.list.len() {
        return None;
    }
    bounded(words, bound, count, unit, table)
}

/// A count in halves, as least and most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Count {
    pub(super) least: i64,
    pub(super) most: i64,
    pub(super) vague: bool,
}

impl Engine<'_> {
    /// nearly, about, less than, more than, within.
    pub(super) fn bound(&self, at: usize) -> (Option<Class>, usize) {
        let classes = [
            Class::Nearly,
            Class::LessThan,
            Class::MoreThan,
            Class::Within,
            Class::Just,
            Class::About,
        ];
        let found = classes
            .iter()
            .filter_map(|c| Some((*c, self.words.find(&self.list, at, *c)?.1)));
        // "in less than" is longer than "in", and so on: the longest word wins.
        match found.max_by_key(|(_, next)| *next) {
            Some((Class::About, next))
                if self.words.is(&self.list, at, Class::Few) && self.number(next).is_none() =>
            {
                (None, at)
            }
            Some((class, next)) => (Some(class), next),
            None => (None, at),
        }
    }

    /// How many, counted in halves of the unit.
    pub(super) fn count(&self, at: usize, table: &PhraseTable) -> Option<(Count, usize)> {
        let at = match self.words.find(&self.list, at, Class::Next) {
            // "the next day" is one day; "the next three days" are three.
            Some((_, next)) if self.unit(next).is_some() => return Some((exactly(2), next)),
            Some((_, next)) => next,
            None => at,
        };
        for (class, row) in [
            (Class::Couple, "couple"),
            (Class::Few, "few"),
            (Class::Several, "several"),
        ] {
            if let Some((_, next)) = self.words.find(&self.list, at, class)
                && let Some(row) = table.row(row)
                && let (Edge::Number(least), Edge::Number(most)) = (row.first, row.last)
            {
                return Some((
                    Count {
                        least: least * 2,
                        most: most * 2,
                        vague: true,
                    },
                    next,
                ));
            }
        }
        if let Some((_, next)) = self.words.find(&self.list, at, Class::HalfUnit) {
            return Some((exactly(1), next));
        }
        if let Some((both, next)) = self.words.find(&self.list, at, Class::CountRange) {
            return Some((range_of(both), next));
        }
        if let Some((halves, next)) = self.words.find(&self.list, at, Class::CountHalf) {
            return Some((exactly(i64::from(halves)), next));
        }
        let (whole, next) = self.number(at)?;
        if whole > 10_000 {
            return None;
        }
        let (count, next) = self.and_half(exactly(whole * 2), next);
        if let Some((to, after)) = self
            .words
            .find(&self.list, next, Class::To)
            .or_else(|| self.words.find(&self.list, next, Class::Or))
            && let Some((most, after)) = self.number(after)
            && most >= whole
            && most <= 10_000
        {
            let _ = to;
            return Some((
                Count {
                    least: count.least,
                    most: most * 2,
                    vague: false,
                },
                after,
            ));
        }
        Some((count, next))
    }

    /// A whole number in digits or words.
    pub(super) fn number(&self, at: usize) -> Option<(i64, usize)> {
        if let Some(figure) = self.digits(at) {
            return Some((i64::from(figure.value), figure.next));
        }
        let (value, mut next) = self.words.find(&self.list, at, Class::Count)?;
        let mut total = i64::from(value);
        if value >= 20 && value % 10 == 0 {
            let from = next + usize::from(self.mark(next) == Some('-'));
            if let Some((ones, after)) = self.words.find(&self.list, from, Class::Count)
                && (2..10).contains(&ones)
            {
                (total, next) = (total + i64::from(ones), after);
            } else if self.list.get(from).is_some_and(|t| t.folded == "one") {
                (total, next) = (total + 1, from + 1);
            }
        }
        Some((total, next))
    }

    pub(super) fn unit(&self, at: usize) -> Option<(Unit, usize)> {
        let (value, next) = self.words.find(&self.list, at, Class::Unit)?;
        Some((*UNITS.get(value as usize)?, next))
    }

    /// `and a half`, before or after the unit.
    pub(super) fn and_half(&self, count: Count, at: usize) -> (Count, usize) {
        match self.words.find(&self.list, at, Class::AndHalf) {
            Some((_, next)) if count.least % 2 == 0 => (
                Count {
                    least: count.least + 1,
                    most: count.most + 1,
                    vague: count.vague,
                },
                next,
            ),
            _ => (count, at),
        }
    }

    /// later, after, earlier, before: which way it runs is said by the field.
    fn trailing(&self, at: usize) -> usize {
        [Class::Later, Class::Earlier, Class::After, Class::Before]
            .iter()
            .find_map(|c| Some(self.words.find(&self.list, at, *c)?.1))
            .unwrap_or(at)
    }
}

/// Two neighbouring counts, written as tens and ones.
pub(super) fn range_of(both: i32) -> Count {
    Count {
        least: i64::from(both / 10) * 2,
        most: i64::from(both % 10) * 2,
        vague: false,
    }
}

fn exactly(halves: i64) -> Count {
    Count {
        least: halves,
        most: halves,
        vague: false,
    }
}

/// The length that a count of units says under a word such as nearly, by the table.
pub(super) fn bounded(
    words: &str,
    bound: Option<Class>,
    count: Count,
    unit: Unit,
    table: &PhraseTable,
) -> Option<Length> {
    let (least, most) = (ticks(count.least, unit).0, ticks(count.most, unit).1);
    let said = |least: Tick, most: Tick, because: String| {
        Some(Length {
            words: words.to_string(),
            least,
            most,
            because: format!("phrases {}: {because}", table.version),
        })
    };
    match bound {
        None if count.vague => said(least, most, "a vague count, by its row of the table".into()),
        None | Some(Class::Just) => said(
            least,
            most,
            "as it says; months and years as long as the calendar makes them".into(),
        ),
        Some(class @ (Class::LessThan | Class::MoreThan | Class::Within)) => {
            let (name, past, short) = match class {
                Class::LessThan => ("less-than N", 0, 1),
                Class::MoreThan => ("more-than N", 1, 0),
                _ => ("within N", 0, 0),
            };
            let row = table.row(name)?;
            let share = |of: Tick, edge: Edge| match edge {
                Edge::Share(hundredths) => of.saturating_mul(hundredths) / 100,
                _ => of,
            };
            let first = share(if past == 1 { least } else { most }, row.first) + past;
            let last = share(if past == 1 { least } else { most }, row.last) - short;
            let first = first.max(Tick::from(class == Class::LessThan));
            said(first, last.max(first), row.because.clone())
        }
        Some(class) => {
            let word = if class == Class::Nearly {
                "nearly"
            } else {
                "about"
            };
            let plural = unit_word(unit);
            let row = table.row(&format!("{word} N {plural}"))?;
            let by = |edge: Edge| match edge {
                Edge::Shift(n, unit) if n < 0 => -ticks(-n * 2, unit).1,
                Edge::Shift(n, unit) => ticks(n * 2, unit).1,
                _ => 0,
            };
            said(
                (least + by(row.first)).max(1),
                most + by(row.last),
                row.because.clone(),
            )
        }
    }
}

/// A length that one word tells, by its row: shortly, the eve.
fn told_by_a_word(table: &PhraseTable, words: &str) -> Option<Length> {
    let stem = ["after", "afterwards", "later", "before", "thereafter", "of"]
        .iter()
        .find_map(|end| Some(words.strip_suffix(end)?.trim_end()))
        .unwrap_or(words)
        .to_lowercase();
    let stem = stem.strip_prefix("on ").unwrap_or(&stem);
    let row = table.row(stem)?;
    let (Edge::Shift(least, small), Edge::Shift(most, large)) = (row.first, row.last) else {
        return None;
    };
    Some(Length {
        words: words.to_string(),
        least: ticks(least * 2, small).0,
        most: ticks(most * 2, large).1,
        because: format!("phrases {}: {}", table.version, row.because),
    })
}

fn unit_word(unit: Unit) -> &'static str {
    match unit {
        Unit::Minute | Unit::Hour => "hours",
        Unit::Day => "days",
        Unit::Week => "weeks",
        Unit::Month | Unit::Quarter => "months",
        Unit::Year | Unit::Decade | Unit::Century => "years",
    }
}

/// The shortest and the longest that so many half units can be, wherever they begin in the calendar.
fn ticks(halves: i64, unit: Unit) -> (Tick, Tick) {
    let exact = |whole: Tick| (halves * whole / 2, halves * whole / 2);
    let months = |per: i64| {
        // Half a month is 14 to 16 days; whole months are measured from every month of four years.
        let total = halves * per;
        let (least, most) = run_of_months(total / 2);
        let odd = total % 2;
        ((least + 14 * odd) * DAY, (most + 16 * odd) * DAY)
    };
    match unit {
        Unit::Minute => exact(1),
        Unit::Hour => exact(60),
        Unit::Day => exact(DAY),
        Unit::Week => exact(7 * DAY),
        Unit::Month => months(1),
        Unit::Quarter => months(3),
        Unit::Year => months(12),
        Unit::Decade => months(120),
        Unit::Century => months(1200),
    }
}

fn run_of_months(count: i64) -> (i64, i64) {
    let count = count.clamp(0, 12_000_000) as i32;
    let runs = (0..48).map(|k| {
        let from = super::stretch::first_of(1901 + k / 12, (k % 12) as u32 + 1);
        i64::from(from.plus_months(count).0 - from.0)
    });
    runs.fold((i64::MAX, 0), |(least, most), days| {
        (least.min(days), most.max(days))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(words: &str) -> String {
        match parse_length(words) {
            Some(l) if l.least % DAY == 0 && l.most % DAY == 0 => {
                format!("{}..{} days", l.least / DAY, l.most / DAY)
            }
            Some(l) => format!("{}..{} ticks", l.least, l.most),
            None => "none".into(),
        }
    }

    #[test]
    fn lengths_of_the_founding_article() {
        insta::assert_snapshot!(days("nearly three weeks"), @"18..21 days");
        insta::assert_snapshot!(days("the next day"), @"1..1 days");
        insta::assert_snapshot!(days("one day"), @"1..1 days");
        insta::assert_snapshot!(days("three days after"), @"3..3 days");
        insta::assert_snapshot!(days("less than two weeks"), @"1..20159 ticks");
        insta::assert_snapshot!(days("two and a half months"), @"73..78 days");
        insta::assert_snapshot!(days("about ten days"), @"8..12 days");
        insta::assert_snapshot!(days("within six months"), @"0..184 days");
        insta::assert_snapshot!(days("five days later"), @"5..5 days");
        insta::assert_snapshot!(days("a few days"), @"3..7 days");
        insta::assert_snapshot!(days("twenty-one hours"), @"1260..1260 ticks");
        insta::assert_snapshot!(days("half a year"), @"181..184 days");
        insta::assert_snapshot!(days("three to six weeks"), @"21..42 days");
        insta::assert_snapshot!(days("four years"), @"1461..1461 days");
        insta::assert_snapshot!(days("a banana"), @"none");
    }

    #[test]
    fn lengths_told_by_a_word() {
        insta::assert_snapshot!(days("shortly after"), @"0..14 days");
        insta::assert_snapshot!(days("on the eve of"), @"1..1 days");
        insta::assert_snapshot!(days("Immediately afterwards"), @"0..1 days");
        insta::assert_snapshot!(days("more than two weeks"), @r"20161..40320 ticks");
        insta::assert_snapshot!(days("soon"), @r"0..31 days");
    }

    /// Each row of the table can be set by a case, and the length says by which version it was read.
    #[test]
    fn a_case_sets_its_own_lengths() {
        let own = PhraseTable::parse(
            "version\tours\nnearly N weeks\t-1 day\t0 days\tstrict\nless-than N\t50 %\t100 %\tat least half\nshortly\t1 day\t3 days\tthree days\nfew\t2\t4\ttwo to four\n",
        );
        assert!(own.notes.is_empty());
        let length = |words: &str| {
            let l = parse_length_with(&own.value, words).expect("a length");
            format!("{}..{} {}", l.least, l.most, l.because)
        };
        insta::assert_snapshot!(length("nearly three weeks"), @r"28800..30240 phrases ours: nearly N weeks: -1 day to 0 days (strict)");
        insta::assert_snapshot!(length("less than two weeks"), @r"10080..20159 phrases ours: less-than N: 50 % to 100 % (at least half)");
        insta::assert_snapshot!(length("shortly after"), @r"1440..4320 phrases ours: shortly: 1 day to 3 days (three days)");
        insta::assert_snapshot!(length("a few days"), @r"2880..5760 phrases ours: a vague count, by its row of the table");
    }
}

//! Reads one date that fills a field.

use super::engine::Engine;
use super::join::{Join, shape_of};
use super::partial::Problem;
use super::shape::Shape;
use super::tokens::Kind;
use super::words::{Class, Language, likely};
use super::{Date, PhraseTable, date_of, edtf};
use kaozheng_text::{Diagnostic, Noted};
use std::sync::LazyLock;

type Read = Result<(Shape, Vec<String>), Problem>;

/// Reads one date as a historian writes it on a card, by the default table of phrases.
///
/// Takes EDTF level 2 and the forms of English, German, French, Russian, Korean, Chinese and Japanese. A date that cannot be, or
/// that can be read in two ways, gives `None` with a note (`date-not-understood`, `date-impossible`, `date-ambiguous`).
pub fn parse_date(words: &str) -> Noted<Option<Date>> {
    static TABLE: LazyLock<PhraseTable> = LazyLock::new(PhraseTable::default);
    parse_date_with(&TABLE, words)
}

/// Reads one date by a case's own table of phrases.
pub fn parse_date_with(table: &PhraseTable, words: &str) -> Noted<Option<Date>> {
    let words = words.trim();
    let read = match read(words, table) {
        Ok(read) => read,
        Err(problem) => return refused(words, &problem),
    };
    let (shape, rules) = read;
    let date = date_of(words, &shape, table, &rules);
    if date.bounds.is_empty() {
        let problem = Problem::impossible(
            "No day lies within these bounds.",
            "Write the earlier date first.",
        );
        return refused(words, &problem);
    }
    Noted {
        notes: doubts(words, &rules),
        value: Some(date),
    }
}

fn read(words: &str, table: &PhraseTable) -> Read {
    if words.chars().count() > 200 {
        return Err(not_understood());
    }
    if let Some(read) = edtf::parse(words) {
        return read.map(|shape| (shape, Vec::new()));
    }
    if let Some(read) = figures(words) {
        return read;
    }
    let mut problem = None;
    for language in likely(words) {
        match Engine::new(words, language, true).whole(table) {
            Some(Ok(read)) => return Ok(read),
            Some(Err(p)) => problem = problem.or(Some(p)),
            None => (),
        }
    }
    match problem {
        Some(problem) if problem.code != "date-not-understood" => Err(problem),
        problem => Err(calendar_unknown(words)
            .or(problem)
            .unwrap_or_else(not_understood)),
    }
}

/// A day, a name and a year: it may be a date, but of no calendar that is read here.
fn calendar_unknown(words: &str) -> Option<Problem> {
    let engine = Engine::new(words, Language::English, true);
    let [day, name, year] = &engine.list[..] else {
        return None;
    };
    let (Kind::Number(1..=31, 1..=2), Kind::Word, Kind::Number(_, 3..=4)) =
        (day.kind, name.kind, year.kind)
    else {
        return None;
    };
    let month = &words[name.start..name.end];
    Some(Problem {
        code: "date-not-understood",
        message: format!("{month} is no month of a calendar that is read here."),
        help: "Write the day of the Gregorian calendar, and keep the words of the source as a quotation.".into(),
    })
}

fn not_understood() -> Problem {
    Problem {
        code: "date-not-understood",
        message: "This is not read as a date.".into(),
        help: "Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).".into(),
    }
}

fn refused(words: &str, problem: &Problem) -> Noted<Option<Date>> {
    let shown: String = words.chars().take(80).collect();
    let message = format!("\"{shown}\": {}", problem.message);
    Noted::with(
        None,
        Diagnostic::error(problem.code, message).help(problem.help.clone()),
    )
}

/// A reading that stands, but could have meant something else.
fn doubts(words: &str, rules: &[String]) -> Vec<Diagnostic> {
    if let Some(note) = month_or_years(words) {
        return vec![note];
    }
    let legal = rules.iter().any(|r| r.starts_with("Old Style")) && !words.contains('/');
    let early = ["Jan", "Feb", "Mar"].iter().any(|m| words.contains(m));
    if !(legal && early) {
        return Vec::new();
    }
    let message = format!(
        "\"{words}\": the English legal year began on 25 March, so the year may be the one before."
    );
    vec![
        Diagnostic::info("date-ambiguous", message)
            .help("Write both years where it matters: 12 Feb. 1732/3."),
    ]
}

/// Dates all in figures with slashes or dots: 13/5/1950, 3/4/50.
fn figures(words: &str) -> Option<Read> {
    let engine = Engine::new(words, Language::English, true);
    if engine.list.len() != 5 {
        return None;
    }
    let sign = engine
        .glued_mark(1)
        .filter(|c| matches!(c, '/' | '.' | '-'))?;
    if engine.glued_mark(3) != Some(sign) {
        return None;
    }
    let (a, b, c) = (engine.digits(0)?, engine.digits(2)?, engine.digits(4)?);
    if a.digits > 2 || b.digits > 2 {
        return None;
    }
    let help = "Write the month as a word: 13 May 1950.";
    if c.digits < 3 {
        let readings: Vec<String> = [(a.value, b.value), (b.value, a.value)]
            .iter()
            .filter_map(|(day, month)| {
                let name = super::MONTHS.get(month.wrapping_sub(1) as usize)?;
                Some(format!("{day} {name} 19{:02}", c.value))
            })
            .collect();
        let message = format!(
            "All in figures: neither the century of {} nor the order of day and month is said; it may be {}, or of another century.",
            c.value,
            readings.join(" or ")
        );
        return Some(Err(Problem::ambiguous(message, help)));
    }
    let read = |day: u32, month: u32| {
        let name = super::MONTHS.get(month.wrapping_sub(1) as usize)?;
        Some(format!("{day} {name} {}", c.value))
    };
    let (first, second) = (read(a.value, b.value), read(b.value, a.value));
    let chosen = match (first, second) {
        (Some(one), Some(other)) if one != other && sign != '.' => {
            let message = format!("Day and month are not told apart: {one} or {other}.");
            return Some(Err(Problem::ambiguous(
                message,
                format!("Write {one} or {other}."),
            )));
        }
        (Some(one), _) => one,
        (None, Some(other)) => other,
        (None, None) => {
            let message = format!("Neither {} nor {} is a month.", a.value, b.value);
            return Some(Err(Problem::impossible(message, help)));
        }
    };
    Engine::new(&chosen, Language::English, true).whole(&PhraseTable::default())
}

/// 1904-05 is a month in ISO 8601 and two years in prose.
fn month_or_years(words: &str) -> Option<Diagnostic> {
    let (year, month) = words.split_once('-').filter(|_| words.len() == 7)?;
    let (first, month): (i32, i32) = (year.parse().ok()?, month.parse().ok()?);
    if month > 12 || month <= first % 100 {
        return None;
    }
    let last = first - first % 100 + month;
    let message = format!(
        "\"{words}\" is read as a month, as ISO 8601 writes it; in prose it could be {first} to {last}."
    );
    Some(
        Diagnostic::warning("date-ambiguous", message)
            .help(format!("Write {first}-{last}, or the month as a word.")),
    )
}

impl Engine<'_> {
    /// The date that all tokens make together.
    fn whole(&self, table: &PhraseTable) -> Option<Read> {
        self.undated()
            .or_else(|| self.between(table))
            .or_else(|| self.two_ended(table))
            .or_else(|| self.bracketed(table))
            .or_else(|| self.open_sided(table))
            .or_else(|| self.joined(0, table))
            .or_else(|| self.postposed(table))
    }

    fn at_end(&self, at: usize) -> bool {
        at == self.list.len() || (at + 1 == self.list.len() && self.mark(at) == Some('.'))
    }

    /// All tokens from `at` on as one phrase.
    fn joined(&self, at: usize, table: &PhraseTable) -> Option<Read> {
        let at = self
            .words
            .find(&self.list, at, Class::Article)
            .filter(|_| self.phrase(at).is_none())
            .map_or(at, |(_, n)| n);
        let members = self.phrase(at)?;
        self.at_end(members.last()?.tokens.1)
            .then(|| shape_of(&members, table))
    }

    fn between(&self, table: &PhraseTable) -> Option<Read> {
        let (_, at) = self.words.find(&self.list, 0, Class::Between)?;
        let mut members = self.phrase(at)?;
        if !self.at_end(members.last()?.tokens.1) || members.len() != 2 {
            return None;
        }
        members[1].join = Join::Range;
        Some(shape_of(&members, table))
    }

    fn two_ended(&self, table: &PhraseTable) -> Option<Read> {
        let (_, at) = self.words.find(&self.list, 0, Class::From)?;
        let members = self.phrase(at)?;
        let ranged = members.len() == 2 && members[1].join == Join::Range;
        (ranged && self.at_end(members[1].tokens.1)).then(|| shape_of(&members, table))
    }

    /// Brackets around a date are an editor's: the date is inferred.
    fn bracketed(&self, table: &PhraseTable) -> Option<Read> {
        let inner = self.text.strip_prefix('[')?.strip_suffix(']')?;
        let read = Engine::new(inner, self.language, true).joined(0, table)?;
        Some(read.map(|(mut shape, mut rules)| {
            if let Shape::Point(point) = &mut shape {
                point.uncertain = true;
            }
            rules.push("brackets: inferred by an editor, so uncertain".into());
            (shape, rules)
        }))
    }

    /// before, after, by, since, until D.
    fn open_sided(&self, table: &PhraseTable) -> Option<Read> {
        let (class, at) = self.longest(
            0,
            &[
                Class::Before,
                Class::After,
                Class::By,
                Class::Since,
                Class::Until,
            ],
        )?;
        Some(
            self.joined(at, table)?
                .and_then(|(shape, rules)| Ok((opened(class, &shape)?, rules))),
        )
    }

    /// n.d., undated.
    fn undated(&self) -> Option<Read> {
        let (_, next) = self.words.find(&self.list, 0, Class::Undated)?;
        (next == self.list.len()).then(|| Ok((Shape::Undated, Vec::new())))
    }

    /// 1950년 6월 이전, 1950年以前.
    fn postposed(&self, table: &PhraseTable) -> Option<Read> {
        let members = self.phrase(0)?;
        let at = members.last()?.tokens.1;
        let (class, next) = self.longest(
            at,
            &[
                Class::Before,
                Class::After,
                Class::Since,
                Class::Until,
                Class::OrLater,
                Class::OrEarlier,
            ],
        )?;
        let closing = matches!(class, Class::OrLater | Class::OrEarlier);
        if !(self.language.year_first() || closing) || !self.at_end(next) {
            return None;
        }
        // 까지 after a range closes it.
        if members.len() == 2 && members[1].join == Join::Range {
            return Some(shape_of(&members, table));
        }
        Some(
            shape_of(&members, table)
                .and_then(|(shape, rules)| Ok((opened(class, &shape)?, rules))),
        )
    }

    fn longest(&self, at: usize, classes: &[Class]) -> Option<(Class, usize)> {
        let found = classes
            .iter()
            .filter_map(|c| Some((*c, self.words.find(&self.list, at, *c)?.1)));
        found.fold(None, |best, next| match best {
            Some((_, end)) if end >= next.1 => best,
            _ => Some(next),
        })
    }
}

fn opened(class: Class, shape: &Shape) -> Result<Shape, Problem> {
    let Shape::Point(point) = shape else {
        return Err(Problem {
            code: "date-not-understood",
            message: "A range cannot stand after a word such as before or since.".into(),
            help: "Write one date: before 13 May 1950.".into(),
        });
    };
    Ok(match class {
        Class::Before => Shape::Before(*point),
        Class::After => Shape::After(*point),
        Class::By | Class::OrEarlier => Shape::By(*point),
        Class::Since | Class::OrLater => Shape::Since(*point),
        _ => Shape::Until(*point),
    })
}

//! The table of phrases: what *early*, *about* or *nearly* bound, in one plain text file.
//!
//! A row is `phrase TAB first TAB last TAB remark`. The default table is `phrases.tsv` beside this module;
//! a case may replace rows of it by a table of its own.

use kaozheng_text::{Diagnostic, Noted, Place, Span};
use std::collections::BTreeMap;

/// What each phrase bounds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PhraseTable {
    /// The version line; every date says which version bounded it.
    pub version: String,
    rows: BTreeMap<String, Row>,
}

/// One row: the two edges and the remark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The first edge.
    pub first: Edge,
    /// The last edge.
    pub last: Edge,
    /// What answers repeat, with the words of the row.
    pub because: String,
}

/// One edge of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edge {
    /// A day of the year named, or of a later year: month, day (0 for its last), years later.
    YearDay(u32, u32, i32),
    /// A bare number: day of the month, digit of the decade, year of the century, or a count.
    Number(i64),
    /// The last day of the month.
    Last,
    /// Minutes since midnight of the day named; over 1439 on the day after.
    Clock(i64),
    /// So many units earlier or later.
    Shift(i64, Unit),
    /// So many hundredths of the length named.
    Share(i64),
}

/// A unit of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// One tick.
    Minute,
    /// 60 minutes.
    Hour,
    /// 24 hours.
    Day,
    /// Seven days.
    Week,
    /// A month of the calendar.
    Month,
    /// Three months.
    Quarter,
    /// A year of the calendar.
    Year,
    /// Ten years.
    Decade,
    /// A hundred years.
    Century,
}

impl Default for PhraseTable {
    fn default() -> PhraseTable {
        let empty = PhraseTable {
            version: String::new(),
            rows: BTreeMap::new(),
        };
        let read = empty.overlaid(PhraseTable::DEFAULT);
        assert!(
            read.notes.is_empty(),
            "the embedded table of phrases has a bad row: {:?}",
            read.notes
        );
        read.value
    }
}

impl PhraseTable {
    /// The name of the file in which a case keeps its own table.
    pub const FILE: &'static str = "phrases.tsv";

    /// The text of the table that every case starts with.
    pub const DEFAULT: &'static str = include_str!("phrases.tsv");

    /// Reads a table laid over the default one; a row that cannot be read is noted and leaves the default.
    pub fn parse(text: &str) -> Noted<PhraseTable> {
        PhraseTable::default().overlaid(text)
    }

    /// The row of a phrase, such as `early YEAR`.
    pub fn row(&self, phrase: &str) -> Option<&Row> {
        self.rows.get(phrase)
    }

    /// All rows in the order of their phrases.
    pub fn rows(&self) -> impl Iterator<Item = (&str, &Row)> {
        self.rows.iter().map(|(phrase, row)| (phrase.as_str(), row))
    }

    fn overlaid(mut self, text: &str) -> Noted<PhraseTable> {
        let mut notes = Vec::new();
        let mut next = 0;
        for (index, whole) in text.split_inclusive('\n').enumerate() {
            let start = next;
            next += whole.len();
            let line = whole.trim_end_matches(['\n', '\r']);
            if line.trim().is_empty() || line.starts_with('#') {
                continue;
            }
            if let Err(why) = self.lay(line) {
                let message = format!(
                    "Line {} of the table of phrases was not read: {why}.",
                    index + 1
                );
                notes.push(
                    Diagnostic::warning("phrase-not-understood", message)
                        .at(Place {
                            file: PhraseTable::FILE.into(),
                            span: Span::new(start, start + line.len()),
                        })
                        .help("Write phrase, first, last and remark, parted by tabs: early YEAR, 1 January, 30 April."),
                );
            }
        }
        Noted { value: self, notes }
    }

    fn lay(&mut self, line: &str) -> Result<(), String> {
        let cells: Vec<&str> = line.split('\t').map(str::trim).collect();
        if let ["version", version] = cells[..] {
            self.version = version.to_string();
            return Ok(());
        }
        let [phrase, first, last, remark @ ..] = &cells[..] else {
            return Err(format!("\"{line}\" has fewer than three columns"));
        };
        let row = Row {
            first: edge(first).ok_or_else(|| format!("\"{first}\" is no bound"))?,
            last: edge(last).ok_or_else(|| format!("\"{last}\" is no bound"))?,
            because: format!(
                "{phrase}: {first} to {last} ({})",
                remark.first().unwrap_or(&"own table")
            ),
        };
        // A known phrase keeps its kind of bound, or arithmetic on it would have no meaning.
        if let Some(known) = self.rows.get(*phrase)
            && (kind(known.first) != kind(row.first) || kind(known.last) != kind(row.last))
        {
            return Err(format!(
                "\"{phrase}\" is bounded by another kind of value ({})",
                known.because
            ));
        }
        self.rows.insert((*phrase).to_string(), row);
        Ok(())
    }
}

impl Unit {
    /// The unit an English word names, singular or plural.
    pub fn of_word(word: &str) -> Option<Unit> {
        Some(match word.strip_suffix('s').unwrap_or(word) {
            "minute" => Unit::Minute,
            "hour" => Unit::Hour,
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "year" => Unit::Year,
            "decade" => Unit::Decade,
            "century" | "centurie" => Unit::Century,
            _ => return None,
        })
    }
}

fn kind(edge: Edge) -> u8 {
    match edge {
        Edge::YearDay(..) => 0,
        Edge::Number(_) | Edge::Last => 1,
        Edge::Clock(_) => 2,
        Edge::Shift(..) => 3,
        Edge::Share(_) => 4,
    }
}

fn edge(cell: &str) -> Option<Edge> {
    if cell == "last" {
        return Some(Edge::Last);
    }
    if let Ok(number) = cell.parse::<u16>() {
        return Some(Edge::Number(i64::from(number)));
    }
    if let Some(share) = cell.strip_suffix('%') {
        return share
            .trim()
            .parse::<u16>()
            .ok()
            .map(|n| Edge::Share(i64::from(n)));
    }
    let (body, later) = match cell
        .strip_suffix(" next year")
        .or_else(|| cell.strip_suffix(" next day"))
    {
        Some(body) => (body, 1),
        None => (cell, 0),
    };
    if let Some((hours, minutes)) = body.split_once(':') {
        let (hours, minutes) = (hours.parse::<u8>().ok()?, minutes.parse::<u8>().ok()?);
        let within = hours < 24 && minutes < 60;
        return within
            .then(|| Edge::Clock(i64::from(hours) * 60 + i64::from(minutes) + later * 1440));
    }
    let (left, right) = body.split_once(' ')?;
    if let Some(unit) = Unit::of_word(right) {
        return Some(Edge::Shift(i64::from(left.parse::<i16>().ok()?), unit));
    }
    let month = super::calendar::MONTHS.iter().position(|m| *m == right)? as u32 + 1;
    let day = if left == "last" {
        0
    } else {
        left.parse().ok()?
    };
    (day <= super::calendar::days_in_month(2000, month)).then_some(Edge::YearDay(
        month,
        day,
        later as i32,
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_case_may_override_a_row() {
        let own = PhraseTable::parse("version\tmine\nearly YEAR\t1 January\t31 March\ttighter\n");
        assert!(own.notes.is_empty());
        assert_eq!(own.value.version, "mine");
        assert_eq!(
            own.value.row("early YEAR").unwrap().last,
            Edge::YearDay(3, 31, 0)
        );
        assert_eq!(
            own.value.row("late YEAR"),
            PhraseTable::default().row("late YEAR")
        );
    }

    #[test]
    fn a_bad_row_is_noted_and_leaves_the_default() {
        let own = PhraseTable::parse(
            "early YEAR\t1 Smarch\t2\nlate MONTH\t31\nmid MONTH\t-1 day\t+1 day\n",
        );
        assert_eq!(own.notes.len(), 3);
        assert_eq!(own.value, PhraseTable::default());
        insta::assert_snapshot!(own.notes[2].message, @r#"Line 3 of the table of phrases was not read: "mid MONTH" is bounded by another kind of value (mid MONTH: 11 to 20 (the second ten days))."#);
    }
}

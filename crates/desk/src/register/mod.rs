//! Registers of alliances, as scholars of international relations keep them: tables of who was bound to whom.
//!
//! A register becomes a source like any other, and each of its ties a card that names the row. It corrects nothing and can
//! be taken away again (`kaozheng without CASE REGISTER`); where it differs from what other sources say of the same tie, `ask
//! CASE 'ties …'` says so. Only ties between bodies of the case are taken. What a code of the register stands for, the
//! historian says.

mod columns;
mod parties;
mod table;
mod together;

use columns::{Columns, Dated, Named};
use kaozheng_record::id;
use kaozheng_text::{Diagnostic, Noted, Place};
use kaozheng_values::dates::{MONTHS, parse_date};
pub use parties::Parties;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use table::{Row, rows};
use together::{Bound, Stretch, is_backwards, shared};

/// A register that was read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Register {
    /// The id of its source card.
    pub source: String,
    /// Its ties between parties of the case.
    pub ties: Vec<Registered>,
    /// How many ties it has of others.
    pub others: usize,
    /// Codes and names that stand for no party of the case, with the number of their rows; the most frequent first.
    pub strangers: Vec<(String, usize)>,
}

/// One tie of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Registered {
    /// The number that the register gives it, or the line.
    pub number: String,
    /// The ids of the parties.
    pub parties: BTreeSet<String>,
    /// How many more parties it had.
    pub more: usize,
    /// What they bound themselves to, as the register has it.
    pub kinds: Vec<&'static str>,
    /// From when on, as a date of a card.
    pub from: String,
    /// When it ended; `None` where the register has it going on.
    pub until: Option<String>,
    /// The lines of the table, from 1.
    pub lines: Vec<usize>,
}

/// What the first date of a register means.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Begins {
    /// The text bound from then on.
    #[default]
    InForce,
    /// It was signed then; whether and when it came into force, the register does not say.
    Signed,
}

/// Reads the table called `file`. `parties` are the bodies of the case, by the codes and names that stand for them.
pub fn read(file: &str, text: &str, parties: &Parties) -> Noted<Register> {
    let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
    let mut notes = Vec::new();
    let mut register = Register {
        source: id::suggestion(stem),
        ..Register::default()
    };
    let table = rows(text);
    notes.extend(table.unclosed.map(|span| {
        let note = doubtful("this quotation mark is never closed; it was read as a letter")
            .help("close the cell with a second mark, or double a mark that belongs to its text");
        note.at(Place {
            file: file.into(),
            span,
        })
    }));
    let Some((head, rest)) = table.rows.split_first() else {
        notes.push(broken("the table is empty"));
        return Noted {
            value: register,
            notes,
        };
    };
    match Columns::of(head) {
        Err(wanting) => notes.push(placed(
            broken(&format!("this table has {wanting}")),
            file,
            head,
        )),
        Ok(columns) => Reading {
            file,
            columns,
            parties,
            notes: &mut notes,
        }
        .read(rest, &mut register),
    }
    Noted {
        value: register,
        notes,
    }
}

impl Register {
    /// The cards: the register as a source, and its ties.
    pub fn cards(&self, file: &str, begins: Begins) -> String {
        let (source, file) = (&self.source, bare(file));
        let mut out = format!(
            "source: {source}\ntype: collection\ntitle: {file}\nnote: a register; its ties are its own statements, and can be taken away with it.\n"
        );
        for tie in &self.ties {
            let parties: Vec<&str> = tie.parties.iter().map(String::as_str).collect();
            let lines: Vec<String> = tie.lines.iter().map(ToString::to_string).collect();
            let row = if lines.len() == 1 { "row" } else { "rows" };
            let field = match begins {
                Begins::InForce => "in-force",
                Begins::Signed => "signed",
            };
            let kinds = match tie.kinds.as_slice() {
                [] => String::new(),
                kinds => format!(": {}", kinds.join(", ")),
            };
            let more = match tie.more {
                0 => String::new(),
                count => format!(", with {count} more"),
            };
            write!(
                out,
                "\nevent: {}\nfrom: {source}, {row} {}\ntype: tie\ntitle: {} no. {}{kinds}{more}\nwho: {}\nform: formal\n{field}: {}\n",
                self.id_of(tie),
                lines.join(", "),
                self.source,
                tie.number,
                parties.join("; "),
                tie.from
            )
            .expect("a text takes everything");
            if let Some(until) = &tie.until {
                writeln!(out, "ended: {until}").expect("a text takes everything");
            }
        }
        out
    }

    /// The id of a tie's card: that of the register, the number, and its first row where one number has several ties.
    pub fn id_of(&self, tie: &Registered) -> String {
        let number = id::suggestion(&format!("{}-{}", self.source, tie.number));
        let same = || self.ties.iter().filter(|one| one.number == tie.number);
        let first: BTreeSet<usize> = same().map(|one| one.lines[0]).collect();
        let nth = same().position(|one| one == tie).unwrap_or_default() + 1;
        match same().count() {
            1 => number,
            // A row of one party may stand in several ties.
            count if first.len() < count => format!("{number}-{nth}"),
            _ => format!("{number}-{}", tie.lines[0]),
        }
    }
}

struct Reading<'a> {
    file: &'a str,
    columns: Columns,
    parties: &'a Parties,
    notes: &'a mut Vec<Diagnostic>,
}

/// A tie in the making: one row, or the rows of one number.
#[derive(Default)]
struct Gathered {
    /// Of each party, from when and until when its rows have it bound.
    parties: BTreeMap<String, Vec<Stretch>>,
    others: BTreeSet<String>,
    /// How many rows it has, those of others too.
    rows: usize,
}

impl Reading<'_> {
    fn read(mut self, rows: &[Row], register: &mut Register) {
        let last = rows.iter().filter_map(|row| self.year(row)).max();
        let mut ties: BTreeMap<(usize, String), Gathered> = BTreeMap::new();
        let mut places: BTreeMap<String, usize> = BTreeMap::new();
        let mut strangers: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows {
            if self.bound_to_nothing(row) {
                continue;
            }
            let key = self.key(row);
            // In the order in which the ties first stand in the table.
            let place = places.len();
            let place = *places.entry(key.clone()).or_insert(place);
            let mut gathered = ties.remove(&(place, key.clone())).unwrap_or_default();
            self.take(row, &mut gathered, &mut strangers);
            ties.insert((place, key), gathered);
        }
        for ((_, number), gathered) in ties {
            if gathered.parties.len() < 2 {
                register.others += usize::from(gathered.rows > 0);
                continue;
            }
            let ties = self.ties_of(&number, &gathered, last);
            register.others += usize::from(ties.is_empty());
            register.ties.extend(ties);
        }
        let mut strangers: Vec<(String, usize)> = strangers.into_iter().collect();
        strangers.sort_by_key(|(name, count)| (std::cmp::Reverse(*count), name.clone()));
        register.strangers = strangers;
    }

    /// What the rows of one tie have in common.
    fn key(&self, row: &Row) -> String {
        let number = self.columns.tie.map(|at| bare(row.cell(at)));
        match (self.columns.parties, self.columns.year, number) {
            (Named::Pair(a, b), Some(_), None) => {
                let mut pair = [bare(row.cell(a)), bare(row.cell(b))];
                pair.sort();
                pair.join("-")
            }
            (Named::Member(_), _, Some(number)) => number,
            (_, _, Some(number)) if !number.is_empty() => number,
            _ => row.line.to_string(),
        }
    }

    fn take(&mut self, row: &Row, into: &mut Gathered, strangers: &mut BTreeMap<String, usize>) {
        let named = match self.columns.parties {
            Named::Pair(a, b) => vec![a, b],
            Named::Member(at) => vec![at],
        };
        let Some(from) = self.from(row) else {
            return self.leave_out(row, "this row has no date that can be read; it is left out");
        };
        let until = self.columns.until.and_then(|at| date(row, at));
        if is_backwards(&from, until.as_deref()) {
            return self.leave_out(row, "this row ends before it begins; it is left out");
        }
        let mut mine = Vec::new();
        for &at in &named {
            let code = bare(row.cell(at));
            match self.parties.id(&code) {
                Some(id) => mine.push(id.to_owned()),
                None => {
                    *strangers.entry(code.clone()).or_default() += 1;
                    into.others.insert(code);
                }
            }
        }
        into.rows += 1;
        if mine.len() < named.len() {
            return;
        }
        let stretch = Stretch {
            from,
            until,
            kinds: self.kinds(row),
            line: row.line,
        };
        for id in mine {
            into.parties.entry(id).or_default().push(stretch.clone());
        }
    }

    fn leave_out(&mut self, row: &Row, why: &str) {
        self.notes.push(placed(doubtful(why), self.file, row));
    }

    /// What a row has the parties bind themselves to.
    fn kinds(&self, row: &Row) -> Vec<&'static str> {
        let says_so = |at: usize| bare(row.cell(at)).parse::<f64>().is_ok_and(|n| n >= 1.0);
        let kinds = self.columns.kinds.iter().filter(|(_, at)| says_so(*at));
        kinds.map(|(word, _)| *word).collect()
    }

    /// Whether a table of years has a row for a pair that was bound to nothing in that year.
    fn bound_to_nothing(&self, row: &Row) -> bool {
        self.columns.from.is_none() && !self.columns.kinds.is_empty() && self.kinds(row).is_empty()
    }

    fn year(&self, row: &Row) -> Option<i32> {
        year(&bare(row.cell(self.columns.year?)))
    }

    fn from(&self, row: &Row) -> Option<String> {
        match self.columns.from {
            Some(at) => date(row, at),
            None => self.year(row).map(|year| year.to_string()),
        }
    }

    /// One tie for each stretch of time in which two parties were bound; where each row is a year, for each run of years
    /// without a gap.
    fn ties_of(&self, number: &str, of: &Gathered, last: Option<i32>) -> Vec<Registered> {
        let all = of
            .parties
            .iter()
            .flat_map(|(party, own)| own.iter().map(move |stretch| (party.as_str(), stretch)));
        let more = of.others.len();
        if self.columns.from.is_some() || self.columns.year.is_none() {
            let all: Vec<_> = all.collect();
            let shared = shared(&all).into_iter().map(|one| {
                let until = one.until.map(str::to_owned);
                tie(number, &one.bound, more, one.from.to_owned(), until)
            });
            return shared.collect();
        }
        let mut years: BTreeMap<i32, Vec<(&str, &Stretch)>> = BTreeMap::new();
        for (party, stretch) in all {
            let year = year(&stretch.from).expect("the row was taken for its year");
            years.entry(year).or_default().push((party, stretch));
        }
        // One party alone is bound to nobody.
        years.retain(|_, bound| bound.iter().any(|(party, _)| *party != bound[0].0));
        let years: Vec<_> = years.into_iter().collect();
        let runs = years.chunk_by(|a, b| b.0 - a.0 <= 1);
        runs.map(|run| {
            let (first, end) = (run[0].0, run[run.len() - 1].0);
            let until = (Some(end) != last).then(|| end.to_string());
            let bound: Vec<_> = run.iter().flat_map(|(_, bound)| bound.clone()).collect();
            tie(number, &bound, more, first.to_string(), until)
        })
        .collect()
    }
}

fn tie(
    number: &str,
    bound: &Bound,
    more: usize,
    from: String,
    until: Option<String>,
) -> Registered {
    let kinds: BTreeSet<_> = bound.iter().flat_map(|(_, one)| &one.kinds).collect();
    let lines: BTreeSet<usize> = bound.iter().map(|(_, one)| one.line).collect();
    Registered {
        number: number.to_owned(),
        parties: bound.iter().map(|(party, _)| (*party).to_owned()).collect(),
        more,
        kinds: kinds.into_iter().copied().collect(),
        from,
        until,
        lines: lines.into_iter().collect(),
    }
}

/// What a cell says in one line, a number without the `.0` that tables leave behind. A line end in a quoted cell would
/// begin a field of its own on a card.
fn bare(cell: &str) -> String {
    let words: Vec<&str> = cell.split_whitespace().collect();
    let cell = words.join(" ");
    cell.strip_suffix(".0").map(str::to_owned).unwrap_or(cell)
}

/// A year that a card can have: tables write 0, -9 or 9999 where they know of none.
fn year(cell: &str) -> Option<i32> {
    cell.parse().ok().filter(|year| (1..9999).contains(year))
}

/// A date as a card has it; `None` where the cells say that it is not known, or that the tie goes on.
fn date(row: &Row, at: Dated) -> Option<String> {
    match at {
        Dated::Whole(at) => {
            let words = bare(row.cell(at));
            (is_date(&words) && !words.starts_with("9999")).then_some(words)
        }
        Dated::Parts(at, month, day) => {
            let number = |at: usize| bare(row.cell(at)).parse::<usize>().ok();
            let year = year(&bare(row.cell(at)))?;
            let name = |n: usize| MONTHS.get(n.checked_sub(1)?);
            let Some(month) = month.and_then(number).and_then(name) else {
                return Some(year.to_string());
            };
            let day = day.and_then(number).filter(|&day| day > 0);
            let whole = day.map(|day| format!("{day} {month} {year}"));
            let whole = whole.filter(|words| is_date(words));
            Some(whole.unwrap_or_else(|| format!("{month} {year}")))
        }
    }
}

fn is_date(words: &str) -> bool {
    parse_date(words).value.is_some()
}

fn broken(message: &str) -> Diagnostic {
    Diagnostic::error("register-not-understood", message).help(
        "a register has a first row with the names of its columns; see `kaozheng import --help`",
    )
}

fn doubtful(message: &str) -> Diagnostic {
    Diagnostic::warning("register-not-understood", message)
}

fn placed(note: Diagnostic, file: &str, row: &Row) -> Diagnostic {
    note.at(Place {
        file: file.into(),
        span: row.span,
    })
}

#[cfg(test)]
mod tests;

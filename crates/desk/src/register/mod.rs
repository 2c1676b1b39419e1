//! Registers of alliances, as scholars of international relations keep them: tables of who was bound to whom.
//!
//! A register becomes a source like any other, and each of its ties a card that names the row. It corrects nothing and can
//! be taken away again (`kaozheng without CASE REGISTER`); where it differs from what other sources say of the same tie, `ask
//! CASE 'ties …'` says so. Only ties between bodies of the case are taken. What a code of the register stands for, the
//! historian says.

mod columns;
mod parties;
mod table;

use columns::{Columns, Dated, Named};
use kaozheng_record::id;
use kaozheng_text::{Diagnostic, Noted, Place};
use kaozheng_values::dates::{MONTHS, parse_date};
pub use parties::Parties;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use table::{Row, rows};

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
    let all = rows(text);
    let Some((head, rest)) = all.split_first() else {
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
        let source = &self.source;
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

    /// The id of a tie's card: that of the register, the number, and the parties where one number has several ties.
    pub fn id_of(&self, tie: &Registered) -> String {
        let number = id::suggestion(&format!("{}-{}", self.source, tie.number));
        let same = self.ties.iter().filter(|one| one.number == tie.number);
        match same.count() {
            1 => number,
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
    kinds: BTreeSet<&'static str>,
    lines: Vec<usize>,
    /// How many rows it has, those of others too.
    rows: usize,
}

/// From a date until another, or until now.
type Stretch = (String, Option<String>);

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
            register.ties.extend(self.ties_of(&number, &gathered, last));
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
            let note = doubtful("this row has no date that can be read; it is left out");
            self.notes.push(placed(note, self.file, row));
            return;
        };
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
        let until = self.columns.until.and_then(|at| date(row, at));
        for id in mine {
            let own = into.parties.entry(id).or_default();
            own.push((from.clone(), until.clone()));
        }
        into.kinds.extend(self.kinds(row));
        into.lines.push(row.line);
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
        bare(row.cell(self.columns.year?)).parse().ok()
    }

    fn from(&self, row: &Row) -> Option<String> {
        match self.columns.from {
            Some(at) => date(row, at),
            None => self.year(row).map(|year| year.to_string()),
        }
    }

    /// One tie, or, where each row is a year, one for each run of years without a gap.
    fn ties_of(&self, number: &str, of: &Gathered, last: Option<i32>) -> Vec<Registered> {
        let tie = |from: String, until: Option<String>, lines: Vec<usize>| Registered {
            number: number.to_owned(),
            parties: of.parties.keys().cloned().collect(),
            more: of.others.len(),
            kinds: of.kinds.iter().copied().collect(),
            from,
            until,
            lines,
        };
        if self.columns.from.is_some() || self.columns.year.is_none() {
            let (from, until) = between_two(&of.parties);
            return vec![tie(from, until, of.lines.clone())];
        }
        let any = of.parties.values().next().into_iter().flatten();
        let mut years: Vec<(i32, usize)> = any
            .zip(&of.lines)
            .filter_map(|((year, _), line)| Some((year.parse().ok()?, *line)))
            .collect();
        years.sort_unstable();
        let runs = years.chunk_by(|a, b| b.0 - a.0 <= 1);
        runs.map(|run| {
            let (first, end) = (run[0].0, run[run.len() - 1].0);
            let until = (Some(end) != last).then(|| end.to_string());
            let lines = run.iter().map(|(_, line)| *line);
            tie(first.to_string(), until, lines.collect())
        })
        .collect()
    }
}

/// A tie lasts while two are bound by it: from the day on which the second came in, until that on which the last but one
/// went.
fn between_two(parties: &BTreeMap<String, Vec<Stretch>>) -> Stretch {
    let tick = |words: &String| {
        parse_date(words)
            .value
            .and_then(|date| date.bounds.earliest)
    };
    let mut entries: Vec<&String> = Vec::new();
    let mut exits: Vec<Option<&String>> = Vec::new();
    for stretches in parties.values() {
        let from = stretches.iter().map(|(from, _)| from);
        entries.extend(from.min_by_key(|words| tick(words)));
        let last = stretches.iter().map(|(_, until)| until.as_ref());
        // What goes on ends after all that has an end.
        exits.extend(last.max_by_key(|until| (until.is_none(), until.and_then(tick))));
    }
    entries.sort_by_key(|words| tick(words));
    exits.sort_by_key(|until| std::cmp::Reverse((until.is_none(), until.and_then(tick))));
    let second = |at: usize| at.min(1);
    (
        entries[second(entries.len() - 1)].clone(),
        exits[second(exits.len() - 1)].cloned(),
    )
}

/// A number without the `.0` that tables leave behind.
fn bare(cell: &str) -> String {
    let cell = cell.trim();
    cell.strip_suffix(".0").unwrap_or(cell).to_owned()
}

/// A date as a card has it; `None` where the cells say that it is not known, or that the tie goes on.
fn date(row: &Row, at: Dated) -> Option<String> {
    let number = |at: usize| bare(row.cell(at)).parse::<i32>().ok().filter(|&n| n > 0);
    match at {
        Dated::Whole(at) => {
            let words = bare(row.cell(at));
            let read = parse_date(&words).value.is_some();
            (read && !words.starts_with("9999")).then_some(words)
        }
        Dated::Parts(year, month, day) => {
            let year = number(year).filter(|&year| year < 9999)?;
            let month = month
                .and_then(number)
                .and_then(|n| MONTHS.get(n as usize - 1));
            let day = day.and_then(number).filter(|&day| day <= 31);
            Some(match (month, day) {
                (Some(month), Some(day)) => format!("{day} {month} {year}"),
                (Some(month), None) => format!("{month} {year}"),
                (None, _) => year.to_string(),
            })
        }
    }
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
mod tests {
    use super::*;

    fn check(text: &str) -> String {
        let parties = [
            ("710", "prc"),
            ("365", "ussr"),
            ("731", "dprk"),
            ("japan", "japan"),
        ];
        let mut known = Parties::default();
        parties
            .into_iter()
            .for_each(|(code, id)| known.say(code, id));
        let read = read("Pacts 4.csv", text, &known);
        let register = read.value;
        let mut out = register.cards("Pacts 4.csv", Begins::Signed);
        for note in &read.notes {
            writeln!(out, "{}: {}", note.code, note.message).expect("a text takes everything");
        }
        let strangers: Vec<String> = register
            .strangers
            .iter()
            .map(|(name, n)| format!("{name} {n}"))
            .collect();
        format!(
            "{out}others {}; strangers: {}",
            register.others,
            strangers.join(", ")
        )
    }

    #[test]
    fn members_of_one_number_are_one_tie() {
        insta::assert_snapshot!(check("atopid,member,yrent,moent,dayent,yrexit,moexit,dayexit,defense,consul\n3200,710,1950,2,14,1980,4,0,1,1\n3200,365,1950,2,14,1980,4,0,1,0\n3200,2,1950,2,14,0,0,0,0,0\n9,2,1951,9,8,0,0,0,1,0\n9,740,1951,0,0,0,0,0,1,0\n"), @"
        source: pacts-4
        type: collection
        title: Pacts 4.csv
        note: a register; its ties are its own statements, and can be taken away with it.

        event: pacts-4-3200
        from: pacts-4, rows 2, 3
        type: tie
        title: pacts-4 no. 3200: consultation, defence, with 1 more
        who: prc; ussr
        form: formal
        signed: 14 February 1950
        ended: April 1980
        others 1; strangers: 2 2, 740 1
        ");
    }

    #[test]
    fn pairs_year_by_year_are_ties_from_the_first_year_to_the_last_without_a_gap() {
        insta::assert_snapshot!(check("ccode1,ccode2,year,atop_defense\n365.0,731.0,1961.0,1.0\n365.0,731.0,1962.0,1.0\n731.0,365.0,1965.0,1.0\n2.0,20.0,1966.0,1.0\n"), @"
        source: pacts-4
        type: collection
        title: Pacts 4.csv
        note: a register; its ties are its own statements, and can be taken away with it.

        event: pacts-4-365-731-2
        from: pacts-4, rows 2, 3
        type: tie
        title: pacts-4 no. 365-731: defence
        who: dprk; ussr
        form: formal
        signed: 1961
        ended: 1962

        event: pacts-4-365-731-4
        from: pacts-4, row 4
        type: tie
        title: pacts-4 no. 365-731: defence
        who: dprk; ussr
        form: formal
        signed: 1965
        ended: 1965
        others 1; strangers: 2 1, 20 1
        ");
    }

    #[test]
    fn a_table_of_ones_own() {
        insta::assert_snapshot!(check("a;b;signed;ended\nJapan;710;30 August 1937;\nJapan;365;no day;1945\n"), @"
        source: pacts-4
        type: collection
        title: Pacts 4.csv
        note: a register; its ties are its own statements, and can be taken away with it.

        event: pacts-4-2
        from: pacts-4, row 2
        type: tie
        title: pacts-4 no. 2
        who: japan; prc
        form: formal
        signed: 30 August 1937
        register-not-understood: this row has no date that can be read; it is left out
        others 0; strangers:
        ");
        insta::assert_snapshot!(check("country,gold\nJapan,3\n"), @"
        source: pacts-4
        type: collection
        title: Pacts 4.csv
        note: a register; its ties are its own statements, and can be taken away with it.
        register-not-understood: this table has no columns for the parties: either two of them (`a` and `b`, `ccode1` and `ccode2`), or one (`member`) with the number of the tie (`id`)
        others 0; strangers:
        ");
        insta::assert_snapshot!(check(""), @"
        source: pacts-4
        type: collection
        title: Pacts 4.csv
        note: a register; its ties are its own statements, and can be taken away with it.
        register-not-understood: the table is empty
        others 0; strangers:
        ");
    }
}

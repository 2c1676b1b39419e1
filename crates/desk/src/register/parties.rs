//! Which codes and names of a register stand for which bodies of a case.

use super::bare;
use super::table::rows;
use kaozheng_record::Record;
use std::collections::BTreeMap;

/// Codes and names, in small letters, with the ids of the bodies that they stand for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Parties {
    ids: BTreeMap<String, String>,
    /// Only what the bodies of the case are called.
    bodies: BTreeMap<String, String>,
    names: BTreeMap<String, String>,
}

/// Columns that hold the codes of states.
const CODES: [&str; 6] = ["ccode", "cown", "cowcode", "gwcode", "code", "id"];

/// Columns that hold what people call them, the plainest first.
const NAMES: [&str; 6] = [
    "country.name.en",
    "country_name",
    "statenme",
    "statename",
    "country",
    "name",
];

impl Parties {
    /// Adds the bodies of a record, by their ids and all forms of their names. What is said already stays.
    pub fn add_bodies(&mut self, record: &Record) {
        for card in record.cards().filter(|card| card.kind() == "body") {
            let names = card.all("name").map(|name| name.value().into_owned());
            let names = names.chain([card.id().to_owned()]);
            for name in names {
                let name = name.split('[').next().unwrap_or_default().trim();
                if name.is_empty() {
                    continue;
                }
                self.say(name, card.id());
                self.bodies
                    .entry(name.to_lowercase())
                    .or_insert_with(|| card.id().to_owned());
            }
        }
    }

    /// Has a code or a name stand for a body; an empty one stands for none.
    pub fn say(&mut self, code: &str, id: &str) {
        if code.is_empty() {
            return;
        }
        self.ids
            .entry(code.to_lowercase())
            .or_insert_with(|| id.to_owned());
    }

    /// Reads a table of codes: a code stands for a body of the case if another cell of its row is one of the body's names.
    /// Other codes in the row say nothing: each list of codes has its own.
    pub fn learn(&mut self, table: &str) {
        let table = rows(table);
        let Some((head, rest)) = table.rows.split_first() else {
            return;
        };
        let at = |wanted: &str| {
            head.cells
                .iter()
                .position(|cell| cell.eq_ignore_ascii_case(wanted))
        };
        let name = NAMES.iter().find_map(|name| at(name));
        let Some(code) = CODES.iter().find_map(|name| at(name)) else {
            return;
        };
        for row in rest {
            let number = bare(row.cell(code)).to_lowercase();
            if number.is_empty() {
                continue;
            }
            if let Some(name) = name {
                self.names.insert(number.clone(), row.cell(name).to_owned());
            }
            let mut cells = row.cells.iter().map(|cell| cell.to_lowercase());
            let found = cells.find_map(|cell| self.bodies.get(&cell).cloned());
            if let Some(id) = found {
                self.ids.entry(number).or_insert(id);
            }
        }
    }

    /// The body that a code or a name stands for.
    pub fn id(&self, code: &str) -> Option<&str> {
        self.ids.get(&code.to_lowercase()).map(String::as_str)
    }

    /// A code with the name that a table of codes gives it.
    pub fn told(&self, code: &str) -> String {
        match self.names.get(&code.to_lowercase()) {
            Some(name) if !name.is_empty() => format!("{code} ({name})"),
            _ => code.to_owned(),
        }
    }
}

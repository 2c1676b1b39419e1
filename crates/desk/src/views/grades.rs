//! The table of grades that is in force in a case, and whether it is the one that was frozen.

use kaozheng_case::weighing::{Freeze, GradeTable, RowKind};
use serde::Serialize;

/// The table, row by row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradesView {
    /// The version, as answers name it.
    pub version: String,
    /// What tells this table from another.
    pub fingerprint: String,
    /// Every freeze, in the order of the file.
    pub frozen: Vec<Frozen>,
    /// Whether the rows are those that were frozen last; `null` if they never were.
    pub as_frozen: Option<bool>,
    /// Forms, types, adjustments and schemes, in this order, each by name.
    pub rows: Vec<GradeRow>,
}

/// One row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GradeRow {
    /// `form`, `type`, `adjust` or `scheme`.
    pub kind: &'static str,
    /// What it is about.
    pub name: String,
    /// What it gives: a grade, steps, or for a type its form.
    pub effect: String,
    /// Why.
    pub reason: String,
    /// Whether the case has laid it over the table that comes with the program.
    pub own: bool,
}

/// When the table was frozen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Frozen {
    /// The day.
    pub day: String,
    /// The fingerprint of the rows then in force.
    pub fingerprint: String,
    /// Why then.
    pub reason: String,
}

impl GradesView {
    /// The view of a table.
    pub fn of(table: &GradeTable) -> GradesView {
        let rows = GradeTable::ORDER.iter().flat_map(|&wanted| {
            let rows = table.rows().filter(move |(kind, ..)| *kind == wanted);
            rows.map(|(kind, name, row)| GradeRow {
                kind: RowKind::word(kind),
                name: name.to_owned(),
                effect: row.effect.to_string(),
                reason: row.reason.clone(),
                own: row.own,
            })
        });
        GradesView {
            version: table.version(),
            fingerprint: table.fingerprint(),
            frozen: table.frozen().iter().map(frozen).collect(),
            as_frozen: table.as_frozen(),
            rows: rows.collect(),
        }
    }

    /// In one sentence: whether the table is the one that was frozen.
    pub fn told(&self) -> String {
        match (self.as_frozen, self.frozen.last()) {
            (Some(true), Some(last)) => format!("Frozen on {}: {}.", last.day, last.reason),
            (_, Some(last)) => format!(
                "Changed since it was frozen on {} ({}).",
                last.day, last.reason
            ),
            (_, None) => "Never frozen.".to_owned(),
        }
    }
}

fn frozen(freeze: &Freeze) -> Frozen {
    Frozen {
        day: freeze.day.clone(),
        fingerprint: freeze.fingerprint.clone(),
        reason: freeze.reason.clone(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(rows: &str) -> String {
        let view = GradesView::of(&GradeTable::of_case(rows).value);
        let own = view.rows.iter().filter(|row| row.own);
        let own: String = own
            .map(|row| format!(" {} {} {}", row.kind, row.name, row.effect))
            .collect();
        format!("{}; {}{own}", view.version, view.told())
    }

    #[test]
    fn the_view_says_whether_the_table_is_the_one_that_was_frozen() {
        let frozen = format!(
            "frozen\t1 March 2026\t{}\tbefore the first card\n",
            GradeTable::embedded().fingerprint()
        );
        insta::assert_snapshot!(check(""), @"1 2026-11; Never frozen.");
        insta::assert_snapshot!(check(&frozen), @"1 2026-11; Frozen on 1 March 2026: before the first card.");
        insta::assert_snapshot!(check(&format!("{frozen}adjust\tlate\t-2\tmemories fade\n")), @"1 2026-11 with one row of this case; Changed since it was frozen on 1 March 2026 (before the first card). adjust late -2");
    }
}

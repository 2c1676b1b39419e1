//! Freezing the table of grades of a case, in its file grades.tsv.

use crate::drafts::today;
use kaozheng_case::weighing::GradeTable;

/// A row that freezes a table as it is today.
pub(crate) fn frozen_row(table: &GradeTable, reason: &str) -> String {
    format!("frozen\t{}\t{}\t{reason}\n", today(), table.fingerprint())
}

/// The file of a case that has no rows of its own, frozen.
pub(crate) fn frozen_at_first() -> String {
    let row = frozen_row(GradeTable::embedded(), "before the first card");
    format!(
        "# What this case takes evidence to be worth otherwise than the table that comes with the program.\n\
         # Between tabs: form, scheme, adjust or type; its name; a grade, a step or a form; why. `kaozheng grades` shows all rows.\n{row}"
    )
}

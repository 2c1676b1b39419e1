//! Grades that are not those that were frozen.
//!
//! # What it checks
//!
//! A row `frozen` in `grades.tsv` names a day and the fingerprint of all rows then in force. The rows in force now have
//! another.
//!
//! # Why it matters
//!
//! The table says what evidence is worth before anybody knows which side it helps. A table that is changed once the answer
//! is known can be tuned to it, and then the answer proves nothing.
//!
//! # Example
//!
//! ```text
//! frozen  1 March 2026    9c1f0a7744d2be01    before the first card
//! scheme  motive  fair    motives are well attested here
//! ```
//!
//! # How to mend
//!
//! Take the change back; or, if it is meant, freeze the table again and say why: `kaozheng grades CASE --freeze REASON`. The
//! earlier freezes stay in the file.

use super::{CaseCheck, Look};
use crate::Case;
use crate::weighing::GradeTable;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::{Diagnostic, Place, Span};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "grades-changed",
        title: "Grades that are not those that were frozen",
        severity: Severity::Warning,
        docs: include_str!("grades_changed.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let table = &case.settings.grades;
    let Some(last) = table.frozen().last() else {
        return;
    };
    if table.as_frozen() == Some(true) {
        return;
    }
    let message = format!(
        "The table of grades is not the one that was frozen on {}: it was {}, and is {} ({}).",
        last.day,
        last.fingerprint,
        table.fingerprint(),
        table.version()
    );
    let place = Place {
        file: GradeTable::FILE.into(),
        span: Span::new(0, 0),
    };
    notes.push(CHECK.check.note(message).at(place).help(
        "take the change back, or freeze the table again and say why: `kaozheng grades CASE --freeze REASON`",
    ));
}

#[cfg(test)]
mod tests {
    use crate::checks::run;
    use crate::weighing::GradeTable;
    use crate::{Settings, compile};
    use kaozheng_record::{Record, Sheet};

    /// What is noted of a case with these rows in its table.
    fn check(rows: &str) -> String {
        let settings = Settings {
            grades: GradeTable::of_case(rows).value,
            ..Settings::default()
        };
        let record = Record::new(vec![Sheet::parse("a.card", String::new())]);
        let notes = run(&compile(&record, &[], &settings).value);
        notes.into_iter().map(|note| note.message).collect()
    }

    #[test]
    fn rows_changed_after_the_table_was_frozen_are_told() {
        let frozen = format!(
            "frozen\t1 March 2026\t{}\tbefore the first card\n",
            GradeTable::embedded().fingerprint()
        );
        insta::assert_snapshot!(check(&frozen), @"");
        insta::assert_snapshot!(check("scheme\tmotive\tfair\twhy\n"), @"");
        let told = check(&format!("{frozen}scheme\tmotive\tfair\twhy\n"));
        assert!(told.contains("frozen on 1 March 2026"), "{told}");
        assert!(told.contains("with one row of this case"), "{told}");
    }
}

//! A date that is not understood.
//!
//! # What it checks
//!
//! Every date field, and every date in a reading or a question, can be read as a date.
//!
//! # Why it matters
//!
//! A date that is not read bounds nothing: the card takes no part in the chronology. It is never guessed.
//!
//! # Example
//!
//! ```text
//! event: outbreak
//! when: the day the dikes broke
//! ```
//!
//! # How to mend
//!
//! Write it as historians do: `25 June 1950`, `early 1950`, `12 Feb. 1732/3`, `c. 1860`, or in EDTF. What the
//! source says in other words goes to `note:`.

use super::{Form, fault_in_value};
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;
use kaozheng_values::dates::parse_date;

/// The check. The notes `date-impossible` and `date-ambiguous`, which have pages of their own, are made here as well.
pub const CHECK: Check = Check {
    code: "date-not-understood",
    title: "A date that is not understood",
    severity: Severity::Error,
    docs: include_str!("date_not_understood.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if value != ValueType::Date {
            return;
        }
        let read = field.placed(parse_date(&field.value()));
        if read.value.is_none() && read.notes.is_empty() {
            let message = format!("`{}` is not understood as a date.", field.value());
            notes.push(fault_in_value(&CHECK, field, message));
        }
        notes.extend(read.notes);
    });
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_date_that_cannot_be_read_is_noted() {
        insta::assert_snapshot!(found("event: a\nwhen: the day the dikes broke\n"), @r#"
        2:7 `the day the dikes broke` error[date-not-understood] "the day the dikes broke": This is not read as a date.
          help: Write a date such as 13 May 1950, May 1950, early 1950, before 13 May 1950, or EDTF (1950-05-13).
        "#);
        insta::assert_snapshot!(found("event: a\nwhen: 31 June 1950\n"), @r#"
        2:7 `31 June 1950` error[date-impossible] "31 June 1950": There is no 31 June 1950: the month ends on the 30th.
          help: Write a day from 1 to 30, or only June 1950.
        "#);
        insta::assert_snapshot!(found("event: a\nwhen: 5/6/1950\n"), @r#"
        2:7 `5/6/1950` error[date-ambiguous] "5/6/1950": Day and month are not told apart: 5 June 1950 or 6 May 1950.
          help: Write 5 June 1950 or 6 May 1950.
        "#);
        insta::assert_snapshot!(found("event: a\nwhen: early morning, 25 June 1950\n"), @"");
    }
}

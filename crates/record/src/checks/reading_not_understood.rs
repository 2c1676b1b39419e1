//! A reading that is not understood.
//!
//! # What it checks
//!
//! Every `means:` line follows the grammar of readings.
//!
//! # Why it matters
//!
//! Such a line is for the compiler. One that cannot be read says nothing, and the card takes no part in reasoning.
//!
//! # Example
//!
//! ```text
//! statement: shi-zhe-on-26-june
//! means: mao lerned outbreak on 25 June 1950
//! ```
//!
//! # How to mend
//!
//! Correct the word that is named, or follow the example in the note. The manual has the grammar with an example
//! for every verb. If it cannot be said in the grammar, leave the line out and keep `says:`.

use super::Form;
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;

/// The check; [`parse_reading`](crate::means::parse_reading) makes its notes.
pub const CHECK: Check = Check {
    code: "reading-not-understood",
    title: "A reading that is not understood",
    severity: Severity::Error,
    docs: include_str!("reading_not_understood.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if value == ValueType::Reading {
            notes.extend(field.reading().notes);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::found;

    #[test]
    fn a_reading_is_noted_where_it_stands_in_the_sheet() {
        assert_eq!(CHECK.code, crate::means::READING);
        insta::assert_snapshot!(found("statement: a\nmeans: mao\n  lerned outbreak\n"), @r"
        3:3 `lerned` error[reading-not-understood] `lerned` is no verb of the grammar.
          help: did you mean `learned`? As in: mao learned outbreak on 25 June 1950
        ");
        insta::assert_snapshot!(found("statement: a\nmeans: mao learned plan\n# remark\n  on 31 June 1950\n"), @r#"
        4:6 `31 June 1950` error[date-impossible] "31 June 1950": There is no 31 June 1950: the month ends on the 30th.
          help: Write a day from 1 to 30, or only June 1950.
        "#);
        insta::assert_snapshot!(found("statement: a\nmeans: mao learned plan\n"), @"");
    }
}

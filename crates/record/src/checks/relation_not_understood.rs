//! A relation in time that is not understood.
//!
//! # What it checks
//!
//! Every `after:` and `before:` names a card or a date, and then, if anything, a length of time.
//!
//! # Why it matters
//!
//! A relation that cannot be read bounds nothing, and an order that the source gives is lost to the chronology.
//!
//! # Example
//!
//! ```text
//! event: endorsement
//! after: the visit to Moscow, nearly three weeks
//! ```
//!
//! # How to mend
//!
//! Write the id of the event, a comma, and the length as the source has it: `after: moscow-visit, nearly three
//! weeks`; or a date: `before: early 1950`.

use super::Form;
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use crate::source_reference::parse_relation;
use kaozheng_text::Diagnostic;

/// The check; [`parse_relation`] makes its notes.
pub const CHECK: Check = Check {
    code: "relation-not-understood",
    title: "A relation in time that is not understood",
    severity: Severity::Error,
    docs: include_str!("relation_not_understood.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if value == ValueType::Relation {
            notes.extend(field.placed(parse_relation(&field.value())).notes);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::found;

    #[test]
    fn a_relation_that_cannot_be_read_is_noted() {
        assert_eq!(CHECK.code, crate::source_reference::RELATION);
        insta::assert_snapshot!(found("event: a\nafter: the visit, three weeks\n"), @r"
        2:8 `the visit` error[relation-not-understood] `the visit` is neither an id nor understood as a date.
          help: write for example: moscow-visit, nearly three weeks; or: early 1950
        ");
        insta::assert_snapshot!(found("event: a\nafter: visit, many moons\n"), @r"
        2:15 `many moons` error[relation-not-understood] `many moons` is not understood as a length of time.
          help: write for example: moscow-visit, nearly three weeks
        ");
        insta::assert_snapshot!(found("event: a\nafter: visit, three weeks\nbefore: early 1950\n"), @"");
    }
}

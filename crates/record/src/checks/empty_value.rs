//! A field without a value.
//!
//! # What it checks
//!
//! Every field, `from`, `grade` and `because` has something after its colon.
//!
//! # Why it matters
//!
//! An empty field says nothing, and a reader cannot tell whether the value is unknown or was forgotten.
//!
//! # Example
//!
//! ```text
//! source: kovalev-1949
//! dated:
//! ```
//!
//! # How to mend
//!
//! Write the value, or take the line out. That something is not known is said with `note:`.

use super::Form;
use crate::check::{Check, Severity};
use crate::sheet::Role;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "empty-value",
    title: "A field without a value",
    severity: Severity::Warning,
    docs: include_str!("empty_value.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (_, card) in form.cards() {
        for (name, value, span, role) in card.every_line() {
            if value.is_empty() && role != Role::Quote {
                let note = CHECK
                    .note(format!("`{name}` has no value."))
                    .at(card.place_of(span))
                    .help("write it after the colon, or take the line out");
                notes.push(note);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn an_empty_field_is_noted() {
        insta::assert_snapshot!(found("source: k\ndated:\nfrom: \n"), @r"
        2:1 `dated:` warning[empty-value] `dated` has no value.
          help: write it after the colon, or take the line out
        3:1 `from: ` warning[empty-value] `from` has no value.
          help: write it after the colon, or take the line out
        ");
        insta::assert_snapshot!(found("source: k\ndated:\n  1949\n"), @"");
    }
}

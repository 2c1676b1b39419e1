//! A field before any card.
//!
//! # What it checks
//!
//! The first card of a file begins with a kind, not with a field.
//!
//! # Why it matters
//!
//! A field that stands on no card is kept, but belongs to nothing.
//!
//! # Example
//!
//! ```text
//! title: Sources of chapter one
//!
//! source: zhang-2005
//! ```
//!
//! # How to mend
//!
//! Write the head of the card above it, such as `source: zhang-2005`. A heading for the whole file is a remark, on
//! a line that begins with `#`.

use super::{Form, card_cut_in_two};
use crate::check::{Check, Severity};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "field-outside-card",
    title: "A field before any card",
    severity: Severity::Error,
    docs: include_str!("field_outside_card.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    let first = form.sheet.cards().next();
    let Some(card) = first.filter(|card| card_cut_in_two::is_field(card.kind())) else {
        return;
    };
    let message = format!("`{}:` stands before any card.", card.kind());
    let help =
        "begin with the head of a card, such as `source: zhang-2005`; a remark begins with `#`";
    notes.push(CHECK.note(message).at(card.place()).help(help));
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_field_before_any_card_is_noted() {
        insta::assert_snapshot!(found("title: Sources\n\nsource: a\n"), @r"
        1:1 `title: Sources` error[field-outside-card] `title:` stands before any card.
          help: begin with the head of a card, such as `source: zhang-2005`; a remark begins with `#`
        ");
        insta::assert_snapshot!(found("# title: Sources\n\nsource: a\n"), @"");
    }
}

//! A statement without a source.
//!
//! # What it checks
//!
//! Every statement says where it was read, for the whole card or for one of its values. `from: editor` is an answer too.
//!
//! # Why it matters
//!
//! Who says so is half of what a statement is. Without it nobody can look it up, and no root can be counted.
//!
//! # Example
//!
//! ```text
//! statement: envoy-left
//! speaker: envoy
//! says: The envoy left at noon.
//! ```
//!
//! # How to mend
//!
//! Write `from: SOURCE, p. N` under the head of the card.

use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::Ground;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "statement-without-source",
        title: "A statement without a source",
        severity: Severity::Error,
        docs: include_str!("statement_without_source.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let bare = scope.of(&case.statements).filter(|statement| {
        let card = &statement.card;
        !card
            .grounds
            .iter()
            .chain(card.values.iter().flat_map(|value| &value.grounds))
            .any(Ground::is_own)
    });
    notes.extend(bare.map(|statement| {
        let message = format!("`{}` does not say where it was read.", statement.id());
        CHECK
            .check
            .note(message)
            .at(statement.card.place.clone())
            .help("write `from: SOURCE, p. N` under its first line")
    }));
}

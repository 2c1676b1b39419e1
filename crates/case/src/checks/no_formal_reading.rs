//! Statements that take no part in reasoning.
//!
//! # What it checks
//!
//! How many statements have no `means:` and are no premise of an argument.
//!
//! # Why it matters
//!
//! A card without a formal reading is still a good card: shown, cited and searched. It only moves no verdict.
//!
//! # Example
//!
//! ```text
//! statement: envoy-left
//! from: report, p. 2
//! says: The envoy left at noon.
//! ```
//!
//! # How to mend
//!
//! Add a `means:` where one fits, or make the statement a premise of an argument.

use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use std::collections::BTreeSet;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "no-formal-reading",
        title: "Statements that take no part in reasoning",
        severity: Severity::Info,
        docs: include_str!("no_formal_reading.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let premises: BTreeSet<&str> = case
        .arguments
        .values()
        .flat_map(|argument| &argument.premises)
        .map(|p| p.value.as_str())
        .collect();
    let idle: Vec<_> = case
        .statements
        .values()
        .filter(|s| s.means.is_empty() && !premises.contains(s.id()))
        .collect();
    if let Some(first) = idle.first() {
        let verb = if idle.len() == 1 { "takes" } else { "take" };
        let message = format!(
            "{} of {} statements {verb} no part in reasoning.",
            idle.len(),
            case.statements.len()
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(first.card.place.clone())
                .help("add a `means:`, or make the statement a premise of an argument"),
        );
    }
}

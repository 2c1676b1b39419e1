//! A promise of which nothing is told afterwards.
//!
//! # What it checks
//!
//! Some event or statement says of each promise that something made it due, kept, broke, part-performed or released it.
//!
//! # Why it matters
//!
//! A promise whose end is not recorded stays as it was made for ever, and every answer about it says so.
//!
//! # Example
//!
//! ```text
//! event: cover-promise
//! type: promise
//! who: stalin
//! to: prc
//! matter: air-cover
//! ```
//!
//! # How to mend
//!
//! Write on the event that decided it, for instance, `means: refusal breaks cover-promise`.

use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_record::means::Fact;
use kaozheng_text::Diagnostic;
use std::collections::BTreeSet;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "promise-without-outcome",
        title: "A promise of which nothing is told afterwards",
        severity: Severity::Warning,
        docs: include_str!("promise_without_outcome.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let events = case.events.values().flat_map(|event| &event.means);
    let told: BTreeSet<&str> = events
        .chain(
            case.statements
                .values()
                .flat_map(|statement| &statement.means),
        )
        .filter_map(|means| match &means.value.fact {
            Fact::Effect { promise, .. } => Some(promise.id.as_str()),
            _ => None,
        })
        .collect();
    for promise in case
        .events
        .values()
        .filter(|event| event.is_a("promise") && !told.contains(event.id()))
    {
        let message = format!(
            "Nothing says what became of the promise `{}`.",
            promise.id()
        );
        let help = format!(
            "write on the event that decided it, for instance, `means: EVENT breaks {}`",
            promise.id()
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(promise.card.place.clone())
                .help(help),
        );
    }
}

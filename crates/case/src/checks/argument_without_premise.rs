//! An argument that rests on nothing, or is for nothing.
//!
//! # What it checks
//!
//! Every argument speaks for or against a matter, or takes the force from something, and has a premise.
//!
//! # Why it matters
//!
//! Without premises an argument has no root, and what has no root counts for nothing.
//!
//! # Example
//!
//! ```text
//! argument: he-must-have-known
//! for: ruler-knew
//! grade: strong
//! ```
//!
//! # How to mend
//!
//! Name the statements or sources it rests on (`premise:`), and what it speaks for (`for:` or `against:`).

use super::{CaseCheck, Look};
use crate::Case;

use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "argument-without-premise",
        title: "An argument that rests on nothing, or is for nothing",
        severity: Severity::Error,
        docs: include_str!("argument_without_premise.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for argument in case.arguments.values() {
        let aimless =
            argument.pro.is_empty() && argument.con.is_empty() && argument.undercuts.is_empty();
        let (message, help) = if aimless {
            (
                "speaks neither for nor against anything",
                "write `for:`, `against:` or `undercuts:`",
            )
        } else if argument.premises.is_empty() && argument.undercuts.is_empty() {
            (
                "has no premise, and so it counts for nothing",
                "write `premise:` with the statements it rests on",
            )
        } else {
            continue;
        };
        notes.push(
            CHECK
                .check
                .note(format!("`{}` {message}.", argument.id()))
                .at(argument.card.place.clone())
                .help(help),
        );
    }
}

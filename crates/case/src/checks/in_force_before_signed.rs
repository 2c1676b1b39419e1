//! A treaty in force before it was signed.
//!
//! # What it checks
//!
//! A tie takes effect on the day it is signed or later, and ends no earlier than it took effect.
//!
//! # Why it matters
//!
//! Signed and in force are different days, and it matters which; in this order they cannot be right.
//!
//! # Example
//!
//! ```text
//! event: defence-treaty
//! type: treaty
//! signed: 1 October 1953
//! in-force: 17 November 1952
//! ```
//!
//! # How to mend
//!
//! Look at both dates.

use super::{CaseCheck, Look};
use crate::Case;

use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "in-force-before-signed",
        title: "A treaty in force before it was signed",
        severity: Severity::Error,
        docs: include_str!("in_force_before_signed.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for tie in case.events.values() {
        for (earlier, later, words) in [
            (&tie.signed, &tie.in_force, "in force before it was signed"),
            (&tie.in_force, &tie.ended, "ended before it took effect"),
            (&tie.signed, &tie.ended, "ended before it was signed"),
        ] {
            let (Some(a), Some(b)) = (earlier.followed(), later.followed()) else {
                continue;
            };
            if matches!((b.value.bounds.latest, a.value.bounds.earliest), (Some(last), Some(first)) if last < first)
            {
                let message = format!(
                    "`{}` is {words}: {} against {}.",
                    tie.id(),
                    b.words,
                    a.words
                );
                notes.push(
                    CHECK
                        .check
                        .note(message)
                        .at(b.place.clone())
                        .also(a.place.clone(), a.words.clone())
                        .help("look at both dates"),
                );
            }
        }
    }
}

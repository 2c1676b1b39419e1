//! A body that is its own member.
//!
//! # What it checks
//!
//! No body belongs to itself by `member-of`, over however many steps.
//!
//! # Why it matters
//!
//! A body that contains itself says nothing, and a search through its members would not end.
//!
//! # Example
//!
//! ```text
//! body: bureau
//! member-of: bureau
//! ```
//!
//! # How to mend
//!
//! Correct the `member-of`.

use super::circles::{circles, told};
use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "membership-circle",
        title: "A body that is its own member",
        severity: Severity::Error,
        docs: include_str!("membership_circle.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let next = |id: &str| -> Vec<String> {
        let actor = case.actors.get(id);
        actor
            .into_iter()
            .flat_map(|actor| &actor.member_of)
            .map(|body| body.value.id.clone())
            .collect()
    };
    for circle in circles(case.actors.keys(), next) {
        let message = format!(
            "These belong to one another in a circle: {}.",
            told(&circle)
        );
        let place = case.actors[&circle[0]].member_of[0].place.clone();
        notes.push(
            CHECK
                .check
                .note(message)
                .at(place)
                .help("correct the `member-of`"),
        );
    }
}

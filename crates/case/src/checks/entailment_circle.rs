//! Matters that entail one another in a circle.
//!
//! # What it checks
//!
//! No matter is among those that it entails, over however many steps.
//!
//! # Why it matters
//!
//! Two matters that entail each other are one matter under two names; answers would count it twice.
//!
//! # Example
//!
//! ```text
//! matter: plan
//! entails: scheme
//!
//! matter: scheme
//! entails: plan
//! ```
//!
//! # How to mend
//!
//! Make one matter of them, or take out the `entails` that does not hold.

use super::circles::{circles, told};
use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "entailment-circle",
        title: "Matters that entail one another in a circle",
        severity: Severity::Warning,
        docs: include_str!("entailment_circle.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let next = |id: &str| -> Vec<String> {
        let matter = case.matters.get(id);
        matter
            .into_iter()
            .flat_map(|matter| &matter.entails)
            .map(|other| other.value.clone())
            .collect()
    };
    for circle in circles(case.matters.keys(), next) {
        let message = format!("These entail one another in a circle: {}.", told(&circle));
        let place = case.matters[&circle[0]].entails[0].place.clone();
        notes.push(
            CHECK
                .check
                .note(message)
                .at(place)
                .help("make one matter of them, or take out one `entails`"),
        );
    }
}

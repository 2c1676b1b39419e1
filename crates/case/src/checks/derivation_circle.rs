//! Sources that derive from one another in a circle.
//!
//! # What it checks
//!
//! No source is among its own ancestors by `derives-from`.
//!
//! # Why it matters
//!
//! A text cannot be a copy of its own copy. In a circle there is no root, and nothing can be counted as independent.
//!
//! # Example
//!
//! ```text
//! source: a
//! derives-from: b
//!
//! source: b
//! derives-from: a
//! ```
//!
//! # How to mend
//!
//! Take out the `derives-from` that is wrong.

use super::circles::{circles, told};
use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "derivation-circle",
        title: "Sources that derive from one another in a circle",
        severity: Severity::Error,
        docs: include_str!("derivation_circle.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let parents = |id: &str| -> Vec<String> {
        let source = case.sources.get(id);
        source
            .into_iter()
            .flat_map(|source| &source.derives_from)
            .map(|parent| parent.value.id.clone())
            .collect()
    };
    for circle in circles(case.sources.keys(), parents) {
        let message = format!(
            "These derive from one another in a circle: {}.",
            told(&circle)
        );
        let place = case.sources[&circle[0]].derives_from[0].place.clone();
        notes.push(
            CHECK
                .check
                .note(message)
                .at(place)
                .help("take out the `derives-from` that is wrong"),
        );
    }
}

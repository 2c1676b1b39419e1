//! Several arguments on one root.
//!
//! # What it checks
//!
//! Arguments on the same side of a matter that come down to the same root.
//!
//! # Why it matters
//!
//! They count once, however many there are: a copy adds nothing, nor does a second saying of the same witness.
//!
//! # Example
//!
//! ```text
//! argument: memoir-says-so
//! for: reluctance
//! premise: saying-of-1991
//!
//! argument: interview-says-so
//! for: reluctance
//! premise: saying-of-1993
//! ```
//!
//! # How to mend
//!
//! Nothing need be mended; keep it in mind when you count.

use super::{CaseCheck, Look};
use crate::Case;
use crate::compile::Argument;
use crate::facts::roots::{Links, roots_of};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "one-root-counted-once",
        title: "Several arguments on one root",
        severity: Severity::Info,
        docs: include_str!("one_root_counted_once.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let mut sides: BTreeMap<(&str, &str, String), Vec<&Argument>> = BTreeMap::new();
    for argument in case.arguments.values() {
        let roots: BTreeSet<String> = argument
            .premises
            .iter()
            .flat_map(|p| roots_of(case, &p.value, Links::Recorded))
            .collect();
        for (side, matters) in [("for", &argument.pro), ("against", &argument.con)] {
            for matter in matters {
                for root in &roots {
                    sides
                        .entry((&matter.value, side, root.clone()))
                        .or_default()
                        .push(argument);
                }
            }
        }
    }
    for ((matter, side, root), arguments) in sides
        .into_iter()
        .filter(|(_, arguments)| arguments.len() > 1)
    {
        let names: Vec<String> = arguments
            .iter()
            .map(|argument| format!("`{}`", argument.id()))
            .collect();
        let message = format!(
            "{} arguments {side} `{matter}` come down to one root, `{root}`, and count once: {}.",
            names.len(),
            names.join(", ")
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(arguments[1].card.place.clone()),
        );
    }
}

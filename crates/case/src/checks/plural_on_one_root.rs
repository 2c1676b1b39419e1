//! A plural that rests on one root.
//!
//! # What it checks
//!
//! A loose group ("some scholars") whose `examples`, or a statement with a group as speaker whose sources, come down
//! to a single independent root.
//!
//! # Why it matters
//!
//! "Some scholars argue" sounds like several witnesses. If they are one work, or copies of one, it is one voice.
//!
//! # Example
//!
//! ```text
//! body: some-scholars
//! type: group
//! examples: kim-1996
//! ```
//!
//! # How to mend
//!
//! Name further examples, or write the statement as what the one work says.

use super::{CaseCheck, Look};
use crate::Case;
use crate::facts::plural::{is_group, one_root_of_group, one_voice};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "plural-on-one-root",
        title: "A plural that rests on one root",
        severity: Severity::Warning,
        docs: include_str!("plural_on_one_root.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for group in case.actors.values().filter(|actor| is_group(actor)) {
        if let Some(root) = one_root_of_group(case, group) {
            let what = format!("`{}`, a plural", group.id());
            notes.push(note(&what, &root, group.card.place.clone()));
        }
    }
    for statement in case.statements.values() {
        let Some((speaker, root)) = one_voice(case, statement) else {
            continue;
        };
        let group = case.actors.get(&speaker.value);
        if group.is_some_and(|group| group.card.words("examples").is_none()) {
            let what = format!("`{}`, said of `{}`", statement.id(), speaker.value);
            notes.push(note(&what, &root, speaker.place.clone()));
        }
    }
}

fn note(what: &str, root: &str, place: Place) -> Diagnostic {
    let message = format!("{what}, comes down to one root: `{root}`.");
    CHECK
        .check
        .note(message)
        .at(place)
        .help("name further examples, or write it as what the one work says")
}

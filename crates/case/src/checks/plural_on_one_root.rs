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

use super::CaseCheck;
use crate::Case;
use crate::compile::Actor;
use crate::facts::roots::{Links, roots_of};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;
use std::collections::BTreeSet;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "plural-on-one-root",
        title: "A plural that rests on one root",
        severity: Severity::Warning,
        docs: include_str!("plural_on_one_root.rs"),
    },
    run,
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let groups = case.actors.values().filter(|actor| is_group(actor));
    for group in groups {
        let examples: Vec<&str> = group
            .card
            .all("examples")
            .map(|value| value.words.as_str())
            .collect();
        if let (false, Some(root)) = (examples.is_empty(), only_root(case, &examples)) {
            notes.push(note(
                &format!("`{}`, a plural", group.id()),
                &root,
                group.card.place.clone(),
            ));
        }
    }
    for statement in case.statements.values() {
        let speaker = statement.speakers.iter().find(|speaker| {
            case.actors
                .get(&speaker.value)
                .is_some_and(|a| is_group(a) && a.card.words("examples").is_none())
        });
        if let (Some(speaker), Some(root)) = (speaker, only_root(case, &[statement.id()])) {
            notes.push(note(
                &format!("`{}`, said of `{}`", statement.id(), speaker.value),
                &root,
                speaker.place.clone(),
            ));
        }
    }
}

fn is_group(actor: &Actor) -> bool {
    actor.is_body()
        && (actor.card.words("type") == Some("group") || actor.card.words("examples").is_some())
}

fn only_root(case: &Case, ids: &[&str]) -> Option<String> {
    let roots: BTreeSet<String> = ids
        .iter()
        .flat_map(|id| roots_of(case, id, Links::Recorded))
        .collect();
    if roots.len() == 1 {
        roots.into_iter().next()
    } else {
        None
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

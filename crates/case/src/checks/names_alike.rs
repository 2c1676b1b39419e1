//! Two cards whose names are the same.
//!
//! # What it checks
//!
//! No two persons or bodies have a form of name in common, letter for letter or but for hyphens, accents and the like,
//! unless one of them says `not-same-as` the other.
//!
//! # Why it matters
//!
//! They may be one person with two cards, or two people of one name. The program never merges them; it asks.
//!
//! # Example
//!
//! ```text
//! person: zhang-a
//! name: Zhang Xiaoming
//!
//! person: zhang-b
//! name: Zhang Xiao-ming
//! ```
//!
//! # How to mend
//!
//! Make one card of them (`rename`), or write `not-same-as:` on one.

use super::{CaseCheck, Look};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;
use kaozheng_values::names::normalise;
use std::collections::{BTreeMap, BTreeSet};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "names-alike",
        title: "Two cards whose names are the same",
        severity: Severity::Warning,
        docs: include_str!("names_alike.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let mut by_name: BTreeMap<String, Vec<(&str, Place)>> = BTreeMap::new();
    for actor in case.actors.values() {
        for name in &actor.names {
            let bare = name.value.split('[').next().unwrap_or_default();
            let holders = by_name.entry(normalise(bare).replace(" ", "")).or_default();
            if holders.iter().all(|(id, _)| *id != actor.id()) {
                holders.push((actor.id(), name.place.clone()));
            }
        }
    }
    let mut told: BTreeSet<(&str, &str)> = BTreeSet::new();
    for holders in by_name.values() {
        for (number, (one, _)) in holders.iter().enumerate() {
            for (other, place) in &holders[number + 1..] {
                if !kept_apart(case, one, other) && told.insert((one, other)) {
                    let message = format!(
                        "`{one}` and `{other}` have the same name: one with two cards, or two of one name?"
                    );
                    notes.push(CHECK.check.note(message).at(place.clone()).help(format!(
                        "make one card of them, or write `not-same-as: {one}`"
                    )));
                }
            }
        }
    }
}

fn kept_apart(case: &Case, one: &str, other: &str) -> bool {
    let says = |a: &str, b: &str| {
        case.card(a)
            .is_some_and(|card| card.all("not-same-as").any(|value| value.words == b))
    };
    says(one, other) || says(other, one)
}

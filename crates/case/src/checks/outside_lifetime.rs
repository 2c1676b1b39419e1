//! Somebody who acts before birth or after death.
//!
//! # What it checks
//!
//! Whoever takes part in an event, sends or receives, or speaks, was born (or founded) before and not yet dead (or ended).
//! One day of difference raises nothing: it can be one moment in two parts of the world.
//!
//! # Why it matters
//!
//! Such a card confuses two people of one name, or carries a wrong date.
//!
//! # Example
//!
//! ```text
//! person: envoy
//! died: 3 March 1950
//!
//! event: visit
//! when: May 1950
//! who: envoy
//! ```
//!
//! # How to mend
//!
//! Look at the dates; perhaps the person is another of the same name.

use super::certainly::apart;
use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::{Account, Card, Meaning};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;
use kaozheng_values::dates::{Bounds, Date};
use std::sync::Arc;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "outside-lifetime",
        title: "Somebody who acts before birth or after death",
        severity: Severity::Error,
        docs: include_str!("outside_lifetime.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    for event in scope
        .of(&case.events)
        .filter(|event| !event.is_a("publication") && !event.is_a("release"))
    {
        let people = event
            .who
            .iter()
            .chain(&event.sender.all)
            .chain(&event.recipients)
            .chain(&event.via);
        if let Some(when) = event.when.followed() {
            people.for_each(|one| report(case, &one.value, when, &one.place, notes));
        }
    }
    for statement in scope.of(&case.statements) {
        if let Some(said) = statement.said_on.followed() {
            statement
                .speakers
                .iter()
                .for_each(|one| report(case, &one.value, said, &one.place, notes));
        }
    }
}

fn report(
    case: &Case,
    actor: &str,
    when: &Account<Arc<Date>>,
    place: &Place,
    notes: &mut Vec<Diagnostic>,
) {
    let Some(card) = case.card(actor) else { return };
    let time = when.value.bounds;
    let before = life(card, &["born", "founded"]).filter(|(_, life)| apart(time, *life));
    let after = life(card, &["died", "ended"]).filter(|(_, life)| apart(*life, time));
    let message = match (before, after) {
        (Some((words, _)), _) => format!("`{actor}` acts before {words}: {}.", when.words),
        (_, Some((words, _))) => format!("`{actor}` acts after {words}: {}.", when.words),
        _ => return,
    };
    notes.push(
        CHECK
            .check
            .note(message)
            .at(place.clone())
            .help("look at the dates; perhaps it is another of the same name"),
    );
}

fn life(card: &Card, fields: &[&str]) -> Option<(String, Bounds)> {
    fields.iter().find_map(|field| {
        let value = card.all(field).next()?;
        match &value.meaning {
            Meaning::Date(date) => Some((format!("{} ({field})", value.words), date.bounds)),
            _ => None,
        }
    })
}

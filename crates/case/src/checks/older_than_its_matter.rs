//! A document that is older than what it tells of.
//!
//! # What it checks
//!
//! A source bears a date that lies wholly before an event, or before a saying, for which it is cited as having been
//! read itself. One day of difference raises nothing: it can be one moment in two parts of the world. Plans are no events yet: drafts that were not sent, and promises, are left out.
//!
//! # Why it matters
//!
//! Either the document's date is wrong, or the event's, or the passage speaks of a plan and not of what happened.
//!
//! # Example
//!
//! ```text
//! source: cable
//! type: telegram
//! dated: 21 March 1950
//!
//! event: april-visit
//! when: April 1950
//! from: cable
//! ```
//!
//! # How to mend
//!
//! Look at both dates again. If the document speaks of an intention, say so with a statement instead of an event.

use super::certainly::Certain;
use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::{Account, Card};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_values::dates::Date;
use std::sync::Arc;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "older-than-its-matter",
        title: "A document that is older than what it tells of",
        severity: Severity::Error,
        docs: include_str!("older_than_its_matter.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    for event in scope.of(&case.events) {
        let planned = event.is_a("promise") || event.sent.value().is_some_and(|sent| sent != "yes");
        if let (false, Some(when)) = (planned, event.when.followed()) {
            report(case, &event.card, when, notes);
        }
    }
    for statement in scope.of(&case.statements) {
        if let Some(said) = statement.said_on.followed() {
            report(case, &statement.card, said, notes);
        }
    }
}

fn report(case: &Case, card: &Card, time: &Account<Arc<Date>>, notes: &mut Vec<Diagnostic>) {
    for ground in card.grounds_of(&time.grounds) {
        let Some(source) = ground.source().and_then(|id| case.sources.get(id)) else {
            continue;
        };
        let Some(dated) = source.dated.followed().or(source.published.followed()) else {
            continue;
        };
        if dated.value.certainly_before(&time.value) {
            let message = format!(
                "`{}` is dated {}, but it is cited for what came later: {}.",
                source.id(),
                dated.words,
                time.words
            );
            let note = CHECK
                .check
                .note(message)
                .at(time.place.clone())
                .also(dated.place.clone(), "the date of the document");
            notes.push(note.help(
                "look at both dates; if the document speaks of a plan, make a statement of it",
            ));
        }
    }
}

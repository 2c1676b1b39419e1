//! Somebody who acts in an office that was not yet, or no longer, held.
//!
//! # What it checks
//!
//! An event or a statement may say in which office somebody acted or spoke: `as: acheson, Secretary of State`. The
//! check compares its date with the dates of that office (`office:`), or of that body (`member-of:`), on the person's
//! card. What may have been within the term raises nothing, and offices without dates raise nothing.
//!
//! # Why it matters
//!
//! A title given before it was held shows a text written later, a predecessor or successor confused, or a wrong date.
//!
//! # Example
//!
//! ```text
//! person: acheson
//! office: Secretary of State, 21 January 1949 to 20 January 1953
//!
//! event: note
//! when: 5 March 1946
//! who: acheson
//! as: acheson, Secretary of State
//! ```
//!
//! # How to mend
//!
//! Look at the date and at the term. If somebody held the office twice, give each term an `office:` line of its own.

use super::certainly::apart;
use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::{Account, Card, CardWith, FieldValue, Meaning};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::{Diagnostic, Place};
use kaozheng_values::dates::{Bounds, Date, PhraseTable, parse_date_with};
use std::sync::Arc;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "out-of-office",
        title: "Somebody who acts out of office",
        severity: Severity::Error,
        docs: include_str!("out_of_office.rs"),
    },
    look: Look::Within(run),
};

/// A term: the office, its bounds, its words, and where they stand.
struct Term {
    office: String,
    bounds: Option<Bounds>,
    words: String,
    place: Place,
}

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let events = scope
        .of(&case.events)
        .map(|event| (&event.card, &event.when));
    let statements = scope
        .of(&case.statements)
        .map(|said| (&said.card, &said.said_on));
    for (card, time) in events.chain(statements) {
        if let Some(when) = time.followed() {
            for capacity in card.all("as") {
                notes.extend(report(case, capacity, when));
            }
        }
    }
}

fn report(case: &Case, capacity: &FieldValue, when: &Account<Arc<Date>>) -> Option<Diagnostic> {
    let Meaning::Card(CardWith { id, with }) = &capacity.meaning else {
        return None;
    };
    let terms = terms(case, case.card(id)?);
    let held: Vec<&Term> = terms
        .iter()
        .filter(|term| !with.is_empty() && term.office.to_lowercase() == with.to_lowercase())
        .collect();
    let time = when.value.bounds;
    let outside = |term: &&Term| {
        term.bounds
            .is_some_and(|term| apart(term, time) || apart(time, term))
    };
    let last = held.last().filter(|_| held.iter().all(outside))?;
    let spans: Vec<&str> = held.iter().map(|term| term.words.as_str()).collect();
    let message = format!(
        "`{id}` acts as {with} outside the term: {}; the term was {}.",
        when.words,
        spans.join(" and ")
    );
    let note = CHECK.check.note(message).at(capacity.place.clone());
    let help = "look at the date and at the term; an office held twice has an `office:` line for each term";
    Some(note.also(last.place.clone(), "the term").help(help))
}

/// The offices and memberships of a person, each with its dates where it has some.
fn terms(case: &Case, person: &Card) -> Vec<Term> {
    let table = &case.settings.phrases;
    let offices = person
        .all("office")
        .map(|value| term(table, &value.words, &value.place));
    let bodies = person
        .all("member-of")
        .filter_map(|value| match &value.meaning {
            Meaning::Card(body) => Some((body, &value.place)),
            _ => None,
        });
    let memberships = bodies.map(|(body, place)| Term {
        office: body.id.clone(),
        bounds: dates(table, &body.with),
        words: body.with.clone(),
        place: place.clone(),
    });
    offices.chain(memberships).collect()
}

/// `Premier, State Council, 1949 to 1976`: the dates stand after the first comma from which a date is read.
fn term(table: &PhraseTable, words: &str, place: &Place) -> Term {
    let commas = words.match_indices(',').map(|(at, _)| at);
    let dated = commas
        .filter_map(|at| {
            let rest = words[at + 1..].trim();
            Some((words[..at].trim(), rest, dates(table, rest)?))
        })
        .next();
    let (office, span, bounds) = match dated {
        Some((office, span, bounds)) => (office, span, Some(bounds)),
        None => (words, "", None),
    };
    Term {
        office: office.to_owned(),
        bounds,
        words: span.to_owned(),
        place: place.clone(),
    }
}

/// The bounds of a term. Who held an office *until 1949* may have held it on the last day of that year.
fn dates(table: &PhraseTable, words: &str) -> Option<Bounds> {
    let bounds = match words.strip_prefix("until ") {
        Some(last) => Bounds {
            earliest: None,
            latest: parse_date_with(table, last).value?.bounds.latest,
        },
        None => parse_date_with(table, words).value?.bounds,
    };
    (bounds != Bounds::OPEN).then_some(bounds)
}

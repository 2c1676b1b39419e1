//! Dates that cannot all hold.
//!
//! # What it checks
//!
//! All dates that are followed, with every `after` and `before`, can hold together; and each rival date could hold in
//! the place of the one that is followed.
//!
//! # Why it matters
//!
//! A set of dates that contradict each other is told as the shortest chain of sentences of which none can be spared: one
//! of them is wrong. A rival date that cannot hold is reported in the same way. Nothing is changed by the program.
//!
//! # Example
//!
//! ```text
//! source: telegram
//! dated: 18 May 1950
//! before: early 1950
//! ```
//!
//! # How to mend
//!
//! Look at each sentence of the chain. The date that is offered would fit with the rest; whether it is right, the
//! documents must say.

use super::{CaseCheck, Look};
use crate::Case;
use crate::facts::rival_dates::{Conflict, conflicts};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "dates-conflict",
        title: "Dates that cannot all hold",
        severity: Severity::Error,
        docs: include_str!("dates_conflict.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for conflict in conflicts(case) {
        let chain: Vec<&str> = conflict
            .sentences
            .iter()
            .map(|sentence| sentence.words.as_str())
            .collect();
        let (first, severity) = match &conflict.rival {
            Some(rival) => (
                format!(
                    "The rival `{}` of `{}` cannot hold with the rest",
                    rival.field, rival.card
                ),
                Severity::Warning,
            ),
            None => ("These dates cannot all hold".to_owned(), Severity::Error),
        };
        let mut note = CHECK.check.note(format!("{first}: {}.", chain.join("; ")));
        note.severity = severity;
        if let Some(place) = place(case, &conflict) {
            note = note.at(place);
        }
        let mut help = format!(
            "distrust, at the least, {}",
            conflict.distrust.join(" and ")
        );
        if let Some(offer) = &conflict.emendation {
            help += &format!("; {} in place of {} would fit", offer.fits, offer.written);
        }
        notes.push(note.help(help));
    }
}

fn place(case: &Case, conflict: &Conflict) -> Option<Place> {
    let (card, field, nth) = match &conflict.rival {
        Some(rival) => (rival.card.as_str(), rival.field.as_str(), rival.nth),
        None => {
            let dated = conflict
                .sentences
                .iter()
                .find(|sentence| sentence.nth.is_some())?;
            (dated.card.as_str(), dated.field, dated.nth?)
        }
    };
    let card = case.card(card)?;
    let value = card.all(field).find(|value| value.nth == nth);
    Some(value.map_or_else(|| card.place.clone(), |value| value.place.clone()))
}

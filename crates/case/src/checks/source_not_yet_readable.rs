//! A work that rests on what was not yet readable.
//!
//! # What it checks
//!
//! No source derives from, or is the way through which we know, a source that was released only after it was printed.
//!
//! # Why it matters
//!
//! A book of 1983 cannot rest on files opened in 1994. Either a date is wrong, or its author had another way to them.
//!
//! # Example
//!
//! ```text
//! source: textbook
//! published: 1983
//! derives-from: file
//!
//! source: file
//! released: June 1994
//! ```
//!
//! # How to mend
//!
//! Look at both dates; if the author had seen it before its release, say how in a `because:`.

use super::certainly::{Certain, grounds, known_through, text_of};
use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::Source;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "source-not-yet-readable",
        title: "A work that rests on what was not yet readable",
        severity: Severity::Error,
        docs: include_str!("source_not_yet_readable.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    for source in scope.of(&case.sources) {
        for parent in &source.derives_from {
            report(case, source, &parent.value.id, parent.place.clone(), notes);
        }
        for ground in &source.card.grounds {
            for citing in ground.sources() {
                if let Some(work) = case.sources.get(citing).filter(|_| citing != source.id()) {
                    report(case, work, source.id(), ground.place.clone(), notes);
                }
            }
        }
    }
    for ground in scope.of(case.by_id()).flat_map(grounds) {
        for (file, work) in known_through(case, ground) {
            report(case, work, file.id(), ground.place.clone(), notes);
        }
    }
    notes.sort_by(|a, b| (&a.at, &a.message).cmp(&(&b.at, &b.message)));
    notes.dedup();
}

fn report(case: &Case, work: &Source, parent: &str, place: Place, notes: &mut Vec<Diagnostic>) {
    let Some(released) = case
        .sources
        .get(parent)
        .and_then(|parent| parent.released.followed())
    else {
        return;
    };
    let Some(printed) = text_of(work) else {
        return;
    };
    if printed.value.certainly_before(&released.value) {
        let message = format!(
            "`{}` is of {}, but `{parent}` was released only in {}.",
            work.id(),
            printed.words,
            released.words
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(place)
                .also(printed.place.clone(), "when it was printed")
                .also(released.place.clone(), "when the other was released")
                .help("look at both dates, or say how the author had seen it before"),
        );
    }
}

//! A document that cites what is later than itself.
//!
//! # What it checks
//!
//! No source derives from a source that is certainly younger, and none is the place where a younger one was read or
//! through which it is known. Vague dates raise nothing as long as some day would do, and one day of difference raises
//! nothing either: two papers of one hour can bear two dates when they were written in two parts of the world.
//!
//! # Why it matters
//!
//! A letter of 1949 cannot quote a telegram of 1950. Either a date is wrong, or the derivation runs the other way, or
//! what was quoted is an earlier version that deserves a card of its own.
//!
//! # Example
//!
//! ```text
//! source: letter
//! dated: 3 May 1949
//! derives-from: telegram, quoted
//!
//! source: telegram
//! dated: 18 May 1950
//! ```
//!
//! # How to mend
//!
//! Look at both dates, and at which of the two texts goes back to the other. For a later edition of an earlier text,
//! give the date of the text as `dated` and that of the edition as `published`.

use super::certainly::{Certain, text_of, written};
use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::Source;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::{Diagnostic, Place};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "cites-what-is-later",
        title: "A document that cites what is later than itself",
        severity: Severity::Error,
        docs: include_str!("cites_what_is_later.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    for source in scope.of(&case.sources) {
        for parent in &source.derives_from {
            if let Some(parent_card) = case.sources.get(&parent.value.id) {
                notes.extend(later(source, parent_card, &parent.place));
            }
        }
        for ground in &source.card.grounds {
            for citing in ground.sources() {
                if let Some(work) = case.sources.get(citing).filter(|_| citing != source.id()) {
                    notes.extend(later(work, source, &ground.place));
                }
            }
        }
    }
    for ground in scope.of(case.by_id()).flat_map(super::certainly::grounds) {
        for (cited, citing) in super::certainly::known_through(case, ground) {
            notes.extend(later(citing, cited, &ground.place));
        }
    }
    notes.sort_by(|a, b| (&a.at, &a.message).cmp(&(&b.at, &b.message)));
    notes.dedup();
}

/// The note when `cited` came to be only after the last day on which `citing` can have been finished.
fn later(citing: &Source, cited: &Source, place: &Place) -> Option<Diagnostic> {
    let (finished, began) = (text_of(citing)?, written(cited)?);
    finished.value.certainly_before(&began.value).then(|| {
        let message = format!(
            "`{}` is of {}, but it cites what is later: `{}` is of {}.",
            citing.id(),
            finished.words,
            cited.id(),
            began.words
        );
        CHECK
            .check
            .note(message)
            .at(place.clone())
            .also(finished.place.clone(), "the date of what cites")
            .also(began.place.clone(), "the date of what is cited")
            .help("look at both dates, and at which of the two goes back to the other")
    })
}

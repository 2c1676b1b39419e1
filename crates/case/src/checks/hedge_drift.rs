//! A claim that grows surer on the way.
//!
//! # What it checks
//!
//! The same is said of the same matter twice, once with a hedge and once without: by one speaker, or in a source and in
//! another that derives from it or through which alone it is known. To doubt that a matter is so is a hedged way to say
//! that it is not so.
//!
//! # Why it matters
//!
//! "Could not prove that he knew" becomes "did not know" a few pages on. The surer wording has no new evidence behind it
//! unless the card says so.
//!
//! # Example
//!
//! ```text
//! statement: seems-not
//! speaker: zhang
//! hedge: it seems to me
//! means: schedule-known does not hold
//!
//! statement: did-not
//! speaker: zhang
//! means: schedule-known does not hold
//! ```
//!
//! So too where the inquiry "could not prove that he knew" (`inquiry doubted schedule-known`), and a book that derives from
//! its report says that he did not (`schedule-known does not hold`).
//!
//! # How to mend
//!
//! Quote the hedge where it belongs, or give the surer statement its reason (`because:`).

use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::facts::drift::{By, Drift, drifts_on};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use std::collections::BTreeSet;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "hedge-drift",
        title: "A claim that grows surer on the way",
        severity: Severity::Warning,
        docs: include_str!("hedge_drift.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let mut seen: BTreeSet<(String, String)> = BTreeSet::new();
    for matter in scope.claimed(case) {
        for drift in drifts_on(case, matter) {
            if seen.insert((drift.bold.clone(), drift.careful.clone())) {
                notes.extend(note(case, &drift));
            }
        }
    }
}

fn note(case: &Case, drift: &Drift) -> Option<Diagnostic> {
    let (bold, careful) = (case.card(&drift.bold)?, case.card(&drift.careful)?);
    let (outright, says, hedge) = (&drift.bold, &drift.says, &drift.hedge);
    let message = match &drift.by {
        By::Speaker(speaker) => format!(
            "`{outright}` has {} say \"{says}\" outright; `{}` says it with \"{hedge}\".",
            case.name_of(speaker),
            careful.id
        ),
        By::Source {
            bold,
            careful: from,
        } => format!(
            "`{outright}` says \"{says}\" outright in `{bold}`, which derives from `{from}`; there `{}` says it with \"{hedge}\".",
            careful.id
        ),
        By::Through { source, via } => format!(
            "`{outright}` has `{source}` say \"{says}\" outright, through `{via}`; `{source}` itself says it with \"{hedge}\" (`{}`).",
            careful.id
        ),
    };
    let note = CHECK.check.note(message).at(bold.place.clone());
    let note = note.also(careful.place.clone(), "with a hedge");
    Some(note.help(
        "quote the hedge where it belongs, or give the surer statement its reason (`because:`)",
    ))
}

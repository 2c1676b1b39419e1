//! An argument from the silence of complete files, and no card says that they are complete.
//!
//! # What it checks
//!
//! The scheme `silence-covered` says that something would stand in these files, which are complete. One of the sources that
//! the argument rests on, or the collection in which it stands, has `coverage: complete`.
//!
//! # Why it matters
//!
//! That a paper is not there shows little as long as nobody knows what else is not there. Without a word on their coverage the
//! silence of files counts as weak.
//!
//! # Example
//!
//! ```text
//! source: released-files
//! type: archive-file
//! coverage: partly
//!
//! argument: files-are-silent
//! against: ruler-knew
//! premise: released-files
//! scheme: silence-covered
//! ```
//!
//! # How to mend
//!
//! Write `coverage: complete` on the source, with where that is said; or take the scheme `silence`.

use super::{CaseCheck, Look};
use crate::Case;
use crate::facts::{COVERED, is_covered};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "silence-not-covered",
        title: "An argument from the silence of complete files, and no card says that they are complete",
        severity: Severity::Warning,
        docs: include_str!("silence_not_covered.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let covered = |scheme: &String| scheme == COVERED;
    let all = case.arguments.values();
    let all = all.filter(|argument| argument.scheme.value().is_some_and(covered));
    for argument in all.filter(|argument| !is_covered(case, argument)) {
        let message = format!(
            "`{}` argues from the silence of complete files, and no card says that they are complete.",
            argument.id()
        );
        let note = CHECK.check.note(message);
        notes.push(note.at(argument.card.place.clone()).help(
            "write `coverage: complete` on the source, with where that is said; or take the scheme `silence`",
        ));
    }
}

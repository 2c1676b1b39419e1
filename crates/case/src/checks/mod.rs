//! What is wrong or doubtful in a case: one file for each check, named in one list.
//!
//! A check of the case looks at what cards mean together; what is wrong with the form of a single card is found in
//! `record`. The page of a check is the head of its file.

mod unknown_id;

use crate::Case;
use kaozheng_record::Check;
use kaozheng_text::Diagnostic;

/// A check of the case.
#[derive(Clone, Copy, Debug)]
pub struct CaseCheck {
    /// Its name and its page.
    pub check: Check,
    /// Looks for what it is about.
    pub run: fn(&Case, &mut Vec<Diagnostic>),
}

/// Every check of the case, in order of code.
pub const CHECKS: &[CaseCheck] = &[unknown_id::CHECK];

/// What all checks find, in the order of the places they point to.
pub fn run(case: &Case) -> Vec<Diagnostic> {
    let mut notes = Vec::new();
    for check in CHECKS {
        (check.run)(case, &mut notes);
    }
    notes.sort_by(|a, b| (&a.at, a.code, &a.message).cmp(&(&b.at, b.code, &b.message)));
    notes
}

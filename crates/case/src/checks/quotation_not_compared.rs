//! Quotations whose source is not here.
//!
//! # What it checks
//!
//! Sources that cards quote while no file of theirs, nor of a source they are known through, lies in `sources/`.
//!
//! # Why it matters
//!
//! Such a quotation may be right, but nobody has compared it. It is counted so that silence is not taken for approval.
//!
//! # Example
//!
//! ```text
//! statement: envoy-left
//! from: lost-report, p. 2
//! > The envoy left at noon.
//!
//! source: lost-report
//! type: report
//! ```
//!
//! # How to mend
//!
//! Put the text into `sources/`, `read` it, and name it on the source's card (`file:`); or leave it, knowing so.

use super::quotations::quotations;
use super::{CaseCheck, Look, Scope};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::Place;
use std::collections::BTreeMap;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "quotation-not-compared",
        title: "Quotations whose source is not here",
        severity: Severity::Info,
        docs: include_str!("quotation_not_compared.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let mut missing: BTreeMap<&str, Vec<Place>> = BTreeMap::new();
    let quotations = quotations(case, &Scope::Whole);
    for quoted in &quotations {
        if let (None, Some(&read)) = (quoted.document(case), quoted.sources.first()) {
            missing.entry(read).or_default().push(quoted.place.clone());
        }
    }
    for (source, places) in missing {
        let count = match places.len() {
            1 => "One quotation".to_owned(),
            n => format!("{n} quotations"),
        };
        let message =
            format!("{count} from `{source}` could not be compared: no text of it is in the case.");
        notes.push(
            CHECK
                .check
                .note(message)
                .at(places[0].clone())
                .help("name its file on the source's card (`file: …`) and `read` it"),
        );
    }
}

//! A quotation that the page does not have.
//!
//! # What it checks
//!
//! Every quotation on a card (`>` lines) is compared, letter by letter, with the text of the source it was read in: the
//! last source after `via`, or the source itself. White space and the shape of quotation marks and dashes do not count;
//! every letter, digit and capital does. `…` stands for words left out, square brackets for the editor's own.
//!
//! # Why it matters
//!
//! A quotation is the one thing on a card that anybody can verify. One altered character may be a slip of the keyboard
//! or a changed meaning; the program cannot tell which, and so it says what the page has.
//!
//! # Example
//!
//! ```text
//! statement: envoy-left
//! from: report, p. 2
//! > The envoy left at night.
//! ```
//!
//! # How to mend
//!
//! Copy the words again from the page, or correct the `from:` if they stand in another source.

use super::quotations::{Texts, quotations};
use super::{CaseCheck, Look, Scope};
use crate::Case;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use kaozheng_text::QuotationMatch;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "quotation-not-found",
        title: "A quotation that the page does not have",
        severity: Severity::Error,
        docs: include_str!("quotation_not_found.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let mut texts = Texts::of(case);
    for quoted in quotations(case, scope) {
        let Some(found) = texts.compare(&quoted) else {
            continue;
        };
        let source = quoted.sources.join("`, `");
        let message = match found {
            QuotationMatch::Verbatim(_) => continue,
            QuotationMatch::Altered {
                found, differences, ..
            } => format!(
                "The quotation differs from the text of `{source}` in {differences} {}; the page has: {found}",
                if differences == 1 {
                    "letter"
                } else {
                    "letters"
                },
            ),
            QuotationMatch::Absent => {
                format!("The text of `{source}` has nothing like this quotation.")
            }
        };
        let help = "copy the words from the page again, or correct the `from:` above them";
        notes.push(
            CHECK
                .check
                .note(message)
                .at(quoted.place.clone())
                .help(help),
        );
    }
}

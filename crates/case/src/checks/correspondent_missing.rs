//! A message without sender or recipient.
//!
//! # What it checks
//!
//! An event of type message, or one that has a sender or a recipient, has both.
//!
//! # Why it matters
//!
//! A message with one end makes no route: it tells nobody, and the answer to "who knew" leaves it out.
//!
//! # Example
//!
//! ```text
//! event: night-cable
//! type: message
//! sender: envoy
//! tells: plan
//! ```
//!
//! # How to mend
//!
//! Write the `recipient:` (or `sender:`). If it is unknown, say so with a body such as `body: unknown-recipient`.

use super::{CaseCheck, Look};
use crate::Case;

use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "correspondent-missing",
        title: "A message without sender or recipient",
        severity: Severity::Warning,
        docs: include_str!("correspondent_missing.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    for event in case.events.values() {
        let (from, to) = (!event.sender.is_empty(), !event.recipients.is_empty());
        let missing = match (from, to, event.is_a("message")) {
            (true, false, _) => "recipient",
            (false, true, _) => "sender",
            (false, false, true) => "sender and no recipient",
            _ => continue,
        };
        let message = format!(
            "`{}` has no {missing}, and so it makes no route.",
            event.id()
        );
        notes.push(
            CHECK
                .check
                .note(message)
                .at(event.card.place.clone())
                .help("write who sent it and to whom"),
        );
    }
}

//! A message of which nobody says whether it was sent.
//!
//! # What it checks
//!
//! A message that tells something says whether it was sent (`sent:`) or when it arrived (`received:`).
//!
//! # Why it matters
//!
//! Drafted is not sent. Where nothing is said it counts as maybe sent, and whoever it was for as maybe told.
//!
//! # Example
//!
//! ```text
//! event: night-cable
//! type: message
//! sender: envoy
//! recipient: ruler
//! tells: plan
//! ```
//!
//! # How to mend
//!
//! Write `sent: yes`, `maybe` or `no`, with its own `from:`.

use super::{CaseCheck, Look, Scope};
use crate::Case;

use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "sending-not-stated",
        title: "A message of which nobody says whether it was sent",
        severity: Severity::Info,
        docs: include_str!("sending_not_stated.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let unsaid = scope.of(&case.events).filter(|event| {
        event.is_message()
            && !event.tells.is_empty()
            && event.sent.is_empty()
            && event.received.is_empty()
    });
    notes.extend(unsaid.map(|event| {
        let message = format!(
            "`{}` does not say whether it was sent; it counts as maybe.",
            event.id()
        );
        CHECK
            .check
            .note(message)
            .at(event.card.place.clone())
            .help("write `sent: yes`, `maybe` or `no`, with its own `from:`")
    }));
}

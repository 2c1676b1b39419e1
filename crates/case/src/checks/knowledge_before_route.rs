//! Knowledge that no recorded route can have brought.
//!
//! # What it checks
//!
//! Somebody is shown to have known a matter before any message, meeting or first-hand part that the case records can
//! have brought it to him.
//!
//! # Why it matters
//!
//! A channel is missing from the case, or a date is wrong, or the witness claims too much. Each is worth knowing.
//!
//! # Example
//!
//! ```text
//! statement: ruler-knew
//! from: memoir
//! means: ruler knew plan on 1 May 1950
//! ```
//!
//! # How to mend
//!
//! Record the message or the meeting that told him (a message with `sent: maybe` if it is only supposed), or look at the
//! dates again.

use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::facts::routes::Routes;
use crate::facts::time::Chronology;
use crate::knowledge::{Basis, Index, without_route};
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "knowledge-before-route",
        title: "Knowledge that no recorded route can have brought",
        severity: Severity::Warning,
        docs: include_str!("knowledge_before_route.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let chronology = Chronology::of(case);
    for matter in scope.known(case) {
        let routes = Routes::of(case, &chronology, matter);
        let index = Index::new(&routes.world);
        for found in without_route(&routes.world, &index, &routes.closure, 0) {
            if let Basis::Attested(attestation) = found.basis {
                notes.extend(note(case, &routes, found.actor, attestation, matter));
            }
        }
    }
}

fn note(
    case: &Case,
    routes: &Routes,
    actor: u32,
    attestation: u32,
    matter: &str,
) -> Option<Diagnostic> {
    let document = routes.world.attestations()[attestation as usize].document;
    let card = case.card(&routes.evidence.get(document as usize)?.card)?;
    let name = case.name_of(routes.actor(actor));
    let message = format!(
        "`{}` has {name} know `{matter}` before any recorded route can have brought it.",
        card.id
    );
    let help = "record the message or meeting that told him, or look at the dates again";
    Some(CHECK.check.note(message).at(card.place.clone()).help(help))
}

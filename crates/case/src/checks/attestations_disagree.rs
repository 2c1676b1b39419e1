//! Somebody is said to have known a matter by one time, and not to have known it at a later one.
//!
//! # What it checks
//!
//! Of nobody one card says that a matter was known by some time, and another that it was not known at that time or later.
//! What entails the matter counts as knowing it, and what it entails as not knowing it.
//!
//! # Why it matters
//!
//! Both accounts stand, and the answer is *contested* for the time between them; which of them to believe is for the
//! historian to say.
//!
//! # Example
//!
//! ```text
//! statement: he-knew
//! from: memoir
//! means: ruler knew plan on 1 May 1950
//!
//! statement: he-was-surprised
//! from: diary
//! means: ruler ignorant of plan on 3 May 1950
//! ```
//!
//! # How to mend
//!
//! Look at both places: a date may be wrong, or the two may speak of different matters (the plan, and its day). Where they
//! truly disagree, leave both, and let an argument say which is worth more.

use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::facts::routes::Routes;
use crate::facts::time::Chronology;
use crate::knowledge::Why;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use std::collections::BTreeSet;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "attestations-disagree",
        title: "Said to have known, and later not to have known",
        severity: Severity::Warning,
        docs: include_str!("attestations_disagree.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    let chronology = Chronology::of(case);
    // The same two cards disagree on every matter bound to theirs: they are named for the first.
    let mut named: BTreeSet<(String, String, String)> = BTreeSet::new();
    for matter in scope.known(case) {
        let routes = Routes::of(case, &chronology, matter);
        for actor in routes.actors() {
            let Some((knew, knew_not)) = disagreeing(&routes, actor) else {
                continue;
            };
            let pair = (actor.to_owned(), knew.to_owned(), knew_not.to_owned());
            if named.insert(pair) {
                notes.extend(note(case, actor, matter, (knew, knew_not)));
            }
        }
    }
}

/// The card that has an actor know, and the one that has it not know then or later.
fn disagreeing<'a>(routes: &'a Routes, actor: &str) -> Option<(&'a str, &'a str)> {
    let number = routes.number(actor)?;
    let closure = &routes.closure;
    if closure.known(number)? > closure.ignorant_until(number)? {
        return None;
    }
    let (Why::Attested(knew), Why::Attested(knew_not)) =
        (closure.why_known(number), closure.why_ignorant(number))
    else {
        return None;
    };
    let card = |at: u32| {
        let document = routes.world.attestations()[at as usize].document;
        routes.evidence[document as usize].card.as_str()
    };
    Some((card(knew), card(knew_not)))
}

fn note(
    case: &Case,
    actor: &str,
    matter: &str,
    (knew, knew_not): (&str, &str),
) -> Option<Diagnostic> {
    let (first, second) = (case.card(knew)?, case.card(knew_not)?);
    let name = case.name_of(actor);
    let message = format!(
        "`{knew}` has {name} know `{matter}` by a time when, by `{knew_not}`, {name} did not know it yet."
    );
    let note = CHECK.check.note(message).at(first.place.clone());
    let note = note.also(second.place.clone(), "not known, by this card");
    Some(note.help(
        "look at both places; where they truly disagree, both stand, and the answer is contested",
    ))
}

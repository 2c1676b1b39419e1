//! A matter that cannot be so by what the cards say.
//!
//! # What it checks
//!
//! A matter that contradicts itself or what it entails, or that entails two matters of which one contradicts the other.
//!
//! # Why it matters
//!
//! Evidence for a matter counts for what it entails and against what it contradicts. Of such a matter one piece of evidence
//! would speak on both sides.
//!
//! # Example
//!
//! ```text
//! matter: schedule
//! entails: plan
//! contradicts: plan
//! ```
//!
//! # How to mend
//!
//! Take out the `entails` or the `contradicts` that does not hold.

use super::{CaseCheck, Look};
use crate::Case;
use crate::facts::bonds::rivals;
use crate::facts::entailment::entailed;
use kaozheng_record::check::{Check, Severity};
use kaozheng_text::Diagnostic;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "contradicts-itself",
        title: "A matter that cannot be so by what the cards say",
        severity: Severity::Warning,
        docs: include_str!("contradicts_itself.rs"),
    },
    look: Look::Whole(run),
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    if case
        .matters
        .values()
        .all(|matter| matter.contradicts.is_empty())
    {
        return;
    }
    for matter in case.matters.values() {
        let below = entailed(case, matter.id());
        let clash = below.iter().find_map(|one| {
            let other = rivals(case, one).into_iter();
            let mut other = other.filter(|other| below.contains(other) && one <= other);
            Some((one, other.next()?))
        });
        let Some((one, other)) = clash else {
            continue;
        };
        let id = matter.id();
        let message = match (one == &other, one.as_str() == id, other == id) {
            (true, ..) => format!("`{id}`: `{one}` contradicts itself."),
            (_, true, _) => format!("`{id}` entails `{other}`, and the two cannot both be so."),
            (.., true) => format!("`{id}` entails `{one}`, and the two cannot both be so."),
            _ => format!("`{id}` entails `{one}` and `{other}`, which cannot both be so."),
        };
        let note = CHECK.check.note(message).at(matter.card.place.clone());
        notes.push(note.help("take out the `entails` or the `contradicts` that does not hold"));
    }
}

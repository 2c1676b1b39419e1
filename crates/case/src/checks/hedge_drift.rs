//! A claim that grows surer on the way.
//!
//! # What it checks
//!
//! One speaker says the same of the same matter twice, once with a hedge and once without.
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
//! # How to mend
//!
//! Quote the hedge where it belongs, or give the surer statement its reason (`because:`).

use super::CaseCheck;
use crate::Case;
use crate::compile::Statement;
use kaozheng_record::check::{Check, Severity};
use kaozheng_record::means::Reading;
use kaozheng_text::Diagnostic;
use std::collections::BTreeMap;

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "hedge-drift",
        title: "A claim that grows surer on the way",
        severity: Severity::Warning,
        docs: include_str!("hedge_drift.rs"),
    },
    run,
};

fn run(case: &Case, notes: &mut Vec<Diagnostic>) {
    let mut said: BTreeMap<(String, String), Vec<&Statement>> = BTreeMap::new();
    for statement in case.statements.values() {
        for means in &statement.means {
            let mut fact = Reading::clone(&means.value);
            (fact.when, fact.sense) = (None, None);
            for speaker in &statement.speakers {
                said.entry((speaker.value.clone(), fact.to_string()))
                    .or_default()
                    .push(statement);
            }
        }
    }
    for ((speaker, fact), statements) in said {
        let (hedged, sure): (Vec<&Statement>, Vec<&Statement>) =
            statements.into_iter().partition(|s| !s.hedges.is_empty());
        let reasoned = |statement: &Statement| {
            statement
                .card
                .grounds
                .iter()
                .any(|ground| ground.because.is_some())
        };
        for bold in sure.into_iter().filter(|statement| !reasoned(statement)) {
            let Some(careful) = hedged.first() else {
                continue;
            };
            let hedge = &careful.hedges[0].value;
            let message = format!(
                "`{}` has {} say \"{fact}\" outright; `{}` says it with \"{hedge}\".",
                bold.id(),
                case.name_of(&speaker),
                careful.id()
            );
            let note = CHECK
                .check
                .note(message)
                .at(bold.card.place.clone())
                .also(careful.card.place.clone(), "with a hedge");
            notes.push(note.help("quote the hedge where it belongs, or give the surer statement its reason (`because:`)"));
        }
    }
}

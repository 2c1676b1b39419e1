//! What is wrong or doubtful in a case: one file for each check, named in one list.
//!
//! A check of the case looks at what cards mean together; what is wrong with the form of a single card is found in
//! `record`. The page of a check is the head of its file.

mod certainly;
mod circles;
mod difference;
mod quotations;
mod scope;

mod argument_without_premise;
mod attestations_disagree;
mod body_and_note_disagree;
mod cites_what_is_later;
mod contradicts_itself;
mod correspondent_missing;
mod dates_conflict;
mod derivation_circle;
mod entailment_circle;
mod grades_changed;
mod hedge_drift;
mod in_force_before_signed;
mod knowledge_before_route;
mod membership_circle;
mod names_alike;
mod no_formal_reading;
mod older_than_its_matter;
mod one_root_counted_once;
mod out_of_office;
mod outside_lifetime;
mod plural_on_one_root;
mod promise_without_outcome;
mod quotation_elsewhere;
mod quotation_not_compared;
mod quotation_not_found;
mod sending_not_stated;
mod silence_not_covered;
mod source_not_yet_readable;
mod statement_without_source;
mod unknown_id;

pub(crate) use difference::{Difference, difference, unknown_on};
pub use quotations::{Compared, compared};

use crate::Case;
use kaozheng_record::Check;
use kaozheng_text::Diagnostic;
use rayon::prelude::*;
use scope::Scope;

/// A check of the case.
#[derive(Clone, Copy, Debug)]
pub struct CaseCheck {
    /// Its name and its page.
    pub check: Check,
    look: Look,
}

/// How a check looks for what it is about.
#[derive(Clone, Copy, Debug)]
enum Look {
    /// At the whole case.
    Whole(fn(&Case, &mut Vec<Diagnostic>)),
    /// At card after card, or matter after matter, and at what these name: it can be told to look at a few.
    Within(fn(&Case, &Scope, &mut Vec<Diagnostic>)),
}

impl CaseCheck {
    /// What the check finds in a case.
    pub fn run(&self, case: &Case) -> Vec<Diagnostic> {
        self.within(case, &Scope::Whole)
    }

    fn within(&self, case: &Case, scope: &Scope) -> Vec<Diagnostic> {
        let mut notes = Vec::new();
        match self.look {
            Look::Whole(run) => run(case, &mut notes),
            Look::Within(run) => run(case, scope, &mut notes),
        }
        notes
    }
}

/// Every check of the case, in order of code.
pub const CHECKS: &[CaseCheck] = &[
    argument_without_premise::CHECK,
    attestations_disagree::CHECK,
    body_and_note_disagree::CHECK,
    cites_what_is_later::CHECK,
    contradicts_itself::CHECK,
    correspondent_missing::CHECK,
    dates_conflict::CHECK,
    derivation_circle::CHECK,
    entailment_circle::CHECK,
    grades_changed::CHECK,
    hedge_drift::CHECK,
    in_force_before_signed::CHECK,
    knowledge_before_route::CHECK,
    membership_circle::CHECK,
    names_alike::CHECK,
    no_formal_reading::CHECK,
    older_than_its_matter::CHECK,
    one_root_counted_once::CHECK,
    out_of_office::CHECK,
    outside_lifetime::CHECK,
    plural_on_one_root::CHECK,
    promise_without_outcome::CHECK,
    quotation_elsewhere::CHECK,
    quotation_not_compared::CHECK,
    quotation_not_found::CHECK,
    sending_not_stated::CHECK,
    silence_not_covered::CHECK,
    source_not_yet_readable::CHECK,
    statement_without_source::CHECK,
    unknown_id::CHECK,
];

/// What all checks find, in the order of the places they point to.
pub fn run(case: &Case) -> Vec<Diagnostic> {
    let all: Vec<Vec<Diagnostic>> = CHECKS.par_iter().map(|check| check.run(case)).collect();
    let mut notes: Vec<Diagnostic> = all.into_iter().flatten().collect();
    notes.sort_by(|a, b| (&a.at, a.code, &a.message).cmp(&(&b.at, b.code, &b.message)));
    notes
}

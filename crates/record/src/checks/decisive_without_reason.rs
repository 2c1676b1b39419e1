//! A decisive grade without a reason.
//!
//! # What it checks
//!
//! Whoever grades a card `decisive` says why (`because:` under the grade).
//!
//! # Why it matters
//!
//! One decisive argument outweighs everything on the other side. No table gives that grade; it is a historian's own act, and
//! others must be able to judge it. Without a reason it counts as `strong`.
//!
//! # Example
//!
//! ```text
//! argument: the-letter-itself
//! for: mao-knew
//! premise: letter
//! grade: decisive
//! ```
//!
//! # How to mend
//!
//! Write the reason in a line `because:` under the grade, or grade it `strong`.

use super::Form;
use crate::card::FieldRef;
use crate::check::{Check, Severity};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "decisive-without-reason",
    title: "A decisive grade without a reason",
    severity: Severity::Warning,
    docs: include_str!("decisive_without_reason.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (_, card) in form.cards() {
        let decisive = card.grade().is_some_and(|grade| grade == "decisive");
        if decisive && card.because().is_none() {
            let place = card
                .grade_line()
                .map_or_else(|| card.place(), FieldRef::place);
            let message = format!(
                "`{}` is graded decisive without a reason, and so it counts as strong.",
                card.id()
            );
            notes.push(
                CHECK
                    .note(message)
                    .at(place)
                    .help("write `because:` under the grade, or grade it `strong`"),
            );
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_decisive_grade_gives_its_reason() {
        insta::assert_snapshot!(found("argument: a\ngrade: decisive\n"), @"
        2:8 `decisive` warning[decisive-without-reason] `a` is graded decisive without a reason, and so it counts as strong.
          help: write `because:` under the grade, or grade it `strong`
        ");
        insta::assert_snapshot!(found("argument: a\ngrade: decisive\nbecause: His own hand.\n"), @"");
        insta::assert_snapshot!(found("argument: a\ngrade: strong\n"), @"");
    }
}

//! A question that is not understood.
//!
//! # What it checks
//!
//! Every `ask:` line follows the grammar of questions.
//!
//! # Why it matters
//!
//! A question that cannot be read is not answered.
//!
//! # Example
//!
//! ```text
//! question: date-known
//! ask: whether mao knew attack-schedule
//! ```
//!
//! # How to mend
//!
//! Follow the example in the note; the manual has the grammar with every form of question. The question in plain
//! words goes to `asks:`.

use super::Form;
use crate::check::{Check, Severity};
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;

/// The check; [`parse_question`](crate::means::parse_question) makes its notes.
pub const CHECK: Check = Check {
    code: "question-not-understood",
    title: "A question that is not understood",
    severity: Severity::Error,
    docs: include_str!("question_not_understood.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if value == ValueType::Question {
            notes.extend(field.question().notes);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::CHECK;
    use crate::checks::tests::found;

    #[test]
    fn a_question_that_cannot_be_read_is_noted() {
        assert_eq!(CHECK.code, crate::means::QUESTION);
        insta::assert_snapshot!(found("question: a\nask: verdict plan under clera\n"), @r"
        2:25 `clera` error[question-not-understood] `clera` is no proof standard.
          help: did you mean `clear`?
        ");
        insta::assert_snapshot!(found("question: a\nask: verdict plan under clear\n"), @"");
    }
}

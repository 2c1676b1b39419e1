//! A word outside a closed list.
//!
//! # What it checks
//!
//! Fields that take one of a few words, such as `sent`, `grade` and `standard`, hold one of them.
//!
//! # Why it matters
//!
//! The words are what the reasoning works with; another word would count as none.
//!
//! # Example
//!
//! ```text
//! event: telegram-of-2-october
//! type: message
//! sent: perhaps
//! ```
//!
//! # How to mend
//!
//! Write one of the words that are named in the note.

use super::{Form, fault_in_value};
use crate::FieldRef;
use crate::check::{Check, Severity};
use crate::nearest::did_you_mean;
use crate::schema::ValueType;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "word-not-allowed",
    title: "A word outside a closed list",
    severity: Severity::Error,
    docs: include_str!("word_not_allowed.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|_, field, value| {
        if let ValueType::OneOf(words) = value {
            notes.extend(not_allowed(field, words));
        }
    });
}

fn not_allowed(field: FieldRef<'_>, words: &[&'static str]) -> Option<Diagnostic> {
    let written = field.value();
    if words.contains(&&*written) {
        return None;
    }
    let message = format!(
        "`{}` takes one of a few words, and not `{written}`.",
        field.name()
    );
    let list = format!("the words are: {}", words.join(", "));
    let help = did_you_mean(&written, words.iter().copied()).unwrap_or(list);
    Some(fault_in_value(&CHECK, field, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_word_outside_the_list_is_noted() {
        insta::assert_snapshot!(found("event: a\nsent: perhaps\n"), @r"
        2:7 `perhaps` error[word-not-allowed] `sent` takes one of a few words, and not `perhaps`.
          help: the words are: yes, maybe, no
        ");
        insta::assert_snapshot!(found("event: a\nsent: no\ngrade: fare\n"), @r"
        3:8 `fare` error[word-not-allowed] `grade` takes one of a few words, and not `fare`.
          help: did you mean `fair`?
        ");
        insta::assert_snapshot!(found("event: a\nsent: no\ngrade: fair\n"), @"");
    }
}

//! A type that is in no list.
//!
//! # What it checks
//!
//! The type of a source, a body or an event, and the scheme of an argument, is in the list that every case has or
//! in the case's own list.
//!
//! # Why it matters
//!
//! A slip of the pen makes a type of its own, and the cards of that type are not found with the others.
//!
//! # Example
//!
//! ```text
//! source: kovalev-1949
//! type: telegramm
//! ```
//!
//! # How to mend
//!
//! Correct the word, or add it to the list under `[types]` in `case.toml`.

use super::{Form, Vocabulary, fault_in_value};
use crate::FieldRef;
use crate::check::{Check, Severity};
use crate::nearest::did_you_mean;
use crate::schema::{Kind, ValueType};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "type-not-listed",
    title: "A type that is in no list",
    severity: Severity::Warning,
    docs: include_str!("type_not_listed.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    form.values(|kind, field, value| {
        if let ValueType::Open(words) = value {
            notes.extend(not_listed(form.vocabulary, kind, field, words));
        }
    });
}

fn not_listed(
    vocabulary: &Vocabulary,
    kind: Kind,
    field: FieldRef<'_>,
    words: &[&'static str],
) -> Option<Diagnostic> {
    let written = field.value();
    let own = vocabulary.of(kind);
    let mut all = words.iter().copied().chain(own.iter().map(String::as_str));
    if all.clone().any(|word| word == written) {
        return None;
    }
    let message = format!(
        "`{written}` is not in the list for `{}` of a {kind}.",
        field.name()
    );
    let near = did_you_mean(&written, all.by_ref());
    let help = near.unwrap_or_else(|| {
        "add it under `[types]` in case.toml, or write a word of the list".to_owned()
    });
    Some(fault_in_value(&CHECK, field, message).help(help))
}

#[cfg(test)]
mod tests {
    use crate::checks::Vocabulary;
    use crate::checks::tests::{found, found_with};

    #[test]
    fn a_type_outside_both_lists_is_noted() {
        insta::assert_snapshot!(found("source: a\ntype: telegramm\n"), @r"
        2:7 `telegramm` warning[type-not-listed] `telegramm` is not in the list for `type` of a source.
          help: did you mean `telegram`?
        ");
        insta::assert_snapshot!(found("source: a\ntype: oracle-bone\n"), @r"
        2:7 `oracle-bone` warning[type-not-listed] `oracle-bone` is not in the list for `type` of a source.
          help: add it under `[types]` in case.toml, or write a word of the list
        ");
        insta::assert_snapshot!(found("source: a\ntype: telegram\n"), @"");
        let own = Vocabulary {
            source_types: vec!["oracle-bone".to_owned()],
            ..Vocabulary::default()
        };
        assert_eq!(found_with("source: a\ntype: oracle-bone\n", &own), "");
    }
}

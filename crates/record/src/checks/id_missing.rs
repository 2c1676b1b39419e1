//! A card without an id.
//!
//! # What it checks
//!
//! Every card has an id after its kind.
//!
//! # Why it matters
//!
//! A card is cited by its id. Without one no other card, no essay and no answer can name it.
//!
//! # Example
//!
//! ```text
//! person:
//! name: Mao Zedong
//! ```
//!
//! # How to mend
//!
//! Choose a short word in small letters: `person: mao`.

use super::Form;
use crate::check::{Check, Severity};
use crate::id;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "id-missing",
    title: "A card without an id",
    severity: Severity::Error,
    docs: include_str!("id_missing.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (kind, card) in form.cards().filter(|(_, card)| card.id().is_empty()) {
        let named = card.value("name").or_else(|| card.value("title"));
        let suggestion = named.map(|name| id::suggestion(&name)).unwrap_or_default();
        let example = if suggestion.is_empty() {
            "a-short-word"
        } else {
            &suggestion
        };
        let note = CHECK
            .note(format!("This {kind} has no id."))
            .at(card.place())
            .help(format!("write for example `{kind}: {example}`"));
        notes.push(note);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_card_without_id_is_noted() {
        insta::assert_snapshot!(found("person:\nname: Mao Zedong\n"), @r"
        1:1 `person:` error[id-missing] This person has no id.
          help: write for example `person: mao-zedong`
        ");
        insta::assert_snapshot!(found("matter: \n"), @r"
        1:1 `matter: ` error[id-missing] This matter has no id.
          help: write for example `matter: a-short-word`
        ");
        insta::assert_snapshot!(found("matter: a\n"), @"");
    }
}

//! An id that cannot be one.
//!
//! # What it checks
//!
//! An id is one word of small letters, digits, hyphens, full stops and low lines, begins with a letter or a digit,
//! and is no word of the card language.
//!
//! # Why it matters
//!
//! Ids stand in lists, in readings and in essays. A space, a comma or a capital there would make another id of it,
//! and a word such as `knew` would be taken for a verb.
//!
//! # Example
//!
//! ```text
//! person: Mao Zedong
//! ```
//!
//! # How to mend
//!
//! Write it as the note proposes: `person: mao-zedong`. Names with spaces and capitals go to `name:`.

use super::Form;
use crate::check::{Check, Severity};
use crate::id::{self, IdFault};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "id-malformed",
    title: "An id that cannot be one",
    severity: Severity::Error,
    docs: include_str!("id_malformed.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (kind, card) in form.cards() {
        let Some(fault) = id::fault(card.id()).filter(|fault| *fault != IdFault::Empty) else {
            continue;
        };
        let written: Vec<&str> = card.id().split_whitespace().collect();
        let message = format!("`{}` can be no id: {fault}.", written.join(" "));
        let suggestion = id::suggestion(card.id());
        let note = CHECK.note(message).at(card.place_of(card.id_span()));
        notes.push(match suggestion.as_str() {
            "" => note.help("an id is a word in small letters, such as `zhang-2005`"),
            id => note.help(format!("write for example `{kind}: {id}`")),
        });
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn an_id_that_cannot_be_one_is_noted() {
        insta::assert_snapshot!(found("person: Mao Zedong\n"), @r"
        1:9 `Mao Zedong` error[id-malformed] `Mao Zedong` can be no id: an id has no spaces.
          help: write for example `person: mao-zedong`
        ");
        insta::assert_snapshot!(found("matter: knew\n"), @r"
        1:9 `knew` error[id-malformed] `knew` can be no id: it is a word of the card language.
          help: write for example `matter: knew-1`
        ");
        insta::assert_snapshot!(found("matter: a\n  b\n"), @r"
        1:9 `a
          b` error[id-malformed] `a b` can be no id: an id has no spaces.
          help: write for example `matter: a-b`
        ");
        insta::assert_snapshot!(found("matter: ???\n"), @r"
        1:9 `???` error[id-malformed] `???` can be no id: an id has no `?`.
          help: an id is a word in small letters, such as `zhang-2005`
        ");
        insta::assert_snapshot!(found("person: 毛澤東\n"), @"");
    }
}

//! A field that the card does not have.
//!
//! # What it checks
//!
//! Every field of a card is one that the schema table has for its kind.
//!
//! # Why it matters
//!
//! What stands in a field that nobody reads is lost to every answer, and nothing else would say so.
//!
//! # Example
//!
//! ```text
//! statement: shi-zhe-on-26-june
//! speeker: mao
//! ```
//!
//! # How to mend
//!
//! Write the field that is meant. If it belongs to another kind of card, move it there; if it is a remark for
//! readers, use `note:`.

use super::Form;
use crate::CardRef;
use crate::check::{Check, Severity};
use crate::nearest::did_you_mean;
use crate::schema::{self, FIELDS, Kind};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "unknown-field",
    title: "A field that the card does not have",
    severity: Severity::Error,
    docs: include_str!("unknown_field.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (kind, card) in form.cards() {
        unknown(kind, card, notes);
    }
}

fn unknown(kind: Kind, card: CardRef<'_>, notes: &mut Vec<Diagnostic>) {
    let fields = card
        .fields()
        .filter(|field| schema::field(kind, field.name()).is_none());
    for field in fields {
        let message = format!("A card of kind {kind} has no field `{}`.", field.name());
        let place = card.place_of(field.name_span());
        notes.push(CHECK.note(message).at(place).help(help(kind, field.name())));
    }
}

fn help(kind: Kind, name: &str) -> String {
    if Kind::parse(name).is_some() {
        return "a new card begins after a blank line".to_owned();
    }
    let elsewhere: Vec<&str> = FIELDS
        .iter()
        .filter(|row| row.name == name)
        .flat_map(|row| row.kinds)
        .map(|kind| kind.word())
        .collect();
    if !elsewhere.is_empty() {
        return format!("it belongs to cards of kind {}", elsewhere.join(", "));
    }
    let names = || schema::fields(kind).map(|row| row.name);
    did_you_mean(name, names()).unwrap_or_else(|| {
        let names: Vec<&str> = names().collect();
        format!("the fields of a {kind} are: {}", names.join(", "))
    })
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn an_unknown_field_is_noted_with_what_may_be_meant() {
        insta::assert_snapshot!(found("statement: a\nspeeker: mao\n"), @r"
        2:1 `speeker` error[unknown-field] A card of kind statement has no field `speeker`.
          help: did you mean `speaker`?
        ");
        insta::assert_snapshot!(found("person: a\nspeaker: mao\n"), @r"
        2:1 `speaker` error[unknown-field] A card of kind person has no field `speaker`.
          help: it belongs to cards of kind statement
        ");
        insta::assert_snapshot!(found("place: a\nwombat: mao\n"), @r"
        2:1 `wombat` error[unknown-field] A card of kind place has no field `wombat`.
          help: the fields of a place are: from, grade, because, note, accepted, drafted, anchor, name, not-same-as, located
        ");
        insta::assert_snapshot!(found("place: a\n# below, no blank line\nperson: b\n"), @r"
        3:1 `person` error[unknown-field] A card of kind place has no field `person`.
          help: a new card begins after a blank line
        ");
        insta::assert_snapshot!(found("statement: a\nspeaker: mao\n"), @"");
    }
}

//! Two cards with one id.
//!
//! # What it checks
//!
//! No two cards of a case have the same id, of whatever kind they are.
//!
//! # Why it matters
//!
//! Whoever names the id means one of them, and nothing tells which.
//!
//! # Example
//!
//! ```text
//! person: kim
//! name: Kim Il-sung
//!
//! person: kim
//! name: Kim Il
//! ```
//!
//! # How to mend
//!
//! Give one of them another id; `kaozheng rename` changes all its uses. If both are the same person or text, put
//! their fields on one card.

use super::Form;
use crate::CardRef;
use crate::check::{Check, Severity};
use kaozheng_text::Diagnostic;
use std::collections::BTreeMap;

/// The check; within a sheet, or over a whole record by [`check_record`](super::check_record).
pub const CHECK: Check = Check {
    code: "id-repeated",
    title: "Two cards with one id",
    severity: Severity::Error,
    docs: include_str!("id_repeated.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<&str, CardRef<'_>> = BTreeMap::new();
    for (_, card) in form.cards().filter(|(_, card)| !card.id().is_empty()) {
        match first.get(card.id()) {
            Some(first) => notes.push(repeated(*first, card)),
            None => drop(first.insert(card.id(), card)),
        }
    }
}

/// The note on the second of two cards with one id.
pub(super) fn repeated(first: CardRef<'_>, second: CardRef<'_>) -> Diagnostic {
    let message = format!("Two cards are called `{}`.", second.id());
    CHECK
        .note(message)
        .at(second.place())
        .also(first.place(), "the other")
        .help("give one of them another id, or put their fields on one card")
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn two_cards_with_one_id_are_noted() {
        insta::assert_snapshot!(found("person: kim\n\nbody: kim\n\nperson: kim\n"), @r"
        3:1 `body: kim` error[id-repeated] Two cards are called `kim`.
          the other: line 1
          help: give one of them another id, or put their fields on one card
        5:1 `person: kim` error[id-repeated] Two cards are called `kim`.
          the other: line 1
          help: give one of them another id, or put their fields on one card
        ");
        insta::assert_snapshot!(found("person: kim\n\nbody: kims\n"), @"");
    }
}

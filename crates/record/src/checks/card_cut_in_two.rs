//! A blank line inside a card.
//!
//! # What it checks
//!
//! No card begins with the name of a field where a card stands above it.
//!
//! # Why it matters
//!
//! A blank line ends a card. What follows it then stands on no card, or on one that nobody meant, and its fields
//! are lost to the card they belong to.
//!
//! # Example
//!
//! ```text
//! statement: shi-zhe-on-26-june
//!
//! speaker: mao
//! ```
//!
//! # How to mend
//!
//! Take out the blank line. To part the fields of a long card for the eye, use a line with `#`.

use super::Form;
use crate::check::{Check, Severity};
use crate::schema::{FIELDS, Kind};
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "card-cut-in-two",
    title: "A blank line inside a card",
    severity: Severity::Error,
    docs: include_str!("card_cut_in_two.rs"),
};

/// Whether `word` names a field and no kind of card.
pub(super) fn is_field(word: &str) -> bool {
    Kind::parse(word).is_none() && FIELDS.iter().any(|row| row.name == word)
}

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    let cards = form.sheet.cards();
    for (above, card) in cards.zip(form.sheet.cards().skip(1)) {
        if !is_field(card.kind()) {
            continue;
        }
        let message = format!(
            "A blank line ended the card above; `{}:` stands on no card.",
            card.kind()
        );
        let note = CHECK
            .note(message)
            .at(card.place())
            .also(above.place(), "the card above")
            .help("take out the blank line, or write the head of a new card");
        notes.push(note);
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn a_card_cut_by_a_blank_line_is_noted() {
        insta::assert_snapshot!(found("statement: a\n\nspeaker: mao\n"), @r"
        3:1 `speaker: mao` error[card-cut-in-two] A blank line ended the card above; `speaker:` stands on no card.
          the card above: line 1
          help: take out the blank line, or write the head of a new card
        ");
        insta::assert_snapshot!(found("statement: a\n#\nspeaker: mao\n"), @"");
        insta::assert_snapshot!(found("event: a\n\nmatter: mao\n"), @"");
    }
}

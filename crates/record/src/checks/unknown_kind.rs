//! A card of an unknown kind.
//!
//! # What it checks
//!
//! The word that begins a card is one of the kinds of the schema table.
//!
//! # Why it matters
//!
//! A card of no kind is kept, but takes no part in anything: it is not found by its id and not shown.
//!
//! # Example
//!
//! ```text
//! statment: shi-zhe-on-26-june
//! says: Mao had read of the outbreak.
//! ```
//!
//! # How to mend
//!
//! Write the kind that is meant. If the line is no card but more of the line above it, indent it.

use super::{Form, card_cut_in_two};
use crate::check::{Check, Severity};
use crate::nearest::did_you_mean;
use crate::schema::Kind;
use kaozheng_text::Diagnostic;

/// The check.
pub const CHECK: Check = Check {
    code: "unknown-kind",
    title: "A card of an unknown kind",
    severity: Severity::Error,
    docs: include_str!("unknown_kind.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    let unknown = form.sheet.cards().filter(|card| {
        Kind::parse(card.kind()).is_none() && !card_cut_in_two::is_field(card.kind())
    });
    for card in unknown {
        let kinds = Kind::ALL.map(Kind::word);
        let help = did_you_mean(card.kind(), kinds)
            .unwrap_or_else(|| format!("the kinds are: {}", kinds.join(", ")));
        let message = format!("`{}` is no kind of card.", card.kind());
        let place = card.place_of(card.kind_span());
        notes.push(CHECK.note(message).at(place).help(help));
    }
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn an_unknown_kind_is_noted_with_the_nearest() {
        insta::assert_snapshot!(found("statment: a\nsays: b\n"), @r"
        1:1 `statment` error[unknown-kind] `statment` is no kind of card.
          help: did you mean `statement`?
        ");
        insta::assert_snapshot!(found("wombat: a\n"), @r"
        1:1 `wombat` error[unknown-kind] `wombat` is no kind of card.
          help: the kinds are: source, person, body, place, matter, event, statement, argument, question
        ");
        insta::assert_snapshot!(found("statement: a\nsays: b\n"), @"");
    }
}

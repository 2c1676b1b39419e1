//! A field that stands twice and once would do.
//!
//! # What it checks
//!
//! A field that a card has once does not stand there twice with the same grounds, and no `from:` is graded twice.
//!
//! # Why it matters
//!
//! Two values with different `from:` lines are rival accounts, and both stand. Two values with the same grounds are
//! two answers of one witness, and nothing tells which is meant.
//!
//! # Example
//!
//! ```text
//! source: kovalev-1949
//! dated: 18 May 1949
//! dated: 18 May 1950
//! ```
//!
//! # How to mend
//!
//! Take one out, or say with a `from:` line under each where it was read.

use super::Form;
use crate::check::{Check, Severity};
use crate::schema::{self, HowMany, Kind};
use crate::sheet::Role;
use crate::{CardRef, FieldRef};
use kaozheng_text::{Diagnostic, Span};

/// The check.
pub const CHECK: Check = Check {
    code: "field-repeated",
    title: "A field that stands twice with the same grounds",
    severity: Severity::Warning,
    docs: include_str!("field_repeated.rs"),
};

pub(super) fn run(form: &Form<'_>, notes: &mut Vec<Diagnostic>) {
    for (kind, card) in form.cards() {
        for field in card.fields() {
            notes.extend(repeated(kind, card, field));
        }
        graded_twice(card, notes);
    }
}

/// Notes every second `grade:` of one ground.
fn graded_twice(card: CardRef<'_>, notes: &mut Vec<Diagnostic>) {
    let mut first: Option<Span> = None;
    for (_, _, span, role) in card.every_line() {
        match (role, first) {
            (Role::Field | Role::From, _) => first = None,
            (Role::Grade, None) => first = Some(span),
            (Role::Grade, Some(first)) => notes.push(
                CHECK
                    .note("`grade` stands twice for the same grounds.")
                    .at(card.place_of(span))
                    .also(card.place_of(first), "the first")
                    .help("take one out, or put each under a `from:` of its own"),
            ),
            _ => {}
        }
    }
}

fn repeated(kind: Kind, card: CardRef<'_>, field: FieldRef<'_>) -> Option<Diagnostic> {
    let row = schema::field(kind, field.name())?;
    if row.how_many != HowMany::One {
        return None;
    }
    let before = |other: &FieldRef<'_>| other.span().start < field.span().start;
    let first = card
        .all(field.name())
        .take_while(before)
        .find(|other| read_in(*other) == read_in(field))?;
    let message = format!("`{}` stands twice with the same grounds.", field.name());
    let note = CHECK
        .note(message)
        .at(field.place())
        .also(first.place(), "the first")
        .help("take one out, or say under each with `from:` where it was read");
    Some(note)
}

/// Where a value was read, in its own words; empty when the card's grounds hold.
fn read_in(field: FieldRef<'_>) -> Vec<String> {
    field
        .grounds()
        .into_iter()
        .filter_map(|ground| ground.from)
        .collect()
}

#[cfg(test)]
mod tests {
    use crate::checks::tests::found;

    #[test]
    fn rivals_are_told_from_repetitions_by_their_grounds() {
        insta::assert_snapshot!(found("source: k\ndated: 1949\ndated: 1950\n"), @r"
        3:8 `1950` warning[field-repeated] `dated` stands twice with the same grounds.
          the first: line 2
          help: take one out, or say under each with `from:` where it was read
        ");
        insta::assert_snapshot!(found("source: k\ndated: 1949\nfrom: z, n. 1\ndated: 1950\nfrom: editor\n"), @"");
        insta::assert_snapshot!(found("person: k\nname: A\nname: B\n"), @"");
        insta::assert_snapshot!(found("person: k\nname: A\ngrade: fair\nbecause: x\ngrade: weak\n"), @r"
        5:1 `grade: weak` warning[field-repeated] `grade` stands twice for the same grounds.
          the first: line 3
          help: take one out, or put each under a `from:` of its own
        ");
        insta::assert_snapshot!(found("person: k\nname: A\ngrade: fair\nfrom: z\ngrade: weak\n"), @"");
    }
}

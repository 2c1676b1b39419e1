//! An id that no card carries.
//!
//! # What it checks
//!
//! Every id that a card names, in a field, in a `from:` or in a formal reading, is the id of a card of a kind that
//! the schema allows there.
//!
//! # Why it matters
//!
//! A name that leads nowhere takes no part in any answer: the message has no recipient, the argument no premise.
//!
//! # Example
//!
//! ```text
//! event: telegram
//! sender: mao
//! recipient: stallin
//! ```
//!
//! # How to mend
//!
//! Correct the id, or write the card that is missing.

use super::{CaseCheck, Look, Scope};
use crate::Case;
use crate::compile::{Card, FieldValue, Ground, Meaning, TimeAnchor};
use kaozheng_record::check::{Check, Severity};
use kaozheng_record::schema::{self, ValueType};
use kaozheng_record::{Kind, did_you_mean};
use kaozheng_text::{Diagnostic, Place};

pub(super) const CHECK: CaseCheck = CaseCheck {
    check: Check {
        code: "unknown-id",
        title: "An id that no card carries",
        severity: Severity::Error,
        docs: include_str!("unknown_id.rs"),
    },
    look: Look::Within(run),
};

fn run(case: &Case, scope: &Scope, notes: &mut Vec<Diagnostic>) {
    for card in scope.of(case.by_id()) {
        for value in &card.values {
            notes.extend(unknown(case, card, value));
        }
        let grounds = card
            .grounds
            .iter()
            .chain(card.values.iter().flat_map(|value| &value.grounds));
        notes.extend(grounds.flat_map(|ground| unknown_source(case, ground)));
    }
    notes.dedup();
}

fn unknown(case: &Case, card: &Card, value: &FieldValue) -> Option<Diagnostic> {
    let row = schema::field(card.kind, value.field)?;
    let kinds = match row.value {
        ValueType::Ref(kinds) | ValueType::RefWith(kinds) if !kinds.is_empty() => kinds,
        ValueType::Relation => &[Kind::Event, Kind::Source, Kind::Statement][..],
        _ => return None,
    };
    let id = match &value.meaning {
        Meaning::Card(of) => &of.id,
        Meaning::Relation(relation) => match &relation.anchor {
            TimeAnchor::Card(id) => id,
            TimeAnchor::Date(_) => return None,
        },
        _ => return None,
    };
    let found = case.kind(id);
    if found.is_some_and(|kind| kinds.contains(&kind)) {
        return None;
    }
    Some(note(case, id, kinds, found, &value.place, value.field))
}

fn unknown_source(case: &Case, ground: &Ground) -> Vec<Diagnostic> {
    let unknown = ground
        .sources()
        .into_iter()
        .filter(|id| !case.sources.contains_key(id));
    unknown
        .map(|id| {
            note(
                case,
                id,
                &[Kind::Source],
                case.kind(id),
                &ground.place,
                "from",
            )
        })
        .collect()
}

fn note(
    case: &Case,
    id: &str,
    kinds: &[Kind],
    found: Option<Kind>,
    place: &Place,
    field: &str,
) -> Diagnostic {
    let wanted: Vec<&str> = kinds.iter().map(|kind| kind.word()).collect();
    let wanted = wanted.join(" or ");
    let message = match found {
        Some(kind) => format!("`{id}` is a {kind}; `{field}` takes a {wanted}."),
        None => format!("No card is called `{id}`; `{field}` takes the id of a {wanted}."),
    };
    let candidates = case
        .cards()
        .filter(|card| kinds.contains(&card.kind))
        .map(|card| card.id.as_str());
    // An id has small letters: a card that begins with the name as it stands could be none.
    let head = || format!("{}: {}", kinds[0].word(), id.to_lowercase());
    let help = did_you_mean(id, candidates)
        .unwrap_or_else(|| format!("write a card that begins `{}`", head()));
    CHECK.check.note(message).at(place.clone()).help(help)
}

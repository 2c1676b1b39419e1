//! Remembering what was decided: a draft that was accepted or rejected is not shown again.
//!
//! The key of a draft does not depend on its id, on its place in the file, or on white space: it is made of its kind,
//! its rule, what or whom it is about and the words it quotes, so that it stays the same when the text is extracted anew.
//! It is taken from the card, so that a draft in a file and a draft just made are compared in one way.

use crate::draft::Draft;
use kaozheng_record::{CardRef, FieldRef, Sheet};
use kaozheng_text::ContentHash;
use std::collections::BTreeSet;

impl Draft {
    /// Its key, as [`key`] takes it from its card.
    pub fn key(&self) -> String {
        let sheet = Sheet::parse("draft", self.card.as_str());
        sheet.cards().next().map(key).unwrap_or_default()
    }
}

/// The key of a draft's card: 16 hexadecimal digits.
pub fn key(card: CardRef<'_>) -> String {
    let about = match card.kind() {
        "person" | "body" => card.value("name"),
        _ => card.value("title").or_else(|| card.value("says")),
    };
    let mut parts = vec![card.kind().to_owned(), even(&about.unwrap_or_default())];
    parts.extend(card.value("drafted").map(|rule| even(&rule)));
    let grounds = card
        .grounds()
        .into_iter()
        .chain(card.fields().flat_map(FieldRef::grounds));
    parts.extend(
        grounds
            .flat_map(|ground| ground.quotations)
            .map(|quotation| even(&quotation)),
    );
    ContentHash::of(parts.join("\n").as_bytes()).to_string()[..16].to_owned()
}

/// The words with one space between them.
fn even(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The drafts that nobody has decided on.
pub fn undecided(drafts: Vec<Draft>, decided: &BTreeSet<String>) -> Vec<Draft> {
    drafts
        .into_iter()
        .filter(|draft| !decided.contains(&draft.key()))
        .collect()
}

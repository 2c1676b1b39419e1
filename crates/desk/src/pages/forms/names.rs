//! Names as they are typed, led to the cards they belong to.

use crate::pages::Desk;
use kaozheng_record::source_reference::parse_name;
use kaozheng_record::{CardRef, Kind, ValueType, nearest};
use kaozheng_values::names::normalise;
use std::collections::{BTreeMap, BTreeSet};

/// The names of the cards of a case.
pub(super) struct Names<'a> {
    pub(super) desk: &'a Desk,
    by_name: BTreeMap<String, BTreeSet<&'a str>>,
}

impl<'a> Names<'a> {
    pub(super) fn of(desk: &'a Desk) -> Names<'a> {
        let mut by_name: BTreeMap<String, BTreeSet<&'a str>> = BTreeMap::new();
        for card in desk.record.cards() {
            let fields = ["name", "title", "cipher"]
                .into_iter()
                .flat_map(|field| card.all(field));
            for field in fields {
                let name = normalise(&parse_name(&field.value()).form.words);
                by_name.entry(name).or_default().insert(card.id());
            }
        }
        Names { desk, by_name }
    }

    /// The kind of the card called `id`, if there is one.
    pub(super) fn kind(&self, id: &str) -> Option<Kind> {
        self.desk
            .record
            .get(id)
            .and_then(|card| Kind::parse(card.kind()))
    }

    /// The one card, of these kinds, that a word is the id or a name of.
    pub(super) fn one(&self, word: &str, kinds: &[Kind]) -> Option<&'a str> {
        let fits = |id: &str| {
            self.kind(id)
                .is_some_and(|kind| kinds.is_empty() || kinds.contains(&kind))
        };
        if let Some(card) = self.desk.record.get(word) {
            return Some(card.id());
        }
        let named = self.by_name.get(&normalise(word))?;
        let mut fitting = named.iter().copied().filter(|id| fits(id));
        match (fitting.next(), fitting.next()) {
            (Some(only), None) => Some(only),
            _ => None,
        }
    }

    /// The id most like a word among cards of these kinds.
    pub(super) fn like(&self, word: &str, kinds: &[Kind]) -> Option<&'a str> {
        let fits = |id: &str| {
            self.kind(id)
                .is_some_and(|kind| kinds.is_empty() || kinds.contains(&kind))
        };
        let ids = self.desk.record.cards().map(CardRef::id);
        nearest(word, ids.filter(|id| fits(id)))
    }

    /// A value as it stands on the card: names that belong to one card become its id.
    pub(super) fn resolved(&self, value: ValueType, words: &str) -> String {
        match value {
            ValueType::Ref(kinds) | ValueType::RefOrName(kinds) => {
                self.each(words, ';', "; ", |word| self.one(word, kinds))
            }
            ValueType::Chain => self.each(words, '<', " < ", |word| {
                self.one(word, &[Kind::Person, Kind::Body])
            }),
            _ => words.to_owned(),
        }
    }

    fn each(
        &self,
        words: &str,
        sign: char,
        between: &str,
        one: impl Fn(&str) -> Option<&'a str>,
    ) -> String {
        let parts = words
            .split(sign)
            .map(str::trim)
            .filter(|word| !word.is_empty());
        let ids: Vec<&str> = parts.map(|word| one(word).unwrap_or(word)).collect();
        ids.join(between)
    }

    /// An id for a new card that no card or draft has: `wished`, else with a number behind it.
    pub(super) fn free(&self, wished: &str) -> String {
        let taken =
            |id: &str| self.desk.record.get(id).is_some() || self.desk.drafts.get(id).is_some();
        if wished.is_empty() || !taken(wished) {
            return wished.to_owned();
        }
        let numbered = (2..).map(|number| format!("{wished}-{number}"));
        numbered
            .into_iter()
            .find(|id| !taken(id))
            .unwrap_or_default()
    }
}

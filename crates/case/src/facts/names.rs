//! What cards are called in sentences, and how their places are cited.

use crate::compile::{Case, Ground};
use kaozheng_record::Kind;

impl Case {
    /// The name of a person, body or place, without script tag; the id for anything else.
    pub fn name_of<'a>(&'a self, id: &'a str) -> &'a str {
        let named = |card: &&crate::compile::Card| {
            matches!(card.kind, Kind::Person | Kind::Body | Kind::Place)
        };
        let name = self
            .card(id)
            .filter(named)
            .and_then(|card| card.words("name"));
        name.map_or(id, |name| name.split(" [").next().unwrap_or(name).trim())
    }

    /// Several names, joined for a sentence.
    pub fn names_of<'a>(&self, ids: impl IntoIterator<Item = &'a str>) -> String {
        let names: Vec<&str> = ids.into_iter().map(|id| self.name_of(id)).collect();
        listed(&names)
    }

    /// The card and the places it was read in, in brackets: `[shi-zhe-on-26-june; li-1993 via zhang-2005, n. 22]`.
    pub fn cited(&self, id: &str) -> String {
        let grounds = self
            .card(id)
            .map_or(&[][..], |card| card.grounds.as_slice());
        cited(id, grounds)
    }

    /// As [`Case::cited`], with the grounds of one value where it has its own.
    pub fn cited_value(&self, id: &str, own: &[Ground]) -> String {
        match self.card(id) {
            Some(card) => cited(id, card.grounds_of(own)),
            None => cited(id, own),
        }
    }
}

fn cited(id: &str, grounds: &[Ground]) -> String {
    let mut parts = vec![id.to_owned()];
    parts.extend(
        grounds
            .iter()
            .map(Ground::cited)
            .filter(|place| !place.is_empty())
            .map(str::to_owned),
    );
    format!("[{}]", parts.join("; "))
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => "nobody".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

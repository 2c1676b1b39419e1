//! A source card as plain fields.

use super::dates;
use kaozheng_record::{CardRef, CardText, Kind, Record, schema};

/// A source card as plain fields, in their order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Work {
    /// The id of the card, or the key of the entry.
    pub id: String,
    /// Names and values, as on the card.
    pub fields: Vec<(String, String)>,
}

impl Work {
    /// A work without fields.
    pub fn new(id: &str) -> Work {
        Work {
            id: id.to_owned(),
            fields: Vec::new(),
        }
    }

    /// The source cards of a case, in order of id.
    pub fn all_of(record: &Record) -> Vec<Work> {
        let sources = record.cards().filter(|card| card.kind() == "source");
        sources.map(Work::of).collect()
    }

    /// The fields of one card. What was read where, and who accepted it, is no part of a work.
    pub fn of(card: CardRef<'_>) -> Work {
        let own = |name: &str| {
            schema::field(Kind::Source, name)
                .is_some_and(|row| row.kinds.len() < Kind::ALL.len() || name == "note")
        };
        let fields = card.fields().filter(|field| own(field.name()));
        Work {
            id: card.id().to_owned(),
            fields: fields
                .map(|field| (field.name().to_owned(), even(&field.value())))
                .filter(|(_, value)| !value.is_empty())
                .collect(),
        }
    }

    /// The card, ready to be put into a file of cards.
    pub fn card(&self) -> String {
        let card = CardText::new(Kind::Source, &self.id);
        let put = |card: CardText, (name, value): &(String, String)| card.field(name, value);
        self.fields.iter().fold(card, put).to_string()
    }

    /// The first value of a field.
    pub fn get(&self, name: &str) -> Option<&str> {
        let first = self.fields.iter().find(|(field, _)| field == name);
        first.map(|(_, value)| value.as_str())
    }

    /// Every value of a field.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let own = self.fields.iter().filter(move |(field, _)| field == name);
        own.map(|(_, value)| value.as_str())
    }

    /// Puts in a value, its white space evened out; an empty one is left out.
    pub(super) fn put(&mut self, name: &str, value: &str) {
        let value = even(value);
        if !value.is_empty() {
            self.fields.push((name.to_owned(), value));
        }
    }

    /// Puts in a value where there is one.
    pub(super) fn maybe(&mut self, name: &str, value: Option<&str>) {
        self.put(name, value.unwrap_or_default());
    }

    /// Whether both say the same in a field; dates are compared as dates, and the order of notes is none.
    pub(super) fn same_field(&self, other: &Work, name: &str) -> bool {
        let is_date = ["dated", "published", "released"].contains(&name);
        let (mine, theirs): (Vec<&str>, Vec<&str>) =
            (self.all(name).collect(), other.all(name).collect());
        let same_date = |(a, b): (&&str, &&str)| match (dates::exact(a), dates::exact(b)) {
            (Some(a), Some(b)) => a == b,
            _ => a == b,
        };
        let same_set = |mut a: Vec<&str>, mut b: Vec<&str>| {
            a.sort_unstable();
            b.sort_unstable();
            a == b
        };
        mine == theirs
            || (is_date && mine.len() == theirs.len() && mine.iter().zip(&theirs).all(same_date))
            || (name == "note" && same_set(mine, theirs))
    }

    /// Whether both say the same in every field, whatever they are called.
    pub(super) fn same(&self, other: &Work) -> bool {
        let mut names = self
            .fields
            .iter()
            .chain(&other.fields)
            .map(|(name, _)| name);
        names.all(|name| self.same_field(other, name))
    }
}

/// The value on one line: control characters are spaces, and several spaces are one.
pub(super) fn even(value: &str) -> String {
    let spaced: String = value
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

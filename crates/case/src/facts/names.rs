//! What cards are called in sentences, and how their places are cited.

use super::when;
use crate::chronology::Interval;
use crate::compile::{Card, Case, FieldValue, Ground, Meaning, has_rivals};
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

    /// Those who heard, of whom the first few carried it to the others: `Anna through Carla`.
    pub(crate) fn through(&self, hearers: &[String], carriers: usize) -> String {
        let (carriers, recipients) = hearers.split_at(carriers);
        let names = |ids: &[String]| self.names_of(ids.iter().map(String::as_str));
        match (carriers, recipients) {
            ([], _) => names(recipients),
            (_, []) => names(carriers),
            _ => format!("{} through {}", names(recipients), names(carriers)),
        }
    }

    /// What a card says, for people: what a matter or a statement says, the title of an event; without its full stop.
    pub fn says_of(&self, id: &str) -> Option<&str> {
        let card = self.card(id)?;
        let says = card.words("says").or_else(|| card.words("title"))?;
        Some(says.trim_end_matches('.')).filter(|says| !says.is_empty())
    }

    /// A time as one of the dates of a card words it, where that date says just as much; else by days.
    pub(crate) fn time_words(&self, id: &str, time: Interval) -> String {
        let same = |value: &&FieldValue| match &value.meaning {
            Meaning::Date(date) => when::interval(date.bounds) == time,
            _ => false,
        };
        let dates = self.card(id).into_iter().flat_map(|card| &card.values);
        dates
            .into_iter()
            .find(same)
            .map_or_else(|| when::shown(time), |value| value.words.clone())
    }

    /// Who says what a statement records, outermost first: `according to Li Haiwen after Shi Zhe`; `None` for other cards.
    pub(crate) fn according_to(&self, id: &str) -> Option<String> {
        let statement = self.statements.get(id)?;
        let reporters = statement.reported_by.value().into_iter().flatten();
        let mut chain: Vec<String> = reporters.map(|one| self.name_of(one).to_owned()).collect();
        let speakers = statement.speakers.iter().map(|one| one.value.as_str());
        if !statement.speakers.is_empty() {
            chain.push(self.names_of(speakers));
        }
        (!chain.is_empty()).then(|| format!("according to {}", chain.join(" after ")))
    }

    /// The card and the places it was read in, in brackets: `[shi-zhe-on-26-june; li-1993 via zhang-2005, n. 22]`.
    ///
    /// Where no ground holds for the whole card, the places of its fields.
    pub fn cited(&self, id: &str) -> String {
        match self.card(id) {
            Some(card) if places(&card.grounds).is_empty() => {
                bracketed(id, &places_of_fields(card))
            }
            Some(card) => bracketed(id, &places(&card.grounds)),
            None => bracketed(id, &[]),
        }
    }

    /// As [`Case::cited`], with the grounds of one value where it has its own.
    pub fn cited_value(&self, id: &str, own: &[Ground]) -> String {
        match self.card(id) {
            Some(card) => bracketed(id, &places(card.grounds_of(own))),
            None => bracketed(id, &places(own)),
        }
    }

    /// As [`Case::cited_value`] for the value of a field that is followed; as [`Case::cited`] when there is none.
    pub(crate) fn cited_field(&self, id: &str, field: &str) -> String {
        let card = self.card(id);
        let followed = card.and_then(|card| {
            let words = card.words(field)?;
            card.all(field).find(|value| value.words == words)
        });
        match followed {
            Some(value) => self.cited_value(id, &value.grounds),
            None => self.cited(id),
        }
    }
}

/// The places where the followed values of a card were read, each once.
fn places_of_fields(card: &Card) -> Vec<&str> {
    let mut out: Vec<&str> = Vec::new();
    for value in &card.values {
        let rival = has_rivals(card.kind, value.field)
            && card.words(value.field) != Some(value.words.as_str());
        if !rival {
            out.extend(places(&value.grounds));
        }
    }
    let mut seen = std::collections::BTreeSet::new();
    out.retain(|place| seen.insert(*place));
    out
}

pub(super) fn places(grounds: &[Ground]) -> Vec<&str> {
    let all = grounds.iter().map(Ground::cited);
    all.filter(|place| !place.is_empty()).collect()
}

pub(super) fn bracketed(id: &str, places: &[&str]) -> String {
    format!("[{}]", [&[id], places].concat().join("; "))
}

/// A sentence with a capital letter at its beginning.
pub(crate) fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or(String::new(), |first| {
        first.to_uppercase().chain(letters).collect()
    })
}

/// `a`, `a and b`, `a, b and c`.
pub fn listed(words: &[&str]) -> String {
    match words {
        [] => "nobody".to_owned(),
        [only] => (*only).to_owned(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

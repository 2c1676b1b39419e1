//! One visit to a page: where, in which language, with which addresses, and what the visitor may do.

use super::{Addresses, Place, Words};

/// One visit.
#[derive(Clone, Debug)]
pub struct Visit {
    /// The page.
    pub place: Place,
    /// What the address asks for beyond the page.
    pub query: Query,
    /// The words of the interface.
    pub words: Words,
    /// How addresses are written.
    pub addresses: Addresses,
    /// Whether the visitor may write; pages then have forms.
    pub may_write: bool,
    /// The initials of the visitor; empty until they were given.
    pub by: String,
}

impl Visit {
    /// The address of a place, from here.
    pub fn to(&self, place: &Place) -> String {
        self.addresses.to(place)
    }

    /// The address of a card.
    pub(crate) fn to_card(&self, id: &str) -> String {
        self.to(&Place::Card(id.to_owned()))
    }

    /// The words for `key` in the language of the visit.
    pub fn say(&self, key: &'static str) -> &'static str {
        self.words.say(key)
    }

    /// Whether the page is served, so that forms and queries work.
    pub(crate) fn is_served(&self) -> bool {
        self.addresses == Addresses::Served
    }
}

/// The pairs after the question mark of an address, or of a form that was sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Query(pub Vec<(String, String)>);

impl Query {
    /// The pairs of `a=1&b=two+words`.
    pub fn parse(text: &str) -> Query {
        let plain = |part: &str| super::address::undone(&part.replace('+', " "));
        let pairs = text.split('&').filter(|pair| !pair.is_empty());
        Query(
            pairs
                .map(|pair| {
                    let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
                    (plain(name), plain(value))
                })
                .collect(),
        )
    }

    /// The first value called `name`, trimmed; `None` when it is missing or empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        let named = self.0.iter().filter(|(key, _)| key == name);
        named
            .map(|(_, value)| value.trim())
            .find(|value| !value.is_empty())
    }

    /// Every value called `name`, trimmed, without empty ones.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let named = self.0.iter().filter(move |(key, _)| key == name);
        named
            .map(|(_, value)| value.trim())
            .filter(|value| !value.is_empty())
    }

    /// The first value called `name` as it was sent, line ends made `\n`.
    pub fn text(&self, name: &str) -> Option<String> {
        let found = self.0.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.replace("\r\n", "\n"))
    }

    /// The same as the end of an address, with its question mark; empty when there are no pairs.
    pub fn written(&self) -> String {
        let escaped = |text: &str| super::address::escaped(text).replace('/', "%2F");
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{}={}", escaped(name), escaped(value)))
            .collect();
        if pairs.is_empty() {
            String::new()
        } else {
            format!("?{}", pairs.join("&"))
        }
    }

    /// The same with `name` set to one value, or taken out when the value is empty.
    #[must_use]
    pub fn with(&self, name: &str, value: &str) -> Query {
        let mut pairs: Vec<(String, String)> = self
            .0
            .iter()
            .filter(|(key, _)| key != name)
            .cloned()
            .collect();
        if !value.is_empty() {
            pairs.push((name.to_owned(), value.to_owned()));
        }
        Query(pairs)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_query_that_was_written_is_read_back(pairs in proptest::collection::vec(("[a-z]{1,5}", "\\PC{0,9}"), 0..4)) {
            let query = Query(pairs);
            prop_assert_eq!(Query::parse(query.written().trim_start_matches('?')), query);
        }
    }
}

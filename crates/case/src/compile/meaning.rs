//! What a value says, by its type in the schema table.

use kaozheng_record::ValueType;
use kaozheng_record::means::{Question, Reading, parse_question, parse_reading};
use kaozheng_record::source_reference::{parse_chain, parse_ref_with};
use kaozheng_values::dates::{Date, Length, PhraseTable, parse_date_with, parse_length_with};
use std::sync::Arc;

/// What a value says.
#[derive(Clone, Debug, PartialEq)]
pub enum Meaning {
    /// Words for people: prose, a name, a word of a list, a file.
    Words,
    /// A date.
    Date(Arc<Date>),
    /// Another card, with the words after its comma.
    Card(CardWith),
    /// After or before what, and by how much.
    Relation(Relation),
    /// Names or ids, outermost first.
    Chain(Vec<String>),
    /// A formal reading.
    Reading(Arc<Reading>),
    /// A formal question.
    Question(Arc<Question>),
    /// Not understood; a check of form says why.
    Unread,
}

/// The id of a card with the words after its comma.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardWith {
    /// The id (or a plain name where the schema allows one).
    pub id: String,
    /// The words after the comma; empty when there are none.
    pub with: String,
}

/// How one point of time stands to another.
#[derive(Clone, Debug, PartialEq)]
pub struct Relation {
    /// The point it is reckoned from.
    pub anchor: TimeAnchor,
    /// By how much; `None` when nothing is said.
    pub length: Option<Arc<Length>>,
}

/// What a relation is reckoned from.
#[derive(Clone, Debug, PartialEq)]
pub enum TimeAnchor {
    /// Another card.
    Card(String),
    /// A date.
    Date(Arc<Date>),
}

/// Reads values with the case's own table of phrases.
pub(crate) struct Reader {
    pub(crate) phrases: PhraseTable,
}

impl Reader {
    /// What `words` say as a value of that type.
    pub(crate) fn meaning(&self, value: ValueType, words: &str) -> Meaning {
        match value {
            ValueType::Date => self.date(words).map_or(Meaning::Unread, Meaning::Date),
            ValueType::Ref(_) | ValueType::RefOrName(_) => Meaning::Card(CardWith {
                id: words.to_owned(),
                with: String::new(),
            }),
            ValueType::RefWith(_) => Meaning::Card(card_with(words)),
            ValueType::Relation => self.relation(words),
            ValueType::Chain => {
                Meaning::Chain(parse_chain(words).into_iter().map(|link| link.id).collect())
            }
            ValueType::Reading => parse_reading(words)
                .value
                .map_or(Meaning::Unread, |r| Meaning::Reading(Arc::new(r))),
            ValueType::Question => parse_question(words)
                .value
                .map_or(Meaning::Unread, |q| Meaning::Question(Arc::new(q))),
            _ => Meaning::Words,
        }
    }

    fn date(&self, words: &str) -> Option<Arc<Date>> {
        parse_date_with(&self.phrases, words).value.map(Arc::new)
    }

    /// `anchor[, length]`, the anchor a date or an id; a date may itself hold a comma.
    fn relation(&self, words: &str) -> Meaning {
        if let Some(date) = self.date(words) {
            return Meaning::Relation(Relation {
                anchor: TimeAnchor::Date(date),
                length: None,
            });
        }
        let (anchor, length) = match words.rsplit_once(',') {
            Some((anchor, length)) => (anchor.trim(), Some(length.trim())),
            None => (words.trim(), None),
        };
        let length = match length {
            Some(words) => match parse_length_with(&self.phrases, words) {
                Some(length) => Some(Arc::new(length)),
                None => return Meaning::Unread,
            },
            None => None,
        };
        let anchor = match self.date(anchor) {
            Some(date) => TimeAnchor::Date(date),
            None => TimeAnchor::Card(anchor.to_owned()),
        };
        Meaning::Relation(Relation { anchor, length })
    }
}

fn card_with(words: &str) -> CardWith {
    let parts = parse_ref_with(words);
    CardWith {
        id: parts.id.id,
        with: parts.rest.map(|rest| rest.words).unwrap_or_default(),
    }
}

//! What a value says, by its type in the schema table.

use kaozheng_record::ValueType;
use kaozheng_record::means::{Question, Reading, parse_question_with, parse_reading_with};
use kaozheng_record::source_reference::{
    RelationTo, parse_chain, parse_ref_with, parse_relation_with,
};
use kaozheng_values::dates::{Date, Length, PhraseTable, parse_date_with};
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
            ValueType::Reading => parse_reading_with(&self.phrases, words)
                .value
                .map_or(Meaning::Unread, |r| Meaning::Reading(Arc::new(r))),
            ValueType::Question => parse_question_with(&self.phrases, words)
                .value
                .map_or(Meaning::Unread, |q| Meaning::Question(Arc::new(q))),
            _ => Meaning::Words,
        }
    }

    fn date(&self, words: &str) -> Option<Arc<Date>> {
        parse_date_with(&self.phrases, words).value.map(Arc::new)
    }

    fn relation(&self, words: &str) -> Meaning {
        let Some(read) = parse_relation_with(&self.phrases, words).value else {
            return Meaning::Unread;
        };
        Meaning::Relation(Relation {
            anchor: match read.to {
                RelationTo::Card(id) => TimeAnchor::Card(id.id),
                RelationTo::Date(date) => TimeAnchor::Date(Arc::new(date)),
            },
            length: read.length.map(Arc::new),
        })
    }
}

fn card_with(words: &str) -> CardWith {
    let parts = parse_ref_with(words);
    CardWith {
        id: parts.id.id,
        with: parts.rest.map(|rest| rest.words).unwrap_or_default(),
    }
}

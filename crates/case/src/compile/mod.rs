//! From the record to the case: every card read by the schema table, every value with its grounds and rivals.

mod account;
mod card;
mod cards;
mod case;
mod fall;
mod ground;
mod kinds;
mod meaning;
mod settings;
#[cfg(test)]
mod tests;

pub use account::{Account, Accounts};
pub(crate) use card::has_rivals;
pub use card::{Card, FieldValue};
pub use cards::Cards;
pub(crate) use case::Changes;
pub use case::{AccountAt, Case};
pub use ground::{Ground, Read};
pub use kinds::{Actor, Argument, Event, Matter, Place, Question, Source, Statement};
pub use meaning::{CardWith, Meaning, Relation, TimeAnchor};
pub use settings::{Settings, standard_of, standard_word};

use kaozheng_record::{CardRef, Record};
use kaozheng_text::{Document, Noted};
use meaning::Reader;
use std::collections::BTreeMap;
use std::sync::Arc;

/// Compiles the record to a case. The order and the names of its sheets do not matter.
///
/// Where several cards carry one id, the first in order of their text stands. A value that cannot be read stays as
/// words and takes no part in reasoning; the checks of form and of the case say so. `documents` are the texts of
/// the sources, for quotations to be compared with.
pub fn compile(record: &Record, documents: &[Document], settings: &Settings) -> Noted<Case> {
    let reader = Reader {
        phrases: settings.phrases.clone(),
    };
    let mut cards = BTreeMap::new();
    for card in record.cards().filter(|card| !card.id().is_empty()) {
        if let Some(read) = Card::read(card, &reader) {
            cards
                .entry(read.id.clone())
                .or_insert_with(|| Arc::new(read));
        }
    }
    Noted::clean(Case::new(
        cards,
        Arc::new(settings.clone()),
        documents.into(),
    ))
}

impl Case {
    /// The case after cards were put in, changed or taken out; what does not depend on them is not worked out again.
    ///
    /// `record` is the record as it is now, and `ids` names every card that may be otherwise: those of each file that was
    /// edited, before and after. Equal to compiling the whole record (with these documents and settings).
    pub fn with_edit<'a>(&self, record: &Record, ids: impl IntoIterator<Item = &'a str>) -> Case {
        let reader = Reader {
            phrases: self.settings.phrases.clone(),
        };
        let read = |id: &str| {
            let mut cards = record
                .called(id)
                .filter_map(|card| Card::read(card, &reader));
            cards.next().map(Arc::new)
        };
        let ids = ids.into_iter().filter(|id| !id.is_empty());
        self.changed(ids.map(|id| (id.to_owned(), read(id))).collect())
    }
}

/// Reads one card under the settings of a case; `None` for a kind that the schema does not know.
pub(crate) fn read_card(card: CardRef<'_>, settings: &Settings) -> Option<Card> {
    let reader = Reader {
        phrases: settings.phrases.clone(),
    };
    Card::read(card, &reader)
}

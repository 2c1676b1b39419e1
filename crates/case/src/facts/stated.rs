//! A sentence that bounds a date, put into words only when somebody wants to read it.

use super::names::{bracketed, places};
use super::time::Sentence;
use crate::compile::{Card, Ground};
use kaozheng_values::dates::Date;
use std::borrow::Cow;
use std::sync::{Arc, OnceLock};

/// What a card says that bounds a date.
#[derive(Clone, Debug)]
pub(super) struct Stated {
    card: Arc<Card>,
    field: &'static str,
    nth: Option<usize>,
    words: Words,
    sentence: OnceLock<Box<Sentence>>,
}

/// How it is put.
#[derive(Clone, Debug)]
pub(super) enum Words {
    /// The card, this verb, and the date as it is written.
    Dated(&'static str),
    /// The card came after or before what is written.
    Related,
    /// The card came before or after what is written, and is taken to have come on this side of it.
    Taken(&'static str),
    /// What a date that a relation is reckoned from means.
    Means(Arc<Date>),
    /// The card, and these words.
    Follows(Cow<'static, str>),
}

impl Stated {
    pub(super) fn new(
        card: &Arc<Card>,
        field: &'static str,
        nth: Option<usize>,
        words: Words,
    ) -> Stated {
        Stated {
            card: card.clone(),
            field,
            nth,
            words,
            sentence: OnceLock::new(),
        }
    }

    /// Whether this is the sentence of one value of a field of a card.
    pub(super) fn is(&self, card: &str, field: &str, nth: usize) -> bool {
        self.nth == Some(nth) && self.field == field && self.card.id == card
    }

    /// One side of "before or after", in a few words: `letter before landing`.
    pub(super) fn taken(&self) -> Option<String> {
        let Words::Taken(side) = &self.words else {
            return None;
        };
        Some(format!("{} {side} {}", self.card.id, self.written()))
    }

    fn written(&self) -> &str {
        let mut values = self.card.all(self.field);
        let value = values.find(|value| self.nth.is_none_or(|nth| value.nth == nth));
        value.map_or("", |value| value.words.as_str())
    }

    pub(super) fn sentence(&self) -> &Sentence {
        self.sentence.get_or_init(|| Box::new(self.told()))
    }

    fn told(&self) -> Sentence {
        let card = &self.card;
        let mut values = card.all(self.field);
        let value = match self.nth {
            Some(nth) => values.find(|value| value.nth == nth),
            None => values.next(),
        };
        let written = value.map_or("", |value| value.words.as_str());
        let own = value.map_or(&[][..], |value| value.grounds.as_slice());
        let (id, field) = (&card.id, self.field);
        Sentence {
            words: match &self.words {
                Words::Dated(verb) => format!("{id} {verb} {written}"),
                Words::Related => format!("{id} came {field} {written}"),
                Words::Taken(side) => {
                    format!("{id} came before or after {written}, here taken as {side}")
                }
                Words::Means(date) => format!("{} means {}", date.words, date.bounds),
                Words::Follows(words) => format!("{id} {words}"),
            },
            card: id.clone(),
            field,
            nth: self.nth,
            documents: documents(card, own),
            cited: bracketed(id, &places(card.grounds_of(own))),
        }
    }
}

/// The sources that a sentence rests on; the card itself where it names none.
fn documents(card: &Card, own: &[Ground]) -> Vec<String> {
    let grounds = card.grounds_of(own).iter();
    let sources: Vec<String> = grounds
        .filter_map(Ground::source)
        .map(str::to_owned)
        .collect();
    if sources.is_empty() {
        vec![card.id.clone()]
    } else {
        sources
    }
}

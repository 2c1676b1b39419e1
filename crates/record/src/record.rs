//! All sheets of a case together, with their cards by id.

use crate::{CardRef, Sheet};
use std::collections::BTreeMap;

/// Where a card stands: the sheet's number and the card's number in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CardAt {
    /// Number of the sheet in [`Record::sheets`].
    pub sheet: usize,
    /// Number of the card in the sheet.
    pub card: usize,
}

/// Every card of a case. File names and file order do not matter to what is read from it: cards come in order of id.
#[derive(Clone, Debug, Default)]
pub struct Record {
    sheets: Vec<Sheet>,
    by_id: BTreeMap<String, Vec<CardAt>>,
}

impl Record {
    /// Gathers the cards of `sheets`.
    pub fn new(sheets: Vec<Sheet>) -> Record {
        let mut by_id: BTreeMap<String, Vec<CardAt>> = BTreeMap::new();
        for (sheet, cards) in sheets.iter().enumerate() {
            for card in cards.cards() {
                by_id.entry(card.id().to_owned()).or_default().push(CardAt {
                    sheet,
                    card: card.number(),
                });
            }
        }
        for places in by_id.values_mut() {
            places.sort_by_key(|at| sheets[at.sheet].card(at.card).text());
        }
        Record { sheets, by_id }
    }

    /// The sheets, as given.
    pub fn sheets(&self) -> &[Sheet] {
        &self.sheets
    }

    /// Every card in order of id; cards that share an id in order of their text.
    pub fn cards(&self) -> impl Iterator<Item = CardRef<'_>> {
        self.by_id.values().flatten().map(|&at| self.card(at))
    }

    /// The card at `at`.
    pub fn card(&self, at: CardAt) -> CardRef<'_> {
        self.sheets[at.sheet].card(at.card)
    }

    /// The card called `id`; the first when several are.
    pub fn get(&self, id: &str) -> Option<CardRef<'_>> {
        self.by_id.get(id).map(|places| self.card(places[0]))
    }

    /// Ids in order, each with all cards that carry it.
    pub fn ids(&self) -> impl Iterator<Item = (&str, Vec<CardRef<'_>>)> {
        self.by_id.iter().map(|(id, places)| {
            (
                id.as_str(),
                places.iter().map(|&at| self.card(at)).collect(),
            )
        })
    }
}

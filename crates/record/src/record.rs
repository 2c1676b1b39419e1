//! All sheets of a case together, with their cards by id.

use crate::{CardRef, Sheet};
use std::collections::{BTreeMap, BTreeSet};

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

    /// Every card called `id`, in order of text.
    pub fn called(&self, id: &str) -> impl Iterator<Item = CardRef<'_>> {
        self.by_id
            .get(id)
            .into_iter()
            .flatten()
            .map(|&at| self.card(at))
    }

    /// Puts a sheet in the place of another and gives the ids of the cards of both, sorted.
    ///
    /// A file that is gone is an empty sheet in its place, and a new one is put at the end: `at` is the number of sheets.
    pub fn replace(&mut self, at: usize, sheet: Sheet) -> Vec<String> {
        if at == self.sheets.len() {
            self.sheets.push(Sheet::parse(&sheet.name, ""));
        }
        let before = std::mem::replace(&mut self.sheets[at], sheet);
        let cards = before.cards().chain(self.sheets[at].cards());
        let ids: BTreeSet<String> = cards.map(|card| card.id().to_owned()).collect();
        for id in &ids {
            let places = self.by_id.entry(id.clone()).or_default();
            places.retain(|place| place.sheet != at);
        }
        for card in self.sheets[at].cards() {
            let places = self.by_id.get_mut(card.id()).expect("its id was listed");
            places.push(CardAt {
                sheet: at,
                card: card.number(),
            });
        }
        for id in &ids {
            let places = self.by_id.get_mut(id).expect("its id was listed");
            places.sort_by_key(|place| {
                let card = self.sheets[place.sheet].card(place.card);
                (card.text(), place.sheet)
            });
            if places.is_empty() {
                self.by_id.remove(id);
            }
        }
        ids.into_iter().collect()
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

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Cards as a case shows them: in order, with all that is on them.
    fn read(record: &Record) -> Vec<String> {
        let shown = |card: CardRef<'_>| format!("{}\n{:?}", card.text(), card.grounds().len());
        record.cards().map(shown).collect()
    }

    fn sheets(files: &[Vec<String>], order: &[usize], names: &str) -> Record {
        let sheet = |&at: &usize| {
            let name = format!("{names}-{at}.card");
            Sheet::parse(&name, files[at].join("\n\n"))
        };
        Record::new(order.iter().map(sheet).collect())
    }

    fn files() -> impl Strategy<Value = (Vec<Vec<String>>, Vec<usize>)> {
        let card = "(person|event|matter): [a-d](\n(name|says): [xy])?(\nfrom: [xy])?";
        let files = prop::collection::vec(prop::collection::vec(card, 0..4), 1..5);
        files.prop_flat_map(|files| {
            let order: Vec<usize> = (0..files.len()).collect();
            (Just(files), Just(order).prop_shuffle())
        })
    }

    proptest! {
        #[test]
        fn file_order_and_file_names_do_not_matter((files, shuffled) in files()) {
            let order: Vec<usize> = (0..files.len()).collect();
            let (one, other) = (sheets(&files, &order, "a"), sheets(&files, &shuffled, "b"));
            prop_assert_eq!(read(&one), read(&other));
            for (id, _) in one.ids() {
                prop_assert_eq!(one.get(id).map(CardRef::text), other.get(id).map(CardRef::text));
            }
            let together = vec![files.concat()];
            prop_assert_eq!(read(&one), read(&sheets(&together, &[0], "c")));
        }
    }

    proptest! {
        /// A sheet put in the place of another: the same record as if it had been there from the start.
        #[test]
        fn a_sheet_replaced_is_as_if_it_had_always_been_there(
            (files, _) in files(), (new, _) in files(), at in 0..5usize,
        ) {
            let order: Vec<usize> = (0..files.len()).collect();
            let mut record = sheets(&files, &order, "a");
            let at = at.min(files.len());
            let text = new[0].join("\n\n");
            let mut after: Vec<Sheet> = record.sheets().to_vec();
            let fresh = Sheet::parse("new.card", text);
            match after.get_mut(at) {
                Some(place) => *place = fresh.clone(),
                None => after.push(fresh.clone()),
            }
            let ids = record.replace(at, fresh);
            let after = Record::new(after);
            prop_assert_eq!(read(&record), read(&after));
            prop_assert_eq!(&record.by_id, &after.by_id);
            prop_assert!(record.sheets()[at].cards().all(|card| ids.iter().any(|id| id == card.id())));
        }
    }

    #[test]
    fn cards_come_in_order_of_id_and_of_text() {
        let record = Record::new(vec![
            Sheet::parse("b", "person: b\n\nperson: a\nname: Y\n"),
            Sheet::parse("a", "person: a\nname: X\n"),
        ]);
        assert_eq!(
            read(&record),
            [
                "person: a\nname: X\n0",
                "person: a\nname: Y\n0",
                "person: b\n0"
            ]
        );
        assert_eq!(
            record
                .get("a")
                .and_then(|card| card.value("name"))
                .as_deref(),
            Some("X")
        );
        assert!(record.get("c").is_none());
    }
}

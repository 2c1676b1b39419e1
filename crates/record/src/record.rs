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

//! A card of the case: its fields read by their type in the schema table, each value with its grounds.

use super::account::{Account, Accounts};
use super::ground::{Ground, Read};
use super::meaning::{Meaning, Reader};
use crate::weighing::Grade;
use kaozheng_record::schema::{self, HowMany, ValueType};
use kaozheng_record::{CardRef, FieldRef, Kind};
use kaozheng_text::Place;

/// One card, of any kind.
#[derive(Clone, Debug)]
pub struct Card {
    /// Its kind.
    pub kind: Kind,
    /// Its id.
    pub id: String,
    /// Where its head line stands.
    pub place: Place,
    /// Where the whole card was read.
    pub grounds: Vec<Ground>,
    /// The grade of the whole card.
    pub grade: Option<Grade>,
    /// Its values in the order of the file; a list gives one for each of its members.
    pub values: Vec<FieldValue>,
}

/// One value of a field.
#[derive(Clone, Debug)]
pub struct FieldValue {
    /// The field.
    pub field: &'static str,
    /// Its number among the values of that field on the card, from 0. Kept when others fall.
    pub nth: usize,
    /// The value as written, white space joined.
    pub words: String,
    /// What it says.
    pub meaning: Meaning,
    /// Where it was read; empty when the card's grounds hold for it.
    pub grounds: Vec<Ground>,
    /// The grade of this value.
    pub grade: Option<Grade>,
    /// Where it stands.
    pub place: Place,
}

impl Card {
    /// Reads a card; `None` for a kind that the schema does not know.
    pub(crate) fn read(card: CardRef<'_>, reader: &Reader) -> Option<Card> {
        let kind = Kind::parse(card.kind())?;
        let mut out = Card {
            kind,
            id: card.id().to_owned(),
            place: card.place(),
            grounds: read_grounds(card, card.grounds()),
            grade: grade_of(card),
            values: Vec::new(),
        };
        for field in card.fields() {
            if let Some(row) = schema::field(kind, field.name()) {
                out.read_field(card, field, (row.name, row.value), reader);
            }
        }
        Some(out)
    }

    fn read_field(
        &mut self,
        card: CardRef<'_>,
        field: FieldRef<'_>,
        (name, value): (&'static str, ValueType),
        reader: &Reader,
    ) {
        for (words, place) in members(card, field, value) {
            let meaning = reader.meaning(value, &words);
            self.values.push(FieldValue {
                field: name,
                nth: self.all(name).count(),
                words,
                meaning,
                grounds: read_grounds(card, field.grounds()),
                grade: field.grade().as_deref().and_then(Grade::from_word),
                place,
            });
        }
    }

    /// The values of a field.
    pub fn all<'a>(&'a self, field: &'a str) -> impl Iterator<Item = &'a FieldValue> {
        self.values.iter().filter(move |value| value.field == field)
    }

    /// The words of the value that is followed among those of a field.
    pub fn words(&self, field: &str) -> Option<&str> {
        let values: Vec<&FieldValue> = self
            .values
            .iter()
            .filter(|value| value.field == field)
            .collect();
        let followed = super::account::followed(&values)?;
        Some(&values[followed].words)
    }

    /// The rival accounts of a field, each read by `get`.
    pub(crate) fn one<T>(&self, field: &str, get: fn(&FieldValue) -> Option<T>) -> Accounts<T> {
        Accounts::new(self.many(field, get))
    }

    /// The members of a list field, each read by `get`.
    pub(crate) fn many<T>(
        &self,
        field: &str,
        get: fn(&FieldValue) -> Option<T>,
    ) -> Vec<Account<T>> {
        self.all(field)
            .filter_map(|value| Account::read(value, get))
            .collect()
    }

    /// The grounds that hold for a value: its own, or the card's.
    pub fn grounds_of<'a>(&'a self, own: &'a [Ground]) -> &'a [Ground] {
        if own.iter().any(Ground::is_own) {
            own
        } else {
            &self.grounds
        }
    }

    /// The sources that the card or any of its values names, sorted.
    pub fn sources(&self) -> Vec<&str> {
        let all = self
            .grounds
            .iter()
            .chain(self.values.iter().flat_map(|value| &value.grounds));
        let mut ids: Vec<&str> = all.flat_map(Ground::sources).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// Whether another card says the same in all that reasoning looks at, wherever either stands in its file.
    pub(crate) fn says_the_same(&self, other: &Card) -> bool {
        let value = |a: &FieldValue, b: &FieldValue| {
            (a.field, a.nth, &a.words, a.grade) == (b.field, b.nth, &b.words, b.grade)
                && a.meaning == b.meaning
                && same_grounds(&a.grounds, &b.grounds)
        };
        (self.kind, &self.id, self.grade) == (other.kind, &other.id, other.grade)
            && same_grounds(&self.grounds, &other.grounds)
            && self.values.len() == other.values.len()
            && self
                .values
                .iter()
                .zip(&other.values)
                .all(|(a, b)| value(a, b))
    }

    /// Whether the editor alone vouches for the card.
    pub fn is_editors(&self) -> bool {
        self.grounds
            .iter()
            .any(|ground| ground.read == Read::Editor)
    }
}

fn same_grounds(a: &[Ground], b: &[Ground]) -> bool {
    a.len() == b.len() && a.iter().zip(b).all(|(a, b)| a.says_the_same(b))
}

fn read_grounds(card: CardRef<'_>, grounds: Vec<kaozheng_record::Ground>) -> Vec<Ground> {
    grounds
        .into_iter()
        .map(|ground| Ground::read(card, ground))
        .collect()
}

/// The members of a field with their places: several for a list, one for anything else.
fn members(card: CardRef<'_>, field: FieldRef<'_>, value: ValueType) -> Vec<(String, Place)> {
    let listed = match value {
        ValueType::Ref(_) | ValueType::RefOrName(_) => true,
        ValueType::RefWith(kinds) => !kinds.is_empty(),
        _ => field.name() == "about",
    };
    if listed {
        let list = field.list().into_iter();
        return list
            .map(|(words, span)| (words, card.place_of(span)))
            .collect();
    }
    vec![(field.value().into_owned(), field.place())]
}

/// Whether values of the field that differ are rival accounts of one thing.
pub(crate) fn has_rivals(kind: Kind, field: &str) -> bool {
    schema::field(kind, field).is_some_and(|row| row.how_many == HowMany::One)
}

/// The grade of a card; a decisive one only with its reason, since nobody but the historian gives that.
fn grade_of(card: CardRef<'_>) -> Option<Grade> {
    let grade = card.grade().as_deref().and_then(Grade::from_word)?;
    match card.because() {
        None => Some(grade.min(Grade::Strong)),
        Some(_) => Some(grade),
    }
}

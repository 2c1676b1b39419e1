//! A value with those who vouch for it, and the rivals that stand beside it.

use super::card::FieldValue;
use super::ground::{Ground, Read};
use crate::weighing::Grade;
use kaozheng_text::Place;

/// One account of a field: the value and where it was read.
#[derive(Clone, Debug, PartialEq)]
pub struct Account<T> {
    /// The value.
    pub value: T,
    /// As written.
    pub words: String,
    /// Its number among the values of its field on the card, from 0.
    pub nth: usize,
    /// Where it was read; empty when the card's grounds hold for it.
    pub grounds: Vec<Ground>,
    /// Its own grade.
    pub grade: Option<Grade>,
    /// Where it stands.
    pub place: Place,
}

/// All accounts of a field that can have one value only. None is ever merged with another.
#[derive(Clone, Debug, PartialEq)]
pub struct Accounts<T> {
    /// In the order of the card.
    pub all: Vec<Account<T>>,
    followed: Option<usize>,
}

impl<T> Account<T> {
    pub(crate) fn read(
        value: &FieldValue,
        get: fn(&FieldValue) -> Option<T>,
    ) -> Option<Account<T>> {
        Some(Account {
            value: get(value)?,
            words: value.words.clone(),
            nth: value.nth,
            grounds: value.grounds.clone(),
            grade: value.grade,
            place: value.place.clone(),
        })
    }
}

impl<T> Default for Accounts<T> {
    fn default() -> Accounts<T> {
        Accounts {
            all: Vec::new(),
            followed: None,
        }
    }
}

impl<T> Accounts<T> {
    pub(crate) fn new(all: Vec<Account<T>>) -> Accounts<T> {
        let ranks: Vec<Rank> = all
            .iter()
            .map(|one| rank(&one.grounds, one.grade))
            .collect();
        Accounts {
            followed: first_best(&ranks),
            all,
        }
    }

    /// The account that answers follow: the editor's if there is one, else the highest grade, else the first written.
    pub fn followed(&self) -> Option<&Account<T>> {
        self.all.get(self.followed?)
    }

    /// The value that answers follow.
    pub fn value(&self) -> Option<&T> {
        self.followed().map(|account| &account.value)
    }

    /// The accounts that differ in words from the one followed.
    pub fn rivals(&self) -> impl Iterator<Item = &Account<T>> {
        let followed = self.followed().map(|account| account.words.as_str());
        self.all
            .iter()
            .filter(move |account| Some(account.words.as_str()) != followed)
    }

    /// Whether nothing is said.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }
}

type Rank = (bool, Option<Grade>);

fn rank(grounds: &[Ground], grade: Option<Grade>) -> Rank {
    (
        grounds.iter().any(|ground| ground.read == Read::Editor),
        grade,
    )
}

fn first_best(ranks: &[Rank]) -> Option<usize> {
    let best = ranks.iter().max()?;
    ranks.iter().position(|rank| rank == best)
}

/// Which of several values of one field is followed.
pub(crate) fn followed(values: &[&FieldValue]) -> Option<usize> {
    let ranks: Vec<Rank> = values
        .iter()
        .map(|value| rank(&value.grounds, value.grade))
        .collect();
    first_best(&ranks)
}

//! The compiled case: every card by kind, in order of id. It is never changed; what falls gives another case.

use super::card::{Card, has_rivals};
use super::kinds::{Actor, Argument, Event, Matter, Place, Question, Source, Statement};
use super::settings::Settings;
use crate::facts::lines::Labels;
use kaozheng_record::Kind;
use kaozheng_text::Document;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

/// Cards of one kind by id.
pub type Cards<T> = BTreeMap<String, Arc<T>>;

/// A case. Immutable: [`Case::without`] and [`Case::following`] give other cases and leave this one as it is.
#[derive(Clone, Debug)]
pub struct Case {
    /// Texts.
    pub sources: Cards<Source>,
    /// Persons and bodies.
    pub actors: Cards<Actor>,
    /// Places.
    pub places: Cards<Place>,
    /// Propositions.
    pub matters: Cards<Matter>,
    /// What happened or was meant to.
    pub events: Cards<Event>,
    /// Who says what.
    pub statements: Cards<Statement>,
    /// Premises for or against.
    pub arguments: Cards<Argument>,
    /// What is asked.
    pub questions: Cards<Question>,
    /// Standard, grade table and phrase table.
    pub settings: Arc<Settings>,
    /// The texts of the sources, by name of file.
    pub documents: Arc<[Document]>,
    cards: BTreeMap<String, Arc<Card>>,
    /// Worked out when first asked for; the same for the same cards.
    labels: OnceLock<Arc<Labels>>,
}

/// One account of one field of one card.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct AccountAt {
    /// The card.
    pub card: String,
    /// The field.
    pub field: String,
    /// The number of the value among those of the field.
    pub nth: usize,
}

impl Case {
    pub(crate) fn new(
        cards: BTreeMap<String, Arc<Card>>,
        settings: Arc<Settings>,
        documents: Arc<[Document]>,
    ) -> Case {
        Case {
            sources: of_kind(&cards, Source::is, Source::of),
            actors: of_kind(&cards, Actor::is, Actor::of),
            places: of_kind(&cards, Place::is, Place::of),
            matters: of_kind(&cards, Matter::is, Matter::of),
            events: of_kind(&cards, Event::is, Event::of),
            statements: of_kind(&cards, Statement::is, Statement::of),
            arguments: of_kind(&cards, Argument::is, Argument::of),
            questions: of_kind(&cards, Question::is, Question::of),
            settings,
            documents,
            cards,
            labels: OnceLock::new(),
        }
    }

    /// This case with other cards; what has not changed is shared.
    pub(crate) fn with_cards(&self, cards: BTreeMap<String, Arc<Card>>) -> Case {
        Case {
            sources: shared(&self.sources, &cards, |of| &of.card, Source::is, Source::of),
            actors: shared(&self.actors, &cards, |of| &of.card, Actor::is, Actor::of),
            places: shared(&self.places, &cards, |of| &of.card, Place::is, Place::of),
            matters: shared(&self.matters, &cards, |of| &of.card, Matter::is, Matter::of),
            events: shared(&self.events, &cards, |of| &of.card, Event::is, Event::of),
            statements: shared(
                &self.statements,
                &cards,
                |of| &of.card,
                Statement::is,
                Statement::of,
            ),
            arguments: shared(
                &self.arguments,
                &cards,
                |of| &of.card,
                Argument::is,
                Argument::of,
            ),
            questions: shared(
                &self.questions,
                &cards,
                |of| &of.card,
                Question::is,
                Question::of,
            ),
            settings: self.settings.clone(),
            documents: self.documents.clone(),
            cards,
            labels: OnceLock::new(),
        }
    }

    /// Every card in order of id.
    pub fn cards(&self) -> impl ExactSizeIterator<Item = &Arc<Card>> {
        self.cards.values()
    }

    /// The card called `id`.
    pub fn card(&self, id: &str) -> Option<&Card> {
        self.cards.get(id).map(Arc::as_ref)
    }

    /// The kind of the card called `id`.
    pub fn kind(&self, id: &str) -> Option<Kind> {
        self.card(id).map(|card| card.kind)
    }

    pub(crate) fn labels(&self) -> &Labels {
        self.labels.get_or_init(|| Arc::new(Labels::of(self)))
    }

    pub(crate) fn by_id(&self) -> &BTreeMap<String, Arc<Card>> {
        &self.cards
    }

    /// The document of a file in `sources/`.
    pub fn document(&self, file: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.name == file)
    }

    /// The case in which one account is followed and its rivals are not there.
    pub fn following(&self, account: &AccountAt) -> Case {
        let mut cards = self.cards.clone();
        if let Some(card) = cards.get_mut(&account.card) {
            let mut other = Card::clone(card);
            other
                .values
                .retain(|value| value.field != account.field || value.nth == account.nth);
            *card = Arc::new(other);
        }
        self.with_cards(cards)
    }

    /// The case without one account of one field.
    pub fn without_account(&self, account: &AccountAt) -> Case {
        let mut cards = self.cards.clone();
        if let Some(card) = cards.get_mut(&account.card) {
            let mut other = Card::clone(card);
            other
                .values
                .retain(|value| value.field != account.field || value.nth != account.nth);
            *card = Arc::new(other);
        }
        self.with_cards(cards)
    }

    /// The rival accounts of a card's fields: those that differ in words from the one followed.
    pub fn rivals_of(&self, id: &str) -> Vec<AccountAt> {
        let Some(card) = self.card(id) else {
            return Vec::new();
        };
        let mut out = Vec::new();
        for value in &card.values {
            let followed = card.words(value.field);
            if has_rivals(card.kind, value.field) && followed != Some(value.words.as_str()) {
                out.push(AccountAt {
                    card: id.to_owned(),
                    field: value.field.to_owned(),
                    nth: value.nth,
                });
            }
        }
        out
    }
}

fn of_kind<T>(
    cards: &BTreeMap<String, Arc<Card>>,
    is: fn(&Card) -> bool,
    of: fn(&Arc<Card>) -> T,
) -> Cards<T> {
    let chosen = cards.iter().filter(|(_, card)| is(card));
    chosen
        .map(|(id, card)| (id.clone(), Arc::new(of(card))))
        .collect()
}

fn shared<T>(
    old: &Cards<T>,
    cards: &BTreeMap<String, Arc<Card>>,
    card_of: fn(&T) -> &Arc<Card>,
    is: fn(&Card) -> bool,
    of: fn(&Arc<Card>) -> T,
) -> Cards<T> {
    let chosen = cards.iter().filter(|(_, card)| is(card));
    let typed = |(id, card): (&String, &Arc<Card>)| {
        let same = old
            .get(id)
            .filter(|typed| Arc::ptr_eq(card_of(typed), card));
        (
            id.clone(),
            same.cloned().unwrap_or_else(|| Arc::new(of(card))),
        )
    };
    chosen.map(typed).collect()
}

//! The compiled case: every card by kind, in order of id. It is never changed; what falls gives another case.

use super::card::{Card, has_rivals};
use super::cards::Cards;
use super::kinds::{Actor, Argument, Event, Matter, Place, Question, Source, Statement};
use super::settings::Settings;
use crate::facts::Naming;
use crate::facts::hubs::Hubs;
use crate::facts::lines::Labels;
use crate::facts::time::{Chronology, Earlier};
use kaozheng_record::Kind;
use kaozheng_text::Document;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

/// Cards by id as they become; `None` for one that falls.
pub(crate) type Changes = BTreeMap<String, Option<Arc<Card>>>;

/// So many cards may have changed before all dates are reckoned anew.
const MOST_CHANGED: usize = 1_000;

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
    cards: Cards<Card>,
    /// Worked out when first asked for; the same for the same cards.
    labels: OnceLock<Arc<Labels>>,
    chronology: OnceLock<Arc<Chronology>>,
    earlier: Option<Earlier>,
    naming: OnceLock<Naming>,
    hubs: Hubs,
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
            cards: cards.into_iter().collect(),
            labels: OnceLock::new(),
            chronology: OnceLock::new(),
            earlier: None,
            naming: OnceLock::new(),
            hubs: Hubs::default(),
        }
    }

    /// This case with cards put in, changed or taken out; what has not changed is shared, and only what depends on the
    /// changes is worked out again.
    pub(crate) fn changed(&self, changes: Changes) -> Case {
        let (mut other, moved) = self.with(changes);
        if let Some(naming) = self.naming().with(&other, &moved) {
            other.naming = OnceLock::from(naming);
        }
        other
    }

    /// The same for cards that are gone or say less than before: they name nothing new.
    pub(crate) fn lessened(&self, changes: Changes) -> Case {
        let (mut left, _) = self.with(changes);
        left.naming = OnceLock::from(self.naming().clone());
        left
    }

    /// With these changes, and which cards say otherwise than before.
    fn with(&self, changes: Changes) -> (Case, BTreeSet<String>) {
        let mut other = Case {
            naming: OnceLock::new(),
            labels: OnceLock::new(),
            chronology: OnceLock::new(),
            earlier: None,
            hubs: Hubs::default(),
            ..self.clone()
        };
        let mut moved: BTreeSet<String> = BTreeSet::new();
        for (id, card) in changes {
            let before = self.cards.get(&id);
            let as_it_was = match (before, &card) {
                (Some(before), Some(card)) => Arc::ptr_eq(before, card),
                (None, None) => true,
                _ => false,
            };
            if as_it_was {
                continue;
            }
            let same = |card: &Arc<Card>| before.is_some_and(|before| before.says_the_same(card));
            if !card.as_ref().is_some_and(same) {
                moved.insert(id.clone());
            }
            other.put(&id, card);
        }
        other.earlier = self.earlier_with(&moved);
        (other, moved)
    }

    /// Puts a card in the place of that of its id, or takes that away.
    fn put(&mut self, id: &str, card: Option<Arc<Card>>) {
        let kinds = [self.kind(id), card.as_ref().map(|card| card.kind)];
        for kind in kinds.into_iter().flatten() {
            let card = card.as_ref().filter(|card| card.kind == kind);
            match kind {
                Kind::Source => put(&mut self.sources, id, card, Source::of),
                Kind::Person | Kind::Body => put(&mut self.actors, id, card, Actor::of),
                Kind::Place => put(&mut self.places, id, card, Place::of),
                Kind::Matter => put(&mut self.matters, id, card, Matter::of),
                Kind::Event => put(&mut self.events, id, card, Event::of),
                Kind::Statement => put(&mut self.statements, id, card, Statement::of),
                Kind::Argument => put(&mut self.arguments, id, card, Argument::of),
                Kind::Question => put(&mut self.questions, id, card, Question::of),
            }
        }
        match card {
            Some(card) => self.cards.insert(id.to_owned(), card),
            None => self.cards.remove(id),
        }
    }

    /// The dates that were reckoned before these cards changed, if any were.
    fn earlier_with(&self, changed: &BTreeSet<String>) -> Option<Earlier> {
        let mut earlier = match (&self.earlier, self.chronology.get()) {
            (Some(earlier), _) => earlier.clone(),
            (None, Some(dates)) => Earlier {
                dates: dates.clone(),
                changed: BTreeSet::new(),
            },
            (None, None) => return None,
        };
        earlier.changed.extend(changed.iter().cloned());
        (earlier.changed.len() <= MOST_CHANGED).then_some(earlier)
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

    pub(crate) fn chronology(&self) -> &Arc<Chronology> {
        self.chronology
            .get_or_init(|| Arc::new(Chronology::reckoned(self, self.earlier.as_ref())))
    }

    pub(crate) fn naming(&self) -> &Naming {
        self.naming.get_or_init(|| Naming::of(self))
    }

    pub(crate) fn hubs(&self) -> &Hubs {
        &self.hubs
    }

    pub(crate) fn by_id(&self) -> &Cards<Card> {
        &self.cards
    }

    /// The documents of `sources/`, as they were given.
    pub fn documents(&self) -> &[Document] {
        &self.documents
    }

    /// The document of a file in `sources/`.
    pub fn document(&self, file: &str) -> Option<&Document> {
        self.documents.iter().find(|document| document.name == file)
    }

    /// The case in which one account is followed and its rivals are not there.
    pub fn following(&self, account: &AccountAt) -> Case {
        self.keeping(account, |nth| nth == account.nth)
    }

    /// The case without one account of one field.
    pub fn without_account(&self, account: &AccountAt) -> Case {
        self.keeping(account, |nth| nth != account.nth)
    }

    fn keeping(&self, account: &AccountAt, keeps: impl Fn(usize) -> bool) -> Case {
        let card = self.cards.get(&account.card).map(|card| {
            let mut other = Card::clone(card);
            other
                .values
                .retain(|value| value.field != account.field || keeps(value.nth));
            (account.card.clone(), Some(Arc::new(other)))
        });
        self.lessened(card.into_iter().collect())
    }

    /// The case of these cards alone, without documents.
    pub fn only(&self, ids: &BTreeSet<String>) -> Case {
        let cards = ids.iter().filter_map(|id| Some((id, self.cards.get(id)?)));
        let cards = cards.map(|(id, card)| (id.clone(), card.clone()));
        Case::new(cards.collect(), self.settings.clone(), Arc::new([]))
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
    let typed = chosen.map(|(id, card)| (id.clone(), Arc::new(of(card))));
    typed.collect()
}

/// Puts a card in the place of an earlier one of its id, or takes that away.
fn put<T>(cards: &mut Cards<T>, id: &str, card: Option<&Arc<Card>>, of: fn(&Arc<Card>) -> T) {
    match card {
        Some(card) => cards.insert(id.to_owned(), Arc::new(of(card))),
        None => cards.remove(id),
    }
}

//! The part of a case that a check is told to look at.

use crate::Case;
use crate::compile::{Card, Cards, Meaning, TimeAnchor};
use crate::facts::reach::Reached;
use std::collections::BTreeSet;
use std::sync::Arc;

/// Where a check looks.
pub(super) enum Scope {
    /// At everything.
    Whole,
    /// At some cards and matters.
    Part(Part),
}

/// Some cards and matters.
#[derive(Default)]
pub(super) struct Part {
    /// Cards that changed, and those that name them.
    pub(super) cards: BTreeSet<String>,
    /// Matters and events on which claims may be others.
    pub(super) claimed: BTreeSet<String>,
    /// Matters on whose knowledge the evidence may be another.
    pub(super) known: BTreeSet<String>,
}

impl Scope {
    /// What the cards that differ between two cases can reach; everything where the settings or the documents differ.
    pub(super) fn between(before: &Case, after: &Case) -> Scope {
        let reached = Reached::of(before, after);
        let documents = Arc::ptr_eq(&before.documents, &after.documents);
        let (Some(reached), true) = (reached, documents) else {
            return Scope::Whole;
        };
        let changed = &reached.changed;
        let naming = |card: &&Arc<Card>| names_any(card, changed);
        let mut cards = changed.clone();
        cards.extend(after.cards().filter(naming).map(|card| card.id.clone()));
        let mut claimed = reached.claimed(before);
        claimed.extend(reached.claimed(after));
        Scope::Part(Part {
            cards,
            claimed,
            known: reached.matters,
        })
    }

    /// One card alone.
    pub(super) fn card(id: &str) -> Scope {
        Scope::Part(Part {
            cards: BTreeSet::from([id.to_owned()]),
            ..Part::default()
        })
    }

    /// Those of some cards that are to be looked at, in order of id.
    pub(super) fn of<'a, T>(
        &'a self,
        all: &'a Cards<T>,
    ) -> Box<dyn Iterator<Item = &'a Arc<T>> + 'a> {
        match self {
            Scope::Whole => Box::new(all.values()),
            Scope::Part(part) => Box::new(part.cards.iter().filter_map(|id| all.get(id))),
        }
    }

    /// The matters whose knowledge is to be looked at, in order of id.
    pub(super) fn known<'a>(&self, case: &'a Case) -> Vec<&'a String> {
        let all = case.matters.keys();
        match self {
            Scope::Whole => all.collect(),
            Scope::Part(part) => all.filter(|id| part.known.contains(*id)).collect(),
        }
    }

    /// The matters and then the events on which claims are to be looked at, in order of id.
    pub(super) fn claimed<'a>(&self, case: &'a Case) -> Vec<&'a String> {
        let all = case.matters.keys().chain(case.events.keys());
        match self {
            Scope::Whole => all.collect(),
            Scope::Part(part) => all.filter(|id| part.claimed.contains(*id)).collect(),
        }
    }
}

/// Whether a card names one of some ids, in a value or in a `from:`.
fn names_any(card: &Card, ids: &BTreeSet<String>) -> bool {
    let named = |meaning: &Meaning| match meaning {
        Meaning::Card(of) => ids.contains(&of.id),
        Meaning::Relation(relation) => match &relation.anchor {
            TimeAnchor::Card(id) => ids.contains(id),
            TimeAnchor::Date(_) => false,
        },
        Meaning::Chain(chain) => chain.iter().any(|id| ids.contains(id)),
        Meaning::Reading(reading) => {
            let mut named = reading.fact.ids().into_iter();
            named.any(|id| ids.contains(&id.id))
        }
        _ => false,
    };
    card.values.iter().any(|value| named(&value.meaning))
        || card.sources().iter().any(|source| ids.contains(*source))
}

//! What falls when sources or cards are taken away.

use super::card::{Card, FieldValue};
use super::case::{Case, Changes};
use super::ground::Ground;
use super::kinds::Source;
use std::collections::BTreeSet;
use std::sync::Arc;

impl Case {
    /// The case without these sources or cards, and without all that stands on them alone.
    ///
    /// A source whose `derives-from` parents have all fallen falls too. A ground falls with the source it was read in
    /// and with any through which alone that is known. A value all of whose own grounds have fallen is dropped; so is
    /// a card all of whose grounds have fallen, unless one of its values still stands on a ground of its own. What the
    /// editor vouches for never falls.
    pub fn without(&self, ids: &[&str]) -> Case {
        self.lessened(self.falling(ids))
    }

    /// What becomes of the cards that change when these sources or cards are taken away.
    pub(crate) fn falling(&self, ids: &[&str]) -> Changes {
        let fallen = self.fallen_sources(ids);
        let mut changes: Changes = fallen.iter().map(|id| ((*id).to_owned(), None)).collect();
        let readers = fallen.iter().flat_map(|id| self.naming().readers(id));
        for id in readers.filter(|id| !fallen.contains(id.as_str())) {
            if let Some(card) = self.by_id().get(id) {
                changes.insert(id.clone(), standing(card, &fallen));
            }
        }
        changes
    }

    /// The ids given and every source that falls with them, sorted: one whose parents have all fallen, and one that is
    /// itself known only through what has fallen.
    pub fn fallen_sources<'a>(&'a self, ids: &[&'a str]) -> BTreeSet<&'a str> {
        let mut fallen: BTreeSet<&str> = ids.iter().copied().collect();
        let mut open: Vec<&str> = fallen.iter().copied().collect();
        while let Some(at) = open.pop() {
            for source in self
                .naming()
                .readers(at)
                .filter_map(|id| self.sources.get(id))
            {
                if !fallen.contains(source.id()) && falls(source, &fallen) {
                    fallen.insert(source.id());
                    open.push(source.id());
                }
            }
        }
        fallen
    }
}

fn falls(source: &Source, fallen: &BTreeSet<&str>) -> bool {
    let parents = &source.derives_from;
    let orphaned = !parents.is_empty()
        && parents
            .iter()
            .all(|parent| fallen.contains(parent.value.id.as_str()));
    orphaned || standing(&source.card, fallen).is_none()
}

/// What is left of a card; `None` when nothing holds it any more.
fn standing(card: &Arc<Card>, fallen: &BTreeSet<&str>) -> Option<Arc<Card>> {
    let touched = card.sources().iter().any(|source| fallen.contains(source));
    if !touched {
        return Some(card.clone());
    }
    let mut left = Card::clone(card);
    left.grounds = surviving(&card.grounds, fallen);
    left.values = card
        .values
        .iter()
        .filter_map(|value| standing_value(value, fallen))
        .collect();
    let held = card.grounds.iter().any(Ground::is_own);
    if held && !left.grounds.iter().any(Ground::is_own) {
        left.values
            .retain(|value| value.grounds.iter().any(Ground::is_own));
        if left.values.is_empty() {
            return None;
        }
    }
    Some(Arc::new(left))
}

fn standing_value(value: &FieldValue, fallen: &BTreeSet<&str>) -> Option<FieldValue> {
    let grounds = surviving(&value.grounds, fallen);
    let held = value.grounds.iter().any(Ground::is_own);
    let stands = !held || grounds.iter().any(Ground::is_own);
    stands.then(|| FieldValue {
        grounds,
        ..value.clone()
    })
}

fn surviving(grounds: &[Ground], fallen: &BTreeSet<&str>) -> Vec<Ground> {
    let stands = |ground: &&Ground| {
        !ground
            .sources()
            .iter()
            .any(|source| fallen.contains(source))
    };
    grounds.iter().filter(stands).cloned().collect()
}

//! Cards of one kind by id, made for cases that differ from one another in a few of them.

use std::collections::{BTreeMap, BTreeSet};
use std::iter::Peekable;
use std::ops::Index;
use std::sync::Arc;

/// Values by id, in order of id. What many cases have in common is shared: a copy that changes in a few places keeps
/// only those to itself.
#[derive(Debug)]
pub struct Cards<T> {
    shared: Arc<BTreeMap<String, Arc<T>>>,
    /// What is otherwise here; `None` is what is gone.
    changed: BTreeMap<String, Option<Arc<T>>>,
    len: usize,
}

impl<T> Clone for Cards<T> {
    fn clone(&self) -> Cards<T> {
        Cards {
            shared: self.shared.clone(),
            changed: self.changed.clone(),
            len: self.len,
        }
    }
}

impl<T> Default for Cards<T> {
    fn default() -> Cards<T> {
        Cards::from_iter([])
    }
}

impl<T> FromIterator<(String, Arc<T>)> for Cards<T> {
    fn from_iter<I: IntoIterator<Item = (String, Arc<T>)>>(all: I) -> Cards<T> {
        let shared: BTreeMap<String, Arc<T>> = all.into_iter().collect();
        Cards {
            len: shared.len(),
            shared: Arc::new(shared),
            changed: BTreeMap::new(),
        }
    }
}

impl<T> Cards<T> {
    /// How many there are.
    pub fn len(&self) -> usize {
        self.len
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// The one of an id.
    pub fn get(&self, id: &str) -> Option<&Arc<T>> {
        match self.changed.get(id) {
            Some(changed) => changed.as_ref(),
            None => self.shared.get(id),
        }
    }

    /// Whether there is one of an id.
    pub fn contains_key(&self, id: &str) -> bool {
        self.get(id).is_some()
    }

    /// All of them with their ids.
    pub fn iter(&self) -> Iter<'_, T> {
        Iter {
            shared: self.shared.iter().peekable(),
            changed: self.changed.iter().peekable(),
            left: self.len,
        }
    }

    /// All ids.
    pub fn keys(&self) -> impl ExactSizeIterator<Item = &String> {
        self.iter().map(|(id, _)| id)
    }

    /// All of them.
    pub fn values(&self) -> impl ExactSizeIterator<Item = &Arc<T>> {
        self.iter().map(|(_, value)| value)
    }

    /// The ids of those that may be others than in `other`, sorted: what these share is not looked at.
    pub(crate) fn apart_from<'a>(&'a self, other: &'a Cards<T>) -> BTreeSet<&'a String> {
        let changed = self.changed.keys().chain(other.changed.keys());
        match Arc::ptr_eq(&self.shared, &other.shared) {
            true => changed.collect(),
            false => self.keys().chain(other.keys()).collect(),
        }
    }

    /// Puts one in, in the place of an earlier one if there is one.
    pub(crate) fn insert(&mut self, id: String, value: Arc<T>) {
        self.len += usize::from(!self.contains_key(&id));
        self.changed.insert(id, Some(value));
        self.settle();
    }

    /// Takes one out.
    pub(crate) fn remove(&mut self, id: &str) {
        if self.contains_key(id) {
            self.len -= 1;
            self.changed.insert(id.to_owned(), None);
            self.settle();
        }
    }

    /// Once much has changed, what there is becomes what is shared: copies stay cheap, and so does looking up.
    fn settle(&mut self) {
        if self.changed.len() > 64 + self.shared.len() / 8 {
            let all = self.iter().map(|(id, value)| (id.clone(), value.clone()));
            *self = all.collect();
        }
    }
}

impl<T> Index<&str> for Cards<T> {
    type Output = Arc<T>;

    fn index(&self, id: &str) -> &Arc<T> {
        self.get(id).expect("a card of that id")
    }
}

impl<'a, T> IntoIterator for &'a Cards<T> {
    type Item = (&'a String, &'a Arc<T>);
    type IntoIter = Iter<'a, T>;

    fn into_iter(self) -> Iter<'a, T> {
        self.iter()
    }
}

/// [`Cards`] in order of id.
#[derive(Debug)]
pub struct Iter<'a, T> {
    shared: Peekable<std::collections::btree_map::Iter<'a, String, Arc<T>>>,
    changed: Peekable<std::collections::btree_map::Iter<'a, String, Option<Arc<T>>>>,
    left: usize,
}

impl<'a, T> Iterator for Iter<'a, T> {
    type Item = (&'a String, &'a Arc<T>);

    fn next(&mut self) -> Option<(&'a String, &'a Arc<T>)> {
        loop {
            let Some(&(id, changed)) = self.changed.peek() else {
                let next = self.shared.next();
                self.left -= usize::from(next.is_some());
                return next;
            };
            match self.shared.peek() {
                Some(&(other, _)) if other < id => {
                    self.left -= 1;
                    return self.shared.next();
                }
                Some(&(other, _)) if other == id => drop(self.shared.next()),
                _ => {}
            }
            self.changed.next();
            if let Some(value) = changed {
                self.left -= 1;
                return Some((id, value));
            }
        }
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (self.left, Some(self.left))
    }
}

impl<T> ExactSizeIterator for Iter<'_, T> {}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::collection::vec;
    use proptest::prelude::*;

    proptest! {
        /// As a plain map does, whatever was put in and taken out, and a copy does not see what changes later.
        #[test]
        fn cards_are_kept_as_in_a_plain_map(
            first in vec(0..40u8, 0..30),
            steps in vec((0..60u8, any::<bool>()), 0..200),
        ) {
            let id = |n: u8| format!("c-{n:02}");
            let value = |n: usize| Arc::new(n);
            let mut plain: BTreeMap<String, Arc<usize>> = first.iter().map(|&n| (id(n), value(0))).collect();
            let mut cards: Cards<usize> = plain.clone().into_iter().collect();
            let (copy, before) = (cards.clone(), plain.clone());
            for (at, (n, put)) in steps.into_iter().enumerate() {
                if put {
                    plain.insert(id(n), value(at));
                    cards.insert(id(n), value(at));
                } else {
                    plain.remove(&id(n));
                    cards.remove(&id(n));
                }
            }
            prop_assert!(cards.iter().eq(plain.iter()));
            prop_assert_eq!(cards.len(), plain.len());
            prop_assert_eq!(cards.iter().len(), plain.len());
            prop_assert!((0..60).all(|n| cards.get(&id(n)) == plain.get(&id(n))));
            prop_assert!(copy.iter().eq(before.iter()));
            let other = |id: &&String| plain.get(*id) != before.get(*id);
            let apart = cards.apart_from(&copy);
            prop_assert!(plain.keys().chain(before.keys()).filter(other).all(|id| apart.contains(id)));
        }
    }
}

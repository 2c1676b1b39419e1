//! Matters with very much evidence, gathered once for a case: one answer asks for it several times.

use super::routes::Routes;
use std::collections::BTreeMap;
use std::fmt::{self, Debug, Formatter};
use std::sync::{Arc, Mutex, PoisonError};

/// A matter with so much evidence is worth keeping.
const WORTH: usize = 200;

/// So many matters are kept.
const MOST: usize = 32;

/// Routes that have been gathered, by matter. They belong to one case, and to every copy of it.
#[derive(Clone, Default)]
pub(crate) struct Hubs(Arc<Mutex<BTreeMap<String, Arc<Routes>>>>);

impl Hubs {
    /// The routes on a matter: those that are kept, or else those that are gathered now.
    pub(super) fn get(&self, matter: &str, gather: impl FnOnce() -> Routes) -> Arc<Routes> {
        let kept = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = kept().get(matter) {
            return found.clone();
        }
        let found = Arc::new(gather());
        let mut all = kept();
        if found.evidence.len() >= WORTH && all.len() < MOST {
            all.insert(matter.to_owned(), found.clone());
        }
        found
    }
}

impl Debug for Hubs {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("Hubs")
    }
}

//! What follows from what: a matter that entails another, the reverse never.

use crate::compile::Case;
use std::collections::BTreeSet;

/// The matters that entail `matter`, itself among them.
pub fn entailing(case: &Case, matter: &str) -> BTreeSet<String> {
    spread(matter, |at| {
        let named = case.naming().entailing(at);
        let all = named.filter_map(|id| case.matters.get(id));
        let entail = all.filter(|other| other.entails.iter().any(|target| target.value == at));
        entail.map(|other| other.id().to_owned()).collect()
    })
}

/// The matters that `matter` entails, itself among them.
pub fn entailed(case: &Case, matter: &str) -> BTreeSet<String> {
    spread(matter, |at| {
        let entails = case
            .matters
            .get(at)
            .map_or(&[][..], |matter| &matter.entails);
        entails.iter().map(|target| target.value.clone()).collect()
    })
}

pub(super) fn spread(from: &str, next: impl Fn(&str) -> Vec<String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::from([from.to_owned()]);
    let mut open = vec![from.to_owned()];
    while let Some(at) = open.pop() {
        for other in next(&at) {
            if seen.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    seen
}

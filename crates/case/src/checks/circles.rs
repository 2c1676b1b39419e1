//! Circles among cards that point to one another.

use std::collections::{BTreeMap, BTreeSet};

/// Every circle once, each told from its first id in order; `next` gives the ids that one points to.
pub(super) fn circles<'a>(
    ids: impl Iterator<Item = &'a String>,
    next: impl Fn(&str) -> Vec<String>,
) -> Vec<Vec<String>> {
    let mut found: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    for id in ids {
        if let Some(circle) = shortest(id, &next) {
            found
                .entry(circle.iter().cloned().collect())
                .or_insert(circle);
        }
    }
    found.into_values().collect()
}

/// The shortest way from `id` back to itself.
fn shortest(id: &str, next: &impl Fn(&str) -> Vec<String>) -> Option<Vec<String>> {
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let mut open = vec![id.to_owned()];
    while !open.is_empty() {
        let mut further = Vec::new();
        for at in open {
            for to in next(&at) {
                if to == id {
                    return Some(way(id, &at, &before));
                }
                if !before.contains_key(&to) {
                    before.insert(to.clone(), at.clone());
                    further.push(to);
                }
            }
        }
        open = further;
    }
    None
}

fn way(id: &str, last: &str, before: &BTreeMap<String, String>) -> Vec<String> {
    let mut way = vec![last.to_owned()];
    while way[way.len() - 1] != id {
        way.push(before[&way[way.len() - 1]].clone());
    }
    way.reverse();
    way
}

/// A circle in words: a, b, a.
pub(super) fn told(circle: &[String]) -> String {
    let ids = circle.iter().chain(circle.first());
    ids.map(|id| format!("`{id}`"))
        .collect::<Vec<_>>()
        .join(", ")
}

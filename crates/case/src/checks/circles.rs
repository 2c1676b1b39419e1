//! Circles among cards that point to one another.

use std::collections::{BTreeMap, BTreeSet};

/// So many ids may be looked at before those that stand in a circle already are passed over.
const LOOKS: usize = 200_000;

/// Every circle once, each told from its first id in order; `next` gives the ids that one points to.
///
/// Where thousands stand in circles, for each of them one circle is told, not every one.
pub(super) fn circles<'a>(
    ids: impl Iterator<Item = &'a String>,
    next: impl Fn(&str) -> Vec<String>,
) -> Vec<Vec<String>> {
    let mut found: BTreeMap<BTreeSet<String>, Vec<String>> = BTreeMap::new();
    let mut covered: BTreeSet<String> = BTreeSet::new();
    let mut looks = 0;
    for id in in_circles(ids, &next) {
        if looks > LOOKS && covered.contains(&id) {
            continue;
        }
        if let Some(circle) = shortest(&id, &next, &mut looks) {
            covered.extend(circle.iter().cloned());
            found
                .entry(circle.iter().cloned().collect())
                .or_insert(circle);
        }
    }
    found.into_values().collect()
}

/// The ids that are left when those that nothing left points to are taken away, again and again, and then those that
/// point to nothing left: a circle loses none of its ids, and a chain all.
fn in_circles<'a>(
    ids: impl Iterator<Item = &'a String>,
    next: &impl Fn(&str) -> Vec<String>,
) -> BTreeSet<String> {
    let edges: BTreeMap<String, Vec<String>> = ids.map(|id| (id.clone(), next(id))).collect();
    let pairs = || {
        edges
            .iter()
            .flat_map(|(from, all)| all.iter().map(move |to| (from, to)))
    };
    let left = peeled(edges.keys().cloned().collect(), pairs());
    peeled(left, pairs().map(|(from, to)| (to, from)))
}

/// The ids to which, taken away one after the other, always something left points.
fn peeled<'a>(
    mut left: BTreeSet<String>,
    pairs: impl Iterator<Item = (&'a String, &'a String)>,
) -> BTreeSet<String> {
    let mut pointing: BTreeMap<&str, usize> = BTreeMap::new();
    let mut to: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (one, other) in pairs.filter(|(one, other)| left.contains(*one) && left.contains(*other)) {
        *pointing.entry(other).or_default() += 1;
        to.entry(one).or_default().push(other);
    }
    let free = left.iter().filter(|id| !pointing.contains_key(id.as_str()));
    let mut open: Vec<String> = free.cloned().collect();
    while let Some(id) = open.pop() {
        left.remove(&id);
        for other in to.get(id.as_str()).into_iter().flatten() {
            let count = pointing.get_mut(other).expect("it was counted");
            *count -= 1;
            if *count == 0 {
                open.push((*other).to_owned());
            }
        }
    }
    left
}

/// The shortest way from `id` back to itself.
fn shortest(
    id: &str,
    next: &impl Fn(&str) -> Vec<String>,
    looks: &mut usize,
) -> Option<Vec<String>> {
    let mut before: BTreeMap<String, String> = BTreeMap::new();
    let mut open = vec![id.to_owned()];
    while !open.is_empty() {
        let mut further = Vec::new();
        for at in open {
            *looks += 1;
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

//! One source: its card, where its text comes from and goes to, and what rests on it.

use super::sources::{Citing, uses};
use kaozheng_case::Case;
use kaozheng_case::facts::roots::{Links, roots_of_source};
use serde::Serialize;
use std::collections::BTreeSet;

/// A source with its stemma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceView {
    /// The card.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The fields of its card, as written.
    pub fields: Vec<FieldLine>,
    /// The texts or witnesses it comes from, and theirs.
    pub above: Vec<StemmaLine>,
    /// The texts that come from it, and theirs.
    pub below: Vec<StemmaLine>,
    /// The independent roots it leads back to.
    pub roots: Vec<String>,
    /// The same when suspected links count; empty when that changes nothing.
    pub suspected_roots: Vec<String>,
    /// The cards that were read in it.
    pub rests: Vec<Citing>,
    /// The cards and sources that would fall with it.
    pub falls: Vec<String>,
}

/// One field of a card.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FieldLine {
    /// The word before the colon.
    pub name: String,
    /// The value.
    pub value: String,
    /// Where it was read, when that is not where the card was.
    pub grounds: Vec<String>,
}

/// One link of a stemma.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct StemmaLine {
    /// The other source or witness.
    pub id: String,
    /// How many links away, from 1.
    pub depth: usize,
    /// How it was taken over ("translated", "quoted"); may be empty.
    pub how: String,
    /// Its title, when it is a source of the case.
    pub title: String,
}

impl SourceView {
    /// The view of the source called `id`; `None` when there is none.
    pub fn of(case: &Case, id: &str) -> Option<SourceView> {
        let source = case.sources.get(id)?;
        let roots = roots_of_source(case, id, Links::Recorded);
        let suspected = roots_of_source(case, id, Links::Suspected);
        let left = case.without(&[id]);
        let falls = case
            .cards()
            .filter(|card| left.card(&card.id).is_none() && card.id != id);
        Some(SourceView {
            id: id.to_owned(),
            title: super::says(&source.card),
            fields: fields(&source.card),
            above: walk(case, id, parents),
            below: walk(case, id, children),
            suspected_roots: if suspected == roots {
                Vec::new()
            } else {
                suspected.into_iter().collect()
            },
            roots: roots.into_iter().collect(),
            rests: uses(case).remove(id).into_iter().flatten().collect(),
            falls: falls.map(|card| card.id.clone()).collect(),
        })
    }
}

fn fields(card: &kaozheng_case::compile::Card) -> Vec<FieldLine> {
    let line = |value: &kaozheng_case::compile::FieldValue| FieldLine {
        name: value.field.to_owned(),
        value: value.words.clone(),
        grounds: super::cited(&value.grounds),
    };
    card.values.iter().map(line).collect()
}

/// Neighbours in the stemma, each with how its text was taken over.
pub(super) type Linked = Vec<(String, String)>;

pub(super) fn parents(case: &Case, id: &str) -> Linked {
    let source = case.sources.get(id);
    let parents = source.into_iter().flat_map(|source| &source.derives_from);
    parents
        .map(|parent| (parent.value.id.clone(), parent.value.with.clone()))
        .collect()
}

pub(super) fn children(case: &Case, id: &str) -> Linked {
    let mut out = Vec::new();
    for child in case.sources.values() {
        let links = child
            .derives_from
            .iter()
            .filter(|parent| parent.value.id == id);
        out.extend(links.map(|parent| (child.id().to_owned(), parent.value.with.clone())));
    }
    out
}

/// Everything reached by `next`, depth first, each once; a circle ends where it closes.
fn walk(case: &Case, from: &str, next: fn(&Case, &str) -> Linked) -> Vec<StemmaLine> {
    let mut out = Vec::new();
    let mut seen = BTreeSet::from([from.to_owned()]);
    let mut open: Vec<(String, String, usize)> = Vec::new();
    let push = |open: &mut Vec<_>, links: Linked, depth| {
        open.extend(links.into_iter().rev().map(|(id, how)| (id, how, depth)));
    };
    push(&mut open, next(case, from), 1);
    while let Some((id, how, depth)) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        push(&mut open, next(case, &id), depth + 1);
        let title = case.card(&id).map(super::says).unwrap_or_default();
        out.push(StemmaLine {
            id,
            depth,
            how,
            title,
        });
    }
    out
}

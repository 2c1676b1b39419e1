//! The independent roots of what a card says: terminal witnesses, never copies.

use crate::compile::{Case, Source, Statement};
use kaozheng_record::Kind;
use std::collections::BTreeSet;

/// Whether dependences that are only suspected count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Links {
    /// Only what is recorded.
    Recorded,
    /// What is suspected as well.
    Suspected,
}

/// Types of source that are one person's testimony whatever they are printed in.
const TESTIMONY: [&str; 3] = ["memoir", "diary", "interview"];

/// The roots of a premise: a statement, a source, an event, or any other card with grounds. Sorted.
pub fn roots_of(case: &Case, id: &str, links: Links) -> BTreeSet<String> {
    if case.sources.contains_key(id) {
        return of_sources(case, [id], links);
    }
    if let Some(statement) = case.statements.get(id) {
        return of_statement(case, statement, links);
    }
    let mut roots = of_grounds(case, id, links);
    if case.events.contains_key(id) {
        let named = case.naming().texts(id);
        let texts = named
            .filter_map(|text| case.sources.get(text))
            .filter(|source| source.text_of.value().is_some_and(|of| of == id));
        roots.extend(of_sources(case, texts.map(|text| text.id()), links));
    }
    roots
}

/// The roots of a source: its minimal ancestors, or the person whose testimony it is, or itself. Sorted.
pub fn roots_of_source(case: &Case, id: &str, links: Links) -> BTreeSet<String> {
    of_sources(case, [id], links)
}

/// The witness whose words a statement hands down when others report them: the innermost reporter.
fn of_statement(case: &Case, statement: &Statement, links: Links) -> BTreeSet<String> {
    match statement.reported_by.value().and_then(|chain| chain.last()) {
        Some(witness) => BTreeSet::from([witness.clone()]),
        None => of_grounds(case, statement.id(), links),
    }
}

fn of_grounds(case: &Case, id: &str, links: Links) -> BTreeSet<String> {
    let Some(card) = case.card(id) else {
        return BTreeSet::new();
    };
    let own: Vec<&str> = card
        .grounds
        .iter()
        .filter_map(crate::compile::Ground::source)
        .collect();
    if !own.is_empty() {
        return of_sources(case, own, links);
    }
    let values = card.values.iter().flat_map(|value| &value.grounds);
    of_sources(
        case,
        values.filter_map(crate::compile::Ground::source),
        links,
    )
}

/// Walks the stemma up from the sources; a circle of copies has no root but itself, and so its members stand.
fn of_sources<'a>(
    case: &'a Case,
    ids: impl IntoIterator<Item = &'a str>,
    links: Links,
) -> BTreeSet<String> {
    let mut roots = BTreeSet::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut open: Vec<&str> = ids.into_iter().collect();
    while let Some(id) = open.pop() {
        if !seen.insert(id) {
            continue;
        }
        let Some(source) = case.sources.get(id) else {
            roots.insert(id.to_owned());
            continue;
        };
        if links == Links::Suspected {
            open.extend(
                source
                    .suspected_links
                    .iter()
                    .map(|link| link.value.as_str()),
            );
        }
        let parents: Vec<&str> = source
            .derives_from
            .iter()
            .map(|parent| parent.value.id.as_str())
            .collect();
        if parents.is_empty() || circular(case, id) {
            roots.extend(terminal(case, source));
        } else {
            open.extend(parents);
        }
    }
    roots
}

/// What a source that derives from nothing counts as.
fn terminal(case: &Case, source: &Source) -> BTreeSet<String> {
    if let Some(witness) = source.witness.value() {
        return BTreeSet::from([witness.clone()]);
    }
    let testimony = source
        .genre
        .value()
        .is_some_and(|genre| TESTIMONY.contains(&genre.as_str()));
    let authors = source.authors.iter().map(|author| &author.value);
    let known: BTreeSet<String> = authors
        .filter(|author| case.kind(author) == Some(Kind::Person))
        .cloned()
        .collect();
    if testimony && !known.is_empty() {
        known
    } else {
        BTreeSet::from([source.id().to_owned()])
    }
}

/// Whether a source is among its own ancestors.
fn circular(case: &Case, id: &str) -> bool {
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        let Some(source) = case.sources.get(at) else {
            continue;
        };
        for parent in &source.derives_from {
            if parent.value.id == id {
                return true;
            }
            if seen.insert(&parent.value.id) {
                open.push(&parent.value.id);
            }
        }
    }
    false
}

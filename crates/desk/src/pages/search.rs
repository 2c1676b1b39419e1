//! Words found in texts, notes and cards, with facets.

use super::frame::card_link;
use super::{Desk, Place, Query, Visit};
use crate::index::Hit;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;

/// What was found for some words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub(super) struct SearchView {
    /// The words.
    pub(super) query: String,
    /// How many places were found, before the facets; `at least` when there are more than are counted.
    pub(super) found: usize,
    /// Whether there are more than were counted.
    pub(super) more: bool,
    /// What a place may be chosen by, each with how many there are.
    pub(super) facets: Vec<Facet>,
    /// The places that the facets leave, the best first; as many as are shown.
    pub(super) hits: Vec<Hit>,
    /// How many of them are not shown.
    pub(super) left: usize,
    /// Why nothing could be looked for; null when it could.
    pub(super) failure: Option<String>,
}

/// One thing that places are chosen by.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Facet {
    /// The name in the address: `kind` or `file`.
    pub(super) name: &'static str,
    /// Its values, the commonest first, each with how many places have it.
    pub(super) values: Vec<(String, usize)>,
}

/// Most places that are looked at for one query.
const MOST: usize = 2000;

/// Places shown on one page unless the address asks for more.
const SHOWN: usize = 40;

pub(super) fn view(desk: &Desk, visit: &Visit) -> SearchView {
    let query = visit.query.get("q").unwrap_or_default().to_owned();
    if query.is_empty() {
        return SearchView::default();
    }
    let all = match desk.search(&query, MOST) {
        Ok(hits) => hits,
        Err(failure) => {
            return SearchView {
                query,
                failure: Some(failure),
                ..SearchView::default()
            };
        }
    };
    let chosen = |hit: &&Hit| {
        let by = |name, value: &str| visit.query.get(name).is_none_or(|wanted| wanted == value);
        by("kind", &kind(desk, hit)) && by("file", &hit.file)
    };
    let kept: Vec<Hit> = all.iter().filter(chosen).cloned().collect();
    let shown = visit
        .query
        .get("show")
        .and_then(|show| show.parse().ok())
        .unwrap_or(SHOWN);
    SearchView {
        query,
        found: all.len(),
        more: all.len() == MOST,
        facets: vec![
            Facet {
                name: "kind",
                values: counted(all.iter().map(|hit| kind(desk, hit))),
            },
            Facet {
                name: "file",
                values: counted(all.iter().map(|hit| hit.file.clone())),
            },
        ],
        left: kept.len().saturating_sub(shown),
        hits: kept.into_iter().take(shown).collect(),
        failure: None,
    }
}

/// What was found: `passage`, `note`, or the kind of the card.
fn kind(desk: &Desk, hit: &Hit) -> String {
    let card = hit.card.as_ref().and_then(|id| desk.case.kind(id));
    card.map_or_else(|| hit.kind.clone(), |kind| kind.word().to_owned())
}

fn counted(values: impl Iterator<Item = String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    let mut counts: Vec<(String, usize)> = counts.into_iter().collect();
    counts.sort_by(|a, b| (b.1, &a.0).cmp(&(a.1, &b.0)));
    counts
}

pub(super) fn page(visit: &Visit, view: &SearchView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("search")) }
        form.search action=(visit.to(&Place::Search)) {
            label for="words" { (visit.say("search-words")) }
            input #words type="search" name="q" value=(view.query) autocomplete="off";
            button.chief { (visit.say("search")) }
        }
        p.hint { (visit.say("search-hint")) }
        @if let Some(failure) = &view.failure { p.why { (failure) } }
        @if !view.query.is_empty() && view.failure.is_none() {
            p.found role="status" {
                @if view.more { (visit.words.say_of("search-at-least", view.found)) } @else { (visit.words.say_of("search-found", view.found)) }
            }
            div.found-places {
                (facets(visit, view))
                ol.hits {
                    @for hit in &view.hits { li { (found(visit, hit)) } }
                }
            }
            @if view.left > 0 {
                p { a href=(with(&visit.query, "show", &(view.hits.len() + 10 * SHOWN).to_string())) { (visit.words.say_of("show-more", view.left)) } }
            }
        }
    };
    let title = match view.query.as_str() {
        "" => visit.say("search").to_owned(),
        query => format!("{} · {query}", visit.say("search")),
    };
    (title, body)
}

fn facets(visit: &Visit, view: &SearchView) -> Markup {
    html! {
        div.facets {
            @for facet in view.facets.iter().filter(|facet| facet.values.len() > 1) {
                nav aria-label=(facet_name(visit, facet)) {
                    h2 { (facet_name(visit, facet)) }
                    ul {
                        @for (value, count) in facet.values.iter().take(24) {
                            @let here = visit.query.get(facet.name) == Some(value.as_str());
                            li {
                                a href=(with(&visit.query, facet.name, if here { "" } else { value })) aria-current=[here.then_some("true")] {
                                    (visit.words.term(value)) " " span.count { (count) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn facet_name(visit: &Visit, facet: &Facet) -> &'static str {
    match facet.name {
        "kind" => visit.say("search-kind"),
        _ => visit.say("search-file"),
    }
}

/// The address of the same search with one thing otherwise.
fn with(query: &Query, name: &str, value: &str) -> String {
    format!(
        "{}{}",
        Place::Search.path(),
        query.with(name, value).written()
    )
}

fn found(visit: &Visit, hit: &Hit) -> Markup {
    let words = html! { (hit.before) mark { (hit.found) } (hit.after) };
    html! {
        @match (&hit.card, hit.file.strip_prefix("sources/")) {
            (Some(id), _) => p.at { span.kind { (visit.words.term(&hit.kind)) } " " (card_link(visit, id)) },
            (None, Some(name)) => p.at {
                span.kind { (visit.words.term(&hit.kind)) } " "
                a href=(to_text(visit, name, hit)) { (name) @if let Some(page) = &hit.page { ", p. " (page) } }
            },
            (None, None) => p.at { (hit.file) },
        }
        p.words { (words) }
    }
}

/// The words found in the reader.
fn to_text(visit: &Visit, name: &str, hit: &Hit) -> String {
    let page = visit.to(&Place::Original(name.to_owned()));
    format!("{page}?at={0}#c{0}-{1}", hit.start, hit.end)
}

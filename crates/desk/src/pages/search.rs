//! Words found in texts, notes and cards, with facets.

use super::frame::card_link;
use super::{Desk, Place, Query, Visit};
use crate::index::Hit;
use kaozheng_values::dates::{Bounds, parse_date};
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
    /// Dates that were asked for and not understood.
    pub(super) not_understood: Vec<String>,
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
    /// The name in the address: `kind`, `file` or `lang`.
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
    let is_cut = all.len() == MOST;
    let chosen = |hit: &&Hit| {
        let by = |name, value: &str| visit.query.get(name).is_none_or(|wanted| wanted == value);
        by("kind", &kind(desk, hit))
            && by("file", &hit.file)
            && by("lang", hit.lang.as_deref().unwrap_or_default())
    };
    let span = Span::read(visit);
    let dates = match span.bounds {
        Bounds::OPEN => BTreeMap::new(),
        _ => dates(desk),
    };
    let in_span = |hit: &&Hit| span.lets_through(dates.get(key(hit)).copied());
    let all: Vec<Hit> = all.iter().filter(in_span).cloned().collect();
    let kept: Vec<Hit> = all.iter().filter(chosen).cloned().collect();
    let shown = visit
        .query
        .get("show")
        .and_then(|show| show.parse().ok())
        .unwrap_or(SHOWN);
    SearchView {
        query,
        found: all.len(),
        more: is_cut,
        not_understood: span.not_understood,
        facets: vec![
            Facet {
                name: "kind",
                values: counted(all.iter().map(|hit| kind(desk, hit))),
            },
            Facet {
                name: "file",
                values: counted(all.iter().map(|hit| hit.file.clone())),
            },
            Facet {
                name: "lang",
                values: counted(all.iter().filter_map(|hit| hit.lang.clone())),
            },
        ],
        left: kept.len().saturating_sub(shown),
        hits: kept.into_iter().take(shown).collect(),
        failure: None,
    }
}

/// From when to when the cards and sources are, whose places are wanted.
struct Span {
    bounds: Bounds,
    not_understood: Vec<String>,
}

impl Span {
    fn read(visit: &Visit) -> Span {
        let mut not_understood = Vec::new();
        let mut date = |name: &str| {
            let words = visit.query.get(name)?;
            let date = parse_date(words).value;
            not_understood.extend(date.is_none().then(|| words.to_owned()));
            Some(date?.bounds)
        };
        let bounds = Bounds {
            earliest: date("from").and_then(|bounds| bounds.earliest),
            latest: date("to").and_then(|bounds| bounds.latest),
        };
        Span {
            bounds,
            not_understood,
        }
    }

    /// Whether something may lie in it; what has no date lies in the span that is open on both sides alone.
    fn lets_through(&self, bounds: Option<Bounds>) -> bool {
        self.bounds == Bounds::OPEN || bounds.is_some_and(|bounds| bounds.overlaps(self.bounds))
    }
}

/// What a hit has its date by: its card, or the file of the source whose text it is.
fn key(hit: &Hit) -> &str {
    hit.card.as_deref().unwrap_or(&hit.file)
}

/// The dates of cards, and of the originals by those of their source cards.
fn dates(desk: &Desk) -> BTreeMap<String, Bounds> {
    let entries = desk.timeline().entries.iter();
    let mut dates: BTreeMap<String, Bounds> = entries
        .map(|entry| (entry.id.clone(), entry.within))
        .collect();
    for source in desk.case.sources.values() {
        if let Some(bounds) = dates.get(source.id()).copied() {
            let files = source.files.iter();
            dates.extend(files.map(|file| (format!("sources/{}", file.value), bounds)));
        }
    }
    dates
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
            label { (visit.say("from")) " " input name="from" size="10" placeholder="June 1950" value=(visit.query.get("from").unwrap_or_default()); }
            label { (visit.say("to")) " " input name="to" size="10" placeholder="1951" value=(visit.query.get("to").unwrap_or_default()); }
            button.chief { (visit.say("search")) }
        }
        @for fault in &view.not_understood { p.fault role="status" { (visit.words.say_of("not-understood", fault)) } }
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
        "lang" => visit.say("search-language"),
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

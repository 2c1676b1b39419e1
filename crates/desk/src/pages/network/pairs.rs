//! Two actors and all that links them.

use crate::pages::frame::{card_links, with_links};
use crate::pages::{Desk, Place, Visit};
use crate::views::network::Link;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// Two actors, the lesser id first.
#[derive(Debug)]
pub(super) struct Pair<'a> {
    /// The one.
    pub one: &'a str,
    /// The other.
    pub other: &'a str,
    /// How they are called.
    pub names: [String; 2],
    /// What links them, in order of time.
    pub links: Vec<&'a Link>,
}

/// Most links of one pair that a page of all lists.
const MOST_LINKS: usize = 12;

/// The pairs, those with most links first.
pub(super) fn pairs<'a>(desk: &Desk, links: &'a [Link]) -> Vec<Pair<'a>> {
    let mut by_pair: BTreeMap<(&str, &str), Vec<&Link>> = BTreeMap::new();
    for link in links {
        for (a, b) in link.pairs() {
            let all = by_pair.entry((a.min(b), a.max(b))).or_default();
            if !all.last().is_some_and(|last| std::ptr::eq(*last, link)) {
                all.push(link);
            }
        }
    }
    let mut pairs: Vec<Pair> = by_pair
        .into_iter()
        .map(|((one, other), links)| Pair {
            one,
            other,
            names: [one, other].map(|id| desk.case.name_of(id).to_owned()),
            links,
        })
        .collect();
    pairs.sort_by(|a, b| {
        let order = b.links.len().cmp(&a.links.len());
        order.then_with(|| (a.one, a.other).cmp(&(b.one, b.other)))
    });
    pairs
}

impl Pair<'_> {
    /// The name of its section.
    pub(super) fn anchor(&self) -> String {
        format!("{}--{}", self.one, self.other)
    }
}

/// All that links a pair, each with its passages.
pub(super) fn section(desk: &Desk, visit: &Visit, pair: &Pair<'_>) -> Markup {
    let most = match visit.place {
        Place::NetworkOf(_) => pair.links.len(),
        _ => pair.links.len().min(MOST_LINKS),
    };
    html! {
        section.pair id=(pair.anchor()) {
            h2 { (pair.names[0]) " — " (pair.names[1]) " " span.count { (pair.links.len()) } }
            ul.links { @for link in &pair.links[..most] { (line(desk, visit, link)) } }
            @if most < pair.links.len() {
                p { a href=(visit.to(&Place::NetworkOf(pair.one.to_owned()))) { (visit.words.say_of("more-beside", pair.links.len() - most)) } }
            }
        }
    }
}

fn line(desk: &Desk, visit: &Visit, link: &Link) -> Markup {
    let names = |ids: &[String]| {
        ids.iter()
            .map(|id| desk.case.name_of(id).to_owned())
            .collect::<Vec<_>>()
            .join(", ")
    };
    html! {
        li.(link.kind.word()) {
            p {
                span.sort { (visit.words.term(link.kind.word())) @if let Some(form) = &link.form { ", " (visit.words.term(form)) } } " "
                a href=(visit.to_card(&link.card)) { (if link.title.is_empty() { &link.card } else { &link.title }) }
                @if link.kind.is_directed() { " " span.way { (names(&link.from)) " → " (names(&link.to)) } }
                @if !link.via.is_empty() { " " (visit.say("via")) " " (card_links(visit, link.via.iter().map(String::as_str))) }
            }
            p.state {
                @match link.when.is_empty() { true => (visit.say("no-date")), false => (link.when) }
                @if link.by_then == "maybe" { " (" (visit.say("perhaps-later")) ")" }
                @if !link.state.is_empty() { " · " strong { (visit.words.term(&link.state)) } }
            }
            @for passage in &link.passages {
                @for quotation in &passage.quotations { blockquote { p { (quotation) } } }
                @if !passage.cited.is_empty() { p.cited { (with_links(desk, visit, &passage.cited)) } }
            }
        }
    }
}

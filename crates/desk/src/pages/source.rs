//! One work: its card, its stemma, what was read in it and what rests on it.

use super::card::lines;
use super::frame::{card_link, card_links};
use super::{Desk, Place, Visit};
use crate::views::SourceView;
use crate::views::source::StemmaLine;
use maud::{Markup, html};

pub(super) fn view(desk: &Desk, id: &str) -> Option<SourceView> {
    SourceView::of(&desk.case, id)
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &SourceView) -> (String, Markup) {
    let title = if view.title.is_empty() {
        &view.id
    } else {
        &view.title
    };
    let body = html! {
        p.kind { (visit.words.term("source")) " " code { (view.id) } }
        h1 { (title) }
        (lines(desk, visit, &view.id))
        section {
            h2 { (visit.say("stemma")) }
            (stemma(visit, visit.say("comes-from"), &view.above))
            (stemma(visit, visit.say("goes-to"), &view.below))
            p { (visit.say("roots")) ": " (card_links(visit, view.roots.iter().map(String::as_str))) }
            @if !view.suspected_roots.is_empty() {
                p { (visit.say("suspected-roots")) ": " (card_links(visit, view.suspected_roots.iter().map(String::as_str))) }
            }
        }
        section {
            h2 { (visit.say("rests-on-it")) }
            ul {
                @for citing in &view.rests {
                    li { (card_link(visit, &citing.card)) @if !citing.locus.is_empty() { ", " (citing.locus) } " " (desk.says(&citing.card)) }
                }
            }
            @if !view.falls.is_empty() {
                p { (visit.say("falls-with-it")) ": " (card_links(visit, view.falls.iter().map(String::as_str))) }
            }
        }
        @for file in desk.case.sources.get(&view.id).into_iter().flat_map(|source| &source.files) {
            p { a href=(visit.to(&Place::Original(file.value.clone()))) { (visit.say("read-it")) } }
        }
    };
    (title.clone(), body)
}

fn stemma(visit: &Visit, heading: &str, links: &[StemmaLine]) -> Markup {
    html! {
        @if !links.is_empty() {
            h3 { (heading) }
            ul.stemma {
                @for link in links {
                    li data-depth=(link.depth) {
                        (card_link(visit, &link.id))
                        @if !link.how.is_empty() { " " em { (link.how) } }
                        " " (link.title)
                    }
                }
            }
        }
    }
}

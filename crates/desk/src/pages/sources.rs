//! The works of the case.

use super::frame::card_links;
use super::kinds::part_of;
use super::{Desk, Place, Visit};
use crate::views::SourcesView;
use maud::{Markup, html};

/// Works in one part of the page; JSON has them all.
const PART: usize = 250;

pub(super) fn view(desk: &Desk) -> SourcesView {
    SourcesView::of(&desk.case)
}

pub(super) fn page(visit: &Visit, view: &SourcesView) -> (String, Markup) {
    let (part, parts, before) = part_of(visit, view.sources.len(), PART);
    let body = html! {
        h1 { (visit.say("sources")) }
        div.scroll tabindex="0" role="region" aria-label=(visit.say("sources")) {
            table {
                thead {
                    tr {
                        th scope="col" { (visit.say("work")) }
                        th scope="col" { (visit.say("dated")) }
                        th.number scope="col" { (visit.say("cited")) }
                        th scope="col" { (visit.say("through")) }
                        th scope="col" { (visit.say("roots")) }
                    }
                }
                tbody {
                    @for line in view.sources.iter().skip(before).take(PART) {
                        tr {
                            th scope="row" {
                                a href=(visit.to(&Place::Source(line.id.clone()))) {
                                    @if !line.authors.is_empty() { (line.authors.join(", ")) ", " }
                                    cite { (if line.title.is_empty() { &line.id } else { &line.title }) }
                                }
                                @if let Some(sort) = &line.sort { " " span.sort { (visit.words.term(sort)) } }
                            }
                            td { (line.dated.as_deref().unwrap_or_default()) }
                            td.number { (line.cited) }
                            td { (card_links(visit, line.through.iter().map(String::as_str))) }
                            td { (card_links(visit, line.roots.iter().map(String::as_str))) }
                        }
                    }
                }
            }
        }
        (super::kinds::parts(visit, part, parts))
    };
    (visit.say("sources").to_owned(), body)
}

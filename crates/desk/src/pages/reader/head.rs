//! What stands above and below an original: what it is, its headings, its parts, and what can be put beside it.

use super::ReaderView;
use crate::pages::frame::card_link;
use crate::pages::{Place, Visit};
use maud::{Markup, html};

pub(super) fn head(visit: &Visit, view: &ReaderView) -> Markup {
    html! {
        header.leafhead {
            p.kind {
                (visit.say("reader")) " · " span.file { (view.name) }
                @if visit.is_served() {
                    " · " a href=(super::super::originals::to_file(&view.name)) download { (visit.say("the-file")) }
                }
            }
            h1 { (view.title) }
            p.of-source {
                @match (&view.source, &view.draft_key) {
                    (Some(id), Some(key)) if visit.is_served() => {
                        a.id href={ (visit.to(&Place::Inbox)) "?like=" (key) } { (id) } " · " (visit.say("a-draft"))
                    }
                    (Some(id), None) => (card_link(visit, id)),
                    _ => (visit.say("no-source-card")),
                }
            }
            (contents(visit, view))
            @if visit.is_served() { (tools(visit, view)) }
            (parts(visit, view))
        }
    }
}

pub(super) fn foot(visit: &Visit, view: &ReaderView) -> Markup {
    html! {
        (parts(visit, view))
        @if visit.is_served() {
            details.keys {
                summary { (visit.say("reader-keys")) }
                (keys(visit))
            }
        }
    }
}

/// The headings, each a link into its part.
fn contents(visit: &Visit, view: &ReaderView) -> Markup {
    if view.headings.len() < 2 {
        return html! {};
    }
    let to = |passage: usize, part: usize| match view.parts > 1
        && visit.is_served()
        && part != view.part
    {
        true => format!("?passage={passage}#p{passage}"),
        false => format!("#p{passage}"),
    };
    html! {
        details.contents {
            summary { (visit.say("headings")) }
            ol { @for heading in &view.headings { li { a href=(to(heading.passage, heading.part)) { (heading.words) } } } }
        }
    }
}

/// The parts of a long original; nothing for one that is shown whole.
fn parts(visit: &Visit, view: &ReaderView) -> Markup {
    if view.part == 0 {
        return html! {};
    }
    let to = |part: usize| {
        visit
            .query
            .with("passage", "")
            .with("at", "")
            .with("part", &part.to_string())
            .written()
    };
    let near = |part: &usize| *part <= 2 || *part + 2 > view.parts || part.abs_diff(view.part) <= 3;
    html! {
        nav.parts aria-label=(visit.say("text-parts")) {
            @if view.part > 1 { a rel="prev" href=(to(view.part - 1)) { "← " (visit.say("earlier-part")) } }
            ol {
                @for part in (1..=view.parts).filter(near) {
                    li { a href=(to(part)) aria-current=[(part == view.part).then_some("page")] { (part) } }
                }
            }
            @if view.part < view.parts { a rel="next" href=(to(view.part + 1)) { (visit.say("later-part")) " →" } }
        }
    }
}

/// Another original beside this one, and whether drafts are shown.
fn tools(visit: &Visit, view: &ReaderView) -> Markup {
    html! {
        div.tools {
            label.with-drafts { input type="checkbox" #show-drafts checked; " " (visit.say("show-drafts")) }
            @if !view.others.is_empty() {
                form.choose method="get" {
                    @if view.part > 0 { input type="hidden" name="part" value=(view.part); }
                    label for="beside" { (visit.say("beside")) }
                    " " select #beside name="beside" {
                        option value="" { (visit.say("nothing-beside")) }
                        @for other in &view.others {
                            option value=(other) selected[view.beside.as_ref().is_some_and(|beside| beside.name == *other)] { (other) }
                        }
                    }
                    " " button { (visit.say("show")) }
                }
            }
            @if visit.may_write {
                span.making data-making hidden { a.button.chief href=(visit.to(&Place::NewCard)) { (visit.say("make-card")) } }
            }
        }
    }
}

fn keys(visit: &Visit) -> Markup {
    let rows = [
        ("j k", "key-sentence"),
        ("v", "key-extend"),
        ("m", "key-make"),
        ("P B L M E A Q S", "key-kinds"),
        ("x", "key-correct"),
        ("Esc", "key-none"),
    ];
    html! {
        dl.keylist {
            @for (keys, what) in rows {
                dt { @for key in keys.split(' ') { kbd { (key) } " " } }
                dd { (visit.say(what)) }
            }
        }
    }
}

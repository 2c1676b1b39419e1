//! What is wrong or doubtful, each with place, reason and mending.

use super::Visit;
use crate::views::ChecksView;
use maud::{Markup, html};

pub(super) fn page(visit: &Visit, view: &ChecksView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("checks")) }
        @if view.notes.is_empty() { p.empty { (visit.say("nothing-wrong")) } }
        ol.checks {
            @for note in &view.notes {
                li class=(note.severity) {
                    p {
                        span.severity { (visit.words.term(&note.severity)) } " " code { (note.code) }
                        @if let Some(at) = &note.at {
                            " " span.file { (at.file) @if let Some(line) = at.line { ":" (line) } }
                        }
                    }
                    p.message { (note.message) }
                    @for also in &note.also {
                        p.also { (also.what.as_deref().unwrap_or_default()) " " span.file { (also.file) @if let Some(line) = also.line { ":" (line) } } }
                    }
                    @if let Some(help) = &note.help { p.help { (help) } }
                }
            }
        }
    };
    (visit.say("checks").to_owned(), body)
}

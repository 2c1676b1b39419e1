//! The first page: what the case holds, what is asked of it and what it answers.

use super::frame::with_links;
use super::{Desk, Place, Visit};
use crate::views::HomeView;
use kaozheng_record::Kind;
use maud::{Markup, html};

pub(super) fn view(desk: &Desk) -> HomeView {
    HomeView::of(
        &desk.case,
        &desk.title,
        desk.documents().len(),
        &desk.questions,
    )
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &HomeView) -> (String, Markup) {
    let body = html! {
        h1 { (view.title) }
        (super::checks::banner(desk, visit))
        ul.counts {
            @for counted in &view.cards {
                @if let Some(kind) = Kind::parse(&counted.kind) {
                    li { a href=(visit.to(&Place::Cards(kind))) { strong { (counted.count) } " " (visit.words.term(&format!("{}s", counted.kind))) } }
                }
            }
        }
        @if view.questions.is_empty() {
            p.empty { (visit.say("no-questions")) }
        }
        @for question in &view.questions {
            section.question {
                h2 { a href=(visit.to(&Place::Question(question.id.clone()))) { (question.asks) } }
                @for answer in &question.answers {
                    p.answer {
                        span.verdict { (answer.verdict) }
                        " " span.asked { (answer.question) }
                    }
                    @if let Some(last) = answer.steps.last() {
                        p.step { (with_links(desk, visit, last)) }
                    }
                }
            }
        }
    };
    (visit.say("home").to_owned(), body)
}

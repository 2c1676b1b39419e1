//! The table of one matter, and the answer to why an actor knew of it.

use super::super::timeline::marks::day;
use super::grid::to_why;
use crate::pages::frame::{card_link, card_links, with_links};
use crate::pages::{Desk, Visit};
use crate::views::AnswerView;
use crate::views::knowledge::{ActorKnowledge, MatterKnowledge, Stage};
use kaozheng_values::dates::Day;
use maud::{Markup, html};

/// The name of a row.
pub(super) fn anchor(matter: &str, actor: &str) -> String {
    format!("{matter}--{actor}")
}

/// What is known of each actor, from when on, by which card and which route.
pub(super) fn table(
    desk: &Desk,
    visit: &Visit,
    matter: &MatterKnowledge,
    on: Option<Day>,
) -> Markup {
    html! {
        div.scroll tabindex="0" role="region" aria-label=(matter.says) {
            table.knowledge {
                thead {
                    tr {
                        th scope="col" { (visit.say("who")) }
                        @if let Some(day) = on { th scope="col" { (visit.words.say_of("on", day.iso())) } }
                        th scope="col" { (visit.say("what-is-known")) }
                        th scope="col" { (visit.say("by-route")) }
                    }
                }
                tbody {
                    @for actor in &matter.actors {
                        tr id=(anchor(&matter.matter, &actor.actor)) {
                            th scope="row" { a href=(visit.to_card(&actor.actor)) { (actor.name) } }
                            @if let Some(day) = on { td { strong { (status_on(visit, actor, day)) } } }
                            td { @for stage in &actor.stages { (line(visit, matter, actor, stage)) } }
                            td { (route(desk, visit, &actor.route)) }
                        }
                    }
                }
            }
        }
    }
}

fn line(visit: &Visit, matter: &MatterKnowledge, actor: &ActorKnowledge, stage: &Stage) -> Markup {
    html! {
        p.stage {
            @match visit.is_served() {
                true => a href=(to_why(visit, matter, actor, stage)) { (visit.words.term(&stage.status)) },
                false => strong { (visit.words.term(&stage.status)) },
            }
            " " (match stage.from { Some(_) => visit.words.say_of("since", &stage.since), None => visit.say("from-the-beginning").to_owned() })
            @if let Some(card) = &stage.card { " " (card_link(visit, card)) }
        }
    }
}

/// The status at the end of a day.
fn status_on(visit: &Visit, actor: &ActorKnowledge, on: Day) -> String {
    let begun = |stage: &&Stage| {
        stage
            .from
            .as_deref()
            .is_none_or(|from| day(from).is_some_and(|from| from <= on))
    };
    let stage = actor.stages.iter().rev().find(begun);
    visit
        .words
        .term(stage.map_or("none", |stage| stage.status.as_str()))
}

fn route(desk: &Desk, visit: &Visit, messages: &[String]) -> Markup {
    html! {
        @if !messages.is_empty() {
            ol.route { @for id in messages { li { (card_link(visit, id)) " " (desk.says(id)) } } }
        }
    }
}

/// Why it is so: the steps from the question to the verdict, the route, and what it all rests on.
pub(super) fn answer(desk: &Desk, visit: &Visit, actor: &str, answer: &AnswerView) -> Markup {
    let ids = |ids: &[String]| card_links(visit, ids.iter().map(String::as_str));
    html! {
        section.why id=[visit.is_served().then_some("why")] aria-label=(answer.question) {
            h2 { (desk.case.name_of(actor)) ": " span.verdict { (visit.words.term(&answer.verdict)) } " " span.asked { (answer.question) } }
            ol.steps { @for step in &answer.steps { li { (with_links(desk, visit, step)) } } }
            @if answer.route.len() > 1 { p { strong { (visit.say("by-route")) } ": " (ids(&answer.route)) } }
            p {
                strong { (visit.say("rests-on-alone")) } ": "
                @if answer.rests_on.is_empty() { (visit.say("no-single-point")) } @else { (ids(&answer.rests_on)) }
            }
            (lines(desk, visit, "rival-accounts", &answer.rivals))
            (lines(desk, visit, "would-change-it", &answer.would_change))
            (lines(desk, visit, "missing", &answer.missing))
        }
    }
}

fn lines(desk: &Desk, visit: &Visit, key: &'static str, all: &[String]) -> Markup {
    html! {
        @if !all.is_empty() {
            h3 { (visit.say(key)) }
            ul { @for one in all { li { (with_links(desk, visit, one)) } } }
        }
    }
}

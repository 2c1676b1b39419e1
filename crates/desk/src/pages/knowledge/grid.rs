//! The grid of one matter: a lane for each actor, a bar for each status.

use super::super::timeline::axis::{Axis, across};
use super::super::timeline::marks::day;
use super::table::anchor;
use crate::pages::{Place, Query, Visit};
use crate::views::knowledge::{ActorKnowledge, MatterKnowledge, Stage};
use kaozheng_values::dates::Day;
use maud::{Markup, html};

/// The statuses that are drawn, the least first.
const STATUSES: [&str; 6] = [
    "could",
    "maybe told",
    "told",
    "known",
    "ignorant",
    "contested",
];

const HEAD: u32 = 26;
const LANE: u32 = 42;

/// The class of a status.
fn class(status: &str) -> String {
    format!("k-{}", status.replace(' ', "-"))
}

/// The patterns by which statuses are told apart without colour.
pub(super) fn patterns() -> Markup {
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                (pattern("could", &html! { circle cx="4" cy="4" r="1.1" {} }))
                (pattern("maybe told", &html! { path d="M-2 10 L10 -2" fill="none" {} }))
                (pattern("told", &html! { path d="M-2 10 L10 -2 M-2 6 L6 -2 M2 10 L10 2" fill="none" {} }))
                (pattern("known", &html! {}))
                (pattern("ignorant", &html! { path d="M0 4 H8" fill="none" {} }))
                (pattern("contested", &html! { path d="M0 0 L8 8 M0 8 L8 0" fill="none" {} }))
            }
        }
    }
}

fn pattern(status: &str, sign: &Markup) -> Markup {
    let class = class(status);
    html! {
        pattern id=(class) class=(class) width="8" height="8" patternUnits="userSpaceOnUse" {
            rect.ground width="8" height="8" {} (sign)
        }
    }
}

/// What the patterns mean.
pub(super) fn legend(visit: &Visit) -> Markup {
    html! {
        ul.legend aria-label=(visit.say("marks")) {
            @for status in STATUSES {
                li {
                    svg width="36" height="16" aria-hidden="true" focusable="false" { rect.stage.(class(status)) x="1" y="1" width="34" height="14" rx="3" fill={ "url(#" (class(status)) ")" } {} }
                    " " (visit.words.term(status)) ": " (visit.say(meaning(status)))
                }
            }
        }
    }
}

fn meaning(status: &str) -> &'static str {
    match status {
        "could" => "means-could",
        "maybe told" => "means-maybe-told",
        "told" => "means-told",
        "known" => "means-known",
        "ignorant" => "means-ignorant",
        _ => "means-contested",
    }
}

/// The lanes of a matter.
pub(super) fn grid(visit: &Visit, matter: &MatterKnowledge, axis: Axis, on: Option<Day>) -> Markup {
    let height = HEAD + LANE * u32::try_from(matter.actors.len()).unwrap_or(0) + 4;
    html! {
        div.drawing {
            svg width="100%" height=(height) aria-hidden="true" focusable="false" {
                @for (place, name) in axis.marks() {
                    line.grid x1=(across(place)) x2=(across(place)) y1="18" y2=(height) {}
                    text.mark x=(across(place)) y="13" text-anchor=(if place > 92.0 { "end" } else if place < 4.0 { "start" } else { "middle" }) { (name) }
                }
                @for (nth, actor) in (0..).zip(&matter.actors) {
                    text.lane x="0" y=(HEAD + LANE * nth + 14) { (actor.name) }
                    @for (at, stage) in actor.stages.iter().enumerate() {
                        (bar(visit, matter, actor, stage, actor.stages.get(at + 1), axis, HEAD + LANE * nth + 20))
                    }
                }
                @if let Some(day) = on {
                    line.today x1=(across(axis.at(day.plus(1)))) x2=(across(axis.at(day.plus(1)))) y1="18" y2=(height) {}
                }
            }
        }
    }
}

fn bar(
    visit: &Visit,
    matter: &MatterKnowledge,
    actor: &ActorKnowledge,
    stage: &Stage,
    next: Option<&Stage>,
    axis: Axis,
    y: u32,
) -> Markup {
    if stage.status == "none" {
        return html! {};
    }
    let at = |stage: &Stage| stage.from.as_deref().and_then(day).map(|day| axis.at(day));
    let left = at(stage).unwrap_or(0.0);
    let right = next.and_then(at).unwrap_or(100.0);
    let width = (right - left).max(0.5);
    html! {
        a href=(to_why(visit, matter, actor, stage)) tabindex="-1" {
            title { (actor.name) ": " (visit.words.term(&stage.status)) ", " (stage.since) }
            rect.stage.(class(&stage.status)) x=(across(left)) y=(y) width=(across(width)) height="18" rx="3" fill={ "url(#" (class(&stage.status)) ")" } {}
            @if width > 13.0 { text.word x=(across(left)) dx="7" y=(y + 13) { (visit.words.term(&stage.status)) } }
        }
    }
}

/// Where it is told why: asked for when served, in the table when printed.
pub(super) fn to_why(
    visit: &Visit,
    matter: &MatterKnowledge,
    actor: &ActorKnowledge,
    stage: &Stage,
) -> String {
    if !visit.is_served() {
        return format!("#{}", anchor(&matter.matter, &actor.actor));
    }
    let query = Query::default()
        .with("actor", &actor.actor)
        .with("on", stage.from.as_deref().unwrap_or_default());
    let page = visit.to(&Place::KnowledgeOf(matter.matter.clone()));
    format!("{page}{}#why", query.written())
}

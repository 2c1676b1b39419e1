//! The list below a drawing: the same in words.

use super::chart::{self, when};
use super::choice::Clock;
use super::marks::Mark;
use super::period::Period;
use crate::pages::frame::{card_link, with_links};
use crate::pages::{Desk, Visit};
use maud::{Markup, html};

/// Every mark of a clock, in order of time.
pub(super) fn list(desk: &Desk, visit: &Visit, clock: Clock, marks: &[Mark]) -> Markup {
    let has_others = marks
        .iter()
        .any(|mark| !mark.rivals.is_empty() || !mark.clocks.is_empty());
    html! {
        @if !marks.is_empty() {
            div.scroll tabindex="0" role="region" aria-label=(visit.say(clock.key())) {
                table.dates {
                    thead {
                        tr {
                            th scope="col" { (visit.say("when")) }
                            th scope="col" { (visit.say(clock.key())) }
                            th scope="col" { (visit.say("who")) }
                            @if has_others { th scope="col" { (visit.say("other-times")) } }
                            th scope="col" { (visit.say("read-in")) }
                        }
                    }
                    tbody { @for mark in marks { (row(desk, visit, mark, has_others)) } }
                }
            }
        }
    }
}

fn row(desk: &Desk, visit: &Visit, mark: &Mark, has_others: bool) -> Markup {
    html! {
        tr {
            td.when {
                @if mark.impossible { a.impossible href="#contradiction" title=(visit.say("cannot-all-hold")) aria-label=(visit.say("cannot-all-hold")) { "⚠" } " " }
                (when(mark))
                @if !mark.words.is_empty() && mark.words != mark.bounds { br; span.bounds { (mark.bounds) } }
            }
            th scope="row" {
                a href=(visit.to(&mark.leads())) { (if mark.title.is_empty() { &mark.card } else { &mark.title }) }
                " " span.sort { (visit.words.term(&mark.sort)) @if let Some(key) = unsent(mark) { " · " (visit.say(key)) } }
            }
            td { (mark.who.join(", ")) }
            @if has_others { td { (others(desk, visit, mark)) } }
            td { (with_links(desk, visit, &mark.grounds.join("; "))) }
        }
    }
}

/// The dates that others give, and the other clocks.
fn others(desk: &Desk, visit: &Visit, mark: &Mark) -> Markup {
    html! {
        @for rival in &mark.rivals {
            span.rival { (rival.words) " " (visit.say("according-to")) " " (with_links(desk, visit, &rival.grounds.join("; "))) } br;
        }
        @for other in &mark.clocks {
            span.other { (visit.words.term(other.clock)) " " (other.words) @if let Some(source) = &other.source { " " (card_link(visit, source)) } } br;
        }
    }
}

fn unsent(mark: &Mark) -> Option<&'static str> {
    match mark.sent.as_deref() {
        Some("no") => Some("not-sent"),
        Some("maybe") => Some("perhaps-sent"),
        _ => None,
    }
}

/// Where there are too many for one page: years, months or days, each with its count and a page of its own.
pub(super) fn periods(visit: &Visit, periods: &[(Period, usize)]) -> Markup {
    html! {
        p { (visit.say("too-many-by-period")) }
        ul.periods {
            @for (period, count) in periods {
                li { a href=(chart::to_period(visit, *period)) { (period.name()) } " " span.count { (count) } }
            }
        }
    }
}

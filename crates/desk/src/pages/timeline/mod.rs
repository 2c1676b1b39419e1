//! The timeline: what happened, when it was learned, and when the papers that tell of it were written and released.
//!
//! Each clock is drawn by lanes of actors and listed in full below. Dates stay as vague as their words: what lies
//! somewhere in a month fades at both ends of it. Rival dates are joined by a thin line, and dates that cannot all hold
//! carry a sign. What is too much for one page is counted by years, months or days, each a page of its own.

pub(super) mod axis;
mod chart;
pub(super) mod choice;
mod list;
pub(super) mod marks;
mod period;

use super::{Desk, Place, Visit};
use crate::views::timeline::Undated;
use axis::Axis;
use choice::{Choice, Clock};
use kaozheng_values::dates::{Bounds, Day};
use marks::Mark;
use maud::{Markup, html};
use period::Period;
use serde::Serialize;
use std::collections::BTreeMap;

/// What the page shows.
#[derive(Debug, Serialize)]
pub(super) struct TimelinePage {
    /// The year, month or day of the page; null for all time.
    pub period: Option<String>,
    /// The first day that was chosen.
    pub from: Option<String>,
    /// The last day that was chosen.
    pub to: Option<String>,
    /// The actor that was chosen, by id.
    pub actor: Option<String>,
    /// The sort of event that was chosen, or `statement`.
    pub kind: Option<String>,
    /// What was asked for and not understood.
    pub not_understood: Vec<String>,
    /// The clocks, each with what it gives a time.
    pub clocks: Vec<ClockMarks>,
    /// Events of which no date is known.
    pub undated: Vec<Undated>,
    /// The sentences that cannot all hold.
    pub contradiction: Vec<String>,
    /// The actors to choose from, those with most events first.
    pub actors: Vec<(String, usize)>,
    /// The sorts of event to choose from, with how many there are.
    pub kinds: Vec<(String, usize)>,
    #[serde(skip)]
    choice: Choice,
    #[serde(skip)]
    within: Option<Period>,
}

/// One clock.
#[derive(Debug, Serialize)]
pub(super) struct ClockMarks {
    /// Which.
    clock: Clock,
    /// Its marks in order of time.
    marks: Vec<Mark>,
    /// How many there are in each year, month or day, when there are too many for one page.
    periods: Vec<(String, usize)>,
    #[serde(skip)]
    counted: Vec<(Period, usize)>,
}

/// More marks than this are listed by year, month or day.
const MOST_LISTED: usize = 300;

/// Most names that a field offers.
const MOST_OFFERED: usize = 80;

/// The timeline, or that of a period; `None` when no calendar has the period.
pub(super) fn view(desk: &Desk, visit: &Visit, period: Option<&str>) -> Option<TimelinePage> {
    let within = match period {
        Some(name) => Some(Period::parse(name)?),
        None => None,
    };
    let choice = Choice::read(desk, &visit.query, within);
    let clocks = choice.clocks.iter();
    let clocks = clocks
        .map(|&clock| of_clock(desk, clock, &choice))
        .collect();
    let all = desk.timeline();
    Some(TimelinePage {
        period: period.map(str::to_owned),
        from: choice.from.map(Day::iso),
        to: choice.to.map(Day::iso),
        actor: choice.actor.clone(),
        kind: choice.kind.clone(),
        not_understood: choice.faults.clone(),
        clocks,
        undated: match within {
            Some(_) => Vec::new(),
            None => all.undated.clone(),
        },
        contradiction: all.contradiction.clone(),
        actors: counts(
            all.entries
                .iter()
                .filter(|entry| entry.kind == "event")
                .flat_map(|entry| &entry.who),
        ),
        kinds: kinds(desk),
        choice,
        within,
    })
}

fn of_clock(desk: &Desk, clock: Clock, choice: &Choice) -> ClockMarks {
    let marks = marks::marks(desk, clock, choice);
    let bounds: Vec<Bounds> = marks.iter().map(Mark::whole).collect();
    let hull = Axis::days_of(bounds.iter().copied());
    let counted = match hull {
        Some((first, last)) if marks.len() > chart::MOST_DRAWN => period::counted(
            &bounds,
            (choice.from.unwrap_or(first), choice.to.unwrap_or(last)),
        ),
        _ => Vec::new(),
    };
    let many = marks.len() > MOST_LISTED && counted.len() > 1;
    let named = counted
        .iter()
        .map(|(period, count)| (period.name(), *count));
    ClockMarks {
        clock,
        periods: if many { named.collect() } else { Vec::new() },
        marks,
        counted,
    }
}

fn kinds(desk: &Desk) -> Vec<(String, usize)> {
    let entries = &desk.timeline().entries;
    let sorts = entries.iter().filter(|entry| entry.kind == "event");
    let mut kinds = counts(sorts.filter_map(|entry| entry.sort.as_ref()));
    let statements = entries
        .iter()
        .filter(|entry| entry.kind == "statement")
        .count();
    if statements > 0 {
        kinds.push(("statement".to_owned(), statements));
    }
    kinds
}

/// Names with how often they occur, the most frequent first.
fn counts<'a>(names: impl Iterator<Item = &'a String>) -> Vec<(String, usize)> {
    let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    let mut out: Vec<(String, usize)> = counts
        .into_iter()
        .map(|(name, count)| (name.clone(), count))
        .collect();
    out.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    out.truncate(MOST_OFFERED);
    out
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &TimelinePage) -> (String, Markup) {
    let title = match &view.period {
        Some(period) => format!("{} · {period}", visit.say("timeline")),
        None => visit.say("timeline").to_owned(),
    };
    let body = html! {
        h1 { (title) }
        @if let Some(period) = view.within { (ways_out(visit, period)) }
        @if visit.is_served() { (facets(desk, visit, view)) }
        @for fault in &view.not_understood { p.fault role="status" { (visit.words.say_of("not-understood", fault)) } }
        (chart::gradients())
        @for clock in &view.clocks { (section(desk, visit, view, clock)) }
        (undated(visit, view))
        @if !view.contradiction.is_empty() {
            section #contradiction {
                h2 { span.impossible { "⚠ " } (visit.say("cannot-all-hold")) }
                ol { @for sentence in &view.contradiction { li { (super::frame::with_links(desk, visit, sentence)) } } }
            }
        }
    };
    (title, body)
}

fn ways_out(visit: &Visit, period: Period) -> Markup {
    html! {
        p.out {
            a href=(visit.to(&Place::Timeline)) { (visit.say("whole-timeline")) }
            @for above in std::iter::successors(period.above(), |above| above.above()).collect::<Vec<_>>().iter().rev() {
                " › " a href=(visit.to(&Place::TimelineOf(above.name()))) { (above.name()) }
            }
            " › " (period.name())
        }
    }
}

fn facets(desk: &Desk, visit: &Visit, view: &TimelinePage) -> Markup {
    let value = |name: &str| visit.query.get(name).unwrap_or_default().to_owned();
    let actor = view
        .actor
        .as_deref()
        .map_or_else(|| value("actor"), |id| desk.case.name_of(id).to_owned());
    html! {
        form.choose action=(visit.to(&visit.place)) {
            fieldset {
                legend { (visit.say("clocks")) }
                @for clock in Clock::ALL {
                    label { input type="checkbox" name="clock" value=(clock.word()) checked[view.choice.clocks.contains(&clock)]; " " (visit.say(clock.key())) }
                }
            }
            label { (visit.say("actor")) input name="actor" list="actors" value=(actor) autocomplete="off"; }
            datalist #actors { @for (name, _) in &view.actors { option value=(name) {} } }
            label { (visit.say("sort"))
                select name="kind" {
                    option value="" { (visit.say("all")) }
                    @for (kind, count) in &view.kinds {
                        option value=(kind) selected[view.kind.as_ref() == Some(kind)] { (visit.words.term(kind)) " (" (count) ")" }
                    }
                }
            }
            label { (visit.say("from")) input name="from" value=(value("from")) placeholder="June 1950" size="12"; }
            label { (visit.say("to")) input name="to" value=(value("to")) placeholder="1951" size="12"; }
            button { (visit.say("show-chosen")) }
            @if !visit.query.0.is_empty() { a.button href=(visit.to(&visit.place)) { (visit.say("show-all")) } }
        }
    }
}

fn section(desk: &Desk, visit: &Visit, view: &TimelinePage, of: &ClockMarks) -> Markup {
    let word = of.clock.word();
    html! {
        section.clock.(word) aria-labelledby=(word) {
            h2 id=(word) { (visit.say(of.clock.key())) " " span.count { (of.marks.len()) } }
            @if of.marks.is_empty() { p.empty { (visit.say("nothing-here")) } }
            @else { (drawing(visit, view, of)) }
            @if of.periods.is_empty() { (list::list(desk, visit, of.clock, &of.marks)) }
            @else { (list::periods(visit, &of.counted)) }
        }
    }
}

fn drawing(visit: &Visit, view: &TimelinePage, of: &ClockMarks) -> Markup {
    let beside = view
        .clocks
        .iter()
        .filter(|other| (other.clock == Clock::Papers) == (of.clock == Clock::Papers));
    let all = beside.flat_map(|other| &other.marks).flat_map(|mark| {
        let rivals = mark.rivals.iter().map(|rival| rival.within);
        rivals.chain([mark.whole()])
    });
    let Some(hull) = Axis::over(all) else {
        return html! {};
    };
    let axis = hull.cut(view.choice.from, view.choice.to);
    match of.marks.len() > chart::MOST_DRAWN {
        false => chart::single(visit, of.clock, &of.marks, axis),
        true if of.counted.len() > 1 => chart::dense(visit, of.clock, &of.marks, &of.counted, axis),
        true => html! {},
    }
}

fn undated(visit: &Visit, view: &TimelinePage) -> Markup {
    let shown = view.undated.len().min(MOST_LISTED);
    html! {
        @if !view.undated.is_empty() {
            section {
                h2 { (visit.say("undated")) " " span.count { (view.undated.len()) } }
                ul {
                    @for event in &view.undated[..shown] {
                        li {
                            a href=(visit.to_card(&event.id)) { (if event.title.is_empty() { &event.id } else { &event.title }) }
                            @if !event.words.is_empty() { " — " (event.words.join("; ")) }
                        }
                    }
                }
                @if shown < view.undated.len() {
                    p { (visit.words.say_of("more-beside", view.undated.len() - shown)) " "
                        a href=(visit.to(&Place::Cards(kaozheng_record::Kind::Event))) { (visit.words.term("events")) } }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests;

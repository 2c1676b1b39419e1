//! The timeline as a drawing: lanes with bars and points, or counts where there is too much for single marks.
//!
//! A drawing is a second way to read the list below it, which says all that it shows; so it is hidden from screen readers
//! and left out of the order of the Tab key. Places are in hundredths of the width, so that letters keep their size.

use super::axis::{Axis, across};
use super::choice::Clock;
use super::marks::Mark;
use super::period::Period;
use crate::pages::{Place, Visit};
use kaozheng_values::dates::{Bounds, Day};
use maud::{Markup, html};
use std::collections::BTreeMap;

/// More marks than this are counted, not drawn one by one.
pub(super) const MOST_DRAWN: usize = 120;

/// More lanes than this are drawn as one, that of the others.
const MOST_LANES: usize = 12;

const LANE: u32 = 30;
const ROW: u32 = 24;
const RIVAL: u32 = 18;
const HEAD: u32 = 26;

/// Letters of a title beside its mark.
const LETTERS: usize = 56;

/// The gradients that drawings of this page use: uncertain dates fade at their ends.
pub(super) fn gradients() -> Markup {
    let stops: [(&str, [&str; 4]); 3] = [
        ("fade", ["0.12", "0.85", "0.85", "0.12"]),
        ("fade-first", ["0", "0.5", "0.85", "0.85"]),
        ("fade-last", ["0.85", "0.85", "0.5", "0"]),
    ];
    html! {
        svg.defs width="0" height="0" aria-hidden="true" focusable="false" {
            defs {
                @for clock in Clock::ALL {
                    @for (name, stops) in stops {
                        linearGradient id={ (name) "-" (clock.word()) } {
                            @for (offset, opacity) in ["0%", "28%", "72%", "100%"].iter().zip(stops) {
                                stop.(clock.word()) offset=(offset) stop-opacity=(opacity) {}
                            }
                        }
                    }
                }
            }
        }
    }
}

/// A row of the drawing.
enum Row<'a> {
    Lane(&'a str),
    Mark(&'a Mark),
    Rival(&'a str, Bounds, f64),
}

impl Row<'_> {
    fn height(&self) -> u32 {
        match self {
            Row::Lane(_) => LANE,
            Row::Mark(_) => ROW,
            Row::Rival(..) => RIVAL,
        }
    }
}

/// The marks of one clock, each in the lane of the first who is named.
pub(super) fn single(visit: &Visit, clock: Clock, marks: &[Mark], axis: Axis) -> Markup {
    let mut lanes: Vec<(&str, Vec<&Mark>)> = Vec::new();
    for mark in marks {
        let name = mark.who.first().map_or("", String::as_str);
        match lanes.iter_mut().find(|lane| lane.0 == name) {
            Some(lane) => lane.1.push(mark),
            None => lanes.push((name, vec![mark])),
        }
    }
    let rows: Vec<Row> = lanes.iter().flat_map(|lane| rows(lane, axis)).collect();
    let height = HEAD + rows.iter().map(Row::height).sum::<u32>() + 6;
    html! {
        (canvas(height, axis, &html! {
            @for (row, y) in rows.iter().zip(tops(&rows)) {
                @match row {
                    Row::Lane(name) => text.lane x="0" y=(y + 20) { (if name.is_empty() { visit.say("nobody-named") } else { name }) },
                    Row::Mark(mark) => (drawn(visit, clock, mark, axis, y)),
                    Row::Rival(words, bounds, from) => (rival(words, *bounds, *from, axis, y)),
                }
            }
        }))
    }
}

fn rows<'a>((name, marks): &(&'a str, Vec<&'a Mark>), axis: Axis) -> Vec<Row<'a>> {
    let mut rows = vec![Row::Lane(name)];
    for mark in marks {
        rows.push(Row::Mark(mark));
        let from = middle(axis.stretch(mark.within));
        let rivals = mark.rivals.iter();
        rows.extend(rivals.map(|rival| Row::Rival(&rival.words, rival.within, from)));
    }
    rows
}

fn middle((left, right): (f64, f64)) -> f64 {
    f64::midpoint(left, right)
}

fn tops(rows: &[Row]) -> Vec<u32> {
    let mut y = HEAD;
    let mut tops = Vec::with_capacity(rows.len());
    for row in rows {
        tops.push(y);
        y += row.height();
    }
    tops
}

/// A drawing with the marks of its axis.
fn canvas(height: u32, axis: Axis, inside: &Markup) -> Markup {
    html! {
        div.drawing {
            svg width="100%" height=(height) aria-hidden="true" focusable="false" {
                @for (place, name) in axis.marks() {
                    line.grid x1=(across(place)) x2=(across(place)) y1="18" y2=(height) {}
                    text.mark x=(across(place)) y="13" text-anchor=(if place > 92.0 { "end" } else if place < 4.0 { "start" } else { "middle" }) { (name) }
                }
                (inside)
            }
        }
    }
}

fn drawn(visit: &Visit, clock: Clock, mark: &Mark, axis: Axis, y: u32) -> Markup {
    let (left, right) = axis.stretch(mark.within);
    let whole = axis.stretch(mark.whole()).1.max(right);
    let is_left = whole < 55.0 || left < 100.0 - whole;
    let (at, anchor, away) = match is_left {
        true => (whole, "start", "10"),
        false => (left, "end", "-10"),
    };
    let class = match mark.sent.as_deref() {
        Some("no") => "unsent",
        Some("maybe") => "doubtful",
        _ => "",
    };
    html! {
        a href=(visit.to(&mark.leads())) tabindex="-1" class=(class) {
            title { (said(mark)) }
            rect.target x="0" y=(y) width="100%" height=(ROW) {}
            @if whole > right { line.lasting.(clock.word()) x1=(across(middle((left, right)))) x2=(across(whole)) y1=(y + 12) y2=(y + 12) {} }
            (shape(clock, mark.within, axis, y))
            text.label x=(across(at)) dx=(away) y=(y + 16) text-anchor=(anchor) {
                @if mark.impossible { tspan.impossible { "⚠ " } }
                (short(&mark.title)) " "
                tspan.when { (when(mark)) }
            }
        }
    }
}

/// A point for a day, a bar with fading ends for what lies somewhere in it.
fn shape(clock: Clock, within: Bounds, axis: Axis, y: u32) -> Markup {
    let (left, right) = axis.stretch(within);
    let fade = match (within.earliest, within.latest) {
        (None, _) => "fade-first",
        (_, None) => "fade-last",
        _ => "fade",
    };
    html! {
        @if is_a_day(within) {
            circle.(clock.word()) cx=(across(middle((left, right)))) cy=(y + 12) r="5" {}
        } @else {
            rect x=(across(left)) y=(y + 7) width=(across((right - left).max(0.6))) height="10" rx="3" fill={ "url(#" (fade) "-" (clock.word()) ")" } {}
        }
    }
}

fn is_a_day(within: Bounds) -> bool {
    matches!((within.earliest, within.latest), (Some(lo), Some(hi)) if Day::of(lo) == Day::of(hi))
}

/// A date that somebody else gives, with the thin line that joins it to the date that is followed.
fn rival(words: &str, bounds: Bounds, from: f64, axis: Axis, y: u32) -> Markup {
    let (left, right) = axis.stretch(bounds);
    let at = middle((left, right));
    html! {
        line.joins x1=(across(from)) y1=(y - 8) x2=(across(at)) y2=(y + 8) {}
        @if is_a_day(bounds) {
            circle.rival cx=(across(at)) cy=(y + 9) r="4" {}
        } @else {
            rect.rival x=(across(left)) y=(y + 6) width=(across((right - left).max(0.6))) height="7" rx="3" {}
        }
        text.label.small x=(across(if right < 60.0 { right } else { left })) dx=(if right < 60.0 { "9" } else { "-9" })
            y=(y + 13) text-anchor=(if right < 60.0 { "start" } else { "end" }) { (words) }
    }
}

fn said(mark: &Mark) -> String {
    format!("{} — {}", mark.title, when(mark))
}

/// The date as worded, else as it follows from others.
pub(super) fn when(mark: &Mark) -> &str {
    if mark.words.is_empty() {
        &mark.bounds
    } else {
        &mark.words
    }
}

fn short(title: &str) -> String {
    match title.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", title[..end].trim_end()),
        None => title.to_owned(),
    }
}

/// How many marks each lane has in each period: the larger the disc, the more; it leads to the period.
pub(super) fn dense(
    visit: &Visit,
    clock: Clock,
    marks: &[Mark],
    periods: &[(Period, usize)],
    axis: Axis,
) -> Markup {
    let lanes = busiest(marks);
    let most = 1.max(periods.iter().map(|of| of.1).max().unwrap_or(1));
    let height = HEAD + 44 * u32::try_from(lanes.len()).unwrap_or(0) + 6;
    let lane = |lane: &Lane, y: u32| {
        html! {
            text.lane x="0" y=(y + 12) { (match lane.name { None => visit.say("others"), Some("") => visit.say("nobody-named"), Some(name) => name }) " · " (lane.marks.len()) }
            @for (period, count) in in_periods(&lane.marks, periods) {
                a href=(to_period(visit, *period)) tabindex="-1" {
                    title { (period.name()) ": " (count) }
                    (disc(clock, period.days(), count, most, axis, y))
                }
            }
        }
    };
    canvas(
        height,
        axis,
        &html! {
            @for (nth, of) in (0..).zip(&lanes) { (lane(of, HEAD + 44 * nth)) }
        },
    )
}

fn disc(
    clock: Clock,
    (first, last): (Day, Day),
    count: usize,
    most: usize,
    axis: Axis,
    y: u32,
) -> Markup {
    let at = middle((axis.at(first), axis.at(last.plus(1))));
    #[allow(
        clippy::cast_precision_loss,
        reason = "a count of marks, only for the size of a disc"
    )]
    let share = (count as f64 / most as f64).sqrt();
    html! {
        circle.count.(clock.word()) cx=(across(at)) cy=(y + 28) r=(format!("{:.1}", 3.0 + 10.0 * share)) {}
    }
}

/// Where a period is shown.
pub(super) fn to_period(visit: &Visit, period: Period) -> String {
    let page = visit.to(&Place::TimelineOf(period.name()));
    match visit.is_served() {
        true => {
            let query = visit.query.with("from", "").with("to", "");
            format!("{page}{}", query.written())
        }
        false => page,
    }
}

struct Lane<'a> {
    name: Option<&'a str>,
    marks: Vec<&'a Mark>,
}

/// The lanes with most marks, the rest as one.
fn busiest(marks: &[Mark]) -> Vec<Lane<'_>> {
    let mut lanes: BTreeMap<&str, Vec<&Mark>> = BTreeMap::new();
    for mark in marks {
        let name = mark.who.first().map_or("", String::as_str);
        lanes.entry(name).or_default().push(mark);
    }
    let mut named: Vec<(&str, Vec<&Mark>)> = lanes.into_iter().collect();
    named.sort_by_key(|(name, marks)| (name.is_empty(), std::cmp::Reverse(marks.len()), *name));
    let rest = named.split_off(named.len().min(MOST_LANES));
    let mut out: Vec<Lane> = named
        .into_iter()
        .map(|(name, marks)| Lane {
            name: Some(name),
            marks,
        })
        .collect();
    if !rest.is_empty() {
        out.push(Lane {
            name: None,
            marks: rest.into_iter().flat_map(|of| of.1).collect(),
        });
    }
    out
}

fn in_periods<'a>(marks: &[&Mark], periods: &'a [(Period, usize)]) -> Vec<(&'a Period, usize)> {
    let touching = |period: &Period| {
        let (first, last) = period.days();
        let inside = marks
            .iter()
            .filter(|mark| mark.touches(Some(first), Some(last)));
        inside.count()
    };
    let all = periods.iter().map(|(period, _)| (period, touching(period)));
    all.filter(|(_, count)| *count > 0).collect()
}

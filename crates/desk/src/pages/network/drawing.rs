//! The network as a drawing: actors round a circle, the same for the same case.
//!
//! Beside each actor stands the one with whom most links it, so that lines are short. As with all drawings the list below
//! says the same.

use super::pairs::Pair;
use crate::pages::Visit;
use crate::views::NetworkView;
use crate::views::network::{Link, LinkKind};
use maud::{Markup, html};
use std::collections::{BTreeMap, BTreeSet};

/// Most actors in the drawing: those with most links.
const MOST_DRAWN: usize = 26;

const WIDTH: f64 = 900.0;

/// Room left and right for the longest names.
const BESIDE: f64 = 50.0;
const HEIGHT: f64 = 620.0;

/// Half the width and half the height of the ring.
const RING: (f64, f64) = (270.0, 240.0);

/// Letters of a name.
const LETTERS: usize = 26;

type Point = (f64, f64);

/// The actors and lines.
pub(super) fn drawing(
    visit: &Visit,
    network: &NetworkView,
    pairs: &[Pair<'_>],
    centre: Option<&str>,
) -> Markup {
    let drawn = drawn(network, centre);
    let places = places(&drawn, pairs, centre);
    let both = |pair: &&Pair| places.contains_key(pair.one) && places.contains_key(pair.other);
    let name = |id: &str| {
        network
            .actors
            .iter()
            .find(|actor| actor.id == id)
            .map_or(String::new(), |actor| short(&actor.name))
    };
    let left = network.actors.len() - drawn.len();
    html! {
        div.drawing.network {
            svg viewBox=(format!("-{BESIDE} 0 {} {HEIGHT}", WIDTH + 2.0 * BESIDE)) aria-hidden="true" focusable="false" {
                defs {
                    marker #arrow viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto" { path.arrow d="M0 0 L8 4 L0 8 Z" {} }
                }
                @for pair in pairs.iter().filter(both) { (edges(pair, &places)) }
                @for (id, at) in &places { (node(*at, &name(id), centre == Some(*id))) }
            }
        }
        @if left > 0 { p.empty { (visit.words.say_of("not-drawn", left)) } }
    }
}

fn drawn<'a>(network: &'a NetworkView, centre: Option<&str>) -> BTreeSet<&'a str> {
    let mut all: Vec<_> = network.actors.iter().collect();
    all.sort_by_key(|actor| {
        (
            Some(actor.id.as_str()) != centre,
            std::cmp::Reverse(actor.links),
            &actor.id,
        )
    });
    all.into_iter()
        .take(MOST_DRAWN)
        .map(|actor| actor.id.as_str())
        .collect()
}

/// Where each actor stands: round a ring, in an order in which neighbours have much in common; `centre` in the middle.
fn places<'a>(
    drawn: &BTreeSet<&'a str>,
    pairs: &[Pair<'_>],
    centre: Option<&str>,
) -> BTreeMap<&'a str, Point> {
    let mut places = BTreeMap::new();
    let ring: BTreeSet<&str> = drawn
        .iter()
        .copied()
        .filter(|id| Some(*id) != centre)
        .collect();
    let order = order(&ring, pairs);
    for (nth, id) in order.iter().enumerate() {
        places.insert(*id, on_ring(nth, order.len()));
    }
    if let Some(id) = drawn.iter().find(|id| Some(**id) == centre) {
        places.insert(*id, (WIDTH / 2.0, HEIGHT / 2.0));
    }
    places
}

#[allow(clippy::cast_precision_loss, reason = "a few dozen places on a ring")]
fn on_ring(nth: usize, of: usize) -> Point {
    let turn = std::f64::consts::TAU * (nth as f64 / of.max(1) as f64 - 0.25);
    (
        WIDTH / 2.0 + RING.0 * turn.cos(),
        HEIGHT / 2.0 + RING.1 * turn.sin(),
    )
}

/// Begins with whom most is linked, then always the one with most links to the last, else to all before.
fn order<'a>(ring: &BTreeSet<&'a str>, pairs: &[Pair<'_>]) -> Vec<&'a str> {
    let weight = |a: &str, b: &str| {
        let pair = pairs
            .iter()
            .find(|pair| (pair.one, pair.other) == (a.min(b), a.max(b)));
        pair.map_or(0, |pair| pair.links.len())
    };
    let all = |a: &str| ring.iter().map(|b| weight(a, b)).sum::<usize>();
    let mut left = ring.clone();
    let mut order: Vec<&'a str> = Vec::new();
    while !left.is_empty() {
        let score = |id: &str| match order.last() {
            Some(last) => (
                weight(last, id),
                order.iter().map(|placed| weight(placed, id)).sum(),
            ),
            None => (0, all(id)),
        };
        let best = left.iter().copied().rev().max_by_key(|id| score(id));
        let Some(best) = best else { break };
        left.remove(best);
        order.push(best);
    }
    order
}

/// The lines of a pair: one for each kind and way, side by side.
fn edges(pair: &Pair<'_>, places: &BTreeMap<&str, Point>) -> Markup {
    let mut lines: BTreeMap<(LinkKind, bool, &str), Vec<&Link>> = BTreeMap::new();
    for link in &pair.links {
        let back = link.kind.is_directed() && !link.pairs().contains(&(pair.one, pair.other));
        let form = form_class(link.form.as_deref());
        lines.entry((link.kind, back, form)).or_default().push(link);
    }
    let (one, other) = (places[pair.one], places[pair.other]);
    html! {
        @for (nth, ((kind, back, form), links)) in (0..).zip(&lines) {
            @let (from, to) = if *back { (other, one) } else { (one, other) };
            @let bend = bend(nth, lines.len()) * if *back { -1.0 } else { 1.0 };
            @let class = format!("link {}{form}{}", kind.word(), if links.iter().all(|link| is_faint(link)) { " faint" } else { "" });
            a href={ "#" (pair.anchor()) } tabindex="-1" {
                title { (pair.names[0]) " — " (pair.names[1]) ": " (kind.word()) " (" (links.len()) ")" }
                path.wide d=(curve(from, to, bend)) {}
                path class=(class) d=(curve(from, to, bend)) stroke-width=(width(links.len())) marker-end=[kind.is_directed().then_some("url(#arrow)")] {}
            }
        }
    }
}

/// What is over, was not sent or is not certain is drawn faintly.
fn is_faint(link: &Link) -> bool {
    let over = [
        "ended",
        "broken",
        "released",
        "not sent",
        "perhaps sent",
        "none",
        "not made",
    ];
    over.contains(&link.state.as_str()) || link.by_then == "maybe"
}

fn width(links: usize) -> &'static str {
    match links {
        0..=1 => "1.6",
        2..=4 => "2.4",
        5..=15 => "3.4",
        _ => "4.6",
    }
}

/// How far each of several lines bends aside, so that none hides another.
#[allow(
    clippy::cast_precision_loss,
    reason = "at most a few lines between two actors"
)]
fn bend(nth: usize, of: usize) -> f64 {
    if of == 1 {
        0.06
    } else {
        0.22 * (nth as f64 - (of as f64 - 1.0) / 2.0)
    }
}

/// A curve that stops short of the names at both ends.
fn curve(from: Point, to: Point, bend: f64) -> String {
    let (dx, dy) = (to.0 - from.0, to.1 - from.1);
    let length = dx.hypot(dy).max(1.0);
    let gap = 12.0 / length;
    let at = |part: f64| (from.0 + dx * part, from.1 + dy * part);
    let (start, end) = (at(gap), at(1.0 - gap));
    let middle = (
        f64::midpoint(from.0, to.0) - dy * bend,
        f64::midpoint(from.1, to.1) + dx * bend,
    );
    format!(
        "M{:.1} {:.1} Q{:.1} {:.1} {:.1} {:.1}",
        start.0, start.1, middle.0, middle.1, end.0, end.1
    )
}

fn node((x, y): Point, name: &str, is_centre: bool) -> Markup {
    let side = x - WIDTH / 2.0;
    let (anchor, dx, dy) = match () {
        () if is_centre || side.abs() < 30.0 => (
            "middle",
            0.0,
            if y < HEIGHT / 2.0 && !is_centre {
                -14.0
            } else {
                24.0
            },
        ),
        () if side > 0.0 => ("start", 13.0, 5.0),
        () => ("end", -13.0, 5.0),
    };
    html! {
        circle.actor cx=(format!("{x:.1}")) cy=(format!("{y:.1}")) r=(if is_centre { "9" } else { "7" }) {}
        text.name x=(format!("{:.1}", x + dx)) y=(format!("{:.1}", y + dy)) text-anchor=(anchor) { (name) }
    }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(LETTERS) {
        Some((end, _)) => format!("{}…", name[..end].trim_end()),
        None => name.to_owned(),
    }
}

/// What marks the line of a tie that is no treaty.
fn form_class(form: Option<&str>) -> &'static str {
    match form {
        Some("de facto") => " de-facto",
        Some("hostile") => " hostile",
        _ => "",
    }
}

/// A line of a kind, for the legend.
pub(super) fn sample(kind: LinkKind, form: &str) -> Markup {
    let class = format!("link {}{}", kind.word(), form_class(Some(form)));
    html! { svg.sample width="44" height="14" aria-hidden="true" focusable="false" { path class=(class) d="M2 7 L40 7" stroke-width="2.4" marker-end=[kind.is_directed().then_some("url(#arrow)")] {} } }
}

/// A faint line, for the legend.
pub(super) fn faint() -> Markup {
    html! { svg.sample width="44" height="14" aria-hidden="true" focusable="false" { path.link.message.faint d="M2 7 L40 7" stroke-width="2.4" {} } }
}

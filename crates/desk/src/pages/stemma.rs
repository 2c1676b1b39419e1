//! A stemma as a drawing: the texts that a source comes from above it, those that come from it below.

use super::{Desk, Place, Visit};
use crate::views::SourceView;
use maud::{Markup, html};
use std::collections::BTreeMap;

/// More texts than this are only listed.
const MOST: usize = 40;

/// Width and height of a text's box, and the room between boxes.
const BOX: (i64, i64) = (172, 34);
const ROOM: (i64, i64) = (18, 46);

/// The drawing; nothing when the source stands alone or has more relatives than can be drawn. The list beside it says
/// the same.
pub(super) fn drawing(desk: &Desk, visit: &Visit, view: &SourceView) -> Markup {
    let relatives = view.above.len() + view.below.len();
    if relatives == 0 || relatives > MOST {
        return html! {};
    }
    let places = places(view);
    let rows = places
        .values()
        .map(|(row, _)| row)
        .max()
        .map_or(1, |row| row + 1);
    let columns = places
        .values()
        .map(|(_, column)| column)
        .max()
        .map_or(1, |column| column + 1);
    let width = columns * (BOX.0 + ROOM.0) + ROOM.0;
    let height = rows * (BOX.1 + ROOM.1) - ROOM.1 + 16;
    html! {
        div.scroll.drawn tabindex="0" role="region" aria-label=(visit.say("stemma")) {
            svg.stemma-drawing width=(width) height=(height) viewBox=(format!("0 0 {width} {height}")) role="group" aria-label=(visit.words.say_of("stemma-drawn", &view.id)) {
                @for (from, to, suspected) in links(desk, &places) {
                    @let (x1, y1) = foot(places[from]);
                    @let (x2, y2) = head(places[to]);
                    @let middle = (y1 + y2) / 2;
                    path class=(if suspected { "link suspected" } else { "link" }) fill="none" d=(format!("M{x1} {y1} C{x1} {middle} {x2} {middle} {x2} {y2}")) {}
                }
                @for (id, place) in &places {
                    @let (x, y) = corner(*place);
                    a href=(visit.to(&known(desk, id))) {
                        rect class=(if *id == view.id { "text own" } else { "text" }) x=(x) y=(y) width=(BOX.0) height=(BOX.1) rx="5" {}
                        text x=(x + BOX.0 / 2) y=(y + BOX.1 / 2 + 5) text-anchor="middle" { (short(id)) }
                    }
                }
            }
        }
    }
}

/// The row and the column of every text, the remotest ancestors on top.
fn places(view: &SourceView) -> BTreeMap<&str, (i64, i64)> {
    let depth = |depth: usize| i64::try_from(depth).unwrap_or_default();
    let top = view
        .above
        .iter()
        .map(|line| depth(line.depth))
        .max()
        .unwrap_or(0);
    let mut in_row: BTreeMap<i64, i64> = BTreeMap::new();
    let mut out = BTreeMap::new();
    let above = view
        .above
        .iter()
        .map(|line| (line.id.as_str(), top - depth(line.depth)));
    let below = view
        .below
        .iter()
        .map(|line| (line.id.as_str(), top + depth(line.depth)));
    for (id, row) in above.chain([(view.id.as_str(), top)]).chain(below) {
        let column = in_row.entry(row).or_insert(0);
        out.entry(id).or_insert_with(|| {
            *column += 1;
            (row, *column - 1)
        });
    }
    out
}

/// The links between texts that are drawn: from, to, and whether the link is only suspected.
fn links<'a>(desk: &Desk, places: &BTreeMap<&'a str, (i64, i64)>) -> Vec<(&'a str, &'a str, bool)> {
    let mut out = Vec::new();
    for &to in places.keys() {
        let parents = desk.case.sources.get(to).into_iter();
        for parent in parents.flat_map(|source| &source.derives_from) {
            if let Some((&from, _)) = places.get_key_value(parent.value.id.as_str()) {
                out.push((from, to, parent.value.with.contains("suspected")));
            }
        }
    }
    out
}

fn known(desk: &Desk, id: &str) -> Place {
    match desk.case.sources.contains_key(id) {
        true => Place::Source(id.to_owned()),
        false => Place::Card(id.to_owned()),
    }
}

fn corner((row, column): (i64, i64)) -> (i64, i64) {
    (
        ROOM.0 + column * (BOX.0 + ROOM.0),
        8 + row * (BOX.1 + ROOM.1),
    )
}

fn foot(place: (i64, i64)) -> (i64, i64) {
    let (x, y) = corner(place);
    (x + BOX.0 / 2, y + BOX.1)
}

fn head(place: (i64, i64)) -> (i64, i64) {
    let (x, y) = corner(place);
    (x + BOX.0 / 2, y)
}

/// An id as long as its box allows.
fn short(id: &str) -> String {
    match id.chars().count() {
        0..=23 => id.to_owned(),
        _ => format!("{}…", id.chars().take(22).collect::<String>()),
    }
}

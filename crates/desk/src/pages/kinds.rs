//! The cards of one kind, in parts.

use super::frame::card_link;
use super::{Desk, Visit};
use kaozheng_record::Kind;
use maud::{Markup, html};
use serde::Serialize;

/// One part of the cards of one kind, in order of id.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct KindView {
    /// The kind.
    pub(super) kind: &'static str,
    /// What cards of this kind hold.
    pub(super) help: &'static str,
    /// How many there are.
    pub(super) count: usize,
    /// The part shown, from 1.
    pub(super) part: usize,
    /// How many parts there are.
    pub(super) parts: usize,
    /// The cards of this part.
    pub(super) cards: Vec<CardLine>,
}

/// One card in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CardLine {
    /// Its id.
    pub(super) id: String,
    /// Its name, title or what it says.
    pub(super) says: String,
    /// The date it bears, as it is written; null when it bears none.
    pub(super) date: Option<String>,
}

/// Cards in one part.
const PART: usize = 100;

pub(super) fn view(desk: &Desk, visit: &Visit, kind: Kind) -> KindView {
    let all: Vec<_> = desk.case.cards().filter(|card| card.kind == kind).collect();
    let (part, parts, before) = part_of(visit, all.len(), PART);
    let dates = ["when", "said-on", "dated", "published", "recalled-on"];
    let cards = all.iter().skip(before).take(PART).map(|card| CardLine {
        id: card.id.clone(),
        says: crate::views::says(card),
        date: dates
            .iter()
            .find_map(|field| card.words(field))
            .map(str::to_owned),
    });
    KindView {
        kind: kind.word(),
        help: kind.help(),
        count: all.len(),
        part,
        parts,
        cards: cards.collect(),
    }
}

pub(super) fn page(visit: &Visit, view: &KindView) -> (String, Markup) {
    let title = visit.words.term(&format!("{}s", view.kind));
    let body = html! {
        h1 { (title) " " span.count { (view.count) } }
        @if visit.words.0 == super::Language::English { p.hint { (view.help) } }
        ul.cards {
            @for card in &view.cards {
                li { (card_link(visit, &card.id)) @if let Some(date) = &card.date { " " span.date { (date) } } " " (card.says) }
            }
        }
        (parts(visit, view.part, view.parts))
    };
    (title, body)
}

/// Which part of a list of so many lines is asked for, how many parts there are, and how many lines come before it.
pub(super) fn part_of(visit: &Visit, lines: usize, per: usize) -> (usize, usize, usize) {
    let parts = lines.div_ceil(per).max(1);
    let part = visit.query.get("part").and_then(|part| part.parse().ok());
    let part: usize = part.unwrap_or(1).clamp(1, parts);
    (part, parts, (part - 1) * per)
}

/// The ways to the other parts of a list; nothing when there is one.
pub(super) fn parts(visit: &Visit, part: usize, parts: usize) -> Markup {
    let rest = visit.query.with("part", "");
    let to = |part: usize| {
        let place = visit.place.clone().part(part);
        format!("{}{}", visit.to(&place), rest.written())
    };
    html! {
        @if parts > 1 {
            nav.parts aria-label=(visit.say("parts")) {
                @if part > 1 { a rel="prev" href=(to(part - 1)) { (visit.say("earlier")) } }
                span { (part) " / " (parts) }
                @if part < parts { a rel="next" href=(to(part + 1)) { (visit.say("later")) } }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::Place;
    use super::super::tests::{desk, visit};
    use super::*;

    #[test]
    fn a_long_list_is_cut_into_parts_and_nothing_is_left_out() {
        let cards: String = (0..250)
            .map(|n| format!("place: p-{n:03}\nname: Place {n}\n\n"))
            .collect();
        let desk = desk(&cards);
        let mut seen = Vec::new();
        for part in ["1", "2", "3"] {
            let mut visit = visit(Place::Cards(Kind::Place));
            visit.query = visit.query.with("part", part);
            let view = view(&desk, &visit, Kind::Place);
            assert_eq!(view.parts, 3);
            seen.extend(view.cards.into_iter().map(|card| card.id));
        }
        let all: Vec<String> = (0..250).map(|n| format!("p-{n:03}")).collect();
        assert_eq!(seen, all);
    }
}

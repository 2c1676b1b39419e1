//! One card: its lines as they are written, and the cards that name it.

use super::frame::{card_link, with_ids, with_links};
use super::reader::to_stretch;
use super::{Desk, Place, Visit};
use kaozheng_record::Kind;
use kaozheng_record::schema::{ValueType, field};
use kaozheng_record::uses::uses;
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeSet;

/// One card with the cards that name it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct CardView {
    /// Its id.
    pub id: String,
    /// Its kind.
    pub kind: String,
    /// What it says, in one line.
    pub says: String,
    /// The file it stands in, relative to the case folder.
    pub file: String,
    /// Its lines as they are written.
    pub text: String,
    /// The cards that name it, in order of id.
    pub named_by: Vec<String>,
}

pub(super) fn view(desk: &Desk, id: &str) -> Option<CardView> {
    let card = desk.record.get(id)?;
    let names =
        |other: &kaozheng_record::CardRef<'_>| uses(*other).into_iter().any(|used| used.id == id);
    let named: BTreeSet<String> = desk
        .record
        .cards()
        .filter(|other| other.id() != id && other.text().contains(id))
        .filter(names)
        .map(|other| other.id().to_owned())
        .collect();
    Some(CardView {
        id: id.to_owned(),
        kind: card.kind().to_owned(),
        says: desk.says(id),
        file: card.sheet().name.to_string(),
        text: card.text().to_owned(),
        named_by: named.into_iter().collect(),
    })
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &CardView) -> (String, Markup) {
    let title = if view.says.is_empty() {
        &view.id
    } else {
        &view.says
    };
    let body = html! {
        p.kind { (visit.words.term(&view.kind)) " " code { (view.id) } }
        h1 { (title) }
        (more(visit, view))
        (lines(desk, visit, &view.id))
        p.file { (view.file) }
        (seen(desk, visit, &view.id))
        (super::forms::edit::panel(desk, visit, view))
        @if !view.named_by.is_empty() {
            section {
                h2 { (visit.say("named-by")) }
                ul {
                    @for id in &view.named_by { li { (card_link(visit, id)) " " (desk.says(id)) } }
                }
            }
        }
    };
    (title.clone(), body)
}

/// Links to the words that the card quotes, on the pages where they stand.
fn seen(desk: &Desk, visit: &Visit, id: &str) -> Markup {
    let mut places: Vec<(&str, usize, usize)> = Vec::new();
    for document in desk.documents() {
        let stretches = desk.quoted(document);
        let own = stretches
            .iter()
            .filter(|stretch| stretch.card == id && !stretch.draft);
        places.extend(own.map(|stretch| (document.name.as_str(), stretch.start, stretch.end)));
    }
    places.dedup();
    html! {
        @for (name, start, end) in places {
            p { a.to-page href=(to_stretch(visit, name, start, end)) { (visit.say("on-its-page")) } " " span.file { (name) } }
        }
    }
}

/// The page on which more is said of a card of this kind.
fn more(visit: &Visit, view: &CardView) -> Markup {
    let id = view.id.clone();
    let place = match Kind::parse(&view.kind) {
        Some(Kind::Source) => Some((Place::Source(id), visit.say("stemma-and-uses"))),
        Some(Kind::Matter | Kind::Event) => Some((Place::Dispute(id), visit.say("evidence"))),
        Some(Kind::Question) => Some((Place::Question(id), visit.say("answers"))),
        _ => None,
    };
    html! {
        @if let Some((place, words)) = place { p { a href=(visit.to(&place)) { (words) } } }
    }
}

/// The lines of a card, each field with its value; ids are links, quotations are set off.
pub(super) fn lines(desk: &Desk, visit: &Visit, id: &str) -> Markup {
    let Some(card) = desk.record.get(id) else {
        return html! {};
    };
    html! {
        dl.lines {
            @for line in card.text().lines().skip(1) {
                @if let Some(quoted) = line.strip_prefix('>') {
                    dt.hidden { ">" }
                    dd.quotation { q { (quoted.trim()) } }
                } @else if line.starts_with('#') {
                    dt.hidden { "#" }
                    dd.remark { (line.trim_start_matches('#').trim()) }
                } @else if let Some((name, value)) = line.split_once(':').filter(|_| !line.starts_with([' ', '\t'])) {
                    dt { (name) }
                    dd { (value_of(desk, visit, (card.kind(), name), value.trim())) }
                } @else if !line.trim().is_empty() {
                    dt.hidden { "…" }
                    dd { (with_links(desk, visit, line.trim())) }
                }
            }
        }
    }
}

/// The value of a field: what holds ids shows them as links, prose stays prose.
fn value_of(desk: &Desk, visit: &Visit, (kind, name): (&str, &str), value: &str) -> Markup {
    let field = Kind::parse(kind).and_then(|kind| field(kind, name));
    match field.map(|field| field.value) {
        None if name != "from" => html! { (value) },
        Some(
            ValueType::Text
            | ValueType::Name
            | ValueType::Date
            | ValueType::OneOf(_)
            | ValueType::Open(_)
            | ValueType::File
            | ValueType::Language,
        ) => html! { (value) },
        _ => with_ids(desk, visit, value),
    }
}

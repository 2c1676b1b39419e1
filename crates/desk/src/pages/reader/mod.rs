//! The reader: an original by its passages, notes beside their marks, and beside the text the cards that quote it.
//!
//! A passage is cited as `#p12`, a stretch of the text as `#c1034-1101` (code points). A long original is cut into parts
//! when it is served (`?part=2`, `?passage=120`); a printed page has it whole, so that its addresses stay the same.

mod beside;
mod head;
mod margin;
mod parts;
mod passage;
pub(super) mod points;
pub(super) mod quoted;
#[cfg(test)]
mod tests;
mod text;

use super::forms::correct;
use super::{Desk, Place, Visit};
use beside::Beside;
use kaozheng_reading::align::aligned;
use kaozheng_reading::key;
use kaozheng_text::{Document, Part};
use maud::{Markup, html};
use passage::{PassageView, Viewer};
use quoted::{Stretch, source_of};
use serde::Serialize;
use std::ops::Range;

/// An original, or a part of it, with what quotes it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct ReaderView {
    /// Its name inside `sources/`.
    pub name: String,
    /// What it is called: by its source's card, by its own title, or by its name.
    pub title: String,
    /// The id of its source, if a card or a draft has it as its file.
    pub source: Option<String>,
    /// When that source is only a draft: the key by which the inbox finds it.
    pub draft_key: Option<String>,
    /// The language of most of it; may be empty.
    pub language: String,
    /// The headings of the whole, with the part each stands in.
    pub headings: Vec<Heading>,
    /// How many parts there are.
    pub parts: usize,
    /// The part that is shown, counted from 1; 0 is the whole.
    pub part: usize,
    /// The passages shown, in order; notes among them.
    pub passages: Vec<PassageView>,
    /// What quotes the passages shown, in order.
    pub quoted: Vec<Stretch>,
    /// The other original beside it.
    pub beside: Option<Beside>,
    /// The names of the other originals.
    pub others: Vec<String>,
}

/// A heading of an original.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Heading {
    /// Its words.
    pub words: String,
    /// Index of its passage.
    pub passage: usize,
    /// The part it stands in, counted from 1.
    pub part: usize,
}

pub(super) fn view(desk: &Desk, visit: &Visit, name: &str) -> Option<ReaderView> {
    let document = desk.document(name)?;
    let quoted = desk.quoted(document);
    let parts = parts::parts(document, &quoted);
    let (part, shown) = chosen(visit, &parts, document);
    let source = source_of(desk, document);
    let mut viewer = Viewer::of(document, &aligned(document));
    let passages = viewer.passages(shown.clone());
    let others = desk.documents().iter().map(|other| other.name.clone());
    Some(ReaderView {
        name: name.to_owned(),
        title: title(desk, document),
        source: source.map(|(card, _)| card.id().to_owned()),
        draft_key: source.and_then(|(card, draft)| draft.then(|| key(card))),
        language: language(document),
        headings: headings(document, &parts),
        parts: parts.len(),
        part,
        passages,
        quoted: quoted
            .iter()
            .filter(|stretch| {
                shown.contains(&stretch.passage) && (visit.is_served() || !stretch.draft)
            })
            .cloned()
            .collect(),
        beside: visit
            .query
            .get("beside")
            .and_then(|other| beside::beside(desk, document, &shown, other)),
        others: others.filter(|other| other != name).collect(),
    })
}

/// What an original is called.
pub(super) fn title(desk: &Desk, document: &Document) -> String {
    let by_card = source_of(desk, document).map(|(card, _)| quoted::says(card));
    let own = document
        .passages
        .iter()
        .find(|passage| passage.part == Part::Title)
        .map(|passage| document.text_of(passage).to_owned());
    [by_card, own]
        .into_iter()
        .flatten()
        .find(|title| !title.trim().is_empty())
        .unwrap_or_else(|| document.name.clone())
}

/// The language that most of the letters of an original are in; empty when it cannot be told.
pub(super) fn language(document: &Document) -> String {
    let mut letters: std::collections::BTreeMap<&str, usize> = std::collections::BTreeMap::new();
    for passage in &document.passages {
        *letters.entry(&passage.lang).or_default() += passage.span.len();
    }
    let most = letters.into_iter().max_by_key(|(_, letters)| *letters);
    most.map(|(lang, _)| lang.to_owned()).unwrap_or_default()
}

/// The part that a visit asks for, counted from 1, and its passages; part 0 is the whole.
fn chosen(visit: &Visit, parts: &[Range<usize>], document: &Document) -> (usize, Range<usize>) {
    if !visit.is_served() || parts.len() == 1 {
        return (0, 0..document.passages.len());
    }
    let number = |name: &str| {
        visit
            .query
            .get(name)
            .and_then(|words| words.parse::<usize>().ok())
    };
    let by_point = || {
        let byte = points::Points::of(document).byte(number("at")?);
        document.passage_at(byte)
    };
    let passage = number("passage")
        .or_else(|| number("correct"))
        .or_else(by_point);
    let part = match passage {
        Some(passage) => parts::part_of(parts, passage),
        None => number("part").unwrap_or(1).clamp(1, parts.len()) - 1,
    };
    (part + 1, parts[part].clone())
}

fn headings(document: &Document, parts: &[Range<usize>]) -> Vec<Heading> {
    let is_heading = |part: Part| matches!(part, Part::Heading | Part::Title | Part::Abstract);
    let mut out: Vec<Heading> = Vec::new();
    let mut before = None;
    for (passage, of) in document.passages.iter().enumerate() {
        let first = of.part != Part::Abstract || before != Some(Part::Abstract);
        if is_heading(of.part) && first {
            let words = document.text_of(of).chars().take(80).collect();
            let part = parts::part_of(parts, passage) + 1;
            out.push(Heading {
                words,
                passage,
                part,
            });
        }
        before = Some(of.part);
    }
    out
}

pub(super) fn page(desk: &Desk, visit: &Visit, view: &ReaderView) -> (String, Markup) {
    let draws = passage::Draws { visit, view };
    let body = html! {
        div.reader data-original=(view.name) data-part=(view.part) {
            (head::head(visit, view))
            (correct::panel(desk, visit, view))
            @if let Some(other) = &view.beside {
                (beside::pair(&draws, other))
            } @else {
                article.leaf lang=(view.language) {
                    (draws.passages(&view.passages))
                }
            }
            (head::foot(visit, view))
        }
        @if visit.is_served() {
            script type="module" src=(visit.addresses.asset("reader.js")) {}
        }
    };
    (view.title.clone(), body)
}

/// The address of a stretch of an original, in the part that holds it.
pub(super) fn to_stretch(visit: &Visit, name: &str, start: usize, end: usize) -> String {
    let page = visit.to(&Place::Original(name.to_owned()));
    match visit.is_served() {
        true => format!("{page}?at={start}#c{start}-{end}"),
        false => format!("{page}#c{start}-{end}"),
    }
}

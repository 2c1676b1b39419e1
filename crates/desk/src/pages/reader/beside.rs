//! A second original beside the first: the same stretch of it, by the passages that say the same, else by its share.

use super::passage::{Draws, PassageView, Viewer};
use crate::pages::Desk;
use kaozheng_reading::align::{Pair, aligned};
use kaozheng_text::{Document, Passage};
use maud::{Markup, html};
use serde::Serialize;
use std::ops::Range;

/// Another original beside the one that is read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct Beside {
    /// Its name inside `sources/`.
    pub name: String,
    /// The passages shown.
    pub passages: Vec<PassageView>,
    /// Which passage of the first goes with which of this one, where that is sure.
    pub pairs: Vec<(usize, usize)>,
}

/// What of the original called `other` belongs beside a range of passages of `document`.
pub(super) fn beside(
    desk: &Desk,
    document: &Document,
    shown: &Range<usize>,
    other: &str,
) -> Option<Beside> {
    let other = desk.document(other)?;
    let pairs = pairs(document, other);
    let inside = pairs
        .iter()
        .filter(|(one, _)| shown.contains(one))
        .map(|(_, two)| *two);
    let share = in_share(document, shown, other);
    let start = inside
        .clone()
        .min()
        .map_or(share.start, |first| first.min(share.start));
    let end = inside
        .max()
        .map_or(share.end, |last| (last + 1).max(share.end));
    Some(Beside {
        name: other.name.clone(),
        passages: Viewer::of(other, &[]).passages(start..end),
        pairs,
    })
}

/// The sure pairs of passages of two originals: they are laid one after the other and looked at as one in two languages.
fn pairs(one: &Document, two: &Document) -> Vec<(usize, usize)> {
    let count = one.passages.len();
    let across = |pair: Pair| {
        (pair.one < count && pair.other >= count).then(|| (pair.one, pair.other - count))
    };
    aligned(&joined(one, two))
        .into_iter()
        .filter_map(across)
        .collect()
}

fn joined(one: &Document, two: &Document) -> Document {
    let by = one.text.len() + 2;
    let moved = |passage: &Passage| Passage {
        span: passage.span.shifted(by),
        pieces: Vec::new(),
        marks: Vec::new(),
        ..passage.clone()
    };
    let passages = one
        .passages
        .iter()
        .cloned()
        .chain(two.passages.iter().map(moved));
    Document {
        text: format!("{}\n\n{}", one.text, two.text),
        passages: passages.collect(),
        raw: String::new(),
        pages: Vec::new(),
        ..one.clone()
    }
}

/// The passages of `other` that stand where a range of `document` stands, by their share of the text.
fn in_share(document: &Document, shown: &Range<usize>, other: &Document) -> Range<usize> {
    let whole = document.text.len().max(1);
    let at = |passage: usize| {
        document
            .passages
            .get(passage)
            .map_or(whole, |passage| passage.span.start as usize)
    };
    let share = |byte: usize| byte * other.text.len() / whole;
    let (first, last) = (share(at(shown.start)), share(at(shown.end)));
    let passage = |byte: usize| {
        other
            .passages
            .iter()
            .position(|passage| passage.span.end as usize > byte)
    };
    let start = passage(first).unwrap_or(0);
    let end = passage(last).map_or(other.passages.len(), |end| end + 1);
    start..end.max(start)
}

/// The two side by side.
pub(super) fn pair(draws: &Draws<'_>, other: &Beside) -> Markup {
    let pairs: Vec<String> = other
        .pairs
        .iter()
        .map(|(one, two)| format!("{one}-{two}"))
        .collect();
    html! {
        div.pair data-pairs=(pairs.join(" ")) {
            section.pane tabindex="0" aria-label=(draws.view.name) {
                (draws.passages(&draws.view.passages))
            }
            section.pane.second tabindex="0" aria-label=(other.name) {
                h2.other { (other.name) }
                @for passage in &other.passages {
                    p.words.(passage.part) #{ "o" (passage.number) } lang=[(!passage.lang.is_empty()).then_some(&passage.lang)] {
                        @if let Some(number) = &passage.note { span.number { (number) } " " }
                        (passage.text)
                    }
                }
            }
        }
    }
}

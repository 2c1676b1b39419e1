//! The passages of an original as they are shown.

use super::margin::{cards, notes};
use super::points::Points;
use super::{ReaderView, text};
use crate::pages::address::escaped;
use crate::pages::{Place, Visit};
use kaozheng_reading::align::Pair;
use kaozheng_text::{Document, Part, Passage};
use maud::{Markup, html};
use serde::Serialize;
use std::collections::BTreeMap;
use std::ops::Range;

/// A passage. Places are code points of the whole text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct PassageView {
    /// Its index in the original.
    pub number: usize,
    /// What it is on its page.
    pub part: &'static str,
    /// Its language; may be empty.
    pub lang: String,
    /// Its words.
    pub text: String,
    /// First code point.
    pub start: usize,
    /// For a note: its number or sign.
    pub note: Option<String>,
    /// The pages that begin in it.
    pub breaks: Vec<Break>,
    /// The note marks in it.
    pub marks: Vec<MarkView>,
    /// Index of the passage that says the same in another language.
    pub partner: Option<usize>,
}

/// The beginning of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct Break {
    /// Where it begins.
    pub at: usize,
    /// What is printed on it, or its number in brackets.
    pub label: String,
    /// Which page of the original it is, from 1.
    pub page: usize,
}

/// A note mark.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(in crate::pages) struct MarkView {
    /// Where it stands.
    pub at: usize,
    /// As printed.
    pub number: String,
    /// Index of the note's passage.
    pub note: Option<usize>,
}

/// Makes views of the passages of one original.
pub(super) struct Viewer<'a> {
    document: &'a Document,
    points: Points<'a>,
    partners: BTreeMap<usize, usize>,
    page: Option<usize>,
}

impl<'a> Viewer<'a> {
    pub(super) fn of(document: &'a Document, pairs: &[Pair]) -> Viewer<'a> {
        let both = pairs
            .iter()
            .flat_map(|pair| [(pair.one, pair.other), (pair.other, pair.one)]);
        Viewer {
            document,
            points: Points::of(document),
            partners: both.collect(),
            page: None,
        }
    }

    /// The passages of a range, furniture left out.
    pub(super) fn passages(&mut self, shown: Range<usize>) -> Vec<PassageView> {
        let kept = |at: &usize| self.document.passages[*at].part != Part::Furniture;
        let shown: Vec<usize> = shown.filter(kept).collect();
        shown.into_iter().map(|at| self.passage(at)).collect()
    }

    fn passage(&mut self, number: usize) -> PassageView {
        let passage = &self.document.passages[number];
        let marks = passage.marks.iter().map(|mark| MarkView {
            at: self.points.point(mark.at as usize),
            number: mark.number.clone(),
            note: mark.note,
        });
        PassageView {
            number,
            part: passage.part.word(),
            lang: passage.lang.clone(),
            text: self.document.text_of(passage).to_owned(),
            start: self.points.point(passage.span.start as usize),
            note: passage.number.clone(),
            marks: marks.collect(),
            breaks: self.breaks(passage),
            partner: self.partners.get(&number).copied(),
        }
    }

    /// The pages that begin in a passage of the running text; one page alone has no beginning worth telling.
    fn breaks(&mut self, passage: &Passage) -> Vec<Break> {
        let pages = &self.document.pages;
        let mut out = Vec::new();
        if pages.len() < 2 || passage.part == Part::Note {
            return out;
        }
        for piece in &passage.pieces {
            let first = page_of(self.document, piece.raw.start);
            let last = page_of(self.document, piece.raw.end.saturating_sub(1));
            for (page, begun) in pages.iter().enumerate().take(last + 1).skip(first) {
                if self.page.is_some_and(|before| page <= before) {
                    continue;
                }
                self.page = Some(page);
                let within = begun.span.start.saturating_sub(piece.raw.start);
                let label = begun.label.clone();
                out.push(Break {
                    at: self.points.point((piece.at + within) as usize),
                    label: label.unwrap_or_else(|| format!("[{}]", page + 1)),
                    page: page + 1,
                });
            }
        }
        out
    }
}

/// Index of the page that holds a byte of the raw text.
fn page_of(document: &Document, raw: u32) -> usize {
    let after = document
        .pages
        .partition_point(|page| page.span.start <= raw);
    after.saturating_sub(1)
}

/// What passages are drawn from.
pub(super) struct Draws<'a> {
    pub(super) visit: &'a Visit,
    pub(super) view: &'a ReaderView,
}

impl Draws<'_> {
    /// Passages one below the other, each with what belongs beside it.
    pub(super) fn passages(&self, passages: &[PassageView]) -> Markup {
        let beside_marks: std::collections::BTreeSet<usize> = passages
            .iter()
            .flat_map(|passage| &passage.marks)
            .filter_map(|mark| mark.note)
            .collect();
        let alone = |passage: &&PassageView| !beside_marks.contains(&passage.number);
        html! {
            @if self.view.part == 0 && passages.iter().all(|passage| passage.breaks.is_empty()) {
                (self.image(1, "1"))
            }
            @for passage in passages.iter().filter(alone) {
                @for begun in &passage.breaks { (self.image(begun.page, &begun.label)) }
                section.passage.(passage.part) #{ "p" (passage.number) } data-at=(passage.start) data-number=(passage.number)
                    data-partner=[passage.partner] {
                    div.gutter { (self.gutter(passage)) }
                    (self.words(passage))
                    (notes(self, passage, passages))
                    (cards(self, passage, passages))
                }
            }
        }
    }

    /// The image of a page, folded in; drawn when it is opened. Nothing for originals that have no pages to look at.
    fn image(&self, page: usize, label: &str) -> Markup {
        let name = self.view.name.to_ascii_lowercase();
        let has_images = [".pdf", ".png", ".jpg", ".jpeg"]
            .iter()
            .any(|ending| name.ends_with(ending));
        html! {
            @if has_images && self.visit.is_served() {
                details.page-image {
                    summary { (self.visit.words.say_of("page-image", label)) }
                    img loading="lazy" src={ "/page-images/" (page) "/" (escaped(&self.view.name)) } alt=(self.visit.words.say_of("page-image", label));
                    p.hint { (self.visit.say("page-image-hint")) }
                }
            }
        }
    }

    /// The words of a passage in the element that its part asks for.
    fn words(&self, passage: &PassageView) -> Markup {
        let lang = (!passage.lang.is_empty()).then_some(&passage.lang);
        let words = text::words(self, passage);
        match passage.part {
            "title" | "heading" => html! { h2.words lang=[lang] { (words) } },
            _ => html! {
                p.words lang=[lang] {
                    @if let Some(number) = &passage.note { span.number { (number) } " " }
                    (words)
                }
            },
        }
    }

    /// What stands left of a passage: its pages, its own address and what can be done with it.
    fn gutter(&self, passage: &PassageView) -> Markup {
        let say = |key| self.visit.say(key);
        let original = || Place::Original(self.view.name.clone());
        let here = |query: &str| format!("{}?{query}", self.visit.to(&original()));
        let new = || self.visit.to(&Place::NewCard);
        html! {
            @for page in &passage.breaks {
                span.page title=(say("page")) { (page.label) }
            }
            span.tools {
                a.self href={ "#p" (passage.number) } aria-label=(self.visit.words.say_of("address-of", passage.number)) title=(say("address")) { "¶" }
                @if let Some(partner) = passage.partner {
                    a href={ "#p" (partner) } aria-label=(self.visit.words.say_of("same-in-other", partner)) title=(say("other-language")) { "⇄" }
                }
                @if self.visit.may_write && self.visit.is_served() {
                    a href={ (new()) (with_passage(&self.view.name, passage.number)) }
                        aria-label=(self.visit.words.say_of("make-of", passage.number)) title=(say("make-card")) { "+" }
                    a href=(here(&format!("correct={}", passage.number)))
                        aria-label=(self.visit.words.say_of("correct-of", passage.number)) title=(say("correct-text")) { "✎" }
                }
            }
        }
    }
}

fn with_passage(name: &str, passage: usize) -> String {
    crate::pages::Query::default()
        .with("original", name)
        .with("passage", &passage.to_string())
        .written()
}

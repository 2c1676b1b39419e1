//! The quotations on cards, each with the text it is to be compared with.

use super::Scope;
use crate::Case;
use crate::compile::{Card, Ground};
use kaozheng_text::quotation::QuotedText;
use kaozheng_text::{Document, Place, QuotationMatch};
use std::collections::BTreeMap;

/// One quotation of one card.
pub(super) struct Quoted<'a> {
    words: &'a str,
    /// Where it stands on the card.
    pub(super) place: Place,
    /// The sources whose text should have it: those it is known through from the last, then the one read.
    pub(super) sources: Vec<&'a str>,
    /// The place in that text, as the card names it.
    pub(super) locus: String,
}

/// Every quotation of the cards that are looked at, by card.
pub(super) fn quotations<'a>(case: &'a Case, scope: &'a Scope) -> Vec<Quoted<'a>> {
    let cards = scope.of(case.by_id());
    cards.flat_map(|card| of_card(card)).collect()
}

fn of_card(card: &Card) -> Vec<Quoted<'_>> {
    let own = card.grounds.iter();
    let of_values = card
        .values
        .iter()
        .flat_map(|value| card.grounds_of(&value.grounds).iter().chain(&value.grounds));
    let mut seen: Vec<&Place> = Vec::new();
    let mut out = Vec::new();
    for ground in own.chain(of_values) {
        for (words, place) in ground.quotations.iter().zip(&ground.quotation_places) {
            if !seen.contains(&place) {
                seen.push(place);
                let read = read_in(card, ground);
                out.push(Quoted {
                    words,
                    place: place.clone(),
                    sources: read.0,
                    locus: read.1,
                });
            }
        }
    }
    out
}

/// The sources a ground was read in, or the card's when it names none, and the place there.
fn read_in<'a>(card: &'a Card, ground: &'a Ground) -> (Vec<&'a str>, String) {
    let ground = if ground.is_own() {
        ground
    } else {
        card.grounds.iter().find(|g| g.is_own()).unwrap_or(ground)
    };
    (
        ground.sources().into_iter().rev().collect(),
        ground.locus.clone(),
    )
}

impl Quoted<'_> {
    /// The first of its sources whose text is in the case.
    pub(super) fn document<'c>(&self, case: &'c Case) -> Option<&'c Document> {
        let files = self
            .sources
            .iter()
            .filter_map(|id| case.sources.get(id))
            .flat_map(|source| &source.files);
        files.filter_map(|file| case.document(&file.value)).next()
    }
}

/// The texts of the case, each made ready once.
pub(super) struct Texts<'a> {
    case: &'a Case,
    ready: BTreeMap<&'a str, QuotedText>,
}

impl<'a> Texts<'a> {
    pub(super) fn of(case: &'a Case) -> Texts<'a> {
        Texts {
            case,
            ready: BTreeMap::new(),
        }
    }

    /// What came of comparing; `None` when no text of its sources is in the case.
    pub(super) fn compare(&mut self, quoted: &Quoted<'_>) -> Option<QuotationMatch> {
        let document = quoted.document(self.case)?;
        let text = self
            .ready
            .entry(&document.name)
            .or_insert_with(|| QuotedText::new(&document.text));
        Some(text.compare(quoted.words))
    }
}

/// How many quotations of a case stand on their pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Compared {
    /// All quotations on cards.
    pub all: usize,
    /// Those whose text is in the case, so that they could be compared.
    pub compared: usize,
    /// Those that stand there, letter for letter.
    pub verbatim: usize,
}

/// Compares every quotation of every card with the text it was read in.
pub fn compared(case: &Case) -> Compared {
    let mut texts = Texts::of(case);
    let mut out = Compared::default();
    for quoted in quotations(case, &Scope::Whole) {
        let found = texts.compare(&quoted);
        out.all += 1;
        out.compared += usize::from(found.is_some());
        out.verbatim += usize::from(matches!(found, Some(QuotationMatch::Verbatim(_))));
    }
    out
}

//! The words of the notes: every citation printed in a style, in the order of the text.

use super::citing::{Cards, Step, Trail};
use super::{Block, CardCite, Laid, Piece, Terms, Words};
use crate::bibliography::cite::Style;
use crate::bibliography::notes::{Cite, Printed, Run, close, printed, push};
use crate::bibliography::{Naming, Work};
use kaozheng_text::Span;
use std::collections::BTreeSet;

/// Cards that are cited at one place of a note, each with where it was read.
struct Place {
    /// The number of the note.
    note: usize,
    cited: Vec<(CardCite, Vec<Trail>)>,
}

impl Place {
    /// Every work that is named here, in order.
    fn steps(&self) -> impl Iterator<Item = &Step> {
        self.cited
            .iter()
            .flat_map(|(_, trails)| trails.iter().flatten())
    }
}

/// Prints every citation of the notes, and the bibliography.
pub(super) fn print(laid: &mut Laid, cards: Cards<'_>, style: &Style, terms: Terms) {
    let places = places(laid, cards);
    let cite = |place: &Place, step: &Step| (place.note, step.clone());
    let steps: Vec<(usize, Step)> = places
        .iter()
        .flat_map(|place| place.steps().map(|step| cite(place, step)))
        .collect();
    let order: Vec<Cite<'_>> = steps
        .iter()
        .map(|(note, step)| Cite {
            work: &step.work,
            locator: &step.locator,
            note: *note,
        })
        .collect();
    let works = works(&order, cards);
    let naming = match works.is_empty() {
        true => Naming::default(),
        false => Naming::of(cards.record()),
    };
    let Printed {
        cites,
        bibliography,
    } = printed(&order, &works, &naming, style);
    laid.bibliography = bibliography;
    let mut cites = cites.into_iter();
    let american = style.is_american();
    let words = Added {
        cards,
        terms,
        american,
    };
    let mut texts = places.iter().map(|place| {
        let each = place
            .cited
            .iter()
            .map(|(cite, trails)| card(cite, trails, &mut cites, &words));
        joined(each.collect())
    });
    for note in &mut laid.notes {
        let whole = note.span.is_some();
        for block in &mut note.blocks {
            let mut next = |span| {
                let runs = stopped(texts.next().unwrap_or_default(), whole, american);
                note.cited.push((span, runs.clone()));
                runs
            };
            fill(block, &mut next);
        }
    }
}

fn places(laid: &Laid, cards: Cards<'_>) -> Vec<Place> {
    let mut out = Vec::new();
    for (at, note) in laid.notes.iter().enumerate() {
        for block in &note.blocks {
            super::each_piece(block, &mut |piece| {
                if let Piece::Cards(cites, _) = piece {
                    let each = cites.iter().map(|cite| (cite.clone(), cards.trails(cite)));
                    out.push(Place {
                        note: at + 1,
                        cited: each.collect(),
                    });
                }
            });
        }
    }
    out
}

fn works(order: &[Cite<'_>], cards: Cards<'_>) -> Vec<Work> {
    let ids: BTreeSet<&str> = order.iter().map(|cite| cite.work).collect();
    ids.into_iter()
        .filter_map(|id| cards.get(id))
        .filter(|card| card.kind() == "source")
        .map(Work::of)
        .collect()
}

/// What is added between the citations.
struct Added<'a> {
    cards: Cards<'a>,
    terms: Terms,
    american: bool,
}

/// The words for one card: the works it was read in, or what it says when it names none.
fn card(
    cite: &CardCite,
    trails: &[Trail],
    cites: &mut impl Iterator<Item = Vec<Run>>,
    words: &Added<'_>,
) -> Vec<Run> {
    if trails.is_empty() {
        return unread(cite, words.cards, words.terms);
    }
    let each = trails.iter().map(|trail| {
        let mut runs = Vec::new();
        for at in 0..trail.len() {
            let next = cites.next().unwrap_or_default();
            if at > 0 {
                close(&mut runs, ',', words.american);
                push(&mut runs, Run::plain(format!(" {} ", words.terms.cited_in)));
            }
            next.into_iter().for_each(|run| push(&mut runs, run));
        }
        runs
    });
    joined(each.collect())
}

/// The words for a card that was read in no work, or that is not there.
fn unread(cite: &CardCite, cards: Cards<'_>, terms: Terms) -> Vec<Run> {
    let Some(card) = cards.get(&cite.id) else {
        return vec![Run::plain(terms.gone.replace("{}", &cite.id))];
    };
    let fields = ["says", "title", "asks", "name", "because"];
    let words = fields.iter().find_map(|field| card.value(field));
    let words = words.as_deref().unwrap_or(&cite.id);
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut runs = vec![Run::plain(words.trim_end_matches('.'))];
    if !cite.locator.is_empty() {
        push(&mut runs, Run::plain(format!(" ({})", cite.locator)));
    }
    runs
}

/// Several citations as one text: parted by semicolons, *ibid.* small within it.
fn joined(each: Vec<Vec<Run>>) -> Vec<Run> {
    let mut out: Vec<Run> = Vec::new();
    for (at, runs) in each.into_iter().enumerate() {
        if at > 0 {
            push(&mut out, Run::plain("; "));
        }
        for (nth, mut run) in runs.into_iter().enumerate() {
            if at > 0 && nth == 0 && run.text.starts_with("Ibid") {
                run.text.replace_range(..1, "i");
            }
            push(&mut out, run);
        }
    }
    out
}

/// A note that is nothing but a citation ends with a full stop.
fn stopped(mut runs: Vec<Run>, whole: bool, american: bool) -> Vec<Run> {
    if whole {
        close(&mut runs, '.', american);
    }
    runs
}

/// Puts the printed citations where cards were cited.
fn fill(block: &mut Block, next: &mut dyn FnMut(Span) -> Vec<Run>) {
    match block {
        Block::Heading(_, pieces) | Block::Paragraph(pieces) => {
            for piece in std::mem::take(pieces) {
                match piece {
                    Piece::Cards(_, span) => {
                        let runs = next(span).into_iter();
                        pieces.extend(runs.map(|run| Piece::Words(Words::from(run))));
                    }
                    other => pieces.push(other),
                }
            }
        }
        Block::Quotation(blocks) => blocks.iter_mut().for_each(|block| fill(block, next)),
        Block::List(_, entries) => {
            let blocks = entries.iter_mut().flatten();
            blocks.for_each(|block| fill(block, next));
        }
        Block::Verbatim(_) | Block::Rule => {}
    }
}

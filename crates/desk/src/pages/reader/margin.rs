//! What stands beside a passage: its notes, and the cards that quote it.

use super::passage::{Draws, PassageView};
use super::quoted::Stretch;
use super::text;
use crate::pages::Place;
use maud::{Markup, html};
use std::collections::BTreeSet;

/// The notes whose marks stand in a passage, each leading back to its mark.
pub(super) fn notes(draws: &Draws<'_>, passage: &PassageView, shown: &[PassageView]) -> Markup {
    let wanted = noted(passage);
    if wanted.is_empty() {
        return html! {};
    }
    html! {
        div.notes {
            @for note in shown.iter().filter(|note| wanted.contains(&note.number)) {
                div.note #{ "p" (note.number) } role="note" data-at=(note.start) data-number=(note.number) lang=[(!note.lang.is_empty()).then_some(&note.lang)] {
                    a.number href={ "#m" (note.number) } aria-label=(draws.visit.words.say_of("back-to-mark", note.note.as_deref().unwrap_or("*"))) {
                        (note.note.as_deref().unwrap_or("*"))
                    }
                    " "
                    span.words { (text::words(draws, note)) }
                }
            }
        }
    }
}

/// The indices of the notes whose marks stand in a passage.
fn noted(passage: &PassageView) -> BTreeSet<usize> {
    passage.marks.iter().filter_map(|mark| mark.note).collect()
}

/// The cards that quote a passage or its notes, in the order of the text.
pub(super) fn cards(draws: &Draws<'_>, passage: &PassageView, shown: &[PassageView]) -> Markup {
    let in_view: BTreeSet<usize> = shown.iter().map(|passage| passage.number).collect();
    let mut here = noted(passage);
    here.retain(|note| in_view.contains(note));
    here.insert(passage.number);
    let quoting = draws
        .view
        .quoted
        .iter()
        .filter(|stretch| here.contains(&stretch.passage));
    let (named, said): (Vec<&Stretch>, Vec<&Stretch>) = quoting.partition(|stretch| {
        matches!(
            stretch.kind.as_str(),
            "source" | "person" | "body" | "place"
        )
    });
    if named.is_empty() && said.is_empty() {
        return html! {};
    }
    html! {
        div.beside {
            @if !said.is_empty() {
                ul.quoting aria-label=(draws.visit.say("cards-here")) {
                    @for stretch in said { (card(draws, stretch)) }
                }
            }
            @if !named.is_empty() {
                ul.named aria-label=(draws.visit.say("named-here")) {
                    @for stretch in named {
                        li.{ "k-" (stretch.kind) }.is-draft[stretch.draft] data-card=(stretch.card) {
                            a href=(to_card(draws, stretch)) title=(stretch.says) { (stretch.card) }
                        }
                    }
                }
            }
        }
    }
}

fn card(draws: &Draws<'_>, stretch: &Stretch) -> Markup {
    let says = if stretch.says.is_empty() {
        &stretch.card
    } else {
        &stretch.says
    };
    html! {
        li.{ "k-" (stretch.kind) }.is-draft[stretch.draft] data-card=(stretch.card) {
            p.kind {
                (draws.visit.words.term(&stretch.kind))
                @if stretch.draft { " · " (draws.visit.say("a-draft")) }
                " " a.to href={ "#c" (stretch.start) "-" (stretch.end) } aria-label=(draws.visit.words.say_of("to-its-words", &stretch.card)) { "↤" }
            }
            p.says { a href=(to_card(draws, stretch)) { (says) } }
            @if stretch.voices.len() > 1 { p.voices { (voices(&stretch.voices)) } }
            @else if let Some(voice) = stretch.voices.first() { p.voices { (voice) } }
        }
    }
}

/// Speech within speech: `Zhang ‹ Li ‹ Shi Zhe ‹ Mao`, the outermost first.
fn voices(voices: &[String]) -> Markup {
    html! {
        @for (nth, voice) in voices.iter().enumerate() {
            @if nth > 0 { span.within { " ‹ " } }
            span.voice { (voice) }
        }
    }
}

fn to_card(draws: &Draws<'_>, stretch: &Stretch) -> String {
    if let Some(key) = &stretch.key {
        return format!("{}?like={key}", draws.visit.to(&Place::Inbox));
    }
    draws.visit.to_card(&stretch.card)
}

//! The essays of a case, each with how well it is supported, and a form for a new one.

use super::{Desk, Place, Visit};
use crate::essay::sentences::{self, Tally};
use crate::essay::{Essay, Laid, name};
use maud::{Markup, html};
use serde::Serialize;

/// The essays of a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct EssaysView {
    /// Each, in order of name.
    pub essays: Vec<EssayLine>,
}

/// One essay.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct EssayLine {
    /// Its name in addresses.
    pub name: String,
    /// Its title: the first heading, or its name.
    pub title: String,
    /// How many sentences have a card.
    pub sentences: Tally,
    /// How many cards it cites, each once.
    pub cards: usize,
    /// The ids that no card has.
    pub gone: Vec<String>,
}

pub(super) fn view(desk: &Desk) -> EssaysView {
    let line = |(file, text): &(String, String)| {
        let essay = Essay::parse(text, &|id| desk.record.get(id).is_some());
        let mut ids: Vec<String> = essay
            .cites()
            .into_iter()
            .map(|cite| cite.id.clone())
            .collect();
        ids.sort();
        ids.dedup();
        let title = match essay.title.as_str() {
            "" => name(file).to_owned(),
            title => title.to_owned(),
        };
        EssayLine {
            name: name(file).to_owned(),
            title,
            sentences: sentences::tally(&Laid::numbered(&essay)),
            cards: ids.len(),
            gone: ids
                .into_iter()
                .filter(|id| desk.record.get(id).is_none())
                .collect(),
        }
    };
    EssaysView {
        essays: desk.essays.iter().map(line).collect(),
    }
}

pub(super) fn page(visit: &Visit, view: &EssaysView) -> (String, Markup) {
    let body = html! {
        h1 { (visit.say("essays")) }
        @if view.essays.is_empty() { p.empty { (visit.say("essays-none")) } }
        ul.essays {
            @for essay in &view.essays {
                li {
                    a href=(visit.to(&Place::Essay(essay.name.clone()))) { (essay.title) }
                    p.tally {
                        (visit.words.say_of("essay-supported", essay.sentences.supported))
                        @if essay.sentences.unsupported > 0 { " " (visit.words.say_of("essay-unsupported", essay.sentences.unsupported)) }
                        @if !essay.gone.is_empty() { " " strong { (visit.words.say_of("essay-gone", essay.gone.len())) } }
                    }
                }
            }
        }
        @if visit.may_write { (new(visit)) }
    };
    (visit.say("essays").to_owned(), body)
}

fn new(visit: &Visit) -> Markup {
    html! {
        section {
            h2 { (visit.say("essay-new")) }
            form.editor method="post" action=(visit.to(&Place::Essays)) {
                p {
                    label for="name" { (visit.say("essay-name")) } " "
                    input #name name="name" required maxlength="80" value=[visit.query.get("name")] aria-describedby="name-help";
                }
                p #name-help .empty { (visit.say("essay-name-help")) }
                label for="text" { (visit.say("essay-text")) }
                p #typing .empty { (visit.say("essay-typing")) }
                textarea #text name="text" rows="12" spellcheck="true" aria-describedby="typing" {}
                p { button.chief { (visit.say("save")) } }
            }
        }
    }
}

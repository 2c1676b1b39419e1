//! Drafts of persons and bodies, with the forms of their names that the document uses.

use super::Draft;
use super::scene::{Actor, Scene};
use crate::find::{Named, Reading};
use kaozheng_record::{CardText, Kind};
use kaozheng_text::Span;
use std::collections::BTreeSet;

const PERSON: &str = "a person named in the text";
const BODY: &str = "a body named in the text";

/// One draft for each person of the text, and for each body that acts, speaks, or is named twice in the running text.
pub(super) fn actors(scene: &Scene<'_>, acting: &BTreeSet<usize>) -> Vec<Draft> {
    let told = |actor: &&Actor| {
        let acts = actor.mentions.iter().any(|at| acting.contains(at));
        let running = actor
            .mentions
            .iter()
            .filter(|at| scene.mentions[**at].note.is_none())
            .count();
        acts || match actor.named {
            Named::Person => true,
            _ => running >= 2 && !loose(&actor.full),
        }
    };
    scene
        .actors
        .iter()
        .filter(told)
        .filter_map(|actor| of_actor(scene, actor))
        .collect()
}

/// A loose group (`Japanese troops`, `Chinese scholars`), not a body with members and offices.
fn loose(full: &str) -> bool {
    let last = full.rsplit(' ').next().unwrap_or("");
    matches!(
        last,
        "troops"
            | "forces"
            | "side"
            | "military"
            | "scholars"
            | "historians"
            | "researchers"
            | "publications"
            | "advisers"
            | "diplomats"
            | "representatives"
            | "leaders"
    )
}

fn of_actor(scene: &Scene<'_>, actor: &Actor) -> Option<Draft> {
    let (kind, rule) = match actor.named {
        Named::Person => (Kind::Person, PERSON),
        Named::Body => (Kind::Body, BODY),
        Named::Place => return None,
    };
    let first = *actor
        .mentions
        .iter()
        .find(|at| form(scene, **at) == actor.full)
        .or(actor.mentions.first())?;
    let mut forms: Vec<&str> = vec![&actor.full];
    for at in &actor.mentions {
        let form = form(scene, *at);
        if !forms.contains(&form) {
            forms.push(form);
        }
    }
    let span = sentence_around(scene, scene.mentions[first].span);
    let (anchor, place) = scene.anchor(span);
    let mut card = CardText::new(kind, &actor.id)
        .read_in(&from(scene, first))
        .quotation(scene.text(span));
    for form in forms {
        card = card.field("name", form);
    }
    let card = card.field("drafted", rule).field("anchor", &place);
    let many = u8::try_from(actor.mentions.len().min(40)).expect("at most 40");
    Some(Draft {
        id: actor.id.clone(),
        kind,
        card: card.to_string(),
        because: actor.mentions.clone(),
        rule,
        note: None,
        anchor,
        worth: 30 + many,
    })
}

fn form<'a>(scene: &Scene<'a>, mention: usize) -> &'a str {
    match &scene.mentions[mention].reading {
        Reading::Name { form, .. } => form,
        _ => "",
    }
}

fn from(scene: &Scene<'_>, mention: usize) -> String {
    match scene.mentions[mention].note {
        Some(note) => format!("{}, n. {}", scene.source, scene.number(note)),
        None => {
            let page = scene
                .document
                .page_at(scene.mentions[mention].span.start as usize);
            page.map_or(scene.source.clone(), |p| {
                format!("{}, p. {p}", scene.source)
            })
        }
    }
}

/// The sentence that holds a name; in a note, the words around it.
fn sentence_around(scene: &Scene<'_>, span: Span) -> Span {
    let after = scene
        .sentences
        .partition_point(|s| s.span.start <= span.start);
    let sentence = after.checked_sub(1).map(|at| scene.sentences[at].span);
    sentence.filter(|s| s.end >= span.end).unwrap_or(span)
}

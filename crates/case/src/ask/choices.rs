//! What an answer on knowledge hangs on beside its evidence: how the historian took what the evidence leaves open.
//!
//! Each choice is made the other way, one at a time, and told where the answer would be another: a circle of secrecy
//! opened, a message of which it is not certain that it was sent, a standing distribution, a time of transit.

use super::answer::NONE;
use super::evidence::evidence_on;
use super::know::standing;
use crate::compile::Case;
use crate::facts::routes::{Choice, EvidenceKind, Routes};
use crate::facts::time::Chronology;
use crate::knowledge::Sent;
use std::collections::BTreeSet;

/// So many choices are looked at.
const MOST: usize = 12;

/// The choices that would give another status, in sentences.
pub(super) fn choices(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    actor: &str,
    instant: i64,
) -> Vec<String> {
    let word = |routes: &Routes| {
        let standing = standing(case, chronology, routes, actor, instant);
        standing.map_or(NONE.to_owned(), |standing| standing.word_and_exposure())
    };
    let stands = word(routes);
    let matter = routes.matter.as_str();
    let mut told = Vec::new();
    for (choice, words) in open(case, routes, actor, instant).into_iter().take(MOST) {
        let other = Routes::choosing(case, chronology, matter, &choice);
        let then = word(&other);
        if then != stands {
            let cited = match &choice {
                Choice::OpenCircle | Choice::AnyTransit => case.cited(matter),
                Choice::Sent(card, _) | Choice::NotStanding(card) => case.cited(card),
            };
            told.push(format!("if {words}: {then}. {cited}"));
        }
    }
    told
}

/// The choices that bear on an actor at an instant, with their words.
fn open(case: &Case, routes: &Routes, actor: &str, instant: i64) -> Vec<(Choice, String)> {
    let matter = routes.matter.as_str();
    let mut all = Vec::new();
    let kept = case.matters.get(matter).map(|of| &of.kept_within);
    if kept.is_some_and(|circle| !circle.is_empty()) {
        let words = format!("{matter} were not kept within its circle");
        all.push((Choice::OpenCircle, words));
    }
    let shown = evidence_on(case, routes, actor, instant);
    if shown.iter().any(|one| one.allowed) {
        let words = "messages without a date of receipt may have arrived at any later time";
        all.push((Choice::AnyTransit, words.to_owned()));
    }
    let mut seen = BTreeSet::new();
    for one in shown
        .into_iter()
        .filter(|one| seen.insert(one.card.clone()))
    {
        let card = &one.card;
        if let EvidenceKind::States(Sent::Maybe) | EvidenceKind::Open(Sent::Maybe) = one.kind {
            all.push((Choice::Sent(card.clone(), true), format!("{card} was sent")));
            let words = format!("{card} was not sent");
            all.push((Choice::Sent(card.clone(), false), words));
        }
        let event = case.events.get(card);
        if event.is_some_and(|event| event.standing.value().is_some_and(|word| word == "yes")) {
            let words = format!("{card} did not always pass its topics on");
            all.push((Choice::NotStanding(card.clone()), words));
        }
    }
    all
}

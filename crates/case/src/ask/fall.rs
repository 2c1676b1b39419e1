//! What falls if sources fall.

use super::answer::Answer;
use super::know::status_word;
use super::verdict;
use super::weigh::word;
use crate::compile::{Account, Case};
use crate::facts::lines::weigh;
use crate::facts::routes::Routes;
use crate::facts::time::Chronology;
use kaozheng_record::means::Question;
use std::collections::BTreeSet;
use std::sync::Arc;

/// `without li-1993, xu-yan-2003`: the cards that fall, and every question and matter whose verdict changes.
pub(super) fn without(case: &Case, sources: &[&str]) -> Answer {
    let left = case.without(sources);
    let mut answer = Answer::new("");
    answer.steps = asked_again(case, &left);
    answer
        .steps
        .extend(weighed_again(case, &left, &asked_about(case)));
    answer.steps.extend(statuses(case, &left));
    let changes = answer.steps.len();
    let fallen = case
        .cards()
        .filter(|card| left.card(&card.id).is_none() && !sources.contains(&card.id.as_str()));
    let fallen: Vec<&str> = fallen.map(|card| card.id.as_str()).collect();
    if !fallen.is_empty() {
        answer.step(format!("Cards that fall: {}.", fallen.join(", ")));
    }
    let values = lost_values(case, &left);
    for value in &values {
        answer.step(value.clone());
    }
    answer.verdict = match (changes, fallen.len() + values.len()) {
        (0, 0) => "nothing falls".to_owned(),
        (0, _) => "no verdict changes".to_owned(),
        (1, _) => "1 verdict changes".to_owned(),
        (count, _) => format!("{count} verdicts change"),
    };
    if answer.steps.is_empty() {
        answer.step("No card of the case stands on it alone.");
    }
    answer.rest_on(sources.iter().copied());
    answer
}

/// The questions of the case whose verdict changes. One that itself asks what falls is left out.
fn asked_again(case: &Case, left: &Case) -> Vec<String> {
    let mut out = Vec::new();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let nested = |asked: &&Account<Arc<Question>>| matches!(*asked.value, Question::Without { .. });
    for question in case.questions.values() {
        for asked in question.ask.iter().filter(|asked| !nested(asked)) {
            if !seen.insert(&asked.words) {
                continue;
            }
            let (now, then) = (verdict(case, &asked.value), verdict(left, &asked.value));
            if now != then {
                out.push(format!(
                    "{}: {now} becomes {then}. [{}]",
                    asked.words,
                    question.id()
                ));
            }
        }
    }
    out
}

/// The matters and events on whose verdict a question of the case asks.
fn asked_about(case: &Case) -> BTreeSet<&str> {
    let asked = case.questions.values().flat_map(|question| &question.ask);
    asked
        .filter_map(|asked| super::weighed(&asked.value))
        .collect()
}

/// The matters and events on which the verdict changes, those left out of which a question has told already.
fn weighed_again(case: &Case, left: &Case, asked: &BTreeSet<&str>) -> Vec<String> {
    let mut out = Vec::new();
    for matter in weighed(case).into_iter().filter(|id| !asked.contains(id)) {
        let (now, then) = (weigh(case, matter).verdict, weigh(left, matter).verdict);
        if now != then {
            out.push(format!(
                "verdict {matter}: {} becomes {}. [{matter}]",
                word(now),
                word(then)
            ));
        }
    }
    out
}

/// What actors are shown to know at the end of all that is recorded, where that changes.
fn statuses(case: &Case, left: &Case) -> Vec<String> {
    let (before, after) = (Chronology::of(case), Chronology::of(left));
    let mut out = Vec::new();
    for matter in case.matters.keys() {
        if Routes::evidence_on(case, &before, matter) == Routes::evidence_on(left, &after, matter) {
            continue;
        }
        let (now, then) = (
            Routes::of(case, &before, matter),
            Routes::of(left, &after, matter),
        );
        let named = then
            .actors()
            .filter(|actor| case.actors.contains_key(actor));
        for actor in now.actors().chain(named).collect::<BTreeSet<_>>() {
            let (was, is) = (status_word(&now, actor), status_word(&then, actor));
            if was != is {
                out.push(format!(
                    "{actor} knew {matter}, at the end of all that is recorded: {was} becomes {is}. [{matter}]"
                ));
            }
        }
    }
    out
}

/// The matters and events that arguments or statements are about.
fn weighed(case: &Case) -> Vec<&str> {
    let all = case
        .matters
        .keys()
        .chain(case.events.keys())
        .map(String::as_str);
    all.filter(|id| !weigh(case, id).lines.is_empty()).collect()
}

/// Values that fall from cards which stay.
fn lost_values(case: &Case, left: &Case) -> Vec<String> {
    let mut out = Vec::new();
    for card in left.cards() {
        let before = case.card(&card.id).expect("what is left was there");
        for value in &before.values {
            let stays = card.all(value.field).any(|other| other.nth == value.nth);
            if !stays {
                out.push(format!(
                    "{} no longer says {}: {}. {}",
                    card.id,
                    value.field,
                    value.words,
                    case.cited_value(&card.id, &value.grounds)
                ));
            }
        }
    }
    out
}

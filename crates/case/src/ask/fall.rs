//! What falls if sources fall.

use super::answer::Answer;
use super::moved::{Moved, moved};
use crate::compile::Case;

/// `without li-1993, xu-yan-2003`: the cards that fall, and every question and matter whose verdict changes.
pub(super) fn without(case: &Case, sources: &[&str]) -> Answer {
    let left = case.without(sources);
    let mut answer = Answer::new("");
    for Moved {
        asked,
        before,
        after,
    } in moved(case, &left)
    {
        answer.step(format!(
            "{}: {before} becomes {after}. [{}]",
            asked.told(),
            asked.card()
        ));
    }
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

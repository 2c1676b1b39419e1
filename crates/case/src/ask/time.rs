//! When something was, and what happened in a stretch of time.

use super::answer::{Answer, NONE, UNDECIDED};
use super::know::no_evidence;
use crate::chronology::{Interval, Side};
use crate::compile::Case;
use crate::facts::nearby::Nearby;
use crate::facts::rival_dates::{Conflict, conflict_at};
use crate::facts::time::{Chronology, Mark};
use crate::facts::when;
use kaozheng_record::Kind;
use kaozheng_record::means::When;
use kaozheng_values::dates::Bounds;

/// `when landing`: the tightest bounds of an event, source or statement, and the chain that gives them.
pub(super) fn when_card(case: &Case, id: &str) -> Answer {
    let chronology = Chronology::of(case);
    let mark = match case.kind(id) {
        Some(Kind::Source) => Mark::Dated,
        Some(Kind::Statement) => Mark::SaidOn,
        Some(Kind::Event) => Mark::When,
        _ => return Answer::new(UNDECIDED),
    };
    let bounds = chronology.bounds(id, mark).unwrap_or_default();
    let mut answer = Answer::new(if bounds == Bounds::default() {
        NONE.to_owned()
    } else {
        when::shown(when::interval(bounds))
    });
    chains(&chronology, id, mark, &mut answer);
    if let Some(until) = chronology.bounds(id, Mark::Until) {
        let until = when::shown(when::interval(until));
        answer.step(format!("It was over: {until}. {}", case.cited(id)));
    }
    let found = Nearby::of(&chronology, id, mark);
    if found.stands_alone {
        alone(case, id, field_of(mark), &mut answer);
        answer.step("This date has a part in dates that cannot all hold, and so it stands alone, not tightened by others.");
        answer.rest_on([id]);
    }
    if bounds == Bounds::default() && found.told.is_empty() {
        answer.step(no_evidence(case));
    } else if bounds == Bounds::default() {
        UNDECIDED.clone_into(&mut answer.verdict);
    }
    for words in found.told {
        answer.step(words);
    }
    if let Some(conflict) = conflict_at(case, id) {
        answer.would_change.push(told(case, &conflict));
    }
    answer
}

/// The chains of sentences that give the earliest and the latest date.
fn chains(chronology: &Chronology, id: &str, mark: Mark, answer: &mut Answer) {
    let [least, most] = [Side::Least, Side::Most].map(|side| chronology.because(id, mark, side));
    let parts = match least == most {
        true => vec![("Neither earlier nor later", &least)],
        false => vec![("Not earlier", &least), ("Not later", &most)],
    };
    for (words, chain) in parts.into_iter().filter(|(_, chain)| !chain.is_empty()) {
        let sentences = chain
            .iter()
            .map(|one| format!("{} {}", one.words, one.cited));
        let sentences: Vec<String> = sentences.collect();
        answer.step(format!("{words}: {}.", sentences.join("; ")));
        answer.rest_on(chain.iter().map(|one| one.card.as_str()));
    }
}

/// The date that is followed, by itself.
fn alone(case: &Case, id: &str, field: &str, answer: &mut Answer) {
    let Some(card) = case.card(id) else { return };
    let followed = card.words(field);
    if let Some(value) = card
        .all(field)
        .find(|value| Some(value.words.as_str()) == followed)
    {
        answer.step(format!(
            "{id}, {field}: {}. {}",
            value.words,
            case.cited_value(id, &value.grounds)
        ));
    }
}

fn field_of(mark: Mark) -> &'static str {
    match mark {
        Mark::Dated => "dated",
        Mark::SaidOn => "said-on",
        _ => "when",
    }
}

/// Dates that cannot all hold, as one sentence: the chain, whom to distrust, and what would fit.
pub(super) fn told(case: &Case, conflict: &Conflict) -> String {
    let chain: Vec<String> = conflict
        .sentences
        .iter()
        .map(|one| format!("{} {}", one.words, one.cited))
        .collect();
    let rival = conflict.rival.as_ref().and_then(|at| {
        let value = case
            .card(&at.card)?
            .all(&at.field)
            .find(|value| value.nth == at.nth)?;
        Some(format!(
            "{}, {}: {} cannot hold with the rest",
            at.card, at.field, value.words
        ))
    });
    let lead = rival.unwrap_or_else(|| "these dates cannot all hold".to_owned());
    let distrust = format!("fewest to distrust: {}", conflict.distrust.join(", "));
    let fits = conflict.emendation.as_ref().map_or(String::new(), |fit| {
        format!("; {} instead of {} would fit", fit.fits, fit.written)
    });
    format!("{lead}: {}; {distrust}{fits}", chain.join("; "))
}

/// `what happened on 25 June 1950`.
pub(super) fn happened(case: &Case, when: Option<&When>) -> Answer {
    let asked = when::covered(when);
    let found = within(case, asked);
    let mut answer = Answer::new(counted(found.len()));
    for (lo, hi, id) in &found {
        let certain = *lo >= asked.lo && *hi <= asked.hi;
        let may = if certain { "" } else { ", perhaps" };
        let what = case.says_of(id).unwrap_or(id);
        let time = case.time_words(id, Interval { lo: *lo, hi: *hi });
        let cited = case.cited_field(id, "when");
        answer.step(format!("{time}{may}: {what}. {cited}"));
        answer.rest_on([*id]);
    }
    if found.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// The verdict of [`happened`] alone.
pub(super) fn happened_word(case: &Case, when: Option<&When>) -> String {
    counted(within(case, when::covered(when)).len())
}

/// The events that can have been in a stretch of time, in order of time.
fn within(case: &Case, asked: Interval) -> Vec<(i64, i64, &str)> {
    let chronology = Chronology::of(case);
    let mut found: Vec<(i64, i64, &str)> = Vec::new();
    for id in case.events.keys() {
        let time = chronology.interval(id, Mark::When);
        let end = chronology
            .bounds(id, Mark::Until)
            .map_or(time.hi, |until| when::interval(until).hi);
        let dated = time.lo > when::EVER || time.hi < when::LAST;
        if dated && time.lo <= asked.hi && end >= asked.lo {
            found.push((time.lo, time.hi, id));
        }
    }
    found.sort_unstable();
    found
}

fn counted(events: usize) -> String {
    match events {
        0 => NONE.to_owned(),
        1 => "1 event".to_owned(),
        count => format!("{count} events"),
    }
}

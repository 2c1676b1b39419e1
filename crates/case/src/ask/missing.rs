//! What is known to be absent, and what would settle a matter.

use super::answer::Answer;
use super::weigh::settling;
use crate::compile::{Case, Event, Ground, Read};
use crate::facts::entailment::{entailed, entailing};
use crate::facts::lines::weigh;
use std::collections::{BTreeMap, BTreeSet};

/// `missing attack-schedule`.
pub(super) fn missing(case: &Case, matter: &str) -> Answer {
    let lines = weigh(case, matter).lines;
    let absent = absences(case, matter);
    let mut answer = Answer::new(match absent.len() {
        0 => "nothing is listed".to_owned(),
        1 => "1 place to look".to_owned(),
        count => format!("{count} places to look"),
    });
    for sentence in settling(&lines) {
        answer.step(format!("It would come {sentence}."));
    }
    answer.rest_on(concerned(case, matter).iter().map(String::as_str));
    answer.missing = absent;
    answer
}

/// The search list for a matter: what the cards say would settle it, then letters to which only the answer is held,
/// then texts known only through others. Sorted within each.
pub(super) fn absences(case: &Case, matter: &str) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    if let Some(of) = case.matters.get(matter) {
        out.extend(
            of.would_settle
                .iter()
                .map(|wanted| format!("{}. [{matter}]", wanted.value.trim_end_matches('.'))),
        );
    }
    let asked = case.naming().asked(matter);
    let asked = asked.filter_map(|id| case.questions.get(id));
    for question in asked.filter(|one| one.matters.iter().any(|of| of.value == matter)) {
        out.extend(question.would_settle.iter().map(|wanted| {
            format!(
                "{}. [{}]",
                wanted.value.trim_end_matches('.'),
                question.id()
            )
        }));
    }
    let cards = concerned(case, matter);
    for event in cards.iter().filter_map(|id| case.events.get(id)) {
        out.extend(unheld(case, event));
    }
    out.extend(unread(case, &cards));
    out
}

/// The cards that bear on a matter: messages that tell it, readings about it, arguments and their premises.
fn concerned(case: &Case, matter: &str) -> BTreeSet<String> {
    let bound: BTreeSet<String> = entailing(case, matter)
        .into_iter()
        .chain(entailed(case, matter))
        .collect();
    let topics: BTreeSet<&String> = bound
        .iter()
        .filter_map(|id| case.matters.get(id)?.topic.value())
        .collect();
    let mut out = BTreeSet::new();
    for event in case.events.values() {
        let named = event
            .tells
            .iter()
            .chain(&event.matters)
            .any(|of| bound.contains(&of.value));
        let open = event
            .about
            .iter()
            .any(|about| topics.contains(&about.value));
        if named || open || event.means.iter().any(|means| names(&means.value, &bound)) {
            out.insert(event.id().to_owned());
        }
    }
    let statements = case.statements.values().filter(|statement| {
        statement
            .means
            .iter()
            .any(|means| names(&means.value, &bound))
    });
    out.extend(statements.map(|statement| statement.id().to_owned()));
    for line in weigh(case, matter).lines {
        out.extend(
            line.premises
                .into_iter()
                .filter(|id| !case.matters.contains_key(id)),
        );
        out.insert(line.id);
    }
    out
}

/// Whether a reading speaks of one of these matters or events.
fn names(reading: &kaozheng_record::means::Reading, ids: &BTreeSet<String>) -> bool {
    use kaozheng_record::means::Fact;
    let is = |id: &kaozheng_record::means::Id| ids.contains(&id.id);
    match &reading.fact {
        Fact::Knowledge { matter, .. }
        | Fact::Attitude { matter, .. }
        | Fact::Act { matter, .. }
        | Fact::Holds { matter, .. } => is(matter),
        Fact::Told { matters, .. } => matters.iter().any(is),
        Fact::Promised { matter, .. } => is(matter),
        Fact::Effect { event, promise, .. } => is(event) || is(promise),
        Fact::Happened { event, .. } => is(event),
        Fact::Tie { tie, .. } => is(tie),
    }
}

/// Sources that are cited through others and whose own text is not in the case.
fn unread(case: &Case, cards: &BTreeSet<String>) -> Vec<String> {
    let mut wanted: BTreeSet<(&str, &str)> = BTreeSet::new();
    for card in cards.iter().filter_map(|id| case.card(id)) {
        let grounds = card
            .grounds
            .iter()
            .chain(card.values.iter().flat_map(|value| &value.grounds));
        wanted.extend(grounds.filter_map(through));
    }
    let lies = |id: &str| {
        case.sources
            .get(id)
            .is_some_and(|source| !source.files.is_empty())
    };
    let mut by_reader: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for (source, via) in wanted.into_iter().filter(|(source, _)| !lies(source)) {
        let held = case
            .card(source)
            .and_then(|card| card.words("held-at"))
            .map_or(String::new(), |place| format!(" ({place})"));
        by_reader
            .entry(via)
            .or_default()
            .push(format!("{source}{held}"));
    }
    by_reader
        .iter()
        .map(|(via, sources)| {
            format!(
                "the texts themselves of what is known only through {via}: {}.",
                sources.join("; ")
            )
        })
        .collect()
}

fn through(ground: &Ground) -> Option<(&str, &str)> {
    match &ground.read {
        Read::Source { source, via } => Some((source, via.last()?)),
        Read::Editor | Read::Card => None,
    }
}

/// The letter that a message answers, when no source holds its text.
fn unheld(case: &Case, event: &Event) -> Option<String> {
    let answered = event.answers.value()?;
    let texts = case.naming().texts(answered);
    let mut texts = texts.filter_map(|id| case.sources.get(id));
    let held = texts.any(|source| source.text_of.value() == Some(answered));
    (!held).then(|| {
        format!(
            "{answered}, which {} answers: its text is not held. [{}]",
            event.id(),
            event.id()
        )
    })
}

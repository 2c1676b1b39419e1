//! How things stood on a day: a decision, a promise in each reading, a tie.

use super::answer::{Answer, NONE, UNDECIDED};
use super::decided;
use super::know::{asked_of, no_evidence};
use crate::acts::{Fold, Promise, PromiseAct, States, Tie, TieAct, states};
use crate::compile::{Case, Event};
use crate::facts::acts::{Done, for_kernel, promise, tie};
use crate::facts::time::Chronology;
use crate::facts::when;
use kaozheng_record::means::{EffectVerb, TieState, When};
use std::collections::BTreeSet;

/// Orders of uncertain acts that are looked at.
const ORDERS: usize = 10_000;

/// `state intervention on 13 October 1950`, `state air-cover-promise on … reading wide`, `state treaty on …`.
pub(super) fn state(case: &Case, of: &str, when: Option<&When>, sense: Option<&str>) -> Answer {
    match case.events.get(of) {
        Some(event) if is_promise(case, event) => promised(case, event, when, sense),
        Some(event) if is_tie(event) => tied(case, event, when),
        _ => decided::decided(case, of, when),
    }
}

/// `treaty in force on 1 May 1950`.
pub(super) fn tie_is(case: &Case, id: &str, state: TieState, when: Option<&When>) -> Answer {
    let Some(event) = case.events.get(id) else {
        return Answer::new(UNDECIDED);
    };
    let mut answer = tied(case, event, when);
    let (instant, _) = when::asked(when);
    let found = folded::<Tie>(case, &tie(case, &Chronology::of(case), event), instant);
    let is = |tie: &Tie| match state {
        TieState::Signed => tie.signed,
        TieState::InForce => tie.in_force,
        TieState::Practised => tie.practised,
        TieState::Ended => tie.ended,
    };
    answer.verdict = judged(
        answer.grounds.is_empty(),
        found.states.iter().map(|state| is(&state.state)),
        found.exact,
    );
    answer
}

/// `refusal breaks air-cover-promise reading wide`.
pub(super) fn effect(
    case: &Case,
    event: &str,
    verb: EffectVerb,
    promise_id: &str,
    sense: Option<&str>,
) -> Answer {
    let Some(of) = case.events.get(promise_id) else {
        return Answer::new(UNDECIDED);
    };
    let chronology = Chronology::of(case);
    let acts = under(&promise(case, &chronology, of), sense);
    let kind = match verb {
        EffectVerb::Keeps => PromiseAct::Keeps,
        EffectVerb::Breaks => PromiseAct::Breaks,
        EffectVerb::PartPerforms => PromiseAct::PartPerforms,
        EffectVerb::MakesDue => PromiseAct::MakesDue,
        EffectVerb::Releases => PromiseAct::Releases,
    };
    let Some(act) = acts
        .iter()
        .find(|act| act.card == event && act.kind == kind)
    else {
        let mut answer = Answer::new(NONE);
        let reading = sense.map_or(String::new(), |sense| format!(" in the reading {sense}"));
        answer.step(format!(
            "No card says that {event} {verb} {promise_id}{reading}. {}",
            no_evidence(case)
        ));
        return answer;
    };
    let until = act.time.hi;
    let found = folded::<Promise>(case, &acts, until);
    let mut answer = Answer::new("");
    told(
        case,
        &acts,
        until,
        promise_words(case, promise_id),
        &mut answer,
    );
    let is = |state: &Promise| match verb {
        EffectVerb::Keeps => word_of(*state) == "kept",
        EffectVerb::Breaks => state.broken,
        EffectVerb::PartPerforms => state.performed > crate::acts::Performance::None,
        EffectVerb::MakesDue => state.due,
        EffectVerb::Releases => state.released,
    };
    answer.verdict = judged(
        false,
        found.states.iter().map(|state| is(&state.state)),
        found.exact,
    );
    if answer.verdict == "no" {
        answer.step(format!(
            "The promise was then {}, and so {event} did not take effect on it.",
            words_of(&found, word_of)
        ));
    }
    answer
}

/// Whether an event is a promise: by its type, or because something is said to keep or break it.
pub(super) fn is_promise(case: &Case, event: &Event) -> bool {
    event.is_a("promise")
        || !event.to.is_empty()
        || promise(case, &Chronology::of(case), event).len() > 1
}

pub(super) fn is_tie(event: &Event) -> bool {
    event.is_a("treaty")
        || event.is_a("tie")
        || !event.signed.is_empty()
        || !event.in_force.is_empty()
        || !event.practised.is_empty()
}

fn promised(case: &Case, event: &Event, when: Option<&When>, sense: Option<&str>) -> Answer {
    let (instant, words) = when::asked(when);
    let acts = promise(case, &Chronology::of(case), event);
    let mut answer = Answer::new("");
    answer.step(asked_of(&words));
    let senses: Vec<Option<&str>> = match sense {
        Some(sense) => vec![Some(sense)],
        None if event.readings.is_empty() => vec![None],
        None => event
            .readings
            .iter()
            .map(|reading| Some(reading.value.id.as_str()))
            .collect(),
    };
    let mut verdicts: Vec<String> = Vec::new();
    for sense in senses {
        let acts = under(&acts, sense);
        if let Some(reading) = event
            .readings
            .iter()
            .find(|reading| Some(reading.value.id.as_str()) == sense)
        {
            answer.step(format!(
                "In the reading {}: {}. {}",
                reading.value.id,
                reading.value.with,
                case.cited_value(event.id(), &reading.grounds)
            ));
        }
        told(
            case,
            &acts,
            instant,
            promise_words(case, event.id()),
            &mut answer,
        );
        let found = folded::<Promise>(case, &acts, instant);
        let word = words_of(&found, word_of);
        answer.step(format!(
            "So the promise was {word}{}.",
            meaning(&found, &acts)
        ));
        verdicts.push(
            match sense.filter(|_| verdicts.capacity() > 0 || event.readings.len() > 1) {
                Some(sense) => format!("{sense}: {word}"),
                None => word,
            },
        );
    }
    answer.verdict = match (sense, verdicts.as_slice()) {
        (Some(sense), [only]) => only
            .strip_prefix(&format!("{sense}: "))
            .unwrap_or(only)
            .to_owned(),
        _ => verdicts.join("; "),
    };
    answer
}

fn tied(case: &Case, event: &Event, when: Option<&When>) -> Answer {
    let (instant, words) = when::asked(when);
    let acts = tie(case, &Chronology::of(case), event);
    let mut answer = Answer::new("");
    answer.step(asked_of(&words));
    told(
        case,
        &acts,
        instant,
        |act| done_to_tie(event, act.kind).to_owned(),
        &mut answer,
    );
    if acts.is_empty() {
        answer.verdict = NONE.to_owned();
        answer.step(no_evidence(case));
        return answer;
    }
    answer.rest_on([event.id()]);
    let form = event
        .form
        .value()
        .map_or(String::new(), |form| format!(" ({form})"));
    let found = folded::<Tie>(case, &acts, instant);
    answer.verdict = words_of(&found, |tie| tie_word(event, tie));
    let apart = match found.states.as_slice() {
        [only] if found.exact => aspects(event, only.state),
        _ => answer.verdict.clone(),
    };
    answer.step(format!("So the tie{form} was {apart}."));
    answer
}

/// The acts that count under a reading.
fn under(acts: &[Done<PromiseAct>], sense: Option<&str>) -> Vec<Done<PromiseAct>> {
    let counts = |act: &&Done<PromiseAct>| act.sense.is_none() || act.sense.as_deref() == sense;
    acts.iter().filter(counts).cloned().collect()
}

pub(super) fn folded<S: Fold>(case: &Case, acts: &[Done<S::Kind>], instant: i64) -> States<S> {
    let (kernel, before) = for_kernel(case, acts);
    states::<S>(&kernel, &before, instant, ORDERS)
}

/// Every act that may have been done by an instant, as a sentence that `words` makes of the card and the act.
pub(super) fn told<K: Copy>(
    case: &Case,
    acts: &[Done<K>],
    instant: i64,
    words: impl Fn(&Done<K>) -> String,
    answer: &mut Answer,
) {
    for act in acts.iter().filter(|act| act.time.lo <= instant) {
        let time = if act.dated {
            case.time_words(&act.card, act.time)
        } else {
            "No date is given".to_owned()
        };
        let by = case.according_to(&act.card);
        let by = by.map_or(String::new(), |by| format!(", {by}"));
        let sentence = format!("{time}{by}: {}. {}", words(act), case.cited(&act.card));
        if !answer.steps.contains(&sentence) {
            answer.step(sentence);
        }
        answer.rest_on([act.card.as_str()]);
    }
}

/// The state, or the states that the uncertain order of acts leaves open.
pub(super) fn words_of<S: Copy>(found: &States<S>, word: impl Fn(S) -> &'static str) -> String {
    let mut words: Vec<&str> = found.states.iter().map(|state| word(state.state)).collect();
    words.dedup();
    match words.as_slice() {
        [only] if found.exact => (*only).to_owned(),
        [] => format!("{UNDECIDED} (no order of the acts fits their dates)"),
        several => format!("{UNDECIDED} ({})", several.join(" or ")),
    }
}

fn judged(empty: bool, holds: impl Iterator<Item = bool>, exact: bool) -> String {
    let found: BTreeSet<bool> = holds.collect();
    let word = match (found.contains(&true), found.contains(&false)) {
        _ if empty => NONE,
        (true, false) if exact => "yes",
        (false, true) if exact => "no",
        _ => UNDECIDED,
    };
    word.to_owned()
}

fn word_of(promise: Promise) -> &'static str {
    promise.word()
}

/// What stands beside the word of a promise.
fn meaning(found: &States<Promise>, acts: &[Done<PromiseAct>]) -> &'static str {
    let [only] = found.states.as_slice() else {
        return "";
    };
    let kinds: Vec<PromiseAct> = only.acts.iter().map(|&at| acts[at].kind).collect();
    let broken = kinds.iter().position(|kind| *kind == PromiseAct::Breaks);
    let done = |kind: &PromiseAct| matches!(kind, PromiseAct::Keeps | PromiseAct::PartPerforms);
    let late = broken.is_some_and(|broken| kinds[broken..].iter().any(done));
    match only.state {
        state if state.broken && late => ", and performed late, at least in part",
        state if state.broken && kinds.iter().any(done) => ", having been performed in part",
        state if state.made && !state.due && !state.broken => {
            ": its condition is not met, and nothing is owed"
        }
        _ => "",
    }
}

/// What an act does to a promise, and by what event: `it is refused or not done (The king pays nothing)`.
fn promise_words<'a>(case: &'a Case, promise: &'a str) -> impl Fn(&Done<PromiseAct>) -> String {
    move |act| {
        let title = case.says_of(&act.card).filter(|_| act.card != promise);
        let title = title.map_or(String::new(), |title| format!(" ({title})"));
        format!("{}{title}", done_to_promise(act.kind))
    }
}

fn done_to_promise(act: PromiseAct) -> &'static str {
    match act {
        PromiseAct::Made => "the promise is made, without a condition",
        PromiseAct::MadeIf => "the promise is made, on a condition",
        PromiseAct::MakesDue => "the condition is met, and the promise is due",
        PromiseAct::Keeps => "what was promised is done",
        PromiseAct::Breaks => "it is refused or not done",
        PromiseAct::PartPerforms => "it is done in part",
        PromiseAct::Releases => "the promiser is let off",
    }
}

/// Whether a tie is one of enmity.
pub(super) fn is_hostile(event: &Event) -> bool {
    event.form.value().is_some_and(|form| form == "hostile")
}

/// The word for the state of a tie; enmity that is practised is called so.
pub(super) fn tie_word(event: &Event, tie: Tie) -> &'static str {
    match tie.word() {
        "practised" if is_hostile(event) => "hostile",
        word => word,
    }
}

/// What is signed, what binds and what is practised, apart: `signed, not in force, and practised`.
pub(super) fn aspects(event: &Event, tie: Tie) -> String {
    let text = match (tie.signed, tie.in_force) {
        _ if tie.ended => return "ended".to_owned(),
        (_, true) => Some("in force"),
        (true, false) => Some("signed, not known to be in force"),
        (false, false) => None,
    };
    match (text, tie.practised) {
        (Some(text), true) => format!("{text}, and practised"),
        (Some(text), false) => text.to_owned(),
        (None, true) if is_hostile(event) => "one of enmity".to_owned(),
        (None, true) => "practised, without a text in force".to_owned(),
        (None, false) => "not yet made".to_owned(),
    }
}

fn done_to_tie(event: &Event, act: TieAct) -> &'static str {
    match act {
        TieAct::Signed => "it is signed",
        TieAct::InForce => "it comes into force",
        TieAct::Practised if is_hostile(event) => "there is enmity",
        TieAct::Practised => "it is practised",
        TieAct::Ended => "it ends",
    }
}

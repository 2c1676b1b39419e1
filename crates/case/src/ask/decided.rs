//! Who decided what, when: acts on a matter, and the state they lead to.

use super::answer::{Answer, NONE, UNDECIDED};
use super::evidence::draft_cited;
use super::know::{asked_of, no_evidence};
use super::state::{folded, told, words_of};
use crate::acts::{Decision, DecisionAct};
use crate::chronology::Interval;
use crate::compile::{Case, Event};
use crate::facts::acts::{Done, decisions, matters_of};
use crate::facts::time::{Chronology, Mark};
use crate::facts::when;
use kaozheng_record::means::{ActVerb, When};
use std::collections::BTreeSet;
use std::sync::Arc;

/// `mao decided intervention on 8 October 1950`: whether such an act is recorded of that time.
pub(super) fn act(
    case: &Case,
    actor: &str,
    verb: ActVerb,
    matter: &str,
    when: Option<&When>,
) -> Answer {
    let chronology = Chronology::of(case);
    let all = decisions(case, &chronology, matter);
    let own = all.get(actor).map_or(&[][..], Vec::as_slice);
    let asked = when::covered(when);
    let word = verb.to_string();
    let of_kind: Vec<&Done<_>> = own
        .iter()
        .filter(|act| act_word(act.kind) == word)
        .collect();
    let sure = of_kind
        .iter()
        .any(|act| act.time.lo >= asked.lo && act.time.hi <= asked.hi);
    let may = of_kind
        .iter()
        .any(|act| act.time.lo <= asked.hi && act.time.hi >= asked.lo);
    let mut answer = Answer::new(match (sure, may, of_kind.is_empty()) {
        (true, ..) => "yes",
        (_, true, _) => UNDECIDED,
        (_, _, false) => "no",
        _ => NONE,
    });
    told(
        case,
        own,
        when::LAST,
        deciding(case, actor, matter),
        &mut answer,
    );
    if own.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

pub(super) fn decided(case: &Case, matter: &str, when: Option<&When>) -> Answer {
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new("");
    answer.step(asked_of(&words));
    let by_actor = decisions(case, &Chronology::of(case), matter);
    let mut verdicts: Vec<(String, String)> = Vec::new();
    for (actor, acts) in &by_actor {
        told(
            case,
            acts,
            instant,
            deciding(case, actor, matter),
            &mut answer,
        );
        let found = folded::<Decision>(case, acts, instant);
        if acts.iter().any(|act| act.time.lo <= instant) {
            verdicts.push((actor.clone(), words_of(&found, Decision::word)));
            answer.step(format!(
                "So this is where {} stood on {matter}: {}.",
                case.name_of(actor),
                words_of(&found, Decision::word)
            ));
        }
    }
    answer.steps.dedup();
    answer.steps.extend(told_others(case, matter, instant));
    let different: BTreeSet<&str> = verdicts.iter().map(|(_, word)| word.as_str()).collect();
    answer.verdict = match (verdicts.len(), different.len()) {
        (0, _) => NONE.to_owned(),
        (_, 1) => verdicts[0].1.clone(),
        _ => verdicts
            .iter()
            .map(|(actor, word)| format!("{actor}: {word}"))
            .collect::<Vec<_>>()
            .join("; "),
    };
    if verdicts.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// What others were told of a decision by an instant, message by message: what somebody had resolved and what others had
/// heard of it are kept apart.
fn told_others(case: &Case, matter: &str, instant: i64) -> Vec<String> {
    let chronology = Chronology::of(case);
    let named = case.naming().acts(matter);
    let messages = named.filter_map(|id| case.events.get(id));
    let tells_of = |event: &Event| event.matters.iter().any(|of| of.value == matter);
    let messages = messages.filter(|event| event.is_message() && tells_of(event));
    let dated = messages.map(|event| (chronology.interval(event.id(), Mark::When), event));
    let mut dated: Vec<(Interval, &Arc<Event>)> =
        dated.filter(|(time, _)| time.lo <= instant).collect();
    dated.sort_by_key(|(time, event)| (time.lo, time.hi, event.id()));
    let told = dated.into_iter();
    told.map(|(time, event)| told_by(case, event, time))
        .collect()
}

/// `Told to others, 3 October 1950: Stalin heard from Mao Zedong of not-for-the-present (China sends no troops …).`
fn told_by(case: &Case, event: &Event, time: Interval) -> String {
    let hearers = case.names_of(event.recipients.iter().map(|to| to.value.as_str()));
    let sender = event
        .sender
        .value()
        .map_or("", |sender| case.name_of(sender));
    let of = event.tells.iter().map(|of| with_words(case, &of.value));
    let of: Vec<String> = of.collect();
    let of = match of.as_slice() {
        [] => "; of what, is not known: the text is lost".to_owned(),
        all => format!(" of {}", all.join(" and ")),
    };
    let words = match event.sent.value().map(String::as_str) {
        Some("no") => format!(
            "{sender} drafted word of it to {hearers}, which was not sent: {hearers} heard nothing by it"
        ),
        Some("yes") => format!("{hearers} heard from {sender}{of}"),
        _ => {
            format!("{hearers} may have heard from {sender}{of}, if it was sent or said at all")
        }
    };
    let time = case.time_words(event.id(), time);
    let cited = match event.sent.value().is_some_and(|word| word == "no") {
        true => draft_cited(case, event.id()),
        false => case.cited(event.id()),
    };
    format!("Told to others, {time}: {words}. {cited}")
}

/// A matter with what its card says: `not-for-the-present (China sends no troops for the present)`.
fn with_words(case: &Case, matter: &str) -> String {
    match case.says_of(matter) {
        Some(says) => format!("{matter} ({})", says.trim_end_matches('.')),
        None => matter.to_owned(),
    }
}

/// `Mao Zedong decided intervention, on condition of border-crossed (…)`.
fn deciding<'a>(
    case: &'a Case,
    actor: &'a str,
    matter: &'a str,
) -> impl Fn(&Done<DecisionAct>) -> String {
    move |act| {
        let event = case.events.get(&act.card);
        let conditions = event.map_or(&[][..], |event| &event.conditions);
        let named = conditions.iter().map(|of| with_words(case, &of.value));
        let named: Vec<String> = named.collect();
        let condition = match named.is_empty() {
            true => String::new(),
            false => format!(", on condition of {}", named.join(" and ")),
        };
        let (who, word) = (case.name_of(actor), act_word(act.kind));
        format!("{who} {word} {matter}{condition}")
    }
}

fn act_word(act: crate::acts::DecisionAct) -> &'static str {
    use crate::acts::DecisionAct as A;
    match act {
        A::Considered => "considered",
        A::Drafted => "drafted",
        A::Decided => "decided",
        A::Declined => "declined",
        A::Ordered => "ordered",
        A::Suspended => "suspended",
        A::Reversed => "reversed",
        A::Reaffirmed => "reaffirmed",
        A::Executed => "executed",
    }
}

/// `who decided intervention`: whose acts of a kind are recorded.
pub(super) fn who_acted(case: &Case, verb: &str, matter: &str, when: Option<&When>) -> Answer {
    let asked = when::covered(when);
    let mut answer = Answer::new(NONE);
    let mut who: BTreeSet<String> = BTreeSet::new();
    for (actor, acts) in decisions(case, &Chronology::of(case), matter) {
        let of_kind: Vec<Done<_>> = acts
            .into_iter()
            .filter(|act| {
                act_word(act.kind) == verb && act.time.lo <= asked.hi && act.time.hi >= asked.lo
            })
            .collect();
        if !of_kind.is_empty() {
            told(
                case,
                &of_kind,
                when::LAST,
                deciding(case, &actor, matter),
                &mut answer,
            );
            who.insert(actor);
        }
    }
    answer.steps.dedup();
    if who.is_empty() {
        answer.step(no_evidence(case));
    } else {
        answer.verdict = who.into_iter().collect::<Vec<_>>().join(", ");
    }
    answer
}

/// `what mao decided`: the matters on which somebody's acts of a kind are recorded.
pub(super) fn what_done(case: &Case, actor: &str, verb: &str, when: Option<&When>) -> Answer {
    let asked = when::covered(when);
    let chronology = Chronology::of(case);
    let mut answer = Answer::new(NONE);
    let mut matters: Vec<String> = Vec::new();
    for matter in matters_of(case, actor) {
        let acts = decisions(case, &chronology, &matter)
            .remove(actor)
            .unwrap_or_default();
        let of_kind: Vec<Done<_>> = acts
            .into_iter()
            .filter(|act| {
                act_word(act.kind) == verb && act.time.lo <= asked.hi && act.time.hi >= asked.lo
            })
            .collect();
        if !of_kind.is_empty() {
            answer.steps.extend(super::introduced(case, &matter));
            told(
                case,
                &of_kind,
                when::LAST,
                deciding(case, actor, &matter),
                &mut answer,
            );
            matters.push(matter);
        }
    }
    if matters.is_empty() {
        answer.step(no_evidence(case));
    } else {
        answer.verdict = matters.join(", ");
    }
    answer
}

/// `when mao decided intervention`.
pub(super) fn when_acted(case: &Case, actor: &str, verb: ActVerb, matter: &str) -> Answer {
    let word = verb.to_string();
    let acts = decisions(case, &Chronology::of(case), matter)
        .remove(actor)
        .unwrap_or_default();
    let of_kind: Vec<Done<_>> = acts
        .into_iter()
        .filter(|act| act_word(act.kind) == word)
        .collect();
    let mut answer = Answer::new(NONE);
    if of_kind.is_empty() {
        answer.step(no_evidence(case));
        return answer;
    }
    told(
        case,
        &of_kind,
        when::LAST,
        deciding(case, actor, matter),
        &mut answer,
    );
    answer.verdict = of_kind
        .iter()
        .map(|act| when::shown(act.time))
        .collect::<Vec<_>>()
        .join("; ");
    answer
}

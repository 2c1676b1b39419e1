//! Who decided what, when: acts on a matter, and the state they lead to.

use super::answer::{Answer, NONE, UNDECIDED};
use super::know::{asked_of, no_evidence};
use super::state::{folded, told, words_of};
use crate::acts::{Decision, DecisionAct};
use crate::compile::Case;
use crate::facts::acts::{Done, decisions, matters_of};
use crate::facts::time::Chronology;
use crate::facts::when;
use kaozheng_record::means::{ActVerb, When};
use std::collections::BTreeSet;

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

/// `Mao Zedong decided intervention (order-of-8-october)`.
fn deciding<'a>(
    case: &'a Case,
    actor: &'a str,
    matter: &'a str,
) -> impl Fn(&Done<DecisionAct>) -> String {
    move |act| format!("{} {} {matter}", case.name_of(actor), act_word(act.kind))
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

//! Decisions, promises and ties: the cards as acts that are folded to a state.

use super::time::{Chronology, Mark};
use super::when;
use crate::acts::{Act, DecisionAct, PromiseAct, TieAct};
use crate::chronology::Interval;
use crate::compile::{Account, Case, Event, TimeAnchor};
use kaozheng_record::means::{ActVerb, EffectVerb, Fact, Reading, TieState};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// One act with its card, in order of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done<K> {
    /// The event or statement that records it.
    pub card: String,
    /// What was done.
    pub kind: K,
    /// When.
    pub time: Interval,
    /// Whether a time is given at all.
    pub dated: bool,
    /// For a promise or tie: the only reading under which it counts; `None` is every reading.
    pub sense: Option<String>,
}

/// The acts on a matter, by who did them. An act of several is an act of each.
pub fn decisions(
    case: &Case,
    chronology: &Chronology,
    matter: &str,
) -> BTreeMap<String, Vec<Done<DecisionAct>>> {
    let mut out: BTreeMap<String, Vec<Done<DecisionAct>>> = BTreeMap::new();
    let named = case.naming().acts(matter);
    for event in named.filter_map(|id| case.events.get(id)) {
        let Some(kind) = event.act.value().and_then(|word| decision_act(word)) else {
            continue;
        };
        if event.matters.iter().any(|of| of.value == matter) {
            for actor in actors_of(event) {
                out.entry(actor)
                    .or_default()
                    .push(done(chronology, event, kind));
            }
        }
    }
    for (card, means, own) in readings(case, chronology, matter) {
        if let Fact::Act {
            actor,
            verb,
            matter: of,
        } = &means.fact
            && of.id == matter
        {
            out.entry(actor.id.clone())
                .or_default()
                .push(read(card, means, own, act_of(*verb)));
        }
    }
    out.values_mut().for_each(|acts| in_order(acts));
    out
}

/// What became of a promise, from its making on.
pub fn promise(case: &Case, chronology: &Chronology, event: &Event) -> Vec<Done<PromiseAct>> {
    let mut out = Vec::new();
    for (card, means, own) in readings(case, chronology, event.id()) {
        if let Fact::Effect {
            event: by,
            verb,
            promise,
        } = &means.fact
            && promise.id == event.id()
        {
            let time = case
                .events
                .contains_key(&by.id)
                .then(|| chronology.interval(&by.id, Mark::When));
            out.push(read(card, means, time.or(own), effect_of(*verb)));
        }
    }
    let awaits =
        !event.conditions.is_empty() || out.iter().any(|act| act.kind == PromiseAct::MakesDue);
    let made = if awaits {
        PromiseAct::MadeIf
    } else {
        PromiseAct::Made
    };
    out.push(done(chronology, event, made));
    in_order(&mut out);
    out
}

/// What became of a tie.
pub fn tie(case: &Case, chronology: &Chronology, event: &Event) -> Vec<Done<TieAct>> {
    let mut out = Vec::new();
    let dated = |dates: &[&Account<Arc<kaozheng_values::dates::Date>>],
                 kind: TieAct|
     -> Vec<Done<TieAct>> {
        dates
            .iter()
            .map(|date| Done {
                card: event.id().to_owned(),
                kind,
                time: when::interval(date.value.bounds),
                dated: true,
                sense: None,
            })
            .collect()
    };
    out.extend(dated(
        &event.signed.followed().into_iter().collect::<Vec<_>>(),
        TieAct::Signed,
    ));
    out.extend(dated(
        &event.in_force.followed().into_iter().collect::<Vec<_>>(),
        TieAct::InForce,
    ));
    out.extend(dated(
        &event.practised.iter().collect::<Vec<_>>(),
        TieAct::Practised,
    ));
    out.extend(dated(
        &event.ended.followed().into_iter().collect::<Vec<_>>(),
        TieAct::Ended,
    ));
    for (card, means, own) in readings(case, chronology, event.id()) {
        if let Fact::Tie { tie, state } = &means.fact
            && tie.id == event.id()
        {
            out.push(read(card, means, own, tie_act(*state)));
        }
    }
    in_order(&mut out);
    out
}

/// Acts for the kernel, with the pairs whose order a card states.
pub fn for_kernel<K: Copy>(case: &Case, acts: &[Done<K>]) -> (Vec<Act<K>>, Vec<(usize, usize)>) {
    let kernel = acts.iter().zip(0..).map(|(act, document)| Act {
        at: act.time,
        kind: act.kind,
        document,
    });
    let follows = |later: &Done<K>, first: &Done<K>| {
        case.events.get(&later.card).is_some_and(|event| {
            event
                .after
                .iter()
                .any(|after| after.value.anchor == TimeAnchor::Card(first.card.clone()))
        }) || case.events.get(&first.card).is_some_and(|event| {
            event
                .before
                .iter()
                .any(|before| before.value.anchor == TimeAnchor::Card(later.card.clone()))
        })
    };
    let mut before = Vec::new();
    for (i, first) in acts.iter().enumerate() {
        for (j, later) in acts.iter().enumerate() {
            if i != j && follows(later, first) {
                before.push((i, j));
            }
        }
    }
    (kernel.collect(), before)
}

/// Who acted: those taking part, or the sender.
pub fn actors_of(event: &Event) -> Vec<String> {
    let who: Vec<String> = event.who.iter().map(|who| who.value.clone()).collect();
    if who.is_empty() {
        event.sender.value().cloned().into_iter().collect()
    } else {
        who
    }
}

/// The formal readings with an act on a matter, or an effect on a promise or tie, each with its card and the time of the
/// event it stands on.
fn readings<'a>(
    case: &'a Case,
    chronology: &'a Chronology,
    of: &'a str,
) -> impl Iterator<Item = (&'a str, &'a Reading, Option<Interval>)> {
    let events = case.naming().acts(of);
    let events = events.filter_map(|id| case.events.get(id));
    let events = events.flat_map(|event| {
        let own = chronology.interval(event.id(), Mark::When);
        event
            .means
            .iter()
            .map(move |means| (event.id(), means.value.as_ref(), Some(own)))
    });
    let statements = case.naming().acts(of);
    let statements = statements.filter_map(|id| case.statements.get(id));
    let statements = statements.flat_map(|statement| {
        statement
            .means
            .iter()
            .map(|means| (statement.id(), means.value.as_ref(), None))
    });
    events.chain(statements)
}

/// The matters on which some card may have an actor act, in order of id: on all others none does.
pub fn matters_of(case: &Case, actor: &str) -> BTreeSet<String> {
    let cards = case.naming().acting(actor);
    let mut found = BTreeSet::new();
    for id in cards {
        let event = case.events.get(id);
        let matters = event.into_iter().flat_map(|event| &event.matters);
        found.extend(matters.map(|one| one.value.clone()));
        let means = event.map(|event| &event.means);
        let means = means.or(case.statements.get(id).map(|statement| &statement.means));
        for one in means.into_iter().flatten() {
            if let Fact::Act { matter, .. } = &one.value.fact {
                found.insert(matter.id.clone());
            }
        }
    }
    found.retain(|id| case.matters.contains_key(id));
    found
}

fn done<K>(chronology: &Chronology, event: &Event, kind: K) -> Done<K> {
    let time = chronology.interval(event.id(), Mark::When);
    Done {
        card: event.id().to_owned(),
        kind,
        dated: time.lo > when::EVER || time.hi < when::LAST,
        time,
        sense: None,
    }
}

fn read<K>(card: &str, means: &Reading, own: Option<Interval>, kind: K) -> Done<K> {
    let time = match (&means.when, own) {
        (Some(_), _) => when::happened(means.when.as_ref()),
        (None, Some(own)) => own,
        (None, None) => when::happened(None),
    };
    Done {
        card: card.to_owned(),
        kind,
        dated: time.lo > when::EVER || time.hi < when::LAST,
        time,
        sense: means.sense.as_ref().map(|sense| sense.id.clone()),
    }
}

fn in_order<K>(acts: &mut [Done<K>]) {
    acts.sort_by(|a, b| (a.time.lo, a.time.hi, &a.card).cmp(&(b.time.lo, b.time.hi, &b.card)));
}

fn decision_act(word: &str) -> Option<DecisionAct> {
    Some(match word {
        "considered" => DecisionAct::Considered,
        "drafted" => DecisionAct::Drafted,
        "decided" => DecisionAct::Decided,
        "declined" => DecisionAct::Declined,
        "ordered" => DecisionAct::Ordered,
        "suspended" => DecisionAct::Suspended,
        "reversed" => DecisionAct::Reversed,
        "reaffirmed" => DecisionAct::Reaffirmed,
        "executed" => DecisionAct::Executed,
        _ => return None,
    })
}

fn act_of(verb: ActVerb) -> DecisionAct {
    match verb {
        ActVerb::Considered => DecisionAct::Considered,
        ActVerb::Drafted => DecisionAct::Drafted,
        ActVerb::Decided => DecisionAct::Decided,
        ActVerb::Declined => DecisionAct::Declined,
        ActVerb::Ordered => DecisionAct::Ordered,
        ActVerb::Suspended => DecisionAct::Suspended,
        ActVerb::Reversed => DecisionAct::Reversed,
        ActVerb::Reaffirmed => DecisionAct::Reaffirmed,
        ActVerb::Executed => DecisionAct::Executed,
    }
}

fn effect_of(verb: EffectVerb) -> PromiseAct {
    match verb {
        EffectVerb::Keeps => PromiseAct::Keeps,
        EffectVerb::Breaks => PromiseAct::Breaks,
        EffectVerb::PartPerforms => PromiseAct::PartPerforms,
        EffectVerb::MakesDue => PromiseAct::MakesDue,
        EffectVerb::Releases => PromiseAct::Releases,
    }
}

fn tie_act(state: TieState) -> TieAct {
    match state {
        TieState::Signed => TieAct::Signed,
        TieState::InForce => TieAct::InForce,
        TieState::Practised => TieAct::Practised,
        TieState::Ended => TieAct::Ended,
    }
}

//! Who told or promised whom what, on which document.

use super::answer::{Answer, NONE, UNDECIDED};
use super::know::no_evidence;
use crate::chronology::Interval;
use crate::compile::{Case, Event};
use crate::facts::entailment::{entailed, entailing};
use crate::facts::names::listed;
use crate::facts::routes::sent;
use crate::facts::time::{Chronology, Mark};
use crate::facts::when;
use crate::knowledge::Sent;
use kaozheng_record::means::{Fact, Id, Reading, When};
use std::collections::BTreeSet;

/// `kim told mao plan via park on 13 May 1950`, with teller and hearers left open for `who told mao plan`.
pub(super) fn told(
    case: &Case,
    teller: Option<&str>,
    hearers: &[&str],
    matters: &[&str],
    when: Option<&When>,
) -> Answer {
    let chronology = Chronology::of(case);
    let asked = when::covered(when);
    let mut answer = Answer::new("");
    let mut best: Option<Sent> = None;
    let mut tellers: BTreeSet<String> = BTreeSet::new();
    for told in tellings(case, &chronology, teller, matters) {
        let by = teller.is_none_or(|teller| teller == told.teller);
        if !by || !told.reaches(hearers) || !told.tells(case, matters) || !told.within(asked) {
            continue;
        }
        answer.step(told.sentence(case));
        answer.rest_on([told.card.as_str()]);
        if told.sent != Sent::No {
            tellers.insert(told.teller.clone());
        }
        best = best.max(Some(told.sent));
    }
    let word = match best {
        Some(Sent::Yes) => "yes",
        Some(Sent::Maybe) => "maybe",
        Some(Sent::No) => "no",
        None => NONE,
    };
    answer.verdict = match teller {
        None if !tellers.is_empty() => tellers.into_iter().collect::<Vec<_>>().join(", "),
        None if best.is_some() => "nobody".to_owned(),
        _ => word.to_owned(),
    };
    if best.is_none() {
        answer.step(no_evidence(case));
    }
    answer
}

/// `stalin promised prc air-cover`, `who promised prc air-cover`.
pub(super) fn promised(
    case: &Case,
    debtor: Option<&str>,
    creditor: &str,
    matter: &str,
    when: Option<&When>,
) -> Answer {
    let chronology = Chronology::of(case);
    let asked = when::covered(when);
    let mut answer = Answer::new("");
    let mut debtors: BTreeSet<String> = BTreeSet::new();
    let (mut sure, mut may) = (false, false);
    for (card, who, time) in promises(case, &chronology, creditor, matter) {
        let who: Vec<&String> = who
            .iter()
            .filter(|who| debtor.is_none_or(|debtor| debtor == who.as_str()))
            .collect();
        if who.is_empty() || time.lo > asked.hi || time.hi < asked.lo {
            continue;
        }
        may = true;
        sure |= time.lo >= asked.lo && time.hi <= asked.hi;
        answer.step(format!(
            "{}: {} promised {} {matter}. {}",
            dated(case, &card, time),
            case.names_of(who.iter().map(|who| who.as_str())),
            case.name_of(creditor),
            case.cited(&card)
        ));
        answer.rest_on([card.as_str()]);
        debtors.extend(who.into_iter().cloned());
    }
    answer.verdict = match (debtor, sure, may) {
        (_, _, false) => NONE.to_owned(),
        (None, ..) => debtors.into_iter().collect::<Vec<_>>().join(", "),
        (Some(_), true, _) => "yes".to_owned(),
        _ => UNDECIDED.to_owned(),
    };
    if !may {
        answer.step(no_evidence(case));
    }
    answer
}

/// `what kim told`: what somebody told anybody.
pub(super) fn what_told(case: &Case, actor: &str, when: Option<&When>) -> Answer {
    let matters = told_of(case, actor);
    let told_it: Vec<(&str, Answer)> = matters
        .iter()
        .map(String::as_str)
        .map(|matter| (matter, told(case, Some(actor), &[], &[matter], when)))
        .filter(|(_, part)| part.verdict == "yes" || part.verdict == "maybe")
        .collect();
    let verdict: Vec<&str> = told_it.iter().map(|(matter, _)| *matter).collect();
    let mut answer = Answer::new(if verdict.is_empty() {
        NONE.to_owned()
    } else {
        verdict.join(", ")
    });
    let matters = told_it.iter().map(|(matter, _)| *matter);
    answer
        .steps
        .extend(matters.filter_map(|matter| super::introduced(case, matter)));
    for (_, part) in &told_it {
        for step in &part.steps {
            if !answer.steps.contains(step) {
                answer.step(step.clone());
            }
        }
        answer.rest_on(part.grounds.iter().map(String::as_str));
    }
    if verdict.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// Something told by somebody to somebody.
struct Telling {
    card: String,
    teller: String,
    /// Those through whom it went, then those to whom.
    hearers: Vec<String>,
    /// How many of the hearers it went through.
    carriers: usize,
    matters: Vec<String>,
    time: Interval,
    sent: Sent,
}

impl Telling {
    fn reaches(&self, hearers: &[&str]) -> bool {
        hearers
            .iter()
            .all(|hearer| self.hearers.iter().any(|one| one == hearer))
    }

    fn tells(&self, case: &Case, matters: &[&str]) -> bool {
        matters
            .iter()
            .all(|matter| self.matters.iter().any(|one| entails(case, one, matter)))
    }

    fn within(&self, asked: Interval) -> bool {
        self.time.lo <= asked.hi && self.time.hi >= asked.lo
    }

    fn sentence(&self, case: &Case) -> String {
        let (how, why) = match self.sent {
            Sent::Yes => ("told", ""),
            Sent::Maybe => ("may have told", ", if it was sent or said at all"),
            Sent::No => ("did not tell", ": the message was drafted and not sent"),
        };
        let hearers = case.through(&self.hearers, self.carriers);
        let matters: Vec<&str> = self.matters.iter().map(String::as_str).collect();
        format!(
            "{}: {} {how} {hearers} of {}{why}. {}",
            dated(case, &self.card, self.time),
            case.name_of(&self.teller),
            listed(&matters),
            case.cited(&self.card)
        )
    }
}

/// A time to begin a sentence with, and who gives it.
fn dated(case: &Case, card: &str, time: Interval) -> String {
    let time = match time {
        Interval {
            lo: when::EVER,
            hi: when::LAST,
        } => "No date is given".to_owned(),
        _ => case.time_words(card, time),
    };
    let by = case.according_to(card);
    by.map_or(time.clone(), |by| format!("{time}, {by}"))
}

/// What the cards have told: by one teller, where one is asked for, else of the first of the matters, in order of time.
fn tellings(
    case: &Case,
    chronology: &Chronology,
    teller: Option<&str>,
    matters: &[&str],
) -> Vec<Telling> {
    let naming = case.naming();
    let ids: BTreeSet<&String> = match (teller, matters) {
        (Some(teller), _) => naming.telling(teller).collect(),
        (None, [matter, ..]) => {
            let entailing = entailing(case, matter);
            let on = entailing.iter();
            on.flat_map(|id| naming.events(id).chain(naming.statements(id)))
                .collect()
        }
        (None, []) => BTreeSet::new(),
    };
    let mut out: Vec<Telling> = Vec::new();
    for id in ids {
        if let Some(event) = case.events.get(id) {
            let own = chronology.interval(event.id(), Mark::When);
            out.extend(written(case, event, own));
            let means = event.means.iter();
            out.extend(means.filter_map(|means| telling(event.id(), &means.value, Some(own))));
        }
        if let Some(statement) = case.statements.get(id) {
            let means = statement.means.iter();
            out.extend(means.filter_map(|means| telling(statement.id(), &means.value, None)));
        }
    }
    out.sort_by(|a, b| (a.time.lo, &a.card).cmp(&(b.time.lo, &b.card)));
    out
}

/// The matters that something by an actor may tell, in order of id.
fn told_of(case: &Case, actor: &str) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for id in case.naming().telling(actor) {
        let event = case.events.get(id);
        let tells = event.into_iter().flat_map(|event| &event.tells);
        found.extend(tells.map(|one| one.value.clone()));
        let means = event.map(|event| &event.means);
        let means = means.or(case.statements.get(id).map(|statement| &statement.means));
        for one in means.into_iter().flatten() {
            if let Fact::Told { matters, .. } = &one.value.fact {
                found.extend(matters.iter().map(|one| one.id.clone()));
            }
        }
    }
    let all = found.iter().flat_map(|matter| entailed(case, matter));
    all.filter(|id| case.matters.contains_key(id)).collect()
}

/// What a message tells.
fn written(case: &Case, event: &Event, time: Interval) -> Option<Telling> {
    let sender = event.sender.value()?;
    if !event.is_message() || event.tells.is_empty() {
        return None;
    }
    let hearers = event.via.iter().chain(&event.recipients);
    Some(Telling {
        card: event.id().to_owned(),
        teller: sender.clone(),
        hearers: hearers.map(|one| one.value.clone()).collect(),
        carriers: event.via.len(),
        matters: event.tells.iter().map(|one| one.value.clone()).collect(),
        time,
        sent: sent(case, event),
    })
}

fn telling(card: &str, reading: &Reading, own: Option<Interval>) -> Option<Telling> {
    let Fact::Told {
        teller,
        hearers,
        matters,
        via,
    } = &reading.fact
    else {
        return None;
    };
    let ids = |ids: &[Id]| -> Vec<String> { ids.iter().map(|id| id.id.clone()).collect() };
    let time = own
        .filter(|_| reading.when.is_none())
        .unwrap_or_else(|| when::happened(reading.when.as_ref()));
    Some(Telling {
        card: card.to_owned(),
        teller: teller.id.clone(),
        hearers: [ids(via), ids(hearers)].concat(),
        carriers: via.len(),
        matters: ids(matters),
        time,
        sent: Sent::Yes,
    })
}

fn promises(
    case: &Case,
    chronology: &Chronology,
    creditor: &str,
    matter: &str,
) -> Vec<(String, Vec<String>, Interval)> {
    let mut out = Vec::new();
    let made = |event: &&std::sync::Arc<Event>| {
        let to = event.to.iter().any(|to| to.value == creditor);
        to && event.matters.iter().any(|of| of.value == matter)
    };
    let naming = case.naming();
    let events: Vec<&std::sync::Arc<Event>> = naming
        .acts(matter)
        .filter_map(|id| case.events.get(id))
        .collect();
    for event in events.iter().copied().filter(made) {
        out.push((
            event.id().to_owned(),
            crate::facts::acts::actors_of(event),
            chronology.interval(event.id(), Mark::When),
        ));
    }
    let of_events = events.iter().flat_map(|event| {
        let own = chronology.interval(event.id(), Mark::When);
        event
            .means
            .iter()
            .map(move |means| (event.id(), &means.value, Some(own)))
    });
    let statements = naming.acts(matter);
    let statements = statements.filter_map(|id| case.statements.get(id));
    let of_statements = statements.flat_map(|statement| {
        statement
            .means
            .iter()
            .map(|means| (statement.id(), &means.value, None))
    });
    for (card, reading, own) in of_events.chain(of_statements) {
        if let Fact::Promised {
            debtor,
            creditor: to,
            matter: of,
            ..
        } = &reading.fact
            && to.id == creditor
            && of.id == matter
        {
            let time = own
                .filter(|_| reading.when.is_none())
                .unwrap_or_else(|| when::happened(reading.when.as_ref()));
            out.push((card.to_owned(), vec![debtor.id.clone()], time));
        }
    }
    out
}

fn entails(case: &Case, told: &str, matter: &str) -> bool {
    entailed(case, told).contains(matter)
}

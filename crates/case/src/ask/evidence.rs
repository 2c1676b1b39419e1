//! The evidence on somebody's knowledge: which of it bears on an instant, by which road it came, and how it is told.

use crate::compile::{Case, Ground};
use crate::facts::lines::weigh;
use crate::facts::names::capital;
use crate::facts::routes::{Evidence, EvidenceKind, Routes};
use crate::facts::when::{self, EVER, LAST};
use crate::knowledge::{Pro, Sent, Why};
use crate::weighing::For;
use kaozheng_values::dates::Day;
use std::collections::BTreeSet;

/// Whether a piece of evidence bears on the status at an instant: a draft never does, ignorance only while it lasts, a
/// message only once it has come.
pub(super) fn counts(one: &Evidence, persons: &[String], instant: i64) -> bool {
    match one.kind {
        EvidenceKind::Draft => false,
        EvidenceKind::Ignorant => one.time.lo >= instant,
        EvidenceKind::States(_) => {
            let received = one.actors[one.carriers..]
                .iter()
                .any(|who| persons.contains(who));
            let had = one.actors[..one.carriers]
                .iter()
                .chain(&one.sender)
                .any(|who| persons.contains(who));
            had || !received || one.arrival.lo <= instant
        }
        _ => true,
    }
}

/// The evidence that tells of an actor's knowledge at an instant, in order of time.
pub(super) fn evidence_on<'a>(
    case: &Case,
    routes: &'a Routes,
    actor: &str,
    instant: i64,
) -> Vec<&'a Evidence> {
    let persons = informants(case, actor);
    let of = |one: &&Evidence| {
        let heard = one.actors.iter().any(|hearer| persons.contains(hearer));
        let own = one
            .sender
            .as_ref()
            .is_some_and(|sender| persons.contains(sender));
        let direct = match one.kind {
            EvidenceKind::Ignorant => {
                one.actors.iter().any(|who| who == actor) && one.time.lo > EVER
            }
            EvidenceKind::Open(_) => false,
            _ => heard || own,
        };
        direct && (one.time.lo <= instant || one.kind == EvidenceKind::Ignorant)
    };
    let naming = persons.iter().flat_map(|person| routes.naming(person));
    let naming: BTreeSet<u32> = naming.copied().collect();
    let named = naming.into_iter().map(|at| &routes.evidence[at as usize]);
    let mut shown: Vec<&Evidence> = named.filter(of).collect();
    for one in on_route(routes, actor, instant) {
        if !shown.contains(&one) {
            shown.push(one);
        }
    }
    shown.sort_by_key(|one| (one.time.lo, one.time.hi, &one.card));
    shown
}

/// The actor, and for a body those through whom it is informed.
pub(super) fn informants(case: &Case, actor: &str) -> Vec<String> {
    let mut all = vec![actor.to_owned()];
    let mut at = 0;
    while at < all.len() {
        if let Some(body) = case.actors.get(&all[at]) {
            for through in &body.informed_through {
                if !all.contains(&through.value) {
                    all.push(through.value.clone());
                }
            }
        }
        at += 1;
    }
    all
}

/// The messages by which the matter came, or may have come, to an actor by an instant, as far as they are needed.
fn on_route<'a>(routes: &'a Routes, actor: &str, instant: i64) -> Vec<&'a Evidence> {
    let Some(number) = routes.number(actor) else {
        return Vec::new();
    };
    let closure = &routes.closure;
    let route = match closure.status(number, instant).pro {
        Pro::None => return Vec::new(),
        Pro::Known | Pro::Told => closure.forced_route(&routes.world, number),
        Pro::MaybeTold => match closure.why_told(number) {
            Why::Received(message) => return vec![routes.behind(message)],
            _ => None,
        },
        Pro::Could => closure.route(&routes.world, number),
    };
    let Some(route) = route else {
        return Vec::new();
    };
    let start = match route.start {
        Why::Origin(at) => routes.world.origins()[at as usize].document,
        Why::Attested(at) => Some(routes.world.attestations()[at as usize].document),
        Why::Wrote(message) => Some(routes.world.message(message).document),
        _ => None,
    };
    let start = start.map(|document| &routes.evidence[document as usize]);
    start
        .into_iter()
        .chain(route.messages.iter().map(|&message| routes.behind(message)))
        .collect()
}

pub(super) fn route(routes: &Routes, actor: &str, instant: i64) -> Vec<String> {
    let on = on_route(routes, actor, instant);
    let sent = on.iter().filter(|one| one.sender.is_some());
    let mut cards: Vec<String> = sent.map(|one| one.card.clone()).collect();
    cards.dedup();
    cards
}

/// How far somebody was exposed, to stand after a name.
pub(super) fn exposure(routes: &Routes, number: u32, pro: Pro) -> String {
    let known = |tick: Option<i64>| tick.filter(|&tick| tick > EVER && tick < LAST);
    let by =
        |tick| known(tick).map_or(String::new(), |tick| format!(" by {}", when::instant(tick)));
    let from = |tick| {
        known(tick).map_or(String::new(), |tick| {
            format!(", at the earliest on {}", Day::of(tick))
        })
    };
    let closure = &routes.closure;
    let matter = &routes.matter;
    match pro {
        Pro::Known => format!("knew of {matter}{}", by(closure.known(number))),
        Pro::Told => format!("had been told of {matter}{}", by(closure.cert(number))),
        Pro::MaybeTold => format!(
            "may have been told of {matter}{}",
            from(closure.told(number))
        ),
        Pro::Could => format!("could have known of {matter}{}", from(closure.poss(number))),
        Pro::None => format!("is not recorded to have heard of {matter}"),
    }
}

/// One piece of evidence in a sentence, for a question about an instant.
pub(super) fn sentence(case: &Case, routes: &Routes, one: &Evidence, instant: i64) -> String {
    let cited = match one.kind {
        EvidenceKind::Draft => draft_cited(case, &one.card),
        _ => case.cited(&one.card),
    };
    let lead = case.according_to(&one.card);
    let lead = lead.map_or(String::new(), |lead| format!("{lead}, "));
    let words = match one.kind {
        EvidenceKind::Known | EvidenceKind::Ignorant => attested(case, one, instant),
        EvidenceKind::TookPart => {
            format!(
                "{} took part in {}{}",
                heard(case, one),
                one.matter,
                timed(case, one)
            )
        }
        _ => sent(case, &routes.matter, one),
    };
    capital(&format!("{lead}{words}. {cited}"))
}

/// Who told whom: a message that tells the matter, one whose text is lost, or a draft.
fn sent(case: &Case, asked: &str, one: &Evidence) -> String {
    let (time, arrival, hearers) = (timed(case, one), arrived(case, one), heard(case, one));
    let sender = one.sender.as_deref();
    let sender = sender.map_or("", |sender| case.name_of(sender));
    let matter = &one.matter;
    match one.kind {
        EvidenceKind::States(Sent::Yes) => {
            format!(
                "{sender} told {hearers} of {matter}{time}{arrival}{}",
                graded(case, one)
            )
        }
        EvidenceKind::States(_) => {
            format!(
                "{sender} may have told {hearers} of {matter}{time}, if it was sent or said at all{arrival}"
            )
        }
        EvidenceKind::Draft => format!(
            "{sender} drafted a message to {hearers}{time}, but it was not sent and so told nobody"
        ),
        kind => {
            let word = match kind {
                EvidenceKind::Open(Sent::Yes) => "sent word",
                _ => "may have sent word",
            };
            format!(
                "{sender} {word} to {hearers}{time}; the text is lost, and it may have told of {asked}"
            )
        }
    }
}

/// Who is said to have known, or not to have known; where somebody says so by name, in that person's mouth.
fn attested(case: &Case, one: &Evidence, instant: i64) -> String {
    let (matter, hearers, grade) = (&one.matter, heard(case, one), graded(case, one));
    let is = if one.actors.len() > 1 { "are" } else { "is" };
    let by_name = case.according_to(&one.card).is_some();
    if one.kind == EvidenceKind::Known {
        let knew = if by_name {
            "knew".to_owned()
        } else {
            format!("{is} said to have known")
        };
        return format!("{hearers} {knew} of {matter}{}{grade}", timed(case, one));
    }
    let knew_not = match by_name {
        true => "did not know".to_owned(),
        false => format!("{is} said not to have known"),
    };
    format!(
        "{hearers} {knew_not} of {matter}{}{grade}",
        lasting(one, instant)
    )
}

fn graded(case: &Case, one: &Evidence) -> String {
    let grade = case.card(&one.card).and_then(|card| card.grade);
    grade.map_or(String::new(), |grade| format!("; grade {}", grade.word()))
}

fn timed(case: &Case, one: &Evidence) -> String {
    match one.dated {
        true => format!(" ({})", case.time_words(&one.card, one.time)),
        false => " (no date is given)".to_owned(),
    }
}

/// How the matters that the evidence names are bound to the matter that is asked for, each once and in its words.
pub(super) fn bonds(case: &Case, routes: &Routes, shown: &[&Evidence]) -> Vec<String> {
    let asked = routes.matter.as_str();
    let mut out: Vec<String> = Vec::new();
    for one in shown {
        let named = one.matter.as_str();
        if named == asked || named.is_empty() {
            continue;
        }
        let says = case
            .says_of(named)
            .map_or(String::new(), |says| format!(" ({says})"));
        let bond = match one.kind {
            EvidenceKind::Ignorant => format!(
                "Whoever knows of {asked} knows of {named}{says}. {}",
                case.cited(asked)
            ),
            _ => format!(
                "Whoever knows of {named}{says} knows of {asked}. {}",
                case.cited(named)
            ),
        };
        if !out.contains(&bond) {
            out.push(bond);
        }
    }
    out
}

/// When a message arrived, by its card or by what the case allows.
fn arrived(case: &Case, one: &Evidence) -> String {
    let event = case.events.get(&one.card);
    match event.and_then(|event| event.received.followed()) {
        Some(received) => format!(", received {}", received.words),
        None if one.allowed => {
            ", taken to have arrived within the time that the case allows".to_owned()
        }
        None => String::new(),
    }
}

fn heard(case: &Case, one: &Evidence) -> String {
    case.through(&one.actors, one.carriers)
}

/// Up to when somebody did not know, and whether that reaches the instant asked of.
fn lasting(one: &Evidence, instant: i64) -> String {
    if one.time.lo > EVER {
        let after = if one.time.lo < instant && instant < LAST {
            ", and of later times this says nothing"
        } else {
            ""
        };
        format!(" as late as {}{after}", when::instant(one.time.lo))
    } else {
        " at a time that is not given".to_owned()
    }
}

/// What says of a message that it was not sent: the sources of that one line, or the arguments that decide it.
pub(super) fn says_unsent(case: &Case, id: &str) -> Vec<String> {
    let sent = case.events.get(id).and_then(|event| event.sent.followed());
    let sources = sent
        .into_iter()
        .flat_map(|sent| sent.grounds.iter().filter_map(Ground::source));
    let sources: Vec<String> = sources.map(str::to_owned).collect();
    if sent.is_some_and(|sent| sent.value == "no") {
        return sources;
    }
    let lines = weigh(case, id).lines.into_iter();
    lines
        .filter(|line| line.side == For::Con && line.dead.is_none())
        .map(|line| line.id)
        .collect()
}

/// A draft cites who says that it was not sent: the places of that line, or the arguments that decide it.
pub(super) fn draft_cited(case: &Case, id: &str) -> String {
    let sent = case.events.get(id).and_then(|event| event.sent.followed());
    match sent.filter(|sent| sent.value == "no") {
        Some(sent) => case.cited_value(id, &sent.grounds),
        None => {
            let arguments = says_unsent(case, id);
            let cited = arguments.iter().map(|argument| case.cited(argument));
            std::iter::once(case.cited(id))
                .chain(cited)
                .collect::<Vec<_>>()
                .join(" ")
        }
    }
}

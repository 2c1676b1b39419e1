//! Who knew what, when: knew, was ignorant, learned; who knew, and what somebody knew.

use super::answer::{Answer, NONE, UNDECIDED};
use crate::chronology::Interval;
use crate::compile::{Case, Ground};
use crate::facts::lines::weigh;
use crate::facts::routes::{Evidence, EvidenceKind, Routes};
use crate::facts::time::Chronology;
use crate::facts::when::{self, EVER, LAST};
use crate::knowledge::{Pro, Sent, Why};
use crate::weighing::For;
use kaozheng_record::means::When;
use kaozheng_values::dates::{Bounds, Day};

/// The status words, from most to least exposed.
const WORDS: [&str; 6] = [
    "known",
    "told",
    "maybe told",
    "could",
    "contested",
    "ignorant",
];

/// `mao knew plan on 24 June 1950`, and the same facts for `mao ignorant of plan …`.
pub(super) fn status(case: &Case, actor: &str, matter: &str, when: Option<&When>) -> Answer {
    let routes = Routes::of(case, &Chronology::of(case), matter);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new(word(&routes, actor, instant));
    answer.step(format!("Asked of {words}."));
    let name = case.name_of(actor);
    let shown = evidence_on(case, &routes, actor, instant);
    for one in &shown {
        answer.step(sentence(case, &routes, one));
    }
    answer.rest_on(
        shown
            .iter()
            .filter(|one| counts(one, &informants(case, actor), instant))
            .map(|one| one.card.as_str()),
    );
    if matches!(answer.verdict.as_str(), "none" | "could" | "maybe told") {
        for draft in shown.iter().filter(|one| one.kind == EvidenceKind::Draft) {
            answer.rest_on(says_unsent(case, &draft.card).iter().map(String::as_str));
        }
    }
    conclude(case, &routes, (actor, name), instant, &mut answer);
    answer
}

/// `when mao learned plan`, or `mao learned plan on 13 May 1950`.
pub(super) fn learned(case: &Case, actor: &str, matter: &str, when: Option<&When>) -> Answer {
    let routes = Routes::of(case, &Chronology::of(case), matter);
    let span = learning(&routes, actor);
    let known = span.earliest.is_some() || span.latest.is_some();
    let verdict = match when {
        _ if !known => NONE.to_owned(),
        None => when::shown(when::interval(span)),
        Some(_) => within(span, when::happened(when)).to_owned(),
    };
    let mut answer = Answer::new(verdict);
    let shown = evidence_on(case, &routes, actor, LAST);
    for one in &shown {
        answer.step(sentence(case, &routes, one));
    }
    answer.rest_on(
        shown
            .iter()
            .filter(|one| one.kind != EvidenceKind::Draft)
            .map(|one| one.card.as_str()),
    );
    let name = case.name_of(actor);
    if known {
        answer.step(format!(
            "So {name} came to have {matter} at this time: {}.",
            when::shown(when::interval(span))
        ));
        answer.route = route(&routes, actor, LAST);
    } else {
        answer.step(no_evidence(case));
    }
    answer
}

/// `who knew plan on 24 June 1950`.
pub(super) fn who(case: &Case, matter: &str, when: Option<&When>) -> Answer {
    let routes = Routes::of(case, &Chronology::of(case), matter);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new("");
    answer.step(format!("Asked of {words}."));
    let mut groups: Vec<(usize, String)> = Vec::new();
    for actor in routes.actors() {
        let word = word(&routes, actor, instant);
        let Some(rank) = WORDS.iter().position(|known| *known == word) else {
            continue;
        };
        groups.push((rank, actor.to_owned()));
        let shown = evidence_on(case, &routes, actor, instant);
        let cards: Vec<&str> = shown
            .iter()
            .filter(|one| counts(one, &informants(case, actor), instant))
            .map(|one| one.card.as_str())
            .collect();
        answer.step(format!(
            "{}: {word}. [{}]",
            case.name_of(actor),
            cards.join("; ")
        ));
        answer.rest_on(cards);
    }
    groups.sort();
    answer.verdict = grouped(&groups);
    if groups.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// `what mao knew on 24 June 1950`.
pub(super) fn what(case: &Case, actor: &str, when: Option<&When>) -> Answer {
    let chronology = Chronology::of(case);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new("");
    answer.step(format!("Asked of {words}."));
    let mut groups: Vec<(usize, String)> = Vec::new();
    for matter in case.matters.keys() {
        let routes = Routes::of(case, &chronology, matter);
        let word = word(&routes, actor, instant);
        let Some(rank) = WORDS.iter().position(|known| *known == word) else {
            continue;
        };
        groups.push((rank, matter.clone()));
        let shown = evidence_on(case, &routes, actor, instant);
        let cards: Vec<&str> = shown
            .iter()
            .filter(|one| counts(one, &informants(case, actor), instant))
            .map(|one| one.card.as_str())
            .collect();
        answer.step(format!("{matter}: {word}. [{}]", cards.join("; ")));
        answer.rest_on(cards);
    }
    groups.sort();
    answer.verdict = grouped(&groups);
    if groups.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// The sentence of an answer that has no evidence.
pub(super) fn no_evidence(case: &Case) -> String {
    format!(
        "No evidence: none (within the {} sources of this case).",
        case.sources.len()
    )
}

fn grouped(groups: &[(usize, String)]) -> String {
    let parts = (0..WORDS.len()).filter_map(|rank| {
        let ids: Vec<&str> = groups
            .iter()
            .filter(|(of, _)| *of == rank)
            .map(|(_, id)| id.as_str())
            .collect();
        (!ids.is_empty()).then(|| format!("{}: {}", WORDS[rank], ids.join(", ")))
    });
    let parts: Vec<String> = parts.collect();
    if parts.is_empty() {
        NONE.to_owned()
    } else {
        parts.join("; ")
    }
}

/// Whether a piece of evidence bears on the status at an instant: a draft never does, ignorance only while it lasts, a
/// message only once it has come.
fn counts(one: &Evidence, persons: &[String], instant: i64) -> bool {
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

/// The status of an actor at the end of all that is recorded.
pub(super) fn status_word(routes: &Routes, actor: &str) -> String {
    word(routes, actor, LAST)
}

fn word(routes: &Routes, actor: &str, instant: i64) -> String {
    let status = routes
        .number(actor)
        .map(|number| routes.closure.status(number, instant));
    status.map_or(NONE.to_owned(), |status| status.word().replace('_', " "))
}

/// The evidence that tells of an actor's knowledge at an instant, in order of time.
fn evidence_on<'a>(
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
    let mut shown: Vec<&Evidence> = routes.evidence.iter().filter(of).collect();
    for one in on_route(routes, actor, instant) {
        if !shown.contains(&one) {
            shown.push(one);
        }
    }
    shown.sort_by_key(|one| (one.time.lo, one.time.hi, &one.card));
    shown
}

/// The actor, and for a body those through whom it is informed.
fn informants(case: &Case, actor: &str) -> Vec<String> {
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

fn route(routes: &Routes, actor: &str, instant: i64) -> Vec<String> {
    let on = on_route(routes, actor, instant);
    let sent = on.iter().filter(|one| one.sender.is_some());
    let mut cards: Vec<String> = sent.map(|one| one.card.clone()).collect();
    cards.dedup();
    cards
}

/// When an actor came to have the matter: not before it could, or was still ignorant; not after it must have known.
fn learning(routes: &Routes, actor: &str) -> Bounds {
    let Some(number) = routes.number(actor) else {
        return Bounds::default();
    };
    let closure = &routes.closure;
    let latest = [closure.known(number), closure.cert(number)]
        .into_iter()
        .flatten()
        .min()
        .filter(|&tick| tick < LAST);
    let could = closure.poss(number).filter(|&tick| tick > EVER);
    let ignorant = closure.ignorant_until(number).filter(|&tick| tick > EVER);
    Bounds {
        earliest: could.max(ignorant),
        latest,
    }
}

fn within(span: Bounds, asked: Interval) -> &'static str {
    let starts_in = span.earliest.is_some_and(|earliest| earliest >= asked.lo);
    let ends_in = span.latest.is_some_and(|latest| latest <= asked.hi);
    let apart = span.latest.is_some_and(|latest| latest < asked.lo)
        || span.earliest.is_some_and(|earliest| earliest > asked.hi);
    match (starts_in || asked.lo <= EVER, ends_in) {
        _ if apart => "no",
        (true, true) => "yes",
        _ => UNDECIDED,
    }
}

fn conclude(
    case: &Case,
    routes: &Routes,
    (actor, name): (&str, &str),
    instant: i64,
    answer: &mut Answer,
) {
    let Some(number) = routes.number(actor) else {
        return;
    };
    let closure = &routes.closure;
    let status = closure.status(number, instant);
    let matter = &routes.matter;
    let exposure = exposure(routes, number, status.pro);
    answer.route = route(routes, actor, instant);
    let unread = if status.pro == Pro::Told {
        "; that it was read and believed is not shown"
    } else {
        ""
    };
    answer.step(match (status.con, status.pro) {
        (false, Pro::None) => no_evidence(case),
        (false, _) => format!("So {name} {exposure}{unread}."),
        (true, Pro::Known | Pro::Told) => format!("Accounts disagree: {name} {exposure}, and is said not to have known. Both stand."),
        (true, Pro::None) => format!("So {name} did not have {matter}, as is attested; no route that is recorded leads to {name}."),
        (true, _) => format!("So {name} did not have {matter}, as is attested; exposure all the same: {name} {exposure}."),
    });
    let circle = case
        .matters
        .get(matter)
        .map_or(&[][..], |of| &of.kept_within);
    if status.pro == Pro::None && !circle.is_empty() {
        let members = case.names_of(circle.iter().map(|member| member.value.as_str()));
        answer.step(format!(
            "It was kept within a circle: {members}. [{matter}]"
        ));
    }
}

/// How far somebody was exposed, to stand after a name.
fn exposure(routes: &Routes, number: u32, pro: Pro) -> String {
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
        Pro::Known => format!("is known to have had {matter}{}", by(closure.known(number))),
        Pro::Told => format!("was told {matter}{}", by(closure.cert(number))),
        Pro::MaybeTold => format!("may have been told {matter}{}", from(closure.told(number))),
        Pro::Could => format!("could have had {matter}{}", from(closure.poss(number))),
        Pro::None => format!("has no recorded exposure to {matter}"),
    }
}

/// One piece of evidence in a sentence.
fn sentence(case: &Case, routes: &Routes, one: &Evidence) -> String {
    let time = if one.dated {
        format!(" ({})", when::shown(one.time))
    } else {
        " (no date is given)".to_owned()
    };
    let bound = if one.matter == routes.matter || one.matter.is_empty() {
        String::new()
    } else if one.kind == EvidenceKind::Ignorant {
        format!(", and whoever has {} has {}", routes.matter, one.matter)
    } else {
        format!(", and whoever has {} has {}", one.matter, routes.matter)
    };
    let hearers = case.names_of(one.actors.iter().map(String::as_str));
    let sender = one
        .sender
        .as_deref()
        .map_or("", |sender| case.name_of(sender));
    let grade = case
        .card(&one.card)
        .and_then(|card| card.grade)
        .map_or(String::new(), |grade| format!("; grade {}", grade.word()));
    let matter = &one.matter;
    let received = case
        .events
        .get(&one.card)
        .and_then(|event| event.received.followed());
    let arrival = if let Some(received) = received {
        format!(", received {}", received.words)
    } else if one.allowed {
        ", taken to have arrived within the time that the case allows".to_owned()
    } else {
        String::new()
    };
    let said = match one.kind {
        EvidenceKind::States(Sent::Yes) => {
            format!("{sender} told {hearers} {matter}{time}{arrival}{bound}")
        }
        EvidenceKind::States(_) => {
            format!("{sender} told {hearers} {matter}{time}, if it was sent{arrival}{bound}")
        }
        EvidenceKind::Open(Sent::Yes) => format!(
            "{sender} sent word to {hearers}{time}; the text is lost and may have carried {}",
            routes.matter
        ),
        EvidenceKind::Open(_) => format!(
            "{sender} may have sent word to {hearers}{time}; the text is lost and may have carried {}",
            routes.matter
        ),
        EvidenceKind::Draft => format!(
            "{sender} drafted a message to {hearers}{time}, but it was not sent and so told nobody"
        ),
        EvidenceKind::Known => {
            format!("{hearers} is said to have known {matter}{time}{bound}{grade}")
        }
        EvidenceKind::Ignorant => format!(
            "{hearers} is said not to have known {matter}{}{bound}{grade}",
            lasting(one)
        ),
        EvidenceKind::TookPart => format!("{hearers} took part in {matter}{time}{bound}"),
    };
    let cited = match one.kind {
        EvidenceKind::Draft => draft_cited(case, &one.card),
        _ => case.cited(&one.card),
    };
    format!("{said}. {cited}")
}

/// Up to when somebody did not know.
fn lasting(one: &Evidence) -> String {
    if one.time.lo > EVER {
        format!(" as late as {}", when::instant(one.time.lo))
    } else {
        " at a time that is not given".to_owned()
    }
}

/// What says of a message that it was not sent: the sources of that one line, or the arguments that decide it.
fn says_unsent(case: &Case, id: &str) -> Vec<String> {
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
fn draft_cited(case: &Case, id: &str) -> String {
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

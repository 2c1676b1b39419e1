//! Who knew what, when: knew, was ignorant, learned; who knew, and what somebody knew.

use super::answer::{Answer, NONE, UNDECIDED};
use super::choices::choices;
use super::evidence::{
    bonds, counts, evidence_on, exposure, informants, route, says_unsent, sentence,
};
use super::traces::gap;
use crate::chronology::Interval;
use crate::compile::Case;
use crate::facts::gather::matters_of;
use crate::facts::is_complete;
use crate::facts::jointly::{Jointly, Refusal, jointly};
use crate::facts::names::listed;
use crate::facts::routes::{EvidenceKind, Routes};
use crate::facts::time::Chronology;
use crate::facts::when::{self, EVER, LAST};
use crate::knowledge::{Pro, Status};
use kaozheng_record::means::When;
use kaozheng_values::dates::Bounds;

/// The word where it is not decided whether the dates of messages, taken together, leave a route.
const JOINTLY: &str = "possible unless dates are jointly constrained";

/// The status words, from most to least exposed.
const WORDS: [&str; 7] = [
    "known",
    "told",
    "maybe told",
    "could",
    JOINTLY,
    "contested",
    "ignorant",
];

/// `mao knew plan on 24 June 1950`, and the same facts for `mao ignorant of plan …`.
pub(super) fn status(case: &Case, actor: &str, matter: &str, when: Option<&When>) -> Answer {
    let chronology = Chronology::of(case);
    let routes = Routes::of(case, &chronology, matter);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new(word(case, &chronology, &routes, actor, instant));
    answer.step(asked_of(&words));
    let name = case.name_of(actor);
    let shown = evidence_on(case, &routes, actor, instant);
    answer.steps.extend(bonds(case, &routes, &shown));
    for one in &shown {
        answer.step(sentence(case, &routes, one, instant));
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
    if let Some(standing) = standing(case, &chronology, &routes, actor, instant) {
        conclude(
            case,
            &routes,
            (actor, name),
            &standing,
            instant,
            &mut answer,
        );
        answer
            .steps
            .extend(gap(case, &routes, actor, standing.status));
    }
    answer
        .would_change
        .extend(choices(case, &chronology, &routes, actor, instant));
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
    answer.steps.extend(bonds(case, &routes, &shown));
    for one in &shown {
        answer.step(sentence(case, &routes, one, LAST));
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
            "So {name} learned of {matter} at this time: {}.",
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
    let chronology = Chronology::of(case);
    let routes = Routes::of(case, &chronology, matter);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new("");
    answer.step(asked_of(&words));
    let groups = standings(case, &chronology, &routes, instant);
    for (rank, actor) in &groups {
        let cards = counting_cards(case, &routes, actor, instant);
        answer.step(format!(
            "{}: {}. [{}]",
            case.name_of(actor),
            WORDS[*rank],
            cards.join("; ")
        ));
        answer.rest_on(cards);
    }
    with_groups(case, answer, groups)
}

/// The verdict of [`who`] alone.
pub(super) fn who_word(case: &Case, matter: &str, when: Option<&When>) -> String {
    let chronology = Chronology::of(case);
    let routes = Routes::of(case, &chronology, matter);
    let mut groups = standings(case, &chronology, &routes, when::asked(when).0);
    groups.sort();
    grouped(&groups)
}

/// The actors who stand in some way to the matter at an instant, in order of id, each with the place of its word.
fn standings(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    instant: i64,
) -> Vec<(usize, String)> {
    let of = |actor: &str| {
        let word = word(case, chronology, routes, actor, instant);
        let rank = WORDS.iter().position(|known| *known == word)?;
        Some((rank, actor.to_owned()))
    };
    routes.actors().filter_map(of).collect()
}

/// `what mao knew on 24 June 1950`.
pub(super) fn what(case: &Case, actor: &str, when: Option<&When>) -> Answer {
    let chronology = Chronology::of(case);
    let (instant, words) = when::asked(when);
    let mut answer = Answer::new("");
    answer.step(asked_of(&words));
    let mut groups: Vec<(usize, String)> = Vec::new();
    for matter in matters_of(case, actor) {
        let routes = Routes::of(case, &chronology, &matter);
        let word = word(case, &chronology, &routes, actor, instant);
        let Some(rank) = WORDS.iter().position(|known| *known == word) else {
            continue;
        };
        groups.push((rank, matter.clone()));
        let cards = counting_cards(case, &routes, actor, instant);
        let says = case.says_of(&matter);
        let says = says.map_or(String::new(), |says| format!(" ({says})"));
        answer.step(format!("{matter}{says}: {word}. [{}]", cards.join("; ")));
        answer.rest_on(cards);
    }
    with_groups(case, answer, groups)
}

/// The cards that count for what an actor knew at an instant.
fn counting_cards<'a>(case: &Case, routes: &'a Routes, actor: &str, instant: i64) -> Vec<&'a str> {
    let persons = informants(case, actor);
    evidence_on(case, routes, actor, instant)
        .into_iter()
        .filter(|one| counts(one, &persons, instant))
        .map(|one| one.card.as_str())
        .collect()
}

/// The answer with its verdict, the ids grouped by how they stand.
fn with_groups(case: &Case, mut answer: Answer, mut groups: Vec<(usize, String)>) -> Answer {
    groups.sort();
    answer.verdict = grouped(&groups);
    if groups.is_empty() {
        answer.step(no_evidence(case));
    }
    answer
}

/// The sentence that says of which instant a question is asked.
pub(super) fn asked_of(words: &str) -> String {
    format!("Asked: how things stood at {words}.")
}

/// The sentence of an answer that has no evidence.
pub(super) fn no_evidence(case: &Case) -> String {
    format!(
        "There is no evidence on this within {}.",
        listed_sources(case)
    )
}

/// The sources of a case, with what is recorded of their coverage: silence counts for little unless they are complete.
fn listed_sources(case: &Case) -> String {
    let complete = case.sources.values().filter(|source| is_complete(source));
    let complete: Vec<&str> = complete.map(|source| source.id()).collect();
    let coverage = match complete.as_slice() {
        [] => "none of them recorded as complete".to_owned(),
        few if few.len() <= MOST_NAMED => format!("of which {} as complete", recorded(few)),
        many => format!("of which {} are recorded as complete", many.len()),
    };
    format!(
        "the {} sources of this case, {coverage}",
        case.sources.len()
    )
}

fn recorded(ids: &[&str]) -> String {
    let verb = if ids.len() == 1 { "is" } else { "are" };
    format!("{} {verb} recorded", listed(ids))
}

/// So many complete sources are named.
const MOST_NAMED: usize = 4;

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

/// The status of an actor at the end of all that is recorded.
pub(super) fn at_last(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    actor: &str,
) -> String {
    word(case, chronology, routes, actor, LAST)
}

/// The verdict of [`status`] alone.
pub(super) fn status_word(case: &Case, actor: &str, matter: &str, when: Option<&When>) -> String {
    let chronology = Chronology::of(case);
    let routes = Routes::of(case, &chronology, matter);
    word(case, &chronology, &routes, actor, when::asked(when).0)
}

/// How an actor stands to the matter, the dates of a merely possible route taken together.
pub(super) struct Standing {
    status: Status,
    /// For a merely possible route only.
    jointly: Option<Jointly>,
}

/// `None` for one who is not among the actors of the routes.
pub(super) fn standing(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    actor: &str,
    instant: i64,
) -> Option<Standing> {
    let number = routes.number(actor)?;
    let mut status = routes.closure.status(number, instant);
    let jointly =
        (status.pro == Pro::Could).then(|| jointly(case, chronology, routes, number, instant));
    if let Some(Jointly::Refused(_)) = jointly {
        status.pro = Pro::None;
    }
    Some(Standing { status, jointly })
}

impl Standing {
    fn word(&self) -> String {
        match self {
            Standing {
                status: Status { con: false, .. },
                jointly: Some(Jointly::Undecided(_)),
            } => JOINTLY.to_owned(),
            standing => standing.status.word().replace('_', " "),
        }
    }

    /// The same, with the exposure that stands beside attested ignorance: `ignorant, and yet could`.
    pub(super) fn word_and_exposure(&self) -> String {
        match self.status {
            Status {
                con: true,
                pro: pro @ (Pro::Could | Pro::MaybeTold),
            } => {
                let beside = Status { pro, con: false }.word().replace('_', " ");
                format!("{}, and yet {beside}", self.word())
            }
            _ => self.word(),
        }
    }
}

/// The status of an actor at an instant, in a word.
pub(super) fn word(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    actor: &str,
    instant: i64,
) -> String {
    let standing = standing(case, chronology, routes, actor, instant);
    standing.map_or(NONE.to_owned(), |standing| standing.word())
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
    Standing { status, jointly }: &Standing,
    instant: i64,
    answer: &mut Answer,
) {
    let Some(number) = routes.number(actor) else {
        return;
    };
    let matter = &routes.matter;
    let exposure = exposure(routes, number, status.pro);
    answer.route = by(routes, actor, jointly.as_ref(), instant);
    let unread = if status.pro == Pro::Told {
        "; what was made of it is not shown"
    } else {
        ""
    };
    answer.step(match (status.con, status.pro) {
        (false, Pro::None) if jointly.is_some() => format!("Message by message, {name} could have heard of {matter}; but taken together the dates allow no order of these messages in which it can have come."),
        (false, Pro::None) => format!("There is no evidence on this for the time asked, within {}.", listed_sources(case)),
        (false, _) => format!("So {name} {exposure}{unread}."),
        (true, Pro::Known | Pro::Told) => format!("Accounts disagree: by one, {name} {exposure}; by another, {name} did not know of it. Both stand."),
        (true, Pro::None) => format!("So {name} did not know of {matter}, as is attested; no recorded route brought it by then."),
        (true, _) => format!("So {name} did not know of {matter}, as is attested; and yet {name} {exposure}."),
    });
    if let Some(Jointly::Undecided(tried)) = jointly {
        answer.step(format!("The dates of these messages were taken one by one. Taken together they allow none of the {tried} chains of messages that were looked at, and there are more; so this is possible unless dates are jointly constrained."));
    }
    if let Some(Jointly::Refused(refusal)) = jointly {
        refused(refusal, status.con, answer);
    }
    let circle = case
        .matters
        .get(matter)
        .map_or(&[][..], |of| &of.kept_within);
    if status.pro == Pro::None && !circle.is_empty() {
        let members = case.names_of(circle.iter().map(|member| member.value.as_str()));
        answer.step(format!(
            "{matter} was kept within a circle: {members}. [{matter}]"
        ));
    }
}

/// Why no chain of messages can have brought it; without any other evidence the verdict rests on that.
fn refused(refusal: &Refusal, otherwise_attested: bool, answer: &mut Answer) {
    if refusal.because.is_empty() {
        return;
    }
    let sentences = refusal.because.iter();
    let sentences: Vec<String> = sentences
        .map(|one| format!("{} {}", one.words, one.cited))
        .collect();
    answer.step(format!(
        "That {} brought it is excluded: {}.",
        refusal.chain.join(" and then "),
        sentences.join("; ")
    ));
    if !otherwise_attested {
        answer.grounds.clear();
    }
    answer.rest_on(refusal.cards.iter().map(String::as_str));
}

/// The messages by which it came: those whose dates allow it, taken together.
fn by(routes: &Routes, actor: &str, jointly: Option<&Jointly>, instant: i64) -> Vec<String> {
    let Some(jointly) = jointly else {
        return route(routes, actor, instant);
    };
    let Jointly::Allowed(messages) = jointly else {
        return Vec::new();
    };
    let behind = messages.iter().map(|&message| routes.behind(message));
    let mut cards: Vec<String> = behind.map(|one| one.card.clone()).collect();
    cards.dedup();
    cards
}

//! Knowledge told by whom: `anna learned plan from king`, `anna knew plan from letter on 5 May 1801`.
//!
//! Only what came from the one named counts: messages that the giver sent or carried, the text that the giver is, and
//! readings that name the giver after `from`. What came otherwise and before is told, since news is news only once.

use super::answer::{Answer, NONE, UNDECIDED};
use super::evidence::{bonds, informants, sentence};
use super::know::asked_of;
use crate::compile::Case;
use crate::facts::routes::{Evidence, EvidenceKind, Routes};
use crate::facts::time::Chronology;
use crate::facts::when::{self, LAST};
use crate::knowledge::Sent;
use kaozheng_record::means::{Fact, Id, KnowledgeVerb, Reading, When};

/// Whose knowledge of what, from whom.
#[derive(Clone, Copy)]
pub(super) struct FromWhom<'a> {
    pub(super) actor: &'a str,
    pub(super) matter: &'a str,
    pub(super) giver: &'a str,
}

/// `anna knew plan from king on 5 May 1801`: how far the giver brought it by then.
pub(super) fn knew(case: &Case, asked: FromWhom<'_>, when: Option<&When>) -> Answer {
    let routes = Routes::of(case, &Chronology::of(case), asked.matter);
    let (instant, words) = when::asked(when);
    let given = given(case, &routes, asked);
    let given: Vec<&Evidence> = given
        .into_iter()
        .filter(|one| one.arrival.lo <= instant)
        .collect();
    let best = given.iter().map(|one| strength(one, instant)).max();
    let mut answer = Answer::new(best.map_or(NONE, Strength::word));
    answer.step(asked_of(&words));
    tell(case, &routes, asked, &given, instant, &mut answer);
    answer
}

/// `anna learned plan from king`, also with a time: when it came from the giver, and whether that was news.
pub(super) fn learned(case: &Case, asked: FromWhom<'_>, when: Option<&When>) -> Answer {
    let routes = Routes::of(case, &Chronology::of(case), asked.matter);
    let given = given(case, &routes, asked);
    let surest = given.iter().map(|one| strength(one, LAST)).max();
    let sure = given
        .iter()
        .copied()
        .filter(|one| Some(strength(one, LAST)) == surest);
    let first = sure.min_by_key(|one| (one.arrival.hi, one.arrival.lo));
    let earlier = first.and_then(|first| before(case, &routes, asked, first));
    let verdict = match (first, surest) {
        (Some(_), _) if earlier.is_some() => "no".to_owned(),
        (Some(first), Some(Strength::Known | Strength::Told)) => match when {
            None => when::shown(first.arrival),
            Some(_) => {
                let span = when::happened(when);
                let (lo, hi) = (first.arrival.lo, first.arrival.hi);
                match (lo >= span.lo && hi <= span.hi, hi < span.lo || lo > span.hi) {
                    (true, _) => "yes".to_owned(),
                    (_, true) => "no".to_owned(),
                    _ => UNDECIDED.to_owned(),
                }
            }
        },
        (Some(_), Some(maybe)) => maybe.word().to_owned(),
        _ => NONE.to_owned(),
    };
    let mut answer = Answer::new(verdict);
    tell(case, &routes, asked, &given, LAST, &mut answer);
    if let Some(earlier) = earlier {
        answer.step(format!(
            "So it was no news: {} had it before. {}",
            case.name_of(asked.actor),
            case.cited(&earlier.card)
        ));
        answer.rest_on([earlier.card.as_str()]);
    }
    answer
}

fn tell(
    case: &Case,
    routes: &Routes,
    asked: FromWhom<'_>,
    given: &[&Evidence],
    instant: i64,
    answer: &mut Answer,
) {
    answer.steps.extend(bonds(case, routes, given));
    for one in given {
        answer.step(sentence(case, routes, one, instant));
    }
    answer.rest_on(given.iter().map(|one| one.card.as_str()));
    if given.is_empty() {
        answer.step(format!(
            "Nothing in the {} sources of this case has {} come to {} from {}.",
            case.sources.len(),
            asked.matter,
            case.name_of(asked.actor),
            case.name_of(asked.giver)
        ));
    }
}

/// How surely a piece of evidence brought it.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    Could,
    MaybeTold,
    Told,
    Known,
}

impl Strength {
    fn word(self) -> &'static str {
        ["could", "maybe told", "told", "known"][self as usize]
    }
}

fn strength(one: &Evidence, instant: i64) -> Strength {
    match one.kind {
        EvidenceKind::Known => Strength::Known,
        EvidenceKind::States(Sent::Yes) if one.arrival.hi <= instant => Strength::Told,
        EvidenceKind::States(_) => Strength::MaybeTold,
        _ => Strength::Could,
    }
}

/// The evidence that the matter came to the actor from the giver, in order of time.
fn given<'a>(case: &Case, routes: &'a Routes, asked: FromWhom<'_>) -> Vec<&'a Evidence> {
    let persons = informants(case, asked.actor);
    let came = |one: &&Evidence| match one.kind {
        EvidenceKind::States(_) | EvidenceKind::Open(_) => passed(case, one, &persons, asked.giver),
        EvidenceKind::Known => attested(case, one, asked),
        _ => false,
    };
    let mut found: Vec<&Evidence> = routes.evidence.iter().filter(came).collect();
    found.sort_by_key(|one| (one.arrival.lo, one.arrival.hi, &one.card));
    found
}

/// Whether a message came to these persons from the giver: its sender, one who carried it before them, or its text.
fn passed(case: &Case, one: &Evidence, persons: &[String], giver: &str) -> bool {
    let Some(place) = one.actors.iter().rposition(|who| persons.contains(who)) else {
        return false;
    };
    let text = case.sources.get(giver);
    let is_text = text.is_some_and(|text| text.text_of.value() == Some(&one.card));
    let carried = &one.actors[..place.min(one.carriers)];
    one.sender.as_deref() == Some(giver) || carried.iter().any(|who| who == giver) || is_text
}

/// Whether a card says that the actor knew or learned it from the giver.
fn attested(case: &Case, one: &Evidence, asked: FromWhom<'_>) -> bool {
    let statement = case.statements.get(&one.card).map(|card| &card.means);
    let means = statement.or(case.events.get(&one.card).map(|card| &card.means));
    let says = |reading: &Reading| {
        matches!(
            &reading.fact,
            Fact::Knowledge { actor, verb: KnowledgeVerb::Knew | KnowledgeVerb::Learned, matter, from: Some(Id { id, .. }) }
                if actor.id == asked.actor && matter.id == one.matter && id == asked.giver
        )
    };
    means.is_some_and(|means| means.iter().any(|one| says(&one.value)))
}

/// What surely brought it before the giver did, by another way.
fn before<'a>(
    case: &Case,
    routes: &'a Routes,
    asked: FromWhom<'_>,
    first: &Evidence,
) -> Option<&'a Evidence> {
    let persons = informants(case, asked.actor);
    let surely = |one: &&Evidence| {
        let has = one.actors.iter().chain(&one.sender);
        let sure = matches!(
            one.kind,
            EvidenceKind::Known | EvidenceKind::States(Sent::Yes) | EvidenceKind::TookPart
        );
        sure && has.into_iter().any(|who| persons.contains(who))
    };
    let earlier = routes.evidence.iter().filter(surely);
    let mut earlier = earlier.filter(|one| one.arrival.hi < first.arrival.lo);
    earlier.find(|one| one.card != first.card)
}

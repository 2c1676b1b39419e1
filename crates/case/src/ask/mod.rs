//! Questions put to a case, and their answers.
//!
//! Every answer names the cards it rests on and walks from the question to the verdict in sentences, each with its
//! cards and places. What a source or a card carries alone, and what a rival account would change, is found by asking
//! again without it, or with it in place.

mod answer;
mod caveats;
mod choices;
mod decided;
mod evidence;
mod fall;
mod from_whom;
mod know;
mod margins;
mod missing;
pub(crate) mod moved;
mod named;
mod positions;
mod said;
mod state;
mod ties;
mod time;
mod told;
mod traces;
mod weigh;

pub use answer::{Answer, NONE, UNDECIDED};

use crate::compile::{self, AccountAt, Case, standard_of};
use crate::facts::lines;
use crate::facts::rival_dates::conflict_of;
use crate::facts::trial::Trial;
use from_whom::FromWhom;
use kaozheng_record::Kind;
use kaozheng_record::means::{
    AskedWhen, AttitudeVerb, Fact, Id, KnowledgeVerb, Question, Reading, When,
};
use named::{named, unfit};
use rayon::prelude::*;
use std::collections::BTreeSet;

/// Answers a question.
pub fn ask(case: &Case, question: &Question) -> Answer {
    let mut answer = plain(case, question);
    let lists = matches!(
        question,
        Question::What { actor: None, .. } | Question::Missing { .. }
    );
    if matches!(question, Question::Without { .. }) {
        return answer;
    }
    answer.steps.splice(0..0, opening(case, question));
    if !lists {
        ground(case, question, &mut answer);
        rest(case, question, &mut answer);
    }
    rivals(case, question, &mut answer);
    if let Some(matter) = sought(question).filter(|_| answer.verdict != "known") {
        answer.missing = missing::absences(case, matter);
    }
    answer
}

/// What the matters and events that a question names are, in their own words: `plan: Kim plans to attack. [plan; letters]`.
fn opening(case: &Case, question: &Question) -> Vec<String> {
    let mut ids: Vec<&str> = named(question).into_iter().map(|named| named.id).collect();
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    ids.retain(|id| seen.insert(id) && matches!(case.kind(id), Some(Kind::Matter | Kind::Event)));
    ids.into_iter()
        .filter_map(|id| introduced(case, id))
        .collect()
}

/// A matter or an event in its own words, with the places where that was read.
fn introduced(case: &Case, id: &str) -> Option<String> {
    let bare = format!("[{id}]");
    let cited = Some(case.cited(id)).filter(|cited| *cited != bare);
    let cited = cited.map_or(String::new(), |cited| format!(" {cited}"));
    Some(format!("{id}: {}.{cited}", case.says_of(id)?))
}

/// The matter for which an answer names what is absent.
fn sought(question: &Question) -> Option<&str> {
    match question {
        Question::Verdict { matter, .. } => Some(&matter.id),
        Question::Reading(reading) => match &reading.fact {
            Fact::Knowledge { matter, verb, .. } if *verb != KnowledgeVerb::SilentOn => {
                Some(&matter.id)
            }
            Fact::Holds { matter, .. } => Some(&matter.id),
            Fact::Happened { event, .. } => Some(&event.id),
            _ => None,
        },
        _ => None,
    }
}

/// The verdict alone, as [`ask`] gives it: for lists, and for asking again on another case.
pub fn verdict(case: &Case, question: &Question) -> String {
    match weighed(question).filter(|_| unfit(case, question).is_empty()) {
        Some(matter) => weigh::word(lines::weigh(case, matter).verdict),
        None => plain(case, question).verdict,
    }
}

/// The matter or event on which a question asks for a verdict.
fn weighed(question: &Question) -> Option<&str> {
    match question {
        Question::Verdict { matter, .. } => Some(&matter.id),
        Question::Reading(reading) => match &reading.fact {
            Fact::Holds { matter: of, .. } | Fact::Happened { event: of, .. } => Some(&of.id),
            _ => None,
        },
        _ => None,
    }
}

/// The answer as such: verdict, steps, route and the grounds it was found on.
pub(crate) fn plain(case: &Case, question: &Question) -> Answer {
    let unfit = unfit(case, question);
    let mut answer = match unfit.is_empty() {
        true => answered(case, question),
        false => Answer::new(UNDECIDED),
    };
    unfit.into_iter().for_each(|why| answer.step(why));
    answer.grounds.retain(|id| case.card(id).is_some());
    answer.question = question.to_string();
    answer
}

fn answered(case: &Case, question: &Question) -> Answer {
    match question {
        Question::Reading(reading) => reading_answered(case, reading),
        Question::Who {
            verb,
            objects,
            when,
        } => who(case, verb, objects, when.as_ref()),
        Question::When(asked) => match asked.as_ref() {
            AskedWhen::Card(id) => time::when_card(case, &id.id),
            AskedWhen::Reading(reading) => when_reading(case, reading),
        },
        Question::What { actor, verb, when } => what(case, actor.as_ref(), verb, when.as_ref()),
        Question::Verdict { matter, standard } => weigh::verdict(
            case,
            &matter.id,
            standard.as_ref().and_then(|word| standard_of(&word.id)),
        ),
        Question::State { of, when, sense } => state::state(
            case,
            &of.id,
            when.as_ref(),
            sense.as_ref().map(|sense| sense.id.as_str()),
        ),
        Question::Ties { actor, when } => {
            let actor = actor.as_ref().map(|actor| actor.id.as_str());
            ties::ties(case, actor, when.as_ref())
        }
        Question::Positions { matter, when } => {
            positions::positions(case, &matter.id, when.as_ref())
        }
        Question::Without { sources } => fall::without(case, &ids(sources)),
        Question::Missing { matter } => missing::missing(case, &matter.id),
    }
}

fn reading_answered(case: &Case, reading: &Reading) -> Answer {
    let when = reading.when.as_ref();
    let sense = reading.sense.as_ref().map(|sense| sense.id.as_str());
    match &reading.fact {
        Fact::Knowledge {
            actor,
            verb,
            matter,
            from,
        } => match verb {
            KnowledgeVerb::Knew | KnowledgeVerb::Learned if from.is_some() => {
                let giver = from.as_ref().map_or("", |from| from.id.as_str());
                let asked = FromWhom {
                    actor: &actor.id,
                    matter: &matter.id,
                    giver,
                };
                match verb {
                    KnowledgeVerb::Knew => from_whom::knew(case, asked, when),
                    _ => from_whom::learned(case, asked, when),
                }
            }
            KnowledgeVerb::Knew | KnowledgeVerb::IgnorantOf => {
                know::status(case, &actor.id, &matter.id, when)
            }
            KnowledgeVerb::Learned => know::learned(case, &actor.id, &matter.id, when),
            KnowledgeVerb::SilentOn => said::silent(case, Some(&actor.id), &matter.id),
        },
        Fact::Told {
            teller,
            hearers,
            matters,
            via,
        } => {
            let hearers = [ids(via), ids(hearers)].concat();
            told::told(case, Some(&teller.id), &hearers, &ids(matters), when)
        }
        Fact::Attitude {
            actor,
            verb,
            matter,
        } => said::attitude(case, Some(&actor.id), *verb, &matter.id, when),
        Fact::Act {
            actor,
            verb,
            matter,
        } => decided::act(case, &actor.id, *verb, &matter.id, when),
        Fact::Promised {
            debtor,
            creditor,
            matter,
            ..
        } => told::promised(case, Some(&debtor.id), &creditor.id, &matter.id, when),
        Fact::Effect {
            event,
            verb,
            promise,
        } => state::effect(case, &event.id, *verb, &promise.id, sense),
        Fact::Happened { event: of, .. } | Fact::Holds { matter: of, .. } => {
            weigh::verdict(case, &of.id, None)
        }
        Fact::Tie { tie, state } => state::tie_is(case, &tie.id, *state, when),
    }
}

fn who(case: &Case, verb: &str, objects: &[Id], when: Option<&When>) -> Answer {
    match (verb, &ids(objects)[..]) {
        ("knew" | "learned" | "ignorant of", [matter]) => know::who(case, matter, when),
        ("silent on", [matter]) => said::silent(case, None, matter),
        ("told", [hearer, matter]) => told::told(case, None, &[hearer], &[matter], when),
        ("promised", [creditor, matter]) => told::promised(case, None, creditor, matter, when),
        (verb, [matter]) => match attitude_verb(verb) {
            Some(verb) => said::attitude(case, None, verb, matter, when),
            None => decided::who_acted(case, verb, matter, when),
        },
        _ => Answer::new(UNDECIDED),
    }
}

fn what(case: &Case, actor: Option<&Id>, verb: &str, when: Option<&When>) -> Answer {
    let Some(actor) = actor else {
        return time::happened(case, when);
    };
    match verb {
        "knew" | "learned" | "ignorant of" => know::what(case, &actor.id, when),
        "told" => told::what_told(case, &actor.id, when),
        verb => match attitude_verb(verb) {
            Some(verb) => said::what(case, &actor.id, verb, when),
            None => decided::what_done(case, &actor.id, verb, when),
        },
    }
}

fn when_reading(case: &Case, reading: &Reading) -> Answer {
    match &reading.fact {
        Fact::Knowledge {
            actor,
            matter,
            from: Some(giver),
            ..
        } => {
            let asked = FromWhom {
                actor: &actor.id,
                matter: &matter.id,
                giver: &giver.id,
            };
            from_whom::learned(case, asked, None)
        }
        Fact::Knowledge { actor, matter, .. } => know::learned(case, &actor.id, &matter.id, None),
        Fact::Happened { event, .. } => time::when_card(case, &event.id),
        Fact::Effect { event, .. } => time::when_card(case, &event.id),
        Fact::Act {
            actor,
            verb,
            matter,
        } => decided::when_acted(case, &actor.id, *verb, &matter.id),
        _ => reading_answered(case, reading),
    }
}

fn attitude_verb(verb: &str) -> Option<AttitudeVerb> {
    let all = [
        AttitudeVerb::Said,
        AttitudeVerb::Denied,
        AttitudeVerb::Doubted,
        AttitudeVerb::Believed,
    ];
    all.into_iter().find(|known| known.to_string() == verb)
}

fn ids(ids: &[Id]) -> Vec<&str> {
    ids.iter().map(|id| id.id.as_str()).collect()
}

/// Widens the grounds until their removal changes the verdict: what else would carry it alone is found by asking again.
fn ground(case: &Case, question: &Question, answer: &mut Answer) {
    for _ in 0..case.cards().len() {
        if answer.grounds.is_empty() {
            return;
        }
        let grounds: Vec<&str> = answer.grounds.iter().map(String::as_str).collect();
        let again = plain(&case.without(&grounds), question);
        if again.verdict != answer.verdict {
            return;
        }
        if again.grounds.is_empty() {
            return only_carrying(case, question, answer);
        }
        let more = again.grounds;
        answer.rest_on(more.iter().map(String::as_str));
    }
}

/// Leaves of grounds without which the verdict is the same for want of evidence only those whose removal changes it: of a
/// letter and the date that keeps it from having told anything, the date.
fn only_carrying(case: &Case, question: &Question, answer: &mut Answer) {
    let changes = |ids: &[&str]| verdict(&case.without(ids), question) != answer.verdict;
    let mut carrying = answer.grounds.clone();
    carrying.retain(|id| changes(&[id]));
    let all: Vec<&str> = carrying.iter().map(String::as_str).collect();
    if !all.is_empty() && !changes(&all) {
        carrying = carrying.into_iter().take(1).collect();
    }
    answer.grounds = carrying;
}

/// The sources and cards whose removal alone changes the verdict, or withdraws what is asked about.
fn rest(case: &Case, question: &Question, answer: &mut Answer) {
    let named: Vec<&str> = named(question).into_iter().map(|named| named.id).collect();
    let of = weighed(question).filter(|_| unfit(case, question).is_empty());
    let mut cone = cone(case, &named, &answer.grounds, of);
    cone.retain(|id| !named.contains(id));
    let carrying: Vec<&str> = match of {
        Some(matter) => {
            let weighed = lines::weigh(case, matter);
            let trial = Trial::of(case, matter, &weighed);
            let changes = |id: &&str| trial.without(id) != Some(weighed.verdict);
            cone.into_par_iter().filter(changes).collect()
        }
        None => {
            let changes = |id: &&str| verdict(&case.without(&[id]), question) != answer.verdict;
            cone.into_par_iter().filter(changes).collect()
        }
    };
    answer.rests_on = carrying.into_iter().map(str::to_owned).collect();
}

/// Everything that can carry an answer: its grounds, what bears on them and on the cards asked about, and the sources
/// that any of these was read in, derives from or is known through.
///
/// Arguments bear on the matter `of` which a verdict is asked, on one another, and on whether a message was sent.
fn cone<'a>(
    case: &'a Case,
    named: &[&str],
    grounds: &[String],
    of: Option<&str>,
) -> BTreeSet<&'a str> {
    let card = |id: &str| case.card(id).map(|card| card.id.as_str());
    let asked: Vec<&str> = grounds
        .iter()
        .map(String::as_str)
        .chain(named.iter().copied())
        .filter_map(card)
        .collect();
    let doubtful = |id: &str| match case.events.get(id) {
        Some(event) => !event
            .sent
            .value()
            .is_some_and(|word| word == "yes" || word == "no"),
        None => case.arguments.contains_key(id),
    };
    let doubted = asked
        .iter()
        .filter(|id| doubtful(id) || (of.is_some() && !case.sources.contains_key(id)));
    let bearing: Vec<String> = doubted.flat_map(|id| lines::bearing(case, id)).collect();
    let mut all: BTreeSet<&str> = asked
        .into_iter()
        .chain(bearing.iter().filter_map(|id| card(id)))
        .collect();
    let mut open: Vec<&str> = all.iter().copied().collect();
    while let Some(at) = open.pop() {
        let source = case.sources.get(at);
        let parents = source.into_iter().flat_map(|source| &source.derives_from);
        let above = parents.map(|parent| parent.value.id.as_str());
        let within = source.filter(|_| of.is_some());
        let within = within.into_iter().flat_map(|source| &source.within.all);
        let above = above.chain(within.map(|collection| collection.value.as_str()));
        let read = case.card(at).into_iter().flat_map(compile::Card::sources);
        let texts = case.naming().texts(at).filter(|_| of.is_some());
        let above = above.chain(texts.map(String::as_str));
        for source in above.chain(read).filter_map(card) {
            if all.insert(source) {
                open.push(source);
            }
        }
    }
    all.retain(|id| is_evidence(case, id));
    all
}

fn is_evidence(case: &Case, id: &str) -> bool {
    matches!(
        case.kind(id),
        Some(Kind::Source | Kind::Event | Kind::Statement | Kind::Argument)
    )
}

/// Which of several accounts was followed, and what the others would change.
fn rivals(case: &Case, question: &Question, answer: &mut Answer) {
    let rivals: Vec<AccountAt> = answer
        .grounds
        .iter()
        .flat_map(|id| case.rivals_of(id))
        .collect();
    for rival in rivals {
        let Some(card) = case.card(&rival.card) else {
            continue;
        };
        let Some(value) = card.all(&rival.field).find(|value| value.nth == rival.nth) else {
            continue;
        };
        let followed = card.words(&rival.field).unwrap_or_default();
        let kept = card.all(&rival.field).find(|value| value.words == followed);
        let kept = kept.map_or(String::new(), |kept| {
            case.cited_value(&card.id, &kept.grounds)
        });
        let cited = case.cited_value(&card.id, &value.grounds);
        let name = format!("{}, {}", rival.card, rival.field);
        answer.rivals.push(format!(
            "{name}: {followed} is followed {kept}; {} stands beside it {cited}",
            value.words
        ));
        if let Some(conflict) = conflict_of(case, &rival) {
            answer.would_change.push(time::told(case, &conflict));
            continue;
        }
        let then = verdict(&case.following(&rival), question);
        if then != answer.verdict {
            answer.would_change.push(format!(
                "with {} followed instead ({name}): {then}. {cited}",
                value.words
            ));
        }
    }
}

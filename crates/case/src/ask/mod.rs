//! Questions put to a case, and their answers.
//!
//! Every answer names the cards it rests on and walks from the question to the verdict in sentences, each with its
//! cards and places. What a source or a card carries alone, and what a rival account would change, is found by asking
//! again without it, or with it in place.

mod answer;
mod carried;
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

use crate::compile::{Case, standard_of};
use crate::facts::lines;
use carried::{ground, rest, rivals};
use from_whom::FromWhom;
use kaozheng_record::Kind;
use kaozheng_record::means::{
    AskedWhen, AttitudeVerb, Fact, Id, KnowledgeVerb, Question, Reading, When,
};
use named::{named, unfit};
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
    if !unfit(case, question).is_empty() {
        return UNDECIDED.to_owned();
    }
    match weighed(question) {
        Some(matter) => weigh::word(lines::weigh(case, matter).verdict),
        None => in_short(case, question).unwrap_or_else(|| plain(case, question).verdict),
    }
}

/// The verdict without its reasons, where these take longer than it does.
fn in_short(case: &Case, question: &Question) -> Option<String> {
    match question {
        Question::Reading(reading) => match &reading.fact {
            Fact::Knowledge {
                actor,
                verb: KnowledgeVerb::Knew | KnowledgeVerb::IgnorantOf,
                matter,
                from: None,
            } => {
                let when = reading.when.as_ref();
                Some(know::status_word(case, &actor.id, &matter.id, when))
            }
            _ => None,
        },
        Question::Who {
            verb,
            objects,
            when,
        } => match (verb.as_str(), &objects[..]) {
            ("knew" | "learned" | "ignorant of", [matter]) => {
                Some(know::who_word(case, &matter.id, when.as_ref()))
            }
            _ => None,
        },
        Question::Positions { matter, when } => {
            Some(positions::in_short(case, &matter.id, when.as_ref()))
        }
        Question::What {
            actor: None, when, ..
        } => Some(time::happened_word(case, when.as_ref())),
        _ => None,
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
    answer.in_order();
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

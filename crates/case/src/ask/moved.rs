//! What a case answers otherwise than another case: its questions, its verdicts, and what is shown to be known.

use super::know::at_last;
use super::verdict;
use super::weigh::word;
use crate::compile::{Account, Case};
use crate::facts::jointly::tied_together;
use crate::facts::lines::weigh;
use crate::facts::reach::Reached;
use crate::facts::routes::Routes;
use crate::facts::time::Chronology;
use kaozheng_record::means::Question;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The answer of a case that does not have what is asked about.
pub(crate) const ABSENT: &str = "not in the case";

/// What a case is asked again.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// A question of the case, as it is written on its card.
    Question {
        question: Arc<Question>,
        words: String,
        card: String,
    },
    /// The verdict on a matter or an event.
    Verdict(String),
    /// What an actor is shown to know of a matter at the end of all that is recorded.
    Knows { actor: String, matter: String },
}

/// An answer that is not the same in two cases.
#[derive(Clone, Debug)]
pub(crate) struct Moved {
    pub(crate) asked: Asked,
    pub(crate) before: String,
    pub(crate) after: String,
}

impl Asked {
    /// The answer of a case.
    pub(crate) fn answer(&self, case: &Case) -> String {
        match self {
            Asked::Question { question, .. } => verdict(case, question),
            Asked::Verdict(of) if case.card(of).is_none() => ABSENT.to_owned(),
            Asked::Verdict(of) => word(weigh(case, of).verdict),
            Asked::Knows { actor, matter } => {
                if case.card(actor).is_none() || case.card(matter).is_none() {
                    return ABSENT.to_owned();
                }
                let chronology = Chronology::of(case);
                let routes = Routes::of(case, &chronology, matter);
                at_last(case, &chronology, &routes, actor)
            }
        }
    }

    /// What was asked, in words.
    pub(crate) fn told(&self) -> String {
        match self {
            Asked::Question { words, .. } => words.clone(),
            Asked::Verdict(of) => format!("verdict {of}"),
            Asked::Knows { actor, matter } => {
                format!("{actor} knew {matter}, at the end of all that is recorded")
            }
        }
    }

    /// The card where a reader looks further.
    pub(crate) fn card(&self) -> &str {
        match self {
            Asked::Question { card, .. } => card,
            Asked::Verdict(of) => of,
            Asked::Knows { matter, .. } => matter,
        }
    }
}

/// Every answer that is not the same: questions first, then verdicts of which no question has told, then knowledge.
pub(crate) fn moved(before: &Case, after: &Case) -> Vec<Moved> {
    let questions = questions(before, after);
    let told: BTreeSet<String> = questions
        .iter()
        .filter_map(|asked| match asked {
            Asked::Question { question, .. } => super::weighed(question).map(str::to_owned),
            _ => None,
        })
        .collect();
    let reached = Reached::of(before, after);
    let mut ids = weighed(before, reached.as_ref());
    ids.extend(weighed(after, reached.as_ref()));
    let verdicts = ids.into_iter().filter(|id| !told.contains(*id));
    let verdicts = verdicts.map(|id| Asked::Verdict(id.to_owned()));
    let mut out = differing(questions.into_iter().chain(verdicts), before, after);
    out.extend(statuses(before, after, reached.as_ref()));
    out
}

fn differing(asked: impl Iterator<Item = Asked>, before: &Case, after: &Case) -> Vec<Moved> {
    let answered = asked.map(|asked| Moved {
        before: asked.answer(before),
        after: asked.answer(after),
        asked,
    });
    answered.filter(|one| one.before != one.after).collect()
}

/// The questions of both cases, each once. One that itself asks what falls is left out.
fn questions(before: &Case, after: &Case) -> Vec<Asked> {
    let nested = |asked: &&Account<Arc<Question>>| matches!(*asked.value, Question::Without { .. });
    let mut seen: BTreeSet<&str> = BTreeSet::new();
    let mut out = Vec::new();
    for card in before.questions.values().chain(after.questions.values()) {
        for asked in card.ask.iter().filter(|asked| !nested(asked)) {
            if seen.insert(&asked.words) {
                out.push(Asked::Question {
                    question: asked.value.clone(),
                    words: asked.words.clone(),
                    card: card.id().to_owned(),
                });
            }
        }
    }
    out
}

/// The matters and events that arguments or statements are about, as far as they are reached.
fn weighed<'a>(case: &'a Case, reached: Option<&Reached>) -> BTreeSet<&'a str> {
    let all = case.matters.keys().chain(case.events.keys());
    let may = |id: &&String| reached.is_none_or(|of| of.weighed.contains(*id));
    all.filter(may)
        .map(String::as_str)
        .filter(|id| !weigh(case, id).lines.is_empty())
        .collect()
}

/// What actors are shown to know at the end of all that is recorded, where that changes.
fn statuses(before: &Case, after: &Case, reached: Option<&Reached>) -> Vec<Moved> {
    let (then, now) = (Chronology::of(before), Chronology::of(after));
    let may = |id: &&String| reached.is_none_or(|of| of.matters.contains(*id));
    let matters = before.matters.keys().chain(after.matters.keys());
    let matters: BTreeSet<&String> = matters.filter(may).collect();
    let mut out = Vec::new();
    for matter in matters {
        let evidence = Routes::evidence_on(after, &now, matter);
        let same = Routes::evidence_on(before, &then, matter) == evidence
            && reached.is_some_and(|of| !of.changed.contains(matter) && !of.actors);
        if same && !tied_together(before, &evidence) && !tied_together(after, &evidence) {
            continue;
        }
        let (was, is) = (
            Routes::of(before, &then, matter),
            Routes::of(after, &now, matter),
        );
        let named: BTreeSet<&str> = was.actors().chain(is.actors()).collect();
        for actor in named {
            let asked = Asked::Knows {
                actor: actor.to_owned(),
                matter: matter.clone(),
            };
            let one = Moved {
                before: known(before, (&then, &was), &asked, actor),
                after: known(after, (&now, &is), &asked, actor),
                asked,
            };
            out.extend(Some(one).filter(|one| one.before != one.after));
        }
    }
    out
}

fn known(
    case: &Case,
    (chronology, routes): (&Chronology, &Routes),
    asked: &Asked,
    actor: &str,
) -> String {
    match case.card(actor).is_some() && case.card(asked.card()).is_some() {
        true => at_last(case, chronology, routes, actor),
        false => ABSENT.to_owned(),
    }
}

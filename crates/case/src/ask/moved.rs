//! What a case answers otherwise than another case: its questions, its verdicts, and what is shown to be known.

use super::know::status_word;
use super::verdict;
use super::weigh::word;
use crate::compile::{Account, Case};
use crate::facts::entailment::{entailed, entailing};
use crate::facts::jointly::tied_together;
use crate::facts::lines::weigh;
use crate::facts::reach::resting;
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
                status_word(
                    case,
                    &Routes::of(case, &Chronology::of(case), matter),
                    actor,
                )
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
    let mut ids = weighed(before, &reached);
    ids.extend(weighed(after, &reached));
    let verdicts = ids.into_iter().filter(|id| !told.contains(*id));
    let verdicts = verdicts.map(|id| Asked::Verdict(id.to_owned()));
    let mut out = differing(questions.into_iter().chain(verdicts), before, after);
    out.extend(statuses(before, after, &reached));
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

/// What the cards that differ between two cases can reach; `None` where all must be looked at, since the settings
/// differ.
struct Reached {
    /// Cards whose part in some weighing may be another.
    weighed: Option<BTreeSet<String>>,
    /// Matters on whose knowledge the evidence may be another.
    matters: Option<BTreeSet<String>>,
}

impl Reached {
    fn of(before: &Case, after: &Case) -> Reached {
        if !Arc::ptr_eq(&before.settings, &after.settings) {
            return Reached {
                weighed: None,
                matters: None,
            };
        }
        let changed = differing_cards(before, after);
        let mut weighed = resting(before, &changed);
        weighed.extend(resting(after, &changed));
        let mut cards = before.naming().ever_tied(&weighed);
        cards.extend(after.naming().ever_tied(&weighed));
        let mut matters = named_by(before, &cards);
        matters.extend(named_by(after, &cards));
        Reached {
            weighed: Some(weighed),
            matters: Some(matters),
        }
    }
}

/// The cards that do not say the same in both.
fn differing_cards(before: &Case, after: &Case) -> BTreeSet<String> {
    let same = |id: &str| match (before.by_id().get(id), after.by_id().get(id)) {
        (Some(was), Some(is)) => Arc::ptr_eq(was, is) || was.says_the_same(is),
        _ => false,
    };
    let all = before.cards().chain(after.cards()).map(|card| &card.id);
    all.filter(|id| !same(id)).cloned().collect()
}

/// The matters on whose knowledge some of these cards can be evidence, by entailment too.
fn named_by(case: &Case, cards: &BTreeSet<String>) -> BTreeSet<String> {
    let mut found: BTreeSet<String> = BTreeSet::new();
    for id in cards {
        found.insert(id.clone());
        let event = case.events.get(id);
        if let Some(event) = event {
            found.extend(event.tells.iter().map(|one| one.value.clone()));
            let open = event
                .about
                .iter()
                .flat_map(|one| case.naming().about(&one.value));
            found.extend(open.cloned());
        }
        let means = event.map(|event| &event.means);
        let means = means.or(case.statements.get(id).map(|statement| &statement.means));
        for one in means.into_iter().flatten() {
            found.extend(one.value.fact.ids().into_iter().map(|id| id.id.clone()));
        }
    }
    let own: Vec<String> = found.iter().cloned().collect();
    for id in &own {
        found.extend(entailing(case, id));
        found.extend(entailed(case, id));
    }
    found
}

/// The matters and events that arguments or statements are about, as far as they are reached.
fn weighed<'a>(case: &'a Case, reached: &Reached) -> BTreeSet<&'a str> {
    let all = case.matters.keys().chain(case.events.keys());
    let may = |id: &&String| reached.weighed.as_ref().is_none_or(|ids| ids.contains(*id));
    all.filter(may)
        .map(String::as_str)
        .filter(|id| !weigh(case, id).lines.is_empty())
        .collect()
}

/// What actors are shown to know at the end of all that is recorded, where that changes.
fn statuses(before: &Case, after: &Case, reached: &Reached) -> Vec<Moved> {
    let (then, now) = (Chronology::of(before), Chronology::of(after));
    let may = |id: &&String| reached.matters.as_ref().is_none_or(|ids| ids.contains(*id));
    let matters = before.matters.keys().chain(after.matters.keys());
    let matters: BTreeSet<&String> = matters.filter(may).collect();
    let mut out = Vec::new();
    for matter in matters {
        let evidence = Routes::evidence_on(after, &now, matter);
        let same = Routes::evidence_on(before, &then, matter) == evidence;
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
                before: known(before, &was, &asked, actor),
                after: known(after, &is, &asked, actor),
                asked,
            };
            out.extend(Some(one).filter(|one| one.before != one.after));
        }
    }
    out
}

fn known(case: &Case, routes: &Routes, asked: &Asked, actor: &str) -> String {
    match case.card(actor).is_some() && case.card(asked.card()).is_some() {
        true => status_word(case, routes, actor),
        false => ABSENT.to_owned(),
    }
}

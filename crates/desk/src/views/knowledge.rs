//! Who knew what when: for each matter and actor, how the status changes over time and by which route.

use kaozheng_case::Case;
use kaozheng_case::facts::routes::Routes;
use kaozheng_case::facts::time::Chronology;
use kaozheng_case::facts::when::{EVER, LAST};
use kaozheng_case::knowledge::{Pro, Why};
use kaozheng_values::dates::{Day, Tick};
use serde::Serialize;

/// Actors by matters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct KnowledgeView {
    /// The matters of which somebody could have known, in order of id.
    pub matters: Vec<MatterKnowledge>,
}

/// One matter.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MatterKnowledge {
    /// The matter.
    pub matter: String,
    /// What it says.
    pub says: String,
    /// Those of whom there is any evidence, in order of id.
    pub actors: Vec<ActorKnowledge>,
}

/// One actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ActorKnowledge {
    /// The actor.
    pub actor: String,
    /// The name.
    pub name: String,
    /// The status from each time on, in order; before the first there is no evidence.
    pub stages: Vec<Stage>,
    /// The messages by which it must, or else could, have come, first to last.
    pub route: Vec<String>,
}

/// A status that holds from a time on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// The first day it holds on (ISO 8601); null when it holds from ever.
    pub from: Option<String>,
    /// The same in words.
    pub since: String,
    /// As answers say it: `none`, `could`, `maybe told`, `told`, `known`, `ignorant` or `contested`.
    pub status: String,
    /// The card that makes it so; null for `none`.
    pub card: Option<String>,
}

impl KnowledgeView {
    /// The view of these matters (of all when the list is empty), for these actors (likewise).
    pub fn of(
        case: &Case,
        chronology: &Chronology,
        matters: &[String],
        actors: &[String],
    ) -> KnowledgeView {
        let wanted =
            |list: &[String], id: &str| list.is_empty() || list.iter().any(|wanted| wanted == id);
        let ids = case.matters.keys().filter(|id| wanted(matters, id));
        let of_matter = |matter: &String| {
            let routes = Routes::of(case, chronology, matter);
            let known = routes.actors().filter(|actor| wanted(actors, actor));
            let actors: Vec<ActorKnowledge> = known
                .filter_map(|actor| knowledge(case, &routes, actor))
                .collect();
            let says = case.card(matter).map(super::says).unwrap_or_default();
            MatterKnowledge {
                matter: matter.clone(),
                says,
                actors,
            }
        };
        let matters = ids
            .map(of_matter)
            .filter(|matter| !matter.actors.is_empty());
        KnowledgeView {
            matters: matters.collect(),
        }
    }
}

fn knowledge(case: &Case, routes: &Routes, actor: &str) -> Option<ActorKnowledge> {
    let number = routes.number(actor)?;
    let stages = stages(routes, number);
    if stages.is_empty() {
        return None;
    }
    let (closure, world) = (&routes.closure, &routes.world);
    let route = closure
        .forced_route(world, number)
        .or_else(|| closure.route(world, number));
    let messages = route.map(|route| route.messages).unwrap_or_default();
    Some(ActorKnowledge {
        actor: actor.to_owned(),
        name: case.name_of(actor).to_owned(),
        stages,
        route: messages
            .into_iter()
            .map(|message| routes.behind(message).card.clone())
            .collect(),
    })
}

/// The status at every day on which it changes; of several changes on one day the last counts.
fn stages(routes: &Routes, actor: u32) -> Vec<Stage> {
    let closure = &routes.closure;
    let ignorant = closure.ignorant_until(actor);
    let reached = [
        closure.poss(actor),
        closure.told(actor),
        closure.cert(actor),
        closure.known(actor),
    ];
    let mut times: Vec<Tick> = reached
        .into_iter()
        .flatten()
        .chain(ignorant.map(|until| until + 1))
        .collect();
    times.extend(ignorant.map(|_| EVER));
    times.sort_unstable();
    times.dedup();
    let mut out: Vec<Stage> = Vec::new();
    for time in times.into_iter().filter(|time| *time < LAST) {
        let status = closure.status(actor, time);
        let word = status.word().replace('_', " ");
        let day = (time > EVER).then(|| super::iso(Day::of(time)));
        out.pop_if(|last| day.is_some() && last.from == day);
        if out.last().map_or("none", |last| last.status.as_str()) == word {
            continue;
        }
        let why = match (status.con, status.pro) {
            (true, _) => closure.why_ignorant(actor),
            (_, Pro::Known) => closure.why_known(actor),
            (_, Pro::Told) => closure.why_cert(actor),
            (_, Pro::MaybeTold) => closure.why_told(actor),
            (_, Pro::Could) => closure.why_poss(actor),
            (_, Pro::None) => Why::Nothing,
        };
        out.push(Stage {
            from: day,
            since: if time > EVER {
                Day::of(time).to_string()
            } else {
                "from the beginning".to_owned()
            },
            status: word.clone(),
            card: card_of(routes, why),
        });
    }
    out
}

fn card_of(routes: &Routes, why: Why) -> Option<String> {
    let at = match why {
        Why::Nothing => return None,
        Why::Origin(origin) => routes.world.origins()[origin as usize].document?,
        Why::Attested(attestation) => routes.world.attestations()[attestation as usize].document,
        Why::Wrote(message) | Why::Received(message) | Why::Forwarded(message) => {
            return Some(routes.behind(message).card.clone());
        }
    };
    routes
        .evidence
        .get(at as usize)
        .map(|evidence| evidence.card.clone())
}

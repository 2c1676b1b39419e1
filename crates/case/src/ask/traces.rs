//! Knowledge without a route, and a route without a trace: where the record of who told whom has a gap.

use super::evidence::informants;
use crate::compile::Case;
use crate::facts::routes::Routes;
use crate::facts::when::{self, EVER, LAST};
use crate::knowledge::{Basis, Index, Pro, Status, unrouted};
use kaozheng_record::means::Fact;

/// In a sentence: what is missing between what an actor was told and what it is shown to know.
pub(super) fn gap(case: &Case, routes: &Routes, actor: &str, status: Status) -> Option<String> {
    let number = routes.number(actor)?;
    match status.pro {
        Pro::Known => without_route(case, routes, actor, number),
        Pro::Told | Pro::MaybeTold if !status.con && !acted(case, routes, actor) => Some(format!(
            "A route without a trace: nothing recorded shows {} speaking of {} or acting on it.",
            case.name_of(actor),
            routes.matter
        )),
        _ => None,
    }
}

/// Somebody is shown to have known before any recorded message or meeting can have told it.
fn without_route(case: &Case, routes: &Routes, actor: &str, number: u32) -> Option<String> {
    let index = Index::new(&routes.world);
    let found = unrouted(&routes.world, &index, &routes.closure, 0, number)?;
    let at = match found.basis {
        Basis::Attested(at) => routes.world.attestations()[at as usize].document,
        Basis::Wrote(message) => routes.world.message(message).document,
    };
    let card = &routes.evidence[at as usize].card;
    let name = case.name_of(actor);
    let first = match found.could.filter(|&tick| tick > EVER && tick < LAST) {
        Some(tick) => format!(
            "the first that is recorded can have come at {}",
            when::instant(tick)
        ),
        None => "none is recorded".to_owned(),
    };
    Some(format!(
        "Knowledge without a route: no message or meeting can have brought it to {name} by then ({first}), so that one is missing here or a date is wrong. {}",
        case.cited(card)
    ))
}

/// Whether an actor, or somebody through whom it is informed, acts on the matter or takes a stand on it.
fn acted(case: &Case, routes: &Routes, actor: &str) -> bool {
    let naming = case.naming();
    let on = |id: &str| routes.entailing.contains(id) || routes.entailed.contains(id);
    informants(case, actor).iter().any(|person| {
        let own = naming.acting(person).chain(naming.speaking(person));
        own.into_iter().any(|card| {
            let event = case.events.get(card);
            let statement = case.statements.get(card);
            let means = event.map(|event| &event.means);
            let means = means.or(statement.map(|statement| &statement.means));
            let named = event.is_some_and(|event| event.matters.iter().any(|of| on(&of.value)));
            named
                || means
                    .into_iter()
                    .flatten()
                    .any(|one| match &one.value.fact {
                        Fact::Act { actor, matter, .. } | Fact::Attitude { actor, matter, .. } => {
                            actor.id == *person && on(&matter.id)
                        }
                        _ => false,
                    })
        })
    })
}

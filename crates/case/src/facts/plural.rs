//! Plurals that are one voice: "some scholars" whose works come down to a single root.

use super::roots::{Links, roots_of};
use crate::compile::{Account, Actor, Case, Statement};
use std::collections::BTreeSet;

/// The one root of a loose group that names its examples; `None` when there are none, or several roots.
pub(crate) fn one_root_of_group(case: &Case, group: &Actor) -> Option<String> {
    let examples: Vec<&str> = group
        .card
        .all("examples")
        .map(|value| value.words.as_str())
        .collect();
    only_root(case, &examples)
}

/// A group as speaker of a statement, and the single root that both the statement and the group's examples come down to.
pub(crate) fn one_voice<'a>(
    case: &Case,
    statement: &'a Statement,
) -> Option<(&'a Account<String>, String)> {
    let speaker = statement.speakers.iter().find(|speaker| {
        let actor = case.actors.get(&speaker.value);
        actor.is_some_and(|actor| is_group(actor))
    })?;
    let group = case.actors.get(&speaker.value)?;
    let root = match group.card.words("examples") {
        Some(_) => one_root_of_group(case, group)?,
        None => only_root(case, &[statement.id()])?,
    };
    Some((speaker, root))
}

/// Whether an actor is a loose group, not a body that acts.
pub(crate) fn is_group(actor: &Actor) -> bool {
    actor.is_body()
        && (actor.card.words("type") == Some("group") || actor.card.words("examples").is_some())
}

fn only_root(case: &Case, ids: &[&str]) -> Option<String> {
    let roots: BTreeSet<String> = ids
        .iter()
        .flat_map(|id| roots_of(case, id, Links::Recorded))
        .collect();
    match roots.len() {
        1 => roots.into_iter().next(),
        _ => None,
    }
}

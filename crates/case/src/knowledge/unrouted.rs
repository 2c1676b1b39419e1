//! What is worth a second look: knowledge without a route.

use super::{Closure, Index, Why, Without, World, closure};

/// What shows that the actor knew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Basis {
    /// A witness says so (index of the attestation).
    Attested(u32),
    /// The actor states it in a message of its own (index of the message).
    Wrote(u32),
}

/// An actor knew before any recorded route can have brought it: a channel is missing, or a date is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Unrouted {
    /// The actor.
    pub actor: u32,
    /// The tick by which it knew.
    pub known: i64,
    /// What shows it.
    pub basis: Basis,
    /// The earliest tick at which a recorded route could have brought it; `None` is never.
    pub could: Option<i64>,
}

/// Actors shown to know a proposition earlier than they could without the words that show it, by actor.
pub fn without_route(
    world: &World,
    index: &Index,
    full: &Closure,
    proposition: u32,
) -> Vec<Unrouted> {
    (0..world.actors())
        .filter_map(|actor| unrouted(world, index, full, proposition, actor))
        .collect()
}

/// The same for one actor.
pub fn unrouted(
    world: &World,
    index: &Index,
    full: &Closure,
    proposition: u32,
    actor: u32,
) -> Option<Unrouted> {
    let basis = match full.why_known(actor) {
        Why::Attested(i) => Basis::Attested(i),
        Why::Wrote(m) => Basis::Wrote(m),
        _ => return None,
    };
    let known = full.known(actor)?;
    let rest = closure(world, index, proposition, Without::OwnWords(actor));
    let could = rest.poss(actor);
    could.is_none_or(|could| known < could).then_some(Unrouted {
        actor,
        known,
        basis,
        could,
    })
}

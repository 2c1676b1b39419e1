//! The single documents on which a status rests.

use super::closure::closure_until;
use super::{Closure, Index, Pro, Why, Without, World};
use std::collections::BTreeSet;

/// The documents, sorted, whose removal alone changes the word of the status.
///
/// Less evidence never makes a time earlier and never prolongs ignorance, so only documents of the witness of
/// the present exposure and of the present ignorance can matter; each of those is taken away and the closure
/// worked out again.
pub fn critical(
    world: &World,
    index: &Index,
    full: &Closure,
    proposition: u32,
    actor: u32,
    time: i64,
) -> Vec<u32> {
    let word = full.status(actor, time).word();
    let mut cone = witness_documents(world, full, actor, time);
    cone.retain(|&document| {
        let less = closure_until(world, index, proposition, Without::Document(document), time);
        less.status(actor, time).word() != word
    });
    cone.into_iter().collect()
}

fn witness_documents(world: &World, full: &Closure, actor: u32, time: i64) -> BTreeSet<u32> {
    let status = full.status(actor, time);
    let mut documents = BTreeSet::new();
    let mut add = |why| documents.extend(document(world, why));
    if status.con {
        add(full.why_ignorant(actor));
    }
    let route = match status.pro {
        Pro::None => None,
        Pro::Could => full.route(world, actor),
        Pro::Told => full.forced_route(world, actor),
        Pro::MaybeTold => {
            add(full.why_told(actor));
            None
        }
        Pro::Known => {
            add(full.why_known(actor));
            None
        }
    };
    if let Some(route) = route {
        add(route.start);
        route
            .messages
            .into_iter()
            .for_each(|m| add(Why::Forwarded(m)));
    }
    documents
}

/// The document behind one reason.
pub(super) fn document(world: &World, why: Why) -> Option<u32> {
    match why {
        Why::Nothing => None,
        Why::Origin(i) => world.origins[i as usize].document,
        Why::Attested(i) => Some(world.attestations[i as usize].document),
        Why::Wrote(m) | Why::Received(m) | Why::Forwarded(m) => {
            Some(world.heads[m as usize].document)
        }
    }
}

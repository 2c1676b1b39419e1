//! The single documents on which a status rests.

use super::spread::Search;
use super::{Closure, Index, Pro, Status, Why, Without, World};
use std::collections::BTreeSet;

/// The documents, sorted, whose removal alone changes the word of the status.
///
/// Less evidence never makes a time earlier and never prolongs ignorance, so only documents of the witness of
/// the present exposure and of the present ignorance can matter; each of those is taken away and the closure
/// worked out again as far as the word turns on it.
pub fn critical(
    world: &World,
    index: &Index,
    full: &Closure,
    proposition: u32,
    actor: u32,
    time: i64,
) -> Vec<u32> {
    let status = full.status(actor, time);
    let mut cone = witness_documents(world, full, actor, time);
    cone.retain(|&document| {
        let search = Search {
            world,
            index,
            proposition,
            without: Without::Document(document),
            until: time,
            goal: Some(actor),
        };
        changes(search, status, actor, time)
    });
    cone.into_iter().collect()
}

/// Whether the word of a status is another one with less evidence. Only what the word turns on is worked out.
fn changes(search: Search<'_>, status: Status, actor: u32, time: i64) -> bool {
    let mut less = Closure::seeded(search);
    if status.con && !less.status(actor, time).con {
        return true;
    }
    let by = |reached: Option<i64>| reached.is_some_and(|reached| reached <= time);
    match (status.con, status.pro) {
        (_, Pro::None) => false,
        // Contested, and with less merely ignorant; known is always told as well.
        (true, Pro::Told | Pro::Known) | (false, Pro::Told) => {
            less.settle_forced(search);
            !by(less.cert(actor))
        }
        // Ignorant, however little the exposure.
        (true, _) => false,
        (false, Pro::Known) => !by(less.known(actor)),
        (false, Pro::MaybeTold) => !by(less.told(actor)),
        (false, Pro::Could) => {
            less.settle_possible(search);
            !by(less.poss(actor))
        }
    }
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
        Why::Wrote(m) | Why::Received(m) | Why::Forwarded(m) => Some(world.messages.document(m)),
    }
}

//! Many questions of who knew what when.

use crate::knowledge::{
    Closure, Exposures, Index, Route, Status, Without, World, closure, critical,
};
use rayon::prelude::*;

/// One question: the status of an actor towards a proposition at a time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Query {
    /// The actor.
    pub actor: u32,
    /// The proposition.
    pub proposition: u32,
    /// The tick.
    pub time: i64,
}

/// The answer to a [`Query`]. Times are ticks; `None` is never.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// What can be said.
    pub status: Status,
    /// The earliest time at which the actor could have known.
    pub poss: Option<i64>,
    /// The time by which it must have known.
    pub cert: Option<i64>,
    /// The earliest time at which a surviving text may have reached it.
    pub told: Option<i64>,
    /// The time by which it is shown to have known.
    pub known: Option<i64>,
    /// The last time of which it is attested ignorant.
    pub ignorant_until: Option<i64>,
    /// The route that gives `poss`.
    pub route: Option<Route>,
    /// The documents whose removal alone changes the word; empty unless asked for.
    pub critical: Vec<u32>,
}

/// Answers all queries; each proposition is closed once. The first `critical_for` answers name their critical documents.
pub fn answers(
    world: &World,
    index: &Index,
    queries: &[Query],
    critical_for: usize,
) -> Vec<Answer> {
    let mut order: Vec<usize> = (0..queries.len()).collect();
    order.sort_by_key(|&i| queries[i].proposition);
    let same: Vec<&[usize]> = order
        .chunk_by(|&i, &j| queries[i].proposition == queries[j].proposition)
        .collect();
    let one = |same: &&[usize]| -> Vec<(usize, Answer)> {
        let proposition = queries[same[0]].proposition;
        let full = closure(world, index, proposition, Without::Nothing);
        let answered = same.iter().map(|&i| {
            let mut answer = answer(world, &full, &queries[i]);
            if i < critical_for {
                let Query { actor, time, .. } = queries[i];
                answer.critical = critical(world, index, &full, proposition, actor, time);
            }
            (i, answer)
        });
        answered.collect()
    };
    let found: Vec<Vec<(usize, Answer)>> = same.par_iter().map(one).collect();
    let mut answered: Vec<(usize, Answer)> = found.into_iter().flatten().collect();
    answered.sort_by_key(|(i, _)| *i);
    answered.into_iter().map(|(_, answer)| answer).collect()
}

/// The earliest exposures to many propositions: `take` is handed each proposition and the ticks of all actors
/// (`i64::MAX` is never), and what it gives comes back in the order of `propositions`, whatever the threads.
///
/// Propositions of one topic are worked out together, since they spread along the same messages.
pub fn exposures<T: Send>(
    world: &World,
    index: &Index,
    propositions: &[u32],
    take: impl Fn(u32, &[i64]) -> T + Sync,
) -> Vec<T> {
    let mut order: Vec<usize> = (0..propositions.len()).collect();
    order.sort_by_key(|&i| world.propositions()[propositions[i] as usize].topic);
    let batches = order.par_chunks(BATCH).map(|batch| {
        let mut exposures = Exposures::new(world, index);
        let one = |&i: &usize| (i, take(propositions[i], exposures.of(propositions[i])));
        batch.iter().map(one).collect::<Vec<_>>()
    });
    let mut taken: Vec<Option<T>> = propositions.iter().map(|_| None).collect();
    for (i, one) in batches.collect::<Vec<_>>().into_iter().flatten() {
        taken[i] = Some(one);
    }
    taken.into_iter().flatten().collect()
}

/// Propositions that one thread works out after one another.
const BATCH: usize = 64;

fn answer(world: &World, full: &Closure, query: &Query) -> Answer {
    let actor = query.actor;
    Answer {
        status: full.status(actor, query.time),
        poss: full.poss(actor),
        cert: full.cert(actor),
        told: full.told(actor),
        known: full.known(actor),
        ignorant_until: full.ignorant_until(actor),
        route: full.route(world, actor),
        critical: Vec::new(),
    }
}

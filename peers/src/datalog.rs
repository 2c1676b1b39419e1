//! Earliest exposure in two Datalog crates. Each is given all open messages, and what is had at first of the matters asked for.

use crate::workload::Who;
use ascent::{Dual, ascent};
use datafrog::{Iteration, Relation};
use std::collections::HashMap;

/// A message to one recipient that may carry its topic: sender, topic, first, last, delay, recipient.
pub type Way = (u32, u32, i64, i64, i64, u32);
/// Matter, actor, tick.
pub type Seed = (u32, u32, i64);

/// What the peers are asked: seeds and ways of the matters, as rows ready to be loaded.
pub fn rows(who: &Who, matters: &[u32]) -> (Vec<Seed>, Vec<Way>) {
    let asked: Vec<bool> = (0..who.topics.len() as u32)
        .map(|m| matters.contains(&m))
        .collect();
    let mut seeds: Vec<Seed> = Vec::new();
    for &(matter, actor, lo, _) in &who.origins {
        seeds.push((matter, actor, lo));
    }
    for &(actor, matter, lo, _, known) in &who.attested {
        if known {
            seeds.push((matter, actor, lo));
        }
    }
    let mut ways = Vec::new();
    for (at, letter) in who
        .letters
        .iter()
        .enumerate()
        .filter(|(_, letter)| letter.sent > 0)
    {
        let to = who.to.get(at);
        for &matter in who.says.get(at) {
            seeds.push((matter, letter.from, letter.send.0));
            seeds.extend(
                to.iter()
                    .map(|&to| (matter, to, letter.send.0 + letter.delay.0)),
            );
        }
        for &topic in who.open.get(at) {
            let way = |&to: &u32| {
                (
                    letter.from,
                    topic,
                    letter.send.0,
                    letter.send.1,
                    letter.delay.0,
                    to,
                )
            };
            ways.extend(to.iter().map(way));
        }
    }
    seeds.retain(|seed| asked[seed.0 as usize]);
    (seeds, ways)
}

/// How many have it, and the sum of their times: what all engines must agree on.
pub type Sum = (u64, i64);

ascent! {
    struct Spread;
    relation topic(u32, u32);
    relation way(u32, u32, i64, i64, i64, u32);
    lattice have(u32, u32, Dual<i64>);
    have(matter, to, Dual((*had).max(*first) + delay)) <--
        have(matter, from, ?Dual(had)), topic(matter, of), way(from, of, first, last, delay, to), if had <= last;
}

/// Loads and runs ascent's lattice program.
pub fn with_ascent(topics: &[(u32, u32)], seeds: &[Seed], ways: &[Way]) -> Sum {
    let mut spread = Spread {
        topic: topics.to_vec(),
        way: ways.to_vec(),
        ..Spread::default()
    };
    let mut best: HashMap<(u32, u32), i64> = HashMap::new();
    for &(matter, actor, tick) in seeds {
        let slot = best.entry((matter, actor)).or_insert(tick);
        *slot = tick.min(*slot);
    }
    let first = best
        .into_iter()
        .map(|((matter, actor), tick)| (matter, actor, Dual(tick)));
    spread.have = first.collect();
    spread.run();
    let sum = spread.have.iter().map(|row| row.2.0).sum();
    (spread.have.len() as u64, sum)
}

/// Loads and runs a datafrog join that keeps every arrival.
pub fn with_datafrog(topics: &[(u32, u32)], seeds: &[Seed], ways: &[Way]) -> Sum {
    let of: HashMap<u32, u32> = topics.iter().copied().collect();
    let ways: Relation<((u32, u32), (i64, i64, i64, u32))> = ways
        .iter()
        .map(|&(from, topic, first, last, delay, to)| ((from, topic), (first, last, delay, to)))
        .collect();
    let mut iteration = Iteration::new();
    let have = iteration.variable::<((u32, u32), (u32, i64))>("have");
    have.extend(
        seeds
            .iter()
            .map(|&(matter, actor, tick)| ((actor, of[&matter]), (matter, tick))),
    );
    // Rows that arrive too late are all made the same one, since a join must give a row.
    let nobody = ((u32::MAX, u32::MAX), (0, 0));
    while iteration.changed() {
        have.from_join(
            &have,
            &ways,
            |&(_, topic), &(matter, had), &(first, last, delay, to)| {
                if had <= last {
                    ((to, topic), (matter, had.max(first) + delay))
                } else {
                    nobody
                }
            },
        );
    }
    let mut best: HashMap<(u32, u32), i64> = HashMap::new();
    for &((actor, _), (matter, tick)) in have.complete().iter().filter(|row| **row != nobody) {
        let slot = best.entry((matter, actor)).or_insert(tick);
        *slot = tick.min(*slot);
    }
    (best.len() as u64, best.values().sum())
}

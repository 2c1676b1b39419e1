//! Who knew what when: ours beside ascent, datafrog and SQLite.

use crate::clock::{median, percentile, processor, timed, wall};
use crate::datalog::{Sum, rows, with_ascent, with_datafrog};
use crate::table::Table;
use crate::workload::{Letter, Lists, Size, Who, read_who, who};
use crate::{memory, sqlite};
use kaozheng_case::chronology::Interval;
use kaozheng_case::knowledge::{
    Attestation, Claim, Exposures, Index, Message, Origin, Proposition, Sent, Without, World,
    closure, critical,
};
use kaozheng_case::workload::knowledge::exposures;

const MATTERS: usize = 20;

/// Every figure of the knowledge kernel, for uniform and for heavy-tailed traffic.
pub fn run(size: &Size, table: &mut Table) {
    for at in 0..workloads(size) {
        let who = workload(size, at);
        memory::of_child(at, &who.name, table);
        alone(&who, table);
        hub(&who, table);
        beside_peers(&who, size.rounds, table);
    }
}

/// How many workloads there are.
pub fn workloads(size: &Size) -> usize {
    if size.who.is_empty() {
        2
    } else {
        size.who.len()
    }
}

/// One of them.
pub fn workload(size: &Size, at: usize) -> Who {
    match size.who.get(at) {
        Some(file) => read_who(file),
        None => who(size.messages, at == 1),
    }
}

fn beside_peers(who: &Who, rounds: usize, table: &mut Table) {
    let step = who.topics.len() / MATTERS;
    let matters: Vec<u32> = (0..MATTERS).map(|i| (i * step) as u32).collect();
    let topics: Vec<(u32, u32)> = matters
        .iter()
        .map(|&m| (m, who.topics[m as usize]))
        .collect();
    let (seeds, ways) = rows(who, &matters);
    // SQLite is loaded once, from the same rows in memory; what that took is counted where our loading is.
    let (made, _) = timed(|| rows(who, &matters));
    let by = "sender, topic";
    let (base_loading, base) = timed(|| sqlite::loaded(&topics, &seeds, &ways, by));
    let by = "sender, topic, last, first, delay, recipient";
    let (covered_loading, covered) = timed(|| sqlite::loaded(&topics, &seeds, &ways, by));
    let mut times = [const { Vec::new() }; 7];
    for _ in 0..rounds {
        let (loading, world) = timed(|| loaded(who));
        let (indexing, index) = timed(|| Index::new(&world));
        // The first time also arranges the topics asked for; the second finds them arranged.
        let (first, _) = timed(|| sum(&world, &index, &matters));
        let (query, own) = timed(|| sum(&world, &index, &matters));
        times[0].push(query);
        times[1].push(loading + indexing + first);
        times[6].push(loading);
        let peers: [(&str, &dyn Fn() -> Sum); 4] = [
            ("ascent", &|| {
                let (seeds, ways) = rows(who, &matters);
                with_ascent(&topics, &seeds, &ways)
            }),
            ("datafrog", &|| {
                let (seeds, ways) = rows(who, &matters);
                with_datafrog(&topics, &seeds, &ways)
            }),
            ("SQLite", &|| sqlite::asked(&base)),
            ("SQLite, covering index", &|| sqlite::asked(&covered)),
        ];
        for (at, (name, peer)) in peers.into_iter().enumerate() {
            let (time, theirs) = timed(peer);
            assert_eq!(own, theirs, "{name} on {}", who.name);
            times[2 + at].push(time);
        }
    }
    let [
        query,
        with_loading,
        ascent,
        datafrog,
        sqlite,
        covering,
        loading,
    ] = times.map(median);
    let best = if ascent < datafrog {
        ("ascent", ascent)
    } else {
        ("datafrog", datafrog)
    };
    let name = format!(
        "exposure, {MATTERS} matters, {} messages, {}",
        who.letters.len(),
        who.name
    );
    table.part(&format!("{name}: rows into the world alone"), loading);
    for (peer, time, loading, goals) in [
        (best.0, best.1, 0.0, (15.0, 3.0)),
        ("SQLite", sqlite, made + base_loading, (100.0, 40.0)),
        (
            "SQLite, covering index",
            covering,
            made + covered_loading,
            (100.0, 40.0),
        ),
    ] {
        table.ratio(&format!("{name}: query"), query, (peer, time), goals.0);
        table.ratio(
            &format!("{name}: with loading"),
            with_loading,
            (peer, loading + time),
            goals.1,
        );
    }
}

fn alone(who: &Who, table: &mut Table) {
    let world = loaded(who);
    let index = Index::new(&world);
    let all: Vec<u32> = (0..who.topics.len() as u32).collect();
    let begun = (wall(), processor());
    let sums = exposures(&world, &index, &all, |_, times| of_times(times));
    let (wall, processor) = (wall() - begun.0, processor() - begun.1);
    let facts: u64 = sums.iter().map(|sum| sum.0).sum();
    let name = format!(
        "exposure, all {} matters, {facts} facts, {}",
        all.len(),
        who.name
    );
    table.at_most(&format!("{name}: on the wall"), wall, 6.0);
    table.at_most(
        &format!("{name}: processor, half of it"),
        processor / 2.0,
        6.0,
    );
    let number = who.topics.len() as u32;
    let matter = |i: u32| i * 7919 % number;
    answers((who, &world, &index), &who.name, matter, table);
}

/// Texts that state the matter that very much was written about.
const ON_HUB: usize = 10_000;

/// The same questions of one matter that thousands of messages state.
fn hub(who: &Who, table: &mut Table) {
    let apart = (who.letters.len() / ON_HUB).max(1);
    let (mut says, mut open) = (Lists::default(), Lists::default());
    for at in 0..who.letters.len() {
        let of_hub = at % apart == 0;
        says.push(if of_hub { &[0] } else { who.says.get(at) });
        open.push(if of_hub { &[] } else { who.open.get(at) });
    }
    let who = Who {
        name: who.name.clone(),
        topics: who.topics.clone(),
        origins: who.origins.clone(),
        letters: who.letters.clone(),
        to: who.to.clone(),
        attested: who.attested.clone(),
        says,
        open,
        ..*who
    };
    let world = loaded(&who);
    let index = Index::new(&world);
    let texts = who.letters.len().div_ceil(apart);
    let name = format!("a matter that {texts} texts state, {}", who.name);
    answers((&who, &world, &index), &name, |_| 0, table);
}

/// A question with its proof: closed, its route told, and the documents it rests on.
fn answers(
    (who, world, index): (&Who, &World, &Index),
    name: &str,
    matter: impl Fn(u32) -> u32,
    table: &mut Table,
) {
    let mut times = Vec::new();
    let mut with_critical = Vec::new();
    for i in 0..500u32 {
        let matter = matter(i);
        let actor = i * 104_729 % who.actors;
        let tick = who.origins[matter as usize].2 + i64::from(i) * who.horizon / 700;
        let (time, found) = timed(|| {
            let found = closure(world, index, matter, Without::Nothing);
            std::hint::black_box((found.status(actor, tick), found.route(world, actor)));
            found
        });
        let (more, _) = timed(|| critical(world, index, &found, matter, actor, tick));
        times.push(time);
        with_critical.push(time + more);
    }
    for (what, mut times) in [
        ("one answer with its proof", times),
        ("the same with critical documents", with_critical),
    ] {
        let (middle, last) = (median(times.clone()), percentile(&mut times, 99));
        table.at_most(&format!("{what}, {name}: median"), middle, 2e-3);
        table.at_most(&format!("{what}, {name}: p99"), last, 2e-3);
    }
}

fn sum(world: &World, index: &Index, matters: &[u32]) -> Sum {
    let mut exposures = Exposures::new(world, index);
    let each = matters.iter().map(|&matter| of_times(exposures.of(matter)));
    each.fold((0, 0), |a, b| (a.0 + b.0, a.1 + b.1))
}

fn of_times(times: &[i64]) -> Sum {
    let had = times.iter().filter(|&&time| time != i64::MAX);
    had.fold((0, 0), |(count, sum), time| (count + 1, sum + time))
}

/// The rows loaded.
pub fn loaded(who: &Who) -> World {
    let mut world = World::new(who.actors);
    for &topic in &who.topics {
        world.add_proposition(Proposition {
            topic,
            circle: None,
        });
    }
    for &(proposition, actor, lo, hi) in &who.origins {
        let time = Interval { lo, hi };
        world.add_origin(Origin {
            proposition,
            actor,
            time,
            document: None,
        });
    }
    world.add_messages(messages(who));
    for (document, &(actor, proposition, lo, hi, known)) in (0u32..).zip(&who.attested) {
        let claim = if known { Claim::Known } else { Claim::Ignorant };
        let at = Interval { lo, hi };
        world.add_attestation(Attestation {
            actor,
            proposition,
            at,
            claim,
            document,
        });
    }
    world
}

fn messages(who: &Who) -> impl Iterator<Item = Message<'_>> {
    let of = |(at, letter): (usize, &Letter)| Message {
        id: at as u32,
        from: letter.from,
        to: who.to.get(at),
        send: Interval {
            lo: letter.send.0,
            hi: letter.send.1,
        },
        delay: Interval {
            lo: letter.delay.0,
            hi: letter.delay.1,
        },
        says: who.says.get(at),
        open: who.open.get(at),
        auto: letter.auto,
        sent: [Sent::No, Sent::Maybe, Sent::Yes][usize::from(letter.sent)],
        document: at as u32,
    };
    who.letters.iter().enumerate().map(of)
}

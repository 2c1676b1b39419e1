//! Who knew what when: ours beside ascent, datafrog and SQLite.

use crate::clock::{median, percentile, processor, timed, wall};
use crate::datalog::{Sum, rows, with_ascent, with_datafrog};
use crate::sqlite;
use crate::table::Table;
use crate::workload::{Letter, Size, Who, read_who, who};
use kaozheng_case::chronology::Interval;
use kaozheng_case::knowledge::{
    Attestation, Claim, Exposures, Index, Message, Origin, Proposition, Sent, Without, World,
    closure, critical,
};
use kaozheng_case::workload::knowledge::exposures;

const MATTERS: usize = 20;

/// Every figure of the knowledge kernel, for uniform and for heavy-tailed traffic.
pub fn run(size: &Size, table: &mut Table) {
    let made = if size.who.is_empty() {
        vec![who(size.messages, false), who(size.messages, true)]
    } else {
        size.who.iter().map(|file| read_who(file)).collect()
    };
    for who in made {
        // First, so that memory is counted before much was freed.
        alone(&who, table);
        beside_peers(&who, size.rounds, table);
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
    let before = resident();
    let world = loaded(who);
    let index = Index::new(&world);
    let statements = who.letters.len() + who.attested.len() + who.origins.len();
    let bytes = (resident() - before) / statements as f64;
    table.number(
        &format!("memory, {}", who.name),
        bytes,
        "bytes a statement",
        200.0,
    );
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
    answers(who, &world, &index, table);
}

/// A question with its proof: closed, its route told, and the documents it rests on.
fn answers(who: &Who, world: &World, index: &Index, table: &mut Table) {
    let mut times = Vec::new();
    let mut with_critical = Vec::new();
    for i in 0..500u32 {
        let matter = i * 7919 % who.topics.len() as u32;
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
    let name = format!("one answer with its proof, {}", who.name);
    table.at_most(&format!("{name}: median"), median(times.clone()), 2e-3);
    table.at_most(&format!("{name}: p99"), percentile(&mut times, 99), 2e-3);
    let name = format!("the same with critical documents, {}", who.name);
    table.at_most(
        &format!("{name}: median"),
        median(with_critical.clone()),
        2e-3,
    );
    table.at_most(
        &format!("{name}: p99"),
        percentile(&mut with_critical, 99),
        2e-3,
    );
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
fn loaded(who: &Who) -> World {
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

/// Bytes of memory that this process holds.
fn resident() -> f64 {
    let statm = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
    let pages: f64 = statm
        .split(' ')
        .nth(1)
        .and_then(|n| n.parse().ok())
        .unwrap_or(0.0);
    pages * 4096.0
}

//! Check and bounds of a network beside networkx, and one bound at a time.

use crate::clock::{median, percentile, timed};
use crate::table::Table;
use crate::workload::{Limits, Size, read_stn, stn};
use kaozheng_case::chronology::{Bound, Network, Solution, Timeline, contradiction_in, solve};
use std::io::Write;
use std::process::{Command, Stdio};

/// Every figure of the chronology.
pub fn run(size: &Size, table: &mut Table) {
    let (points, limits) = match &size.stn {
        Some(file) => read_stn(file),
        None => stn(size.points, 4 * size.points),
    };
    beside_networkx(points, &limits, size.rounds, table);
    inserting(points, &limits, table);
    let (points, limits) = stn(10 * size.points, 40 * size.points);
    let network = network(points, &limits);
    let times: Vec<f64> = (0..size.rounds)
        .map(|_| {
            let (time, found) = timed(|| contradiction_in(&network));
            assert!(found.is_none(), "the network holds");
            time
        })
        .collect();
    let name = format!("check of {points} points, {} constraints", limits.len());
    table.at_most(&name, median(times), 1.0);
}

fn network(points: u32, limits: &[Limits]) -> Network {
    let mut network = Network::new(points);
    for bound in (0u32..).zip(limits).map(bound) {
        network.add(bound);
    }
    network
}

fn bound((id, &(from, to, least, most)): (u32, &Limits)) -> Bound {
    Bound {
        id,
        from,
        to,
        least,
        most,
    }
}

fn beside_networkx(points: u32, limits: &[Limits], rounds: usize, table: &mut Table) {
    let network = network(points, limits);
    let (mut own, mut theirs) = (Vec::new(), Vec::new());
    let mut script = Command::new("python3");
    script.arg(concat!(env!("CARGO_MANIFEST_DIR"), "/networkx_dates.py"));
    script
        .arg(rounds.to_string())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped());
    let Ok(mut child) = script.spawn() else {
        eprintln!("SKIPPED: python3 with networkx is not there");
        return;
    };
    let mut stdin = child.stdin.take().expect("a pipe");
    let mut text = format!("{points}\n");
    for (from, to, least, most) in limits {
        if let Some(most) = most {
            text += &format!("{from} {to} {most}\n");
        }
        if let Some(least) = least {
            text += &format!("{to} {from} {}\n", -least);
        }
    }
    let feed = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let mut sum = (0, 0);
    for _ in 0..rounds {
        let (time, solution) = timed(|| solve(&network));
        let Solution::Consistent(found) = solution else {
            panic!("the network holds")
        };
        let all = found.latest.iter().chain(&found.earliest).flatten();
        sum = (
            all.clone().count(),
            found.latest.iter().flatten().sum::<i64>()
                + found.earliest.iter().flatten().sum::<i64>(),
        );
        own.push(time);
    }
    let output = child.wait_with_output().expect("the script ends");
    let _ = feed.join();
    if !output.status.success() {
        eprintln!("SKIPPED: networkx is not there (pip install networkx)");
        return;
    }
    let text = String::from_utf8(output.stdout).expect("text");
    let first: Vec<&str> = text.lines().next().unwrap_or("").split(' ').collect();
    assert_eq!(
        first[2..],
        [sum.0.to_string(), sum.1.to_string()],
        "networkx"
    );
    theirs.extend(text.lines().map(|line| {
        line.split(' ')
            .next()
            .and_then(|n| n.parse::<f64>().ok())
            .expect("a time")
    }));
    let arcs: usize = limits
        .iter()
        .map(|one| usize::from(one.2.is_some()) + usize::from(one.3.is_some()))
        .sum();
    let name = format!("check and bounds, {points} points, {arcs} bounds");
    let peer = format!("networkx {}", first[1]);
    table.ratio(&name, median(own), (&peer, median(theirs)), 15.0);
}

/// Every bound of the network, one at a time, into a timeline that stays solved; then some of them out and in again.
fn inserting(points: u32, limits: &[Limits], table: &mut Table) {
    let mut timeline = Timeline::new(points);
    let all: Vec<Bound> = (0u32..).zip(limits).map(bound).collect();
    let mut times: Vec<f64> = Vec::new();
    for bound in &all {
        let (time, added) = timed(|| timeline.add(*bound));
        assert!(added.is_ok(), "the network holds");
        times.push(time);
    }
    let name = format!("insert one bound, {points} points");
    table.at_most(
        &format!("{name}: p99 while it fills"),
        percentile(&mut times, 99),
        5e-3,
    );
    table.at_most(
        &format!("{name}: the slowest of all"),
        percentile(&mut times, 100),
        1.0,
    );
    let (mut out, mut back) = (Vec::new(), Vec::new());
    for i in 0..2000 {
        let bound = all[i * 7919 % all.len()];
        out.push(timed(|| timeline.withdraw(bound.id)).0);
        let (time, added) = timed(|| timeline.add(bound));
        assert!(added.is_ok(), "it held before");
        back.push(time);
    }
    table.at_most(
        &format!("{name}: p99 when full"),
        percentile(&mut back, 99),
        5e-3,
    );
    table.at_most(
        &format!("withdraw one bound, {points} points: p99"),
        percentile(&mut out, 99),
        50e-3,
    );
}

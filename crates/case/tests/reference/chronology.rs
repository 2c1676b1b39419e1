//! Networks of bounds.

use crate::solvers::{Case, each, id, instances};
use kaozheng_case::chronology::{
    Bound, Contradiction, Network, Side, Solution, Timeline, contradictions, distrust, solve,
};
use serde_json::{Value, json};
use std::collections::BTreeSet;

fn network(case: &Case) -> Network {
    let mut network = Network::new(id(&case.workload[0]["points"]));
    for line in &case.workload[1..] {
        network.add(Bound {
            id: id(&line["id"]),
            from: id(&line["u"]),
            to: id(&line["v"]),
            least: line["lo"].as_i64(),
            most: line["hi"].as_i64(),
        });
    }
    network
}

/// As the checker does: the limits are arcs that follow one another round to the first, no point twice, weight below zero.
fn check_cycle(network: &Network, found: &Contradiction) {
    let arcs: Vec<(u32, u32, i64)> = found
        .cycle
        .iter()
        .map(|step| {
            let bound = network
                .bounds()
                .iter()
                .find(|b| b.id == step.bound)
                .expect("a bound");
            match step.side {
                Side::Most => (bound.from, bound.to, bound.most.expect("an upper limit")),
                Side::Least => (bound.to, bound.from, -bound.least.expect("a lower limit")),
            }
        })
        .collect();
    for (i, arc) in arcs.iter().enumerate() {
        assert_eq!(arc.1, arcs[(i + 1) % arcs.len()].0, "{found:?}");
    }
    let tails: BTreeSet<u32> = arcs.iter().map(|arc| arc.0).collect();
    assert_eq!(tails.len(), arcs.len(), "{found:?}");
    assert_eq!(arcs.iter().map(|arc| arc.2).sum::<i64>(), found.weight);
    assert!(found.weight < 0);
}

#[test]
fn bounds_and_cycles_are_those_of_the_reference() {
    let mut contradicted = 0;
    each("stn", instances(600), |case| {
        let network = network(&case);
        let answer = &case.answers[0];
        match solve(&network) {
            Solution::Consistent(schedule) => {
                let bounds = schedule.earliest.iter().zip(&schedule.latest);
                let bounds: Vec<Value> = bounds.map(|(lo, hi)| json!([lo, hi])).collect();
                assert_eq!(json!({"consistent": true, "bounds": bounds}), *answer);
            }
            Solution::Contradiction(found) => {
                assert_eq!(answer["consistent"], json!(false));
                check_cycle(&network, &found);
                check_repairs(&network);
                contradicted += 1;
            }
        }
        check_timeline(&network);
    });
    assert!(contradicted > 0 || crate::solvers::bench().is_none());
}

/// One bound at a time gives the same dates as all at once, and refuses something exactly where they conflict.
fn check_timeline(network: &Network) {
    let (timeline, refused) = Timeline::of(network);
    refused.iter().for_each(|found| check_cycle(network, found));
    match solve(network) {
        Solution::Consistent(schedule) => {
            assert!(refused.is_empty());
            for point in 0..network.points() {
                let dates = (timeline.earliest(point), timeline.latest(point));
                let at = point as usize;
                assert_eq!(dates, (schedule.earliest[at], schedule.latest[at]));
            }
        }
        Solution::Contradiction(_) => assert!(!refused.is_empty()),
    }
}

fn check_repairs(network: &Network) {
    let several = contradictions(network, |_| 1, 5);
    several.iter().for_each(|found| check_cycle(network, found));
    let fewest = distrust(network, |id| id / 3, 100, 10_000);
    let left = network.without(|bound| fewest.documents.contains(&(bound.id / 3)));
    assert!(matches!(solve(&left), Solution::Consistent(_)));
    for spared in &fewest.documents {
        let rest =
            network.without(|b| b.id / 3 != *spared && fewest.documents.contains(&(b.id / 3)));
        assert!(!fewest.exact || matches!(solve(&rest), Solution::Contradiction(_)));
    }
}

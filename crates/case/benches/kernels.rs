//! Speed of the four kernels on made workloads of the sizes that histories have.

mod workloads;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kaozheng_case::acts::{Decision, states};
use kaozheng_case::chronology::solve;
use kaozheng_case::knowledge::{Index, Without, closure, critical};
use kaozheng_case::weighing::{critical_roots, grounded, verdict, what_would_settle};
use std::hint::black_box;

fn chronology(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("chronology");
    group.sample_size(10);
    for points in [10_000, 100_000] {
        let network = workloads::network(points, 4 * points, false);
        group.bench_function(format!("dates of {points} points"), |b| {
            b.iter(|| solve(black_box(&network)));
        });
        let planted = workloads::network(points, 4 * points, true);
        group.bench_function(format!("a contradiction among {points} points"), |b| {
            b.iter(|| solve(black_box(&planted)));
        });
    }
    group.finish();
}

fn knowledge(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("knowledge");
    group.sample_size(10);
    for messages in [10_000, 100_000, 1_000_000] {
        let world = workloads::world(messages);
        group.bench_function(format!("index of {messages} messages"), |b| {
            b.iter(|| Index::new(black_box(&world)));
        });
        let index = Index::new(&world);
        group.bench_function(format!("20 closures over {messages} messages"), |b| {
            b.iter(|| {
                for proposition in 0..20 {
                    black_box(closure(&world, &index, proposition, Without::Nothing));
                }
            });
        });
        let full = closure(&world, &index, 0, Without::Nothing);
        group.bench_function(
            format!("critical documents over {messages} messages"),
            |b| {
                b.iter(|| critical(&world, &index, &full, 0, black_box(3), i64::MAX));
            },
        );
    }
    group.finish();
}

fn weighing(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("weighing");
    let attacks = workloads::attacks(100_000);
    group.bench_function("grounded labels of 100000 arguments", |b| {
        b.iter(|| grounded(100_000, black_box(&attacks)));
    });
    let issues = workloads::issues(1000);
    group.bench_function("verdicts of 1000 issues", |b| {
        b.iter(|| {
            issues
                .iter()
                .map(|(pro, con)| verdict(pro, con))
                .collect::<Vec<_>>()
        });
    });
    group.bench_function("critical roots of 1000 issues", |b| {
        b.iter(|| {
            issues
                .iter()
                .map(|(pro, con)| critical_roots(pro, con))
                .collect::<Vec<_>>()
        });
    });
    group.bench_function("what would settle 1000 issues", |b| {
        b.iter(|| {
            issues
                .iter()
                .map(|(pro, con)| what_would_settle(pro, con, 3))
                .collect::<Vec<_>>()
        });
    });
    group.finish();
}

fn acts(bench: &mut Criterion) {
    let acts = workloads::acts(12);
    bench.bench_function("acts/states over the orders of 12 uncertain acts", |b| {
        b.iter_batched(
            || acts.clone(),
            |acts| states::<Decision>(&acts, &[], 20, 1_000_000),
            BatchSize::SmallInput,
        );
    });
}

criterion_group!(kernels, chronology, knowledge, weighing, acts);
criterion_main!(kernels);

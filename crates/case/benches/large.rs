//! A case of 20,000 cards: how long it takes to be checked, to answer, and to say what falls with a source.

mod cards;

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use kaozheng_case::{Case, Settings, ask, checks, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};

const QUESTIONS: [&str; 5] = [
    "p-1 knew m-1 on 1 June 1950",
    "who knew m-1 on 1 June 1950",
    "what p-1 knew",
    "verdict m-1",
    "without s-1",
];

fn large(bench: &mut Criterion) {
    let record = Record::new(vec![Sheet::parse("all.card", cards::cards(20_000))]);
    let fresh = || compile(&record, &[], &Settings::default()).value;
    let mut group = bench.benchmark_group("20,000 cards");
    group.sample_size(10);
    group.bench_function("compile", |b| b.iter(fresh));
    group.bench_function("check", |b| {
        b.iter_batched(fresh, |case| checks::run(&case), BatchSize::LargeInput);
    });
    for question in QUESTIONS {
        let asked = parse_question(question).value.expect("a question");
        let answer = |case: Case| ask(&case, &asked);
        group.bench_function(question, |b| {
            b.iter_batched(fresh, answer, BatchSize::LargeInput);
        });
    }
    group.finish();
}

criterion_group!(benches, large);
criterion_main!(benches);

//! Parses 100,000 cards (about 29 MB) and says how long that takes and how much memory it holds.
//!
//! Run with `cargo bench -p kaozheng-record`. The figures to keep: under 0.5 s on one core, under 12 bytes of memory for
//! each byte of input.

#![allow(
    clippy::print_stdout,
    clippy::disallowed_methods,
    reason = "a benchmark reads the clock and prints what it finds"
)]

use kaozheng_record::{Record, Sheet, Vocabulary, check_form, layout};
use std::time::Instant;

const CARDS: usize = 100_000;
const RUNS: usize = 7;

fn main() {
    let text = cards(CARDS);
    let bytes = text.len();
    println!("{CARDS} cards, {:.1} MB", megabytes(bytes));

    let sheet = best("parse", bytes, || Sheet::parse("bench.card", text.clone()));
    let held = sheet.memory() + sheet.text.len();
    println!(
        "memory: {:.1} MB beside the text, {:.2} bytes for each byte of input with it",
        megabytes(sheet.memory()),
        ratio(held, bytes)
    );
    if let Some(peak) = peak_memory() {
        println!(
            "peak of the process: {:.1} MB, {:.2} bytes for each byte of input (the input itself is held beside it)",
            megabytes(peak),
            ratio(peak, bytes)
        );
    }
    assert_eq!(sheet.cards().len(), CARDS);
    assert_eq!(best("write", bytes, || sheet.write()), text);
    best("fmt", bytes, || layout::format(&sheet));
    let vocabulary = Vocabulary::default();
    let notes = best("checks of form", bytes, || check_form(&sheet, &vocabulary));
    assert_eq!(notes, []);
    best("index by id", bytes, || Record::new(vec![sheet.clone()]));
}

/// Runs `work` several times and prints the best time.
fn best<T>(name: &str, bytes: usize, work: impl Fn() -> T) -> T {
    let timed = || {
        let start = Instant::now();
        let result = work();
        (start.elapsed(), result)
    };
    let (mut least, mut result) = timed();
    for _ in 1..RUNS {
        let (time, again) = timed();
        least = least.min(time);
        result = again;
    }
    let seconds = least.as_secs_f64();
    println!(
        "{name}: {seconds:.3} s, {:.0} MB/s (best of {RUNS})",
        megabytes(bytes) / seconds
    );
    result
}

/// Statements with provenance, quotations, continuation lines and Korean words, as a case has them.
fn cards(count: usize) -> String {
    let card = |n: usize| {
        format!(
            "statement: shi-zhe-{n}\nfrom: zhang-2005, n. {}\n> I read from a telegraph report that the war broke \
             out.\nspeaker: mao\nreported-by: li-haiwen < shi-zhe\nsaid-on: {} June 1950\nsays: 전쟁이 일어났다.\nmeans: mao \
             learned outbreak on 25 June 1950\ngrade: fair\nbecause: late,\n  at second hand\n\n",
            n % 70 + 1,
            n % 30 + 1
        )
    };
    (0..count).map(card).collect()
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn megabytes(bytes: usize) -> f64 {
    bytes as f64 / 1e6
}

#[allow(clippy::cast_precision_loss, reason = "figures for people")]
fn ratio(part: usize, whole: usize) -> f64 {
    part as f64 / whole as f64
}

/// The most memory this process ever held, in bytes, where the system tells it.
fn peak_memory() -> Option<usize> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kilobytes: usize = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kilobytes * 1024)
}

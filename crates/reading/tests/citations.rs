//! The scores of the reader of references on the rows it learned from, kept in `corpus/scores.csv`: they tell when a
//! change of sights no longer fits the models. How well it reads what it has not seen is told by
//! `train_citations --hold-out`.
//!
//! The rows are kept outside the repository, in `../shared` beside it; without them this says so and passes, except in CI.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the rows kept beside the repository and say when they are not there"
)]

use kaozheng_reading::find::citations::tagger::tags::Tag;
use kaozheng_reading::find::citations::{fields_in, tagger};
use serde_json::Value;
use std::ops::Range;
use std::path::PathBuf;

#[test]
fn the_tagger_still_reads_what_it_learned() {
    let Some(root) = shared() else { return };
    let sets = [
        ("linkedbooks", 2000),
        ("grobid", 600),
        ("anystyle", 600),
        ("mpi-footnotes", 111),
    ];
    for (set, rows) in sets {
        let [right, found, there] = sum(&root, set, rows, |row| {
            let text = row["text"].as_str().expect("a text");
            let told = fields_in(text)
                .into_iter()
                .map(|(field, at)| (field.name().to_owned(), words(text, at)));
            let gold = stretches(row, "fields")
                .into_iter()
                .filter(|(label, _)| !label.starts_with("x-"));
            (
                told.collect(),
                gold.map(|(label, at)| (label, words(text, at))).collect(),
            )
        });
        hold(
            set,
            "fields exact F1",
            200. * right as f64 / (found + there) as f64,
        );
    }
    for set in ["linkedbooks-notes", "mpi-footnotes"] {
        for (measure, least) in [("citations exact F1", 1.), ("citations soft F1", 0.8)] {
            let [right, found, there] = agreeing(&root, set, 2000, least);
            let score = 200. * right as f64 / (found + there) as f64;
            hold(set, measure, score);
        }
    }
}

#[test]
fn a_very_long_note_and_unseen_scripts_are_read_or_left_alone() {
    let note = "See Dorn, *The Salt Road*, p. 4; ".repeat(7000);
    assert!(note.len() > 200_000);
    let _ = tagger::citations(&note);
    let _ = fields_in(&note);
    for text in ["ሰላም ለዓለም, 1950", "((((((", "ⵣⵣⵣ ⵣⵣ (ⵣ: ⵣⵣ", ""] {
        for (tag, at) in tagger::fields(text) {
            assert!(text.get(at).is_some() && tag != Tag::Outside, "{text}");
        }
    }
}

type Found = Vec<(String, String)>;

/// Over the first rows of a set: how many stretches are right, how many were told, how many are there.
fn sum(
    root: &std::path::Path,
    set: &str,
    rows: usize,
    read: impl Fn(&Value) -> (Found, Found),
) -> [usize; 3] {
    let path = root.join("bench/cite").join(set).join("dev.jsonl");
    let text = std::fs::read_to_string(path).expect("a file of ../shared");
    let mut sums = [0; 3];
    for line in text.lines().take(rows) {
        let row: Value = serde_json::from_str(line).expect("a JSON row");
        let (told, mut gold) = read(&row);
        sums[1] += told.len();
        sums[2] += gold.len();
        for one in told {
            if let Some(at) = gold.iter().position(|other| *other == one) {
                gold.swap_remove(at);
                sums[0] += 1;
            }
        }
    }
    sums
}

/// Over the first rows of a set: how many citations share at least `least` of their letters with one that is there, twice
/// the shared over both; how many were told, how many are there.
fn agreeing(root: &std::path::Path, set: &str, rows: usize, least: f64) -> [usize; 3] {
    let path = root.join("bench/cite").join(set).join("dev.jsonl");
    let text = std::fs::read_to_string(path).expect("a file of ../shared");
    let mut sums = [0; 3];
    for line in text.lines().take(rows) {
        let row: Value = serde_json::from_str(line).expect("a JSON row");
        let text = row["text"].as_str().expect("a text");
        let told = tagger::citations(text);
        let mut gold: Vec<Range<usize>> = stretches(&row, "citations")
            .into_iter()
            .map(|(_, at)| at)
            .collect();
        sums[1] += told.len();
        sums[2] += gold.len();
        for one in told {
            let agrees = |other: &Range<usize>| shared_letters(text, &one, other) >= least;
            if let Some(at) = gold.iter().position(agrees) {
                gold.swap_remove(at);
                sums[0] += 1;
            }
        }
    }
    sums
}

fn shared_letters(text: &str, a: &Range<usize>, b: &Range<usize>) -> f64 {
    let length = |at: Range<usize>| words(text, at).chars().count() as f64;
    let both = a.start.max(b.start)..a.end.min(b.end).max(a.start.max(b.start));
    2. * length(both) / (length(a.clone()) + length(b.clone()))
}

fn stretches(row: &Value, key: &str) -> Vec<(String, Range<usize>)> {
    let text = row["text"].as_str().expect("a text");
    let at: Vec<usize> = text
        .char_indices()
        .map(|(at, _)| at)
        .chain([text.len()])
        .collect();
    let place = |v: &Value| at[usize::try_from(v.as_u64().expect("a place")).expect("small")];
    let list = row[key].as_array().cloned().unwrap_or_default();
    list.iter()
        .map(|f| {
            (
                f["label"].as_str().unwrap_or("").to_owned(),
                place(&f["start"])..place(&f["end"]),
            )
        })
        .collect()
}

/// Letters and digits of a stretch, in small letters.
fn words(text: &str, at: Range<usize>) -> String {
    text[at]
        .chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn hold(set: &str, measure: &str, score: f64) {
    eprintln!("{set} learned from,{measure},{score:.2}");
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv");
    let prefix = format!("{set} learned from,{measure},");
    let row = table.lines().find_map(|line| line.strip_prefix(&prefix));
    let before = row
        .and_then(|row| row.split(',').next()?.parse::<f64>().ok())
        .unwrap_or(0.);
    assert!(before > 0., "corpus/scores.csv has no row {prefix}");
    assert!(
        score + 0.005 >= before,
        "{set} {measure}: {score:.2} (was {before})"
    );
}

fn shared() -> Option<PathBuf> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if root.is_dir() {
        return Some(root);
    }
    assert!(std::env::var_os("CI").is_none(), "../shared is not there");
    eprintln!("SKIPPED: ../shared is not there");
    None
}

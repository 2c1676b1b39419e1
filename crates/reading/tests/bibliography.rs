//! The score of `divide::line_kinds` on whole dissertations, kept in `corpus/scores.csv`.
//!
//! The dissertations are kept outside the repository, in `../shared` beside it; without them this says so and passes,
//! except in CI. Weights are set by hand, so no half of them was trained on.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "tests read the pages kept beside the repository and say when they are not there"
)]

use kaozheng_reading::divide::line_kinds::line_kinds;
use serde_json::Value;
use std::path::PathBuf;

#[test]
fn references_of_dissertations_are_found() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared");
    if !root.is_dir() {
        assert!(std::env::var_os("CI").is_none(), "../shared is not there");
        eprintln!("SKIPPED: ../shared is not there");
        return;
    }
    let rows = std::fs::read_to_string(root.join("bench/cite/finder/dev.jsonl"))
        .expect("a file of ../shared");
    let counts: Vec<[u32; 3]> = rows.lines().map(counted).collect();
    let recorded = recorded();
    for (half, measure) in ["ref F1 odd documents", "ref F1 even documents"]
        .into_iter()
        .enumerate()
    {
        let own = counts.iter().skip(half).step_by(2);
        let [right, found, there] = own.fold([0; 3], |sum, of| [0, 1, 2].map(|n| sum[n] + of[n]));
        let score = 200.0 * f64::from(right) / f64::from(found + there);
        eprintln!("finder dev,{measure},{score:.2}");
        let before = recorded(measure);
        assert!(
            score + 0.005 >= before,
            "{measure}: {score:.2} (was {before})"
        );
    }
}

/// Lines rightly called references, all that are called so, all that are so.
fn counted(row: &str) -> [u32; 3] {
    let row: Value = serde_json::from_str(row).expect("a JSON row");
    let rows = row["lines"].as_array().expect("lines");
    let text = |line: &'_ Value| line["text"].as_str().expect("a text").to_owned();
    let texts: Vec<String> = rows.iter().map(text).collect();
    let lines: Vec<(&str, u64)> = rows
        .iter()
        .zip(&texts)
        .map(|(line, text)| (text.as_str(), line["page"].as_u64().unwrap_or(0)))
        .collect();
    let mut counts = [0; 3];
    for (line, kind) in rows.iter().zip(line_kinds(&lines)) {
        let (label, found) = (line["label"].as_str(), kind.word() == "ref");
        let there = label == Some("ref");
        if label != Some("blank") {
            counts[0] += u32::from(found && there);
            counts[1] += u32::from(found);
            counts[2] += u32::from(there);
        }
    }
    counts
}

/// The recorded score of a measure.
fn recorded() -> impl Fn(&str) -> f64 {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv");
    move |measure| {
        let prefix = format!("finder dev,{measure},");
        let row = table.lines().find_map(|line| line.strip_prefix(&prefix));
        let score = row.expect("a row of corpus/scores.csv").split(',').next();
        score.and_then(|score| score.parse().ok()).expect("a score")
    }
}

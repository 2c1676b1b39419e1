//! Accuracy of the finder on the development halves of the time corpora; a score that falls fails.
//!
//! The value F1 is that of TempEval-3: the F1 of spans that overlap, times the share of them whose values are equal.
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "a test reads the corpora and says aloud when they are not there"
)]

use kaozheng_values::dates::{
    Convention, DateContext, FoundDate, Language, find_dates, parse_date,
};
use serde_json::Value;
use std::path::PathBuf;

#[test]
fn wikiwars_in_english() {
    holds("wikiwars", Convention::Timex2);
}

#[test]
fn documents_of_diplomacy() {
    holds("frus", Convention::Timex3);
}

#[test]
fn composed_in_seven_languages() {
    holds("composed", Convention::Timex3);
}

#[test]
fn news_in_german() {
    holds("krauts", Convention::Timex3);
}

/// Counts of one corpus.
#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    matched: usize,
    valued: usize,
    equal: usize,
}

impl Score {
    fn value_f1(&self) -> f64 {
        let share = |n: usize, of: usize| if of == 0 { 0.0 } else { n as f64 / of as f64 };
        let (p, r) = (
            share(self.matched, self.found),
            share(self.matched, self.gold),
        );
        let f1 = if p + r == 0.0 {
            0.0
        } else {
            2.0 * p * r / (p + r)
        };
        100.0 * f1 * share(self.equal, self.valued)
    }
}

/// The score of a corpus that `corpus/scores.csv` holds.
fn recorded(corpus: &str) -> f64 {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv is there");
    let head = format!("{corpus} dev,dates value F1,");
    let row = table.lines().find_map(|row| row.strip_prefix(&head));
    let score = row.and_then(|row| row.split(',').next()?.parse().ok());
    score.unwrap_or_else(|| panic!("corpus/scores.csv has no score for {corpus}"))
}

/// Fails where the score is below the recorded one.
fn holds(corpus: &str, convention: Convention) {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench/time");
    let Ok(rows) = std::fs::read_to_string(root.join(corpus).join("dev.jsonl")) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "../shared is not there, but CI needs it"
        );
        eprintln!("SKIPPED: ../shared is not there");
        return;
    };
    let mut score = Score::default();
    for row in rows.lines().filter(|row| !row.is_empty()) {
        let row: Value = serde_json::from_str(row).expect("a row of the corpus is JSON");
        count(&row, convention, &mut score);
    }
    let (reached, before) = (score.value_f1(), recorded(corpus));
    eprintln!("{corpus} dev,dates value F1,{reached:.2}");
    assert!(
        reached + 0.005 >= before,
        "value F1 on {corpus} is {reached:.2}, was {before}"
    );
}

fn count(row: &Value, convention: Convention, score: &mut Score) {
    let text = row["text"].as_str().unwrap_or_default();
    let written = row["dct"]
        .as_str()
        .filter(|_| convention == Convention::Timex3);
    let context = DateContext {
        language: row["lang"].as_str().and_then(Language::from_code),
        written: written.and_then(|day| parse_date(day.split('T').next()?).value),
        year: None,
        convention,
    };
    let found = find_dates(text, &context);
    let gold: Vec<(usize, usize, &str)> = row["timex"]
        .as_array()
        .into_iter()
        .flatten()
        .map(gold_of)
        .collect();
    score.gold += gold.len();
    score.found += found.len();
    for (value, found) in matches(text, &gold, &found) {
        score.matched += 1;
        score.valued += usize::from(!value.is_empty());
        score.equal += usize::from(!value.is_empty() && value.eq_ignore_ascii_case(&found.value));
    }
}

fn gold_of(timex: &Value) -> (usize, usize, &str) {
    let place = |key: &str| timex[key].as_u64().unwrap_or(0) as usize;
    (
        place("start"),
        place("end"),
        timex["value"].as_str().unwrap_or_default().trim(),
    )
}

/// Pairs that overlap, equal spans first and then the longest overlap, each side used once.
fn matches<'a>(
    text: &str,
    gold: &[(usize, usize, &'a str)],
    found: &'a [FoundDate],
) -> Vec<(&'a str, &'a FoundDate)> {
    let points = code_points(text);
    let mut pairs = Vec::new();
    for (i, (start, end, _)) in gold.iter().enumerate() {
        for (j, date) in found.iter().enumerate() {
            let (from, to) = (points[date.span.start], points[date.span.end]);
            let overlap = (*end).min(to).saturating_sub((*start).max(from));
            if overlap > 0 {
                pairs.push(((*start, *end) != (from, to), usize::MAX - overlap, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut chosen = Vec::new();
    for (_, _, i, j) in pairs {
        if !used_gold[i] && !used_found[j] {
            (used_gold[i], used_found[j]) = (true, true);
            chosen.push((gold[i].2, &found[j]));
        }
    }
    chosen
}

/// The number of code points before each byte.
fn code_points(text: &str) -> Vec<usize> {
    let mut points = Vec::with_capacity(text.len() + 1);
    for (count, c) in text.chars().enumerate() {
        points.extend(std::iter::repeat_n(count, c.len_utf8()));
    }
    points.push(text.chars().count());
    points
}

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
    holds("wikiwars", "wikiwars dev", Convention::Timex2, &[]);
}

#[test]
fn documents_of_diplomacy() {
    holds("frus", "frus dev", Convention::Timex3, &[]);
}

#[test]
fn composed_in_seven_languages() {
    holds("composed", "composed dev", Convention::Timex3, &[]);
    holds("composed", "composed dev en", Convention::Timex3, &["en"]);
    holds(
        "composed",
        "composed dev ko+zh",
        Convention::Timex3,
        &["ko", "zh"],
    );
    let four = ["ja", "ru", "de", "fr"];
    holds(
        "composed",
        "composed dev ja+ru+de+fr",
        Convention::Timex3,
        &four,
    );
}

#[test]
fn news_in_german() {
    holds("krauts", "krauts dev", Convention::Timex3, &[]);
}

/// A language without a table of words: what it costs is told, and held.
#[test]
fn wikiwars_in_ukrainian() {
    holds("wikiwarsua", "wikiwarsua dev", Convention::Timex3, &[]);
}

/// Counts of one corpus, or of the rows of some languages in it.
#[derive(Default)]
struct Score {
    gold: usize,
    found: usize,
    matched: usize,
    exact: usize,
    valued: usize,
    equal: usize,
    edtf: usize,
    edtf_equal: usize,
}

impl Score {
    fn f1(&self, right: usize) -> f64 {
        let both = self.gold + self.found;
        if both == 0 {
            0.0
        } else {
            200.0 * right as f64 / both as f64
        }
    }

    fn share(n: usize, of: usize) -> f64 {
        if of == 0 { 0.0 } else { n as f64 / of as f64 }
    }

    /// The figures under the names by which the table of scores knows them.
    fn figures(&self) -> Vec<(&'static str, f64)> {
        let mut figures = vec![
            (
                "dates value F1",
                self.f1(self.matched) * Score::share(self.equal, self.valued),
            ),
            ("dates strict F1", self.f1(self.exact)),
            ("dates relaxed F1", self.f1(self.matched)),
        ];
        if self.edtf > 0 {
            figures.push((
                "dates EDTF exact",
                100.0 * Score::share(self.edtf_equal, self.edtf),
            ));
        }
        figures
    }
}

/// The score of a corpus that `corpus/scores.csv` holds.
fn recorded(corpus: &str, figure: &str) -> f64 {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../corpus/scores.csv");
    let table = std::fs::read_to_string(path).expect("corpus/scores.csv is there");
    let head = format!("{corpus},{figure},");
    let row = table.lines().find_map(|row| row.strip_prefix(&head));
    let score = row.and_then(|row| row.split(',').next()?.parse().ok());
    score.unwrap_or_else(|| panic!("corpus/scores.csv has no {figure} for {corpus}"))
}

/// The rows of a corpus; none, said aloud, where the corpora are not there.
fn rows(corpus: &str) -> Vec<Value> {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/bench/time");
    let Ok(rows) = std::fs::read_to_string(root.join(corpus).join("dev.jsonl")) else {
        assert!(
            std::env::var_os("CI").is_none(),
            "../shared is not there, but CI needs it"
        );
        eprintln!("SKIPPED: ../shared is not there");
        return Vec::new();
    };
    let row = |row: &str| serde_json::from_str(row).expect("a row of the corpus is JSON");
    rows.lines()
        .filter(|row| !row.is_empty())
        .map(row)
        .collect()
}

/// Fails where a score is below the recorded one; `languages` are those of the rows to count, all when there are none.
fn holds(corpus: &str, name: &str, convention: Convention, languages: &[&str]) {
    let mut score = Score::default();
    let rows = rows(corpus);
    if rows.is_empty() {
        return;
    }
    for row in &rows {
        let language = row["lang"].as_str().unwrap_or_default();
        if languages.is_empty() || languages.contains(&language) {
            count(row, convention, &mut score);
        }
    }
    let figures = score.figures();
    for (figure, reached) in &figures {
        eprintln!("{name},{figure},{reached:.2}");
    }
    for (figure, reached) in figures {
        let before = recorded(name, figure);
        assert!(
            reached + 0.005 >= before,
            "{figure} on {name} is {reached:.2}, was {before}"
        );
    }
}

fn count(row: &Value, convention: Convention, score: &mut Score) {
    let text = row["text"].as_str().unwrap_or_default();
    let context = DateContext {
        language: row["lang"].as_str().and_then(Language::from_code),
        written: row["dct"].as_str().and_then(|day| parse_date(day).value),
        convention,
        ..DateContext::default()
    };
    let found = find_dates(text, &context);
    let gold: Vec<Gold> = row["timex"]
        .as_array()
        .into_iter()
        .flatten()
        .map(gold_of)
        .collect();
    score.gold += gold.len();
    score.found += found.len();
    for (gold, found, exact) in matches(text, &gold, &found) {
        score.matched += 1;
        score.exact += usize::from(exact);
        let valued = !gold.value.is_empty();
        score.valued += usize::from(valued);
        score.equal += usize::from(valued && gold.value.eq_ignore_ascii_case(&found.value));
        if !gold.edtf.is_empty() {
            let own = found.date.edtf.as_deref().unwrap_or(&found.value);
            score.edtf += 1;
            score.edtf_equal += usize::from(with_seconds(gold.edtf) == with_seconds(own));
        }
    }
}

/// EDTF with the seconds that a time of day may leave out.
fn with_seconds(edtf: &str) -> String {
    let whole = |side: &str| match side.split_once('T') {
        Some((day, clock)) if clock.len() >= 5 && !clock[5..].starts_with(':') => {
            format!("{day}T{}:00{}", &clock[..5], &clock[5..])
        }
        _ => side.to_string(),
    };
    edtf.split('/').map(whole).collect::<Vec<_>>().join("/")
}

/// One expression of the gold standard.
struct Gold<'a> {
    start: usize,
    end: usize,
    value: &'a str,
    edtf: &'a str,
}

fn gold_of(timex: &Value) -> Gold<'_> {
    let place = |key: &str| timex[key].as_u64().unwrap_or(0) as usize;
    let word = |key: &str| timex[key].as_str().unwrap_or_default().trim();
    Gold {
        start: place("start"),
        end: place("end"),
        value: word("value"),
        edtf: word("edtf"),
    }
}

/// Pairs that overlap, equal spans first and then the longest overlap, each side used once.
fn matches<'a>(
    text: &str,
    gold: &'a [Gold<'a>],
    found: &'a [FoundDate],
) -> Vec<(&'a Gold<'a>, &'a FoundDate, bool)> {
    let points = code_points(text);
    let mut pairs = Vec::new();
    for (i, timex) in gold.iter().enumerate() {
        for (j, date) in found.iter().enumerate() {
            let (from, to) = (points[date.span.start], points[date.span.end]);
            let overlap = timex.end.min(to).saturating_sub(timex.start.max(from));
            if overlap > 0 {
                let apart = (timex.start, timex.end) != (from, to);
                pairs.push((apart, usize::MAX - overlap, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut used_gold, mut used_found) = (vec![false; gold.len()], vec![false; found.len()]);
    let mut chosen = Vec::new();
    for (apart, _, i, j) in pairs {
        if !used_gold[i] && !used_found[j] {
            (used_gold[i], used_found[j]) = (true, true);
            chosen.push((&gold[i], &found[j], !apart));
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

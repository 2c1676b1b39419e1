//! Trains a judge of lines (`divide::breaks` or `divide::rests`) on made pages and prints its weights.
//!
//!     cargo run --release -p kaozheng-reading --example learn_lines -- breaks PAGES.jsonl… > breaks.txt
//!     cargo run --release -p kaozheng-reading --example learn_lines -- rests PAGES.jsonl… > rests.txt
//!
//! The tables belong into `crates/reading/src/divide/`; the judge of rests leans on that of breaks, so it comes second.
//! Each line of the input is a set of pages with its paragraphs and notes:
//! `{"text": …, "gold": {"paragraphs": [{"text": …}], "notes": [{"text": …}]}}`.
//! The same input gives the same weights: the rows are taken in a fixed order, the first weights from a fixed sequence.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a trainer reads the files it is told and prints what it learnt"
)]

use kaozheng_reading::divide::judge::{HIDDEN, Judge, Row};
use kaozheng_reading::divide::{breaks, rests};
use kaozheng_reading::open::open;
use kaozheng_text::Original;
use std::collections::BTreeSet;

/// Times that all rows are gone through.
const ROUNDS: usize = 14;
/// Rows between two changes of the weights.
const BATCH: usize = 64;

fn main() {
    let mut words = std::env::args().skip(1);
    let which = words.next().expect("breaks or rests");
    let mut learnt: Vec<Vec<(Row, bool)>> = Vec::new();
    for path in words {
        let table = std::fs::read_to_string(&path).expect("a file of pages");
        for line in table.lines() {
            learnt.extend(grouped(rows_of(line, &which)));
        }
    }
    let yes = learnt.iter().flatten().filter(|(_, yes)| *yes).count();
    eprintln!("{} groups of cases, {yes} cases are true", learnt.len());
    let judge = Trainer::new(learnt[0][0].0.signs.len()).train(&learnt);
    for weights in &judge.into {
        println!("{}", shown(weights));
    }
    println!("{}", shown(&judge.out));
}

/// Rivals together.
fn grouped(rows: Vec<(Row, bool)>) -> Vec<Vec<(Row, bool)>> {
    let mut groups: Vec<Vec<(Row, bool)>> = Vec::new();
    for row in rows {
        match groups.last_mut().filter(|g| g[0].0.group == row.0.group) {
            Some(group) => group.push(row),
            None => groups.push(vec![row]),
        }
    }
    groups
}

fn shown(weights: &[f32]) -> String {
    let words: Vec<String> = weights.iter().map(|w| format!("{w:.3}")).collect();
    words.join(" ")
}

/// The cases of one set of pages, with the answer where it is known.
fn rows_of(line: &str, which: &str) -> Vec<(Row, bool)> {
    let page: serde_json::Value = serde_json::from_str(line).expect("a row");
    let text = page["text"].as_str().expect("a text");
    let original = Original::new("page.txt", text.as_bytes().to_vec());
    let opened = open(&original).expect("a text").value;
    let truth = Truth::of(&page["gold"], &opened.raw);
    if which == "rests" {
        let notes = letters_of(&page["gold"]["notes"]);
        let is_rest = |start: usize, end: usize| {
            let own = letters(&opened.raw[start..end]);
            truth.place[start].is_none() && own.len() >= 3 && notes.contains(&own)
        };
        let rows = rests::rows(&opened, &is_rest);
        return rows
            .into_iter()
            .map(|row| {
                let yes = row.end == row.start;
                (row, yes)
            })
            .collect();
    }
    let begins = |end: usize, start: usize| truth.begins(end, start);
    let rows = breaks::rows(&opened, &begins);
    rows.into_iter()
        .filter_map(|row| Some((begins(row.end, row.start)?, row)))
        .map(|(begins, row)| (row, begins))
        .collect()
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphabetic()).collect()
}

fn letters_of(texts: &serde_json::Value) -> String {
    let all = texts.as_array().into_iter().flatten();
    all.map(|text| letters(text["text"].as_str().unwrap_or("")) + " ")
        .collect()
}

/// Where the letters of the raw text stand in the true paragraphs.
struct Truth {
    /// For each byte of the raw text the count of true letters before it, where its line was found.
    place: Vec<Option<usize>>,
    starts: BTreeSet<usize>,
}

/// How far ahead a line is looked for, in letters.
const AHEAD: usize = 6000;

impl Truth {
    fn of(gold: &serde_json::Value, raw: &str) -> Truth {
        let mut letters: Vec<char> = Vec::new();
        let mut starts = BTreeSet::new();
        for paragraph in gold["paragraphs"].as_array().into_iter().flatten() {
            starts.insert(letters.len());
            let text = paragraph["text"].as_str().unwrap_or("");
            letters.extend(text.chars().filter(|c| c.is_alphabetic()));
        }
        let mut place = vec![None; raw.len() + 1];
        let mut from = 0;
        let mut at = 0;
        for line in raw.split_inclusive('\n') {
            let own: Vec<char> = line.chars().filter(|c| c.is_alphabetic()).collect();
            let window = &letters[from..letters.len().min(from + AHEAD)];
            let found = (own.len() >= 3)
                .then(|| window.windows(own.len()).position(|w| w == own))
                .flatten();
            if let Some(step) = found {
                let (start, end) = (from + step, from + step + own.len());
                let lead = line.len() - line.trim_start().len();
                place[at + lead] = Some(start);
                place[at + line.trim_end().len()] = Some(end);
                from = end;
            }
            at += line.len();
        }
        Truth { place, starts }
    }

    /// Whether a paragraph begins between two places; `None` where other text stands between them.
    fn begins(&self, end: usize, start: usize) -> Option<bool> {
        let (end, start) = (self.place[end]?, self.place[start]?);
        (start == end).then(|| self.starts.contains(&start))
    }
}

/// A sequence of numbers between -1 and 1 that looks like chance.
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> f32 {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32) / ((1u64 << 23) as f32) - 1.0
    }
}

/// What is learnt, all weights in one row: those of the signs, then those of the hidden units.
struct Trainer {
    signs: usize,
    weights: Vec<f32>,
    mean: Vec<f32>,
    spread: Vec<f32>,
    chance: Chance,
    step: i32,
}

impl Trainer {
    fn new(signs: usize) -> Trainer {
        let many = (signs + 1) * HIDDEN + HIDDEN + 1;
        let mut chance = Chance(1950);
        Trainer {
            signs,
            weights: (0..many).map(|_| chance.next() * 0.25).collect(),
            mean: vec![0.0; many],
            spread: vec![0.0; many],
            chance,
            step: 0,
        }
    }

    fn train(mut self, learnt: &[Vec<(Row, bool)>]) -> Judge {
        let mut order: Vec<usize> = (0..learnt.len()).collect();
        for round in 0..ROUNDS {
            self.shuffle(&mut order);
            let rate = 0.004 * (1.0 - round as f32 / ROUNDS as f32).max(0.05);
            let mut loss = 0.0;
            for batch in order.chunks(BATCH) {
                loss += self.learn_batch(learnt, batch, rate);
            }
            let judge = self.judge();
            let wrong = learnt
                .iter()
                .filter(|group| !is_right(&judge, group))
                .count();
            let mean = loss / learnt.len() as f32;
            eprintln!("round {round}: loss {mean:.4}, wrong {wrong}");
        }
        self.judge()
    }

    fn shuffle(&mut self, order: &mut [usize]) {
        for nth in (1..order.len()).rev() {
            let other = ((self.chance.next() + 1.0) / 2.0 * nth as f32) as usize;
            order.swap(nth, other.min(nth));
        }
    }

    fn learn_batch(&mut self, learnt: &[Vec<(Row, bool)>], batch: &[usize], rate: f32) -> f32 {
        let mut slope = vec![0.0f32; self.weights.len()];
        let cases = batch.iter().map(|&nth| &learnt[nth]);
        let loss = cases.map(|case| self.learn(case, &mut slope)).sum();
        self.step += 1;
        let fade = (1.0 - 0.999f32.powi(self.step)).sqrt() / (1.0 - 0.9f32.powi(self.step));
        for (at, slope) in slope.iter().enumerate() {
            let slope = slope / batch.len() as f32 + 1e-5 * self.weights[at];
            self.mean[at] = 0.9 * self.mean[at] + 0.1 * slope;
            self.spread[at] = 0.999 * self.spread[at] + 0.001 * slope * slope;
            self.weights[at] -= rate * fade * self.mean[at] / (self.spread[at].sqrt() + 1e-8);
        }
        loss
    }

    fn judge(&self) -> Judge {
        let weight = |sign: usize, unit: usize| self.weights[sign * HIDDEN + unit];
        Judge {
            into: (0..=self.signs)
                .map(|sign| std::array::from_fn(|unit| weight(sign, unit)))
                .collect(),
            out: std::array::from_fn(|unit| weight(self.signs + 1, unit)),
        }
    }

    /// Adds the slope of the loss for one group of rivals, "none of them" being one more; gives its loss.
    fn learn(&self, group: &[(Row, bool)], slope: &mut [f32]) -> f32 {
        let units: Vec<Vec<f32>> = group.iter().map(|(row, _)| self.sums(row)).collect();
        let totals: Vec<f32> = units.iter().map(|sums| self.total(sums)).collect();
        let most = totals.iter().fold(0.0f32, |a, b| a.max(*b));
        let all: f32 = totals.iter().map(|t| (t - most).exp()).sum::<f32>() + (-most).exp();
        let mut loss = if group.iter().any(|(_, yes)| *yes) {
            0.0
        } else {
            most + all.ln()
        };
        for (((row, yes), sums), total) in group.iter().zip(&units).zip(&totals) {
            let chance = (total - most).exp() / all;
            self.learn_one(row, sums, chance - f32::from(u8::from(*yes)), slope);
            if *yes {
                loss -= chance.max(1e-6).ln();
            }
        }
        loss
    }

    fn sums(&self, row: &Row) -> Vec<f32> {
        let (base, out) = (self.signs * HIDDEN, (self.signs + 1) * HIDDEN);
        let mut sums = self.weights[base..out].to_vec();
        for (sign, value) in shown_signs(row) {
            for (unit, sum) in sums.iter_mut().enumerate() {
                *sum += value * self.weights[sign * HIDDEN + unit];
            }
        }
        sums
    }

    fn total(&self, sums: &[f32]) -> f32 {
        let out = (self.signs + 1) * HIDDEN;
        let weighed = sums.iter().zip(&self.weights[out..]);
        weighed.map(|(sum, w)| sum.max(0.0) * w).sum::<f32>() + self.weights[out + HIDDEN]
    }

    fn learn_one(&self, row: &Row, sums: &[f32], error: f32, slope: &mut [f32]) {
        let (base, out) = (self.signs * HIDDEN, (self.signs + 1) * HIDDEN);
        slope[out + HIDDEN] += error;
        for unit in 0..HIDDEN {
            slope[out + unit] += error * sums[unit].max(0.0);
            if sums[unit] > 0.0 {
                let back = error * self.weights[out + unit];
                slope[base + unit] += back;
                for (sign, value) in shown_signs(row) {
                    slope[sign * HIDDEN + unit] += back * value;
                }
            }
        }
    }
}

fn shown_signs(row: &Row) -> impl Iterator<Item = (usize, f32)> {
    let all = row.signs.iter().copied().enumerate();
    all.filter(|(_, value)| *value != 0.0)
}

/// Whether the best of the rivals, if any is more likely than none, is the true one.
fn is_right(judge: &Judge, group: &[(Row, bool)]) -> bool {
    let weighed = group
        .iter()
        .map(|(row, yes)| (judge.weigh(&row.signs), *yes));
    let best = weighed.max_by(|a, b| a.0.total_cmp(&b.0));
    match best.filter(|(weight, _)| *weight > 0.0) {
        Some((_, yes)) => yes,
        None => group.iter().all(|(_, yes)| !yes),
    }
}

//! The table that is printed at the end.

use std::fmt;

/// Figures, in the order they were measured.
#[derive(Default)]
pub struct Table {
    rows: Vec<[String; 5]>,
}

impl Table {
    /// One figure: what, ours, the peer's, the ratio and what it should be.
    pub fn ratio(&mut self, what: &str, own: f64, peer: (&str, f64), goal: f64) {
        let ratio = peer.1 / own;
        self.rows.push([
            what.to_owned(),
            seconds(own),
            format!("{} {}", peer.0, seconds(peer.1)),
            format!("{ratio:.1} times"),
            format!("{goal} times{}", mark(ratio >= goal)),
        ]);
    }

    /// A figure without a peer: at most `goal`.
    pub fn at_most(&mut self, what: &str, own: f64, goal: f64) {
        self.rows.push([
            what.to_owned(),
            seconds(own),
            String::new(),
            String::new(),
            format!("{}{}", seconds(goal), mark(own <= goal)),
        ]);
    }

    /// A time that is only a part of another figure, without a goal of its own.
    pub fn part(&mut self, what: &str, own: f64) {
        let none = String::new();
        self.rows.push([
            what.to_owned(),
            seconds(own),
            none.clone(),
            none.clone(),
            none,
        ]);
    }

    /// A number that is not a time: at most `goal`.
    pub fn number(&mut self, what: &str, own: f64, unit: &str, goal: f64) {
        self.rows.push([
            what.to_owned(),
            format!("{own:.1} {unit}"),
            String::new(),
            String::new(),
            format!("{goal} {unit}{}", mark(own <= goal)),
        ]);
    }
}

fn mark(reached: bool) -> &'static str {
    if reached { "" } else { "  MISSED" }
}

fn seconds(time: f64) -> String {
    match time {
        time if time >= 1.0 => format!("{time:.2} s"),
        time if time >= 1e-3 => format!("{:.2} ms", time * 1e3),
        time => format!("{:.2} us", time * 1e6),
    }
}

impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let head = ["figure", "ours", "peer", "ratio", "goal"].map(str::to_owned);
        let all = std::iter::once(&head).chain(&self.rows);
        let wide = |at: usize| {
            all.clone()
                .map(|row| row[at].chars().count())
                .max()
                .unwrap_or(0)
        };
        let widths: Vec<usize> = (0..5).map(wide).collect();
        for row in all {
            let cells = row
                .iter()
                .zip(&widths)
                .map(|(cell, wide)| format!("{cell:wide$}"));
            writeln!(f, "{}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
        }
        Ok(())
    }
}

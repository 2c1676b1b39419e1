//! Trains the two models that read references, from labelled rows that may ship.
//!
//! `cargo run --release -p kaozheng-reading --example train_citations -- ROWS [--into FOLDER] [--hold-out]`
//!
//! `ROWS` is the folder with the sets `linkedbooks`, `linkedbooks-notes`, `grobid`, `anystyle`, `anystyle-extra` and
//! `mpi-footnotes` (licences: `crates/reading/models/README.md`). `--into` is where the models go, else
//! `crates/reading/models`. With `--hold-out` a part of each set is kept from training, and the held-out rows and the
//! tags of the new models for them are written into the folder instead, ready for the scorer. The same rows give the
//! same models to the byte.

#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    clippy::needless_range_loop,
    reason = "a program for developers: it reads rows, writes models and tells how far it is; its sums go by index as the \
              formulas do"
)]

mod field;
mod made;
mod pruned;
mod random;
mod rows;
mod written;

use anyhow_lite::Outcome;
use rows::{Rows, Task};
use std::path::{Path, PathBuf};

/// Failures are told in words and end the run.
mod anyhow_lite {
    /// What a step gives, or why it could not.
    pub(crate) type Outcome<T> = Result<T, Box<dyn std::error::Error>>;
}

fn main() -> Outcome<()> {
    let asked: Vec<String> = std::env::args().skip(1).collect();
    let after = |flag: &str| {
        asked
            .iter()
            .position(|a| a == flag)
            .and_then(|at| asked.get(at + 1))
    };
    let from = Path::new(
        asked
            .first()
            .ok_or("name the folder with the labelled rows")?,
    );
    let home = concat!(env!("CARGO_MANIFEST_DIR"), "/models");
    let into = after("--into").map_or(PathBuf::from(home), PathBuf::from);
    let hold_out = asked.iter().any(|a| a == "--hold-out");
    let only = after("--only").map(String::as_str);
    for (task, name, keep) in [
        (Task::Fields, "fields", 52_000),
        (Task::Spans, "spans", 55_000),
    ] {
        if only.is_some_and(|only| only != name) {
            continue;
        }
        let rows = Rows::load(from, task, hold_out)?;
        eprintln!(
            "{name}: {} rows to learn from, {} held out, {} tags",
            rows.learn.len(),
            rows.held.len(),
            rows.tags.len()
        );
        let model = pruned::train(&rows, keep);
        let bytes = written::file(&model, &rows.tags);
        std::fs::write(into.join(format!("{name}.model")), &bytes)?;
        eprintln!("{name}: {} bytes", bytes.len());
        if hold_out {
            written::answers(&bytes, &rows, task, &into)?;
        }
    }
    Ok(())
}

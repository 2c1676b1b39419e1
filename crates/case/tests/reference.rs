//! The kernels against the slow reference solvers, answer by answer, on thousands of random small workloads.
//!
//! As many as one likes, with what agreed told on standard error (10,000 of each take about three minutes):
//!
//!     KAOZHENG_INSTANCES=10000 cargo test --release -p kaozheng-case --test reference -- --nocapture
#![allow(
    clippy::disallowed_methods,
    clippy::print_stderr,
    reason = "the reference solvers are Python programs"
)]

#[path = "reference/cards.rs"]
mod cards;
#[path = "reference/chronology.rs"]
mod chronology;
#[path = "reference/grounded.rs"]
mod grounded;
#[path = "reference/knowledge.rs"]
mod knowledge;
#[path = "reference/solvers.rs"]
mod solvers;
#[path = "reference/weighing.rs"]
mod weighing;

//! The kernels against the slow reference solvers, answer by answer, on thousands of random small workloads.
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

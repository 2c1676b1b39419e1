//! From cards to the small integers of the kernels, and back to sentences.

pub mod acts;
pub mod bonds;
pub(crate) mod drift;
pub mod entailment;
pub(crate) mod gather;
mod grading;
pub(crate) mod hubs;
mod issues;
pub mod jointly;
pub mod lines;
pub mod names;
mod naming;
pub mod nearby;
mod plan;
pub(crate) mod plural;
pub mod positions;
pub(crate) mod reach;
mod reckoning;
pub mod rival_dates;
pub mod roots;
pub mod routes;
mod stated;
pub mod time;
pub(crate) mod trial;
pub mod when;
mod world;

pub(crate) use grading::{COVERED, is_complete, is_covered};
pub(crate) use naming::{Naming, objects};

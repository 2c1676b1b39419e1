//! From cards to the small integers of the kernels, and back to sentences.

pub mod acts;
pub mod entailment;
mod gather;
pub mod lines;
pub mod names;
pub mod rival_dates;
pub mod roots;
pub mod routes;
pub mod time;
pub mod when;
mod world;

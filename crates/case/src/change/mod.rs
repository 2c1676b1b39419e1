//! What a case answers otherwise when cards change: if a card said something else, and between two states of a case.
//!
//! [`suppose`] reads `letter.sent = yes` and gives the case in which that card says so; [`compare()`] tells every verdict
//! and every piece of knowledge that moved between two cases, each with the changed cards that moved it.

mod cards;
mod compare;
mod least;
mod settings;
mod suppose;
#[cfg(test)]
mod tests;

pub use cards::{CardChange, card_changes};
pub use compare::{Change, Comparison, compare};
pub use suppose::{SUPPOSED, Supposed, Supposition, if_supposed, suppose};

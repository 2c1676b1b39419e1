//! Decisions, promises and ties as folds over acts that are only ever added to.
//!
//! An [`Act`] is of some instant in an interval. What holds on a given instant is the fold of the acts up to
//! it; where the order of acts is uncertain, [`states`] gives the state after every order that the dates
//! allow, each with an order of acts that leads there. One state is certain; several are alternatives.
//! Drafting is not deciding, deciding is not telling, and a promise not yet due cannot be broken.

mod decision;
mod orders;
mod promise;
mod tie;

pub use decision::{Decision, DecisionAct, Stage};
pub use orders::{Act, Fold, State, States, states, states_during};
pub use promise::{Performance, Promise, PromiseAct, by_reading};
pub use tie::{Tie, TieAct};

//! When things can have happened: points in time, bounds between them, and what follows.
//!
//! A [`Network`] is a Simple Temporal Problem (Dechter, Meiri and Pearl 1991): points `0..n`, point 0
//! the origin of the calendar, and labelled bounds on the ticks between two points. Every dated
//! sentence is one bound. Bounds can all hold together exactly when the network has no negative cycle,
//! and a set of bounds is minimally inconsistent exactly when it is the edge set of one simple negative
//! cycle, so a [`Contradiction`] is at once minimal and readable as a chain of sentences.
//!
//! ```
//! use kaozheng_case::chronology::{Bound, Network, Solution, solve};
//!
//! // The telegram is of day 100; it speaks of day 90 as still to come.
//! let mut network = Network::new(3);
//! network.add(Bound { id: 7, from: 0, to: 1, least: Some(100), most: Some(100) });
//! network.add(Bound { id: 8, from: 0, to: 2, least: None, most: Some(90) });
//! network.add(Bound { id: 9, from: 1, to: 2, least: Some(1), most: None });
//! let Solution::Contradiction(found) = solve(&network) else { unreachable!() };
//! assert_eq!(found.bounds(), [7, 8, 9]);
//! assert_eq!(found.weight, -11);
//! ```

mod allen;
mod alternatives;
mod aside;
mod feasible;
mod graph;
mod network;
mod paths;
mod regions;
mod repair;
mod solve;
mod timeline;

pub use allen::{Allen, Apart, Stretch};
pub use alternatives::{Alternative, Scenarios, scenarios};
pub use aside::{Settled, settle};
pub use network::{Bound, Interval, Network, Side, Step};
pub use repair::{Distrust, contradictions, distrust, fewest_to_distrust};
pub use solve::{Contradiction, Schedule, Solution, contradiction_in, solve};
pub use timeline::Timeline;

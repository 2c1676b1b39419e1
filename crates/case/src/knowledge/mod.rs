//! Who can have known what, and when: possible and forced routes of propositions through messages.
//!
//! A [`World`] holds actors, propositions, first-hand origins, messages and what witnesses attest. For
//! one proposition a [`Closure`] gives each actor the earliest time it could have known, the time by which
//! it must have known, when it was told, when it is known to have known, and until when it is attested
//! ignorant; these are least fixpoints, knowledge persists, and uncertain times are independent. What
//! follows for one actor at one time is a [`Status`] on two axes that are never merged: exposure and
//! attested ignorance. Silence is never ignorance, and a message that was not sent makes no route.
//!
//! Arrival is first in, first out (who has it earlier never passes it on later), so each closure is one
//! label-setting search over the messages that are open on the proposition's topic.

mod channels;
mod closure;
mod critical;
mod exposure;
mod index;
#[cfg(test)]
mod laws;
mod mentions;
mod messages;
mod spread;
mod status;
mod unrouted;
mod world;

pub use closure::{Closure, Route, Why, Without, closure};
pub use critical::critical;
pub use exposure::Exposures;
pub use index::Index;
pub use status::{Pro, Status};
pub use unrouted::{Basis, Unrouted, unrouted, without_route};
pub use world::{Attestation, Claim, Message, Origin, Proposition, Sent, World};

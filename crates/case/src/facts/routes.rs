//! Who can have known a matter, and when: the cards as a world of messages and attestations.

use super::gather::Gather;
use super::lines::weigh;
use super::time::Chronology;
use crate::chronology::Interval;
use crate::compile::{Case, Event};
use crate::knowledge::{Closure, Index, Sent, Without, World, closure};
use crate::weighing::{For, Verdict};
use std::collections::BTreeSet;
use std::sync::Arc;

/// What the case holds on the knowledge of one matter.
pub struct Routes {
    /// The matter asked for.
    pub matter: String,
    /// The matters that entail it, itself among them, sorted.
    pub entailing: BTreeSet<String>,
    /// The matters it entails, itself among them, sorted: who did not know one of these did not know it.
    pub entailed: BTreeSet<String>,
    /// The world handed to the kernel; its only proposition is the matter.
    pub world: World,
    /// What follows.
    pub closure: Closure,
    /// Every piece of evidence; message labels and documents are positions in it.
    pub evidence: Vec<Evidence>,
    actors: Vec<String>,
    /// For each of `actors`, the evidence that names it, by position.
    naming: Vec<Vec<u32>>,
}

/// One piece of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The card.
    pub card: String,
    /// What it is.
    pub kind: EvidenceKind,
    /// The matter it names: the one asked for, or one bound to it by entailment.
    pub matter: String,
    /// Of whom it tells: the hearers of a message in order, or the knowers.
    pub actors: Vec<String>,
    /// How many of the hearers, from the first, carry the message on.
    pub carriers: usize,
    /// Who sent it.
    pub sender: Option<String>,
    /// When.
    pub time: Interval,
    /// When the recipient of a message had it; the same as `time` for anything else.
    pub arrival: Interval,
    /// Whether a time is given at all.
    pub dated: bool,
    /// Whether a message without a date of receipt is taken to have arrived within the time the case allows.
    pub allowed: bool,
}

/// What a piece of evidence is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EvidenceKind {
    /// A message whose text states the matter.
    States(Sent),
    /// A message whose text is lost, on a topic of the matter.
    Open(Sent),
    /// A draft that was not sent.
    Draft,
    /// Somebody is said to have known.
    Known,
    /// Somebody is said not to have known.
    Ignorant,
    /// Somebody took part.
    TookPart,
}

/// How what the evidence leaves open is taken otherwise than the cards have it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Choice {
    /// The matter is not kept within a circle.
    OpenCircle,
    /// Whether a message was sent.
    Sent(String, bool),
    /// A message is no standing distribution.
    NotStanding(String),
    /// A message without a date of receipt may have arrived at any later time.
    AnyTransit,
}

/// The number of the only proposition.
pub(super) const MATTER: u32 = 0;

impl Routes {
    /// Gathers the evidence on a matter or an event, by the chronology of the case; very much of it only once for a case.
    pub fn of(case: &Case, chronology: &Chronology, matter: &str) -> Arc<Routes> {
        case.hubs().get(matter, || {
            Routes::gathered(matter, Gather::new(case, chronology, matter).evidence())
        })
    }

    /// The same with one choice made the other way.
    pub fn choosing(case: &Case, chronology: &Chronology, matter: &str, choice: &Choice) -> Routes {
        let mut gathered = Gather::new(case, chronology, matter).evidence();
        gathered.choose(choice);
        Routes::gathered(matter, gathered)
    }

    fn gathered(matter: &str, gathered: Gather<'_>) -> Routes {
        let actors: Vec<String> = gathered.actors().into_iter().collect();
        let world = gathered.world(&actors);
        let index = Index::new(&world);
        Routes {
            naming: naming(&actors, &gathered.found),
            matter: matter.to_owned(),
            closure: closure(&world, &index, MATTER, Without::Nothing),
            entailing: gathered.entailing,
            entailed: gathered.entailed,
            evidence: gathered.found,
            world,
            actors,
        }
    }

    /// The evidence alone, as [`Routes::of`] gathers it.
    pub fn evidence_on(case: &Case, chronology: &Chronology, matter: &str) -> Vec<Evidence> {
        Gather::new(case, chronology, matter).evidence().found
    }

    /// The kernel's number of an actor. All whom no evidence names have one number between them: nothing tells them apart.
    pub fn number(&self, actor: &str) -> Option<u32> {
        let found = self.actors.binary_search_by(|id| id.as_str().cmp(actor));
        Some(found.unwrap_or(self.actors.len()) as u32)
    }

    /// The actor of a number; panics on that of the unnamed.
    pub fn actor(&self, number: u32) -> &str {
        &self.actors[number as usize]
    }

    /// Every actor whom the evidence names, in order.
    pub fn actors(&self) -> impl Iterator<Item = &str> {
        self.actors.iter().map(String::as_str)
    }

    /// The evidence that names an actor, as its sender too, by position in order.
    pub(crate) fn naming(&self, actor: &str) -> &[u32] {
        let found = self.actors.binary_search_by(|id| id.as_str().cmp(actor));
        found.map_or(&[], |at| &self.naming[at])
    }

    /// The evidence behind a message of the world.
    pub fn behind(&self, message: u32) -> &Evidence {
        &self.evidence[self.world.message(message).document as usize]
    }
}

/// For each of some sorted actors, the evidence that names it.
fn naming(actors: &[String], evidence: &[Evidence]) -> Vec<Vec<u32>> {
    let mut out: Vec<Vec<u32>> = vec![Vec::new(); actors.len()];
    for (one, position) in evidence.iter().zip(0..) {
        for actor in one.actors.iter().chain(&one.sender) {
            let at = actors.binary_search(actor).expect("every actor was listed");
            if out[at].last() != Some(&position) {
                out[at].push(position);
            }
        }
    }
    out
}

/// Whether a message was sent: as is followed, or as arguments about it decide where that is not said or doubtful.
pub fn sent(case: &Case, event: &Event) -> Sent {
    let said = match event.sent.value().map(String::as_str) {
        Some("yes") => return Sent::Yes,
        Some("no") => return Sent::No,
        Some(_) => Sent::Maybe,
        None if !event.received.is_empty() => Sent::Yes,
        None => Sent::Maybe,
    };
    match weigh(case, event.id()).verdict {
        Verdict::Reached(For::Pro, _) => Sent::Yes,
        Verdict::Reached(For::Con, _) => Sent::No,
        _ => said,
    }
}

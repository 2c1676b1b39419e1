//! The evidence on one matter as a world for the kernel: its only proposition is the matter.

use super::gather::{Gather, with_bodies};
use super::routes::{EvidenceKind, MATTER};
use crate::chronology::Interval;
use crate::knowledge::{Attestation, Claim, Message, Origin, Proposition, Sent, World};
use std::cell::OnceCell;
use std::collections::BTreeSet;

/// The one topic of the world: whatever topic the matter has on its card.
const TOPIC: u32 = 0;

impl Gather<'_> {
    /// A message that states the matter: the sender has it from sending on; whoever carries it, between sending and
    /// receipt; the recipient, from receipt on. Told apart, since receipt has a date of its own.
    fn state(
        &self,
        world: &mut World,
        at: usize,
        sent: Sent,
        all: &impl Fn(&[String]) -> Vec<u32>,
    ) {
        let one = &self.found[at];
        let (send, arrival) = (one.time, one.arrival);
        let carried = Interval {
            lo: send.lo,
            hi: arrival.hi,
        };
        let (carriers, recipients) = one.actors.split_at(one.carriers);
        for from in all(one.sender.as_slice()) {
            for (to, time) in [(&[][..], send), (carriers, carried), (recipients, arrival)] {
                if to.is_empty() && time != send {
                    continue;
                }
                let message = Message {
                    from,
                    to: &all(to),
                    send: time,
                    delay: Interval::at(0),
                    says: &[MATTER],
                    sent,
                    ..self.bare(at)
                };
                world.add_message(&message);
            }
        }
    }

    /// A message whose text is lost: it may have carried the matter.
    fn carry(
        &self,
        world: &mut World,
        at: usize,
        sent: Sent,
        all: &impl Fn(&[String]) -> Vec<u32>,
    ) {
        let one = &self.found[at];
        let (to, auto) = (all(&one.actors), self.standing.contains(&at));
        for from in all(one.sender.as_slice()) {
            let open = &[TOPIC];
            world.add_message(&Message {
                from,
                to: &to,
                open,
                sent,
                auto,
                ..self.bare(at)
            });
        }
    }

    fn attest(&self, world: &mut World, at: usize, claim: Claim, actors: Vec<u32>) {
        for actor in actors {
            world.add_attestation(Attestation {
                actor,
                proposition: MATTER,
                at: self.found[at].time,
                claim,
                document: at as u32,
            });
        }
    }

    fn bare(&self, at: usize) -> Message<'static> {
        let document = at as u32;
        Message {
            id: document,
            from: 0,
            to: &[],
            send: self.found[at].time,
            delay: self.delays.get(&at).copied().unwrap_or(Interval::at(0)),
            says: &[],
            open: &[],
            auto: false,
            sent: Sent::Maybe,
            document,
        }
    }

    /// Everybody whom the evidence names, and the bodies informed through them.
    pub(super) fn actors(&self) -> BTreeSet<String> {
        let named = self
            .found
            .iter()
            .flat_map(|one| one.actors.iter().chain(&one.sender));
        let named: BTreeSet<&String> = named.collect();
        named
            .into_iter()
            .flat_map(|id| with_bodies(self.case, id))
            .collect()
    }

    /// The world in which actors have the numbers of `actors`, which are sorted; one more number is for all others.
    pub(super) fn world(&self, actors: &[String]) -> World {
        let number = |id: &str| {
            actors
                .binary_search_by(|actor| actor.as_str().cmp(id))
                .expect("every actor was listed") as u32
        };
        let bodies: Vec<OnceCell<Vec<u32>>> = vec![OnceCell::new(); actors.len()];
        let with = |id: &str| -> &[u32] {
            bodies[number(id) as usize].get_or_init(|| {
                let with = with_bodies(self.case, id).into_iter();
                with.map(|id| number(&id)).collect()
            })
        };
        let all = |ids: &[String]| -> Vec<u32> {
            let mut numbers: Vec<u32> = ids.iter().flat_map(|id| with(id)).copied().collect();
            numbers.sort_unstable();
            numbers.dedup();
            numbers
        };
        let mut world = World::new(actors.len() as u32 + 1);
        let circle = self.circle.as_ref().map(|circle| {
            let known = circle.iter().filter(|id| actors.binary_search(id).is_ok());
            known.map(|id| number(id)).collect()
        });
        world.add_proposition(Proposition {
            topic: TOPIC,
            circle,
        });
        for (at, one) in self.found.iter().enumerate() {
            match one.kind {
                EvidenceKind::Draft => {}
                EvidenceKind::States(sent) => self.state(&mut world, at, sent, &all),
                EvidenceKind::Open(sent) => self.carry(&mut world, at, sent, &all),
                EvidenceKind::TookPart => {
                    let (time, document) = (one.time, Some(at as u32));
                    let origin = |actor| Origin {
                        proposition: MATTER,
                        actor,
                        time,
                        document,
                    };
                    all(&one.actors)
                        .into_iter()
                        .for_each(|actor| world.add_origin(origin(actor)));
                }
                EvidenceKind::Known => self.attest(&mut world, at, Claim::Known, all(&one.actors)),
                // What a person did not know says nothing of a body.
                EvidenceKind::Ignorant => {
                    let actors = one.actors.iter().map(|id| number(id)).collect();
                    self.attest(&mut world, at, Claim::Ignorant, actors);
                }
            }
        }
        world
    }
}

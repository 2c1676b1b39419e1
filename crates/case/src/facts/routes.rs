//! Who can have known a matter, and when: the cards as a world of messages and attestations.

use super::lines::weigh;
use super::time::{Chronology, Mark};
use super::when::{self, EVER, LAST};
use crate::chronology::Interval;
use crate::compile::{Account, Case, Event};
use crate::knowledge::{
    Attestation, Claim, Closure, Index, Message, Origin, Proposition, Sent, Without, World, closure,
};
use crate::weighing::{For, Verdict};
use kaozheng_record::means::{Fact, Id, KnowledgeVerb, Reading};
use std::collections::{BTreeMap, BTreeSet};
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

const MATTER: u32 = 0;
const TOPIC: u32 = 0;

impl Routes {
    /// Gathers the evidence on a matter or an event.
    pub fn of(case: &Case, chronology: &Chronology, matter: &str) -> Routes {
        let gathered = Gather::new(case, chronology, matter).evidence();
        let mut actors: BTreeSet<&str> = case.actors.keys().map(String::as_str).collect();
        for one in &gathered.found {
            actors.extend(one.actors.iter().chain(&one.sender).map(String::as_str));
        }
        let actors: Vec<String> = actors.into_iter().map(str::to_owned).collect();
        let world = gathered.world(&actors);
        let index = Index::new(&world);
        Routes {
            matter: matter.to_owned(),
            closure: closure(&world, &index, MATTER, Without::Nothing),
            entailing: gathered.entailing,
            entailed: gathered.entailed,
            evidence: gathered.found,
            world,
            actors,
        }
    }

    /// The kernel's number of an actor.
    pub fn number(&self, actor: &str) -> Option<u32> {
        self.actors
            .binary_search_by(|id| id.as_str().cmp(actor))
            .ok()
            .map(|at| at as u32)
    }

    /// The actor of a number.
    pub fn actor(&self, number: u32) -> &str {
        &self.actors[number as usize]
    }

    /// Every actor in order.
    pub fn actors(&self) -> impl Iterator<Item = &str> {
        self.actors.iter().map(String::as_str)
    }

    /// The evidence behind a message of the world.
    pub fn behind(&self, message: u32) -> &Evidence {
        &self.evidence[self.world.message(message).document as usize]
    }
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

/// The matters that entail `matter`, itself among them.
pub fn entailing(case: &Case, matter: &str) -> BTreeSet<String> {
    spread(matter, |at| {
        let all = case.matters.values();
        let entail = all.filter(|other| other.entails.iter().any(|target| target.value == at));
        entail.map(|other| other.id().to_owned()).collect()
    })
}

/// The matters that `matter` entails, itself among them.
pub fn entailed(case: &Case, matter: &str) -> BTreeSet<String> {
    spread(matter, |at| {
        let entails = case
            .matters
            .get(at)
            .map_or(&[][..], |matter| &matter.entails);
        entails.iter().map(|target| target.value.clone()).collect()
    })
}

fn spread(from: &str, next: impl Fn(&str) -> Vec<String>) -> BTreeSet<String> {
    let mut seen = BTreeSet::from([from.to_owned()]);
    let mut open = vec![from.to_owned()];
    while let Some(at) = open.pop() {
        for other in next(&at) {
            if seen.insert(other.clone()) {
                open.push(other);
            }
        }
    }
    seen
}

/// Evidence in the making.
struct Gather<'a> {
    case: &'a Case,
    chronology: &'a Chronology,
    entailing: BTreeSet<String>,
    entailed: BTreeSet<String>,
    topics: BTreeSet<String>,
    circle: Option<BTreeSet<String>>,
    /// For each actor the bodies informed through it, itself left out.
    bodies: BTreeMap<String, BTreeSet<String>>,
    found: Vec<Evidence>,
    /// Delay of each message in `found`.
    delays: BTreeMap<usize, Interval>,
    standing: BTreeSet<usize>,
}

impl<'a> Gather<'a> {
    fn new(case: &'a Case, chronology: &'a Chronology, matter: &str) -> Gather<'a> {
        let entailing = entailing(case, matter);
        let topics = entailing
            .iter()
            .filter_map(|id| case.matters.get(id)?.topic.value().cloned())
            .collect();
        let bodies = bodies(case);
        let circle = case
            .matters
            .get(matter)
            .map(|matter| &matter.kept_within)
            .filter(|circle| !circle.is_empty());
        let circle = circle.map(|circle| {
            let own = circle.iter().map(|member| member.value.clone());
            own.flat_map(|member| with_bodies(&bodies, &member))
                .collect()
        });
        Gather {
            entailed: entailed(case, matter),
            case,
            chronology,
            entailing,
            topics,
            circle,
            bodies,
            found: Vec::new(),
            delays: BTreeMap::new(),
            standing: BTreeSet::new(),
        }
    }

    fn evidence(mut self) -> Gather<'a> {
        let case = self.case;
        for event in case.events.values() {
            self.message(event);
            self.took_part(event);
            let time = self.chronology.interval(event.id(), Mark::When);
            let dated = self
                .chronology
                .bounds(event.id(), Mark::When)
                .is_some_and(|bounds| bounds != Default::default());
            event
                .means
                .iter()
                .for_each(|means| self.reading(event.id(), means, dated.then_some(time)));
        }
        for statement in case.statements.values() {
            statement
                .means
                .iter()
                .for_each(|means| self.reading(statement.id(), means, None));
        }
        self
    }

    /// A message: it states the matter, or its lost text may have carried it.
    fn message(&mut self, event: &Event) {
        let Some(sender) = event.sender.value().filter(|_| event.is_message()) else {
            return;
        };
        let told = event
            .tells
            .iter()
            .map(|tells| &tells.value)
            .find(|tells| self.entailing.contains(*tells));
        let open = event
            .about
            .iter()
            .any(|about| self.topics.contains(&about.value));
        if told.is_none() && !open {
            return;
        }
        let sent = sent(self.case, event);
        let kind = match (sent, told) {
            (Sent::No, _) => EvidenceKind::Draft,
            (_, Some(_)) => EvidenceKind::States(sent),
            (_, None) => EvidenceKind::Open(sent),
        };
        let id = event.id();
        let send = self.chronology.interval(id, Mark::When);
        let hearers = event
            .via
            .iter()
            .chain(&event.recipients)
            .map(|one| one.value.clone());
        if event.standing.value().is_some_and(|word| word == "yes") {
            self.standing.insert(self.found.len());
        }
        let delay = self.delay(event, send);
        self.delays.insert(self.found.len(), delay);
        let arrival = self.arrival(event, send, delay);
        self.found.push(Evidence {
            card: id.to_owned(),
            kind,
            matter: told.cloned().unwrap_or_default(),
            actors: hearers.collect(),
            carriers: event.via.len(),
            sender: Some(sender.clone()),
            time: send,
            arrival,
            dated: send.lo > EVER || send.hi < LAST,
            allowed: event.received.is_empty() && !face_to_face(event),
        });
    }

    /// When the recipient had it: on the date of receipt, or after the time that the message took.
    fn arrival(&self, event: &Event, send: Interval, delay: Interval) -> Interval {
        match self.chronology.bounds(event.id(), Mark::Received) {
            Some(received) => {
                let received = when::interval(received);
                let lo = received.lo.max(send.lo);
                Interval {
                    lo,
                    hi: received.hi.max(lo),
                }
            }
            None => Interval {
                lo: send.lo.saturating_add(delay.lo),
                hi: send.hi.saturating_add(delay.hi),
            },
        }
    }

    /// How long the message took: from its date of receipt, or within the case's allowance.
    fn delay(&self, event: &Event, send: Interval) -> Interval {
        let Some(received) = self.chronology.bounds(event.id(), Mark::Received) else {
            let spoken = event
                .genre
                .value()
                .is_some_and(|genre| FACE_TO_FACE.contains(&genre.as_str()));
            return Interval {
                lo: 0,
                hi: if spoken {
                    0
                } else {
                    self.case.settings.transit
                },
            };
        };
        let received = when::interval(received);
        let least = received.lo.saturating_sub(send.hi).clamp(0, LAST);
        Interval {
            lo: least,
            hi: received.hi.saturating_sub(send.lo).clamp(least, LAST),
        }
    }

    /// Whoever took part in an event knows that it happened.
    fn took_part(&mut self, event: &Event) {
        if event.who.is_empty() || !self.entailing.contains(event.id()) {
            return;
        }
        let time = self.chronology.interval(event.id(), Mark::When);
        let who = event.who.iter().map(|one| one.value.clone()).collect();
        self.say(
            event.id(),
            EvidenceKind::TookPart,
            event.id(),
            who,
            Some(time),
        );
    }

    /// A formal reading; `own` is the time of the event it stands on.
    fn reading(&mut self, card: &str, means: &Account<Arc<Reading>>, own: Option<Interval>) {
        let when = means.value.when.as_ref();
        let reached = if when.is_some() {
            Some(when::reached(when))
        } else {
            own
        };
        match &means.value.fact {
            Fact::Knowledge {
                actor,
                verb,
                matter,
                ..
            } => {
                let who = vec![actor.id.clone()];
                let lasted = if when.is_some() {
                    when::lasted(when)
                } else {
                    own
                };
                match verb {
                    KnowledgeVerb::Knew => self.known(card, &matter.id, who, reached),
                    KnowledgeVerb::IgnorantOf => self.ignorant(card, &matter.id, who, lasted),
                    KnowledgeVerb::Learned => {
                        let time = if when.is_some() {
                            Some(when::happened(when))
                        } else {
                            own
                        };
                        self.known(card, &matter.id, who.clone(), time);
                        self.ignorant(card, &matter.id, who, time.filter(|time| time.lo > EVER));
                    }
                    KnowledgeVerb::SilentOn => {}
                }
            }
            Fact::Told {
                teller,
                hearers,
                matters,
                via,
            } => {
                let time = if when.is_some() {
                    Some(when::happened(when))
                } else {
                    own
                };
                self.told(card, teller, (via, hearers), matters, time);
            }
            _ => {}
        }
    }

    fn told(
        &mut self,
        card: &str,
        teller: &Id,
        (via, hearers): (&[Id], &[Id]),
        matters: &[Id],
        time: Option<Interval>,
    ) {
        let Some(matter) = matters
            .iter()
            .map(|matter| &matter.id)
            .find(|id| self.entailing.contains(*id))
        else {
            return;
        };
        self.found.push(Evidence {
            card: card.to_owned(),
            kind: EvidenceKind::States(Sent::Yes),
            matter: matter.clone(),
            actors: via
                .iter()
                .chain(hearers)
                .map(|one| one.id.clone())
                .collect(),
            carriers: via.len(),
            sender: Some(teller.id.clone()),
            time: time.unwrap_or(Interval { lo: EVER, hi: LAST }),
            arrival: time.unwrap_or(Interval { lo: EVER, hi: LAST }),
            dated: time.is_some(),
            allowed: false,
        });
    }

    fn known(&mut self, card: &str, matter: &str, who: Vec<String>, time: Option<Interval>) {
        if self.entailing.contains(matter) {
            self.say(card, EvidenceKind::Known, matter, who, time);
        }
    }

    /// Not knowing takes a time: "some day" would be before everything.
    fn ignorant(&mut self, card: &str, matter: &str, who: Vec<String>, time: Option<Interval>) {
        if self.entailed.contains(matter) {
            let time = time.unwrap_or(Interval::at(EVER));
            self.say(card, EvidenceKind::Ignorant, matter, who, Some(time));
        }
    }

    fn say(
        &mut self,
        card: &str,
        kind: EvidenceKind,
        matter: &str,
        actors: Vec<String>,
        time: Option<Interval>,
    ) {
        self.found.push(Evidence {
            card: card.to_owned(),
            kind,
            matter: matter.to_owned(),
            actors,
            carriers: 0,
            sender: None,
            time: time.unwrap_or(Interval { lo: EVER, hi: LAST }),
            arrival: time.unwrap_or(Interval { lo: EVER, hi: LAST }),
            dated: time.is_some_and(|time| time.lo > EVER || time.hi < LAST),
            allowed: false,
        });
    }

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

    fn world(&self, actors: &[String]) -> World {
        let number = |id: &str| {
            actors
                .binary_search_by(|actor| actor.as_str().cmp(id))
                .expect("every actor was listed") as u32
        };
        let all = |ids: &[String]| -> Vec<u32> {
            let with = ids.iter().flat_map(|id| with_bodies(&self.bodies, id));
            let numbers: BTreeSet<u32> = with.map(|id| number(&id)).collect();
            numbers.into_iter().collect()
        };
        let mut world = World::new(actors.len() as u32);
        let circle = self.circle.as_ref().map(|circle| {
            let known = circle.iter().filter(|id| actors.binary_search(id).is_ok());
            known.map(|id| number(id)).collect()
        });
        world.add_proposition(Proposition {
            topic: TOPIC,
            circle,
        });
        for (at, one) in self.found.iter().enumerate() {
            let document = at as u32;
            match one.kind {
                EvidenceKind::Draft => {}
                EvidenceKind::States(sent) => self.state(&mut world, at, sent, &all),
                EvidenceKind::Open(sent) => {
                    let to = all(&one.actors);
                    for from in all(one.sender.as_slice()) {
                        let message = Message {
                            from,
                            to: &to,
                            open: &[TOPIC],
                            sent,
                            ..self.bare(at)
                        };
                        world.add_message(&Message {
                            auto: self.standing.contains(&at),
                            ..message
                        });
                    }
                }
                EvidenceKind::TookPart => {
                    for actor in all(&one.actors) {
                        world.add_origin(Origin {
                            proposition: MATTER,
                            actor,
                            time: one.time,
                            document: Some(document),
                        });
                    }
                }
                EvidenceKind::Known => {
                    for actor in all(&one.actors) {
                        world.add_attestation(Attestation {
                            actor,
                            proposition: MATTER,
                            at: one.time,
                            claim: Claim::Known,
                            document,
                        });
                    }
                }
                // What a person did not know says nothing of a body.
                EvidenceKind::Ignorant => {
                    for actor in one.actors.iter().map(|id| number(id)) {
                        world.add_attestation(Attestation {
                            actor,
                            proposition: MATTER,
                            at: one.time,
                            claim: Claim::Ignorant,
                            document,
                        });
                    }
                }
            }
        }
        world
    }
}

/// Types of event in which what is said is heard at once.
const FACE_TO_FACE: [&str; 3] = ["conversation", "meeting", "visit"];

fn face_to_face(event: &Event) -> bool {
    event
        .genre
        .value()
        .is_some_and(|genre| FACE_TO_FACE.contains(&genre.as_str()))
}

/// For each actor all bodies that are informed through it, directly or through another body.
fn bodies(case: &Case) -> BTreeMap<String, BTreeSet<String>> {
    let mut out = BTreeMap::new();
    for actor in case.actors.keys() {
        let mut reached = spread(actor, |at| {
            let informed = case.actors.values().filter(|body| {
                body.informed_through
                    .iter()
                    .any(|through| through.value == at)
            });
            informed.map(|body| body.id().to_owned()).collect()
        });
        reached.remove(actor);
        if !reached.is_empty() {
            out.insert(actor.clone(), reached);
        }
    }
    out
}

fn with_bodies(bodies: &BTreeMap<String, BTreeSet<String>>, actor: &str) -> Vec<String> {
    let informed = bodies.get(actor).into_iter().flatten().cloned();
    std::iter::once(actor.to_owned()).chain(informed).collect()
}

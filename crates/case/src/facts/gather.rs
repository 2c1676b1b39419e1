//! What the cards hold on the knowledge of one matter.

use super::entailment::{entailed, entailing, spread};
use super::routes::{Choice, Evidence, EvidenceKind, sent};
use super::time::{Chronology, Mark};
use super::when::{self, EVER, LAST};
use crate::chronology::Interval;
use crate::compile::{Account, Case, Event, Statement};
use crate::knowledge::Sent;
use kaozheng_record::means::{Fact, Id, KnowledgeVerb, Reading};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// Evidence in the making.
pub(super) struct Gather<'a> {
    pub(super) case: &'a Case,
    pub(super) chronology: &'a Chronology,
    pub(super) entailing: BTreeSet<String>,
    pub(super) entailed: BTreeSet<String>,
    pub(super) topics: BTreeSet<String>,
    pub(super) circle: Option<BTreeSet<String>>,
    pub(super) found: Vec<Evidence>,
    /// Delay of each message in `found`.
    pub(super) delays: BTreeMap<usize, Interval>,
    pub(super) standing: BTreeSet<usize>,
}

impl<'a> Gather<'a> {
    pub(super) fn new(case: &'a Case, chronology: &'a Chronology, matter: &str) -> Gather<'a> {
        let entailing = entailing(case, matter);
        let topics = entailing
            .iter()
            .filter_map(|id| case.matters.get(id)?.topic.value().cloned())
            .collect();
        let circle = case
            .matters
            .get(matter)
            .map(|matter| &matter.kept_within)
            .filter(|circle| !circle.is_empty());
        let circle = circle.map(|circle| {
            let own = circle.iter().map(|member| member.value.clone());
            own.flat_map(|member| with_bodies(case, &member)).collect()
        });
        Gather {
            entailed: entailed(case, matter),
            case,
            chronology,
            entailing,
            topics,
            circle,
            found: Vec::new(),
            delays: BTreeMap::new(),
            standing: BTreeSet::new(),
        }
    }

    pub(super) fn evidence(mut self) -> Gather<'a> {
        for event in self.events() {
            self.message(event);
            self.took_part(event);
            if event.means.is_empty() {
                continue;
            }
            let time = self.chronology.bounds(event.id(), Mark::When);
            let dated = time.filter(|bounds| *bounds != Default::default());
            for means in &event.means {
                self.reading(event.id(), means, dated.map(when::interval));
            }
        }
        for statement in self.statements() {
            statement
                .means
                .iter()
                .for_each(|means| self.reading(statement.id(), means, None));
        }
        self
    }

    /// Takes one choice otherwise.
    pub(super) fn choose(&mut self, choice: &Choice) {
        match choice {
            Choice::OpenCircle => self.circle = None,
            Choice::Sent(card, sent) => {
                let sent = if *sent { Sent::Yes } else { Sent::No };
                for one in self.found.iter_mut().filter(|one| one.card == *card) {
                    one.kind = match (one.kind, sent) {
                        (EvidenceKind::States(_) | EvidenceKind::Open(_), Sent::No) => {
                            EvidenceKind::Draft
                        }
                        (EvidenceKind::States(_), _) => EvidenceKind::States(sent),
                        (EvidenceKind::Open(_), _) => EvidenceKind::Open(sent),
                        (kind, _) => kind,
                    };
                }
            }
            Choice::NotStanding(card) => {
                let found = &self.found;
                self.standing.retain(|&at| found[at].card != *card);
            }
            Choice::AnyTransit => {
                for (at, one) in self
                    .found
                    .iter_mut()
                    .enumerate()
                    .filter(|(_, one)| one.allowed)
                {
                    one.arrival.hi = LAST;
                    if let Some(delay) = self.delays.get_mut(&at) {
                        delay.hi = LAST;
                    }
                }
            }
        }
    }

    /// The events that can hold evidence, in order of id.
    fn events(&self) -> Vec<&'a Event> {
        let naming = self.case.naming();
        let on = self.bound().flat_map(|id| naming.events(id));
        let open = self.topics.iter().flat_map(|topic| naming.open(topic));
        let ids: BTreeSet<&String> = on.chain(open).collect();
        let events = ids.into_iter().filter_map(|id| self.case.events.get(id));
        events.map(Arc::as_ref).collect()
    }

    /// The statements that can hold evidence, in order of id.
    fn statements(&self) -> Vec<&'a Statement> {
        let naming = self.case.naming();
        let ids: BTreeSet<&String> = self.bound().flat_map(|id| naming.statements(id)).collect();
        let statements = ids
            .into_iter()
            .filter_map(|id| self.case.statements.get(id));
        statements.map(Arc::as_ref).collect()
    }

    fn bound(&self) -> impl Iterator<Item = &String> {
        self.entailing.iter().chain(&self.entailed)
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
        match self.received(event) {
            Some(received) => {
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

    /// The date of receipt; `None` where the card has none.
    fn received(&self, event: &Event) -> Option<Interval> {
        let stated = (!event.received.is_empty()).then_some(event.id())?;
        let bounds = self.chronology.bounds(stated, Mark::Received)?;
        Some(when::interval(bounds))
    }

    /// How long the message took: from its date of receipt, or within the case's allowance.
    fn delay(&self, event: &Event, send: Interval) -> Interval {
        let Some(received) = self.received(event) else {
            return Interval {
                lo: 0,
                hi: match face_to_face(event) {
                    true => 0,
                    false => self.case.settings.transit,
                },
            };
        };
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
}

/// The matters on whose knowledge some evidence names an actor, or somebody through whom it is informed, in order of
/// id: on all others nothing is recorded of it.
///
/// Evidence on a matter is evidence on those it entails, and of ignorance on those that entail it; what came on an open
/// topic may have been any matter of the topic, or what such a matter entails.
pub(crate) fn matters_of(case: &Case, actor: &str) -> BTreeSet<String> {
    let naming = case.naming();
    let persons = spread(actor, |at| {
        let through = case.actors.get(at).map(|body| &body.informed_through);
        let through = through.into_iter().flatten();
        through.map(|one| one.value.clone()).collect()
    });
    let mut found = BTreeSet::new();
    for card in persons.iter().flat_map(|person| naming.knowing(person)) {
        let event = case.events.get(card);
        let statement = case.statements.get(card);
        let means = event.map(|event| &event.means);
        let means = means.or(statement.map(|statement| &statement.means));
        for one in means.into_iter().flatten() {
            match &one.value.fact {
                Fact::Knowledge { matter, .. } => {
                    found.extend(entailing(case, &matter.id));
                    found.extend(entailed(case, &matter.id));
                }
                Fact::Told { matters, .. } => {
                    let each = matters.iter().flat_map(|one| entailed(case, &one.id));
                    found.extend(each);
                }
                _ => {}
            }
        }
        let Some(event) = event else { continue };
        let told = event.tells.iter().map(|one| one.value.as_str());
        let open = event.about.iter().flat_map(|one| naming.about(&one.value));
        let named = told.chain(open.map(String::as_str)).chain([event.id()]);
        found.extend(named.flat_map(|id| entailed(case, id)));
    }
    found.retain(|id| case.matters.contains_key(id));
    found
}

/// Types of event in which what is said is heard at once.
const FACE_TO_FACE: [&str; 3] = ["conversation", "meeting", "visit"];

/// Whether what is said is heard at once.
pub(crate) fn face_to_face(event: &Event) -> bool {
    event
        .genre
        .value()
        .is_some_and(|genre| FACE_TO_FACE.contains(&genre.as_str()))
}

/// An actor and all bodies that are informed through it, directly or through another body.
pub(super) fn with_bodies(case: &Case, actor: &str) -> BTreeSet<String> {
    if !case.actors.contains_key(actor) {
        return BTreeSet::from([actor.to_owned()]);
    }
    spread(actor, |at| {
        let named = case.naming().informed(at);
        let informed = named.filter_map(|id| case.actors.get(id)).filter(|body| {
            body.informed_through
                .iter()
                .any(|through| through.value == at)
        });
        informed.map(|body| body.id().to_owned()).collect()
    })
}

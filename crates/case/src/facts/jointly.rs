//! Whether a merely possible route holds when the dates of its messages are taken together.
//!
//! The earliest possible time takes dates one by one, which is exact as long as no sentence ties two of them. Where some
//! do, whether any route is left is as hard as any puzzle; so chains of messages are built back from the actor, given up as
//! soon as their dates do not allow them, and only so many are looked at.

use super::gather::with_bodies;
use super::reckoning::Reckoning;
use super::routes::{Evidence, EvidenceKind, MATTER, Routes};
use super::time::{Chronology, Leg, Sentence};
use crate::compile::Case;
use crate::knowledge::{Claim, Sent};
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What the dates of messages, taken together, leave of a merely possible route.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Jointly {
    /// These messages, by index in the world, can have followed one another.
    Allowed(Vec<u32>),
    /// All chains of messages were looked at, and none is allowed.
    Refused(Refusal),
    /// So many were looked at, none of them is allowed, and more are left.
    Undecided(usize),
}

/// Why dates, taken together, allow no chain of messages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Refusal {
    /// The cards of the chain by which it could have come soonest, if dates are taken one by one.
    pub chain: Vec<String>,
    /// The sentences that do not allow this chain.
    pub because: Vec<Sentence>,
    /// The cards of all sentences that do not allow one of the chains.
    pub cards: BTreeSet<String>,
}

/// So many chains are looked at.
const MOST: usize = 64;

/// Looks for messages by which the matter can have come to an actor by an instant.
pub fn jointly(
    case: &Case,
    chronology: &Chronology,
    routes: &Routes,
    actor: u32,
    instant: i64,
) -> Jointly {
    let Some(route) = routes.closure.route(&routes.world, actor) else {
        return Jointly::Refused(Refusal::default());
    };
    let ways = Ways {
        case,
        routes,
        actor,
    };
    let legs = ways.legs(&route.messages);
    let cards: Vec<&str> = legs.iter().map(|leg| leg.card).collect();
    if apart(case, &cards) {
        return Jointly::Allowed(route.messages);
    }
    let dates = chronology.around(&cards);
    let Some(because) = chronology.refusal_by(&dates, &legs, instant) else {
        return Jointly::Allowed(route.messages);
    };
    let refusal = Refusal {
        chain: cards.iter().map(|&card| card.to_owned()).collect(),
        cards: because.iter().map(|one| one.card.clone()).collect(),
        because,
    };
    let mut search = Search {
        chronology,
        ways,
        instant,
        arriving: arriving(routes),
        starts: starts(routes),
        dates: BTreeMap::from([(chronology.tied(&cards), dates)]),
        tried: 1,
        more: false,
        refusal,
    };
    let found = search.back(actor, &mut vec![actor], &[]);
    match (found, search.more) {
        (Some(messages), _) => Jointly::Allowed(messages),
        (None, true) => Jointly::Undecided(search.tried),
        (None, false) => Jointly::Refused(search.refusal),
    }
}

/// The chains of messages that end with one actor.
#[derive(Clone, Copy)]
struct Ways<'a> {
    case: &'a Case,
    routes: &'a Routes,
    actor: u32,
}

impl<'a> Ways<'a> {
    /// The messages of a chain, each with whether it is carried by who sends the next, or by the actor at the end.
    fn legs(&self, messages: &[u32]) -> Vec<Leg<'a>> {
        let senders = messages.iter().skip(1);
        let senders = senders.map(|&message| self.routes.world.message(message).from);
        let hearers = senders.chain([self.actor]);
        let legs = messages.iter().zip(hearers);
        legs.map(|(&message, hearer)| {
            let one = self.routes.behind(message);
            Leg {
                card: &one.card,
                carried: self.carries(one, hearer),
            }
        })
        .collect()
    }

    fn carries(&self, one: &Evidence, hearer: u32) -> bool {
        let carriers = one.actors[..one.carriers].iter();
        let mut with = carriers.flat_map(|carrier| with_bodies(self.case, carrier));
        with.any(|id| self.routes.number(&id) == Some(hearer))
    }
}

/// Whether no sentence ties the dates of two of these cards: then each has its date whatever the others have.
fn apart(case: &Case, cards: &[&str]) -> bool {
    cards.iter().enumerate().all(|(at, card)| {
        let tied = case
            .naming()
            .tied(case, &BTreeSet::from([(*card).to_owned()]));
        !cards[at + 1..]
            .iter()
            .any(|other| other != card && tied.contains(*other))
    })
}

/// Whether sentences tie the dates of pieces of evidence to one another, so that a merely possible route can hang on them
/// taken together.
pub(crate) fn tied_together(case: &Case, evidence: &[Evidence]) -> bool {
    let open = |one: &Evidence| matches!(one.kind, EvidenceKind::Open(_));
    let all: BTreeSet<&str> = evidence.iter().map(|one| one.card.as_str()).collect();
    evidence.iter().any(open)
        && all.iter().any(|card| {
            let tied = case
                .naming()
                .tied(case, &BTreeSet::from([(*card).to_owned()]));
            tied.iter()
                .any(|id| id != card && all.contains(id.as_str()))
        })
}

/// Messages that may have carried the matter, by those to whom they went; those that can have been sent last come first, since most can have come before them.
fn arriving(routes: &Routes) -> BTreeMap<u32, Vec<u32>> {
    let world = &routes.world;
    let proposition = &world.propositions()[MATTER as usize];
    let admits = |actor: u32| {
        let circle = proposition.circle.as_ref();
        circle.is_none_or(|circle| circle.binary_search(&actor).is_ok())
    };
    let mut all: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
    for at in 0..world.messages() {
        let message = world.message(at);
        if message.sent != Sent::No && message.open.contains(&proposition.topic) {
            for &to in message.to.iter().filter(|&&to| admits(to)) {
                all.entry(to).or_default().push(at);
            }
        }
    }
    for messages in all.values_mut() {
        messages.sort_by_key(|&at| Reverse(world.message(at).send.hi));
    }
    all
}

/// How somebody had the matter without a lost text: since when, and by which message if one brought it.
type Start = (i64, Option<u32>);

fn starts(routes: &Routes) -> BTreeMap<u32, Vec<Start>> {
    let world = &routes.world;
    let mut all: BTreeMap<u32, Vec<Start>> = BTreeMap::new();
    for origin in world.origins() {
        let start = (origin.time.lo, None);
        all.entry(origin.actor).or_default().push(start);
    }
    let known = world.attestations().iter();
    for said in known.filter(|said| said.claim == Claim::Known) {
        all.entry(said.actor).or_default().push((said.at.lo, None));
    }
    for at in 0..world.messages() {
        let message = world.message(at);
        if message.sent == Sent::No || !message.says.contains(&MATTER) {
            continue;
        }
        let own = all.entry(message.from).or_default();
        own.push((message.send.lo, None));
        for &to in message.to {
            let arrival = message.send.lo.saturating_add(message.delay.lo);
            all.entry(to).or_default().push((arrival, Some(at)));
        }
    }
    all
}

struct Search<'a> {
    chronology: &'a Chronology,
    ways: Ways<'a>,
    instant: i64,
    arriving: BTreeMap<u32, Vec<u32>>,
    starts: BTreeMap<u32, Vec<Start>>,
    /// Dates by the cards that are tied to one another: chains of the same cards have them in common.
    dates: BTreeMap<BTreeSet<String>, Reckoning>,
    tried: usize,
    more: bool,
    refusal: Refusal,
}

impl Search<'_> {
    /// A chain that leads to `actor` and then on by `rest`; `seen` are those whom it has passed.
    fn back(&mut self, actor: u32, seen: &mut Vec<u32>, rest: &[u32]) -> Option<Vec<u32>> {
        for message in self.arriving.get(&actor).cloned().unwrap_or_default() {
            let from = self.ways.routes.world.message(message).from;
            if seen.contains(&from) {
                continue;
            }
            let chain: Vec<u32> = std::iter::once(message)
                .chain(rest.iter().copied())
                .collect();
            if !self.allows(&chain) {
                continue;
            }
            if let Some(found) = self.begun(from, &chain) {
                return Some(found);
            }
            seen.push(from);
            let found = self.back(from, seen, &chain);
            seen.pop();
            if found.is_some() {
                return found;
            }
        }
        None
    }

    /// The chain with its beginning, where its first sender had the matter in time.
    fn begun(&mut self, from: u32, chain: &[u32]) -> Option<Vec<u32>> {
        let send = self.ways.routes.world.message(chain[0]).send;
        for (since, by) in self.starts.get(&from).cloned().unwrap_or_default() {
            if since > send.hi {
                continue;
            }
            let whole: Vec<u32> = by.into_iter().chain(chain.iter().copied()).collect();
            if by.is_none() || self.allows(&whole) {
                return Some(whole);
            }
        }
        None
    }

    fn allows(&mut self, chain: &[u32]) -> bool {
        if self.tried == MOST {
            self.more = true;
            return false;
        }
        self.tried += 1;
        let legs = self.ways.legs(chain);
        let cards: Vec<&str> = legs.iter().map(|leg| leg.card).collect();
        let tied = self.chronology.tied(&cards);
        let reckoned = || self.chronology.of_all(&tied);
        let dates = match self.dates.get(&tied) {
            Some(dates) => dates,
            None => self.dates.entry(tied.clone()).or_insert(reckoned()),
        };
        let because = self.chronology.refusal_by(dates, &legs, self.instant);
        let Some(because) = because else {
            return true;
        };
        let behind = because.into_iter().map(|one| one.card);
        self.refusal.cards.extend(behind);
        false
    }
}

#[cfg(test)]
mod tests {
    use crate::{Settings, ask, compile};
    use kaozheng_record::means::parse_question;
    use kaozheng_record::{Record, Sheet};
    use std::fmt::Write;

    /// The King told so many go-betweens on 20 March; each but the last `free` had sent word to Dirk before that.
    fn check(between: usize, free: usize) -> String {
        let mut cards = "source: letters\n\nperson: king\nname: King\nfrom: letters\n\nperson: dirk\nname: Dirk\nfrom: letters\n\n\
                         matter: treaty-text\nsays: The text.\nfrom: letters\ntopic: treaty\n\n\
                         statement: king-knew\nfrom: letters\nsays: He had it.\nmeans: king knew treaty-text on 1 March 1801\n"
            .to_owned();
        for at in 0..between {
            let bound = match at + free < between {
                true => format!("before: to-{at}\n"),
                false => String::new(),
            };
            write!(
                cards,
                "\nperson: b-{at}\nname: B {at}\nfrom: letters\n\n\
                 event: to-{at}\ntype: message\nfrom: letters\nsender: king\nrecipient: b-{at}\nwhen: 20 March 1801\nsent: yes\nabout: treaty\n\n\
                 event: on-{at}\ntype: message\nfrom: letters\nsender: b-{at}\nrecipient: dirk\nwhen: March 1801\nsent: yes\nabout: treaty\n{bound}"
            )
            .expect("a text takes everything");
        }
        let record = Record::new(vec![Sheet::parse("a.card", cards)]);
        let case = compile(&record, &[], &Settings::default()).value;
        let question = parse_question("dirk knew treaty-text on 1 April 1801");
        let answer = ask(&case, &question.value.expect("a question"));
        format!("{}: {}", answer.verdict, answer.route.join(" > "))
    }

    #[test]
    fn a_route_is_possible_only_if_its_dates_hold_together() {
        insta::assert_snapshot!(check(3, 0), @"none: ");
        insta::assert_snapshot!(check(3, 1), @"could: to-2 > on-2");
        insta::assert_snapshot!(check(20, 0), @"none: ");
    }

    /// Who carries a letter has it before it is received: word of it can have gone out on the way.
    #[test]
    fn a_carrier_can_have_passed_it_on_before_it_was_received() {
        let on_the_way = |when: &str| {
            let cards = format!(
                "source: letters\n\nperson: king\nname: King\n\nperson: courier\nname: Courier\n\nperson: dirk\nname: Dirk\n\n\
                 person: ada\nname: Ada\n\nmatter: treaty-text\nsays: The text.\ntopic: treaty\n\n\
                 event: letter\nfrom: letters\ntype: message\nsender: king\nrecipient: dirk\nvia: courier\nwhen: 3 March 1801\n\
                 received: 20 March 1801\nsent: yes\ntells: treaty-text\n\n\
                 event: landing\nfrom: letters\nwhen: {when}\n\n\
                 event: word\nfrom: letters\ntype: message\nsender: courier\nrecipient: ada\nwhen: March 1801\nbefore: landing\n\
                 after: letter\nsent: yes\nabout: treaty\n"
            );
            let record = Record::new(vec![Sheet::parse("a.card", cards)]);
            let case = compile(&record, &[], &Settings::default()).value;
            let question = parse_question("ada knew treaty-text on 1 April 1801");
            ask(&case, &question.value.expect("a question")).verdict
        };
        insta::assert_snapshot!(on_the_way("9 March 1801"), @"could");
        insta::assert_snapshot!(on_the_way("3 March 1801"), @"could");
    }

    #[test]
    fn what_is_not_decided_is_possible_unless_dates_are_jointly_constrained() {
        insta::assert_snapshot!(check(80, 0), @"possible unless dates are jointly constrained: ");
        insta::assert_snapshot!(check(80, 1), @"could: to-79 > on-79");
    }
}

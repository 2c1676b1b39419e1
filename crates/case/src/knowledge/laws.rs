//! The laws of knowledge, and the worked case of the founding article.

use super::*;
use crate::chronology::Interval;
use proptest::collection::{btree_set, vec};
use proptest::prelude::*;

const ACTORS: u32 = 6;

/// A message as the generators make it, owning its lists.
#[derive(Clone, Debug)]
struct Letter {
    from: u32,
    to: Vec<u32>,
    send: Interval,
    delay: Interval,
    says: Vec<u32>,
    open: Vec<u32>,
    auto: bool,
    sent: Sent,
}

fn interval(from: i64, width: i64) -> impl Strategy<Value = Interval> {
    (0..from, 0..width).prop_map(|(lo, more)| Interval { lo, hi: lo + more })
}

fn letter() -> impl Strategy<Value = Letter> {
    let sent = prop::sample::select(vec![Sent::No, Sent::Maybe, Sent::Yes, Sent::Yes, Sent::Yes]);
    let carries = prop_oneof![
        btree_set(0..2u32, 1..=2).prop_map(|says| (says, [].into())),
        btree_set(0..2u32, 1..=2).prop_map(|open| ([].into(), open)),
    ];
    let people = (0..ACTORS, btree_set(0..ACTORS, 1..=2));
    (
        people,
        interval(30, 8),
        interval(4, 4),
        carries,
        any::<bool>(),
        sent,
    )
        .prop_map(
            |((from, to), send, delay, (says, open), auto, sent)| Letter {
                from,
                to: to.into_iter().collect(),
                send,
                delay,
                says: says.into_iter().collect(),
                open: open.into_iter().collect(),
                auto,
                sent,
            },
        )
}

fn add(world: &mut World, number: u32, letter: &Letter) {
    world.add_message(&Message {
        id: number,
        from: letter.from,
        to: &letter.to,
        send: letter.send,
        delay: letter.delay,
        says: &letter.says,
        open: &letter.open,
        auto: letter.auto,
        sent: letter.sent,
        document: number,
    });
}

/// Two propositions on topics 0 and 1, each with one origin.
fn world(letters: &[Letter], attested: &[(u32, u32, Interval, Claim)]) -> World {
    let mut world = World::new(ACTORS);
    for topic in 0..2 {
        world.add_proposition(Proposition {
            topic,
            circle: None,
        });
        world.add_origin(Origin {
            proposition: topic,
            actor: topic,
            time: Interval { lo: 2, hi: 4 },
            document: None,
        });
    }
    for (number, letter) in (0..).zip(letters) {
        add(&mut world, number, letter);
    }
    for (document, &(actor, proposition, at, claim)) in (500..).zip(attested) {
        world.add_attestation(Attestation {
            actor,
            proposition,
            at,
            claim,
            document,
        });
    }
    world
}

fn attested() -> impl Strategy<Value = Vec<(u32, u32, Interval, Claim)>> {
    let claim = prop::sample::select(vec![Claim::Known, Claim::Ignorant]);
    vec((0..ACTORS, 0..2u32, interval(30, 5), claim), 0..3)
}

fn closed(world: &World, proposition: u32) -> Closure {
    closure(world, &Index::new(world), proposition, Without::Nothing)
}

/// All that a closure says of one actor.
fn times(closure: &Closure, actor: u32) -> [Option<i64>; 5] {
    [
        closure.poss(actor),
        closure.cert(actor),
        closure.told(actor),
        closure.known(actor),
        closure.ignorant_until(actor),
    ]
}

/// `None` is later than any time.
fn late(time: Option<i64>) -> i64 {
    time.unwrap_or(i64::MAX)
}

proptest! {
    /// First in, first out: whoever has it later never passes it on earlier, so a later origin makes nothing earlier.
    #[test]
    fn fifo(letters in vec(letter(), 0..12), shift in 0..10i64) {
        let early = world(&letters, &[]);
        let mut later = world(&letters, &[]);
        later.origins[0].time = Interval { lo: 2 + shift, hi: 4 + shift };
        let (early, later) = (closed(&early, 0), closed(&later, 0));
        for actor in 0..ACTORS {
            prop_assert!(late(early.poss(actor)) <= late(later.poss(actor)));
            prop_assert!(late(early.cert(actor)) <= late(later.cert(actor)));
        }
    }

    /// What could be comes before what must be, and what must be before what is told for certain.
    #[test]
    fn possible_before_certain(letters in vec(letter(), 0..12), attested in attested()) {
        let found = closed(&world(&letters, &attested), 0);
        for actor in 0..ACTORS {
            prop_assert!(late(found.poss(actor)) <= late(found.cert(actor)));
            prop_assert!(late(found.poss(actor)) <= late(found.told(actor)));
            prop_assert!(late(found.cert(actor)) <= late(found.known(actor)));
        }
    }

    #[test]
    fn more_evidence_never_makes_a_time_later(letters in vec(letter(), 0..12), new in letter()) {
        let few = closed(&world(&letters, &[]), 0);
        let more: Vec<Letter> = letters.iter().cloned().chain([new]).collect();
        let more = closed(&world(&more, &[]), 0);
        for actor in 0..ACTORS {
            for (few, more) in times(&few, actor).into_iter().zip(times(&more, actor)).take(4) {
                prop_assert!(late(more) <= late(few));
            }
        }
    }

    /// A message that neither states the proposition nor is open on its topic, and a draft, change nothing.
    #[test]
    fn irrelevant_document_changes_nothing(letters in vec(letter(), 0..12), attested in attested(), other in letter()) {
        let base = world(&letters, &attested);
        let elsewhere = Letter { says: vec![1], open: vec![1], ..other.clone() };
        let draft = Letter { says: vec![0], sent: Sent::No, ..other };
        let mut more = base.clone();
        add(&mut more, 900, &elsewhere);
        add(&mut more, 901, &draft);
        let (few, more) = (closed(&base, 0), closed(&more, 0));
        for actor in 0..ACTORS {
            prop_assert_eq!(times(&few, actor), times(&more, actor));
        }
    }

    #[test]
    fn order_independent(
        (letters, shuffled) in vec(letter(), 0..12).prop_flat_map(|l| (Just(l.clone()), Just(l).prop_shuffle())),
    ) {
        let (one, other) = (closed(&world(&letters, &[]), 0), closed(&world(&shuffled, &[]), 0));
        for actor in 0..ACTORS {
            prop_assert_eq!(times(&one, actor), times(&other, actor));
        }
    }

    /// The critical documents are those that change the word when the world is built without them.
    #[test]
    fn critical_documents_are_those_whose_removal_changes_the_word(
        letters in vec(letter(), 0..10),
        attested in attested(),
        actor in 0..ACTORS,
        time in 0..40i64,
    ) {
        let full = world(&letters, &attested);
        let index = Index::new(&full);
        let found = closed(&full, 0);
        let word = found.status(actor, time).word();
        let changes = |gone: u32| {
            let kept: Vec<Letter> = (0..).zip(&letters).filter(|(n, _)| *n != gone).map(|(_, l)| l.clone()).collect();
            let said: Vec<_> = (500..).zip(&attested).filter(|(n, _)| *n != gone).map(|(_, a)| *a).collect();
            closed(&world(&kept, &said), 0).status(actor, time).word() != word
        };
        let documents = (0..letters.len() as u32).chain(500..500 + attested.len() as u32);
        let expected: Vec<u32> = documents.filter(|&d| changes(d)).collect();
        prop_assert_eq!(critical(&full, &index, &found, 0, actor, time), expected);
    }

    /// Each route hands on from recipient to sender and, reckoned along it, arrives exactly at the time it gives.
    #[test]
    fn routes_arrive_when_they_say(letters in vec(letter(), 0..12), attested in attested()) {
        let world = world(&letters, &attested);
        let found = closed(&world, 0);
        for actor in 0..ACTORS {
            let Some(route) = found.route(&world, actor) else {
                prop_assert_eq!(found.poss(actor), None);
                continue;
            };
            let start = match route.start {
                Why::Origin(i) => Some(world.origins()[i as usize].time.lo),
                Why::Attested(i) => Some(world.attestations()[i as usize].at.lo),
                Why::Wrote(m) => Some(world.message(m).send.lo),
                _ => None,
            };
            let arrival = route.messages.iter().fold(start, |had, &m| {
                let message = world.message(m);
                Some(had.map_or(message.send.lo, |had| had.max(message.send.lo)) + message.delay.lo)
            });
            prop_assert_eq!(arrival, found.poss(actor));
        }
    }
}

const MAO: u32 = 0;
const KIM: u32 = 1;
const STALIN: u32 = 2;
const ENVOY: u32 = 3;
const PLAN: u32 = 0;
const SCHEDULE: u32 = 1;

/// The plan is told to Mao on 13 May; the date is kept within the circle of Kim and Stalin; late June Mao is
/// attested ignorant of the date. Days of 1950.
fn spring_1950(circle: Vec<u32>, with_envoy: bool) -> World {
    let mut world = World::new(4);
    world.add_proposition(Proposition {
        topic: 0,
        circle: None,
    });
    world.add_proposition(Proposition {
        topic: 0,
        circle: Some(circle),
    });
    for (proposition, day) in [(PLAN, 100), (SCHEDULE, 160)] {
        world.add_origin(Origin {
            proposition,
            actor: KIM,
            time: Interval::at(day),
            document: None,
        });
    }
    let message = Message {
        id: 0,
        from: KIM,
        to: &[MAO],
        send: Interval::at(133),
        delay: Interval { lo: 0, hi: 1 },
        says: &[PLAN],
        open: &[],
        auto: false,
        sent: Sent::Yes,
        document: 18,
    };
    world.add_message(&message);
    world.add_message(&Message {
        id: 1,
        from: MAO,
        to: &[STALIN],
        send: Interval::at(134),
        document: 19,
        ..message
    });
    if with_envoy {
        let open = Message {
            says: &[],
            open: &[0],
            sent: Sent::Maybe,
            ..message
        };
        world.add_message(&Message {
            id: 2,
            to: &[ENVOY],
            send: Interval { lo: 150, hi: 170 },
            document: 30,
            ..open
        });
        world.add_message(&Message {
            id: 3,
            from: ENVOY,
            to: &[MAO],
            send: Interval { lo: 150, hi: 175 },
            document: 31,
            ..open
        });
    }
    world.add_attestation(Attestation {
        actor: MAO,
        proposition: SCHEDULE,
        at: Interval::at(176),
        claim: Claim::Ignorant,
        document: 22,
    });
    world
}

#[test]
fn mao_knew_the_plan_but_not_the_date() {
    let world = spring_1950(vec![KIM, STALIN], true);
    let plan = closed(&world, PLAN);
    assert_eq!(plan.status(MAO, 132).word(), "none");
    assert_eq!(plan.status(MAO, 133).word(), "maybe_told");
    assert_eq!(plan.status(MAO, 134).word(), "known");
    assert_eq!(plan.why_known(MAO), Why::Wrote(1));
    let schedule = closed(&world, SCHEDULE);
    assert_eq!(
        schedule.status(MAO, 175),
        Status {
            pro: Pro::None,
            con: true
        }
    );
    assert_eq!(schedule.status(MAO, 175).word(), "ignorant");
}

#[test]
fn admitting_mao_to_the_circle_makes_exposure_possible() {
    let world = spring_1950(vec![MAO, KIM, STALIN, ENVOY], true);
    let schedule = closed(&world, SCHEDULE);
    assert_eq!(
        schedule.status(MAO, 175),
        Status {
            pro: Pro::Could,
            con: true
        }
    );
    assert_eq!(schedule.status(MAO, 177).word(), "could");
    let route = schedule.route(&world, MAO).expect("a route");
    assert_eq!((route.messages, route.start), (vec![2, 3], Why::Origin(1)));
    let index = Index::new(&world);
    assert_eq!(
        critical(&world, &index, &schedule, SCHEDULE, MAO, 177),
        [30, 31]
    );
    assert_eq!(
        critical(&world, &index, &schedule, SCHEDULE, MAO, 175),
        [22]
    );
}

/// The telegram of 2 October 1950: a draft makes no route; with `sent: maybe` Stalin may have been told.
#[test]
fn an_unsent_telegram_tells_nobody() {
    let with = |sent| {
        let mut world = World::new(2);
        world.add_proposition(Proposition {
            topic: 0,
            circle: None,
        });
        let time = Interval::at(2);
        let message = Message {
            id: 0,
            from: 0,
            to: &[1],
            send: time,
            delay: Interval::at(1),
            says: &[0],
            open: &[],
            auto: false,
            sent,
            document: 39,
        };
        world.add_message(&message);
        closed(&world, 0).status(1, 4).word()
    };
    assert_eq!(
        [Sent::No, Sent::Maybe, Sent::Yes].map(with),
        ["none", "maybe_told", "told"]
    );
}

#[test]
fn knowing_and_ignorance_together_are_contested() {
    let mut world = World::new(1);
    world.add_proposition(Proposition {
        topic: 0,
        circle: None,
    });
    for (claim, day, document) in [(Claim::Known, 5, 1), (Claim::Ignorant, 9, 2)] {
        world.add_attestation(Attestation {
            actor: 0,
            proposition: 0,
            at: Interval::at(day),
            claim,
            document,
        });
    }
    let found = closed(&world, 0);
    assert_eq!(
        [4, 5, 9, 10].map(|day| found.status(0, day).word()),
        ["ignorant", "contested", "contested", "known"]
    );
    assert_eq!(
        critical(&world, &Index::new(&world), &found, 0, 0, 7),
        [1, 2]
    );
}

#[test]
fn knowledge_before_any_route_is_reported() {
    let mut world = spring_1950(vec![KIM], false);
    let attestation = |actor, day, document| Attestation {
        actor,
        proposition: PLAN,
        at: Interval::at(day),
        claim: Claim::Known,
        document,
    };
    // Two witnesses to the same early knowledge do not make a route for one another.
    world.add_attestation(attestation(MAO, 120, 50));
    world.add_attestation(attestation(MAO, 121, 51));
    world.add_attestation(attestation(STALIN, 140, 52));
    let found = without_route(&world, &Index::new(&world), &closed(&world, PLAN), PLAN);
    assert_eq!(
        found,
        [Unrouted {
            actor: MAO,
            known: 120,
            basis: Basis::Attested(1),
            could: Some(133)
        }]
    );
}

#[test]
fn a_standing_distribution_forces_what_an_open_letter_only_allows() {
    let with = |auto| {
        let mut world = World::new(2);
        world.add_proposition(Proposition {
            topic: 3,
            circle: None,
        });
        world.add_origin(Origin {
            proposition: 0,
            actor: 0,
            time: Interval { lo: 1, hi: 2 },
            document: Some(7),
        });
        world.add_message(&Message {
            id: 0,
            from: 0,
            to: &[1],
            send: Interval { lo: 3, hi: 5 },
            delay: Interval { lo: 1, hi: 4 },
            says: &[],
            open: &[3],
            auto,
            sent: Sent::Yes,
            document: 8,
        });
        let found = closed(&world, 0);
        let forced = found.forced_route(&world, 1).map(|route| route.messages);
        let critical = critical(&world, &Index::new(&world), &found, 0, 1, 9);
        (found.poss(1), found.cert(1), forced, critical)
    };
    assert_eq!(with(true), (Some(4), Some(9), Some(vec![0]), vec![7, 8]));
    assert_eq!(with(false), (Some(4), None, None, vec![7, 8]));
}

/// Witnesses in their thousands who contradict one another leave one contested word that no single one of them carries.
#[test]
fn ten_thousand_contradictory_attestations_are_contested() {
    let many: Vec<_> = (0..10_000)
        .map(|n| {
            let (lo, claim) = if n % 2 == 0 {
                (i64::from(n % 7), Claim::Known)
            } else {
                (40 + i64::from(n % 5), Claim::Ignorant)
            };
            (3, 0, Interval { lo, hi: lo + 1 }, claim)
        })
        .collect();
    let world = world(&[], &many);
    let index = Index::new(&world);
    let found = closed(&world, 0);
    let words = [0, 1, 30, 44, 45].map(|time| found.status(3, time).word());
    assert_eq!(
        words,
        ["ignorant", "contested", "contested", "contested", "known"]
    );
    assert_eq!(critical(&world, &index, &found, 0, 3, 30), [0u32; 0]);
}

/// Letters without delay that go round in a circle, and to their own senders, end, and their routes do.
#[test]
fn circles_without_delay_end() {
    let letters: Vec<Letter> = (0..3000)
        .map(|n| Letter {
            from: n % ACTORS,
            to: vec![(n + 1) % ACTORS, n % ACTORS],
            send: Interval { lo: 5, hi: 5 },
            delay: Interval { lo: 0, hi: 0 },
            says: vec![],
            open: vec![0],
            auto: true,
            sent: Sent::Yes,
        })
        .collect();
    let world = world(&letters, &[]);
    let found = closed(&world, 0);
    for actor in 1..ACTORS {
        assert_eq!((found.poss(actor), found.cert(actor)), (Some(5), Some(5)));
        let route = found.route(&world, actor).expect("a route");
        assert_eq!(route.messages.len(), actor as usize);
    }
}

proptest! {
    /// However many topics there are and however far apart their numbers, each has its own messages and no others'.
    #[test]
    fn topics_of_any_number_are_kept_apart(topics in btree_set(any::<u32>(), 1..20), hops in 1..4u32) {
        let mut world = World::new(100);
        let start = Interval { lo: 0, hi: 0 };
        for (number, &topic) in (0..).zip(&topics) {
            let proposition = world.add_proposition(Proposition { topic, circle: None });
            world.add_origin(Origin { proposition, actor: number, time: start, document: None });
        }
        for hop in 0..hops {
            for (number, &topic) in (0..).zip(&topics) {
                let send = Interval { lo: i64::from(hop), hi: i64::from(hop) };
                let letter = Letter {
                    from: number + 20 * hop, to: vec![number + 20 * (hop + 1)], send, delay: start,
                    says: vec![], open: vec![topic], auto: false, sent: Sent::Yes,
                };
                add(&mut world, 0, &letter);
            }
        }
        for proposition in 0..topics.len() as u32 {
            let found = closed(&world, proposition);
            let reached: Vec<u32> = (0..100).filter(|&actor| found.poss(actor).is_some()).collect();
            let chain: Vec<u32> = (0..=hops).map(|hop| proposition + 20 * hop).collect();
            prop_assert_eq!(reached, chain);
        }
    }
}

//! Workloads made from a seed, of the same kinds as the slow reference makes.

use kaozheng_case::acts::{Act, DecisionAct};
use kaozheng_case::chronology::{Bound, Interval, Network};
use kaozheng_case::knowledge::{Message, Origin, Proposition, Sent, World};
use kaozheng_case::weighing::{Argument, Grade};

/// A small generator (xorshift), so that every run measures the same work.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 32) % u64::from(end)) as u32
    }

    fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }
}

/// Points in order of a hidden solution, and bounds that it fulfils: dates, "before", "about so long after".
pub(crate) fn network(points: u32, bounds: u32, planted: bool) -> Network {
    let mut dice = Dice(7);
    let mut network = Network::new(points);
    let day = |point: u32| i64::from(point) * 40;
    for id in 0..bounds {
        let to = 1 + dice.below(points - 1);
        let from = if dice.chance(35) {
            0
        } else {
            to.saturating_sub(dice.below(60))
        };
        let (apart, slack) = (day(to) - day(from), i64::from(dice.below(30)));
        let open = dice.chance(30);
        network.add(Bound {
            id,
            from,
            to,
            least: Some(if open { 0 } else { apart - slack }),
            most: (!open).then_some(apart + slack),
        });
    }
    if planted {
        let (a, b) = (points / 3, points / 3 + 20);
        network.add(Bound {
            id: bounds,
            from: a,
            to: b,
            least: Some(day(b) - day(a) + 1),
            most: None,
        });
        network.add(Bound {
            id: bounds + 1,
            from: a,
            to: b,
            least: None,
            most: Some(day(b) - day(a)),
        });
    }
    network
}

/// Half of the messages state propositions, half are lost and open on one topic.
pub(crate) fn world(messages: u32) -> World {
    let mut dice = Dice(11);
    let actors = (f64::from(messages).powf(0.55) as u32).max(20);
    let topics = (f64::from(messages).powf(0.25) as u32).max(4);
    let (propositions, horizon) = (messages / 50, messages / actors * 160);
    let mut world = World::new(actors);
    for proposition in 0..propositions {
        world.add_proposition(Proposition {
            topic: dice.below(topics),
            circle: None,
        });
        let time = Interval::at(i64::from(dice.below(horizon / 2)));
        world.add_origin(Origin {
            proposition,
            actor: dice.below(actors),
            time,
            document: None,
        });
    }
    for id in 0..messages {
        let lo = i64::from(dice.below(horizon));
        let delay = 1 + i64::from(dice.below(8));
        let (says, open) = ([dice.below(propositions)], [dice.below(topics)]);
        let stated = dice.chance(55);
        world.add_message(&Message {
            id,
            from: dice.below(actors),
            to: &[dice.below(actors)],
            send: Interval {
                lo,
                hi: lo + i64::from(dice.below(60)),
            },
            delay: Interval {
                lo: delay,
                hi: delay + i64::from(dice.below(12)),
            },
            says: if stated { &says } else { &[] },
            open: if stated { &[] } else { &open },
            auto: dice.chance(10),
            sent: if dice.chance(7) {
                Sent::Maybe
            } else {
                Sent::Yes
            },
            document: id,
        });
    }
    world
}

/// Arguments that attack a few of those shortly before them, some of them mutually.
pub(crate) fn attacks(arguments: u32) -> Vec<(u32, u32)> {
    let mut dice = Dice(13);
    let mut attacks = Vec::new();
    for from in 1..arguments {
        attacks.push((from, from.saturating_sub(1 + dice.below(50))));
        if dice.chance(10) {
            attacks.extend([(from, from - 1), (from - 1, from)]);
        }
    }
    attacks
}

/// Both sides of so many issues: up to ten arguments each, over twelve roots.
pub(crate) fn issues(count: usize) -> Vec<(Vec<Argument>, Vec<Argument>)> {
    let mut dice = Dice(17);
    let mut side = || -> Vec<Argument> {
        let size = dice.below(11);
        (0..size)
            .map(|_| {
                let grade = Grade::ALL[dice.below(4) as usize];
                let roots = 1 + dice.below(3);
                Argument::new(
                    grade,
                    (0..roots).map(|_| dice.below(12)).collect::<Vec<_>>(),
                )
            })
            .collect()
    };
    (0..count).map(|_| (side(), side())).collect()
}

/// Acts that may all have come in any order.
pub(crate) fn acts(count: i64) -> Vec<Act<DecisionAct>> {
    let kinds = [
        DecisionAct::Decided,
        DecisionAct::Suspended,
        DecisionAct::Ordered,
        DecisionAct::Reversed,
    ];
    let act = |i: i64| Act {
        at: Interval { lo: i, hi: 30 - i },
        kind: kinds[i as usize % 4],
        document: 0,
    };
    (0..count).map(act).collect()
}

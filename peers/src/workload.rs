//! The workloads: made here from a seed, or read from files of the reasoning benchmark.

use serde_json::Value;
use std::io::{BufRead, BufReader};

/// How large the workloads are, and which files to read instead of making them.
pub struct Size {
    /// Messages of the knowledge workload.
    pub messages: u32,
    /// Points of the network that both solve.
    pub points: u32,
    /// How often each is measured.
    pub rounds: usize,
    /// Files given with `--who` and `--stn`.
    pub who: Vec<String>,
    /// A network to read.
    pub stn: Option<String>,
    /// The program crustabri, which is run as a process of its own.
    pub crustabri: Option<String>,
}

impl Size {
    /// From the arguments: `--small` for a quick look, `--who FILE`, `--stn FILE`, `--rounds N`.
    pub fn of(arguments: &[String]) -> Size {
        let after = |name: &str| -> Vec<String> {
            let pairs = arguments.windows(2).filter(|pair| pair[0] == name);
            pairs.map(|pair| pair[1].clone()).collect()
        };
        let small = arguments.iter().any(|one| one == "--small");
        Size {
            messages: if small { 20_000 } else { 1_000_000 },
            points: if small { 5_000 } else { 100_000 },
            rounds: after("--rounds")
                .first()
                .and_then(|n| n.parse().ok())
                .unwrap_or(3),
            who: after("--who"),
            stn: after("--stn").into_iter().next(),
            crustabri: after("--crustabri").into_iter().next(),
        }
    }
}

/// A message as plain numbers.
#[derive(Clone, Copy, Default)]
pub struct Letter {
    pub from: u32,
    pub send: (i64, i64),
    pub delay: (i64, i64),
    pub auto: bool,
    /// 0 no, 1 maybe, 2 yes.
    pub sent: u8,
}

/// Lists of numbers, one after the other.
#[derive(Clone, Default)]
pub struct Lists {
    ends: Vec<u32>,
    values: Vec<u32>,
}

impl Lists {
    pub fn push(&mut self, list: &[u32]) {
        self.values.extend_from_slice(list);
        self.ends.push(self.values.len() as u32);
    }

    pub fn get(&self, at: usize) -> &[u32] {
        let start = if at == 0 { 0 } else { self.ends[at - 1] };
        &self.values[start as usize..self.ends[at] as usize]
    }
}

/// Everything that is recorded of who told what to whom.
#[derive(Default)]
pub struct Who {
    pub name: String,
    pub actors: u32,
    pub horizon: i64,
    /// The topic of each matter. Circles of secrecy are left out, since not every peer knows them.
    pub topics: Vec<u32>,
    /// Matter, actor, interval.
    pub origins: Vec<(u32, u32, i64, i64)>,
    pub letters: Vec<Letter>,
    /// Recipients, matters stated and open topics of each letter.
    pub to: Lists,
    pub says: Lists,
    pub open: Lists,
    /// Actor, matter, interval, whether known.
    pub attested: Vec<(u32, u32, i64, i64, bool)>,
}

/// Numbers that look like chance (xorshift), the same on every run.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, end: u32) -> u32 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        ((self.0 >> 32) % u64::from(end.max(1))) as u32
    }

    pub fn chance(&mut self, percent: u32) -> bool {
        self.below(100) < percent
    }

    fn real(&mut self) -> f64 {
        f64::from(self.below(1 << 30)) / f64::from(1 << 30)
    }

    /// Nothing in most cases, else a stretch of about so many ticks.
    fn width(&mut self, about: f64) -> i64 {
        if self.chance(60) {
            0
        } else {
            (-about * (1.0 - self.real()).ln()) as i64
        }
    }
}

/// Actors in blocs that mostly write to one another, a few envoys between them; with `hubs` a few actors send most.
pub fn who(messages: u32, hubs: bool) -> Who {
    let mut dice = Dice(if hubs { 23 } else { 11 });
    let actors = (f64::from(messages).powf(0.55) as u32).max(20);
    let topics = (f64::from(messages).powf(0.25) as u32).max(4);
    let (matters, horizon) = (
        (messages / 50).max(10),
        (4 * messages / actors * 40).max(2000),
    );
    let blocs = (actors / 50 + 2).clamp(2, 40);
    let mut who = Who {
        name: if hubs {
            "heavy-tailed hubs"
        } else {
            "uniform traffic"
        }
        .to_owned(),
        actors,
        horizon: i64::from(horizon),
        ..Who::default()
    };
    let mut of_topic = vec![Vec::new(); topics as usize];
    for matter in 0..matters {
        let topic = dice.below(topics);
        of_topic[topic as usize].push(matter);
        who.topics.push(topic);
        let lo = i64::from(dice.below(horizon / 2));
        who.origins
            .push((matter, dice.below(actors), lo, lo + dice.width(20.0)));
    }
    for _ in 0..messages {
        let from = if hubs {
            (f64::from(actors) * dice.real().powi(4)) as u32
        } else {
            dice.below(actors)
        };
        let count = if dice.chance(85) {
            1
        } else {
            2 + dice.below(4)
        };
        let mut to: Vec<u32> = (0..count)
            .map(|_| {
                if dice.chance(90) {
                    // A bloc is every so many-th actor.
                    let own = from % blocs + blocs * dice.below(actors / blocs);
                    own.min(actors - 1)
                } else {
                    dice.below(actors)
                }
            })
            .collect();
        to.sort_unstable();
        to.dedup();
        let lo = i64::from(dice.below(horizon));
        let least = 1 + i64::from(dice.below(8));
        let slack = if dice.chance(50) {
            0
        } else {
            i64::from(dice.below(12))
        };
        let mut letter = Letter {
            from,
            send: (lo, lo + dice.width(60.0)),
            delay: (least, least + slack),
            sent: [0, 0, 0, 1, 1, 1, 1, 1, 1, 1]
                .get(dice.below(100) as usize)
                .copied()
                .unwrap_or(2),
            ..Letter::default()
        };
        let topic = dice.below(topics);
        let pool = &of_topic[topic as usize];
        if dice.chance(55) && !pool.is_empty() {
            let said = (0..1 + dice.below(3)).map(|_| pool[dice.below(pool.len() as u32) as usize]);
            let mut said: Vec<u32> = said.collect();
            said.sort_unstable();
            said.dedup();
            who.says.push(&said);
            who.open.push(&[]);
        } else {
            who.says.push(&[]);
            who.open.push(&[topic]);
            letter.auto = dice.chance(10);
        }
        who.to.push(&to);
        who.letters.push(letter);
    }
    for _ in 0..messages / 100 {
        let lo = i64::from(dice.below(horizon));
        let hi = lo + dice.width(20.0);
        who.attested.push((
            dice.below(actors),
            dice.below(matters),
            lo,
            hi,
            dice.chance(60),
        ));
    }
    who
}

fn lines(file: &str) -> impl Iterator<Item = Value> {
    let opened = std::fs::File::open(file).unwrap_or_else(|error| panic!("{file}: {error}"));
    let read = BufReader::with_capacity(1 << 20, opened).lines();
    read.map(|line| serde_json::from_str(&line.expect("text")).expect("a line of JSON"))
}

fn number(value: &Value) -> u32 {
    value.as_u64().expect("a number") as u32
}

fn numbers(value: &Value) -> Vec<u32> {
    value
        .as_array()
        .map(|list| list.iter().map(number).collect())
        .unwrap_or_default()
}

fn pair(value: &Value) -> (i64, i64) {
    (
        value[0].as_i64().expect("a tick"),
        value[1].as_i64().expect("a tick"),
    )
}

/// Reads a `reason-who/1` workload.
pub fn read_who(file: &str) -> Who {
    let mut who = Who {
        name: file.rsplit('/').next().unwrap_or(file).to_owned(),
        ..Who::default()
    };
    for line in lines(file) {
        match line["k"].as_str().expect("a kind") {
            "meta" => {
                who.actors = number(&line["actors"]);
                who.horizon = line["horizon"].as_i64().expect("a tick");
            }
            "prop" => who.topics.push(number(&line["topic"])),
            "origin" => {
                let (lo, hi) = (line["lo"].as_i64(), line["hi"].as_i64());
                let (lo, hi) = (lo.expect("a tick"), hi.expect("a tick"));
                who.origins
                    .push((number(&line["prop"]), number(&line["actor"]), lo, hi));
            }
            "msg" => {
                who.to.push(&numbers(&line["to"]));
                who.says.push(&numbers(&line["says"]));
                who.open.push(&numbers(&line["open"]));
                who.letters.push(Letter {
                    from: number(&line["from"]),
                    send: pair(&line["send"]),
                    delay: pair(&line["delay"]),
                    auto: line["auto"] == true,
                    sent: match line["sent"].as_str() {
                        Some("no") => 0,
                        Some("maybe") => 1,
                        _ => 2,
                    },
                });
            }
            "attest" => {
                let (lo, hi) = pair(&line["at"]);
                let known = line["val"] == "known";
                who.attested
                    .push((number(&line["actor"]), number(&line["prop"]), lo, hi, known));
            }
            _ => {}
        }
    }
    who
}

/// From, to, least, most.
pub type Limits = (u32, u32, Option<i64>, Option<i64>);

/// Points in order of a hidden solution, and bounds that it fulfils: dates, "before", "about so long after", "at most".
pub fn stn(points: u32, bounds: u32) -> (u32, Vec<Limits>) {
    let mut dice = Dice(7);
    let mut at: Vec<i64> = (0..points)
        .map(|_| i64::from(dice.below(40 * points)))
        .collect();
    at[0] = 0;
    at.sort_unstable();
    let mut all = Vec::new();
    for _ in 0..bounds {
        if dice.chance(35) {
            let to = 1 + dice.below(points - 1);
            let slack = [0, 0, 1, 7, 30, 365][dice.below(6) as usize];
            let date = at[to as usize];
            let (lo, hi) = (dice.below(slack + 1), dice.below(slack + 1));
            all.push((
                0,
                to,
                Some(date - i64::from(lo)),
                Some(date + i64::from(hi)),
            ));
            continue;
        }
        let from = 1 + dice.below(points - 1);
        let near = from + dice.below(60);
        let to = if dice.chance(90) {
            near.min(points - 1)
        } else {
            1 + dice.below(points - 1)
        };
        let (from, to) = (from.min(to), from.max(to));
        let apart = at[to as usize] - at[from as usize];
        all.push(match dice.below(65) {
            0..30 => (from, to, Some(0), None),
            30..50 => {
                let slack = 1 + (apart / 5) as u32;
                let (lo, hi) = (dice.below(slack), dice.below(slack));
                (
                    from,
                    to,
                    Some(apart - i64::from(lo)),
                    Some(apart + i64::from(hi)),
                )
            }
            _ => (from, to, None, Some(apart + i64::from(dice.below(60)))),
        });
    }
    (points, all)
}

/// Reads a `reason-stn/1` workload.
pub fn read_stn(file: &str) -> (u32, Vec<Limits>) {
    let mut points = 0;
    let mut all = Vec::new();
    for line in lines(file) {
        if line["k"] == "meta" {
            points = number(&line["points"]);
        } else {
            let ends = (number(&line["u"]), number(&line["v"]));
            all.push((ends.0, ends.1, line["lo"].as_i64(), line["hi"].as_i64()));
        }
    }
    (points, all)
}

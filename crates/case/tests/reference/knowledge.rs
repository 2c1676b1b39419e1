//! Who knew what when.

use crate::solvers::{Case, each, id, ids, instances};
use kaozheng_case::chronology::Interval;
use kaozheng_case::knowledge::{
    Attestation, Claim, Index, Message, Origin, Proposition, Route, Sent, World,
};
use kaozheng_case::workload::knowledge::{Answer, Query, answers};
use serde_json::{Value, json};

/// A workload as the kernel takes it, with the names of its documents.
struct Asked {
    world: World,
    queries: Vec<Query>,
    documents: Vec<String>,
}

impl Asked {
    fn new(case: &Case) -> Asked {
        let world = World::new(id(&case.workload[0]["actors"]));
        let mut asked = Asked {
            world,
            queries: Vec::new(),
            documents: Vec::new(),
        };
        for line in &case.workload[1..] {
            asked.read(line);
        }
        asked
    }

    fn read(&mut self, line: &Value) {
        match line["k"].as_str().expect("a kind") {
            "prop" => {
                let circle = line.get("circle").map(ids);
                self.world.add_proposition(Proposition {
                    topic: id(&line["topic"]),
                    circle,
                });
            }
            "origin" => self.world.add_origin(Origin {
                proposition: id(&line["prop"]),
                actor: id(&line["actor"]),
                time: Interval {
                    lo: tick(&line["lo"]),
                    hi: tick(&line["hi"]),
                },
                // The reference never takes an origin away.
                document: None,
            }),
            "msg" => self.message(line),
            "attest" => {
                let claim = if line["val"] == "known" {
                    Claim::Known
                } else {
                    Claim::Ignorant
                };
                let document = self.document(line);
                self.world.add_attestation(Attestation {
                    actor: id(&line["actor"]),
                    proposition: id(&line["prop"]),
                    at: interval(&line["at"]),
                    claim,
                    document,
                });
            }
            "query" => self.queries.push(Query {
                actor: id(&line["actor"]),
                proposition: id(&line["prop"]),
                time: tick(&line["t"]),
            }),
            other => panic!("no such kind of line: {other}"),
        }
    }

    fn message(&mut self, line: &Value) {
        let document = self.document(line);
        self.world.add_message(&Message {
            id: id(&line["id"]),
            from: id(&line["from"]),
            to: &ids(&line["to"]),
            send: interval(&line["send"]),
            delay: interval(&line["delay"]),
            says: &ids(&line["says"]),
            open: &ids(&line["open"]),
            auto: line["auto"] == true,
            sent: match line["sent"].as_str() {
                Some("no") => Sent::No,
                Some("maybe") => Sent::Maybe,
                _ => Sent::Yes,
            },
            document,
        });
    }

    fn document(&mut self, line: &Value) -> u32 {
        let name = line["doc"].as_str().expect("a document");
        let place = self.documents.iter().position(|known| known == name);
        let place = place.unwrap_or_else(|| {
            self.documents.push(name.to_owned());
            self.documents.len() - 1
        });
        place as u32
    }

    fn written(&self, number: usize, answer: &Answer, with_critical: bool) -> Value {
        let mut written = json!({
            "q": number,
            "status": answer.status.word(),
            "poss": answer.poss,
            "cert": answer.cert,
            "told": answer.told,
            "known": answer.known,
            "ignorant_until": answer.ignorant_until,
        });
        if with_critical {
            let names = answer
                .critical
                .iter()
                .map(|&d| self.documents[d as usize].clone());
            let mut names: Vec<String> = names.collect();
            names.sort();
            written["critical"] = json!(names);
        }
        written
    }
}

fn tick(value: &Value) -> i64 {
    value.as_i64().expect("a tick")
}

fn interval(value: &Value) -> Interval {
    Interval {
        lo: tick(&value[0]),
        hi: tick(&value[1]),
    }
}

#[test]
fn statuses_and_critical_documents_are_those_of_the_reference() {
    each("who", instances(300), |case| {
        let asked = Asked::new(&case);
        let index = Index::new(&asked.world);
        let own = answers(&asked.world, &index, &asked.queries, asked.queries.len());
        assert_eq!(own.len(), case.answers.len());
        for (number, (own, theirs)) in own.iter().zip(&case.answers).enumerate() {
            let with_critical = theirs.get("critical").is_some();
            assert_eq!(asked.written(number, own, with_critical), *theirs);
            check_route(&asked.world, &asked.queries[number], own);
        }
    });
}

/// A route hands on from message to message, reaches the actor, and arrives at the time it explains.
fn check_route(world: &World, query: &Query, answer: &Answer) {
    let Some(Route { messages, .. }) = &answer.route else {
        assert_eq!(answer.poss, None);
        return;
    };
    for pair in messages.windows(2) {
        let next = world.message(pair[1]).from;
        assert!(world.message(pair[0]).to.contains(&next));
    }
    if let Some(&last) = messages.last() {
        let last = world.message(last);
        assert!(last.to.contains(&query.actor));
        assert!(answer.poss >= Some(last.send.lo + last.delay.lo));
    }
}

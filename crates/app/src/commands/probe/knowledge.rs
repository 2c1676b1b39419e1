//! The stage `knowledge`: who knew what when.

use super::records::{Fault, below, count, each, need};
use kaozheng_case::chronology::Interval;
use kaozheng_case::knowledge::{
    Attestation, Claim, Index, Message, Origin, Proposition, Sent, World,
};
use kaozheng_case::workload::knowledge::{Answer, Query, answers};
use serde::Deserialize;
use serde_json::{Value, json};
use std::collections::HashMap;
use std::io::{BufRead, Write};

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Kind {
    Meta,
    Prop,
    Origin,
    Msg,
    Attest,
    Query,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Posted {
    Yes,
    Maybe,
    No,
}

#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Attested {
    Known,
    Ignorant,
}

#[derive(Deserialize)]
struct Record {
    k: Kind,
    actors: Option<u64>,
    #[serde(default)]
    id: Value,
    topic: Option<u32>,
    circle: Option<Vec<u32>>,
    prop: Option<u32>,
    actor: Option<u32>,
    lo: Option<i64>,
    hi: Option<i64>,
    from: Option<u32>,
    #[serde(default)]
    to: Vec<u32>,
    send: Option<[i64; 2]>,
    delay: Option<[i64; 2]>,
    #[serde(default)]
    says: Vec<u32>,
    #[serde(default)]
    open: Vec<u32>,
    #[serde(default)]
    auto: bool,
    sent: Option<Posted>,
    at: Option<[i64; 2]>,
    val: Option<Attested>,
    t: Option<i64>,
    #[serde(default)]
    doc: Value,
}

/// What stands in the place of a line: its fault, or the answer to its query.
enum Place {
    Fault(Fault),
    Query(Value),
}

#[derive(Default)]
struct Workload {
    world: Option<World>,
    /// Numbers of propositions in the file, and in the world.
    propositions: HashMap<u32, u32>,
    /// The ids of messages in the file, by their place in the world.
    messages: Vec<Value>,
    documents: Documents,
    queries: Vec<Query>,
    places: Vec<Place>,
}

/// The documents of a workload: each has a number; records that name none have one of their own.
#[derive(Default)]
struct Documents {
    numbers: HashMap<String, u32>,
    names: Vec<Option<String>>,
}

impl Documents {
    fn number(&mut self, document: Value) -> u32 {
        let name = match document {
            Value::Null => None,
            Value::String(name) => Some(name),
            other => Some(other.to_string()),
        };
        let next = self.names.len() as u32;
        if let Some(name) = &name {
            if let Some(number) = self.numbers.get(name) {
                return *number;
            }
            self.numbers.insert(name.clone(), next);
        }
        self.names.push(name);
        next
    }

    /// The names of these documents, sorted.
    fn named(&self, numbers: &[u32]) -> Vec<&str> {
        let names = numbers.iter().map(|&number| &self.names[number as usize]);
        let mut names: Vec<&str> = names.filter_map(Option::as_deref).collect();
        names.sort_unstable();
        names
    }
}

impl Workload {
    fn take(&mut self, record: Record) -> Result<(), String> {
        if let Kind::Meta = record.k {
            self.world = Some(World::new(count(record.actors, "actors")?));
            return Ok(());
        }
        match record.k {
            Kind::Prop => self.proposition(record),
            Kind::Origin => self.origin(&record),
            Kind::Msg => self.message(record),
            Kind::Attest => self.attestation(record),
            Kind::Query | Kind::Meta => self.query(record),
        }
    }

    fn world(&mut self) -> Result<&mut World, String> {
        self.world
            .as_mut()
            .ok_or_else(|| "no `meta` line before it".to_owned())
    }

    fn actor(&mut self, actor: Option<u32>, name: &str) -> Result<u32, String> {
        below(need(actor, name)?, self.world()?.actors(), "actor")
    }

    fn known(&self, proposition: u32) -> Result<u32, String> {
        let number = self.propositions.get(&proposition).copied();
        number.ok_or_else(|| format!("no `prop` {proposition} before it"))
    }

    fn proposition(&mut self, record: Record) -> Result<(), String> {
        let id = record.id.as_u64().and_then(|id| u32::try_from(id).ok());
        let id = need(id, "id")?;
        let topic = need(record.topic, "topic")?;
        let number = self.world()?.add_proposition(Proposition {
            topic,
            circle: record.circle,
        });
        self.propositions.insert(id, number);
        Ok(())
    }

    fn origin(&mut self, record: &Record) -> Result<(), String> {
        let actor = self.actor(record.actor, "actor")?;
        let proposition = self.known(need(record.prop, "prop")?)?;
        let time = interval([need(record.lo, "lo")?, need(record.hi, "hi")?], "lo")?;
        self.world()?.add_origin(Origin {
            proposition,
            actor,
            time,
            document: None,
        });
        Ok(())
    }

    fn message(&mut self, mut record: Record) -> Result<(), String> {
        let from = self.actor(record.from, "from")?;
        for &to in &record.to {
            self.actor(Some(to), "to")?;
        }
        for said in &mut record.says {
            *said = self.known(*said)?;
        }
        let number = self.messages.len() as u32;
        if record.delay.is_some_and(|[least, _]| least < 0) {
            return Err("`delay` is below zero".to_owned());
        }
        let send = interval(need(record.send, "send")?, "send")?;
        let delay = interval(need(record.delay, "delay")?, "delay")?;
        let message = Message {
            id: number,
            from,
            to: &record.to,
            send,
            delay,
            says: &record.says,
            open: &record.open,
            auto: record.auto,
            sent: match record.sent {
                Some(Posted::No) => Sent::No,
                Some(Posted::Maybe) => Sent::Maybe,
                Some(Posted::Yes) | None => Sent::Yes,
            },
            document: self.documents.number(record.doc),
        };
        self.world()?.add_message(&message);
        self.messages.push(record.id);
        Ok(())
    }

    fn attestation(&mut self, record: Record) -> Result<(), String> {
        let mut attestation = Attestation {
            actor: self.actor(record.actor, "actor")?,
            proposition: self.known(need(record.prop, "prop")?)?,
            at: interval(need(record.at, "at")?, "at")?,
            claim: match need(record.val, "val")? {
                Attested::Known => Claim::Known,
                Attested::Ignorant => Claim::Ignorant,
            },
            document: 0,
        };
        attestation.document = self.documents.number(record.doc);
        self.world()?.add_attestation(attestation);
        Ok(())
    }

    fn query(&mut self, record: Record) -> Result<(), String> {
        let query = Query {
            actor: self.actor(record.actor, "actor")?,
            proposition: self.known(need(record.prop, "prop")?)?,
            time: need(record.t, "t")?,
        };
        self.queries.push(query);
        self.places.push(Place::Query(record.id));
        Ok(())
    }
}

fn interval([lo, hi]: [i64; 2], name: &str) -> Result<Interval, String> {
    if lo <= hi {
        Ok(Interval { lo, hi })
    } else {
        Err(format!("`{name}` runs backwards: {lo} to {hi}"))
    }
}

/// Reads a `reason-who/1` workload and answers its queries; `true` when every line could be read.
pub(crate) fn run(input: &mut dyn BufRead, out: &mut dyn Write) -> anyhow::Result<bool> {
    let mut workload = Workload::default();
    each(input, &mut workload, Workload::take, |workload, fault| {
        workload.places.push(Place::Fault(fault));
    })?;
    let world = workload.world.unwrap_or_default();
    let mut answered =
        answers(&world, &Index::new(&world), &workload.queries, usize::MAX).into_iter();
    let mut fine = true;
    for place in workload.places {
        match (place, &mut answered) {
            (Place::Fault(fault), _) => {
                fault.write(out)?;
                fine = false;
            }
            (Place::Query(id), answered) => {
                if let Some(answer) = answered.next() {
                    writeln!(
                        out,
                        "{}",
                        written(&id, answer, &workload.messages, &workload.documents)
                    )?;
                }
            }
        }
    }
    Ok(fine)
}

fn written(id: &Value, answer: Answer, messages: &[Value], documents: &Documents) -> Value {
    let route = answer.route.map(|route| route.messages).unwrap_or_default();
    let path: Vec<&Value> = route
        .iter()
        .map(|&message| &messages[message as usize])
        .collect();
    json!({
        "q": id,
        "status": answer.status.word(),
        "poss": answer.poss,
        "cert": answer.cert,
        "told": answer.told,
        "known": answer.known,
        "ignorant_until": answer.ignorant_until,
        "path": path,
        "critical": documents.named(&answer.critical),
    })
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    fn check(lines: &[&str]) -> String {
        let mut out = Vec::new();
        let fine = super::run(&mut lines.join("\n").as_bytes(), &mut out)
            .expect("memory can be written to");
        format!(
            "{}{fine}",
            String::from_utf8(out).expect("answers are text")
        )
    }

    const META: &str = r#"{"k":"meta","actors":3}"#;
    const PROP: &str = r#"{"k":"prop","id":7,"topic":0}"#;
    const ORIGIN: &str = r#"{"k":"origin","prop":7,"actor":0,"lo":1,"hi":2,"doc":"o"}"#;
    const LETTER: &str =
        r#"{"k":"msg","id":40,"from":0,"to":[1],"send":[3,5],"delay":[1,2],"says":[7],"doc":"d"}"#;
    const LOST: &str = r#"{"k":"msg","id":41,"from":1,"to":[2],"send":[6,9],"delay":[1,1],"open":[0],"sent":"maybe","doc":"e"}"#;

    #[test]
    fn each_query_is_answered_with_its_route() {
        let query = r#"{"k":"query","id":"x","actor":2,"prop":7,"t":8}"#;
        let earlier = r#"{"k":"query","id":2,"actor":1,"prop":7,"t":7}"#;
        assert_snapshot!(check(&[META, PROP, ORIGIN, LETTER, LOST, query, earlier]), @r#"
        {"q":"x","status":"could","poss":7,"cert":null,"told":null,"known":null,"ignorant_until":null,"path":[40,41],"critical":["d","e"]}
        {"q":2,"status":"told","poss":4,"cert":7,"told":4,"known":null,"ignorant_until":null,"path":[40],"critical":["d"]}
        true
        "#);
    }

    #[test]
    fn faults_stand_in_the_place_of_their_lines() {
        let query = r#"{"k":"query","id":1,"actor":0,"prop":7,"t":2}"#;
        let nobody = r#"{"k":"query","id":2,"actor":3,"prop":7,"t":2}"#;
        let unknown =
            r#"{"k":"attest","id":3,"doc":"a","actor":0,"prop":8,"at":[1,1],"val":"known"}"#;
        let backwards = r#"{"k":"msg","id":4,"from":0,"to":[1],"send":[5,3],"delay":[1,2]}"#;
        assert_snapshot!(check(&[META, PROP, ORIGIN, query, nobody, unknown, backwards, query]), @r#"
        {"q":1,"status":"known","poss":1,"cert":2,"told":null,"known":2,"ignorant_until":null,"path":[],"critical":[]}
        {"id":2,"doc":null,"line":5,"error":"there is no actor 3; the last is 2"}
        {"id":3,"doc":"a","line":6,"error":"no `prop` 8 before it"}
        {"id":4,"doc":null,"line":7,"error":"`send` runs backwards: 5 to 3"}
        {"q":1,"status":"known","poss":1,"cert":2,"told":null,"known":2,"ignorant_until":null,"path":[],"critical":[]}
        false
        "#);
    }
}

//! The whole way from cards to answers: random workloads written as cards, asked in the grammar, against the reference.

use crate::solvers::{bench, cases, id, ids, run};
use kaozheng_case::facts::lines::{sides, weigh};
use kaozheng_case::facts::roots::Links;
use kaozheng_case::weighing::widths;
use kaozheng_case::{Answer, Case, Settings, ask, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use kaozheng_values::dates::{DAY, Day};
use serde_json::{Value, json};
use std::process::Command;

/// Worlds whose cards are asked, and questions for each.
const WORLDS: usize = 40;
const QUESTIONS: usize = 8;

#[test]
fn statuses_asked_of_cards_are_those_of_the_reference() {
    let Some(bench) = bench() else { return };
    let mut asked = 0;
    for world in cases("who", WORLDS) {
        let workload = answerable(&world.workload);
        let input: String = workload.iter().map(|line| format!("{line}\n")).collect();
        let mut python = Command::new("python3");
        python
            .arg(bench.join("reference.py"))
            .args(["who", "--critical", &QUESTIONS.to_string()]);
        let answers = run(&mut python, &input);
        let case = of_cards(&written(&workload));
        let queries = workload.iter().filter(|line| line["k"] == "query");
        for (query, theirs) in queries.zip(&answers).take(QUESTIONS) {
            let question = format!(
                "a{} knew p{} by {}",
                query["actor"],
                query["prop"],
                date(&query["t"])
            );
            let own = answered(&case, &question);
            let status = theirs["status"].as_str().expect("a word").replace('_', " ");
            assert_eq!(own.verdict, status, "{question}\n{}", written(&workload));
            let when = date(&query["t"]);
            let what = answered(&case, &format!("what a{} knew by {when}", query["actor"]));
            let listed = what.verdict.split("; ").find_map(|group| {
                let (word, ids) = group.split_once(": ")?;
                let own = format!("p{}", query["prop"]);
                ids.split(", ").any(|id| id == own).then_some(word)
            });
            assert_eq!(listed.unwrap_or("none"), status, "{what}");
            let mut critical: Vec<&str> = theirs["critical"]
                .as_array()
                .expect("documents")
                .iter()
                .filter_map(Value::as_str)
                .collect();
            critical.dedup();
            let rests: Vec<&str> = own
                .rests_on
                .iter()
                .map(String::as_str)
                .filter(|id| case.sources.contains_key(id))
                .collect();
            assert_eq!(rests, critical, "{question}\n{own}\n{}", written(&workload));
            asked += 1;
        }
    }
    assert!(asked >= 300, "only {asked} questions were asked");
}

#[test]
fn verdicts_asked_of_cards_are_those_of_the_reference() {
    let Some(bench) = bench() else { return };
    let weigher = || {
        let mut python = Command::new("python3");
        python.arg(bench.join("weigh.py"));
        python
    };
    let instances = run(weigher().args(["gen", "400", "11"]), "");
    let input: String = instances.iter().map(|line| format!("{line}\n")).collect();
    let answers = run(weigher().args(["solve", "/dev/stdin"]), &input);
    assert_eq!((instances.len(), answers.len()), (400, 400));
    for (instance, theirs) in instances.iter().zip(&answers) {
        let cards = argued(instance);
        let case = of_cards(&cards);
        let own = answered(&case, "verdict m");
        let [pro, con] = sides(&weigh(&case, "m").lines, Links::Recorded);
        let verdict = match own.verdict.strip_suffix(" that not") {
            Some(word) => format!("not-p {word}"),
            None => own.verdict.clone(),
        };
        let sources = own
            .rests_on
            .iter()
            .filter(|id| case.sources.contains_key(id));
        let found = json!({
            "id": instance["id"],
            "verdict": verdict,
            "pro": widths(&pro).vector(),
            "con": widths(&con).vector(),
            "critical": sources.collect::<Vec<_>>(),
        });
        assert_eq!(found, *theirs, "{cards}\n{own}");
    }
}

fn of_cards(cards: &str) -> Case {
    let record = Record::new(vec![Sheet::parse("w.card", cards)]);
    compile(&record, &[], &Settings::default()).value
}

fn answered(case: &Case, question: &str) -> Answer {
    let question = parse_question(question);
    ask(
        case,
        &question
            .value
            .unwrap_or_else(|| panic!("{:?}", question.notes)),
    )
}

/// The workload with the sending of every open message at one instant: a card dates the receipt of a letter, not the
/// time it took, and so says of a letter sent within a stretch less than the workload can.
fn answerable(workload: &[Value]) -> Vec<Value> {
    let mut out = workload.to_vec();
    for line in &mut out {
        if let Some(document) = line["doc"].as_str() {
            line["doc"] = json!(format!("doc-{document}"));
        }
    }
    for line in out
        .iter_mut()
        .filter(|line| line["k"] == "msg" && line.get("open").is_some())
    {
        line["send"][1] = line["send"][0].clone();
    }
    out
}

/// A tick as a minute of January 1950 and after.
fn date(tick: &Value) -> String {
    let tick = tick.as_i64().expect("a tick");
    let start = Day::from_ymd(1950, 1, 1).expect("a day").start() + tick;
    let (year, month, day) = Day::of(start).ymd();
    let minute = start.rem_euclid(DAY);
    format!(
        "{year:04}-{month:02}-{day:02}T{:02}:{:02}:00",
        minute / 60,
        minute % 60
    )
}

fn between(ends: (&Value, &Value)) -> String {
    if ends.0 == ends.1 {
        date(ends.0)
    } else {
        format!("{}/{}", date(ends.0), date(ends.1))
    }
}

fn written(workload: &[Value]) -> String {
    let mut out = String::new();
    for actor in 0..id(&workload[0]["actors"]) {
        out += &format!("person: a{actor}\n\n");
    }
    let mut documents: Vec<&str> = workload
        .iter()
        .filter_map(|line| line["doc"].as_str())
        .collect();
    documents.sort_unstable();
    documents.dedup();
    for document in documents {
        out += &format!("source: {document}\n\n");
    }
    for (number, line) in workload[1..].iter().enumerate() {
        out += &match line["k"].as_str().expect("a kind") {
            "prop" => matter(line),
            "msg" => message(line),
            "origin" => known(number, line, "editor", "knew", (&line["lo"], &line["hi"])),
            "attest" => {
                let verb = if line["val"] == "known" {
                    "knew"
                } else {
                    "ignorant of"
                };
                let document = line["doc"].as_str().expect("a document");
                known(
                    number,
                    line,
                    document,
                    verb,
                    (&line["at"][0], &line["at"][1]),
                )
            }
            _ => String::new(),
        };
    }
    out
}

fn matter(line: &Value) -> String {
    let mut out = format!("matter: p{}\ntopic: topic {}\n", line["id"], line["topic"]);
    for actor in ids(&line["circle"]) {
        out += &format!("kept-within: a{actor}\n");
    }
    out + "\n"
}

fn message(line: &Value) -> String {
    let (send, delay) = (&line["send"], &line["delay"]);
    let arrival = |end: usize| {
        json!(send[end].as_i64().expect("a tick") + delay[end].as_i64().expect("a tick"))
    };
    let mut out = format!(
        "event: m{}\nfrom: {}\ntype: message\nsender: a{}\nwhen: {}\nreceived: {}\nsent: {}\n",
        line["id"],
        line["doc"].as_str().expect("a document"),
        line["from"],
        between((&send[0], &send[1])),
        between((&arrival(0), &arrival(1))),
        line["sent"].as_str().unwrap_or("yes"),
    );
    for actor in ids(&line["to"]) {
        out += &format!("recipient: a{actor}\n");
    }
    for prop in ids(&line["says"]) {
        out += &format!("tells: p{prop}\n");
    }
    for topic in ids(&line["open"]) {
        out += &format!("about: topic {topic}\n");
    }
    if line["auto"] == true {
        out += "standing: yes\n";
    }
    out + "\n"
}

fn known(
    number: usize,
    line: &Value,
    document: &str,
    verb: &str,
    ends: (&Value, &Value),
) -> String {
    let time = format!("between {} and {}", date(ends.0), date(ends.1));
    format!(
        "statement: s{number}-said\nfrom: {document}\nmeans: a{} {verb} p{} {time}\n\n",
        line["actor"], line["prop"]
    )
}

fn argued(instance: &Value) -> String {
    let mut out = "matter: m\n\n".to_owned();
    for root in 0..9 {
        out += &format!("source: s{root}\n\n");
    }
    for side in ["pro", "con"] {
        let field = if side == "pro" { "for" } else { "against" };
        for (number, argument) in instance[side]
            .as_array()
            .expect("a side")
            .iter()
            .enumerate()
        {
            out += &format!("argument: {side}{number}\n{field}: m\n");
            for root in argument["roots"].as_array().expect("roots") {
                out += &format!("premise: {}\n", root.as_str().expect("a root"));
            }
            out += &format!(
                "grade: {}\nbecause: so it was made.\n\n",
                argument["grade"].as_str().expect("a grade")
            );
        }
    }
    out
}

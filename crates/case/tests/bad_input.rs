//! Input that contradicts itself or has no end: each is noted with its place, and every question is still answered.

use kaozheng_case::{Case, Settings, ask, checks, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use std::fmt::Write;

fn case(cards: &str) -> Case {
    let record = Record::new(vec![Sheet::parse("bad.card", cards)]);
    compile(&record, &[], &Settings::default()).value
}

/// The notes of a code, with the words at their place.
fn check(cards: &str, code: &str, questions: &[&str]) -> String {
    let case = case(cards);
    let notes = checks::run(&case).into_iter();
    let mut out = String::new();
    for note in notes.filter(|note| note.code == code) {
        let at = note.at.expect("it has a place");
        let line = cards[at.span.range()].lines().next().unwrap_or_default();
        writeln!(out, "{} <{line}>", note.message).expect("a text takes everything");
    }
    for words in questions {
        let question = parse_question(words).value.expect("a question");
        writeln!(out, "{words}: {}", ask(&case, &question).verdict)
            .expect("a text takes everything");
    }
    out
}

#[test]
fn a_circle_of_entailments() {
    let cards = "source: s\n\nperson: a\nname: A\nfrom: s\n\nmatter: one\nsays: One.\nfrom: s\nentails: two\n\n\
                 matter: two\nsays: Two.\nfrom: s\nentails: one\n\nstatement: knew\nfrom: s\nmeans: a knew one on 1 May 1901\n";
    insta::assert_snapshot!(check(cards, "entailment-circle", &["a knew two on 2 May 1901", "verdict one"]), @"
    These entail one another in a circle: `one`, `two`, `one`. <two>
    a knew two on 2 May 1901: known
    verdict one: no evidence
    ");
}

#[test]
fn a_body_that_is_its_own_member_and_informs_itself() {
    let cards = "source: s\n\nbody: b\nname: B\nfrom: s\nmember-of: b\n\nbody: c\nname: C\nfrom: s\nmember-of: d\ninformed-through: d\n\n\
                 body: d\nname: D\nfrom: s\nmember-of: c\ninformed-through: c\n\nmatter: m\nsays: M.\nfrom: s\n\nstatement: knew\nfrom: s\nmeans: d knew m on 1 May 1901\n";
    insta::assert_snapshot!(check(cards, "membership-circle", &["c knew m on 2 May 1901", "who knew m on 2 May 1901"]), @"
    These belong to one another in a circle: `b`, `b`. <b>
    These belong to one another in a circle: `c`, `d`, `c`. <d>
    c knew m on 2 May 1901: known
    who knew m on 2 May 1901: known: c, d
    ");
}

#[test]
fn a_message_before_its_sender_was_born() {
    let cards = "source: s\n\nperson: a\nname: A\nfrom: s\nborn: 1900\n\nperson: b\nname: B\nfrom: s\n\nmatter: m\nsays: M.\nfrom: s\n\n\
                 event: letter\nfrom: s\ntype: message\nsender: a\nrecipient: b\nwhen: 1880\nsent: yes\ntells: m\n";
    insta::assert_snapshot!(check(cards, "outside-lifetime", &["b knew m on 1 May 1901", "when letter"]), @"
    `a` acts before 1900 (born): 1880. <a>
    b knew m on 1 May 1901: told
    when letter: 1 January 1880 to 31 December 1880
    ");
}

#[test]
fn attestations_that_contradict_each_other() {
    let cards = "source: s\n\nperson: a\nname: A\nfrom: s\n\nmatter: m\nsays: M.\nfrom: s\n\n\
                 statement: knew\nfrom: s\nmeans: a knew m on 1 May 1901\n\nstatement: knew-not\nfrom: s\nmeans: a ignorant of m on 9 May 1901\n";
    insta::assert_snapshot!(check(cards, "attestations-disagree", &["a knew m on 5 May 1901", "when a learned m"]), @"
    `knew` has A know `m` by a time when, by `knew-not`, A did not know it yet. <statement: knew>
    a knew m on 5 May 1901: contested
    when a learned m: the beginning of 9 May 1901
    ");
}

/// A hub: one matter told a thousand times. What carries the answer is looked for a bounded number of times, and the answer
/// says so; what it names carries it all the same.
#[test]
fn a_matter_that_everybody_was_told_of_is_answered_in_bounded_time() {
    let mut cards = "source: s\n\nmatter: m\nsays: M.\nfrom: s\n\n".to_owned();
    for at in 0..1_000 {
        write!(
            cards,
            "person: p{at}\nname: P {at}\n\nevent: e{at}\nfrom: s\ntype: message\nsender: p0\nrecipient: p{at}\nwhen: 1 May 1901\n\
             sent: yes\ntells: m\n\n"
        )
        .expect("a text takes everything");
    }
    let case = case(&cards);
    let asked = parse_question("who knew m on 2 May 1901")
        .value
        .expect("a question");
    let answer = ask(&case, &asked);
    let bound = answer.steps.last().expect("it has steps");
    insta::assert_snapshot!(bound, @"It rests at least on the cards named for that: 400 of the 1001 that could carry it alone were taken away one by one, sources of most cards first.");
    // Of those that were tried, all but what the first told himself.
    assert_eq!(answer.rests_on.len(), 399);
    assert!(answer.rests_on.contains(&"s".to_owned()));
    let without = ask::verdict(&case.without(&["s"]), &asked);
    assert_ne!(without, answer.verdict);
}

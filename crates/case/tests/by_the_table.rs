//! Evidence that nobody has graded gets its worth from the table and from what the cards record of it: whatever that is,
//! an answer names exactly the sources and cards whose removal changes its verdict.

use kaozheng_case::ask::{ask, verdict};
use kaozheng_case::{Case, Settings, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use proptest::collection::vec;
use proptest::prelude::*;
use std::fmt::Write;

const SOURCES: usize = 5;
const TYPES: [&str; 5] = ["telegram", "memoir", "book", "newspaper", "collection"];
const SCHEMES: [&str; 5] = [
    "stated",
    "testimony",
    "silence",
    "silence-covered",
    "official-text",
];

/// What a source records of itself, each by a number: type, coverage, collection, parent, how it derives, interest; and
/// whether a statement that was read in it speaks of the matter.
type Source = (usize, usize, usize, usize, usize, usize, bool);
/// An argument: its side, its scheme, its premises among statements and sources.
type Argument = (bool, usize, Vec<usize>);

fn sources() -> impl Strategy<Value = Vec<Source>> {
    let facts = (
        0..5usize,
        0..3usize,
        0..SOURCES + 1,
        0..9usize,
        0..3usize,
        0..5usize,
    );
    let one = (facts, prop::bool::weighted(0.3));
    vec(
        one.prop_map(|((a, b, c, d, e, f), g)| (a, b, c, d, e, f, g)),
        SOURCES,
    )
}

fn arguments() -> impl Strategy<Value = Vec<Argument>> {
    let scheme = prop_oneof![Just(3usize), 0..5usize];
    vec((any::<bool>(), scheme, vec(0..2 * SOURCES, 1..3)), 1..5)
}

fn written(sources: &[Source], arguments: &[Argument]) -> String {
    let mut out = "matter: m\nsays: It is so.\n\nperson: p\nname: P\n\n".to_owned();
    for (at, (of, coverage, within, parent, how, interest, speaks)) in sources.iter().enumerate() {
        write!(out, "source: s{at}\ntype: {}\n", TYPES[*of]).expect("a string takes it");
        if let Some(word) = ["complete", "partly"].get(*coverage) {
            writeln!(out, "coverage: {word}").expect("a string takes it");
        }
        if *within < SOURCES && *within != at {
            writeln!(out, "in: s{within}").expect("a string takes it");
        }
        if *parent < at {
            let how = ["translated", "quoted", "retold"][*how];
            writeln!(out, "derives-from: s{parent}, {how}").expect("a string takes it");
        }
        if let Some(words) = ["his own part", "against his own part"].get(*interest) {
            writeln!(out, "interest: {words}").expect("a string takes it");
        }
        let so = if at % 2 == 0 {
            "holds"
        } else {
            "does not hold"
        };
        let means = format!("means: m {so}\n");
        let means = if *speaks { means.as_str() } else { "" };
        let reporter = if *how == 0 { "reported-by: p\n" } else { "" };
        write!(
            out,
            "\nstatement: t{at}\nfrom: s{at}, p. 1\nsays: So.\n{reporter}{means}\n"
        )
        .expect("a string takes it");
    }
    for (at, (pro, scheme, premises)) in arguments.iter().enumerate() {
        let side = if *pro { "for" } else { "against" };
        write!(
            out,
            "argument: a{at}\n{side}: m\nscheme: {}\n",
            SCHEMES[*scheme]
        )
        .expect("a string takes it");
        for premise in premises {
            let kind = if *premise < SOURCES { "s" } else { "t" };
            writeln!(out, "premise: {kind}{}", premise % SOURCES).expect("a string takes it");
        }
        out.push('\n');
    }
    out
}

fn case(cards: &str) -> Case {
    let record = Record::new(vec![Sheet::parse("a.card", cards)]);
    compile(&record, &[], &Settings::default()).value
}

proptest! {
    #[test]
    fn a_verdict_by_the_table_rests_on_what_changes_it_and_on_nothing_else(
        sources in sources(), arguments in arguments(),
    ) {
        let cards = written(&sources, &arguments);
        let case = case(&cards);
        let question = parse_question("verdict m").value.expect("a question");
        let answer = ask(&case, &question);
        for card in case.cards().filter(|card| !["m", "p"].contains(&card.id.as_str())) {
            let left = verdict(&case.without(&[&card.id]), &question);
            let rests = answer.rests_on.contains(&card.id);
            prop_assert_eq!(left != answer.verdict, rests, "{} gives {}\n{}\n{}", card.id, left, answer, cards);
        }
    }
}

//! Every answer names the cards it rests on: without them it changes, or is withdrawn.
#![allow(
    clippy::disallowed_methods,
    reason = "a test reads the sample case it is about"
)]

use kaozheng_case::ask::{Answer, ask};
use kaozheng_case::{Case, Settings, compile};
use kaozheng_record::means::parse_question;
use kaozheng_record::{Record, Sheet};
use std::path::{Path, PathBuf};

#[test]
fn an_answer_changes_without_all_the_cards_it_names() {
    let case = sample();
    let mut grounded = 0;
    for question in questions() {
        let before = answer(&case, &question);
        if !before.grounds.is_empty() {
            grounded += 1;
            let after = answer(&case.without(&ids(&before.grounds)), &question);
            assert!(
                differ(&before, &after),
                "{question}: the same without {:?}",
                before.grounds
            );
        }
    }
    assert!(grounded > 10, "only {grounded} answers name a card");
}

#[test]
fn an_answer_changes_without_any_one_card_that_carries_it() {
    let case = sample();
    let mut carried = 0;
    for question in questions() {
        let before = answer(&case, &question);
        for id in &before.rests_on {
            carried += 1;
            let after = answer(&case.without(&[id.as_str()]), &question);
            assert!(differ(&before, &after), "{question}: the same without {id}");
        }
    }
    assert!(carried > 10, "only {carried} cards carry an answer");
}

/// Whether a reader would see another answer: another verdict, or the same on other cards.
fn differ(before: &Answer, after: &Answer) -> bool {
    (&before.verdict, &before.grounds) != (&after.verdict, &after.grounds)
}

fn ids(grounds: &[String]) -> Vec<&str> {
    grounds.iter().map(String::as_str).collect()
}

fn answer(case: &Case, question: &str) -> Answer {
    ask(
        case,
        &parse_question(question)
            .value
            .expect("the sample asks what can be asked"),
    )
}

fn sample() -> Case {
    let folder = root().join("crates/app/sample/cards");
    let sheets = std::fs::read_dir(folder)
        .expect("the sample has cards")
        .map(|file| file.expect("a card file").path())
        .map(|file| {
            let text = std::fs::read_to_string(&file).expect("a card file is text");
            Sheet::parse(&file.to_string_lossy(), text)
        })
        .collect();
    compile(&Record::new(sheets), &[], &Settings::default()).value
}

/// The questions of `cases/sample.md`.
fn questions() -> Vec<String> {
    let page = std::fs::read_to_string(root().join("cases/sample.md"))
        .expect("the sample has its literate case");
    page.split("```ask\n")
        .skip(1)
        .filter_map(|rest| Some(rest.split("```").next()?.trim().to_owned()))
        .collect()
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

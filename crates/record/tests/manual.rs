//! The manual, the JSON Schema and the editor grammar say what the tables say.
//!
//! With `KAOZHENG_UPDATE=1 cargo test -p kaozheng-record --test manual` they are written anew.

#![allow(
    clippy::disallowed_methods,
    reason = "the test compares files of this repository"
)]

use kaozheng_record::checks::{Vocabulary, check_form};
use kaozheng_record::means::{parse_question, parse_reading};
use kaozheng_record::{Sheet, editor_grammar, json_schema, manual};
use kaozheng_values::dates::parse_date;
use std::path::{Path, PathBuf};

fn docs(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../../docs")
        .join(name)
}

fn read(name: &str) -> String {
    std::fs::read_to_string(docs(name)).unwrap_or_default()
}

/// Compares a file with what it should be, or writes it.
fn check(name: &str, wanted: &str) {
    let found = read(name);
    if found == wanted {
        return;
    }
    if std::env::var("KAOZHENG_UPDATE").is_ok() {
        std::fs::write(docs(name), wanted).expect("docs/ can be written");
        return;
    }
    let differs = found.lines().zip(wanted.lines()).position(|(a, b)| a != b);
    panic!(
        "docs/{name} is stale from line {}; run KAOZHENG_UPDATE=1 cargo test -p kaozheng-record --test manual",
        differs.map_or(0, |at| at + 1)
    );
}

#[test]
fn the_manual_is_made_from_the_tables() {
    let manual = read("record.md");
    let filled = manual::filled(&manual).expect("docs/record.md has all marks");
    check("record.md", &filled);
}

#[test]
fn the_json_schema_is_made_from_the_table() {
    let schema = json_schema::json_schema();
    serde_json::from_str::<serde_json::Value>(&schema).expect("it is JSON");
    check("card.schema.json", &schema);
}

#[test]
fn the_editor_grammar_is_made_from_the_tables() {
    let grammar = editor_grammar::editor_grammar();
    serde_json::from_str::<serde_json::Value>(&grammar).expect("it is JSON");
    check("editors/kaozheng.tmLanguage.json", &grammar);
}

/// The blocks of the manual that are fenced with `kind`.
fn blocks(kind: &str) -> Vec<String> {
    let manual = read("record.md");
    let fence = format!("```{kind}\n");
    let parts = manual.split(&fence).skip(1);
    parts
        .filter_map(|part| part.split("\n```").next())
        .map(str::to_owned)
        .collect()
}

#[test]
fn every_card_in_the_manual_is_without_fault() {
    let blocks = blocks("record");
    assert!(blocks.len() > 5, "the manual shows cards");
    for block in blocks {
        let sheet = Sheet::parse("record.md", block.clone());
        let notes = check_form(&sheet, &Vocabulary::default());
        assert_eq!(notes, [], "{block}");
        assert!(sheet.cards().len() > 0, "{block}");
    }
}

#[test]
fn every_reading_and_question_in_the_manual_is_understood() {
    let lines = |kind| -> Vec<String> {
        let blocks = blocks(kind);
        assert!(!blocks.is_empty(), "the manual shows {kind}s");
        blocks
            .iter()
            .flat_map(|block| block.lines())
            .map(str::to_owned)
            .collect()
    };
    for line in lines("reading") {
        assert_eq!(parse_reading(&line).notes, [], "{line}");
    }
    for line in lines("date") {
        assert!(parse_date(&line).value.is_some(), "{line}");
    }
    for line in lines("question") {
        assert_eq!(parse_question(&line).notes, [], "{line}");
    }
}

//! A TextMate grammar for editors, made from the schema table: kinds, fields, provenance, quotations, remarks.

use crate::json::Json;
use crate::json_schema::is_provenance;
use crate::means::{JOINING_WORDS, QUESTION_WORDS, TIME_WORDS, VERBS};
use crate::schema::{FIELDS, Kind, ValueType};
use std::collections::BTreeSet;

/// The grammar as JSON text, for VS Code, Sublime Text, Zed, Nova and others that read TextMate grammars.
///
/// The grammar cannot know whether a blank line stands above, so a kind at the start of a line is coloured as the head of
/// a card also where it is a field of that name (`matter:`, `place:`).
pub fn editor_grammar() -> String {
    let grammar = Json::object([
        ("name", Json::text("Kaozheng cards")),
        ("scopeName", Json::text("source.kaozheng")),
        ("fileTypes", Json::texts(["card"])),
        ("patterns", Json::List(patterns())),
    ]);
    format!("{grammar}\n")
}

fn patterns() -> Vec<Json> {
    let kinds = one_of(Kind::ALL.map(Kind::word));
    let provenance = one_of(["from", "grade", "because"]);
    let formal = one_of(names(|value| {
        matches!(value, ValueType::Reading | ValueType::Question)
    }));
    let fields = one_of(names(|_| true));
    vec![
        line("comment.line.number-sign.kaozheng", "^#.*$"),
        line("markup.quote.kaozheng", "^>.*$"),
        captured(
            &format!(r"^\x{{FEFF}}?({kinds})(:)(?:[ \t]+(.*))?$"),
            &[
                "keyword.control.kaozheng",
                COLON,
                "entity.name.section.kaozheng",
            ],
        ),
        captured(
            &format!(r"^({provenance})(:)(?=\s|$)"),
            &["storage.modifier.kaozheng", COLON],
        ),
        formal_line(&formal),
        captured(
            &format!(r"^({fields})(:)(?=\s|$)"),
            &["variable.parameter.kaozheng", COLON],
        ),
        line(
            "invalid.illegal.unknown-field.kaozheng",
            r"^[A-Za-z][A-Za-z0-9-]*:(?=\s|$)",
        ),
    ]
}

const COLON: &str = "punctuation.separator.key-value.kaozheng";

/// A reading or a question: its field, then its words until a line that does not go on with it.
fn formal_line(fields: &str) -> Json {
    let verbs = one_of(VERBS.iter().map(|row| row.words));
    let small = one_of(
        TIME_WORDS
            .into_iter()
            .chain(JOINING_WORDS)
            .chain(QUESTION_WORDS),
    );
    let words = vec![
        word("keyword.operator.word.kaozheng", &verbs),
        word("keyword.other.kaozheng", &small),
    ];
    Json::object([
        ("begin", Json::text(format!(r"^({fields})(:)(?=\s|$)"))),
        ("end", Json::text(r"^(?![ \t])")),
        (
            "beginCaptures",
            captures(&["variable.parameter.kaozheng", COLON]),
        ),
        ("patterns", Json::List(words)),
    ])
}

fn word(name: &str, words: &str) -> Json {
    line(name, &format!(r"(?<=\s)(?:{words})(?=[\s,]|$)"))
}

fn line(name: &str, pattern: &str) -> Json {
    Json::object([("name", Json::text(name)), ("match", Json::text(pattern))])
}

fn captured(pattern: &str, names: &[&str]) -> Json {
    Json::object([
        ("match", Json::text(pattern)),
        ("captures", captures(names)),
    ])
}

fn captures(names: &[&str]) -> Json {
    let numbered = names.iter().enumerate().map(|(at, name)| {
        let name = Json::object([("name", Json::text(*name))]);
        ((at + 1).to_string(), name)
    });
    Json::Object(numbered.collect())
}

/// Names of the fields whose values `wanted` accepts, provenance left out.
fn names(wanted: impl Fn(ValueType) -> bool) -> Vec<&'static str> {
    let rows = FIELDS
        .iter()
        .filter(|row| !is_provenance(row) && wanted(row.value));
    rows.map(|row| row.name).collect()
}

/// A pattern for any of `words`, longer ones first so that none is cut short.
fn one_of(words: impl IntoIterator<Item = &'static str>) -> String {
    let words: BTreeSet<&str> = words.into_iter().collect();
    let mut words: Vec<&str> = words.into_iter().collect();
    words.sort_by_key(|word| std::cmp::Reverse(word.len()));
    words.join("|")
}

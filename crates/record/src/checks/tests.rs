//! What every check of form has in common.

use super::*;
use kaozheng_text::LineIndex;
use proptest::prelude::*;

/// What is found in `text`, one note after the other.
pub(super) fn found(text: &str) -> String {
    found_with(text, &Vocabulary::default())
}

pub(super) fn found_with(text: &str, vocabulary: &Vocabulary) -> String {
    let sheet = Sheet::parse("t.card", text);
    let index = LineIndex::new(text);
    let shown = |note: &Diagnostic| {
        let span = note.at.as_ref().expect("a note has a place").span;
        let at = index.place(text, span.start as usize);
        let mut out = format!(
            "{}:{} `{}` {}[{}] {}",
            at.line,
            at.column,
            span.of(text),
            note.severity.word(),
            note.code,
            note.message
        );
        for (place, what) in &note.also {
            let line = index.place(text, place.span.start as usize).line;
            out += &format!("\n  {what}: line {line}");
        }
        out + "\n  help: " + note.help.as_deref().unwrap_or("-")
    };
    let notes = check_form(&sheet, vocabulary);
    notes.iter().map(shown).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_check_has_a_page_with_four_parts_and_a_place_in_order() {
    let codes: Vec<&str> = FORM_CHECKS.iter().map(|check| check.code).collect();
    let mut ordered = codes.clone();
    ordered.sort_unstable();
    ordered.dedup();
    assert_eq!(codes, ordered);
    for check in FORM_CHECKS {
        let parts = [check.what(), check.why(), check.example(), check.mending()];
        assert!(parts.iter().all(|part| !part.is_empty()), "{}", check.code);
    }
}

/// The example on a check's page raises the check, so that no page goes stale.
#[test]
fn every_example_raises_its_check() {
    let outside = ["not-utf-8", "file-too-large"];
    for check in FORM_CHECKS
        .iter()
        .filter(|check| !outside.contains(&check.code))
    {
        let example = check.example();
        let cards: Vec<&str> = example
            .lines()
            .filter(|line| !line.starts_with("```"))
            .collect();
        let sheet = Sheet::parse("t.card", cards.join("\n"));
        let notes = check_form(&sheet, &Vocabulary::default());
        let codes: Vec<&str> = notes.iter().map(|note| note.code).collect();
        assert_eq!(codes, [check.code], "{}", cards.join("\n"));
    }
}

#[test]
fn ids_are_repeated_over_files() {
    let sheets = ["person: kim\n", "body: kim\n\nperson: li\n"];
    let sheets = sheets.iter().zip(["a.card", "b.card"]);
    let record = Record::new(
        sheets
            .map(|(text, name)| Sheet::parse(name, *text))
            .collect(),
    );
    let notes = check_record(&record, &Vocabulary::default());
    let codes: Vec<&str> = notes.iter().map(|note| note.code).collect();
    assert_eq!(codes, ["id-repeated"]);
    assert_ne!(
        notes[0].at.as_ref().map(|at| &at.file),
        Some(&notes[0].also[0].0.file)
    );
}

#[test]
fn every_example_of_the_table_is_of_its_type() {
    for row in schema::FIELDS {
        for kind in row.kinds {
            let text = match row.name {
                "from" | "grade" | "because" => {
                    format!("{kind}: x\nnote: n\n{}: {}\n", row.name, row.example)
                }
                _ => format!("{kind}: x\n{}: {}\n", row.name, row.example),
            };
            assert_eq!(found(&text), "", "{text}");
        }
    }
}

/// A value of many megabytes is noted at once, and the note can be read.
#[test]
fn a_very_long_value_is_noted_briefly() {
    let long = "a b,".repeat(250_000);
    let lines = [
        "statement: ",
        "person: a\nborn: ",
        "event: e\nafter: ",
        "event: f\nsent: ",
        "event: g\nmeans: ",
        "question: q\nask: who ",
        "source: s\nfrom: ",
        "",
    ];
    for line in lines {
        for value in [&long, &long.replace([' ', ','], "a")] {
            let sheet = Sheet::parse("t.card", format!("{line}{value}\n"));
            for note in check_form(&sheet, &Vocabulary::default()) {
                let help = note.help.unwrap_or_default();
                assert!(
                    note.message.len() + help.len() < 2_000,
                    "{line}: {}",
                    note.code
                );
            }
        }
    }
}

proptest! {
    #[test]
    fn notes_on_any_text_have_places_in_it(text in "((person|source|event|name|dated|means|after|from|grade): ?|>|#| |\n|31 June|<|,|knew|\\PC){0,40}") {
        let sheet = Sheet::parse("t.card", text.clone());
        for note in check_form(&sheet, &Vocabulary::default()) {
            let place = note.at.expect("a note has a place");
            prop_assert!(text.get(place.span.range()).is_some(), "{}", note.message);
            prop_assert!(note.help.is_some(), "{}", note.code);
        }
    }
}

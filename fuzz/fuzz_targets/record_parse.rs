//! Any text is a record: it is written back as it was read, and every part of it can be taken out.
#![no_main]

use kaozheng_record::means::{parse_question, parse_reading};
use kaozheng_record::source_reference as reference;
use kaozheng_record::{FieldRef, Sheet};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sheet = Sheet::parse("fuzz.card", text);
    assert_eq!(sheet.write(), text, "nothing is lost");
    for card in sheet.cards() {
        assert!(text.contains(card.text()));
        card.fields().for_each(take_apart);
    }
    let line = text.lines().next().unwrap_or("");
    read_back(line);
});

/// Reads a field in every way in which some field is read.
fn take_apart(field: FieldRef<'_>) {
    for ground in field.grounds() {
        reference::parse_from(ground.from.as_deref().unwrap_or(""));
    }
    let value = field.value();
    reference::parse_name(&value);
    reference::parse_chain(&value);
    reference::parse_ref_with(&value);
    reference::parse_relation(&value);
    read_back(&value);
}

/// A line that is understood is understood the same after it was printed.
fn read_back(line: &str) {
    if let Some(reading) = parse_reading(line).value {
        let printed = reading.to_string();
        let again = parse_reading(&printed).value.expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
    if let Some(question) = parse_question(line).value {
        let printed = question.to_string();
        let again = parse_question(&printed).value.expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
}

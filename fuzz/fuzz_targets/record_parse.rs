//! Any text is a record: it is written back as it was read, and every part of it can be taken out.
#![no_main]

use kaozheng_record::means::{parse_question, parse_reading};
use kaozheng_record::source_reference as reference;
use kaozheng_record::{FieldRef, Sheet, edit, layout};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sheet = Sheet::parse("fuzz.card", text);
    assert_eq!(sheet.write(), text, "nothing is lost");
    for card in sheet.cards() {
        assert!(text.contains(card.text()));
        card.fields().for_each(take_apart);
        edit_one_field(&sheet, card.fields().next());
    }
    lay_out(&sheet);
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

/// An edit leaves every byte outside its own lines as it was.
fn edit_one_field(sheet: &Sheet, field: Option<FieldRef<'_>>) {
    let Some(field) = field else { return };
    let change = edit::set_value(field, "another value");
    let (start, end) = (change.span.start as usize, change.span.end as usize);
    let (before, after) = (&sheet.text[..start], &sheet.text[end..]);
    let edited = edit::apply(sheet, &[change], sheet.hash).expect("the sheet has not changed");
    assert!(edited.starts_with(before) && edited.ends_with(after));
}

/// Laying out changes white space only, and a second time nothing.
fn lay_out(sheet: &Sheet) {
    let inked = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace())
            .collect::<String>()
    };
    let once = layout::format(sheet);
    assert_eq!(inked(&once), inked(&sheet.text));
    assert_eq!(
        layout::format(&Sheet::parse("fuzz.card", once.clone())),
        once
    );
}

/// A line that is understood is understood the same after it was printed.
fn read_back(line: &str) {
    if let Some(reading) = parse_reading(line).value {
        let printed = reading.to_string();
        let again = parse_reading(&printed)
            .value
            .expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
    if let Some(question) = parse_question(line).value {
        let printed = question.to_string();
        let again = parse_question(&printed)
            .value
            .expect("what is printed can be read");
        assert_eq!(again.to_string(), printed);
    }
}

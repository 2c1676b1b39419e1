//! Any text is a record: it is written back as it was read, and every span in it can be cut out.
#![no_main]

use kaozheng_record::Sheet;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let sheet = Sheet::parse("fuzz.card", text);
    assert_eq!(sheet.write(), text);
    for card in sheet.cards() {
        assert!(text.contains(card.kind()) && text.contains(card.id().lines().next().unwrap_or("")));
        for field in card.fields() {
            field.value();
            drop(field.grounds());
        }
    }
});

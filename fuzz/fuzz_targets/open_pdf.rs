//! Any bytes may call themselves a PDF: it is opened and divided within bounds, or refused with a reason. Passages come in
//! order, and every line told of lies in the text.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, open};
use kaozheng_text::{Original, Part};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let mut file = bytes.to_vec();
    if !file.starts_with(b"%PDF-") {
        file.splice(0..0, *b"%PDF-1.7\n");
    }
    let Ok(opened) = open(&Original::new("fuzz.pdf", file)) else {
        return;
    };
    if let Told::Shapes(shapes) = &opened.value.told {
        for line in &shapes.lines {
            assert!(!line.span.of(&opened.value.raw).contains('\n'), "{line:?}");
        }
    }
    let document = divide(opened.value).value;
    let mut end = 0;
    for passage in &document.passages {
        assert!(
            passage.span.start >= end,
            "{passage:?} overlaps the one before"
        );
        let words = document.text_of(passage).trim();
        assert_eq!(
            words.is_empty(),
            passage.part == Part::Furniture,
            "{passage:?}"
        );
        document.raw_of(passage);
        end = passage.span.end;
    }
});

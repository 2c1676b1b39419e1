//! Any bytes may be a document: it is opened, divided and searched, or refused with a reason. What is found can
//! be cut out of the text, and its anchor leads back to it.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::find::{FindContext, find};
use kaozheng_reading::open::open;
use kaozheng_text::{Document, Original, Part};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let name = if bytes.len() % 2 == 0 {
        "fuzz.txt"
    } else {
        "fuzz.md"
    };
    let Ok(opened) = open(&Original::new(name, bytes.to_vec())) else {
        return;
    };
    let document = divide(opened.value).value;
    check_passages(&document);
    for mention in find(&document, FindContext::default()) {
        let words = mention.span.of(&document.text);
        assert!(
            !words.is_empty() && !mention.because.is_empty(),
            "{mention:?}"
        );
        assert_eq!(document.anchor(mention.span).exact, words);
    }
});

/// Passages come in order, do not overlap, and lead back to the bytes they were read from.
fn check_passages(document: &Document) {
    let mut end = 0;
    for passage in &document.passages {
        assert!(
            passage.span.start >= end,
            "{passage:?} overlaps the one before"
        );
        let furniture = passage.part == Part::Furniture; // kept out of the text that is read
        let words = document.text_of(passage).trim();
        assert_eq!(words.is_empty(), furniture, "{passage:?}");
        document.raw_of(passage);
        for mark in &passage.marks {
            assert!(
                mark.note.is_none_or(|note| note < document.passages.len()),
                "{mark:?}"
            );
        }
        end = passage.span.end;
    }
}

//! The laws of divided documents: every piece of clean text is a piece of the page, and no letter is lost or doubled.

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::open;
use kaozheng_text::{Document, Original, Part};
use proptest::prelude::*;

fn document(text: &str) -> Option<Document> {
    let original = Original::new("page.txt", text.as_bytes().to_vec());
    Some(divide(open(&original).ok()?.value).value)
}

/// Panics where a piece differs from its page, or a passage holds letters that no piece accounts for.
fn pieces_are_letter_for_letter(document: &Document) {
    for passage in &document.passages {
        let mut covered = 0;
        for piece in &passage.pieces {
            let raw = piece.raw.of(&document.raw);
            covered += raw.chars().filter(|c| !c.is_whitespace()).count();
            if passage.part != Part::Furniture {
                let at = piece.at as usize;
                assert_eq!(&document.text[at..at + raw.len()], raw);
                assert!(passage.span.contains(at));
            }
        }
        if passage.part != Part::Furniture {
            let clean = document.text_of(passage);
            assert_eq!(
                clean.chars().filter(|c| !c.is_whitespace()).count(),
                covered
            );
        }
    }
}

/// How often each letter of the raw text is in a piece.
fn letters_covered(document: &Document) -> Vec<(char, usize)> {
    let mut counts = vec![0; document.raw.len() + 1];
    for piece in document.passages.iter().flat_map(|p| &p.pieces) {
        for at in piece.raw.range() {
            counts[at] += 1;
        }
    }
    let letters = document
        .raw
        .char_indices()
        .filter(|(_, c)| c.is_alphabetic());
    letters.map(|(at, c)| (c, counts[at])).collect()
}

fn lines() -> impl Strategy<Value = String> {
    let words = "[A-Z]?[a-z]{2,9}( [a-z]{2,9}){0,9}[.,;:-]?";
    let piece = prop_oneof![
        6 => words.prop_map(|w: String| w),
        2 => (1u32..9, words).prop_map(|(n, w)| format!("{n}) {w}")),
        2 => (1u32..9, words).prop_map(|(n, w)| format!("{n}. {w}")),
        1 => (1u32..9, words).prop_map(|(n, w)| format!("   {w} {n})")),
        2 => (words, "[¹²³]⁾?").prop_map(|(w, m)| format!("{w}{m}")),
        1 => words.prop_map(|w: String| format!("    {w}  {w}")),
        1 => Just("- 12 -".to_owned()),
        1 => Just("K C I".to_owned()),
        1 => Just("\u{c}".to_owned()),
        3 => Just(String::new()),
    ];
    prop::collection::vec(piece, 0..40).prop_map(|lines| lines.join("\n"))
}

proptest! {
    #[test]
    fn every_letter_of_the_page_is_in_one_passage(text in lines()) {
        if let Some(document) = document(&text) {
            pieces_are_letter_for_letter(&document);
            for (letter, times) in letters_covered(&document) {
                prop_assert_eq!(times, 1, "{:?} is covered {} times in {:?}", letter, times, text);
            }
        }
    }

    #[test]
    fn no_text_makes_dividing_panic(text in "(\\PC|\n|\u{c}|[0-9]+[).] |\\*|[¹²³⁾]){0,200}") {
        if let Some(document) = document(&text) {
            pieces_are_letter_for_letter(&document);
        }
    }

    #[test]
    fn marks_lead_to_notes_of_their_number(text in lines()) {
        if let Some(document) = document(&text) {
            for mark in document.passages.iter().flat_map(|p| &p.marks) {
                if let Some(note) = mark.note {
                    prop_assert_eq!(document.passages[note].part, Part::Note);
                    prop_assert_eq!(document.passages[note].number.as_deref(), Some(mark.number.as_str()));
                }
            }
        }
    }
}

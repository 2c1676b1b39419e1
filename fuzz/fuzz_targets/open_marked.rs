//! Any bytes may be HTML, EPUB or Markdown: they are opened and divided, or refused with a reason. The first byte says
//! under which name they come.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, open};
use kaozheng_text::{Original, Part};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Some((kind, rest)) = bytes.split_first() else {
        return;
    };
    let name = ["fuzz.html", "fuzz.md", "fuzz.epub"][usize::from(*kind) % 3];
    let Ok(opened) = open(&Original::new(name, rest.to_vec())) else {
        return;
    };
    if let Told::Markup(markup) = &opened.value.told {
        assert!(markup.is_sound(&opened.value.raw), "an opener broke its promises");
    }
    let document = divide(opened.value).value;
    let mut end = 0;
    for passage in &document.passages {
        assert!(passage.span.start >= end, "{passage:?} overlaps the one before");
        end = passage.span.end;
        for piece in passage.pieces.iter().filter(|_| passage.part != Part::Furniture) {
            let at = piece.at as usize;
            assert_eq!(&document.text[at..at + piece.raw.len()], piece.raw.of(&document.raw));
        }
        for mark in &passage.marks {
            assert!(passage.span.start <= mark.at && mark.at <= passage.span.end, "{mark:?}");
            assert!(mark.note.is_none_or(|note| document.passages[note].part == Part::Note));
        }
    }
});

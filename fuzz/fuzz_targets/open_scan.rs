//! Any bytes may be a recognised page, or a text in some encoding: every place that is told lies in the text.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, alto, encoding, hocr, page_xml};
use kaozheng_text::Original;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    decode(bytes);
    for opener in [hocr::OPENER, alto::OPENER, page_xml::OPENER] {
        let Ok(opened) = (opener.open)(&Original::new("fuzz", bytes.to_vec())) else {
            continue;
        };
        let raw = &opened.value.raw;
        if let Told::Shapes(shapes) = &opened.value.told {
            let lines = shapes.lines.iter().map(|line| line.span);
            let regions = shapes.regions.iter().map(|region| region.span);
            for span in lines.chain(regions).chain(shapes.raised.iter().copied()) {
                span.of(raw);
            }
        }
        for page in &opened.value.pages {
            page.span.of(raw);
        }
        let document = divide(opened.value).value;
        for passage in &document.passages {
            document.text_of(passage);
            document.raw_of(passage);
        }
    }
});

/// Reads the bytes as text in an encoding that is found, declared or named.
fn decode(bytes: &[u8]) {
    let declared = encoding::declared_in(bytes);
    let hinted = encoding::decode_with_hint(bytes, declared.as_deref());
    let named = encoding::decode_as(bytes, declared.as_deref().unwrap_or("koi8-r"));
    for read in hinted.into_iter().chain(named) {
        for note in &read.notes {
            if let Some(place) = &note.at {
                place.span.of(&read.value);
            }
        }
    }
}

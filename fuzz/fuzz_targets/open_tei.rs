//! Any bytes may be a TEI file: it is read along its markup, or refused with a reason.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, tei};
use kaozheng_text::Original;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let original = Original::new("fuzz.xml", bytes.to_vec());
    let Ok(opened) = (tei::OPENER.open)(&original) else {
        return;
    };
    let Told::Markup(markup) = &opened.value.told else {
        panic!("TEI tells what its blocks are");
    };
    assert!(markup.is_sound(&opened.value.raw), "{markup:?}");
    let document = divide(opened.value).value;
    for passage in &document.passages {
        document.text_of(passage);
        document.raw_of(passage);
    }
});

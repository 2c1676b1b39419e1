//! Any bytes may be a DOCX: an archive as they are, or its text, notes and settings one after the other.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, docx};
use kaozheng_text::Original;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let archive = match bytes.strip_prefix(b"<") {
        Some(_) => pack(bytes),
        None => bytes.to_vec(),
    };
    let original = Original::new("fuzz.docx", archive);
    let Ok(opened) = (docx::OPENER.open)(&original) else {
        return;
    };
    if let Told::Markup(markup) = &opened.value.told {
        assert!(markup.is_sound(&opened.value.raw), "{markup:?}");
    }
    let document = divide(opened.value).value;
    for passage in &document.passages {
        document.text_of(passage);
        document.raw_of(passage);
    }
});

/// The parts of a document, parted by NUL bytes, as an archive that packs nothing.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let names = ["document", "footnotes", "endnotes", "styles", "settings"];
    let mut archive = Vec::new();
    for (name, part) in names.iter().zip(bytes.split(|&b| b == 0)) {
        let name = format!("word/{name}.xml");
        let size = u32::try_from(part.len())
            .expect("a short part")
            .to_le_bytes();
        archive.extend(b"PK\x03\x04\x14\0\0\0\0\0\0\0\0\0\0\0\0\0");
        archive.extend([size, size].concat());
        archive.extend([u8::try_from(name.len()).expect("a short name"), 0, 0, 0]);
        archive.extend(name.as_bytes());
        archive.extend(part);
    }
    archive
}

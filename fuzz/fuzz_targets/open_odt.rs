//! Any bytes may be an ODT: a flat file, an archive, or its text and styles one after the other.
#![no_main]

use kaozheng_reading::divide::divide;
use kaozheng_reading::open::{Told, odt};
use kaozheng_text::Original;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let archive = match bytes.strip_prefix(b"<") {
        Some(_) if bytes.contains(&0) => pack(bytes),
        _ => bytes.to_vec(),
    };
    let original = Original::new("fuzz.odt", archive);
    let Ok(opened) = (odt::OPENER.open)(&original) else {
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

/// The parts of a text, parted by NUL bytes, as an archive that packs nothing.
fn pack(bytes: &[u8]) -> Vec<u8> {
    let names = ["content", "styles"];
    let mut archive = Vec::new();
    for (name, part) in names.iter().zip(bytes.split(|&b| b == 0)) {
        let name = format!("{name}.xml");
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

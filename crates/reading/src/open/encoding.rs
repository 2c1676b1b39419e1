//! From bytes to text: byte order marks, UTF-8, UTF-16, and Windows-1252 when nothing else fits.

use super::OpenFailure;
use kaozheng_text::{Diagnostic, Noted, Page, Span};

/// Signatures of formats that are not text.
const SIGNATURES: &[(&[u8], &str)] = &[
    (b"%PDF", "a PDF"),
    (b"PK\x03\x04", "a zip archive (DOCX, EPUB or ODT)"),
    (b"\x89PNG", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"II*\0", "a TIFF image"),
    (b"MM\0*", "a TIFF image"),
    (b"GIF8", "a GIF image"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Word document"),
    (b"{\\rtf", "a rich text (RTF) document"),
    (b"AT&TFORM", "a DjVu scan"),
    (b"\x7fELF", "a program"),
];

/// The text in `bytes`.
///
/// Notes `text-not-utf8` when Windows-1252 was taken for want of anything better, `text-has-nul` when stray NUL bytes
/// were replaced, `text-damaged` when single bytes of UTF-8 or UTF-16 could not be read.
pub fn decode(bytes: &[u8]) -> Result<Noted<String>, OpenFailure> {
    if let Some((_, seems)) = SIGNATURES.iter().find(|(sign, _)| bytes.starts_with(sign)) {
        return Err(OpenFailure::NotText { seems });
    }
    match bytes {
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8_or_western(rest),
        [0xff, 0xfe, rest @ ..] => Ok(utf16(rest, u16::from_le_bytes)),
        [0xfe, 0xff, rest @ ..] => Ok(utf16(rest, u16::from_be_bytes)),
        _ => utf8_or_western(bytes),
    }
}

/// The stretches between form feeds; a form feed after the last line makes no empty page.
pub fn pages_at_form_feeds(raw: &str) -> Vec<Page> {
    let mut pages = Vec::new();
    let mut start = 0;
    for part in raw.split('\u{c}') {
        let span = Span::new(start, start + part.len());
        start += part.len() + 1;
        if !part.trim().is_empty() || pages.is_empty() {
            pages.push(Page { label: None, span });
        }
    }
    pages
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Noted<String> {
    let units = bytes.chunks(2).map(|pair| match pair {
        [a, b] => unit([*a, *b]),
        _ => 0xfffd,
    });
    let text: String = char::decode_utf16(units)
        .map(|c| c.unwrap_or('\u{fffd}'))
        .collect();
    let damaged = text.matches('\u{fffd}').count();
    without_nul(text, damaged)
}

fn utf8_or_western(bytes: &[u8]) -> Result<Noted<String>, OpenFailure> {
    if looks_binary(bytes) {
        return Err(OpenFailure::NotText {
            seems: "binary data",
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(without_nul(text.to_owned(), 0));
    }
    let mended = String::from_utf8_lossy(bytes);
    let damaged = mended.matches('\u{fffd}').count();
    let whole = mended.chars().filter(|c| !c.is_ascii()).count() - damaged;
    if whole > damaged * 4 {
        return Ok(without_nul(mended.into_owned(), damaged));
    }
    let mut noted = without_nul(bytes.iter().map(|&b| western(b)).collect(), 0);
    noted.notes.push(
        Diagnostic::warning(
            "text-not-utf8",
            "the file is not UTF-8 and was read as Windows-1252",
        )
        .help("save it as UTF-8 if letters look wrong"),
    );
    Ok(noted)
}

/// More than one control byte in a hundred, other than white space.
fn looks_binary(bytes: &[u8]) -> bool {
    let control = |b: u8| b < 0x20 && !matches!(b, 0x08..=0x0d | 0x1a | 0x1b);
    let controls = bytes.iter().filter(|&&b| control(b)).count();
    controls * 100 > bytes.len()
}

fn without_nul(text: String, damaged: usize) -> Noted<String> {
    let nuls = text.matches('\0').count();
    let mut noted = Noted::clean(if nuls > 0 {
        text.replace('\0', "\u{fffd}")
    } else {
        text
    });
    if nuls > 0 {
        let message = format!("{nuls} NUL bytes stand in the text and were replaced");
        noted
            .notes
            .push(Diagnostic::warning("text-has-nul", message));
    }
    if damaged > 0 {
        let message = format!("{damaged} bytes could not be read as letters and were replaced");
        noted
            .notes
            .push(Diagnostic::warning("text-damaged", message));
    }
    noted
}

/// The letter of one byte of Windows-1252; the five unassigned bytes give the replacement character.
fn western(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{fffd}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{fffd}', 'Ž',
        '\u{fffd}', '\u{fffd}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ',
        '\u{fffd}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        _ => char::from(byte),
    }
}

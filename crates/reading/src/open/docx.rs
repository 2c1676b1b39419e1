//! DOCX, as Word, LibreOffice, Google Docs and pandoc write it; both the transitional and the strict form.
//!
//! Deleted text, comments and the codes of fields are left out; inserted text and the results of fields are read.
//! Headers and footers are furniture. Notes bear the numbers that Word would print.

mod body;
mod numbering;
mod parts;
mod styles;

use super::archive::{Archive, ArchiveFailure};
use super::flow::Flow;
use super::{OpenFailure, Opened, Opener};
use body::Body;
use kaozheng_text::{Diagnostic, Noted, Original};
use numbering::Numbering;
use parts::Parts;
use styles::Styles;

pub(super) use styles::part_by_style_name;

/// DOCX.
pub const OPENER: Opener = Opener {
    name: "DOCX",
    endings: &["docx", "docm", "dotx"],
    sniff,
    open,
};

fn sniff(bytes: &[u8]) -> bool {
    if bytes.starts_with(OLE) {
        return holds_locked_package(bytes);
    }
    let archive = bytes
        .starts_with(b"PK\x03\x04")
        .then(|| Archive::read(bytes));
    archive.is_some_and(|archive| {
        archive.is_ok_and(|archive| archive.parts.iter().any(|p| p.name.starts_with("word/")))
    })
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    if original.bytes.starts_with(OLE) {
        return Err(old_word(&original.bytes));
    }
    let archive = Archive::read(&original.bytes).map_err(|failure| failure_of(&failure))?;
    let mut notes = Vec::new();
    if archive.cut_off {
        notes.push(cut_off());
    }
    let parts = Parts::read(&archive, &mut notes)?;
    let styles = Styles::of(parts.styles.as_ref());
    let numbering = Numbering::of(&parts);
    let mut body = Body::new(&parts, &styles, numbering, Flow::new());
    body.run();
    notes.extend(body.notes_on_the_file());
    let opened = body.finish(original, OPENER.name)?;
    super::place_at_head(&mut notes, original);
    Ok(Noted {
        value: opened,
        notes,
    })
}

/// How containers of the older Word begin; an encrypted DOCX is one of these.
const OLE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

fn holds_locked_package(bytes: &[u8]) -> bool {
    let name: Vec<u8> = "EncryptedPackage"
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    bytes.windows(name.len()).any(|window| window == name)
}

fn old_word(bytes: &[u8]) -> OpenFailure {
    if holds_locked_package(bytes) {
        return OpenFailure::Locked;
    }
    OpenFailure::NotText {
        seems: "an old Word document",
    }
}

/// What a failure of the archive means for the document in it.
pub(super) fn failure_of(failure: &ArchiveFailure) -> OpenFailure {
    match failure {
        ArchiveFailure::Encrypted(_) => OpenFailure::Locked,
        other => OpenFailure::Damaged {
            why: other.to_string(),
        },
    }
}

/// The note on an archive whose end is missing.
pub(super) fn cut_off() -> Diagnostic {
    Diagnostic::warning(
        "archive-cut-off",
        "the end of the file is missing; what is left of it was read",
    )
    .help("copy or download the file again")
}

#[cfg(test)]
mod tests;

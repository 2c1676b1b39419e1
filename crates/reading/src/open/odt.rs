//! ODT, packed or flat (FODT), as LibreOffice and pandoc write it.
//!
//! Deleted text, annotations and declarations are left out; headers and footers are furniture. Notes bear the sign that
//! the file itself keeps for each.

mod body;
mod styles;

use super::archive::Archive;
use super::docx::{cut_off, failure_of};
use super::flow::Flow;
use super::xml::Tree;
use super::{OpenFailure, Opened, Opener};
use body::Body;
use kaozheng_text::{Diagnostic, Noted, Original};
use styles::Styles;

/// ODT.
pub const OPENER: Opener = Opener {
    name: "ODT",
    endings: &["odt", "fodt", "ott"],
    sniff,
    open,
};

/// Bytes at the head of a file in which a flat text names its format.
const HEAD: usize = 8192;

fn sniff(bytes: &[u8]) -> bool {
    if !bytes.starts_with(b"PK\x03\x04") {
        let head = String::from_utf8_lossy(&bytes[..bytes.len().min(HEAD)]);
        return head.contains("<office:document") && head.contains("opendocument");
    }
    let Ok(archive) = Archive::read(bytes) else {
        return false;
    };
    let kind = archive.unpack("mimetype").map(|kind| kind.bytes);
    kind.is_ok_and(|kind| kind.starts_with(b"application/vnd.oasis.opendocument.text"))
}

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let mut notes = Vec::new();
    let (content, styles) = if original.bytes.starts_with(b"PK") {
        packed(&original.bytes, &mut notes)?
    } else {
        (flat(&original.bytes, &mut notes)?, None)
    };
    let trees: Vec<&Tree> = [styles.as_ref(), Some(&content)]
        .into_iter()
        .flatten()
        .collect();
    let styles = Styles::of(&trees);
    let mut body = Body::new(&content, &styles, Flow::new());
    body.run(&trees);
    let opened = body.finish(original, OPENER.name)?;
    super::place_at_head(&mut notes, original);
    Ok(Noted {
        value: opened,
        notes,
    })
}

fn flat(bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Result<Tree, OpenFailure> {
    let tree = Tree::parse(bytes).map_err(|failure| OpenFailure::Damaged {
        why: failure.to_string(),
    })?;
    Ok(tree.take(notes))
}

/// The text and the styles of an archive.
fn packed(bytes: &[u8], notes: &mut Vec<Diagnostic>) -> Result<(Tree, Option<Tree>), OpenFailure> {
    let archive = Archive::read(bytes).map_err(|failure| failure_of(&failure))?;
    if archive.cut_off {
        notes.push(cut_off());
    }
    if is_locked(&archive) {
        return Err(OpenFailure::Locked);
    }
    let content = part(&archive, "content.xml", notes)?;
    let styles = match archive.has("styles.xml") {
        true => part(&archive, "styles.xml", notes).ok(),
        false => None,
    };
    Ok((content, styles))
}

/// Whether the list of parts says that they are encrypted.
fn is_locked(archive: &Archive<'_>) -> bool {
    let list = archive.unpack("META-INF/manifest.xml");
    let Ok(list) = list.map(|list| Tree::parse(&list.bytes)) else {
        return false;
    };
    list.is_ok_and(|list| {
        let mut inside = list.value.root().descendants();
        inside.any(|element| element.name() == "encryption-data")
    })
}

fn part(
    archive: &Archive<'_>,
    name: &str,
    notes: &mut Vec<Diagnostic>,
) -> Result<Tree, OpenFailure> {
    let unpacked = archive
        .unpack(name)
        .map_err(|failure| failure_of(&failure))?;
    if let Some(damage) = unpacked.damage {
        let message = format!("the part {name} of the file is damaged: {damage}");
        notes.push(
            Diagnostic::warning("part-damaged", message)
                .help("open the file in the program that made it and save it anew"),
        );
    }
    flat(&unpacked.bytes, notes)
}

#[cfg(test)]
mod tests;

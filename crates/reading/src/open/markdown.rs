//! Markdown, as people write it and as OCR gives it.
//!
//! Where a text uses Markdown's own notes (`[^1]`, `^[…]`), its markup is believed: the blocks and notes of CommonMark
//! are read by way of HTML. Any other text keeps its signs, and `divide` reads pages, headings, italics and notes from them.

mod linked;

use super::html::{self, File};
use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Noted, Original};

/// Markdown.
pub const OPENER: Opener = Opener {
    name: "markdown",
    endings: &["md", "markdown", "mkd"],
    sniff: |_| false,
    open,
};

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    let opened = super::paged(original, OPENER.name)?;
    if !linked::has_notes(&opened.value.raw) || opened.value.raw.contains('\u{c}') {
        return Ok(opened);
    }
    let page = linked::as_html(&opened.value.raw);
    let set = html::set(&[File {
        name: &original.name,
        text: &page,
        furniture: false,
    }])?;
    let mut notes = opened.notes;
    html::at_head(&mut notes, original);
    Ok(Noted {
        value: set.opened(original, OPENER.name)?,
        notes,
    })
}

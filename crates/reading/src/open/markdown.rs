//! Markdown, as people write it and as OCR gives it: the signs of headings, italics and notes stay in the text, and
//! `divide` reads them.

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
    super::paged(original, OPENER.name)
}

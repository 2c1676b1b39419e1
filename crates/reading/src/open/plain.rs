//! Plain text: UTF-8 or UTF-16, else Windows-1252; form feeds part the pages.

use super::{OpenFailure, Opened, Opener};
use kaozheng_text::{Noted, Original};

/// Plain text.
pub const OPENER: Opener = Opener {
    name: "plain text",
    endings: &["txt", "text", "asc"],
    sniff: |_| false,
    open,
};

fn open(original: &Original) -> Result<Noted<Opened>, OpenFailure> {
    super::paged(original, OPENER.name)
}

//! An original whose text cannot be read.
//!
//! # What it checks
//!
//! Whether every original in `sources/` opens as a text.
//!
//! # Why it matters
//!
//! Quotations that cite it cannot be compared with it, and words in it are not found. An original that cannot be read is
//! a gap in the case, never an empty page.
//!
//! # Example
//!
//! An empty file, or a photograph.
//!
//! # How to mend
//!
//! Write its text into a file beside it with `.text` added to the name (`telegram.jpg.text`), or take it out of
//! `sources/`.

use kaozheng_record::Check;
use kaozheng_text::{Diagnostic, Severity};
use std::fmt::Display;

/// The check.
pub(crate) const CHECK: Check = Check {
    code: "original-unread",
    title: "An original whose text cannot be read",
    severity: Severity::Warning,
    docs: include_str!("original_unread.rs"),
};

/// The note that the original called `name` did not open, and why.
pub(crate) fn note(name: &str, reason: &dyn Display) -> Diagnostic {
    CHECK
        .note(format!("sources/{name} was not read: {reason}"))
        .help(format!(
            "write its text into sources/{name}.text, or take it out of sources/"
        ))
}
